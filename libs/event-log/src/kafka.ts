/** The event log on Apache Kafka: a topic a stream, CloudEvents in binary mode; the only file that knows kafkajs. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Admin,
  AssignerProtocol,
  CompressionTypes,
  ConfigResourceTypes,
  ConfigSource,
  type Consumer,
  type EachBatchPayload,
  Kafka,
  type Batch as KafkaBatch,
  type KafkaConfig,
  KafkaJSError,
  type KafkaMessage,
  logLevel,
  type Message as OutgoingMessage,
  type PartitionAssigner,
  PartitionAssigners,
  Partitioners,
  type Producer,
} from 'kafkajs';
import { type AppendQueue, newAppendQueue } from './append-queue';
import { deadLetter, fromMessage, recorded, toMessage } from './codec';
import {
  type Appender,
  type Event,
  EventLog,
  EventLogError,
  type EventLogProblem,
  type Reader,
  type RecordedEvent,
  STREAMS,
  type Stream,
  type Subscription,
} from './event-log';
import { assignPartitions, type Partitions, readHad, writeHad } from './kafka-assign';
import { openExclusive } from './kafka-exclusive';
import { type FetchedMessage, type InsideCluster, type KafkaInside, newKafkaInside } from './kafka-inside';
import { sendAll } from './kafka-send';
import { keepSockets, type Sockets } from './kafka-socket';
import {
  type FoundTopic,
  planTopics,
  type TopicChange,
  type TopicOptions,
  type WantedTopic,
  wantedTopics,
} from './kafka-topic';

export interface KafkaOptions {
  /** `host:port` of some brokers. */
  readonly brokers: readonly string[];
  /** What the names of topics and groups begin with. */
  readonly prefix?: string;
  readonly clientId?: string;
  /** TLS; `{}` trusts what the system trusts. PEM texts. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** Of topics that are made here. Every stream has as many, so that a host's lines and snapshots go together. */
  readonly topics?: TopicOptions;
  /** `gzip` unless told otherwise: kernel logs shrink well, and every Kafka client reads it. */
  readonly compression?: 'none' | 'gzip';
  readonly batch?: { readonly events?: number; readonly bytes?: number };
  /** Pause before a rejected batch is given again. */
  readonly retryPauseMs?: number;
  /** A member that is silent for so long loses its partitions. */
  readonly sessionTimeoutMs?: number;
  /** Told of what the log goes on after: a rejected batch, an unreadable event, a lost connection. */
  readonly onProblem?: (problem: EventLogProblem) => void;
}

const PREFIX = 'quiesce.';
const BATCH_EVENTS = 1000;
const BATCH_BYTES = 1024 * 1024;
const RETRY_PAUSE_MS = 1000;
/** A killed member's partitions rest so long; a slow handler does not count, since it is beaten for. */
const SESSION_TIMEOUT_MS = 10_000;
const REBALANCE_TIMEOUT_MS = 60_000;
/** How long a fetch waits for something new; it returns at once when something comes. */
const FETCH_WAIT_MS = 500;
const PARTITIONS_MEMORY_MS = 60_000;

/** Topics that were just made: until every broker knows them, and who leads them. */
const TOPICS_PATIENCE_MS = 30_000;
const TOPICS_PAUSE_MS = 100;
/** What a broker says to who is not, or no longer, a member of the group. */
const OUTSIDE = new Set([
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR_FOR_GROUP',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
]);
/** What a broker says when trying again cannot help. */
const FINAL = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'UNSUPPORTED_VERSION',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
]);

export class KafkaEventLog extends EventLog {
  private readonly prefix: string;
  private readonly inside: KafkaInside;
  private readonly queues = new Map<Stream, AppendQueue<OutgoingMessage>>();
  private readonly subscriptions = new Set<KafkaSubscription>();
  private readonly appenders = new Set<Appender>();
  private readonly known = new Map<Stream, { readonly count: number; readonly at: number }>();
  /** One a stream: what fails on one does not disturb the others. */
  private readonly producers = new Map<Stream, Promise<Producer>>();
  private closed = false;

