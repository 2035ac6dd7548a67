/** What the reader carries from line to line: plain JSON, so that it can be kept and gone on with. */

import { entry, setEntry } from '../entry';
import type { Line } from '../lines/line';
import type { Fact } from './fact';

/** A record that a second console may print again. */
interface Heard {
  readonly line: number;
  readonly time: number;
  readonly message: string;
  /** Is its end missing? Then nobody knows whether it says all that its twin says. */
  readonly cut: boolean;
}

/**
 * `caller` is its printk context, `completes` says that a further line did go on; `asides` counts lines since that are no records of its own;
 * `echoes` are those on which a second console said it again.
 */
export interface Pending {
  fact: Fact;
  row: number;
  caller: string | null;
  completes: boolean;
  asides: number;
  echoes: readonly number[];
}

/** A report that waits, or what is told behind one. */
export type Held = { readonly pending: Pending } | { readonly told: Fact };

/** What is carried from line to line of one host's kernel: plain JSON. */
interface Lane {
  /** 1-based number of the boot that the last line belongs to. */
  boot: number;
  /** Has this boot's banner been seen? */
  banner: string | null;
  /** Line at which this boot began; null where the source begins in mid-boot. */
  bootLine: number | null;
  /** Did this boot say that it was going down, or firmware speak after it? */
  closing: boolean;
  /** Did this boot print through an early console, whose lines the real one prints again? */
  bootconsole: boolean;
  /** Did this boot start its init? No console prints the buffer from its beginning after that. */
  initStarted: boolean;
  /** Line at which this boot stopped in its debugger. */
  debuggerLine: number | null;
  /** Where a boot that was announced (`Booting Linux on …`) began. */
  announced: { line: number; before: number | null } | null;
  lastTime: number | null;
  /** Time of the latest line that was looked at: unlike `lastTime`, the same however the source was cut into blocks. */
  clock: number | null;
  /** Sequence number and line of the latest framed record that had one. */
  lastSequence: { sequence: number; line: number } | null;
  bootMark: string | null;
  /** Was the boot's id told as a fact? */
  named: boolean;
  /** Driver that last spoke for each device of this boot. */
  drivers: Record<string, string>;
  driverCount: number;
  /** `nvme0` → BDF, in this boot, and how many there are. */
  names: Record<string, string>;
  nameCount: number;
  /** A fact whose report may go on. */
  pending: Pending | null;
  /** Reports that lines of other devices ran into, and what was told since the first of them: all in the order in which it is told. */
  held: Held[];
  /** What this boot said so far: nothing, its start, words before its clock ran, or more. */
  said: 'nothing' | 'start' | 'first-words' | 'more';
  /** The latest facts, held back where a second console may repeat them. */
  recent: Fact[];
  /** The latest records, where a second console may repeat them. */
  heard: readonly Heard[];
  /** A firmware's report that names its source: where, and the latest line of it. */
  apei: { readonly source: number; readonly last: number } | null;
}

/** What is carried from line to line of one source: plain JSON. The lane is the host's that spoke last. */
export interface ReaderState extends Lane {
  readonly source: string;
  /** Host that the lane belongs to; null where lines name none. */
  host: string | null;
  /** Lanes of the other hosts that the source's lines name: a syslog server writes many into one file. */
  readonly lanes: Record<string, Lane>;
  /** Hosts so far, up to the most that are kept. */
  hostCount: number;
  lastLine: number;
  forms: Record<string, number>;
  unparsed: number;
  /** NUL characters so far. */
  nuls: number;
  gaps: number;
  /** Are lines known to be missing since the last one that was stamped? */
  gapped: boolean;
  /** Did a record of level debug come since the first that was numbered? Consoles show none of them by default, and so leave gaps in the numbers. */
  showsDebug: boolean;
  /** How often the clock went back though no boot began. */
  backwards: number;
  problems: string[];
  /** Did another record run into the one that the latest line began? */
  mixed: boolean;
  /** The latest line, where it says nothing and ends as prefixes do. */
  head: string | null;
  /** A line that says nothing whole, with what follows it so far: a mailer may have broken it. */
  torn: {
    line: Line;
    joined: Line;
    other?: Line;
    rows: readonly number[];
    trouble: boolean;
    /** What the raw line begins with, where a line that begins alike is one of its own. */
    begins: string | null;
    /** How long the latest of several rests is. */
    restLength?: number;
  } | null;
  /** Lines at the end that begin a record of several: they are read when it is whole. */
  open: { firstLine: number; text: string; cutShort: boolean } | null;
}

