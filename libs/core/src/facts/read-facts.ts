/** The engine: one pass over a block's text, work only on lines that hold a needle of some row. */
import { frame, LINE_LENGTH_MAX, legible, textLines } from '../lines/frame';
import type { Line, LineBlock } from '../lines/line';
import { isMixed, recordsOf } from '../lines/mixed';
import { joinRecords, mayEndInRecord } from '../lines/record';
import type { FileReport } from '../report';
import { beginsBoot, beginsTorn, noteBoot, noteLast, noteSkipped, noteTornStart } from './boot-start';
import { type Damage, damaged, damageOf, lost, noteClock, noteSequence } from './damage';
import { noteWindow } from './device-name';
import type { Fact } from './fact';
import { type Cut, countNewlines, linesIn, needleLines } from './needle-line';
import { closePending, continuePending, cutPending, isOverdue, noteAsides } from './open-report';
import { oneTooMany, type ReaderState, switchTo } from './reader-state';
import type { Row } from './row';
import { driverSpoke, netdevRegistered, rowFacts, tryRow } from './row-fact';
import { ROWS } from './tables';
import { emit } from './tell';
import { giveUp, mend } from './torn-line';
import { inHandoffWindow, unknownLine } from './unknown-line';

export { createReader, type ReaderState } from './reader-state';

/** Facts of a block of whole lines; the state is changed in place. Lines already read are passed over. */
export function readBlock(state: ReaderState, block: LineBlock): Fact[] {
  const fresh = unread(state, { ...block, text: legible(block.text) });
  if (fresh.text.length === 0) return [];
  const facts: Fact[] = [];
  if (fresh.firstLine > state.lastLine + 1 && state.lastLine > 0) {
    readOpen(state, facts);
    facts.push(lost(state, fresh.firstLine));
  }
  const lastLine = fresh.firstLine + linesIn(fresh.text) - 1;
  const whole = withOpen(state, fresh);
  const { cuts, marked } = needleLines(whole.text, whole.firstLine);
  if (marked || state.open || mayEndInRecord(whole.text)) readRecords(state, whole, facts);
  else readLines(state, whole, cuts, facts);
  state.lastLine = lastLine;
  return facts;
}

/** Reads a block in which records of several lines may be; what its end leaves open waits. */
function readRecords(state: ReaderState, { firstLine, text }: LineBlock, facts: Fact[]): void {
  const joined = joinRecords(text);
  const cutShort = !text.endsWith('\n');
  state.open = joined.rest === '' ? null : { firstLine: firstLine + linesIn(joined.text), text: joined.rest, cutShort };
  const block = { source: state.source, firstLine, text: joined.text };
  readLines(state, block, needleLines(block.text, firstLine).cuts, facts);
}

/** The block, with the lines before it that wait for it. */
function withOpen({ open }: ReaderState, fresh: LineBlock): LineBlock {
  return open ? { ...fresh, firstLine: open.firstLine, text: `${open.text}${fresh.text}` } : fresh;
}

/** What waits for more that will not come is read as it is. */
function readOpen(state: ReaderState, facts: Fact[]): void {
  const { open } = state;
  state.open = null;
  if (!open) return;
  const text = joinRecords(open.cutShort ? open.text.slice(0, -1) : open.text, true).text;
  const block = { source: state.source, firstLine: open.firstLine, text };
  readLines(state, block, needleLines(block.text, block.firstLine).cuts, facts);
}

function readLines(state: ReaderState, fresh: LineBlock, cuts: readonly Cut[], facts: Fact[]): void {
  let read = 0;
  let seen = 0;
  const mendTo = (to: number): void => {
    if (state.torn && to >= 0)
      read = mend(state, { text: fresh.text, from: read, to, firstLine: fresh.firstLine }, facts);
  };
  const damage = [...damageOf(state, fresh.text)];
  const tellDamageTo = (to: number): void => {
    while (damage[0] && damage[0].at <= to) tellDamage(damage.shift()!);
  };
  const tellDamage = ({ at, reason }: Damage): void => {
    const number = fresh.firstLine + countNewlines(fresh.text, 0, at);
    mendTo(at - 1);
    if (isOverdue(state, number)) closePending(state, facts);
    damaged(state, number, reason, facts);
  };
  for (const cut of cuts) {
    tellDamageTo(cut.start);
    mendTo(cut.start);
    if (cut.start < read || (cut.suspect && !inHandoffWindow(state))) continue;
    const line = lineOf(state, fresh, cut);
    noteAsides(state, fresh.text, read, cut.start);
    if (isOverdue(state, line.number)) closePending(state, facts);
    enterLane(state, line.host, facts);
    if (noteSkipped(state, fresh.text, seen, cut)) seen = cut.start;
    read = cut.end;
    for (const record of recordsOf(line))
      for (const part of partsOf(state, record, cut.rows)) readLine(state, part, cut.rows, facts);
  }
  tellDamageTo(fresh.text.length);
  mendTo(fresh.text.length);
  noteAsides(state, fresh.text, read, fresh.text.length);
  if (isOverdue(state, fresh.firstLine + linesIn(fresh.text))) closePending(state, facts);
  noteLast(state, fresh.text.slice(seen));
  if (fresh.text !== '') state.mixed = isMixed(lineBefore(fresh.text, fresh.text.length));
}

