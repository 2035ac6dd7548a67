/** A short run of the fuzzer, always the same; `npm run fuzz` goes on from another seed for minutes. */
import { goldenLogs } from '../corpus/golden';
import { chanceOf } from './chance';
import { fuzzCase, textsOf } from './fuzz';
import { OF_ANY, OF_RECORDS, readText } from './invariant';
import { fewerCharacters, fewerLines } from './reduce';

const CASES = 200;
const logs = goldenLogs().map(({ text }) => text);

test.each(Object.keys({ ...OF_ANY, ...OF_RECORDS }))(`%s, in ${CASES} seeded cases`, (invariant) => {
  expect(failures.filter((failure) => failure.invariant === invariant)).toEqual([]);
});
const failures = Array.from({ length: CASES }, (_, seed) => fuzzCase(seed, logs)).flat();

test('the cases are worth it: most hold facts, many hold faults, some are damaged', () => {
  const facts = Array.from({ length: CASES }, (_, seed) => readText(textsOf(seed, logs).worn));
  const having = (test: (fact: (typeof facts)[number][number]) => boolean) =>
    facts.filter((some) => some.some(test)).length;
  expect(having(() => true)).toBeGreaterThan(CASES * 0.7);
  expect(having(({ fault }) => fault)).toBeGreaterThan(CASES * 0.4);
  expect(having(({ corrupted }) => corrupted !== null)).toBeGreaterThan(CASES * 0.05);
});

test('a seed is a case', () => {
  expect(textsOf(7, logs)).toEqual(textsOf(7, logs));
  expect(chanceOf(7).below(1000)).toBe(chanceOf(7).below(1000));
  expect(new Set(Array.from({ length: 50 }, (_, seed) => textsOf(seed, logs).worn)).size).toBe(50);
});

test('what fails is made small: by lines, then by characters', () => {
  const text = `${'some line\n'.repeat(40)}a needle here\n${'other\n'.repeat(40)}`;
  const fails = (candidate: string) => candidate.includes('needle');
  expect(fewerLines(text, fails)).toBe('a needle here\n');
  expect(fewerCharacters('a needle here\n', fails)).toBe('needle');
});

test('what a second console prints again is told from the first one’s lines, whatever colours its name', () => {
  const fault = '[    0.134000] EEH: dead IOC detected\n';
  const same = OF_ANY['the same from its first line']!;
  for (const begin of ['bootconsole [uart8250] enabled', 'bootconsole \x1b[0m[uart8250]', 'Command line: earlycon'])
    expect(same(`[    0.000000] ${begin}\n${fault}${fault}`, chanceOf(1))).toBeNull();
});

test('a record of the export format is read on from its own first line, though no empty line stands before it', () => {
  const record = (name: string, words: string) =>
    `__REALTIME_TIMESTAMP=1795421017607000\n_TRANSPORT=kernel\n_HOSTNAME=${name}\nMESSAGE=${words}\n\n`;
  const between = '[    9.872000] pcieport 0000:3a:00.0: x\n';
  const text = record('a', 'EEH: dead IOC detected') + between + record('b', 'pcieport 0000:3a:00.0: x');
  expect(readText(text).map(({ kind, host }) => [kind, host])).toContainEqual(['driver-spoke', 'b']);
  expect(OF_ANY['the same from its first line']!(text, chanceOf(1))).toBeNull();
});
