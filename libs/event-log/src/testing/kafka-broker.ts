/** A real Apache Kafka for tests: fetched with Maven, run with Java on loopback. For tests only. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnTypescript } from './typescript-child';

/** Brokers of a cluster of the user's. */
const KAFKA_GIVEN = process.env.KAFKA_BROKERS;
const VERSION = '4.1.1';
const ROOT = join(__dirname, '../../../..');
const HOME = join(ROOT, '.cache/kafka', VERSION);
const JARS = join(HOME, 'libs');
const JAVA_MIN = 17;
const START_MS = 60_000;
/** Where the test files of this checkout find the broker they share. */
export const SHARED_SOCKET = join(tmpdir(), `quiesce-kafka-${Buffer.from(ROOT).toString('base64url').slice(-40)}.sock`);

export interface KafkaNode {
  /** `127.0.0.1:port`, the same after a restart. */
  readonly address: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
}
export interface KafkaCluster {
  readonly brokers: readonly string[];
  /** The same brokers where a client must log in; null unless asked for. */
  readonly saslBrokers: readonly string[] | null;
  readonly nodes: readonly KafkaNode[];
  stop(): Promise<void>;
}
export interface KafkaClusterOptions {
  /** 1 or 3. */
  readonly brokers?: number;
  /** Opens a second listener that wants SASL PLAIN. */
  readonly sasl?: { readonly username: string; readonly password: string };
}
/** A cluster that a test may use, but not stop or break. */
export interface KafkaForTests {
  readonly brokers: readonly string[];
  /** A name for topics and groups that no other test has. */
  newPrefix(): string;
  release(): Promise<void>;
}

/** Why no Kafka can be run here, or null when one can; fetches it where that has not been done. */
export function whyNoKafka(): string | null {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (java.error) return `no Java (it needs ${JAVA_MIN} or later)`;
  const version = Number(/version "(\d+)/.exec(java.stderr)?.[1]);
  if (!(version >= JAVA_MIN)) return `Java ${version}, and it needs ${JAVA_MIN} or later`;
  return existsSync(JARS) ? null : fetchJars();
}

/**
 * A `describe` whose tests use a real Kafka: the one in KAFKA_BROKERS, or a broker that the test files share. Where
 * there is none it says so and skips; with CI=true it fails instead.
 */
export function describeKafka(title: string, tests: (kafka: () => KafkaForTests) => void): void {
  describeUnless(KAFKA_GIVEN ? null : whyNoKafka(), title, () => {
    let kafka: KafkaForTests;
    beforeAll(async () => {
      kafka = await kafkaForTests();
    }, START_MS + 10_000);
    afterAll(() => kafka?.release());
    tests(() => kafka);
  });
}

/** A `describe` whose tests use, and may break, a cluster of their own, whatever KAFKA_BROKERS says. */
export function describeOwnKafka(
  title: string,
  options: KafkaClusterOptions,
  tests: (cluster: () => KafkaCluster) => void,
): void {
  describeUnless(whyNoKafka(), title, () => {
    let cluster: KafkaCluster;
    beforeAll(async () => {
      cluster = await startKafka(options);
    }, START_MS + 10_000);
    afterAll(() => cluster?.stop(), START_MS);
    tests(() => cluster);
  });
}

function describeUnless(why: string | null, title: string, tests: () => void): void {
  if (why === null) {
    describe(title, tests);
    return;
  }
  if (process.env.CI === 'true') throw new Error(`${title} needs Apache Kafka: ${why}`);
  process.stderr.write(`SKIPPED ${title}: ${why}; set KAFKA_BROKERS=host:port,… to use a cluster of yours\n`);
  describe.skip(title, () => test(`needs Apache Kafka: ${why}`, () => undefined));
}

/** The Kafka of KAFKA_BROKERS, or else the broker that all test files of this checkout share. */
export async function kafkaForTests(): Promise<KafkaForTests> {
  const newPrefix = () => `test-${randomBytes(5).toString('hex')}.`;
  if (KAFKA_GIVEN) return { brokers: KAFKA_GIVEN.split(','), newPrefix, release: async () => undefined };
  const why = whyNoKafka();
  if (why !== null) throw new Error(`No Apache Kafka: ${why}`);
  const { brokers, socket } = await lease();
  const release = async () => {
    if (socket.destroyed) return;
    socket.destroy();
    await once(socket, 'close');
  };
  return { brokers, newPrefix, release };
}

/** The shared broker lives as long as somebody is connected to its keeper, and a little longer. */
async function lease(): Promise<{ brokers: readonly string[]; socket: Socket }> {
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(200)) {
    const socket = connect(SHARED_SOCKET);
    const connected = await once(socket, 'connect').catch(() => null);
    if (connected === null) {
      keeper ??= spawnKeeper();
      continue;
    }
    const answer = await once(socket, 'data').catch(() => null);
    if (answer === null) continue;
    const { brokers, problem } = JSON.parse(String(answer[0])) as { brokers?: string[]; problem?: string };
    if (brokers === undefined) throw new Error(problem);
    socket.unref();
    return { brokers, socket };
  }
  throw new Error(`Kafka did not start within ${START_MS / 1000} s; see ${join(HOME, 'keeper.log')}`);
}

let keeper: ChildProcess | undefined;
function spawnKeeper(): ChildProcess {
  mkdirSync(HOME, { recursive: true });
  const child = spawnTypescript('libs/event-log/src/testing/kafka-keeper.ts', [], { detached: true, stdio: 'ignore' });
  child.unref();
  child.once('exit', () => {
    keeper = undefined;
  });
  return child;
}