  private constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly options: KafkaOptions,
    private readonly sockets: Sockets,
  ) {
    super();
    this.prefix = options.prefix ?? PREFIX;
    this.inside = newKafkaInside({ open: () => openInside(kafka), isFinal });
  }

  /** Connects, and makes the topics that are not there. @throws EventLogError */
  static async open(options: KafkaOptions): Promise<KafkaEventLog> {
    const sockets = keepSockets();
    const kafka = new Kafka({ ...clientConfig(options), socketFactory: sockets.open });
    const admin = kafka.admin();
    const log = new KafkaEventLog(kafka, admin, options, sockets);
    try {
      await admin.connect();
      await log.ensureTopics();
      return log;
    } catch (cause) {
      await log.close();
      throw cause instanceof EventLogError ? cause : kafkaError('Kafka cannot be used', cause);
    }
  }

  /** Makes the topics that are not there. @throws EventLogError when those there cannot serve together. */
  async ensureTopics(): Promise<void> {
    const there = new Set(await this.admin.listTopics());
    const absent = this.wantedTopics().filter(({ topic }) => !there.has(topic));
    const numPartitions = there.has(this.topicOf('lines')) ? await this.partitions('lines') : undefined;
    const topics = absent.map((wanted) => ({ ...newTopic(wanted), ...(numPartitions && { numPartitions }) }));
    // Another process may make them at the same time: kafkajs then says false, and they are there.
    if (topics.length > 0) await this.admin.createTopics({ topics, waitForLeaders: false });
    const [lines, snapshots] = [await this.partitions('lines'), await this.partitions('snapshots')];
    if (lines === snapshots) return;
    const counts = `${this.topicOf('lines')} has ${lines} partitions, ${this.topicOf('snapshots')} ${snapshots}`;
    const message = `${counts}: they must have as many, for a host's lines and snapshots to go together`;
    throw new EventLogError(message, { retriable: false });
  }

  private wantedTopics(): readonly WantedTopic[] {
    return wantedTopics(this.prefix, this.options.topics);
  }

  async append(stream: Stream, events: readonly Event[], partition?: number): Promise<void> {
    this.assertOpen();
    if (events.length === 0) return;
    const messages = events.map(toMessage);
    await this.queueOf(stream).push(
      partition === undefined ? messages : messages.map((one) => ({ ...one, partition })),
    );
  }

  async exclusive(name: string): Promise<Appender> {
    this.assertOpen();
    const appender = await openExclusive({
      kafka: this.kafka,
      transactionalId: `${this.prefix}${name}`,
      // A transaction that follows at once meets the end of the one before for a few milliseconds.
      retry: { ...RETRY, initialRetryTime: 10 },
      placeOf: async (stream) => {
        const [topic, count] = [this.topicOf(stream), await this.partitions(stream)];
        return { topic, partitionOf: (key) => partitionOfKey(topic, key, count) };
      },
      compression: this.compression,
      bytesMax: BATCH_BYTES,
      attempt,
    });
    this.appenders.add(appender);
    return appender;
  }

  async read(reader: Reader): Promise<Subscription> {
    this.assertOpen();
    const member: { subscription?: KafkaSubscription } = {};
    const consumer = this.kafka.consumer({
      groupId: this.groupOf(reader.group),
      sessionTimeout: this.options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
      heartbeatInterval: Math.floor((this.options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS) / 10),
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      // A group takes the first that all of its members know.
      partitionAssigners: [
        stickyAssigner(() => member.subscription?.asksToJoin() ?? {}),
        PartitionAssigners.roundRobin,
      ],
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: this.options.batch?.bytes ?? BATCH_BYTES,
      retry: { ...RETRY, restartOnFailure: async () => member.subscription?.isClosing !== true },
    });
    const subscription = new KafkaSubscription(consumer, reader, {
      streamOf: (topic) => topic.slice(this.prefix.length) as Stream,
      topicOf: (stream) => this.topicOf(stream),
      beginningOf: async (stream, partition) => String((await this.endsOf(stream, partition)).low),
      bury: (letter) => this.append('dead-letters', [letter]),
      problem: (problem) => this.problem(problem),
      forget: (member) => this.subscriptions.delete(member),
      eventsMax: reader.batch?.events ?? this.options.batch?.events ?? BATCH_EVENTS,
      // What is fetched is bounded as it lies, which is packed.
      bytesMax: reader.batch?.bytes ?? Number.POSITIVE_INFINITY,
      aheadBytes: reader.aheadBytes ?? 0,
      retryPauseMs: this.options.retryPauseMs ?? RETRY_PAUSE_MS,
      joinMs: this.options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
      beatMs: Math.floor((this.options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS) / 10),
    });
    member.subscription = subscription;
    this.subscriptions.add(subscription);
    try {
      await subscription.start();
    } catch (cause) {
      await subscription.close();
      throw kafkaError(`Group ${reader.group} cannot read`, cause);
    }
    return subscription;
  }

  async *scan(stream: Stream, partition = 0): AsyncIterable<RecordedEvent> {
    this.assertOpen();
    const messages = this.walk(stream, partition);
    const kept = STREAMS[stream].keeps === 'all' ? messages : await latestOf(messages);
    for await (const message of kept) {
      const position = Number(message.offset);
      const decoded = fromMessage(message);
      if ('event' in decoded) yield recorded(decoded.event, { stream, partition, position });
      else this.problem({ what: 'event-unreadable', stream, partition, message: `${position}: ${decoded.problem}` });
    }
  }

  async partitions(stream: Stream): Promise<number> {
    const known = this.known.get(stream);
    if (known && Date.now() - known.at < PARTITIONS_MEMORY_MS) return known.count;
    const topic = this.topicOf(stream);
    const count = await attempt(`Topic ${topic} cannot be looked at`, () => this.inside.partitions(topic));
    this.known.set(stream, { count, at: Date.now() });
    return count;
  }

  async partitionOf(stream: Stream, key: string): Promise<number> {
    return partitionOfKey(this.topicOf(stream), key, await this.partitions(stream));
  }

  async progress(group: string, stream: Stream) {
    this.assertOpen();
    const topic = this.topicOf(stream);
    const [ends, committed] = await attempt(`Progress on ${topic} cannot be told`, () =>
      Promise.all([this.inside.ends(topic), this.inside.committed(this.groupOf(group), topic)]),
    );
    return ends.map(({ partition, low, high }) => {
      return { partition, end: high, committed: Math.max(committed.get(partition) ?? low, low) };
    });
  }

  async rewind(group: string, streams: readonly Stream[]): Promise<void> {
    this.assertOpen();
    await attempt(`Group ${group} cannot be rewound`, async () => {
      const topics = streams.map((stream) => this.topicOf(stream));
      const ends = await Promise.all(topics.map(async (topic) => [topic, await this.inside.ends(topic)] as const));
      await this.inside.commitIdle(this.groupOf(group), new Map(ends));
    });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    this.closed = true;
    await Promise.all([...this.queues.values()].map((queue) => queue.idle()));
    await Promise.all([...this.appenders].map((appender) => appender.close()));
    for (const producer of this.producers.values()) await (await producer.catch(() => null))?.disconnect();
    await this.inside.close();
    await this.admin.disconnect();
    this.sockets.endAll();
  }

  private get compression(): CompressionTypes {
    return this.options.compression === 'none' ? CompressionTypes.None : CompressionTypes.GZIP;
  }

  private topicOf(stream: Stream): string {
    return `${this.prefix}${stream}`;
  }

  private groupOf(group: string): string {
    return `${this.prefix}${group}`;
  }

  private problem(problem: EventLogProblem): void {
    this.options.onProblem?.(problem);
  }

  private assertOpen(): void {
    if (this.closed) throw new EventLogError('The event log is closed', { retriable: false });
  }

  private queueOf(stream: Stream): AppendQueue<OutgoingMessage> {
    const there = this.queues.get(stream);
    if (there) return there;
    const topic = this.topicOf(stream);
    const queue = newAppendQueue<OutgoingMessage>({
      send: (messages) => attempt(`Topic ${topic} takes no events`, () => this.send(stream, messages)),
      isItemsFault: isFinal,
      sizeOf: ({ key, value }) => Buffer.byteLength(value as string) + (key as string).length,
      bytesMax: BATCH_BYTES,
    });
    this.queues.set(stream, queue);
    return queue;
  }

  private async send(stream: Stream, messages: readonly OutgoingMessage[]): Promise<void> {
    const opening = this.producers.get(stream) ?? this.newProducer();
    this.producers.set(stream, opening);
    const { compression } = this;
    try {
      const producer = await opening;
      const topic = this.topicOf(stream);
      const count = await this.partitions(stream);
      const partitionOf = (key: string) => partitionOfKey(topic, key, count);
      await sendAll({ send: producer.send, topic, messages, partitionOf, compression });
    } catch (cause) {
      // kafkajs takes the sequence numbers of a failed request back, though the broker may have taken it: whatever came
      // next under them would be acknowledged as a duplicate and lost. A new producer has numbers of its own.
      this.producers.delete(stream);
      void opening.then((producer) => producer.disconnect()).catch(() => undefined);
      throw cause;
    }
  }

  private async newProducer(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: RETRY,
    });
    try {
      await producer.connect();
      return producer;
    } catch (cause) {
      // It may have connected, and failed at its number: connections that nobody has keep a process from its end.
      await producer.disconnect().catch(() => undefined);
      throw cause;
    }
  }

  private async endsOf(stream: Stream, partition: number): Promise<{ readonly low: number; readonly high: number }> {
    const topic = this.topicOf(stream);
    const ends = await attempt(`Topic ${topic} cannot be read`, () => this.inside.ends(topic));
    return ends.find((one) => one.partition === partition) ?? { low: 0, high: 0 };
  }

  /** Every message of a partition up to its end as of now; the next are on their way while some are looked at. */
  private async *walk(stream: Stream, partition: number): AsyncIterable<FetchedMessage> {
    const topic = this.topicOf(stream);
    const { low, high } = await this.endsOf(stream, partition);
    const fetch = (from: number) =>
      attempt(`Topic ${topic} cannot be read`, () => this.inside.fetch({ topic, partition, from }));
    let coming = low < high ? fetch(low) : null;
    for (let from = low; coming !== null && !this.closed; ) {
      const messages = (await coming).filter(({ offset }) => Number(offset) >= from);
      // Nothing there before the end: compaction took all that was left of a record batch, whose place remains.
      from = messages.length > 0 ? Number(messages.at(-1)!.offset) + 1 : from + 1;
      coming = from < high ? fetch(from) : null;
      // Whoever stops looking leaves nobody to hear of its failure.
      coming?.catch(() => undefined);
      yield* messages.filter(({ offset, isControlRecord }) => Number(offset) < high && !isControlRecord);
    }
  }
}

