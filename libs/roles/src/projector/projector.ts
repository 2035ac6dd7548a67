/** Projector: the event log as rows of the store, any number of times. */

import type { Logger } from 'pino';
import type { Batch, EventLog, RecordedEvent, Stream, Subscription } from '#event-log';
import { isEventType, validate } from '#schemas';
import { joinRows, rowsOf, type Store, StoreError } from '#store';
import { deadLetter } from '../event';
import { PROJECTOR } from '../group';
import { messageOf, type Role } from '../role';

export interface ProjectorPorts {
  readonly log: EventLog;
  readonly store: Store;
  readonly logger: Logger;
  readonly onProjected?: (projected: { readonly stream: Stream; readonly events: number }) => void;
}

/** A partition of a stream as it was given to this member. */
interface Holding {
  /** Position after what is committed here. */
  next: number;
  /** First position of what could not be stored: until the log has gone back to it, nothing behind it is committed. */
  failedAt: number | null;
}
/** What is committed needs no second try, though it may have come twice and failed the second time. */
const failAt = (holding: Holding, position: number): void => {
  holding.failedAt = Math.max(holding.next, Math.min(position, holding.failedAt ?? position));
};
const BY = '/projector';
/** The store likes few large inserts. In memory a batch is several times its text. */
const BATCH = { events: 20_000, bytes: 8 * 1024 * 1024 };

type Place = Pick<Batch, 'stream' | 'partition'>;
const keyOf = ({ stream, partition }: Place): string => `${stream}/${partition}`;

/** Why an event has no rows, or null. */
const problemOf = ({ type, data }: RecordedEvent): string | null => {
  if (!isEventType(type)) return `${type} is no known event`;
  const problems = validate(type, data);
  return problems.length > 0 ? problems.join('; ') : null;
};

export function createProjector(ports: ProjectorPorts): Role {
  const { log, store, logger } = ports;
  const holdings = new Map<string, Holding>();
  let subscription: Subscription | null = null;
  let trouble: string | null = null;
  /** Resolves when the last batch taken is in the store and committed. */
  let storing: Promise<void> = Promise.resolve();

  const holdingOf = (place: Place): Holding => {
    const holding = holdings.get(keyOf(place)) ?? { next: 0, failedAt: null };
    holdings.set(keyOf(place), holding);
    return holding;
  };

  const bury = async (event: RecordedEvent, reason: string): Promise<void> => {
    const { stream, partition, position } = event;
    logger.error({ stream, partition, position, reason }, 'An event could not be stored and went to the dead letters.');
    await log.append('dead-letters', [deadLetter(event, { by: BY, time: event.time, reason })]);
  };

  /** All together; where the store refuses that for good, one by one, so that one bad row does not stop the rest. */
  const insert = async (events: readonly RecordedEvent[]): Promise<void> => {
    try {
      await store.insert(joinRows(events.map(rowsOf)));
    } catch (error) {
      if (!(error instanceof StoreError) || error.retriable) throw error;
      if (events.length === 1) return bury(events[0]!, `the store refuses it: ${error.message}`);
      const half = Math.ceil(events.length / 2);
      await insert(events.slice(0, half));
      await insert(events.slice(half));
    }
  };

  const soundOf = async (batch: Batch): Promise<readonly RecordedEvent[]> => {
    const sound: RecordedEvent[] = [];
    for (const event of batch.events) {
      const problem = problemOf(event);
      // The correlator buries what is wrong in `lines`; it is not buried twice.
      if (problem === null) sound.push(event);
      else if (event.stream !== 'lines') await bury(event, problem);
    }
    return sound;
  };

  const keepInStore = async (batch: Batch, sound: readonly RecordedEvent[], before: Promise<void>): Promise<void> => {
    const holding = holdingOf(batch);
    try {
      if (sound.length > 0) await insert(sound);
      await before.catch(() => undefined);
      if (holding.failedAt !== null) throw new Error(`what was before it could not be stored: ${trouble}`);
      await batch.commit();
      holding.next = batch.events.at(-1)!.position + 1;
      if (holding.failedAt !== null) failAt(holding, holding.failedAt);
      trouble = null;
      ports.onProjected?.({ stream: batch.stream, events: batch.events.length });
    } catch (error) {
      trouble = messageOf(error);
      failAt(holding, batch.events[0]!.position);
      subscription?.again(batch);
      throw error;
    }
  };

  /** A batch is made ready while the one before it is stored. */
  const onBatch = async (batch: Batch): Promise<void> => {
    const holding = holdingOf(batch);
    const sound = await soundOf(batch);
    if (holding.failedAt !== null) {
      await storing.catch(() => undefined);
      if (batch.events[0]!.position > holding.failedAt) throw new Error('what was before it could not be stored');
      holding.failedAt = null;
    }
    const before = storing;
    storing = keepInStore(batch, sound, before);
    storing.catch(() => undefined);
    await before.catch(() => undefined);
  };

  return {
    name: 'projector',
    async start() {
      subscription = await log.read({
        ...PROJECTOR,
        batch: BATCH,
        // Given anew, it begins at the commit, whatever failed here before.
        onAssigned: async (place) => void holdings.delete(keyOf(place)),
        onBatch: (batch) =>
          onBatch(batch).catch((error: unknown) => {
            trouble = messageOf(error);
            throw error;
          }),
      });
    },
    async stop() {
      await storing.catch(() => undefined);
      await subscription?.close();
      await storing.catch(() => undefined);
    },
    trouble: () => trouble,
  };
}
