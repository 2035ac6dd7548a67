/** Every printk format of the catalogue: an example of it makes the facts that messages/ says, or it is known to carry nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CARRIES_NOTHING, isPrintedBy, printk } from '#core';
import { PRINTED_FORMS, type PrintedForm, print, type Scene } from '#simulator';
import { factsOf, type Message, messageFiles, parseMessages, told, writeMessages } from './messages';

const all = [...messageFiles()].flatMap(([file, messages]) =>
  messages.map((message) => ({ ...message, name: `${file} ${message.event}: ${message.records[0]}` })),
);
const silent = CARRIES_NOTHING.flatMap(({ formats }) => formats);
const spoken = all.flatMap(({ formats }) => formats);

test.each(all)('$name', (message) => {
  expect(factsOf(message).map(told)).toEqual(message.facts);
  expect(message.facts.length).toBeGreaterThan(0);
});

const ANY = { kind: 'any' } as const;
/** Told in the catalogue in words, not as a format: several texts, or whatever stands behind a prefix. */
const IN_WORDS = /<text>|04d text$|^0442 Adapter failed to init \/ 1408 /;

const SCENE: Scene = { host: 'web-17', bootedAt: '2026-11-23T08:00:00.000Z', sequence: 300 };

/** Records of one boot, 10 ms apart, at the level of an error; systemd-shutdown writes its own into /dev/kmsg as a daemon. */
const printed =
  (form: PrintedForm, from = 100) =>
  (records: readonly string[]) =>
    print(
      form,
      records.map((text, index) => ({
        seconds: from + index / 100,
        level: 3,
        facility: text.startsWith('systemd-shutdown[') ? 3 : 0,
        text,
      })),
      SCENE,
    );

/** Where the boot began is another line in a form of many lines a record. */
const placeless = (fact: string) => fact.replace(/"firstLine":\d+/, '"firstLine":1');

test.each(Object.keys(PRINTED_FORMS) as PrintedForm[])(
  'as %s prints them, all messages make the same facts',
  (form) => {
    const wrong = all
      .map((message) => ({ ...message, made: factsOf(message, printed(form)).map(told).map(placeless) }))
      .filter(({ facts, made }) => JSON.stringify(facts) !== JSON.stringify(made))
      .map(({ name, made }) => ({ name, made }));
    expect(wrong).toEqual([]);
  },
);

/** Long after the start of a boot words of trouble are no longer looked for: each line of a report is found by what its row looks for. */
test('days after the boot, all messages make the same facts', () => {
  const wrong = all
    .map((message) => ({ ...message, made: factsOf(message, printed('dmesg', 90_000)).map(told).map(placeless) }))
    .filter(({ facts, made }) => JSON.stringify(facts) !== JSON.stringify(made))
    .map(({ name, made }) => ({ name, made }));
  expect(wrong).toEqual([]);
});

const within = (format: string) => ({ ...printk(format), pieces: [ANY, ...printk(format).pieces, ANY] });

/** Counts, indices and errors of other machines: `7` may be `17`, and `-5` be `-110`. systemd's pid is 1. */
const withOtherNumbers = (record: string): string =>
  record
    .replace(/(?<!systemd\[)(?<![\w.:\-#/+])\d(?![\w.:\-/])/g, '1$&')
    .replace(/(?<=[ (=:])-\d{1,2}(?![\w.:])/g, '-110');
const others = all.flatMap((message) => {
  const records = message.records.map(withOtherNumbers);
  const printable = message.formats.every(
    (format) =>
      isPrintedBy(within(format), message.records.join('\n')) === isPrintedBy(within(format), records.join('\n')),
  );
  return printable && records.join() !== message.records.join() ? [{ ...message, other: records }] : [];
});
const kinds = (facts: readonly string[]) => facts.map((fact) => fact.split(' ').slice(0, 3).join(' '));

test('many messages have numbers that a machine may print otherwise', () => {
  expect(others.length).toBeGreaterThan(150);
});

test.each(others)('$name: with other numbers facts of the same kinds, about the same devices', (message) => {
  expect(kinds(factsOf({ ...message, records: message.other }).map(told))).toEqual(kinds(message.facts));
});

test('every example was printed with its formats', () => {
  const wrong = all.flatMap(({ formats, records }) =>
    formats.filter((format) => !IN_WORDS.test(format) && !isPrintedBy(within(format), records.join('\n'))),
  );
  expect(wrong).toEqual([]);
});

test('no format both makes a fact and carries nothing', () => {
  expect(spoken.filter((format) => silent.includes(format))).toEqual([]);
});

/** The catalogue of kernel messages: family, event and format of each. It lies beside a checkout, not in it. */
const CATALOGUE = join(process.cwd(), '../shared/design/kernel-messages.json');
const hasCatalogue = existsSync(CATALOGUE);
if (!hasCatalogue && process.env.CI === 'true')
  throw new Error(`with CI=true the catalogue must be there: ${CATALOGUE}`);

(hasCatalogue ? test : test.skip)('no format of the catalogue is absent (skipped without the catalogue)', () => {
  const entries = JSON.parse(readFileSync(CATALOGUE, 'utf8')) as { id: string; format: string }[];
  const known = new Set([...spoken, ...silent]);
  expect(entries.length).toBeGreaterThan(900);
  expect(entries.filter(({ format }) => !known.has(format))).toEqual([]);
});

describe('files of messages', () => {
  const text = '# an_event\n% %s did\n~ one did\n> two did\n| and more\n= driver driver-spoke - {}\n';

  test('are read and written alike', () => {
    const [message, ...others] = parseMessages(text);
    expect(others).toEqual([]);
    expect(message).toEqual<Message>({
      event: 'an_event',
      formats: ['%s did'],
      before: ['one did'],
      records: ['two did\nand more'],
      facts: ['driver driver-spoke - {}'],
    });
    expect(writeMessages([message as Message])).toBe(text);
  });

  test('say which line is none of their language', () => {
    expect(() => parseMessages('> lonely')).toThrow('before any message: > lonely');
    expect(() => parseMessages('# e\nwhat')).toThrow('what');
  });
});
