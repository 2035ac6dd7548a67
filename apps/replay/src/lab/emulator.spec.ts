import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FleetSpec, fleetScenarios, type GroupSpec } from '#simulator';
import { type Observed, runEmulator } from './emulator';
import { type LabPlan, planOf } from './plan';

/** Stands in for the emulator: dials what it dials, answers as it answers, keeps what it was told, and plays lines of its ports. */
const STAND_IN = `
const { appendFileSync } = require('node:fs');
const { createConnection } = require('node:net');
const { createInterface } = require('node:readline');
const heard = (text) => appendFileSync('heard.log', text + '\\n');
const dial = (name, answer) => {
  const socket = createConnection(name);
  createInterface({ input: socket }).on('line', (line) => answer(line, socket));
  return socket;
};
dial('qmp.sock', (line, socket) => {
  const { execute, arguments: of } = JSON.parse(line);
  heard(of.device ? execute + ' ' + of.device + ' ' + of.bps : execute);
  socket.write('{"timestamp":{},"event":"RESUME"}\\n' + (execute === 'stop' ? '{"error":{"desc":"not now"}}\\n' : '{"return":{}}\\n'));
}).write('{"QMP":{}}\\n');
dial('qtest.sock', (line, socket) => {
  if (line.startsWith('writew')) heard(line);
  socket.write(line.startsWith('readw') ? 'OK 0x0003\\n' : 'OK\\n');
});
let frames = 0;
const nic = createConnection('net1.sock').on('data', (piece) => { frames += piece.length; });
const lines = JSON.parse(process.argv[2]);
const next = () => {
  const line = lines.shift();
  if (line === undefined) { heard('frames of ' + (frames % 246)); heard(frames > 0 ? 'flooded' : 'no frame'); process.exit(0); }
  const [port, text] = line;
  if (port === 'abort') { process.stderr.write('Assertion failed\\n', () => process.kill(process.pid, 'SIGKILL')); return; }
  if (port !== 'wait') appendFileSync(port + '.log', text + '\\r\\n');
  if (port !== 'wait' || text !== 'ever') setTimeout(next, 80);
  else setInterval(() => undefined, 1000);
};
setTimeout(next, 80);
`;

const GROUP: GroupSpec = {
  name: 'h',
  platform: 'vtd',
  devices: [{ model: 'nvme', traits: { master: 'ignores' } }, { model: 'e1000e' }],
  first: { release: '6.1' },
  handoffs: [{ policy: 'shutdown+bus-master-off', kernel: { release: '6.1' } }],
};
function planned(change: Partial<GroupSpec> = {}): LabPlan {
  const spec: FleetSpec = { schema: 'quiesce.simulation/1', fleet: [{ ...GROUP, ...change }] };
  const plan = planOf([...fleetScenarios(spec, 1)][0]!);
  if ('problems' in plan) throw new Error(plan.problems.join('; '));
  return plan.plan;
}

