import fc from 'fast-check';
import type { Fact } from '#core/read';
import { createFactLines } from './fact-lines';

const FACT: Fact = {
  source: 'console.log',
  line: 12,
  lines: [12, 13],
  boot: 2,
  host: null,
  family: 'dmar',
  kind: 'iommu-fault',
  bdf: '0000:03:00.0',
  time: 17.000402,
  at: null,
  fields: { access: 'write', pasid: null, bits: ['BadTLP', 'BadDLLP'], hidden: true },
  fault: true,
  count: 1,
  corrupted: null,
};

/** As the contract has it: JSON, keys in this order, `lastLine` only where a run was folded. */
const told = ({ source: file, line, lines, lastLine, boot, family, kind, bdf, time, at, ...rest }: Fact): string => {
  const { fields, fault, count, corrupted, host } = rest;
  const where = { file, line, lines, lastLine, boot, family, kind, bdf, time, at };
  return `${JSON.stringify({ ...where, fields, fault, count, corrupted, host })}\n`;
};

function textOf(facts: readonly Fact[]): string {
  const lines = createFactLines();
  for (const fact of facts) lines.add(fact);
  expect(lines.size()).toBe(Buffer.byteLength(facts.map(told).join('')));
  const taken = lines.take();
  expect(lines.size()).toBe(0);
  return Buffer.from(taken).toString();
}

const numbers = fc.oneof(
  fc.nat(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.nat({ max: 2e9 }).map((micro) => micro / 1e6),
  fc.constantFrom(1e-6, 1e21, 0.1 + 0.2, 999_999_999_999_999, 1e15, 4294967.295),
);
const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '"', '\\', '\u007f', '\ud800', 'ü'),
);
const values = fc.oneof(texts, numbers, fc.boolean(), fc.constantFrom(null, undefined), fc.array(texts));
const facts: fc.Arbitrary<Fact> = fc.record({
  source: texts,
  line: fc.nat(),
  lines: fc.array(fc.nat()),
  lastLine: fc.option(fc.nat(), { nil: undefined }),
  boot: fc.nat(),
  host: fc.option(texts),
  family: fc.constantFrom('dmar', 'boundary'),
  kind: fc.constantFrom('iommu-fault', 'boot-started'),
  bdf: fc.option(texts),
  time: fc.option(numbers),
  at: fc.option(texts),
  fields: fc.dictionary(fc.constantFrom('text', 'reason', 'bits'), values),
  fault: fc.boolean(),
  count: fc.nat(),
  corrupted: fc.option(texts),
}) as fc.Arbitrary<Fact>;

test('a fact is one line of JSON, keys in the order of the contract', () => {
  expect(textOf([FACT])).toBe(
    '{"file":"console.log","line":12,"lines":[12,13],"boot":2,"family":"dmar","kind":"iommu-fault","bdf":"0000:03:00.0",' +
      '"time":17.000402,"at":null,"fields":{"access":"write","pasid":null,"bits":["BadTLP","BadDLLP"],"hidden":true},' +
      '"fault":true,"count":1,"corrupted":null,"host":null}\n',
  );
});

test('any fact is told as JSON.stringify() tells it', () => {
  fc.assert(fc.property(fc.array(facts), (some) => expect(textOf(some)).toBe(some.map(told).join(''))));
});

test('what does not fit into the room makes room', () => {
  const long = {
    ...FACT,
    fields: { text: 'é"x'.repeat(100_000), list: Array.from({ length: 50_000 }, (_, n) => String(n)) },
  };
  expect(textOf([FACT, long, FACT])).toBe([FACT, long, FACT].map(told).join(''));
});

test('what was taken is not written over', () => {
  const lines = createFactLines();
  lines.add(FACT);
  const taken = lines.take();
  lines.add({ ...FACT, line: 999 });
  expect(Buffer.from(taken).toString()).toBe(told(FACT));
});
