/** Drops the store and makes it again from the event log. */
import type { Logger } from 'pino';
import type { Config } from './config';
import { PROJECTOR } from './group';
import { openEventLog, openMigratedStore } from './open';

export interface Rebuilt {
  readonly events: number;
  readonly seconds: number;
}

/**
 * Resolves when the store holds all that the log held at the beginning. The projector must not run elsewhere meanwhile.
 * @throws EventLogError, StoreError
 */
export async function rebuild(config: Config, logger: Logger, onProgress: (events: number) => void): Promise<Rebuilt> {
  const { createProjector } = require('./projector/projector') as typeof import('./projector/projector');
  const log = await openEventLog(config.log, logger);
  try {
    await log.rewind(PROJECTOR.group, PROJECTOR.streams);
    const store = await openMigratedStore(config.store, 'writer');
    try {
      await store.drop();
      await store.migrate();
      await store.retain(config.store.retention);
      const begun = performance.now();
      let events = 0;
      const projector = createProjector({
        log,
        store,
        logger,
        onProjected: (projected) => {
          events += projected.events;
          onProgress(events);
        },
      });
      const ends = await endsOf(log);
      await projector.start();
      while (!(await isThrough(log, ends))) await new Promise((resolve) => setTimeout(resolve, 50));
      await projector.stop();
      return { events, seconds: (performance.now() - begun) / 1000 };
    } finally {
      await store.close();
    }
  } finally {
    await log.close();
  }
}

type Log = Awaited<ReturnType<typeof openEventLog>>;
const keyOf = (stream: string, partition: number) => `${stream}/${partition}`;

/** Where each partition ended when the rebuild began. */
async function endsOf(log: Log): Promise<ReadonlyMap<string, number>> {
  const ends = new Map<string, number>();
  for (const stream of PROJECTOR.streams) {
    for (const { partition, end } of await log.progress(PROJECTOR.group, stream))
      ends.set(keyOf(stream, partition), end);
  }
  return ends;
}

async function isThrough(log: Log, ends: ReadonlyMap<string, number>): Promise<boolean> {
  for (const stream of PROJECTOR.streams) {
    for (const { partition, committed } of await log.progress(PROJECTOR.group, stream)) {
      if (committed < (ends.get(keyOf(stream, partition)) ?? 0)) return false;
    }
  }
  return true;
}
