/** The rules of verdicts (domain.md §4), each on a log that a kernel could print. */
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
  panicked,
  reportOn,
  translating,
} from '../testing/log';

const crashed = { lines: [...enumerated, ...driven, ...panicked] };
const kexeces = { lines: [...enumerated, ...translating, ...driven, ...kexeced] };

describe('dma-leak', () => {
  test('a fault before the driver of a crash kernel claimed the device is a certain leak, with the line as evidence', async () => {
    const report = await reportOn(crashed, {
      commandLine: CRASH,
      lines: [...enumerated, ...translating, [1.1, fault()], ...driven],
    });
    const device = deviceOf(report);
    expect(onlyHandoff(report)).toMatchObject({
      kind: 'kdump',
      outcome: 'back',
      complete: true,
      policy: { label: 'none' },
    });
    expect(device).toMatchObject({
      verdict: 'dma-leak',
      driverBefore: 'e1000e',
      driverAfter: 'e1000e',
      id: '8086:10d3',
    });
    expect(device.findings[0]).toMatchObject({ confidence: 'certain', phase: 'dormant', side: 'incoming' });
    expect(device.findings[0]?.evidence).toEqual([{ file: 'console', line: 3 + 2 + 5 + 1 + 3 + 2 + 3 + 1, time: 1.1 }]);
    expect(deviceOf(report, '0000:02:00.0').verdict).toBe('clean');
  });

  test('a fault while the driver probes is a likely leak', async () => {
    const report = await reportOn(crashed, {
      commandLine: CRASH,
      lines: [...enumerated, ...translating, ...driven.slice(0, 2), [2.6, fault()], ...driven.slice(2)],
    });
    expect(deviceOf(report).findings[0]).toMatchObject({ verdict: 'dma-leak', confidence: 'likely', phase: 'probing' });
  });

  test('a device whose driver never loads leaks however late', async () => {
    const report = await reportOn(crashed, {
      commandLine: CRASH,
      lines: [...enumerated, ...translating, [2.2, 'Run /init as init process'], [200, fault()]],
    });
    expect(deviceOf(report)).toMatchObject({ verdict: 'dma-leak', driverAfter: null });
  });

  test('a storm is one finding with first, last and a count', async () => {
    const storm = Array.from({ length: 50 }, (_, index) => [1.1 + index / 100, fault()] as const);
    const report = await reportOn(crashed, {
      commandLine: CRASH,
      lines: [...enumerated, ...translating, ...storm, ...driven],
    });
    const findings = deviceOf(report).findings.filter((finding) => finding.verdict === 'dma-leak');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.count).toBe(50);
    expect(findings[0]?.evidence.length).toBeLessThan(12);
  });

  test('a leak under a planned kexec names the reasons that are open', async () => {
    const report = await reportOn(kexeces, { lines: [...enumerated, ...translating, [1.1, fault()], ...driven] });
    expect(onlyHandoff(report).policy.label).toBe('shutdown+bus-master-off');
    expect(deviceOf(report).findings[0]?.why).toMatch(/ignored or undid/);
  });

  test('an id behind a PCIe-to-PCI bridge blames the functions of that bus', async () => {
    const behind = [
      [0.92, 'pci 0000:03:04.0: [10ec:8139] type 00 class 0x020000'],
      [0.99, 'pci 0000:03:04.0: Adding to iommu group 7'],
    ] as const;
    const report = await reportOn(crashed, {
      commandLine: CRASH,
      lines: [...enumerated, ...behind, ...translating, [1.1, fault('03:00.0')], ...driven],
    });
    const device = deviceOf(report, '0000:03:04.0');
    expect(device.verdict).toBe('dma-leak');
    expect(device.findings[0]).toMatchObject({
      confidence: 'likely',
      attribution: { rule: 'alias of bus 0000:03 behind a bridge', candidates: [] },
    });
    expect(onlyHandoff(report).devices.map(({ bdf }) => bdf)).not.toContain('0000:03:00.0');
  });
});

