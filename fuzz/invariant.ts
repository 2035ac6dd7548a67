/** What holds of every text whatsoever: each invariant gives a sentence of how the text breaks it, or null. */
import { inspect, isDeepStrictEqual } from 'node:util';
import { createReader, endOfSource, type Fact, type ReaderState, ROWS, readBlock } from '#core';
import { tryRow } from '../libs/core/src/facts/row-fact';
import { frame, legible, textLines } from '../libs/core/src/lines/frame';
import type { Chance } from './chance';
import { interleaved } from './mutate';

const SOURCE = 'fuzz';

export type Invariant = (text: string, chance: Chance) => string | null;

export function readText(text: string, firstLine = 1): readonly Fact[] {
  const state = createReader(SOURCE);
  return [...readBlock(state, { source: SOURCE, firstLine, text }), ...endOfSource(state)];
}

const linesOf = (text: string): readonly string[] => text.split('\n');
const told = (fact: Fact): string => JSON.stringify(fact);
/** Hundreds of cuts of a short text are all tried; of a long one some. */
const EXHAUSTIVE = 600;
const SAMPLES = 12;

function places(text: string, chance: Chance): readonly number[] {
  if (text.length <= EXHAUSTIVE) return Array.from({ length: text.length }, (_, at) => at);
  return Array.from({ length: SAMPLES }, () => chance.below(text.length));
}

/** A line that makes a row's fact holds the row's needle: else the reader would pass it over in another company. */
const containsWhatItParses: Invariant = (whole) => {
  const state = createReader(SOURCE);
  for (const [index, raw] of linesOf(whole).entries()) {
    // A needle may hold the LF before a line that has nothing else to be told by.
    const text = `\n${legible(raw)}`;
    const line = frame(raw, { source: SOURCE, number: index + 1 });
    for (const part of line.message.includes('\n') ? [line, ...textLines(line)] : [line]) {
      const facts = ROWS.filter(({ pattern }) => !pattern.test('')).flatMap((row) => {
        const fact = tryRow(state, row, part);
        return fact ? [{ row, fact: told(fact) }] : [];
      });
      const seen = facts.filter(({ row }) => text.includes(row.needle)).map(({ fact }) => fact);
      const row = facts.find(({ fact }) => !seen.includes(fact))?.row;
      if (row) return `line ${index + 1} is a ${row.kind} without its needle ${JSON.stringify(row.needle)}`;
    }
  }
  return null;
};

const inside = (fact: Fact, last: number): boolean =>
  fact.lines.length > 0 &&
  fact.lines.every((line, at) => line >= 1 && line <= last && (at === 0 || line > (fact.lines[at - 1] as number))) &&
  fact.lines.includes(fact.line) &&
  (fact.lastLine ?? fact.line) >= fact.line &&
  (fact.lastLine ?? fact.line) <= last;

const positionsInside: Invariant = (text) => {
  const last = linesOf(text).length;
  const wrong = readText(text).find((fact) => !inside(fact, last));
  return wrong ? `positions of ${told(wrong)} are not ordered within ${last} lines` : null;
};

/** A fact is kept, sent and read back. */
const plainValues: Invariant = (text) => {
  const wrong = readText(text).find((fact) => !isDeepStrictEqual(JSON.parse(JSON.stringify(fact)), fact));
  return wrong ? `not the same after JSON: ${inspect(wrong)}` : null;
};

/** What a fact says may rest on the lines before it: the boot it is of, the banner that was announced, the records that are missing. */
const RESTS_ON_BEFORE: ReadonlySet<string> = new Set([
  ...['boot-started', 'lines-lost', 'source-damaged', 'line-unknown', 'firmware-spoke'],
]);

function sameFromItself(fact: Fact, other: Fact): boolean {
  const named = other.bdf === null ? null : fact.bdf;
  return told({ ...fact, bdf: named, boot: 0 }) === told({ ...other, boot: 0 });
}

/** What a record of the export format begins with; it may stand behind other text, without an empty line. */
const EXPORT_BEGINS = /^__(?:CURSOR|REALTIME_TIMESTAMP|MONOTONIC_TIMESTAMP)=/;

/** Where to read on from: a fact's first line, and the first line of its record where a form spreads one over several. */
function beginnings(lines: readonly string[], first: number): readonly number[] {
  const before = lines.slice(0, first);
  const brace = before.findLastIndex((line) => line.trimEnd() === '{') + 1;
  const blank = before.lastIndexOf('') + 2;
  const exported = before.findIndex((line, at) => at >= blank - 1 && EXPORT_BEGINS.test(line)) + 1;
  return [first, ...[brace, blank, exported].filter((line) => line > 0 && line < first)];
}

