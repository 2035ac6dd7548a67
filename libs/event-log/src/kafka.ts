/** The event log on Apache Kafka: a topic a stream, CloudEvents in binary mode. Only the `kafka*.ts` know kafkajs. */
import {
  type Admin,
  CompressionTypes,
  Kafka,
  type Message as OutgoingMessage,
  PartitionAssigners,
  Partitioners,
  type Producer,
} from 'kafkajs';
import { type AppendQueue, newAppendQueue } from './append-queue';
import { fromMessage, recorded, toMessage } from './codec';
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
import { stickyAssigner } from './kafka-assigner';
import {
  clientConfig,
  type KafkaOptions,
  openInside,
  PARTITIONS_MEMORY_MS,
  PREFIX,
  partitionOfKey,
  RETRY,
} from './kafka-client';
import { attempt, isFinal, kafkaError } from './kafka-error';
import { openExclusive } from './kafka-exclusive';
import { type FetchedMessage, type KafkaInside, newKafkaInside } from './kafka-inside';
import { sendAll } from './kafka-send';
import { keepSockets, type Sockets } from './kafka-socket';
import { KafkaSubscription } from './kafka-subscription';
import { type WantedTopic, wantedTopics } from './kafka-topic';
import { newTopic } from './kafka-topic-admin';

export type { KafkaOptions } from './kafka-client';
export type { TopicChange } from './kafka-topic';
export { type KafkaTopics, openTopics } from './kafka-topic-admin';

const BATCH_EVENTS = 1000;
const BATCH_BYTES = 1024 * 1024;
const RETRY_PAUSE_MS = 1000;
/** A killed member's partitions rest so long; a slow handler does not count, since it is beaten for. */
const SESSION_TIMEOUT_MS = 10_000;
const REBALANCE_TIMEOUT_MS = 60_000;
/** How long a fetch waits for something new; it returns at once when something comes. */
const FETCH_WAIT_MS = 500;

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
