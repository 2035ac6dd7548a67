/**
 * One seeded run of the whole product while its world breaks: processes are killed and stalled, brokers go, the store refuses,
 * the disk is full, deliveries come twice and late, and events come that nobody can read. Then what is told is held against
 * what was sent. For tests only.
 */

import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '#event-log';
import { KafkaEventLog } from '#event-log/kafka';
import type { KafkaCluster } from '#event-log/testing/kafka-broker';
import { deleteTopics, sendRaw } from '#event-log/testing/raw-kafka';
import { type Health, serveClickHouse } from '#store/testing/clickhouse-http';
import {
  begin,
  chance,
  expectSame,
  freePort,
  get,
  handoffsOf,
  type Overview,
  offline,
  ROOT,
  type Running,
  told,
  toldHandoffs,
  until,
  type Webhook,
  webhook,
} from './quiesce';
import { type SmallDisk, smallDisk } from './small-disk';

/** Small ones with something to alert on, and quiet ones. */
const LOGS = [
  'vtd-leak-crash-xhci-storage',
  'vtd-leak-shutdown-rtl8139-bme',
  'vtd-on-shutdown-e1000e-nvme',
  'vtd-leak-crash-many',
  'probefail-badparam',
  'ppc-pseries-shutdown',
  'amd-leak-crash-e1000e',
  'hang-newkernel-init-panic',
];
const HOSTS = 3;
const FAULTS = 9;
const SETTLE_MS = 90_000;
const SESSION_MS = 3000;
const COULD_NOT_START = 2;
const RESTART_MS = 500;
/** A run takes half a minute on two cores that nobody else uses. */
const RUN_MS = 400_000;

type Chance = ReturnType<typeof chance>;
const pick = <T>(items: readonly T[], random: Chance): T => items[Math.floor(random() * items.length)]!;

export interface Conserved {
  readonly seed: string;
  readonly world: 'embedded' | 'fleet';
  /** What was done to it, in order. */
  readonly faults: readonly string[];
  readonly lines: number;
  readonly handoffs: number;
  readonly alerts: number;
  /** Requests that the webhook answered with 2xx beyond one an alert; each under the key of the first. */
  readonly repeatedPosts: number;
  readonly deadLetters: number;
  readonly seconds: number;
}
interface Fed {
  readonly host: string;
  readonly from: string;
  readonly path: string;
}
/** A world that can be broken: its processes, and what is peculiar to it. */
interface World {
  readonly processes: Map<string, Running>;
  start(name: string): void;
  /** Faults by name; each heals what it broke before it resolves. */
  readonly faults: Readonly<Record<string, () => Promise<void>>>;
  url(): Promise<string>;
  /** Every source read to its end, by a collector that nobody disturbs. */
  finish(): Promise<void>;
  /** What only this world can be asked; the number of dead letters. */
  audit(): Promise<number>;
  close(): Promise<void>;
}
interface Scene {
  readonly folder: string;
  readonly fed: readonly Fed[];
  readonly hook: Webhook;
  readonly random: Chance;
}

/** Feeds a log in pieces of seeded sizes. */
async function feed({ from, path }: Fed, random: Chance): Promise<void> {
  const bytes = await readFile(from);
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + Math.floor(random() * 5_000);
    await appendFile(path, bytes.subarray(at, at + size));
    at += size;
    await sleep(random() * 300);
  }
}

/** As every supervisor does: a process that could not start, because what it needs was away, is started again. */
function supervise(processes: World['processes'], name: string, start: (name: string) => void): void {
  const mine = processes.get(name)!;
  void mine.exited.then(async (code) => {
    if (code !== COULD_NOT_START) return;
    await sleep(RESTART_MS);
    if (processes.get(name) === mine) start(name);
  });
}

/** Where the process of a name listens, whichever it is by then. */
const listening = (processes: World['processes'], name: string): Promise<string> =>
  until(() => processes.get(name)!.listening.catch(() => null), `${name} to listen`, SETTLE_MS);

async function killed(world: World, name: string): Promise<void> {
  await world.processes.get(name)!.kill();
  world.start(name);
}

