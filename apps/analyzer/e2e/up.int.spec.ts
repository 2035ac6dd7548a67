/** `quiesce up`, whole, on the embedded log and store. */
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  begin,
  build,
  chance,
  expectSame,
  get,
  handoffsOf,
  offline,
  ROOT,
  type Running,
  run,
  settled,
  told,
  toldHandoffs,
  until,
  type Webhook,
  webhook,
} from './quiesce';

const LEAK = join(ROOT, 'corpus/vtd-leak-crash-xhci-storage.log');
const SHUTDOWN = join(ROOT, 'corpus/vtd-leak-shutdown-rtl8139-bme.log');

let folder: string;
const children: Running[] = [];
const webhooks: Webhook[] = [];
const newWebhook = async () => {
  const hook = await webhook();
  webhooks.push(hook);
  return hook;
};
/** `quiesce up` on the test's own directory and any free port. */
const up = (...args: string[]) => {
  const child = begin(['up', '--data', join(folder, 'data'), '--port', '0', ...args]);
  children.push(child);
  return child;
};

beforeAll(build, 120_000);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-up-'));
});
afterEach(async () => {
  await Promise.all([
    ...children.splice(0).map((child) => child.kill()),
    ...webhooks.splice(0).map((hook) => hook.close()),
  ]);
  await rm(folder, { recursive: true, force: true });
});

test('a log gives the same handoff as offline, bit for bit, with every line of it', async () => {
  const app = up('--once', `web-17=${LEAK}`);
  const url = await app.listening;
  await app.collected();
  await settled(url, 1);
  const live = await told(url, 'web-17');
  expect(live.handoffs.length).toBeGreaterThan(0);
  expectSame(toldHandoffs(live), handoffsOf(offline(`web-17=${LEAK}`)));
  const text = (await readFile(LEAK, 'utf8')).split(/\r?\n/);
  for (const { line, text: said } of live.lines.flat()) expect(said).toBe(text[line - 1]);
  expect(await app.stop()).toBe(0);
}, 60_000);

test('a handoff is captured over HTTP and from the log in use, the same file, and replays to what was told live', async () => {
  const app = up('--once', `web-17=${LEAK}`);
  const url = await app.listening;
  await app.collected();
  await settled(url, 1);
  const { id } = toldHandoffs(await told(url, 'web-17')).at(-1)!.handoff;
  const [fetched, taken] = ['fetched', 'taken'].map((name) => join(folder, `${name}.capture.zst`)) as [string, string];
  const codes = [
    run(['capture', '--url', url, '--handoff', id, '-o', fetched]),
    run(['capture', '--from-log', join(folder, 'data/log'), '--handoff', id, '-o', taken]),
    run(['replay', '--assert', fetched]),
  ].map(({ code }) => code);
  expect(codes).toEqual([0, 0, 0]);
  expect((await readFile(fetched)).equals(await readFile(taken))).toBe(true);
  const other = begin(['up', '--data', join(folder, 'other'), '--port', '0']);
  children.push(other);
  const otherUrl = await other.listening;
  expect(run(['replay', '--into', otherUrl, fetched]).code).toBe(0);
  await settled(otherUrl, 1);
  const [there] = toldHandoffs(await told(otherUrl, 'web-17')).slice(-1);
  expect(there!.handoff.devices).toEqual(toldHandoffs(await told(url, 'web-17')).at(-1)!.handoff.devices);
  const refused = await fetch(`${url}/api/v1/capture?handoff=h-none`);
  expect([refused.status, refused.headers.get('content-type')]).toEqual([404, expect.stringContaining('problem+json')]);
  expect((await fetch(`${url}/api/v1/capture`)).status).toBe(400);
}, 60_000);

/** Feeds a log in pieces of seeded sizes, at seeded moments; ends when all of it is written. */
async function feed(from: string, to: string, random: () => number): Promise<void> {
  const bytes = await readFile(from);
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + Math.floor(random() * 6_000);
    await appendFile(to, bytes.subarray(at, at + size));
    at += size;
    await sleep(random() * 120);
  }
}

