/** The kept share of corpus/ still holds: each failure that was shown again is, under the traits that were found then. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explains, situationOf } from '../../apps/replay/src/what-if';
import { type Asked, type Failure, failuresOf, logsOf, type Share, shareOf } from './failure';

const ROOT = join(__dirname, '../..');
const { corpus }: { corpus: Share & { asked: readonly Asked[] } } = JSON.parse(
  readFileSync(join(ROOT, 'bench/results/what-if.json'), 'utf8'),
);
const keyOf = (one: Pick<Asked, 'log' | 'handoff' | 'bdf' | 'verdict'>): string =>
  [one.log, one.handoff, one.bdf, one.verdict].join(' ');
const failures = new Map<string, Failure>();

beforeAll(async () => {
  for (const log of logsOf([join(ROOT, 'corpus')]))
    for (const failure of await failuresOf(log)) {
      const { handoff, device } = failure;
      failures.set(
        keyOf({ log: failure.log, handoff: handoff.kind, bdf: device.bdf, verdict: device.verdict }),
        failure,
      );
    }
}, 60_000);

test('every failure of corpus/ was asked about, by the signature that it has today', () => {
  const signatures = (some: Iterable<readonly [string, string]>) => Object.fromEntries(some);
  expect(signatures(corpus.asked.map((one) => [keyOf(one), one.signature]))).toEqual(
    signatures([...failures].map(([key, { device }]) => [key, device.signature?.title ?? ''])),
  );
  expect(shareOf(corpus.asked)).toEqual({
    failures: corpus.failures,
    inTheModel: corpus.inTheModel,
    reproduced: corpus.reproduced,
  });
});

test('nine of ten that the model can play are shown again by the same signature', () => {
  expect(corpus.reproduced / corpus.inTheModel).toBeGreaterThanOrEqual(0.9);
  expect(corpus.inTheModel / corpus.failures).toBeGreaterThanOrEqual(0.85);
});

test.each(corpus.asked.filter(({ result }) => result === 'reproduced').map((one) => [keyOf(one), one] as const))(
  '%s is shown again',
  async (key, { traits }) => {
    const { handoff, device } = failures.get(key)!;
    const situation = situationOf(handoff, device);
    if ('cannot' in situation) throw new Error(situation.cannot);
    expect(await explains(situation, traits ?? [])).toBe(true);
  },
);

test.each(corpus.asked.filter(({ result }) => result === 'not in the model').map((one) => [keyOf(one), one] as const))(
  '%s is refused for the reason that is told',
  (key, { why }) => {
    const { handoff, device } = failures.get(key)!;
    expect(situationOf(handoff, device)).toEqual({ cannot: why });
  },
);
