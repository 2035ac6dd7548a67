/** When are two faults of one device the same thing, told again? */
import type { Phase } from '../report';
import type { FaultRun } from './boot';

/** The phases in which a device is its new driver's. */
export const isOwners = (phase: Phase): boolean => phase === 'claimed' || phase === 'settled';

export const sameRun = (run: FaultRun, other: FaultRun): boolean =>
  run.kind === other.kind &&
  (run.phase === other.phase || (isOwners(run.phase) && isOwners(other.phase))) &&
  run.access === other.access &&
  run.reason === other.reason &&
  run.requester === other.requester;
