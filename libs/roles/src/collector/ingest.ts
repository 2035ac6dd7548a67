/** Lines that come over HTTP: cut into blocks, numbered, and in the event log before they are answered. */
import type { Event } from '#event-log';
import { linesCollected } from '../event';
import { type Checkpoint, type Checkpoints, reserve } from './checkpoint';
import { createCutter } from './cutter';

export interface Posted {
  readonly host: string;
  readonly source: string;
  /** Number of the first line, or null where the sender does not count. */
  readonly firstLine: number | null;
  readonly body: Buffer;
}
export interface Ingest {
  /** How many lines were taken; the event log has them when it resolves. */
  take(posted: Posted): Promise<number>;
  /** Writes down how far the counters came. */
  close(): Promise<void>;
}

/** A post is of whole lines, whether its sender ended the last one or not. */
const ended = (body: Buffer) => Buffer.from(body.length === 0 || body.at(-1) === 0x0a ? '' : '\n');

/**
 * A sender that counts may send again what was not answered. For one that does not, the numbers go on per source, from a
 * counter that is written down ahead: after a kill numbers are left out, never used twice.
 */
export function createIngest(ports: {
  readonly send: (events: readonly Event[]) => Promise<void>;
  readonly checkpoints: Checkpoints;
  readonly maxBytes: number;
  readonly now: () => Date;
}): Ingest {
  const counters = new Map<string, Promise<Checkpoint>>();

  const cut = (posted: Posted, firstLine: number) => {
    const { host, source, body } = posted;
    const cutter = createCutter({ firstLine, maxBytes: ports.maxBytes });
    const blocks = [...cutter.push(body), ...cutter.push(ended(body))];
    const about = { by: '/collector', time: ports.now().toISOString() };
    const events = blocks.map(({ firstLine: first, text }) =>
      linesCollected({ host, source, firstLine: first, text }, about),
    );
    return { events, end: cutter.nextLine() };
  };
  const open = async ({ host, source }: Posted): Promise<Checkpoint> => {
    const kept = await ports.checkpoints.load({ host, source });
    return { ...kept, nextLine: kept.reserved };
  };
  /** Posts of one source wait for each other: their lines stay in the order they came in. */
  const takeInOrder = async (posted: Posted): Promise<number> => {
    const key = `${posted.host}\0${posted.source}`;
    let lines = 0;
    const before = counters.get(key) ?? open(posted);
    const count = async (checkpoint: Checkpoint): Promise<Checkpoint> => {
      const { events, end } = cut(posted, checkpoint.nextLine);
      const ahead = reserve(checkpoint, end);
      if (ahead !== null) await ports.checkpoints.save(ahead);
      await ports.send(events);
      lines = end - checkpoint.nextLine;
      return { ...(ahead ?? checkpoint), nextLine: end };
    };
    const done = before.then(count);
    // A post that failed may have arrived all the same: read the counter again, above what was reserved.
    counters.set(
      key,
      done.catch(() => open(posted)),
    );
    await done;
    return lines;
  };
  return {
    async take(posted) {
      if (posted.firstLine === null) return takeInOrder(posted);
      const { events, end } = cut(posted, posted.firstLine);
      await ports.send(events);
      return end - posted.firstLine;
    },
    async close() {
      for (const counter of counters.values()) {
        const checkpoint = await counter.catch(() => null);
        if (checkpoint !== null) await ports.checkpoints.save({ ...checkpoint, reserved: checkpoint.nextLine });
      }
    },
  };
}
