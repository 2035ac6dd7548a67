/** Mutation score of folders of the core: `npm run mutate -- verdicts timelines`; kept by folder in bench/results/mutation.json. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mutant, prepare, SANDBOX } from './mutation/sandbox';
import type { Asked, FirstRun, Told, Trial } from './mutation/worker';

const RESULTS = join(process.cwd(), 'bench', 'results', 'mutation.json');
const SURVIVORS = `${SANDBOX}.survivors.json`;
/** Modules are loaded anew for each mutant, and jest's own are not made for that. */
const TRIALS_PER_CHILD = 200;
const FIRST_RUN_MS_MAX = 600_000;

type Fate = 'killed' | 'timed out' | 'survived' | 'not reached';
interface Judged {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

function startChild(): ChildProcess {
  return fork(join(__dirname, 'mutation', 'worker.js'), { execArgv: ['--max-old-space-size=3072'] });
}

/** The child's answer, or null where it gave none in time or died. */
async function ask(child: ChildProcess, asked: Asked, msMax: number): Promise<Told | null> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(msMax)]);
  child.send(asked);
  const told = once(child, 'message', { signal }).then(([answer]) => answer as Told);
  const died = once(child, 'exit', { signal }).then(() => null);
  const silent = () => null;
  const answer = await Promise.race([told, died]).catch(silent);
  done.abort();
  await Promise.allSettled([told, died]);
  return answer;
}

/** How to try a mutant: the tests that reach it, or all where it acts while a file loads; null where no test does. */
function trialOf({ id }: Mutant, { tests, reached, static: loading }: FirstRun): Trial | null {
  const hits = (test: string) => reached[test]?.[id] ?? 0;
  const wanted = tests.filter((test) => id in loading || hits(test.id) > 0).sort((left, right) => left.ms - right.ms);
  if (wanted.length === 0) return null;
  const most = Math.max(...wanted.map(({ id: test }) => hits(test)), loading[id] ?? 0);
  return {
    mutant: id,
    tests: wanted.map(({ id: test }) => test),
    files: [...new Set(wanted.map(({ file }) => file))],
    hitLimit: most * 100 + 10_000,
  };
}

const patienceFor = ({ tests: wanted }: Trial, { tests }: FirstRun): number =>
  Math.ceil(20_000 + 10 * tests.filter(({ id }) => wanted.includes(id)).reduce((sum, { ms }) => sum + ms, 0));

function place({ fileName, location, mutatorName, replacement }: Mutant): string {
  return `${fileName}:${location.start.line + 1}:${location.start.column + 1} ${mutatorName} -> ${replacement.slice(0, 120)}`;
}

async function* judge(mutants: readonly Mutant[], firstRun: FirstRun, first: ChildProcess): AsyncGenerator<Judged> {
  let [child, trials] = [first, 0];
  process.on('exit', () => child.kill('SIGKILL'));
  for (const mutant of mutants) {
    const trial = trialOf(mutant, firstRun);
    if (trial === null) {
      yield { mutant, fate: 'not reached' };
      continue;
    }
    const told = await ask(child, { trial }, patienceFor(trial, firstRun));
    if (told === null || ++trials % TRIALS_PER_CHILD === 0) {
      child.kill('SIGKILL');
      child = startChild();
      // Snapshots are those of a first run, which each child makes for itself.
      await ask(child, { first: firstRun.tests.map(({ file }) => file).filter(isFirst) }, FIRST_RUN_MS_MAX);
    }
    const fate = told === null ? 'timed out' : 'killedBy' in told && told.killedBy !== null ? 'killed' : 'survived';
    yield { mutant, fate };
  }
  child.kill();
}

const isFirst = (file: string, index: number, files: readonly string[]): boolean => files.indexOf(file) === index;

function scoreOf(judged: readonly Judged[]) {
  const count = (fate: Fate) => judged.filter((other) => other.fate === fate).length;
  const [killed, timedOut, survived, notReached] = [
    count('killed'),
    count('timed out'),
    count('survived'),
    count('not reached'),
  ];
  const score = Number(((100 * (killed + timedOut)) / Math.max(1, judged.length)).toFixed(1));
  return { mutants: judged.length, killed, timedOut, survived, notReached, score };
}

function keep(folders: Readonly<Record<string, object>>): void {
  const before = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : { folders: {} };
  mkdirSync(join(process.cwd(), 'bench', 'results'), { recursive: true });
  const all = Object.entries({ ...before.folders, ...folders }).sort(([left], [right]) => (left < right ? -1 : 1));
  writeFileSync(RESULTS, `${JSON.stringify({ folders: Object.fromEntries(all) }, null, 2)}\n`);
}

async function main(folders: readonly string[]): Promise<void> {
  if (folders.length === 0) throw new Error('name the folders of libs/core/src to mutate, such as verdicts');
  const { mutants, specs } = await prepare(folders);
  const child = startChild();
  const told = await ask(child, { first: specs }, FIRST_RUN_MS_MAX);
  if (told === null || !('firstRun' in told)) throw new Error('the first run did not end');
  const { firstRun } = told;
  if (firstRun.failed.length > 0)
    throw new Error(`tests that fail with nothing mutated:\n${firstRun.failed.join('\n')}`);
  console.error(`${mutants.length} mutants, ${firstRun.tests.length} tests`);
  const judged: Judged[] = [];
  for await (const one of judge(mutants, firstRun, child)) {
    judged.push(one);
    if (judged.length % 50 === 0) console.error(judged.length, JSON.stringify(scoreOf(judged)));
  }
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const of = (folder: string) => judged.filter(({ mutant }) => mutant.fileName.startsWith(`libs/core/src/${folder}/`));
  keep(Object.fromEntries(folders.map((folder) => [folder, { commit, ...scoreOf(of(folder)) }])));
  const alive = judged.filter(({ fate }) => fate === 'survived' || fate === 'not reached');
  writeFileSync(
    SURVIVORS,
    `${JSON.stringify(
      alive.map(({ mutant, fate }) => `${place(mutant)} (${fate})`),
      null,
      2,
    )}\n`,
  );
  console.table(Object.fromEntries(folders.map((folder) => [folder, scoreOf(of(folder))])));
  console.log(`what no test kills: ${SURVIVORS}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
