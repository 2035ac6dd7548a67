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

const BY = '/projector';
/** The store likes few large inserts. In memory a batch is several times its text. */
const BATCH = { events: 20_000, bytes: 8 * 1024 * 1024 };

/** Why an event has no rows, or null. */
const problemOf = ({ type, data }: RecordedEvent): string | null => {
  if (!isEventType(type)) return `${type} is no known event`;
  const problems = validate(type, data);
  return problems.length > 0 ? problems.join('; ') : null;
};

export function createProjector(ports: ProjectorPorts): Role {
  const { log, store, logger } = ports;
  let subscription: Subscription | null = null;
  let trouble: string | null = null;

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

  const onBatch = async (batch: Batch): Promise<void> => {
    const sound: RecordedEvent[] = [];
    for (const event of batch.events) {
      const problem = problemOf(event);
      // The correlator buries what is wrong in `lines`; it is not buried twice.
      if (problem === null) sound.push(event);
      else if (event.stream !== 'lines') await bury(event, problem);
    }
    if (sound.length > 0) await insert(sound);
    await batch.commit();
    trouble = null;
    ports.onProjected?.({ stream: batch.stream, events: batch.events.length });
  };

  return {
    name: 'projector',
    async start() {
      subscription = await log.read({
        ...PROJECTOR,
        batch: BATCH,
        onBatch: (batch) =>
          onBatch(batch).catch((error: unknown) => {
            trouble = messageOf(error);
            throw error;
          }),
      });
    },
    async stop() {
      await subscription?.close();
    },
    trouble: () => trouble,
  };
}
