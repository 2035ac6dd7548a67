/** Reads a log in any packing and encoding as blocks of whole lines, in bounded memory. */

import { type FileHandle, open, stat } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { decode, type LineBlock } from '#core/read';
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

interface Opened {
  readonly bytes: Bytes;
  readonly close: () => Promise<void>;
}
const openSource = async (file: string): Promise<Opened> => {
  if (file === STDIN) return { bytes: process.stdin, close: async () => {} };
  if ((await stat(file)).isDirectory()) throw Object.assign(new Error('directory'), { code: 'EISDIR' });
  const handle = await open(file);
  return { bytes: readAhead(handle), close: () => handle.close() };
};

/** The file's bytes in pieces, one read ahead of who takes them. A piece is good until the next one is asked for. */
async function* readAhead(handle: FileHandle): Bytes {
  const buffers = [Buffer.allocUnsafe(READ_BYTES), Buffer.allocUnsafe(READ_BYTES)] as const;
  const read = (turn: 0 | 1) => {
    const reading = handle.read(buffers[turn], 0, READ_BYTES);
    // Who takes it is told of its failure; one that nobody takes any more is none.
    reading.catch(() => {});
    return reading;
  };
  let turn: 0 | 1 = 0;
  let next = read(turn);
  for (;;) {
    const { bytesRead, buffer } = await next;
    if (bytesRead === 0) return;
    turn = turn === 0 ? 1 : 0;
    next = read(turn);
    yield buffer.subarray(0, bytesRead);
  }
}

/** Pieces that stay good, for those who keep them for a while. */
async function* kept(bytes: Bytes): Bytes {
  for await (const chunk of bytes) yield Uint8Array.from(chunk);
}

/** Is shown the bytes of a source as they come, still packed. */
export type Tee = (bytes: Uint8Array) => void;
async function* teed(bytes: Bytes, tee: Tee): Bytes {
  for await (const chunk of bytes) {
    tee(chunk);
    yield chunk;
  }
}

/** The first bytes (at least `wanted` unless the source ends) and a source that begins with them again. */
interface Peeked {
  readonly head: Uint8Array;
  readonly all: Bytes;
}
const peek = async (bytes: Bytes, wanted: number): Promise<Peeked> => {
  const iterator = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < wanted) {
    const next = await iterator.next();
    if (next.done) break;
    first.push(size + next.value.length < wanted ? next.value.slice() : next.value);
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
      if (kept > 0) pieces.push(Uint8Array.from(bytes.subarray(0, kept)));
      size += kept;
      skipped += bytes.length - kept;
    },
    /** Puts its LF in, whatever was left out. */
    end() {
      pieces.push(Uint8Array.of(LF));
    },
    /** The line as far as it was kept, and how many bytes of it were not; starts anew. */
    finish(): { whole: Uint8Array; cut: number } {
      const whole = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
      const cut = skipped;
      pieces = [];
      size = skipped = 0;
      return { whole, cut };
    },
  };
};

/** Pieces of whole lines; a trailing LF stays on. A line past the limit is cut, and said so. */
async function* cutIntoLines(file: string, bytes: Bytes, onProblem: OnProblem): Bytes {
  const line = unfinished();
  let byte = 1;
  const ended = (): Uint8Array => {
    const { whole, cut } = line.finish();
    const text = `the line at byte ${byte} is longer than 1 MiB: its first 1 MiB was read, ${cut} bytes were skipped`;
    if (cut > 0) onProblem({ file, text });
    byte += whole.length + cut;
    return whole;
  };
  for await (const chunk of bytes) {
    const firstEnd = chunk.indexOf(LF);
    const lastEnd = chunk.lastIndexOf(LF);
    if (lastEnd === -1) {
      line.take(chunk);
      continue;
    }
    line.take(chunk.subarray(0, firstEnd));
    line.end();
    yield ended();
    if (lastEnd > firstEnd) {
      byte += lastEnd - firstEnd;
      yield chunk.subarray(firstEnd + 1, lastEnd + 1);
    }
    line.take(chunk.subarray(lastEnd + 1));
  }
  const last = ended();
  if (last.length > 0) yield last;
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
 * The lines of a file, or of standard input (`-`), in pieces of about 256 KiB. gzip, zstd and xz are unpacked, UTF-16 is recoded; bytes that
 * are no UTF-8 are left as they are. Throws a SourceError where nothing can be read; what is only partly wrong goes to `onProblem` and reading
 * goes on. `tee` sees the raw bytes.
 */
export async function* readBytes(file: string, onProblem: OnProblem, tee?: Tee): Bytes {
  try {
    yield* piecesOf(file, onProblem, tee);
  } catch (error) {
    throw error instanceof SourceError ? error : new SourceError(file, systemSays(error), { cause: error });
  }
}

/** The same as numbered blocks. */
export async function* readBlocks(
  file: string,
  onProblem: OnProblem,
  tee?: Tee,
): AsyncGenerator<LineBlock<Uint8Array>> {
  let firstLine = 1;
  for await (const text of readBytes(file, onProblem, tee)) {
    yield { source: file, firstLine, text };
    firstLine += countLines(text);
  }
}

/** The same as text; damaged UTF-8 becomes U+FFFD, as everywhere a line is read. */
export async function* readSource(file: string, onProblem: OnProblem, tee?: Tee): AsyncGenerator<LineBlock> {
  for await (const block of readBlocks(file, onProblem, tee)) yield { ...block, text: decode(block.text) };
}

async function* piecesOf(file: string, onProblem: OnProblem, tee?: Tee): Bytes {
  const { bytes, close } = await openSource(file);
  try {
    const raw = await peek(tee ? teed(kept(bytes), tee) : bytes, 6);
    if (raw.head.length === 0) onProblem({ file, text: 'is empty: expected kernel log lines' });
    else yield* unpacked(file, raw, onProblem);
  } finally {
    await close();
  }
}

async function* unpacked(file: string, raw: Peeked, onProblem: OnProblem): Bytes {
  const packing = packingOf(raw.head);
  const plain = packing
    ? await peek(untilTorn(file, packing.name, packing.unpack(kept(raw.all)), onProblem), 512)
    : raw;
  const wrong = notALog(plain.head);
  const marked = plain.head[0] === 0xff || plain.head[0] === 0xfe;
  if (wrong && !marked) throw new SourceError(file, `expected a kernel log, found ${wrong}; skipped`);
  yield* cutIntoLines(file, asUtf8(plain.head, plain.all), onProblem);
}
