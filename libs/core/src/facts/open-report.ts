/** Reports of many lines: a fact stays open until it is complete, overdue, or another begins. */
import { isKernel } from '../lines/frame';
import type { Line } from '../lines/line';
import { lineEnd, type Page, textAt } from '../lines/page';
import { noteBrokenOff, united } from './echo';
import type { Fact } from './fact';
import { linesOf, type ReaderState } from './reader-state';
import type { Reading, Row } from './row';
import { missingIn } from './row-fact';
import { ROWS } from './tables';
import { emit } from './tell';

/** Would the line complete the open report, undamaged? */
export function isOfPending({ pending }: ReaderState, line: Line): boolean {
  const continues = pending ? (ROWS[pending.row] as Row).continues : undefined;
  const match = continues?.pattern.exec(line.message);
  const reading = match && pending ? continues?.read(match, pending.fact) : null;
  return reading !== null && reading !== undefined && reading.corrupted === undefined;
}

export function continuePending(state: ReaderState, line: Line, facts: Fact[]): boolean {
  const { pending } = state;
  const continues = pending ? (ROWS[pending.row] as Row).continues : undefined;
  if (!pending || !continues) return false;
  if (isOverdue(state, line.number)) closePending(state, facts);
  else if (isKernel(line) && mayGoOn(pending, line)) {
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
    if (!continues.repeats) closePending(state, facts);
    return continues.shared !== true;
  }
  return false;
}

/**
 * Is the line of the printk context and of the host that began the report? What its form leaves out of further lines may be missing; what has a stamp
 * or names a host where the first line does not is of another form.
 */
function mayGoOn({ caller, fact }: NonNullable<ReaderState['pending']>, line: Line): boolean {
  if (line.caller !== null && line.caller !== caller) return false;
  if (line.host !== null && line.host !== fact.host) return false;
  return line.time === null || fact.time !== null;
}

/** dmesg(1) indents the further text lines of a record under the first (util-linux sys-utils/dmesg.c print_record()). */
const unindented = ({ form, message }: Line): string => (form === 'plain' ? message.trimStart() : message);

/** Has the open report had no line for longer than its row allows? */
export function isOverdue({ pending }: ReaderState, line: number): boolean {
  const within = pending ? (ROWS[pending.row] as Row).continues?.within : undefined;
  return within !== undefined && pending !== null && line - (pending.fact.lines.at(-1) ?? 0) - pending.asides > within;
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
  const over = continues.over?.(fact);
  const whole = over ? { ...fact, fields: { ...fact.fields, ...over } } : fact;
  emit(state, completes || !continues.required ? whole : { ...whole, corrupted: 'truncated' }, facts);
}

/** Its source ended: what a report would say by being over is not sure. */
export function cutPending(state: ReaderState, facts: Fact[]): void {
  const { pending } = state;
  if (pending) noteBrokenOff(state, pending.fact);
  const over = pending ? (ROWS[pending.row] as Row).continues?.over?.(pending.fact) : null;
  if (pending && over) state.pending = { ...pending, fact: { ...pending.fact, corrupted: 'truncated' } };
  closePending(state, facts);
}
