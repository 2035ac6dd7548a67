/** The engine: one pass over a block's text, work only on lines that hold a needle of some row. */
import { frame, LINE_LENGTH_MAX, legible, textLines } from '../lines/frame';
import type { AnyBlock, Line, LineBlock } from '../lines/line';
import { isMixed, recordsOf } from '../lines/mixed';
import {
  decode,
  layOut,
  lineBefore,
  lineStart,
  linesIn,
  newlinesIn,
  PAGE_START,
  type Page,
  textAt,
} from '../lines/page';
import { inOrderOfPrinting } from '../lines/pstore-part';
import { joinRecords, mayEndInRecord, TAIL_LENGTH } from '../lines/record';
import { withoutRemark } from '../lines/remark';
import type { FileReport } from '../report';
import { noteSource } from './apei-source';
import { beginsBoot, beginsTorn, goesBack, noteBoot, noteLast, noteSkipped, noteTornStart } from './boot-start';
import { type Damage, damaged, damageOf, lost, missingBefore, noteClock, noteSequence } from './damage';
import { noteWindow } from './device-name';
import { isEcho, release } from './echo';
import type { Fact } from './fact';
import { type Cut, needleLines, rowsIn } from './needle-line';
import { closeAll, closePending, continuePending, cutPending, isOverdue, noteAsides, releaseHeld } from './open-report';
import { oneTooMany, type ReaderState, switchTo } from './reader-state';
import type { Row } from './row';
import { rowFacts, tryRow } from './row-fact';
import { ROWS } from './tables';
import { tellLine } from './tell-line';
import { beginningOf, endsLine, followsMixed, giveUp, mayBeTorn, mend } from './torn-line';
import { inHandoffWindow } from './unknown-line';

const LF = 0x0a;

export { createReader, type ReaderState } from './reader-state';

/** Facts of a block of whole lines; the state is changed in place. Lines already read are passed over. */
export function readBlock(state: ReaderState, block: AnyBlock): Fact[] {
  const fresh = unread(state, block);
  if (fresh.text.length === 0) return [];
  const facts: Fact[] = [];
  if (fresh.firstLine > state.lastLine + 1 && state.lastLine > 0) {
    readOpen(state, facts);
    releaseHeld(state, facts);
    facts.push(lost(state, fresh.firstLine));
    state.gapped = true;
    state.head = null;
  }
  const whole = withOpen(state, fresh);
  const page = legiblePage(whole.text);
  const lastLine = whole.firstLine + linesIn(page) - 1;
  const found = needleLines(page, { wary: inHandoffWindow(state), from: PAGE_START });
  if (found.marked || state.open || mayEndInRecord(tailOf(page)))
    readRecords(state, { ...whole, text: textAt(page, PAGE_START, page.end) }, facts);
  else readLines(state, { page, firstLine: whole.firstLine, cuts: found.cuts }, facts);
  state.lastLine = lastLine;
  return facts;
}

/** Whole lines at the page's end, and the one before them: that one may begin a record, however long its next is. */
function tailOf(page: Page): string {
  const start = lineStart(page, Math.max(PAGE_START, page.end - TAIL_LENGTH));
  return textAt(page, start > PAGE_START ? lineStart(page, start - 1) : start, page.end);
}

/** The text laid out without what colours it, and with plain spaces. */
function legiblePage(text: string | Uint8Array): Page {
  const page = layOut(text);
  if (page.holds.ascii && !page.holds.escapes) return page;
  const before = textAt(page, PAGE_START, page.end);
  const after = legible(before);
  return after === before ? page : layOut(after);
}

/** Reads a block in which records of several lines may be; what its end leaves open waits. */
function readRecords(state: ReaderState, { firstLine, text }: LineBlock, facts: Fact[]): void {
  const { stretches, waits } = inOrderOfPrinting({ firstLine, text }, false);
  const cutShort = !text.endsWith('\n');
  state.open = waits && { ...waits, cutShort };
  for (const stretch of stretches) {
    const isLast = waits === null && stretch === stretches.at(-1);
    const { text: joined, rest } = joinRecords(stretch.text, !isLast);
    const page = layOut(joined);
    if (rest !== '') state.open = { firstLine: stretch.firstLine + linesIn(page), text: rest, cutShort };
    readLines(state, laid(state, page, stretch.firstLine), facts);
  }
}

