/** `npm run bound [-- lines]`: what a reader keeps of a million lines that always name something new. */
import { ENDLESS, keptAfter } from './bound';

/** Characters of JSON: 4,096 names of each kind, 4,096 hosts with what they said last. */
export const KEPT_MAX = 4_000_000;

const [lines = 1_000_000] = process.argv.slice(2).map(Number);
for (const [what, line] of Object.entries(ENDLESS)) {
  const kept = keptAfter(line, lines);
  process.stdout.write(`${what.padEnd(16)}${kept}\n`);
  if (kept > KEPT_MAX) process.exitCode = 1;
}
