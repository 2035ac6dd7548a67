/** Which hosts a second set of rules can judge otherwise than the first: the others need not be judged twice. */
import type { Fact, Input, Output, RuleChange } from '#core';
import type { RuleSet } from './rules-file';

/** What the second of two sets of rules does that the first does not; one core judges both. */
export interface Difference {
  /** Families of facts, or kinds in one, that the second does not read. */
  readonly facts: ReadonlySet<string>;
  readonly timeout: boolean;
  readonly signatures: boolean;
  readonly knownFailures: boolean;
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

const isWithin = (some: readonly string[] = [], all: readonly string[] = []): boolean =>
  some.every((one) => all.includes(one));

/** Does the first set tell all that the second tells? What it leaves out shows nowhere. */
function tellsAll(before: RuleChange, after: RuleChange): boolean {
  const versions = before.signatureVersions;
  return (
    isWithin(before.withoutFacts, after.withoutFacts) &&
    isWithin(before.withoutKnownFailures, after.withoutKnownFailures) &&
    (versions === undefined || same(versions, after.signatureVersions))
  );
}

/** Null where the first set does not tell all that the second tells, or another core judges: then all is judged twice. */
export function differenceOf(first: RuleSet, second: RuleSet): Difference | null {
  const [before, after] = [first.change, second.change];
  if (first.core !== second.core || !tellsAll(before, after)) return null;
  return {
    facts: new Set(after.withoutFacts?.filter((one) => !before.withoutFacts?.includes(one))),
    timeout: before.handoffTimeoutSeconds !== after.handoffTimeoutSeconds,
    signatures: !same(before.signatureVersions, after.signatureVersions),
    knownFailures: !same(before.withoutKnownFailures, after.withoutKnownFailures),
  };
}

const isUnread = ({ facts }: Difference, { family, kind }: Fact): boolean =>
  facts.has(family) || facts.has(`${family}/${kind}`);

/** Hosts in groups: what one of them said was of another. */
function newGroups() {
  const parents = new Map<string, string>();
  const rootOf = (host: string): string => {
    let root = host;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  return {
    rootOf,
    join: (left: string, right: string) => {
      const [from, to] = [rootOf(left), rootOf(right)];
      if (from !== to) parents.set(from, to);
    },
  };
}

export interface Watch {
  readonly onInput: (input: Input) => void;
  readonly onOutput: (output: Output) => void;
  /**
   * To be asked when all was seen: may the second set tell of this host otherwise, itself or another that its lines speak of? Null where
   * it can of none.
   */
  readonly mayDiffer: () => ((host: string) => boolean) | null;
}

/** Sees everything that the first set of rules takes and tells. */
export function watchFor(difference: Difference): Watch {
  const groups = newGroups();
  const differing = new Set<string>();
  let speaking = '';
  const onFacts = (host: string, facts: readonly Fact[]) => {
    if (host !== speaking) groups.join(speaking, host);
    for (const fact of facts) {
      if (fact.host !== null && fact.host !== speaking) groups.join(speaking, fact.host);
      if (isUnread(difference, fact)) differing.add(speaking);
    }
  };
  return {
    onInput: (input) => {
      speaking = input.host;
      if (difference.timeout && input.type === 'tick') differing.add(speaking);
    },
    onOutput: (output) => {
      if (output.type === 'facts') onFacts(output.host, output.facts);
      if (output.type !== 'handoff') return;
      const { devices } = output.handoff;
      if (difference.signatures && devices.some(({ signature }) => signature !== null)) differing.add(output.host);
      if (difference.knownFailures && devices.some(({ knownFailures = [] }) => knownFailures.length > 0))
        differing.add(output.host);
    },
    mayDiffer: () => {
      const roots = new Set([...differing].map(groups.rootOf));
      return roots.size === 0 ? null : (host) => roots.has(groups.rootOf(host));
    },
  };
}
