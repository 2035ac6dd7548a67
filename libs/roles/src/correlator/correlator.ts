/** Correlator: folds each host's lines into facts and judged handoffs; its state is a fold of the log, kept as snapshots. */

import type { Logger } from 'pino';
import { type Placed, placedOf } from '#capture';
import { type HostState, RULES_VERSION } from '#core';
import type { Appender, Batch, Event, EventLog, RecordedEvent, Subscription } from '#event-log';
import { eventId, isOf, type NewEvent, newEvent } from '#schemas';
import { deadLetter, ticked } from '../event';
import { CORRELATOR } from '../group';
import { messageOf, type Role } from '../role';
import { type Folded, foldBatch, type Hosts, InputFailed, type Kept } from './fold';
import { createHostStates, type HostStates } from './resting';
import { factEvents, handoffEvents } from './told-event';

export interface CorrelatorPorts {
  readonly log: EventLog;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly tickAfterMs: number;
  readonly onFolded?: (folded: { readonly inputs: number; readonly told: Folded['told'] }) => void;
}
interface Partition {
  readonly kept: Map<string, Kept>;
  readonly states: HostStates;
  /** When a host that is awaited was last heard of, by this process's clock. */
  readonly heardAt: Map<string, number>;
  /** Snapshots go through this alone: once another correlator has the partition, none of this one's is seen any more. */
  readonly snapshots: Appender;
  /** Hosts whose snapshots other rules made. They are folded from the beginning, and no snapshot of theirs is believed until then. */
  readonly outdated: Set<string>;
}
interface Snapshot {
  readonly state: HostState;
  readonly kept: Kept;
}
const BY = '/correlator';

function snapshotEvent(given: {
  readonly host: string;
  readonly partition: number;
  readonly time: string;
  readonly snapshot: Snapshot;
}): NewEvent<'io.quiesce.host-snapshot.v1'> {
  const { host, partition, time, snapshot } = given;
  const { position } = snapshot.kept;
  return newEvent({
    id: eventId('host-snapshot', host, partition, position),
    type: 'io.quiesce.host-snapshot.v1',
    source: BY,
    time,
    key: host,
    data: { host, rules: RULES_VERSION, partition, position, state: { ...snapshot } },
  });
}

/** In place of a snapshot that other rules made: nothing is known of the host, and the log is read from its beginning already. */
const forgottenEvent = (of: { readonly host: string; readonly partition: number; readonly time: string }) =>
  newEvent({
    id: eventId('host-forgotten', of.host, of.partition, RULES_VERSION),
    type: 'io.quiesce.host-snapshot.v1',
    source: BY,
    time: of.time,
    key: of.host,
    data: { host: of.host, rules: RULES_VERSION, partition: of.partition, position: 0, state: {} },
  });

export function createCorrelator(ports: CorrelatorPorts): Role {
  const { log, logger, now } = ports;
  const partitions = new Map<number, Partition>();
  let subscription: Subscription | null = null;
  let timer: NodeJS.Timeout | null = null;
  let trouble: string | null = null;

  const letGo = async (partition: number): Promise<void> => {
    const hosts = partitions.get(partition);
    partitions.delete(partition);
    await hosts?.snapshots.close();
  };

  /** The appender first: what it shuts out cannot come after what is read. */
  const restore = async (partition: number): Promise<Partition> => {
    await letGo(partition);
    const snapshots = await log.exclusive(`${CORRELATOR.group}-${partition}`);
    const hosts: Partition = {
      kept: new Map(),
      states: createHostStates(),
      heardAt: new Map(),
      snapshots,
      outdated: new Set(),
    };
    for await (const { type, data } of log.scan('snapshots', partition)) {
      if (type !== 'io.quiesce.host-snapshot.v1' || !isOf(type, data)) continue;
      if (data.rules !== RULES_VERSION) hosts.outdated.add(data.host);
      const { state, kept } = data.state as unknown as Partial<Snapshot>;
      if (data.rules !== RULES_VERSION || state === undefined || kept === undefined) continue;
      hosts.states.set(data.host, state);
      hosts.kept.set(data.host, kept);
      if (kept.awaited.length > 0) hosts.heardAt.set(data.host, now().getTime());
    }
    if (hosts.outdated.size > 0)
      logger.warn({ rules: RULES_VERSION, partition }, 'The rules are new: all lines are folded again.');
    partitions.set(partition, hosts);
    return hosts;
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

  /** One that failed may be another's by now, and what that one wrote is newer than what is in memory here. */
  const appendSnapshots = async (hosts: Partition, partition: number, snapshots: readonly Event[]): Promise<void> => {
    try {
      await hosts.snapshots.append('snapshots', snapshots);
    } catch (error) {
      await letGo(partition);
      throw error;
    }
  };

  const onBatch = async (batch: Batch): Promise<void> => {
    const { partition } = batch;
    const hosts = partitions.get(partition) ?? (await restore(partition));
    const placed = await place(batch);
    const folded = await foldAround(hosts, batch, placed);
    await Promise.all([
      log.append('facts', factEvents(folded.told, partition)),
      log.append('handoffs', handoffEvents(folded.told, partition)),
    ]);
    const time = batch.events.at(-1)?.time ?? now().toISOString();
    const snapshots = [...folded.states].map(([host, state]) =>
      snapshotEvent({ host, partition, time, snapshot: { state, kept: folded.kept.get(host)! } }),
    );
    const forgotten = [...hosts.outdated].filter((host) => !folded.states.has(host));
    await appendSnapshots(hosts, partition, [
      ...snapshots,
      ...forgotten.map((host) => forgottenEvent({ host, partition, time })),
    ]);
    hosts.outdated.clear();
    for (const [host, kept] of folded.kept) {
      hosts.kept.set(host, kept);
      if (kept.awaited.length > 0) hosts.heardAt.set(host, now().getTime());
      else hosts.heardAt.delete(host);
    }
    for (const [host, state] of folded.states) hosts.states.set(host, state);
    await batch.commit();
    trouble = null;
    ports.onFolded?.({ inputs: placed.length, told: folded.told });
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

  return {
    name: 'correlator',
    async start() {
      subscription = await log.read({
        ...CORRELATOR,
        onAssigned: async ({ partition }) => ((await restore(partition)).outdated.size > 0 ? 'anew' : undefined),
        onRevoked: ({ partition }) => letGo(partition),
        onBatch: (batch) =>
          onBatch(batch).catch((error: unknown) => {
            trouble = messageOf(error);
            throw error;
          }),
      });
      const everyMs = Math.max(5, Math.floor(ports.tickAfterMs / 4));
      timer = setInterval(() => {
        tick().catch((error: unknown) => logger.warn({ error: messageOf(error) }, 'A tick could not be appended.'));
      }, everyMs);
      timer.unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await subscription?.close();
    },
    trouble: () => trouble,
  };
}
