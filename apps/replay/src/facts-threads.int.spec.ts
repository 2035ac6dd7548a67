/** Several files on several cores say what they say one by one, in the order of their names. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const PROGRAM = join(ROOT, 'dist/apps/replay/src/facts-threads.js');
const LOGS = ['vtd-leak-crash-2nics', 'vtd-on-shutdown-many', 'aer-new-fatal'];
const describeBuilt = existsSync(PROGRAM) ? describe : describe.skip;
if (!existsSync(PROGRAM))
  process.stderr.write('not built: reading on several cores is not tested here (npm run build)\n');

const facts = (files: readonly string[]) =>
  spawnSync(process.execPath, ['bin/quiesce.js', 'facts', ...files], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e9 });

describeBuilt('facts on several cores', () => {
  let folder: string;
  let files: string[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'quiesce-threads-'));
    files = LOGS.map((name) => {
      const log = readFileSync(join(ROOT, 'corpus', `${name}.log`), 'utf8');
      writeFileSync(join(folder, name), log.repeat(Math.ceil(4e6 / log.length)));
      return join(folder, name);
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('the very lines that one thread prints', () => {
    const together = facts(files);
    expect(together).toMatchObject({ status: 0, stderr: '' });
    expect(together.stdout === files.map((file) => facts([file]).stdout).join('')).toBe(true);
  });

  test('large files are worth threads; one file, small ones, pipes and missing ones are not', async () => {
    const { threadsFor } = require(PROGRAM) as typeof import('./facts-threads');
    const { availableParallelism } = require('node:os') as typeof import('node:os');
    expect(await threadsFor(files)).toBe(Math.min(files.length, availableParallelism()));
    expect(await threadsFor(files.slice(0, 1))).toBe(1);
    expect(await threadsFor(LOGS.map((name) => join(ROOT, 'corpus', `${name}.log`)))).toBe(1);
    expect(await threadsFor([...files, '-'])).toBe(1);
    expect(await threadsFor([...files, join(folder, 'missing')])).toBe(1);
  });
});
