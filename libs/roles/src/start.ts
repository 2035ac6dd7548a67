/** Starts the roles of a configuration in this process, and stops them in good order. */
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamicModule, INestApplicationContext, Provider, Type } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { EventLog } from '#event-log';
import type { Store } from '#store';
import type { CollectorRole } from './collector/collector.module';
import type { Config, HttpConfig, RoleName } from './config';
import { groupsOf } from './group';
import { measured } from './measured-log';
import { gauge } from './metric';
import { needsEventLog, needsStore, openEventLog, openMigratedStore } from './open';
import { CONFIG, LOGGER, messageOf, REGISTRY, type Role, SEND, type Send } from './role';

export interface Running {
  /** Where it listens, or null. */
  readonly url: string | null;
  /**
   * Resolves when every source of the collector has ended, which files that are followed never do; rejects when one could
   * not be read or sent. Without a collector it never settles.
   */
  readonly collected: Promise<void>;
  /** Finishes what is in hand, commits it, and lets go of everything. */
  stop(): Promise<void>;
}

interface Ports {
  readonly log: EventLog | null;
  readonly store: Store | null;
}
interface RoleModule {
  readonly module: Type | DynamicModule;
  readonly token: symbol;
}

/** A role's code is loaded where the role runs: a collector carries none of the store. */
const ROLE_MODULES: Readonly<Record<RoleName, (config: Config) => RoleModule>> = {
  collector: (config) => {
    const loaded = require('./collector/collector.module') as typeof import('./collector/collector.module');
    const door = config.http !== null && config.collector.ingest;
    return { module: loaded.collectorModule({ door }), token: loaded.COLLECTOR_ROLE };
  },
  correlator: () => {
    const loaded = require('./correlator/correlator.module') as typeof import('./correlator/correlator.module');
    return { module: loaded.CorrelatorModule, token: loaded.CORRELATOR_ROLE };
  },
  projector: () => {
    const loaded = require('./projector/projector.module') as typeof import('./projector/projector.module');
    return { module: loaded.ProjectorModule, token: loaded.PROJECTOR_ROLE };
  },
  watcher: () => {
    const loaded = require('./watcher/watcher.module') as typeof import('./watcher/watcher.module');
    return { module: loaded.WatcherModule, token: loaded.WATCHER_ROLE };
  },
  notifier: () => {
    const loaded = require('./notifier/notifier.module') as typeof import('./notifier/notifier.module');
    return { module: loaded.NotifierModule, token: loaded.NOTIFIER_ROLE };
  },
  query: () => {
    const loaded = require('./query/query.module') as typeof import('./query/query.module');
    return { module: loaded.QueryModule, token: loaded.QUERY_ROLE };
  },
};

async function openPorts(config: Config, logger: Logger): Promise<Ports> {
  const log = needsEventLog(config) ? await openEventLog(config.log, logger) : null;
  try {
    const by = config.roles.includes('projector') ? 'writer' : 'reader';
    return { log, store: needsStore(config) ? await openMigratedStore(config.store, by) : null };
  } catch (error) {
    await log?.close();
    throw error;
  }
}

/** The event log last: whoever stops before it may still commit. */
async function closePorts({ log, store }: Ports): Promise<void> {
  await store?.close();
  await log?.close();
}

function sendOf({ collector }: Config, log: EventLog | null): Send {
  if (log !== null) return (events) => log.append('lines', events);
  const { sendToDoor } = require('./collector/http-door') as typeof import('./collector/http-door');
  return sendToDoor({ to: collector.to ?? '', token: collector.toToken, timeoutMs: 30_000 });
}

function portProviders(config: Config, { log, store }: Ports, logger: Logger): Provider[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  if (log !== null) measureLag(config, log, registry);
  const providers: Provider[] = [
    { provide: CONFIG, useValue: config },
    { provide: LOGGER, useValue: logger },
    { provide: REGISTRY, useValue: registry },
    { provide: SEND, useValue: sendOf(config, log && measured(log, registry)) },
  ];
  if (log !== null) providers.push({ provide: EventLog, useValue: measured(log, registry) });
  if (store !== null) {
    const { Store: token } = require('#store') as typeof import('#store');
    providers.push({ provide: token, useValue: store });
  }
  return providers;
}

