/** The life of a signature (domain.md §6). */
import fc from 'fast-check';
import { type CohortDay, chanceOfQuiet, levelAfter, lifeCycleOf, quietBelow } from './life-cycle';

type Day = Partial<CohortDay> & Pick<CohortDay, 'exposed'>;
const dated = (days: readonly Day[]): readonly CohortDay[] =>
  days.map((day, index) => ({
    day: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
    showed: 0,
    kernels: ['6.12.9'],
    showedOn: day.showed ? ['6.12.9'] : [],
    ...day,
  }));
const lifeOf = (...days: readonly Day[]) => lifeCycleOf(dated(days));
const statesOf = (...days: readonly Day[]) => lifeOf(...days)?.turns.map(({ state }) => state);
const quiet = (exposed: number, kernel = '6.12.9'): Day => ({ exposed, kernels: [kernel] });
const bad = (showed: number, exposed = showed, kernel = '6.12.9'): Day => ({
  exposed,
  showed,
  kernels: [kernel],
  showedOn: [kernel],
});
/** Every one of ten exposures showed it, then none of many. */
const GONE = [bad(2), bad(3), bad(5), quiet(50)];

describe('§6 states', () => {
  test('§6 new: one sight', () => {
    expect(lifeOf(quiet(3), bad(1, 4), quiet(9))).toMatchObject({ state: 'new', quiet: 9 });
    expect(lifeOf(quiet(3))).toBeNull();
  });

  test('§6 ongoing: seen again', () => {
    expect(statesOf(bad(1), bad(1))).toEqual(['new', 'ongoing']);
    expect(statesOf(bad(2))).toEqual(['ongoing']);
  });

  test('§6 resolved: enough exposures without it to say so', () => {
    expect(statesOf(...GONE)).toEqual(['ongoing', 'resolved']);
    expect(lifeOf(...GONE)?.turns.at(-1)?.day).toBe('2026-01-04');
  });

  test('§6 resolved takes as many quiet exposures as its rate asks for', () => {
    const waits = (showed: number, exposed: number) => lifeOf(...Array(6).fill(bad(showed, exposed)))!.quietEnough;
    expect(waits(5, 5)).toBeLessThan(waits(5, 10));
    expect(waits(5, 100)).toBeGreaterThan(10 * waits(5, 10) * 0.9);
    const days = [...Array(6).fill(bad(5, 100))];
    const enough = waits(5, 100);
    expect(lifeOf(...days, quiet(enough - 1))?.state).toBe('ongoing');
    expect(lifeOf(...days, quiet(enough))?.state).toBe('resolved');
  });

  test('§6 resolved never by time alone: a year without exposures says nothing', () => {
    expect(lifeOf(bad(2), bad(3), bad(5), ...Array<Day>(365).fill(quiet(0)))).toMatchObject({
      state: 'ongoing',
      quiet: 0,
    });
  });

  test('§6 one sight is resolved by forty times the exposures that it took', () => {
    expect(lifeOf(bad(1, 10))?.quietEnough).toBe(391);
    expect(lifeOf(quiet(990), bad(1, 10))?.quietEnough).toBe(39_001);
  });

  test('§6 what was quiet before a kernel brought it is not of its rate', () => {
    const { quietEnough } = lifeOf(bad(2), bad(3), bad(5))!;
    expect(lifeOf(quiet(100_000), bad(2), bad(3), bad(5))?.quietEnough).toBe(quietEnough);
  });

  test('§6 regressed: seen again after it was resolved', () => {
    expect(statesOf(...GONE, bad(1, 9))).toEqual(['ongoing', 'resolved', 'regressed']);
    expect(statesOf(...GONE, bad(1, 9), bad(1, 9))).toEqual(['ongoing', 'resolved', 'regressed']);
    const again = [bad(1, 9), bad(9), bad(9), quiet(9), quiet(50)];
    expect(statesOf(...GONE, ...again)).toEqual(['ongoing', 'resolved', 'regressed', 'resolved']);
  });

  test('§6 came back only on a kernel that is not older on its branch than those that were quiet', () => {
    const stateOn = (kernel: string) => lifeOf(...GONE, bad(1, 9, kernel))?.state;
    expect(stateOn('6.6.99')).toBe('ongoing');
    expect(stateOn('6.12.8')).toBe('ongoing');
    expect(stateOn('6.12.9')).toBe('regressed');
    expect(stateOn('6.12.10')).toBe('regressed');
    expect(statesOf(...GONE, bad(1, 9, '6.6.99'), bad(1, 9, '6.12.10'))).toEqual([
      'ongoing',
      'resolved',
      'ongoing',
      'regressed',
    ]);
  });

  test('§6 a kernel that nobody knows is not known to be older', () => {
    expect(lifeOf(...GONE, { ...bad(1, 9), showedOn: [''] })?.state).toBe('regressed');
  });
});

