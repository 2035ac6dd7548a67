/** Reports of many lines: a fact stays open until it is complete, overdue, or another begins. */
import { isKernel } from '../lines/frame';
import type { Line } from '../lines/line';
import { lineEnd, type Page, textAt } from '../lines/page';
import { noteBrokenOff, united } from './echo';
import type { Fact } from './fact';
import { linesOf, type Pending, type ReaderState } from './reader-state';
import type { Reading, Row } from './row';
import { missingIn } from './row-fact';
import { ROWS } from './tables';
import { emit } from './tell';

const continuesOf = ({ row }: Pending): Row['continues'] => (ROWS[row] as Row).continues;

/** Reports that wait, the latest one first. */
const waiting = ({ held }: ReaderState): Pending[] =>
  held.flatMap((one) => ('pending' in one ? [one.pending] : [])).reverse();

/** Would the line complete an open report, undamaged? */
export function isOfPending(state: ReaderState, line: Line): boolean {
  const open = state.pending ? [state.pending, ...waiting(state)] : waiting(state);
  return open.some((pending) => {
    const continues = continuesOf(pending);
    const match = continues?.pattern.exec(line.message);
    const reading = match ? continues?.read(match, pending.fact) : null;
    return reading !== null && reading !== undefined && reading.corrupted === undefined;
  });
}

export function continuePending(state: ReaderState, line: Line, facts: Fact[]): boolean {
  const { pending } = state;
  if (pending && isOverdue(state, line.number)) closePending(state, facts);
  else if (pending && goOn(pending, line)) {
    if (!continuesOf(pending)?.repeats) closePending(state, facts);
    return continuesOf(pending)?.shared !== true;
  }
  return state.held.length > 0 && waiting(state).some((one) => !isLate(one, line.number) && goOn(one, line));
}

/** Takes the line into the report, if it is one of it. */
function goOn(pending: Pending, line: Line): boolean {
  const continues = continuesOf(pending);
  if (!continues || !isKernel(line) || !mayGoOn(pending, line)) return false;
  const read = (of: Line): Reading | null => {
    const match = continues.pattern.exec(of.message) ?? continues.pattern.exec(unindented(of));
    return match ? continues.read(match, pending.fact) : null;
  };
  const found = read(line);
  if (!found) return false;
  const corrupted = pending.fact.corrupted ?? found.corrupted ?? missingIn(line, found, read);
  pending.fact = completed(pending.fact, found, line, corrupted);
  pending.completes = true;
  pending.asides = 0;
  return true;
}

/**
 * Is the line of the printk context and of the host that began the report? What its form leaves out of further lines may be missing; what has a stamp
 * or names a host where the first line does not is of another form.
 */
function mayGoOn({ caller, fact }: Pending, line: Line): boolean {
  if (line.caller !== null && line.caller !== caller) return false;
  if (line.host !== null && line.host !== fact.host) return false;
  return line.time === null || fact.time !== null;
}

/** dmesg(1) indents the further text lines of a record under the first (util-linux sys-utils/dmesg.c print_record()). */
const unindented = ({ form, message }: Line): string => (form === 'plain' ? message.trimStart() : message);

/** Has the open report had no line for longer than its row allows? */
export const isOverdue = ({ pending }: ReaderState, line: number): boolean => pending !== null && isLate(pending, line);

function isLate(pending: Pending, line: number): boolean {
  const within = continuesOf(pending)?.within;
  return within !== undefined && line - (pending.fact.lines.at(-1) ?? 0) - pending.asides > within;
}

/** More than CPUs and devices run into each other: what waits longer is told as it stands. */
const HELD_MAX = 64;

/** The open report is over, or waits where the line is another device's: each of its own lines names its device. */
export function setAside(state: ReaderState, line: Line, facts: Fact[], next?: Fact): void {
  const { pending } = state;
  const another = line.subject !== null && pending !== null && line.subject.bdf !== pending.fact.bdf;
  if (!another || state.bootconsole || continuesOf(pending)?.waits !== true) {
    closePending(state, facts, next);
    return;
  }
  state.pending = null;
  state.held.push({ pending });
  if (state.held.length > HELD_MAX) releaseHeld(state, facts);
}

