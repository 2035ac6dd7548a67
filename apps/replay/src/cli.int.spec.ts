import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '#schemas';

const ROOT = join(__dirname, '../../..');
const LOG = 'corpus/vtd-leak-crash-2nics.log';
const built = existsSync(join(ROOT, 'dist/apps/quiesce.js'));
if (!built && process.env.CI) throw new Error('the command line is not built: run `npm run build` before the tests');
if (!built) process.stderr.write('not built: the command line is not tested here (npm run build)\n');
const describeBuilt = built ? describe : describe.skip;

const run = (args: readonly string[], input?: string | Buffer) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/quiesce.js', ...args], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { status, stdout, stderr };
};

describeBuilt('the command line', () => {
  test('facts: one object a line, keys in the order of the contract, each as its schema says', () => {
    const { status, stdout, stderr } = run(['facts', '--format', 'ndjson', LOG]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.length).toBeGreaterThan(50);
    const order = [
      'file',
      'line',
      'lines',
      'lastLine',
      'boot',
      'family',
      'kind',
      'bdf',
      'time',
      'at',
      'fields',
      'fault',
      'count',
      'corrupted',
      'host',
    ];
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(order.filter((key) => key in line));
      expect(validate('fact-line.v1', line)).toEqual([]);
    }
  });

  test('analyze --format json is the report that the schema describes, and the same each time', () => {
    const { status, stdout } = run(['analyze', '--format', 'json', LOG]);
    expect(status).toBe(0);
    expect(validate('report.v1', JSON.parse(stdout))).toEqual([]);
    expect(run(['analyze', '-o', 'json', LOG]).stdout).toBe(stdout);
  });

  test('standard input is a file like any other, and its evidence is quoted', () => {
    const { status, stdout } = run(['analyze', '--width', '200', '-'], readFileSync(join(ROOT, LOG)));
    expect(status).toBe(0);
    expect(stdout).toContain('DMA LEAK (certain)');
    expect(stdout).toMatch(/line 852 {2}\[.*\] DMAR: \[DMA Read NO_PASID\] Request device \[01:00\.0\]/);
    expect(stdout).not.toContain('\x1b');
  });

  test('a reader that leaves early is no error', () => {
    const many = Array(20).fill(LOG).join(' ');
    const shell = `node bin/quiesce.js facts ${many} | head -1; echo "\${PIPESTATUS[0]}"`;
    const [fact, code] = execFileSync('bash', ['-c', shell], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
    expect(JSON.parse(fact!)).toMatchObject({ file: LOG });
    expect(code).toBe('0');
  });

  test.each([
    [['analyze'], /no FILE given/],
    [['analyze', '--format', 'yaml', LOG], /Allowed choices are text, json, html, markdown/],
    [['analyze', '--fail-on', 'leaky', LOG], /no such verdict/],
    [['analyze', '--device', 'eth0', LOG], /expected dddd:bb:dd\.f/],
    [['analyze', '--host', 'web-17', LOG], /expected NAME=FILE/],
    [['facts'], /missing required argument/],
    [['facts', 'no-such.log'], /no-such\.log: no such file/],
    [['replay', '--assert', LOG], /--assert needs one capture/],
    [['replay', '--break', 'fault', LOG], /--break is of --step/],
    [['replay', '--until', 'faultt', LOG], /faultt: expected a kind of fact/],
    [['replay', '--why', '0000:0f:00.0', LOG], /nothing is known of 0000:0f:00\.0/],
    [['replay', '--into', 'http://127.0.0.1:9', LOG], /does not answer/],
    [['replay', '--into', 'no-such-dir', LOG], /no-such-dir: no such directory/],
    [['capture', 'no-such.log', '-o', 'never'], /no-such\.log: no such file/],
    [['nonsense'], /unknown command|too many arguments/],
  ])('%j is refused with exit code 2', (args, says) => {
    const { status, stderr } = run(args);
    expect(stderr).toMatch(says);
    expect(status).toBe(2);
  });

  test('why, as known where the replay stops', () => {
    const { status, stdout } = run(['replay', '--until', 'iommu-fault@0000:01:00.0', '--why', '0000:01:00.0', LOG]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /DMA LEAK[\s\S]*rule: [\s\S]*line 852 of [\s\S]*fact dmar\/iommu-fault[\s\S]*\| \[ {4}1\.030927\] DMAR/,
    );
    expect(run(['replay', '--until', '851', '--why', '0000:01:00.0', LOG]).stdout).not.toContain('DMA LEAK');
  });

  test('--fail-on is exit code 1, help is 0 and on standard output', () => {
    expect(run(['analyze', '--fail-on', 'lost,dma-leak', LOG]).status).toBe(1);
    expect(run(['analyze', '--fail-on', 'lost', LOG]).status).toBe(0);
    for (const command of ['analyze', 'facts', 'replay', 'capture']) {
      const { status, stdout } = run([command, '--help']);
      expect({ command, status }).toEqual({ command, status: 0 });
      expect(stdout).toMatch(/Exit codes/);
    }
  });
});
