import { archive } from './cpio';

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly text: string;
}

/** As the kernel unpacks it (init/initramfs.c): 110 bytes of head, name and content each filled up to four bytes. */
function unpack(bytes: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  const field = (at: number, index: number) =>
    Number.parseInt(bytes.toString('latin1', at + 6 + index * 8, at + 14 + index * 8), 16);
  for (let at = 0; at < bytes.length; ) {
    expect(bytes.toString('latin1', at, at + 6)).toBe('070701');
    const [mode, size, named] = [field(at, 1), field(at, 6), field(at, 11)];
    const name = bytes.toString('latin1', at + 110, at + 109 + named);
    const from = (at + 110 + named + 3) & ~3;
    entries.push({ name, mode, text: bytes.toString('latin1', from, from + size) });
    at = (from + size + 3) & ~3;
  }
  return entries;
}

const file = (path: string, text: string) => ({ path, bytes: Buffer.from(text) });

test('folders come before what is in them, once each; empty ones too; and the trailer ends it', () => {
  const entries = unpack(archive([file('init', 'one'), file('lib/a/b.so', 'two!'), file('lib/a/c.so', '')], ['proc']));
  expect(entries).toEqual([
    { name: 'proc', mode: 0o040755, text: '' },
    { name: 'lib', mode: 0o040755, text: '' },
    { name: 'lib/a', mode: 0o040755, text: '' },
    { name: 'init', mode: 0o100755, text: 'one' },
    { name: 'lib/a/b.so', mode: 0o100755, text: 'two!' },
    { name: 'lib/a/c.so', mode: 0o100755, text: '' },
    { name: 'TRAILER!!!', mode: 0, text: '' },
  ]);
});

test.each([0, 1, 2, 3, 4, 5])(
  'an archive can be followed by another: its length is a multiple of four (%i bytes)',
  (size) => {
    expect(archive([file('x', 'y'.repeat(size))]).length % 4).toBe(0);
  },
);

test('the same files give the same bytes', () => {
  expect(archive([file('init', 'x')]).equals(archive([file('init', 'x')]))).toBe(true);
});
