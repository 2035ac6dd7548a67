/** What recorded events say as inputs of the core; the correlator and every replay take them the same way. */
import type { Input, LineBlock } from '#core';
import type { RecordedEvent } from '#event-log';
import { type EventShapes, isOf, validate } from '#schemas';

export interface Placed {
  readonly input: Input;
  readonly position: number;
  /** RFC 3339, of the event that carried it. */
  readonly time: string;
}

const isA = <Type extends keyof EventShapes>(
  type: Type,
  event: RecordedEvent,
): event is RecordedEvent<EventShapes[Type]> => event.type === type && isOf(type, event.data);

/** An event of `lines` as an input, or why it is none. */
export function placedOf(event: RecordedEvent): Placed | { readonly reason: string } {
  const { type, data, position, time, key } = event;
  const place = (input: Placed['input']) => {
    if (input.host !== key) return { reason: `its key is ${key}, its host ${input.host}` };
    // States are plain objects by source: such a name would find what every object has.
    if ('source' in input && input.source in {}) return { reason: `no source may be called ${input.source}` };
    return { input, position, time };
  };
  if (isA('io.quiesce.lines-collected.v1', event)) return place({ type: 'lines', ...event.data });
  if (isA('io.quiesce.ticked.v1', event)) return place({ type: 'tick', ...event.data });
  if (isA('io.quiesce.source-ended.v1', event))
    return place({ type: 'end', host: event.data.host, source: event.data.source });
  const problems = validate(type as keyof EventShapes, data);
  return { reason: problems.length > 0 ? problems.join('; ') : `${type} is no event of this stream` };
}

/** The core's input that an event of the `lines` stream is; null for events that carry none. */
export const inputOf = (event: RecordedEvent): Input | null => {
  const placed = placedOf(event);
  return 'input' in placed ? placed.input : null;
};

/** Lines of a text; the last one counts whether it is ended or not. */
export const countLines = (text: string): number => {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines + (text === '' || text.endsWith('\n') ? 0 : 1);
};

const dropLines = (text: string, count: number): string => {
  let at = 0;
  for (let dropped = 0; dropped < count; dropped++) at = text.indexOf('\n', at) + 1;
  return text.slice(at);
};

/** The lines of a block after line `known`; null where there are none. */
export function unseen<Block extends LineBlock>(block: Block, known: number): Block | null {
  const again = known - block.firstLine + 1;
  if (again <= 0) return block;
  if (again >= countLines(block.text)) return null;
  return { ...block, firstLine: known + 1, text: dropLines(block.text, again) };
}

/** Drops lines that came before, as the correlator does: a collector may send them again with other batching. */
export const onceOnly = (): ((input: Input) => Input | null) => {
  const known = new Map<string, number>();
  return (input) => {
    if (input.type !== 'lines') return input;
    const key = `${input.host}\n${input.source}`;
    const fresh = input.text === '' ? null : unseen(input, known.get(key) ?? 0);
    if (fresh) known.set(key, fresh.firstLine + countLines(fresh.text) - 1);
    return fresh;
  };
};

/** Recorded events as the core takes them live: each line once. */
export function* inputsOfEvents(events: Iterable<RecordedEvent>): Generator<Input> {
  const once = onceOnly();
  for (const event of events) {
    const input = inputOf(event);
    const fresh = input && once(input);
    if (fresh) yield fresh;
  }
}
