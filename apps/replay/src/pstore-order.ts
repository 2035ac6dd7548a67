/** Parts of a crash log as pstore keeps them, a file each and the newest first: put back in the order in which they were printed. */
import { open } from 'node:fs/promises';
import { isRereadable } from './read-source';

/** `Panic#1 Part3` (fs/pstore/platform.c pstore_dump()): part 1 holds the last lines before the dump. */
const HEADER = /^[A-Z][a-z]{2,15}#(\d{1,9}) Part(\d{1,9})\s/;
const HEADER_BYTES = 64;

interface Part {
  readonly dump: number;
  readonly part: number;
}

async function partOf(file: string): Promise<Part | null> {
  if (!(await isRereadable(file).catch(() => false))) return null;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const match = HEADER.exec(buffer.toString('latin1', 0, bytesRead));
    return match && { dump: Number(match[1]), part: Number(match[2]) };
  } finally {
    await handle.close();
  }
}

/** The sources, with the parts of each host's dumps in order among the places that parts had; others stay where they are. */
export async function inPrintedOrder<T extends { readonly host: string; readonly file: string }>(
  sources: readonly T[],
): Promise<readonly T[]> {
  const known = await Promise.all(sources.map(async (source) => ({ source, part: await partOf(source.file) })));
  const parts = known.flatMap(({ source, part }) => (part ? [{ source, part }] : []));
  const ordered = new Map(
    [...new Set(parts.map(({ source }) => source.host))].map((host) => [
      host,
      parts
        .filter(({ source }) => source.host === host)
        .sort((left, right) => left.part.dump - right.part.dump || right.part.part - left.part.part),
    ]),
  );
  return known.map(({ source, part }) => (part ? (ordered.get(source.host)?.shift()?.source ?? source) : source));
}
