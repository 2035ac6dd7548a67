/** A handoff's replay for people to scrub: its raw lines out of the store, through the core again, bounded in lines, moments and bytes. */
import { setImmediate as othersAreServed } from 'node:timers/promises';
import { type Kept, planned, type RetracedMoment, retrace } from '#capture';
import type { Boot } from '#core';
import { type HandoffDetail, type RawLine, type Span, spansOf } from '#store';

/** Lines of a source, both numbers included. */
export interface LineRange {
  readonly source: string;
  readonly from: number;
  readonly to: number;
}
export interface HandoffReplay {
  readonly moments: readonly RetracedMoment[];
  /** Raw lines that were read. */
  readonly lines: number;
  /** Lines that the store does not hold, any more or ever, the first of them. */
  readonly missing: readonly LineRange[];
  readonly linesMissing: number;
  /** Lines that are kept and were not read, so that the replay stays short. */
  readonly leftOut: readonly LineRange[];
  /** Events that are told together with a later one. */
  readonly joined: number;
  /** More moments than an answer may hold: these are the first. */
  readonly cut: boolean;
}
export type AskLines = (wanted: LineRange) => Promise<readonly RawLine[]>;

export interface ReplayBounds {
  /** Of a source. */
  readonly lines: number;
  readonly bytes: number;
  readonly answerBytes: number;
}
export const BOUNDS: ReplayBounds = { lines: 20_000, bytes: 32 << 20, answerBytes: 16 << 20 };
/** Lines that are asked for at a time. */
const PAGE = 5_000;
const MISSING_MAX = 50;

/** The stretches of a long source that matter: how the outgoing kernel began (its devices), how it ended, and how the next one began. */
export function windowsOf({ source, first, last }: Span, incoming: number | null, most: number): readonly LineRange[] {
  const range = (from: number, to: number): LineRange => ({
    source,
    from: Math.max(first, from),
    to: Math.min(last, to),
  });
  if (last - first < most) return [range(first, last)];
  const part = Math.floor(most / 4);
  if (incoming === null) return [range(first, first + 2 * part - 1), range(last - 2 * part + 1, last)];
  const around = range(Math.max(first + part, incoming - part), incoming + 2 * part - 1);
  return incoming <= first ? [range(first, first + most - 1)] : [range(first, first + part - 1), around];
}

/** What of a span is in none of its windows; windows are in order. */
function between({ source, first, last }: Span, windows: readonly LineRange[]): readonly LineRange[] {
  const edges = [...windows, { from: last + 1, to: last + 1 }];
  return edges
    .map(({ from }, index) => ({ source, from: (windows[index - 1]?.to ?? first - 1) + 1, to: from - 1 }))
    .filter(({ from, to }) => from <= to);
}

/** What the store holds of a range, up to so many bytes; `to` is the last line that was asked for. */
async function linesOf(ask: AskLines, wanted: LineRange, bytes: number) {
  const lines: RawLine[] = [];
  let [from, left] = [wanted.from, bytes];
  while (from <= wanted.to && left > 0) {
    const to = Math.min(wanted.to, from + PAGE - 1);
    const page = await ask({ ...wanted, from, to });
    lines.push(...page);
    left -= page.reduce((sum, { text }) => sum + text.length, 0);
    from = to + 1;
  }
  return { lines, to: from - 1, left };
}

function holesIn(lines: readonly RawLine[], { source, from, to }: LineRange): readonly LineRange[] {
  const holes: LineRange[] = [];
  let next = from;
  for (const { line } of [...lines, { line: to + 1 }]) {
    if (line > next) holes.push({ source, from: next, to: line - 1 });
    next = line + 1;
  }
  return holes;
}

const incomingStart = (boots: readonly Boot[], to: string | null, source: string): number | null =>
  boots.find(({ id }) => id === to)?.sources.find(({ file }) => file === source)?.firstLine ?? null;

interface Fetched {
  readonly kept: readonly Kept[];
  readonly missing: readonly LineRange[];
  readonly leftOut: readonly LineRange[];
}

async function fetched({ handoff, boots }: HandoffDetail, ask: AskLines, bounds: ReplayBounds): Promise<Fetched> {
  const [kept, missing, leftOut]: [Kept[], LineRange[], LineRange[]] = [[], [], []];
  let left = bounds.bytes;
  for (const span of spansOf(boots)) {
    const windows = windowsOf(span, incomingStart(boots, handoff.to, span.source), bounds.lines);
    const lines: RawLine[] = [];
    leftOut.push(...between(span, windows));
    for (const window of windows) {
      const got = await linesOf(ask, window, left);
      left = got.left;
      lines.push(...got.lines);
      missing.push(...holesIn(got.lines, { ...window, to: got.to }));
      if (got.to < window.to) leftOut.push({ ...window, from: got.to + 1 });
    }
    kept.push({ source: span.source, lines });
  }
  return { kept, missing, leftOut };
}

const sizeOf = (ranges: readonly LineRange[]): number => ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);

/** Judges line after line on this thread, which serves others between two moments. */
export async function replayOf(detail: HandoffDetail, ask: AskLines, bounds = BOUNDS): Promise<HandoffReplay> {
  const { kept, missing, leftOut } = await fetched(detail, ask, bounds);
  const plan = planned(detail, kept);
  const moments: RetracedMoment[] = [];
  let [bytes, cut] = [0, false];
  for (const moment of retrace(detail, plan)) {
    bytes += JSON.stringify(moment).length;
    cut = bytes > bounds.answerBytes;
    if (cut) break;
    moments.push(moment);
    await othersAreServed();
  }
  return {
    moments,
    lines: kept.reduce((sum, { lines }) => sum + lines.length, 0),
    missing: missing.slice(0, MISSING_MAX),
    linesMissing: sizeOf(missing),
    leftOut,
    joined: plan.joined,
    cut,
  };
}

/** Runs one task after another: a replay keeps a core busy, and several would keep each other from ending. */
export function oneByOne(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };
}
