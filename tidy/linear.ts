/** Is a regular expression linear? By recheck, whose answers are kept: an expression is checked once. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import { type Expression, keyOf } from './regex';

/** By the hash of an expression, what recheck says of it: `safe`, by which of its checkers and of which complexity. */
export type Ledger = Readonly<Record<string, string>>;

const LEDGER = join(__dirname.replace(/\/dist\/tidy$/, '/tidy'), 'regex-ledger.json');
const TIMEOUT_MS = 60_000;

export const readLedger = (): Ledger => JSON.parse(readFileSync(LEDGER, 'utf8')) as Ledger;

export function writeLedger(ledger: Ledger): void {
  const sorted = Object.entries(ledger).sort(([left], [right]) => (left < right ? -1 : 1));
  writeFileSync(LEDGER, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** `safe linear automaton`, `vulnerable polynomial fuzz`, `unknown timeout`. */
export function check({ source, flags }: Expression): string {
  const result = checkSync(source, flags, { timeout: TIMEOUT_MS });
  if (result.status === 'unknown') return `unknown ${result.error.kind}`;
  return `${result.status} ${result.complexity.type} ${result.checker}`;
}

export const isSafe = (verdict: string): boolean => verdict.startsWith('safe ');

/** What is in the ledger, and what is checked now because it is not. */
export function verdictsOf(expressions: readonly Expression[], ledger: Ledger): Ledger {
  return Object.fromEntries(
    expressions.map((expression) => [keyOf(expression), ledger[keyOf(expression)] ?? check(expression)] as const),
  );
}
