import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Capture,
  captureOf,
  differences,
  heldAgainst,
  inputsOfEvents,
  isCapture,
  judgedAgain,
  parseCapture,
  writtenCapture,
} from '#capture';
import type { Input } from '#core';
import type { RecordedEvent } from '#event-log';
import { type ReplayRequest, replay } from './replay';
import { inVirtualTime, stampOf, until } from './virtual-time';

const text = readFileSync(join(__dirname, '../../../corpus/vtd-leak-crash-2nics.log'), 'utf8');
const lines = text.split('\n').slice(0, -1);
const HOST = 'web-17';

/** The log as a collector would have sent it: uneven batches, each sent again in part. */
const recorded = (): RecordedEvent[] => {
  const events: RecordedEvent[] = [];
  for (let at = 0; at < lines.length; at += 37) {
    const firstLine = Math.max(1, at + 1 - 5);
    const batch = lines.slice(firstLine - 1, at + 37);
    events.push({
      stream: 'lines',
      partition: 0,
      position: events.length,
      id: `e${events.length}`,
      type: 'io.quiesce.lines-collected.v1',
      source: `/collector/${HOST}`,
      time: '2026-11-23T10:00:00Z',
      key: HOST,
      data: { host: HOST, source: 'console', firstLine, text: batch.join('\n') },
    });
  }
  return events;
};
const capture = async (): Promise<Capture> => {
  const events = recorded();
  return captureOf([...events, ...(await judgedAgain(events))]);
};
const replayed = ({ events }: Capture) => inputsOfEvents(events);
async function* alone(input: Input) {
  yield input;
}
const quietly = { out: async () => {}, err: () => {} };
const request = (inputs: ReplayRequest['inputs'], more: Partial<ReplayRequest> = {}): ReplayRequest => ({
  inputs,
  speed: null,
  goOn: null,
  until: null,
  device: null,
  format: 'text',
  facts: false,
  ...more,
});

test('a capture replays to the same handoff, bit for bit, also line by line', async () => {
  const recordedCapture = await capture();
  expect(recordedCapture.judged[0]!.data.handoff.devices[0]!.verdict).toBe('dma-leak');
  const file = writtenCapture(recordedCapture);
  expect(isCapture(file)).toBe(true);
  const again = parseCapture('a.capture', file);
  expect(heldAgainst(again, await replay(request(replayed(again)), quietly))).toEqual([]);
  expect(heldAgainst(again, await replay(request(replayed(again), { speed: 1e9 }), quietly))).toEqual([]);
});

test('a capture whose record differs says where', async () => {
  const whole = await capture();
  const [event] = whole.judged;
  const { handoff } = event!.data;
  const wrong = { ...handoff, devices: handoff.devices.map((device) => ({ ...device, verdict: 'clean' as const })) };
  const forged = { ...whole, judged: [{ ...event!, data: { ...event!.data, handoff: wrong } }] };
  const handoffs = await replay(request(replayed(forged)), quietly);
  expect(heldAgainst(forged, handoffs)[0]).toBe('/devices/0/verdict: recorded "clean", replayed "dma-leak"');
  expect(differences({ a: [1] }, { a: [1, 2] })).toEqual(['/a/1: recorded nothing, replayed 2']);
});

test('what is said comes in the order of the kernel clock, with the change of verdict', async () => {
  let said = '';
  const out = async (more: string) => {
    said += more;
  };
  await replay(request(replayed(await capture())), { ...quietly, out });
  expect(said).toMatch(/line 476 {2}\[0\.000000\] boot-started/);
  expect(said).toMatch(/line 852 .*iommu-fault 0000:01:00\.0/);
  expect(said).toMatch(/0000:01:00\.0 {2}\S.* → dma-leak/);
  const seconds = [...said.matchAll(/^\+ *([\d.]+)/gm)].map((match) => Number(match[1]));
  expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
});

test('until a line, nothing after it is known', async () => {
  const inputs = replayed(await capture());
  let said = '';
  const out = async (more: string) => {
    said += more;
  };
  const handoffs = await replay(request(inputs, { until: { line: 600 }, facts: true }), { ...quietly, out });
  expect(Math.max(...[...said.matchAll(/line (\d+)/g)].map((match) => Number(match[1])))).toBeLessThanOrEqual(600);
  expect(handoffs.flatMap(({ devices }) => devices).filter(({ verdict }) => verdict === 'dma-leak')).toEqual([]);
});

test('cutting in virtual time loses and doubles no line', async () => {
  const input: Input = { type: 'lines', host: HOST, source: 'a', firstLine: 1, text };
  for (const finest of [false, true]) {
    const cut: Input[] = [];
    for await (const { input: step } of inVirtualTime(alone(input), finest)) cut.push(step);
    expect(cut.map((step) => (step.type === 'lines' ? step.text : '')).join('')).toBe(text);
    for (const step of cut) if (step.type === 'lines') expect(step.text.split('\n')[0]).toBe(lines[step.firstLine - 1]);
  }
});

test.each([
  ['[    1.179358] DMAR: x', 1.179358],
  ['6,1,2500000,-;Command line', 2.5],
  ['Nov 23 10:00:00 web-1 kernel: [   12.345678] x', 12.345678],
  ['<6>[    0.500000] x', 0.5],
  ['no stamp here', null],
])('the clock of %s', (line, seconds) => {
  expect(stampOf(line)).toBe(seconds);
});

test('a time in the future ends nothing, a time in the past ends all', async () => {
  const steps = async function* () {
    yield { input: { type: 'tick', host: HOST, at: '2026-11-23T10:00:00Z' } as const, seconds: 5 };
  };
  const count = async (seconds: number) => {
    let found = 0;
    for await (const _ of until(steps(), { seconds })) found += 1;
    return found;
  };
  expect([await count(9), await count(1)]).toEqual([1, 0]);
});