/** Lines of another host go on with its lane; where there are too many, the one that was silent longest is closed. */
function enterLane(state: ReaderState, host: string | null, facts: Fact[]): void {
  const leaving = oneTooMany(state, host);
  if (leaving !== null) {
    switchTo(state, leaving);
    closePending(state, facts);
  }
  switchTo(state, host);
  if (leaving !== null) delete state.lanes[leaving];
}

/** The line of a block, with what may be missing of it. */
function lineOf(state: ReaderState, { text }: LineBlock, { start, end, number }: Cut): ReturnType<typeof frame> {
  const line = frame(text.slice(start, Math.min(end, start + LINE_LENGTH_MAX)), { source: state.source, number });
  const rest = line.form === 'plain' && (start === 0 ? state.mixed : isMixed(lineBefore(text, start)));
  return {
    ...line,
    ...(end === text.length ? { cutShort: 'truncated' as const } : {}),
    ...(rest ? { broken: 'interleaved' as const } : {}),
  };
}

/** The raw line whose LF is the last one before `at`. */
function lineBefore(text: string, at: number): string {
  const end = text.endsWith('\n') || at < text.length ? at - 1 : at;
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
}

function unread(state: ReaderState, block: LineBlock): LineBlock {
  const known = state.lastLine - block.firstLine + 1;
  if (known <= 0) return block;
  let at = 0;
  for (let line = 0; line < known; line++) {
    const next = block.text.indexOf('\n', at);
    if (next < 0) return { ...block, text: '' };
    at = next + 1;
  }
  return { ...block, firstLine: state.lastLine + 1, text: block.text.slice(at) };
}

/** A record of several text lines is read as one where a row knows it so, else line by line, as the console prints it. */
function partsOf(state: ReaderState, line: Line, rows: readonly number[]): readonly Line[] {
  const whole = !line.message.includes('\n') || rows.some((row) => tryRow(state, ROWS[row] as Row, line) !== null);
  return whole ? [line] : textLines(line);
}

function readLine(
  state: ReaderState,
  line: Line & { bootMark?: string },
  rows: readonly number[],
  facts: Fact[],
): void {
  state.forms[line.form] = (state.forms[line.form] ?? 0) + 1;
  const torn = beginsTorn(state, line);
  if (torn || beginsBoot(state, line)) closePending(state, facts);
  if (torn) noteTornStart(state, line, facts);
  else noteBoot(state, line, facts);
  noteSequence(state, line, facts);
  noteClock(state, line, facts);
  noteWindow(state, line);
  if (continuePending(state, line, facts)) return;
  const made = rowFacts(state, line, rows);
  const unknown = made.length === 0 && state.torn === null ? unknownLine(state, line) : null;
  const spoke = driverSpoke(state, line);
  const registered = netdevRegistered(state, line);
  if (made.length > 0 || spoke || state.torn?.line === line) closePending(state, facts, made[0]?.fact);
  for (const fact of [...(spoke ? [spoke] : []), ...registered, ...(unknown ? [unknown] : [])]) {
    emit(state, fact, facts);
  }
  for (const { fact, row } of made) {
    closePending(state, facts, fact);
    if ((ROWS[row] as Row).continues && fact.kind !== 'fault-imitated')
      state.pending = { fact, row, caller: line.caller, completes: false, asides: 0 };
    else emit(state, fact, facts);
  }
}

/** A fact that still waited for more is told as it stands: nothing more will come. */
export const endOfSource = (state: ReaderState): Fact[] => closeLanes(state, cutPending);

/** The same where time passed and nothing more came. */
export const afterSilence = (state: ReaderState): Fact[] => closeLanes(state, closePending);

function closeLanes(state: ReaderState, close: typeof cutPending): Fact[] {
  const facts: Fact[] = [];
  readOpen(state, facts);
  giveUp(state, facts);
  close(state, facts);
  for (const host of Object.keys(state.lanes)) {
    switchTo(state, host);
    close(state, facts);
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
