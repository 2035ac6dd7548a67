/** What the oracle of simulated handoffs found: where quiet was taken for clean, or a doubt was not said (bench/oracle). */
import {
  type BootText,
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

describe('what stood over a device, in the words of each kernel', () => {
  type Lines = BootText['lines'];
  const VTD: Lines = [[1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O']];
  const AMD: Lines = [[1.01, 'AMD-Vi: Enabling IOMMU at 0000:00:00.2 cap 0x40']];
  const SMMU: Lines = [[1.12, 'arm-smmu-v3 arm-smmu-v3.0.auto: allocated 32768 entries for evtq']];
  const SMMU2: Lines = [[1.12, 'arm-smmu e0600000.smmu: SMMUv2 with:']];
  const TCE: Lines = [[0.32, 'IOMMU table initialized, virtual merging enabled']];
  const VIRTIO: Lines = [[0.56, 'virtio_iommu virtio0: input address: 64 bits']];
  const RISCV: Lines = [[1.2, 'riscv-iommu-pci 0000:00:01.0: Fault 15 devid: 0x200 iotval: 1000 iotval2: 0']];
  const identity = 'pci 0000:01:00.0: DMAR: Device uses a private identity domain.';
  const direct = 'e1000e 0000:01:00.0: Using 64-bit direct DMA at offset 800000000000000';
  const bypass = 'arm-smmu-v3.disable_bypass';
  type Case = readonly [string, { release?: string; options?: string; lines: Lines }, string, string];
  const cases: readonly Case[] = [
    ['AMD-Vi up to 3.5', { release: '2.6.32', lines: AMD }, 'amdvi-translated', 'clean'],
    [
      'AMD-Vi passing all through, up to 4.1',
      { release: '3.10.0', lines: [...AMD, [1.1, 'AMD-Vi: Initialized for Passthrough Mode']] },
      'amdvi-passthrough',
      'unobserved',
    ],
    [
      'VT-d with a private identity domain, 5.3 to 5.8',
      { release: '5.4.0', lines: [...VTD, [1.1, identity]] },
      'vtd-passthrough',
      'unobserved',
    ],
    [
      'VT-d with an identity mapping, up to 5.2',
      { release: '4.19.0', lines: [...VTD, [2.6, 'DMAR: 64bit 0000:01:00.0 uses identity mapping']] },
      'vtd-passthrough',
      'unobserved',
    ],
    ['SMMUv3 before 4.20 lets strangers pass', { release: '4.19.0', lines: SMMU }, 'smmuv3-bypass', 'unobserved'],
    ['unless told not to', { release: '4.19.0', options: `${bypass}=1`, lines: SMMU }, 'smmuv3-translated', 'clean'],
    [
      'SMMUv3 in an enterprise kernel',
      { release: '4.18.0-348.el8.aarch64', lines: SMMU },
      'smmuv3-translated',
      'clean',
    ],
    ['SMMUv3 from 4.20 on', { release: '4.20.0', lines: SMMU }, 'smmuv3-translated', 'clean'],
    ['SMMUv2 before 5.2', { release: '5.1.0', lines: SMMU2 }, 'smmu-bypass', 'unobserved'],
    ['SMMUv2 from 5.2 on', { release: '5.2.0', lines: SMMU2 }, 'smmu-translated', 'clean'],
    [
      'a direct window on pseries',
      { release: '4.19.0', lines: [...TCE, [2.6, direct]] },
      'tce-passthrough',
      'unobserved',
    ],
    ['virtio’s IOMMU', { lines: VIRTIO }, 'virtio-translated', 'clean'],
    ['a report of another device shows that the unit is on', { lines: RISCV }, 'riscv-translated', 'clean'],
  ];
  test.each(cases)('%s', async (_, { release, options = 'quiet', lines }, iommu, verdict) => {
    const boot = {
      commandLine: `root=/dev/sda1 loglevel=7 ${options}`,
      lines: [...enumerated, ...groups, ...lines, ...driven],
    };
    const report = await reportOn(kexeces, { ...boot, ...(release ? { release } : {}) });
    expect(deviceOf(report)).toMatchObject({ iommu, verdict });
  });

  test('virtio’s reports are limited together, and name the endpoint by its requester id', async () => {
    const report = await reportOn(kexeces, {
      lines: [
        ...enumerated,
        ...VIRTIO,
        ...groups,
        [1.4, 'virtio_iommu virtio0: page fault from EP 512 at 0x1000 [W]'],
        [7, 'viommu_fault_handler: 12 callbacks suppressed'],
        ...sixLater,
      ],
    });
    expect(deviceOf(report, NVME)).toMatchObject({
      verdict: 'dma-leak',
      findings: [{ confidence: 'likely', atLeast: true }],
    });
    expect(deviceOf(report).findings[0]).toMatchObject({ verdict: 'clean', confidence: 'possible' });
  });
});

test('a driver that gives up with -ENODEV says so itself, for the driver core says nothing', async () => {
  const sas = [
    [2.3, 'mpt3sas_cm0: iomem(0x00000000fe200000), mapped(0x00000000a1b2c3d4), size(65536)'],
    [2.4, 'mpt3sas_cm0: failure at drivers/scsi/mpt3sas/mpt3sas_scsih.c:10790/_scsih_probe()!'],
    [2.5, 'hpsa 0000:02:00.0: board not ready, timed out.'],
  ] as const;
  const found = [[0.92, 'pci 0000:01:00.0: reg 0x14: [mem 0xfe200000-0xfe20ffff 64bit]']] as const;
  const report = await reportOn(kexeces, { lines: [...enumerated, ...found, ...translating, init, ...sas] });
  expect([deviceOf(report).verdict, deviceOf(report, NVME).verdict]).toEqual(['probe-failed', 'probe-failed']);
});