/** Starts a cluster of its own; whoever starts it stops it. */
export async function startKafka(options: KafkaClusterOptions = {}): Promise<KafkaCluster> {
  const { brokers: count = 1, sasl } = options;
  const dir = mkdtempSync(join(tmpdir(), 'quiesce-kafka-'));
  const cluster = randomBytes(16).toString('base64url');
  const seats = await freePorts(count, 3);
  const voters = seats.map(([, controller], n) => `${n + 1}@127.0.0.1:${controller}`).join(',');
  const nodes = seats.map(([port, controller, saslPort], n) => {
    const config = properties({
      node: n + 1,
      count,
      port: port!,
      controller: controller!,
      voters,
      dir,
      sasl,
      saslPort: saslPort!,
    });
    return newNode({ dir: join(dir, `node-${n + 1}`), config, port: port!, cluster });
  });
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: nodes.map(({ address }) => address),
    saslBrokers: sasl ? seats.map(([, , port]) => `127.0.0.1:${port}`) : null,
    nodes,
    stop,
  };
}

function newNode(node: { dir: string; config: string; port: number; cluster: string }): KafkaNode {
  const { dir, config, port, cluster } = node;
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'server.properties');
  writeFileSync(file, config);
  let child: ChildProcess | null = null;
  const start = async () => {
    if (!existsSync(join(dir, 'data/meta.properties'))) format(file, cluster);
    const log = createWriteStream(join(dir, 'broker.log'), { flags: 'a' });
    await once(log, 'open');
    child = spawn('java', [...javaFlags(dir), '-Xmx512m', 'kafka.Kafka', file], { stdio: ['ignore', log, log] });
    log.close();
    await started({ dir, port, child });
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    const hard = setTimeout(() => running.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(hard);
  };
  return { address: `127.0.0.1:${port}`, start, stop };
}

async function started({ dir, port, child }: { dir: string; port: number; child: ChildProcess }): Promise<void> {
  const log = join(dir, 'broker.log');
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(100)) {
    if (child.exitCode !== null) break;
    if (existsSync(log) && readFileSync(log, 'utf8').includes('Kafka Server started') && (await listens(port))) return;
  }
  child.kill('SIGKILL');
  throw new Error(`Kafka did not start:\n${readFileSync(log, 'utf8').slice(-3000)}`);
}

const javaFlags = (dir: string): string[] => [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Djava.net.preferIPv4Stack=true',
  `-Dlog4j2.configurationFile=${join(HOME, 'log4j2.properties')}`,
  `-Djava.io.tmpdir=${dir}`,
  '-cp',
  `${JARS}/*`,
];

function format(file: string, cluster: string): void {
  const flags = [...javaFlags(tmpdir()), '-Xmx128m', 'kafka.tools.StorageTool'];
  const done = spawnSync('java', [...flags, 'format', '--cluster-id', cluster, '--config', file], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`Kafka storage cannot be formatted: ${done.stdout}${done.stderr}`);
}

interface Seat {
  readonly node: number;
  readonly count: number;
  readonly port: number;
  readonly controller: number;
  readonly saslPort: number;
  readonly voters: string;
  readonly dir: string;
  readonly sasl: KafkaClusterOptions['sasl'];
}
function properties({ node, count, port, controller, saslPort, voters, dir, sasl }: Seat): string {
  const clients = [`PLAINTEXT://127.0.0.1:${port}`, ...(sasl ? [`SASL_PLAINTEXT://127.0.0.1:${saslPort}`] : [])];
  const login = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${sasl?.username}="${sasl?.password}";`;
  const all = {
    'process.roles': 'broker,controller',
    'node.id': node,
    'controller.quorum.voters': voters,
    'controller.listener.names': 'CONTROLLER',
    listeners: [...clients, `CONTROLLER://127.0.0.1:${controller}`].join(','),
    'advertised.listeners': clients.join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
    ...(sasl && { 'sasl.enabled.mechanisms': 'PLAIN', 'listener.name.sasl_plaintext.plain.sasl.jaas.config': login }),
    'log.dirs': join(dir, `node-${node}`, 'data'),
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': count,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': count,
    'transaction.state.log.min.isr': Math.min(count, 2),
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 2,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

async function freePorts(rows: number, columns: number): Promise<readonly (readonly number[])[]> {
  const servers = Array.from({ length: rows * columns }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return Array.from({ length: rows }, (_, row) => ports.slice(row * columns, (row + 1) * columns));
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

/** @returns why it cannot be fetched, or null */
function fetchJars(): string | null {
  mkdirSync(HOME, { recursive: true });
  writeFileSync(join(HOME, 'log4j2.properties'), LOG4J);
  const dir = mkdtempSync(join(HOME, 'fetch-'));
  writeFileSync(join(dir, 'pom.xml'), POM);
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
  const flags = ['-q', '-B', goal, '-DincludeScope=runtime', `-DoutputDirectory=${join(dir, 'libs')}`];
  const maven = spawnSync('mvn', flags, { cwd: dir, encoding: 'utf8' });
  const fetched = !maven.error && maven.status === 0;
  // Another test file may have been faster.
  if (fetched && !existsSync(JARS)) renameSync(join(dir, 'libs'), JARS);
  rmSync(dir, { recursive: true, force: true });
  if (fetched) return null;
  return maven.error ? 'no Maven (mvn) to fetch it with' : `Maven cannot fetch it: ${maven.stdout.trim().slice(-500)}`;
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.quiesce</groupId><artifactId>kafka-for-tests</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version></dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.24.3</version>
    </dependency>
  </dependencies>
</project>
`;
const LOG4J = `rootLogger.level = info
rootLogger.appenderRef.out.ref = out
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d %p %c{1} %m%n
`;
