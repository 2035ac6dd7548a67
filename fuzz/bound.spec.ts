import { ENDLESS, keptAfter } from './bound';

/** Names have a higher bound than what else is kept. */
const ENOUGH: Readonly<Record<string, number>> = { interfaces: 17_000, controllers: 17_000 };

test.each(Object.entries(ENDLESS))('what is kept of ever new %s stops growing', (what, line) => {
  const lines = ENOUGH[what] ?? 5_000;
  const [some, more] = [keptAfter(line, lines), keptAfter(line, lines + 5_000)];
  // Numbers get longer, and what a few lines hold varies.
  expect(more).toBeLessThan(some * 1.1 + 10_000);
  expect(more).toBeLessThan(2_000_000);
});