/** The block, with the lines before it that wait for it. */
function withOpen({ open }: ReaderState, fresh: AnyBlock): AnyBlock {
  return open ? { ...fresh, firstLine: open.firstLine, text: `${open.text}${decode(fresh.text)}` } : fresh;
}

/** What waits for more that will not come is read as it is. */
function readOpen(state: ReaderState, facts: Fact[]): void {
  const { open } = state;
  state.open = null;
  if (!open) return;
  const text = open.cutShort ? open.text.slice(0, -1) : open.text;
  for (const stretch of inOrderOfPrinting({ firstLine: open.firstLine, text }, true).stretches)
    readLines(state, laid(state, layOut(joinRecords(stretch.text, true).text), stretch.firstLine), facts);
}

/** Lines that are laid out, and the first one's number. */
interface Place {
  readonly page: Page;
  readonly firstLine: number;
}
/** And those of them that are worth a look. */
interface Laid extends Place {
  readonly cuts: readonly Cut[];
}

function laid(state: ReaderState, page: Page, firstLine: number): Laid {
  return { page, firstLine, cuts: needleLines(page, { wary: inHandoffWindow(state), from: PAGE_START }).cuts };
}

/** How far a page's lines were read. */
interface Progress {
  /** Behind what was read, and behind what is not to be framed again. */
  read: number;
  seen: number;
  /** Where the number of a line was known last, and that number. */
  counted: number;
  number: number;
  /** Where lines were not yet searched for those that are no records. */
  asides: number;
  /** Behind what was searched for a record of level debug; null until a record is numbered. */
  debug: number | null;
  /** Damage of the page is told between its lines: none may be told sooner than it would be without what follows it. */
  readonly damaged: boolean;
}

function readLines(state: ReaderState, { page, firstLine, cuts }: Laid, facts: Fact[]): void {
  const damage = [...damageOf(state, page)];
  const at: Progress = {
    read: PAGE_START,
    seen: PAGE_START,
    counted: PAGE_START,
    number: firstLine,
    asides: PAGE_START,
    debug: state.lastSequence === null ? null : PAGE_START,
    damaged: damage.length > 0,
  };
  const tellDamageTo = (to: number): void => {
    while (damage.length > 0 && damage[0]!.at <= to) tellDamage(state, { page, firstLine }, at, damage.shift()!, facts);
  };
  let wary = inHandoffWindow(state);
  let rest = cuts;
  for (let index = 0; index < rest.length; index++) {
    const cut = rest[index] as Cut;
    tellDamageTo(cut.start);
    mendTo(state, page, at, cut.start, facts);
    if (cut.start < at.read || (cut.suspect && !inHandoffWindow(state))) continue;
    readCut(state, page, at, cut, facts);
    if (wary || !inHandoffWindow(state)) continue;
    wary = true;
    rest = needleLines(page, { wary, from: Math.min(cut.end + 1, page.end) }).cuts;
    index = -1;
  }
  tellDamageTo(page.end);
  mendTo(state, page, at, page.end, facts);
  noteAsidesTo(state, page, at, page.end);
  noteDebug(state, page, at, page.end);
  if (!state.torn && isOverdue(state, firstLine + linesIn(page))) closePending(state, facts);
  if (!state.torn) releaseHeld(state, facts, firstLine + linesIn(page));
  noteLast(state, page, { from: at.seen, to: page.end });
  if (page.end === PAGE_START) return;
  const last = lineBefore(page, page.end);
  state.mixed = isMixed(last);
  state.head = headOf(last);
}

/** A line's place, and whether what follows it is a line of its own for sure. */
interface Seen {
  readonly page: Page;
  readonly cut: Cut;
  readonly ends: boolean;
}

function readCut(state: ReaderState, page: Page, at: Progress, cut: Cut, facts: Fact[]): void {
  at.number += newlinesIn(page, at.counted, cut.start);
  at.counted = cut.start;
  const { line, rows } = withHead(state, page, cut, withoutRemark(lineOf(state, page, cut, at.number)));
  noteAsidesTo(state, page, at, cut.start);
  if (isOverdue(state, line.number)) closePending(state, facts);
  releaseHeld(state, facts, line.number);
  enterLane(state, line.host, facts);
  if (noteSkipped(state, page, at.seen, cut)) at.seen = cut.start;
  at.read = cut.end;
  const seen: Seen = {
    page,
    cut: rows === cut.rows ? cut : { ...cut, rows },
    ends: !at.damaged && endsLine(page, cut),
  };
  if (missingBefore(state, line) > 0) noteDebug(state, page, at, cut.start);
  if (line.sequence !== null) at.debug ??= cut.start;
  for (const record of recordsOf(line))
    for (const part of partsOf(state, record, rows)) readLine(state, part, seen, facts);
}