/**
 * The last message of each key, in their order. Compaction comes late and never reaches the active segment: what is newer is known
 * only at the end, and only that is worth being read.
 */
async function latestOf(messages: AsyncIterable<FetchedMessage>): Promise<Iterable<FetchedMessage>> {
  const latest = new Map<string, FetchedMessage>();
  for await (const message of messages) {
    const key = String(message.key);
    latest.delete(key);
    latest.set(key, message);
  }
  return latest.values();
}

/** A partition that a member has, until the next rebalance. */
interface Holding {
  readonly topic: string;
  readonly stream: Stream;
  readonly partition: number;
  /** `onAssigned` is done with. */
  ready: boolean;
  /** Where a retry begins: the last commit, or where the first batch began. */
  committed: string | null;
  /** It is to be read from its beginning, and the group's commit is not there yet. */
  anew: boolean;
  /** How often it went back: what was fetched before is let go. */
  backs: number;
}
interface Around {
  readonly streamOf: (topic: string) => Stream;
  readonly topicOf: (stream: Stream) => string;
  /** The first offset that is there. */
  readonly beginningOf: (stream: Stream, partition: number) => Promise<string>;
  readonly bury: (letter: Event) => Promise<void>;
  readonly problem: (problem: EventLogProblem) => void;
  readonly forget: (member: KafkaSubscription) => void;
  readonly eventsMax: number;
  readonly bytesMax: number;
  /** Most that waits for its turn while more is fetched. */
  readonly aheadBytes: number;
  readonly retryPauseMs: number;
  readonly beatMs: number;
  /** A member that has not joined again for so long is taken for out of the group. */
  readonly joinMs: number;
}