type Line = readonly ['console' | 'tap' | 'wait' | 'abort', string];
const UP: readonly Line[] = [
  ['console', '[    0.000000] Linux version 6.1.0'],
  ['tap', 'boot 1'],
  ['tap', 'ecam b0000000-bfffffff : PCI MMCONFIG'],
  ['tap', 'throttle'],
  ['tap', 'go'],
  ['console', '[   30.000000] kexec_core: Starting new kernel'],
];
const OVER: readonly Line[] = [
  ['console', '[    0.000000] Linux version 6.1.0'],
  ['tap', 'boot 2'],
  ['tap', 'done'],
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-stand-in-'));
  writeFileSync(join(folder, 'stand-in.js'), STAND_IN);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const play = (
  lines: readonly Line[],
  more: { plan?: LabPlan; timeoutSeconds?: number; onLine?: () => void } = {},
): Promise<Observed> =>
  runEmulator({
    program: process.execPath,
    args: ['stand-in.js', JSON.stringify(lines)],
    folder,
    plan: more.plan ?? planned(),
    timeoutSeconds: more.timeoutSeconds ?? 15,
    onLine: more.onLine ?? (() => undefined),
  });
const heard = (): readonly string[] => readFileSync(join(folder, 'heard.log'), 'utf8').trimEnd().split('\n');

test('lines of both ports, without their carriage returns, and in the order in which they came', async () => {
  const { console, tap, end, exitCode } = await play([...UP, ...OVER]);
  expect({ end, exitCode }).toEqual({ end: 'off', exitCode: 0 });
  expect(console.map(({ text }) => text)).toEqual(
    [...UP, ...OVER].flatMap(([port, text]) => (port === 'console' ? [text] : [])),
  );
  expect(tap.map(({ text }) => text)).toEqual(
    [...UP, ...OVER].flatMap(([port, text]) => (port === 'tap' ? [text] : [])),
  );
  const times = [...console, ...tap].map(({ at }) => at);
  expect(Math.abs(Math.max(...times) - Date.now() / 1000)).toBeLessThan(10);
});

test('at the jump bus mastering comes back on the way to the root; the next kernel’s first line is when it is looked at', async () => {
  const { masters, interventions } = await play([...UP, ...OVER]);
  expect(heard().filter((line) => line.startsWith('writew'))).toEqual([
    'writew 0xb0100004 0x7',
    'writew 0xb0010004 0x7',
  ]);
  expect(masters).toEqual([
    { boot: 2, bdf: '0000:01:00.0', on: false },
    { boot: 2, bdf: '0000:02:00.0', on: false },
  ]);
  expect(interventions).toContainEqual({ at: expect.any(Number), afterLine: 2, what: 'master-on 0000:01:00.0' });
});

test('requests of a disk are held back until the next kernel runs: for good before a crash, for seconds before a teardown that waits for them', async () => {
  await play([...UP, ...OVER]);
  const asked = (bps: number) => `block_set_io_throttle drive0 ${bps}`;
  const throttles = () => heard().filter((line) => line.startsWith('block_set'));
  expect(throttles()).toEqual([asked(262_144), asked(0)]);
  rmSync(join(folder, 'heard.log'));
  await play([...UP, ...OVER], { plan: planned({ handoffs: [{ policy: 'none', kernel: { release: '6.1' } }] }) });
  expect(throttles()).toEqual([asked(1), asked(0)]);
  expect(heard().some((line) => line.startsWith('writew'))).toBe(false);
});

test('whole frames come to a link that is flooded', async () => {
  await play([...UP, ...OVER, ...Array.from({ length: 16 }, (): Line => ['console', 'x'])]);
  expect(heard()).toEqual(expect.arrayContaining(['frames of 0', 'flooded']));
});

test('a gremlin that is refused is told of', async () => {
  const { interventions } = await play([...UP, ...OVER], {
    plan: planned({ handoffs: [{ ...GROUP.handoffs[0]!, silent: 1 }] }),
  });
  expect(interventions.map(({ what }) => what)).toContain('failed: stop: not now');
});

test('an emulator that gives up is no guest that went down', async () => {
  const { end, exitCode, stderr } = await play([...UP, ['abort', '']]);
  expect({ end, exitCode, stderr }).toEqual({ end: 'crashed', exitCode: null, stderr: 'Assertion failed\n' });
});

test('what takes too long is ended', async () => {
  const { end, console } = await play([...UP, ['wait', 'ever']], { timeoutSeconds: 2 });
  expect({ end, lines: console.length }).toEqual({ end: 'timeout', lines: 2 });
});

test('whoever stops us stops the emulator', async () => {
  let lines = 0;
  const stop = () => {
    lines += 1;
    if (lines === 2) process.emit('SIGTERM');
  };
  const { end } = await play([...UP, ['wait', 'ever']], { onLine: stop });
  expect(end).toBe('stopped');
  expect(process.listenerCount('SIGTERM')).toBe(0);
});

test('one that is not there is an error, and nothing is left listening', async () => {
  const request = {
    program: join(folder, 'absent'),
    args: [],
    folder,
    plan: planned(),
    timeoutSeconds: 5,
    onLine: () => undefined,
  };
  await expect(runEmulator(request)).rejects.toThrow(/ENOENT/);
  expect(existsSync(join(folder, 'qmp.sock'))).toBe(false);
});
