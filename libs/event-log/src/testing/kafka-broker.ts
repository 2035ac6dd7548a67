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
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnTypescript } from './typescript-child';

/** Brokers of a cluster of the user's. */
const KAFKA_GIVEN = process.env.KAFKA_BROKERS;
const VERSION = '4.1.1';
/** The checkout, from libs/ (tests) and from dist/libs/ (benches) alike. */
const ROOT = join(__dirname.replace(`${sep}dist${sep}libs${sep}`, `${sep}libs${sep}`), '../../../..');
const HOME = join(ROOT, '.cache/kafka', VERSION);
const JARS = join(HOME, 'libs');
const JAVA_MIN = 17;
const START_MS = 120_000;
/** Where the test files of this checkout find the broker they share. */
export const SHARED_SOCKET = join(tmpdir(), `quiesce-kafka-${Buffer.from(ROOT).toString('base64url').slice(-40)}.sock`);

export interface KafkaNode {
  /** `127.0.0.1:port`, the same after a restart. */
  readonly address: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Does nothing where it runs. */
  start(): Promise<void>;
}
export interface KafkaCluster {
  readonly brokers: readonly string[];
  /** The same brokers where a client must log in; null unless asked for. */
  readonly saslBrokers: readonly string[] | null;
  /** The same brokers where a client must log in over TLS, and the authority that vouches for them (PEM). */
  readonly tls: { readonly brokers: readonly string[]; readonly ca: string } | null;
  readonly nodes: readonly KafkaNode[];
  stop(): Promise<void>;
}
export interface KafkaClusterOptions {
  /** 1 or 3. */
  readonly brokers?: number;
  /** Opens listeners that want SASL (PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512): a plain one, and one over TLS. */
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
      if (keeper === undefined) keeper = spawnKeeper();
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
  const seats = await freePorts(count, 4);
  const authority = sasl ? makeAuthority(dir) : null;
  const voters = seats.map(([, controller], n) => `${n + 1}@127.0.0.1:${controller}`).join(',');
  const nodes = seats.map(([port, controller, saslPort, tlsPort], n) => {
    const config = properties({
      node: n + 1,
      count,
      port: port!,
      controller: controller!,
      voters,
      dir,
      sasl,
      saslPort: saslPort!,
      tlsPort: tlsPort!,
    });
    return newNode({ dir: join(dir, `node-${n + 1}`), config, port: port!, cluster, sasl });
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
    tls: authority === null ? null : { ca: authority, brokers: seats.map(([, , , port]) => `127.0.0.1:${port}`) },
    nodes,
    stop,
  };
}

interface NewNode {
  readonly dir: string;
  readonly config: string;
  readonly port: number;
  readonly cluster: string;
  readonly sasl: KafkaClusterOptions['sasl'];
}
function newNode({ dir, config, port, cluster, sasl }: NewNode): KafkaNode {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'server.properties');
  writeFileSync(file, config);
  let child: ChildProcess | null = null;
  const start = async () => {
    if (child !== null && child.exitCode === null && child.signalCode === null) return;
    if (!existsSync(join(dir, 'data/meta.properties'))) format(file, cluster, sasl);
    const log = createWriteStream(join(dir, 'broker.log'), { flags: 'a' });
    await once(log, 'open');
    const said = statSync(join(dir, 'broker.log')).size;
    child = spawn('java', [...javaFlags(dir), '-Xmx512m', 'kafka.Kafka', file], { stdio: ['ignore', log, log] });
    log.close();
    await started({ dir, port, child, said });
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

interface Starting {
  readonly dir: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Bytes of its log that are of earlier starts. */
  readonly said: number;
}
async function started({ dir, port, child, said }: Starting): Promise<void> {
  const log = join(dir, 'broker.log');
  const up = () => readFileSync(log).subarray(said).includes('Kafka Server started');
  for (const end = Date.now() + START_MS; Date.now() < end; await sleep(100)) {
    if (child.exitCode !== null) break;
    if (up() && (await listens(port))) return;
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

function format(file: string, cluster: string, sasl: KafkaClusterOptions['sasl']): void {
  const flags = [...javaFlags(tmpdir()), '-Xmx128m', 'kafka.tools.StorageTool'];
  const users = sasl
    ? ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
        '--add-scram',
        `${mechanism}=[name=${sasl.username},password=${sasl.password}]`,
      ])
    : [];
  // Joined by `=`: an id may begin with a dash.
  const args = ['format', `--cluster-id=${cluster}`, '--config', file, ...users];
  const done = spawnSync('java', [...flags, ...args], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`Kafka storage cannot be formatted: ${done.stdout}${done.stderr}`);
}

/** The password of the stores that only the test's brokers read. */
const STORE_PASSWORD = 'changeit';
const SERVER_STORE = 'server.p12';

/** An authority of its own and a certificate of 127.0.0.1 by it, in `dir`. @returns the authority's certificate, PEM */
function makeAuthority(dir: string): string {
  const keytool = (store: string, ...args: string[]) => {
    const flags = ['-keystore', join(dir, store), '-storetype', 'PKCS12', '-storepass', STORE_PASSWORD, '-noprompt'];
    const done = spawnSync('keytool', [...args, ...flags], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`keytool ${args[0]} failed: ${done.stdout}${done.stderr}`);
    return done.stdout;
  };
  const [ca, request, signed] = ['ca.pem', 'server.csr', 'server.pem'].map((name) => join(dir, name));
  const pair = ['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '3'];
  keytool('ca.p12', ...pair, '-alias', 'ca', '-dname', 'CN=quiesce tests', '-ext', 'bc:c=ca:true');
  keytool('ca.p12', '-exportcert', '-rfc', '-alias', 'ca', '-file', ca!);
  keytool(SERVER_STORE, ...pair, '-alias', 'server', '-dname', 'CN=127.0.0.1');
  keytool(SERVER_STORE, '-certreq', '-alias', 'server', '-file', request!);
  const names = ['-ext', 'san=ip:127.0.0.1'];
  keytool('ca.p12', '-gencert', '-rfc', '-alias', 'ca', '-infile', request!, '-outfile', signed!, ...names);
  keytool(SERVER_STORE, '-importcert', '-alias', 'ca', '-file', ca!);
  keytool(SERVER_STORE, '-importcert', '-alias', 'server', '-file', signed!);
  return readFileSync(ca!, 'utf8');
}

interface Seat {
  readonly node: number;
  readonly count: number;
  readonly port: number;
  readonly controller: number;
  readonly saslPort: number;
  readonly tlsPort: number;
  readonly voters: string;
  readonly dir: string;
  readonly sasl: KafkaClusterOptions['sasl'];
}
function properties({ node, count, port, controller, saslPort, tlsPort, voters, dir, sasl }: Seat): string {
  const guarded = sasl ? [`SASL_PLAINTEXT://127.0.0.1:${saslPort}`, `SASL_SSL://127.0.0.1:${tlsPort}`] : [];
  const clients = [`PLAINTEXT://127.0.0.1:${port}`, ...guarded];
  const all = {
    'process.roles': 'broker,controller',
    'node.id': node,
    'controller.quorum.voters': voters,
    'controller.listener.names': 'CONTROLLER',
    listeners: [...clients, `CONTROLLER://127.0.0.1:${controller}`].join(','),
    'advertised.listeners': clients.join(','),
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT',
    ...(sasl && loginProperties(dir, sasl)),
    'log.dirs': join(dir, `node-${node}`, 'data'),
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': count,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': count,
    'transaction.state.log.min.isr': Math.min(count, 2),
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 2,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function loginProperties(dir: string, { username, password }: NonNullable<KafkaClusterOptions['sasl']>) {
  const security = 'org.apache.kafka.common.security';
  const modules = {
    plain: `${security}.plain.PlainLoginModule required user_${username}="${password}";`,
    'scram-sha-256': `${security}.scram.ScramLoginModule required;`,
    'scram-sha-512': `${security}.scram.ScramLoginModule required;`,
  };
  const logins = ['sasl_plaintext', 'sasl_ssl'].flatMap((listener) =>
    Object.entries(modules).map(([name, login]) => [`listener.name.${listener}.${name}.sasl.jaas.config`, login]),
  );
  return {
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    ...Object.fromEntries(logins),
    'ssl.keystore.location': join(dir, SERVER_STORE),
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.password': STORE_PASSWORD,
  };
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
