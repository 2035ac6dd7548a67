/** Whom a failure is new to (domain.md §6): the fleet, a driver in it, or a policy under which that driver had not shown it. */
import type { Signature } from '../report';
import { fingerprint } from './signature';

type Parts = Signature['parts'];

/** Widest first. */
export const SCOPES = ['fleet', 'driver', 'policy'] as const;
export type Scope = (typeof SCOPES)[number];
/** Somebody is woken where a fleet fails in a way it never did; a known way that spreads can wait for the morning. */
export const SEVERITIES = { fleet: 'page', driver: 'warn', policy: 'warn' } as const satisfies Record<Scope, string>;

/** Parts of a fingerprint that a scope sets aside. Without all three it says how something fails, whatever it is: its failure mode. */
const SET_ASIDE: Readonly<Record<Scope, readonly string[]>> = {
  fleet: ['driver', 'device', 'policy'],
  driver: ['policy'],
  policy: [],
};

/** The name that equal failures have within a scope; names of different scopes differ. */
function nameWithin(scope: Scope, parts: Parts): string {
  const kept = Object.entries(parts).filter(([name]) => !SET_ASIDE[scope].includes(name));
  return fingerprint('m', Object.fromEntries(kept));
}

/** One failure mode has one name, whatever driver, device and policy show it. */
export const failureModeOf = (parts: Parts): string => nameWithin('fleet', parts);

/** What is known once a failure with these parts was seen. */
export const namesOf = (parts: Parts): readonly string[] => SCOPES.map((scope) => nameWithin(scope, parts));

/** The widest scope that has not seen it; null where even this driver under this policy has. */
export const newTo = (parts: Parts, isKnown: (name: string) => boolean): Scope | null =>
  SCOPES.find((scope) => !isKnown(nameWithin(scope, parts))) ?? null;
