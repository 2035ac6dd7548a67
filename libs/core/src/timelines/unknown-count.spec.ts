/** Unknown trouble is counted exactly, in its side of the handoff, within a budget that says when it is spent. */
import { bootText, CRASH, driven, enumerated, panicked, reportOn } from '../testing/log';
import { factWith } from '../testing/state';
import { countUnknown, NOTHING_UNKNOWN, openCounts, UNKNOWN_TEXTS_MAX, unknownLines } from './unknown-count';

const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

async function handoffOf(
  outgoing: readonly (readonly [number, string])[],
  incoming: readonly (readonly [number, string])[],
) {
  const before = bootText({ lines: [...enumerated, ...driven, ...outgoing] });
  const after = bootText({ commandLine: CRASH, lines: [...enumerated, ...incoming, ...driven] });
  const report = await reportOn(before, after);
  return report.handoffs.find(({ kind }) => kind === 'kdump')!;
}

test('each text by its own count, first and last place, and side', async () => {
  const odd = (at: number, id: number) => [at, `frobnic 0000:03:00.0: engine ${id} failed`] as const;
  const { unknownLines, unknownBeyond } = await handoffOf(
    [odd(3, 1), ...(panicked as [number, string][]), odd(12.6, 2)],
    [odd(1, 3), odd(1.5, 4), odd(2, 5)],
  );
  expect(unknownBeyond).toBe(0);
  expect(unknownLines.map(({ side, masked, count }) => ({ side, masked, count }))).toEqual([
    { side: 'teardown', masked: 'frobnic <bdf>: engine <n> failed', count: 1 },
    { side: 'start', masked: 'frobnic <bdf>: engine <n> failed', count: 3 },
  ]);
  expect(unknownLines[1]?.first.time).toBe(1);
  expect(unknownLines[1]?.last.time).toBe(2);
  expect(unknownLines[0]?.id).toBe(unknownLines[1]?.id);
});

test('nothing is let go: what is beyond the budget is counted together', async () => {
  const many = Array.from(
    { length: UNKNOWN_TEXTS_MAX + 7 },
    (_, index) => [1, `frobnic: part ${letters(index)} failed`] as const,
  );
  const { unknownLines, unknownBeyond } = await handoffOf(panicked as [number, string][], [...many, many[0]!]);
  expect(unknownLines).toHaveLength(UNKNOWN_TEXTS_MAX);
  expect(unknownBeyond).toBe(7);
  expect(unknownLines[0]?.count).toBe(2);
});

test('a line keeps its level, where its form tells one; the most frequent comes first, then the earlier', () => {
  const said = (masked: string, level: number | null, line: number) =>
    factWith({ kind: 'line-unknown', line, fields: { masked, level } });
  const counts = openCounts(NOTHING_UNKNOWN);
  for (const fact of [said('a', 3, 1), said('b', null, 2), said('c', 4, 3), said('c', 4, 4)])
    countUnknown(counts, fact);
  expect(NOTHING_UNKNOWN.texts).toEqual({});
  expect(unknownLines(counts, 'start').map(({ masked, level, count }) => [masked, level, count])).toEqual([
    ['c', 4, 2],
    ['a', 3, 1],
    ['b', null, 1],
  ]);
});