/** SIGSTOP for longer than a session: the others take it for dead, and then it goes on. */
async function stalled(world: World, name: string, ms: number): Promise<void> {
  const { child } = world.processes.get(name)!;
  child.kill('SIGSTOP');
  await sleep(ms);
  child.kill('SIGCONT');
}

/** The collector dies and finds the checkpoint of an earlier time: it sends again what it sent, cut otherwise. */
function forgetful(world: World, state: string) {
  const copy = `${state}.before`;
  return async () => {
    if (existsSync(copy)) {
      await world.processes.get('collector')!.kill();
      rmSync(state, { recursive: true, force: true });
      cpSync(copy, state, { recursive: true });
      world.start('collector');
    } else if (existsSync(state)) cpSync(state, copy, { recursive: true });
  };
}

const fileFlags = ({ fed }: Scene) => fed.flatMap(({ host, path }) => ['--file', `${host}=${path}`]);

/** The roles apart, on three brokers and a store behind HTTP. */
async function openFleet(scene: Scene, cluster: KafkaCluster, prefix: string): Promise<World> {
  const { folder, hook, random } = scene;
  const login = { username: 'quiesce', password: 'secret' };
  const port = await freePort();
  const config = join(folder, 'quiesce.yaml');
  const state = join(folder, 'collector');
  const { brokers } = cluster;
  // The topics first: seven processes that make them at once only wait for each other.
  const log = await KafkaEventLog.open({ brokers, prefix, topics: { partitions: 3, replicas: 3 } });
  const store = await serveClickHouse({ path: join(folder, 'clickhouse'), ...login });
  const settings = {
    log: { type: 'kafka', brokers, prefix, partitions: 3, replicas: 3, sessionTimeoutMs: SESSION_MS },
    store: { type: 'clickhouse', url: store.url, ...login },
    notifier: { webhooks: [`pager=${hook.url}`], retryMs: 200 },
    collector: { path: state },
  };
  await writeFile(config, JSON.stringify(settings));
  const roles = ['correlator', 'correlator-2', 'projector', 'watcher', 'notifier', 'query'];
  const processes = new Map<string, Running>();
  const start = (name: string) => {
    const role = name.replace(/-\d$/, '');
    const http = role === 'query' ? `http.port=${port}` : 'http.listen=false';
    const args =
      role === 'collector'
        ? ['collect', '--config', config, ...fileFlags(scene)]
        : ['start', '--roles', role, '--config', config, '--set', http];
    processes.set(name, begin(args));
    supervise(processes, name, start);
  };
  let poisoned = 0;
  let unreadable = 0;
  const healthFor = (health: Health, ms: number) => async () => {
    store.become(health);
    await sleep(ms);
    store.become('well');
  };
  const scan = async (stream: 'lines' | 'dead-letters' | 'alerts') => {
    const events: RecordedEvent[] = [];
    for (let n = 0; n < (await log.partitions(stream)); n++) {
      for await (const event of log.scan(stream, n)) events.push(event);
    }
    return events;
  };
  const node = () => pick(cluster.nodes, random);
  const bounced = async (nodes: KafkaCluster['nodes'], signal: NodeJS.Signals) => {
    await Promise.all(nodes.map((one) => one.stop(signal)));
    await sleep(500 + random() * 1_000);
    await Promise.all(nodes.map((one) => one.start()));
  };
  const patiently = (work: () => Promise<void>, what: string) => until(() => work().then(() => true), what, SETTLE_MS);
  const world: World = {
    processes,
    start,
    url: () => listening(processes, 'query'),
    faults: {
      ...Object.fromEntries(
        [...roles, 'collector'].map((name) => [`SIGKILL of ${name}`, () => killed(world, name)] as const),
      ),
      'a stalled correlator': () => stalled(world, 'correlator', SESSION_MS * 1.6),
      'a stalled notifier': () => stalled(world, 'notifier', SESSION_MS * 1.6),
      'a correlator that goes in good order, and comes': async () => {
        await processes.get('correlator-2')!.stop();
        start('correlator-2');
      },
      'SIGKILL of a broker: its leaders move': () => bounced([node()], 'SIGKILL'),
      'a broker that goes in good order, and comes': () => bounced([node()], 'SIGTERM'),
      'SIGKILL of every broker': () => bounced(cluster.nodes, 'SIGKILL'),
      'a store that refuses': healthFor('refuse', 1_000),
      'a slow store': healthFor('slow', 2_000),
      'a store that stalls': healthFor('stall', 1_500),
      'a store that forgets to answer': healthFor('forget', 1_000),
      'a store that restarts': () => store.restart(700),
      'a webhook that refuses': async () => {
        hook.answer(503);
        await sleep(1_000);
        hook.answer(200);
      },
      'a collector that forgets': forgetful({ ...({} as World), processes, start }, state),
      'blocks sent again, late': async () => {
        const sent = (await scan('lines')).filter(({ type }) => type === 'io.quiesce.lines-collected.v1');
        if (sent.length === 0) return;
        const again = Array.from({ length: 5 }, () => pick(sent, random));
        await patiently(() => log.append('lines', again), 'blocks to be sent again');
      },
      'events that nobody can use': async () => {
        const { host } = pick(scene.fed, random);
        const base = { source: '/poison', time: new Date().toISOString(), key: host };
        const data = { host, source: 'poison', firstLine: 0, text: 'x' };
        const poison = [
          { ...base, id: `poison-${poisoned}`, type: 'io.quiesce.lines-collected.v1', data },
          { ...base, id: `poison-${poisoned + 1}`, type: 'io.quiesce.never-heard-of.v1', data: null },
        ];
        poisoned += poison.length;
        await patiently(() => log.append('lines', poison), 'poison to be sent');
        unreadable++;
        const messages = [{ key: host, value: Buffer.from([0xff, 0xfe, unreadable]) }];
        await patiently(() => sendRaw({ brokers, topic: `${prefix}lines`, messages }), 'bytes to be sent');
      },
    },
    finish: async () => {
      await processes.get('collector')!.stop();
      const rest = begin(['collect', '--config', config, ...fileFlags(scene), '--once']);
      const patience = AbortSignal.timeout(SETTLE_MS);
      const late = once(patience, 'abort').then(() => 'no code: it went on for too long');
      const code = await Promise.race([rest.exited, late]);
      await rest.kill();
      if (code !== 0) throw new Error(`the last collector ended with ${code}:\n${rest.said()}`);
    },
    audit: async () => {
      const lines = await scan('lines');
      const letters = new Map((await scan('dead-letters')).map((letter) => [letter.id, letter]));
      const origins = new Set([...letters.values()].map(({ data }) => JSON.stringify((data as Buried).origin)));
      const bad = lines.filter(({ id }) => id.startsWith('poison-'));
      if (new Set(bad.map(({ id }) => id)).size !== poisoned) throw new Error('acknowledged events are not in the log');
      for (const { stream, partition, position } of bad) {
        if (!origins.has(JSON.stringify({ stream, partition, position })))
          throw new Error(`no dead letter for lines/${partition}/${position}`);
      }
      const others = letters.size - bad.length;
      if (others < unreadable)
        throw new Error(`${unreadable} events cannot be read, ${others} dead letters tell of them`);
      for (const { data } of letters.values()) {
        const { event } = data as Buried;
        const ours = event.id?.startsWith('poison-') || Buffer.from(event.value ?? '', 'base64')[0] === 0xff;
        if (!ours) throw new Error(`a dead letter of a sound event: ${JSON.stringify(data).slice(0, 500)}`);
      }
      await eachLineOnce(scene, (sql) => store.query(`USE quiesce; ${sql}`));
      return letters.size;
    },
    close: async () => {
      store.become('well');
      const all = [...processes.values()];
      processes.clear();
      await Promise.all(all.map((running) => running.kill()));
      await log.close();
      await store.close();
      await deleteTopics({ brokers, prefix }).catch(() => undefined);
    },
  };
  for (const name of [...roles, 'collector']) start(name);
  return world;
}
interface Buried {
  readonly origin: object;
  readonly event: { readonly id?: string; readonly value?: string };
}

