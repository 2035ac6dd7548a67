/** Folds facts into boots. Where a kind of fact is handled: the tables of the `*-handlers.ts` beside this file. */
import type { Fact } from '../facts/fact';
import { type BootState, DEVICES_MAX } from './boot';
import { BOOT_HANDLERS } from './boot-handlers';
import { DEVICE_HANDLERS } from './device-handlers';
import { ERROR_HANDLERS } from './error-handlers';
import { FAULT_HANDLERS } from './fault-handlers';
import type { Handlers } from './handler';

/** Each kind of fact is in one of the tables. */
const HANDLERS: Handlers = { ...BOOT_HANDLERS, ...DEVICE_HANDLERS, ...FAULT_HANDLERS, ...ERROR_HANDLERS };

/** A device more than are kept: who else is named is not followed, and the boot is said to be damaged by it. */
const isBeyond = (boot: BootState, { bdf }: Fact): boolean =>
  bdf !== null && !boot.devices[bdf] && Object.keys(boot.devices).length >= DEVICES_MAX;

const tooMany = (boot: BootState): BootState => ({
  ...boot,
  damaged: [...new Set([...boot.damaged, 'too-many-devices'])],
});

/** One fact further. Facts without a handler change nothing but the clock. What a handler returns is its own: the clock of it is set in place. */
export function advanceBoot(boot: BootState, fact: Fact): BootState {
  const next = isBeyond(boot, fact) ? tooMany(boot) : (HANDLERS[fact.kind]?.(boot, fact) ?? boot);
  const lastLine = Math.max(next.lastLine, fact.line);
  const lastTime = fact.time === null ? next.lastTime : Math.max(next.lastTime ?? 0, fact.time);
  if (next === boot) return { ...boot, lastLine, lastTime };
  next.lastLine = lastLine;
  next.lastTime = lastTime;
  return next;
}
