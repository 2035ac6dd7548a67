/** The notifier as a Nest module. */
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { EventLog } from '#event-log';
import type { Config } from '../config';
import { counter } from '../metric';
import { CONFIG, LOGGER, REGISTRY } from '../role';
import { roleProvider } from '../role.provider';
import { createNotifier } from './notifier';

export const NOTIFIER_ROLE = Symbol('notifier');

function make(config: Config, log: EventLog, logger: Logger, registry: Registry) {
  const deliveries = counter(registry, {
    name: 'quiesce_notifier_deliveries_total',
    help: 'Tries to deliver an alert, by channel and result.',
    labels: ['channel', 'result'],
  });
  return createNotifier({
    ...config.notifier,
    log,
    logger: logger.child({ role: 'notifier' }),
    now: () => new Date(),
    onDelivery: (delivery) => deliveries.inc({ ...delivery }),
  });
}

@Module({ providers: [roleProvider(NOTIFIER_ROLE, { inject: [CONFIG, EventLog, LOGGER, REGISTRY], make })] })
export class NotifierModule {}
