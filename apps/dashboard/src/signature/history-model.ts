/** What became of a signature, newest first: turns of its state, kernel transitions in which it was new, and what people said. */
import type { SignatureDetail } from '../api/client';
import type { State } from './state-chip';

export interface Episode {
  /** A day (`2026-03-01`) or a moment, both in UTC, ISO 8601. */
  readonly at: string;
  readonly what: string;
}

const WORDS: Readonly<Record<State, string>> = {
  new: 'first seen',
  ongoing: 'seen again: ongoing',
  resolved: 'quiet in enough exposures: resolved',
  regressed: 'seen again: regressed',
};

function turnText(state: State, before: State | undefined): string {
  if (state === 'ongoing' && before === undefined) return 'first seen, and more than once: ongoing';
  if (state === 'ongoing' && before === 'resolved')
    return 'seen again, on a kernel older than those that were quiet: ongoing there';
  return WORDS[state];
}

const release = (name: string | null): string => name ?? 'a kernel that told no release';

export function historyOf(signature: Pick<SignatureDetail, 'turns' | 'transitions' | 'mutes'>): readonly Episode[] {
  const { turns, transitions, mutes } = signature;
  const turned = turns.map(({ day, state }, index) => ({ at: day, what: turnText(state, turns[index - 1]?.state) }));
  const crossed = transitions.map(({ from, to, firstSeen }, index) => ({
    at: firstSeen,
    what: `${index === transitions.length - 1 ? 'seen from' : 'new to the transition from'} ${release(from)} to ${release(to)}`,
  }));
  const said = mutes.map(({ at, by, why, until }) => ({
    at,
    what: until === null ? `unmuted by ${by}: ${why}` : `muted by ${by} until ${until.slice(0, 10)}: ${why}`,
  }));
  return [...turned, ...crossed, ...said].sort((left, right) => right.at.localeCompare(left.at));
}
