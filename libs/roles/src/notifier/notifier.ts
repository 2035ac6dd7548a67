/**
 * Notifier: each alert to each webhook, once as far as the world allows.
 *
 * A 2xx is written on `deliveries` before the next alert is looked at, and what is written there is never sent again. The one
 * gap is a crash after the receiver took an alert and before that is durable: then it is sent again, with the
 * same Idempotency-Key. A stop in good order waits for the answer and leaves no gap.
 *
 * An alert of a signature that a person muted is held back: others go on, and the partition is not committed beyond it, so that
 * the commit is all that has to be remembered. When the mute ends or is taken back, the partition is given again from there;
 * what was delivered meanwhile is not sent again.
 */

import type { Logger } from 'pino';
import type { Batch, EventLog, RecordedEvent, Subscription } from '#event-log';
import { eventId, isOf, newEvent } from '#schemas';
import type { Webhook } from '../config';
import { deadLetter } from '../event';
import { notifierOf } from '../group';
import { messageOf, type Role, sleep } from '../role';
import { type AlertRaised, postAlert } from './deliver';
import { isMuted, readMutes } from './mutes';

export interface NotifierPorts {
  readonly log: EventLog;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly webhooks: readonly Webhook[];
  readonly timeoutMs: number;
  /** While alerts are held back: how often is looked whether their mutes have ended. */
  readonly lookMs?: number;
  /** First pause between tries; it doubles up to a minute. */
  readonly retryMs: number;
  /** An alert older than this is not sent any more. */
  readonly giveUpAfterMs: number;
  readonly onDelivery?: (delivery: {
    readonly channel: string;
    readonly result: 'delivered' | 'failed' | 'given-up';
  }) => void;
}
const BY = '/notifier';
const PAUSE_MS_MAX = 60_000;
/** Longest stay in one batch: a member of a group that is silent for longer is taken for dead. */
const STAY_MS = 5_000;

/** While alerts are held back, so often is looked whether their mutes have ended. */
const LOOK_MS = 15_000;

/** Alerts of a partition that are held back. */
interface Held {
  readonly place: Pick<Batch, 'stream' | 'partition'>;
  /** Of the first of them. */
  readonly position: number;
  readonly signatures: ReadonlySet<string>;
  /** The partition is on its way to be given again. */
  readonly asked: boolean;
}
const keyOf = ({ stream, partition }: Held['place']): string => `${stream}/${partition}`;
const placeOf = (event: RecordedEvent): string => `${keyOf(event)}/${event.position}`;

/** The word of a webhook that stays away; the batch is given again after the log's own pause. */
class NotDelivered extends Error {}

/** One reader a webhook: a dead one keeps no other waiting. */
export function createNotifier(ports: NotifierPorts): Role {
  const channels = ports.webhooks.map((webhook) => createChannel(webhook, ports));
  return {
    name: 'notifier',
    async start() {
      for (const channel of channels) await channel.start();
    },
    async stop() {
      await Promise.all(channels.map((channel) => channel.stop()));
    },
    trouble: () => channels.map((channel) => channel.trouble()).find((trouble) => trouble !== null) ?? null,
  };
}

