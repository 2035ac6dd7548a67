/** The event log in process, on LMDB: one directory, one partition a stream, one owning process at a time. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';
import { deadLetter, fromText, recorded, toText } from './codec';
import {
  AGING,
  type Appender,
  type Batch,
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
import { type Ownership, own } from './owner';

export interface EmbeddedOptions {
  /** Directory of the log; made when absent. */
  readonly dir: string;
  /** Only `scan`, `progress`, `partitions`: works beside the process that owns the directory. */
  readonly readOnly?: boolean;
  /** Events older than this are taken away once every group has them; null and absent keep all. */
  readonly retentionMs?: number | null;
  /** Bounds of a batch; one event is given however large it is. */
  readonly batch?: { readonly events?: number; readonly bytes?: number };
  /** Pause before a rejected batch is given again. */
  readonly retryPauseMs?: number;
  /** Told of what the log goes on after: a rejected batch, an unreadable event. */
  readonly onProblem?: (problem: EventLogProblem) => void;
}
const FORMAT = 1;
const PARTITION = 0;
const BATCH_EVENTS = 1000;
const BATCH_BYTES = 1024 * 1024;
const RETRY_PAUSE_MS = 1000;
const SWEEP_EVERY_MS = 10 * 60_000;
/** Events taken away in one transaction: appends wait no longer than for that. */
const SWEEP_EVENTS = 1000;

interface Tables {
  readonly root: RootDatabase<string, string>;
  /** `format`, `owner`. */
  readonly about: Database<string, string>;
  readonly events: Readonly<Record<Stream, Database<string, number>>>;
  /** Where the latest event of a key stands, for the streams that keep only that. */
  readonly latest: Database<number, string[]>;
  /** `[group, stream]` to the position that is read next. */
  readonly commits: Database<number, string[]>;
}
interface Taken {
  readonly events: readonly RecordedEvent[];
  readonly unreadable: readonly { readonly position: number; readonly reason: string; readonly text: string }[];
  readonly next: number;
}

export class EmbeddedEventLog extends EventLog {
  /** Position after the last durable event: readers go no further. */
  private readonly ends: Record<Stream, number>;
  private readonly wakers = new Set<() => void>();
  private readonly subscriptions = new Set<EmbeddedSubscription>();
  /** Who reads a stream for a group, and who waits to: the members of a group share one partition by turns. */
  private readonly members = new Map<string, EmbeddedSubscription[]>();
  private readonly pending = new Set<Promise<void>>();
  /** Snapshots that walks hold open. */
  private readonly scans = new Set<Transaction>();
  /** Who appends under a name now. */
  private readonly holders = new Map<string, Appender>();
  private sweeping: NodeJS.Timeout | null = null;
  private closed = false;

  private constructor(
    private readonly tables: Tables,
    private readonly ownership: Ownership | null,
    private readonly options: EmbeddedOptions,
  ) {
    super();
    this.ends = mapStreams((stream) => endOf(tables.events[stream]));
  }

  /** @throws EventLogError when another process owns the directory, or what is there cannot be read. */
  static async open(options: EmbeddedOptions): Promise<EmbeddedEventLog> {
    const tables = openTables(options);
    try {
      const ownership = options.readOnly ? null : await takeOwnership(tables, options.dir);
      const log = new EmbeddedEventLog(tables, ownership, options);
      if (ownership !== null && options.retentionMs) log.sweepFromTimeToTime(options.retentionMs);
      return log;
    } catch (error) {
      await tables.root.close();
      throw error;
    }
  }

  async append(stream: Stream, events: readonly Event[]): Promise<void> {
    this.assertWritable();
    if (events.length === 0) return;
    const entries = events.map((event) => ({ key: event.key, text: toText(event) }));
    const written = this.write(() => this.put(stream, entries));
    this.pending.add(written);
    try {
      await written;
    } finally {
      this.pending.delete(written);
    }
  }

  async exclusive(name: string): Promise<Appender> {
    this.assertWritable();
    const appender: Appender = {
      append: async (stream, events) => {
        const superseded = this.holders.get(name) !== appender;
        if (superseded) throw new EventLogError(`${name} is another's, or was given up`, { retriable: true });
        try {
          await this.append(stream, events);
        } catch (error) {
          await appender.close();
          throw error;
        }
      },
      close: async () => {
        if (this.holders.get(name) === appender) this.holders.delete(name);
      },
    };
    this.holders.set(name, appender);
    return appender;
  }