test('an SMMUv3 event is blamed on the function whose requester id its stream id is', async () => {
  const smmu = 'arm-smmu-v3 9050000.smmuv3:';
  const words = ['0x0000010000000002', '0x0000000000000000', '0x0000000000000000', '0x0000000000000000'];
  const report = await reportOn(kexeces, {
    lines: [
      ...enumerated,
      [1.12, `${smmu} allocated 32768 entries for evtq`],
      [1.4, `${smmu} event 0x02 received:`],
      ...words.map((word, index) => [1.40001 + index / 100_000, `${smmu} \t${word}`] as const),
      ...groups,
      ...driven,
    ],
  });
  expect(deviceOf(report)).toMatchObject({ verdict: 'dma-leak', iommu: 'smmuv3-translated' });
  expect(deviceOf(report).findings[0]).toMatchObject({
    confidence: 'likely',
    attribution: { rule: 'stream id, taken as the requester id', candidates: [] },
  });
  expect(deviceOf(report, '0000:02:00.0').verdict).toBe('clean');
});

describe('not a leak', () => {
  test('a fault after the new driver claimed the device is its own', async () => {
    const report = await reportOn(crashed, {
      commandLine: CRASH,
      lines: [...enumerated, ...translating, ...driven, [5, fault()]],
    });
    expect(deviceOf(report)).toMatchObject({ verdict: 'faulted' });
  });

  test('a fault in the outgoing teardown explains and does not judge', async () => {
    const report = await reportOn(
      {
        lines: [
          ...enumerated,
          ...translating,
          ...driven,
          [12.4, 'systemd-shutdown[1]: Sending SIGTERM to remaining processes...'],
          [12.45, fault()],
          ...kexeced,
        ],
      },
      { lines: [...enumerated, ...translating, ...driven] },
    );
    const device = deviceOf(report);
    expect(device.verdict).toBe('clean');
    expect(device.findings.find((finding) => finding.side === 'outgoing')).toMatchObject({
      phase: 'teardown',
      verdict: 'faulted',
    });
    expect(device.signature).toBeNull();
  });

  test('a fault of a cold boot is nobody’s leak', async () => {
    const report = await reportOn({ lines: [...enumerated, ...translating, [1.1, fault()], ...driven] });
    expect(report.handoffs).toEqual([]);
  });

  test('after a reboot through firmware a fault before the driver is not the outgoing kernel’s', async () => {
    const report = await reportOn(
      { lines: [...enumerated, ...driven, [12.5, 'reboot: Restarting system']] },
      { lines: [...enumerated, ...translating, [1.1, fault()], ...driven] },
    );
    expect(onlyHandoff(report)).toMatchObject({ kind: 'firmware', outcome: 'firmware' });
    expect(deviceOf(report).verdict).toBe('faulted');
  });
});

