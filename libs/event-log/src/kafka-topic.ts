/** Topics as the streams want them, and what must change for those that are there to be so. */
import { AGING, STREAMS, type Stream } from './event-log';

export interface TopicOptions {
  readonly partitions?: number;
  /** Null and absent take what the brokers are set to. */
  readonly replicas?: number | null;
  /** How long lines and what was read of them are kept; for ever unless told. */
  readonly retentionMs?: number | null;
}
export interface WantedTopic {
  readonly stream: Stream;
  readonly topic: string;
  readonly partitions: number;
  /** -1 takes what the brokers are set to. */
  readonly replicas: number;
  readonly config: Readonly<Record<string, string>>;
}
export interface FoundTopic {
  readonly topic: string;
  readonly partitions: number;
  readonly replicas: number;
  /** Every setting that the broker tells. */
  readonly config: Readonly<Record<string, string>>;
}
export type TopicChange =
  | { readonly change: 'make'; readonly topic: string; readonly wanted: WantedTopic }
  | {
      readonly change: 'set';
      readonly topic: string;
      readonly name: string;
      readonly from: string | null;
      readonly to: string;
    }
  /** What no command of ours mends; `why` says what a person can do. */
  | { readonly change: 'none'; readonly topic: string; readonly why: string };

const PARTITIONS = 12;
const BROKER_DEFAULT = -1;
/** A dead letter carries an event in base64, hence well above what a collector sends at once. */
const EVENT_BYTES_MAX = 8 * 1024 * 1024;
const HOUR_MS = 3_600_000;

/**
 * kafkajs reads gzip and nothing else by itself; a broker that keeps topics in gzip packs anew what another client sent in
 * zstd, lz4 or snappy, and leaves ours as they are. Streams that keep the latest are compacted within a day, so that a
 * correlator that starts reads about one snapshot a host.
 */
function configOf(stream: Stream, { replicas, retentionMs }: TopicOptions): Record<string, string> {
  const ageMs = AGING.includes(stream) ? (retentionMs ?? -1) : -1;
  const keep: Record<string, string> =
    STREAMS[stream].keeps === 'latest'
      ? {
          'cleanup.policy': 'compact',
          'min.cleanable.dirty.ratio': '0.1',
          'segment.ms': String(HOUR_MS),
          'max.compaction.lag.ms': String(24 * HOUR_MS),
        }
      : { 'cleanup.policy': 'delete', 'retention.ms': String(ageMs), 'retention.bytes': '-1' };
  const safe: Record<string, string> = (replicas ?? 1) > 2 ? { 'min.insync.replicas': '2' } : {};
  return { ...keep, ...safe, 'compression.type': 'gzip', 'max.message.bytes': String(EVENT_BYTES_MAX) };
}

export const wantedTopics = (prefix: string, options: TopicOptions = {}): readonly WantedTopic[] =>
  (Object.keys(STREAMS) as Stream[]).map((stream) => ({
    stream,
    topic: `${prefix}${stream}`,
    partitions: options.partitions ?? PARTITIONS,
    replicas: options.replicas ?? BROKER_DEFAULT,
    config: configOf(stream, options),
  }));

function changesOf(wanted: WantedTopic, found: FoundTopic): readonly TopicChange[] {
  const { topic } = wanted;
  const changes: TopicChange[] = Object.entries(wanted.config)
    .filter(([name, to]) => found.config[name] !== to)
    .map(([name, to]) => ({ change: 'set', topic, name, from: found.config[name] ?? null, to }));
  if (found.partitions !== wanted.partitions) {
    const why =
      `it has ${found.partitions} partitions, ${wanted.partitions} are wanted: another number would send a host's next lines ` +
      'to another partition than its state; set log.partitions to what is there, or begin with another log.prefix';
    changes.push({ change: 'none', topic, why });
  }
  if (wanted.replicas > 0 && found.replicas !== wanted.replicas) {
    const why = `it has ${found.replicas} replicas, ${wanted.replicas} are wanted: kafka-reassign-partitions moves them`;
    changes.push({ change: 'none', topic, why });
  }
  return changes;
}

/** What keeps the topics from being as wanted, in the order of the streams. */
export function planTopics(wanted: readonly WantedTopic[], found: readonly FoundTopic[]): readonly TopicChange[] {
  const there = new Map(found.map((one) => [one.topic, one]));
  return wanted.flatMap((one): readonly TopicChange[] => {
    const same = there.get(one.topic);
    return same === undefined ? [{ change: 'make', topic: one.topic, wanted: one }] : changesOf(one, same);
  });
}
