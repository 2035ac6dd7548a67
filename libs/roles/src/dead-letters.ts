/** Dead letters: what no role could use, with the reason; and the same events given to their streams once more. */
import type { Logger } from 'pino';
import { type Event, type EventLog, type RecordedEvent, STREAMS, type Stream } from '#event-log';
import { fromLetter } from '#event-log/codec';
import { isOf } from '#schemas';
import type { Config } from './config';
import { deadLetterReplayed } from './event';
import { openEventLog } from './open';

export interface DeadLetter {
  readonly id: string;
  /** Who buried it, e.g. `/correlator`. */
  readonly by: string;
  /** RFC 3339. */
  readonly time: string;
  readonly reason: string;
  readonly origin: { readonly stream: Stream; readonly partition: number; readonly position: number };
  /** The event, or why it still cannot be read. */
  readonly carried: { readonly event: Event } | { readonly problem: string };
}
export interface Replayed {
  readonly replayed: readonly DeadLetter[];
  /** Those that still cannot be read. */
  readonly left: readonly DeadLetter[];
}

const BY = '/quiesce/dead-letters';

/** Is it the name of a stream that a letter can come from? */
export const isStream = (name: string): name is Stream => Object.hasOwn(STREAMS, name);

function letterOf({ id, type, source, time, data }: RecordedEvent): DeadLetter | null {
  if (type !== 'io.quiesce.dead-letter.v1' || !isOf(type, data)) return null;
  const { reason, origin, event } = data;
  if (!isStream(origin.stream)) return null;
  return { id, by: source, time, reason, origin: { ...origin, stream: origin.stream }, carried: fromLetter(event) };
}

/** The letter that an event says was answered, or null. */
const answeredBy = ({ type, data }: RecordedEvent): string | null =>
  type === 'io.quiesce.dead-letter-replayed.v1' && isOf(type, data) ? data.letter : null;

/** Each letter that is not answered, once, in the order in which they were buried within a partition. @throws EventLogError */
export async function readLetters(log: EventLog): Promise<readonly DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  const answered = new Set<string>();
  const count = await log.partitions('dead-letters');
  for (let partition = 0; partition < count; partition++) {
    for await (const event of log.scan('dead-letters', partition)) {
      const letter = letterOf(event);
      if (letter !== null) letters.set(letter.id, letter);
      const answer = answeredBy(event);
      if (answer !== null) answered.add(answer);
    }
  }
  return [...letters.values()].filter(({ id }) => !answered.has(id));
}

/**
 * Appends each letter's event to the stream it came from, with its old id, and then that the letter is answered. Doing so twice changes
 * nothing that the event's readers tell: they know its id, its line numbers or its version.
 * @param time RFC 3339, of the answers
 * @throws EventLogError
 */
export async function replayLetters(log: EventLog, letters: readonly DeadLetter[], time: string): Promise<Replayed> {
  const replayed: DeadLetter[] = [];
  const left: DeadLetter[] = [];
  for (const letter of letters) {
    if ('event' in letter.carried) {
      await log.append(letter.origin.stream, [letter.carried.event]);
      await log.append('dead-letters', [deadLetterReplayed(letter.id, { by: BY, time })]);
      replayed.push(letter);
    } else left.push(letter);
  }
  return { replayed, left };
}

async function withLog<T>(config: Config, logger: Logger, work: (log: EventLog) => Promise<T>): Promise<T> {
  const log = await openEventLog(config.log, logger);
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}

/** @throws EventLogError */
export const readDeadLetters = (config: Config, logger: Logger): Promise<readonly DeadLetter[]> =>
  withLog(config, logger, readLetters);

/** Replays those that `chosen` takes. @throws EventLogError */
export const replayDeadLetters = (
  config: Config,
  logger: Logger,
  chosen: (letter: DeadLetter) => boolean,
): Promise<Replayed> =>
  withLog(config, logger, async (log) =>
    replayLetters(log, (await readLetters(log)).filter(chosen), new Date().toISOString()),
  );
