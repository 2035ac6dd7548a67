/** `npm run bound [-- lines]`: what a reader keeps of a million lines that always name something new. */
import { ENDLESS, keptAfter } from './bound';

/** Characters of JSON: 16,384 names, 4,096 devices, 4,096 hosts of one device each. */
const KEPT_MAX = 2_000_000;

const [lines = 1_000_000] = process.argv.slice(2).map(Number);
for (const [what, line] of Object.entries(ENDLESS)) {
  const kept = keptAfter(line, lines);
  process.stdout.write(`${what.padEnd(16)}${kept}\n`);
  if (kept > KEPT_MAX) process.exitCode = 1;
}
