/** Lines that a mailer broke: a line that says nothing whole waits until what follows it tells whether it is its rest. */
import { frame, isKernel, LINE_LENGTH_MAX } from '../lines/frame';
import type { Form, Line } from '../lines/line';
import { isMixed } from '../lines/mixed';
import { lineBefore, lineEnd, newlinesIn, PAGE_START, type Page, textAt } from '../lines/page';
import { withoutRemark } from '../lines/remark';
import { beginsBoot } from './boot-start';
import type { Fact } from './fact';
import { rowsIn } from './needle-line';
import { continuePending, isOfPending } from './open-report';
import { linesOf, type ReaderState } from './reader-state';
import type { Row } from './row';
import { type Made, openingOf, rowFacts } from './row-fact';
import { ROWS } from './tables';
import { tellLine } from './tell-line';

/** Lines that a mailer makes of one, at most; and of a command line (COMMAND_LINE_SIZE is 2048 on x86). */
const TORN_LINES = 4;
const TORN_LINES_OPEN = 48;
/** No mail program leaves a longer line where it breaks any (RFC 5322, §2.1.1 recommends 78). */
const MAILED_LENGTH_MAX = 100;
const LF = 0x0a;
/** Bytes in which neighbouring lines of one form are the same: a month, a year, a priority. */
const ALIKE = 4;
/** What quotes and indents are made of begins a rest as it begins a line. */
const MARKS: ReadonlySet<number> = new Set([...' \t>|:*#-`~'].map((mark) => mark.charCodeAt(0)));

/** Forms of what people paste; tools that keep a record on one line are not pasted from. */
const PASTED: ReadonlySet<Form> = new Set([
  'dmesg',
  'dmesg-raw',
  'dmesg-ctime',
  'syslog',
  'journal',
  'console',
  'plain',
]);

type Torn = NonNullable<ReaderState['torn']>;

const continuesOf = ({ row }: Made): Row['continues'] => (ROWS[row] as Row).continues;
const isWhole = (made: Made): boolean => made.fact.corrupted === null && continuesOf(made)?.required !== true;
const isOpenEnded = (row: number): boolean => (ROWS[row] as Row).openEnded === true;

const isOfPrograms = (row: number): boolean => (ROWS[row] as Row).userspace === true;

/**
 * Does the line say so little that more may follow? It must be the kernel's, or hold words that a row knows of a program; without a stamp it
 * must name a device, or hold words of a row (`rows`). `length`: of the raw line, in bytes.
 */
export function mayBeTorn(
  line: Line,
  { made, rows, length }: { readonly made: readonly Made[]; readonly rows: readonly number[]; readonly length: number },
): boolean {
  if (!PASTED.has(line.form) || line.cutShort || line.broken) return false;
  if (made.some(({ row }) => isOpenEnded(row))) return isKernel(line) && length <= MAILED_LENGTH_MAX;
  if (made.some(isWhole)) return false;
  if (!isKernel(line)) return rows.some(isOfPrograms);
  return line.form !== 'plain' || line.subject !== null || rows.length > 0 || openingOf(line) !== undefined;
}

/** What of a page to look at: raw lines from `from`, up to the one that begins at `to`. The line at `counted` has this number. */
interface Stretch {
  readonly page: Page;
  readonly from: number;
  readonly to: number;
  readonly counted: number;
  readonly number: number;
}

/**
 * Raw lines after a torn one, one by one: the rest of a line has no stamp of its own. Returns the end of the last line that it took. What stays
 * torn is told as it stands.
 */
export function mend(state: ReaderState, { page, from, to, counted, number }: Stretch, facts: Fact[]): number {
  let at = from > PAGE_START && page.bytes[from] === LF ? from + 1 : from;
  while (state.torn && at < page.end && at <= to) {
    const end = lineEnd(page, at);
    const place = { source: state.source, number: number + newlinesIn(page, counted, at) };
    const text = textAt(page, at, Math.min(end, at + LINE_LENGTH_MAX));
    const { begins } = state.torn;
    const isOwn = isStamped(page, at) || (begins !== null && beginningOf(page, at) === begins);
    const rest = isOwn || followsMixed(state, page, at) ? null : withoutRemark(frame(text, place));
    if (rest === null || !isRest(state, rest)) {
      giveUp(state, facts);
      return lineEndBefore(at);
    }
    const line = end === page.end ? { ...rest, cutShort: 'truncated' as const } : rest;
    if (!goOn(state, { line, blank: text.startsWith(' ') }, facts)) {
      giveUp(state, facts);
      return lineEndBefore(at);
    }
    at = end + 1;
  }
  return lineEndBefore(at);
}

