/** Runs one emulator: reads its console and tap, plays the gremlins, and ends it. Its sockets are in its own folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Ask, type ConfigSpace, isMaster, masterOn, slotOff } from './config-space';
import { askBy, type Door, door, type Monitor, monitorOf } from './door';
import { driveOf, FILES, networkOf, SOCKETS } from './emulator-arguments';
import { type Flood, floodOf } from './flood';
import { LAB_DEVICES } from './lab-device';
import type { Gremlin, LabPlan } from './plan';
import { type Tail, tailOf } from './tail';

export interface TimedLine {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

/** The bus-master bit of a device as the incoming kernel finds it; null where no device answers. */
export interface MasterSeen {
  readonly boot: number;
  readonly bdf: string;
  readonly on: boolean | null;
}

export interface Intervention {
  readonly at: number;
  /** Lines that the console had shown by then. */
  readonly afterLine: number;
  readonly what: string;
}

export interface Observed {
  readonly console: readonly TimedLine[];
  readonly tap: readonly TimedLine[];
  readonly masters: readonly MasterSeen[];
  readonly interventions: readonly Intervention[];
  /** `off`: the guest switched it off, or panicked. `halted`: a gremlin stopped it. `crashed`: the emulator itself gave up. `stopped`: somebody stopped us. */
  readonly end: 'off' | 'silent' | 'timeout' | 'halted' | 'crashed' | 'stopped';
  readonly exitCode: number | null;
  readonly stderr: string;
}

export interface EmulatorRequest {
  readonly program: string;
  readonly args: readonly string[];
  /** Folder that holds kernel and archive; its path must be short enough for a unix socket. */
  readonly folder: string;
  readonly plan: LabPlan;
  readonly timeoutSeconds: number;
  readonly onLine: (line: string) => void;
}

const SILENCE_SECONDS = 90;
const HALTED_SECONDS = 10;
const KILL_AFTER_MS = 5000;
const POLL_MS = 20;
/** Rings of old NICs have 32 places, which must not be full before the incoming kernel's IOMMU is on. */
const LINES_A_FRAME = 16;
const STDERR_MAX = 10_000;
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const now = (): number => Date.now() / 1000;

interface Seen {
  readonly console: TimedLine[];
  readonly tap: TimedLine[];
  readonly masters: MasterSeen[];
  readonly interventions: Intervention[];
  /** Kernels that have spoken. */
  boot: number;
  leaving: boolean;
  space: ConfigSpace | null;
  end: Observed['end'];
  haltedAt: number | null;
  lastAt: number;
  stderr: string;
}

interface Watch {
  readonly request: EmulatorRequest;
  readonly seen: Seen;
  readonly ask: Ask;
  readonly monitor: Monitor;
  readonly floods: readonly Flood[];
}

const note = ({ seen }: Watch, what: string): void => {
  seen.interventions.push({ at: now(), afterLine: seen.console.length, what });
};

async function play(watch: Watch, { does, bdf, touches }: Gremlin): Promise<void> {
  const { seen, monitor } = watch;
  if (does === 'halt') {
    seen.haltedAt = now();
    await monitor('stop');
  } else if (seen.space !== null) {
    for (const touched of touches) await (does === 'master-on' ? masterOn : slotOff)(seen.space, touched);
  } else return;
  note(watch, bdf === null ? does : `${does} ${bdf}`);
}

async function lookAtMasters({ seen, request }: Watch): Promise<void> {
  const { boot, space } = seen;
  if (space === null) return;
  for (const { bdf } of request.plan.devices) seen.masters.push({ boot, bdf, on: await isMaster(space, bdf) });
}

const JUMPS = /\bStarting new kernel$|\bKernel panic - not syncing: /;
const SPEAKS = /\bLinux version \d/;

async function onConsole(watch: Watch, text: string): Promise<void> {
  const { seen, request, floods } = watch;
  if (seen.console.length % LINES_A_FRAME === 0) for (const { send } of floods) send();
  if (SPEAKS.test(text)) {
    seen.boot++;
    if (seen.leaving) await lookAtMasters(watch);
    seen.leaving = false;
  } else if (seen.leaving && JUMPS.test(text)) {
    for (const gremlin of request.plan.gremlins.filter(({ boot }) => boot === seen.boot)) await play(watch, gremlin);
  }
}

/** Bytes a second: a crash leaves requests behind that never end by themselves; a teardown waits for them, and they end in seconds. */
const HELD_BACK = { kdump: 1, kexec: 262_144 } as const;

async function throttle(watch: Watch, bps: number): Promise<void> {
  const { devices } = watch.request.plan;
  for (const [at, { model, traits, bdf }] of devices.entries()) {
    if (LAB_DEVICES[model ?? '']?.backend !== 'drive' || traits.traffic !== 'in-flight') continue;
    const limits = { bps, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 };
    await watch.monitor('block_set_io_throttle', { device: driveOf(at), ...limits });
    note(watch, `requests ${bps > 0 ? 'held back' : 'let go'} ${bdf}`);
  }
}

