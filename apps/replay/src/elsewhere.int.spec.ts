/** The same bytes on any machine: another time zone, another language, another process. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** Other Node majors that the machine has, as `QUIESCE_OTHER_NODES=/path/node22:/path/node24`. */
const nodes = [process.execPath, ...(process.env.QUIESCE_OTHER_NODES ?? '').split(':').filter((path) => path !== '')];

const logs = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.log'))
        .map((file) => join(folder, file))
    : [];
const ALL = [...logs(join(ROOT, 'corpus')), ...logs(join(ROOT, '../shared/lab/logs'))];

const run = (node: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
  const { status, stdout, stderr } = spawnSync(node, ['bin/quiesce.js', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { status, stdout, stderr };
};

describeBuilt('reports and facts elsewhere', () => {
  /** Each log a host of its own, so that one process reads them all. */
  const hosts = ALL.flatMap((file, at) => ['--host', `${basename(file, '.log')}-${at}=${file}`]);
  const here = run(process.execPath, ['analyze', '--format', 'json', ...hosts], { TZ: 'UTC', LANG: 'en_US.UTF-8' });
  const factsHere = run(process.execPath, ['facts', ...ALL], { TZ: 'UTC', LANG: 'en_US.UTF-8' });

  test('there is something to compare', () => {
    expect(here).toMatchObject({ status: 0 });
    expect(here.stdout).toContain('"verdict": "dma-leak"');
    expect(factsHere.stdout.length).toBeGreaterThan(1e5);
  });

  describe.each(nodes)('%s', (node) => {
    test.each(ELSEWHERE)('$TZ $LANG', (env) => {
      expect(run(node, ['analyze', '--format', 'json', ...hosts], env).stdout === here.stdout).toBe(true);
      expect(run(node, ['facts', ...ALL], env).stdout === factsHere.stdout).toBe(true);
    });
  });

  test('a wall clock in a log stays as it was written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'quiesce-elsewhere-'));
    try {
      const log = join(folder, 'web.log');
      writeFileSync(
        log,
        '[Sun Nov 22 19:04:00 2026] DMAR: [DMA Read NO_PASID] Request device [02:00.0] fault addr 0x5778000 [fault reason 0x06] PTE Read access is not set\n',
      );
      const [one, other] = ELSEWHERE.map((env) => run(process.execPath, ['facts', log], env).stdout);
      expect(one).toContain('"at":"2026-11-22T19:04:00"');
      expect(other).toBe(one);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
