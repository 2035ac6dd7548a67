/** The events of the log: their names, shapes, checks and ids, all of which follow from schemas/. */
import { createHash } from 'node:crypto';
import { EVENTS, type EventShapes } from './generated/event';
import { CHECKS } from './generated/validator';

export { EVENTS, type EventShapes } from './generated/event';
export type * from './generated/type';

export type EventType = keyof typeof EVENTS;
/** Documents that are no events: a report, a fact, a line of `quiesce facts`, the head of a capture, a set of rules, a fleet to simulate. */
export type DocumentType = 'capture-head.v1' | 'report.v1' | 'fact.v1' | 'fact-line.v1' | 'rules.v1' | 'simulation.v1';

/** An event before it is in the log; the shape that the event log takes. */
export interface NewEvent<Type extends EventType = EventType> {
  readonly id: string;
  readonly type: Type;
  /** URI-reference of who says it, e.g. `/collector/host-7`. */
  readonly source: string;
  /** RFC 3339. */
  readonly time: string;
  readonly key: string;
  readonly data: EventShapes[Type];
}

/** A large value that is wrong throughout says so this many times. */
const PROBLEMS_MAX = 20;

export const isEventType = (type: string): type is EventType => Object.hasOwn(EVENTS, type);

/** What is wrong with an event's data, as `/path must be …`; empty when it is fine. */
export function validate(type: EventType | DocumentType, data: unknown): readonly string[] {
  const check = CHECKS[type];
  if (check === undefined) return [`no schema is called ${type}`];
  if (check(data)) return [];
  const problems = (check.errors ?? []).slice(0, PROBLEMS_MAX);
  return problems.map(({ instancePath, message = 'is not valid', params }) => {
    const allowed = Array.isArray(params?.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
    return `${instancePath || '/'} ${message}${allowed}`;
  });
}

/** Is this data of that type? For data that comes from elsewhere; `validate` says why not. */
export const isOf = <Type extends EventType>(type: Type, data: unknown): data is EventShapes[Type] =>
  CHECKS[type]!(data);

/** An event for the log. Data that its schema does not allow is our own bug: it throws. */
export function newEvent<Type extends EventType>(event: NewEvent<Type>): NewEvent<Type> {
  const problems = validate(event.type, event.data);
  if (problems.length > 0) throw new Error(`Event ${event.type} as made here is not valid: ${problems.join('; ')}`);
  const { id, type, source, time, key, data } = event;
  return { id, type, source, time, key, data };
}

/** An id that the same parts always make: 32 hex digits of their SHA-256; `['a', 'b']` and `['ab']` differ. */
export const eventId = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
