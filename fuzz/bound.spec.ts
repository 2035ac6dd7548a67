import { ENDLESS, keptAfter } from './bound';

test.each(Object.entries(ENDLESS))('what is kept of ever new %s stops growing', (_, line) => {
  const [some, more] = [keptAfter(line, 5_000), keptAfter(line, 10_000)];
  // Numbers get longer, and what a few lines hold varies.
  expect(more).toBeLessThan(some * 1.2 + 20_000);
  expect(more).toBeLessThan(4_000_000);
});
