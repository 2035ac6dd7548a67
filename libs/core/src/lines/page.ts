/**
 * A text as UTF-8 bytes, where the scanner sees it. Of a long text few lines matter: only those are decoded.
 * There is one page, written over by the next text: whoever reads it keeps none of it.
 */
import { createScanner, newlinesBetween, reserve, type Scanner, surveyTo, VECTOR } from './scanner';

const LF = 0x0a;

/** The text lies in `bytes` from 1 to `end`, an LF before it; the scanner sees the same bytes. */
export interface Page {
  readonly bytes: Buffer;
  readonly end: number;
  readonly holds: Survey;
  readonly scanner: Scanner;
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

/** One page is of the text that is read, the other of short texts meanwhile. */
const [main, apart] = [createScanner(), createScanner()];

/** Bytes that a UTF-16 unit takes at most. */
const UTF8_MAX = 3;

const encoder = new TextEncoder();

export const layOut = (text: string | Uint8Array): Page => layOutIn(main, text);

/** A page of its own for a short text, while the other is being read. */
export const layOutApart = (text: string): Page => layOutIn(apart, text);

function layOutIn(scanner: Scanner, text: string | Uint8Array): Page {
  reserve(scanner, PAGE_START + (typeof text === 'string' ? UTF8_MAX : 1) * text.length + VECTOR);
  scanner.bytes[0] = LF;
  if (typeof text !== 'string') {
    scanner.bytes.set(text, PAGE_START);
    return pageOf(scanner, PAGE_START + text.length);
  }
  const { written } = encoder.encodeInto(text, scanner.bytes.subarray(PAGE_START));
  return pageOf(scanner, PAGE_START + written);
}

/** What is left of an earlier text behind this one is wiped, as far as a vector reaches. */
function pageOf(scanner: Scanner, end: number): Page {
  const { bytes } = scanner;
  bytes.fill(0x20, end, end + VECTOR);
  return {
    bytes,
    end,
    holds: { newlines: newlinesBetween(scanner, PAGE_START, end), ...surveyTo(scanner, end) },
    scanner,
  };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text from one place to another; damaged UTF-8 becomes U+FFFD. */
export const textAt = ({ bytes, holds }: Page, from: number, to: number): string =>
  holds.ascii ? bytes.toString('latin1', from, to) : decoder.decode(bytes.subarray(from, to));

/** The text of bytes that were never laid out. */
export const decode = (text: string | Uint8Array): string => (typeof text === 'string' ? text : decoder.decode(text));

/** LFs of the page from one place to before another. */
export const newlinesIn = (page: Page, from: number, to: number): number => newlinesBetween(page.scanner, from, to);

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