/** The store has each line of each file once, as it is in the file, and none that is in no file. */
async function eachLineOnce({ fed }: Scene, query: (sql: string) => Promise<string>): Promise<void> {
  for (const { host, path } of fed) {
    const sql = `SELECT line, text FROM lines FINAL WHERE host = '${host}' AND source != 'poison' ORDER BY source, line`;
    const found = (await query(sql)).split('\n').filter((row) => row !== '');
    const wanted = (await readFile(path, 'utf8')).replace(/\n$/, '').split('\n').length;
    const numbers = found.map((row) => Number(row.slice(0, row.indexOf('\t'))));
    if (numbers.length !== wanted || numbers.some((line, index) => line !== index + 1))
      throw new Error(`${host} has ${numbers.length} lines in the store, ${wanted} in its file`);
  }
}

/** Everything in one process on a disk of its own, small enough to be filled. */
async function openEmbedded(scene: Scene): Promise<World> {
  const { folder, hook, random } = scene;
  const disk: SmallDisk | null = smallDisk(join(folder, 'disk'));
  const data = disk === null ? join(folder, 'data') : join(disk.path, 'data');
  const processes = new Map<string, Running>();
  const args = (kind: '--file' | '--once') => [
    ...['up', '--data', data, '--port', '0', '--webhook', `pager=${hook.url}`],
    ...scene.fed.flatMap(({ host, path }) => [kind, `${host}=${path}`]),
  ];
  const begun = (kind: '--file' | '--once') => begin(args(kind), disk === null ? [] : disk.within);
  const start = (name: string) => {
    processes.set(name, begun('--file'));
    supervise(processes, name, start);
  };
  const state = disk === null ? join(data, 'collector') : disk.outside(join(data, 'collector'));
  const world: World = {
    processes,
    start,
    url: () => listening(processes, 'collector'),
    faults: {
      'SIGKILL while it works': async () => {
        await listening(processes, 'collector');
        await sleep(random() * 500);
        await killed(world, 'collector');
      },
      'SIGKILL while it starts': () => killed(world, 'collector'),
      'a stop in good order': async () => {
        await processes.get('collector')!.stop();
        start('collector');
      },
      'a webhook that refuses': async () => {
        hook.answer(503);
        await sleep(1_000);
        hook.answer(200);
      },
      'a collector that forgets': forgetful({ ...({} as World), processes, start }, state),
      ...(disk === null
        ? {}
        : {
            'a full disk': async () => {
              disk.fill();
              await sleep(1_500);
              disk.free();
            },
            'a full disk, and SIGKILL': async () => {
              disk.fill();
              await sleep(800);
              await processes.get('collector')!.kill();
              disk.free();
              start('collector');
            },
          }),
    },
    finish: async () => {
      await processes.get('collector')!.kill();
      processes.set('collector', begun('--once'));
      await listening(processes, 'collector');
      await processes.get('collector')!.collected();
    },
    audit: async () => 0,
    close: async () => {
      const all = [...processes.values()];
      processes.clear();
      await Promise.all(all.map((running) => running.kill()));
      disk?.close();
    },
  };
  start('collector');
  return world;
}

