/** A file that grows: read from a position, through rotation and truncation, as blocks of whole lines. */
import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FilePosition } from './checkpoint';
import { type Block, createCutter } from './cutter';

export interface FileBlock extends Block {
  /** Where to read on once the block is in the event log. */
  readonly position: FilePosition;
}
export interface Following {
  readonly path: string;
  readonly from: FilePosition | null;
  readonly firstLine: number;
  readonly maxBytes: number;
  readonly pollMs: number;
  /** End at the end of the file, where a begun line counts as a line. */
  readonly once: boolean;
  readonly signal: AbortSignal;
  /** First line of another file where the one of `from` is gone: above every number that may have been sent. */
  readonly firstLineElsewhere: number;
}

const HEAD_BYTES = 256;

async function headOf(file: FileHandle, bytes: number): Promise<FilePosition['head']> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
  return { bytes: bytesRead, sha256: createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex') };
}

/** Is it the file that the position was taken in, still holding what was read of it? */
async function isSame(file: FileHandle, position: FilePosition): Promise<boolean> {
  const { dev, ino, size } = await file.stat();
  if (dev !== position.device || ino !== position.inode || size < position.offset) return false;
  const head = await headOf(file, position.head.bytes);
  return head.sha256 === position.head.sha256;
}

const openIfThere = (path: string) =>
  open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/** The file of the position under its path or, rotated away meanwhile, under another name beside it. */
async function reopen(path: string, position: FilePosition): Promise<FileHandle | null> {
  const folder = dirname(path);
  const others = (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
  for (const candidate of [path, ...others]) {
    const found = await stat(candidate).catch(() => null);
    if (found === null || !found.isFile() || found.ino !== position.inode || found.dev !== position.device) continue;
    const file = await openIfThere(candidate);
    if (file === null) continue;
    if (await isSame(file, position)) return file;
    await file.close();
  }
  return null;
}

async function waitForFile({ path, once, pollMs, signal }: Following): Promise<FileHandle | null> {
  while (!signal.aborted) {
    const file = once ? await open(path, 'r') : await openIfThere(path);
    if (file !== null) return file;
    await pause(pollMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Ends when `signal` aborts, or at the end of the file where `once` is set. */
export async function* followFile(following: Following): AsyncGenerator<FileBlock> {
  const { path, from, once, signal } = following;
  let file = from === null ? null : await reopen(path, from);
  let offset = file === null ? 0 : (from?.offset ?? 0);
  let nextLine = from !== null && file === null ? following.firstLineElsewhere : following.firstLine;
  for (;;) {
    file ??= await waitForFile(following);
    if (file === null) return;
    try {
      nextLine = yield* readToItsEnd({ ...following, file, offset, nextLine });
    } finally {
      await file.close();
    }
    if (once || signal.aborted) return;
    file = null;
    offset = 0;
  }
}

interface Reading extends Following {
  readonly file: FileHandle;
  readonly offset: number;
  readonly nextLine: number;
}

/** Reads until nothing more will be written to this file; returns the number of the next line. */
async function* readToItsEnd(reading: Reading): AsyncGenerator<FileBlock, number> {
  const { path, file, maxBytes, once, pollMs, signal } = reading;
  const cutter = createCutter({ firstLine: reading.nextLine, maxBytes });
  const { dev, ino } = await file.stat();
  const buffer = Buffer.alloc(maxBytes);
  let read = reading.offset;
  let done = reading.offset;
  let head = await headOf(file, Math.min(HEAD_BYTES, done));
  const place = async (block: Block): Promise<FileBlock> => {
    done += block.bytes;
    if (head.bytes < HEAD_BYTES) head = await headOf(file, Math.min(HEAD_BYTES, done));
    return { ...block, position: { device: dev, inode: ino, offset: done, head } };
  };
  let leaving = false;
  let wasAtEnd = false;
  while (!signal.aborted) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, read);
    // Truncated and grown past the old end between two looks: what was read before is no longer there.
    if (wasAtEnd && bytesRead > 0 && (await headOf(file, head.bytes)).sha256 !== head.sha256) break;
    wasAtEnd = bytesRead < buffer.length;
    if (bytesRead > 0) {
      leaving = false;
      read += bytesRead;
      for (const block of cutter.push(buffer.subarray(0, bytesRead))) yield await place(block);
      continue;
    }
    if (once || leaving) break;
    leaving = (await file.stat()).size < read || (await isReplaced(path, { device: dev, inode: ino }));
    // A writer may have added to the old file until the moment of the rename: look once more before leaving it.
    if (!leaving) await pause(pollMs, undefined, { signal }).catch(() => undefined);
  }
  if (!signal.aborted) for (const block of cutter.flush()) yield await place(block);
  return cutter.nextLine();
}

/** Does the path lead to another file now? A path that leads nowhere is a rotation that is not finished. */
async function isReplaced(path: string, { device, inode }: { device: number; inode: number }): Promise<boolean> {
  const now = await stat(path).catch(() => null);
  return now !== null && (now.ino !== inode || now.dev !== device);
}
