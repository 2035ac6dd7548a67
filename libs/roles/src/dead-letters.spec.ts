import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog, RecordedEvent } from '#event-log';
import { deadLetter as unreadable } from '#event-log/codec';
import { EmbeddedEventLog } from '#event-log/embedded';
import { readLetters, replayLetters } from './dead-letters';
import { deadLetter, linesCollected } from './event';

const said = { by: '/collector', time: '2026-01-01T00:00:00.000Z' };
const event = linesCollected({ host: 'h', source: 'console', firstLine: 1, text: 'a\n' }, said);
const at = (position: number): RecordedEvent => ({ ...event, stream: 'lines', partition: 0, position });

let folder: string;
let log: EventLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-letters-'));
  log = await EmbeddedEventLog.open({ dir: folder });
});
afterEach(async () => {
  await log.close();
  await rm(folder, { recursive: true });
});
const linesOf = async () => {
  const found: RecordedEvent[] = [];
  for await (const one of log.scan('lines')) found.push(one);
  return found;
};

test('a letter is told once, with who buried it, why, and where it stood; replayed, its event is in its stream again', async () => {
  const letter = deadLetter(at(7), { by: '/correlator', time: said.time, reason: 'the core failed on it' });
  await log.append('dead-letters', [letter, letter]);
  const letters = await readLetters(log);
  expect(letters).toEqual([
    {
      id: letter.id,
      by: '/correlator',
      time: said.time,
      reason: 'the core failed on it',
      origin: { stream: 'lines', partition: 0, position: 7 },
      carried: { event },
    },
  ]);
  expect(await replayLetters(log, letters, said.time)).toEqual({ replayed: letters, left: [] });
  expect((await linesOf()).map(({ id, data }) => ({ id, data }))).toEqual([{ id: event.id, data: event.data }]);
});

test('a letter that was replayed is answered; one that is buried anew for the same event is not', async () => {
  const bury = (position: number) =>
    log.append('dead-letters', [deadLetter(at(position), { by: '/correlator', time: said.time, reason: 'no host' })]);
  await bury(7);
  await replayLetters(log, await readLetters(log), said.time);
  expect(await readLetters(log)).toEqual([]);
  await bury(8);
  expect(await readLetters(log)).toMatchObject([{ origin: { position: 8 } }]);
});

test('bytes that this program reads and an earlier one did not are an event again; others are left, with the reason', async () => {
  const origin = { stream: 'lines', partition: 0, position: 3 } as const;
  const headers = { ce_specversion: '1.0', ce_id: event.id, ce_type: event.type, ce_source: '/c', ce_time: said.time };
  const readable = { key: 'h', value: JSON.stringify(event.data), headers };
  const bury = (message: Parameters<typeof unreadable>[0]['message'], position: number) =>
    unreadable({ origin: { ...origin, position }, reason: 'not yet', message, time: said.time });
  const { source: _, ...withoutSource } = event;
  const texts = [JSON.stringify(event), JSON.stringify(withoutSource)];
  await log.append('dead-letters', [
    bury(readable, 1),
    bury({ key: null, value: texts[0]! }, 2),
    bury({ key: null, value: texts[1]! }, 3),
    bury({ key: null, value: Buffer.from([0xff, 0]) }, 4),
  ]);
  const { replayed, left } = await replayLetters(log, await readLetters(log), said.time);
  expect(replayed.map((letter) => letter.origin.position)).toEqual([1, 2]);
  expect(left.map(({ carried }) => carried)).toEqual([
    { problem: 'without source' },
    { problem: expect.stringMatching(/^not JSON/) },
  ]);
  expect((await linesOf()).map(({ id }) => id)).toEqual([event.id, event.id]);
});
