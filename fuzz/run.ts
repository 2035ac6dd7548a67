/** `npm run fuzz -- [minutes] [seed]`: fuzzes the reader; prints its seed, and the smallest text of each failure. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuzzCase } from './fuzz';

const MINUTES = 10;
/** Failures printed; a broken rule breaks thousands of cases. */
const FAILURES_MAX = 20;

const logs = readdirSync('corpus')
  .filter((file) => file.endsWith('.log'))
  .map((file) => readFileSync(join('corpus', file), 'utf8'));

function main(minutes: number, first: number): void {
  const until = Date.now() + minutes * 60_000;
  const seen = new Set<string>();
  let seed = first;
  process.stdout.write(`seed ${first}, ${minutes} minutes\n`);
  for (; Date.now() < until && seen.size < FAILURES_MAX; seed++) {
    for (const { invariant, text, how } of fuzzCase(seed, logs)) {
      const label = `${invariant}: ${how.replace(/\d+/g, '0').slice(0, 120)}`;
      if (!seen.has(label)) process.stdout.write(`\nseed ${seed}: ${invariant}\n  ${JSON.stringify(text)}\n  ${how}\n`);
      seen.add(label);
    }
  }
  process.stdout.write(`${seed - first} cases, ${seen.size} failures\n`);
  process.exitCode = seen.size === 0 ? 0 : 1;
}

const [minutes = MINUTES, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
main(minutes, seed);
