/** What no program of ours does to topics: other bytes in them, and away with them. For tests only. */
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

/** A broker that starts again looks at every partition it has: what one test leaves there the next waits for. */
export async function deleteTopics(of: {
  readonly brokers: readonly string[];
  readonly prefix: string;
}): Promise<void> {
  const admin = new Kafka({ brokers: [...of.brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(of.prefix));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  } finally {
    await admin.disconnect();
  }
}
