/** Finds handoffs in an event log and takes out the events that make them. */
import type { Boot } from '#core';
import type { EventLog, RecordedEvent } from '#event-log';
import { isOf } from '#schemas';
import { type Capture, captureOf, type Judged } from './capture';
import { isFaithful } from './faithful';
import { countLines, inputOf } from './recorded-input';

/** What a capture is asked of; times are RFC 3339, of the events. */
export type Wanted =
  | { readonly handoff: string }
  | { readonly alert: string }
  | { readonly host: string; readonly since: string | null; readonly until: string | null };

export type Gathered =
  /** `faithful`: it replays to what was recorded, bit for bit; else these rules judge otherwise. */
  { readonly capture: Capture; readonly faithful: boolean } | { readonly missing: string };

/** The handoff that an alert is of; null where the log has no such alert. */
async function handoffOfAlert(log: EventLog, alert: string): Promise<string | null> {
  const partition = await log.partitionOf('alerts', alert);
  for await (const { data } of log.scan('alerts', partition)) {
    if (isOf('io.quiesce.alert-raised.v1', data) && data.alert === alert) return data.handoff;
  }
  return null;
}

type JudgedEvent = RecordedEvent<Judged>;
const isJudged = (event: RecordedEvent): event is JudgedEvent => isOf('io.quiesce.handoff-judged.v1', event.data);

async function* everyEvent(log: EventLog, stream: 'handoffs' | 'signatures' | 'alerts'): AsyncGenerator<RecordedEvent> {
  const count = await log.partitions(stream);
  for (let partition = 0; partition < count; partition++) yield* log.scan(stream, partition);
}

/** The last judgement of each handoff that a test takes. */
async function judgements(log: EventLog, takes: (judged: Judged) => boolean): Promise<readonly JudgedEvent[]> {
  const last = new Map<string, JudgedEvent>();
  for await (const event of everyEvent(log, 'handoffs')) {
    if (isJudged(event) && takes(event.data)) last.set(event.data.handoff.id, event);
  }
  return [...last.values()];
}

interface Span {
  readonly host: string;
  /** Position of the last event that matters. */
  readonly until: number;
}
async function hostEvents(log: EventLog, { host, until }: Span): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of log.scan('lines', await log.partitionOf('lines', host))) {
    if (event.position > until) break;
    if (event.key === host) events.push(event);
  }
  return events;
}

/** Events that hold a line of the boots, and every later event that holds none: ticks and ends. */
function nearBoots(events: readonly RecordedEvent[], boots: readonly Boot[]): readonly RecordedEvent[] {
  const accounts = boots.flatMap(({ sources }) => sources);
  const touches = (event: RecordedEvent) => {
    const input = inputOf(event);
    if (input?.type !== 'lines') return true;
    const last = input.firstLine + countLines(input.text);
    return accounts.some(
      ({ file, firstLine, lastLine }) => file === input.source && input.firstLine <= lastLine && last >= firstLine,
    );
  };
  const first = events.findIndex((event) => inputOf(event)?.type === 'lines' && touches(event));
  return events.slice(Math.max(0, first)).filter(touches);
}

/** What else was said of these handoffs: the latest sight of their signatures, and their alerts. */
async function besideOf(log: EventLog, judged: readonly JudgedEvent[]): Promise<readonly RecordedEvent[]> {
  const handoffs = new Set(judged.map(({ data }) => data.handoff.id));
  const signatures = new Set(
    judged.flatMap(({ data }) =>
      data.handoff.devices.flatMap(({ signature }) => signature?.ids?.map(({ id }) => id) ?? []),
    ),
  );
  const beside: RecordedEvent[] = [];
  for await (const event of everyEvent(log, 'signatures')) if (signatures.has(event.key)) beside.push(event);
  for await (const event of everyEvent(log, 'alerts')) {
    const { data } = event;
    if (isOf('io.quiesce.alert-raised.v1', data) && handoffs.has(data.handoff)) beside.push(event);
  }
  return beside;
}

/** The smallest slice that replays to what was recorded; the whole host where no slice does. */
async function ofHandoff(log: EventLog, id: string): Promise<Gathered> {
  const [judged] = await judgements(log, ({ handoff }) => handoff.id === id);
  if (!judged) return { missing: `no handoff ${id}` };
  const { host, version, boots } = judged.data;
  const events = await hostEvents(log, { host, until: version });
  const beside = await besideOf(log, [judged]);
  const slice = captureOf([...nearBoots(events, boots), judged, ...beside]);
  if (await isFaithful(slice)) return { capture: slice, faithful: true };
  const whole = captureOf([...events, judged, ...beside]);
  return { capture: whole, faithful: await isFaithful(whole) };
}

const within = (time: string, { since, until }: { since: string | null; until: string | null }): boolean =>
  (since === null || Date.parse(time) >= Date.parse(since)) &&
  (until === null || Date.parse(time) <= Date.parse(until));

/** All that a host said in the time, and the handoffs that were judged last on nothing else. */
async function ofHost(log: EventLog, wanted: Extract<Wanted, { host: string }>): Promise<Gathered> {
  const { host } = wanted;
  const events = (await hostEvents(log, { host, until: Number.POSITIVE_INFINITY })).filter(({ time }) =>
    within(time, wanted),
  );
  const [first, last] = [events[0]?.position, events.at(-1)?.position];
  if (first === undefined || last === undefined) return { missing: `nothing of host ${host} in that time` };
  const judged = await judgements(
    log,
    (one) => one.host === host && one.version >= first && one.version <= last && one.handoff.complete,
  );
  const whole = captureOf([...events, ...judged, ...(await besideOf(log, judged))]);
  if (await isFaithful(whole)) return { capture: whole, faithful: true };
  const held: JudgedEvent[] = [];
  for (const one of judged) if (await isFaithful(captureOf([...events, one]))) held.push(one);
  const capture = captureOf([...events, ...held, ...(await besideOf(log, held))]);
  return { capture, faithful: held.length === judged.length };
}

export async function gather(log: EventLog, wanted: Wanted): Promise<Gathered> {
  if ('host' in wanted) return ofHost(log, wanted);
  if ('handoff' in wanted) return ofHandoff(log, wanted.handoff);
  const handoff = await handoffOfAlert(log, wanted.alert);
  return handoff === null ? { missing: `no alert ${wanted.alert}` } : ofHandoff(log, handoff);
}
