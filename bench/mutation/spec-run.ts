/** Runs jest's specs without jest: files are loaded anew for every mutant, tests run one by one. */
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

/** What tests took for a snapshot when nothing was mutated; whether that is the kept one is jest's to say. */
export const snapshots: Record<string, string> = {};
let snapshotCount = 0;
let current = '';

function toMatchSnapshot(received: unknown): { pass: boolean; message: () => string } {
  snapshotCount++;
  const key = `${current} ${snapshotCount}`;
  const text = JSON.stringify(received);
  snapshots[key] ??= text;
  return { pass: snapshots[key] === text, message: () => `${key} is another` };
}

/** No state of a mutant outlives it. */
export function forgetModules(): void {
  for (const path of Object.keys(require.cache)) if (path.startsWith(SANDBOX)) delete require.cache[path];
  module.children.length = 0;
}

type Told = (name: string, run: (...row: unknown[]) => unknown) => void;

const each = (told: Told) => (table: readonly unknown[]) => (name: string, run: (...row: unknown[]) => unknown) => {
  for (const row of table) {
    const values = Array.isArray(row) ? row : [row];
    const named = values.slice(0, name.match(/%[a-z]/g)?.length ?? 0);
    told(formatWithOptions({ depth: 0 }, name, ...named), () => run(...values));
  }
};

/** The tests of a spec; with StrykerJS's switch on, loading may throw. */
export function load(file: string): readonly Test[] {
  const above: string[] = [];
  const tests: Test[] = [];
  const add: Told = (name, run) => {
    tests.push({ id: [file.slice(SANDBOX.length + 1), ...above, name, tests.length].join(' › '), file, run });
  };
  const describe: Told = (name, body) => {
    above.push(name);
    body();
    above.pop();
  };
  world.describe = Object.assign(describe, { each: each(describe) });
  world.test = Object.assign(add, { each: each(add), skip: () => {} });
  world.expect = expect;
  require(file);
  return tests;
}

/** The failure of a test, or null. */
export async function failureOf(test: Test): Promise<string | null> {
  current = test.id;
  snapshotCount = 0;
  try {
    await test.run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

expect.extend({ toMatchSnapshot });
/** Equal runs try equal inputs; what fails need not be made small. */
configureGlobal({ seed: 1, endOnFailure: true });