/** Each line counts once: what was read is behind one's LF. */
function noteAsidesTo(state: ReaderState, page: Page, at: Progress, to: number): void {
  const read = at.read > PAGE_START ? at.read + 1 : at.read;
  noteAsides(state, page, Math.max(read, at.asides), to);
  at.asides = Math.max(at.asides, to);
}

function noteDebug(state: ReaderState, page: Page, at: Progress, to: number): void {
  if (at.debug === null || state.showsDebug) return;
  state.showsDebug = holdsDebug(page, at.debug, to);
  at.debug = to;
}

/** Does a line from one place to another begin as the kernel's own records of level debug do: `7,`? */
function holdsDebug({ bytes }: Page, from: number, to: number): boolean {
  for (let lf = from - 1; lf >= 0 && lf < to; lf = bytes.indexOf(LF, lf + 1))
    if (bytes[lf + 1] === 0x37 && bytes[lf + 2] === 0x2c) return true;
  return false;
}

/** What waits for its other half looks for it up to `to`. */
function mendTo(state: ReaderState, page: Page, at: Progress, to: number, facts: Fact[]) {
  const { read: from, counted, number } = at;
  if (state.torn && to >= PAGE_START) at.read = mend(state, { page, from, to, counted, number }, facts);
}

function tellDamage(
  state: ReaderState,
  { page, firstLine }: Place,
  progress: Progress,
  { at, reason }: Damage,
  facts: Fact[],
): void {
  const number = firstLine + newlinesIn(page, PAGE_START, at);
  mendTo(state, page, progress, at - 1, facts);
  noteAsidesTo(state, page, progress, lineStart(page, at));
  if (isOverdue(state, number)) closePending(state, facts);
  damaged(state, number, reason, facts);
}

/** Lines of another host go on with its lane; where there are too many, the one that was silent longest is closed. */
function enterLane(state: ReaderState, host: string | null, facts: Fact[]): void {
  const leaving = oneTooMany(state, host);
  if (leaving !== null) {
    switchTo(state, leaving);
    closeAll(state, facts);
    release(state, facts);
  }
  // Lines that named no host are followed by some that do: whose report it was nobody knows.
  if (state.host === null && host !== null) closeAll(state, facts);
  switchTo(state, host);
  if (leaving !== null) delete state.lanes[leaving];
}

/** The line that a cut is of, with what may be missing of it. */
function lineOf(state: ReaderState, page: Page, { start, end }: Cut, number: number): ReturnType<typeof frame> {
  const line = frame(textAt(page, start, Math.min(end, start + LINE_LENGTH_MAX)), { source: state.source, number });
  const rest = line.form === 'plain' && followsMixed(state, page, start);
  if (end < page.end && !rest) return line;
  return {
    ...line,
    ...(end === page.end ? { cutShort: 'truncated' as const } : {}),
    ...(rest ? { broken: 'interleaved' as const } : {}),
  };
}