/** Tells what was held, up to the first report that may go on after this line; all of it where there is none. */
export function releaseHeld(state: ReaderState, facts: Fact[], line = Number.POSITIVE_INFINITY): void {
  if (state.held.length === 0) return;
  const open = state.held.findIndex((one) => 'pending' in one && !isLate(one.pending, line));
  const over = open < 0 ? state.held : state.held.slice(0, open);
  state.held = open < 0 ? [] : state.held.slice(open);
  for (const one of over) facts.push('told' in one ? one.told : whole(one.pending));
}

/** What a report says once it is over. */
function whole({ fact, row }: Pending): Fact {
  const over = (ROWS[row] as Row).continues?.over?.(fact);
  return over ? { ...fact, fields: { ...fact.fields, ...over } } : fact;
}

/** Dictionary lines of /dev/kmsg (Documentation/ABI/testing/dev-kmsg); lines that joined records left empty are asides, too. */
const DICTIONARY = /^ [A-Z_]{1,40}=/;
const DICTIONARY_MAX = 48;
const [LF, BLANK] = [0x0a, 0x20];

/** Counts the lines of a passed-over stretch that are no records: they do not make an open report overdue. */
export function noteAsides({ pending }: ReaderState, page: Page, from: number, to: number): void {
  if (pending === null) return;
  let at = from;
  while (at < to) {
    if (isAside(page, at, to)) pending.asides += 1;
    at = lineEnd(page, at) + 1;
  }
}

function isAside(page: Page, at: number, to: number): boolean {
  if (page.bytes[at] === LF) return true;
  return page.bytes[at] === BLANK && DICTIONARY.test(textAt(page, at, Math.min(to, at + DICTIONARY_MAX)));
}

/** A line that names the device is the fact's own line; the others are of it. */
function completed(fact: Fact, reading: Reading, line: Line, corrupted: string | null): Fact {
  const names = typeof reading.bdf === 'string' && fact.bdf === null;
  return {
    ...fact,
    kind: reading.kind ?? fact.kind,
    line: names ? line.number : fact.line,
    bdf: names ? (reading.bdf ?? null) : fact.bdf,
    lines: fact.lines.at(-1) === line.number ? fact.lines : [...fact.lines, ...linesOf(line)],
    fields: { ...fact.fields, ...reading.fields },
    corrupted,
  };
}

/** Is it what a root port's notice announced? Another notice is not, nor a report of a function that is not the one it named. */
const isReportOf = (notice: Fact, next: Fact): boolean =>
  next.family === notice.family &&
  next.kind === notice.kind &&
  next.fields.port === undefined &&
  (notice.fields.requester === null || next.bdf === notice.bdf);

/** The open report is over; `next` is the fact that begins after it, if one does. */
export function closePending(state: ReaderState, facts: Fact[], next?: Fact): void {
  const { pending } = state;
  state.pending = null;
  const continues = pending ? (ROWS[pending.row] as Row).continues : undefined;
  if (!pending || !continues) return;
  const { completes, echoes } = pending;
  const fact = echoes.length === 0 ? pending.fact : { ...pending.fact, lines: united(pending.fact.lines, echoes) };
  const replaced = continues.alone === 'yields' && next !== undefined && isReportOf(fact, next);
  if (!completes && (continues.alone === 'dropped' || replaced)) return;
  const told = whole({ ...pending, fact });
  emit(state, completes || !continues.required ? told : { ...told, corrupted: 'truncated' }, facts);
}

/** All reports are over. */
export function closeAll(state: ReaderState, facts: Fact[]): void {
  closePending(state, facts);
  releaseHeld(state, facts);
}

/** Its source ended: what a report would say by being over is not sure. */
export function cutPending(state: ReaderState, facts: Fact[]): void {
  const { pending } = state;
  if (pending) noteBrokenOff(state, pending.fact);
  if (pending) state.pending = cutOff(pending);
  state.held = state.held.map((one) => ('pending' in one ? { pending: cutOff(one.pending) } : one));
  closeAll(state, facts);
}

function cutOff(pending: Pending): Pending {
  const over = continuesOf(pending)?.over?.(pending.fact);
  return over ? { ...pending, fact: { ...pending.fact, corrupted: 'truncated' } } : pending;
}