  async read(reader: Reader): Promise<Subscription> {
    this.assertWritable();
    const subscription = new EmbeddedSubscription(this, reader, {
      batch: { events: BATCH_EVENTS, bytes: BATCH_BYTES, ...this.options.batch, ...reader.batch },
      retryPauseMs: this.options.retryPauseMs ?? RETRY_PAUSE_MS,
    });
    this.subscriptions.add(subscription);
    subscription.start();
    return subscription;
  }

  async *scan(stream: Stream, partition = PARTITION): AsyncIterable<RecordedEvent> {
    this.assertOpen();
    if (partition === PARTITION) yield* this.walk(stream, this.tables.events[stream]);
  }

  async partitions(_stream: Stream): Promise<number> {
    return 1;
  }

  async partitionOf(_stream: Stream, _key: string): Promise<number> {
    return PARTITION;
  }

  async progress(group: string, stream: Stream) {
    this.assertOpen();
    const end = this.endOf(stream);
    const committed = Math.max(this.committed(group, stream), lowOf(this.tables.events[stream], end));
    return [{ partition: PARTITION, end, committed }];
  }

  async rewind(group: string, streams: readonly Stream[]): Promise<void> {
    this.assertWritable();
    const busy = streams.filter((stream) => this.members.get(memberKey(group, stream))?.length);
    if (busy.length > 0)
      throw new EventLogError(`Group ${group} is being read: ${busy.join(', ')}`, { retriable: true });
    for (const stream of streams) await this.forget(group, stream);
  }

  /**
   * Takes away what is older than `cutoffMs` (since 1970) and was read by every group that ever committed. The last event of
   * a stream stays, for its position. LMDB uses the room again; its file does not shrink.
   * @returns how many
   */
  async sweep(cutoffMs: number): Promise<number> {
    let taken = 0;
    for (const stream of AGING) {
      for (let some = SWEEP_EVENTS; some === SWEEP_EVENTS && !this.closed; await setImmediate()) {
        some = 0;
        await this.write(() => {
          some = this.sweepSome(stream, cutoffMs);
          return undefined;
        });
        taken += some;
      }
    }
    return taken;
  }

  private sweepSome(stream: Stream, cutoffMs: number): number {
    const { events, commits } = this.tables;
    const read = [...commits.getRange()].filter(({ key }) => key[1] === stream).map(({ value }) => value);
    const until = Math.min(this.ends[stream] - 1, ...(read.length > 0 ? read : [0]));
    let taken = 0;
    for (const { key, value } of [...events[stream].getRange({ end: until, limit: SWEEP_EVENTS })]) {
      const decoded = fromText(value);
      if ('event' in decoded && Date.parse(decoded.event.time) >= cutoffMs) break;
      void events[stream].remove(key);
      taken++;
    }
    return taken;
  }

  private sweepFromTimeToTime(retentionMs: number): void {
    const sweep = () => {
      const swept = this.sweep(Date.now() - retentionMs).then(
        () => undefined,
        (cause: Error) =>
          this.problem({ what: 'connection', stream: null, partition: null, message: cause.message, cause }),
      );
      this.pending.add(swept);
      void swept.then(() => this.pending.delete(swept));
    };
    this.sweeping = setInterval(sweep, SWEEP_EVERY_MS);
    this.sweeping.unref();
    sweep();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    if (this.sweeping !== null) clearInterval(this.sweeping);
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    this.closed = true;
    await Promise.allSettled(this.pending);
    for (const transaction of this.scans) transaction.done();
    this.scans.clear();
    await this.tables.root.close();
    await this.ownership?.release();
  }

  /** What follows is for this file's subscriptions. */

  endOf(stream: Stream): number {
    if (!this.options.readOnly) return this.ends[stream];
    this.tables.events[stream].resetReadTxn();
    return endOf(this.tables.events[stream]);
  }

  committed(group: string, stream: Stream): number {
    this.tables.commits.resetReadTxn();
    return this.tables.commits.get([group, stream]) ?? 0;
  }

  /** The group reads the stream from its beginning. */
  forget(group: string, stream: Stream): Promise<void> {
    return this.write(() => {
      void this.tables.commits.remove([group, stream]);
      return undefined;
    });
  }

