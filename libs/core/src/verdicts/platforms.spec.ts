/** Handoffs that are hard to come by, in the words of the kernels' own formats, and the verdict that domain.md asks for. */
import { type BootText, CRASH, deviceOf, onlyHandoff, reportOn } from '../testing/log';

type Lines = BootText['lines'];
const MLX = '0001:01:00.0';
const NVME = '0002:01:00.0';

describe('POWER: an EEH leak and the freeze it causes', () => {
  const devices: Lines = [
    [0.31, 'pci 0001:01:00.0: [15b3:1017] type 00 class 0x020000'],
    [0.31, 'pci 0002:01:00.0: [144d:a821] type 00 class 0x010802'],
    [0.32, 'IOMMU table initialized, virtual merging enabled'],
    [0.33, 'pci 0001:01:00.0: Adding to iommu group 1'],
    [0.33, 'pci 0002:01:00.0: Adding to iommu group 2'],
    [0.34, 'EEH: Capable adapter found: recovery enabled.'],
  ];
  const drivers: Lines = [
    [4, 'Run /init as init process'],
    [5, 'mlx5_core 0001:01:00.0: firmware version: 16.35.2000'],
    [6, 'mlx5_core 0001:01:00.0 eth0: Link up'],
    [6.5, 'nvme nvme0: pci function 0002:01:00.0'],
    [6.6, 'nvme nvme0: 32/0/0 default/read/poll queues'],
  ];
  const crash: Lines = [
    [94, 'Kernel panic - not syncing: sysrq triggered crash'],
    [94.1, 'Sending IPI to other CPUs'],
  ];
  /** arch/powerpc/kernel/eeh.c eeh_dev_check_failure(), eeh_driver.c eeh_handle_normal_event(); 6.12. */
  const freeze: Lines = [
    [1.2, 'EEH: Recovering PHB#1-PE#fd'],
    [1.21, 'EEH: PE location: N/A, PHB location: N/A'],
    [1.22, 'PCI 0001:01:00.0#00fd: EEH: no driver'],
  ];
  const failed: Lines = [
    [30, 'EEH: Unable to recover from failure from PHB#1-PE#fd.'],
    [31, 'PCI 0001:01:00.0#00fd: EEH: Invoking mlx5_core->error_detected(permanent failure)'],
  ];

  test('§4 the freeze of a device before its driver is a freeze, with the endpoint named; the other device is clean', async () => {
    const report = await reportOn(
      { lines: [...devices, ...drivers, ...crash] },
      { commandLine: CRASH, lines: [...devices, ...freeze, ...drivers, ...failed] },
    );
    expect(onlyHandoff(report).kind).toBe('kdump');
    expect(deviceOf(report, MLX)).toMatchObject({
      verdict: 'frozen',
      iommu: 'tce-translated',
      driverBefore: 'mlx5_core',
    });
    expect(deviceOf(report, NVME)).toMatchObject({ verdict: 'clean' });
    // That is of partitions: bare metal resets its bridges.
    expect(deviceOf(report, MLX).knownFailures).toEqual([]);
  });

  test('§4 dma-leak plus frozen: a freeze before the driver is also the leak that caused it', async () => {
    const report = await reportOn(
      { lines: [...devices, ...drivers, ...crash] },
      {
        commandLine: CRASH,
        lines: [
          ...devices,
          [1.2, 'EEH: Recovering PHB#1-PE#fd'],
          [1.22, 'PCI 0001:01:00.0#00fd: EEH: Invoking mlx5_core->error_detected(IO frozen)'],
          ...drivers,
          ...failed,
        ],
      },
    );
    const findings = deviceOf(report, MLX).findings.filter(({ side }) => side === 'incoming');
    expect(findings.map(({ verdict, confidence }) => [verdict, confidence])).toEqual([
      ['frozen', 'certain'],
      ['dma-leak', 'likely'],
    ]);
  });

  test('§4 without EEH a refused DMA is told by nobody: unobserved', async () => {
    const deaf: Lines = devices.map((line) =>
      line[1] === 'EEH: Capable adapter found: recovery enabled.'
        ? [0.34, 'EEH: No capable adapters found: recovery disabled.']
        : line,
    );
    const report = await reportOn(
      { lines: [...deaf, ...drivers, ...crash] },
      { commandLine: CRASH, lines: [...deaf, ...drivers] },
    );
    expect(deviceOf(report, NVME)).toMatchObject({ verdict: 'unobserved', iommu: 'tce-silent' });
  });
});

