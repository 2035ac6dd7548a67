/** A page says of any text what plain string functions say, whatever lay on it before. */
import fc from 'fast-check';
import { decode, layOut, lineEnd, lineStart, linesIn, newlinesIn, PAGE_START, textAt } from './page';

const piece = fc.constantFrom(
  'a',
  '\n',
  '\n\n',
  '\x1b[0m',
  '\0',
  'é',
  '\u{1f41b}',
  'x'.repeat(300),
  '\r\n',
  '\x09\x0b',
);
const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('text comes back, and is counted and surveyed as it is', () => {
  fc.assert(
    fc.property(anyText, fc.boolean(), (text, asBytes) => {
      const page = layOut(asBytes ? new TextEncoder().encode(text) : text);
      expect(textAt(page, PAGE_START, page.end)).toBe(text);
      expect(page.holds).toEqual({
        newlines: text.split('\n').length - 1,
        ascii: /^[\0-\x7f]*$/.test(text),
        escapes: text.includes('\x1b'),
        nuls: text.includes('\0'),
      });
      expect(linesIn(page)).toBe(text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
    }),
    { numRuns: 1000 },
  );
});

test('LFs between any two places, and the line around any place', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, one, other) => {
      const page = layOut(text);
      const bytes = new TextEncoder().encode(text);
      const [from, to] = [one % (bytes.length + 1), other % (bytes.length + 1)].sort((left, right) => left - right) as [
        number,
        number,
      ];
      const between = bytes.subarray(from, to).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
      expect(newlinesIn(page, PAGE_START + from, PAGE_START + to)).toBe(between);
      expect(lineStart(page, PAGE_START + to) - PAGE_START).toBe(bytes.subarray(0, to).lastIndexOf(10) + 1);
      const end = bytes.indexOf(10, to);
      expect(lineEnd(page, PAGE_START + to) - PAGE_START).toBe(end < 0 ? bytes.length : end);
    }),
    { numRuns: 1000 },
  );
});

test('damaged UTF-8 becomes U+FFFD', () => {
  const bytes = Uint8Array.of(0x61, 0xc3, 0x28, 0xff, 0x0a);
  const page = layOut(bytes);
  expect(textAt(page, PAGE_START, page.end)).toBe('a\ufffd(\ufffd\n');
  expect(decode(bytes)).toBe('a\ufffd(\ufffd\n');
  expect(page.holds.ascii).toBe(false);
});
