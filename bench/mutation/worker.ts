/** The child that tries mutants: told one at a time, so that the parent can end it when one never ends. */
import { performance } from 'node:perf_hooks';
import { failureOf, load, switches, type Test } from './spec-run';

export interface Trial {
  readonly mutant: string;
  /** Tests that reach it, the quickest first. */
  readonly tests: readonly string[];
  readonly files: readonly string[];
  readonly hitLimit: number;
}
export type Asked = { readonly first: readonly string[] } | { readonly trial: Trial };
export interface FirstRun {
  readonly failed: readonly string[];
  readonly tests: readonly { readonly id: string; readonly file: string; readonly ms: number }[];
  /** Hits of each mutant by test; `static` are those reached while files load. */
  readonly reached: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly static: Readonly<Record<string, number>>;
}
export type Told = { readonly firstRun: FirstRun } | { readonly killedBy: string | null };

async function firstRun(files: readonly string[]): Promise<FirstRun> {
  switches.mutantCoverage = { static: {}, perTest: {} };
  const [failed, timed]: [string[], { id: string; file: string; ms: number }[]] = [[], []];
  for (const test of load(files)) {
    switches.currentTestId = test.id;
    const begun = performance.now();
    if ((await failureOf(test)) !== null) failed.push(test.id);
    timed.push({ id: test.id, file: test.file, ms: performance.now() - begun });
    switches.currentTestId = undefined;
  }
  const { static: loading, perTest } = switches.mutantCoverage;
  return { failed, tests: timed, reached: perTest, static: loading };
}

async function killedBy({ mutant, tests, files, hitLimit }: Trial): Promise<string | null> {
  Object.assign(switches, { activeMutant: mutant, hitCount: 0, hitLimit });
  let byId: Map<string, Test>;
  try {
    byId = new Map(load(files).map((test) => [test.id, test]));
  } catch (error) {
    return `loading: ${error}`;
  }
  for (const id of tests) {
    const test = byId.get(id);
    if (!test || (await failureOf(test)) !== null) return id;
  }
  return null;
}

process.on('message', async (asked: Asked) => {
  const told: Told =
    'first' in asked ? { firstRun: await firstRun(asked.first) } : { killedBy: await killedBy(asked.trial) };
  process.send?.(told);
});
