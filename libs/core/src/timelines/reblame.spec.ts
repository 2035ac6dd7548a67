/** Whom faults are of once both boots have shown their devices (domain.md §4), told of devices rather than of logs. */
import { at, bootOf, deviceWith, runWith } from '../testing/state';
import type { BootState, FaultRun } from './boot';
import { reblame } from './reblame';

const [ONE, OTHER, THIRD] = ['0000:05:01.0', '0000:05:02.0', '0000:05:03.0'] as const;
const known = (bdf: string, driver: string | null = null) => deviceWith({ bdf, enumerated: at(0.9), driver });
/** Whom each device's faults are of, by the rule and how sure. */
const faultsOf = ({ devices }: BootState) =>
  Object.values(devices).flatMap(({ bdf, faults }) =>
    faults.map(({ rule, candidates, ceiling }) => [bdf, rule, candidates.join(' '), ceiling]),
  );

describe('an alias of several functions', () => {
  const RULE = 'alias of bus 0000:05 behind a bridge';
  const shared = (of: Partial<FaultRun> = {}, bdfs: readonly string[] = [ONE, OTHER, THIRD]): BootState => {
    const fault = runWith({ requester: '0000:05:00.0', rule: RULE, candidates: bdfs, ceiling: 'possible', ...of });
    return bootOf(bdfs.map((bdf) => ({ ...known(bdf), faults: [fault] })));
  };
  const as = bootOf([known(ONE, '8139cp'), known(OTHER), known(THIRD)]);

  test('is the one that a driver of the outgoing kernel had', () => {
    expect(faultsOf(reblame(shared(), as))).toEqual([
      [ONE, `${RULE}, of which the others had no driver`, ONE, 'likely'],
    ]);
  });
  test('or one of those', () => {
    const two = bootOf([known(ONE, '8139cp'), known(OTHER, 'tulip'), known(THIRD)]);
    const rule = `${RULE}, of which the others had no driver`;
    expect(faultsOf(reblame(shared(), two))).toEqual([
      [ONE, rule, `${ONE} ${OTHER}`, 'possible'],
      [OTHER, rule, `${ONE} ${OTHER}`, 'possible'],
    ]);
  });
  test.each<[string, BootState, BootState | null]>([
    ['the outgoing kernel was not seen', shared(), null],
    ['it was not seen from its start: drivers may have come before', shared(), { ...as, fromStart: false }],
    ['no driver had any', shared(), bootOf([known(ONE), known(OTHER), known(THIRD)])],
    ['a driver had each', shared(), bootOf([known(ONE, 'a'), known(OTHER, 'b'), known(THIRD, 'c')])],
    ['a new driver has it now', shared({ phase: 'claimed' }), as],
    ['it did not show the others', shared(), bootOf([known(ONE, '8139cp')])],
  ])('is any of them where %s', (_, boot, from) => {
    expect(reblame(boot, from).devices).toEqual(boot.devices);
  });
});

describe('an id that came before its function was enumerated', () => {
  const early = (of: Partial<FaultRun> = {}) =>
    runWith({ requester: ONE, rule: 'requester id, not enumerated', phase: 'early', ceiling: 'likely', ...of });
  test('is the function that the kernel before had there', () => {
    const boot = bootOf([deviceWith({ bdf: ONE, faults: [early()] })]);
    expect(faultsOf(reblame(boot, bootOf([known(ONE)])))).toEqual([
      [ONE, 'requester id, enumerated before the jump', '', 'certain'],
    ]);
  });
  test('else the one that this kernel enumerated after', () => {
    const boot = bootOf([{ ...known(ONE), faults: [early()] }]);
    expect(faultsOf(reblame(boot, null))).toEqual([[ONE, 'requester id', '', 'certain']]);
  });
  test('or those that it is an alias of', () => {
    const boot = bootOf([
      deviceWith({ bdf: '0000:05:00.0', faults: [early({ requester: '0000:05:00.0' })] }),
      known(OTHER),
    ]);
    expect(faultsOf(reblame(boot, null))).toEqual([[OTHER, 'alias of bus 0000:05 behind a bridge', OTHER, 'likely']]);
  });
  test('what came after its enumeration stays', () => {
    const boot = bootOf([{ ...known(ONE), faults: [early({ rule: 'requester id', phase: 'dormant' })] }]);
    expect(reblame(boot, null)).toEqual(boot);
  });
});

test('a stream of nobody is of the function that was enumerated after; others stay nobody’s', () => {
  const stray = (requester: string) => runWith({ requester, streamId: '0x508', family: 'smmu' });
  const boot = bootOf([known(ONE)], { strays: [stray(ONE), stray('0000:1f:00.3')] });
  const after = reblame(boot, null);
  expect(faultsOf(after)).toEqual([[ONE, 'stream id, taken as the requester id', ONE, 'likely']]);
  expect(after.strays).toEqual([stray('0000:1f:00.3')]);
});
