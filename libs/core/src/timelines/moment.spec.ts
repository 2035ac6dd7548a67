/** Before and after, between lines of one log and of several. */
import { isAfter } from './moment';

const at = (file: string, line: number, time: number | null) => ({ file, line, time });

describe('in one log the line decides, whatever its stamp', () => {
  const here = at('console', 10, 5);
  test.each([
    [at('console', 11, 5), true],
    [at('console', 11, 4), true],
    [at('console', 11, null), true],
    [at('console', 10, 6), false],
    [at('console', 9, 6), false],
  ])('%j', (later, expected) => {
    expect(isAfter(later, here)).toBe(expected);
  });
});

describe('between logs of one boot the kernel’s time decides, and where it is not stamped nothing does', () => {
  const there = at('pstore', 10, 5);
  test.each([
    [at('console', 1, 5.1), there, true],
    [at('console', 99, 5), there, false],
    [at('console', 99, 4.9), there, false],
    [at('console', 99, null), there, false],
    [at('console', 99, 5), at('pstore', 10, null), false],
    [at('console', 99, null), at('pstore', 10, -1), false],
  ])('%j behind %j', (later, moment, expected) => {
    expect(isAfter(later, moment)).toBe(expected);
  });
});

test('nothing is behind what never happened', () => {
  expect(isAfter(at('console', 9, 9), null)).toBe(false);
  expect(isAfter(at('console', 9, 9), undefined)).toBe(false);
});
