/** Whatever befalls a log, no verdict turns into a wrong certainty that the log could have warned of. */
import { goldenLogs } from '../../../../corpus/golden';
import { chanceOf } from '../../../../fuzz/chance';
import { changeOf, type Judged } from './degrade';
import { DISTURBANCES, type Recorded } from './disturbance';
import { sweep } from './sweep';

/** FNV-1a. */
const numberOf = (name: string): number =>
  [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0;
const chance = (name: string) => chanceOf(numberOf(name));

const logs = goldenLogs().flatMap(({ name, text, expected }): Recorded[] =>
  expected.handoff.line === null ? [] : [{ host: name, source: expected.log, text, jump: expected.handoff.line }],
);

test('there are handoffs to disturb', () => {
  expect(logs.length).toBeGreaterThan(20);
});

describe.each(logs.map((log) => [log.source, log] as const))('%s', (_, recorded) => {
  test('no verdict flips where the log shows that it was disturbed, none changes where only delivery did', async () => {
    const sweeps = await sweep({ recorded, runs: 2, chanceOf: chance });
    const seen = sweeps.filter(({ disturbance }) => disturbance.costs !== 'unseen');
    expect(seen.flatMap(({ flips }) => flips)).toEqual([]);
    for (const { disturbance, counts } of sweeps.filter((one) => one.disturbance.costs === 'nothing'))
      expect([disturbance.name, counts]).toEqual([
        disturbance.name,
        { ...counts, same: expect.any(Number), untold: 0, unobserved: 0 },
      ]);
  });
});

test('disturbances do disturb: what is lost makes judgements unobserved or untold', async () => {
  const recorded = logs.find(({ source }) => source === 'vtd-leak-crash-2nics.log')!;
  const sweeps = await sweep({ recorded, runs: 6, chanceOf: chance });
  const changed = (name: string) => {
    const { counts } = sweeps.find(({ disturbance }) => disturbance.name === name)!;
    return counts.unobserved + counts.untold + counts['less-sure'];
  };
  expect(changed('lines-lost')).toBeGreaterThan(0);
  expect(changed('cut-at-a-byte')).toBeGreaterThan(0);
  expect(changed('new-head-lost')).toBeGreaterThan(0);
});

test('the same seed makes the same disturbance', () => {
  const recorded = logs[0]!;
  for (const { name, inputs } of DISTURBANCES)
    expect(inputs(recorded, chance(name))).toEqual(inputs(recorded, chance(name)));
});

describe('a change of judgement', () => {
  const judged = (verdict: Judged['verdict'], confidence: Judged['confidence'], line: number | null = 10): Judged => ({
    bdf: '0000:01:00.0',
    verdict,
    confidence,
    line,
  });
  const leak = judged('dma-leak', 'certain');
  test.each([
    ['same', leak, leak, 20],
    ['same', judged('clean', 'likely'), judged('clean', 'certain'), 20],
    ['less-sure', leak, judged('dma-leak', 'likely'), 20],
    ['unobserved', leak, judged('unobserved', 'certain'), 20],
    ['untold', leak, undefined, 20],
    ['not-yet', leak, judged('clean', 'certain'), 9],
    ['flipped', leak, judged('clean', 'certain'), 20],
    ['other', leak, judged('clean', 'possible'), 20],
    ['flipped', judged('clean', 'certain', null), judged('dma-leak', 'possible'), 20],
  ] as const)('is %s', (change, before, after, end) => {
    expect(changeOf(before, after, end)).toBe(change);
  });
});
