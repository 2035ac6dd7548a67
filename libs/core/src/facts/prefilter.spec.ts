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

test('a text of any length is searched to its end, wherever its stretches meet', () => {
  const needles = ['abcde', 'X: 0b', '\nBoot'];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...needles, '\n', 'x'), fc.nat(6000)), { minLength: 1, maxLength: 12 }),
      (pieces) => {
        const all = pieces.map(([piece, gap]) => `${'.'.repeat(gap)}${piece}`).join('');
        const plain = all
          .split('\n')
          .map((line) => ({
            line,
            needles: needles
              .filter((needle) => (needle === '\nBoot' ? line.startsWith('Boot') : line.includes(needle)))
              .sort(),
          }))
          .filter((hit) => hit.needles.length > 0);
        expect(hits(needles, all)).toEqual(plain);
      },
    ),
    { numRuns: 300 },
  );
});

test('more than one prefilter search the same page', () => {
  const page = layOut('one: abcde\ntwo: bcdef\n');
  const found: string[] = [];
  for (const needle of ['abcde', 'bcdef', 'abcde'])
    eachHit(createPrefilter([needle]), page, ({ start, end }) => found.push(textAt(page, start, end)));
  expect(found).toEqual(['one: abcde', 'two: bcdef', 'one: abcde']);
});

test('needles that cannot be told apart soon enough are refused, and so are too many', () => {
  const alike = Array.from({ length: 65 }, (_, index) => `Zq!Zq${'~'.repeat(index)}`);
  expect(() => createPrefilter(alike)).toThrow('too many needles are looked for by one window');
  expect(hits(alike.slice(0, 64), `x ${alike[63]}`)[0]?.needles).toHaveLength(64);
  const many = Array.from({ length: 20_000 }, (_, index) => `needle ${index}`);
  expect(() => createPrefilter(many)).toThrow('20000 needles are too many for one prefilter');
});
