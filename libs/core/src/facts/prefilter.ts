/**
 * Finds the lines of a text that hold one of many needles, in one pass over its bytes: the four bytes at every second place are looked up in
 * a table that tells whether some needle's window may be there. After S. Wu, U. Manber, "A fast algorithm for multi-pattern searching",
 * TR-94-17, University of Arizona, 1994, with a fixed shift: one that is looked up makes each step wait for the one before. Each needle is
 * looked for by its rarest window instead of its first.
 */

/** Bytes that are looked up, at every second place. */
const BLOCK = 4;
const STRIDE = 2;
/** Bytes of a needle that hold a block wherever the needle lies: every needle has at least so many. */
const WINDOW = BLOCK + STRIDE - 1;
/** Blocks are looked up by a hash, a bit each: the table stays in the fastest cache. */
const HASH_BITS = 18;
const NEWLINE = 0x0a;

/** A needle that may be here: its number, and how far before the block's last byte it begins. */
interface Candidate {
  readonly number: number;
  readonly back: number;
}

export interface Prefilter {
  readonly needles: readonly string[];
  /** One bit a hash of a block: is it in some needle's window? */
  readonly blocks: Int32Array;
  /** Needles by the hash of a block of their window. */
  readonly candidates: ReadonlyMap<number, readonly Candidate[]>;
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

/** Characters are compared by their lower eight bits: what falls together is told apart by comparing text. */
function blockOf(text: string): number {
  const [first = 0, second = 0] = new Uint16Array(Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer);
  return (first << 16) | second;
}

/** Needles must have as many characters as a window, or more; a first `\n` stands for the beginning of a line. */
export function createPrefilter(needles: readonly string[]): Prefilter {
  const blocks = new Int32Array(1 << (HASH_BITS - 5));
  const candidates = new Map<number, Candidate[]>();
  for (const [number, needle] of needles.entries()) {
    const window = rarestWindow(needle);
    for (let at = window; at < window + STRIDE; at++) {
      const block = blockOf(needle.slice(at, at + BLOCK));
      const bit = Math.imul(block, FACTOR) >>> DROP;
      blocks[bit >> 5] = (blocks[bit >> 5] ?? 0) | (1 << (bit & 31));
      candidates.set(bit, [...(candidates.get(bit) ?? []), { number, back: at + BLOCK - 1 }]);
    }
  }
  return { needles, blocks, candidates };
}

/** Where the bytes of a text are put, a newline before them; it grows to the longest text seen. */
let scratch = new Uint8Array(1 << 16).fill(NEWLINE, 0, 1);
/** The same memory, two bytes at a time, in whichever order the machine has them. */
let pairs = new Uint16Array(scratch.buffer);
const encoder = new TextEncoder();

/** One byte a character, one place further on, in pairs: ASCII text as it is, else the lower eight bits. */
function encoded(text: string): Uint16Array {
  if (scratch.length <= text.length) {
    scratch = new Uint8Array(2 * text.length).fill(NEWLINE, 0, 1);
    pairs = new Uint16Array(scratch.buffer);
  }
  const { read, written } = encoder.encodeInto(text, scratch.subarray(1, text.length + 1));
  if (read === text.length && written === read) return pairs;
  for (let at = 0; at < text.length; at++) scratch[at + 1] = text.charCodeAt(at);
  return pairs;
}

/** Does the needle begin at this place of the text? The text's beginning is a line's. */
const begins = (needle: string, text: string, at: number): boolean =>
  at < 0
    ? at === -1 && needle.charCodeAt(0) === NEWLINE && text.startsWith(needle.slice(1))
    : text.startsWith(needle, at);

/** One line that holds needles: where it lies in the text, and which needles, by their numbers, each once. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly needles: readonly number[];
}

/** Calls `onHit` for every line that holds a needle, in order. */
export function eachHit({ needles, blocks, candidates }: Prefilter, text: string, onHit: (hit: Hit) => void): void {
  const codes = encoded(text);
  const { length } = text;
  let start = -1;
  let end = -1;
  let found: number[] = [];
  let block = 0;
  for (let last = 1; last <= length; last += STRIDE) {
    block = (block << 16) | (codes[last >> 1] as number);
    const bit = Math.imul(block, FACTOR) >>> DROP;
    if (((blocks[bit >> 5] as number) & (1 << (bit & 31))) === 0) continue;
    for (const { number, back } of candidates.get(bit) ?? []) {
      const needle = needles[number] as string;
      const at = last - 1 - back;
      if (!begins(needle, text, at)) continue;
      const inLine = needle.charCodeAt(0) === NEWLINE ? at + 1 : at;
      if (inLine >= end) {
        if (found.length > 0) onHit({ start, end, needles: found });
        found = [];
        start = text.lastIndexOf('\n', inLine) + 1;
        const newline = text.indexOf('\n', inLine);
        end = newline < 0 ? length : newline;
      }
      if (!found.includes(number)) found.push(number);
    }
  }
  if (found.length > 0) onHit({ start, end, needles: found });
}
