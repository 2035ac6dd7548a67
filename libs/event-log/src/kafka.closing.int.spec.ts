import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { KafkaEventLog } from './kafka';
import { describeOwnKafka } from './testing/kafka-broker';

const TIMEOUT_MS = 180_000;
/** After the broker is there again: a consumer that lost it is on its way back for some seconds. */
const CLOSE_AFTER_MS = [0, 900];

describeOwnKafka('a broker that is killed and comes again', {}, (cluster) => {
  test(
    'is left by a reader that is closed on its way back: no member remains, and nothing is given to it any more',
    async () => {
      const { brokers, nodes } = cluster();
      const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
      for (const [index, afterMs] of CLOSE_AFTER_MS.entries()) {
        const prefix = `closing-${index}.`;
        const log = await KafkaEventLog.open({ brokers, prefix, topics: { partitions: 1 }, sessionTimeoutMs: 6_000 });
        const event = {
          type: 'io.quiesce.lines-collected.v1',
          source: '/test',
          time: '2026-01-01T00:00:00.000Z',
          key: 'h',
        };
        let given = 0;
        await log.read({
          group: 'g',
          streams: ['lines'],
          onBatch: async ({ commit }) => {
            given++;
            await commit();
          },
        });
        await nodes[0]!.stop('SIGKILL');
        // Long enough for the reader to crash and to be started again.
        await sleep(8_000);
        await nodes[0]!.start();
        await sleep(afterMs);
        await log.close();
        const before = given;
        const other = await KafkaEventLog.open({ brokers, prefix });
        await other.append('lines', [{ ...event, id: `${index}`, data: index }]);
        await sleep(4_000);
        await other.close();
        await admin.connect();
        const { groups } = await admin.describeGroups([`${prefix}g`]);
        await admin.disconnect();
        expect([afterMs, given - before, groups[0]!.members]).toEqual([afterMs, 0, []]);
      }
    },
    TIMEOUT_MS,
  );
});