function createChannel({ name, url }: Webhook, ports: NotifierPorts) {
  const { log, logger, now } = ports;
  const stopping = new AbortController();
  const giveUp = new AbortController();
  let delivered = new Set<string>();
  /** Taken by the receiver; the record of it is not durable yet. */
  const answered = new Set<string>();
  /** Where alerts were that are in the dead letters: what is given again beyond one that is held back is not tried again. */
  const givenUp = new Set<string>();
  /** When an alert that was held back was free again: it ages from then on. Null while it is held back. */
  const freedAt = new Map<string, number | null>();
  /** By partition. */
  const held = new Map<string, Held>();
  let looking: NodeJS.Timeout | undefined;
  let subscription: Subscription | null = null;
  let trouble: string | null = null;
  /** Not before this time, by alert: pauses outlive the batch they began in. */
  const pauses = new Map<string, { readonly until: number; readonly pauseMs: number }>();

  const restore = async (): Promise<void> => {
    const known = new Set<string>();
    const count = await log.partitions('deliveries');
    for (let partition = 0; partition < count; partition++) {
      for await (const { type, data } of log.scan('deliveries', partition)) {
        if (type === 'io.quiesce.alert-delivered.v1' && isOf(type, data) && data.channel === name)
          known.add(data.alert);
      }
    }
    delivered = new Set([...delivered, ...known]);
  };

  const record = async (alert: AlertRaised): Promise<void> => {
    const data = { alert: alert.alert, channel: name };
    await log.append('deliveries', [
      newEvent({
        id: eventId('alert-delivered', alert.alert, name),
        type: 'io.quiesce.alert-delivered.v1',
        source: BY,
        time: now().toISOString(),
        key: `${alert.alert}/${name}`,
        data,
      }),
    ]);
    delivered.add(alert.alert);
    answered.delete(alert.alert);
  };

  const bury = async (event: RecordedEvent, reason: string): Promise<void> => {
    logger.error({ alert: event.id, channel: name, reason }, 'An alert was given up.');
    await log.append('dead-letters', [deadLetter(event, { by: `${BY}/${name}`, time: now().toISOString(), reason })]);
    givenUp.add(placeOf(event));
    ports.onDelivery?.({ channel: name, result: 'given-up' });
  };

  /** Tries until it is delivered, given up, or the stay in this batch is too long. */
  const deliver = async (event: RecordedEvent, alert: AlertRaised, confirm: Batch['confirm']): Promise<void> => {
    if (answered.has(alert.alert)) return record(alert);
    if (freedAt.get(alert.alert) === null) freedAt.set(alert.alert, now().getTime());
    const stayUntil = now().getTime() + STAY_MS;
    for (;;) {
      const pause = pauses.get(alert.alert);
      const waitMs = (pause?.until ?? 0) - now().getTime();
      if (waitMs > 0) await sleep(Math.min(waitMs, STAY_MS), stopping.signal);
      if (stopping.signal.aborted) throw new NotDelivered('stopping');
      if (pause !== undefined && now().getTime() < pause.until) throw new NotDelivered(trouble ?? 'waiting');
      // Who was stalled for longer than its session lasts learns here that another posts now.
      await confirm();
      const result = await postAlert({
        url,
        alert,
        raisedAt: event.time,
        timeoutMs: ports.timeoutMs,
        signal: giveUp.signal,
      });
      if ('ok' in result) {
        answered.add(alert.alert);
        await record(alert);
        pauses.delete(alert.alert);
        ports.onDelivery?.({ channel: name, result: 'delivered' });
        return;
      }
      ports.onDelivery?.({ channel: name, result: 'failed' });
      trouble = `webhook ${name}: ${result.why}`;
      const age = now().getTime() - Math.max(Date.parse(event.time), freedAt.get(alert.alert) ?? 0);
      if (!result.retriable) return bury(event, result.why);
      if (age >= ports.giveUpAfterMs) return bury(event, `${result.why}; no more tries after ${age} ms`);
      const pauseMs = Math.min(PAUSE_MS_MAX, pause === undefined ? ports.retryMs : pause.pauseMs * 2);
      pauses.set(alert.alert, { until: now().getTime() + pauseMs, pauseMs });
      logger.warn({ alert: alert.alert, channel: name, why: result.why, pauseMs }, 'A webhook did not take an alert.');
      if (now().getTime() + pauseMs > stayUntil) throw new NotDelivered(trouble);
    }
  };

  /** Notes what is held back in a batch; after another that holds something back, its commit would go beyond that. */
  const hold = (batch: Batch, muted: readonly { readonly position: number; readonly signature: string }[]): boolean => {
    const before = held.get(keyOf(batch));
    const isAgain = before !== undefined && batch.events[0]!.position <= before.position;
    const kept = isAgain ? undefined : before;
    const position = kept?.position ?? muted[0]?.position;
    if (position === undefined) held.delete(keyOf(batch));
    else {
      const signatures = new Set([...(kept?.signatures ?? []), ...muted.map(({ signature }) => signature)]);
      const { stream, partition } = batch;
      held.set(keyOf(batch), { place: { stream, partition }, position, signatures, asked: kept?.asked ?? false });
    }
    return position !== undefined;
  };

  /** Gives partitions again in which a mute has ended. */
  const look = async (): Promise<void> => {
    const mutes = await readMutes(log);
    for (const [key, one] of held) {
      if (one.asked || [...one.signatures].every((signature) => isMuted(mutes, signature, now()))) continue;
      held.set(key, { ...one, asked: true });
      subscription?.again(one.place);
    }
  };

  const onBatch = async (batch: Batch): Promise<void> => {
    const undelivered = batch.events.flatMap((event) => {
      const { type, data } = event;
      if (type !== 'io.quiesce.alert-raised.v1' || !isOf(type, data)) return [];
      if (delivered.has(data.alert) || givenUp.has(placeOf(event))) return [];
      return [{ event, data, position: event.position, signature: data.signature }];
    });
    const mutes = undelivered.length > 0 ? await readMutes(log) : new Map<string, number>();
    const isHeld = ({ signature }: { readonly signature: string }) => isMuted(mutes, signature, now());
    const muted = undelivered.filter(isHeld);
    const others = undelivered.filter((alert) => !muted.includes(alert));
    // One id may be in a batch twice.
    for (const { event, data } of others) if (!delivered.has(data.alert)) await deliver(event, data, batch.confirm);
    for (const { data } of muted) {
      logger.info({ alert: data.alert, channel: name }, 'An alert is held back: its signature is muted.');
      freedAt.set(data.alert, null);
    }
    if (!hold(batch, muted)) await batch.commit();
    trouble = null;
  };

  return {
    async start() {
      const lookNow = () =>
        look().catch((error: unknown) =>
          logger.warn({ channel: name, error: messageOf(error) }, 'Mutes cannot be read.'),
        );
      looking = setInterval(() => void (held.size > 0 && lookNow()), ports.lookMs ?? LOOK_MS);
      looking.unref();
      subscription = await log.read({
        ...notifierOf(name),
        onAssigned: (place) => {
          held.delete(keyOf(place));
          return restore();
        },
        onRevoked: async (place) => void held.delete(keyOf(place)),
        onBatch: async (batch) => {
          try {
            await onBatch(batch);
          } catch (error) {
            trouble = messageOf(error);
            throw error;
          }
        },
      });
    },
    /** Waits for an answer that is on its way, for a while. */
    async stop() {
      stopping.abort();
      clearInterval(looking);
      const timer = setTimeout(() => giveUp.abort(), Math.min(ports.timeoutMs, 10_000));
      await subscription?.close();
      clearTimeout(timer);
    },
    trouble: () => trouble,
  };
}
