/** Appending as the only one of a name: a Kafka transaction a call, since a broker fences transactional producers by epoch. */
import { CompressionTypes, type Kafka, type Message, Partitioners, type Producer, type RetryOptions } from 'kafkajs';
import { toMessage } from './codec';
import { type Appender, type Event, EventLogError, type Stream } from './event-log';
import { type Sending, sendAll } from './kafka-send';

type Place = Pick<Sending, 'topic' | 'partitionOf'>;
export interface ExclusiveAround {
  readonly kafka: Kafka;
  readonly transactionalId: string;
  readonly retry: RetryOptions;
  readonly placeOf: (stream: Stream) => Promise<Place>;
  readonly compression: CompressionTypes;
  /** Most that goes in one request, unless one message is larger. */
  readonly bytesMax: number;
  /** A broken world as the log's own error. */
  readonly attempt: <T>(what: string, work: () => Promise<T>) => Promise<T>;
}

function* runsBySize(messages: readonly Message[], bytesMax: number): Generator<Message[]> {
  let run: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value as string);
    if (run.length > 0 && bytes + size > bytesMax) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(message);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

/** What `events` are is whole or not there at all: nobody sees them before the transaction is committed. */
async function send(producer: Producer, place: Place, events: readonly Event[], around: ExclusiveAround) {
  const transaction = await producer.transaction();
  try {
    for (const messages of runsBySize(events.map(toMessage), around.bytesMax)) {
      await sendAll({ send: transaction.send, ...place, messages, compression: around.compression });
    }
    await transaction.commit();
  } catch (cause) {
    await transaction.abort().catch(() => undefined);
    throw cause;
  }
}

/** Takes the name: the broker gives it a new epoch, ends what an earlier holder left open, and refuses that one from then on. */
export async function openExclusive(around: ExclusiveAround): Promise<Appender> {
  const { kafka, transactionalId, retry, placeOf, attempt } = around;
  const producer = kafka.producer({
    transactionalId,
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry,
  });
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;
  const end = () => {
    ended = true;
    void producer.disconnect().catch(() => undefined);
  };
  await attempt(`${transactionalId} cannot be taken`, async () => {
    try {
      await producer.connect();
      // kafkajs asks for the epoch with the first transaction.
      await (await producer.transaction()).commit();
    } catch (cause) {
      end();
      throw cause;
    }
  });
  const append = async (stream: Stream, events: readonly Event[], partition?: number): Promise<void> => {
    if (ended) throw new EventLogError(`${transactionalId} is another's, or was given up`, { retriable: true });
    try {
      const byKey = await placeOf(stream);
      const place = partition === undefined ? byKey : { ...byKey, partitionOf: () => partition };
      await attempt(`Topic ${place.topic} takes no events`, () => send(producer, place, events, around));
    } catch (cause) {
      end();
      throw cause;
    }
  };
  return {
    append: (stream, events, partition) => {
      if (events.length === 0) return Promise.resolve();
      const done = last.then(() => append(stream, events, partition));
      last = done.catch(() => undefined);
      return done;
    },
    close: async () => {
      await last;
      if (!ended) end();
    },
  };
}