/** Partitions of a member that is joining anew. */
interface Suspended {
  readonly holdings: readonly Holding[];
  /** Resolves when it is known which of them stay. */
  readonly over: Promise<void>;
  readonly end: () => void;
}

class KafkaSubscription implements Subscription {
  /**
   * Every rebalance takes all partitions away and gives anew: who was away cannot know what others did meanwhile. Who was there all the
   * time does: what the group leaves to a reader that `keeps` is suspended meanwhile, and goes on.
   */
  private holdings = new Map<string, Holding>();
  private suspended: Suspended | null = null;
  /** What it was given when it last joined, for the next assignment to leave it there. */
  private had: Partitions = {};
  private memberId: string | null = null;
  /** How often it has asked to join since it last joined. */
  private asked = 0;
  /** One thing at a time: assigned, batch, revoked. */
  private turn: Promise<unknown> = Promise.resolve();
  private readonly resumes = new Set<NodeJS.Timeout>();
  /** Bytes that were fetched and wait for their turn, or have it. */
  private waiting = 0;
  private closing: Promise<void> | null = null;
  /** What it knew of its partitions holds no more, and it has not joined since. */
  private outside = false;
  /** The consumer is on its way into the group; resolves when it fetches, or has failed. */
  private joining: { readonly over: Promise<void>; readonly end: () => void } | null = null;

  constructor(
    private readonly consumer: Consumer,
    private readonly reader: Reader,
    private readonly around: Around,
  ) {}

  async start(): Promise<void> {
    const { consumer } = this;
    const { GROUP_JOIN, REBALANCING, CRASH, FETCH_START } = consumer.events;
    consumer.on(GROUP_JOIN, ({ payload }) => this.joinedAs(payload));
    consumer.on(REBALANCING, () => {
      this.outside = true;
      if (this.reader.keeps) this.suspend();
      else this.take({});
    });
    consumer.on(CRASH, ({ payload }) => this.crashed(payload));
    consumer.on(FETCH_START, () => this.joined());
    await consumer.connect();
    await consumer.subscribe({ topics: this.reader.streams.map(this.around.topicOf), fromBeginning: true });
    await this.run();
  }

  close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  /** Called by kafkajs for each request to join. @returns what was given last */
  asksToJoin(): Partitions {
    this.asked++;
    return this.had;
  }

