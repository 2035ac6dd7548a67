/**
 * Finds the lines of a text that hold one of many needles, in one pass over its bytes: the four bytes at every second place are looked up in
 * a table that tells whether some needle's window may be there. After S. Wu, U. Manber, "A fast algorithm for multi-pattern searching",
 * TR-94-17, University of Arizona, 1994, with a fixed shift: one that is looked up makes each step wait for the one before. Each needle is
 * looked for by its rarest window instead of its first.
 */

import { lineEnd, lineStart, PAGE_START, type Page } from '../lines/page';
import { CHAIN_MAX, FILTER_MAX, search } from '../lines/scanner';

/** Bytes that are looked up, at every second place. */
const BLOCK = 4;
const STRIDE = 2;
/** Bytes of a needle that hold a block wherever the needle lies: every needle has at least so many. */
const WINDOW = BLOCK + STRIDE - 1;
/** Blocks are looked up by a hash, a bit each: the table stays in the fastest cache. */
const HASH_BITS = 18;
/** Hashes share a head by their upper bits. */
const HEAD_BITS = 13;
const NEWLINE = 0x0a;

/** Needles, and how the scanner finds them. */
export interface Prefilter {
  readonly needles: readonly string[];
  /**
   * As libs/core/scan/scan.ts reads it: one bit a hash of a block, whether it is in some needle's window; by a hash's upper bits the number
   * of its first candidate, 0 for none (16 bits each); candidates of 16 bytes (see `writeNeedle`), numbered from 1, each of which stands
   * for one block of one needle's window; all needles' bytes, one behind the other.
   */
  readonly table: Uint8Array;
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

/** Words that any log is full of, where nothing that matters is said. */
const COMMON_WORDS =
  ' system systemd service device devices block blocked table tables enable enabled disabled event events error time timeout failed status state \
register memory interrupt controller driver process session user audit network connection success started starting stopped loaded init \
kernel version command line root initialized using support supported address range reserved usable hardware available mode module type class \
subject operation profile apparmor comm name requested denied message number size length port link master slave host client server reset \
resource window bridge bus mem node bytes pages cache queue queues bits feature features from with this that into after before ';

/** Every block of a common word. */
const COMMON_BLOCKS = new Set(COMMON_WORDS.split('').map((_, at) => COMMON_WORDS.slice(at, at + BLOCK)));

/** How much it costs to look for a needle by the window that begins at `at`. */
function costAt(needle: string, at: number): number {
  const pair = (from: number): number => commonness(needle.slice(at + from, at + from + 2));
  const common = (from: number): number => (COMMON_BLOCKS.has(needle.slice(at + from, at + from + BLOCK)) ? 40 : 0);
  return common(0) + common(1) + pair(1) + pair(2) + (pair(0) + pair(3)) / 2;
}

const windows = new Map<string, number>();

/** Where in a needle its rarest window begins. Prefilters have needles in common: each is looked at once. */
function rarestWindow(needle: string): number {
  const known = windows.get(needle);
  if (known !== undefined) return known;
  const costs = [...needle.slice(0, 1 - WINDOW)].map((_, at) => costAt(needle, at));
  const best = costs.indexOf(Math.min(...costs));
  windows.set(needle, best);
  return best;
}

/** Fibonacci hashing: the upper bits of a product with 2^32 / phi. */
const FACTOR = 0x9e3779b1;
const hashOf = (block: number): number => Math.imul(block, FACTOR) >>> (32 - HASH_BITS);

const HEADS = (1 << HASH_BITS) / 8;
const CANDIDATES = HEADS + 2 * (1 << HEAD_BITS);
const CANDIDATE = 16;

const encoder = new TextEncoder();

/** Needles are ASCII and have as many characters as a window, or more; a first `\n` stands for the beginning of a line. */
export function createPrefilter(needles: readonly string[]): Prefilter {
  const letters = CANDIDATES + (1 + needles.length * STRIDE) * CANDIDATE;
  const table = new Uint8Array(letters + needles.join('').length);
  if (table.length > FILTER_MAX) throw new RangeError(`${needles.length} needles are too many for one prefilter`);
  table.set(encoder.encode(needles.join('')), letters);
  const view = new DataView(table.buffer);
  const chains = new Uint16Array(1 << HEAD_BITS);
  let offset = letters;
  for (const [number, needle] of needles.entries()) {
    writeNeedle(view, chains, { number, offset, size: needle.length, window: rarestWindow(needle) });
    offset += needle.length;
  }
  if (Math.max(...chains) > CHAIN_MAX) throw new RangeError('too many needles are looked for by one window');
  return { needles, table };
}

interface Needle {
  readonly number: number;
  /** Where its letters are in the table, and how many. */
  readonly offset: number;
  readonly size: number;
  /** Where in the needle its window begins. */
  readonly window: number;
}

/** `chains`: how many candidates each head has. */
function writeNeedle(table: DataView, chains: Uint16Array, { number, offset, size, window }: Needle): void {
  for (let step = 0; step < STRIDE; step++) {
    const block = table.getUint32(offset + window + step, true);
    const hash = hashOf(block);
    table.setUint8(hash >> 3, table.getUint8(hash >> 3) | (1 << (hash & 7)));
    const head = hash >> (HASH_BITS - HEAD_BITS);
    const candidate = number * STRIDE + step + 1;
    const at = CANDIDATES + candidate * CANDIDATE;
    table.setUint32(at, block, true);
    table.setUint32(at + 4, offset, true);
    table.setUint16(at + 8, number, true);
    // The next candidate of the same head, 0 for none.
    table.setUint16(at + 10, table.getUint16(HEADS + 2 * head, true), true);
    table.setUint16(at + 12, size, true);
    // How far before the block's last byte the needle begins.
    table.setUint16(at + 14, window + step + BLOCK - 1, true);
    table.setUint16(HEADS + 2 * head, candidate, true);
    chains[head] = (chains[head] ?? 0) + 1;
  }
}

/** One line that holds needles: where it lies on the page, and which needles, by their numbers, each once. It is good until the next one. */
export interface Hit {
  start: number;
  end: number;
  readonly needles: number[];
}

/** Calls `onHit` for every line that holds a needle and ends behind `from`, in order. */
export function eachHit(prefilter: Prefilter, page: Page, onHit: (hit: Hit) => void, from = PAGE_START): void {
  const hit: Hit = { start: from, end: from, needles: [] };
  const open = { page, hit, onHit };
  search(page.scanner, { filter: prefilter.table, from, end: page.end }, (at, needle) => note(open, needle, at));
  if (hit.needles.length > 0) onHit(hit);
}

interface Search {
  readonly page: Page;
  readonly hit: Hit;
  readonly onHit: (hit: Hit) => void;
}

/** A needle begins at `at`: it is of the open line, or of a line behind it. */
function note({ page, hit, onHit }: Search, number: number, at: number): void {
  const inLine = page.bytes[at] === NEWLINE ? at + 1 : at;
  if (inLine < hit.start) return;
  if (inLine >= hit.end) {
    if (hit.needles.length > 0) onHit(hit);
    hit.needles.length = 0;
    hit.start = lineStart(page, inLine);
    hit.end = lineEnd(page, inLine);
  }
  if (!hit.needles.includes(number)) hit.needles.push(number);
}
