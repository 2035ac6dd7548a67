/** Every example of every row is read as that row's fact, whole and in every block cut. */
import { createReader, endOfSource, readBlock } from './read-facts';
import { ROWS } from './tables';

const examples = ROWS.flatMap((row) =>
  row.examples.map((example) => ({ row, example, name: `${row.family} ${row.kind}: ${example.slice(0, 90)}` })),
);

function factsOf(text: string) {
  const reader = createReader('example');
  return [...readBlock(reader, { source: 'example', firstLine: 1, text }), ...endOfSource(reader)];
}

test('every row that a line can make has an example', () => {
  expect(examples.length).toBeGreaterThan(40);
});

test.each(examples)('$name', ({ row, example }) => {
  const facts = factsOf(`${example}\n`).filter((fact) => fact.kind === row.kind && fact.family === row.family);
  expect(facts).toHaveLength(1);
  expect(facts[0]).toMatchObject({ fault: row.fault, corrupted: null });
  expect(facts[0]?.lines).toHaveLength(example.split('\n').length);
});

test('every needle is in its row’s examples, and long enough to be rare', () => {
  const wrong = ROWS.filter(
    (row) => row.needle.length < 5 || row.examples.some((example) => !`\n${example}`.includes(row.needle)),
  );
  expect(wrong.map((row) => row.needle)).toEqual([]);
});

test('no text cut short makes an undamaged fault', () => {
  const wrong = examples
    .filter(({ row }) => row.fault && row.family === 'dmar')
    .flatMap(({ example }) => Array.from({ length: example.length - 1 }, (_, end) => example.slice(0, end)))
    .filter((cut) =>
      factsOf(cut).some((fact) => fact.fault && fact.corrupted === null && fact.fields.reasonText === ''),
    );
  expect(wrong).toEqual([]);
});

test('user space that imitates a fault is no evidence', () => {
  const imitation =
    '12,500,1018540,-;DMAR: [DMA Read NO_PASID] Request device [02:00.0] fault addr 0x5778000 [fault reason 0x06] PTE Read access is not set';
  expect(factsOf(imitation).filter((fact) => fact.fault)).toEqual([]);
  expect(factsOf(imitation.replace(/^12/, '3')).filter((fact) => fact.fault)).toHaveLength(1);
});

test('no pattern runs to its end over blanks without bound: each blank would be tried as the last', () => {
  const patterns = ROWS.flatMap((row) => [row.pattern, row.opening, row.continues?.pattern]);
  expect(patterns.filter((pattern) => /\\s[*+]\$/.test(pattern?.source ?? ''))).toEqual([]);
});
