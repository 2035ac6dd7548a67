/** Parts of crash logs joined in one text. */
import { inOrderOfPrinting } from './pstore-part';

const part = (number: number, lines: readonly string[], dump = 1) =>
  `Panic#${dump} Part${number}\n${lines.join('\n')}\n`;

test('what stands before the parts comes first; dumps follow each other', () => {
  const text = `EEH: dead IOC detected\n${part(1, ['two'], 2)}${part(1, ['one'])}`;
  const { stretches, waits } = inOrderOfPrinting({ firstLine: 1, text }, true);
  expect(waits).toBeNull();
  expect(stretches.map((stretch) => [stretch.firstLine, stretch.text])).toEqual([
    [1, 'EEH: dead IOC detected\n'],
    [4, 'Panic#1 Part1\none\n'],
    [2, 'Panic#2 Part1\ntwo\n'],
  ]);
});

test('a text that only speaks of parts is left alone', () => {
  const text = 'see Panic#1 Part1 of it\nEEH: dead IOC detected\n';
  expect(inOrderOfPrinting({ firstLine: 5, text }, false)).toEqual({
    stretches: [{ firstLine: 5, text }],
    waits: null,
  });
});

test('more than pstore keeps is read as far as it came', () => {
  const text = `${part(1, ['last'])}${part(2, ['x'.repeat(1_048_576)])}`;
  expect(inOrderOfPrinting({ firstLine: 1, text }, false)).toMatchObject({
    stretches: [{ firstLine: 3 }, { firstLine: 1 }],
    waits: null,
  });
});
