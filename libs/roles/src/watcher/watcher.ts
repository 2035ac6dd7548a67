/**
 * Watcher: the first sight of a signature becomes one alert.
 *
 * Two steps, because `handoffs` is partitioned by host and two watchers may see one signature at once. Step one tells
 * every sight it does not know of on `signatures`, keyed by signature: one partition, hence one member of the group of step
 * two, decides. It raises the alert unless `alerts` has it, and reads `alerts` when it is given a partition, so that a
 * crash between raising and committing raises nothing again. A member that lost its partition and does not know it yet may
 * still raise a second one: it has the same id, and the notifier delivers an id once.
 */

import type { Logger } from 'pino';
import type { Batch, EventLog, Subscription } from '#event-log';
import { eventId, isOf, newEvent } from '#schemas';
import { WATCHER, WATCHER_RAISE } from '../group';
import { messageOf, type Role } from '../role';
import { alertIdOf, alertOf, sightsOf } from './novelty';

export interface WatcherPorts {
  readonly log: EventLog;
  readonly logger: Logger;
  /** Another epoch makes every signature new again. */
  readonly epoch: string;
  readonly onAlert?: () => void;
}
const BY = '/watcher';

/** Scans every partition of a stream. */
async function* all(log: EventLog, stream: 'signatures' | 'alerts') {
  const count = await log.partitions(stream);
  for (let partition = 0; partition < count; partition++) yield* log.scan(stream, partition);
}

export function createWatcher(ports: WatcherPorts): Role {
  const { log, epoch } = ports;
  const subscriptions: Subscription[] = [];
  let trouble: string | null = null;
  /** Signatures that are on `signatures`: a ledger that is never evicted. */
  let seen = new Set<string>();
  let raised = new Set<string>();

  const restoreSeen = async (): Promise<void> => {
    const known = new Set<string>();
    for await (const { type, data } of all(log, 'signatures')) {
      if (type === 'io.quiesce.signature-seen.v1' && isOf(type, data)) known.add(data.signature);
    }
    seen = new Set([...seen, ...known]);
  };
  const restoreRaised = async (): Promise<void> => {
    const known = new Set<string>();
    for await (const { type, data } of all(log, 'alerts')) {
      if (type === 'io.quiesce.alert-raised.v1' && isOf(type, data)) known.add(data.alert);
    }
    raised = new Set([...raised, ...known]);
  };

  const tellSights = async (batch: Batch): Promise<void> => {
    for (const { type, data, time } of batch.events) {
      if (type !== 'io.quiesce.handoff-judged.v1' || !isOf(type, data)) continue;
      const fresh = sightsOf(data.handoff, (id) => seen.has(id)).filter(({ signature }) => !seen.has(signature));
      const events = fresh.map((sight) =>
        newEvent({
          id: eventId('signature-seen', sight.signature, sight.handoff, sight.bdf),
          type: 'io.quiesce.signature-seen.v1',
          source: BY,
          time,
          key: sight.signature,
          data: sight,
        }),
      );
      if (events.length > 0) await log.append('signatures', events);
      for (const { signature } of fresh) seen.add(signature);
    }
    await batch.commit();
  };

  const raise = async (batch: Batch): Promise<void> => {
    for (const { type, data, time } of batch.events) {
      if (type !== 'io.quiesce.signature-seen.v1' || !isOf(type, data)) continue;
      const id = alertIdOf(data, epoch);
      if (raised.has(id)) continue;
      const alert = alertOf(data, epoch);
      await log.append('alerts', [
        newEvent({ id, type: 'io.quiesce.alert-raised.v1', source: BY, time, key: id, data: alert }),
      ]);
      raised.add(id);
      ports.onAlert?.();
      ports.logger.info({ alert: id, signature: alert.signature, host: alert.host }, 'A signature is new.');
    }
    await batch.commit();
  };

  const noting = (onBatch: (batch: Batch) => Promise<void>) => async (batch: Batch) => {
    try {
      await onBatch(batch);
      trouble = null;
    } catch (error) {
      trouble = messageOf(error);
      throw error;
    }
  };

  return {
    name: 'watcher',
    async start() {
      subscriptions.push(
        await log.read({
          ...WATCHER,
          onAssigned: restoreSeen,
          onBatch: noting(tellSights),
        }),
        await log.read({
          ...WATCHER_RAISE,
          onAssigned: restoreRaised,
          onBatch: noting(raise),
        }),
      );
    },
    async stop() {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
    trouble: () => trouble,
  };
}
