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
/** Words of trouble may be rows' needles too. */
const TROUBLES = NEEDLES.map(isTroubleWord);
const BEGINS = new Set(
  ['Linux version ', 'Booting Linux on ', '-- Boot ', '-- Reboot --'].map((text) => NEEDLES.indexOf(text)),
);

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
    if (needles.some((needle) => needle >= MARKS_FROM && needle < SUSPECTS_FROM)) marked = true;
    const named = needles.some((needle) => needle < TEXTS.length) || isDevice(page, start, end, needles);
    const suspect = !named && needles.some((needle) => needle >= SUSPECTS_FROM);
    if (!named && !suspect) return;
    const trouble = !wary || needles.some((needle) => TROUBLES[needle]);
    const begins = needles.some((needle) => BEGINS.has(needle));
    cuts.push({ start, end, rows: rowsOf(needles), suspect, trouble, begins });
  };
  eachHit(wary ? WARY : CALM, page, onHit, from);
  return { cuts, marked };
}

function isDevice(page: Page, start: number, end: number, needles: readonly number[]): boolean {
  return (
    needles.some((needle) => needle < MARKS_FROM) &&
    DEVICE.test(textAt(page, start, Math.min(end, start + LINE_LENGTH_MAX)))
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

/** Rows whose needle a text holds, in table order: for the few texts that no page holds. */
export function rowsIn(text: string): readonly number[] {
  const found = new Set<number>();
  eachHit(CALM, layOutApart(text), ({ needles }) => {
    for (const row of rowsOf(needles)) found.add(row);
  });
  return [...found].sort((left, right) => left - right);
}
