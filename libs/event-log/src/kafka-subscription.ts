/** A member of a consumer group: partitions given and taken, batches in turn, commits. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Consumer,
  type EachBatchPayload,
  type Batch as KafkaBatch,
  KafkaJSError,
  type KafkaMessage,
} from 'kafkajs';
import { deadLetter, fromMessage, recorded } from './codec';
import {
  type Event,
  EventLogError,
  type EventLogProblem,
  type Reader,
  type RecordedEvent,
  type Stream,
  type Subscription,
} from './event-log';
import type { Partitions } from './kafka-assign';
import { attempt, isOutside } from './kafka-error';

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

export class KafkaSubscription implements Subscription {
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
