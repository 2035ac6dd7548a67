/** `npm run schemas`: writes the TypeScript types, the validators and asyncapi.yaml that follow from the schemas. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import standalone from 'ajv/dist/standalone';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import ts from 'typescript';
import { stringify } from 'yaml';
import { STREAMS, type Stream } from '#event-log';

type Json = Readonly<Record<string, unknown>>;
export interface EventSchema {
  /** `lines-collected`. */
  readonly name: string;
  /** `io.quiesce.lines-collected.v1`. */
  readonly type: string;
  /** `LinesCollected`. */
  readonly title: string;
  readonly description: string;
  readonly stream: Stream;
  /** Which part of the data is the key. */
  readonly key: string;
  /** Path within schemas/. */
  readonly path: string;
}
/** What the code generated says of itself. */
const HEAD = '/** Generated from schemas/ by `npm run schemas`; a test fails when it is stale. */';
/** What ajv compiles carries no types. */
const UNCHECKED = `// @ts-${'nocheck'}`;
const GENERATED = 'libs/schemas/src/generated';
const DOCUMENTS = [
  'capture-head.v1.json',
  'fact.v1.json',
  'fact-line.v1.json',
  'report.v1.json',
  'rules.v1.json',
  'simulation.v1.json',
];

export const readSchema = (root: string, path: string): Json =>
  JSON.parse(readFileSync(join(root, 'schemas', path), 'utf8')) as Json;

export function readEvents(root: string): readonly EventSchema[] {
  const files = readdirSync(join(root, 'schemas/events')).sort();
  return files.map((file) => {
    const path = `events/${file}`;
    const schema = readSchema(root, path);
    const [, name, version] = /^(.+)\.(v\d+)\.json$/.exec(file) ?? [];
    const stream = schema['x-stream'] as Stream;
    if (name === undefined || !(stream in STREAMS)) throw new Error(`${path} names no stream of the event log`);
    return {
      name,
      type: `io.quiesce.${name}.${version}`,
      title: schema.title as string,
      description: schema.description as string,
      stream,
      key: schema['x-key'] as string,
      path,
    };
  });
}

/** An ajv that knows every schema by its path within schemas/. */
export function readAjv(root: string, adapt: (schema: Json) => Json = (schema) => schema): Ajv2020 {
  // `unicode: false` keeps the validators free of imports; ajv calls it deprecated, hence no logger.
  const options = {
    allErrors: true,
    unicode: false,
    unicodeRegExp: false,
    allowUnionTypes: true,
    logger: false,
  } as const;
  const ajv = new Ajv2020({ strict: true, code: { source: true, lines: true }, ...options });
  ajv.addVocabulary(['x-stream', 'x-key']);
  for (const path of [...DOCUMENTS, ...readEvents(root).map(({ path }) => path)]) {
    ajv.addSchema(adapt(readSchema(root, path)), path);
  }
  return ajv;
}

/** Path from the project's root → text, of everything generated. */
export async function generate(root: string): Promise<ReadonlyMap<string, string>> {
  const events = readEvents(root);
  return new Map([
    [`${GENERATED}/type.ts`, await types(root, events)],
    [`${GENERATED}/event.ts`, eventTable(events)],
    [`${GENERATED}/validator.ts`, validators(root, events)],
    ['schemas/asyncapi.yaml', asyncapi(events)],
  ]);
}

/** All types come of one made-up schema that refers to every real one, so that each is written once. */
async function types(root: string, events: readonly EventSchema[]): Promise<string> {
  const all = [...DOCUMENTS, ...events.map(({ path }) => path)];
  const whole: JSONSchema = {
    title: 'Everything',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(all.map((path) => [path, { $ref: path }])),
  };
  const text = await compile(whole, 'Everything', {
    cwd: `${join(root, 'schemas')}/`,
    additionalProperties: false,
    bannerComment: '',
    format: false,
    unknownAny: true,
  });
  return `${HEAD}\n${readonlyTypes(text)}`;
}

/** Types of events are of values that nobody changes. */
function readonlyTypes(text: string): string {
  const source = ts.createSourceFile('type.ts', text, ts.ScriptTarget.ES2022, true);
  const { factory } = ts;
  const modifiers = [factory.createModifier(ts.SyntaxKind.ReadonlyKeyword)];
  const visitor =
    (context: ts.TransformationContext) =>
    (node: ts.Node): ts.Node => {
      const seen = ts.visitEachChild(node, visitor(context), context);
      if (ts.isPropertySignature(seen)) {
        return factory.updatePropertySignature(seen, modifiers, seen.name, seen.questionToken, seen.type);
      }
      if (ts.isIndexSignatureDeclaration(seen)) {
        return factory.updateIndexSignature(seen, modifiers, seen.parameters, seen.type);
      }
      return ts.isArrayTypeNode(seen) ? factory.createTypeOperatorNode(ts.SyntaxKind.ReadonlyKeyword, seen) : seen;
    };
  const { transformed } = ts.transform(source, [
    (context) => (file) => {
      const statements = file.statements.filter((one) => !isNamed(one, 'Everything'));
      const kept = factory.updateSourceFile(file, statements);
      return ts.visitEachChild(kept, visitor(context), context);
    },
  ]);
  return ts.createPrinter({ newLine: ts.NewLineKind.LineFeed }).printFile(transformed[0]!);
}

