/** Bytes in a topic that no program of ours would write. For tests only. */
import { Kafka, logLevel, type Message } from 'kafkajs';

export async function sendRaw(to: {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly messages: readonly Message[];
}): Promise<void> {
  const kafka = new Kafka({ brokers: [...to.brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    await producer.send({ topic: to.topic, messages: [...to.messages] });
  } finally {
    await producer.disconnect();
  }
}