/** Nothing is behind, and what is told of each host is what an undisturbed reading of its file says. */
async function asOffline(world: World, fed: readonly Fed[]): Promise<number> {
  const url = await world.url();
  let handoffs = 0;
  for (const { host, path } of fed) {
    const wanted = handoffsOf(offline(`${host}=${path}`));
    handoffs += wanted.length;
    await until(
      async () => {
        const { lag } = await get<Overview>(url, '/overview');
        const behind = lag.filter((reader) => reader.lag > 0).map(({ group, lag: events }) => `${group} by ${events}`);
        if (behind.length > 0) throw new Error(`behind are ${behind.join(', ')}`);
        const live = await told(url, host);
        expectSame(toldHandoffs(live), wanted);
        const text = (await readFile(path, 'utf8')).split(/\r?\n/);
        for (const { line, text: said } of live.lines.flat()) {
          if (said !== text[line - 1]) throw new Error(`line ${line} of ${host} is not as it was sent`);
        }
        return true;
      },
      `${host} to be told as offline`,
      SETTLE_MS,
    );
  }
  return handoffs;
}

/** Every alert reached the webhook, each under one key. @returns alerts, and requests beyond one each */
async function alertsOf(world: World, hook: Webhook) {
  const url = await world.url();
  const { alerts } = await get<{ alerts: number }>(url, '/overview');
  await until(async () => new Set(hook.keys).size >= alerts, 'every alert at the webhook', SETTLE_MS);
  const keyOf = new Map<string, string>();
  for (const [index, { signature }] of hook.taken.entries()) {
    const key = hook.keys[index]!;
    if ((keyOf.get(signature) ?? key) !== key) throw new Error(`signature ${signature} was alerted twice`);
    keyOf.set(signature, key);
  }
  if (keyOf.size !== alerts) throw new Error(`${alerts} alerts, ${keyOf.size} signatures at the webhook`);
  return { alerts, repeated: hook.taken.length - alerts };
}