/** The LF before a line, as behind any line that was read: a line may be empty, and its LF is not that one. */
const lineEndBefore = (start: number): number => Math.max(PAGE_START, start - 1);

/** Is the line that begins there behind one that another record ran into? What is no record of its own is the rest of that one. */
export const followsMixed = ({ mixed }: ReaderState, page: Page, at: number): boolean =>
  at === PAGE_START ? mixed : isMixed(lineBefore(page, at));

const [BRACKET, BLANK] = [0x5b, 0x20];
/** What most lines begin with, told without framing them: `[   12.`. */
const isStamped = ({ bytes }: Page, at: number): boolean => bytes[at] === BRACKET && bytes[at + 1] === BLANK;

/** Is what follows a line of its own for sure? It begins as this one does: by far the most lines are asked no more. */
export function endsLine(page: Page, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const { bytes } = page;
  const next = end + 1;
  if (next + ALIKE > page.end) return false;
  if (isStamped(page, next)) return true;
  if (MARKS.has(bytes[start] as number)) return false;
  for (let at = 0; at < ALIKE; at++) if (bytes[next + at] !== bytes[start + at]) return false;
  return true;
}

/** What a raw line begins with, or null where it is what quotes and indents are made of: so much is kept of it for `endsLine` behind a block's end. */
export const beginningOf = ({ bytes }: Page, start: number): string | null =>
  MARKS.has(bytes[start] as number) ? null : String.fromCharCode(...bytes.subarray(start, start + ALIKE));

/** The same of lines of which a block's end may have kept the one from the other. */
const beginsAlike = ({ form, message }: Line, rest: Line): boolean =>
  form === 'plain' && !MARKS.has(message.charCodeAt(0)) && message.slice(0, ALIKE) === rest.message.slice(0, ALIKE);

/** `name=value` is what command lines are made of, and prose is not. */
const PARAMETER = /(?:^| )[\w.-]{1,64}=\S/;
/** What a kernel says of itself is made of sentences: a colon, a comma or a bracket stands in them (`HWalign=64, Order=0-3`). */
const SENTENCE = /[:,;.](?: |$)|[()[\]]/;
/** A mail program fills its lines: no shorter one has no room for the word that begins the next. */
const FILLED_LENGTH = 60;

/** Where lines have no stamps a kernel's next one looks like the rest of a command line: but only a rest begins with a word that did not fit in. */
function mayFollow({ joined, restLength }: Torn, { message }: Line): boolean {
  if (joined.form !== 'plain') return true;
  const [word = ''] = message.trimStart().split(' ', 1);
  const length = restLength ?? joined.message.trimEnd().length;
  return length + 1 + word.length > FILLED_LENGTH && PARAMETER.test(message) && !SENTENCE.test(message);
}

/** A rest of a line is no line of its own, and a boot's first least of all. */
function isRest(state: ReaderState, rest: Line): boolean {
  if (rest.form !== 'plain' || rest.message.trim() === '' || rest.subject !== null || beginsBoot(state, rest))
    return false;
  if (state.torn && beginsAlike(state.torn.line, rest)) return false;
  const open = state.torn?.rows.some(isOpenEnded) ?? false;
  if (linesOf(state.torn?.joined ?? rest).length >= (open ? TORN_LINES_OPEN : TORN_LINES)) return false;
  if (open && !PARAMETER.test(rest.message) && !endsSoftly(state)) return false;
  if (open && state.torn && !mayFollow(state.torn, rest)) return false;
  if (openingOf(rest) !== undefined) return false;
  return !rowFacts(state, rest, rowsIn(rest.message)).some(isWhole) && !isNextOf(state, rest);
}

/** Behind a soft line break the same word goes on, whatever it is. */
const endsSoftly = ({ torn }: ReaderState): boolean => torn !== null && ENDS_SOFTLY.test(torn.joined.message.trimEnd());

