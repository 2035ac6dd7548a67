/** The lines of a block that are worth a look, and the rows worth trying on each. */
import { LINE_LENGTH_MAX } from '../lines/frame';
import { layOutApart, type Page, textAt } from '../lines/page';
import { RECORD_MARKS } from '../lines/record';
import { createPrefilter, eachHit, type Hit } from './prefilter';
import { ROWS } from './tables';
import { isTroubleWord, SUSPECT_NEEDLES } from './unknown-line';

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
/** TEXTS first: a line that holds one is read; then what may be of a device, the marks, and what may be a trouble that no row knows. */
const MARKS_FROM = TEXTS.length + FUNCTIONS.length;
const SUSPECTS_FROM = MARKS_FROM + RECORD_MARKS.length;
const KNOWN = [...TEXTS, ...FUNCTIONS, ...RECORD_MARKS];
const NEEDLES = [...KNOWN, ...SUSPECT_NEEDLES.filter((needle) => !TEXTS.includes(needle))];
/** Trouble that no row knows counts in some spans of a boot only: else nobody looks for it. */
const [CALM, WARY] = [createPrefilter(KNOWN), createPrefilter(NEEDLES)];
const ROWS_BY_NEEDLE = new Map<string, number[]>();
for (const [index, { needle }] of ROWS.entries())
  ROWS_BY_NEEDLE.set(needle, [...(ROWS_BY_NEEDLE.get(needle) ?? []), index]);
/** Rows that a needle may lead to, by its number; none for those that only complete or keep the books. */
const ROWS_OF = NEEDLES.map((needle) => ROWS_BY_NEEDLE.get(needle) ?? []);
const BEGINS: readonly string[] = ['Linux version ', 'Booting Linux on ', '-- Boot ', '-- Reboot --'];

/**
 * What a needle in a line is a sign of, a bit each: a row or the books know the line; it may name a device; records of several lines are to be
 * joined; it may be trouble that no row knows; it holds a word of trouble, which may be a row's needle too; a boot begins.
 */
const [TEXT, ADDRESS, MARK, SUSPECT, TROUBLE, BEGIN] = [1, 2, 4, 8, 16, 32];

const SIGNS = NEEDLES.map((needle, number) => {
  const [text, address] = [number < TEXTS.length, number < MARKS_FROM];
  const mark = !address && number < SUSPECTS_FROM;
  const known = text ? TEXT : address ? ADDRESS : mark ? MARK : SUSPECT;
  return known | (isTroubleWord(needle) ? TROUBLE : 0) | (BEGINS.includes(needle) ? BEGIN : 0);
});

/** A line that is worth a look: where it lies on the page. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  /** Rows worth trying, in table order. */
  readonly rows: readonly number[];
  /** Held no needle of a row or of the books: worth a look only where an unknown trouble counts. */
  readonly suspect: boolean;
  /** May hold a word that tells trouble: where nobody looked for one, nobody knows. */
  readonly trouble: boolean;
  /** Holds the words that a boot begins with. */
  readonly begins: boolean;
}

export interface Cuts {
  /** The lines that hold a needle, each once, in order. */
  readonly cuts: readonly Cut[];
  /** Does the page hold a mark of records that are to be joined? */
  readonly marked: boolean;
}

/** Lines of the page from `from` on, the beginning of one. `wary`: those that may be a trouble which no row knows, too. */
export function needleLines(page: Page, { wary, from }: { wary: boolean; from: number }): Cuts {
  const cuts: Cut[] = [];
  let marked = false;
  const onHit = ({ start, end, needles }: Hit) => {
    let signs = 0;
    for (const needle of needles) signs |= SIGNS[needle] as number;
    if ((signs & MARK) !== 0) marked = true;
    const named = (signs & TEXT) !== 0 || ((signs & ADDRESS) !== 0 && isDevice(page, start, end));
    const suspect = !named && (signs & SUSPECT) !== 0;
    if (!named && !suspect) return;
    const trouble = !wary || (signs & TROUBLE) !== 0;
    cuts.push({ start, end, rows: rowsOf(needles), suspect, trouble, begins: (signs & BEGIN) !== 0 });
  };
  eachHit(wary ? WARY : CALM, page, onHit, from);
  return { cuts, marked };
}

function isDevice(page: Page, start: number, end: number): boolean {
  return DEVICE.test(textAt(page, start, Math.min(end, start + LINE_LENGTH_MAX)));
}

const NO_ROWS: readonly number[] = [];

function rowsOf(needles: readonly number[]): readonly number[] {
  let rows = NO_ROWS;
  let first = -1;
  for (const needle of needles) {
    const more = ROWS_OF[needle] as readonly number[];
    if (more.length === 0) continue;
    if (rows.length === 0) [rows, first] = [more, needle];
    else [rows, first] = [first < 0 ? united(rows, more) : rowsOfTwo(first, needle), -1];
  }
  return rows;
}

const united = (rows: readonly number[], more: readonly number[]): readonly number[] =>
  [...rows, ...more].sort((left, right) => left - right);

/** Rows of lines that hold two needles: storms repeat few of them. */
const pairs = new Map<number, readonly number[]>();
const PAIRS_MAX = 4_096;

function rowsOfTwo(one: number, other: number): readonly number[] {
  const pair = one * NEEDLES.length + other;
  const known = pairs.get(pair);
  if (known) return known;
  if (pairs.size >= PAIRS_MAX) pairs.clear();
  const rows = united(ROWS_OF[one] as readonly number[], ROWS_OF[other] as readonly number[]);
  pairs.set(pair, rows);
  return rows;
}

/** Rows whose needle a text holds, in table order: for the few texts that no page holds. */
export function rowsIn(text: string): readonly number[] {
  const found = new Set<number>();
  eachHit(CALM, layOutApart(text), ({ needles }) => {
    for (const row of rowsOf(needles)) found.add(row);
  });
  return [...found].sort((left, right) => left - right);
}
