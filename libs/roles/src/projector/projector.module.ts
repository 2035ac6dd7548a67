/** The projector as a Nest module. */
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { EventLog } from '#event-log';
import { Store } from '#store';
import { counter } from '../metric';
import { LOGGER, REGISTRY } from '../role';
import { roleProvider } from '../role.provider';
import { createProjector } from './projector';

export const PROJECTOR_ROLE = Symbol('projector');

function make(log: EventLog, store: Store, logger: Logger, registry: Registry) {
  const events = counter(registry, {
    name: 'quiesce_projector_events_total',
    help: 'Events stored, by stream.',
    labels: ['stream'],
  });
  return createProjector({
    log,
    store,
    logger: logger.child({ role: 'projector' }),
    onProjected: ({ stream, events: count }) => events.inc({ stream }, count),
  });
}

@Module({ providers: [roleProvider(PROJECTOR_ROLE, { inject: [EventLog, Store, LOGGER, REGISTRY], make })] })
export class ProjectorModule {}
