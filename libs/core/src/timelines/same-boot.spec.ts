/** The kernel stamps each record once: whoever tells of the same things at the same microseconds tells of the same boot (domain.md §5). */
import { NIC } from '../testing/log';
import { at, bootOf, bootWith, deviceWith, errorWith, runWith } from '../testing/state';
import type { BootState, DeviceState } from './boot';
import { type Account, compatible, contradict, digestOf, isOfDigest, sameness, stampsOf } from './same-boot';

const account = (boot: BootState): Account => ({ boot, stamps: stampsOf(boot) });
const DISK = '0000:02:00.0';
/** An account that saw functions enumerated at these times. */
const seeing = (times: readonly number[], of: Partial<BootState> = {}): Account =>
  account(
    bootOf(
      times.map((time, index) =>
        deviceWith({ bdf: `0000:00:${index.toString(16).padStart(2, '0')}.0`, enumerated: at(time) }),
      ),
      of,
    ),
  );

describe('§5 what two accounts may have seen at the same time', () => {
  const failed = { how: 'probe failed', at: at(3.000123), places: [] };
  test.each<[string, Partial<DeviceState>]>([
    ['an enumeration', { enumerated: at(3.000123) }],
    ['a driver’s first word', { spoke: at(3.000123) }],
    ['a claim', { claimed: at(3.000123) }],
    ['a failed probe', { failed }],
    ['an unbind', { unbound: at(3.000123) }],
    ['a removal', { removed: at(3.000123) }],
    ['a shutdown', { shutdown: at(3.000123) }],
    ['a reset', { resets: [{ method: 'flr', ok: true, at: at(3.000123) }] }],
    ['a fault', { faults: [runWith({ first: at(3.000123) })] }],
    ['the last of a storm', { faults: [runWith({ first: at(2), last: at(3.000123), places: [at(2)] })] }],
    ['an error', { errors: [errorWith({ first: at(3.000123) })] }],
  ])('%s', (_, seen) => {
    const [one, other] = [account(bootOf([deviceWith(seen)])), account(bootOf([deviceWith(seen)]))];
    expect(sameness(one, other)).toBeGreaterThan(0);
    expect(sameness(one, account(bootOf([deviceWith({ ...seen, bdf: DISK })])))).toBe(0);
  });
  test('a moment of the boot', () => {
    const panics = account(bootWith({ marks: { panicked: at(3.000123) } }));
    expect(sameness(panics, panics)).toBe(1);
    expect(sameness(panics, account(bootWith({ marks: { shutdown: at(3.000123) } })))).toBe(0);
  });
  test('not what has no stamp, nor what every boot has at 0', () => {
    for (const time of [0, null]) {
      const one = account(bootOf([deviceWith({ enumerated: at(time), spoke: at(time) })]));
      expect(one.stamps.size).toBe(0);
      expect(sameness(one, one)).toBe(0);
    }
  });
});

describe('§5 how much must agree', () => {
  test('one microsecond from a second on; before it two, for short logs begin alike', () => {
    expect(sameness(seeing([1]), seeing([1]))).toBe(1);
    expect(sameness(seeing([0.9]), seeing([0.9]))).toBe(0);
    expect(sameness(seeing([0.8, 0.9]), seeing([0.8, 0.9]))).toBe(2);
  });
  test('half of what the one that saw less saw while both were watching', () => {
    expect(sameness(seeing([1, 2, 3, 4]), seeing([1, 2, 3.1, 4.1]))).toBe(2);
    expect(sameness(seeing([1, 2, 3, 4, 4.5, 6]), seeing([1, 2, 3.1, 4.1, 4.6, 6.5]))).toBe(0);
  });
  test('or a quarter, where four do', () => {
    const times = (others: number, shift: number) => [
      ...[1, 2, 3, 4],
      ...Array.from({ length: others }, (_, index) => 5 + index + shift),
      30 + shift,
    ];
    expect(sameness(seeing(times(12, 0)), seeing(times(12, 0.5)))).toBe(4);
    expect(sameness(seeing(times(13, 0)), seeing(times(13, 0.5)))).toBe(0);
  });
  test('what only one of them was there to see speaks against nothing', () => {
    const long = [1, 2, ...Array.from({ length: 20 }, (_, index) => 100 + index)];
    expect(sameness(seeing([1, 2]), seeing(long))).toBe(2);
  });
});

