/** The collector as a Nest module: its sources, and the HTTP door where something listens. */
import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Config } from '../config';
import { counter } from '../metric';
import { CONFIG, LOGGER, messageOf, REGISTRY, type Role, SEND, type Send } from '../role';
import { roleProvider } from '../role.provider';
import { type Checkpoints, openCheckpoints } from './checkpoint';
import { collect } from './collector';
import { createIngest } from './ingest';
import { INGEST, IngestController } from './ingest.controller';
import { sourcesOf } from './source';

export const COLLECTOR_ROLE = Symbol('collector');
const CHECKPOINTS = Symbol('checkpoints');

export interface CollectorRole extends Role {
  /** Resolves when every source has ended or the role was stopped, rejects when one could not be read or sent. */
  readonly finished: Promise<void>;
}
interface Parts {
  readonly config: Config;
  readonly send: Send;
  readonly checkpoints: Checkpoints;
  readonly logger: Logger;
  readonly registry: Registry;
}

function createRole({ config, send, checkpoints, logger, registry }: Parts): CollectorRole {
  const labels = ['source'];
  const lines = counter(registry, { name: 'quiesce_collector_lines_total', help: 'Lines sent.', labels });
  const bytes = counter(registry, { name: 'quiesce_collector_bytes_total', help: 'Raw bytes sent.', labels });
  const lost = counter(registry, {
    name: 'quiesce_collector_lost_total',
    help: 'Records lost before they were read.',
    labels,
  });
  const stop = new AbortController();
  let trouble: string | null = null;
  let finish: (work: Promise<void>) => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const sources = sourcesOf(config.collector, {
    stdin: process.stdin,
    onLost: ({ source, records }) => {
      lost.inc({ source }, records);
      logger.warn({ source, records }, 'The kernel overwrote records before they were read.');
    },
  });
  return {
    name: 'collector',
    finished,
    async start() {
      const work = collect({
        sources,
        checkpoints,
        send,
        tickMs: config.collector.tickMs,
        now: () => new Date(),
        signal: stop.signal,
        logger,
        onSent: (sent) => {
          lines.inc({ source: sent.source.name }, sent.lines);
          bytes.inc({ source: sent.source.name }, sent.bytes);
        },
      });
      work.then(
        () => {
          if (sources.length > 0 && !stop.signal.aborted) logger.info('Every source was read to its end.');
        },
        () => undefined,
      );
      work.catch((error: unknown) => {
        trouble = messageOf(error);
        logger.error({ error: trouble }, 'A source cannot be read or sent any more.');
      });
      finish(work);
      finished.catch(() => undefined);
    },
    async stop() {
      stop.abort();
      await finished.catch(() => undefined);
    },
    trouble: () => trouble,
  };
}

const make = (config: Config, send: Send, checkpoints: Checkpoints, logger: Logger, registry: Registry) =>
  createRole({ config, send, checkpoints, logger: logger.child({ role: 'collector' }), registry });

/** Closed after the last request was answered: what it counted is written down then. */
const ingestProvider = {
  provide: INGEST,
  inject: [CONFIG, SEND, CHECKPOINTS],
  useFactory: (config: Config, send: Send, checkpoints: Checkpoints) => {
    const { batchBytes: maxBytes } = config.collector;
    const ingest = createIngest({ send, checkpoints, maxBytes, now: () => new Date() });
    return Object.assign(ingest, { onApplicationShutdown: () => ingest.close() });
  },
};
const checkpointsProvider = {
  provide: CHECKPOINTS,
  inject: [CONFIG],
  useFactory: (config: Config) => openCheckpoints(config.collector.path),
};

@Module({})
export class CollectorModule {}

/** `door`: does it take lines over HTTP? */
export function collectorModule({ door }: { readonly door: boolean }): DynamicModule {
  return {
    module: CollectorModule,
    controllers: door ? [IngestController] : [],
    providers: [
      checkpointsProvider,
      roleProvider(COLLECTOR_ROLE, { inject: [CONFIG, SEND, CHECKPOINTS, LOGGER, REGISTRY], make }),
      ...(door ? [ingestProvider] : []),
    ],
  };
}
