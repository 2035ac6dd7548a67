/**
 * A text as UTF-8 bytes, laid out so that several can be looked at in one step. Of a long text few lines matter: only those are decoded.
 * There is one page, written over by the next text: whoever reads it keeps none of it.
 */

const LF = 0x0a;

/** The text lies in `bytes` from 1 to `end`, an LF before it. `pairs` and `words` are the same memory. */
export interface Page {
  readonly bytes: Uint8Array;
  readonly pairs: Uint16Array;
  readonly words: Int32Array;
  readonly end: number;
  readonly holds: Survey;
}

/** What a text holds: how many LFs, and whether what asks for care. */
interface Survey {
  readonly newlines: number;
  readonly ascii: boolean;
  readonly escapes: boolean;
  readonly nuls: boolean;
}

/** Where a page's text begins. */
export const PAGE_START = 1;

function blank(size: number): Uint8Array {
  const bytes = new Uint8Array((size + 3) & ~3);
  bytes[0] = LF;
  return bytes;
}
let bytes = blank(1 << 19);
let pairs = new Uint16Array(bytes.buffer);
let words = new Int32Array(bytes.buffer);

function grow(size: number): void {
  if (bytes.length >= size) return;
  bytes = blank(2 * size);
  pairs = new Uint16Array(bytes.buffer);
  words = new Int32Array(bytes.buffer);
  before = new Int32Array(bytes.length / (4 * SUMMED) + 2);
}

/** Bytes that a UTF-16 unit takes at most, and what is behind a text that its last word may reach into. */
const UTF8_MAX = 3;
const BEHIND = 8;

const encoder = new TextEncoder();

export function layOut(text: string | Uint8Array): Page {
  if (typeof text === 'string') {
    grow(UTF8_MAX * text.length + BEHIND);
    const { written } = encoder.encodeInto(text, bytes.subarray(PAGE_START));
    return pageOf(PAGE_START + written);
  }
  grow(text.length + BEHIND);
  bytes.set(text, PAGE_START);
  return pageOf(PAGE_START + text.length);
}

/** A page of its own for a short text, while the other is being read. */
export function layOutApart(text: string): Page {
  const own = blank(UTF8_MAX * text.length + BEHIND);
  const { written } = encoder.encodeInto(text, own.subarray(PAGE_START));
  const end = PAGE_START + written;
  const holds = { newlines: 0, ascii: false, escapes: false, nuls: false };
  return { bytes: own, pairs: new Uint16Array(own.buffer), words: new Int32Array(own.buffer), end, holds };
}

/** What is left of an earlier text behind this one is wiped, as far as a word reaches. */
function pageOf(end: number): Page {
  bytes.fill(0x20, end, end + BEHIND);
  return { bytes, pairs, words, end, holds: survey(words, end) };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text from one place to another; damaged UTF-8 becomes U+FFFD. */
export const textAt = (page: Page, from: number, to: number): string => decoder.decode(page.bytes.subarray(from, to));

/** The text of bytes that were never laid out. */
export const decode = (text: string | Uint8Array): string => (typeof text === 'string' ? text : decoder.decode(text));

/** Bit 7 of each byte of the word that is zero; exact, unlike the shorter form that borrows (H. Warren, Hacker's Delight, 6-1). */
const zeroBytes = (word: number): number => ~(((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word | 0x7f7f7f7f);

const LFS = 0x0a0a0a0a;
const ESCS = 0x1b1b1b1b;

/** Bit 7 of each byte that is zero, and perhaps of those above one: cheaper than zeroBytes(), and enough to tell whether there is any. */
const mayHaveZero = (word: number): number => (word - 0x01010101) & ~word;

/** Words after which a sum of one byte a word must be added up before it runs over. */
const SUMMED = 255;
/** LFs before each run of so many words: a place's line is found without counting from the beginning. */
let before = new Int32Array(bytes.length / (4 * SUMMED) + 2);

const sumOfBytes = (word: number): number =>
  (word & 0xff) + ((word >>> 8) & 0xff) + ((word >>> 16) & 0xff) + (word >>> 24);

function survey(all: Int32Array, end: number): Survey {
  const count = (end >> 2) + 1;
  let newlines = -1;
  let high = 0;
  let escapes = 0;
  let nuls = 0;
  for (let at = 0; at < count; ) {
    before[at / SUMMED] = newlines;
    let sum = 0;
    const until = Math.min(count, at + SUMMED);
    for (; at < until; at++) {
      const word = all[at] as number;
      sum = (sum + (zeroBytes(word ^ LFS) >>> 7)) | 0;
      high |= word;
      escapes |= mayHaveZero(word ^ ESCS);
      nuls |= mayHaveZero(word);
    }
    newlines += sumOfBytes(sum);
  }
  return {
    newlines,
    ascii: (high & 0x80808080) === 0,
    escapes: (escapes & 0x80808080) !== 0,
    nuls: (nuls & 0x80808080) !== 0,
  };
}

function newlinesWithin({ bytes: each }: Page, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (each[at] === LF) count += 1;
  return count;
}

/** LFs of the page's text before a place. */
function newlinesBefore(page: Page, place: number): number {
  const run = Math.floor(place / (4 * SUMMED));
  return (before[run] as number) + newlinesWithin(page, 4 * SUMMED * run, place);
}

/** LFs of the page from one place to before another. */
export const newlinesIn = (page: Page, from: number, to: number): number =>
  to - from < 4 * SUMMED ? newlinesWithin(page, from, to) : newlinesBefore(page, to) - newlinesBefore(page, from);

/** Lines of the page; what the last LF leaves behind is one more. */
export const linesIn = ({ bytes: each, end, holds }: Page): number =>
  each[end - 1] === LF ? holds.newlines : holds.newlines + 1;

/** Where the line begins that the byte at `at` is of; its LF is of it. */
export function lineStart({ bytes: each }: Page, at: number): number {
  let start = at;
  while (each[start - 1] !== LF) start -= 1;
  return start;
}

/** Where the LF of the line is that the byte at `at` is of, or the page's end. */
export function lineEnd({ bytes: each, end }: Page, at: number): number {
  let last = at;
  while (last < end && each[last] !== LF) last += 1;
  return last;
}

/** The raw line whose LF is the last one before `at`. */
export function lineBefore(page: Page, at: number): string {
  const last = page.bytes[at - 1] === LF ? at - 1 : at;
  return textAt(page, lineStart(page, last), last);
}
