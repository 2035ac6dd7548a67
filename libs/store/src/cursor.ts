/** Where a page of a list that is sorted by time and id ended, as opaque text. */

export interface Cursor {
  /** Milliseconds since 1970. */
  readonly ms: number;
  readonly id: string;
}

export const writeCursor = ({ ms, id }: Cursor): string => Buffer.from(JSON.stringify([ms, id])).toString('base64url');

/** Null where the text is no cursor of ours. */
export const readCursor = (text: string): Cursor | null => {
  try {
    const [ms, id, ...rest]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const whole = Number.isSafeInteger(ms) && Number(ms) >= 0 && typeof id === 'string' && rest.length === 0;
    return whole ? { ms: Number(ms), id } : null;
  } catch {
    return null;
  }
};
