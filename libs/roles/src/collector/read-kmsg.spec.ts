import { access, constants } from 'node:fs/promises';
import { type KmsgBlock, parseRecord, readBootId, readKmsg, runsOf } from './read-kmsg';

test('a record is a line: what follows it repeats what dev_printk put in front', () => {
  const record = '6,339,5140900,-;NET: Registered PF_INET6\n SUBSYSTEM=acpi\n DEVICE=+acpi:PNP0A03:00\n';
  expect(parseRecord(Buffer.from(record))).toEqual({ sequence: 339, text: '6,339,5140900,-;NET: Registered PF_INET6' });
  expect(parseRecord(Buffer.from('no record\n'))).toBeNull();
});

test('a hole in the sequence numbers begins another run', () => {
  const records = [3, 4, 7, 8, 9].map((sequence) => ({ sequence, text: '' }));
  expect(runsOf(records).map((run) => run.map(({ sequence }) => sequence))).toEqual([
    [3, 4],
    [7, 8, 9],
  ]);
});

/** Everything that the kernel of this machine still has, numbered from `base`. */
async function readAll(from: KmsgBlock['position'] | null, bootId: string): Promise<readonly KmsgBlock[]> {
  const stop = new AbortController();
  const blocks: KmsgBlock[] = [];
  const reading = { path: '/dev/kmsg', bootId, from, base: 1000, maxBytes: 4_000, pollMs: 5, signal: stop.signal };
  setTimeout(() => stop.abort(), 300);
  for await (const block of readKmsg({ ...reading, onLost: () => undefined })) blocks.push(block);
  return blocks;
}

test('the kernel of this machine: every record once, and nothing again from where it was left', async () => {
  const why = await access('/dev/kmsg', constants.R_OK).then(
    () => null,
    (error: Error) => error.message,
  );
  if (why !== null) {
    process.stderr.write(`SKIPPED reading /dev/kmsg: ${why}\n`);
    return;
  }
  const bootId = await readBootId();
  const blocks = await readAll(null, bootId);
  const numbers = blocks.flatMap(({ text, firstLine }) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line, index) => {
        expect(Number(line.split(',')[1]) + 1000).toBe(firstLine + index);
        return firstLine + index;
      }),
  );
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  const { position } = blocks[0]!;
  const rest = await readAll(position, bootId);
  expect(rest[0]?.firstLine ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(1000 + position.sequence);
  const [first] = await readAll(position, 'another boot');
  expect(first!.firstLine).toBe(blocks[0]!.firstLine);
});
