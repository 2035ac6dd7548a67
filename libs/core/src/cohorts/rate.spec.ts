import fc from 'fast-check';
import { VERDICTS } from '../report';
import { BAD_VERDICTS, badRate, wilsonInterval } from './rate';

/** Ends found by bisecting Wilson's score equation (Wilson 1927) outside of this program. */
test.each([
  { share: 0, of: 10, low: 0, high: 0.212942 },
  { share: 1, of: 10, low: 0.787058, high: 1 },
  { share: 0.5, of: 10, low: 0.269272, high: 0.730728 },
  { share: 0.1, of: 20, low: 0.033663, high: 0.261663 },
  { share: 0.5, of: 1, low: 0.072761, high: 0.927239 },
])('Wilson 90 %% of $share in $of trials', ({ share, of, low, high }) => {
  const interval = wilsonInterval({ share, of });
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('the ends solve the score equation: |share − p| = z √(p(1−p)/n)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (of, share) => {
      const { low, high } = wilsonInterval({ share, of });
      for (const p of [low, high]) {
        expect(Math.abs(share - p)).toBeCloseTo(1.6448536269514722 * Math.sqrt((p * (1 - p)) / of), 6);
      }
    }),
  );
});

test('the rate is of devices, the interval as wide as few hosts make it', () => {
  const many = badRate({ bad: 40, observed: 80, hosts: 80 });
  const few = badRate({ bad: 40, observed: 80, hosts: 2 });
  expect([many.rate, few.rate]).toEqual([0.5, 0.5]);
  expect(few.low).toBeLessThan(many.low ?? 0);
  expect(few.high).toBeGreaterThan(many.high ?? 1);
});

test('nothing observed has no rate', () => {
  expect(badRate({ bad: 0, observed: 0, hosts: 0 })).toEqual({ rate: null, low: null, high: null });
});

test('none bad is exactly none, and all bad is all, of however many', () => {
  for (let of = 1; of <= 200; of++)
    expect([wilsonInterval({ share: 0, of }).low, wilsonInterval({ share: 1, of }).high]).toEqual([0, 1]);
});

test('every verdict counts against a handoff but those of which nobody knows, nothing happened, or the incoming kernel did it', () => {
  expect(VERDICTS.filter((verdict) => !BAD_VERDICTS.includes(verdict))).toEqual(['faulted', 'unobserved', 'clean']);
  expect(VERDICTS).toEqual(expect.arrayContaining([...BAD_VERDICTS]));
});
