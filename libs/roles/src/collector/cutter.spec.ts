import fc from 'fast-check';
import { createCutter } from './cutter';

const cut = (chunks: readonly Buffer[], maxBytes = 1000) => {
  const cutter = createCutter({ firstLine: 1, maxBytes });
  return [...chunks.flatMap((chunk) => cutter.push(chunk)), ...cutter.flush()];
};

test('only whole lines leave, the begun one waits', () => {
  const cutter = createCutter({ firstLine: 7, maxBytes: 100 });
  expect(cutter.push(Buffer.from('a\nb\nc'))).toEqual([{ firstLine: 7, lines: 2, text: 'a\nb\n', bytes: 4 }]);
  expect(cutter.push(Buffer.from('d\n'))).toEqual([{ firstLine: 9, lines: 1, text: 'cd\n', bytes: 3 }]);
  expect(cutter.flush()).toEqual([]);
});

test('a line that its source broke off leaves without LF: nothing tells that it is whole', () => {
  expect(cut([Buffer.from('a\nb')])).toEqual([
    { firstLine: 1, lines: 1, text: 'a\n', bytes: 2 },
    { firstLine: 2, lines: 1, text: 'b', bytes: 1 },
  ]);
});

test('a line longer than the limit keeps its number and its beginning', () => {
  const blocks = cut([Buffer.from('ab\n'), Buffer.from('x'.repeat(25)), Buffer.from('yz\nnext\n')], 10);
  expect(blocks).toEqual([
    { firstLine: 1, lines: 1, text: 'ab\n', bytes: 3 },
    { firstLine: 2, lines: 1, text: `${'x'.repeat(10)}\n`, bytes: 28 },
    { firstLine: 3, lines: 1, text: 'next\n', bytes: 5 },
  ]);
});

test('bytes that are no UTF-8 become the replacement character, also where a chunk tears a letter', () => {
  const bytes = Buffer.concat([Buffer.from('gr\u00fc\u00df '), Buffer.from([0xff, 0xc3]), Buffer.from('\n')]);
  const torn = [...bytes].map((byte) => Buffer.from([byte]));
  expect(cut(torn).map(({ text }) => text)).toEqual(['gr\u00fc\u00df \ufffd\ufffd\n']);
});

test('however the bytes are torn, lines, numbers and byte counts are the same', () => {
  const piece = fc.constantFrom('a', 'bcd', '\n', '\r\n', '', 'longer than the limit', '\u00e9');
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(7)), (pieces, sizes) => {
      const bytes = Buffer.from(pieces.join(''));
      const chunks: Buffer[] = [];
      let at = 0;
      for (const size of sizes) {
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      chunks.push(bytes.subarray(at));
      const [whole, torn] = [cut([bytes], 8), cut(chunks, 8)];
      expect(torn.map(({ text }) => text).join('')).toBe(whole.map(({ text }) => text).join(''));
      expect(torn.reduce((sum, block) => sum + block.bytes, 0)).toBe(bytes.length);
      torn.reduce((line, block) => {
        expect(block.firstLine).toBe(line);
        expect(block.text.replace(/\n$/, '').split('\n')).toHaveLength(block.lines);
        return line + block.lines;
      }, 1);
    }),
  );
});
