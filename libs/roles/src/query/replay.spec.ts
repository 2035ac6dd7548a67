import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { from } from 'rxjs';
import { analyze } from '#core';
import type { HandoffDetail, RawLine } from '#store';
import { type AskLines, BOUNDS, oneByOne, replayOf, windowsOf } from './replay';

const SOURCE = 'console';
const text = readFileSync(join(__dirname, '../../../../corpus/vtd-leak-crash-2nics.log'), 'utf8');
const raw: readonly RawLine[] = text
  .split('\n')
  .slice(0, -1)
  .map((line, index) => ({ source: SOURCE, line: index + 1, text: line }));

async function detailOf(): Promise<HandoffDetail> {
  let detail: HandoffDetail | null = null;
  const inputs = from([{ type: 'lines' as const, host: 'h', source: SOURCE, firstLine: 1, text }]);
  await analyze(inputs).forEach((output) => {
    if (output.type === 'handoff')
      detail = { handoff: output.handoff, boots: output.boots, version: 1, receivedAt: '2026-01-01T00:00:00Z' };
  });
  return detail!;
}
const holding =
  (lines: readonly RawLine[], asked: number[] = []): AskLines =>
  async ({ source, from: first, to }) => {
    asked.push(to - first + 1);
    return lines.filter((one) => one.source === source && one.line >= first && one.line <= to);
  };

test('a replay ends at what was recorded, and names nothing as missing', async () => {
  const detail = await detailOf();
  const replay = await replayOf(detail, holding(raw));
  expect(replay).toMatchObject({ missing: [], linesMissing: 0, leftOut: [], joined: 0, cut: false });
  expect(replay.lines).toBe(Math.max(...detail.boots.map(({ lastLine }) => lastLine)));
  expect(replay.moments.at(-1)?.by).toBe('lines');
  expect(replay.moments.length).toBeGreaterThan(50);
});

test('lines that are not kept any more are named, and the end is told as recorded', async () => {
  const replay = await replayOf(await detailOf(), holding(raw.filter(({ line }) => line > 700 && line !== 800)));
  expect(replay.missing).toEqual([
    { source: SOURCE, from: 1, to: 700 },
    { source: SOURCE, from: 800, to: 800 },
  ]);
  expect(replay.linesMissing).toBe(701);
  expect(replay.moments.at(-1)?.by).toBe('recorded');
});

test('nothing kept: no moment, and all of it missing', async () => {
  const detail = await detailOf();
  const replay = await replayOf(detail, holding([]));
  expect(replay).toMatchObject({ moments: [], lines: 0 });
  expect(replay.linesMissing).toBe(Math.max(...detail.boots.map(({ lastLine }) => lastLine)));
});

test('an answer has an end', async () => {
  const replay = await replayOf(await detailOf(), holding(raw), { ...BOUNDS, answerBytes: 60_000 });
  expect(replay.cut).toBe(true);
  expect(replay.moments.length).toBeGreaterThan(0);
  expect(JSON.stringify(replay.moments).length).toBeLessThan(62_000);
});

test('more bytes than may be read are left out and named', async () => {
  const asked: number[] = [];
  const detail = await detailOf();
  const last = Math.max(...detail.boots.map(({ lastLine }) => lastLine));
  const replay = await replayOf(detail, holding(raw, asked), { ...BOUNDS, bytes: 0 });
  expect(asked).toEqual([]);
  expect(replay).toMatchObject({ moments: [], lines: 0, linesMissing: 0 });
  expect(replay.leftOut).toEqual([{ source: SOURCE, from: 1, to: last }]);
});

describe('windows of a long source', () => {
  const span = { source: 'a', first: 101, last: 1100 };
  const ranges = (incoming: number | null, most: number) =>
    windowsOf(span, incoming, most).map(({ from: first, to }) => [first, to]);
  test.each([
    ['one that is short enough is read whole', 900, 1000, [[101, 1100]]],
    [
      'the beginning, and what lies around the jump',
      900,
      400,
      [
        [101, 200],
        [800, 1099],
      ],
    ],
    [
      'a jump near its beginning',
      150,
      400,
      [
        [101, 200],
        [201, 349],
      ],
    ],
    ['the incoming kernel alone', 101, 400, [[101, 500]]],
    [
      'the outgoing kernel alone',
      null,
      400,
      [
        [101, 300],
        [901, 1100],
      ],
    ],
  ])('%s', (_, incoming, most, expected) => {
    expect(ranges(incoming, most)).toEqual(expected);
  });

  test('what is between them is named as left out', async () => {
    const replay = await replayOf(await detailOf(), holding(raw), { ...BOUNDS, lines: 800 });
    const covered = replay.lines + replay.leftOut.reduce((sum, { from: first, to }) => sum + to - first + 1, 0);
    expect(covered).toBe(raw.length);
    expect(replay.leftOut.length).toBeGreaterThan(0);
    expect(replay.moments.at(-1)?.told).not.toBeNull();
  });
});

test('tasks run one by one, and one that fails holds up no other', async () => {
  const inTurn = oneByOne();
  const log: string[] = [];
  const task = (name: string, fails = false) =>
    inTurn(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const answers = await Promise.allSettled([task('a'), task('b', true), task('c')]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
