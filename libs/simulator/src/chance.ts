/** Chance that a seed repeats: the same numbers on every machine, and a stream of its own for every name. */

export interface Chance {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  /** A number from `low` to below `high`. */
  between(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True with probability `p`. */
  happens(p: number): boolean;
  /** A stream of its own: what it draws does not depend on what others drew before. */
  fork(name: string | number): Chance;
}

/** FNV-1a (Fowler, Noll, Vo): 32 bits of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32 (T. Ettinger, 2017): 32 bits of state are enough to choose by. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function chanceOf(seed: number | string): Chance {
  const key = String(seed);
  const next = mulberry(hashOf(key));
  return {
    below: (end) => Math.floor(next() * end),
    between: (low, high) => low + next() * (high - low),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    happens: (p) => next() < p,
    fork: (name) => chanceOf(`${key}/${name}`),
  };
}
