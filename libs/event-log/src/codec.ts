/** An event as bytes: one JSON object for the embedded log, CloudEvents binary mode for Kafka. */
import { eventId, newEvent } from '#schemas';
import type { Event, RecordedEvent, Stream } from './event-log';

export type Decoded = { readonly event: Event } | { readonly problem: string };

export interface Message {
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string | readonly (Buffer | string)[] | undefined>>;
}

/** What stands for `data` that JSON has no word for (`undefined`): null, in both adapters. */
const dataText = (data: unknown): string => JSON.stringify(data) ?? 'null';

export const toText = ({ id, type, source, time, key, data }: Event): string =>
  `${JSON.stringify({ id, type, source, time, key }).slice(0, -1)},"data":${dataText(data)}}`;

export function fromText(text: string): Decoded {
  const parsed = parse(text);
  if ('problem' in parsed) return parsed;
  const event = parsed.json as Partial<Event> | null;
  if (typeof event !== 'object' || event === null) return { problem: 'not a JSON object' };
  return checked(
    { id: event.id, type: event.type, source: event.source, time: event.time, key: event.key },
    event.data,
  );
}

/** Kafka protocol binding of CloudEvents 1.0, §3.2: attributes are `ce_` headers, the value is the data alone. */
export const toMessage = (event: Event): { key: string; value: string; headers: Record<string, string> } => ({
  key: event.key,
  value: dataText(event.data),
  headers: {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: event.type,
    ce_source: event.source,
    ce_time: event.time,
    'content-type': 'application/json',
  },
});

export function fromMessage({ key, value, headers = {} }: Message): Decoded {
  const header = (name: string): string | undefined => {
    const found = headers[name];
    return (Array.isArray(found) ? found[0] : found)?.toString();
  };
  if (value === null) return { problem: 'no value' };
  const version = header('ce_specversion');
  if (version === undefined) return { problem: 'no header ce_specversion: not a CloudEvent in binary mode' };
  if (!version.startsWith('1.')) return { problem: `CloudEvents ${version}, expected 1.x` };
  const parsed = parse(value.toString());
  if ('problem' in parsed) return parsed;
  const attributes = {
    id: header('ce_id'),
    type: header('ce_type'),
    source: header('ce_source'),
    time: header('ce_time'),
    key: key?.toString(),
  };
  return checked(attributes, parsed.json);
}

function checked(attributes: { readonly [name in keyof Omit<Event, 'data'>]: unknown }, data: unknown): Decoded {
  const missing = Object.entries(attributes).filter(([, value]) => typeof value !== 'string');
  if (missing.length > 0) return { problem: `without ${missing.map(([name]) => name).join(', ')}` };
  return { event: { ...(attributes as Omit<Event, 'data'>), data } };
}

function parse(text: string): { readonly json: unknown } | { readonly problem: string } {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return { problem: `not JSON: ${(error as Error).message}` };
  }
}

/** Where an event stood that could not be read. */
export interface Origin {
  readonly stream: Stream;
  readonly partition: number;
  readonly position: number;
}

/** So much of an unreadable value goes along with its dead letter; all of it still stands where it stood. */
const VALUE_BYTES_MAX = 4 * 1024 * 1024;

/** An event that cannot be read is kept in base64 among the dead letters; read again, it makes the same id. */
export function deadLetter(letter: {
  readonly origin: Origin;
  readonly reason: string;
  readonly message: Message;
  readonly time: string;
}): Event {
  const { origin, reason, message, time } = letter;
  const at = `${origin.stream}/${origin.partition}/${origin.position}`;
  const bytes = (part: Buffer | string | null): string | null =>
    part === null
      ? null
      : Buffer.from(part as string)
          .subarray(0, VALUE_BYTES_MAX)
          .toString('base64');
  const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
  return newEvent({
    id: eventId('unreadable', at),
    type: 'io.quiesce.dead-letter.v1',
    source: '/event-log',
    time,
    key: at,
    data: {
      reason,
      origin,
      event: { key: bytes(message.key), value: bytes(message.value), headers: Object.fromEntries(headers) },
    },
  });
}

/** An event read from a log, with where it stood. */
export const recorded = (event: Event, origin: Origin): RecordedEvent => ({ ...event, ...origin });

const bytesOf = (text: unknown): Buffer | null => (typeof text === 'string' ? Buffer.from(text, 'base64') : null);

/** The event that a dead letter carries, read once more: whole, or the bytes that `deadLetter` kept of an unreadable one. */
export function fromLetter(carried: unknown): Decoded {
  if (typeof carried !== 'object' || carried === null) return { problem: 'the letter carries no event' };
  if ('id' in carried) return fromText(JSON.stringify(carried));
  const { key, value, headers } = carried as { key?: unknown; value?: unknown; headers?: Record<string, string> };
  const read = fromMessage({ key: bytesOf(key), value: bytesOf(value), headers });
  const whole = bytesOf(value);
  return 'event' in read || whole === null || headers?.ce_id !== undefined ? read : fromText(whole.toString());
}
