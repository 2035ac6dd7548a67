/** Marker records as they come, folded into what a boot's host declared. */
import type { Fact } from '../facts/fact';
import type { MarkerKind } from '../facts/marker';
import type { Moment } from '../report';
import type { Declared } from './boot';

/** The first record of a declaration replaces the one before; the others add their devices. */
export function declare(before: Declared | null, fact: Fact): Declared {
  const { policy, kind, part, devices } = fact.fields;
  const at: Moment = { file: fact.source, line: fact.line, time: fact.time };
  const pairs = (Array.isArray(devices) ? (devices as readonly string[]) : []).map((device) => device.split('='));
  const named = Object.fromEntries(pairs.map(([bdf = '', label = '']) => [bdf, label]));
  const goesOn = part !== 1 && before !== null && before.policy === policy && before.kind === kind;
  return goesOn
    ? { ...before, devices: { ...before.devices, ...named } }
    : { policy: String(policy), kind: kind as MarkerKind, devices: named, at };
}
