/** Where a page of a sorted list ended, as opaque text. */

export interface Cursor {
  /** What the list is sorted by first: for most, milliseconds since 1970. */
  readonly rank: number;
  readonly id: string;
}

export const writeCursor = ({ rank, id }: Cursor): string =>
  Buffer.from(JSON.stringify([rank, id])).toString('base64url');

/** Null where the text is no cursor of ours. */
export const readCursor = (text: string): Cursor | null => {
  try {
    const [rank, id, ...rest]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const whole = Number.isSafeInteger(rank) && Number(rank) >= 0 && typeof id === 'string' && rest.length === 0;
    return whole ? { rank: Number(rank), id } : null;
  } catch {
    return null;
  }
};
