/** A correlator on a real Kafka beside a bare consumer, by number of hosts; its restart; a rebuild: `npm run bench:fleet [-- LINES PART…]`. */
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouseClientConfigOptions, createClient } from '@clickhouse/client';
import { Kafka, logLevel } from 'kafkajs';
import pino from 'pino';
import type { Event, EventLog, Reader, Stream } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { KafkaEventLog } from '#event-log/kafka';
import { type KafkaCluster, startKafka, whyNoKafka } from '#event-log/testing/kafka-broker';
import { configOf } from '#roles';
import { createCorrelator } from '#roles/correlator/correlator';
import { PROJECTOR } from '#roles/group';
import { rebuild } from '#roles/rebuild';
import { chanceOf, chanceScenario, printHost, simulateHost } from '#simulator';
import { rowsOf } from '#store';
import { openStore } from '#store/clickhouse';
import { everyday, upAndRunning } from './make-corpus';

const RESULTS = join(process.cwd(), 'bench', 'results', 'fleet.json');
const PARTITIONS = 6;
const LINES_PER_BLOCK = 100;
const STORIES_KNOWN = 500;
/** Fleets for the cost by hosts: each has as many stories in all, so that only the number of keys differs. */
const FLEETS = [10, 100, 1_000, 10_000] as const;
const STORIES = 10_000;
const RUNS = 3;
const TIME = '2026-01-01T00:00:00.000Z';
/** What was said then is not to be let go of for its age. */
const KEEPING = { 'store.linesDays': 0, 'store.factsDays': 0 };
const SETTLED_SECONDS = 1_000;

const logger = pino({ level: 'silent' });
const seconds = (from: number) => (performance.now() - from) / 1000;
const rounded = (value: number, digits = 3) => Number(value.toFixed(digits));
const firstLineOf = (file: string): string => {
  const bytes = Buffer.alloc(1 << 20);
  const descriptor = openSync(file, 'r');
  const read = readSync(descriptor, bytes);
  closeSync(descriptor);
  return bytes.toString('utf8', 0, read).split('\n', 1)[0]!;
};
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/**
 * Lines of a simulated host that goes through a handoff or two, and then runs on until `lines` are said: its last kernel is the one that runs
 * on, for nobody speaks after he went down.
 */
function storyOf(seed: number, lines: number): readonly string[] {
  const scenario = chanceScenario(chanceOf(`fleet/${seed}`), `host${seed}`);
  const { logs } = printHost(simulateHost(scenario, seed), 'dmesg --force-prefix', true);
  const said = upAndRunning(logs[0]!.text.trimEnd().split('\n')).slice(0, lines);
  return [...said, ...everyday({ lines: lines - said.length, seed, from: SETTLED_SECONDS })];
}

interface Load {
  readonly hosts: number;
  /** Stories in all, one after another on each host. */
  readonly stories: number;
  readonly linesPerStory: number;
}
const linesOf = ({ stories, linesPerStory }: Load) => stories * linesPerStory;

/** A handoff in 10,000 lines, about one a week: about one line in fifty matters. */
const AT_REST: Load = { hosts: 200, stories: 200, linesPerStory: 10_000 };

interface BlockOfHost {
  readonly host: string;
  readonly firstLine: number;
  readonly text: string;
}
const lineEvent = ({ host, firstLine, text }: BlockOfHost): Event => ({
  id: `${host}/${firstLine}`,
  type: 'io.quiesce.lines-collected.v1',
  source: '/bench',
  time: TIME,
  key: host,
  data: { host, source: 'console', firstLine, text },
});

/** Blocks as they would come in: all hosts speak at the same time, and block after block of each. */
function* blocksOf({ hosts, stories, linesPerStory }: Load): Generator<Event> {
  const known = Array.from({ length: Math.min(stories, STORIES_KNOWN) }, (_, seed) => storyOf(seed, linesPerStory));
  for (let round = 0; round * hosts < stories; round++) {
    for (let line = 0; line < linesPerStory; line += LINES_PER_BLOCK) {
      for (let host = 0; host < Math.min(hosts, stories - round * hosts); host++) {
        const block = known[(round * hosts + host) % known.length]!.slice(line, line + LINES_PER_BLOCK);
        const firstLine = round * linesPerStory + line + 1;
        yield lineEvent({ host: `host-${host}`, firstLine, text: `${block.join('\n')}\n` });
      }
    }
  }
}

