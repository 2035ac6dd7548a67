/** Faults of one kind as one run: what they are about, how many, when. */
import type { Fact } from '../facts/fact';
import {
  type BootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  fault,
  NIC,
  onlyHandoff,
  panicked,
  reportOn,
  translating,
} from '../testing/log';
import { at, bootWith, factWith } from '../testing/state';
import { advanceBoot } from './advance';
import type { BootState } from './boot';

type Lines = BootText['lines'];
const crashed = { lines: [...enumerated, ...driven, ...panicked] };
const findingsOf = async (...lines: Lines) => {
  const report = await reportOn(crashed, { commandLine: CRASH, lines: [...enumerated, ...translating, ...lines] });
  return deviceOf(report).findings.filter(({ kind }) => kind === 'iommu-fault' || kind === 'interrupt-fault');
};
const reasoned = (reason: string) =>
  `DMAR: [DMA Write NO_PASID] Request device [01:00.0] fault addr 0x7f3a2000 [fault reason ${reason}] whatever it says`;

describe('§6 the reason class of a VT-d fault is what its number is about (drivers/iommu/intel/dmar.c)', () => {
  test.each([
    ['0x01', 'context'],
    ['0x02', 'context'],
    ['0x04', 'context'],
    ['0x05', 'page'],
    ['0x06', 'page'],
    ['0x07', 'page'],
    ['0x08', 'context'],
    ['0x0c', 'page'],
    ['0x0d', 'context'],
    ['0x1f', 'context'],
    ['0x30', 'context'],
    ['0x59', 'context'],
    ['0x71', 'page'],
    ['0x79', 'page'],
    ['0x85', 'page'],
    ['0x90', 'page'],
  ])('%s is of the %s', async (reason, expected) => {
    expect(await findingsOf([1.1, reasoned(reason)], ...driven)).toMatchObject([{ reason: expected, access: 'write' }]);
  });
  test.each(['0x20', '0x25', '0x2f'])('%s is of interrupts', async (reason) => {
    const request = `DMAR: [INTR-REMAP] Request device [01:00.0] fault index 0x23 [fault reason ${reason}] whatever it says`;
    expect(await findingsOf([1.1, request], ...driven)).toMatchObject([
      { reason: 'interrupt', kind: 'interrupt-fault', what: expect.stringMatching(/^interrupt request refused, \w/) },
    ]);
  });
});

test.each([
  ['a unit before PCI functions', { unit: 'virtio0' }, ['iommu-reported']],
  ['the unit of a system on chip', { unit: 'fe043e00.iommu', chip: true }, []],
])('§4 who reports a refused DMA translates: %s', (_, fields, marks) => {
  const boot = advanceBoot(bootWith(), factWith({ family: 'iommu', kind: 'iommu-fault', bdf: null, fields }));
  expect(Object.keys(boot.marks)).toEqual(marks);
});

describe('§4 storms: what is one run', () => {
  test('read and write are two, in turns as well', async () => {
    const found = await findingsOf([1.1, fault()], [1.11, reasoned('0x05')], [1.12, fault()], ...driven);
    expect(found.map(({ access, count }) => [access, count])).toEqual([
      ['read', 2],
      ['write', 1],
    ]);
  });
  test('before and after the claim are two, claimed and settled one', async () => {
    const found = await findingsOf([1.1, fault()], ...driven, [5, fault()], [90, fault()]);
    expect(found.map(({ phase, count, last }) => [phase, count, last?.time])).toEqual([
      ['dormant', 1, 1.1],
      ['claimed', 2, 90],
    ]);
  });
  test('its evidence is its first places and its last', async () => {
    const storm = Array.from({ length: 20 }, (_, at) => [1.1 + at / 100, fault()] as const);
    const [found] = await findingsOf(...storm, ...driven);
    expect(found?.count).toBe(20);
    expect(found?.evidence.map(({ time }) => time)).toEqual([1.1, 1.11, 1.12, 1.13, 1.14, 1.15, 1.16, 1.17, 1.29]);
  });
  test('a line stamped more than a second before the last was printed again; CPUs are off by less', async () => {
    const [again] = await findingsOf([1.1, fault()], [4, fault()], [1.5, fault()], ...driven.slice(0, 1));
    expect(again).toMatchObject({ count: 2, last: { time: 4 } });
    const [close] = await findingsOf([1.1, fault()], [1.9, fault()], [1.5, fault()], ...driven);
    expect(close).toMatchObject({ count: 3 });
  });
});

