/** What a device and its driver might be like: the model's own traits, and few deviations from them. */
import { CATALOGUE } from './model/catalogue';
import { SOUND, TRAIT_VALUES, type Traits } from './model/trait';

export interface Deviation {
  readonly trait: keyof Traits;
  readonly value: string;
}
/** Deviations from what the model is known to do: the fewer, the less is assumed. */
export type Hypothesis = readonly Deviation[];

const NAMES = Object.keys(TRAIT_VALUES) as (keyof Traits)[];

/** Every single deviation of the model, the likelier ones first. */
export function deviationsOf(model: string): readonly Deviation[] {
  const usual: Traits = { ...SOUND, ...CATALOGUE[model]?.traits };
  return NAMES.flatMap((trait) =>
    TRAIT_VALUES[trait].filter((value) => value !== usual[trait]).map((value) => ({ trait, value })),
  );
}

export const traitsOf = (hypothesis: Hypothesis): Partial<Traits> =>
  Object.fromEntries(hypothesis.map(({ trait, value }) => [trait, value]));

const differ = (hypothesis: Hypothesis): boolean =>
  new Set(hypothesis.map(({ trait }) => trait)).size === hypothesis.length;

/** All with exactly so many deviations, each trait once. */
export function* hypotheses(model: string, size: number): Generator<Hypothesis> {
  const single = deviationsOf(model);
  function* from(start: number, chosen: Hypothesis): Generator<Hypothesis> {
    if (chosen.length === size) {
      if (differ(chosen)) yield chosen;
      return;
    }
    for (let at = start; at < single.length; at++) yield* from(at + 1, [...chosen, single[at] as Deviation]);
  }
  yield* from(0, []);
}
