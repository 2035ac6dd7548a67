/** An event log that counts what goes through it: appends by stream (dead letters and snapshots among them), batches by group. */
import type { Registry } from 'prom-client';
import { type Appender, type Batch, type Event, EventLog, type Reader, type Stream } from '#event-log';
import { counter, histogram } from './metric';

const SECONDS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60];
const EVENTS = [1, 3, 10, 30, 100, 300, 1000];

function metricsIn(registry: Registry) {
  return {
    appended: counter(registry, {
      name: 'quiesce_event_log_appended_events_total',
      help: 'Events appended and acknowledged, by stream.',
      labels: ['stream'],
    }),
    appendSeconds: histogram(registry, {
      name: 'quiesce_event_log_append_seconds',
      help: 'Time until an append was acknowledged.',
      labels: ['stream'],
      buckets: SECONDS,
    }),
    batchEvents: histogram(registry, {
      name: 'quiesce_batch_events',
      help: 'Events in a batch that a group was given.',
      labels: ['group', 'stream'],
      buckets: EVENTS,
    }),
    batchSeconds: histogram(registry, {
      name: 'quiesce_batch_seconds',
      help: 'Time that a batch took. The outputs of a role that commits now and then are on their way beside it.',
      labels: ['group', 'stream'],
      buckets: SECONDS,
    }),
    rejected: counter(registry, {
      name: 'quiesce_batches_rejected_total',
      help: 'Batches that could not be done and are given again.',
      labels: ['group', 'stream'],
    }),
  };
}

class MeasuredEventLog extends EventLog {
  private readonly metrics: ReturnType<typeof metricsIn>;

  constructor(
    private readonly log: EventLog,
    registry: Registry,
  ) {
    super();
    this.metrics = metricsIn(registry);
  }

  append(stream: Stream, events: readonly Event[], partition?: number): Promise<void> {
    return this.timed(stream, events, () => this.log.append(stream, events, partition));
  }

  async exclusive(name: string): Promise<Appender> {
    const appender = await this.log.exclusive(name);
    return {
      append: (stream, events, partition) =>
        this.timed(stream, events, () => appender.append(stream, events, partition)),
      close: () => appender.close(),
    };
  }

  read(reader: Reader) {
    return this.log.read({ ...reader, onBatch: (batch) => this.batch(reader, batch) });
  }

  scan(stream: Stream, partition?: number) {
    return this.log.scan(stream, partition);
  }

  partitions(stream: Stream) {
    return this.log.partitions(stream);
  }

  partitionOf(stream: Stream, key: string) {
    return this.log.partitionOf(stream, key);
  }

  progress(group: string, stream: Stream) {
    return this.log.progress(group, stream);
  }

  rewind(group: string, streams: readonly Stream[]) {
    return this.log.rewind(group, streams);
  }

  close() {
    return this.log.close();
  }

  private async timed(stream: Stream, events: readonly Event[], work: () => Promise<void>): Promise<void> {
    if (events.length === 0) return work();
    const end = this.metrics.appendSeconds.startTimer({ stream });
    await work();
    end();
    this.metrics.appended.inc({ stream }, events.length);
  }

  private async batch({ group, onBatch }: Reader, batch: Batch): Promise<void> {
    const labels = { group, stream: batch.stream };
    const end = this.metrics.batchSeconds.startTimer(labels);
    this.metrics.batchEvents.observe(labels, batch.events.length);
    try {
      await onBatch(batch);
      end();
    } catch (error) {
      this.metrics.rejected.inc(labels);
      throw error;
    }
  }
}

export const measured = (log: EventLog, registry: Registry): EventLog => new MeasuredEventLog(log, registry);
