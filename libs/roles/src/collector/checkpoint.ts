/** Where each source was left, kept in one small file a source that is replaced as a whole. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** A file by what it is, not by what it is called: rotation renames it. */
export interface FilePosition {
  readonly device: number;
  readonly inode: number;
  /** Bytes done with. */
  readonly offset: number;
  /** Hash of its first bytes: a file system gives the inode of a removed file to a new one. */
  readonly head: { readonly bytes: number; readonly sha256: string };
}
/** Line of a record = base + its sequence number, which starts anew with every boot. */
export interface KmsgPosition {
  readonly bootId: string;
  readonly base: number;
  /** Next sequence number wanted. */
  readonly sequence: number;
}
export interface Checkpoint {
  readonly host: string;
  readonly source: string;
  /** Number of the next line: everything before it is in the event log. */
  readonly nextLine: number;
  /** Lines below this number may have been sent; written down before they are. */
  readonly reserved: number;
  readonly file: FilePosition | null;
  readonly kmsg: KmsgPosition | null;
  /** `nextLine` when its end was told, or null: an end is told once. */
  readonly ended: number | null;
}
export interface Checkpoints {
  /** A fresh one where the source was never read. Throws where the file is damaged: starting anew would look like repeats. */
  load(source: { readonly host: string; readonly source: string }): Promise<Checkpoint>;
  /** Durable when it resolves. */
  save(checkpoint: Checkpoint): Promise<void>;
}

const nameOf = ({ host, source }: { host: string; source: string }) =>
  `${createHash('sha256').update(`${host}\0${source}`).digest('hex').slice(0, 16)}.json`;

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

export async function openCheckpoints(folder: string): Promise<Checkpoints> {
  await mkdir(folder, { recursive: true });
  return {
    async load({ host, source }) {
      const path = join(folder, nameOf({ host, source }));
      const fresh = { host, source, nextLine: 1, reserved: 1, file: null, kmsg: null, ended: null };
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if (isAbsent(error)) return null;
        throw error;
      });
      if (text === null) return fresh;
      try {
        return { ...fresh, ...(JSON.parse(text) as Checkpoint) };
      } catch (cause) {
        throw new Error(
          `the checkpoint ${path} of ${host}, ${source}, is damaged; remove it to read from the beginning`,
          {
            cause,
          },
        );
      }
    },
    async save(checkpoint) {
      const path = join(folder, nameOf(checkpoint));
      const handle = await open(`${path}.new`, 'w');
      try {
        await handle.writeFile(JSON.stringify(checkpoint));
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(`${path}.new`, path);
    },
  };
}

/** Lines that one reservation covers: a checkpoint is written ahead once for so many. */
const RESERVE = 10_000;

/** What to write down before the lines below `end` are sent; null where that was done already. */
export function reserve(checkpoint: Checkpoint, end: number): Checkpoint | null {
  return end <= checkpoint.reserved ? null : { ...checkpoint, reserved: end + RESERVE };
}