/** The world takes another host's log as if nothing had been. */
async function alive(world: World, scene: Scene, last: Fed): Promise<void> {
  (scene.fed as Fed[]).push(last);
  await writeFile(last.path, await readFile(last.from));
  await world.finish();
  await asOffline(world, [last]);
}

/**
 * @returns what was done and found
 * @throws Error that names the seed, where something was lost, invented or doubled, or does not live again
 */
export async function conserve(seed: string, cluster: KafkaCluster | null): Promise<Conserved> {
  const began = Date.now();
  const random = chance(`conservation ${seed}`);
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-conserve-'));
  const hook = await webhook();
  const fedOf = (host: string): Fed => ({
    host,
    from: join(ROOT, 'corpus', `${pick(LOGS, random)}.log`),
    path: join(folder, `${host}.log`),
  });
  const fed = Array.from({ length: HOSTS }, (_, n) => fedOf(`host-${n}`));
  for (const { path } of fed) await writeFile(path, '');
  const scene: Scene = { folder, fed, hook, random };
  const faults: string[] = [];
  const now: { world: World | null; step: string } = { world: null, step: 'starting' };
  const run = async (): Promise<Conserved> => {
    const world = cluster === null ? await openEmbedded(scene) : await openFleet(scene, cluster, `c-${seed}-${began}.`);
    now.world = world;
    await world.url();
    now.step = 'breaking';
    const feeding = Promise.all(fed.map((one, n) => feed(one, chance(`conservation ${seed} ${n}`))));
    for (let n = 0; n < FAULTS; n++) {
      await sleep(random() * 500);
      const name = pick(Object.keys(world.faults), random);
      faults.push(name);
      await world.faults[name]!();
    }
    await feeding;
    now.step = 'collecting the rest';
    await world.finish();
    now.step = 'settling';
    const handoffs = await asOffline(world, fed);
    now.step = 'counting alerts';
    const { alerts, repeated } = await alertsOf(world, hook);
    // A post can come twice only where a process died or was stalled between the answer and its record.
    const broken = faults.filter((name) => /SIGKILL|stalled notifier|full disk/.test(name)).length;
    if (repeated > broken) throw new Error(`${repeated} posts were repeated, ${broken} faults could explain one each`);
    now.step = 'auditing';
    const deadLetters = await world.audit();
    now.step = 'living again';
    await alive(world, scene, fedOf('host-after'));
    const lines = fed.map(({ path }) => readFile(path, 'utf8'));
    return {
      seed,
      world: cluster === null ? 'embedded' : 'fleet',
      faults,
      lines: (await Promise.all(lines)).reduce((sum, text) => sum + text.split('\n').length - 1, 0),
      handoffs,
      alerts,
      repeatedPosts: repeated,
      deadLetters,
      seconds: Math.round((Date.now() - began) / 1000),
    };
  };
  const patience = new AbortController();
  const late = sleep(RUN_MS, null, { signal: patience.signal }).then(() => {
    throw new Error(`it took longer than ${RUN_MS / 1000} s`);
  });
  try {
    return await Promise.race([run(), late]);
  } catch (cause) {
    const said = [...(now.world?.processes ?? [])]
      .map(([name, one]) => `--- ${name}\n${one.said().slice(-1500)}`)
      .join('\n');
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`seed ${seed} failed while ${now.step}, after ${faults.join(', ')}: ${what}\n${said}`, { cause });
  } finally {
    patience.abort();
    late.catch(() => undefined);
    await now.world?.close();
    await hook.close();
    await rm(folder, { recursive: true, force: true });
  }
}