async function fill(log: EventLog, load: Load): Promise<void> {
  let some: Event[] = [];
  for (const event of blocksOf(load)) {
    some.push(event);
    if (some.length < 500) continue;
    await log.append('lines', some);
    some = [];
  }
  await log.append('lines', some);
}

/** Resolves when the group has committed all that the stream holds. */
async function through(log: EventLog, group: string, stream: Stream): Promise<void> {
  for (;;) {
    const progress = await log.progress(group, stream);
    if (progress.every(({ end, committed }) => committed >= end)) return;
    await sleep(20);
  }
}

/** Seconds from being given the first partition until all is committed, and the work of a role around it. */
async function correlate(log: EventLog): Promise<number> {
  let began = 0;
  const read = (reader: Reader) =>
    log.read({
      ...reader,
      onAssigned: (partition) => {
        began ||= performance.now();
        return reader.onAssigned?.(partition) ?? Promise.resolve();
      },
    });
  const correlator = createCorrelator({
    log: Object.assign(Object.create(log) as EventLog, { read }),
    logger,
    now: () => new Date(),
    tickAfterMs: 3_600_000,
    checkpointAfterMs: 1_000,
    takeBack: false,
  });
  await correlator.start();
  await through(log, 'correlator', 'lines');
  const took = seconds(began);
  await correlator.stop();
  return took;
}

/** The same for kafkajs alone, which counts bytes and commits each batch. */
async function readBare(brokers: readonly string[], prefix: string, log: EventLog): Promise<number> {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `${prefix}bare`, maxWaitTimeInMs: 500 });
  let began = 0;
  let bytes = 0;
  consumer.on(consumer.events.GROUP_JOIN, () => {
    began ||= performance.now();
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [`${prefix}lines`], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary, heartbeat }) => {
      for (const { value } of batch.messages) bytes += value?.length ?? 0;
      const { offset } = batch.messages.at(-1)!;
      resolveOffset(offset);
      const partitions = [{ partition: batch.partition, offset: String(BigInt(offset) + 1n) }];
      await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions }] });
      await heartbeat();
    },
  });
  await through(log, 'bare', 'lines');
  const took = seconds(began);
  await consumer.disconnect();
  if (bytes === 0) throw new Error('the bare consumer read nothing');
  return took;
}

interface Rates {
  readonly hosts: number;
  readonly lines: number;
  readonly linesPerSecond: number;
  readonly bareLinesPerSecond: number;
  readonly ratio: number;
  readonly microsecondsPerLine: number;
}
let topics = 0;
async function onKafka<T>(cluster: KafkaCluster, work: (open: () => Promise<EventLog>, prefix: string) => Promise<T>) {
  const prefix = `bench-${++topics}.`;
  const open = () =>
    KafkaEventLog.open({ brokers: cluster.brokers, prefix, topics: { partitions: PARTITIONS, replicas: 1 } });
  const done = await work(open, prefix);
  const admin = new Kafka({ brokers: [...cluster.brokers], logLevel: logLevel.ERROR }).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: (await admin.listTopics()).filter((topic) => topic.startsWith(prefix)) });
  await admin.disconnect();
  return done;
}

/** The correlator and the bare consumer on the same topic, one after the other. */
async function compare(cluster: KafkaCluster, load: Load): Promise<Rates> {
  return onKafka(cluster, async (open, prefix) => {
    const log = await open();
    await fill(log, load);
    const bare = await readBare(cluster.brokers, prefix, log);
    const took = await correlate(log);
    await log.close();
    const lines = linesOf(load);
    const rates = {
      hosts: load.hosts,
      lines,
      linesPerSecond: Math.round(lines / took),
      bareLinesPerSecond: Math.round(lines / bare),
      ratio: rounded(bare / took),
      microsecondsPerLine: rounded((took * 1e6) / lines),
    };
    say(
      `${load.hosts} hosts, ${lines} lines: ${rates.linesPerSecond} lines/s (${rates.microsecondsPerLine} us a line); ` +
        `bare consumer ${rates.bareLinesPerSecond} lines/s; ratio ${rates.ratio}`,
    );
    return rates;
  });
}

