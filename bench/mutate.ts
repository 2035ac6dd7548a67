/** Mutation score of the core: `npm run mutate [-- FOLDER… --sample N]`; kept by folder in bench/results/mutation.json. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFirst } from './mutation/child';
import { type Judged, keepFate, knownFates, type Score, scoreOf } from './mutation/fate';
import { judgeAll } from './mutation/judge';
import { foldersOfCore, type Mutant, prepare, type Sandbox } from './mutation/sandbox';

const PROCESSES = 2;
const ROOT = process.cwd();
const RESULTS = join(ROOT, 'bench', 'results', 'mutation.json');

interface Result extends Score {
  readonly commit: string;
  /** Mutants of the folder; where fewer were tried, they are a sample. */
  readonly ofAll: number;
}
interface Results {
  readonly all: Score;
  readonly folders: Readonly<Record<string, Result>>;
}

const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
const commit = (): string =>
  `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', 'libs/core') ? '+' : ''}`;

/** The same of equal code, and evenly spread: the first by the digest of what they are. */
function sampled(mutants: readonly Mutant[], size: number): readonly Mutant[] {
  const digest = ({ key }: Mutant) => createHash('sha256').update(key).digest('hex');
  const chosen = new Set([...mutants].sort((left, right) => (digest(left) < digest(right) ? -1 : 1)).slice(0, size));
  return mutants.filter((mutant) => chosen.has(mutant));
}

async function judgeFolder(folder: string, sample: number): Promise<Result> {
  const whole = await prepare(folder);
  const sandbox = { ...whole, mutants: sampled(whole.mutants, sample) };
  const fates = new Map(knownFates(sandbox));
  const open = sandbox.mutants.filter(({ key }) => !fates.has(key));
  console.error(`${folder}: ${sandbox.mutants.length} mutants, ${open.length} to be tried`);
  const tell = (judged: Judged) => {
    keepFate(sandbox, judged);
    fates.set(judged.key, judged);
    if (fates.size % 100 === 0) console.error(folder, JSON.stringify(scoreOf(sandbox.mutants, fates)));
  };
  if (open.length > 0)
    await judgeAll({ mutants: open, firstRun: await runFirst(sandbox.specs), processes: PROCESSES, tell });
  writeAlive(folder, sandbox, fates);
  return { commit: commit(), ofAll: whole.mutants.length, ...scoreOf(sandbox.mutants, fates) };
}

/** What no test kills, to be read beside the code. */
function writeAlive(folder: string, { mutants }: Sandbox, fates: ReadonlyMap<string, Judged>): void {
  const isAlive = (fate: string | undefined) => fate === 'survived' || fate === 'not reached';
  const lines = mutants.flatMap(({ key, isText }) => {
    const fate = fates.get(key)?.fate;
    return isAlive(fate) ? [`${key.replaceAll('\n', ' ')}${isText ? ' (text)' : ''} (${fate})\n`] : [];
  });
  const path = join(ROOT, '.cache', `mutation-alive-${folder}.txt`);
  writeFileSync(path, lines.join(''));
  console.log(`what no test kills in ${folder}: ${path}`);
}

/** Folders weigh by all their mutants, tried or not. */
function sumOf(results: readonly Result[]): Score {
  const sum = (of: (result: Result) => number) => results.reduce((total, result) => total + of(result), 0);
  const share = (of: (result: Result) => number) =>
    Number(
      (
        sum((result) => result.ofAll * of(result)) /
        Math.max(
          1,
          sum(({ ofAll }) => ofAll),
        )
      ).toFixed(1),
    );
  return {
    mutants: sum(({ mutants }) => mutants),
    killed: sum(({ killed }) => killed),
    timedOut: sum(({ timedOut }) => timedOut),
    survived: sum(({ survived }) => survived),
    notReached: sum(({ notReached }) => notReached),
    byHashAlone: sum(({ byHashAlone }) => byHashAlone),
    score: share(({ score }) => score),
    scoreWithoutText: share(({ scoreWithoutText }) => scoreWithoutText),
  };
}

function keep(folder: string, result: Result): Results {
  const before = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results).folders : {};
  const all = { ...before, [folder]: result };
  const folders = Object.fromEntries(foldersOfCore().flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
  const results = { all: sumOf(Object.values(folders)), folders };
  mkdirSync(join(ROOT, 'bench', 'results'), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

async function main(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { sample: { type: 'string' } } });
  const sample = values.sample === undefined ? Number.POSITIVE_INFINITY : Number(values.sample);
  if (!(sample >= 1)) throw new Error(`--sample ${values.sample}: how many mutants of each folder`);
  for (const folder of positionals.length > 0 ? positionals : foldersOfCore())
    console.table(keep(folder, await judgeFolder(folder, sample)).folders);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
