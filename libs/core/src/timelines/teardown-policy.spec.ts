/** Steps that the log shows (domain.md §3), device by device. */
import type { HandoffKind } from '../report';
import { NIC } from '../testing/log';
import { at, bootOf, bootWith, deviceWith } from '../testing/state';
import type { BootState, DeviceState } from './boot';
import { clearsBusMaster, inferPolicy, policyLabel, teardownOf } from './teardown-policy';

const RELEASE = '6.1.0';
const steps = (
  before: Partial<DeviceState> | null,
  {
    kind = 'kexec',
    after = null,
    from = {},
    to = {},
  }: {
    kind?: HandoffKind;
    after?: Partial<DeviceState> | null;
    from?: Partial<BootState>;
    to?: Partial<BootState>;
  } = {},
) => {
  const boot = (device: Partial<DeviceState> | null, of: Partial<BootState>) =>
    bootOf(device ? [deviceWith(device)] : [], of);
  return policyLabel(
    inferPolicy({
      transition: { from: boot(before, { release: RELEASE, ...from }), to: boot(after, to) },
      bdf: NIC,
      kind,
    }),
  );
};
const reset = (method: string, ok = true) => ({ resets: [{ method, ok, at: at(11) }] });

describe('§3 what was done to a device before a planned kexec', () => {
  test.each<[string, string, Partial<DeviceState>]>([
    ['nothing seen: its shutdown was called', 'shutdown+bus-master-off', {}],
    ['an unbind', 'remove+bus-master-off', { unbound: at(11) }],
    ['given to vfio', 'vfio-rebind+bus-master-off', { driver: 'vfio-pci', drivers: ['nvme', 'vfio-pci'] }],
    ['vfio’s from the start', 'shutdown+bus-master-off', { driver: 'vfio-pci', drivers: ['vfio-pci'] }],
    ['another driver’s', 'shutdown+bus-master-off', { driver: 'mlx5_core', drivers: ['mlx4_core', 'mlx5_core'] }],
    ['a function-level reset', 'shutdown+flr+bus-master-off', reset('flr')],
    ['the same in words', 'shutdown+flr+bus-master-off', reset('Function Level Reset')],
    ['a bus reset', 'shutdown+hot-reset+bus-master-off', reset('bus')],
    ['a hot reset', 'shutdown+hot-reset+bus-master-off', reset('hot reset')],
    ['a reset that failed', 'shutdown+bus-master-off', reset('flr', false)],
    ['a power cycle', 'shutdown+bus-master-off', reset('pm')],
  ])('%s', (_, label, device) => {
    expect(steps(device)).toBe(label);
  });
  test('bus mastering that the incoming kernel found on was not cleared', () => {
    expect(steps({}, { after: { commandBefore: 0x6 } })).toBe('shutdown');
    expect(steps({}, { after: { commandBefore: 0x2 } })).toBe('shutdown+bus-master-off');
  });
  test('nor by a kernel before 3.12, nor on the way through firmware', () => {
    expect(steps({}, { from: { release: '3.10.0-957.el7' } })).toBe('shutdown');
    expect(steps({}, { from: { release: null } })).toBe('shutdown+bus-master-off');
    expect(steps({}, { kind: 'firmware' })).toBe('shutdown');
  });
  test.each<[string | null, boolean | null]>([
    ['2.6.32', false],
    ['3.11.9', false],
    ['3.12.0', true],
    ['4.1.0', true],
    ['10.0.0', true],
    ['rolling-4.19', null],
    [null, null],
  ])('a kernel %s clears it: %p', (release, expected) => {
    expect(clearsBusMaster(release)).toBe(expected);
  });
  test('a device of which nothing is known, and the host', () => {
    expect(steps(null)).toBe('shutdown+bus-master-off');
    const transition = { from: bootWith({ release: RELEASE }), to: null };
    expect(inferPolicy({ transition, bdf: null, kind: 'kexec' })).toEqual(['shutdown', 'bus-master-off']);
    expect(inferPolicy({ transition: { from: null, to: null }, bdf: NIC, kind: 'kexec' })).toEqual([
      'shutdown',
      'bus-master-off',
    ]);
  });
});

describe('§3 a crash tears nothing down', () => {
  const copied = { marks: { 'tables-copied': at(1) } };
  test('and the tables may be inherited', () => {
    expect(steps(reset('flr'), { kind: 'kdump' })).toBe('none');
    expect(steps({}, { kind: 'kdump', to: copied })).toBe('none+iommu-inherit');
    expect(steps({}, { to: copied })).toBe('shutdown+bus-master-off+iommu-inherit');
  });
  test('a panic that went to firmware neither; a kexec that came all the same tore down', () => {
    const from = { marks: { panicked: at(12) } };
    expect(steps({}, { kind: 'firmware', from })).toBe('none');
    expect(steps({}, { kind: 'unknown', from })).toBe('none');
    expect(steps({}, { kind: 'kexec', from })).toBe('shutdown+bus-master-off');
    expect(steps({}, { kind: 'liveupdate', from })).toBe('shutdown');
  });
});

describe('how a teardown went', () => {
  const teardown = (before: Partial<DeviceState> | null, after: Partial<DeviceState> | null = null) =>
    teardownOf({ from: bootOf(before ? [deviceWith(before)] : []), to: bootOf(after ? [deviceWith(after)] : []) }, NIC);
  test('nothing seen', () => {
    const nothing = { shutdownRan: false, secondsAtMost: null, failed: null, leftIn: null, resets: [] };
    expect([teardown(null), teardown({}, {})]).toEqual([nothing, nothing]);
    expect(teardownOf({ from: null, to: null }, NIC)).toEqual(nothing);
  });
  test('its callback, how long it took at most, and how it failed', () => {
    const seen = { shutdown: at(10.1), shutdownUntil: 10.35, shutdownFailed: { how: 'timed out', at: at(10.3) } };
    expect(teardown(seen)).toMatchObject({ shutdownRan: true, secondsAtMost: 0.25, failed: 'timed out' });
    expect(teardown({ shutdown: at(10.1) })).toMatchObject({ shutdownRan: true, secondsAtMost: null });
    expect(teardown({ shutdown: at(null), shutdownUntil: 10 }).secondsAtMost).toBeNull();
  });
  test('the state it was left in, where that is off', () => {
    expect(['D3hot', 'D3cold', 'D0'].map((powerState) => teardown({}, { powerState }).leftIn)).toEqual([
      'D3hot',
      'D3cold',
      null,
    ]);
  });
  test('its resets, failed ones too', () => {
    expect(teardown(reset('flr', false)).resets).toEqual([{ method: 'flr', ok: false }]);
  });
});
