import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { EventLog, RecordedEvent, Stream } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { newEvent } from '#schemas';
import type { Role } from '../role';
import { createNotifier, type NotifierPorts } from './notifier';

let folder: string;
let log: EventLog;
let server: Server;
let answers: number[];
let asked: { key: string; body: Record<string, unknown> }[];
const roles: Role[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-notifier-'));
  log = await EmbeddedEventLog.open({ dir: folder, retryPauseMs: 5 });
  answers = [];
  asked = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(body) });
    response.writeHead(answers.shift() ?? 200, { location: '/elsewhere' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await Promise.all(roles.splice(0).map((role) => role.stop()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await log.close();
  await rm(folder, { recursive: true });
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
const notifier = async (given: Partial<NotifierPorts> = {}) => {
  const role = createNotifier({
    log,
    logger: pino({ level: 'silent' }),
    now: () => new Date(),
    webhooks: [{ name: 'pager', url: url() }],
    timeoutMs: 1_000,
    retryMs: 1,
    giveUpAfterMs: 60_000,
    ...given,
  });
  roles.push(role);
  await role.start();
  return role;
};
const MUTED = 's1-00000000000000aa';
const raise = (alert: string, signature = 's1-0123456789abcdef') =>
  log.append('alerts', [
    newEvent({
      id: alert,
      type: 'io.quiesce.alert-raised.v1',
      source: '/watcher',
      time: new Date().toISOString(),
      key: alert,
      data: {
        alert,
        kind: 'new-signature',
        signature,
        handoff: 'h-1',
        host: 'web-17',
        bdf: '0000:00:01.0',
        verdict: 'dma-leak',
        title: 'New in this fleet',
        text: 'It leaked.',
      },
    }),
  ]);
const say = (type: 'muted' | 'unmuted', more: object) =>
  log.append('mutes', [
    {
      id: `${type}-${JSON.stringify(more)}`,
      type: `io.quiesce.signature-${type}.v1`,
      source: '/query',
      time: new Date().toISOString(),
      key: MUTED,
      data: { signature: MUTED, by: 'ada', why: 'known', ...more },
    },
  ]);
const mute = (end: string) => say('muted', { until: end });
const keys = () => asked.map(({ key }) => key);
const all = async (stream: Stream) => {
  const events: RecordedEvent[] = [];
  for await (const event of log.scan(stream)) events.push(event);
  return events;
};
const until = async (holds: () => Promise<boolean> | boolean) => {
  for (const end = Date.now() + 5_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('it does not come to that');
};
const delivered = (count: number) => until(async () => (await all('deliveries')).length === count);

test('an alert is posted with its id as key, and recorded', async () => {
  await raise('a1');
  await notifier();
  await delivered(1);
  expect(asked).toEqual([
    { key: 'a1', body: expect.objectContaining({ alert: 'a1', host: 'web-17', verdict: 'dma-leak' }) },
  ]);
  expect((await all('deliveries'))[0]!.data).toEqual({ alert: 'a1', channel: 'pager' });
});

test('an alert raised twice under one id is posted once, also by the next notifier', async () => {
  await raise('a1');
  await raise('a1');
  await (await notifier()).stop();
  await raise('a1');
  await raise('a2');
  await notifier();
  await delivered(2);
  expect(asked.map(({ key }) => key)).toEqual(['a1', 'a2']);
});

test.each([500, 503, 429, 408])('after %d it tries again until it is taken', async (status) => {
  answers = [status, status];
  await raise('a1');
  await notifier();
  await delivered(1);
  expect(asked.map(({ key }) => key)).toEqual(['a1', 'a1', 'a1']);
});

test.each([400, 404, 302])(
  'after %d it does not: the alert goes to the dead letters, the next one on its way',
  async (status) => {
    answers = [status];
    await raise('a1');
    await raise('a2');
    await notifier();
    await delivered(1);
    expect(asked.map(({ key }) => key)).toEqual(['a1', 'a2']);
    const [letter] = await all('dead-letters');
    expect(letter!.data).toMatchObject({ reason: `it answered ${status}`, event: { id: 'a1' } });
  },
);

test('it gives an alert up after the time that was set', async () => {
  answers = Array.from({ length: 1000 }, () => 500);
  await raise('a1');
  await notifier({ giveUpAfterMs: 50 });
  await until(async () => (await all('dead-letters')).length === 1);
  expect((await all('dead-letters'))[0]!.data).toMatchObject({
    reason: expect.stringMatching(/^it answered 500; no more tries/),
  });
});

test('a webhook that is dead keeps no other waiting', async () => {
  await raise('a1');
  const dead = { name: 'dead', url: 'http://127.0.0.1:9/' };
  const role = await notifier({ webhooks: [dead, { name: 'pager', url: url() }], retryMs: 60_000 });
  await delivered(1);
  await until(() => role.trouble() !== null);
  expect(role.trouble()).toMatch(/^webhook dead: /);
});

test('a stop waits for the answer that is on its way, and nothing is sent twice', async () => {
  let answered: () => void = () => undefined;
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    asked.push({ key: String(request.headers['idempotency-key']), body: {} });
    answered = () => response.writeHead(200).end();
  });
  await raise('a1');
  const first = await notifier();
  await until(() => asked.length === 1);
  const stopped = first.stop();
  answered();
  await stopped;
  expect(await all('deliveries')).toHaveLength(1);
  await (await notifier()).stop();
  expect(asked).toHaveLength(1);
});

test('an alert that was taken is not posted again because the word of it could not be written at once', async () => {
  let refusals = 2;
  const refusing = new Proxy(log, {
    get: (target, name) => {
      if (name !== 'append') return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name);
      return async (stream: Stream, events: Parameters<EventLog['append']>[1]) => {
        if (stream === 'deliveries' && refusals-- > 0) throw new Error('the topic takes no events');
        await target.append(stream, events);
      };
    },
  });
  await raise('a');
  await notifier({ log: refusing });
  for (const end = Date.now() + 5_000; Date.now() < end && (await all('deliveries')).length === 0; ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect((await all('deliveries')).map(({ data }) => data)).toEqual([{ alert: 'a', channel: 'pager' }]);
  expect(refusals).toBeLessThan(1);
  expect(asked.map(({ key }) => key)).toEqual(['a']);
});

describe('§6 a signature that a person muted', () => {
  test('its alerts are held back, others go on, and it is told when the mute is taken back', async () => {
    await mute('2199-01-01T00:00:00Z');
    await raise('a1', MUTED);
    await raise('a2');
    await notifier({ lookMs: 5 });
    await delivered(1);
    await raise('a3', MUTED);
    await raise('a4');
    await delivered(2);
    expect(keys()).toEqual(['a2', 'a4']);
    await say('unmuted', {});
    await delivered(4);
    expect(keys()).toEqual(['a2', 'a4', 'a1', 'a3']);
  });

  test('it is told when the mute ends', async () => {
    let time = new Date('2026-03-01T00:00:00Z');
    await mute('2026-03-01T01:00:00Z');
    await raise('a1', MUTED);
    await notifier({ lookMs: 5, now: () => time });
    await raise('a2');
    await delivered(1);
    time = new Date('2026-03-01T01:00:01Z');
    await delivered(2);
    expect(keys()).toEqual(['a2', 'a1']);
  });

  test('a longer mute takes the place of a shorter one, and a shorter one that of a longer', async () => {
    const now = () => new Date('2026-03-01T02:00:00Z');
    await mute('2026-03-01T01:00:00Z');
    await mute('2026-03-02T00:00:00Z');
    await raise('a1', MUTED);
    await raise('a2');
    const first = await notifier({ now });
    await delivered(1);
    await first.stop();
    await mute('2026-03-01T01:30:00Z');
    await notifier({ now });
    await delivered(2);
    expect(keys()).toEqual(['a2', 'a1']);
  });

  test('what is held back is not forgotten by a restart, and nothing is sent twice', async () => {
    await mute('2199-01-01T00:00:00Z');
    await raise('a1', MUTED);
    await raise('a2');
    const first = await notifier({ lookMs: 5 });
    await delivered(1);
    await first.stop();
    await notifier({ lookMs: 5 });
    await raise('a3');
    await delivered(2);
    await say('unmuted', {});
    await delivered(3);
    expect(keys()).toEqual(['a2', 'a3', 'a1']);
  });

  test('what was given up behind it is not tried again', async () => {
    await mute('2199-01-01T00:00:00Z');
    answers = [400];
    await raise('a1', MUTED);
    await raise('a2');
    await notifier({ lookMs: 5 });
    await until(async () => (await all('dead-letters')).length === 1);
    await say('unmuted', {});
    await delivered(1);
    await raise('a3');
    await delivered(2);
    expect(keys()).toEqual(['a2', 'a1', 'a3']);
  });

  test('it ages from the end of the mute, not from when it was raised', async () => {
    let laterMs = 0;
    await mute(new Date(Date.now() + 3_600_000).toISOString());
    await raise('a1', MUTED);
    await raise('a2');
    await notifier({ lookMs: 5, now: () => new Date(Date.now() + laterMs), giveUpAfterMs: 600_000 });
    await delivered(1);
    answers = [500];
    laterMs = 3_600_000;
    await delivered(2);
    expect(keys()).toEqual(['a2', 'a1', 'a1']);
    expect(await all('dead-letters')).toEqual([]);
  });
});
