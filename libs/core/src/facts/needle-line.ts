/** The lines of a block that are worth a look, and the rows worth trying on each. */
import { LINE_LENGTH_MAX } from '../lines/frame';
import { createPrefilter, eachHit } from './prefilter';
import { ROWS } from './tables';

/** Text that the engine itself must see: where boots begin, and messages that a mailer may have broken. */
const BOOKKEEPING = [
  'DMAR: [DMA ',
  'DMAR:[DMA ',
  '[INTR-REMAP]',
  'Linux version ',
  'Booting Linux on ',
  'bootconsole [',
  '_BOOT_ID',
  '-- Boot ',
  '-- Reboot --',
];
/** A function's number ends an address: who names a device tells its driver. */
const FUNCTIONS = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((fn) => [`.${fn}: `, `.${fn} `]);
const DEVICE = / [0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7](?:: | [^\s:]+(?: \([a-z]+\))?: )/;
const TEXTS = [
  ...new Set([
    ...ROWS.flatMap((row) => [row.needle, ...(row.continues ? [row.continues.needle] : [])]),
    ...BOOKKEEPING,
  ]),
];
const PREFILTER = createPrefilter([...TEXTS, ...FUNCTIONS]);
/** Rows that a needle may lead to, by its number; none for those that only complete or keep the books. */
const ROWS_OF = PREFILTER.needles.map((needle) => ROWS.flatMap((row, index) => (row.needle === needle ? [index] : [])));

export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  /** Rows worth trying, in table order. */
  readonly rows: readonly number[];
}

/** The lines of a block that hold a needle, each once, with their numbers. */
export function needleLines(text: string, firstLine: number): readonly Cut[] {
  const cuts: Cut[] = [];
  let counted = 0;
  let number = firstLine;
  eachHit(PREFILTER, text, ({ start, end, needles }) => {
    const named = needles.some((needle) => needle < TEXTS.length);
    if (!named && !DEVICE.test(text.slice(start, Math.min(end, start + LINE_LENGTH_MAX)))) return;
    number += countNewlines(text, counted, start);
    counted = start;
    cuts.push({ start, end, number, rows: rowsOf(needles) });
  });
  return cuts;
}

function rowsOf(needles: readonly number[]): readonly number[] {
  let rows: readonly number[] = [];
  for (const needle of needles) {
    const more = ROWS_OF[needle] ?? [];
    if (more.length > 0) rows = rows.length === 0 ? more : [...rows, ...more].sort((left, right) => left - right);
  }
  return rows;
}

export function countNewlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

export function linesIn(text: string): number {
  const newlines = countNewlines(text, 0, text.length);
  return text.length === 0 ? 0 : text.endsWith('\n') ? newlines : newlines + 1;
}