/** From there on records may be printed twice, and which of two is the first rests on it. */
const EARLY_CONSOLE = /bootconsole \[|\bearly(?:printk|con)\b/;

const sameFromItsFirstLine: Invariant = (text, chance) => {
  if (EARLY_CONSOLE.test(legible(text))) return null;
  const lines = linesOf(text);
  const facts = readText(text).filter(
    ({ kind, corrupted }) => !RESTS_ON_BEFORE.has(kind) && corrupted !== 'interleaved',
  );
  const some = facts.length <= SAMPLES ? facts : Array.from({ length: SAMPLES }, () => chance.pick(facts));
  for (const fact of some) {
    const again = beginnings(lines, fact.lines[0] as number).flatMap((first) =>
      readText(lines.slice(first - 1).join('\n'), first),
    );
    if (!again.some((other) => sameFromItself(fact, other))) return `from its first line on there is no ${told(fact)}`;
  }
  return null;
};

type Value = Fact['fields'][string] | undefined;
/** Says a value no more than another one does? A text may end sooner, but not within a word. */
const noMore = (value: Value, whole: Value): boolean => {
  if (value === null || value === undefined || value === '') return true;
  if (typeof value === 'string' && typeof whole === 'string' && whole.startsWith(value))
    return !/^\w/.test(whole.slice(value.trimEnd().length)) || /\s$/.test(value);
  if (Array.isArray(value)) return Array.isArray(whole) && value.every((item, at) => item === whole[at]);
  return value === whole;
};

/** Raw words that the whole shows too: a decoded line behind them may contradict what they say, where records were mixed up. */
const haveSameWords = ({ fields: { words } }: Fact, whole: Fact): boolean =>
  Array.isArray(words) && isDeepStrictEqual(words, [whole.fields.words].flat().slice(0, words.length));

/** Is `fact` the event of `whole`, with nothing that it does not say? */
function saysNoMore(fact: Fact, whole: Fact): boolean {
  return (
    fact.family === whole.family &&
    fact.kind === whole.kind &&
    (fact.bdf === null || fact.bdf === whole.bdf) &&
    (haveSameWords(fact, whole) ||
      Object.entries(fact.fields).every(([name, value]) => noMore(value, whole.fields[name])))
  );
}

/** A notice that gives way to the report after it is told where the report was cut off: the same event, in its own words. */
const YIELDING = new Set(
  ROWS.filter((row) => row.continues?.alone === 'yields').map(({ family, kind }) => `${family} ${kind}`),
);
const isYielding = (fact: Fact): boolean => YIELDING.has(`${fact.family} ${fact.kind}`) && 'port' in fact.fields;

const evidence = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter((fact) => fact.fault && fact.corrupted === null);

const truncationInventsNothing: Invariant = (text, chance) => {
  const whole = readText(text);
  for (const at of places(text, chance)) {
    const invented = evidence(readText(text.slice(0, at))).find(
      (fact) =>
        !whole.some((other) => other.lines[0] === fact.lines[0] && saysNoMore(fact, other)) &&
        !(isYielding(fact) && whole.some((other) => other.family === fact.family && other.line > fact.line)),
    );
    if (invented)
      return `cut at ${at} (…${JSON.stringify(text.slice(Math.max(0, at - 30), at))}) it says ${told(invented)}`;
  }
  return null;
};

/** Records that mix are a console's, and a line of another CPU is told by its stamp. */
const isConsole = (line: string): boolean =>
  line.length < 400 && /^\[ {0,7}\d/.test(line) && frame(line, { source: SOURCE, number: 1 }).form === 'dmesg';

const interleavingInventsNothing: Invariant = (text, chance) => {
  const lines = linesOf(text).filter(isConsole);
  const others = [...lines, '[   12.345678] usb 1-1: new device'];
  for (let times = 3; times > 0 && lines.length > 0; times--) {
    const [first, second] = [chance.pick(lines), chance.pick(others)];
    const whole = [...readText(`${first}\n${second}\n`), ...readText(`${second}\n${first}\n`)];
    for (const at of places(first.slice(0, EXHAUSTIVE), chance)) {
      const mixed = `${interleaved(first, second, at)}\n`;
      const invented = evidence(readText(mixed)).find((fact) => !whole.some((other) => saysNoMore(fact, other)));
      if (invented) return `mixed to ${JSON.stringify(mixed)} it says ${told(invented)}`;
    }
  }
  return null;
};

/** Facts of a text read in blocks of a few lines, by a reader that was written down and read back after each. */
export function readInBlocks(text: string, chance: Chance): readonly Fact[] {
  const lines = text.split(/(?<=\n)/);
  const facts: Fact[] = [];
  let state: ReaderState = createReader(SOURCE);
  for (let at = 0; at < lines.length; ) {
    const end = at + 1 + chance.below(4);
    facts.push(...readBlock(state, { source: SOURCE, firstLine: at + 1, text: lines.slice(at, end).join('') }));
    state = JSON.parse(JSON.stringify(state)) as ReaderState;
    at = end;
  }
  return [...facts, ...endOfSource(state)];
}

const sameInBlocks: Invariant = (text, chance) => {
  const whole = readText(text).map(told);
  const parts = readInBlocks(text, chance).map(told);
  const at = Array.from({ length: Math.max(whole.length, parts.length) }, (_, index) => index).find(
    (index) => whole[index] !== parts[index],
  );
  return at === undefined ? null : `in blocks fact ${at} is ${parts[at]}, not ${whole[at]}`;
};

/** Of any text. */
export const OF_ANY: Readonly<Record<string, Invariant>> = {
  'contains what it parses': containsWhatItParses,
  'the same from its first line': sameFromItsFirstLine,
  'positions ordered and inside': positionsInside,
  'plain values': plainValues,
  'the same in blocks': sameInBlocks,
};
/** Of records as they were printed, in whatever order: a cut takes something from them, and they say no more for it. */
export const OF_RECORDS: Readonly<Record<string, Invariant>> = {
  'truncation invents nothing': truncationInventsNothing,
  'interleaving invents nothing': interleavingInventsNothing,
};