describe('§6 what resolved promises', () => {
  test('the chance of quiet is that of orders, and so is what the same record says in its other form', () => {
    expect(chanceOfQuiet({ sights: 1, exposures: 4 }, 12)).toBeCloseTo(4 / 16, 12);
    // C(5, 3) / C(9, 3), and C(6, 2) / C(8, 2).
    expect(chanceOfQuiet({ sights: 3, exposures: 5 }, 4)).toBeCloseTo(10 / 84, 12);
    expect(chanceOfQuiet({ sights: 2, exposures: 6 }, 2)).toBeCloseTo(15 / 28, 12);
  });

  test('more quiet is less likely, and enough of it is the first that is below the level', () => {
    const records = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 2000 }));
    fc.assert(
      fc.property(records, ([sights, others]) => {
        const record = { sights, exposures: sights + others };
        const enough = quietBelow(levelAfter(sights), record);
        expect(chanceOfQuiet(record, enough)).toBeLessThan(levelAfter(sights));
        expect(chanceOfQuiet(record, enough - 1)).toBeGreaterThanOrEqual(levelAfter(sights));
      }),
    );
  });

  /**
   * Exactly: exposures up to the k-th sight of a failure of rate p have a negative binomial distribution, and the wait after it is long enough
   * with (1 - p) to the power of what is asked for.
   */
  const falseChance = (rate: number, sights: number): number => {
    let [weight, sum] = [rate ** sights, 0];
    for (let exposures = sights; exposures < 40 / rate + 20 * sights; exposures++) {
      sum += weight * (1 - rate) ** quietBelow(levelAfter(sights), { sights, exposures });
      weight *= ((1 - rate) * exposures) / (exposures - sights + 1);
    }
    return sum;
  };
  test.each([0.9, 0.5, 0.1, 0.02])(
    'a failure of constant rate %d is taken for resolved after a sight with no more than its level',
    (rate) => {
      for (const sights of [1, 2, 3, 5, 10]) expect(falseChance(rate, sights)).toBeLessThanOrEqual(levelAfter(sights));
    },
  );

  test('the levels of all sights together are one in twenty', () => {
    const levels = Array.from({ length: 10_000 }, (_, index) => levelAfter(index + 1));
    expect(levels.reduce((sum, level) => sum + level, 0)).toBeCloseTo(0.05, 4);
  });

  const course = fc.array(
    fc.record({ exposed: fc.integer({ min: 0, max: 30 }), showed: fc.constantFrom(0, 0, 0, 1, 2) }),
    { maxLength: 60 },
  );
  test('only an exposure resolves, only a sight regresses, and nothing is new twice', () => {
    fc.assert(
      fc.property(course, (days) => {
        const all = dated(
          days.map(({ exposed, showed }) => (showed > 0 ? bad(showed, exposed + showed) : quiet(exposed))),
        );
        const life = lifeCycleOf(all);
        expect(life === null).toBe(all.every(({ showed }) => showed === 0));
        for (const { day, state } of life?.turns ?? []) {
          const { exposed, showed } = all.find((one) => one.day === day)!;
          expect(state === 'resolved' ? exposed > 0 && showed === 0 : showed > 0).toBe(true);
        }
        const states = life?.turns.map(({ state }) => state) ?? [];
        expect(states.lastIndexOf('new')).toBeLessThanOrEqual(0);
        states.forEach((state, index) => {
          if (state === 'regressed') expect(states.slice(0, index)).toContain('resolved');
        });
        expect(life === null || life.state === states.at(-1)).toBe(true);
      }),
    );
  });

  test('days on which nothing was exposed may be there or not', () => {
    fc.assert(
      fc.property(course, (days) => {
        const some = days.map(({ exposed, showed }) => (showed > 0 ? bad(showed, exposed + showed) : quiet(exposed)));
        const all = dated(some);
        const without = all.filter(({ exposed }) => exposed > 0);
        expect(lifeCycleOf(without)).toEqual(lifeCycleOf(all));
      }),
    );
  });
});
