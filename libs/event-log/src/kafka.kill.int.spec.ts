import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaEventLog } from './kafka';
import { describeKafka } from './testing/kafka-broker';
import { killedChild } from './testing/killed-child';

/** How long after its first acknowledged append each child is killed. */
const KILLS_MS = [0, 7, 60, 700, 1500];
const TIMEOUT_MS = 120_000;

describeKafka('processes on a Kafka broker that are killed', (kafka) => {
  test(
    'lose nothing that was acknowledged, and their successors read on from the last commit',
    async () => {
      const log = { kind: 'kafka', brokers: kafka().brokers, prefix: kafka().newPrefix() } as const;
      let next = 0;
      const read: number[] = [];
      let committed = -1;
      for (const afterMs of KILLS_MS) {
        const life = await killedChild(log, { from: next, afterMs });
        const given = life.read.map(Number);
        if (given.length > 0) expect(given[0]).toBeLessThanOrEqual(committed + 1);
        read.push(...given);
        committed = Math.max(committed, ...life.committed.map(Number));
        const looking = await KafkaEventLog.open({ ...log, topics: { partitions: 1 } });
        const present: number[] = [];
        for await (const { id, data } of looking.scan('lines')) {
          expect((data as string).startsWith(`${id} ${id} `)).toBe(true);
          present.push(Number(id));
        }
        await looking.close();
        expect(present).toEqual(present.map((_, n) => n));
        expect(present.length).toBeGreaterThan(Number(life.acked.at(-1)));
        next = present.length;
      }
      const survivor = await KafkaEventLog.open({ ...log, topics: { partitions: 1 }, sessionTimeoutMs: 6000 });
      await survivor.read({
        group: 'g',
        streams: ['lines'],
        onBatch: async ({ events, commit }) => {
          read.push(...events.map(({ id }) => Number(id)));
          await commit();
        },
      });
      while (!read.includes(next - 1)) await sleep(20);
      await survivor.close();
      expect([...new Set(read)].sort((a, b) => a - b)).toEqual(Array.from({ length: next }, (_, n) => n));
    },
    TIMEOUT_MS,
  );
});