test('SIGKILL at many moments while a log is written: nothing is lost, nothing is doubled, one alert a signature', async () => {
  const hook = await newWebhook();
  const random = chance('up');
  const log = join(folder, 'web-17.log');
  await writeFile(log, '');
  const args = ['--webhook', hook.url];
  let feeding = true;
  const fed = feed(LEAK, log, random).finally(() => {
    feeding = false;
  });
  let kills = 0;
  while (feeding || kills < 8) {
    const app = up('--file', `web-17=${log}`, ...args);
    // The first moments are those of the start, the later ones those of work.
    if (random() < 0.7) await app.listening;
    await sleep(random() * 700);
    await app.kill();
    kills++;
  }
  await fed;
  const last = up('--once', `web-17=${log}`, ...args);
  const url = await last.listening;
  await last.collected();
  await settled(url, 1);
  const live = await told(url, 'web-17');
  expectSame(toldHandoffs(live), handoffsOf(offline(`web-17=${log}`)));
  const { alerts } = await get<{ alerts: number }>(url, '/overview');
  await until(async () => new Set(hook.keys).size >= alerts, 'every alert at the webhook');
  await last.stop();

  const undisturbed = begin(['up', '--data', join(folder, 'calm'), '--port', '0', '--once', `web-17=${log}`]);
  children.push(undisturbed);
  const calmUrl = await undisturbed.listening;
  await undisturbed.collected();
  await settled(calmUrl, 1);
  const calm = await told(calmUrl, 'web-17');
  expect(live.lines).toEqual(calm.lines);
  expect(live.facts).toEqual(calm.facts);
  // A kill between the receiver's answer and its record may repeat a request, never with another key.
  expect(alerts).toBeGreaterThan(0);
  expect(new Set(hook.keys).size).toBe(alerts);
  expect(hook.taken.length - alerts).toBeLessThanOrEqual(1);
}, 180_000);

test('a new signature reaches a webhook once, over restarts, a receiver that was down, and a second host that shows it', async () => {
  const hook = await newWebhook();
  hook.answer(503);
  const args = ['--webhook', `pager=${hook.url}`];
  const first = up('--once', `web-17=${LEAK}`, ...args);
  await settledButNotifier(await first.listening);
  expect(hook.taken).toEqual([]);
  expect(await first.stop()).toBe(0);

  hook.answer(200);
  const second = up('--once', `web-18=${LEAK}`, ...args);
  const url = await second.listening;
  await second.collected();
  const { alerts } = (await settled(url, 2)) as unknown as { alerts: number };
  expect(await second.stop()).toBe(0);

  for (let restart = 0; restart < 2; restart++) {
    const again = up(...args);
    await settled(await again.listening, 2);
    expect(await again.stop()).toBe(0);
  }
  expect(alerts).toBeGreaterThan(0);
  expect(hook.taken).toHaveLength(alerts);
  expect(new Set(hook.taken.map(({ signature }) => signature)).size).toBe(alerts);
  expect(hook.keys).toEqual(hook.taken.map(({ alert }) => alert));
}, 120_000);

/** All but what waits for a webhook that does not take it. */
const settledButNotifier = (url: string) =>
  until(async () => {
    const { lag, hosts } = await get<{ hosts: number; lag: { group: string; lag: number }[] }>(url, '/overview');
    return hosts > 0 && lag.every(({ group, lag: behind }) => behind === 0 || group.startsWith('notifier'));
  }, 'the pipeline to be through');

test('the sample is read once, however often it is started', async () => {
  const first = up('--sample');
  const url = await first.listening;
  await first.collected();
  const { alerts, ...before } = (await settled(url, 20)) as unknown as Record<string, unknown>;
  await first.stop();
  const second = up('--sample');
  const again = await second.listening;
  await second.collected();
  const after = (await settled(again, 20)) as unknown as Record<string, unknown>;
  expect(after).toEqual({ ...before, alerts });
  await second.stop();
}, 120_000);

test('a store that is rebuilt from the log answers the same', async () => {
  const first = up('--once', `web-17=${LEAK}`, '--once', `web-18=${SHUTDOWN}`);
  const url = await first.listening;
  await first.collected();
  const before = await settled(url, 2);
  const kept = await told(url, 'web-18');
  await first.stop();
  const rebuilt = run(['rebuild', '--data', join(folder, 'data')]);
  expect(rebuilt.err).toMatch(/events stored again/);
  expect(rebuilt.code).toBe(0);
  const second = up();
  const again = await second.listening;
  expect(await settled(again, 2)).toEqual(before);
  expect(await told(again, 'web-18')).toEqual(kept);
  await second.stop();
}, 120_000);