test('streams of nobody: each is told with its count', async () => {
  const event = (seconds: number, sid: string): Lines =>
    [
      `event 0x10 received:`,
      `\t0x${sid}00000010`,
      '\t0x0000020000000000',
      '\t0x00000000fffe0000',
      '\t0x0000000000000000',
    ].map((text) => [seconds, `arm-smmu-v3 arm-smmu-v3.0.auto: ${text}`] as const);
  const report = await reportOn(
    { lines: [...enumerated, ...driven, [12.5, 'kexec_core: Starting new kernel']] },
    {
      lines: [
        [0.8, 'arm-smmu-v3 arm-smmu-v3.0.auto: allocated 32768 entries for evtq'],
        ...enumerated,
        ...event(1.1, '0000ff08'),
        ...event(1.2, '0000fe08'),
        ...event(1.3, '0000ff08'),
        ...driven,
      ],
    },
  );
  expect((onlyHandoff(report).strays ?? []).map(({ count }) => count)).toEqual([2, 1]);
});

describe('VT-d and SMMUv3 print ten reports in five seconds, of all devices (include/linux/ratelimit_types.h)', () => {
  const report = (time: number | null, of: Partial<Fact> = {}) =>
    factWith({ kind: 'iommu-fault', family: 'dmar', fault: true, time, bdf: NIC, ...of });
  const limit = (facts: readonly Fact[], of: Partial<BootState> = {}) =>
    facts.reduce(advanceBoot, bootWith(of)).reportLimit;
  const times = (count: number, every = 0.1) => Array.from({ length: count }, (_, index) => report(1 + index * every));
  test('the tenth fills the limit, a count as well', () => {
    expect(limit(times(9))).toEqual({ since: 1, printed: 9, fullAt: null });
    expect(limit(times(10))).toMatchObject({ printed: 10, fullAt: { time: 1.9 } });
    expect(limit([report(1, { count: 12 })])).toEqual({ since: 1, printed: 12, fullAt: at(1) });
  });
  test('until more than five seconds have gone: then a report begins anew', () => {
    expect(limit([...times(9), report(6)])).toMatchObject({ since: 1, printed: 10, fullAt: at(6) });
    expect(limit([...times(10), report(6.01)])).toEqual({ since: 6.01, printed: 1, fullAt: null });
  });
  test('where nothing tells the time, all may have come at once', () => {
    const untold = Array.from({ length: 10 }, (_, index) => report(null, { line: index + 1 }));
    expect(limit(untold.slice(1))?.fullAt).toBeNull();
    expect(limit(untold)).toMatchObject({ printed: 10, fullAt: { line: 10 } });
  });
  test('whole seconds of the day: six may be five', () => {
    const ofDay = (seconds: number) => report(null, { at: `2026-03-01T10:00:0${seconds}` });
    const nine = Array.from({ length: 9 }, () => ofDay(1));
    expect(limit([...nine, ofDay(7)])?.fullAt).not.toBeNull();
    expect(limit([...nine, ofDay(8)])).toMatchObject({ printed: 1, fullAt: null });
    expect(limit([...nine, report(null, { at: '2026-03-01T12:00:07+02:00' })])?.fullAt).not.toBeNull();
  });
  test('SMMU’s, interrupts and the status line count', () => {
    const others = [
      report(1, { family: 'smmu' }),
      report(1, { kind: 'interrupt-fault' }),
      report(1, { kind: 'fault-status' }),
    ];
    expect(limit(others)?.printed).toBe(3);
  });
  test('a status that holds records counts twice: dmar_fault() asks once more before it finds no other', () => {
    const status = (text: string) => report(1, { kind: 'fault-status', fields: { status: text } });
    expect(['0x2', '0x3', '0x102', '0x1', '0x40'].map((text) => limit([status(text)])?.printed)).toEqual([
      2, 2, 2, 1, 1,
    ]);
    const once = [status('0x2'), report(1)];
    expect(limit([...once, ...once, ...once])).toMatchObject({ printed: 9, fullAt: null });
    expect(limit([...once, ...once, ...once, status('0x2')])).toMatchObject({ fullAt: at(1) });
  });
  test.each<[string, Fact, Partial<BootState>]>([
    ['AMD-Vi’s, whose limit is a device’s', report(1, { family: 'amdvi' }), {}],
    ['one of a kernel that goes down', report(1), { marks: { shutdown: at(0.5) } }],
  ])('not %s', (_, fact, of) => {
    expect(limit([fact], of)).toBeNull();
  });
});
