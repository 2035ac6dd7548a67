/** Sending to several partitions at once, so that "sent" means every message. */
import { CompressionTypes, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import { EventLogError } from './event-log';

export interface Sending {
  /** A producer's or a transaction's. */
  readonly send: Producer['send'];
  readonly topic: string;
  readonly messages: readonly Message[];
  /** Of messages that name no partition. */
  readonly partitionOf: (key: string) => number;
  readonly compression: CompressionTypes;
}

/**
 * kafkajs 2.2.4 counts answers by broker. Where the leader of one partition is lost while another's answered, and the first
 * moves to the broker that answered, the next try sends nothing and says that all was sent; a partition that is missing from
 * the metadata is passed over alike. Whatever no answer tells of is sent again.
 *
 * @throws EventLogError, retriable, when a round brought no answer to any
 */
export async function sendAll({ send, topic, messages, partitionOf, compression }: Sending): Promise<void> {
  let unsent = messages.map((message) => ({
    ...message,
    partition: message.partition ?? partitionOf(String(message.key)),
  }));
  while (unsent.length > 0) {
    const answers: readonly RecordMetadata[] = await send({ topic, messages: unsent, acks: -1, compression });
    const answered = new Set(answers.map(({ partition }) => partition));
    const rest = unsent.filter(({ partition }) => !answered.has(partition));
    if (rest.length === unsent.length)
      throw new EventLogError(`Topic ${topic}: no broker answered for ${rest.length} events`, { retriable: true });
    unsent = rest;
  }
}
