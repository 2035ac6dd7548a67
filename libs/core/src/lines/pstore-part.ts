/** Parts of crash logs as pstore keeps them, joined in one text in whatever order: put back in the order in which they were printed. */

/** `Panic#1 Part3` (fs/pstore/platform.c pstore_dump()): part 1 holds the last lines before the dump. */
const HEADING = /^[A-Z][a-z]{2,15}#(\d{1,9}) Part(\d{1,9})[ \t\r]{0,8}$/gm;
/** Every dump has a first part. */
export const PART_MARKS: readonly string[] = [' Part1', ' Part2'];
/** pstore keeps kmsg_bytes of a dump, 10 KiB unless told; what is longer than this is read as it lies. */
const PARTS_LENGTH_MAX = 1_048_576;

/** Whole lines, and the first one's number. */
export interface Stretch {
  readonly firstLine: number;
  readonly text: string;
}

interface Part extends Stretch {
  readonly dump: number;
  readonly part: number;
}

/** Text up to its first part, and the parts in the order of printing; `waits` are those that more may follow. */
export interface InOrder {
  readonly stretches: readonly Stretch[];
  readonly waits: Stretch | null;
}

export function inOrderOfPrinting({ firstLine, text }: Stretch, ended: boolean): InOrder {
  const parts = partsOf({ firstLine, text });
  const first = parts[0];
  if (!first) return { stretches: [{ firstLine, text }], waits: null };
  const at = text.length - parts.reduce((length, part) => length + part.text.length, 0);
  const before = at > 0 ? [{ firstLine, text: text.slice(0, at) }] : [];
  if (!ended && text.length - at <= PARTS_LENGTH_MAX)
    return { stretches: before, waits: { firstLine: first.firstLine, text: text.slice(at) } };
  return {
    stretches: [...before, ...parts.sort((left, right) => left.dump - right.dump || right.part - left.part)],
    waits: null,
  };
}

function partsOf({ firstLine, text }: Stretch): Part[] {
  const headings = PART_MARKS.some((mark) => text.includes(mark)) ? [...text.matchAll(HEADING)] : [];
  let number = firstLine;
  let counted = 0;
  return headings.map(({ index, 1: dump, 2: part }, of) => {
    number += newlines(text.slice(counted, index));
    counted = index;
    return {
      firstLine: number,
      dump: Number(dump),
      part: Number(part),
      text: text.slice(index, headings[of + 1]?.index),
    };
  });
}

const newlines = (text: string): number => text.split('\n').length - 1;
