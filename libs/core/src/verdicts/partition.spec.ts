/** A partition's kernel (pseries) takes its functions from the device tree and says next to nothing of them. */
import { type BootText, CRASH, deviceOf, onlyHandoff, reportOn } from '../testing/log';

type Lines = BootText['lines'];
const FC = '0002:01:00.0';

const bus = (segment: number): Lines => [
  [0.05, `PCI host bridge to bus 000${segment}:01`],
  [0.05, `pci_bus 000${segment}:01: root bus resource [bus 01-ff]`],
  [0.06, `pci 000${segment}:01:00.0: No hypervisor support for SR-IOV on this device, IOV BARs disabled.`],
];
const tables: Lines = [[0.064, 'IOMMU table initialized, virtual merging enabled']];
const group = (segment: number): Lines => [[0.065, `pci 000${segment}:01:00.0: Adding to iommu group ${segment}`]];
const EEH: Lines = [[0.066, 'EEH: Capable adapter found: recovery enabled.']];
const init: Lines = [
  [1.5, 'Run /init as init process'],
  [60, 'everyday: all is well'],
];
const up = (...segments: readonly number[]): Lines => [
  ...segments.flatMap(bus),
  ...tables,
  ...segments.flatMap(group),
  ...EEH,
  ...init,
];
const crashed: Lines = [[94, 'Kernel panic - not syncing: sysrq triggered crash']];

test('§2 a function of which nothing but its IOV is said is there: a device with its verdict, though its driver names no address', async () => {
  const report = await reportOn({ lines: [...up(1, 2), ...crashed] }, { commandLine: CRASH, lines: up(1, 2) });
  expect(onlyHandoff(report).devices.map(({ bdf, verdict }) => [bdf, verdict])).toEqual([
    ['0001:01:00.0', 'clean'],
    [FC, 'clean'],
  ]);
});

test('§4 missing: the device tree of the incoming kernel holds others and not this one', async () => {
  const report = await reportOn({ lines: [...up(1, 2), ...crashed] }, { commandLine: CRASH, lines: up(1) });
  expect(deviceOf(report, FC)).toMatchObject({ verdict: 'missing' });
});

test('§3 a recovery that finds no driver for a device names who froze, where the freeze names the endpoint only', async () => {
  const freeze: Lines = [
    [0.8, 'EEH: Recovering PHB#2-PE#fb'],
    [0.81, 'EEH: Frozen PHB#2-PE#fb detected'],
    [0.82, 'PCI 0002:01:00.0#00fb: EEH: no driver'],
    [0.9, 'EEH: Recovery successful.'],
    [0.95, 'PCI 0002:01:00.0#00fb: EEH: no driver'],
  ];
  const incoming = { commandLine: CRASH, lines: [...up(1, 2).slice(0, -2), ...freeze, ...init] };
  const report = await reportOn({ lines: [...up(1, 2), ...crashed] }, incoming);
  const { verdict, findings } = deviceOf(report, FC);
  expect(verdict).toBe('dma-leak');
  expect(findings.filter(({ side }) => side === 'incoming').map((finding) => finding.verdict)).toEqual([
    'dma-leak',
    'recovered',
  ]);
});

test('§4 probe-failed: sym53c8xx gives up by the name that it gave itself, and the driver core is silent', async () => {
  const scsi = '0000:02:03.0';
  const devices: Lines = [
    [0.9, `pci ${scsi}: [1000:0012] type 00 class 0x010000`],
    [1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
    [1.02, `pci ${scsi}: Adding to iommu group 3`],
    [2, 'Run /init as init process'],
  ];
  const found: Lines = [[7.6, `sym0: <895a> rev 0x0 at pci ${scsi} irq 21`]];
  const works: Lines = [[7.7, 'scsi host0: sym-2.2.3']];
  const fails: Lines = [
    [7.7, 'sym0: CACHE INCORRECTLY CONFIGURED.'],
    [7.7, 'sym0: giving up ...'],
  ];
  const kexec: Lines = [[60, 'kexec_core: Starting new kernel']];
  const report = await reportOn(
    { lines: [...devices, ...found, ...works, ...kexec] },
    { lines: [...devices, ...found, ...fails, [60, 'everyday: all is well']] },
  );
  expect(deviceOf(report, scsi)).toMatchObject({ verdict: 'probe-failed', driverBefore: 'sym53c8xx' });
});
