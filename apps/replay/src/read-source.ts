/** Reads a log in any packing and encoding as blocks of whole lines, in bounded memory. */

import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import type { LineBlock } from '#core';
import { type OnProblem, SourceError, systemSays } from './source-error';
import { type Bytes, notALog, packingOf } from './unpack';

/** Standard input, wherever a file can be named. */
export const STDIN = '-';
const READ_BYTES = 256 * 1024;
/** A longer line is cut here: no kernel prints one, so it is damage, and it must not eat the memory. */
export const LINE_BYTES_MAX = 1024 * 1024;
const LF = 10;

/** May the source be read a second time? Standard input and pipes may not. */
export const isRereadable = async (file: string): Promise<boolean> => file !== STDIN && (await stat(file)).isFile();

const bytesOf = async (file: string): Promise<Bytes> => {
  if (file === STDIN) return process.stdin;
  if ((await stat(file)).isDirectory()) throw Object.assign(new Error('directory'), { code: 'EISDIR' });
  return createReadStream(file, { highWaterMark: READ_BYTES });
};

/** Is shown the bytes of a source as they come, still packed. */
export type Tee = (bytes: Uint8Array) => void;
async function* teed(bytes: Bytes, tee: Tee): Bytes {
  for await (const chunk of bytes) {
    tee(chunk);
    yield chunk;
  }
}

/** The first bytes (at least `wanted` unless the source ends) and a source that begins with them again. */
const peek = async (bytes: Bytes, wanted: number): Promise<{ head: Uint8Array; all: Bytes }> => {
  const iterator = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < wanted) {
    const next = await iterator.next();
    if (next.done) break;
    first.push(next.value);
    size += next.value.length;
  }
  const head = first.length === 1 ? first[0]! : Buffer.concat(first);
  async function* again() {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { head, all: { [Symbol.asyncIterator]: again } };
};

/** UTF-16 with a byte order mark becomes UTF-8; a UTF-8 mark is taken off; all else is left as it is. */
const asUtf8 = (head: Uint8Array, bytes: Bytes): Bytes => {
  const encoding =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
  if (encoding) return recoded(new TextDecoder(encoding), bytes);
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? withoutFirst(3, bytes) : bytes;
};
async function* recoded(decoder: TextDecoder, bytes: Bytes): Bytes {
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
async function* withoutFirst(count: number, bytes: Bytes): Bytes {
  let left = count;
  for await (const chunk of bytes) {
    yield chunk.subarray(Math.min(left, chunk.length));
    left -= Math.min(left, chunk.length);
  }
}

const lossy = new TextDecoder('utf-8', { ignoreBOM: true });
/** Damaged UTF-8 becomes U+FFFD, as everywhere a line is read. */
const decoded = (bytes: Uint8Array): string =>
  isAscii(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1') : lossy.decode(bytes);

const countLines = (bytes: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
};

/** The beginning of a line whose end has not been read, kept up to the limit. */
const unfinished = () => {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let skipped = 0;
  return {
    /** Puts the next bytes of the line in; what goes past the limit is only counted. */
    take(bytes: Uint8Array) {
      const kept = Math.max(0, Math.min(bytes.length, LINE_BYTES_MAX - size));
      if (kept > 0) pieces.push(bytes.subarray(0, kept));
      size += kept;
      skipped += bytes.length - kept;
    },
    /** The line, followed by the lines after it; starts anew. */
    finish(after: Uint8Array): { whole: Uint8Array; cut: number } {
      const whole = pieces.length === 0 ? after : Buffer.concat([...pieces, after]);
      const cut = skipped;
      pieces = [];
      size = skipped = 0;
      return { whole, cut };
    },
  };
};

/** Blocks of whole lines; a trailing LF stays on. A line past the limit is cut, and said so. */
async function* cutIntoLines(file: string, bytes: Bytes, onProblem: OnProblem): AsyncGenerator<LineBlock> {
  const line = unfinished();
  let firstLine = 1;
  const block = (after: Uint8Array): LineBlock => {
    const { whole, cut } = line.finish(after);
    const text = `line ${firstLine} is longer than 1 MiB: its first 1 MiB was read, ${cut} bytes were skipped`;
    if (cut > 0) onProblem({ file, text });
    const made = { source: file, firstLine, text: decoded(whole) };
    firstLine += countLines(whole);
    return made;
  };
  for await (const chunk of bytes) {
    const firstEnd = chunk.indexOf(LF);
    const lastEnd = chunk.lastIndexOf(LF);
    if (lastEnd === -1) {
      line.take(chunk);
      continue;
    }
    line.take(chunk.subarray(0, firstEnd));
    yield block(chunk.subarray(firstEnd, lastEnd + 1));
    line.take(chunk.subarray(lastEnd + 1));
  }
  const last = block(new Uint8Array(0));
  if (last.text !== '') yield last;
}

/** Says how a packed source broke off after giving what could be unpacked; an unpacked one breaks as it is. */
async function* untilTorn(file: string, packing: string, bytes: Bytes, onProblem: OnProblem): Bytes {
  let size = 0;
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      yield chunk;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (size === 0)
      throw new SourceError(file, `damaged ${packing} data (${why}): nothing could be unpacked; skipped`, {
        cause: error,
      });
    onProblem({
      file,
      text: `${packing} data is damaged or ends early (${why}): the first ${size} unpacked bytes were read`,
    });
  }
}

/**
 * The lines of a file, or of standard input (`-`), in blocks of about 256 KiB. gzip, zstd and xz are unpacked, UTF-16 is recoded.
 * Throws a SourceError where nothing can be read; what is only partly wrong goes to `onProblem` and reading goes on.
 * `tee` sees the raw bytes.
 */
export async function* readSource(file: string, onProblem: OnProblem, tee?: Tee): AsyncGenerator<LineBlock> {
  try {
    yield* blocksOf(file, onProblem, tee);
  } catch (error) {
    throw error instanceof SourceError ? error : new SourceError(file, systemSays(error), { cause: error });
  }
}

async function* blocksOf(file: string, onProblem: OnProblem, tee?: Tee): AsyncGenerator<LineBlock> {
  const bytes = await bytesOf(file);
  const raw = await peek(tee ? teed(bytes, tee) : bytes, 6);
  if (raw.head.length === 0) {
    onProblem({ file, text: 'is empty: expected kernel log lines' });
    return;
  }
  const packing = packingOf(raw.head);
  const plain = packing ? await peek(untilTorn(file, packing.name, packing.unpack(raw.all), onProblem), 512) : raw;
  const wrong = notALog(plain.head);
  const marked = plain.head[0] === 0xff || plain.head[0] === 0xfe;
  if (wrong && !marked) throw new SourceError(file, `expected a kernel log, found ${wrong}; skipped`);
  yield* cutIntoLines(file, asUtf8(plain.head, plain.all), onProblem);
}