  async commit(commit: { readonly group: string; readonly stream: Stream; readonly next: number }): Promise<void> {
    const { group, stream, next } = commit;
    this.assertOpen();
    await this.write(() => {
      const before = this.tables.commits.get([group, stream]) ?? 0;
      if (next > before) void this.tables.commits.put([group, stream], next);
      return undefined;
    });
  }

  /** A bounded run of events from a position on; `next` is where the following run begins. */
  take(stream: Stream, from: number, bounds: { readonly events: number; readonly bytes: number }): Taken {
    const table = this.tables.events[stream];
    const end = this.ends[stream];
    table.resetReadTxn();
    const events: RecordedEvent[] = [];
    const unreadable: Taken['unreadable'][number][] = [];
    let bytes = 0;
    let next = end;
    for (const { key: position, value } of table.getRange({ start: from, end, limit: bounds.events + 1 })) {
      bytes += value.length;
      const some = events.length + unreadable.length;
      if (some > 0 && (bytes > bounds.bytes || some === bounds.events)) {
        next = position;
        break;
      }
      const decoded = fromText(value);
      if ('event' in decoded) events.push(recorded(decoded.event, { stream, partition: PARTITION, position }));
      else unreadable.push({ position, reason: decoded.problem, text: value });
    }
    return { events, unreadable, next };
  }

  async buryUnreadable(stream: Stream, unreadable: Taken['unreadable']): Promise<void> {
    for (const { position, reason, text } of unreadable) {
      this.unreadable(stream, position, reason);
      const message = { key: null, value: text };
      const origin = { stream, partition: PARTITION, position };
      await this.append('dead-letters', [deadLetter({ origin, reason, message, time: new Date().toISOString() })]);
    }
  }

  problem(problem: EventLogProblem): void {
    this.options.onProblem?.(problem);
  }

  onAppend(wake: () => void): () => void {
    this.wakers.add(wake);
    return () => this.wakers.delete(wake);
  }

  wake(): void {
    for (const wake of [...this.wakers]) wake();
  }

  join(member: EmbeddedSubscription, stream: Stream): void {
    const key = memberKey(member.group, stream);
    this.members.set(key, [...(this.members.get(key) ?? []), member]);
  }

  leave(member: EmbeddedSubscription, stream: Stream): void {
    const key = memberKey(member.group, stream);
    this.members.set(
      key,
      (this.members.get(key) ?? []).filter((other) => other !== member),
    );
    this.subscriptions.delete(member);
    this.wake();
  }

  isTurnOf(member: EmbeddedSubscription, stream: Stream): boolean {
    return this.members.get(memberKey(member.group, stream))?.[0] === member;
  }

  private async *walk(stream: Stream, table: Database<string, number>): AsyncIterable<RecordedEvent> {
    table.resetReadTxn();
    // One snapshot for the whole walk: a key whose latest event moves meanwhile must not be missed.
    // biome-ignore lint/correctness/useHookAtTopLevel: no React hook, lmdb's word for a snapshot
    const transaction = table.useReadTransaction();
    this.scans.add(transaction);
    try {
      for (let next = 0; !this.closed; ) {
        const entries = [...table.getRange({ start: next, limit: BATCH_EVENTS, transaction })];
        for (const { key, value } of entries) {
          const decoded = fromText(value);
          if ('event' in decoded) yield recorded(decoded.event, { stream, partition: PARTITION, position: key });
          else this.unreadable(stream, key, decoded.problem);
        }
        if (entries.length < BATCH_EVENTS) return;
        next = entries.at(-1)!.key + 1;
        await setImmediate();
      }
    } finally {
      if (this.scans.delete(transaction)) transaction.done();
    }
  }

  private unreadable(stream: Stream, position: number, reason: string): void {
    this.problem({ what: 'event-unreadable', stream, partition: PARTITION, message: `${position}: ${reason}` });
  }

  private put(stream: Stream, entries: readonly { readonly key: string; readonly text: string }[]): () => void {
    const table = this.tables.events[stream];
    let position = endOf(table);
    for (const { key, text } of entries) {
      if (STREAMS[stream].keeps === 'latest') this.replace(stream, key, position);
      void table.put(position, text);
      position++;
    }
    return () => {
      this.ends[stream] = Math.max(this.ends[stream], position);
      this.wake();
    };
  }