/** Devices kept of a boot, and hosts of a source: more than any has, fewer than a hostile log can name. */
export const DEVICES_MAX = 4096;
const HOSTS_MAX = 4096;

/** The host that has been silent longest, where one must give way to a new one. */
export function oneTooMany(state: ReaderState, host: string | null): string | null {
  if (host === null || host === state.host || Object.hasOwn(state.lanes, host)) return null;
  if (state.hostCount < HOSTS_MAX) {
    state.hostCount++;
    return null;
  }
  return Object.keys(state.lanes)[0] ?? null;
}

const newLane = (): Lane => ({
  boot: 1,
  banner: null,
  bootLine: null,
  closing: false,
  bootconsole: false,
  initStarted: false,
  debuggerLine: null,
  announced: null,
  lastTime: null,
  clock: null,
  lastSequence: null,
  bootMark: null,
  named: false,
  drivers: {},
  driverCount: 0,
  names: {},
  nameCount: 0,
  pending: null,
  held: [],
  said: 'nothing',
  recent: [],
  heard: [],
  apei: null,
});

export function createReader(source: string): ReaderState {
  return {
    source,
    host: null,
    lanes: {},
    hostCount: 0,
    ...newLane(),
    lastLine: 0,
    forms: {},
    unparsed: 0,
    nuls: 0,
    gaps: 0,
    gapped: false,
    showsDebug: false,
    backwards: 0,
    problems: [],
    mixed: false,
    head: null,
    torn: null,
    open: null,
  };
}

const copyLane = <L extends Lane>(lane: L): L => ({
  ...lane,
  drivers: { ...lane.drivers },
  names: { ...lane.names },
  pending: lane.pending && { ...lane.pending },
  held: lane.held.map((one) => ('pending' in one ? { pending: { ...one.pending } } : one)),
});

/** A reader of its own that goes on from the same line: all that reading changes in place is apart, the rest is shared. */
export function copyReader(state: ReaderState): ReaderState {
  const lanes = Object.entries(state.lanes).map(([host, lane]) => [host, copyLane(lane)] as const);
  return {
    ...copyLane(state),
    lanes: Object.fromEntries(lanes),
    forms: { ...state.forms },
    problems: [...state.problems],
  };
}

/** Lines that name no host go on with the one that spoke last. */
export function switchTo(state: ReaderState, host: string | null): void {
  if (host === null || host === state.host) return;
  if (state.host !== null) {
    const { boot, banner, bootLine, closing, bootconsole, initStarted, debuggerLine, announced } = state;
    const {
      lastTime,
      clock,
      lastSequence,
      bootMark,
      named,
      drivers,
      driverCount,
      names,
      nameCount,
      pending,
      held,
      said,
      recent,
      heard,
      apei,
    } = state;
    const lane = {
      boot,
      banner,
      bootLine,
      closing,
      bootconsole,
      initStarted,
      debuggerLine,
      announced,
      lastTime,
      clock,
    };
    setEntry(state.lanes, state.host, {
      ...lane,
      lastSequence,
      bootMark,
      named,
      drivers,
      driverCount,
      names,
      nameCount,
      pending,
      held,
      said,
      recent,
      heard,
      apei,
    });
    Object.assign(state, entry(state.lanes, host) ?? newLane());
    delete state.lanes[host];
  }
  state.host = host;
}

/** All lines that a message stands on. */
export const linesOf = ({ number, further }: Pick<Line, 'number' | 'further'>): readonly number[] =>
  further === undefined ? [number] : [number, ...further];

/** What a line says, beside where and when it says it. */
export type Said = Pick<Fact, 'family' | 'kind' | 'fields'> &
  Partial<Pick<Fact, 'lines' | 'bdf' | 'fault' | 'count' | 'corrupted'>>;

/** Where and when something is said. */
type Origin = Pick<Line, 'number' | 'host' | 'time' | 'at' | 'further'>;

/** Every fact is made here, property by property: objects of one shape are read fast, those that are spread and added to are not. */
export function factOf(state: ReaderState, line: Origin, said: Said): Fact {
  return {
    source: state.source,
    line: line.number,
    lines: said.lines ?? linesOf(line),
    boot: state.boot,
    host: line.host,
    family: said.family,
    kind: said.kind,
    bdf: said.bdf ?? null,
    time: line.time,
    at: line.at,
    fields: said.fields,
    fault: said.fault ?? false,
    count: said.count ?? 1,
    corrupted: said.corrupted ?? null,
  };
}

/** The fact of a place of the source, which is no line of the kernel's. */
export function factAt(state: ReaderState, number: number, said: Said): Fact {
  return factOf(state, { number, host: null, time: null, at: null }, said);
}