async function onTap(watch: Watch, text: string): Promise<void> {
  const { seen, ask, request } = watch;
  const [word, value = ''] = text.split(' ');
  if (word === 'ecam') seen.space = { ask, base: Number.parseInt(value, 16) };
  else if (word === 'throttle')
    await throttle(watch, HELD_BACK[request.plan.boots[seen.boot - 1]?.departure?.into ?? 'kexec']);
  else if (word === 'boot' && value !== '1') await throttle(watch, 0);
  else if (word === 'go') seen.leaving = true;
}

/** A gremlin that fails is told of, and the run goes on. */
const guarded = (watch: Watch, work: Promise<void>): void => {
  work.catch((error: unknown) => note(watch, `failed: ${error instanceof Error ? error.message : String(error)}`));
};

/** The tap first: `go` must be heard before the jump that it announces, however late we look. */
function tailsOf(watch: Watch): readonly Tail[] {
  const { seen, request } = watch;
  const hear = (lines: TimedLine[], act: typeof onTap) => (text: string) => {
    seen.lastAt = now();
    lines.push({ at: seen.lastAt, text });
    guarded(watch, act(watch, text));
    if (lines === seen.console) request.onLine(text);
  };
  return [
    tailOf(join(request.folder, FILES.tap), hear(seen.tap, onTap)),
    tailOf(join(request.folder, FILES.console), hear(seen.console, onConsole)),
  ];
}

/** Why it should end now, or null. */
function endOf({ seen, request }: Watch, beganAt: number): Observed['end'] | null {
  if (seen.haltedAt !== null && now() - seen.haltedAt > HALTED_SECONDS) return 'halted';
  if (now() - beganAt > request.timeoutSeconds) return 'timeout';
  return now() - seen.lastAt > SILENCE_SECONDS ? 'silent' : null;
}

function endInTime(watch: Watch, child: ChildProcess): NodeJS.Timeout {
  const beganAt = now();
  return setInterval(() => {
    const end = endOf(watch, beganAt);
    if (end === null || child.killed) return;
    watch.seen.end = end;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref();
  }, 1000);
}

const newSeen = (): Seen => ({
  console: [],
  tap: [],
  masters: [],
  interventions: [],
  boot: 0,
  leaving: false,
  space: null,
  end: 'off',
  haltedAt: null,
  lastAt: now(),
  stderr: '',
});

const readAll = (tails: readonly Tail[]): void => {
  for (const { read } of tails) read();
};

/** Networks of a plan: all are dialled, and some are flooded. */
async function networksOf({ plan, folder }: EmulatorRequest): Promise<{ doors: Door[]; floods: Flood[] }> {
  const [doors, floods]: [Door[], Flood[]] = [[], []];
  for (const [at, { model, traits }] of plan.devices.entries()) {
    if (LAB_DEVICES[model ?? '']?.backend !== 'network') continue;
    const network = await door(join(folder, networkOf(at)));
    doors.push(network);
    if (traits.traffic === 'flood') floods.push(floodOf(network.socket));
  }
  return { doors, floods };
}

export async function runEmulator(request: EmulatorRequest): Promise<Observed> {
  const { program, args, folder } = request;
  const { doors, floods } = await networksOf(request);
  const [qmp, qtest] = [await door(join(folder, SOCKETS.monitor)), await door(join(folder, SOCKETS.gremlin))];
  const seen = newSeen();
  const watch: Watch = { request, seen, ask: askBy(qtest.socket), monitor: monitorOf(qmp.socket), floods };
  const tails = tailsOf(watch);
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (piece: Buffer) => {
    seen.stderr = `${seen.stderr}${piece.toString('utf8')}`.slice(-STDERR_MAX);
  });
  const timers = [endInTime(watch, child), setInterval(() => readAll(tails), POLL_MS)];
  const stop = () => {
    seen.end = 'stopped';
    child.kill('SIGTERM');
  };
  for (const signal of STOPS) process.once(signal, stop);
  try {
    const [exitCode] = (await once(child, 'close')) as [number | null];
    readAll(tails);
    const { console, tap, masters, interventions, stderr } = seen;
    const end = seen.end === 'off' && exitCode !== 0 ? 'crashed' : seen.end;
    return { console, tap, masters, interventions, end, exitCode, stderr };
  } finally {
    for (const signal of STOPS) process.removeListener(signal, stop);
    for (const timer of timers) clearInterval(timer);
    for (const flood of floods) flood.stop();
    for (const { close } of [...doors, qmp, qtest, ...tails]) close();
  }
}
