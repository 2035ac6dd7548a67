/** Folds facts into boots. Where a kind of fact is handled: the tables of the `*-handlers.ts` beside this file. */
import type { Fact } from '../facts/fact';
import { type BootState, DEVICES_MAX, type OpenBoot, open } from './boot';
import { BOOT_HANDLERS } from './boot-handlers';
import { DEVICE_HANDLERS } from './device-handlers';
import { ERROR_HANDLERS } from './error-handlers';
import { FAULT_HANDLERS } from './fault-handlers';
import { type FoldMemory, forget, newMemory } from './fold-memory';
import { damage, type Handlers } from './handler';

/** Each kind of fact is in one of the tables. */
const HANDLERS: Handlers = { ...BOOT_HANDLERS, ...DEVICE_HANDLERS, ...FAULT_HANDLERS, ...ERROR_HANDLERS };

/** A device more than are kept: who else is named is not followed, and the boot is said to be damaged by it. */
const isBeyond = (boot: BootState, { bdf }: Fact): boolean =>
  bdf !== null && !boot.devices[bdf] && Object.keys(boot.devices).length >= DEVICES_MAX;

/** One fact further. Facts without a handler change nothing but the clock. */
export function advanceOpen(boot: OpenBoot, fact: Fact, memory: FoldMemory): void {
  forget(memory, fact);
  if (isBeyond(boot, fact)) damage(boot, 'too-many-devices');
  else HANDLERS[fact.kind]?.(boot, fact, memory);
  boot.lastLine = Math.max(boot.lastLine, fact.line);
  if (fact.time !== null) boot.lastTime = Math.max(boot.lastTime ?? 0, fact.time);
}

/** The boot one fact further; the one before stays as it was. */
export function advanceBoot(boot: BootState, fact: Fact): BootState {
  const next = open(boot);
  advanceOpen(next, fact, newMemory());
  return next;
}
