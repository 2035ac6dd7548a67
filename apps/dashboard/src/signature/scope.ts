/** Whom a signature was new to, in words. */
import type { SignatureSummary } from '../api/client';

type Scope = NonNullable<SignatureSummary['scope']>;

export const NEW_TO: Readonly<Record<Scope, string>> = {
  fleet: 'the fleet',
  driver: 'its driver',
  policy: 'its policy',
};

const SENTENCES: Readonly<Record<Scope, string>> = {
  fleet: 'When it was first seen, no host of this fleet had failed in this way.',
  driver: 'When it was first seen, other drivers or devices of this fleet had failed in this way, and this one not.',
  policy: 'When it was first seen, this driver had failed in this way, and not under this policy.',
};

/** No alert is raised where the evidence is damaged or open to another reading. */
export const newnessSaid = (scope: SignatureSummary['scope']): string =>
  scope === null ? 'No alert was raised: its evidence may confirm a signature, and makes none.' : SENTENCES[scope];
