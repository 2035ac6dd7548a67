/** What became of each mutant, kept line by line so that a run that was broken off goes on where it stood. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Mutant, Sandbox } from './sandbox';
import type { FirstRun } from './worker';

export type Fate = 'killed' | 'timed out' | 'survived' | 'not reached';
export interface Judged {
  readonly key: string;
  readonly fate: Fate;
  /** Spec and test that failed. */
  readonly killer?: { readonly file: string; readonly test: string };
}
interface Kept extends Judged {
  /** Digest of the mutant's file. */
  readonly code: string;
  /** Digest of the killer's spec; of all specs where nothing was killed. */
  readonly specs: string;
}

const FATES = `${process.cwd()}/.cache/mutation-fates.jsonl`;

const codeBehind = ({ digests }: Sandbox, { key }: Judged): string => digests[key.slice(0, key.indexOf(':'))] ?? '';
const allSpecs = ({ specDigests }: Sandbox): string => Object.values(specDigests).join();
const specsBehind = (sandbox: Sandbox, { killer }: Judged): string =>
  killer === undefined ? allSpecs(sandbox) : (sandbox.specDigests[killer.file] ?? '');

export function keepFate(sandbox: Sandbox, judged: Judged): void {
  const kept: Kept = { ...judged, code: codeBehind(sandbox, judged), specs: specsBehind(sandbox, judged) };
  appendFileSync(FATES, `${JSON.stringify(kept)}\n`);
}

/** What is known already, as in StrykerJS's incremental mode: of the same file, with the killing spec as it was, or with all of them where it lived. */
export function knownFates(sandbox: Sandbox): ReadonlyMap<string, Judged> {
  const lines = existsSync(FATES) ? readFileSync(FATES, 'utf8').split('\n').filter(Boolean) : [];
  const kept = lines.map((line) => JSON.parse(line) as Kept);
  const stands = (fate: Kept) => fate.code === codeBehind(sandbox, fate) && fate.specs === specsBehind(sandbox, fate);
  return new Map(kept.filter(stands).map((fate) => [fate.key, fate]));
}

/** Tests that took longer than any trial lasts: no mutant is tried with them, so that the next first run can do without. */
const SLOW = `${process.cwd()}/.cache/mutation-slow.json`;
const SLOW_MS = 3_000;

export const slowTests = (): readonly string[] =>
  existsSync(SLOW) ? (JSON.parse(readFileSync(SLOW, 'utf8')) as readonly string[]) : [];

export function keepSlow({ tests }: FirstRun): void {
  const slow = tests.filter(({ ms }) => ms > SLOW_MS).map(({ id }) => id);
  writeFileSync(SLOW, JSON.stringify([...new Set([...slowTests(), ...slow])]));
}

/** The golden logs' reports are compared by a hash of all they say: what only that notices, no rule's own test does. */
const isHash = (judged: Judged): boolean =>
  judged.killer?.test.includes('the report is the one that was reviewed') ?? false;

export interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly timedOut: number;
  readonly survived: number;
  readonly notReached: number;
  /** Of the killed, those that nothing but the hash of a golden report noticed. */
  readonly byHashAlone: number;
  /** Percent killed or timed out. */
  readonly score: number;
  /** The same without literals of several words. */
  readonly scoreWithoutText: number;
}

const percent = (fates: readonly Judged[]): number => {
  const detected = fates.filter(({ fate }) => fate === 'killed' || fate === 'timed out').length;
  return Number(((100 * detected) / Math.max(1, fates.length)).toFixed(1));
};

export function scoreOf(mutants: readonly Mutant[], fates: ReadonlyMap<string, Judged>): Score {
  const judged = mutants.flatMap(({ key }) => fates.get(key) ?? []);
  const plain = mutants.filter(({ isText }) => !isText).flatMap(({ key }) => fates.get(key) ?? []);
  const count = (fate: Fate) => judged.filter((other) => other.fate === fate).length;
  return {
    mutants: judged.length,
    killed: count('killed'),
    timedOut: count('timed out'),
    survived: count('survived'),
    notReached: count('not reached'),
    byHashAlone: judged.filter(isHash).length,
    score: percent(judged),
    scoreWithoutText: percent(plain),
  };
}