/** Seconds from opening the log until new lines of every partition are folded and committed. */
async function restart(open: () => Promise<EventLog>, load: Load): Promise<number> {
  const before = await open();
  const firstLine = (load.stories / load.hosts) * load.linesPerStory + 1;
  const text = `${everyday({ lines: 10, seed: 7, from: 1e6 }).join('\n')}\n`;
  const news = Array.from({ length: 60 }, (_, host) => lineEvent({ host: `host-${host}`, firstLine, text }));
  await before.append('lines', news);
  await before.close();
  const began = performance.now();
  const log = await open();
  await correlate(log);
  const took = seconds(began);
  await log.close();
  return rounded(took, 2);
}

/** The rows of everything that is told, by table, as files of JSONEachRow. */
async function writeRows(dir: string, log: EventLog): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const stream of PROJECTOR.streams) {
    for await (const event of log.scan(stream)) {
      for (const [table, rows] of Object.entries(rowsOf(event)) as [string, readonly object[]][]) {
        const file = files.get(table) ?? join(dir, `${table}.jsonl`);
        files.set(table, file);
        appendFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      }
    }
  }
  return files;
}

/** Seconds that the engine alone takes to put the same rows into the same tables, from files of rows that were made before. */
async function insertBare(path: string, files: ReadonlyMap<string, string>): Promise<number> {
  const store = await openStore({ kind: 'embedded', path });
  await store.migrate();
  await store.close();
  const { createChdbConnection } = createRequire(__filename)('chdb/connection') as {
    createChdbConnection(options: { path: string }): NonNullable<ClickHouseClientConfigOptions['connection']>;
  };
  const client = createClient({ connection: createChdbConnection({ path }) });
  const began = performance.now();
  for (const [table, file] of files) {
    const names = Object.keys(JSON.parse(firstLineOf(file)) as object).map((name) => `\`${name}\``);
    const query = `INSERT INTO ${table} (${names}) SELECT ${names} FROM file('${file}', 'JSONEachRow')`;
    await client.command({ query });
  }
  const took = seconds(began);
  await client.close();
  return took;
}

/** Facts a second of `quiesce rebuild` on a log of lines, facts and handoffs, all embedded. */
async function rebuilds(dir: string, load: Load) {
  const data = join(dir, 'rebuild');
  mkdirSync(data, { recursive: true });
  const parsed = configOf({ environment: {}, flags: { roles: ['projector'], data, ...KEEPING } });
  if ('problems' in parsed || parsed.ok.log.type !== 'embedded') throw new Error('the bench has wrong settings');
  mkdirSync(parsed.ok.log.path, { recursive: true });
  const log = await EmbeddedEventLog.open({ dir: parsed.ok.log.path });
  await fill(log, load);
  await correlate(log);
  let facts = 0;
  for await (const { data: told } of log.scan('facts')) facts += (told as { facts: unknown[] }).facts.length;
  const files = await writeRows(data, log);
  await log.close();
  const before = process.cpuUsage();
  const rebuilt = await rebuild(parsed.ok, logger, () => undefined);
  const { user, system } = process.cpuUsage(before);
  const bareSeconds = rounded(await insertBare(join(data, 'bare'), files), 2);
  const lines = linesOf(load);
  const rate = (rows: number) => Math.round(rows / rebuilt.seconds);
  return {
    lines,
    facts,
    events: rebuilt.events,
    seconds: rounded(rebuilt.seconds, 2),
    cpuSeconds: rounded((user + system) / 1e6, 2),
    factsPerSecond: rate(facts),
    rowsPerSecond: rate(lines + facts),
    bareInsert: { seconds: bareSeconds, factsPerSecond: Math.round(facts / bareSeconds) },
    ratio: rounded(bareSeconds / rebuilt.seconds),
  };
}

async function restartEmbedded(dir: string, load: Load): Promise<number> {
  const folder = join(dir, 'embedded');
  mkdirSync(folder);
  const open = () => EmbeddedEventLog.open({ dir: folder });
  const log = await open();
  await fill(log, load);
  const took = await correlate(log);
  say(`embedded log, ${load.hosts} hosts: ${Math.round(linesOf(load) / took)} lines/s`);
  await log.close();
  return restart(open, load);
}

const say = (text: string) => process.stdout.write(`${text}\n`);

