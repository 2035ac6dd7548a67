/** The correlator as a Nest module. */
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { EventLog } from '#event-log';
import type { Config } from '../config';
import { counter, histogram } from '../metric';
import { CONFIG, LOGGER, REGISTRY } from '../role';
import { roleProvider } from '../role.provider';
import { createCorrelator } from './correlator';

export const CORRELATOR_ROLE = Symbol('correlator');

function make(config: Config, log: EventLog, logger: Logger, registry: Registry) {
  const inputs = counter(registry, { name: 'quiesce_correlator_inputs_total', help: 'Inputs folded.' });
  const facts = counter(registry, { name: 'quiesce_correlator_facts_total', help: 'Facts read.' });
  const handoffs = counter(registry, {
    name: 'quiesce_correlator_judgements_total',
    help: 'Judgements of handoffs told.',
  });
  const checkpoints = histogram(registry, {
    name: 'quiesce_correlator_checkpoint_seconds',
    help: 'Time until what was told, the hosts that changed and the commit were durable.',
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  });
  return createCorrelator({
    log,
    logger: logger.child({ role: 'correlator' }),
    now: () => new Date(),
    ...config.correlator,
    onCheckpoint: ({ tookMs }) => checkpoints.observe(tookMs / 1000),
    onFolded: ({ inputs: count, told }) => {
      inputs.inc(count);
      for (const { output } of told) {
        if (output.type === 'facts') facts.inc(output.facts.length);
        if (output.type === 'handoff') handoffs.inc();
      }
    },
  });
}

@Module({
  providers: [roleProvider(CORRELATOR_ROLE, { inject: [CONFIG, EventLog, LOGGER, REGISTRY], make })],
})
export class CorrelatorModule {}
