/** Opens the two ports as configured; what is not asked for is not loaded. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import { type EventLog, EventLogError } from '#event-log';
import type { KafkaOptions, KafkaTopics } from '#event-log/kafka';
import type { Store } from '#store';
import type { Config, LogConfig, StoreConfig, Tls } from './config';

const loadEmbedded = () => require('#event-log/embedded') as typeof import('#event-log/embedded');
const loadKafka = () => require('#event-log/kafka') as typeof import('#event-log/kafka');
const loadStore = () => require('#store/clickhouse') as typeof import('#store/clickhouse');

/** @throws EventLogError */
export async function openEventLog(config: LogConfig, logger: Logger): Promise<EventLog> {
  const onProblem = ({ cause: _, ...problem }: { what: string; message: string; cause?: unknown }) =>
    logger.warn(problem, 'The event log goes on after a problem.');
  if (config.type === 'embedded') {
    await mkdir(config.path, { recursive: true });
    return loadEmbedded().EmbeddedEventLog.open({ dir: config.path, retentionMs: config.retentionMs, onProblem });
  }
  return loadKafka().KafkaEventLog.open({ ...kafkaOptions(config), onProblem });
}

type KafkaLog = LogConfig & { readonly type: 'kafka' };

/** @throws EventLogError where a certificate cannot be read. */
function kafkaOptions(config: KafkaLog): KafkaOptions {
  const { type: _, tls, sasl, partitions, replicas, retentionMs, ...rest } = config;
  return {
    ...rest,
    ...(tls === null ? {} : { tls: tlsOf(tls) }),
    ...(sasl === null ? {} : { sasl }),
    topics: { partitions, replicas, retentionMs },
  };
}

/** The PEM texts of the files named. */
const tlsOf = (tls: Tls): NonNullable<KafkaOptions['tls']> =>
  Object.fromEntries(
    Object.entries(tls).flatMap(([part, path]) => (path === null ? [] : [[part, readPem(path as string)]])),
  );

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new EventLogError(`${path} cannot be read: ${(cause as Error).message}`, { retriable: false, cause });
  }
}

/** @throws EventLogError */
export const openKafkaTopics = (config: KafkaLog): Promise<KafkaTopics> => loadKafka().openTopics(kafkaOptions(config));

const targetOf = (config: StoreConfig) =>
  config.type === 'embedded'
    ? ({ kind: 'embedded', path: config.path } as const)
    : ({ kind: 'server', ...config } as const);

/** With its tables made; they keep what they hold as configured where it is the one who writes that opens them. @throws StoreError */
export async function openMigratedStore(config: StoreConfig, by: 'writer' | 'reader'): Promise<Store> {
  if (config.type === 'embedded') await mkdir(config.path, { recursive: true });
  const store = await loadStore().openStore(targetOf(config));
  try {
    await store.migrate();
    if (by === 'writer') await store.retain(config.retention);
    return store;
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
}

export const needsStore = ({ roles }: Config): boolean => roles.includes('projector') || roles.includes('query');
/** A collector that hands its lines to another Quiesce has no event log of its own. */
export const needsEventLog = ({ collector }: Config): boolean => collector.to === null;
