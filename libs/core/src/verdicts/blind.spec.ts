/** Why quiet does not mean quiet (domain.md §4, observability), told of boots rather than of logs. */
import { at, bootOf, deviceWith, runWith } from '../testing/state';
import type { BootState, DeviceState } from '../timelines/boot';
import { blind, faultsSuppressed, keptBack } from './blind';
import type { Case } from './case';

/** A boot that was watched from its first line until it was up, with its IOMMU on. */
const SETTLED: Partial<BootState> = { lastTime: 60, marks: { 'iommu-enabled': at(0.5), 'init-started': at(2) } };
const NIC = deviceWith({ enumerated: at(0.9), spoke: at(2.5), claimed: at(2.6), owned: at(2.6, 30), driver: 'e1000e' });
const UNDRIVEN = deviceWith({ enumerated: at(0.9) });

interface Told {
  readonly to?: Partial<BootState>;
  readonly after?: DeviceState | null;
  readonly before?: DeviceState | null;
  readonly others?: readonly DeviceState[];
  readonly kind?: Case['kind'];
  readonly mode?: string;
}
function whyOf({ to, after = NIC, before = NIC, others = [], kind = 'kexec', mode = 'vtd-translated' }: Told) {
  const boot = bootOf([...(after ? [after] : []), ...others], { ...SETTLED, ...to });
  const seen = { transition: { from: null, to: boot }, policy: 'shutdown', lost: false, bdf: NIC.bdf };
  return blind({ ...seen, kind, mode, before, after, to: boot });
}

test('a device that its driver claimed, behind an IOMMU that translates: faults would be seen', () => {
  expect(whyOf({})).toBeNull();
});

test('nothing is seen of a kernel that is not in the log', () => {
  const none = { transition: { from: null, to: null }, policy: 'shutdown', lost: false, bdf: NIC.bdf } as const;
  expect(blind({ ...none, kind: 'kexec', mode: 'unknown', before: NIC, after: null, to: null })).toBe(
    'the log ends before the incoming kernel’s first line',
  );
});

test.each<[string, Told, string | null]>([
  ['a late begin', { to: { fromStart: false } }, 'the incoming kernel’s log does not begin at its first line'],
  [
    'damage',
    { to: { damaged: ['huge-line', 'interleaved'] } },
    'the incoming kernel’s log is damaged (huge-line, interleaved)',
  ],
  ['lines lost', { to: { linesLost: 7 } }, 'at least 7 lines of the incoming kernel were lost'],
  [
    'lines lost before its claim',
    { to: { linesLost: 7, gapAt: at(1, 20) } },
    'at least 7 lines of the incoming kernel were lost',
  ],
  ['lines lost behind its claim', { to: { linesLost: 7, gapAt: at(5, 40) } }, null],
  ['a mode that reports nothing', { mode: 'vtd-passthrough' }, 'the IOMMU passed its DMA through untranslated'],
  [
    'a device without a group',
    { others: [deviceWith({ bdf: '0000:02:00.0', group: 3 })] },
    'other devices are in IOMMU groups and this one is in none',
  ],
  [
    'its death',
    { to: { lastTime: 3, marks: { panicked: at(3) } }, after: UNDRIVEN },
    'the incoming kernel died before a driver claimed it',
  ],
  ['its end', { to: { lastTime: 1, marks: {} }, after: UNDRIVEN }, 'the log ends before a driver claimed it'],
  [
    'its end, while modules are loaded',
    { to: { ...SETTLED, lastTime: 11 }, after: UNDRIVEN },
    'the log ends before a driver claimed it',
  ],
  ['drivers that had the time to come', { to: { ...SETTLED, lastTime: 12 }, after: UNDRIVEN }, null],
  ['a device that never had a driver', { to: { ...SETTLED, lastTime: 11 }, after: UNDRIVEN, before: UNDRIVEN }, null],
  [
    'a driver that gave up',
    { to: { ...SETTLED, lastTime: 11 }, after: { ...UNDRIVEN, failed: { how: 'x', at: at(5), places: [] } } },
    null,
  ],
  [
    'a kernel that goes down again',
    { to: { ...SETTLED, lastTime: 11, marks: { ...SETTLED.marks, shutdown: at(11) } }, after: UNDRIVEN },
    null,
  ],
])('%s', (_, told, why) => {
  expect(whyOf(told)).toBe(why);
});

test('a console below level error is said to have hidden them', () => {
  const level = (loglevel: number) => whyOf({ mode: 'off', to: { commandLine: `ro loglevel=${loglevel}` } });
  expect(level(3)).toMatch(/ \(its console shows only what is worse than level 3\)$/);
  expect(level(4)).not.toMatch(/console/);
});

describe('reports that the kernel kept back', () => {
  const AMD = 'amd_iommu_report_page_fault';
  const kept = (to: Partial<BootState>, after: DeviceState | null = NIC) => keptBack(bootOf([], to), after);

  test('of the functions that print faults alone', () => {
    const suppressedBy = { dmar_fault: 1, iommu_print_event: 2, [AMD]: 4, arm_smmu_evtq_thread: 8, net_ratelimit: 99 };
    expect(faultsSuppressed(bootOf([], { suppressedBy }))).toBe(15);
    const more = { viommu_fault_handler: 1, riscv_iommu_fault: 2, x_dmar_fault: 99, '': 99 };
    expect(faultsSuppressed(bootOf([], { suppressedBy: more }))).toBe(3);
  });
  test('are said, for the device’s may be among them', () => {
    expect(kept({ suppressedBy: { dmar_fault: 23 } })).toBe(
      'the kernel kept 23 fault reports to itself, and the device’s may be among them',
    );
    expect([kept({}), keptBack(null, null)]).toEqual([null, null]);
  });
  test('by AMD-Vi are one device’s: of one in a group, where it reported nothing, none is', () => {
    const grouped = { ...NIC, group: 3 };
    const suppressedBy = { [AMD]: 7 };
    expect(kept({ suppressedBy }, grouped)).toBeNull();
    expect(kept({ suppressedBy }, { ...grouped, faults: [runWith({ family: 'amdvi' })] })).toMatch(/kept 7 /);
    expect(kept({ suppressedBy }, { ...grouped, faults: [runWith()] })).toBeNull();
    expect(kept({ suppressedBy })).toMatch(/kept 7 /);
    expect(kept({ suppressedBy }, null)).toMatch(/kept 7 /);
    expect(kept({ suppressedBy: { [AMD]: 7, dmar_fault: 2 } }, grouped)).toMatch(/kept 2 /);
  });
  test('are to be feared where the limit was full before its driver had it', () => {
    const full = (line: number) => kept({ reportLimit: { since: 1, printed: 10, fullAt: at(1, line) } });
    expect(full(20)).toMatch(/^the kernel prints ten fault reports in five seconds/);
    expect(full(40)).toBeNull();
    expect(kept({ reportLimit: { since: 1, printed: 9, fullAt: null } })).toBeNull();
  });
});
