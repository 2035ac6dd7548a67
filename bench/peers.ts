/** `npm run bench:peers`: `quiesce facts` beside mtail and Drain3 on the same logs, with the counts that they must agree on. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CorpusKind, writeCorpus } from './make-corpus';

const ROOT = process.cwd();
const RESULTS = join(ROOT, 'bench', 'results', 'peers.json');
/** A template miner in Python takes a minute for a million lines: it is given a part, and its rate compared. */
const DRAIN_LINES = 100_000;
const RUNS = 3;

interface Run {
  readonly seconds: number;
  readonly output: string;
}
const run = (program: string, args: readonly string[]): Run => {
  const began = process.hrtime.bigint();
  const { status, error, stdout } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2e9 });
  if (error || status !== 0) throw error ?? new Error(`${program} ended with ${status}`);
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, output: stdout };
};
const median = (runs: readonly Run[]): Run =>
  runs.toSorted((left, right) => left.seconds - right.seconds)[Math.floor(runs.length / 2)]!;

type Counts = Readonly<Record<string, number>>;
const KINDS = ['dmar iommu-fault', 'amdvi iommu-fault', 'aer pcie-error'];

/** Lines, not facts: equal faults that follow each other are one fact with a count. */
function factCounts(output: string): Counts {
  const counts: Record<string, number> = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  for (const line of output.split('\n')) {
    if (line === '') continue;
    const fact = JSON.parse(line) as { family: string; kind: string; count: number; fields: { layer?: string | null } };
    // A root port's notice is an AER fact too; mtail is asked for the reports.
    const kind = fact.fields.layer === null ? '' : `${fact.family} ${fact.kind}`;
    if (kind in counts) counts[kind] = (counts[kind] ?? 0) + fact.count;
  }
  return counts;
}

/** `faults{kind="…"} N` of mtail's one-shot output. */
function mtailCounts(output: string): Counts {
  const counts: Record<string, number> = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  for (const [, kind = '', count] of output.matchAll(/^faults\{[^}]*kind="([^"]+)"[^}]*\} (\d+)/gm))
    counts[kind] = Number(count);
  return counts;
}

/** Null and a sentence on standard output where the peer cannot be run. */
function peer<T>(name: string, how: () => T): T | null {
  try {
    return how();
  } catch (error) {
    process.stdout.write(`  ${name}: not run (${error instanceof Error ? error.message : String(error)})\n`);
    return null;
  }
}

const rate = (lines: number, { seconds }: Pick<Run, 'seconds'>) => lines / seconds;
const said = (perSecond: number) => `${(perSecond / 1e6).toFixed(3)} M lines/s`;

async function measure(kind: CorpusKind, lines: number, folder: string) {
  const file = join(folder, `${kind}.log`);
  await writeCorpus({ kind, lines, seed: 1 }, file);
  const part = join(folder, `${kind}.part.log`);
  writeFileSync(part, `${readFileSync(file, 'utf8').split('\n', DRAIN_LINES).join('\n')}\n`);
  process.stdout.write(`${kind}: ${lines} lines\n`);
  const facts = median(Array.from({ length: RUNS }, () => run(process.execPath, ['bin/quiesce.js', 'facts', file])));
  const ours = rate(lines, facts);
  process.stdout.write(`  quiesce facts: ${said(ours)}\n`);
  const mtail = peer('mtail', () => {
    const args = [
      '--one_shot',
      '--one_shot_format',
      'prometheus',
      '--progs',
      'bench/peers/faults.mtail',
      '--logs',
      file,
    ];
    const once = median(Array.from({ length: RUNS }, () => run('mtail', args)));
    const [own, theirs] = [factCounts(facts.output), mtailCounts(once.output)];
    const agree = KINDS.every((name) => own[name] === theirs[name]);
    process.stdout.write(
      `  mtail: ${said(rate(lines, once))}; quiesce at ${(ours / rate(lines, once)).toFixed(2)} of it; counts `,
    );
    process.stdout.write(`${agree ? 'agree' : 'DIFFER'}: ${JSON.stringify({ quiesce: own, mtail: theirs })}\n`);
    return { linesPerSecond: Math.round(rate(lines, once)), ratio: ours / rate(lines, once), agree, own, theirs };
  });
  const drain = peer('Drain3', () => {
    const python = process.env.DRAIN3_PYTHON ?? 'python3';
    const told = JSON.parse(run(python, ['bench/peers/templates.py', part]).output) as Run & {
      lines: number;
      templates: number;
    };
    const theirs = rate(told.lines, told);
    process.stdout.write(
      `  Drain3: ${said(theirs)} (${told.templates} templates of ${told.lines} lines); quiesce at ${(ours / theirs).toFixed(1)} of it\n`,
    );
    return { linesPerSecond: Math.round(theirs), ratio: ours / theirs, templates: told.templates };
  });
  return { kind, lines, quiesce: Math.round(ours), mtail, drain };
}

async function main(lines: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-peers-'));
  try {
    const results = [await measure('quiet', lines, folder), await measure('storm', lines, folder)];
    process.stdout.write('node-problem-detector: not run here; bench/README.md says why\n');
    mkdirSync(join(RESULTS, '..'), { recursive: true });
    const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
    writeFileSync(RESULTS, `${JSON.stringify({ date: new Date().toISOString(), machine, results }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main(Number(process.argv[2] ?? 1_000_000));
