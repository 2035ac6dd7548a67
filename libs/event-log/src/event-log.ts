/** Port 1: the event log. Append-only streams of CloudEvents; order holds per key; reading is at least once. */

/** A stream and what it keeps: every event, or the latest one per key. */
export const STREAMS = {
  lines: { keeps: 'all' },
  facts: { keeps: 'all' },
  handoffs: { keeps: 'all' },
  signatures: { keeps: 'latest' },
  alerts: { keeps: 'all' },
  mutes: { keeps: 'all' },
  deliveries: { keeps: 'latest' },
  snapshots: { keeps: 'latest' },
  'dead-letters': { keeps: 'all' },
} as const satisfies Record<string, { keeps: 'all' | 'latest' }>;
export type Stream = keyof typeof STREAMS;

/** What a retention takes away when it is old. What was alerted and what is known stays: it is little, and decides what is new. */
export const AGING: readonly Stream[] = ['lines', 'facts', 'handoffs', 'dead-letters'];

/** CloudEvents 1.0 (binary mode on Kafka: attributes as `ce_` headers, `data` as the JSON value). */
export interface Event<Data = unknown> {
  /** Made from the event's inputs: the same work done twice makes the same id. */
  readonly id: string;
  /** `io.quiesce.lines-collected.v1`; the schema of that name in schemas/ describes `data`. */
  readonly type: string;
  /** URI-reference of who says it, e.g. `/collector/host-7`. */
  readonly source: string;
  /** RFC 3339. */
  readonly time: string;
  /** Partition key and order domain: a host, or a signature id. */
  readonly key: string;
  readonly data: Data;
}
export interface RecordedEvent<Data = unknown> extends Event<Data> {
  readonly stream: Stream;
  readonly partition: number;
  /** Ascending within the partition, not dense. */
  readonly position: number;
}
export interface Batch {
  readonly stream: Stream;
  readonly partition: number;
  readonly events: readonly RecordedEvent[];
  /**
   * Everything of the partition up to the end of this batch is done with; durable when it resolves. May come after later batches
   * were given, as long as the partition is held: who does not commit a batch is given the next one all the same.
   */
  commit(): Promise<void>;
  /** Rejects where the partition is another member's by now: for what cannot be done twice, right before it is done. */
  confirm(): Promise<void>;
}
/** Appends as the only one of its name. */
export interface Appender {
  /**
   * Durable when it resolves; all of one call's events become visible, or none. Rejects where a later one of the name was
   * opened, and after any append that failed: what others of the name appended meanwhile is then to be read again. To
   * `partition`, where it is named, whatever the keys are.
   */
  append(stream: Stream, events: readonly Event[], partition?: number): Promise<void>;
  close(): Promise<void>;
}
export type Assigned = 'anew' | undefined;
export interface Reader {
  /** Who reads: each group sees every event; the members of a group share the partitions. */
  readonly group: string;
  readonly streams: readonly Stream[];
  /** Most of a batch, where the log's own bounds are not wanted: events, and bytes of their data as text; one event is given however large it is. */
  readonly batch?: { readonly events: number; readonly bytes: number };
  /**
   * Bytes that may be fetched while a batch is in hand, for who works as fast as is fetched; none unless told. Where another
   * member comes or goes meanwhile, the batch in hand may then be taken away before it is committed.
   */
  readonly aheadBytes?: number;
  /**
   * What this member has of a partition stays true when others come or go and the partition stays here: it is then neither revoked nor
   * assigned. Batches are given again from the last commit.
   */
  readonly keeps?: boolean;
  /**
   * A partition was given to this member; runs before its first batch. Where it resolves to `anew`, the partition is read from its
   * beginning, and the group's commit is back there before anything of it is given.
   */
  readonly onAssigned?: (partition: { stream: Stream; partition: number }) => Promise<Assigned> | Promise<void>;
  readonly onRevoked?: (partition: { stream: Stream; partition: number }) => Promise<void>;
  /** In order within a partition, one batch at a time. A rejection stops the partition and is retried after a pause from the last commit. */
  readonly onBatch: (batch: Batch) => Promise<void>;
}
export interface Subscription {
  /** A partition that is held is given again from its last commit after a pause, as after a rejected batch; batches may come before that. */
  again(place: { readonly stream: Stream; readonly partition: number }): void;
  /** Stops after the batch in hand. */
  close(): Promise<void>;
}
/** A broken world at an adapter. */
export class EventLogError extends Error {
  readonly retriable: boolean;
  constructor(message: string, options: { retriable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'EventLogError';
    this.retriable = options.retriable;
  }
}
/** What a log goes on after; an adapter's `onProblem` is told. */
export interface EventLogProblem {
  readonly what: 'batch-rejected' | 'event-unreadable' | 'connection';
  readonly stream: Stream | null;
  readonly partition: number | null;
  readonly message: string;
  readonly cause?: unknown;
}
export abstract class EventLog {
  /**
   * Appends in order; durable when it resolves. All of one call's events of one partition become visible together or in order. To
   * `partition`, where it is named, whatever the keys are.
   */
  abstract append(stream: Stream, events: readonly Event[], partition?: number): Promise<void>;
  /** Once it resolves, nothing that an earlier one of the name appends becomes visible any more. */
  abstract exclusive(name: string): Promise<Appender>;
  /** Reads from the group's last commit, or from the beginning. */
  abstract read(reader: Reader): Promise<Subscription>;
  /** The events of a partition from the beginning to its end as of now; of a `latest` stream the last per key. */
  abstract scan(stream: Stream, partition?: number): AsyncIterable<RecordedEvent>;
  abstract partitions(stream: Stream): Promise<number>;
  /** The partition that a key of a stream goes to. */
  abstract partitionOf(stream: Stream, key: string): Promise<number>;
  /** Next position of each partition, and the group's committed one: their difference is the lag. */
  abstract progress(
    group: string,
    stream: Stream,
  ): Promise<readonly { partition: number; end: number; committed: number }[]>;
  /** Forgets a group's commits: it reads from the beginning again. */
  abstract rewind(group: string, streams: readonly Stream[]): Promise<void>;
  abstract close(): Promise<void>;
}
