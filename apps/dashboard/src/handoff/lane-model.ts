/** What the swim lanes show, made from a handoff, its boots and its facts: no pixels here, positions from 0 to 100. */
import type {
  Boot,
  DeviceHandoff,
  Evidence,
  Fact,
  Finding,
  Handoff,
  HandoffDetail,
  Moment,
  Phase,
  Verdict,
} from '../api/client';
import { type LaneScale, laneScale, type Side, type Stretch } from './lane-scale';

/** A line of the log, with kernel seconds where somebody knows them. */
export interface Place extends Evidence {
  readonly time: number | null;
}
export interface Bar {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
  /** The log does not tell where it began or ended; the edge is drawn open. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  readonly place: Place | null;
  readonly seconds: number | null;
}
export interface Mark {
  readonly bdf: string;
  readonly at: number;
  readonly place: Place;
  readonly finding: Finding;
  /** Lines of evidence that this one mark stands for. */
  readonly lines: number;
}
export interface Lane {
  readonly bdf: string;
  readonly driver: string | null;
  /** Null where the device is not judged yet. */
  readonly verdict: Verdict | null;
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
}
export interface HostEvent {
  readonly what: string;
  readonly at: number;
  readonly place: Place;
}
export interface Tick {
  readonly at: number;
  readonly label: string;
  /** Lower is kept first when room is short. */
  readonly rank: number;
}
export interface Lanes {
  readonly lanes: readonly Lane[];
  readonly events: readonly HostEvent[];
  /** Those that are not known yet, too: they keep their room. */
  readonly allEvents: readonly HostEvent[];
  readonly ticks: readonly Tick[];
  readonly scale: LaneScale;
  /** How far it is known: nothing is drawn behind. 100 is all of it. */
  readonly now: number;
  /** Position of any line of the log, about right where its time is unknown; null outside of both boots. */
  readonly positionOf: (place: Evidence & { readonly time?: number | null }) => number | null;
}

const keyOf = ({ file, line }: Evidence): string => `${file}:${line}`;

export interface BootPair {
  readonly outgoing: Boot | null;
  readonly incoming: Boot | null;
}

export function bootPairOf({ handoff, boots }: Pick<HandoffDetail, 'handoff' | 'boots'>): BootPair {
  const find = (id: string | null) => boots.find((boot) => boot.id === id) ?? null;
  return { outgoing: find(handoff.from), incoming: find(handoff.to) };
}

const holds = (boot: Boot | null, { file, line }: Evidence): boolean =>
  boot !== null && boot.file === file && line >= boot.firstLine && line <= boot.lastLine;

/** What was known at a moment of the handoff; the handoff is null where none was told yet. */
export interface Known {
  readonly handoff: Handoff | null;
  readonly until: Place;
}

export function sideOf(pair: BootPair, evidence: Evidence): Side | null {
  if (holds(pair.outgoing, evidence)) return 'outgoing';
  if (holds(pair.incoming, evidence)) return 'incoming';
  return null;
}

/** The same for a line of a boot's further source, whose lines have numbers of their own. */
function sideOfFurther(pair: BootPair, { file, line }: Evidence): Side | null {
  const tells = (boot: Boot | null) =>
    boot?.sources?.some((one) => one.file === file && line >= one.firstLine && line <= one.lastLine) ?? false;
  if (tells(pair.outgoing)) return 'outgoing';
  return tells(pair.incoming) ? 'incoming' : null;
}

const isFault = ({ verdict, kind }: Finding): boolean =>
  kind !== null && verdict !== 'clean' && verdict !== 'unobserved';