function measureLag(config: Config, log: EventLog, registry: Registry): void {
  const readers = groupsOf(config, config.roles).flatMap(({ group, streams }) =>
    streams.map((stream) => ({ group, stream })),
  );
  gauge(registry, {
    name: 'quiesce_event_log_lag_events',
    help: 'Positions between what a group has committed and the end of a stream.',
    labels: ['group', 'stream', 'partition'],
    async collect(lag) {
      for (const { group, stream } of readers) {
        for (const { partition, end, committed } of await log.progress(group, stream)) {
          lag.set({ group, stream, partition }, end - committed);
        }
      }
    },
  });
}

class RootModule {}

async function createHttp(root: DynamicModule, config: Config, http: HttpConfig, logger: Logger) {
  const { createAdapter, prepareServer } = require('./http/server') as typeof import('./http/server');
  const { collector } = config;
  type App = import('@nestjs/platform-fastify').NestFastifyApplication;
  const adapter = createAdapter({ bodyBytes: collector.bodyBytes });
  const app = await NestFactory.create<App>(root, adapter, { logger: false, abortOnError: false, bodyParser: false });
  await prepareServer(app, { http, logger });
  return app;
}

/** `http://127.0.0.1:4080`; an IPv6 address in brackets. */
const urlOf = ({ host }: HttpConfig, port: number) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** @throws EventLogError, StoreError or a system error where something cannot be opened; nothing stays open then. */
export async function start(config: Config, logger: Logger): Promise<Running> {
  const ports = await openPorts(config, logger);
  let app: INestApplicationContext | null = null;
  try {
    const loaded = config.roles.map((role) => ROLE_MODULES[role](config));
    let roles: readonly Role[] = [];
    const http = config.http === null ? null : httpParts(config.http, logger, () => roles);
    const root: DynamicModule = {
      module: RootModule,
      global: true,
      imports: loaded.map(({ module }) => module),
      providers: [...portProviders(config, ports, logger), ...(http?.providers ?? [])],
      exports: [CONFIG, LOGGER, REGISTRY, SEND, ...exportsOf(ports)],
      controllers: http?.controllers ?? [],
    };
    let url: string | null = null;
    if (config.http === null) {
      app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    } else {
      const server = await createHttp(root, config, config.http, logger);
      app = server;
      await server.listen(config.http.port, config.http.host);
      url = urlOf(config.http, (server.getHttpServer().address() as { port: number }).port);
    }
    const running = app;
    roles = loaded.map(({ token }) => running.get<Role>(token, { strict: false }));
    logger.info({ roles: config.roles, url }, 'Started.');
    return {
      url,
      collected: collectedOf(roles),
      async stop() {
        await running.close();
        await closePorts(ports);
        logger.info('Stopped.');
      },
    };
  } catch (error) {
    logger.debug({ error: messageOf(error) }, 'The start failed.');
    await app?.close().catch(() => undefined);
    await closePorts(ports);
    throw error;
  }
}

function collectedOf(roles: readonly Role[]): Promise<void> {
  const collector = roles.find(({ name }) => name === 'collector') as CollectorRole | undefined;
  return collector?.finished ?? new Promise<void>(() => undefined);
}

/** The page that the dashboard's own router begins on. */
const indexOf = (dashboard: string | null): string | null =>
  dashboard === null ? null : readFileSync(join(dashboard, 'index.html'), 'utf8');

/** What only a process that listens needs. */
function httpParts(http: HttpConfig, logger: Logger, roles: () => readonly Role[]) {
  const health = require('./http/health.controller') as typeof import('./http/health.controller');
  const { ProblemFilter } = require('./http/problem.filter') as typeof import('./http/problem.filter');
  const { dashboardOf } = require('./http/server') as typeof import('./http/server');
  const providers: Provider[] = [
    { provide: health.ROLES_HERE, useValue: roles },
    { provide: APP_FILTER, useValue: new ProblemFilter(logger, indexOf(dashboardOf(http))) },
  ];
  return { providers, controllers: [health.HealthController] };
}

function exportsOf({ log, store }: Ports) {
  const stores = store === null ? [] : [(require('#store') as typeof import('#store')).Store];
  return [...(log === null ? [] : [EventLog]), ...stores];
}
