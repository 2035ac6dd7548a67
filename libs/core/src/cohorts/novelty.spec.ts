import { chanceOfNew } from './novelty';

test.each([
  ['nothing failed, nobody can tell', 0, 0, null],
  ['each failed in its own way, all that comes may be new', 4, 4, 1],
  ['one way, many times', 40, 0, 0],
  ['singletons among sights', 20, 3, 0.15],
])('§6 the chance that the next bad handoff shows a signature never seen: %s', (_, sights, singletons, chance) => {
  expect(chanceOfNew({ sights, singletons })).toBe(chance);
});
