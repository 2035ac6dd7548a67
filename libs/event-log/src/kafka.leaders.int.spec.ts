import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaEventLog } from './kafka';
import { describeOwnKafka } from './testing/kafka-broker';

const TIMEOUT_MS = 240_000;
const KEYS = Array.from({ length: 24 }, (_, n) => `host-${n}`);

describeOwnKafka('brokers that are killed, each in its turn', { brokers: 3 }, (cluster) => {
  test(
    'take no acknowledged event with them, and each key keeps its order',
    async () => {
      const { brokers, nodes } = cluster();
      const log = await KafkaEventLog.open({ brokers, topics: { partitions: 6, replicas: 3 } });
      const acked = new Map<string, number>(KEYS.map((key) => [key, -1]));
      let going = true;
      const append = async () => {
        for (let n = 0; going; n++) {
          const round = KEYS.map((key) => ({
            id: `${key}-${n}`,
            type: 'io.quiesce.lines-collected.v1',
            source: '/test',
            time: '2026-01-01T00:00:00.000Z',
            key,
            data: n,
          }));
          for (;;) {
            try {
              await log.append('lines', round);
              break;
            } catch (error) {
              expect(error).toMatchObject({ retriable: true });
            }
          }
          for (const key of KEYS) acked.set(key, n);
        }
      };
      const appending = append();
      const moreRounds = async (count: number) => {
        for (const until = acked.get(KEYS[0]!)! + count; acked.get(KEYS[0]!)! < until; ) await sleep(50);
      };
      await moreRounds(20);
      for (const node of nodes) {
        await node.stop('SIGKILL');
        await moreRounds(2);
        await node.start();
        await moreRounds(20);
      }
      going = false;
      await appending;
      const found = new Map<string, number[]>(KEYS.map((key) => [key, []]));
      for (let partition = 0; partition < (await log.partitions('lines')); partition++) {
        for await (const { key, data } of log.scan('lines', partition)) found.get(key)!.push(data as number);
      }
      await log.close();
      for (const [key, numbers] of found) {
        // An append that was rejected and tried again may be there twice, each time in its order.
        const firstTimes = [...new Set(numbers)];
        expect([key, firstTimes]).toEqual([key, Array.from({ length: acked.get(key)! + 1 }, (_, n) => n)]);
      }
    },
    TIMEOUT_MS,
  );
});