  /**
   * Who has the name it had, and asked once, has been a member in the last generation and is in the next: nobody else can have had its
   * partitions in between. A member that the group let go is given another name; one that missed a generation had to ask again.
   */
  private joinedAs({ memberId, memberAssignment }: { memberId: string; memberAssignment: Partitions }): void {
    const wasThere = memberId === this.memberId && this.asked === 1;
    this.memberId = memberId;
    this.asked = 0;
    this.outside = false;
    this.had = memberAssignment;
    this.take(memberAssignment, wasThere && this.reader.keeps === true);
  }

  private suspend(): void {
    let end = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.suspended ??= { holdings: [...this.holdings.values()], over, end };
    this.holdings = new Map();
  }

  get isClosing(): boolean {
    return this.closing !== null;
  }

  again({ stream, partition }: { readonly stream: Stream; readonly partition: number }): void {
    const holding = this.holdings.get(keyOf({ topic: this.around.topicOf(stream), partition }));
    // Nothing was given of it yet, or a consumer that is starting again begins at the last commit anyway.
    if (holding === undefined || holding.committed === null) return;
    void this.exclusively(async () => this.goBack(holding)).catch(() => undefined);
  }

  /** kafkajs forgets a consumer that is told to stop while it joins: it would join all the same, and nothing could stop it any more. */
  private async leave(): Promise<void> {
    await this.joining?.over;
    // The batch in hand is committed by a member still.
    await this.turn;
    await this.consumer.stop();
    this.take({});
    await this.turn;
    for (const resume of this.resumes) clearTimeout(resume);
    await this.consumer.disconnect();
    this.around.forget(this);
  }

  private joins(): void {
    let end = () => {};
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.joining = { over, end };
  }

  private joined(): void {
    this.joining?.end();
    this.joining = null;
  }

