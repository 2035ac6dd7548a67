/** The prefilter finds what plain search finds, on any text. */
import fc from 'fast-check';
import { layOut, textAt } from '../lines/page';
import { createPrefilter, eachHit } from './prefilter';

function hits(needles: readonly string[], text: string): { line: string; needles: string[] }[] {
  const found: { line: string; needles: string[] }[] = [];
  const prefilter = createPrefilter(needles);
  const page = layOut(text);
  eachHit(prefilter, page, (hit) => {
    found.push({
      line: textAt(page, hit.start, hit.end),
      needles: hit.needles.map((number) => needles[number] ?? '').sort(),
    });
  });
  return found;
}

function plainly(needles: readonly string[], text: string): { line: string; needles: string[] }[] {
  return text
    .split('\n')
    .map((line) => ({ line, needles: needles.filter((needle) => line.includes(needle)).sort() }))
    .filter((hit) => hit.needles.length > 0);
}

test('agrees with plain search on every text', () => {
  const needle = fc.string({ unit: fc.constantFrom('a', 'b', '0', ':', 'X', ' '), minLength: 5, maxLength: 8 });
  const text = fc.array(fc.oneof(fc.constantFrom('a', 'b', '0', ':', 'X', '\n', 'é', '\u0161'), needle), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.uniqueArray(needle, { minLength: 1, maxLength: 6 }), text, (needles, pieces) => {
      const all = pieces.join('');
      expect(hits(needles, all)).toEqual(plainly(needles, all));
    }),
    { numRuns: 2000 },
  );
});

test('needles that overlap and nest are all found', () => {
  expect(hits(['abcde', 'abcdef', 'bcdef', 'cdefg'], 'x abcdefg x\nabcde\n\nbcdef')).toEqual(
    plainly(['abcde', 'abcdef', 'bcdef', 'cdefg'], 'x abcdefg x\nabcde\n\nbcdef'),
  );
});

test('a needle at the beginning of a line is found there only, on the first line too', () => {
  expect(hits(['\nBye!'], 'Bye!\nBye! x\n Bye!\n\nBye!').map(({ line }) => line)).toEqual(['Bye!', 'Bye! x', 'Bye!']);
});
