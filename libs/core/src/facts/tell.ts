/** The last step of every fact: out, unless a second console says again what was just said. */

import { isKernel } from '../lines/frame';
import type { Line } from '../lines/line';
import { noteName } from './device-name';
import type { Fact, FactKind, FieldValue } from './fact';
import { factOf, type ReaderState } from './reader-state';
import type { Row } from './row';

/** Lines within which a second console repeats a record. */
const ECHO_LINES = 6;

const CLOSING: ReadonlySet<string> = new Set([
  'panicked',
  'kexec-started',
  'kexec-jumped',
  'crash-kexec-started',
  'restarting',
  'powered-down',
  'firmware-spoke',
  'kexec-requested',
  'reboot-requested',
  'shutdown-started',
]);

/** Say which device has a name that later lines call it by. */
const NAMING: ReadonlySet<FactKind> = new Set(['device-named', 'driver-claimed']);

/** Out with it; where two consoles print, once it is clear that no second one says it again. */
export function emit(state: ReaderState, fact: Fact, facts: Fact[]): void {
  if (CLOSING.has(fact.kind)) state.closing = true;
  if (fact.kind === 'init-started') state.initStarted = true;
  if (fact.kind === 'panicked' && fact.fields.debugger !== undefined) state.debuggerLine = fact.line;
  if (NAMING.has(fact.kind) && typeof fact.fields.name === 'string' && fact.bdf !== null)
    noteName(state, fact.fields.name, fact.bdf);
  if (fact.boot === state.boot) state.said = saidAfter(state.said, fact);
  release(state, facts, state.bootconsole ? fact.line : Number.POSITIVE_INFINITY);
  if (!state.bootconsole) facts.push(fact);
  else state.recent = withEcho(state, fact);
}

/** Of a line whose end may be missing nobody knows whether it says all that its twin says. */
export function noteCut(state: ReaderState, { number, cutShort }: Line): void {
  if (cutShort === undefined || !state.bootconsole || state.cut.at(-1) === number) return;
  state.cut = [...state.cut.filter((line) => number - line <= ECHO_LINES), number];
}

/** The facts held back, without those that no line from `line` on can repeat. */
export function release(state: ReaderState, facts: Fact[], line = Number.POSITIVE_INFINITY): void {
  if (state.recent.length === 0) return;
  const held = state.recent.findIndex((fact) => line - fact.line <= ECHO_LINES);
  const out = held < 0 ? state.recent.length : held;
  facts.push(...state.recent.slice(0, out));
  state.recent = state.recent.slice(out);
}

/** One event that two consoles print is one fact, on the lines of both. */
function withEcho({ recent, cut }: ReaderState, fact: Fact): Fact[] {
  const isCut = ({ lines }: Fact): boolean => cut.some((line) => lines.includes(line));
  const at = recent.findIndex((other) => isEcho(other, fact, isCut));
  return at < 0 ? [...recent, fact] : recent.map((other, index) => (index === at ? folded(other, fact) : other));
}

/** The fuller one, where the first one stands; what both say whole is sure. */
function folded(fact: Fact, echo: Fact): Fact {
  const lines = [...new Set([...fact.lines, ...echo.lines])].sort((left, right) => left - right);
  const [whole, part] = saysNoMore(echo, fact) ? [fact, echo] : [echo, fact];
  const isSure = part.corrupted === null && saysNoMore(whole, part);
  return { ...fact, lines, bdf: whole.bdf, fields: whole.fields, corrupted: isSure ? null : whole.corrupted };
}

const START: ReadonlySet<string> = new Set(['firmware-spoke', 'boot-started', 'boot-named']);

/** powerpc speaks of its memory before its banner (arch/powerpc/kernel/setup_64.c early_setup()), all of it before the clock runs. */
function saidAfter(said: ReaderState['said'], fact: Fact): ReaderState['said'] {
  if (START.has(fact.kind)) return said === 'nothing' ? 'start' : said;
  return said === 'more' || fact.time !== 0 ? 'more' : 'first-words';
}

function isEcho(other: Fact, fact: Fact, isCut: (fact: Fact) => boolean): boolean {
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

/** What a message says that opens as a row's does and does not go on as it must: that something was there, damaged. */
export function damagedFact(state: ReaderState, line: Line, row: Row | undefined): Fact | null {
  if (!row || !isKernel(line)) return null;
  const { family, kind, fault } = row;
  return factOf(state, line, { family, kind, fault, fields: {}, corrupted: 'truncated' });
}
