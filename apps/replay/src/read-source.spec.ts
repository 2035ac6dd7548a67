import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { readSource } from './read-source';
import { SourceError } from './source-error';

const dir = mkdtempSync(join(tmpdir(), 'quiesce-read-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return path;
};
const read = async (path: string) => {
  const problems: string[] = [];
  const blocks = [];
  for await (const block of readSource(path, (problem) => problems.push(problem.text))) blocks.push(block);
  return { blocks, text: blocks.map((block) => block.text).join(''), problems };
};
const golden = readFileSync(join(__dirname, '../../../corpus/vtd-leak-crash-2nics.log'));
/** Longer than many read chunks. */
const long = Buffer.concat(Array.from({ length: 20 }, () => golden));

test('a file comes back whole, in blocks of whole lines that know their numbers', async () => {
  const { blocks, text, problems } = await read(file('long.log', long));
  expect(problems).toEqual([]);
  expect(text).toBe(long.toString());
  expect(blocks.length).toBeGreaterThan(3);
  const lines = long.toString().split('\n');
  for (const block of blocks) {
    expect(block.text.split('\n')[0]).toBe(lines[block.firstLine - 1]);
    expect(Buffer.byteLength(block.text)).toBeLessThan(600 * 1024);
  }
});

test('the last line counts also without a newline, and CR stays for the core', async () => {
  const { text } = await read(file('last.log', '[    0.1] a\r\n[    0.2] b'));
  expect(text).toBe('[    0.1] a\r\n[    0.2] b');
});

test('gzip, also of several members, is unpacked', async () => {
  const { text } = await read(file('two.log.gz', Buffer.concat([gzipSync(golden), gzipSync(golden)])));
  expect(text).toBe(golden.toString() + golden.toString());
});

describe.each(['xz', 'zstd'])('%s', (tool) => {
  const packed = (bytes: Buffer) => execFileSync(tool, ['-c'], { input: bytes, maxBuffer: 1e9 });
  const present = (() => {
    try {
      return packed(Buffer.from('x')).length > 0;
    } catch {
      process.stderr.write(`${tool} is not installed: packing with it is not tested here\n`);
      return false;
    }
  })();
  (present ? test : test.skip)('is unpacked', async () => {
    const { text, problems } = await read(file(`long.log.${tool}`, packed(long)));
    expect(problems).toEqual([]);
    expect(text === long.toString()).toBe(true);
  });
  (present ? test : test.skip)('broken off gives what could be unpacked and says so', async () => {
    const random = Buffer.from(
      Array.from({ length: 80_000 }, (_, at) => `line ${(at * 2654435761) % 4294967296}\n`).join(''),
    );
    const bytes = packed(random);
    const { text, problems } = await read(file(`torn.log.${tool}`, bytes.subarray(0, bytes.length - 5000)));
    expect(random.toString().startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(1000);
    expect(problems.join()).toMatch(/ends early/);
  });
  (present ? test : test.skip)('broken off at the start is an error', async () => {
    await expect(read(file(`head.log.${tool}`, packed(long).subarray(0, 9)))).rejects.toThrow(
      /nothing could be unpacked/,
    );
  });
});

test('gzip that ends early gives what could be unpacked and says so', async () => {
  const bytes = gzipSync(long);
  const { text, problems } = await read(file('torn.log.gz', bytes.subarray(0, bytes.length - 100)));
  expect(long.toString().startsWith(text)).toBe(true);
  expect(text.length).toBeGreaterThan(long.length / 2);
  expect(problems.join()).toMatch(/gzip data is damaged or ends early/);
});

test.each([
  ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('[    0.1] Grüße\n', 'utf16le')])],
  ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('[    0.1] Grüße\n', 'utf16le').swap16()])],
  ['utf-8 with a mark', Buffer.from('\ufeff[    0.1] Grüße\n')],
])('%s is read', async (_, bytes) => {
  expect((await read(file('marked.log', bytes))).text).toBe('[    0.1] Grüße\n');
});

test('damaged UTF-8 becomes U+FFFD and nothing else is lost', async () => {
  const bytes = Buffer.concat([
    Buffer.from('[    0.1] a'),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from('\n[    0.2] b\n'),
  ]);
  expect((await read(file('bad.log', bytes))).text).toBe('[    0.1] a\ufffd(\ufffd\n[    0.2] b\n');
});

test('a line of 10 MB is cut at 1 MiB, the line after it keeps its number', async () => {
  const bytes = Buffer.concat([Buffer.from('first\n'), Buffer.alloc(10_000_000, 'x'), Buffer.from('\nlast\n')]);
  const { blocks, text, problems } = await read(file('huge.log', bytes));
  expect(text.split('\n').map((line) => line.length)).toEqual([5, 1024 * 1024, 4, 0]);
  expect(blocks.at(-1)!.text.endsWith('last\n')).toBe(true);
  expect(problems).toEqual([
    `the line at byte 7 is longer than 1 MiB: its first 1 MiB was read, ${10_000_000 - 1024 * 1024} bytes were skipped`,
  ]);
});

test('an empty file is no error but is said', async () => {
  expect(await read(file('empty.log', ''))).toEqual({
    blocks: [],
    text: '',
    problems: ['is empty: expected kernel log lines'],
  });
});

test.each([
  ['a missing file', () => join(dir, 'missing.log'), /missing\.log: no such file; skipped/],
  ['a directory', () => dir, /is a directory, expected a log file/],
  [
    'a picture',
    () => file('a.png', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1')),
    /expected a kernel log, found a picture/,
  ],
  ['a vmcore', () => file('vmcore', Buffer.from('\x7fELF\x02\x01\x01'.padEnd(900, '\0'), 'latin1')), /vmcore-dmesg/],
  ['a packed binary', () => file('b.gz', gzipSync(Buffer.alloc(5000))), /found binary/],
])('%s is refused with what to do', async (_, path, says) => {
  const refused = read(path());
  await expect(refused).rejects.toThrow(says);
  await expect(refused).rejects.toBeInstanceOf(SourceError);
});

test('however lines and chunks fall, the text is whole and every block begins at its line', async () => {
  const text = fc
    .array(fc.string({ maxLength: 40, unit: 'grapheme' }).map((line) => line.replace(/[\0-\x1f]/g, ' ')))
    .map((lines) => `[    0.0] a\n${lines.join('\n')}`);
  await fc.assert(
    fc.asyncProperty(text, async (raw) => {
      const got = await read(file('any.log', raw));
      expect(got.text).toBe(raw);
    }),
    { numRuns: 50 },
  );
});
