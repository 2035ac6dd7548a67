import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decompress } from 'fzstd';
import type { RecordedEvent } from '#event-log';
import { type Capture, captureOf, isCapture, mergedCapture, parseCapture, writtenCapture } from './capture';
import { judgedAgain } from './judge-again';
import { packed } from './pack';

const text = readFileSync(join(__dirname, '../../../corpus/vtd-leak-crash-2nics.log'), 'utf8');
const lines = text.split('\n').slice(0, -1);

const recorded = (host: string): RecordedEvent[] =>
  [0, 300, 600].map((from, at) => ({
    stream: 'lines',
    partition: 0,
    position: at * 2,
    id: `${host}-${at}`,
    type: 'io.quiesce.lines-collected.v1',
    source: '/collector',
    time: '2026-11-23T10:00:00Z',
    key: host,
    data: { host, source: 'console', firstLine: from + 1, text: lines.slice(from, from + 300).join('\n') },
  }));
const captureFor = async (host: string): Promise<Capture> => {
  const events = recorded(host);
  return captureOf([...events, ...(await judgedAgain(events))]);
};
const whole = captureFor('web-17');

test('what is written is read again, packed or not, the same bytes each time', async () => {
  const written = writtenCapture(await whole);
  expect(isCapture(written)).toBe(true);
  expect(parseCapture('a', written)).toEqual(await whole);
  expect(writtenCapture(parseCapture('a', written))).toBe(written);
  const bytes = await packed(written);
  expect(bytes.length).toBeLessThan(written.length / 4);
  expect(Buffer.from(decompress(bytes)).toString()).toBe(written);
});

test('cut off at whatever line or byte, it says that it is broken, and where', async () => {
  const written = writtenCapture(await whole);
  const ends = [...written.matchAll(/\n/g)].map(({ index }) => index + 1).slice(0, -1);
  for (const at of ends) expect(() => parseCapture('a', written.slice(0, at))).toThrow(/^a:\d+: (is cut off|expected)/);
  for (let at = 1; at < written.length - 1; at += 997)
    expect(() => parseCapture('a', written.slice(0, at))).toThrow(/^a:\d+: /);
});

test('one byte changed anywhere is seen', async () => {
  const written = writtenCapture(await whole);
  for (let at = 0; at < written.length; at += 499) {
    const changed = `${written.slice(0, at)}${written[at] === '7' ? '8' : '7'}${written.slice(at + 1)}`;
    expect(() => parseCapture('a', changed)).toThrow(/^a:\d+: /);
  }
  expect(() => parseCapture('a', `${written}{}\n`)).toThrow(/goes on after its end/);
});

test.each([
  ['{"schema":"quiesce.capture/3"}\n', /is a capture of version 3; this Quiesce reads up to 2/],
  ['{"schema":"quiesce.capture/1"}\n', /only Quiesce 0\.1 wrote/],
  ['{"schema":"quiesce.capture/2","rules":"x"}\n', /is no head of a capture: /],
  ['', /a:1: expected one JSON value/],
  ['null\n', /is no head of a capture/],
])('%j is refused', (given, says) => {
  expect(() => parseCapture('a', given)).toThrow(says);
});

test('captures are joined: each event once, in the order of the log, the last judgement of each handoff', async () => {
  const [one, other] = [await whole, await captureFor('db-3')];
  const both = mergedCapture([one, other, one]);
  expect(both.events).toHaveLength(6);
  expect(both.judged).toHaveLength(one.judged.length + other.judged.length);
  expect(mergedCapture([other, one])).toEqual(both);
  const moved = { ...one, events: one.events.map((event) => ({ ...event, id: `${event.id}-other` })) };
  expect(() => mergedCapture([one, moved])).toThrow(/come of different logs/);
  expect(() => mergedCapture([one, { ...other, rules: 99 }])).toThrow(/different rules/);
  expect(() => mergedCapture([one, { ...other, anonymised: true }])).toThrow(/two names/);
});
