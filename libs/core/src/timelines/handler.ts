/** What a handler of a kind of fact is, and how the handlers are made. */
import type { Fact, FactKind, FieldValue } from '../facts/fact';
import type { Moment } from '../report';
import { type BootState, DEVICES_MAX, type DeviceState, type Mark, newDevice, type OpenBoot } from './boot';
import type { FoldMemory } from './fold-memory';
import { HANDOFF_WINDOW_SECONDS } from './phase';

/** Changes the boot by what the fact tells. */
export type Handler = (boot: OpenBoot, fact: Fact) => void;
/** One that goes on with what the fold remembers of the facts before. */
export type RememberingHandler = (boot: OpenBoot, fact: Fact, memory: FoldMemory) => void;
export type Handlers = Partial<Record<FactKind, RememberingHandler>>;

/** Places kept of what comes again and again. */
export const PLACES_MAX = 8;

export function momentOf(fact: Fact): Moment {
  return { file: fact.source, line: fact.line, time: fact.time };
}

export const text = (value: FieldValue | undefined): string | null =>
  value === undefined || value === null ? null : String(value);
export const number = (value: FieldValue | undefined): number | null => (typeof value === 'number' ? value : null);

export const isFull = (kept: readonly string[]): boolean => kept.length >= DEVICES_MAX;

export function changeDevice(boot: OpenBoot, bdf: string, change: (device: DeviceState) => DeviceState): void {
  boot.devices[bdf] = change(boot.devices[bdf] ?? newDevice(bdf));
}

/** Its log is not whole, for the reason given. */
export function damage(boot: OpenBoot, reason: string): void {
  if (!boot.damaged.includes(reason)) boot.damaged = [...boot.damaged, reason];
}

/** A handler that changes the device the fact names, and nothing where it names none. */
export function onDevice(change: (device: DeviceState, fact: Fact, boot: BootState) => DeviceState): Handler {
  return (boot, fact) => {
    if (fact.bdf !== null) changeDevice(boot, fact.bdf, (device) => change(device, fact, boot));
  };
}

export function mark(name: Mark): Handler {
  return (boot, fact) => {
    if (!boot.marks[name]) boot.marks = { ...boot.marks, [name]: momentOf(fact) };
  };
}

export function chain(...handlers: readonly Handler[]): Handler;
export function chain(...handlers: readonly RememberingHandler[]): RememberingHandler;
export function chain(...handlers: readonly RememberingHandler[]): RememberingHandler {
  return (boot, fact, memory) => {
    for (const handler of handlers) handler(boot, fact, memory);
  };
}

/** Lines lost in the first minutes blind us to a handoff; later ones do not. */
export const duringStart = (fact: Fact): boolean => fact.time === null || fact.time <= HANDOFF_WINDOW_SECONDS;
