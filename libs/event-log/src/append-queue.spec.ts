import fc from 'fast-check';
import { newAppendQueue } from './append-queue';

const sizeOf = (item: string) => item.length;
const isItemsFault = (error: unknown) => (error as Error).message === 'too large';

test('what waits goes together, within the bound', async () => {
  const sent: string[][] = [];
  const send = async (items: readonly string[]) => void sent.push([...items]);
  const queue = newAppendQueue<string>({ send, isItemsFault, sizeOf, bytesMax: 10 });
  await Promise.all([queue.push(['aaaa']), queue.push(['bbb', 'ccc']), queue.push(['dddd', 'e'.repeat(20), 'f'])]);
  expect(sent).toEqual([['aaaa', 'bbb', 'ccc'], ['dddd'], ['e'.repeat(20)], ['f']]);
});

test('a bad item fails its own call, and keeps back only what comes after it there', async () => {
  const sent: string[] = [];
  const send = async (items: readonly string[]) => {
    if (items.includes('bad')) throw new Error('too large');
    sent.push(...items);
  };
  const queue = newAppendQueue<string>({ send, isItemsFault, sizeOf, bytesMax: 3 });
  const calls = [['a'], ['bbb', 'bad', 'ccc'], ['d']].map((items) => queue.push(items));
  const results = await Promise.allSettled(calls);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(sent).toEqual(['a', 'bbb', 'd']);
});

test('when the world fails, all that went together fails at once', async () => {
  let sends = 0;
  const send = async () => {
    sends++;
    throw new Error('away');
  };
  const queue = newAppendQueue<string>({ send, isItemsFault, sizeOf, bytesMax: 10 });
  const results = await Promise.allSettled(['a', 'b', 'c'].map((item) => queue.push([item])));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(sends).toBe(1);
});

test('whatever is pushed, and however it fails, the order of calls holds and each acknowledged item is sent once', async () => {
  const calls = fc.array(fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 5 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      calls,
      fc.array(fc.boolean(), { maxLength: 8 }),
      fc.integer({ min: 1, max: 12 }),
      async (all, fails, bytesMax) => {
        const sent: string[] = [];
        let sends = 0;
        const send = async (items: readonly string[]) => {
          await Promise.resolve();
          if (fails[sends++]) throw new Error(sends % 2 ? 'away' : 'too large');
          sent.push(...items);
        };
        const queue = newAppendQueue<string>({ send, isItemsFault, sizeOf, bytesMax });
        const named = all.map((items, call) => items.map((item, n) => `${item}${call}.${n}`));
        const results = await Promise.allSettled(named.map((items) => queue.push(items)));
        await queue.idle();
        const acked = named.filter((_, call) => results[call]!.status === 'fulfilled').flat();
        expect(sent.filter((item) => acked.includes(item))).toEqual(acked);
        expect(new Set(sent).size).toBe(sent.length);
        expect(sent).toEqual(named.flat().filter((item) => sent.includes(item)));
      },
    ),
  );
});
