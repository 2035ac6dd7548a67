/** Correlator: folds each host's lines into facts and judged handoffs; its state is a fold of the log, kept as snapshots. */

import type { Logger } from 'pino';
import { type Placed, placedOf } from '#capture';
import { RULES_VERSION } from '#core';
import type { Batch, EventLog, RecordedEvent, Subscription } from '#event-log';
import { deadLetter, ticked } from '../event';
import { CORRELATOR } from '../group';
import { messageOf, type Role } from '../role';
import { type Folded, foldBatch, type Hosts, InputFailed } from './fold';
import {
  closePartition,
  isCheckpointDue,
  isCheckpointUnderWay,
  NewerRules,
  openPartition,
  type Partition,
  quietAfter,
  takeCheckpoint,
  takeFolded,
} from './partition';
import { BY } from './snapshot';
import { factEvents, handoffEvents } from './told-event';

export interface CorrelatorPorts {
  readonly log: EventLog;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly tickAfterMs: number;
  /** Least time between two checkpoints of a partition; what was folded since the last one is folded again after a kill. */
  readonly checkpointAfterMs: number;
  /** Fold again, under these rules, what newer rules folded. */
  readonly takeBack: boolean;
  readonly onFolded?: (folded: { readonly inputs: number; readonly told: Folded['told'] }) => void;
  readonly onCheckpoint?: (checkpoint: { readonly tookMs: number }) => void;
}

/** Packing and acknowledging what a batch tells takes about as long as folding the next; more only holds memory. */
const BATCHES_TELLING = 3;
/** Lines as text: some fetches of a broker. */
const AHEAD_BYTES = 32 * 1024 * 1024;