/** Kernel seconds of lines that a fact, a phase or an event names. */
function knownTimes({ handoff }: HandoffDetail, facts: readonly Fact[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const learn = (place: Place) => place.time !== null && times.set(keyOf(place), place.time);
  for (const { source, line, time } of facts) learn({ file: source, line, time });
  for (const { at } of handoff.events) learn(at);
  for (const { phases } of handoff.devices) {
    for (const { from, to } of phases) for (const moment of [from, to]) if (moment) learn(moment);
  }
  return times;
}

interface Anchor {
  readonly line: number;
  readonly time: number;
}

/** Time of a line between two lines whose times are known. */
function timeBetween(anchors: readonly Anchor[], line: number): number | null {
  const after = anchors.findIndex((anchor) => anchor.line >= line);
  if (anchors.length === 0) return null;
  if (after === -1) return anchors.at(-1)!.time;
  const to = anchors[after]!;
  const from = anchors[after - 1];
  if (!from || to.line === line) return to.time;
  return from.time + ((to.time - from.time) * (line - from.line)) / (to.line - from.line);
}

function anchorsOf(times: ReadonlyMap<string, number>, boot: Boot | null): readonly Anchor[] {
  if (!boot) return [];
  const anchors: Anchor[] = [];
  for (const [key, time] of times) {
    const cut = key.lastIndexOf(':');
    const place = { file: key.slice(0, cut), line: Number(key.slice(cut + 1)) };
    if (holds(boot, place)) anchors.push({ line: place.line, time });
  }
  return anchors.sort((a, b) => a.line - b.line);
}

function spokenPlaces({ handoff }: HandoffDetail): readonly Evidence[] {
  return [
    ...handoff.events.map(({ at }) => at),
    ...handoff.devices.flatMap(({ phases }) => phases.flatMap(({ from, to }) => [from, to])).filter((m) => m !== null),
    ...handoff.devices.flatMap(({ findings }) => findings.filter(isFault).flatMap(({ evidence }) => evidence)),
  ];
}

export const secondsText = (seconds: number): string => `${seconds.toFixed(seconds < 10 ? 3 : 2)} s`;

/**
 * Makes the picture's content. `facts` may be empty while they load: places are then estimated from line numbers. The scale is that of
 * all that is known today; with `known` no more is shown than was known then.
 */
export function lanesOf(detail: HandoffDetail, facts: readonly Fact[], known: Known | null = null): Lanes {
  const pair = bootPairOf(detail);
  const times = knownTimes(detail, facts);
  const anchors = { outgoing: anchorsOf(times, pair.outgoing), incoming: anchorsOf(times, pair.incoming) };
  const unitOf = (side: Side) => (anchors[side].length > 1 ? 'seconds' : 'lines');
  const coordinateOf = (side: Side, { file, line, time }: Evidence & { readonly time?: number | null }): number =>
    unitOf(side) === 'lines'
      ? line
      : (time ?? times.get(keyOf({ file, line })) ?? timeBetween(anchors[side], line) ?? 0);

  const places = spokenPlaces(detail);
  const stretchOf = (side: Side): Stretch | null => {
    const boot = pair[side];
    if (!boot) return null;
    const ends = [boot.firstLine, boot.lastLine].map((line) => coordinateOf(side, { file: boot.file, line }));
    const stops = places.filter((place) => sideOf(pair, place) === side).map((place) => coordinateOf(side, place));
    return { unit: unitOf(side), stops: [...ends, ...stops] };
  };
  const scale = laneScale({ outgoing: stretchOf('outgoing'), incoming: stretchOf('incoming') });
  const positionOf: Lanes['positionOf'] = (place) => {
    const side = sideOf(pair, place);
    if (side) return scale.at(side, coordinateOf(side, place));
    const [further, time] = [sideOfFurther(pair, place), place.time ?? times.get(keyOf(place))];
    return further && time !== undefined && unitOf(further) === 'seconds' ? scale.at(further, time) : null;
  };
  const withTime = (evidence: Evidence): Place => ({ ...evidence, time: times.get(keyOf(evidence)) ?? null });
  // A line of neither boot lies between them: firmware's words.
  const now = known === null ? 100 : (positionOf(known.until) ?? scale.jump.from);
  const context = { pair, scale, positionOf, withTime, now };
  const shown = known === null ? detail.handoff : known.handoff;
  return {
    lanes: rowsOf(detail.handoff, shown).map((row) => laneOf(row, context)),
    events: eventsOf(shown, positionOf),
    allEvents: eventsOf(detail.handoff, positionOf),
    ticks: shown ? ticksOf(shown, context).filter(({ at }) => at <= now) : [],
    scale,
    now,
    positionOf,
  };
}

function eventsOf(handoff: Handoff | null, positionOf: Lanes['positionOf']): readonly HostEvent[] {
  return (handoff?.events ?? []).flatMap(({ what, at }) => {
    const position = positionOf(at);
    return position === null ? [] : [{ what, at: position, place: at }];
  });
}

interface LaneRow {
  readonly bdf: string;
  readonly device: DeviceHandoff | null;
}

/** Every device keeps its row, whether it is known yet or not; below them those that were known then alone. */
function rowsOf(whole: Handoff, shown: Handoff | null): readonly LaneRow[] {
  const known = new Map(shown?.devices.map((device) => [device.bdf, device]));
  const bdfs = new Set([...whole.devices.map(({ bdf }) => bdf), ...known.keys()]);
  return [...bdfs].map((bdf) => ({ bdf, device: known.get(bdf) ?? null }));
}

interface Context {
  readonly pair: BootPair;
  readonly scale: LaneScale;
  readonly positionOf: Lanes['positionOf'];
  readonly withTime: (evidence: Evidence) => Place;
  readonly now: number;
}

const INCOMING: readonly Phase[] = ['early', 'dormant', 'probing', 'claimed', 'settled'];

/** Where a phase begins or ends when no line says so: at its neighbour, else at the edge of its side. */
function edgesOf(phases: DeviceHandoff['phases'], index: number, { scale, positionOf }: Context) {
  const { phase, from, to } = phases[index]!;
  if (phase === 'jump') return { from: scale.jump.from, to: scale.jump.to };
  const incoming = INCOMING.includes(phase);
  const place = (moment: Moment | null | undefined) => (moment ? positionOf(moment) : null);
  const [least, most] = incoming ? [scale.jump.to, 100] : [0, scale.jump.from];
  const clamp = (position: number) => Math.min(most, Math.max(least, position));
  return {
    from: clamp(place(from) ?? place(phases[index - 1]?.to) ?? least),
    to: clamp(place(to) ?? place(phases[index + 1]?.from) ?? most),
  };
}

/** Evidence nearer than this is one mark: a burst. */
const ONE_MARK = 0.7;

interface MarksOf {
  readonly finding: Finding;
  readonly bdf: string;
  readonly context: Context;
}

function marksOf({ finding, bdf, context }: MarksOf): readonly Mark[] {
  const marks: Mark[] = [];
  for (const evidence of finding.evidence) {
    const at = context.positionOf(evidence);
    if (at === null) continue;
    const near = marks.findIndex((mark) => Math.abs(mark.at - at) < ONE_MARK);
    const known = marks[near];
    if (known) marks[near] = { ...known, lines: known.lines + 1 };
    else marks.push({ bdf, at, place: context.withTime(evidence), finding, lines: 1 });
  }
  return marks;
}

function barsOf(device: DeviceHandoff, context: Context): readonly Bar[] {
  const { now } = context;
  return device.phases.flatMap((span, index): Bar[] => {
    if (span.phase !== 'jump' && span.from === null && span.to === null) return [];
    const { from, to } = edgesOf(device.phases, index, context);
    const isAhead = span.phase === 'jump' ? to > now : from > now;
    if (isAhead) return [];
    const times = [span.from?.time ?? null, span.to?.time ?? null] as const;
    const goesOn = to > now;
    const isTimed = span.phase !== 'jump' && times[0] !== null && times[1] !== null && !goesOn;
    return [
      {
        phase: span.phase,
        from,
        to: Math.max(from, Math.min(to, now)),
        openStart: span.from === null,
        openEnd: span.to === null || goesOn,
        place: span.from ?? span.to,
        seconds: isTimed ? times[1]! - times[0]! : null,
      },
    ];
  });
}

function laneOf({ bdf, device }: LaneRow, context: Context): Lane {
  if (device === null) return { bdf, driver: null, verdict: null, bars: [], marks: [] };
  const marks = device.findings.filter(isFault).flatMap((finding) => marksOf({ finding, bdf, context }));
  const driver = device.driverAfter ?? device.driverBefore;
  return { bdf, driver, verdict: device.verdict, bars: barsOf(device, context), marks };
}

/** Axis labels: host events before faults before phases, and the ends of both clocks. */
function ticksOf(handoff: Handoff, { pair, positionOf, withTime, scale }: Context): readonly Tick[] {
  const label = (place: Place, side: Side): string =>
    scale.unit[side] === 'lines' ? `line ${place.line}` : place.time === null ? '' : secondsText(place.time);
  const tick =
    (rank: number) =>
    (place: Place): Tick[] => {
      const [side, at] = [sideOf(pair, place), positionOf(place)];
      const text = side && label(place, side);
      return text && at !== null ? [{ at, label: text, rank }] : [];
    };
  const ends = Object.values(pair).flatMap((boot: Boot | null) =>
    boot ? [boot.firstLine, boot.lastLine].map((line) => withTime({ file: boot.file, line })) : [],
  );
  const faults = handoff.devices.flatMap(({ findings }) => findings.filter(isFault).flatMap((f) => f.evidence));
  const moments = handoff.devices.flatMap(({ phases }) => phases.flatMap(({ from, to }) => [from, to]));
  return [
    ...handoff.events.flatMap(({ at }) => tick(0)(at)),
    ...faults.map(withTime).flatMap(tick(1)),
    ...ends.flatMap(tick(2)),
    ...moments.filter((moment) => moment !== null).flatMap(tick(3)),
  ];
}

/** As many labels as fit: by rank, none nearer than `room` to one that is kept. */
export function fittingTicks(ticks: readonly Tick[], room: number): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of [...ticks].sort((a, b) => a.rank - b.rank || a.at - b.at)) {
    if (kept.every(({ at }) => Math.abs(at - tick.at) >= room)) kept.push(tick);
  }
  return kept.sort((a, b) => a.at - b.at);
}
