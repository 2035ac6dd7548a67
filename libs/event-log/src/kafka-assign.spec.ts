import fc from 'fast-check';
import { type Assignment, assignPartitions, type Member, type Partitions, readHad, writeHad } from './kafka-assign';

const topics = (count: number, ...names: string[]): Partitions =>
  Object.fromEntries(names.map((name) => [name, Array.from({ length: count }, (_, partition) => partition)]));
const member = (id: string, had: Partitions = {}, reads: readonly string[] = ['lines']): Member => ({
  id,
  topics: reads,
  had,
});
const plain = (assignment: Assignment) => Object.fromEntries(assignment);
/** The same members after an assignment, each knowing what it was given. */
const after = (members: readonly Member[], assignment: Assignment) =>
  members.map((one) => ({ ...one, had: assignment.get(one.id) ?? {} }));
const moved = (before: Assignment, now: Assignment) =>
  [...now].flatMap(([id, given]) =>
    Object.entries(given).flatMap(([topic, partitions]) =>
      partitions.filter((partition) => before.get(id)?.[topic]?.includes(partition) !== true),
    ),
  ).length;

test('who comes takes its share of what the others have, and who goes leaves it to them; nothing else moves', () => {
  const two = [member('a'), member('b')];
  const first = assignPartitions(two, topics(6, 'lines'));
  expect(Object.values(plain(first)).map(({ lines }) => lines!.length)).toEqual([3, 3]);
  const three = [...after(two, first), member('c')];
  const second = assignPartitions(three, topics(6, 'lines'));
  expect(second.get('c')!.lines).toHaveLength(2);
  expect(moved(first, second)).toBe(2);
  const left = after(three, second).filter(({ id }) => id !== 'a');
  const third = assignPartitions(left, topics(6, 'lines'));
  expect(moved(second, third)).toBe(second.get('a')!.lines!.length);
});

test('what two members say that they have, one gets; what is not there, or not read, nobody does', () => {
  const had = { lines: [0, 1, 9], facts: [0] };
  const given = assignPartitions([member('a', had), member('b', had)], topics(2, 'lines', 'facts'));
  expect(plain(given)).toEqual({ a: { lines: [0] }, b: { lines: [1] } });
});

test('every partition once, each topic even by itself, and nothing moves where nobody came or went', () => {
  const fleet = fc.record({
    ids: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 9 }),
    partitions: fc.integer({ min: 1, max: 40 }),
    claims: fc.array(fc.array(fc.integer({ min: 0, max: 45 }), { maxLength: 50 }), { minLength: 9, maxLength: 9 }),
  });
  fc.assert(
    fc.property(fleet, ({ ids, partitions, claims }) => {
      const names = ['facts', 'lines'];
      const wanted = topics(partitions, ...names);
      const members = ids.map((id, at) => member(id, { lines: claims[at]!, facts: claims.at(-1 - at)! }, names));
      const given = assignPartitions(members, wanted);
      for (const topic of names) {
        const each = [...given.values()].map((of) => of[topic] ?? []);
        expect(each.flat().sort((a, b) => a - b)).toEqual(wanted[topic]);
        const sizes = each.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
      expect(moved(given, assignPartitions(after(members, given), wanted))).toBe(0);
    }),
  );
});

test('what a member had is told as text; what is none is nothing', () => {
  expect(readHad(writeHad({ lines: [1, 2] }))).toEqual({ lines: [1, 2] });
  for (const strange of ['', 'x', 'null', '7', '{"lines":3}']) expect(readHad(Buffer.from(strange))).toEqual({});
});
