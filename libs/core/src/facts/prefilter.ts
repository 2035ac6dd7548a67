/**
 * Finds the lines of a text that hold one of many needles, in one pass over its bytes: the four bytes at every second place are looked up in
 * a table that tells whether some needle's window may be there. After S. Wu, U. Manber, "A fast algorithm for multi-pattern searching",
 * TR-94-17, University of Arizona, 1994, with a fixed shift: one that is looked up makes each step wait for the one before. Each needle is
 * looked for by its rarest window instead of its first.
 */

import { lineEnd, lineStart, PAGE_START, type Page } from '../lines/page';

/** Bytes that are looked up, at every second place. */
const BLOCK = 4;
const STRIDE = 2;
/** Bytes of a needle that hold a block wherever the needle lies: every needle has at least so many. */
const WINDOW = BLOCK + STRIDE - 1;
/** Blocks are looked up by a hash, a bit each: the table stays in the fastest cache. */
const HASH_BITS = 18;
const NEWLINE = 0x0a;

/** What is kept of the needles. `candidates` are numbered from 1; each stands for one block of one needle's window. */
export interface Prefilter {
  readonly needles: readonly string[];
  /** One bit a hash of a block: is it in some needle's window? */
  readonly blocks: Int32Array;
  /** First candidate of a hash, by its upper bits; 0 for none. */
  readonly heads: Uint16Array;
  readonly candidates: {
    readonly block: Int32Array;
    /** Number of the needle, and how far before the block's last byte it begins. */
    readonly needle: Uint16Array;
    readonly back: Uint8Array;
    /** The next candidate of the same head; 0 for none. */
    readonly next: Uint16Array;
  };
  /** All needles' bytes, one behind the other, and where each begins; one place more says where the last one ends. */
  readonly letters: Uint8Array;
  readonly offsets: Int32Array;
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

/** How much of a window is in common words. */
const commonBlocks = (window: string): number =>
  [window.slice(0, BLOCK), window.slice(1)].filter((block) => COMMON_WORDS.includes(block)).length;

function rarestWindow(needle: string): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + WINDOW <= needle.length; at++) {
    const pairs = [0, 1, 2, 3].map((from) => commonness(needle.slice(at + from, at + from + 2)));
    const blocks = 40 * commonBlocks(needle.slice(at, at + WINDOW));
    const cost =
      blocks + (pairs[1] as number) + (pairs[2] as number) + ((pairs[0] as number) + (pairs[3] as number)) / 2;
    if (cost < least) [best, least] = [at, cost];
  }
  return best;
}

/** Fibonacci hashing: the upper bits of a product with 2^32 / phi. */
const FACTOR = 0x9e3779b1;
const DROP = 32 - HASH_BITS;
/** Hashes share a head by their upper bits. */
const HEAD_DROP = HASH_BITS - 13;

const encoder = new TextEncoder();

/** Four bytes as two pairs, each in the order that the machine has. */
function blockOf(bytes: Uint8Array): number {
  const [first = 0, second = 0] = new Uint16Array(bytes.slice().buffer);
  return (first << 16) | second;
}

/** Needles are ASCII and have as many characters as a window, or more; a first `\n` stands for the beginning of a line. */
export function createPrefilter(needles: readonly string[]): Prefilter {
  const blocks = new Int32Array(1 << (HASH_BITS - 5));
  const heads = new Uint16Array(1 << (HASH_BITS - HEAD_DROP));
  const size = 1 + needles.length * STRIDE;
  const candidates = {
    block: new Int32Array(size),
    needle: new Uint16Array(size),
    back: new Uint8Array(size),
    next: new Uint16Array(size),
  };
  let count = 0;
  for (const [number, needle] of needles.entries()) {
    const window = rarestWindow(needle);
    for (let at = window; at < window + STRIDE; at++) {
      const block = blockOf(encoder.encode(needle.slice(at, at + BLOCK)));
      const bit = Math.imul(block, FACTOR) >>> DROP;
      blocks[bit >> 5] = (blocks[bit >> 5] ?? 0) | (1 << (bit & 31));
      count += 1;
      candidates.block[count] = block;
      candidates.needle[count] = number;
      candidates.back[count] = at + BLOCK - 1;
      candidates.next[count] = heads[bit >> HEAD_DROP] ?? 0;
      heads[bit >> HEAD_DROP] = count;
    }
  }
  const offsets = new Int32Array(needles.length + 1);
  for (const [number, needle] of needles.entries()) offsets[number + 1] = (offsets[number] ?? 0) + needle.length;
  return { needles, blocks, heads, candidates, letters: encoder.encode(needles.join('')), offsets };
}

/** One line that holds needles: where it lies on the page, and which needles, by their numbers, each once. It is good until the next one. */
export interface Hit {
  start: number;
  end: number;
  readonly needles: number[];
}

/** Pairs that are looked up before what they found is looked at: a loop that does nothing else runs twice as fast. */
const STRETCH = 1 << 14;
/** Where blocks of a stretch were found, as indices of their second pair. */
const places = new Int32Array(STRETCH);

interface Search {
  readonly prefilter: Prefilter;
  readonly page: Page;
  readonly hit: Hit;
  readonly onHit: (hit: Hit) => void;
}

/** Calls `onHit` for every line that holds a needle and ends behind `from`, in order. */
export function eachHit(prefilter: Prefilter, page: Page, onHit: (hit: Hit) => void, from = PAGE_START): void {
  const hit: Hit = { start: from, end: from, needles: [] };
  const search = { prefilter, page, hit, onHit };
  const end = (page.end >> 1) + 1;
  for (let pair = from >> 1; pair < end; pair += STRETCH) {
    const found = findBlocks(prefilter.blocks, page.pairs, pair, Math.min(end, pair + STRETCH));
    for (let index = 0; index < found; index++) look(search, places[index] as number);
  }
  if (hit.needles.length > 0) onHit(hit);
}

/** The hot loop: how many blocks of the pairs may be some needle's; where they are is left in `places`. */
function findBlocks(blocks: Int32Array, pairs: Uint16Array, from: number, to: number): number {
  let block = from === 0 ? 0 : (pairs[from - 1] as number);
  let found = 0;
  for (let at = from; at < to; at++) {
    block = (block << 16) | (pairs[at] as number);
    const bit = Math.imul(block, FACTOR) >>> DROP;
    if (((blocks[bit >> 5] as number) & (1 << (bit & 31))) !== 0) places[found++] = at;
  }
  return found;
}

/** Which needles the block is of that ends with this pair. */
function look(search: Search, pair: number): void {
  const { heads, candidates } = search.prefilter;
  const { pairs } = search.page;
  const block = pair === 0 ? (pairs[0] as number) : ((pairs[pair - 1] as number) << 16) | (pairs[pair] as number);
  let one = heads[(Math.imul(block, FACTOR) >>> DROP) >> HEAD_DROP] as number;
  for (; one !== 0; one = candidates.next[one] as number) {
    if (candidates.block[one] !== block) continue;
    const at = 2 * pair + 1 - (candidates.back[one] as number);
    const number = candidates.needle[one] as number;
    if (begins(search, number, at)) note(search, number, at);
  }
}

/** Do the needle's bytes begin at this place of the page? */
function begins({ prefilter: { letters, offsets }, page }: Search, number: number, at: number): boolean {
  const from = offsets[number] as number;
  const size = (offsets[number + 1] as number) - from;
  if (at < 0 || at + size > page.end) return false;
  for (let index = 0; index < size; index++) if (page.bytes[at + index] !== letters[from + index]) return false;
  return true;
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
