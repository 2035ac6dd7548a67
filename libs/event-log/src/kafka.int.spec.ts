import { eventLogContract } from './event-log.contract';
import { KafkaEventLog } from './kafka';
import { describeKafka } from './testing/kafka-broker';

describeKafka('with a Kafka broker', (kafka) => {
  let prefix = '';
  const again = () =>
    KafkaEventLog.open({ brokers: kafka().brokers, prefix, topics: { partitions: 3 }, retryPauseMs: 20 });
  const open = () => {
    prefix = kafka().newPrefix();
    return again();
  };
  eventLogContract('kafka', { open, again, timeoutMs: 30_000 });
});
