import { setTimeout as sleep } from 'node:timers/promises';
import { CompressionCodecs, CompressionTypes, Kafka, KafkaJSError, logLevel } from 'kafkajs';
import { type Batch, type Event, type EventLogProblem, type Reader, STREAMS, type Stream } from './event-log';
import { eventLogContract } from './event-log.contract';
import { KafkaEventLog, type KafkaOptions, openTopics } from './kafka';
import { describeKafka, describeOwnKafka } from './testing/kafka-broker';

const TIMEOUT_MS = 60_000;
const event = (key: string, n: number, data: unknown = { n }): Event => ({
  id: `${key}-${n}`,
  type: 'io.quiesce.ticked.v1',
  source: '/test',
  time: '2026-01-02T03:04:05Z',
  key,
  data,
});
const until = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const end = Date.now() + TIMEOUT_MS - 5000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await sleep(10);
  }
};
/** https://github.com/google/snappy/blob/main/format_description.txt: the length as a varint, then one literal. */
const snappyLiteral = (bytes: Buffer): Buffer => {
  const { length } = bytes;
  const varint: number[] = [];
  for (let rest = length; ; rest >>>= 7) {
    varint.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) break;
  }
  const tag = Buffer.from([...varint, 61 << 2, 0, 0]);
  tag.writeUInt16LE(length - 1, varint.length + 1);
  return Buffer.concat([tag, bytes]);
};
const idsOf = async (log: KafkaEventLog, stream: Stream): Promise<string[]> => {
  const ids: string[] = [];
  for (let partition = 0; partition < (await log.partitions(stream)); partition++) {
    for await (const { id } of log.scan(stream, partition)) ids.push(id);
  }
  return ids;
};

/** kafkajs' own member of a group, whose words with the broker are made to fail. */
const { prototype: member } = require('kafkajs/src/consumer/consumerGroup') as {
  readonly prototype: { heartbeat(): Promise<void>; joinAndSync(): Promise<void> };
};
const SYNC = Object.getOwnPropertySymbols(member).find(({ description }) =>
  description?.endsWith('ConsumerGroup:sync'),
)!;
/** The next time that it has joined a generation, that one is over before it is told its partitions. */
const missOne = (): void => {
  const sync: unknown = Reflect.get(member, SYNC);
  Reflect.set(member, SYNC, async () => {
    Reflect.set(member, SYNC, sync);
    throw said('REBALANCE_IN_PROGRESS', false);
  });
};
const said = (type: string, retriable: boolean) => Object.assign(new KafkaJSError(type, { retriable }), { type });

