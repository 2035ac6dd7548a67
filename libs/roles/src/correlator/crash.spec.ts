/** Exactly once in effect: the correlator fails or dies at every step there is, and what is told and kept in the end is the same. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import pino from 'pino';
import { type Batch, type Event, EventLog, EventLogError, type RecordedEvent, type Stream } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import type { HandoffJudged } from '#schemas';
import { linesCollected } from '../event';
import { createCorrelator } from './correlator';

const LOG = join(__dirname, '../../../../corpus/vtd-leak-crash-xhci-storage.log');
const LINES_PER_BLOCK = 350;
const HOSTS = ['a', 'b'];
const said = { by: '/collector', time: '2026-01-01T00:00:00.000Z' };
const logger = pino({ level: 'silent' });

interface Fault {
  /** The step that fails, counted over appends, snapshots and commits. */
  readonly at: number;
  /** It was done all the same: only the word of it is lost. */
  readonly done: boolean;
  /** Nothing works from then on: the process is dead. Else the one step fails, and the correlator goes on by itself. */
  readonly dead: boolean;
}

/** A log whose steps are counted, and of which one fails. */
class FaultyLog extends EventLog {
  steps = 0;

  constructor(
    private readonly log: EventLog,
    private readonly fault: Fault | null,
  ) {
    super();
  }

  private async step(work: () => Promise<void>): Promise<void> {
    const { at, done, dead } = this.fault ?? { at: Number.POSITIVE_INFINITY, done: false, dead: false };
    const now = this.steps++;
    const fails = now === at || (dead && now > at);
    if (!fails || (done && now === at)) await work();
    if (fails) throw new EventLogError(`step ${now} fails`, { retriable: true });
  }

  append = (stream: Stream, events: readonly Event[]) =>
    events.length === 0 ? Promise.resolve() : this.step(() => this.log.append(stream, events));
  exclusive = async (name: string) => {
    const appender = await this.log.exclusive(name);
    return {
      append: (stream: Stream, events: readonly Event[], partition?: number) =>
        this.step(() => appender.append(stream, events, partition)),
      close: () => appender.close(),
    };
  };
  read: EventLog['read'] = (reader) => {
    const onBatch = (batch: Batch) => reader.onBatch({ ...batch, commit: () => this.step(() => batch.commit()) });
    return this.log.read({ ...reader, onBatch });
  };
  scan = (stream: Stream, partition?: number) => this.log.scan(stream, partition);
  partitions = (stream: Stream) => this.log.partitions(stream);
  partitionOf = (stream: Stream, key: string) => this.log.partitionOf(stream, key);
  progress = (group: string, stream: Stream) => this.log.progress(group, stream);
  rewind = (group: string, streams: readonly Stream[]) => this.log.rewind(group, streams);
  close = async () => undefined;
}

/** Blocks of both hosts in turn; every third comes twice. */
async function inputs(): Promise<readonly Event[]> {
  const lines = (await readFile(LOG, 'utf8')).split('\n').slice(0, -1);
  const events: Event[] = [];
  for (let at = 0; at < lines.length; at += LINES_PER_BLOCK) {
    const text = lines
      .slice(at, at + LINES_PER_BLOCK)
      .map((line) => `${line}\n`)
      .join('');
    for (const host of HOSTS) events.push(linesCollected({ host, source: 'console', firstLine: at + 1, text }, said));
    if (events.length % 3 === 0) events.push(events.at(-1)!);
  }
  return events;
}

const all = async (log: EventLog, stream: Stream) => {
  const events: RecordedEvent[] = [];
  for await (const event of log.scan(stream)) events.push(event);
  return events;
};
const committedOf = async (log: EventLog) => (await log.progress('correlator', 'lines'))[0]!;
const through = async (log: EventLog): Promise<void> => {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(2)) {
    const { committed, end: last } = await committedOf(log);
    if (committed === last) return;
  }
  throw new Error('the correlator does not come through');
};

