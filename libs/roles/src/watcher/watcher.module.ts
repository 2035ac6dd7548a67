/** The watcher as a Nest module. */
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { EventLog } from '#event-log';
import type { Config } from '../config';
import { counter } from '../metric';
import { CONFIG, LOGGER, REGISTRY } from '../role';
import { roleProvider } from '../role.provider';
import { createWatcher } from './watcher';

export const WATCHER_ROLE = Symbol('watcher');

function make(config: Config, log: EventLog, logger: Logger, registry: Registry) {
  const alerts = counter(registry, { name: 'quiesce_watcher_alerts_total', help: 'Alerts raised.' });
  const { epoch } = config.watcher;
  return createWatcher({ log, logger: logger.child({ role: 'watcher' }), epoch, onAlert: () => alerts.inc() });
}

@Module({ providers: [roleProvider(WATCHER_ROLE, { inject: [CONFIG, EventLog, LOGGER, REGISTRY], make })] })
export class WatcherModule {}
