/**
 * Watcher: the first sight of a signature becomes one alert.
 *
 * Two steps, because `handoffs` is partitioned by host and two watchers may see one signature at once. Step one tells
 * every sight it does not know of on `signatures`, in the partition of its failure mode: one partition, hence one member of
 * the group of step two, decides for all drivers and policies that fail in this way. It raises the alert unless `alerts` has
 * it, and says whom it is new to by what was raised before; it reads `alerts` and `signatures` when it is given a partition, so
 * that a crash between raising and committing raises nothing again, nor in another scope. A member that lost its partition and
 * does not know it yet may still raise a second one: it has the same id, and the notifier delivers an id once.
 *
 * A sight that an older release told lacks the parts of its fingerprint, so nothing tells its failure mode: it is told again,
 * as it was and with its parts, when the signature is next seen.
 */

import type { Logger } from 'pino';
import { failureModeOf, namesOf, newTo, type Scope } from '#core';
import type { Batch, EventLog, Subscription } from '#event-log';
import { eventId, isOf, newEvent } from '#schemas';
import { WATCHER, WATCHER_RAISE } from '../group';
import { messageOf, type Role } from '../role';
import { type AlertRaised, alertIdOf, alertOf, type SignatureSeen, sightsOf } from './novelty';

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

/** A sight as it is on `signatures`, with the time of its event. */
interface Sight {
  readonly data: SignatureSeen;
  readonly time: string;
}

async function* sights(log: EventLog): AsyncGenerator<Sight> {
  for await (const { type, data, time } of all(log, 'signatures')) {
    if (type === 'io.quiesce.signature-seen.v1' && isOf(type, data)) yield { data, time };
  }
}

/** The first sight of a signature stands; one that knows its parts stands before one that does not. */
function note(seen: Map<string, Sight>, sight: Sight): void {
  const { signature } = sight.data;
  const first = seen.get(signature);
  if (!first?.data.parts) seen.set(signature, sight);
}

export function createWatcher(ports: WatcherPorts): Role {
  const { log, epoch } = ports;
  const subscriptions: Subscription[] = [];
  let trouble: string | null = null;
  /** What is on `signatures`, by signature: a ledger that is never evicted. */
  const seen = new Map<string, Sight>();
  const raised = new Set<string>();
  /** Names of `namesOf` that an alert of this epoch told of. */
  const known = new Set<string>();

  const restoreSeen = async (): Promise<void> => {
    for await (const sight of sights(log)) note(seen, sight);
  };
  /** What was raised is read first: the sight of each alert was told before it. */
  const restoreRaised = async (): Promise<void> => {
    for await (const { type, data } of all(log, 'alerts')) {
      if (type === 'io.quiesce.alert-raised.v1' && isOf(type, data)) raised.add(data.alert);
    }
    for await (const { data } of sights(log)) if (raised.has(alertIdOf(data, epoch))) learn(data);
  };
  const learn = ({ parts }: SignatureSeen): void => {
    for (const name of parts ? namesOf(parts) : []) known.add(name);
  };

  const tell = async (sight: Sight): Promise<void> => {
    const { data, time } = sight;
    const { signature, handoff, bdf, parts } = data;
    const id = eventId('signature-seen', signature, handoff, bdf);
    const event = newEvent({ id, type: 'io.quiesce.signature-seen.v1', source: BY, time, key: signature, data });
    const partition = await log.partitionOf('signatures', parts ? failureModeOf(parts) : signature);
    await log.append('signatures', [event], partition);
    note(seen, sight);
  };

  const tellSights = async (batch: Batch): Promise<void> => {
    for (const { type, data, time } of batch.events) {
      if (type !== 'io.quiesce.handoff-judged.v1' || !isOf(type, data)) continue;
      for (const sight of sightsOf(data.handoff, (id) => seen.has(id))) {
        const first = seen.get(sight.signature);
        if (first === undefined) await tell({ data: sight, time });
        else if (!first.data.parts) await tell({ data: { ...first.data, parts: sight.parts }, time: first.time });
      }
    }
    await batch.commit();
  };

  /** A sight without parts says what it always said. */
  const scopeOf = ({ parts }: SignatureSeen): Scope | null =>
    parts ? newTo(parts, (name) => known.has(name)) : 'fleet';

  const raiseOne = async ({ id, time, alert }: { id: string; time: string; alert: AlertRaised }): Promise<void> => {
    await log.append('alerts', [
      newEvent({ id, type: 'io.quiesce.alert-raised.v1', source: BY, time, key: id, data: alert }),
    ]);
    raised.add(id);
    ports.onAlert?.();
    const { signature, scope, host } = alert;
    ports.logger.info({ alert: id, signature, scope, host }, 'A signature is new.');
  };

  const raise = async (batch: Batch): Promise<void> => {
    for (const { type, data, time } of batch.events) {
      if (type !== 'io.quiesce.signature-seen.v1' || !isOf(type, data)) continue;
      const id = alertIdOf(data, epoch);
      // Two names of one failure, of two versions of the fingerprint, are not new twice.
      const scope = raised.has(id) ? null : scopeOf(data);
      if (scope !== null) await raiseOne({ id, time, alert: alertOf(data, { epoch, scope }) });
      // Only now: what could not be told comes again, and must be as new as it was.
      learn(data);
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
