/** Every printk format that Quiesce knows of, an example of each and the facts it makes: the texts in messages/, read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader, endOfSource, type Fact, readBlock } from '#core';

export const MESSAGES = join(process.cwd(), 'corpus', 'messages');

/** One example; messages/README.md says how it is written. */
export interface Message {
  /** Of the kernel's event, as in the list of formats. */
  readonly event: string;
  readonly formats: readonly string[];
  /** Records that the reader has seen before; their facts are not the example's. */
  readonly before: readonly string[];
  /** Records as printk was given them; one may hold several lines. */
  readonly records: readonly string[];
  /** As `told` tells them. */
  readonly facts: readonly string[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

/** The examples of one file; throws on a line that is none of its language. */
export function parseMessages(text: string): Message[] {
  const messages: Writable<Message>[] = [];
  for (const line of text.split('\n')) {
    const mark = line.slice(0, 2);
    const rest = line.slice(2);
    const last = messages.at(-1);
    if (mark === '# ') messages.push({ event: rest, formats: [], before: [], records: [], facts: [] });
    else if (line.trim() === '' || mark === '//') continue;
    else if (last === undefined) throw new Error(`before any message: ${line}`);
    else if (mark === '% ') last.formats.push(rest);
    else if (mark === '~ ') last.before.push(rest);
    else if (mark === '> ') last.records.push(rest);
    else if (mark === '| ') last.records.push(`${last.records.pop()}\n${rest}`);
    else if (mark === '= ') last.facts.push(rest);
    else throw new Error(`neither # % ~ > | = nor //: ${line}`);
  }
  return messages;
}

/** A file of messages as it is written. */
export const writeMessages = (messages: readonly Message[]): string =>
  messages
    .map(({ event, formats, before, records, facts }) =>
      [
        `# ${event}`,
        ...formats.map((format) => `% ${format}`),
        ...before.map((record) => `~ ${record}`),
        ...records.map((record) => `> ${record.replaceAll('\n', '\n| ')}`),
        ...facts.map((fact) => `= ${fact}`),
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');

/** `family kind! bdf {"field":…}`; `!` where it is a fault, `-` for no device, `?` and why where it is damaged. */
export const told = ({ family, kind, fault, bdf, fields, corrupted }: Fact): string =>
  `${family} ${kind}${fault ? '!' : ''} ${bdf ?? '-'} ${JSON.stringify(fields)}${corrupted ? ` ?${corrupted}` : ''}`;

/** What any message of a driver makes beside its own facts. */
const isAside = ({ kind }: Fact) => kind === 'driver-spoke';

/** The facts of an example, printed by `print` from the records of one boot, 10 ms apart. */
export function factsOf(message: Message, print: (records: readonly string[]) => string = dmesg): Fact[] {
  const reader = createReader('example');
  const before = message.before.length === 0 ? '' : print(message.before);
  const text = `${before}${print(message.records)}`;
  const first = before.split('\n').length;
  const facts = [...readBlock(reader, { source: 'example', firstLine: 1, text }), ...endOfSource(reader)].filter(
    ({ kind, line }) => line >= first && kind !== 'line-unknown',
  );
  return facts.every(isAside) ? facts : facts.filter((fact) => !isAside(fact));
}

/** As dmesg prints records: a line each, the lines of one record under the same stamp. */
export const dmesg = (records: readonly string[]): string =>
  records
    .flatMap((record, index) => record.split('\n').map((line) => `[${(100 + index / 100).toFixed(6)}] ${line}\n`))
    .join('');

/** Files of messages by name, without their ending. */
export const messageFiles = (): ReadonlyMap<string, readonly Message[]> =>
  new Map(
    readdirSync(MESSAGES)
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => [name.replace('.txt', ''), parseMessages(readFileSync(join(MESSAGES, name), 'utf8'))] as const),
  );
