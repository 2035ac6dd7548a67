/** What a handler of a kind of fact is, and how the handlers are made. */
import type { Fact, FactKind, FieldValue } from '../facts/fact';
import type { Moment } from '../report';
import { type BootState, DEVICES_MAX, type DeviceState, type Mark, newDevice } from './boot';
import { HANDOFF_WINDOW_SECONDS } from './phase';

/** The boot after the fact; the one before stays as it was. */
export type Handler = (boot: BootState, fact: Fact) => BootState;
export type Handlers = Partial<Record<FactKind, Handler>>;

/** Places kept of what comes again and again. */
export const PLACES_MAX = 8;

export function momentOf(fact: Fact): Moment {
  return { file: fact.source, line: fact.line, time: fact.time };
}

export const text = (value: FieldValue | undefined): string | null =>
  value === undefined || value === null ? null : String(value);
export const number = (value: FieldValue | undefined): number | null => (typeof value === 'number' ? value : null);

export const isFull = (kept: readonly string[]): boolean => kept.length >= DEVICES_MAX;

export function withDevice(boot: BootState, bdf: string, change: (device: DeviceState) => DeviceState): BootState {
  const devices = { ...boot.devices };
  devices[bdf] = change(devices[bdf] ?? newDevice(bdf));
  return { ...boot, devices };
}

/** A handler that changes the device the fact names, and nothing where it names none. */
export function onDevice(change: (device: DeviceState, fact: Fact, boot: BootState) => DeviceState): Handler {
  return (boot, fact) =>
    fact.bdf === null ? boot : withDevice(boot, fact.bdf, (device) => change(device, fact, boot));
}

export function mark(name: Mark): Handler {
  return (boot, fact) => (boot.marks[name] ? boot : { ...boot, marks: { ...boot.marks, [name]: momentOf(fact) } });
}

export function chain(...handlers: readonly Handler[]): Handler {
  return (boot, fact) => handlers.reduce((state, handler) => handler(state, fact), boot);
}

/** Lines lost in the first minutes blind us to a handoff; later ones do not. */
export const duringStart = (fact: Fact): boolean => fact.time === null || fact.time <= HANDOFF_WINDOW_SECONDS;