  private replace(stream: Stream, key: string, position: number): void {
    const { latest, events } = this.tables;
    const id = [stream, createHash('sha256').update(key).digest('hex')];
    const before = latest.get(id);
    if (before !== undefined) void events[stream].remove(before);
    void latest.put(id, position);
  }

  /** One transaction, flushed to disk when it resolves; what `work` returns runs after that. */
  private async write(work: () => (() => void) | undefined): Promise<void> {
    const committed = await this.tables.root.transaction(work).catch(async (cause: unknown) => {
      throw await writeError(cause, this.options.dir);
    });
    committed?.();
  }

  private assertOpen(): void {
    if (this.closed) throw new EventLogError('The event log is closed', { retriable: false });
  }

  private assertWritable(): void {
    this.assertOpen();
    if (this.options.readOnly) throw new EventLogError('The event log was opened read-only', { retriable: false });
  }
}

class EmbeddedSubscription implements Subscription {
  readonly group: string;
  private readonly closing = new AbortController();
  private loops: Promise<unknown> = Promise.resolve();
  /** One batch at a time, whatever the number of streams. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Streams to be given again from the last commit. */
  private readonly backs = new Set<Stream>();

  constructor(
    private readonly log: EmbeddedEventLog,
    private readonly reader: Reader,
    private readonly limits: {
      readonly batch: { readonly events: number; readonly bytes: number };
      readonly retryPauseMs: number;
    },
  ) {
    this.group = reader.group;
  }

  start(): void {
    for (const stream of this.reader.streams) this.log.join(this, stream);
    this.loops = Promise.all(this.reader.streams.map((stream) => this.follow(stream)));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.loops;
  }

  again({ stream }: { readonly stream: Stream }): void {
    this.backs.add(stream);
    this.log.wake();
  }

  private get open(): boolean {
    return !this.closing.signal.aborted;
  }

  private async follow(stream: Stream): Promise<void> {
    try {
      await this.until(() => this.log.isTurnOf(this, stream));
      if (this.open && (await this.assigned(stream))) {
        await this.drain(stream);
        await this.reader.onRevoked?.({ stream, partition: PARTITION });
      }
    } catch (cause) {
      this.rejected(stream, cause);
    } finally {
      this.log.leave(this, stream);
    }
  }

  private async assigned(stream: Stream): Promise<boolean> {
    while (this.open) {
      try {
        await this.exclusively(async () => {
          const how = await this.reader.onAssigned?.({ stream, partition: PARTITION });
          if (how === 'anew') await this.log.forget(this.group, stream);
        });
        return true;
      } catch (cause) {
        this.rejected(stream, cause);
        await this.pause();
      }
    }
    return false;
  }

  private async drain(stream: Stream): Promise<void> {
    let next = this.log.committed(this.group, stream);
    let ahead: Taken | null = null;
    for (;;) {
      await this.until(() => this.backs.has(stream) || this.log.endOf(stream) > next);
      if (!this.open) return;
      try {
        if (this.backs.delete(stream)) throw new Error('it is asked for again');
        const taken: Taken = ahead ?? this.log.take(stream, next, this.limits.batch);
        const given = this.exclusively(() => this.give(stream, taken));
        // What the reader asks for first, e.g. of the store, is under way by then: the next is read while it waits.
        [ahead] = await Promise.all([setImmediate().then(() => this.ahead(stream, taken.next)), given]);
        next = taken.next;
        await setImmediate();
      } catch (cause) {
        this.rejected(stream, cause);
        await this.pause();
        next = this.log.committed(this.group, stream);
        ahead = null;
      }
    }
  }

  private ahead(stream: Stream, from: number): Taken | null {
    return this.open && this.log.endOf(stream) > from ? this.log.take(stream, from, this.limits.batch) : null;
  }

  /** Gives the reader a run of events, unless it leaves. */
  private async give(stream: Stream, { events, unreadable, next }: Taken): Promise<void> {
    if (!this.open) return;
    await this.log.buryUnreadable(stream, unreadable);
    const commit = () => this.log.commit({ group: this.group, stream, next });
    // The directory has one owner, and a group one member at a time here: nobody else can have it.
    const confirm = async () => undefined;
    const batch: Batch = { stream, partition: PARTITION, events, commit, confirm };
    if (events.length > 0) await this.reader.onBatch(batch);
    else if (unreadable.length > 0) await commit();
  }

  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private rejected(stream: Stream, cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    this.log.problem({ what: 'batch-rejected', stream, partition: PARTITION, message, cause });
  }

