/** The last step of every fact: out, unless a second console says again what was just said. */
import { setEntry } from '../entry';
import type { Fact } from './fact';
import type { ReaderState } from './reader-state';

const RECENT_MAX = 24;
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
]);

/** Out with it, unless a second console says again what was just said. */
export function emit(state: ReaderState, fact: Fact, facts: Fact[]): void {
  if (CLOSING.has(fact.kind)) state.closing = true;
  if (fact.kind === 'device-named' && fact.bdf !== null) setEntry(state.names, String(fact.fields.name), fact.bdf);
  const echo = state.bootconsole && state.recent.some((other) => isEcho(other, fact));
  state.recent.push(fact);
  if (state.recent.length > 2 * RECENT_MAX) state.recent.splice(0, RECENT_MAX);
  if (!echo) facts.push(fact);
}

function isEcho(other: Fact, fact: Fact): boolean {
  return (
    other.kind === fact.kind &&
    other.bdf === fact.bdf &&
    other.time === fact.time &&
    fact.time !== null &&
    fact.line - other.line <= ECHO_LINES &&
    fact.line !== other.line &&
    JSON.stringify(other.fields) === JSON.stringify(fact.fields)
  );
}
