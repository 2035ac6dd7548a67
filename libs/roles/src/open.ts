/** Opens the two ports as configured; what is not asked for is not loaded. */
import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { EventLog } from '#event-log';
import type { Store } from '#store';
import type { Config, LogConfig, StoreConfig } from './config';

const loadEmbedded = () => require('#event-log/embedded') as typeof import('#event-log/embedded');
const loadKafka = () => require('#event-log/kafka') as typeof import('#event-log/kafka');
const loadStore = () => require('#store/clickhouse') as typeof import('#store/clickhouse');

/** @throws EventLogError */
export async function openEventLog(config: LogConfig, logger: Logger): Promise<EventLog> {
  const onProblem = ({ cause: _, ...problem }: { what: string; message: string; cause?: unknown }) =>
    logger.warn(problem, 'The event log goes on after a problem.');
  if (config.type === 'embedded') {
    await mkdir(config.path, { recursive: true });
    return loadEmbedded().EmbeddedEventLog.open({ dir: config.path, onProblem });
  }
  const { type: _, tls, sasl, partitions, replicas, ...rest } = config;
  return loadKafka().KafkaEventLog.open({
    ...rest,
    ...(tls ? { tls: {} } : {}),
    ...(sasl === null ? {} : { sasl }),
    topics: { partitions, replicas: replicas ?? undefined },
    onProblem,
  });
}

const targetOf = (config: StoreConfig) =>
  config.type === 'embedded'
    ? ({ kind: 'embedded', path: config.path } as const)
    : ({ kind: 'server', ...config } as const);

/** With its tables made. @throws StoreError */
export async function openMigratedStore(config: StoreConfig): Promise<Store> {
  if (config.type === 'embedded') await mkdir(config.path, { recursive: true });
  const store = await loadStore().openStore(targetOf(config));
  try {
    await store.migrate();
    return store;
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
}

export const needsStore = ({ roles }: Config): boolean => roles.includes('projector') || roles.includes('query');
/** A collector that hands its lines to another Quiesce has no event log of its own. */
export const needsEventLog = ({ collector }: Config): boolean => collector.to === null;
