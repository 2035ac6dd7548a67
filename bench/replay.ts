/** A day of one host replayed, against real time; and handoffs a second through a back-test, whole, and killed and resumed: `npm run bench:replay [-- HANDOFFS]`. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type DayRequest, writeDay, writeHistory } from './history';

const RESULTS = join(process.cwd(), 'bench', 'results', 'replay.json');
const DAY_SECONDS = 86_400;
const RUNS = 1;
/** Handoffs of the run that is killed and resumed. */
const RESUMED_HANDOFFS = 600;
/** Handoffs of the runs that compare rules that change the built ones with another core's. */
const TWICE_HANDOFFS = 2000;
const MILLION = 1_000_000;

interface Ended {
  readonly seconds: number;
  readonly out: string;
  /** Null where it was killed. */
  readonly code: number | null;
}

/** Runs `quiesce` to its end, or until `killWhen` says so: it is asked ten times a second. */
function quiesce(args: readonly string[], killWhen: () => boolean = () => false): Promise<Ended> {
  const began = process.hrtime.bigint();
  const child = spawn(process.execPath, ['bin/quiesce.js', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  const watch = setInterval(() => killWhen() && child.kill('SIGKILL'), 100);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      resolve({ seconds, out: Buffer.concat(pieces).toString('utf8'), code });
    });
  });
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[values.length >> 1]!;
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

async function measureDay(name: string, request: DayRequest, folder: string) {
  const log = join(folder, `${name}.log`);
  const { lines, bytes } = writeDay(request, log);
  const runs: number[] = [];
  const handoffs = new Set<string>();
  for (let run = 0; run < RUNS; run++) {
    const { seconds, out, code } = await quiesce(['replay', log]);
    if (code !== 0) throw new Error(`quiesce replay ended with ${code}`);
    runs.push(seconds);
    for (const [id] of out.matchAll(/\bh-[0-9a-f]{16}\b/g)) handoffs.add(id);
  }
  const seconds = median(runs);
  return {
    day: name,
    ...request,
    lines,
    bytes,
    handoffsFound: handoffs.size,
    seconds,
    timesRealTime: Math.round(DAY_SECONDS / seconds),
  };
}

interface Summary {
  readonly pieces: number;
  readonly handoffs: readonly [number, number];
  readonly counts: object;
}
const summaryOf = ({ out }: Ended): Summary => JSON.parse(out.trimEnd().split('\n').at(-1)!) as Summary;

/** Of a back-test that found changes, as most here must. */
function done(run: Ended, code = 1): Ended {
  if (run.code !== code) throw new Error(`quiesce replay --rules ended with ${run.code}; ${code} was expected`);
  return run;
}

/** A set that changes the built one judges again only the hosts that it can tell otherwise; another core's judges all: this checkout's. */
async function measureTwice(folder: string, rules: string) {
  const history = join(folder, 'twice');
  await writeHistory(history, TWICE_HANDOFFS);
  const perSecond = (run: Ended) => rounded(summaryOf(run).handoffs[0] / run.seconds);
  const args = ['replay', '--format', 'ndjson', '--rules', 'built', '--rules'];
  const changed = done(await quiesce([...args, rules, history]));
  const checkout = done(await quiesce([...args, process.cwd(), history]), 0);
  return {
    handoffs: summaryOf(changed).handoffs[0],
    changedRulesPerSecond: perSecond(changed),
    otherCorePerSecond: perSecond(checkout),
  };
}

async function measureResume(folder: string, rules: string) {
  const history = join(folder, 'resumed');
  const made = await writeHistory(history, RESUMED_HANDOFFS);
  const progress = join(folder, 'progress');
  const args = ['replay', '--format', 'ndjson', '--rules', rules, history];
  const whole = done(await quiesce(args));
  const isHalf = () => {
    try {
      return readFileSync(progress, 'utf8').split('\n').length > made.captures / 2;
    } catch {
      return false;
    }
  };
  const killed = await quiesce([...args, '--resume', progress], isHalf);
  if (killed.code !== null) throw new Error('the back-test was over before it could be killed');
  const resumed = done(await quiesce([...args, '--resume', progress]));
  if (resumed.out !== whole.out) throw new Error('a resumed back-test says something else than a whole one');
  return {
    handoffs: summaryOf(whole).handoffs[0],
    secondsWhole: rounded(whole.seconds),
    secondsUntilKilled: rounded(killed.seconds),
    secondsResumed: rounded(resumed.seconds),
    sameOutput: true,
  };
}

async function measureBacktest(folder: string, wanted: number) {
  const rules = join(folder, 'rules.json');
  const change = { withoutFacts: ['dmar/iommu-fault'] };
  writeFileSync(rules, JSON.stringify({ schema: 'quiesce.rules/1', ...change }));
  const resume = await measureResume(folder, rules);
  const twice = await measureTwice(folder, rules);
  const history = join(folder, 'history');
  const made = await writeHistory(history, wanted);
  const run = done(await quiesce(['replay', '--format', 'ndjson', '--rules', rules, history]));
  const { pieces, handoffs, counts } = summaryOf(run);
  const handoffsPerSecond = handoffs[0] / run.seconds;
  return {
    rules: ['built', change],
    made,
    jobs: cpus().length,
    pieces,
    handoffs,
    counts,
    seconds: rounded(run.seconds),
    handoffsPerSecond: rounded(handoffsPerSecond),
    millionExtrapolatedMinutes: Math.round(MILLION / handoffsPerSecond / 60),
    resume,
    twice,
  };
}

const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
});

async function main(handoffs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-bench-replay-'));
  try {
    const load = { before: loadavg()[0] };
    const days = [
      await measureDay('one handoff, a line every 20 s', { handoffs: 1, secondsALine: 20 }, folder),
      await measureDay('a handoff an hour, a line a second', { handoffs: 24, secondsALine: 1 }, folder),
    ];
    process.stdout.write(`${JSON.stringify(days, null, 2)}\n`);
    const backtest = await measureBacktest(folder, handoffs);
    const result = {
      date: new Date().toISOString(),
      machine: machine(),
      load: { ...load, after: loadavg()[0] },
      runs: RUNS,
      days,
      backtest,
    };
    const text = JSON.stringify(result, null, 2);
    mkdirSync(join(RESULTS, '..'), { recursive: true });
    writeFileSync(RESULTS, `${text}\n`);
    process.stdout.write(`${text}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main(Number(process.argv[2] ?? 20_000));
