/** A handoff gone through again from its raw lines: what was known after each event. Pure, and lazy: a moment costs a judgement. */
import { Subject } from 'rxjs';
import {
  analyze,
  type Boot,
  createReader,
  type DeviceHandoff,
  type Fact,
  type Handoff,
  type Input,
  type Moment,
  type Output,
  readBlock,
  type Verdict,
} from '#core';
import { differences } from './faithful';

export interface NumberedLine {
  readonly line: number;
  readonly text: string;
}
/** What is kept of one source, by number; numbers may be missing. */
export interface Kept {
  readonly source: string;
  readonly lines: readonly NumberedLine[];
}
export interface Recorded {
  readonly handoff: Handoff;
  readonly boots: readonly Boot[];
}
/** What is told otherwise than a moment before. */
export interface Told {
  /** All of the handoff but devices that stayed as they were. */
  readonly handoff: Handoff;
  /** Devices that are no longer part of it. */
  readonly gone: readonly string[];
  readonly verdicts: readonly { readonly bdf: string; readonly before: Verdict | null; readonly after: Verdict }[];
}
export interface RetracedMoment {
  /**
   * `lines` were read up to `at`; the sources end there (`end`); or this is the judgement as it is `recorded`, since the lines alone
   * do not come to it: time that passed, lines that are not here, or other rules have told.
   */
  readonly by: 'lines' | 'end' | 'recorded';
  readonly at: Moment;
  /** Facts that these lines made, the first of them. */
  readonly facts: readonly Fact[];
  readonly factsMade: number;
  /** Null where nothing is told otherwise. */
  readonly told: Told | null;
}

/** More moments than this are joined, so that a storm does not make a handoff endless. */
export const MOMENTS_MAX = 600;
const FACTS_MAX = 20;

/** A place where something was read: the lines up to it make a moment. */
interface Stop {
  readonly source: string;
  readonly line: number;
  readonly time: number | null;
  /** What it says, without where: a later stop that says the same can be joined with its next. */
  readonly says: string;
}

const blockOf = (source: string, lines: readonly NumberedLine[]) => ({
  source,
  firstLine: lines[0]!.line,
  text: lines.map(({ text }) => `${text}\n`).join(''),
});

const saidBy = (facts: readonly Fact[]): string =>
  facts.map(({ boot, family, kind, bdf }) => `${boot} ${family}/${kind} ${bdf}`).join('\n');

/** Every line after which the reader has something to say. */
function stopsOf({ source, lines }: Kept): readonly Stop[] {
  const reader = createReader(source);
  return lines.flatMap((line): Stop[] => {
    const facts = readBlock(reader, blockOf(source, [line]));
    const time = facts.findLast((fact) => fact.time !== null)?.time ?? null;
    return facts.length > 0 ? [{ source, line: line.line, time, says: saidBy(facts) }] : [];
  });
}

/** At most so many: first those go that say again what one before them said, then every so-manieth stays. */
export function fewer<Item extends { readonly says: string }>(stops: readonly Item[], most: number): readonly Item[] {
  if (stops.length <= most) return stops;
  const said = new Set<string>();
  const fresh = stops.filter(({ says }) => !said.has(says) && said.add(says));
  const stride = Math.ceil(fresh.length / most);
  return stride === 1 ? fresh : fresh.filter((_, index) => index % stride === 0);
}

/** Lines in stretches that no missing number breaks. */
function stretches(lines: readonly NumberedLine[]): readonly (readonly NumberedLine[])[] {
  const all: NumberedLine[][] = [];
  for (const line of lines) {
    const last = all.at(-1);
    if (last && last.at(-1)!.line + 1 === line.line) last.push(line);
    else all.push([line]);
  }
  return all;
}

interface Step {
  readonly inputs: readonly Input[];
  readonly by: 'lines' | 'end';
  readonly at: Moment;
  /** Where it comes among the steps of other sources: 0 up to the incoming kernel, 1 from it on, then by its clock. */
  readonly order: readonly [number, number];
}

/** A source cut at its stops; what comes after the last one is a step of its own. */
function stepsOf({ source, lines }: Kept, stops: readonly Stop[], { host, boots, incoming }: Where): readonly Step[] {
  const ends = [...stops.filter((stop) => stop.source === source)];
  const last = lines.at(-1)!;
  if (ends.at(-1)?.line !== last.line) ends.push({ source, line: last.line, time: null, says: '' });
  const start = boots.find(({ id }) => id === incoming)?.sources.find(({ file }) => file === source)?.firstLine;
  let [taken, latest, side] = [0, 0, 0];
  return ends.map(({ line, time }) => {
    const until = lines.findLastIndex((one) => one.line <= line) + 1;
    const inputs = stretches(lines.slice(taken, until)).map(
      (some): Input => ({ type: 'lines', host, ...blockOf(source, some) }),
    );
    taken = until;
    const nowSide = start !== undefined && line >= start ? 1 : 0;
    latest = nowSide === side ? Math.max(latest, time ?? 0) : (time ?? 0);
    side = nowSide;
    return { inputs, by: 'lines', at: { file: source, line, time }, order: [side, latest] };
  });
}

