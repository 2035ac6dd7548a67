/** Runs jest's specs without jest: files are loaded anew for every mutant, tests run one by one, and the first that fails ends it. */
import { formatWithOptions } from 'node:util';
import { expect } from 'expect';
import { configureGlobal } from 'fast-check';
import { SANDBOX } from './sandbox';

export interface Test {
  readonly id: string;
  readonly file: string;
  readonly run: () => unknown;
}
/** What StrykerJS's switches read and write. */
interface Switches {
  activeMutant?: string;
  currentTestId?: string;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}
const world = globalThis as unknown as Record<string, unknown> & { __stryker__: Switches };
export const switches: Switches = {};
world.__stryker__ = switches;

const snapshots = new Map<string, string>();
let snapshotCount = 0;
let current = '';

/** Of the first run, in which nothing is mutated; whether that is the kept snapshot is jest's to say. */
function toMatchSnapshot(received: unknown): { pass: boolean; message: () => string } {
  snapshotCount++;
  const key = `${current} ${snapshotCount}`;
  const text = JSON.stringify(received);
  const kept = snapshots.get(key);
  if (kept === undefined) snapshots.set(key, text);
  return { pass: kept === undefined || kept === text, message: () => `${key} is another` };
}

/** The tests of some spec files, freshly loaded: no state of a mutant outlives it. */
export function load(files: readonly string[]): readonly Test[] {
  for (const path of Object.keys(require.cache)) if (path.startsWith(SANDBOX)) delete require.cache[path];
  const tests: Test[] = [];
  for (const file of files) collect(file, tests);
  return tests;
}

function collect(file: string, tests: Test[]): void {
  const above: string[] = [];
  const before = tests.length;
  const add = (name: string, run: () => unknown) => {
    const words = [file.slice(SANDBOX.length + 1), ...above, name, tests.length - before];
    tests.push({ id: words.join(' › '), file, run });
  };
  const each =
    (told: typeof add) => (table: readonly unknown[]) => (name: string, run: (...row: unknown[]) => unknown) => {
      for (const row of table) {
        const values = Array.isArray(row) ? row : [row];
        told(formatWithOptions({ depth: 0 }, name, ...values), () => run(...values));
      }
    };
  const describe = (name: string, body: () => void) => {
    above.push(name);
    body();
    above.pop();
  };
  world.describe = Object.assign(describe, { each: each((name, run) => describe(name, run)) });
  world.test = Object.assign(add, { each: each(add) });
  world.expect = expect;
  require(file);
}

/** The failure of a test, or null. */
export async function failureOf(test: Test): Promise<string | null> {
  current = test.id;
  snapshotCount = 0;
  try {
    expect.setState({ assertionCalls: 0 });
    await test.run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

expect.extend({ toMatchSnapshot });
/** Equal runs try equal inputs; what fails need not be made small. */
configureGlobal({ seed: 1, endOnFailure: true });
