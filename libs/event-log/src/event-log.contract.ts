/** What every event log does: one suite, run by each adapter's tests. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch, Event, EventLog, RecordedEvent, Stream, Subscription } from './event-log';

export interface EventLogUnderTest {
  /** A log on its own empty store; closing it leaves the store for `again`. */
  open(): Promise<EventLog>;
  /** Another instance on the store of the last `open`: after a restart, or of another process. */
  again(): Promise<EventLog>;
  readonly timeoutMs: number;
}

const event = (key: string, n: number, data: unknown = { n }): Event => ({
  id: `${key}-${n}`,
  type: 'io.quiesce.ticked.v1',
  source: '/contract',
  time: '2026-01-02T03:04:05.678Z',
  key,
  data,
});
const many = (key: string, count: number, from = 0): Event[] =>
  Array.from({ length: count }, (_, n) => event(key, from + n));
const ids = (events: readonly Event[]): string[] => events.map(({ id }) => id);
const ofKey = (events: readonly RecordedEvent[], key: string): RecordedEvent[] => events.filter((e) => e.key === key);
const bare = ({ stream: _s, partition: _p, position: _n, ...rest }: RecordedEvent): Event => rest;

export function eventLogContract(name: string, { open, again, timeoutMs }: EventLogUnderTest): void {
  describe(`${name} keeps the contract of the event log`, () => {
    let log: EventLog;
    const opened: EventLog[] = [];
    beforeEach(async () => {
      log = await open();
      opened.push(log);
    }, timeoutMs);
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
    }, timeoutMs);

    const until = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
      const end = Date.now() + timeoutMs - 1000;
      while (!(await holds())) {
        if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
        await sleep(5);
      }
    };
    const scanAll = async (from: EventLog, stream: Stream): Promise<RecordedEvent[]> => {
      const events: RecordedEvent[] = [];
      for (let partition = 0; partition < (await from.partitions(stream)); partition++) {
        for await (const one of from.scan(stream, partition)) events.push(one);
      }
      return events;
    };
    /** Reads into an array, committing every batch. */
    const collect = async (reading: {
      from: EventLog;
      group: string;
      streams: readonly Stream[];
      onBatch?: (batch: Batch) => Promise<void>;
    }): Promise<{ events: RecordedEvent[]; subscription: Subscription }> => {
      const events: RecordedEvent[] = [];
      const onBatch = async (batch: Batch) => {
        await reading.onBatch?.(batch);
        await batch.commit();
        events.push(...batch.events);
      };
      const subscription = await reading.from.read({ group: reading.group, streams: reading.streams, onBatch });
      return { events, subscription };
    };
    const lag = async (of: EventLog, group: string, stream: Stream): Promise<number> =>
      (await of.progress(group, stream)).reduce((sum, { end, committed }) => sum + end - committed, 0);
    const it = (title: string, run: () => Promise<void>) => test(title, run, timeoutMs);

    it('gives every event back as it was, in order per key', async () => {
      const hosts = ['web-1', 'web-2', 'db-1', 'ünïcode/ host'];
      for (let n = 0; n < 20; n++)
        await log.append(
          'lines',
          hosts.map((host) => event(host, n)),
        );
      const { events } = await collect({ from: log, group: 'g', streams: ['lines'] });
      await until(() => events.length >= 80, '80 events came');
      for (const host of hosts) {
        expect(ofKey(events, host).map(bare)).toEqual(many(host, 20));
        const positions = ofKey(events, host).map(({ position }) => position);
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
        const partition = await log.partitionOf('lines', host);
        expect(new Set(ofKey(events, host).map((e) => e.partition))).toEqual(new Set([partition]));
      }
    });

    it('keeps any JSON as it is', async () => {
      const odd = [
        null,
        0,
        -1.5,
        '',
        'line\nline\r\n\u0000\u001b[0m \ud83d\ude00 \u2028',
        [],
        {},
        { a: [{ b: null }] },
        true,
      ];
      await log.append(
        'facts',
        odd.map((data, n) => event('host', n, data)),
      );
      expect((await scanAll(log, 'facts')).map(({ data }) => data)).toEqual(odd);
    });

    it('appends nothing when there is nothing to append', async () => {
      await log.append('lines', []);
      expect(await scanAll(log, 'lines')).toEqual([]);
    });

    it('wakes a reader that waits', async () => {
      const { events } = await collect({ from: log, group: 'g', streams: ['alerts'] });
      await log.append('alerts', [event('a', 1)]);
      await until(() => events.length === 1, 'the first came');
      await log.append('alerts', [event('a', 2)]);
      await until(() => events.length === 2, 'the second came');
      expect(ids(events)).toEqual(['a-1', 'a-2']);
    });

    it('goes on from the last commit after a restart', async () => {
      await log.append('facts', many('h', 10));
      const first = await collect({ from: log, group: 'g', streams: ['facts'] });
      await until(() => first.events.length === 10, 'ten came');
      await first.subscription.close();
      await log.append('facts', many('h', 5, 10));
      await log.close();
      const restarted = await again();
      opened.push(restarted);
      const second = await collect({ from: restarted, group: 'g', streams: ['facts'] });
      await until(() => second.events.length >= 5, 'five more came');
      expect(ids(second.events)).toEqual(ids(many('h', 5, 10)));
    });

    it('gives again what was not committed', async () => {
      await log.append('facts', many('h', 10));
      const seen: string[] = [];
      const crashing = await log.read({
        group: 'g',
        streams: ['facts'],
        onBatch: async (batch) => void seen.push(...ids(batch.events)),
      });
      await until(() => seen.length === 10, 'ten came');
      await crashing.close();
      const { events } = await collect({ from: log, group: 'g', streams: ['facts'] });
      await until(() => events.length >= 10, 'ten came again');
      expect(ids(events)).toEqual(seen);
    });

    it('keeps groups apart', async () => {
      await log.append('lines', many('h', 7));
      const one = await collect({ from: log, group: 'one', streams: ['lines'] });
      await until(() => one.events.length === 7, 'one read');
      expect(await lag(log, 'one', 'lines')).toBe(0);
      expect(await lag(log, 'two', 'lines')).toBe(7);
      const two = await collect({ from: log, group: 'two', streams: ['lines'] });
      await until(() => two.events.length === 7, 'two read');
      expect(ids(two.events)).toEqual(ids(one.events));
    });

    it('reads several streams, one batch at a time', async () => {
      await log.append('facts', many('h', 3));
      await log.append('handoffs', many('h', 4));
      let inHand = 0;
      let most = 0;
      const { events } = await collect({
        from: log,
        group: 'g',
        streams: ['facts', 'handoffs'],
        onBatch: async () => {
          most = Math.max(most, ++inHand);
          await sleep(20);
          inHand--;
        },
      });
      await until(() => events.length === 7, 'seven came');
      expect(events.filter(({ stream }) => stream === 'handoffs')).toHaveLength(4);
      expect(most).toBe(1);
    });

    it('keeps batches within the bounds that its reader asks for', async () => {
      await log.append('facts', [...many('h', 7), event('h', 7, 'x'.repeat(5_000)), ...many('h', 2, 8)]);
      const sizes: number[] = [];
      const seen: string[] = [];
      await log.read({
        group: 'g',
        streams: ['facts'],
        batch: { events: 5, bytes: 2_000 },
        onBatch: async (batch) => {
          sizes.push(batch.events.length);
          seen.push(...ids(batch.events));
          await batch.commit();
        },
      });
      await until(() => seen.length >= 10, 'ten came');
      expect(seen).toEqual(ids(many('h', 10)));
      expect(sizes).toEqual([5, 2, 1, 2]);
    });

    it('gives a rejected batch again, from the last commit and after a pause', async () => {
      await log.append('facts', many('h', 3));
      const tries: number[] = [];
      const { events } = await collect({
        from: log,
        group: 'g',
        streams: ['facts'],
        onBatch: async () => {
          tries.push(Date.now());
          if (tries.length < 3) throw new Error('the store is away');
        },
      });
      await until(() => events.length >= 3, 'three came');
      expect(ids(events)).toEqual(ids(many('h', 3)));
      expect(tries).toHaveLength(3);
      expect(tries[2]! - tries[0]!).toBeGreaterThanOrEqual(20);
    });

    it('holds only the rejected partition back', async () => {
      await log.append('facts', many('h', 2));
      await log.append('handoffs', many('h', 2));
      let wellAgain = false;
      const { events } = await collect({
        from: log,
        group: 'g',
        streams: ['facts', 'handoffs'],
        onBatch: async ({ stream }) => {
          if (stream === 'facts' && !wellAgain) throw new Error('facts cannot be taken');
        },
      });
      await until(() => events.length === 2, 'the handoffs came');
      expect(events.every(({ stream }) => stream === 'handoffs')).toBe(true);
      wellAgain = true;
      await until(() => events.length === 4, 'the facts came');
    });

    it('forgets a group on rewind', async () => {
      await log.append('facts', many('h', 4));
      const first = await collect({ from: log, group: 'g', streams: ['facts'] });
      await until(() => first.events.length === 4, 'four came');
      await first.subscription.close();
      await log.rewind('g', ['facts']);
      expect(await lag(log, 'g', 'facts')).toBe(4);
      const second = await collect({ from: log, group: 'g', streams: ['facts'] });
      await until(() => second.events.length === 4, 'four came again');
    });

    it('reads a partition from its beginning where its reader says so, and from the commit after that', async () => {
      await log.append('facts', many('h', 4));
      const first = await collect({ from: log, group: 'g', streams: ['facts'] });
      await until(() => first.events.length === 4, 'four came');
      await first.subscription.close();
      const events: RecordedEvent[] = [];
      const mine = await log.partitionOf('facts', 'h');
      let lagAtFirst = -1;
      let saidSo = false;
      const anew = await log.read({
        group: 'g',
        streams: ['facts'],
        onAssigned: async ({ partition }) => (partition === mine && !saidSo ? 'anew' : undefined),
        onBatch: async (batch) => {
          saidSo = true;
          if (lagAtFirst < 0) lagAtFirst = await lag(log, 'g', 'facts');
          await batch.commit();
          events.push(...batch.events);
        },
      });
      await until(() => events.length >= 4, 'four came again');
      expect(lagAtFirst).toBe(4);
      await anew.close();
      expect(ids(events)).toEqual(ids(many('h', 4)));
      await log.append('facts', many('h', 1, 4));
      const after = await collect({ from: log, group: 'g', streams: ['facts'] });
      await until(() => after.events.length > 0, 'the fifth came');
      expect(ids(after.events)).toEqual(['h-4']);
    });

    it('does not rewind a group that reads', async () => {
      await log.append('facts', many('h', 1));
      const { events, subscription } = await collect({ from: log, group: 'g', streams: ['facts'] });
      await until(() => events.length === 1, 'one came');
      await expect(log.rewind('g', ['facts'])).rejects.toMatchObject({ name: 'EventLogError', retriable: true });
      await subscription.close();
      expect(await lag(log, 'g', 'facts')).toBe(0);
    });

    it('scans the latest of each key of a stream that keeps no more', async () => {
      for (let n = 0; n < 5; n++) await log.append('snapshots', [event('h1', n), event('h2', n)]);
      await log.append('snapshots', [event('h3', 0)]);
      await log.append('snapshots', [event('h1', 5), event('h1', 6)]);
      const events = await scanAll(log, 'snapshots');
      expect(ids(events).sort()).toEqual(['h1-6', 'h2-4', 'h3-0']);
      await log.close();
      const restarted = await again();
      opened.push(restarted);
      await restarted.append('snapshots', [event('h2', 7)]);
      expect(ids(await scanAll(restarted, 'snapshots')).sort()).toEqual(['h1-6', 'h2-7', 'h3-0']);
    });

    it('lets a group read to the latest of each key', async () => {
      const { events } = await collect({ from: log, group: 'g', streams: ['signatures'] });
      for (let n = 0; n < 50; n++) await log.append('signatures', [event(`s${n % 3}`, n)]);
      await until(() => ['s0-48', 's1-49', 's2-47'].every((id) => ids(events).includes(id)), 'the latest came');
      await until(async () => (await lag(log, 'g', 'signatures')) === 0, 'no lag is left');
    });

    it('scans to the end as of the start, beside an appender', async () => {
      await log.append('lines', many('h', 50));
      const seen: string[] = [];
      for await (const { id } of log.scan('lines', await log.partitionOf('lines', 'h'))) {
        if (seen.length === 0) await log.append('lines', many('h', 5, 50));
        seen.push(id);
      }
      expect(seen).toEqual(ids(many('h', 50)));
    });

    it('takes large events', async () => {
      const text = `${'0123456789abcde\n'.repeat(65_536)}ü`;
      await log.append(
        'lines',
        [0, 1, 2].map((n) => event('h', n, { text, n })),
      );
      const { events } = await collect({ from: log, group: 'g', streams: ['lines'] });
      await until(() => events.length === 3, 'three came');
      expect(events.map(({ data }) => (data as { text: string }).text === text)).toEqual([true, true, true]);
    });

    it('keeps the order of each appender among many', async () => {
      const appending = Array.from({ length: 20 }, async (_, writer) => {
        for (let n = 0; n < 10; n++)
          await log.append('lines', [event(`w${writer}`, 2 * n), event(`w${writer}`, 2 * n + 1)]);
      });
      const { events } = await collect({ from: log, group: 'g', streams: ['lines'] });
      await Promise.all(appending);
      await until(() => events.length >= 400, 'all came');
      for (let writer = 0; writer < 20; writer++) {
        expect(ids(ofKey(events, `w${writer}`))).toEqual(ids(many(`w${writer}`, 20)));
      }
    });

    it('keeps the order of appends that were not waited for', async () => {
      await Promise.all(Array.from({ length: 50 }, (_, n) => log.append('facts', [event('h', n)])));
      expect(ids(await scanAll(log, 'facts'))).toEqual(ids(many('h', 50)));
    });

    it('finishes the batch in hand when it closes', async () => {
      await log.append('facts', many('h', 3));
      let started = false;
      let finished = false;
      const subscription = await log.read({
        group: 'g',
        streams: ['facts'],
        onBatch: async (batch) => {
          started = true;
          await sleep(100);
          await batch.commit();
          finished = true;
        },
      });
      await until(() => started, 'the batch was given');
      await subscription.close();
      expect(finished).toBe(true);
      expect(await lag(log, 'g', 'facts')).toBe(0);
      await log.append('facts', many('h', 1, 3));
      await sleep(50);
      expect(await lag(log, 'g', 'facts')).toBe(1);
    });

    it('says which partitions a member has, before its first batch', async () => {
      const said: string[] = [];
      await log.append('facts', many('h', 1));
      const subscription = await log.read({
        group: 'g',
        streams: ['facts'],
        onAssigned: async ({ stream, partition }) => {
          await sleep(20);
          said.push(`assigned ${stream} ${partition}`);
        },
        onRevoked: async ({ stream, partition }) => void said.push(`revoked ${stream} ${partition}`),
        onBatch: async ({ stream, partition }) => void said.push(`batch ${stream} ${partition}`),
      });
      const partition = await log.partitionOf('facts', 'h');
      await until(() => said.includes(`batch facts ${partition}`), 'the batch came');
      await subscription.close();
      expect(said.indexOf(`assigned facts ${partition}`)).toBeLessThan(said.indexOf(`batch facts ${partition}`));
      expect(said.at(-1)).toMatch(/^revoked/);
      const count = await log.partitions('facts');
      // A group may be put together anew while it begins: each partition is said, then said to be gone, perhaps twice.
      const places = (word: string) =>
        new Set(said.filter((one) => one.startsWith(word)).map((one) => one.slice(word.length)));
      expect(places('assigned').size).toBe(count);
      expect(places('revoked')).toEqual(places('assigned'));
    });

    it('hands a partition over when a member of the group leaves', async () => {
      const first = await collect({ from: log, group: 'g', streams: ['facts'] });
      await log.append('facts', many('h', 3));
      await until(() => first.events.length === 3, 'the first member read');
      await first.subscription.close();
      const second = await collect({ from: log, group: 'g', streams: ['facts'] });
      await log.append('facts', many('h', 3, 3));
      await until(() => second.events.length >= 3, 'the second member read');
      expect(ids(second.events)).toEqual(ids(many('h', 3, 3)));
    });

    it('appends as the only one of a name: what an earlier one appends after a later was opened is refused', async () => {
      const [first, other] = [await log.exclusive('owner'), await log.exclusive('another')];
      await first.append('snapshots', [event('a', 1), event('b', 1)]);
      await other.append('snapshots', [event('c', 1)]);
      const second = await log.exclusive('owner');
      await expect(first.append('snapshots', [event('a', 0)])).rejects.toMatchObject({ name: 'EventLogError' });
      await second.append('snapshots', [event('a', 2)]);
      await expect(first.append('snapshots', [event('b', 0)])).rejects.toMatchObject({ name: 'EventLogError' });
      await other.append('snapshots', [event('c', 2), event('c', 3)]);
      expect(ids(await scanAll(log, 'snapshots')).sort()).toEqual(['a-2', 'b-1', 'c-3']);
      const { events } = await collect({ from: log, group: 'g', streams: ['snapshots'] });
      await until(() => ids(events).includes('c-3'), 'all came');
      expect(ids(events)).not.toContain('a-0');
      for (const one of [first, second, other]) await one.close();
      await expect(second.append('snapshots', [event('a', 3)])).rejects.toMatchObject({ name: 'EventLogError' });
    });

    it('gives the next batch to who has not committed the last, and takes a commit that comes later', async () => {
      await log.append('facts', many('h', 3));
      const given: Batch[] = [];
      const subscription = await log.read({
        group: 'g',
        streams: ['facts'],
        onBatch: async (batch) => void given.push(batch),
      });
      const seen = () => given.flatMap(({ events }) => ids(events));
      await until(() => seen().length === 3, 'the first came');
      await log.append('facts', many('h', 3, 3));
      await until(() => seen().length === 6, 'the next came');
      expect(await lag(log, 'g', 'facts')).toBe(6);
      await given.at(-1)!.commit();
      expect(await lag(log, 'g', 'facts')).toBe(0);
      await subscription.close();
      expect(seen()).toEqual(ids(many('h', 6)));
    });

    it('gives a partition again from the last commit when it is asked to', async () => {
      await log.append('facts', many('h', 2));
      const given: Batch[] = [];
      const subscription = await log.read({
        group: 'g',
        streams: ['facts'],
        onBatch: async (batch) => void given.push(batch),
      });
      const seen = () => given.flatMap(({ events }) => ids(events));
      await until(() => seen().length === 2, 'two came');
      await given.at(-1)!.commit();
      await log.append('facts', many('h', 2, 2));
      await until(() => seen().length === 4, 'two more came');
      const { partition } = given[0]!;
      subscription.again({ stream: 'facts', partition });
      await until(() => seen().length >= 6, 'what was not committed came again');
      expect(seen()).toEqual(ids([...many('h', 4), ...many('h', 2, 2)]));
      await log.append('facts', many('h', 1, 4));
      await until(() => seen().length >= 7, 'it goes on');
      expect(seen().at(-1)).toBe('h-4');
      await subscription.close();
    });

    it('appends as the only one of a name to the partition that is named, whatever the key is', async () => {
      const owner = await log.exclusive('owner');
      const partition = (await log.partitions('snapshots')) - 1;
      await owner.append('snapshots', many('a', 1), partition);
      await owner.append('snapshots', many('b', 1), partition);
      const found = async () => {
        const there: string[] = [];
        for await (const { id } of log.scan('snapshots', partition)) there.push(id);
        return there;
      };
      await until(async () => (await found()).length === 2, 'both are there');
      expect(await found()).toEqual(['a-0', 'b-0']);
      await owner.close();
    });

    it('appends to the partition that is named, whatever the key is', async () => {
      const partition = (await log.partitions('signatures')) - 1;
      await log.append('signatures', many('a', 1), partition);
      await log.append('signatures', [...many('b', 1), ...many('c', 1)], partition);
      const there = (await scanAll(log, 'signatures')).map((e) => [e.partition, e.id]);
      expect(there).toEqual(['a-0', 'b-0', 'c-0'].map((id) => [partition, id]));
    });

    it('confirms to a member that the partition of its batch is still its own', async () => {
      await log.append('facts', many('h', 3));
      const onBatch = ({ confirm }: Batch) => confirm();
      const { events } = await collect({ from: log, group: 'g', streams: ['facts'], onBatch });
      await until(() => events.length === 3, 'all came');
    });

    it('counts progress', async () => {
      expect(await lag(log, 'g', 'lines')).toBe(0);
      await log.append('lines', many('h', 4));
      const partition = await log.partitionOf('lines', 'h');
      const before = (await log.progress('g', 'lines')).find((one) => one.partition === partition)!;
      expect(before.end - before.committed).toBe(4);
      expect(await log.progress('g', 'lines')).toHaveLength(await log.partitions('lines'));
      const { events } = await collect({ from: log, group: 'g', streams: ['lines'] });
      await until(async () => (await lag(log, 'g', 'lines')) === 0, 'all is committed');
      const after = (await log.progress('g', 'lines')).find((one) => one.partition === partition)!;
      expect(after).toEqual({ partition, end: before.end, committed: before.end });
      expect(events.at(-1)!.position).toBeLessThan(after.end);
    });

    it('sends a key of lines and of snapshots to the same partition', async () => {
      for (const host of ['a', 'web-17', 'rack3/blade-9', 'ü', 'x'.repeat(200)]) {
        expect(await log.partitionOf('lines', host)).toBe(await log.partitionOf('snapshots', host));
        expect(await log.partitionOf('lines', host)).toBeLessThan(await log.partitions('lines'));
      }
    });

    it('refuses work once closed', async () => {
      await log.close();
      await log.close();
      await expect(log.append('lines', many('h', 1))).rejects.toMatchObject({
        name: 'EventLogError',
        retriable: false,
      });
    });
  });
}
