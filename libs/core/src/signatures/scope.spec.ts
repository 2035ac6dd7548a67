/** Scopes of new (domain.md §6). */
import fc from 'fast-check';
import { failureModeOf, namesOf, newTo, SCOPES, SEVERITIES } from './scope';

const LEAK = {
  family: 'dmar',
  reason: 'page',
  access: 'write',
  phase: 'dormant',
  driver: 'e1000e',
  device: '8086:10d3',
  policy: 'none',
  iommu: 'vtd-translated',
  handoff: 'kdump',
};
type Parts = typeof LEAK;
const seenBefore = (...seen: readonly Partial<Parts>[]) => {
  const known = new Set(seen.flatMap((change) => namesOf({ ...LEAK, ...change })));
  return (change: Partial<Parts>) => newTo({ ...LEAK, ...change }, (name) => known.has(name));
};

describe('§6 scopes of new', () => {
  test('§6 fleet: a way to fail that this fleet never saw, of whatever driver, device and policy', () => {
    expect(seenBefore()({})).toBe('fleet');
    expect(seenBefore({ reason: 'context' })({})).toBe('fleet');
    expect(seenBefore({ driver: 'igb', device: '8086:10c9', policy: 'remove' })({})).not.toBe('fleet');
  });

  test('§6 driver: a known way, of a driver or device that never showed it', () => {
    expect(seenBefore({})({ driver: 'igb', device: '8086:10c9' })).toBe('driver');
    expect(seenBefore({})({ device: '8086:10d4' })).toBe('driver');
    expect(seenBefore({})({ driver: 'igb', device: '8086:10c9', policy: 'shutdown' })).toBe('driver');
  });

  test('§6 policy: a known way of this driver, under a policy that never showed it', () => {
    expect(seenBefore({})({ policy: 'shutdown' })).toBe('policy');
    expect(seenBefore({}, { driver: 'igb', policy: 'shutdown' })({ policy: 'shutdown' })).toBe('policy');
  });

  test('§6 what this driver showed under this policy is new to nobody', () => {
    expect(seenBefore({})({})).toBeNull();
  });

  test.each(['family', 'reason', 'access', 'phase', 'iommu', 'handoff'] as const)(
    '§6 another %s is another failure mode',
    (part) => {
      expect(seenBefore({})({ [part]: 'other' })).toBe('fleet');
      expect(failureModeOf({ ...LEAK, [part]: 'other' })).not.toBe(failureModeOf(LEAK));
    },
  );

  test('§6 driver, device and policy are not of the failure mode', () => {
    expect(failureModeOf({ ...LEAK, driver: 'igb', device: '8086:10c9', policy: 'shutdown' })).toBe(
      failureModeOf(LEAK),
    );
  });

  test('§6 a fleet is paged, a driver and a policy warn', () => {
    expect(SCOPES.map((scope) => SEVERITIES[scope])).toEqual(['page', 'warn', 'warn']);
  });

  /** Few values, so that failures meet. */
  const some = fc.record({
    reason: fc.constantFrom('page', 'context'),
    driver: fc.constantFrom('e1000e', 'igb'),
    device: fc.constantFrom('8086:10d3', '8086:10c9'),
    policy: fc.constantFrom('none', 'shutdown', 'remove'),
  });
  test('§6 whatever comes in whatever order, each failure mode is new to the fleet once, to a device once, and nothing is new twice', () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), (failures) => {
        const known = new Set<string>();
        const told = failures.flatMap((failure) => {
          const parts = { ...LEAK, ...failure };
          const scope = newTo(parts, (name) => known.has(name));
          for (const name of namesOf(parts)) known.add(name);
          return scope === null ? [] : [{ scope, ...failure }];
        });
        const count = (scope: string) => told.filter((one) => one.scope === scope).length;
        const kinds = (...names: readonly (keyof (typeof failures)[number])[]) =>
          new Set(failures.map((failure) => names.map((name) => failure[name]).join())).size;
        expect(count('fleet')).toBe(kinds('reason'));
        expect(count('fleet') + count('driver')).toBe(kinds('reason', 'driver', 'device'));
        expect(told).toHaveLength(kinds('reason', 'driver', 'device', 'policy'));
      }),
    );
  });
});
