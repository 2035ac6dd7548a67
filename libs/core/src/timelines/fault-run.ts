/** When are two faults of one device the same thing, told again? */
import type { Phase } from '../report';
import type { FaultRun } from './boot';

/** The phases in which a device is its new driver's. */
export const isOwners = (phase: Phase): boolean => phase === 'claimed' || phase === 'settled';

type Likeness = Pick<FaultRun, 'kind' | 'phase' | 'access' | 'reason' | 'requester'>;

export const sameRun = (run: Likeness, other: Likeness): boolean =>
  run.kind === other.kind &&
  (run.phase === other.phase || (isOwners(run.phase) && isOwners(other.phase))) &&
  run.access === other.access &&
  run.reason === other.reason &&
  run.requester === other.requester;
