import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { RULES_VERSION } from '#core';
import type { Event, EventLog, RecordedEvent, Stream } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { type HandoffJudged, validate } from '#schemas';
import { linesCollected, sourceEnded, ticked } from '../event';
import type { Role } from '../role';
import { createCorrelator } from './correlator';

const said = { by: '/collector', time: '2026-01-01T00:00:00.000Z' };
const logger = pino({ level: 'silent' });
const LOG = join(__dirname, '../../../../corpus/vtd-leak-crash-xhci-storage.log');

let folder: string;
let log: EventLog;
let roles: Role[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-correlator-'));
  log = await EmbeddedEventLog.open({ dir: folder, retryPauseMs: 5 });
  roles = [];
});
afterEach(async () => {
  await Promise.all(roles.map((role) => role.stop()));
  await log.close();
  await rm(folder, { recursive: true });
});

const correlator = async (given: { tickAfterMs?: number; takeBack?: boolean } = {}) => {
  const { tickAfterMs = 60_000, takeBack = false } = given;
  const role = createCorrelator({ log, logger, now: () => new Date(), tickAfterMs, checkpointAfterMs: 20, takeBack });
  roles.push(role);
  await role.start();
  return role;
};
const all = async (stream: Stream) => {
  const events: RecordedEvent[] = [];
  for await (const event of log.scan(stream)) events.push(event);
  return events;
};
/** Resolves when the group has committed all that is in `lines`. */
const through = async () => {
  for (const end = Date.now() + 5_000; Date.now() < end; ) {
    const [progress] = await log.progress('correlator', 'lines');
    if (progress!.end === progress!.committed) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('the correlator does not come through');
};
const lines = async (host: string, upTo = Number.POSITIVE_INFINITY) => {
  const text = (await readFile(LOG, 'utf8'))
    .split('\n')
    .slice(0, upTo)
    .map((line) => `${line}\n`)
    .join('');
  return linesCollected({ host, source: 'console', firstLine: 1, text }, said);
};

test('what it cannot use goes to the dead letters with its reason and place, and the rest goes on', async () => {
  const good = await lines('h');
  const bad: Event[] = [
    { ...good, id: '1', data: { host: 'h', source: 'console', firstLine: 0, text: 'x' } },
    { ...good, id: '2', type: 'io.quiesce.unheard-of.v1' },
    { ...good, id: '3', key: 'another host' },
    { ...good, id: '4', data: { host: 'h', source: '__proto__', firstLine: 1, text: 'x\n' } },
  ];
  await log.append('lines', [...bad, good, sourceEnded({ host: 'h', source: 'console', lines: 9 }, said)]);
  await correlator();
  await through();
  const letters = await all('dead-letters');
  expect(letters.map(({ data }) => (data as { reason: string }).reason)).toEqual([
    expect.stringMatching(/firstLine must be >= 1/),
    expect.stringMatching(/unheard-of/),
    'its key is another host, its host h',
    'no source may be called __proto__',
  ]);
  expect(letters[2]!.data).toMatchObject({
    origin: { stream: 'lines', partition: 0, position: 2 },
    event: { id: '3' },
  });
  expect((await all('handoffs')).length).toBeGreaterThan(0);
});

test('it goes on from its snapshots; lines that come again add nothing', async () => {
  await log.append('lines', [await lines('h', 600)]);
  await (await correlator()).stop();
  await log.append('lines', [await lines('h'), await lines('h', 700), await lines('other')]);
  await correlator();
  await through();
  const last = (host: string) =>
    all('handoffs').then((events) => events.filter(({ key }) => key === host).at(-1)?.data);
  const named = (value: unknown) =>
    JSON.stringify(value)
      .replace(/"(host|id|from|to)":"[^"]*"/g, '')
      .replace(/"version":\d+/, '');
  expect(named(await last('h'))).toBe(named(await last('other')));
  const facts = (await all('facts')).filter(({ key }) => key === 'h').map(({ id }) => id);
  expect(new Set(facts).size).toBe(facts.length);
});

test('where the rules are new, all is folded again, once', async () => {
  await log.append('lines', [await lines('h'), await lines('quiet', 50)]);
  const first = await correlator();
  await through();
  await first.stop();
  // As after `quiesce up` of an older release, whose words nobody understands any more.
  const old = (await all('snapshots')).map(({ stream: _s, partition: _p, position: _n, ...event }) => event);
  const snapshots = await log.exclusive('correlator-0');
  await snapshots.append(
    'snapshots',
    old.map((event) => ({ ...event, data: { ...(event.data as object), rules: 1, state: { words: 'of old' } } })),
  );
  await snapshots.close();
  const factsOf = async () => (await all('facts')).map(({ id }) => id);
  const before = await factsOf();
  const second = await correlator();
  for (const end = Date.now() + 5_000; Date.now() < end && (await factsOf()).length < 2 * before.length; ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await through();
  await second.stop();
  expect(before.length).toBeGreaterThan(0);
  expect(await factsOf()).toEqual([...before, ...before]);
  const rules = (await all('snapshots')).map(({ data }) => (data as { rules: number }).rules);
  expect(rules).toEqual([RULES_VERSION, RULES_VERSION]);
  const third = await correlator();
  await log.append('lines', [await lines('quiet', 10)]);
  await through();
  await third.stop();
  expect(await factsOf()).toHaveLength(2 * before.length);
});

test('what newer rules folded is not taken back: the older release leaves the group and says so, unless it is told to', async () => {
  await log.append('lines', [await lines('h')]);
  const first = await correlator();
  await through();
  await first.stop();
  const newer = (await all('snapshots')).map(({ stream: _s, partition: _p, position: _n, ...event }) => event);
  const snapshots = await log.exclusive('correlator-0');
  await snapshots.append(
    'snapshots',
    newer.map((event) => ({ ...event, data: { ...(event.data as object), rules: RULES_VERSION + 1 } })),
  );
  await snapshots.close();
  const before = [await all('facts'), await all('snapshots'), await log.progress('correlator', 'lines')];
  await log.append('lines', [await lines('other')]);
  const older = await correlator();
  for (const end = Date.now() + 5_000; Date.now() < end && older.trouble() === null; ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(older.trouble()).toMatch(`under rules ${RULES_VERSION + 1}, and this release has rules ${RULES_VERSION}`);
  const [progress] = await log.progress('correlator', 'lines');
  expect(progress).toMatchObject({ committed: 1, end: 2 });
  // Another member of the group gets the partition at once: it has left, and not only refused.
  const given: number[] = [];
  const another = await log.read({
    group: 'correlator',
    streams: ['lines'],
    onBatch: async ({ events }) => void given.push(...events.map(({ position }) => position)),
  });
  for (const end = Date.now() + 5_000; Date.now() < end && given.length === 0; ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await another.close();
  expect(given).toEqual([1]);
  expect([await all('facts'), await all('snapshots')]).toEqual(before.slice(0, 2));
  await older.stop();
  const back = await correlator({ takeBack: true });
  await through();
  await back.stop();
  expect(new Set((await all('snapshots')).map(({ data }) => (data as { rules: number }).rules))).toEqual(
    new Set([RULES_VERSION]),
  );
  expect((await all('facts')).length).toBeGreaterThan((before[0] as object[]).length);
});

test("a host that only another one's file speaks of is kept with it, over a restart too", async () => {
  const text = (await readFile(LOG, 'utf8')).split('\n').slice(0, 700);
  const of = (host: string) => text.map((line) => `2026-01-01T00:00:01+00:00 ${host} kernel: ${line}\n`).join('');
  const block = (firstLine: number, told: string) =>
    linesCollected({ host: 'gateway', source: 'syslog', firstLine, text: told }, said);
  await log.append('lines', [block(1, of('first')), block(701, of('second'))]);
  await (await correlator()).stop();
  await log.append('lines', [block(1401, of('second'))]);
  await correlator();
  await through();
  const snapshots = await all('snapshots');
  expect(new Set(snapshots.map(({ key }) => key))).toEqual(new Set(['gateway', 'second']));
  // One that is not valid is not read back.
  expect(snapshots.flatMap(({ data }) => validate('io.quiesce.host-snapshot.v1', data))).toEqual([]);
});

test('a live host that went down and says nothing is told that time passes, by events in the log; a dead file is not', async () => {
  const down = (await readFile(LOG, 'utf8')).split('\n').findIndex((line) => line.includes('Kernel panic')) + 1;
  const at = '2026-01-01T00:00:01.000Z';
  await log.append('lines', [await lines('live', down), ticked({ host: 'live', at }, said), await lines('file', down)]);
  await correlator({ tickAfterMs: 20 });
  const outcomeOf = async (host: string) =>
    (await all('handoffs'))
      .filter(({ key }) => key === host)
      .map(({ data }) => (data as HandoffJudged).handoff.outcome);
  for (const end = Date.now() + 5_000; Date.now() < end && (await outcomeOf('live')).at(-1) !== 'lost'; ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const ticks = (await all('lines')).filter(({ source }) => source === '/correlator');
  expect(new Set(ticks.map(({ key }) => key))).toEqual(new Set(['live']));
  expect((await outcomeOf('live')).at(-1)).toBe('lost');
  expect((await outcomeOf('file')).at(-1)).toBe('unknown');
});
