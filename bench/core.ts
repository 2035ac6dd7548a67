/** Lines a second through `quiesce facts` and `quiesce analyze`, beside ripgrep with the same patterns on the same file. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROWS } from '#core';
import type { CoreAlone } from './core-alone';
import { type CorpusKind, writeCorpus } from './make-corpus';

const RUNS = 3;
const RESULTS = join(process.cwd(), 'bench', 'results', 'core.json');

interface Timing {
  readonly seconds: number;
  readonly linesPerSecond: number;
  /** Lines (rg), facts, or device handoffs. */
  readonly found: number;
}
interface Measured {
  readonly corpus: CorpusKind;
  readonly lines: number;
  readonly bytes: number;
  /** Lines that some fact rests on. More than rg finds: a banner, a driver's first words and an interface's are read without a row. */
  readonly used: number;
  readonly share: number;
  readonly facts: Timing;
  readonly analyze: Timing;
  /** Without the command around it: nothing is started, read from a disk or written. */
  readonly alone: CoreAlone;
  readonly rg: Timing | null;
  /** facts against rg: 1 is as fast. */
  readonly ratio: number | null;
}

interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly lines: number;
  /** Reads the output of the last run. */
  readonly found: (output: string) => number;
}
/** The median of a few runs of a whole process, start-up included; output goes to a file, as in a pipeline that keeps it. */
const timed = ({ program, args, lines, found }: Command, folder: string): Timing => {
  const output = join(folder, 'output');
  const seconds = Array.from({ length: RUNS }, () => {
    const descriptor = openSync(output, 'w');
    const began = process.hrtime.bigint();
    const { status, error } = spawnSync(program, args, { stdio: ['ignore', descriptor, 'inherit'] });
    const took = Number(process.hrtime.bigint() - began) / 1e9;
    if (error || status === null || status > 1) throw error ?? new Error(`${program} ${args[0]} ended with ${status}`);
    return took;
  }).sort((left, right) => left - right)[Math.floor(RUNS / 2)]!;
  return { seconds, linesPerSecond: Math.round(lines / seconds), found: found(output) };
};

/** ripgrep's binary, where its package is installed for this platform. */
const ripgrep = (): string | null => {
  try {
    const { rgPath } = require('@vscode/ripgrep') as { rgPath: string };
    return existsSync(rgPath) ? rgPath : null;
  } catch {
    return null;
  }
};

/** Bytes, as kernel messages are; CR before LF, as serial consoles write; room for all patterns at once. */
const ENGINE = ['--no-config', '--no-unicode', '--crlf', '--regex-size-limit=2G', '--dfa-size-limit=1G'];

