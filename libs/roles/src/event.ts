/** Events as the roles make them: ids come from what an event says, so the same work twice is the same event. */
import type { RecordedEvent } from '#event-log';
import { type EventShapes, eventId, type NewEvent, newEvent } from '#schemas';

/** Who says it (a URI-reference), and when (RFC 3339). */
export interface Said {
  readonly by: string;
  readonly time: string;
}
type Shape<Name extends string> = EventShapes[`io.quiesce.${Name}.v1` & keyof EventShapes];
type Made<Name extends string> = NewEvent<`io.quiesce.${Name}.v1` & keyof EventShapes>;

export type LinesCollected = Shape<'lines-collected'>;

export function linesCollected(data: LinesCollected, { by, time }: Said): Made<'lines-collected'> {
  const id = eventId('lines-collected', data.host, data.source, data.firstLine, data.text);
  return newEvent({ id, type: 'io.quiesce.lines-collected.v1', source: by, time, key: data.host, data });
}

export function sourceEnded(data: Shape<'source-ended'>, { by, time }: Said): Made<'source-ended'> {
  const id = eventId('source-ended', data.host, data.source, data.lines);
  return newEvent({ id, type: 'io.quiesce.source-ended.v1', source: by, time, key: data.host, data });
}

export function ticked(data: Shape<'ticked'>, { by, time }: Said): Made<'ticked'> {
  const id = eventId('ticked', data.host, data.at);
  return newEvent({ id, type: 'io.quiesce.ticked.v1', source: by, time, key: data.host, data });
}

/** What a role could not use, whole, with where it stood; the same one again has the same id. */
export function deadLetter(event: RecordedEvent, { by, time, reason }: Said & { reason: string }): Made<'dead-letter'> {
  const { stream, partition, position } = event;
  const { id, type, source, time: saidAt, key, data } = event;
  return newEvent({
    id: eventId('dead-letter', by, stream, partition, position),
    type: 'io.quiesce.dead-letter.v1',
    source: by,
    time,
    key: `${stream}/${partition}/${position}`,
    data: { reason, origin: { stream, partition, position }, event: { id, type, source, time: saidAt, key, data } },
  });
}

/** A letter is answered once: what refuses its event again writes another. */
export function deadLetterReplayed(letter: string, { by, time }: Said): Made<'dead-letter-replayed'> {
  const id = eventId('dead-letter-replayed', letter);
  return newEvent({ id, type: 'io.quiesce.dead-letter-replayed.v1', source: by, time, key: letter, data: { letter } });
}

/** Key order never matters: the same value is the same text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
