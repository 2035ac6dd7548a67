/** How a cluster is reached: options, kafkajs' own configuration, and where a key goes. */
import { Kafka, type KafkaConfig, logLevel, Partitioners } from 'kafkajs';
import type { EventLogProblem } from './event-log';
import type { InsideCluster } from './kafka-inside';
import type { TopicOptions } from './kafka-topic';

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

export const PREFIX = 'quiesce.';
export const PARTITIONS_MEMORY_MS = 60_000;

export const RETRY = { initialRetryTime: 100, maxRetryTime: 5000, retries: 8 } as const;

export function clientConfig({ brokers, clientId, tls, sasl, onProblem }: KafkaOptions): KafkaConfig {
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

/** Java's own partitioner (murmur2 of the key), so that collectors in other languages send a host to the same place. */
const partitioner = Partitioners.DefaultPartitioner();
export function partitionOfKey(topic: string, key: string, count: number): number {
  const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return partitioner({ topic, partitionMetadata, message: { key, value: null } });
}

/** kafkajs 2.2.4 keeps this behind a symbol. */
type NewCluster = (options: { metadataMaxAge: number; allowAutoTopicCreation: boolean }) => InsideCluster & {
  connect(): Promise<void>;
};
export async function openInside(kafka: Kafka): Promise<InsideCluster> {
  const symbols = Object.getOwnPropertySymbols(kafka);
  const inside = symbols.find(({ description }) => description?.endsWith('Kafka:createCluster'));
  if (inside === undefined)
    throw new Error('This version of kafkajs has another inside than the one that is used here');
  const newCluster = (kafka as unknown as Record<symbol, NewCluster>)[inside]!;
  const cluster = newCluster({ metadataMaxAge: PARTITIONS_MEMORY_MS, allowAutoTopicCreation: false });
  await cluster.connect();
  return cluster;
}
