/** One case after another: composes, damages, and holds what the reader says against the invariants. */
import { chanceOf } from './chance';
import { composeLog } from './compose';
import { type Invariant, OF_ANY, OF_RECORDS } from './invariant';
import { damaged, shuffled } from './mutate';
import { fewerCharacters, fewerLines } from './reduce';

export interface Failure {
  readonly seed: number;
  readonly invariant: string;
  /** The smallest text that breaks it, and how. */
  readonly text: string;
  readonly how: string;
}

/** Forms whose records take several lines: lines out of order are no records of theirs. */
const SPREAD = /^(?:__[A-Z_]+=|\{$)/m;

/** The records of a seed, and what became of them on their way. */
export function textsOf(seed: number, logs: readonly string[]): { readonly records: string; readonly worn: string } {
  const chance = chanceOf(seed);
  const composed = composeLog(chance, logs);
  const records = SPREAD.test(composed) ? composed : shuffled(composed, chance);
  return { records, worn: damaged(records, chance) };
}

/** How the text breaks the invariant; a reader that throws breaks every one. */
function broken({ text, seed, invariant }: { text: string; seed: number; invariant: Invariant }): string | null {
  try {
    return invariant(text, chanceOf(seed));
  } catch (error) {
    return `it throws ${error instanceof Error ? error.stack : String(error)}`;
  }
}

/** The invariants that the case of a seed breaks, each with the smallest text that does; records stay as they were printed. */
export function fuzzCase(seed: number, logs: readonly string[]): readonly Failure[] {
  const { records, worn } = textsOf(seed, logs);
  return [
    ...failures({ seed, text: worn, invariants: OF_ANY }, (text, fails) =>
      fewerCharacters(fewerLines(text, fails), fails),
    ),
    ...failures({ seed, text: records, invariants: OF_RECORDS }, fewerLines),
  ];
}

function failures(
  { seed, text, invariants }: { seed: number; text: string; invariants: Readonly<Record<string, Invariant>> },
  reduce: typeof fewerLines,
): readonly Failure[] {
  return Object.entries(invariants).flatMap(([name, invariant]) => {
    const fails = (candidate: string) => broken({ text: candidate, seed, invariant });
    if (fails(text) === null) return [];
    const small = reduce(text, (candidate) => fails(candidate) !== null);
    return [{ seed, invariant: name, text: small, how: fails(small) ?? '' }];
  });
}
