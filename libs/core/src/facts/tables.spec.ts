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

test('every row has examples, but for those that another row’s text tells better', () => {
  expect(examples.length).toBeGreaterThan(450);
  const bare = ROWS.filter((row) => row.examples.length === 0).map(({ kind, needle }) => [kind, needle]);
  expect(bare).toEqual([
    ['kexec-jumped', ';Bye!'],
    ['kexec-jumped', '"Bye!'],
    ['kexec-jumped', 'mBye!'],
    ['driver-spoke', 'pci function '],
  ]);
  expect(ROWS.flatMap((row) => row.examples).filter((example) => example.length < 4)).toEqual([]);
});

/** A file or folder of the kernel's source, a program's unit or script, firmware, or the word before the device. */
const PRINTS =
  /\.(?:[chS]|sh|service|target)\b|^(?:drivers|arch)\/|^firmware$|^the driver$|kdump-config|docs\/marker\.md/;

test('every row names what prints it', () => {
  expect(ROWS.filter(({ from }) => !PRINTS.test(from)).map(({ from, needle }) => [from, needle])).toEqual([]);
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