/** Is it the next line of the report that the torn line begins, whole as it stands? */
function isNextOf(state: ReaderState, rest: Line): boolean {
  const { torn } = state;
  const made = torn === null ? [] : rowFacts(state, torn.line, torn.rows);
  return made
    .map(continuesOf)
    .some((next) => next && rest.message.includes(next.needle) && next.pattern.test(rest.message));
}

/** What may be the rest of a line. `blank`: it began with one, before it was framed. */
interface Rest {
  readonly line: Line;
  readonly blank: boolean;
}

/** A `=` at the end may be a soft line break (RFC 2045, §6.7): none of the text, and what follows goes on with its own blank. */
const softly = (message: string, { blank }: Rest): string => `${message.slice(0, -1)}${blank ? ' ' : ''}`;

/** A `=` that a terminal's edge cut off its value has its name before it, and none behind it. */
const NAMED = /(?:^|[\s,([])[a-z_]{1,32}=$/i;

/** A blank at a line's end, as quoted-printable writes it; or a value that ends so. */
const CODED_BLANK = '=20';

/**
 * Ways in which a line and its rest may have been one: mailers break at a blank and leave it out, terminals where the line ends. No kernel
 * message has a blank behind a `=` but in `!= `.
 */
function waysOf(message: string, rest: Rest): readonly string[] {
  if (message.endsWith(CODED_BLANK)) return [`${message} `, `${message.slice(0, -CODED_BLANK.length)} `];
  if (!message.endsWith('=') || message.endsWith(' !=')) return [`${message} `, message];
  const cutOff = NAMED.test(message) && !rest.blank && !rest.line.message.startsWith('=');
  return cutOff ? [message, softly(message, rest)] : [softly(message, rest), message];
}

const ENDS_SOFTLY = /=(?:20)?$/;

/** False where both together say nothing and the rest alone holds words of a row: it may be torn itself, and is read anew. */
function goOn(state: ReaderState, rest: Rest, facts: Fact[]): boolean {
  const { torn } = state;
  if (torn === null) return true;
  const [first, other] = [torn.joined, ...(torn.other ? [torn.other] : [])].map((line) => joinedWays(line, rest));
  if (torn.rows.some(isOpenEnded)) {
    state.torn = { ...torn, line: first![0]!, joined: first![0]!, restLength: rest.line.message.trim().length };
    return true;
  }
  // A report of many records is begun by its first, which a mailer may have broken: whole by itself, it waits for none but its own.
  const begun = rowFacts(state, torn.line, torn.rows).some(({ fact }) => fact.corrupted === null);
  for (const joined of [...first!, ...(other ?? [])]) {
    const made = rowFacts(state, joined, rowsIn(joined.message));
    const fits = made.some((one) => isWhole(one) || (!begun && one.fact.corrupted === null));
    if (!fits && !isOfPending(state, joined)) continue;
    state.torn = null;
    if (!continuePending(state, joined, facts)) tellLine(state, joined, { made, trouble: torn.trouble }, facts);
    return true;
  }
  const saysNothing = torn.rows.length === 0 && openingOf(torn.line) === undefined;
  if (saysNothing && rowsIn(rest.line.message).length > 0) return false;
  const soft = ENDS_SOFTLY.test(torn.joined.message.trimEnd()) ? first![1] : other?.[0];
  state.torn = { ...torn, joined: first![0]!, ...(soft ? { other: soft } : {}) };
  return true;
}

const joinedWays = (line: Line, rest: Rest): readonly Line[] =>
  waysOf(line.message.trimEnd(), rest).map((before) => join(line, rest.line, before));

function join(line: Line, rest: Line, before: string): Line {
  const message = `${before}${rest.message.trim()}`;
  return {
    ...line,
    message,
    body: line.subject ? message.slice(line.message.length - line.body.length) : message,
    further: [...(line.further ?? []), rest.number],
    cutShort: rest.cutShort,
  };
}

/** Nothing that follows is its rest. */
export function giveUp(state: ReaderState, facts: Fact[]): void {
  const { torn } = state;
  state.torn = null;
  if (torn === null) return;
  const made = rowFacts(state, torn.line, torn.rows);
  tellLine(state, torn.line, { made, trouble: torn.trouble }, facts);
}