  private async run(): Promise<void> {
    this.joins();
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1,
      eachBatch: (payload) => this.batch(payload),
    });
  }

  /** kafkajs starts again by itself after what it calls retriable; after anything else we do. */
  private crashed({ error, restart }: { readonly error: Error; readonly restart: boolean }): void {
    this.take({});
    this.joined();
    // Its timer runs already.
    if (restart) this.joins();
    const { message } = error;
    this.around.problem({ what: 'connection', stream: null, partition: null, message, cause: error });
    if (restart || this.closing) return;
    this.later(() => {
      void this.consumer
        .connect()
        .then(() => (this.closing ? undefined : this.run()))
        .catch((cause: Error) => this.crashed({ error: cause, restart: false }));
    });
  }

  /** From now on it has these partitions, and of those that it had, it keeps which it has still. */
  private take(assignment: Partitions, keeps = false): void {
    const before = [...(this.suspended?.holdings ?? []), ...this.holdings.values()];
    const keepable = new Map(before.flatMap((one) => (keeps && one.ready && !one.anew ? [[keyOf(one), one]] : [])));
    const now = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => keepable.get(keyOf({ topic, partition })) ?? this.newHolding(topic, partition)),
    );
    this.holdings = new Map(now.map((holding) => [keyOf(holding), holding]));
    // What was fetched for a member of the last generation is fetched again from the commit.
    for (const holding of now) holding.backs++;
    this.suspended?.end();
    this.suspended = null;
    for (const holding of before) if (!this.isHeld(holding)) void this.exclusively(() => this.revoked(holding));
    // Together: most of what they need to begin is waiting for a broker.
    void this.exclusively(() => Promise.all(now.map((holding) => this.assigned(holding).catch(() => undefined))));
  }

  private newHolding(topic: string, partition: number): Holding {
    const stream = this.around.streamOf(topic);
    return { topic, stream, partition, ready: false, committed: null, anew: false, backs: 0 };
  }

  private isHeld(holding: Holding): boolean {
    return this.holdings.get(keyOf(holding)) === holding;
  }

  private async assigned(holding: Holding): Promise<void> {
    if (holding.ready || !this.isHeld(holding)) return;
    const { stream, partition } = holding;
    try {
      if ((await this.reader.onAssigned?.({ stream, partition })) === 'anew') await this.toBeginning(holding);
      holding.ready = true;
    } catch (cause) {
      this.rejected(holding, cause);
      throw cause;
    }
  }

  /** A commit needs a batch in hand: it is made with the first that is fetched from there. */
  private async toBeginning(holding: Holding): Promise<void> {
    const { stream, partition } = holding;
    holding.anew = true;
    holding.committed = await this.around.beginningOf(stream, partition);
    this.seekBack(holding);
  }

  /** What was fetched before the partition went to its beginning is let go. */
  private async begunAnew(holding: Holding, payload: EachBatchPayload): Promise<void> {
    await this.commit(holding, holding.committed!, payload);
    holding.anew = false;
    this.seekBack(holding);
  }

  private async revoked(holding: Holding): Promise<void> {
    if (!holding.ready) return;
    const { stream, partition } = holding;
    try {
      await this.reader.onRevoked?.({ stream, partition });
    } catch (cause) {
      this.rejected(holding, cause);
    }
  }

  private async batch(payload: EachBatchPayload): Promise<void> {
    // kafkajs beats only when told to; a handler may take longer than the session lasts.
    const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), this.around.beatMs);
    try {
      await this.queue(payload);
    } finally {
      clearInterval(beat);
    }
    if (this.outside) throw new NotJoined();
    await payload.heartbeat();
  }

  /** What was fetched waits for its turn. More is fetched meanwhile, unless too much waits already. */
  private async queue(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, isStale } = payload;
    const holding = this.holdings.get(keyOf(batch));
    if (holding === undefined || isStale() || this.closing) return;
    // From where kafkajs fetches next; what counts as done is the commit.
    resolveOffset(batch.messages.at(-1)!.offset);
    const bytes = batch.messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    const { backs } = holding;
    this.waiting += bytes;
    const given = this.exclusively(() => this.give(payload, holding, backs)).finally(() => {
      this.waiting -= bytes;
    });
    if (this.waiting > this.around.aheadBytes) await given;
    else given.catch(() => undefined);
  }

  /** Gives the reader what was fetched, in runs. A rejection sends the partition back to the last commit. */
  private async give(payload: EachBatchPayload, holding: Holding, backs: number): Promise<void> {
    const { batch, isRunning } = payload;
    const isDue = () => isRunning() && this.isHeld(holding) && holding.backs === backs && !this.closing;
    if (!isDue()) return;
    holding.committed ??= batch.messages[0]!.offset;
    try {
      await this.assigned(holding);
      if (holding.anew) return await this.begunAnew(holding, payload);
    } catch {
      return this.goBack(holding);
    }
    for (const run of runsOf(batch, this.around)) {
      if (!isDue()) return;
      try {
        await this.giveRun(holding, run, payload);
      } catch (cause) {
        if (this.isHeld(holding)) this.rejected(holding, cause);
        return this.goBack(holding);
      }
    }
  }

  private async giveRun(holding: Holding, messages: readonly KafkaMessage[], payload: EachBatchPayload): Promise<void> {
    const { stream, partition } = holding;
    const events: RecordedEvent[] = [];
    for (const message of messages) {
      const origin = { stream, partition, position: Number(message.offset) };
      const decoded = fromMessage(message);
      if ('event' in decoded) events.push(recorded(decoded.event, origin));
      else await this.bury({ origin, reason: decoded.problem, message });
    }
    const next = (BigInt(messages.at(-1)!.offset) + 1n).toString();
    const commit = () => this.commit(holding, next, payload);
    // The broker refuses the commit of a member that it took for dead, whatever the offset.
    const confirm = () => this.commit(holding, holding.committed!, payload);
    if (events.length > 0) await this.reader.onBatch({ stream, partition, events, commit, confirm });
    else await commit();
  }

  private async bury(unreadable: Omit<Parameters<typeof deadLetter>[0], 'time'>): Promise<void> {
    const { origin, reason } = unreadable;
    const { stream, partition, position } = origin;
    this.around.problem({ what: 'event-unreadable', stream, partition, message: `${position}: ${reason}` });
    await this.around.bury(deadLetter({ ...unreadable, time: new Date().toISOString() }));
  }

  private async commit(holding: Holding, offset: string, payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = holding;
    const place = `${topic}/${partition}`;
    await this.restOf(holding);
    // The group may have moved on while the batch was in hand: then another member has it, from the last commit on.
    if (!this.isHeld(holding)) throw new EventLogError(`${place} was taken away`, { retriable: true });
    // Not consumer.commitOffsets(): once the consumer is told to stop, that does nothing and says it is done.
    const topics = [{ topic, partitions: [{ partition, offset }] }];
    await attempt(`${place} cannot be committed`, () => payload.commitOffsetsIfNecessary({ topics })).catch((error) => {
      if (this.isHeld(holding) && isOutside(error)) this.outside = true;
      throw error;
    });
    holding.committed = offset;
  }

  /** Waits until it is known whether a suspended partition stays, but not for ever: joining may have failed unheard. */
  private async restOf(holding: Holding): Promise<void> {
    const { suspended } = this;
    if (suspended?.holdings.includes(holding) !== true) return;
    await Promise.race([suspended.over, sleep(this.around.joinMs, undefined, { ref: false })]);
  }

  /** What waits for its turn was fetched for nothing. */
  private seekBack(holding: Holding): void {
    const { topic, partition, committed } = holding;
    holding.backs++;
    this.consumer.seek({ topic, partition, offset: committed! });
  }

  private goBack(holding: Holding): void {
    if (!this.isHeld(holding) || this.closing) return;
    const { topic, partition } = holding;
    this.consumer.pause([{ topic, partitions: [partition] }]);
    this.seekBack(holding);
    this.later(() => {
      try {
        this.consumer.resume([{ topic, partitions: [partition] }]);
      } catch {
        // kafkajs is starting the consumer again meanwhile, and what it starts has nothing paused.
      }
    });
  }

  private later(work: () => void): void {
    const timer = setTimeout(() => {
      this.resumes.delete(timer);
      if (!this.closing) work();
    }, this.around.retryPauseMs);
    this.resumes.add(timer);
  }

  private rejected({ stream, partition }: Holding, cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    this.around.problem({ what: 'batch-rejected', stream, partition, message, cause });
  }

  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}

