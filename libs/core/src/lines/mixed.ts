/** Records that ran into each other: two CPUs on one serial line, or a kernel that died in the midst of its words. */
import { frame } from './frame';
import type { Line } from './line';

const STAMP_WITHIN = /\[ {0,7}\d{1,7}\.\d{6}\](?:\[ {0,6}[TC]\d{1,8}\])? /;

/** Only consoles and what was copied from them mix records: the other forms keep each apart. */
const canMix = ({ form }: Line): boolean => form === 'dmesg' || form === 'console';

/** Records on one line, at most: CPUs run into each other by twos and threes, mail programs fill lines with short ones. */
const RECORDS_MAX = 16;

/** The records of a console line, in order: a second stamp begins a second record, and the one before it lacks its end. */
export function recordsOf(line: Line, most = RECORDS_MAX): readonly Line[] {
  const found = most > 1 && canMix(line) ? STAMP_WITHIN.exec(line.message) : null;
  if (!found) return [line];
  const { source, number, cutShort } = line;
  const message = line.message.slice(0, found.index);
  const body = line.body.slice(0, Math.max(0, line.body.length - (line.message.length - found.index)));
  const next = { ...frame(line.message.slice(found.index), { source, number }), cutShort };
  return [{ ...line, ...cutAtWord(message, body), cutShort: 'interleaved' }, ...recordsOf(next, most - 1)];
}

/** A blank before the second stamp ends the last word: nothing but further words may be missing. */
function cutAtWord(message: string, body: string): Pick<Line, 'message' | 'body' | 'cutAtWord'> {
  return message.endsWith(' ')
    ? { message: message.trimEnd(), body: body.trimEnd(), cutAtWord: true }
    : { message, body };
}

/**
 * Did another record run into the one that this raw line began? Then a line without a stamp behind it is the rest of that one. No console
 * quotes: records that stand on one line of a mail were filled into it whole.
 */
export function isMixed(raw: string): boolean {
  if (raw.startsWith('>') || !STAMP_WITHIN.test(raw)) return false;
  const line = frame(raw, { source: '', number: 0 });
  return line.form === 'console' || (canMix(line) && STAMP_WITHIN.test(line.message));
}
