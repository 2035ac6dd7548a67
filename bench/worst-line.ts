/** `npm run worst-line [-- --all]`: what one hostile line costs at most: every message stretched in every place, up to the longest line that is looked at. */
import { createReader, endOfSource, ROWS, readBlock } from '#core';
import { messageFiles } from '../corpus/messages';
import { LINE_LENGTH_MAX } from '../libs/core/src/lines/frame';

const LIMIT_MS = 1;
const SHOWN = 10;
/** A line that seems dear is measured again: the machine has other things to do. */
const AGAIN = 7;
const FILLS = [' ', 'f', '0', 'a ', ': ', '[', '0000:00:00.0 ', '\x1b[', '\ufffd'];
/** Places tried in a line: with all of them it takes ten minutes. */
const SEAMS_MAX = process.argv.includes('--all') ? Number.POSITIVE_INFINITY : 8;

const EXAMPLES = [
  ...ROWS.flatMap((row) => row.examples),
  ...[...messageFiles().values()].flat().flatMap(({ records }) => records.map((text) => `[    1.018540] ${text}`)),
].flatMap((example) => example.split('\n'));

/** Where a word ends or begins; the last place always. */
const seams = (line: string): number[] => {
  const all = [...new Set([...line.matchAll(/\b|\s|$/g)].map(({ index }) => index))];
  const step = Math.max(1, Math.ceil(all.length / SEAMS_MAX));
  return all.filter((_, index) => (all.length - 1 - index) % step === 0);
};

function* stretched(line: string): Generator<string> {
  const room = LINE_LENGTH_MAX - line.length;
  for (const at of seams(line)) {
    for (const fill of FILLS) yield line.slice(0, at) + fill.repeat(room / fill.length) + line.slice(at);
    if (at > 0) yield line.slice(0, at).repeat(room / at) + line.slice(at);
  }
}

function costOf(text: string): number {
  const state = createReader('worst');
  const began = process.hrtime.bigint();
  readBlock(state, { source: 'worst', firstLine: 1, text });
  endOfSource(state);
  return Number(process.hrtime.bigint() - began) / 1e6;
}

interface Worst {
  readonly ms: number;
  readonly text: string;
}
const shown = ({ ms, text }: Worst): string =>
  `${ms.toFixed(3)} ms  ${JSON.stringify(text.replace(/(.{1,13}?)\1{8,}/g, '$1{…}')).slice(0, 200)}\n`;

function main(): void {
  let worst: Worst[] = [];
  let lines = 0;
  for (const line of new Set(EXAMPLES)) {
    for (const text of stretched(line)) {
      lines++;
      const first = costOf(`${text}\n`);
      const floor = worst.length < SHOWN ? 0 : (worst.at(-1) as Worst).ms;
      if (first <= floor) continue;
      const ms = Math.min(first, ...Array.from({ length: AGAIN }, () => costOf(`${text}\n`)));
      if (ms > floor) worst = [...worst, { ms, text }].sort((left, right) => right.ms - left.ms).slice(0, SHOWN);
    }
  }
  process.stdout.write(`${lines} lines of up to ${LINE_LENGTH_MAX} characters; the ${SHOWN} dearest:\n`);
  for (const one of worst) process.stdout.write(shown(one));
  process.exitCode = worst.some(({ ms }) => ms > LIMIT_MS) ? 1 : 0;
}

main();