/** The longest line that a mailer broke, and the beginnings of those that are stamped: dmesg, levels, quotes, dates. */
const HEAD_MAX = 120;
const STAMPED = /^[>|\s]{0,48}(?:\[|<\d|[A-Z][a-z]{2} |\d{4}-)/;

/** A line that ends as prefixes do, or has a stamp: if it says nothing, the next one may be its rest. */
const headOf = (raw: string): string | null => {
  const text = raw.length <= HEAD_MAX ? raw.trimEnd() : '';
  return text.endsWith(':') || STAMPED.test(text) ? text : null;
};

const [COLON, SPACE, CR] = [0x3a, 0x20, 0x0d];
/** Most lines end in something else, and begin with something else where they have no stamp: these are not decoded for it. */
const STAMPED_FROM: ReadonlySet<number> = new Set([...'[<>| ADFJMNOS12'].map((mark) => mark.charCodeAt(0)));

function headBefore(page: Page, start: number): string | null {
  let last = start - 2;
  while (page.bytes[last] === SPACE || page.bytes[last] === CR) last--;
  const first = page.bytes[lineStart(page, start - 1)] as number;
  return page.bytes[last] === COLON || STAMPED_FROM.has(first) ? headOf(lineBefore(page, start)) : null;
}

/** Does it make a fact by itself? Reports begin with lines that end in a colon (`event 0x10 received:`). */
function saysSomething(state: ReaderState, head: string): boolean {
  const line = frame(head, { source: state.source, number: 0 });
  return rowFacts(state, line, rowsIn(line.message)).length > 0;
}

/**
 * Such a line was passed over, for no row knows a word of it: a mailer broke it behind its prefix, or before the words that a row looks for. Behind a
 * device's name it may be broken once more. What is the rest of a line that another record ran into is nobody else's.
 */
function withHead(state: ReaderState, page: Page, { start, rows }: Cut, line: ReturnType<typeof frame>) {
  const asItStands = { line, rows };
  if (line.form !== 'plain' || line.subject !== null || line.broken) return asItStands;
  const head = start === PAGE_START ? state.head : headBefore(page, start);
  if (head === null) return asItStands;
  const framed = frame(`${head} ${line.message}`, { source: state.source, number: line.number - 1 });
  if (framed.message === line.message || (framed.form === 'plain' && !head.endsWith(':'))) return asItStands;
  const alone = rowFacts(state, line, rows);
  const namesWho = framed.subject !== null && alone.every(({ fact }) => fact.bdf === null);
  if ((alone.length > 0 && !namesWho) || saysSomething(state, head)) return asItStands;
  const known = rowsIn(framed.message);
  const mayGoOn = head.endsWith(':') && framed.subject !== null && alone.length === 0 && rows.length > 0;
  if (!mayGoOn && rowFacts(state, framed, known).length === 0) return asItStands;
  const cutShort = line.cutShort ? { cutShort: line.cutShort } : {};
  return { line: { ...framed, further: [line.number], ...cutShort }, rows: known };
}

function unread(state: ReaderState, block: AnyBlock): AnyBlock {
  const known = state.lastLine - block.firstLine + 1;
  if (known <= 0) return block;
  const text = decode(block.text);
  let at = 0;
  for (let line = 0; line < known; line++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return { ...block, text: '' };
    at = next + 1;
  }
  return { ...block, firstLine: state.lastLine + 1, text: text.slice(at) };
}

/** A record of several text lines is read as one where a row knows it so, else line by line, as the console prints it. */
function partsOf(state: ReaderState, line: Line, rows: readonly number[]): readonly Line[] {
  const whole = !line.message.includes('\n') || rows.some((row) => tryRow(state, ROWS[row] as Row, line) !== null);
  return whole ? [line] : textLines(line);
}

function readLine(
  state: ReaderState,
  line: Line & { bootMark?: string },
  { page, cut: { start, end, rows, trouble }, ends }: Seen,
  facts: Fact[],
): void {
  giveUp(state, facts);
  release(state, facts, line.number);
  state.forms[line.form] = (state.forms[line.form] ?? 0) + 1;
  const torn = beginsTorn(state, line);
  if (torn || goesBack(state, line) || beginsBoot(state, line)) closeAll(state, facts);
  if (torn) noteTornStart(state, line, facts);
  else noteBoot(state, line, facts);
  noteSequence(state, line, facts);
  noteClock(state, line, facts);
  noteWindow(state, line);
  noteSource(state, line);
  if (isEcho(state, line) || continuePending(state, line, facts)) return;
  const made = rowFacts(state, line, rows);
  if (!ends && mayBeTorn(line, { made, rows, length: end - start }))
    state.torn = { line, joined: line, rows, trouble, begins: beginningOf(page, start) };
  else tellLine(state, line, { made, trouble }, facts);
}

/** A fact that still waited for more is told as it stands: nothing more will come. */
export const endOfSource = (state: ReaderState): Fact[] => closeLanes(state, cutPending);

/** The same where time passed and nothing more came. */
export const afterSilence = (state: ReaderState): Fact[] => closeLanes(state, closeAll);

function closeLanes(state: ReaderState, close: typeof cutPending): Fact[] {
  const facts: Fact[] = [];
  readOpen(state, facts);
  giveUp(state, facts);
  close(state, facts);
  release(state, facts);
  for (const host of Object.keys(state.lanes)) {
    switchTo(state, host);
    close(state, facts);
    release(state, facts);
  }
  return facts;
}

export function fileReport(state: ReaderState): FileReport {
  const form =
    Object.entries(state.forms).sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))[0]?.[0] ??
    'empty';
  return {
    file: state.source,
    lines: state.lastLine,
    form,
    unparsed: state.unparsed,
    gaps: state.gaps,
    problems: state.problems,
  };
}
