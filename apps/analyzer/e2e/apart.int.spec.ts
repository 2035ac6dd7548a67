/** Every role a process of its own: collector → Kafka → correlator → projector → ClickHouse → query. */
import { readdirSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaEventLog } from '#event-log/kafka';
import { describeKafka } from '#event-log/testing/kafka-broker';
import { sightsOf } from '#roles/watcher/novelty';
import { serveClickHouse, type TestServer } from '#store/testing/clickhouse-http';
import {
  begin,
  build,
  chance,
  expectSame,
  freePort,
  get,
  handoffsOf,
  type Overview,
  offline,
  ROOT,
  type Running,
  settled,
  told,
  toldHandoffs,
  until,
  type Webhook,
  webhook,
} from './quiesce';

const LEAK = join(ROOT, 'corpus/vtd-leak-crash-xhci-storage.log');
const SETTLE_MS = 90_000;
/** Roles that are killed, each in a process of its own; `query` has the port that the test asks at. */
const ROLES = ['correlator', 'projector', 'watcher', 'notifier', 'query'] as const;
type Role = (typeof ROLES)[number];

describeKafka('roles apart', (kafka) => {
  let folder: string;
  let store: TestServer;
  let hook: Webhook;
  let config: string;
  let prefix: string;
  let port: number;
  const processes = new Map<string, Running>();

  const roleArgs = (role: Role) => [
    ...['start', '--roles', role, '--config', config],
    ...(role === 'query' ? ['--set', `http.port=${port}`] : ['--set', 'http.listen=false']),
  ];
  const startRole = (role: Role) => processes.set(role, begin(roleArgs(role)));
  const collector = (...args: string[]) => begin(['collect', '--config', config, ...args]);

  beforeAll(build, 120_000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quiesce-apart-'));
    const login = { username: 'quiesce', password: 'secret' };
    store = await serveClickHouse({ path: join(folder, 'clickhouse'), ...login });
    hook = await webhook();
    port = await freePort();
    config = join(folder, 'quiesce.yaml');
    prefix = kafka().newPrefix();
    const settings = {
      log: {
        type: 'kafka',
        brokers: kafka().brokers,
        prefix,
        partitions: 3,
        sessionTimeoutMs: 6000,
      },
      store: { type: 'clickhouse', url: store.url, ...login },
      notifier: { webhooks: [`pager=${hook.url}`] },
      collector: { path: join(folder, 'collector') },
      // A JSON document is a YAML document.
      level: 'info',
    };
    await writeFile(config, JSON.stringify(settings));
  });
  afterEach(async () => {
    await Promise.all([...processes.values()].map((running) => running.kill()));
    processes.clear();
    await hook.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('the whole corpus gives the same handoffs as offline, bit for bit, and each new signature one call of the webhook', async () => {
    for (const role of ROLES) startRole(role);
    const corpus = readdirSync(join(ROOT, 'corpus')).filter((name) => name.endsWith('.log'));
    expect(corpus.length).toBeGreaterThan(30);
    const hosts = corpus.map((name) => ({ host: name.slice(0, -'.log'.length), file: join(ROOT, 'corpus', name) }));
    const files = hosts.flatMap(({ host, file }) => ['--file', `${host}=${file}`]);
    const collecting = collector(...files, '--once');
    expect([await collecting.exited, collecting.said()]).toEqual([0, expect.anything()]);
    const url = await processes.get('query')!.listening;
    const report = offline(...hosts.map(({ host, file }) => `${host}=${file}`));
    await settled(url, new Set(report.handoffs.map(({ host }) => host)).size, SETTLE_MS);
    for (const { host } of hosts) {
      const wanted = { ...report, handoffs: report.handoffs.filter((handoff) => handoff.host === host) };
      expectSame(toldHandoffs(await told(url, host)), handoffsOf(wanted));
    }
    const newSignatures = new Set(
      report.handoffs.flatMap((handoff) => sightsOf(handoff)).map(({ signature }) => signature),
    );
    const { alerts, signatures } = await until(async () => {
      const { lag, ...totals } = await get<Overview>(url, '/overview');
      const through = lag.every((reader) => reader.lag === 0) && totals.alerts >= newSignatures.size;
      return through && hook.keys.length >= totals.alerts ? totals : null;
    }, 'every signature to be told');
    expect(newSignatures.size).toBeGreaterThan(20);
    // Judgements on the way may show a signature that the last ones do not; what may create none is never told.
    expect(alerts).toBeLessThanOrEqual(signatures);
    expect(hook.keys).toHaveLength(alerts);
    expect(new Set(hook.keys).size).toBe(alerts);
    for (const role of ROLES) expect([role, await processes.get(role)!.stop()]).toEqual([role, 0]);
  }, 180_000);

  test('a dead letter is told with its reason, replayed, and answered; refused again it is another', async () => {
    const log = await KafkaEventLog.open({ brokers: kafka().brokers, prefix, topics: { partitions: 3 } });
    const bad = {
      id: 'x',
      type: 'io.quiesce.lines-collected.v1',
      source: '/c',
      time: '2026-01-01T00:00:00Z',
      key: 'h',
    };
    await log.append('lines', [{ ...bad, data: { host: 'h', source: 's', firstLine: 0, text: 'a' } }]);
    await log.close();
    startRole('correlator');
    const letters = async (...args: string[]) => {
      const running = begin(['dead-letters', '--config', config, '--format', 'ndjson', ...args]);
      const code = await running.exited;
      const lines = running
        .said()
        .split('\n')
        .filter((line) => line.startsWith('{'));
      return { code, ids: lines.map((line) => (JSON.parse(line) as { id: string }).id), said: running.said() };
    };
    const [first] = await until(async () => {
      const { ids } = await letters();
      return ids.length > 0 ? ids : null;
    }, 'the letter');
    expect((await letters()).said).toContain('/firstLine must be >= 1');
    expect(await letters('--replay')).toMatchObject({ code: 0, said: expect.stringMatching(/^1 appended/m) });
    const again = await until(async () => {
      const { ids } = await letters();
      return ids.length > 0 ? ids : null;
    }, 'the letter of the second refusal');
    expect(again).toHaveLength(1);
    expect(again[0]).not.toBe(first);
    expect(await letters('--id', first!)).toMatchObject({ code: 0, said: expect.stringContaining('no such letter') });
    expect(await letters('--stream', 'linez')).toMatchObject({ code: 2, said: expect.stringContaining('no stream') });
  }, 120_000);

  /** Feeds a log in pieces of seeded sizes. */
  const feed = async (to: string, random: () => number): Promise<void> => {
    const bytes = await readFile(LEAK);
    for (let at = 0; at < bytes.length; ) {
      const size = 1 + Math.floor(random() * 2_000);
      await appendFile(to, bytes.subarray(at, at + size));
      at += size;
      await sleep(random() * 250);
    }
  };

  test('SIGKILL of every role at many moments: nothing is lost, nothing is doubled, one alert a signature', async () => {
    const random = chance('apart');
    const log = join(folder, 'web-17.log');
    await writeFile(log, '');
    const startCollector = () => processes.set('collector', collector('--file', `web-17=${log}`));
    for (const role of ROLES) startRole(role);
    startCollector();
    await processes.get('query')!.listening;
    let feeding = true;
    const fed = feed(log, random).finally(() => {
      feeding = false;
    });
    const victims = ['collector', ...ROLES] as const;
    const kills = new Map<string, number>();
    for (let turn = 0; feeding || turn < 18; turn++) {
      const victim = victims[turn % victims.length]!;
      await sleep(random() * 1_500);
      await processes.get(victim)!.kill();
      kills.set(victim, (kills.get(victim) ?? 0) + 1);
      if (victim === 'collector') startCollector();
      else startRole(victim);
    }
    await fed;
    expect(Math.min(...kills.values())).toBeGreaterThanOrEqual(3);
    await processes.get('collector')!.stop();
    const rest = collector('--file', `web-17=${log}`, '--once');
    expect([await rest.exited, rest.said()]).toEqual([0, expect.anything()]);
    const url = await processes.get('query')!.listening;
    const wanted = handoffsOf(offline(`web-17=${log}`));
    // A member that was killed keeps its partitions for its session's length.
    await until(
      async () => {
        await settled(url, 1);
        expectSame(toldHandoffs(await told(url, 'web-17')), wanted);
        return true;
      },
      'the handoff to be the offline one',
      60_000,
    );
    const { lines } = await told(url, 'web-17');
    const text = (await readFile(log, 'utf8')).split(/\r?\n/);
    for (const { line, text: said } of lines.flat()) expect(said).toBe(text[line - 1]);
    const numbers = lines.flat().map(({ line }) => line);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));

    const { alerts } = await get<{ alerts: number }>(url, '/overview');
    await until(async () => new Set(hook.keys).size === alerts, 'every alert at the webhook');
    expect(alerts).toBeGreaterThan(0);
    // A kill between the receiver's answer and its record may repeat a request, never with another key.
    expect(hook.taken.length - alerts).toBeLessThanOrEqual(1);
  }, 180_000);
});
