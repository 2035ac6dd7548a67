/** Mutation score of the core: `npm run mutate [-- FOLDER… --sample N --after M]`; kept by folder in bench/results/mutation.json. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFirst } from './mutation/child';
import { type Judged, keepFate, keepSlow, knownFates, type Score, scoreOf, slowTests } from './mutation/fate';
import { judgeAll } from './mutation/judge';
import { folderOf, foldersOfCore, type Mutant, prepare } from './mutation/sandbox';

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

/** Evenly spread, and the same of equal code: in the order of their digests. */
function shuffled(mutants: readonly Mutant[]): readonly Mutant[] {
  const digest = ({ key }: Mutant) => createHash('sha256').update(key).digest('hex');
  return mutants
    .map((mutant) => ({ mutant, by: digest(mutant) }))
    .sort((left, right) => (left.by < right.by ? -1 : 1))
    .map(({ mutant }) => mutant);
}

interface Asked {
  readonly folders: readonly string[];
  /** So many mutants of each folder. */
  readonly sample: number;
  /** Behind so many: none of those that tests were written for; the last ones where a folder has no more. */
  readonly after: number;
}

function sampleOf(mutants: readonly Mutant[], { sample, after }: Pick<Asked, 'sample' | 'after'>): readonly Mutant[] {
  const from = Math.max(0, Math.min(after, mutants.length - sample));
  return shuffled(mutants).slice(from, from + sample);
}

const inFolder = (folder: string, mutants: readonly Mutant[]): readonly Mutant[] =>
  mutants.filter(({ fileName }) => folderOf(fileName) === folder);

async function judgeFolders({ folders, sample, after }: Asked): Promise<Readonly<Record<string, Result>>> {
  const of = commit();
  const sandbox = await prepare(folders);
  const chosen = Object.fromEntries(
    folders.map((folder) => [folder, sampleOf(inFolder(folder, sandbox.mutants), { sample, after })] as const),
  );
  const fates = new Map(knownFates(sandbox));
  const open = shuffled(Object.values(chosen).flat()).filter(({ key }) => !fates.has(key));
  console.error(`${folders.join(' ')}: ${sandbox.mutants.length} mutants, ${open.length} to be tried`);
  const tell = (judged: Judged) => {
    keepFate(sandbox, judged);
    fates.set(judged.key, judged);
    if (fates.size % 100 === 0) console.error(JSON.stringify(scoreOf(Object.values(chosen).flat(), fates)));
  };
  if (open.length > 0) {
    const firstRun = await runFirst(sandbox.specs, slowTests());
    keepSlow(firstRun);
    await judgeAll({ mutants: open, firstRun, processes: PROCESSES, tell });
  }
  return Object.fromEntries(
    folders.map((folder) => {
      const mutants = chosen[folder] ?? [];
      writeAlive(folder, mutants, fates);
      const ofAll = inFolder(folder, sandbox.mutants).length;
      return [folder, { commit: of, ofAll, ...scoreOf(mutants, fates) }];
    }),
  );
}

const byPlace = (left: Mutant, right: Mutant): number => left.key.localeCompare(right.key, 'en', { numeric: true });

/** What no test kills, to be read beside the code. */
function writeAlive(folder: string, mutants: readonly Mutant[], fates: ReadonlyMap<string, Judged>): void {
  const isAlive = (fate: string | undefined) => fate === 'survived' || fate === 'not reached';
  const lines = [...mutants].sort(byPlace).flatMap(({ key, isText }) => {
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

function keep(judged: Readonly<Record<string, Result>>): Results {
  const before = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results).folders : {};
  const all = { ...before, ...judged };
  const folders = Object.fromEntries(foldersOfCore().flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
  const results = { all: sumOf(Object.values(folders)), folders };
  mkdirSync(join(ROOT, 'bench', 'results'), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

async function main(args: string[]): Promise<void> {
  const options = { sample: { type: 'string' }, after: { type: 'string', default: '0' } } as const;
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
  const sample = values.sample === undefined ? Number.POSITIVE_INFINITY : Number(values.sample);
  if (!(sample >= 1)) throw new Error(`--sample ${values.sample}: how many mutants of each folder`);
  const after = Number(values.after);
  if (!(after >= 0)) throw new Error(`--after ${values.after}: how many mutants of each folder are passed over`);
  const folders = positionals.length > 0 ? positionals : foldersOfCore();
  console.table(keep(await judgeFolders({ folders, sample, after })).folders);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