describeKafka('with a Kafka broker', (kafka) => {
  let prefix = '';
  const logs: KafkaEventLog[] = [];
  const again = async (more: Partial<KafkaOptions> = {}) => {
    const options = { brokers: kafka().brokers, prefix, topics: { partitions: 3 }, retryPauseMs: 20, ...more };
    logs.push(await KafkaEventLog.open(options));
    return logs.at(-1)!;
  };
  const open = (more: Partial<KafkaOptions> = {}) => {
    prefix = kafka().newPrefix();
    return again(more);
  };
  const plain = () => new Kafka({ brokers: [...kafka().brokers], logLevel: logLevel.NOTHING });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const log of logs.splice(0)) await log.close();
  }, TIMEOUT_MS);

  eventLogContract('kafka', { open: () => open(), again: () => again(), timeoutMs: 30_000 });

  /** The coordinator moves to a broker that is still loading the group: what kafkajs takes for final, and goes on from without having joined. */
  test.each(['NOT_COORDINATOR_FOR_GROUP', 'UNKNOWN_MEMBER_ID'])(
    'a member that hears %s, and cannot join again at once, reads on',
    async (type) => {
      const sessionTimeoutMs = 6000;
      const log = await open({ sessionTimeoutMs });
      const seen: string[] = [];
      await log.read({
        group: 'g',
        streams: ['facts'],
        onBatch: async ({ events, commit }) => {
          await commit();
          seen.push(...events.map(({ id }) => id));
        },
      });
      await log.append('facts', [event('h', 0)]);
      await until(() => seen.includes('h-0'), 'it has joined');
      const joins = jest.spyOn(member, 'joinAndSync').mockRejectedValueOnce(said('GROUP_LOAD_IN_PROGRESS', true));
      jest.spyOn(member, 'heartbeat').mockImplementationOnce(async () => {
        throw said(type, false);
      });
      await until(() => joins.mock.calls.length === 1, 'it could not join again');
      await log.append('facts', [event('h', 1)]);
      await until(() => seen.includes('h-1'), 'it reads on');
      // Who has no name any more beats no more; the broker lets it go when its session ends.
      if (type === 'UNKNOWN_MEMBER_ID') await sleep(sessionTimeoutMs + 1000);
      await log.append('facts', [event('h', 2)]);
      await until(() => seen.includes('h-2'), 'and on');
      expect((await log.progress('g', 'facts')).every(({ end, committed }) => end === committed)).toBe(true);
      expect(joins.mock.calls.length).toBeGreaterThan(1);
    },
    TIMEOUT_MS,
  );

  describe('a reader that keeps what it has of a partition', () => {
    const PARTITIONS = 6;
    const keys = Array.from({ length: 40 }, (_, n) => `host-${n}`);
    /** A member of the group, and what befell it. */
    const join = async (log: KafkaEventLog, more: Partial<Reader> = {}) => {
      const assigned: number[] = [];
      const revoked: number[] = [];
      const batches: Batch[] = [];
      const subscription = await log.read({
        group: 'g',
        streams: ['facts'],
        keeps: true,
        onAssigned: async ({ partition }) => void assigned.push(partition),
        onRevoked: async ({ partition }) => void revoked.push(partition),
        onBatch: async (batch) => {
          batches.push(batch);
          await batch.commit();
        },
        ...more,
      });
      const read = () => batches.flatMap(({ events }) => events.map(({ id }) => id));
      return { assigned, revoked, batches, read, close: () => subscription.close() };
    };
    const options = { topics: { partitions: PARTITIONS }, sessionTimeoutMs: 6000 };
    const appendAll = (log: KafkaEventLog, n: number) =>
      log.append(
        'facts',
        keys.map((key) => event(key, n)),
      );
    const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

    test(
      'another comes and goes: it gives up what the other takes, and is not disturbed in the rest',
      async () => {
        const log = await open(options);
        await appendAll(log, 0);
        const held = new Map<number, Batch>();
        const first = await join(log, {
          onBatch: async (batch) => {
            first.batches.push(batch);
            // Not committed before the other has come.
            if (!held.has(batch.partition)) held.set(batch.partition, batch);
            else await batch.commit();
          },
        });
        await until(() => held.size === PARTITIONS, 'it has read of every partition');
        const second = await join(await again(options));
        await until(() => second.assigned.length === PARTITIONS / 2, 'the other has its share');
        await until(() => first.revoked.length === PARTITIONS / 2, 'it has given up that share');
        expect(sorted(first.revoked)).toEqual(sorted(second.assigned));
        const before = first.batches.length;
        expect(first.assigned).toHaveLength(PARTITIONS);
        for (const [partition, { commit }] of held) {
          if (second.assigned.includes(partition)) await expect(commit()).rejects.toThrow(/taken away/);
          else await commit();
        }
        await appendAll(log, 1);
        await until(() => keys.every((key) => [...first.read(), ...second.read()].includes(`${key}-1`)), 'all is read');
        const theirs = new Set(second.assigned);
        for (const { partition } of first.batches.slice(before)) expect(theirs).not.toContain(partition);
        await second.close();
        await until(() => first.assigned.length === PARTITIONS + theirs.size, 'it has all of them again');
        expect(sorted(first.assigned.slice(PARTITIONS))).toEqual(sorted([...theirs]));
        expect(first.revoked).toHaveLength(theirs.size);
        await appendAll(log, 2);
        await until(() => keys.every((key) => first.read().includes(`${key}-2`)), 'all is read by one');
        const isThrough = async () =>
          (await log.progress('g', 'facts')).every(({ end, committed }) => end === committed);
        await until(isThrough, 'all is committed');
      },
      TIMEOUT_MS,
    );

    test(
      'a commit that comes while the group forms anew is made when the partition has stayed',
      async () => {
        const log = await open({ topics: { partitions: 1 } });
        const batches: Batch[] = [];
        await join(log, { onBatch: async (batch) => void batches.push(batch) });
        await log.append('facts', [event('h', 0)]);
        await until(() => batches.length === 1, 'it has a batch in hand');
        const { joinAndSync } = member;
        let form = () => {};
        const formed = new Promise<void>((resolve) => {
          form = resolve;
        });
        const joins = jest.spyOn(member, 'joinAndSync').mockImplementationOnce(async function (this: typeof member) {
          await formed;
          return joinAndSync.call(this);
        });
        jest.spyOn(member, 'heartbeat').mockImplementationOnce(async () => {
          throw said('REBALANCE_IN_PROGRESS', false);
        });
        await until(() => joins.mock.calls.length === 1, 'it joins again');
        let committed = false;
        const commit = batches[0]!.commit().then(() => {
          committed = true;
        });
        await sleep(50);
        expect(committed).toBe(false);
        form();
        await commit;
        expect(await log.progress('g', 'facts')).toEqual([{ partition: 0, end: 1, committed: 1 }]);
      },
      TIMEOUT_MS,
    );

    /** What tells it that it has to join again, or befalls it on the way, and whether others may have had its partitions by then. */
    test.each([
      ['the group forms anew', 'REBALANCE_IN_PROGRESS', false, false],
      ['the group let it go', 'UNKNOWN_MEMBER_ID', false, true],
      ['the group formed anew twice', 'REBALANCE_IN_PROGRESS', true, true],
    ])(
      '%s: it keeps its partitions where nobody else can have had them',
      async (_, type, missesOne, loses) => {
        const log = await open(options);
        const only = await join(log);
        await appendAll(log, 0);
        await until(() => only.read().length === keys.length, 'it has joined');
        if (missesOne) missOne();
        const joins = jest.spyOn(member, 'joinAndSync');
        jest.spyOn(member, 'heartbeat').mockImplementationOnce(async () => {
          throw said(type, false);
        });
        await until(() => joins.mock.calls.length === 1, 'it joins again');
        await joins.mock.results[0]!.value;
        await appendAll(log, 1);
        await until(() => keys.every((key) => only.read().includes(`${key}-1`)), 'it reads on');
        expect(only.revoked).toHaveLength(loses ? PARTITIONS : 0);
        expect(only.assigned).toHaveLength(loses ? 2 * PARTITIONS : PARTITIONS);
      },
      TIMEOUT_MS,
    );
  });

  test(
    'a connection that kafkajs has forgotten does not outlive the log',
    async () => {
      const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
      const before = sockets();
      const log = await open();
      await log.append('facts', [event('h', 0)]);
      expect(sockets()).toBeGreaterThan(before);
      const { prototype } = require('kafkajs/src/network/connection') as { prototype: { disconnect(): Promise<void> } };
      jest.spyOn(prototype, 'disconnect').mockResolvedValue(undefined);
      await log.close();
      await until(() => sockets() <= before, 'no socket of it is left');
    },
    TIMEOUT_MS,
  );

  test(
    'makes topics that keep what their streams keep',
    async () => {
      await open();
      await Promise.all([again(), again()]);
      const admin = plain().admin();
      await admin.connect();
      const settings = async (stream: Stream) => {
        const { resources } = await admin.describeConfigs({
          includeSynonyms: false,
          resources: [{ type: 2, name: `${prefix}${stream}` }],
        });
        const wanted = ['cleanup.policy', 'retention.ms', 'max.message.bytes'];
        const found = resources[0]!.configEntries.filter(({ configName }) => wanted.includes(configName));
        return Object.fromEntries(found.map(({ configName, configValue }) => [configName, configValue]));
      };
      expect(await settings('lines')).toEqual({
        'cleanup.policy': 'delete',
        'retention.ms': '-1',
        'max.message.bytes': '8388608',
      });
      expect(await settings('snapshots')).toMatchObject({
        'cleanup.policy': 'compact',
        'max.message.bytes': '8388608',
      });
      await admin.disconnect();
    },
    TIMEOUT_MS,
  );

  test(
    'topics: told what would be done, made and set when it is applied, and a setting of somebody else stays',
    async () => {
      const each = (change: string) => Object.keys(STREAMS).map(() => change);
      const options = { brokers: kafka().brokers, prefix: kafka().newPrefix() };
      const topics = await openTopics({ ...options, topics: { partitions: 2 } });
      const planned = await topics.plan();
      expect(planned.map(({ change }) => change)).toEqual(each('make'));
      expect(await topics.plan()).toEqual(planned);
      await topics.apply(planned);
      expect(await topics.plan()).toEqual([]);
      await topics.close();

      const admin = plain().admin();
      await admin.connect();
      const resource = { type: 2, name: `${options.prefix}lines` };
      const configEntries = [
        { name: 'retention.ms', value: '7' },
        { name: 'segment.ms', value: '3600000' },
      ];
      await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] });
      const again = await openTopics({ ...options, topics: { partitions: 3, retentionMs: 86_400_000 } });
      // A broker may not have heard of it yet.
      await until(async () => (await again.plan()).some((one) => 'from' in one && one.from === '7'), 'it is set');
      const changes = await again.plan();
      expect(changes).toContainEqual({
        change: 'set',
        topic: resource.name,
        name: 'retention.ms',
        from: '7',
        to: '86400000',
      });
      await again.apply(changes);
      const left = await again.plan();
      expect(left.map(({ change }) => change)).toEqual(each('none'));
      const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
      const value = (name: string) => resources[0]!.configEntries.find(({ configName }) => configName === name);
      expect(value('segment.ms')?.configValue).toBe('3600000');
      expect(value('compression.type')?.configValue).toBe('gzip');
      await again.close();
      await admin.disconnect();
    },
    TIMEOUT_MS,
  );

  test(
    'reads what another client sent in a codec that kafkajs cannot read: the broker packs it anew',
    async () => {
      const log = await open();
      // Snappy as literals only: what a decoder of it reads, without an encoder's search.
      CompressionCodecs[CompressionTypes.Snappy] = () => ({
        compress: async ({ buffer }: { buffer: Buffer }) => snappyLiteral(buffer),
        decompress: async () => {
          throw new Error('kafkajs has no snappy');
        },
      });
      const producer = plain().producer({ allowAutoTopicCreation: false });
      await producer.connect();
      const headers = { ce_specversion: '1.0', ce_id: 'x', ce_type: 't', ce_source: '/s', ce_time: 'now' };
      const messages = [{ key: 'h', value: '{"n":1}', headers }];
      await producer.send({ topic: `${prefix}lines`, messages, compression: CompressionTypes.Snappy });
      await producer.disconnect();
      expect(await idsOf(log, 'lines')).toEqual(['x']);
    },
    TIMEOUT_MS,
  );

  test(
    'refuses topics that would part a host from its snapshots',
    async () => {
      prefix = kafka().newPrefix();
      const admin = plain().admin();
      await admin.connect();
      await admin.createTopics({
        waitForLeaders: false,
        topics: [
          { topic: `${prefix}lines`, numPartitions: 2 },
          { topic: `${prefix}snapshots`, numPartitions: 4 },
        ],
      });
      await admin.disconnect();
      await expect(again()).rejects.toMatchObject({
        name: 'EventLogError',
        message: expect.stringMatching(/lines has 2 partitions, .*snapshots 4/),
        retriable: false,
      });
    },
    TIMEOUT_MS,
  );

  test(
    'writes CloudEvents in binary mode, keyed as a Java producer would',
    async () => {
      const log = await open();
      await log.append('lines', [event('web-17', 1, { text: 'a\nb' })]);
      const consumer = plain().consumer({ groupId: `${prefix}plain` });
      await consumer.connect();
      await consumer.subscribe({ topic: `${prefix}lines`, fromBeginning: true });
      const seen: unknown[] = [];
      await consumer.run({
        eachMessage: async ({ message }) => {
          const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]);
          seen.push({ key: String(message.key), value: String(message.value), headers: Object.fromEntries(headers) });
        },
      });
      await until(() => seen.length === 1, 'the message came');
      await consumer.disconnect();
      expect(seen).toEqual([
        {
          key: 'web-17',
          value: '{"text":"a\\nb"}',
          headers: {
            ce_specversion: '1.0',
            ce_id: 'web-17-1',
            ce_type: 'io.quiesce.ticked.v1',
            ce_source: '/test',
            ce_time: '2026-01-02T03:04:05Z',
            'content-type': 'application/json',
          },
        },
      ]);
    },
    TIMEOUT_MS,
  );

  test(
    'buries what it cannot read among the dead letters and goes on',
    async () => {
      const problems: EventLogProblem[] = [];
      const log = await open({ onProblem: (problem) => problems.push(problem) });
      const producer = plain().producer({ allowAutoTopicCreation: false });
      await producer.connect();
      const partition = await log.partitionOf('lines', 'h');
      const bad = [
        { key: 'h', value: 'no event at all', partition },
        { key: 'h', value: null, partition },
        { key: 'h', value: Buffer.from([0xff, 0, 0xfe]), headers: { ce_specversion: '1.0', ce_id: 'x' }, partition },
        { key: null, value: '{}', headers: { ce_specversion: '2.0' }, partition },
      ];
      await log.append('lines', [event('h', 1)]);
      await producer.send({ topic: `${prefix}lines`, messages: bad });
      await log.append('lines', [event('h', 2)]);
      await producer.disconnect();
      const seen: string[] = [];
      await log.read({
        group: 'g',
        streams: ['lines'],
        onBatch: async ({ events, commit }) => {
          await commit();
          seen.push(...events.map(({ id }) => id));
        },
      });
      await until(() => seen.length === 2, 'the good ones came');
      expect(seen).toEqual(['h-1', 'h-2']);
      const letters: unknown[] = [];
      for (let n = 0; n < 3; n++) for await (const { data } of log.scan('dead-letters', n)) letters.push(data);
      expect(letters).toHaveLength(4);
      expect(letters).toContainEqual({
        reason: expect.stringMatching(/^not JSON/),
        origin: { stream: 'lines', partition, position: 3 },
        event: {
          key: Buffer.from('h').toString('base64'),
          value: '/wD+',
          headers: { ce_specversion: '1.0', ce_id: 'x' },
        },
      });
      expect(problems.filter(({ what }) => what === 'event-unreadable')).toHaveLength(4);
    },
    TIMEOUT_MS,
  );

  test(
    'shares the partitions among members, and takes over from one that goes',
    async () => {
      const first = await open({ sessionTimeoutMs: 6000 });
      const keys = Array.from({ length: 12 }, (_, n) => `host-${n}`);
      const seen = new Map<string, Set<string>>();
      const said: string[] = [];
      const member = (log: KafkaEventLog, name: string) =>
        log.read({
          group: 'g',
          streams: ['lines'],
          onAssigned: async ({ partition }) => void said.push(`${name} has ${partition}`),
          onRevoked: async ({ partition }) => void said.push(`${name} lost ${partition}`),
          onBatch: async ({ events, commit }) => {
            for (const { id } of events) seen.set(id, (seen.get(id) ?? new Set()).add(name));
            await commit();
          },
        });
      const append = (n: number) =>
        first.append(
          'lines',
          keys.map((key) => event(key, n)),
        );
      const allSeen = (n: number) => until(() => keys.every((key) => seen.has(`${key}-${n}`)), `round ${n} came`);
      const a = await member(first, 'a');
      await append(1);
      await allSeen(1);
      await member(await again({ sessionTimeoutMs: 6000 }), 'b');
      await until(() => said.some((word) => word.startsWith('b has')), 'b got a share');
      await append(2);
      await allSeen(2);
      const readers = new Set(keys.flatMap((key) => [...seen.get(`${key}-2`)!]));
      expect(readers).toEqual(new Set(['a', 'b']));
      await a.close();
      await append(3);
      await allSeen(3);
      for (const key of keys) expect([...seen.get(`${key}-3`)!]).toEqual(['b']);
      expect(said.filter((word) => word.startsWith('a has'))).toHaveLength(
        said.filter((word) => word.startsWith('a lost')).length,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'lets a batch take longer than the session',
    async () => {
      const log = await open({ sessionTimeoutMs: 6000 });
      await log.append('facts', [event('h', 1)]);
      let given = 0;
      await log.read({
        group: 'g',
        streams: ['facts'],
        onBatch: async ({ commit }) => {
          given++;
          await sleep(9000);
          await commit();
        },
      });
      await until(
        async () => (await log.progress('g', 'facts')).every(({ end, committed }) => end === committed),
        'it is done',
      );
      expect(given).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    'takes an event that no topic has room for as an error that stays, and others beside it',
    async () => {
      const log = await open({ compression: 'none' });
      const large = log.append('facts', [event('h', 1, 'x'.repeat(9 * 1024 * 1024))]);
      const small = log.append('facts', [event('h', 2)]);
      await expect(large).rejects.toMatchObject({ name: 'EventLogError', retriable: false });
      await small;
      expect(await idsOf(log, 'facts')).toEqual(['h-2']);
    },
    TIMEOUT_MS,
  );
});

const sasl = { username: 'quiesce', password: 'a secret' };
describeOwnKafka('with a Kafka cluster of its own', { sasl }, (cluster) => {
  const logs: KafkaEventLog[] = [];
  const open = async (more: Partial<KafkaOptions> = {}) => {
    const options = { brokers: cluster().brokers, topics: { partitions: 2 }, retryPauseMs: 50, ...more };
    logs.push(await KafkaEventLog.open(options));
    return logs.at(-1)!;
  };
  afterEach(async () => {
    for (const log of logs.splice(0)) await log.close();
  }, TIMEOUT_MS);

  test.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
    'logs in with SASL %s',
    async (mechanism) => {
      const login = { mechanism, ...sasl } as const;
      const prefix = `${mechanism}.`;
      const log = await open({ brokers: cluster().saslBrokers!, prefix, sasl: login });
      await log.append('facts', [event('h', 1)]);
      expect(await idsOf(log, 'facts')).toEqual(['h-1']);
      const wrong = { ...login, password: 'no secret' };
      await expect(open({ brokers: cluster().saslBrokers!, sasl: wrong })).rejects.toMatchObject({
        name: 'EventLogError',
        retriable: false,
        message: expect.not.stringContaining('no secret'),
      });
    },
    TIMEOUT_MS,
  );

  test(
    'logs in over TLS with an authority of ones own, to no server that another vouches for, and writes and reads there',
    async () => {
      const { brokers, ca } = cluster().tls!;
      const login = { mechanism: 'scram-sha-512', ...sasl } as const;
      const log = await open({ brokers, prefix: 'tls.', sasl: login, tls: { ca } });
      await log.append('facts', [event('h', 1)]);
      const seen: string[] = [];
      const onBatch = async ({ events, commit }: Batch) => {
        seen.push(...events.map(({ id }) => id));
        await commit();
      };
      await log.read({ group: 'g', streams: ['facts'], onBatch });
      await until(() => seen.length === 1, 'the event came');
      await expect(open({ brokers, sasl: login, tls: {} })).rejects.toMatchObject({
        name: 'EventLogError',
        message: expect.stringMatching(/certificate/),
      });
      await expect(open({ brokers: cluster().saslBrokers!, sasl: login, tls: { ca } })).rejects.toThrow(/Kafka cannot/);
    },
    2 * TIMEOUT_MS,
  );

  test(
    'goes on when the broker was killed and comes back',
    async () => {
      const problems: string[] = [];
      const log = await open({ onProblem: ({ message }) => problems.push(message) });
      const seen = new Set<string>();
      await log.read({
        group: 'g',
        streams: ['lines'],
        onBatch: async ({ events, commit }) => {
          for (const { id } of events) seen.add(id);
          await commit();
        },
      });
      const acked: string[] = [];
      let stop = false;
      const appending = (async () => {
        for (let n = 0; !stop; ) {
          const ok = await log.append('lines', [event('h', n)]).then(
            () => true,
            () => false,
          );
          if (ok) acked.push(`h-${n++}`);
          await sleep(5);
        }
      })();
      await until(() => acked.length > 20, 'some are acknowledged');
      await cluster().nodes[0]!.stop('SIGKILL');
      await sleep(1000);
      const before = acked.length;
      await cluster().nodes[0]!.start();
      await until(() => acked.length > before + 20, 'more are acknowledged');
      stop = true;
      await appending;
      await until(() => acked.every((id) => seen.has(id)), 'all that is acknowledged came');
      const ids = await idsOf(log, 'lines');
      expect([...new Set(ids)]).toEqual(acked);
      expect(problems).not.toEqual([]);
    },
    2 * TIMEOUT_MS,
  );
});

test(
  'without a broker it says so, and that trying again may help',
  async () => {
    await expect(KafkaEventLog.open({ brokers: ['127.0.0.1:1'] })).rejects.toMatchObject({
      name: 'EventLogError',
      message: expect.stringMatching(/^Kafka cannot be used: .*127\.0\.0\.1:1/),
      retriable: true,
    });
  },
  TIMEOUT_MS,
);