export function createCorrelator(ports: CorrelatorPorts): Role {
  const { log, logger, now } = ports;
  const partitions = new Map<number, Partition>();
  const timers: NodeJS.Timeout[] = [];
  let subscription: Subscription | null = null;
  let trouble: string | null = null;
  let standsBy: string | null = null;
  const clock = () => now().getTime();

  const letGo = async (partition: number): Promise<void> => {
    const hosts = partitions.get(partition);
    partitions.delete(partition);
    if (hosts !== undefined) await closePartition(hosts);
  };

  /** Out of the group, so that its partitions go to who has the newer rules. */
  const standBy = (error: NewerRules): void => {
    standsBy ??= error.message;
    logger.error({ error: error.message }, 'A newer release is at work: this one stands by.');
    void subscription?.close().catch(() => undefined);
  };

  const restore = async (partition: number): Promise<Partition> => {
    await letGo(partition);
    const hosts = await openPartition(log, partition, { now: clock(), takeBack: ports.takeBack });
    if (hosts.outdated.size > 0)
      logger.warn({ rules: RULES_VERSION, partition }, 'The rules are new: all lines are folded again.');
    partitions.set(partition, hosts);
    return hosts;
  };

  const assigned = async (partition: number) => {
    const { outdated } = await restore(partition).catch((error: unknown) => {
      if (error instanceof NewerRules) standBy(error);
      throw error;
    });
    return outdated.size > 0 ? 'anew' : undefined;
  };

  const bury = async (event: RecordedEvent, reason: string): Promise<void> => {
    const { stream, partition, position } = event;
    logger.error({ stream, partition, position, reason }, 'An event could not be used and went to the dead letters.');
    await log.append('dead-letters', [deadLetter(event, { by: BY, time: event.time, reason })]);
  };

  /** An input that the core fails on is buried; all others are folded as if it had not come. */
  const foldAround = async (hosts: Hosts, batch: Batch, placed: readonly Placed[]): Promise<Folded> => {
    try {
      return foldBatch(hosts, placed);
    } catch (error) {
      if (!(error instanceof InputFailed)) throw error;
      const { position } = error.placed;
      const event = batch.events.find((one) => one.position === position);
      if (event !== undefined) await bury(event, `the core failed on it: ${error.message}`);
      return foldAround(
        hosts,
        batch,
        placed.filter((one) => one.position !== position),
      );
    }
  };

  const place = async (batch: Batch): Promise<readonly Placed[]> => {
    const placed: Placed[] = [];
    for (const event of batch.events) {
      const one = placedOf(event);
      if ('reason' in one) await bury(event, one.reason);
      else placed.push(one);
    }
    return placed;
  };

  /** Outputs of a few batches are on their way while the next are folded. */
  const tell = async ({ told, number }: Partition, said: Folded['told']): Promise<void> => {
    if (told.length >= BATCHES_TELLING) await told.shift();
    const telling = Promise.all([
      log.append('facts', factEvents(said, number)),
      log.append('handoffs', handoffEvents(said, number)),
    ]);
    // Who waits for it hears of its failure: a later batch, or the checkpoint.
    telling.catch(() => undefined);
    told.push(telling);
  };

  /** Whatever it fails on, the partition is read again from the last commit: another may have it by now. */
  const checkpointOf = async (hosts: Partition): Promise<void> => {
    try {
      await takeCheckpoint(hosts, clock);
      trouble = null;
      if (hosts.checkpoint !== null) ports.onCheckpoint?.({ tookMs: hosts.checkpoint.tookMs ?? 0 });
    } catch (cause) {
      hosts.broken ??= { cause };
      if (partitions.get(hosts.number) !== hosts) return;
      trouble = messageOf(cause);
      subscription?.again({ stream: 'lines', partition: hosts.number });
    }
  };

  const fold = async (hosts: Partition, batch: Batch): Promise<void> => {
    if (hosts.broken !== null) throw hosts.broken.cause;
    const placed = await place(batch);
    const folded = await foldAround(hosts, batch, placed);
    await tell(hosts, folded.told);
    takeFolded(hosts, batch, folded, clock());
    ports.onFolded?.({ inputs: placed.length, told: folded.told });
    if (!isCheckpointDue(hosts, clock(), ports.checkpointAfterMs)) return;
    // One that is still under way keeps the next batch waiting.
    await hosts.checkpoint?.done;
    void checkpointOf(hosts);
  };

  const onBatch = async (batch: Batch): Promise<void> => {
    const hosts = partitions.get(batch.partition) ?? (await restore(batch.partition));
    try {
      await fold(hosts, batch);
    } catch (error) {
      hosts.broken ??= { cause: error };
      await letGo(batch.partition);
      throw error;
    }
  };

  const checkpointAll = () => Promise.all([...partitions.values()].map(checkpointOf));
  const checkpointWhereDue = (): void => {
    for (const hosts of partitions.values()) {
      if (!isCheckpointUnderWay(hosts) && isCheckpointDue(hosts, clock(), ports.checkpointAfterMs))
        void checkpointOf(hosts);
    }
  };

  /** The tick is an event in the log before anything comes of it: a replay sees the same time pass. */
  const tick = async (): Promise<void> => {
    const at = now();
    for (const { kept, heardAt } of partitions.values()) {
      const silent = [...heardAt].filter(
        ([host, heard]) => kept.get(host)?.live === true && at.getTime() - heard >= ports.tickAfterMs,
      );
      const time = at.toISOString();
      for (const [host] of silent) heardAt.set(host, at.getTime());
      await log.append(
        'lines',
        silent.map(([host]) => ticked({ host, at: time }, { by: BY, time })),
      );
    }
  };

  const every = (ms: number, work: () => void): void => {
    timers.push(setInterval(work, Math.max(5, Math.floor(ms))).unref());
  };

  return {
    name: 'correlator',
    async start() {
      subscription = await log.read({
        ...CORRELATOR,
        aheadBytes: AHEAD_BYTES,
        // Hosts in memory are of their last input: what is given again, they know already.
        keeps: true,
        onAssigned: ({ partition }) => assigned(partition),
        onRevoked: ({ partition }) => letGo(partition),
        onBatch: (batch) =>
          onBatch(batch).catch((error: unknown) => {
            trouble = messageOf(error);
            throw error;
          }),
      });
      if (standsBy !== null) await subscription.close();
      every(quietAfter(ports.checkpointAfterMs), checkpointWhereDue);
      every(ports.tickAfterMs / 4, () => {
        tick().catch((error: unknown) => logger.warn({ error: messageOf(error) }, 'A tick could not be appended.'));
      });
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await checkpointAll();
      await subscription?.close();
    },
    trouble: () => standsBy ?? trouble,
  };
}
