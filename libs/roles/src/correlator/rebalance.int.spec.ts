/** Correlators that come and go on a real Kafka: who stays is not disturbed in what stays with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import type { EventLog } from '#event-log';
import { KafkaEventLog } from '#event-log/kafka';
import { describeKafka } from '#event-log/testing/kafka-broker';
import { linesCollected } from '../event';
import { createCorrelator } from './correlator';

const PARTITIONS = 4;
const TIMEOUT_MS = 90_000;
const HOSTS = Array.from({ length: 24 }, (_, n) => `host-${n}`);
const said = { by: '/collector', time: '2026-01-01T00:00:00.000Z' };
const BOOT = ['[    0.000000] Linux version 6.12.0 (x) #1 SMP', '[    0.000000] Command line: ro'];
const LEAK =
  '[    1.179358] DMAR: [DMA Read NO_PASID] Request device [00:02.0] fault addr 0x28b4000 [fault reason 0x06] PTE Read access is not set';

const until = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  for (const end = Date.now() + TIMEOUT_MS - 10_000; !(await holds()); await sleep(20)) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
  }
};

describeKafka('correlators on Kafka', (kafka) => {
  const logs: KafkaEventLog[] = [];
  let prefix: string;
  const open = async () => {
    const topics = { partitions: PARTITIONS, replicas: 1 };
    logs.push(await KafkaEventLog.open({ brokers: kafka().brokers, prefix, topics, sessionTimeoutMs: 6000 }));
    return logs.at(-1)!;
  };
  afterEach(async () => {
    for (const log of logs.splice(0)) await log.close();
  });
  const correlatorOn = (log: EventLog) => {
    /** Partitions that it took over, each by reading their snapshots. */
    const taken: string[] = [];
    const exclusive = (name: string) => {
      taken.push(name);
      return log.exclusive(name);
    };
    const role = createCorrelator({
      log: Object.assign(Object.create(log) as EventLog, { exclusive }),
      logger: pino({ level: 'silent' }),
      now: () => new Date(),
      tickAfterMs: 3_600_000,
      checkpointAfterMs: 50,
      takeBack: false,
    });
    return { role, taken };
  };
  const tell = (log: EventLog, firstLine: number, lines: readonly string[]) =>
    log.append(
      'lines',
      HOSTS.map((host) => linesCollected({ host, source: 'console', firstLine, text: `${lines.join('\n')}\n` }, said)),
    );
  const isThrough = async (log: EventLog) =>
    (await log.progress('correlator', 'lines')).every(({ end, committed }) => end > 0 && committed === end);
  const leaksOf = async (log: EventLog) => {
    // What a rebalance had folded again is there twice, under one id.
    const found = new Set<string>();
    for (let partition = 0; partition < PARTITIONS; partition++) {
      for await (const { data } of log.scan('facts', partition)) {
        const { host, facts } = data as { host: string; facts: { kind: string; line: number }[] };
        for (const { kind, line } of facts) if (kind === 'iommu-fault') found.add(`${host}/${line}`);
      }
    }
    return [...found].sort();
  };

  test(
    'another takes half, and goes: what stays is not taken over again, and no fault is missed',
    async () => {
      prefix = kafka().newPrefix();
      const log = await open();
      const first = correlatorOn(log);
      await first.role.start();
      await tell(log, 1, BOOT);
      await until(() => isThrough(log), 'the first has folded all');
      expect(first.taken).toHaveLength(PARTITIONS);
      const second = correlatorOn(await open());
      await second.role.start();
      await until(() => second.taken.length > 0, 'the second has its share');
      await tell(log, 3, [LEAK]);
      await until(() => isThrough(log), 'both have folded all');
      expect(second.taken).toHaveLength(PARTITIONS / 2);
      expect(first.taken).toHaveLength(PARTITIONS);
      await second.role.stop();
      await tell(log, 4, [LEAK]);
      await until(() => isThrough(log), 'the first has folded what is left');
      expect([...first.taken.slice(PARTITIONS)].sort()).toEqual([...second.taken].sort());
      expect(await leaksOf(log)).toEqual(HOSTS.flatMap((host) => [`${host}/3`, `${host}/4`]).sort());
      await first.role.stop();
    },
    TIMEOUT_MS,
  );
});