describe('absence of faults is not cleanliness', () => {
  test('clean needs a translating IOMMU', async () => {
    const report = await reportOn(kexeces, { lines: [...enumerated, ...translating, ...driven] });
    expect(deviceOf(report)).toMatchObject({ verdict: 'clean', iommu: 'vtd-translated' });
  });

  test('no IOMMU: unobserved', async () => {
    const report = await reportOn(kexeces, { lines: [...enumerated, ...driven] });
    expect(deviceOf(report)).toMatchObject({ verdict: 'unobserved', iommu: 'off' });
  });

  test('pass-through: unobserved', async () => {
    const report = await reportOn(kexeces, {
      lines: [
        ...enumerated,
        [0.95, 'iommu: Default domain type: Passthrough (set via kernel command line)'],
        ...translating,
        ...driven,
      ],
    });
    expect(deviceOf(report)).toMatchObject({ verdict: 'unobserved', iommu: 'vtd-passthrough' });
  });

  test('copied tables: unobserved, and the policy says inherited', async () => {
    const report = await reportOn(crashed, {
      commandLine: CRASH,
      lines: [
        ...enumerated,
        ...groups,
        [1, 'DMAR: Translation already enabled - trying to copy translation structures'],
        [1, 'DMAR: Copied translation tables from previous kernel for dmar0'],
        [1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
        ...driven,
      ],
    });
    expect(deviceOf(report)).toMatchObject({
      verdict: 'unobserved',
      iommu: 'vtd-inherited',
      policy: 'none+iommu-inherit',
    });
  });

  test('lost lines: unobserved', async () => {
    const report = await reportOn(kexeces, {
      lines: [...enumerated, ...translating, '** 120 printk messages dropped **', ...driven],
    });
    expect(deviceOf(report).verdict).toBe('unobserved');
    expect(onlyHandoff(report).observability.linesLost).toBe(120);
  });

  test('a log that ends at the jump: unobserved, and half a handoff', async () => {
    const report = await reportOn(kexeces);
    expect(onlyHandoff(report)).toMatchObject({ to: null, complete: false, outcome: 'unknown' });
    expect(deviceOf(report).verdict).toBe('unobserved');
  });

  test('a panic that ends with nothing armed is lost', async () => {
    const report = await reportOn(
      crashed,
      '[   12.600000] ---[ end Kernel panic - not syncing: sysrq triggered crash ]---',
    );
    expect(onlyHandoff(report)).toMatchObject({ kind: 'unknown', outcome: 'lost' });
    expect(deviceOf(report).verdict).toBe('lost');
  });

  test('a panic that ended hands over to nobody: what faults in the kernel after it is no leak of it', async () => {
    const hung = '[   12.600000] ---[ end Kernel panic - not syncing: sysrq triggered crash ]---';
    const report = await reportOn(crashed, hung, {
      lines: [...enumerated, ...translating, [1.1, fault()], ...driven],
    });
    expect(onlyHandoff(report)).toMatchObject({ kind: 'unknown', outcome: 'back' });
    expect(deviceOf(report).verdict).toBe('faulted');
  });

  test('an incoming kernel that dies before the driver claims it: unobserved, outcome died', async () => {
    const report = await reportOn(kexeces, {
      lines: [
        ...enumerated,
        ...translating,
        [2.2, 'Run /init as init process'],
        [2.5, 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100'],
      ],
    });
    const into = report.handoffs.find((handoff) => handoff.to !== null && handoff.from !== null);
    expect(into?.outcome).toBe('died');
    expect(into?.devices.find(({ bdf }) => bdf === NIC)?.verdict).toBe('unobserved');
  });
});

describe('missing and probe-failed', () => {
  test('present before, not enumerated after', async () => {
    const report = await reportOn(kexeces, {
      lines: [...enumerated.slice(1), ...translating.slice(1), ...driven.slice(0, 1), ...driven.slice(3)],
    });
    expect(deviceOf(report).verdict).toBe('missing');
  });

  test('its driver’s probe failed, in the words of 6.1 and of 6.12', async () => {
    for (const words of [
      'e1000e: probe of 0000:01:00.0 failed with error -5',
      'e1000e 0000:01:00.0: probe with driver e1000e failed with error -5',
    ]) {
      const report = await reportOn(kexeces, {
        lines: [...enumerated, ...translating, ...driven.slice(0, 2), [2.7, words]],
      });
      expect(deviceOf(report)).toMatchObject({ verdict: 'probe-failed', driverAfter: null });
    }
  });
});

describe('the handoff', () => {
  test('a kexec that was asked for and became a cold boot is a firmware handoff', async () => {
    const report = await reportOn(
      {
        lines: [
          ...enumerated,
          ...driven,
          [12.4, 'systemd-shutdown[1]: Rebooting with kexec.'],
          [12.5, 'systemd-shutdown[1]: Rebooting.'],
          [12.6, 'reboot: Restarting system'],
        ],
      },
      { lines: [...enumerated, ...translating, ...driven] },
    );
    expect(onlyHandoff(report).kind).toBe('firmware');
  });

  test('a chain of kernels is a handoff a link', async () => {
    const report = await reportOn(kexeces, kexeces, { lines: [...enumerated, ...translating, ...driven] });
    expect(report.handoffs.map(({ kind }) => kind)).toEqual(['kexec', 'kexec']);
    expect(report.boots).toHaveLength(3);
    expect(report.handoffs[0]?.to).toBe(report.handoffs[1]?.from);
  });

  test('bus mastering that the outgoing kernel left on contradicts the inferred policy', async () => {
    const report = await reportOn(kexeces, {
      lines: [...enumerated, ...translating, [2.5, 'e1000e 0000:01:00.0: enabling device (0006 -> 0002)'], ...driven],
    });
    expect(deviceOf(report).policy).toBe('shutdown');
    expect(deviceOf(report, '0000:02:00.0').policy).toBe('shutdown+bus-master-off');
  });

  test('a kernel before 3.12 does not clear bus mastering', async () => {
    const report = await reportOn(
      { release: '3.10.0-1160.el7.x86_64', lines: kexeces.lines },
      { lines: [...enumerated, ...translating, ...driven] },
    );
    expect(onlyHandoff(report).policy.label).toBe('shutdown');
  });
});