/**
 * kafkajs 2.2.4 joins a group again when it hears that it must, but where that fails for a reason that it does not expect (the new
 * coordinator is still loading the group), it goes on with what it had, as if it were a member: what it fetches is
 * nobody's, and its commits are refused, for as long as it runs. Told so out of a batch, it joins again.
 */
class NotJoined extends KafkaJSError {
  readonly type = 'REBALANCE_IN_PROGRESS';
  constructor() {
    super('this member has to join its group again', { retriable: false });
  }
}

/**
 * Leaves partitions with who had them, as far as that is even: what a member keeps needs no restoring.
 * @param had what this member was given last; called for each request to join
 */
const stickyAssigner =
  (had: () => Partitions): PartitionAssigner =>
  ({ cluster }) => ({
    name: STICKY.name,
    version: STICKY.version,
    protocol: ({ topics }) => ({
      name: STICKY.name,
      metadata: AssignerProtocol.MemberMetadata.encode({ version: STICKY.version, topics, userData: writeHad(had()) }),
    }),
    assign: async ({ members, topics }) => {
      const known = members.map(({ memberId, memberMetadata }) => {
        const told = AssignerProtocol.MemberMetadata.decode(memberMetadata);
        return { id: memberId, topics: told?.topics ?? [], had: told === null ? {} : readHad(told.userData) };
      });
      const partitions = topics.map((topic) => [
        topic,
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
      ]);
      return [...assignPartitions(known, Object.fromEntries(partitions))].map(([memberId, assignment]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version: STICKY.version,
          assignment,
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
const STICKY = { name: 'quiesce-sticky', version: 1 } as const;

const keyOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }) => `${topic}/${partition}`;

function* runsOf(
  { messages }: KafkaBatch,
  { eventsMax, bytesMax }: Pick<Around, 'eventsMax' | 'bytesMax'>,
): Iterable<readonly KafkaMessage[]> {
  let from = 0;
  let bytes = 0;
  for (const [at, { value }] of messages.entries()) {
    bytes += value?.length ?? 0;
    if (at > from && (at - from === eventsMax || bytes > bytesMax)) {
      yield messages.slice(from, at);
      from = at;
      bytes = value?.length ?? 0;
    }
  }
  if (from < messages.length) yield messages.slice(from);
}

/** Java's own partitioner (murmur2 of the key), so that collectors in other languages send a host to the same place. */
const partitioner = Partitioners.DefaultPartitioner();
function partitionOfKey(topic: string, key: string, count: number): number {
  const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return partitioner({ topic, partitionMetadata, message: { key, value: null } });
}

const RETRY = { initialRetryTime: 100, maxRetryTime: 5000, retries: 8 } as const;

function clientConfig({ brokers, clientId, tls, sasl, onProblem }: KafkaOptions): KafkaConfig {
  return {
    brokers: [...brokers],
    clientId: clientId ?? 'quiesce',
    connectionTimeout: 5000,
    retry: RETRY,
    ...(tls && { ssl: Object.keys(tls).length > 0 ? { ...tls } : true }),
    // A copy: kafkajs leaves the login of the first connection in it.
    ...(sasl && { sasl: { ...sasl } as NonNullable<KafkaConfig['sasl']> }),
    logLevel: logLevel.ERROR,
    logCreator:
      () =>
      ({ log }) =>
        onProblem?.({ what: 'connection', stream: null, partition: null, message: saidBy(log), cause: log }),
  };
}

const saidBy = ({ message, error }: { readonly message: string; readonly error?: unknown }): string =>
  error === undefined ? message : `${message}: ${String(error)}`;

const newTopic = ({ topic, partitions, replicas, config }: WantedTopic) => ({
  topic,
  numPartitions: partitions,
  replicationFactor: replicas,
  configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
});

/** Topics of a cluster, looked at and changed without an event log being opened. */
export type { TopicChange } from './kafka-topic';
export interface KafkaTopics {
  /** What keeps them from being as wanted. @throws EventLogError */
  plan(): Promise<readonly TopicChange[]>;
  /** Makes and sets what `plan` told. @throws EventLogError */
  apply(changes: readonly TopicChange[]): Promise<void>;
  close(): Promise<void>;
}

/** @throws EventLogError */
export async function openTopics(options: KafkaOptions): Promise<KafkaTopics> {
  const admin = new Kafka(clientConfig(options)).admin();
  const wanted = wantedTopics(options.prefix ?? PREFIX, options.topics);
  await attempt('Kafka cannot be used', () => admin.connect());
  return {
    plan: () => attempt('Topics cannot be looked at', async () => planTopics(wanted, await foundTopics(admin, wanted))),
    apply: (changes) => attempt('Topics cannot be changed', () => applyChanges(admin, changes)),
    close: () => admin.disconnect(),
  };
}

async function foundTopics(admin: Admin, wanted: readonly WantedTopic[]): Promise<readonly FoundTopic[]> {
  const there = new Set(await admin.listTopics());
  const names = wanted.map(({ topic }) => topic).filter((topic) => there.has(topic));
  if (names.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const resources = names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name }));
  const described = await admin.describeConfigs({ resources, includeSynonyms: false });
  const configOf = new Map(
    described.resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return topics.map(({ name, partitions }) => ({
    topic: name,
    partitions: partitions.length,
    replicas: partitions[0]?.replicas.length ?? 0,
    config: configOf.get(name) ?? {},
  }));
}

async function applyChanges(admin: Admin, changes: readonly TopicChange[]): Promise<void> {
  const made = changes.flatMap((one) => (one.change === 'make' ? [newTopic(one.wanted)] : []));
  if (made.length > 0) await admin.createTopics({ topics: made, waitForLeaders: false });
  if (made.length > 0)
    await untilThere(
      admin,
      made.map(({ topic }) => topic),
    );
  const set = changes.filter((one) => one.change === 'set');
  for (const name of new Set(set.map(({ topic }) => topic))) {
    const ours = set.filter(({ topic }) => topic === name).map((one) => [one.name, one.to] as const);
    const entries = new Map([...(await ownConfig(admin, name)), ...ours]);
    const configEntries = [...entries].map(([entry, value]) => ({ name: entry, value }));
    const resources = [{ type: ConfigResourceTypes.TOPIC, name, configEntries }];
    await admin.alterConfigs({ validateOnly: false, resources });
  }
}

/** kafkajs' own waiting gives up where a broker that is asked has not heard of the topic yet. */
async function untilThere(admin: Admin, topics: readonly string[]): Promise<void> {
  for (const end = Date.now() + TOPICS_PATIENCE_MS; ; await sleep(TOPICS_PAUSE_MS)) {
    try {
      const found = await admin.fetchTopicMetadata({ topics: [...topics] });
      if (found.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (isFinal(error) || Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`${topics.join(', ')}: made, and still without leaders`);
  }
}

/** What was set on a topic itself: AlterConfigs, which is all that kafkajs has, takes back what it is not told again. */
async function ownConfig(admin: Admin, name: string): Promise<ReadonlyMap<string, string>> {
  const resources = [{ type: ConfigResourceTypes.TOPIC, name }];
  const { resources: described } = await admin.describeConfigs({ resources, includeSynonyms: false });
  const own = described[0]!.configEntries.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
  return new Map(own.map(({ configName, configValue }) => [configName, configValue]));
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw kafkaError(what, cause);
  }
}

function kafkaError(what: string, cause: unknown): EventLogError {
  if (cause instanceof EventLogError) return cause;
  const why = causes(cause).at(-1)!.message;
  return new EventLogError(`${what}: ${why}`, { retriable: !isFinal(cause), cause });
}

const isFinal = (error: unknown): boolean =>
  causes(error).some(({ type, name }) => FINAL.has(type ?? '') || name === 'KafkaJSSASLAuthenticationError');

const isOutside = (error: unknown): boolean => causes(error).some(({ type }) => OUTSIDE.has(type ?? ''));

interface Caused {
  readonly name: string;
  readonly message: string;
  readonly type?: string;
  readonly cause?: unknown;
}
const causes = (error: unknown): readonly Caused[] => {
  const { cause } = error as Caused;
  return cause ? [error as Caused, ...causes(cause)] : [error as Caused];
};

/** kafkajs 2.2.4 keeps this behind a symbol. */
type NewCluster = (options: { metadataMaxAge: number; allowAutoTopicCreation: boolean }) => InsideCluster & {
  connect(): Promise<void>;
};
async function openInside(kafka: Kafka): Promise<InsideCluster> {
  const symbols = Object.getOwnPropertySymbols(kafka);
  const inside = symbols.find(({ description }) => description?.endsWith('Kafka:createCluster'));
  if (inside === undefined)
    throw new Error('This version of kafkajs has another inside than the one that is used here');
  const newCluster = (kafka as unknown as Record<symbol, NewCluster>)[inside]!;
  const cluster = newCluster({ metadataMaxAge: PARTITIONS_MEMORY_MS, allowAutoTopicCreation: false });
  await cluster.connect();
  return cluster;
}
