/** The core by itself, in this process: blocks of a log into facts, and into judged handoffs, with nothing written. `core.ts` runs it once a corpus. */
import { readFileSync } from 'node:fs';
import { from, lastValueFrom } from 'rxjs';
import { type AnyInput, analyze } from '#core';
import { createReader, endOfSource, readBlock } from '#core/read';

const PASSES = 3;
const BLOCK_BYTES = 256 * 1024;
const SOURCE = 'core-alone.log';
const LF = 10;

export interface CoreAlone {
  /** Lines a second, the median of the passes after the first, which warms up. */
  readonly reading: number;
  readonly whole: number;
  /** whole / reading. */
  readonly ratio: number;
}

interface Block {
  readonly source: string;
  readonly firstLine: number;
  readonly text: Uint8Array;
}

const linesIn = (text: Uint8Array): number => text.reduce((count, byte) => count + Number(byte === LF), 0);

/** Pieces of whole lines, as files are read. */
function blocksOf(bytes: Uint8Array): readonly Block[] {
  const blocks: Block[] = [];
  let firstLine = 1;
  for (let at = 0; at < bytes.length; ) {
    const end = at + BLOCK_BYTES < bytes.length ? bytes.lastIndexOf(LF, at + BLOCK_BYTES) + 1 : bytes.length;
    const text = bytes.subarray(at, end > at ? end : bytes.length);
    blocks.push({ source: SOURCE, firstLine, text });
    firstLine += linesIn(text);
    at += text.length;
  }
  return blocks;
}

function read(blocks: readonly Block[]): number {
  const reader = createReader(SOURCE);
  const facts = blocks.reduce((count, block) => count + readBlock(reader, block).length, 0);
  return facts + endOfSource(reader).length;
}

async function judge(blocks: readonly Block[]): Promise<void> {
  const inputs: readonly AnyInput[] = [
    ...blocks.map((block) => ({ type: 'lines', host: 'core-alone', ...block, more: true }) as const),
    { type: 'end', host: 'core-alone', source: SOURCE },
  ];
  await lastValueFrom(analyze(from(inputs)));
}

async function linesPerSecond(lines: number, work: () => unknown): Promise<number> {
  const rates: number[] = [];
  for (let pass = 0; pass <= PASSES; pass++) {
    const began = performance.now();
    await work();
    rates.push((lines * 1000) / (performance.now() - began));
  }
  return Math.round(rates.slice(1).sort((left, right) => left - right)[Math.floor(PASSES / 2)] as number);
}

async function coreAlone(file: string): Promise<CoreAlone> {
  const bytes = readFileSync(file);
  const [blocks, lines] = [blocksOf(bytes), linesIn(bytes)];
  const reading = await linesPerSecond(lines, () => read(blocks));
  const whole = await linesPerSecond(lines, () => judge(blocks));
  return { reading, whole, ratio: Number((whole / reading).toFixed(3)) };
}

if (require.main === module)
  void coreAlone(process.argv[2] ?? '').then((found) => process.stdout.write(JSON.stringify(found)));
