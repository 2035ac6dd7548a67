/** Trouble that no table row took, counted by the exact hash of its masked text: nothing is merged, nothing is let go. */
import { setEntry } from '../entry';
import type { Fact } from '../facts/fact';
import { identify } from '../identity';
import type { Moment, UnknownLine } from '../report';

/** Different texts counted in one boot's start or teardown; lines of others beyond are counted together and said to be. */
export const UNKNOWN_TEXTS_MAX = 128;

type Counted = Omit<UnknownLine, 'id' | 'side'>;

export interface UnknownCounts {
  /** By masked text. */
  readonly texts: Readonly<Record<string, Counted>>;
  /** Lines of further texts after the budget was spent, and the first of them. */
  readonly beyond: { readonly lines: number; readonly first: Moment } | null;
}

export const NOTHING_UNKNOWN: UnknownCounts = { texts: {}, beyond: null };

/** Counts that are counted on in place. */
export interface OpenCounts {
  readonly texts: Record<string, { -readonly [Name in keyof Counted]: Counted[Name] }>;
  beyond: UnknownCounts['beyond'];
}

export function openCounts({ texts, beyond }: UnknownCounts): OpenCounts {
  const mine: OpenCounts = { texts: {}, beyond };
  for (const [masked, counted] of Object.entries(texts)) setEntry(mine.texts, masked, { ...counted });
  return mine;
}

export function countUnknown(counts: OpenCounts, fact: Fact): void {
  const at: Moment = { file: fact.source, line: fact.line, time: fact.time };
  const masked = String(fact.fields.masked);
  const known = Object.hasOwn(counts.texts, masked) ? counts.texts[masked] : undefined;
  if (!known && Object.keys(counts.texts).length >= UNKNOWN_TEXTS_MAX) {
    const { lines, first } = counts.beyond ?? { lines: 0, first: at };
    counts.beyond = { lines: lines + fact.count, first };
    return;
  }
  if (known) {
    known.count += fact.count;
    known.last = at;
    return;
  }
  const level = typeof fact.fields.level === 'number' ? fact.fields.level : null;
  setEntry(counts.texts, masked, { masked, level, count: fact.count, first: at, last: at });
}

/** Most frequent first, then by first line. */
export function unknownLines(counts: UnknownCounts, side: UnknownLine['side']): readonly UnknownLine[] {
  return Object.values(counts.texts)
    .map((counted) => ({ id: identify('u', [counted.masked]), side, ...counted }))
    .sort((left, right) => right.count - left.count || left.first.line - right.first.line);
}

/** Counts of the same lines by several sources: each text as often as the source that saw it most often. */
export function mergeUnknown(sources: readonly UnknownCounts[]): UnknownCounts {
  const texts: Record<string, Counted> = {};
  for (const counted of sources.flatMap((counts) => Object.values(counts.texts))) {
    const known = Object.hasOwn(texts, counted.masked) ? texts[counted.masked] : undefined;
    if (!known || counted.count > known.count) texts[counted.masked] = counted;
  }
  const beyond = sources.map((counts) => counts.beyond).filter((more) => more !== null);
  const [most = null] = beyond.sort((left, right) => right.lines - left.lines);
  return { texts, beyond: most };
}