/** What can be measured, each by itself: what is kept of the others stays. */
const PARTS = ['end-to-end', 'by-hosts', 'restart', 'rebuild'] as const;
type Part = (typeof PARTS)[number];
const fleetOf = (hosts: number, linesPerStory: number): Load => ({ hosts, stories: STORIES, linesPerStory });

async function endToEnd(cluster: KafkaCluster, linesPerStory: number) {
  await compare(cluster, { hosts: 100, stories: 1000, linesPerStory });
  say('(that was to warm up)');
  const runs: Rates[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await compare(cluster, AT_REST));
  const ratio = median(runs.map((one) => one.ratio));
  say(`ratio to bare ${ratio}`);
  return { endToEnd: { runs, ratio } };
}

async function byHosts(cluster: KafkaCluster, linesPerStory: number) {
  const runs: Rates[] = [];
  for (const hosts of FLEETS) runs.push(await compare(cluster, fleetOf(hosts, linesPerStory)));
  const costs = runs.map(({ microsecondsPerLine }) => microsecondsPerLine);
  const lastToFirst = rounded(costs.at(-1)! / costs[0]!);
  say(`10,000 hosts to 10: ${lastToFirst}`);
  return { byHosts: { runs, lastToFirst } };
}

async function restarts(cluster: KafkaCluster, dir: string, linesPerStory: number) {
  const load = fleetOf(FLEETS.at(-1)!, linesPerStory);
  const kafka = await onKafka(cluster, async (open) => {
    const log = await open();
    await fill(log, load);
    await correlate(log);
    await log.close();
    return restart(open, load);
  });
  const restartSeconds = { kafka, embedded: await restartEmbedded(dir, load) };
  say(`restart with ${load.hosts} hosts: ${kafka} s on Kafka, ${restartSeconds.embedded} s embedded`);
  return { restartSeconds };
}

async function rebuildOf(dir: string, linesPerStory: number) {
  const rebuilt = await rebuilds(dir, { hosts: 1000, stories: 2000, linesPerStory });
  say(
    `rebuild: ${rebuilt.factsPerSecond} facts/s (${rebuilt.rowsPerSecond} rows/s, lines with them), ${rebuilt.cpuSeconds} s of CPU in ${rebuilt.seconds} s; ` +
      `the same rows inserted from files of them in ${rebuilt.bareInsert.seconds} s; ratio ${rebuilt.ratio}`,
  );
  return { rebuilt };
}

const machine = () => ({
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

const NO_CLUSTER: KafkaCluster = { brokers: [], saslBrokers: null, tls: null, nodes: [], stop: async () => undefined };
async function startCluster(): Promise<KafkaCluster> {
  const why = whyNoKafka();
  if (why !== null) throw new Error(`No Apache Kafka can be run here: ${why}`);
  return startKafka();
}

/** Each part is kept with the machine's load when it began. */
async function main(linesPerStory: number, parts: readonly Part[]): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'quiesce-bench-fleet-'));
  const cluster = parts.every((part) => part === 'rebuild') ? NO_CLUSTER : await startCluster();
  const measure: Readonly<Record<Part, () => Promise<object>>> = {
    'end-to-end': () => endToEnd(cluster, linesPerStory),
    'by-hosts': () => byHosts(cluster, linesPerStory),
    restart: () => restarts(cluster, dir, linesPerStory),
    rebuild: () => rebuildOf(dir, linesPerStory),
  };
  let kept: { readonly load?: object; readonly [part: string]: unknown } = JSON.parse(readFileSync(RESULTS, 'utf8'));
  try {
    for (const part of parts) {
      const load = loadavg().map((value) => rounded(value, 2));
      const measured = await measure[part]();
      kept = {
        ...kept,
        machine: machine(),
        partitions: PARTITIONS,
        linesPerBlock: LINES_PER_BLOCK,
        ...measured,
        load: { ...kept.load, [part]: load },
      };
      writeFileSync(RESULTS, `${JSON.stringify(kept, null, 2)}\n`);
    }
  } finally {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

const [lines = '200', ...named] = process.argv.slice(2);
const unknown = named.filter((name) => !PARTS.includes(name as Part));
if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: the parts are ${PARTS.join(', ')}`);
void main(Number(lines), named.length > 0 ? (named as Part[]) : PARTS);
