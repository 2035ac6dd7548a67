/** Tries mutants against the tests that reach them, in several children at once. */
import { dirname } from 'node:path';
import { startTrier, type Trier } from './child';
import type { Judged } from './fate';
import type { Mutant } from './sandbox';
import type { FirstRun, Outcome, Trial, Wanted } from './worker';

/**
 * Of the tests that reach a mutant, the first in order that took so long together (CPU): what a slower one alone would kill, survives. The tests that
 * look at everything at once (a whole report, all messages of the catalogue) have a time of their own, since small ones would spend it all.
 */
const TRIAL_MS = 4_000;
/** Nobody knows which test reaches what a file makes while it loads, a table of messages for one: more of them are tried. */
const AT_LOAD_MS = 10_000;
const WHOLE_MS = 3_000;
/** By the clock, for a machine that does other work as well: a trial that is merely starved would count as endless. */
const PATIENCE_MS = 300_000;
/** Tests that say whether modules are as they were. */
const SOUND_MS = 20;
/** Modules that remember something from one line to the next (what a text was, which formats are silent). */
const HAS_STATE = /\/facts\//;

type Test = FirstRun['tests'][number];

/** Tests that killed a mutant of a file are tried first on its others. */
const createMemory = () => {
  const kills = new Map<string, number>();
  const name = (file: string, test: string) => `${file}\n${test}`;
  return {
    of: (file: string, test: string) => kills.get(name(file, test)) ?? 0,
    add: (file: string, test: string) => kills.set(name(file, test), (kills.get(name(file, test)) ?? 0) + 1),
  };
};
type Memory = ReturnType<typeof createMemory>;

/** Whole reports by their hash come last: what a test in words notices is told as its kill. */
const isHash = ({ id }: Test): boolean => id.includes('the report is the one that was reviewed');
const isWhole = (test: Test): boolean =>
  isHash(test) || test.id.includes('as dmesg prints them, all messages make the same facts');

/** Specs beside the code know it best: all of them first where nobody knows which test reaches what a file made while it loaded. */
const FAR = 3;
const isFar = ({ fileName }: Mutant, { id }: Test): boolean => !id.startsWith(`${dirname(fileName)}/`);
const cost = (mutant: Mutant, test: Test): number => (isFar(mutant, test) ? FAR : 1) * test.ms;

const inOrder =
  ({ mutant, memory, atLoad }: { readonly mutant: Mutant; readonly memory: Memory; readonly atLoad: boolean }) =>
  (left: Test, right: Test): number =>
    Number(isHash(left)) - Number(isHash(right)) ||
    memory.of(mutant.fileName, right.id) - memory.of(mutant.fileName, left.id) ||
    (atLoad ? Number(isFar(mutant, left)) - Number(isFar(mutant, right)) : 0) ||
    cost(mutant, left) - cost(mutant, right);

function within(tests: readonly Test[], msMax: number): readonly Test[] {
  let spent = 0;
  return tests.filter(({ ms }, index) => {
    if (index > 0 && spent + ms > msMax) return false;
    spent += ms;
    return true;
  });
}

/** How to try a mutant: by the tests that reach it, or all where it acts while a file loads; null where none does. */
function trialOf(mutant: Mutant, { tests, reached, static: loading }: FirstRun, memory: Memory): Trial | null {
  const hits = (test: string) => reached[test]?.[mutant.id] ?? 0;
  const atLoad = loading[mutant.id] ?? 0;
  const wanted = tests
    .filter(({ id }) => atLoad > 0 || hits(id) > 0)
    .sort(inOrder({ mutant, memory, atLoad: atLoad > 0 }));
  if (wanted.length === 0) return null;
  const limited = ({ id, file }: Test): Wanted => ({ id, file, hitLimit: 100 * (hits(id) + atLoad) + 10_000 });
  const fresh = atLoad > 0 || HAS_STATE.test(mutant.fileName);
  const small = within(
    wanted.filter((test) => !isWhole(test)),
    atLoad > 0 ? AT_LOAD_MS : TRIAL_MS,
  );
  const whole = within(wanted.filter(isWhole), WHOLE_MS);
  return { mutant: mutant.id, fresh, tests: [...small, ...whole].map(limited) };
}

/** No mutant, and the quick tests. */
const soundness = ({ tests }: FirstRun): Trial => ({
  mutant: null,
  fresh: false,
  tests: tests
    .filter(({ ms }) => ms < SOUND_MS)
    .map(({ id, file }) => ({ id, file, hitLimit: Number.MAX_SAFE_INTEGER })),
});

function judgedBy({ tests }: Trial, { key }: Mutant, outcome: Outcome | null): Judged {
  if (outcome === null || outcome.endless) return { key, fate: 'timed out' };
  const killer = tests.find(({ id }) => id === outcome.killedBy);
  return killer ? { key, fate: 'killed', killer: { file: killer.file, test: killer.id } } : { key, fate: 'survived' };
}

interface Work {
  readonly mutants: readonly Mutant[];
  readonly firstRun: FirstRun;
  readonly processes: number;
  readonly tell: (judged: Judged) => void;
}

/** Tells the fate of each mutant as it is known, in no order. */
export async function judgeAll({ mutants, firstRun, processes, tell }: Work): Promise<void> {
  const memory = createMemory();
  const queue = mutants.values();
  const judgeOne = async (mutant: Mutant, { attempt }: Trier): Promise<Judged> => {
    const trial = trialOf(mutant, firstRun, memory);
    if (trial === null) return { key: mutant.key, fate: 'not reached' };
    const judged = judgedBy(trial, mutant, await attempt(trial, PATIENCE_MS));
    if (judged.killer) memory.add(mutant.fileName, judged.killer.test);
    return judged;
  };
  const work = async () => {
    const trier = startTrier(firstRun, soundness(firstRun));
    for (const mutant of queue) tell(await judgeOne(mutant, trier));
    await trier.close();
  };
  await Promise.all(Array.from({ length: processes }, work));
}