describe('§1 what a boot has once', () => {
  test.each<[string, Partial<BootState>, Partial<BootState>]>([
    ['another id', { bootId: 'f6b7' }, { bootId: '0b51' }],
    ['another release', { release: '6.1.0' }, { release: '6.12.1' }],
    ['another command line', { commandLine: 'ro quiet' }, { commandLine: 'ro elfcorehdr=0x5df5d000' }],
  ])('%s is another boot, whatever agrees', (_, left, right) => {
    const [one, other] = [seeing([1, 2, 3], left), seeing([1, 2, 3], right)];
    expect(contradict(one.boot, other.boot)).toBe(true);
    expect([sameness(one, other), compatible(one, other)]).toEqual([0, false]);
    expect(contradict(one.boot, one.boot)).toBe(false);
  });
  test.each<[string, Partial<BootState>]>([
    ['id', { bootId: 'f6b7' }],
    ['release', { release: '6.1.0' }],
    ['command line', { commandLine: 'ro quiet' }],
  ])('an account that does not tell its %s contradicts none', (_, told) => {
    expect([contradict(bootWith(told), bootWith()), contradict(bootWith(), bootWith(told))]).toEqual([false, false]);
  });
  test('a command line may be cut in one of them', () => {
    const [whole, cut] = [bootWith({ commandLine: 'ro quiet splash' }), bootWith({ commandLine: 'ro quiet' })];
    expect([contradict(whole, cut), contradict(cut, whole)]).toEqual([false, false]);
  });
  test('the kernel’s own id is enough', () => {
    const [one, other] = [seeing([1], { bootId: 'f6b7' }), seeing([2, 3, 4], { bootId: 'f6b7' })];
    expect(sameness(one, other)).toBeGreaterThan(sameness(seeing([1, 2, 3]), seeing([1, 2, 3])));
    expect(compatible(one, other)).toBe(true);
  });
});

describe('§5 said to follow the same boot: nothing may speak against it', () => {
  test('one time that agrees, or too few that could', () => {
    expect(compatible(seeing([1, 2, 3, 4]), seeing([1, 2.5, 3.5, 3.9]))).toBe(true);
    expect(compatible(seeing([1, 2, 3, 3.5, 5]), seeing([0.5, 2.5, 3.2, 3.6, 6]))).toBe(false);
    expect(compatible(seeing([1, 2, 3, 5]), seeing([0.5, 2.5, 3.2, 6]))).toBe(true);
  });
});

describe('§5 a boot that was let go is known again', () => {
  const times = [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8];
  const gone = digestOf(seeing(times, { source: 'console' }));
  const later = (of: readonly number[], boot: Partial<BootState> = {}) => seeing(of, { source: 'journal', ...boot });
  test('by what another source saw at the same times', () => {
    expect(isOfDigest(later(times), gone)).toBe(true);
    expect(isOfDigest(later(times.map((time) => time + 0.01)), gone)).toBe(false);
  });
  test('by half of the stamps that are kept, not by fewer', () => {
    expect(gone.stamps).toHaveLength(6);
    const some = digestOf(seeing([1.1, 1.2, 1.3]));
    expect(isOfDigest(later([1.1, 1.2, 1.3]), some)).toBe(true);
    expect(isOfDigest(later([1.1, 1.2, 1.9]), some)).toBe(false);
  });
  test('by the kernel’s id, where both tell it', () => {
    const named = digestOf(seeing(times, { bootId: 'f6b7', source: 'console' }));
    expect(isOfDigest(later([9], { bootId: 'f6b7' }), named)).toBe(true);
    expect(isOfDigest(later(times, { bootId: '0b51' }), named)).toBe(false);
    expect(isOfDigest(later(times), named)).toBe(true);
    expect(isOfDigest(later(times, { bootId: 'f6b7' }), gone)).toBe(true);
  });
  test('not a source that told of it: that one tells of another now', () => {
    expect(isOfDigest(seeing(times, { source: 'console' }), gone)).toBe(false);
    const merged = bootOf([deviceWith({ enumerated: at(1.1) })], {
      accounts: [bootWith({ source: 'netconsole' }), bootWith({ source: 'journal' })],
    });
    expect(digestOf(account(merged)).sources).toEqual(['netconsole', 'journal']);
  });
  test('the same stamps are kept whatever the order in which they came', () => {
    const boot = (bdfs: readonly string[]) =>
      bootOf(bdfs.map((bdf, at_) => deviceWith({ bdf, enumerated: at(bdf === NIC ? 1 : 2, at_) })));
    expect(digestOf(account(boot([NIC, DISK]))).stamps).toEqual(digestOf(account(boot([DISK, NIC]))).stamps);
  });
});
