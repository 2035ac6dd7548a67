/** The lines of a block that are worth a look, and the rows worth trying on each. */
import { LINE_LENGTH_MAX } from '../lines/frame';
import { RECORD_MARKS } from '../lines/record';
import { createPrefilter, eachHit } from './prefilter';
import { ROWS } from './tables';
import { SUSPECT_NEEDLES } from './unknown-line';

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
const FUNCTIONS = [...'0123456789abcdef'].flatMap((digit) =>
  [0, 1, 2, 3, 4, 5, 6, 7].flatMap((fn) => [
    `0${digit}.${fn}:`,
    `1${digit}.${fn}:`,
    `0${digit}.${fn} `,
    `1${digit}.${fn} `,
  ]),
);
const DEVICE = / [0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7](?:: | [^\s:]+(?: \([a-z]+\))?: )/;
const TEXTS = [
  ...new Set([
    ...ROWS.flatMap((row) => [row.needle, ...(row.continues ? [row.continues.needle] : [])]),
    ...BOOKKEEPING,
  ]),
];
/** TEXTS first: a line that holds one is read; then what may be of a device; then what may be a trouble that no row knows. */
const SUSPECTS_FROM = TEXTS.length + FUNCTIONS.length;
const PREFILTER = createPrefilter([
  ...TEXTS,
  ...FUNCTIONS,
  ...SUSPECT_NEEDLES.filter((needle) => !TEXTS.includes(needle)),
  ...RECORD_MARKS,
]);
const MARKS_FROM = PREFILTER.needles.length - RECORD_MARKS.length;
/** Rows that a needle may lead to, by its number; none for those that only complete or keep the books. */
const ROWS_OF = PREFILTER.needles.map((needle) => ROWS.flatMap((row, index) => (row.needle === needle ? [index] : [])));

export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  /** Rows worth trying, in table order. */
  readonly rows: readonly number[];
  /** Held no needle of a row or of the books: worth a look only where an unknown trouble counts. */
  readonly suspect: boolean;
}

export interface Cuts {
  /** The lines of a block that hold a needle, each once, with their numbers. */
  readonly cuts: readonly Cut[];
  /** Does the block hold a mark of records that are to be joined? */
  readonly marked: boolean;
}

export function needleLines(text: string, firstLine: number): Cuts {
  const cuts: Cut[] = [];
  let marked = false;
  let counted = 0;
  let number = firstLine;
  eachHit(PREFILTER, text, ({ start, end, needles }) => {
    if (needles.some((needle) => needle >= MARKS_FROM)) marked = true;
    const named = needles.some((needle) => needle < TEXTS.length) || isDevice(text, start, end, needles);
    const suspect = !named && needles.some((needle) => needle >= SUSPECTS_FROM && needle < MARKS_FROM);
    if (!named && !suspect) return;
    number += countNewlines(text, counted, start);
    counted = start;
    cuts.push({ start, end, number, rows: rowsOf(needles), suspect });
  });
  return { cuts, marked };
}

function isDevice(text: string, start: number, end: number, needles: readonly number[]): boolean {
  return (
    needles.some((needle) => needle < SUSPECTS_FROM) &&
    DEVICE.test(text.slice(start, Math.min(end, start + LINE_LENGTH_MAX)))
  );
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