describe('HTTP', () => {
  let url: string;
  let own: string;
  let app: Running;
  const post = (
    query: string,
    body: string | Uint8Array,
    headers: Record<string, string> = { 'content-type': 'text/plain' },
  ) => fetch(`${url}/api/v1/lines?${query}`, { method: 'POST', body, headers });

  /** A server that refuses a body closes the connection: a client that still writes may hear of that before it reads why. */
  const answered = async (ask: () => Promise<Response>, tries = 5): Promise<Response> => {
    try {
      return await ask();
    } catch (error) {
      if (tries === 1) throw error;
      return answered(ask, tries - 1);
    }
  };

  beforeAll(async () => {
    own = await mkdtemp(join(tmpdir(), 'quiesce-http-'));
    app = begin(['up', '--data', join(own, 'data'), '--port', '0']);
    url = await app.listening;
  });
  afterAll(async () => {
    await app.kill();
    await rm(own, { recursive: true, force: true });
  });

  test('lines posted in any cut, twice, and without numbers give the same handoff', async () => {
    const text = await readFile(LEAK, 'utf8');
    const lines = text.split('\n').slice(0, -1);
    for (let at = 0; at < lines.length; at += 200) {
      const body = `${lines.slice(at, at + 300).join('\n')}\n`;
      const query = new URLSearchParams({ host: 'counted', source: 'console', firstLine: String(at + 1) });
      expect((await post(String(query), body)).status).toBe(202);
      const next = `${lines.slice(at, at + 200).join('\n')}\n`;
      expect((await post('host=uncounted&source=console', next)).status).toBe(202);
    }
    await settled(url, 2);
    const [counted, uncounted] = [await told(url, 'counted'), await told(url, 'uncounted')];
    const whole = { firstLine: 1, lines: lines.length };
    for (const live of [counted, uncounted]) {
      expect(live.handoffs).toHaveLength(handoffsOf(offline(`x=${LEAK}`)).length);
      expect(live.lines.flat().length).toBeLessThanOrEqual(whole.lines);
    }
    const verdicts = ({ handoffs }: typeof counted) =>
      handoffs.map(({ handoff }) => handoff.devices.map(({ bdf, verdict, findings }) => ({ bdf, verdict, findings })));
    expect(verdicts(counted)).toEqual(verdicts(uncounted));
  }, 60_000);

  test('a collector elsewhere hands its lines over, and only what is new when it is started again', async () => {
    const log = join(own, 'far.log');
    const lines = (await readFile(LEAK, 'utf8')).split('\n');
    const send = () =>
      run(['collect', '--host', 'far', '--file', log, '--once', '--to', url, '--state', join(own, 'far')]);
    await writeFile(log, `${lines.slice(0, 700).join('\n')}\n`);
    expect(send()).toMatchObject({ code: 0 });
    await appendFile(log, lines.slice(700).join('\n'));
    expect(send()).toMatchObject({ code: 0 });
    await settled(url, 3);
    const { handoffs, lines: kept } = await until(async () => {
      const live = await told(url, 'far');
      return live.handoffs.some(({ handoff }) => handoff.to !== null) ? live : null;
    }, 'the handoff');
    const [wanted] = handoffsOf(offline(`far=${log}`));
    expectSame(handoffs[0]!.handoff.devices, wanted!.handoff.devices);
    for (const { line, text } of kept.flat()) expect(text).toBe(lines[line - 1]?.replace(/\r$/, ''));
  }, 30_000);

  test.each<[string, string, string | Uint8Array, Record<string, string>, number]>([
    ['no host', 'source=a', 'x\n', {}, 400],
    ['no source', 'host=a', 'x\n', {}, 400],
    ['host twice', 'host=a&host=b&source=a', 'x\n', {}, 400],
    ['a first line of 0', 'host=a&source=a&firstLine=0', 'x\n', {}, 400],
    ['a first line that is no number', 'host=a&source=a&firstLine=1e3', 'x\n', {}, 400],
    ['an unknown parameter', 'host=a&source=a&line=1', 'x\n', {}, 400],
    ['a source with a name that every object has', 'host=a&source=__proto__', 'x\n', {}, 400],
    ['no body', 'host=a&source=a', '', {}, 400],
    ['JSON', 'host=a&source=a', '{}', { 'content-type': 'application/json' }, 415],
    ['packed lines', 'host=a&source=a', 'x\n', { 'content-encoding': 'gzip' }, 415],
    ['a body that is too large', 'host=a&source=a', 'x'.repeat(17 << 20), {}, 413],
    ['a page of another site', 'host=a&source=a', 'x\n', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('%s is refused as a problem', async (_, query, body, headers, status) => {
    const response = await answered(() => post(query, body, { 'content-type': 'text/plain', ...headers }));
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  });

  test('a line of 10 MB and bytes that are no text are taken', async () => {
    const bytes = Buffer.concat([Buffer.alloc(10 << 20, 'x'), Buffer.from([10, 0xff, 0xfe, 0, 1, 10])]);
    const response = await post('host=odd&source=a', bytes);
    expect([response.status, await response.json()]).toEqual([202, { lines: 2 }]);
    const ready = await until(async () => (await fetch(`${url}/readyz`)).json(), 'readiness');
    expect(ready).toMatchObject({ status: 'ok' });
  });

  test('a handoff has a tag; asked with it, nothing is sent again', async () => {
    await post('host=h&source=console&firstLine=1', await readFile(LEAK));
    await settled(url, 3);
    const { items } = await get<{ items: { id: string }[] }>(url, '/handoffs?host=h');
    const first = await fetch(`${url}/api/v1/handoffs/${items[0]!.id}`);
    const tag = first.headers.get('etag')!;
    const again = await fetch(`${url}/api/v1/handoffs/${items[0]!.id}`, { headers: { 'if-none-match': tag } });
    expect([first.status, again.status]).toEqual([200, 304]);
  });

  test('a handoff is replayed out of the store to what was judged', async () => {
    type Moments = readonly { by: string; told: { verdicts: readonly { after: string }[] } | null }[];
    await post('host=again&source=console&firstLine=1', await readFile(LEAK));
    await settled(url, 1);
    const id = await until(async () => {
      const { items } = await get<{ items: { id: string; complete: boolean }[] }>(url, '/handoffs?host=again');
      return items.find(({ complete }) => complete)?.id ?? null;
    }, 'the handoff');
    await settled(url, 1);
    const { moments, ...rest } = await get<{ moments: Moments }>(url, `/handoffs/${id}/replay`);
    expect(rest).toMatchObject({ linesMissing: 0, leftOut: [], joined: 0, cut: false });
    expect(moments.at(-1)?.by).toBe('lines');
    expect(moments.some(({ told }) => told?.verdicts.some(({ after }) => after === 'dma-leak'))).toBe(true);
    const refused = ['/handoffs/none/replay', `/handoffs/${id}/replay?from=1`];
    const statuses = await Promise.all(refused.map(async (path) => (await fetch(`${url}/api/v1${path}`)).status));
    expect(statuses).toEqual([404, 400]);
  }, 60_000);

  test('a signature is muted with who, why and until when, unmuted, and what makes no sense is refused', async () => {
    await post('host=muting&source=console&firstLine=1', await readFile(LEAK));
    const listed = async () =>
      (
        await get<{ items: { id: string; state: string; muted: { by: string; why: string } | null }[] }>(
          url,
          '/signatures',
        )
      ).items;
    const { id } = await until(async () => (await listed())[0] ?? null, 'a signature');
    const say = (what: string, body: string, type = 'application/json', of = id) =>
      fetch(`${url}/api/v1/signatures/${of}/${what}`, { method: 'POST', body, headers: { 'content-type': type } });
    const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
    const word = { by: 'ada', why: 'TICKET-17', until: days(7) };
    const refused = await Promise.all([
      say('mute', JSON.stringify({ ...word, until: days(-1) })),
      say('mute', JSON.stringify({ ...word, until: days(400) })),
      say('mute', JSON.stringify({ ...word, why: ' ' })),
      say('mute', JSON.stringify({ by: 'ada', why: 'no end' })),
      say('mute', '{'),
      say('mute', JSON.stringify(word), 'text/plain'),
      say('mute', JSON.stringify(word), 'application/json', 's2-00000000000000ff'),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 415, 404]);
    for (const answer of refused) expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const muted = async () => (await listed()).find((one) => one.id === id)?.muted ?? null;
    expect(await muted()).toBeNull();
    expect((await say('mute', JSON.stringify(word))).status).toBe(202);
    expect(await until(muted, 'the mute')).toMatchObject(word);
    expect((await say('unmute', JSON.stringify({ by: 'ada', why: 'it did not help' }))).status).toBe(202);
    await until(async () => ((await muted()) === null ? true : null), 'the end of the mute');
  }, 60_000);

  test('whoever listens to events is told of a handoff and of an alert', async () => {
    const stop = new AbortController();
    const response = await fetch(`${url}/api/v1/events`, { signal: stop.signal });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    await post('host=listened&source=console&firstLine=1', await readFile(SHUTDOWN));
    let heard = '';
    const reading = (async () => {
      for await (const chunk of response.body!) heard += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    await until(
      async () => /event: handoff\ndata: \{"id"/.test(heard) && /event: alert\ndata: \{"alert"/.test(heard),
      'events',
    );
    stop.abort();
    await reading;
  });

  test.each(['/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/assets/..%5c..%5cpackage.json', '//etc/passwd'])(
    'no file outside of the dashboard is served: %s',
    async (path) => {
      const text = await (await fetch(url + path)).text();
      expect(text).not.toMatch(/"dependencies"|root:/);
    },
  );
});
