import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { STREAMS } from '#event-log';
import { type DocumentType, EVENTS, type EventType, newEvent, validate } from '#schemas';
import { fromMessage, fromText, toMessage, toText } from '../libs/event-log/src/codec';
import { generate, readAjv, readEvents, readSchema } from './generate';

// The generator prints with TypeScript; prettier, which it loads for nothing, wants modules that jest has not.
jest.mock('prettier', () => ({}));

const ROOT = join(__dirname, '..');
const events = readEvents(ROOT);
const typeOf = (folder: string): EventType | DocumentType =>
  (events.find(({ name }) => name === folder)?.type as EventType | undefined) ?? (`${folder}.v1` as DocumentType);
const folders = readdirSync(join(ROOT, 'schemas/examples'));
const examples = folders.flatMap((folder) =>
  readdirSync(join(ROOT, 'schemas/examples', folder)).map((file) => {
    const data: unknown = JSON.parse(readFileSync(join(ROOT, 'schemas/examples', folder, file), 'utf8'));
    return { folder, file, data };
  }),
);
const ofEvents = examples.filter(({ folder }) => typeOf(folder) in EVENTS);

test('what is generated is fresh; else run `npm run schemas`', async () => {
  for (const [path, text] of await generate(ROOT)) {
    expect({ path, same: readFileSync(join(ROOT, path), 'utf8') === text }).toEqual({ path, same: true });
  }
}, 60_000);

test('every event and document has an example', () => {
  const wanted = [...events.map(({ name }) => name), 'capture-head', 'fact', 'fact-line', 'report', 'rules'].sort();
  expect([...folders].sort()).toEqual(wanted);
  for (const folder of folders) expect(examples.filter((one) => one.folder === folder)).not.toEqual([]);
});

test('every type of event is in the table, on a stream of the log', () => {
  expect(Object.keys(EVENTS).sort()).toEqual(events.map(({ type }) => type).sort());
  expect(new Set(events.map(({ stream }) => stream))).toEqual(new Set(Object.keys(STREAMS)));
});

test.each(examples)('$folder/$file is valid', ({ folder, data }) => {
  expect(validate(typeOf(folder), data)).toEqual([]);
});

/** Readers let a later writer add fields; examples have none that no schema knows. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return 'properties' in inner && inner.type === 'object' ? { additionalProperties: false, ...inner } : inner;
};

test.each(examples)('$folder/$file has only what its schema knows', ({ folder, data }) => {
  const ajv = readAjv(ROOT, (schema) => closed(schema) as Record<string, unknown>);
  const check = ajv.getSchema(events.find(({ name }) => name === folder)?.path ?? `${folder}.v1.json`)!;
  expect({ valid: check(data), errors: check.errors }).toEqual({ valid: true, errors: null });
});

test.each(ofEvents)('$folder/$file goes through both encodings unchanged', ({ folder, data }) => {
  const event = newEvent({
    id: 'an id',
    type: typeOf(folder) as 'io.quiesce.ticked.v1',
    source: '/test',
    time: '2026-03-01T12:00:00Z',
    key: 'kéy',
    data: data as { host: string; at: string },
  });
  expect(fromText(toText(event))).toEqual({ event });
  expect(fromMessage(toMessage(event))).toEqual({ event });
  const { key, value, headers } = toMessage(event);
  const bytes = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
  expect(fromMessage({ key: Buffer.from(key), value: Buffer.from(value), headers: bytes })).toEqual({ event });
});

const requiredOf = (folder: string) =>
  readSchema(ROOT, events.find(({ name }) => name === folder)!.path).required as readonly string[];
/** Each required part taken away, each part made something else: the validator notices. */
test.each(ofEvents)('$folder/$file is not valid when a part is missing or of another kind', ({ folder, data }) => {
  const whole = data as Record<string, unknown>;
  const anything = folder === 'dead-letter' ? ['event'] : [];
  for (const part of Object.keys(whole)) {
    const { [part]: _taken, ...rest } = whole;
    const problems = requiredOf(folder).includes(part) ? [`/ must have required property '${part}'`] : [];
    expect(validate(typeOf(folder), rest)).toEqual(problems);
    if (anything.includes(part)) continue;
    expect(validate(typeOf(folder), { ...whole, [part]: true })[0]).toMatch(new RegExp(`^/${part} `));
  }
});

test('problems say where and what', () => {
  const type = 'io.quiesce.signature-seen.v1';
  const seen = ofEvents.find(({ folder }) => folder === 'signature-seen')!.data as object;
  expect(validate(type, { ...seen, verdict: 'fine', bdf: '00:1f.2' })).toEqual([
    expect.stringMatching(/^\/bdf must match pattern/),
    expect.stringMatching(/^\/verdict must be equal to one of the allowed values: lost, missing/),
  ]);
  expect(validate(type, null)).toEqual(['/ must be object']);
  expect(validate(type, 'text')).toEqual(['/ must be object']);
});

test('asyncapi.yaml tells of every stream and of every event', () => {
  const api = parse(readFileSync(join(ROOT, 'schemas/asyncapi.yaml'), 'utf8')) as {
    channels: Record<string, { messages: Record<string, { $ref: string }> }>;
    components: { messages: Record<string, { name: string; payload: { schema: { $ref: string } } }> };
  };
  expect(Object.keys(api.channels)).toEqual(Object.keys(STREAMS));
  for (const { name, type, stream, path } of events) {
    expect(api.channels[stream]!.messages[name]).toEqual({ $ref: `#/components/messages/${name}` });
    expect(api.components.messages[name]).toMatchObject({ name: type, payload: { schema: { $ref: `./${path}` } } });
  }
});
