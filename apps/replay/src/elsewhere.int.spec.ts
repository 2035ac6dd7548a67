/** The same bytes on any machine: another time zone, another language, another process, another Node. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const BUILT = existsSync(join(ROOT, 'dist/apps/quiesce.js'));
if (!BUILT) {
  if (process.env.CI === 'true') throw new Error('with CI=true the commands must be built');
  process.stderr.write('not built: reports made elsewhere are not compared here (npm run build)\n');
}
const describeBuilt = BUILT ? describe : describe.skip;

/** Letters that lower-case otherwise, digits that group otherwise, a zone with odd minutes and one that changes the date. */
const ELSEWHERE = [
  { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  { TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
  { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C' },
];

/** Other Node majors that the machine has, as `OTHER_NODES=/path/node22:/path/node24`; .ci/run gets them. */
const others = (process.env.OTHER_NODES ?? '').split(':').filter((path) => path !== '');
if (others.length === 0) {
  if (process.env.CI === 'true') throw new Error('with CI=true other Node majors must be there (OTHER_NODES)');
  process.stderr.write('OTHER_NODES names no other Node: what another one makes is not compared here\n');
}

const logs = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.log'))
        .map((file) => join(folder, file))
    : [];
const ALL = [...logs(join(ROOT, 'corpus')), ...logs(join(ROOT, '../shared/lab/logs'))];

/** Each other place on this Node, and each other Node in one of them. */
const MACHINES = [
  ...ELSEWHERE.map((env) => ({ node: process.execPath, env })),
  ...others.map((node, at) => ({ node, env: ELSEWHERE[at % ELSEWHERE.length]! })),
];

const run = (node: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
  const { status, stdout, stderr } = spawnSync(node, ['bin/quiesce.js', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { status, stdout, stderr };
};

describeBuilt('reports, facts and captures elsewhere', () => {
  /** Each log a host of its own, so that one process reads them all. */
  const hosts = ALL.flatMap((file, at) => ['--host', `${basename(file, '.log')}-${at}=${file}`]);
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-elsewhere-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const capture = join(folder, 'here.capture.zst');
  const HERE = { TZ: 'UTC', LANG: 'en_US.UTF-8' };
  const here = run(process.execPath, ['analyze', '--format', 'json', ...hosts], HERE);
  const factsHere = run(process.execPath, ['facts', ...ALL], HERE);
  const captured = run(process.execPath, ['capture', ...hosts, '-o', capture], HERE);
  const replayed = run(process.execPath, ['replay', '--format', 'ndjson', capture], HERE);

  test('there is something to compare', () => {
    expect(here).toMatchObject({ status: 0 });
    expect(here.stdout).toContain('"verdict": "dma-leak"');
    expect(factsHere.stdout.length).toBeGreaterThan(1e5);
    expect(captured).toMatchObject({ status: 0 });
    expect(captured.stderr).toContain(`of ${ALL.length} hosts`);
    expect(replayed).toMatchObject({ status: 0 });
    expect(replayed.stdout.length).toBeGreaterThan(1e5);
  });

  describe.each(MACHINES)('$node, $env.TZ $env.LANG', ({ node, env }) => {
    test('the same report, and the same facts', () => {
      expect(run(node, ['analyze', '--format', 'json', ...hosts], env).stdout === here.stdout).toBe(true);
      expect(run(node, ['facts', ...ALL], env).stdout === factsHere.stdout).toBe(true);
    });

    test('every handoff captured there is the same capture, byte for byte', () => {
      const there = join(folder, 'there.capture.zst');
      expect(run(node, ['capture', ...hosts, '-o', there], env)).toMatchObject({ status: 0 });
      expect(readFileSync(there).equals(readFileSync(capture))).toBe(true);
    });

    test('the capture replays there to the same ids and the same bytes', () => {
      expect(run(node, ['replay', '--assert', capture], env)).toMatchObject({ status: 0 });
      expect(run(node, ['replay', '--format', 'ndjson', capture], env).stdout === replayed.stdout).toBe(true);
    });
  });

  test('a wall clock in a log stays as it was written', () => {
    const log = join(folder, 'web.log');
    writeFileSync(
      log,
      '[Sun Nov 22 19:04:00 2026] DMAR: [DMA Read NO_PASID] Request device [02:00.0] fault addr 0x5778000 [fault reason 0x06] PTE Read access is not set\n',
    );
    const [one, other] = ELSEWHERE.map((env) => run(process.execPath, ['facts', log], env).stdout);
    expect(one).toContain('"at":"2026-11-22T19:04:00"');
    expect(other).toBe(one);
  });
});
