/** History on several cores, by the compiled command line. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');
const built = existsSync(join(ROOT, 'dist/apps/replay/src/backtest/worker.js'));
if (!built && process.env.CI) throw new Error('the command line is not built: run `npm run build` before the tests');
if (!built) process.stderr.write('not built: back-tests on several cores are not tested here (npm run build)\n');
const describeBuilt = built ? describe : describe.skip;

describeBuilt('quiesce replay --rules', () => {
  let folder: string;
  let rules: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'quiesce-backtest-int-'));
    rules = join(folder, 'less.yaml');
    writeFileSync(rules, 'schema: quiesce.rules/1\nwithoutFacts: [dmar]\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: readonly string[]) => {
    const command = ['bin/quiesce.js', 'replay', ...args, 'corpus'];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    // A slow machine sees how far it has come.
    return { status, stdout, stderr: stderr.replace(/^quiesce replay: \d+ of \d+ pieces.*\n/gm, '') };
  };

  test('several threads say the very lines of one, and leave the same progress', () => {
    const [one, three] = ['1', '3'].map((jobs) =>
      run('--rules', rules, '--jobs', jobs, '--format', 'ndjson', '--resume', join(folder, `progress-${jobs}`)),
    );
    expect(one).toMatchObject({ status: 1, stderr: '' });
    expect(one!.stdout.split('\n').length).toBeGreaterThan(20);
    expect(three).toEqual(one);
    expect(run('--rules', rules, '--jobs', '2', '--format', 'ndjson', '--resume', join(folder, 'progress-3'))).toEqual(
      one,
    );
  }, 120_000);

  test('exit 0 where nothing would change, 2 where the command line asks for two things', () => {
    expect(run('--rules', 'built').status).toBe(0);
    const both = run('--rules', rules, '--assert');
    expect(both).toEqual({
      status: 2,
      stdout: '',
      stderr: 'quiesce replay: --assert and --rules exclude each other\n',
    });
  }, 120_000);
});
