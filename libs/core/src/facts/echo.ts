/** An early console and the real one both print: what the second says again is one event with what the first said, on the lines of both. */
import type { Line } from '../lines/line';
import type { Fact, FieldValue } from './fact';
import type { ReaderState } from './reader-state';

/** Lines within which a second console repeats a record. */
const ECHO_LINES = 6;

/**
 * Was the record printed just now, whole or with an end that this one lacks? Then what was made of it stands on this line too, and the line says nothing
 * else: an open report would take it twice. A stamp in microseconds tells twins from events that are alike.
 */
export function isEcho(state: ReaderState, { number, time, message, cutShort }: Line): boolean {
  if (!state.bootconsole || time === null || message === '') return false;
  const cut = cutShort !== undefined;
  const near = state.heard.filter(({ line }) => number - line <= ECHO_LINES);
  const twin = near.find(
    (other) =>
      other.line !== number &&
      other.time === time &&
      (other.message === message || (cut && other.message.startsWith(message))),
  );
  state.heard = twin ? near : [...near, { line: number, time, message, cut }];
  if (twin) standOn(state, twin.line, number);
  return twin !== undefined;
}

/** A report that its source broke off may say less than its twin does. */
export function noteBrokenOff(state: ReaderState, { line, time }: Fact): void {
  if (state.bootconsole && time !== null) state.heard = [...state.heard, { line, time, message: '', cut: true }];
}

function standOn(state: ReaderState, line: number, echo: number): void {
  state.recent = state.recent.map((fact) =>
    fact.lines.includes(line) ? { ...fact, lines: united(fact.lines, [echo]) } : fact,
  );
  const { pending } = state;
  if (pending?.fact.lines.includes(line))
    state.pending = { ...pending, asides: pending.asides + 1, echoes: [...pending.echoes, echo] };
}

export const united = (lines: readonly number[], more: readonly number[]): readonly number[] =>
  [...new Set([...lines, ...more])].sort((left, right) => left - right);

/** The facts held back, without those that no line from `line` on can repeat. */
export function release(state: ReaderState, facts: Fact[], line = Number.POSITIVE_INFINITY): void {
  if (state.recent.length === 0) return;
  const held = state.recent.findIndex((fact) => line - fact.line <= ECHO_LINES);
  const out = held < 0 ? state.recent.length : held;
  facts.push(...state.recent.slice(0, out));
  state.recent = state.recent.slice(out);
}

/** One event that two consoles print is one fact, on the lines of both. */
export function withEcho({ recent, heard }: ReaderState, fact: Fact): Fact[] {
  const isCut = ({ lines }: Fact): boolean => heard.some(({ cut, line }) => cut && lines.includes(line));
  const at = recent.findIndex((other) => isTwin(other, fact, isCut));
  return at < 0 ? [...recent, fact] : recent.map((other, index) => (index === at ? folded(other, fact) : other));
}

/** The fuller one, where the first one stands; what both say whole is sure. */
function folded(fact: Fact, echo: Fact): Fact {
  const [whole, part] = saysNoMore(echo, fact) ? [fact, echo] : [echo, fact];
  const isSure = part.corrupted === null && saysNoMore(whole, part);
  const lines = united(fact.lines, echo.lines);
  return { ...fact, lines, bdf: whole.bdf, fields: whole.fields, corrupted: isSure ? null : whole.corrupted };
}

function isTwin(other: Fact, fact: Fact, isCut: (fact: Fact) => boolean): boolean {
  if (other.kind !== fact.kind || other.time !== fact.time || fact.time === null) return false;
  if (fact.line === other.line || fact.line - other.line > ECHO_LINES) return false;
  if (other.bdf === fact.bdf && JSON.stringify(other.fields) === JSON.stringify(fact.fields)) return true;
  return (isCut(fact) && saysNoMore(fact, other)) || (isCut(other) && saysNoMore(other, fact));
}

/** Is the one what the other becomes where its end is cut off? */
const saysNoMore = ({ bdf, fields }: Fact, whole: Fact): boolean =>
  (bdf === null || bdf === whole.bdf) &&
  Object.entries(fields).every(([name, value]) => isBeginning(value, whole.fields[name]));

function isBeginning(value: FieldValue, whole: FieldValue | undefined): boolean {
  if (value === null || value === whole) return true;
  if (typeof value === 'string') return typeof whole === 'string' && whole.startsWith(value);
  return Array.isArray(value) && Array.isArray(whole) && value.every((item, at) => item === whole[at]);
}
