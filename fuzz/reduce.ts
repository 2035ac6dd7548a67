/** The smallest text that still fails: delta debugging (A. Zeller, R. Hildebrandt, 2002). */

type Fails = (text: string) => boolean;
/** Tries that one reduction may cost. */
const TRIES_MAX = 4_000;

export function fewerLines(text: string, fails: Fails): string {
  return reduced(text.split(/(?<=\n)/), fails);
}

export function fewerCharacters(text: string, fails: Fails): string {
  return reduced([...text], fails);
}

function reduced(parts: readonly string[], fails: Fails): string {
  let tries = 0;
  return smallest(parts, (some) => tries++ < TRIES_MAX && fails(some.join(''))).join('');
}

/** Leaves out ever smaller runs of the parts while what remains fails. */
function smallest(all: readonly string[], fails: (parts: readonly string[]) => boolean): readonly string[] {
  let parts = all;
  for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < parts.length; ) {
      const rest = parts.toSpliced(at, size);
      if (rest.length > 0 && fails(rest)) parts = rest;
      else at += size;
    }
  }
  return parts;
}
