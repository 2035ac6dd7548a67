/** Records that ran into each other: two CPUs on one serial line, or a kernel that died in the midst of its words. */
import { frame } from './frame';
import type { Line } from './line';

const STAMP_WITHIN = /\[ {0,7}\d{1,7}\.\d{6}\](?:\[ {0,6}[TC]\d{1,8}\])? /;

/** Only consoles and what was copied from them mix records: the other forms keep each apart. */
const canMix = ({ form }: Line): boolean => form === 'dmesg' || form === 'console';

/** CPUs that run into each other on one line, at most: what holds more stamps is no console's line. */
const RECORDS_MAX = 4;

/** The records of a console line, in order: a second stamp begins a second record, and the one before it lacks its end. */
export function recordsOf(line: Line, most = RECORDS_MAX): readonly Line[] {
  const found = most > 1 && canMix(line) ? STAMP_WITHIN.exec(line.message) : null;
  if (!found) return [line];
  const { source, number, cutShort } = line;
  const message = line.message.slice(0, found.index);
  const body = line.body.slice(0, Math.max(0, line.body.length - (line.message.length - found.index)));
  const next = { ...frame(line.message.slice(found.index), { source, number }), cutShort };
  return [{ ...line, message, body, cutShort: 'interleaved' }, ...recordsOf(next, most - 1)];
}

/** Did another record run into the one that this raw line began? Then a line without a stamp behind it is the rest of that one. */
export function isMixed(raw: string): boolean {
  if (!STAMP_WITHIN.test(raw)) return false;
  const line = frame(raw, { source: '', number: 0 });
  return line.form === 'console' || (canMix(line) && STAMP_WITHIN.test(line.message));
}
