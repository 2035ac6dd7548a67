/** The last step of every fact: out, unless a second console says again what was just said. */

import { isKernel } from '../lines/frame';
import type { Line } from '../lines/line';
import { noteName } from './device-name';
import { release, withEcho } from './echo';
import type { Fact, FactKind } from './fact';
import { factOf, type ReaderState } from './reader-state';
import type { Row } from './row';

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
  if (state.held.length > 0) state.held.push({ told: fact });
  else if (!state.bootconsole) facts.push(fact);
  else state.recent = withEcho(state, fact);
}

const START: ReadonlySet<string> = new Set(['firmware-spoke', 'boot-started', 'boot-named']);

/** powerpc speaks of its memory before its banner (arch/powerpc/kernel/setup_64.c early_setup()), all of it before the clock runs. */
function saidAfter(said: ReaderState['said'], fact: Fact): ReaderState['said'] {
  if (START.has(fact.kind)) return said === 'nothing' ? 'start' : said;
  return said === 'more' || fact.time !== 0 ? 'more' : 'first-words';
}

/** What a message says that opens as a row's does and does not go on as it must: that something was there, damaged. */
export function damagedFact(state: ReaderState, line: Line, row: Row | undefined): Fact | null {
  if (!row || !isKernel(line)) return null;
  const { family, kind, fault } = row;
  return factOf(state, line, { family, kind, fault, fields: {}, corrupted: 'truncated' });
}