const isNamed = (statement: ts.Statement, name: string): boolean =>
  ts.isInterfaceDeclaration(statement) && statement.name.text === name;

function eventTable(events: readonly EventSchema[]): string {
  const titles = events.map(({ title }) => title).join(', ');
  const rows = events.map(({ type, stream, key }) => `  '${type}': { stream: '${stream}', key: '${key}' },`);
  const shapes = events.map(({ type, title }) => `  readonly '${type}': ${title};`);
  return `${HEAD}
import type { ${titles} } from './type';

/** Every type of event, the stream it goes to and what its key is. */
export const EVENTS = {
${rows.join('\n')}
} as const;
export interface EventShapes {
${shapes.join('\n')}
}
`;
}

function validators(root: string, events: readonly EventSchema[]): string {
  const ajv = readAjv(root);
  const named = [
    ...events.map(({ type, path }) => [type, path] as const),
    ...DOCUMENTS.map((path) => [path.replace('.json', ''), path] as const),
  ];
  const exported = Object.fromEntries(named.map(([, path], n) => [`check${n}`, readSchema(root, path).$id as string]));
  const code = standalone(ajv, exported);
  const rows = named.map(([name], n) => `  '${name}': check${n} as unknown as Check,`);
  return `${UNCHECKED}
${HEAD}
${code
  .replace('"use strict";', '')
  .replaceAll(/exports\.(\w+) = (\w+);/g, 'const $1 = $2;')
  .replaceAll(/;(?=const check|function )/g, ';\n')}

interface Check {
  (data: unknown): boolean;
  errors?: readonly { instancePath: string; message?: string; params?: Record<string, unknown> }[] | null;
}
export const CHECKS: Readonly<Record<string, Check>> = {
${rows.join('\n')}
};
`;
}

/** Which role writes and reads each stream. */
const TRAFFIC: Readonly<Record<Stream, { readonly by: readonly string[]; readonly to: readonly string[] }>> = {
  lines: { by: ['collector', 'query'], to: ['correlator', 'projector'] },
  facts: { by: ['correlator'], to: ['projector'] },
  handoffs: { by: ['correlator'], to: ['projector', 'watcher'] },
  signatures: { by: ['watcher'], to: ['watcher', 'projector'] },
  alerts: { by: ['watcher'], to: ['notifier', 'projector'] },
  mutes: { by: ['query'], to: ['notifier', 'projector', 'query'] },
  deliveries: { by: ['notifier'], to: ['notifier', 'projector'] },
  snapshots: { by: ['correlator'], to: ['correlator'] },
  'dead-letters': { by: ['every role'], to: ['projector'] },
};

function asyncapi(events: readonly EventSchema[]): string {
  const streams = Object.keys(STREAMS) as Stream[];
  const of = (stream: Stream) => events.filter((event) => event.stream === stream);
  const channel = (stream: Stream) => ({
    address: `{prefix}${stream}`,
    description: `Keeps ${STREAMS[stream].keeps === 'all' ? 'every event' : 'the latest event of each key'}. Order holds per key.`,
    parameters: { prefix: { $ref: '#/components/parameters/prefix' } },
    messages: Object.fromEntries(of(stream).map(({ name }) => [name, { $ref: `#/components/messages/${name}` }])),
    bindings: {
      kafka: { topicConfiguration: { 'cleanup.policy': [STREAMS[stream].keeps === 'all' ? 'delete' : 'compact'] } },
    },
  });
  const operation = (action: 'send' | 'receive', stream: Stream) => ({
    action,
    channel: { $ref: `#/channels/${stream}` },
    description: `Done by: ${TRAFFIC[stream][action === 'send' ? 'by' : 'to'].join(', ')}.`,
  });
  const message = ({ title, description, type, key, path }: EventSchema) => ({
    name: type,
    title,
    summary: description,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/cloudevent' },
    payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: { $ref: `./${path}` } },
    bindings: { kafka: { key: { type: 'string', description: key } } },
  });
  const header = (description: string, more: Json = {}) => ({ type: 'string', description, ...more });
  return stringify({
    asyncapi: '3.0.0',
    info: {
      title: 'Quiesce event log',
      version: '1',
      description: 'Streams of CloudEvents 1.0 in binary mode. Generated from schemas/ by `npm run schemas`.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(streams.map((stream) => [stream, channel(stream)])),
    operations: Object.fromEntries(
      streams.flatMap((stream) => [
        [`append-${stream}`, operation('send', stream)],
        [`read-${stream}`, operation('receive', stream)],
      ]),
    ),
    components: {
      parameters: { prefix: { description: 'What the topics of one installation begin with.', default: 'quiesce.' } },
      messages: Object.fromEntries(events.map((event) => [event.name, message(event)])),
      schemas: {
        cloudevent: {
          type: 'object',
          required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time'],
          properties: {
            ce_specversion: header('CloudEvents version.', { const: '1.0' }),
            ce_id: header("Made from the event's inputs: the same work done twice makes the same id."),
            ce_type: header('The name of the message.'),
            ce_source: header('URI-reference of who says it.'),
            ce_time: header('RFC 3339.'),
            'content-type': header('Of the value.', { const: 'application/json' }),
          },
        },
      },
    },
  });
}

async function main(): Promise<void> {
  const root = process.cwd();
  for (const [path, text] of await generate(root)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stderr.write(`${path}\n`);
  }
}

if (require.main === module) void main();
