/** The child that tries mutants: told one at a time, so that the parent can end it when one never ends. */
import { failureOf, forgetModules, load, snapshots, switches, type Test } from './spec-run';

export interface Wanted {
  readonly id: string;
  readonly file: string;
  /** So often may the mutant's place be passed; more is a loop without end. */
  readonly hitLimit: number;
}
export interface Trial {
  /** Null: nothing is mutated. */
  readonly mutant: string | null;
  /** On modules that are loaded for this trial only: a mutant may act while they load, or leave something in their state. */
  readonly fresh: boolean;
  /** In the order in which they are tried. */
  readonly tests: readonly Wanted[];
}
export type Asked =
  | { readonly first: readonly string[]; readonly slow: readonly string[] }
  | { readonly snapshots: FirstRun['snapshots'] }
  | { readonly trial: Trial };
export interface FirstRun {
  readonly failed: readonly string[];
  readonly tests: readonly { readonly id: string; readonly file: string; readonly ms: number }[];
  /** Passes of each mutant by test; `static` are those while files load. */
  readonly reached: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly static: Readonly<Record<string, number>>;
  readonly snapshots: Readonly<Record<string, string>>;
}
export interface Outcome {
  readonly killedBy: string | null;
  /** Killed because it went on and on. */
  readonly endless: boolean;
}
export type Told = FirstRun | Outcome | Record<string, never>;

/** Of this process, whatever else the machine does. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function firstRun(files: readonly string[], slow: readonly string[]): Promise<FirstRun> {
  const coverage = { static: {}, perTest: {} };
  switches.mutantCoverage = coverage;
  const [failed, timed]: [string[], { id: string; file: string; ms: number }[]] = [[], []];
  const left = new Set(slow);
  for (const test of files.flatMap(load).filter(({ id }) => !left.has(id))) {
    switches.currentTestId = test.id;
    const begun = cpuMs();
    const failure = await failureOf(test);
    if (failure !== null) failed.push(`${test.id}: ${failure}`);
    timed.push({ id: test.id, file: test.file, ms: cpuMs() - begun });
    switches.currentTestId = undefined;
  }
  switches.mutantCoverage = undefined;
  return { failed, tests: timed, reached: coverage.perTest, static: coverage.static, snapshots };
}

type Loaded = Map<string, readonly Test[] | null>;
/** The tests of each spec since modules were last forgotten; null of one that does not load. */
const kept: Loaded = new Map();

function forgetAll(): void {
  kept.clear();
  forgetModules();
}

/** A spec that a mutant keeps from loading fails as a whole. */
function loadOrFail(file: string): readonly Test[] | null {
  try {
    return load(file);
  } catch {
    return null;
  }
}

/** The tests of a spec, in their order: a mutant of a table that tests are made of may give one another name, or leave it out. */
function testsOf(file: string): readonly Test[] | null {
  if (!kept.has(file)) kept.set(file, loadOrFail(file));
  return kept.get(file) ?? null;
}

const indexOf = (id: string): number => Number(id.slice(id.lastIndexOf(' ') + 1));

/** A test that is no longer there notices nothing. */
async function fails({ id, file }: Wanted): Promise<boolean> {
  const tests = testsOf(file);
  if (tests === null) return true;
  const test = tests[indexOf(id)];
  return test !== undefined && (await failureOf({ ...test, id })) !== null;
}

async function killerOf(tests: readonly Wanted[]): Promise<string | null> {
  for (const wanted of tests) {
    Object.assign(switches, { hitCount: 0, hitLimit: wanted.hitLimit });
    if (await fails(wanted)) return wanted.id;
  }
  return null;
}

async function outcomeOf({ mutant, tests, fresh }: Trial): Promise<Outcome> {
  if (fresh) forgetAll();
  switches.activeMutant = mutant ?? undefined;
  const killedBy = await killerOf(tests);
  const endless = killedBy !== null && (switches.hitCount ?? 0) > (switches.hitLimit ?? 0);
  switches.activeMutant = undefined;
  if (fresh) forgetAll();
  return { killedBy, endless };
}

async function answer(asked: Asked): Promise<Told> {
  if ('first' in asked) return firstRun(asked.first, asked.slow);
  if ('trial' in asked) return outcomeOf(asked.trial);
  Object.assign(snapshots, asked.snapshots);
  return {};
}

process.on('message', async (asked: Asked) => process.send?.(await answer(asked)));
/** The parent has gone. */
process.on('disconnect', () => process.exit());
