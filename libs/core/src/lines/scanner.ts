/**
 * Loops over every byte of a text, in WebAssembly (libs/core/scan/scan.ts), and the memory that they work in: a prefilter, room for what it
 * finds, and the text. WebAssembly and its SIMD are of every Node that we run on; no other code of the core depends on it.
 */
import { SCAN_WASM } from './generated/scan-wasm';

interface Memory {
  readonly buffer: ArrayBuffer;
  /** By so many pages of 64 KiB; the buffer is another one from then on. Throws a RangeError where there is no more. */
  grow(pages: number): number;
}
/** What is used of https://www.w3.org/TR/wasm-js-api-2/, which TypeScript knows of in browsers only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => Memory;
  readonly Instance: new (module: object, imports: { env: { memory: Memory } }) => { readonly exports: unknown };
};

const compiled = new WebAssembly.Module(Buffer.from(SCAN_WASM, 'base64'));

/** Bytes of a text that one search looks at. */
const STRETCH = 1 << 13;
/** Needles that one block may be of, at most. */
export const CHAIN_MAX = 64;
/** Where things lie, as addresses in bytes; untouched pages of the memory cost nothing. */
const FILTER = 0;
export const FILTER_MAX = 1 << 18;
const PLACES = FILTER + FILTER_MAX;
const HITS = PLACES + 4 * (STRETCH / 2);
const TEXT = HITS + 8 * (STRETCH / 2) * CHAIN_MAX;
const WASM_PAGE = 1 << 16;

interface Exports {
  newlines(from: number, to: number): number;
  survey(from: number, to: number): number;
  find(filter: number, page: number, end: number, from: number, to: number, places: number, hits: number): number;
}

export interface Scanner {
  readonly memory: Memory;
  readonly run: Exports;
  /** The text's room, as far as it goes; another one after `reserve`. */
  bytes: Buffer;
  /** The prefilter that lies in the memory. */
  filter: Uint8Array | null;
}

export function createScanner(): Scanner {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(TEXT / WASM_PAGE) + 1 });
  const run = new WebAssembly.Instance(compiled, { env: { memory } }).exports as Exports;
  return { memory, run, bytes: Buffer.from(memory.buffer, TEXT), filter: null };
}

/** Makes room for a text of so many bytes; what lay there stays. */
export function reserve(scanner: Scanner, size: number): void {
  const { memory, bytes } = scanner;
  if (bytes.length >= size) return;
  memory.grow(Math.ceil((2 * size - bytes.length) / WASM_PAGE));
  scanner.bytes = Buffer.from(memory.buffer, TEXT);
}

/** LFs of the text from one offset to before another. */
export const newlinesBetween = ({ run }: Scanner, from: number, to: number): number =>
  run.newlines(TEXT + from, TEXT + to);

/** What may be behind a text that `surveyTo` looks at: a vector. */
export const VECTOR = 16;

/** What the text holds to its end, and what its last vector holds behind it. */
export function surveyTo({ run }: Scanner, end: number): { ascii: boolean; escapes: boolean; nuls: boolean } {
  const found = run.survey(TEXT, TEXT + end);
  return { ascii: (found & 1) === 0, escapes: (found & 2) !== 0, nuls: (found & 4) !== 0 };
}

/**
 * Calls `onNeedle` with the number of each needle of a prefilter (facts/prefilter.ts) and where it begins, of those that end before `end` and
 * behind `from`; in order of the places where they were noticed, which is not quite that of their beginnings.
 */
export function search(
  scanner: Scanner,
  { filter, from, end }: { filter: Uint8Array; from: number; end: number },
  onNeedle: (at: number, needle: number) => void,
): void {
  const { memory, run } = scanner;
  if (scanner.filter !== filter) new Uint8Array(memory.buffer, FILTER).set(filter);
  scanner.filter = filter;
  const hits = new DataView(memory.buffer, HITS, TEXT - HITS);
  for (let at = Math.max(3, from | 1); at < end; at += STRETCH) {
    const found = run.find(FILTER, TEXT, end, at, Math.min(end, at + STRETCH), PLACES, HITS);
    for (let hit = 0; hit < 8 * found; hit += 8) onNeedle(hits.getUint32(hit, true), hits.getUint32(hit + 4, true));
  }
}
