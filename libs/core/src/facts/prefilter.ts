/**
 * Finds the lines of a text that hold one of many needles, in one pass that skips what cannot match.
 * S. Wu, U. Manber, "A fast algorithm for multi-pattern searching", TR-94-17, University of Arizona, 1994; blocks of two bytes, and each
 * needle is looked for by its rarest window instead of its first.
 */

/** Bytes of a needle that are looked for; every needle has at least so many. */
const WINDOW = 3;
/** Windows end in one of 2^16 pairs of bytes. */
const PAIRS = 65_536;
const TRIPLES = 1 << 21;

export interface Prefilter {
  readonly needles: readonly string[];
  /** How far the window may move when it ends in this pair: 0 means that a needle may be here. */
  readonly shifts: Uint8Array;
  /** One bit a triple of bytes: is it some needle's window? */
  readonly windows: Uint32Array;
  /** Needles by the triple of their window, by their numbers. */
  readonly candidates: ReadonlyMap<number, readonly number[]>;
  /** Where in the needle its window begins. */
  readonly offsets: readonly number[];
}

/** The commonest pairs of letters in English text, by P. Norvig's count of the Google Books corpus (2012), and what stamps are made of. */
const COMMON_PAIRS = new Set(
  `th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li
  ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt
  po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke ui fr oo`.split(
    /\s+/,
  ),
);

/** How often the pair that ends a window is met where nothing is: a pair met often makes the search stop and look. */
function commonness(pair: string): number {
  if (/[0-9 ]/.test(pair)) return 12;
  if (COMMON_PAIRS.has(pair.toLowerCase())) return /[A-Z]/.test(pair) ? 3 : 10;
  return /^[a-z]+$/.test(pair) ? 4 : 1;
}

function rarestWindow(needle: string): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + WINDOW <= needle.length; at++) {
    const [first, last] = [needle.slice(at, at + WINDOW - 1), needle.slice(at + 1, at + WINDOW)];
    const cost = 4 * commonness(last) + commonness(first);
    if (cost < least) [best, least] = [at, cost];
  }
  return best;
}

const pairOf = (text: string, last: number): number =>
  ((text.charCodeAt(last - 1) & 0xff) << 8) | (text.charCodeAt(last) & 0xff);

/** Seven bits of each of the three characters that end at `last`; what falls together is told apart by comparing. */
const tripleOf = (text: string, last: number): number =>
  ((text.charCodeAt(last - 2) & 0x7f) << 14) |
  ((text.charCodeAt(last - 1) & 0x7f) << 7) |
  (text.charCodeAt(last) & 0x7f);

/** Needles must have three characters or more. */
export function createPrefilter(needles: readonly string[]): Prefilter {
  const offsets = needles.map(rarestWindow);
  const shifts = new Uint8Array(PAIRS).fill(WINDOW - 1);
  const windows = new Uint32Array(TRIPLES / 32);
  const candidates = new Map<number, number[]>();
  for (const [number, needle] of needles.entries()) {
    const window = needle.slice(offsets[number] ?? 0, (offsets[number] ?? 0) + WINDOW);
    for (let last = 1; last < WINDOW; last++) {
      const pair = pairOf(window, last);
      shifts[pair] = Math.min(shifts[pair] ?? 0, WINDOW - 1 - last);
    }
    const triple = tripleOf(window, WINDOW - 1);
    windows[triple >> 5] = (windows[triple >> 5] ?? 0) | (1 << (triple & 31));
    candidates.set(triple, [...(candidates.get(triple) ?? []), number]);
  }
  return { needles, shifts, windows, candidates, offsets };
}

/** One line that holds needles: where it lies in the text, and which needles, by their numbers, each once. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly needles: readonly number[];
}

/** Calls `onHit` for every line that holds a needle, in order. */
export function eachHit(
  { needles, shifts, windows, candidates, offsets }: Prefilter,
  text: string,
  onHit: (hit: Hit) => void,
): void {
  let start = -1;
  let end = -1;
  let found: number[] = [];
  const { length } = text;
  for (let last = WINDOW - 1; last < length; ) {
    const pair = ((text.charCodeAt(last - 1) & 0xff) << 8) | (text.charCodeAt(last) & 0xff);
    const shift = shifts[pair] as number;
    if (shift > 0) {
      last += shift;
      continue;
    }
    const triple = tripleOf(text, last);
    if (((windows[triple >> 5] as number) & (1 << (triple & 31))) === 0) {
      last++;
      continue;
    }
    for (const number of candidates.get(triple) ?? []) {
      const at = last - WINDOW + 1 - (offsets[number] as number);
      if (at < 0 || !text.startsWith(needles[number] as string, at)) continue;
      if (at >= end) {
        if (found.length > 0) onHit({ start, end, needles: found });
        found = [];
        start = text.lastIndexOf('\n', at) + 1;
        const newline = text.indexOf('\n', at);
        end = newline < 0 ? length : newline;
      }
      if (!found.includes(number)) found.push(number);
    }
    last++;
  }
  if (found.length > 0) onHit({ start, end, needles: found });
}