interface Where {
  readonly host: string;
  readonly boots: readonly Boot[];
  /** Id of the incoming boot. */
  readonly incoming: string | null;
}

const headOf = ({ devices: _, ...head }: Handoff): string => JSON.stringify(head);

/** What a judgement says that the one before it did not; null where that is nothing. */
export function toldBetween(before: Handoff | null, after: Handoff): Told | null {
  const known = new Map(before?.devices.map((device) => [device.bdf, device]));
  const told = new Map(after.devices.map((device) => [device.bdf, device]));
  const isNew = (device: DeviceHandoff) => JSON.stringify(known.get(device.bdf)) !== JSON.stringify(device);
  const devices = after.devices.filter(isNew);
  const gone = [...known.keys()].filter((bdf) => !told.has(bdf));
  if (before && devices.length === 0 && gone.length === 0 && headOf(before) === headOf(after)) return null;
  const verdicts = devices
    .map(({ bdf, verdict }) => ({ bdf, before: known.get(bdf)?.verdict ?? null, after: verdict }))
    .filter((change) => change.before !== change.after);
  return { handoff: { ...after, devices }, gone, verdicts };
}

/** Takes inputs one by one, and knows the handoff as it was told last. */
function listener(id: string) {
  const inputs = new Subject<Input>();
  const heard: { handoff: Handoff | null; facts: Fact[]; failure: { readonly cause: unknown } | null } = {
    handoff: null,
    facts: [],
    failure: null,
  };
  const hear = (output: Output) => {
    if (output.type === 'facts') heard.facts.push(...output.facts);
    if (output.type === 'handoff' && output.handoff.id === id) heard.handoff = output.handoff;
    if (output.type === 'retired' && output.handoffs.includes(id)) heard.handoff = null;
  };
  analyze(inputs).subscribe({ next: hear, error: (cause: unknown) => (heard.failure = { cause }) });
  return {
    take: (some: readonly Input[]): { readonly handoff: Handoff | null; readonly facts: readonly Fact[] } => {
      heard.facts = [];
      for (const input of some) inputs.next(input);
      if (heard.failure !== null) throw heard.failure.cause;
      return { handoff: heard.handoff, facts: heard.facts };
    },
  };
}

/** Sources that still hold something that waited for more lines say it when they end. */
const endStep = (host: string, kept: readonly Kept[], at: Moment): Step => ({
  inputs: kept.map(({ source }) => ({ type: 'end', host, source })),
  by: 'end',
  at,
  order: [2, 0],
});

export interface Plan {
  readonly steps: readonly Step[];
  /** Events that are told together with a later one. */
  readonly joined: number;
}

/** Where the raw lines of a handoff are stopped at: every line that made a fact. */
export function planned({ handoff, boots }: Recorded, kept: readonly Kept[], most = MOMENTS_MAX): Plan {
  const some = kept.filter(({ lines }) => lines.length > 0);
  const all = some.flatMap(stopsOf);
  const stops = fewer(all, most);
  const where = { host: handoff.host, boots, incoming: handoff.to };
  const steps = some
    .flatMap((one) => stepsOf(one, stops, where))
    .sort((left, right) => left.order[0] - right.order[0] || left.order[1] - right.order[1]);
  const last = steps.at(-1);
  return {
    steps: last ? [...steps, endStep(handoff.host, some, last.at)] : [],
    joined: all.length - stops.length,
  };
}

/**
 * The moments in order; none where no line is left. The last one is told as recorded, as far as the lines do not come to that. Ends of
 * sources are played only where the lines alone do not.
 */
export function* retrace({ handoff: recorded }: Recorded, { steps }: Plan): Generator<RetracedMoment> {
  const { take } = listener(recorded.id);
  const same = (handoff: Handoff | null) => handoff !== null && differences(recorded, handoff).length === 0;
  let known: Handoff | null = null;
  for (const { inputs, by, at } of steps) {
    if (by === 'end' && same(known)) return;
    const { handoff, facts } = take(inputs);
    const told = handoff === null ? null : toldBetween(known, handoff);
    known = handoff;
    if (by === 'end' && told === null) continue;
    yield { by, at, facts: facts.slice(0, FACTS_MAX), factsMade: facts.length, told };
  }
  const at = steps.at(-1)?.at;
  const rest = toldBetween(known, recorded);
  if (at && rest) yield { by: 'recorded', at, facts: [], factsMade: 0, told: rest };
}