/** What stands before a message, and before a device's own words, in the dmesg form that the corpora are written in. */
const BEFORE = {
  message: '^\\[ *[0-9]+\\.[0-9]+\\] ',
  device: '^\\[ *[0-9]+\\.[0-9]+\\] \\S+ [0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]: ',
};
/** The rows' patterns for whole lines; its needle where the pattern is no more than that, or uses what Rust's engine lacks. */
const patternsFor = (rg: string): string[] => {
  const compiles = (pattern: string) => spawnSync(rg, [...ENGINE, '-q', '-e', pattern], { input: '' }).status !== 2;
  /** All go to ripgrep at once, where one name may not stand twice. */
  const nameless = (source: string) => source.replace(/\(\?<(?![=!])[^>]+>/g, '(?:');
  const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return ROWS.map(({ pattern, needle, on }) => {
    if (pattern.test('')) return escaped(needle);
    const source = nameless(pattern.source);
    const whole = source.startsWith('^') ? BEFORE[on] + source.slice(1) : source;
    return compiles(whole) ? whole : escaped(needle);
  });
};

/** In a process of its own: a heap that nothing else has used. */
const coreAlone = (file: string): CoreAlone => {
  const { stdout, status } = spawnSync(process.execPath, [join(__dirname, 'core-alone.js'), file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`core-alone.js ended with ${status}`);
  return JSON.parse(stdout) as CoreAlone;
};

const countLines = (file: string): number =>
  readFileSync(file).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
const linesUsed = (file: string): { facts: number; lines: number } => {
  const facts = readFileSync(file, 'utf8').trimEnd().split('\n');
  const used = new Set(facts.flatMap((line) => (line === '' ? [] : (JSON.parse(line) as { lines: number[] }).lines)));
  return { facts: facts.length, lines: used.size };
};

const measure = async (corpus: CorpusKind, wanted: number, folder: string): Promise<Measured> => {
  const file = join(folder, `${corpus}.log`);
  await writeCorpus({ kind: corpus, lines: wanted, seed: 1 }, file);
  const lines = countLines(file);
  const quiesce = (command: string, ...rest: string[]) => ['bin/quiesce.js', command, ...rest, file];
  const run = (args: readonly string[], found: Command['found']) =>
    timed({ program: process.execPath, args, lines, found }, folder);
  let used = 0;
  const facts = run(quiesce('facts'), (output) => {
    const { facts: count, lines: share } = linesUsed(output);
    used = share;
    return count;
  });
  const analyze = run(quiesce('analyze', '--format', 'json'), (output) => {
    const { handoffs } = JSON.parse(readFileSync(output, 'utf8')) as { handoffs: { devices: unknown[] }[] };
    return handoffs.reduce((sum, { devices }) => sum + devices.length, 0);
  });
  const alone = coreAlone(file);
  const program = ripgrep();
  let rg: Timing | null = null;
  if (program) {
    const patterns = join(folder, 'patterns');
    writeFileSync(patterns, `${patternsFor(program).join('\n')}\n`);
    const args = [...ENGINE, '-j1', '--no-mmap', '-N', '-f', patterns, file];
    rg = timed({ program, args, lines, found: countLines }, folder);
  }
  const ratio = rg && Number((rg.seconds / facts.seconds).toFixed(3));
  return {
    corpus,
    lines,
    bytes: statSync(file).size,
    used,
    share: Number((used / lines).toFixed(4)),
    facts,
    analyze,
    alone,
    rg,
    ratio,
  };
};

const said = ({ corpus, lines, bytes, used, share, facts, analyze, alone, rg, ratio }: Measured): string => {
  const millions = (count: number) => (count / 1e6).toFixed(2);
  const rate = ({ linesPerSecond, found }: Timing, what: string) =>
    `${millions(linesPerSecond)} M lines/s, ${found} ${what}`;
  return [
    `${corpus}: ${lines} lines, ${(bytes / 1e6).toFixed(0)} MB, ${(100 * share).toFixed(1)} % of them matter`,
    `  facts    ${rate(facts, `facts on ${used} lines`)}`,
    `  analyze  ${rate(analyze, 'device handoffs')}`,
    `  alone    ${millions(alone.reading)} M lines/s to facts, ${millions(alone.whole)} M to verdicts: ${alone.ratio} of it`,
    rg
      ? `  rg -j1   ${rate(rg, 'lines')}; facts at ${ratio} of it`
      : '  rg       is not installed (npm package @vscode/ripgrep): not compared',
    '',
  ].join('\n');
};

const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  load: loadavg()[0],
});

const keep = (results: readonly Measured[]): void => {
  mkdirSync(join(RESULTS, '..'), { recursive: true });
  const before = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as unknown[]) : [];
  const now = { date: new Date().toISOString(), machine: machine(), runs: RUNS, results };
  writeFileSync(RESULTS, `${JSON.stringify([...before, now], null, 2)}\n`);
};

const main = async (lines: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-bench-'));
  try {
    const results: Measured[] = [];
    for (const corpus of ['quiet', 'storm'] as const) {
      results.push(await measure(corpus, lines, folder));
      process.stdout.write(said(results.at(-1)!));
    }
    keep(results);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

void main(Number(process.argv[2] ?? 1_000_000));