describe('Arm: SMMUv3', () => {
  const smmu = 'arm-smmu-v3 arm-smmu-v3.0.auto:';
  const devices: Lines = [
    [0.9, `${smmu} ias 48-bit, oas 48-bit (features 0x00001fef)`],
    [0.91, `${smmu} allocated 65536 entries for cmdq`],
    [0.92, `${smmu} allocated 32768 entries for evtq`],
    [1.4, 'pci 0001:01:00.0: [15b3:1017] type 00 class 0x020000'],
    [1.4, 'pci 0002:01:00.0: [144d:a821] type 00 class 0x010802'],
  ];
  const drivers: Lines = [
    [4, 'Run /init as init process'],
    [5, 'mlx5_core 0001:01:00.0: Adding to iommu group 1'],
    [5.1, 'mlx5_core 0001:01:00.0: firmware version: 16.35.2000'],
    [6, 'mlx5_core 0001:01:00.0 eth0: Link up'],
    [6.4, 'nvme 0002:01:00.0: Adding to iommu group 2'],
    [6.5, 'nvme nvme0: pci function 0002:01:00.0'],
    [6.6, 'nvme nvme0: 32/0/0 default/read/poll queues'],
  ];
  /** C_BAD_STREAMID of stream 0x10100, as 6.12 prints it (arm_smmu_evtq_thread()): no driver has a stream table entry yet. */
  const event: Lines = ['event 0x02 received:', '\t0x0001010000000002', '\t0x0000000000000000', '\t0x0', '\t0x0'].map(
    (text, index) => [2 + index / 100_000, `${smmu} ${text.replace(/0x0$/, '0x0000000000000000')}`] as const,
  );
  const jump: Lines = [
    [94, 'kexec_core: Starting new kernel'],
    [94.1, 'Bye!'],
  ];
  test('§4 a planned kexec: the stream’s segment and address name the device, and it leaked', async () => {
    const report = await reportOn(
      { lines: [...devices, ...drivers, ...jump] },
      { lines: [...devices, ...event, ...drivers] },
    );
    const device = deviceOf(report, MLX);
    expect(device).toMatchObject({ verdict: 'dma-leak', iommu: 'smmuv3-translated' });
    expect(device.findings[0]?.attribution.rule).toMatch(/high half as the segment/);
    expect(deviceOf(report, NVME).verdict).toBe('clean');
  });
  test('§4 a crash kernel keeps the event queue off: unobserved, and the known reason is given', async () => {
    const report = await reportOn(
      {
        lines: [
          ...devices,
          ...drivers,
          [94, 'Kernel panic - not syncing: x'],
          [94.1, 'Starting crashdump kernel...'],
          [94.2, 'Bye!'],
        ],
      },
      { lines: [...devices, ...drivers] },
    );
    const device = deviceOf(report, MLX);
    expect([onlyHandoff(report).kind, device.verdict, device.iommu]).toEqual(['kdump', 'unobserved', 'smmuv3-silent']);
    expect(device.knownFailures?.map(({ id }) => id)).toEqual(['smmuv3-kdump-silent']);
  });
  test('§3 a crash kernel that goes on with the stream table inherits it, and reports no more for that', async () => {
    const kept: Lines = [[1.2, `${smmu} kdump: retaining SMMUEN for in-flight DMA`]];
    const report = await reportOn({ lines: [...kept, ...devices, ...drivers] });
    const device = deviceOf(report, MLX);
    expect([onlyHandoff(report).kind, device.policy, device.iommu]).toEqual([
      ...['kdump', 'none+iommu-inherit', 'smmuv3-silent'],
    ]);
    expect(device.verdict).toBe('unobserved');
  });
});

