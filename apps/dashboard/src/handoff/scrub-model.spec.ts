import type { DeviceHandoff, Handoff, HandoffReplay, ReplayMoment, Verdict } from '../api/client';
import { caveatsOf, knownAfter, momentOf, nextTurn, startOf, staysMs, turnsOf } from './scrub-model';

const device = (bdf: string, verdict: Verdict) => ({ bdf, verdict }) as DeviceHandoff;
const told = (
  devices: readonly DeviceHandoff[],
  { gone = [], turns = [] }: { gone?: string[]; turns?: readonly [string, Verdict | null, Verdict][] } = {},
): ReplayMoment['told'] => ({
  handoff: { id: 'h', outcome: 'unknown', devices } as unknown as Handoff,
  gone,
  verdicts: turns.map(([bdf, before, after]) => ({ bdf, before, after })),
});
const moment = (line: number, what: ReplayMoment['told'] = null, time: number | null = null): ReplayMoment => ({
  by: 'lines',
  at: { file: 'console', line, time },
  facts: [],
  factsMade: 0,
  told: what,
});
const [A, B] = ['0000:01:00.0', '0000:02:00.0'];

const MOMENTS = [
  moment(1),
  moment(2),
  moment(3, told([device(A, 'unobserved'), device(B, 'unobserved')], { turns: [[A, null, 'unobserved']] })),
  moment(4),
  moment(5, told([device(B, 'dma-leak')], { turns: [[B, 'unobserved', 'dma-leak']] })),
  moment(6, told([device(A, 'clean')], { gone: [B], turns: [[A, 'unobserved', 'clean']] })),
  moment(7),
];

describe('what was known', () => {
  const known = knownAfter(MOMENTS);
  const verdicts = known.map(({ handoff }) => handoff?.devices.map(({ bdf, verdict }) => `${bdf} ${verdict}`) ?? null);
  test('is nothing before the handoff is told, then what was told so far, worst first', () => {
    expect(verdicts).toEqual([
      null,
      null,
      [`${A} unobserved`, `${B} unobserved`],
      [`${A} unobserved`, `${B} unobserved`],
      [`${B} dma-leak`, `${A} unobserved`],
      [`${A} clean`],
      [`${A} clean`],
    ]);
    expect(known.map(({ until }) => until.line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  test('stays the same object where nothing is told', () => {
    expect(known[3]!.handoff).toBe(known[2]!.handoff);
  });
});

test('it begins where the handoff is first told', () => {
  expect(startOf(MOMENTS)).toBe(2);
  expect(startOf([moment(1)])).toBe(0);
});

test('a device that is quiet when first told of has not turned; one that is bad at once has', () => {
  expect(turnsOf(MOMENTS[2]!)).toEqual([]);
  expect(turnsOf(moment(1, told([], { turns: [[A, null, 'missing']] })))).toHaveLength(1);
});

test.each<[number, 1 | -1, number]>([
  [0, 1, 4],
  [4, 1, 5],
  [5, 1, 6],
  [6, 1, 6],
  [6, -1, 5],
  [5, -1, 4],
  [4, -1, 0],
  [0, -1, 0],
])('from moment %i in direction %i the next turn is %i', (from, step, to) => {
  expect(nextTurn(MOMENTS, from, step)).toBe(to);
});

test.each([
  ['1', 0],
  ['7', 6],
  ['999', 6],
  ['0', 0],
  ['start', 2],
  ['-3', 2],
  ['x', 2],
])('the address %s names moment %i', (text, at) => {
  expect(momentOf(text, MOMENTS)).toBe(at);
});

test('a moment stays as long as the kernel took, at the speed, within what an eye can follow', () => {
  const timed = [moment(1, null, 1), moment(2, null, 1.5), moment(3, null, 90), moment(4, null, 0), moment(5)];
  expect(staysMs(timed, 0, 1)).toBe(500);
  expect(staysMs(timed, 0, 10)).toBe(90);
  expect(staysMs(timed, 1, 10)).toBe(1_500);
  expect([staysMs(timed, 2, 1), staysMs(timed, 3, 1), staysMs(timed, 4, 1)]).toEqual([90, 90, 90]);
});

test('what the replay cannot show is said, each for itself', () => {
  const whole: HandoffReplay = {
    moments: MOMENTS,
    lines: 7,
    missing: [],
    linesMissing: 0,
    leftOut: [],
    joined: 0,
    cut: false,
  };
  const range = (from: number, to: number) => ({ source: 'console', from, to });
  expect(caveatsOf(whole)).toEqual([]);
  expect(caveatsOf({ ...whole, missing: [range(3, 3)], linesMissing: 1 })).toEqual([
    '1 line is not kept any more, or never came: line 3 of console.',
  ]);
  const many = [range(1, 2), range(4, 5), range(7, 8), range(10, 11)];
  expect(caveatsOf({ ...whole, missing: many, linesMissing: 8 })).toEqual([
    '8 lines are not kept any more, or never came: lines 1 to 2 of console, lines 4 to 5 of console, lines 7 to 8 of console ….',
  ]);
  expect(caveatsOf({ ...whole, leftOut: [range(10, 90)] })[0]).toContain('not read: lines 10 to 90 of console');
  expect(caveatsOf({ ...whole, joined: 5 })[0]).toContain('5 events');
  expect(caveatsOf({ ...whole, cut: true })).toHaveLength(1);
  expect(caveatsOf({ ...whole, moments: [{ ...moment(1), by: 'recorded' }] })).toHaveLength(1);
});