  /** Resolves when `holds` does, looked at on every append, or when the subscription closes. */
  private until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        if (this.open && !holds()) return;
        forget();
        this.closing.signal.removeEventListener('abort', done);
        resolve();
      };
      const forget = this.log.onAppend(done);
      this.closing.signal.addEventListener('abort', done);
      done();
    });
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.closing.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, this.limits.retryPauseMs);
      this.closing.signal.addEventListener('abort', done);
      if (!this.open) done();
    });
  }
}

function openTables({ dir, readOnly = false }: EmbeddedOptions): Tables {
  if (readOnly && !existsSync(dir)) throw new EventLogError(`No event log at ${dir}`, { retriable: false });
  try {
    // Without overlappingSync a commit resolves only after fsync; what queues up meanwhile is the next group commit.
    // With eventTurnBatching lmdb makes a promise that nobody can handle: a full disk would end the process.
    const root = open<string, string>({
      path: dir,
      noSubdir: false,
      readOnly,
      maxDbs: 32,
      overlappingSync: false,
      eventTurnBatching: false,
      compression: true,
      encoding: 'string',
    });
    const tables: Tables = {
      root,
      about: root.openDB({ name: 'about', encoding: 'string' }),
      events: mapStreams((stream) => root.openDB({ name: `events ${stream}`, encoding: 'string' })),
      latest: root.openDB({ name: 'latest', encoding: 'ordered-binary' }),
      commits: root.openDB({ name: 'commits', encoding: 'ordered-binary' }),
    };
    const format = tables.about.get('format');
    if (format !== undefined && format !== String(FORMAT)) {
      throw new Error(`it has format ${format}, this program writes format ${FORMAT}`);
    }
    if (format === undefined && !readOnly) tables.about.putSync('format', String(FORMAT));
    return tables;
  } catch (cause) {
    const message = `Cannot open the event log at ${dir}: ${(cause as Error).message}`;
    throw new EventLogError(message, { retriable: false, cause });
  }
}

async function takeOwnership({ about }: Tables, dir: string): Promise<Ownership> {
  const cell = {
    get: () => {
      about.resetReadTxn();
      return about.get('owner') ?? null;
    },
    swap: (was: string | null, now: string) =>
      about.transactionSync(() => {
        if ((about.get('owner') ?? null) !== was) return false;
        about.putSync('owner', now);
        return true;
      }),
  };
  const ownership = await own(dir, cell);
  if (ownership === null) {
    const message = `Another process has the event log at ${dir}; stop it, or give this one a directory of its own`;
    throw new EventLogError(message, { retriable: false });
  }
  return ownership;
}

const memberKey = (group: string, stream: Stream): string => `${stream} ${group}`;

const mapStreams = <T>(make: (stream: Stream) => T): Record<Stream, T> =>
  Object.fromEntries(Object.keys(STREAMS).map((stream) => [stream, make(stream as Stream)])) as Record<Stream, T>;

/** The last event of a stream is never removed, so positions only ever grow. */
function endOf(table: Database<string, number>): number {
  for (const position of table.getKeys({ reverse: true, limit: 1 })) return position + 1;
  return 0;
}

/** The first event's position, or `end` where there is none. */
function lowOf(table: Database<string, number>, end: number): number {
  for (const position of table.getKeys({ limit: 1 })) return position;
  return end;
}

/** LMDB says EIO of a write that the disk had no room for, hence the figure. */
async function writeError(failure: unknown, dir: string): Promise<EventLogError> {
  const { commitError } = failure as { readonly commitError?: Promise<never> };
  const cause = await (commitError ?? Promise.reject(failure)).catch((error: Error) => error);
  const free = await statfs(dir).then(({ bavail, bsize }) => `${((bavail * bsize) / 1e6).toFixed(1)} MB`);
  const message = `The event log at ${dir} cannot be written: ${cause.message} (its disk has ${free} left)`;
  return new EventLogError(message, { retriable: true, cause });
}
