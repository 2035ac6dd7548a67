/** One real handoff, end to end: a kernel that crashes under QEMU, requests of a disk still unanswered, and the one that takes over. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '#core';

const ROOT = join(__dirname, '../../../..');
const isRequired = process.env.CI === 'true';
/** Where .ci/run unpacked a kernel. */
const labRoot = process.env.LAB_ROOT ?? '/';
const folder = mkdtempSync(join(tmpdir(), 'quiesce-lab-spec-'));
const spec = join(folder, 'spec.yaml');

const releases = ['lib/modules', 'usr/lib/modules'].flatMap((modules) =>
  existsSync(join(labRoot, modules)) ? readdirSync(join(labRoot, modules)) : [],
);
writeFileSync(
  spec,
  `schema: quiesce.simulation/1
fleet:
  - name: crash
    platform: vtd
    devices: [{ model: nvme }, { model: xhci }]
    first: { release: ${JSON.stringify(releases.sort()[0] ?? '6.1')}, iommu: off }
    handoffs: [{ policy: none, declares: true, kernel: { release: ${JSON.stringify(releases.sort()[0] ?? '6.1')} } }]
`,
);

const run = (args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'bin/quiesce.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });

const isBuilt = existsSync(join(ROOT, 'dist/apps/quiesce.js'));
const checked = run(['lab', '--check', spec, '--root', labRoot]);
const lacks = isBuilt ? (checked.status === 0 ? null : `${checked.stdout}${checked.stderr}`) : 'npm run build';
if (lacks !== null && isRequired) throw new Error(`with CI=true the lab must be able to run:\n${lacks}`);
if (lacks !== null) process.stderr.write(`SKIPPED the lab: it lacks\n${lacks}\n`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

(lacks === null ? describe : describe.skip)(
  'a crash with requests in flight, and an IOMMU that the crash kernel turns on',
  () => {
    const out = join(folder, 'out');
    let said: ReturnType<typeof run>;
    beforeAll(() => {
      said = run(['lab', spec, '--root', labRoot, '--out', out, '--timeout', '240', '--width', '80']);
    }, 280_000);
    const json = <Read>(name: string): Read => JSON.parse(readFileSync(join(out, name), 'utf8')) as Read;

    test('the log agrees with what was seen from outside', () => {
      expect(said.stderr).toBe('');
      expect(said.stdout).toContain('2 of 2 verdicts agree with what was seen from outside');
      expect(said.status).toBe(0);
      for (const line of said.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    });

    test('the truth: the disk’s answers were refused before its driver was there, and nothing else was', () => {
      expect(json('crash.truth.json')).toMatchObject({
        schema: 'quiesce.lab/1',
        exit: { end: 'off', code: 0 },
        interventions: [{ what: 'requests held back 0000:01:00.0' }, { what: 'requests let go 0000:01:00.0' }],
        handoffs: [
          {
            kind: 'kdump',
            policy: 'none',
            outcome: 'back',
            devices: [
              { bdf: '0000:01:00.0', driver: 'nvme', driverAfter: 'nvme', master: true, expect: 'dma-leak' },
              {
                bdf: '0000:02:00.0',
                driver: 'xhci_hcd',
                refused: { between: 0, early: 0, probing: 0, after: 0 },
                expect: 'clean',
              },
            ],
          },
        ],
      });
    });

    const verdicts = (args: readonly string[]) => {
      const report = JSON.parse(
        run(['analyze', '--format', 'json', ...args.map((name) => join(out, name))]).stdout,
      ) as Report;
      const [handoff] = report.handoffs;
      return {
        kind: handoff?.kind,
        declared: handoff?.policy.declared,
        leaks: handoff?.devices.filter(({ verdict }) => verdict === 'dma-leak').map(({ bdf }) => bdf),
      };
    };
    const leak = { kind: 'kdump', declared: 'none', leaks: ['0000:01:00.0'] };

    test('`quiesce analyze` reads the console, and the records that each kernel kept', () => {
      expect(verdicts(['crash.log'])).toEqual(leak);
      expect(verdicts(['crash.boot-1.kmsg', 'crash.boot-2.kmsg'])).toEqual(leak);
    });

    test('it is a case of the corpus', () => {
      const lines = readFileSync(join(out, 'crash.log'), 'latin1').split('\n');
      const { boots, handoff } = json<{ boots: number[]; handoff: { kind: string; line: number } }>(
        'crash.expected.json',
      );
      expect(handoff).toEqual({ kind: 'kdump', line: boots[1] });
      for (const line of boots) expect(lines[line - 1]).toMatch(/\] Linux version \d/);
    });
  },
);

(isBuilt ? describe : describe.skip)('bad usage', () => {
  test.each([
    [['lab'], /expected SPEC\.yaml, or --check/],
    [['lab', 'absent.yaml'], /absent\.yaml: ENOENT/],
    [['lab', spec, '--host', 'nobody'], /--host nobody: no such host/],
    [['lab', spec, '--timeout', 'soon'], /expected a whole number, 1 or more/],
    [['lab', spec, '--kernel', '/absent'], /kernel: \/absent cannot be read/],
    [['lab', spec, '--qemu', '/absent'], /emulator: qemu-system-x86_64 7\.2 or newer/],
  ])('%j', (args, says) => {
    const { status, stderr, stdout } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(says);
  });
});
