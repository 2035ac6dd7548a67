/** What the oracle of simulated handoffs found: where quiet was taken for clean, or a doubt was not said (bench/oracle). */
import {
  CRASH,
  deviceOf,
  driven,
  enumerated,
  fault,
  groups,
  kexeced,
  NIC,
  onlyHandoff,
  reportOn,
  translating,
} from '../testing/log';

const NVME = '0000:02:00.0';
const kexeces = { lines: [...enumerated, ...translating, ...driven, ...kexeced] };
const init = [2.2, 'Run /init as init process'] as const;
const e1000e = driven.slice(1, 3);
const sixLater = driven.map((line) => (typeof line === 'string' ? line : ([line[0] + 6, line[1]] as const)));

test('ports that the kernel takes long before user space do not make it up: a log that ends there shows nothing', async () => {
  const port = [
    [0.8, 'pci 0000:00:02.0: [8086:3420] type 01 class 0x060400'],
    [1.6, 'pcieport 0000:00:02.0: PME: Signaling with IRQ 25'],
  ] as const;
  const report = await reportOn(kexeces, { lines: [...enumerated, port[0], ...translating, port[1]] });
  expect(onlyHandoff(report).outcome).toBe('unknown');
  expect(deviceOf(report).verdict).toBe('unobserved');
});

test('a log that ends while drivers are loading says nothing of those that have not spoken', async () => {
  const report = await reportOn(kexeces, { lines: [...enumerated, ...translating, init, ...e1000e] });
  expect(deviceOf(report).verdict).toBe('clean');
  expect(deviceOf(report, NVME)).toMatchObject({
    verdict: 'unobserved',
    findings: [{ why: 'the log ends before a driver claimed it' }],
  });
});

test('where the log goes on, a device without a driver was quiet', async () => {
  const later = [14, 'rfkill: input handler disabled'] as const;
  const report = await reportOn(kexeces, { lines: [...enumerated, ...translating, init, ...e1000e, later] });
  expect(deviceOf(report, NVME).verdict).toBe('clean');
});

test('a stream that is a bus behind a PCIe-to-PCI bridge means who lives on that bus', async () => {
  const smmu = 'arm-smmu-v3 arm-smmu-v3.0.auto:';
  const words = ['0x0000030000000002', '0x0000000000000000', '0x0000000000000000', '0x0000000000000000'];
  const behind = [0.92, 'pci 0000:03:03.0: [10ec:8139] type 00 class 0x020000'] as const;
  const report = await reportOn(kexeces, {
    lines: [
      ...enumerated,
      behind,
      [1.12, `${smmu} allocated 32768 entries for evtq`],
      [1.4, `${smmu} event 0x02 received:`],
      ...words.map((word, at) => [1.40001 + at / 100_000, `${smmu} \t${word}`] as const),
      ...groups,
      ...driven,
    ],
  });
  expect(deviceOf(report, '0000:03:03.0')).toMatchObject({ verdict: 'dma-leak', findings: [{ confidence: 'likely' }] });
});

test('a fault after lost lines may be its new driver’s, whose claim was lost: a likely leak, no certain one', async () => {
  const lines = [...enumerated, ...translating, init, '** 12 printk messages dropped **', [9, fault()]] as const;
  const report = await reportOn(kexeces, { lines });
  expect(deviceOf(report).findings[0]).toMatchObject({ verdict: 'dma-leak', confidence: 'likely' });
  expect(deviceOf(report).findings[0]?.why).toMatch(/claim may be among them/);
});

test('a console that shows only trouble shows no claim: a fault on it is a likely leak, no certain one', async () => {
  const report = await reportOn(
    { lines: [...enumerated, ...driven, [12.5, 'Kernel panic - not syncing: sysrq triggered crash']] },
    { commandLine: `${CRASH} loglevel=4`, lines: [[9, fault()]] },
  );
  expect(deviceOf(report).findings[0]).toMatchObject({ verdict: 'dma-leak', confidence: 'likely' });
});

test('lines lost after its driver had it hide no leak of it', async () => {
  const lost = '** 12 printk messages dropped **';
  const report = await reportOn(kexeces, {
    lines: [...enumerated, ...translating, init, ...e1000e, lost, ...driven.slice(3)],
  });
  expect(deviceOf(report).verdict).toBe('clean');
  expect(deviceOf(report, NVME).verdict).toBe('unobserved');
});

describe('the limit of fault reports', () => {
  const storm = (count: number, from = 1.1) =>
    Array.from({ length: count }, (_, at) => [from + at / 100, fault()] as const);

  test('when it is full, another device’s report may have been kept back, though nothing says so yet', async () => {
    const report = await reportOn(kexeces, { lines: [...enumerated, ...translating, ...storm(10), ...driven] });
    expect(deviceOf(report).verdict).toBe('dma-leak');
    expect(deviceOf(report, NVME).findings[0]).toMatchObject({ verdict: 'clean', confidence: 'possible' });
    expect(deviceOf(report, NVME).findings[0]?.why).toMatch(/ten fault reports/);
  });

  test('below it nothing is kept back; VT-d’s status line counts as well', async () => {
    const quiet = await reportOn(kexeces, { lines: [...enumerated, ...translating, ...storm(9), ...driven] });
    expect(deviceOf(quiet, NVME).findings[0]?.confidence).toBe('certain');
    const status = storm(5).flatMap((line) => [[line[0], 'DMAR: DRHD: handling fault status reg 2'] as const, line]);
    const full = await reportOn(kexeces, { lines: [...enumerated, ...translating, ...status, ...driven] });
    expect(deviceOf(full, NVME).findings[0]?.confidence).toBe('possible');
  });

  test('a report of a later interval, with no word of suppressed ones, shows that none was kept back', async () => {
    const late = [7.5, fault()] as const;
    const lines = [...enumerated, ...translating, ...storm(10), late, ...sixLater];
    expect(deviceOf(await reportOn(kexeces, { lines }), NVME).findings[0]?.confidence).toBe('certain');
  });

  test('AMD-Vi limits each device by itself: what it kept back of one hides nothing of another', async () => {
    const event = 'AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x0000 address=0x2000 flags=0x0050]';
    const report = await reportOn(kexeces, {
      commandLine: CRASH,
      lines: [
        ...enumerated,
        ...groups,
        [1, 'pci 0000:00:00.2: AMD-Vi: Found IOMMU cap 0x40'],
        [1.1, `pci ${NIC}: ${event}`],
        [7, 'amd_iommu_report_page_fault: 7 callbacks suppressed'],
        [7.01, `pci ${NIC}: ${event}`],
        ...sixLater,
      ],
    });
    expect(deviceOf(report).verdict).toBe('dma-leak');
    expect(deviceOf(report, NVME).findings[0]).toMatchObject({ verdict: 'clean', confidence: 'certain' });
  });
});