describe('AMD-Vi: a crash kernel with copied tables', () => {
  const devices: Lines = [
    [0.9, 'pci 0000:c1:00.0: [144d:a808] type 00 class 0x010802'],
    [0.9, 'pci 0000:c2:00.0: [15b3:1017] type 00 class 0x020000'],
    [0.95, 'pci 0000:c1:00.0: Adding to iommu group 20'],
    [0.95, 'pci 0000:c2:00.0: Adding to iommu group 21'],
  ];
  const inherits: Lines = [
    [0.23, 'AMD-Vi: Translation is already enabled - trying to copy translation structures'],
    [0.24, 'AMD-Vi: Copied DEV table from previous kernel.'],
    ...devices,
    [1, 'pci 0000:00:00.2: AMD-Vi: Found IOMMU cap 0x40'],
  ];
  const drivers: Lines = [
    [4, 'Run /init as init process'],
    [5, 'nvme nvme0: pci function 0000:c1:00.0'],
    [5.2, 'nvme nvme0: 8/0/0 default/read/poll queues'],
    [6, 'mlx5_core 0000:c2:00.0 eth0: Link up'],
  ];
  const crash = { lines: [...devices, ...drivers, [94, 'Kernel panic - not syncing: Fatal exception'] as const] };
  const page = (bdf: string) =>
    `AMD-Vi: Event logged [IO_PAGE_FAULT device=${bdf} domain=0x0014 address=0xfefd2000 flags=0x0020]`;
  test('§4 DMA into the old kernel’s memory is harmless there and cannot be seen: unobserved', async () => {
    const report = await reportOn(crash, { commandLine: CRASH, lines: [...inherits, ...drivers] });
    expect(deviceOf(report, '0000:c2:00.0')).toMatchObject({
      verdict: 'unobserved',
      policy: 'none+iommu-inherit',
      iommu: 'amdvi-inherited',
    });
  });
  test('§4 a fault counts all the same: not even the inherited tables map it', async () => {
    const report = await reportOn(crash, {
      commandLine: CRASH,
      lines: [...inherits, [2, page('0000:c2:00.0')], ...drivers],
    });
    const [finding] = deviceOf(report, '0000:c2:00.0').findings;
    expect(finding).toMatchObject({ verdict: 'dma-leak', confidence: 'certain', access: 'write' });
    expect(finding?.why).toMatch(/not even the inherited tables map that address/);
  });
  test('§4 once its driver works it is the driver’s own (the deferred attachment of 5.5)', async () => {
    const report = await reportOn(crash, {
      release: '5.5.0',
      commandLine: CRASH,
      lines: [...inherits, ...drivers, [7, page('0000:c1:00.0')]],
    });
    const device = deviceOf(report, '0000:c1:00.0');
    expect(device.verdict).toBe('faulted');
    expect(device.knownFailures?.map(({ id }) => id)).toEqual(['amd-deferred-attach']);
  });
});

describe('PCIe: containment', () => {
  const devices: Lines = [
    [0.9, 'pci 0000:3a:00.0: [8086:2030] type 01 class 0x060400 PCIe Root Port'],
    [0.9, 'pci 0000:3b:00.0: [15b3:1017] type 00 class 0x020000 PCIe Endpoint'],
    [0.91, 'pci 0000:3a:00.0: PCI bridge to [bus 3b]'],
    [1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
  ];
  const up: Lines = [[4, 'Run /init as init process']];
  const contained =
    'pcieport 0000:3a:00.0: DPC: containment event, status:0x1f01: unmasked uncorrectable error detected';
  const recovered = 'pcieport 0000:3a:00.0: AER: device recovery successful';
  const seeing = (...lines: Lines) =>
    reportOn(
      { lines: [...devices, ...up, [94, 'kexec_core: Starting new kernel']] },
      { lines: [...devices, ...lines, ...up] },
    );
  test('§4 DPC containment that is not recovered freezes the port and the device below it', async () => {
    const report = await seeing([2, contained]);
    expect(deviceOf(report, '0000:3a:00.0').verdict).toBe('frozen');
    expect(deviceOf(report, '0000:3b:00.0')).toMatchObject({ verdict: 'frozen' });
  });
  test('§4 the recovery that the port led is the device’s, too', async () => {
    const report = await seeing([2, contained], [3, recovered]);
    const verdicts = onlyHandoff(report).devices.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['recovered', 'recovered']);
  });
});

describe('live update: a device that is preserved', () => {
  const devices: Lines = [
    [0.9, 'pci 0000:81:00.0: [15b3:1017] type 00 class 0x020000'],
    [0.95, 'pci 0000:81:00.0: Adding to iommu group 3'],
    [1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
    [4, 'Run /init as init process'],
  ];
  const declared = 'quiesce: handoff v=1 policy=preserve kind=liveupdate';
  const outgoing = { lines: [...devices, [90, declared] as const, [94, 'kexec_core: Starting new kernel'] as const] };
  const found: Lines = [[0, 'KHO: found kexec handover data.']];
  test('§4 expected by policy: its DMA goes on lawfully, and no fault is none', async () => {
    const report = await reportOn(outgoing, { lines: [...found, ...devices] });
    expect(deviceOf(report, '0000:81:00.0')).toMatchObject({ policy: 'preserve', verdict: 'clean' });
  });
  test('§4 expected by policy: a fault says that the preservation did not hold', async () => {
    const refused =
      'DMAR: [DMA Write NO_PASID] Request device [81:00.0] fault addr 0x7f3a2000 [fault reason 0x02] Present bit in context entry is clear';
    const report = await reportOn(outgoing, {
      lines: [...found, ...devices.slice(0, 3), [1.2, refused], ...devices.slice(3)],
    });
    const [finding] = deviceOf(report, '0000:81:00.0').findings;
    expect(finding?.verdict).toBe('dma-leak');
    expect(finding?.why).toMatch(/it was preserved and may keep on, but the incoming IOMMU did not know its mappings/);
  });
});
