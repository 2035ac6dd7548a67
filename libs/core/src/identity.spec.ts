/** Names and marks outlive the process that made them: they are the same of every build. */
import { createHash } from 'node:crypto';
import { changeMark, identify } from './identity';

test('a name is the first 16 digits of the SHA-256 of its parts as JSON', () => {
  const digest = createHash('sha256').update('["web-17","é",3,null]').digest('hex');
  expect(identify('h', ['web-17', 'é', 3, null])).toBe(`h-${digest.slice(0, 16)}`);
});

test('no two lists of parts are one', () => {
  const lists = [['a', 'b'], ['a,b'], ['ab'], ['a', 'b', null], ['1'], [1], [], [null], ['']];
  expect(new Set(lists.map((parts) => identify('x', parts))).size).toBe(lists.length);
});

/** Kept in snapshots: by another formula every handoff would be told anew. */
test.each([
  [null, '99ea28933194ca83'],
  [{ verdict: 'dma-leak', count: 3 }, '93607ff1b3132001'],
  ['é', 'd3bf779cb9aea680'],
])('the mark of %j', (value, mark) => {
  expect(changeMark(value)).toBe(mark);
});

test('a mark differs where anything of the text does, in each half', () => {
  const marks = Array.from({ length: 2_000 }, (_, index) => changeMark({ line: index, time: index / 1_000_000 }));
  expect(new Set(marks.map((mark) => mark.slice(0, 8))).size).toBe(marks.length);
  expect(new Set(marks.map((mark) => mark.slice(8))).size).toBe(marks.length);
});