/** What counts in the end: facts by id, the newest of each handoff, the state of each host. */
async function outcome(log: EventLog) {
  const facts = new Map<string, string>();
  for (const { id, data } of await all(log, 'facts')) {
    const text = JSON.stringify(data);
    if ((facts.get(id) ?? text) !== text) throw new Error(`facts ${id} were told in two ways`);
    facts.set(id, text);
  }
  const handoffs = new Map<string, HandoffJudged>();
  for (const { data } of await all(log, 'handoffs')) {
    const judged = data as HandoffJudged;
    if (judged.version >= (handoffs.get(judged.handoff.id)?.version ?? -1)) handoffs.set(judged.handoff.id, judged);
  }
  const states = new Map<string, object>();
  for (const { key, data } of await all(log, 'snapshots')) {
    // Up to which repeat it was kept depends on where batches end.
    const { state, kept } = (data as { state: { state: object; kept: { lines: object } } }).state;
    states.set(key, { state, lines: kept.lines });
  }
  return { facts, handoffs, states };
}

/** All that is committed is in the snapshots: who begins here begins with nothing lost. */
async function nothingIsCommittedThatIsNotKept(log: EventLog): Promise<void> {
  const { committed } = await committedOf(log);
  const kept = new Map(
    (await all(log, 'snapshots')).map(({ key, data }) => [key, (data as { position: number }).position]),
  );
  for (const host of HOSTS) {
    const inputs = (await all(log, 'lines')).filter(({ key, position }) => key === host && position < committed);
    // A block that came twice changes nothing, and needs no snapshot.
    const last = inputs.filter(({ id }, n) => inputs.findIndex((one) => one.id === id) === n).at(-1)?.position ?? -1;
    expect(kept.get(host) ?? -1).toBeGreaterThanOrEqual(last);
  }
}

const work = (log: EventLog, checkpointAfterMs: number) =>
  createCorrelator({
    log,
    logger,
    now: () => new Date(),
    tickAfterMs: 60_000,
    checkpointAfterMs,
    takeBack: false,
  });

let folder: string;
let log: EmbeddedEventLog;
const begin = async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-crash-'));
  log = await EmbeddedEventLog.open({ dir: folder, retryPauseMs: 1, batch: { events: 2 } });
  await log.append('lines', await inputs());
};
const end = async () => {
  await log.close();
  await rm(folder, { recursive: true });
};

/** Correlators that meet one fault each, one after another, and one that is left alone. */
async function afterFaults(faults: readonly Fault[], checkpointAfterMs: number) {
  await begin();
  try {
    for (const fault of faults) {
      const faulty = new FaultyLog(log, fault);
      const role = work(faulty, checkpointAfterMs);
      await role.start();
      const over = async () =>
        faulty.steps > fault.at || (await committedOf(log)).committed === (await committedOf(log)).end;
      for (const late = Date.now() + 10_000; Date.now() < late && !(await over()); ) await sleep(1);
      if (!fault.dead) await through(log);
      await role.stop();
      await nothingIsCommittedThatIsNotKept(log);
    }
    const role = work(log, checkpointAfterMs);
    await role.start();
    await through(log);
    await role.stop();
    return await outcome(log);
  } finally {
    await end();
  }
}

/** Steps of a run that nothing disturbs, and what comes of it. */
async function undisturbed(checkpointAfterMs: number) {
  await begin();
  try {
    const counting = new FaultyLog(log, null);
    const role = work(counting, checkpointAfterMs);
    await role.start();
    await through(log);
    await role.stop();
    return { steps: counting.steps, outcome: await outcome(log) };
  } finally {
    await end();
  }
}

describe.each([
  ['after every batch', 0],
  ['now and then', 10],
])('a checkpoint %s', (_, checkpointAfterMs) => {
  test('a process that fails or dies at any one step', async () => {
    const { steps, outcome: wanted } = await undisturbed(checkpointAfterMs);
    expect(wanted.handoffs.size).toBeGreaterThan(0);
    for (let at = 0; at < steps; at++) {
      for (const done of [false, true])
        for (const dead of [false, true])
          expect([at, done, dead, await afterFaults([{ at, done, dead }], checkpointAfterMs)]).toEqual([
            at,
            done,
            dead,
            wanted,
          ]);
    }
  }, 120_000);

  test('several that die one after another, at any steps', async () => {
    const { steps, outcome: wanted } = await undisturbed(checkpointAfterMs);
    const fault = fc.record({ at: fc.nat(steps), done: fc.boolean(), dead: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 2, maxLength: 4 }), async (faults) => {
        expect(await afterFaults(faults, checkpointAfterMs)).toEqual(wanted);
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});
