/**
 * What is told of handoffs, to the letter: the corners of domain.md §4, each as a kernel would print it, and every word that people read of it.
 * A change here is a change of what the fleet is told: review the snapshot like code.
 */
import {
  type BootText,
  CRASH,
  driven,
  enumerated,
  fault,
  groups,
  panicked,
  reportOn,
  translating,
} from '../testing/log';
import { written } from '../testing/written';

type Lines = BootText['lines'];
type Boots = readonly (BootText | string)[];

const NIC = 'e1000e 0000:01:00.0:';
const [ENUMERATED_NIC, ENUMERATED_DISK] = [enumerated[0] as Lines[0], enumerated[1] as Lines[0]];
const up: Lines = [...enumerated, ...translating, ...driven];
const jump: Lines = [[12.5, 'kexec_core: Starting new kernel']];
const init = driven.slice(0, 1);
const [probing, claiming, disk] = [driven.slice(1, 2), driven.slice(2, 3), driven.slice(3)];
const write = (bdf = '01:00.0', reason = '[fault reason 0x05] PTE Write access is not set') =>
  `DMAR: [DMA Write NO_PASID] Request device [${bdf}] fault addr 0x7f3a2000 ${reason}`;
const crashes: BootText = { lines: [...enumerated, ...driven, ...panicked] };
const kexecs = (...more: Lines): BootText => ({ lines: [...up, ...more, ...jump] });
const dumps = (...lines: Lines): BootText => ({ commandLine: CRASH, lines });
const runs = (...lines: Lines): BootText => ({ lines });
const mastering = (on: boolean) => `${NIC} ${on ? 'enabling' : 'disabling'} bus mastering`;
const AER = `${NIC} PCIe Bus Error: severity=Uncorrected (Non-Fatal), type=Transaction Layer, (Requester ID)`;
const copied: Lines = [[1, 'DMAR: Copied translation tables from previous kernel for dmar0']];
const bridged: Lines = [
  [0.8, 'pci 0000:00:1c.0: [8086:a110] type 01 class 0x060400 PCIe Root Port'],
  [0.81, 'pci 0000:05:00.0: [104c:8231] type 01 class 0x060400 PCIe to PCI/PCI-X bridge'],
  [0.82, 'pci 0000:06:04.0: [102b:0534] type 00 class 0x030000 conventional PCI endpoint'],
  [0.83, 'pci 0000:00:1c.0: PCI bridge to [bus 05-06]'],
  [0.84, 'pci 0000:05:00.0: PCI bridge to [bus 06]'],
];
const later = (seconds: number, lines: Lines): Lines =>
  lines.map((line) => (typeof line === 'string' ? line : ([line[0] + seconds, line[1]] as const)));
const twoPorts: Lines = [
  [0.9, 'pci 0000:03:00.0: [14e4:165f] type 00 class 0x020000'],
  [0.9, 'pci 0000:03:00.1: [14e4:165f] type 00 class 0x020000'],
  [0.99, 'pci 0000:03:00.0: Adding to iommu group 8'],
  [0.99, 'pci 0000:03:00.1: Adding to iommu group 8'],
];

const power: Lines = [
  [0.31, 'pci 0001:01:00.0: [15b3:1017] type 00 class 0x020000'],
  [0.31, 'pci 0002:01:00.0: [144d:a821] type 00 class 0x010802'],
  [0.32, 'IOMMU table initialized, virtual merging enabled'],
  [0.33, 'pci 0001:01:00.0: Adding to iommu group 1'],
  [0.33, 'pci 0002:01:00.0: Adding to iommu group 2'],
  [0.34, 'EEH: Capable adapter found: recovery enabled.'],
  [4, 'Run /init as init process'],
  [5, 'mlx5_core 0001:01:00.0: firmware version: 16.35.2000'],
  [6, 'mlx5_core 0001:01:00.0 eth0: Link up'],
];
const contained: Lines = [
  [0.9, 'pci 0000:3a:00.0: [8086:2030] type 01 class 0x060400 PCIe Root Port'],
  [0.9, 'pci 0000:3b:00.0: [15b3:1017] type 00 class 0x020000 PCIe Endpoint'],
  [0.9, 'pci 0000:3b:00.1: [15b3:1017] type 00 class 0x020000 PCIe Endpoint'],
  [0.91, 'pci 0000:3a:00.0: PCI bridge to [bus 3b]'],
  [1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
  [4, 'Run /init as init process'],
];

const HANDOFFS: Readonly<Record<string, Boots>> = {
  // The leak and its time.
  'a leak before the device is enumerated, of which a driver never speaks': [
    crashes,
    dumps([0.5, fault()], ...enumerated, ...translating, ...init, ...disk),
  ],
  'a leak while the driver probes, before it let the device master the bus': [
    crashes,
    dumps(...enumerated, ...translating, ...init, ...probing, [2.6, fault()], [2.61, mastering(true)], ...claiming),
  ],
  'a fault while the driver probes, after it let the device master the bus': [
    crashes,
    dumps(...enumerated, ...translating, ...init, ...probing, [2.58, mastering(true)], [2.6, fault()], ...claiming),
  ],
  'a leak, then a fault of the new driver’s own': [
    crashes,
    dumps(...enumerated, ...translating, [1.1, fault()], ...driven, [5, fault()]),
  ],
  'two leaks of one device, read and write, and one of the other, in turns': [
    crashes,
    dumps(
      ...enumerated,
      ...translating,
      [1.1, fault()],
      [1.11, write()],
      [1.12, fault('02:00.0')],
      [1.13, fault()],
      ...driven,
    ),
  ],
  'a fault after the driver failed on the device': [
    crashes,
    dumps(
      ...enumerated,
      ...translating,
      ...init,
      ...probing,
      [2.6, 'e1000e: probe of 0000:01:00.0 failed with error -5'],
      [2.7, fault()],
      ...disk,
    ),
  ],
  'a device that its driver takes late, after its leak': [
    crashes,
    dumps(
      ...enumerated,
      ...translating,
      ...init,
      ...disk,
      [60, fault()],
      [90, `${NIC} Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode`],
      [91, 'e1000e 0000:01:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:56'],
    ),
  ],
  'a fault of a settled device within the window, and none of its handoff after': [
    crashes,
    dumps(...up, [60, fault()], [700, fault('02:00.0')]),
  ],
  'a device that neither kernel’s driver names, after modules were loaded': [
    { lines: [...enumerated, ...panicked] },
    dumps(...enumerated, ...translating, ...init, [8, fault()]),
  ],
  // Whose it is.
  'one port of two': [
    { lines: [...twoPorts, ...enumerated, ...driven, ...panicked] },
    dumps(...twoPorts, ...enumerated, ...translating, [1.1, fault('03:00.1')], ...driven),
  ],
  'behind a bridge to PCI, under its secondary bus': [
    { lines: [...bridged, ...enumerated, ...driven, ...panicked] },
    dumps(...bridged, ...enumerated, ...translating, [1.1, fault('06:00.0')], ...driven),
  ],
  'an interrupt request of a device, and one of an I/O APIC': [
    kexecs(),
    runs(
      ...enumerated,
      ...translating,
      [
        1.1,
        'DMAR: [INTR-REMAP] Request device [01:00.0] fault index 0x23 [fault reason 0x22] Present field in the IRTE entry is clear',
      ],
      [
        1.2,
        'DMAR: [INTR-REMAP] Request device [f0:1f.0] fault index 0x8 [fault reason 0x26] Blocked an interrupt request due to source-id verification failure',
      ],
      ...driven,
    ),
  ],
  // On which side.
  'a fault in the teardown that goes on after the jump': [
    kexecs([12.3, 'systemd-shutdown[1]: Sending SIGTERM to remaining processes...'], [12.4, fault()]),
    runs(...enumerated, ...translating, [1.1, fault()], ...driven),
  ],
  'a fault just before a kexec that nothing announced, and one long before': [
    { lines: [...up, [100, write()], [500, fault()], [505, 'kexec_core: Starting new kernel']] },
    runs(...up),
  ],
  'errors that the outgoing kernel recovered from, and one that it did not': [
    kexecs([8, AER], [9, `${NIC} AER: device recovery successful`], [11, AER]),
    runs(...up),
  ],
  // Why it could not be seen.
  'inherited tables, and DMA that not even they map': [
    crashes,
    dumps(...enumerated, ...groups, ...copied, [1.2, fault()], ...driven),
  ],
  'inherited tables and quiet': [crashes, dumps(...enumerated, ...groups, ...copied, ...driven)],
  'no IOMMU, under a console that hides it': [
    kexecs(),
    { commandLine: 'root=/dev/sda1 loglevel=2', lines: [...enumerated, ...driven] },
  ],
  'a device in no group while others are in one': [
    kexecs(),
    runs(...enumerated, [0.99, 'pci 0000:01:00.0: Adding to iommu group 5'], translating[2] as Lines[0], ...driven),
  ],
  'lines that were lost': [
    kexecs(),
    runs(...enumerated, ...translating, '** 120 printk messages dropped **', ...driven),
  ],
  'a fault told after lines were lost': [
    crashes,
    dumps(...enumerated, ...translating, [1.05, '** 120 printk messages dropped **'], [1.1, fault()], ...driven),
  ],
  'a log that ends before a driver': [kexecs(), runs(...enumerated, ...translating)],
  'a log that ends with the outgoing kernel': [kexecs()],
  'a log that begins in the midst of the incoming kernel': [
    kexecs(),
    '[    0.700000] No irq handler for 0.43\n[    1.200000] pci 0000:01:00.0: Adding to iommu group 5',
  ],
  'a rate limit that hid reports': [kexecs(), runs(...up, [3, 'dmar_fault: 23 callbacks suppressed'])],
  // How the host fared.
  'a crash kernel that dies before the drivers': [crashes, dumps(...enumerated, ...translating, ...panicked)],
  'a crash kernel that dies under a device that was claimed': [
    crashes,
    dumps(...up, [30, 'Kernel panic - not syncing: Fatal exception']),
  ],
  'a panic that hangs': [{ lines: [...up, ...panicked, [12.6, '---[ end Kernel panic - not syncing: x ]---']] }],
  'a panic, and firmware': [
    { lines: [...up, ...panicked, [12.6, 'Rebooting in 3 seconds..']] },
    'SeaBIOS (version 1.16.2-debian-1.16.2-1)',
    runs(...enumerated, ...translating, [1.1, fault()], ...driven),
  ],
  'nothing said between two kernels, and a fault': [
    { lines: up },
    runs(...later(0.07, [...enumerated, ...translating, [1.1, fault()], ...driven])),
  ],
  'a lone kernel with a fault of which nothing says whose it is': [
    runs(...enumerated, ...translating, [1.1, fault()], ...driven),
  ],
  'a lone crash kernel': [dumps(...enumerated, ...translating, [1.1, fault()], ...driven)],
  // What is not there any more.
  'a device that is missing with the bridge above it': [{ lines: [...bridged, ...up, ...jump] }, runs(...up)],
  'a device that was removed before the jump': [
    kexecs([8, 'pci 0000:02:00.0: Removing from iommu group 6'], [8.1, "bus: 'pci': remove device 0000:02:00.0"]),
    runs(ENUMERATED_NIC, ...translating, ...driven.slice(0, 3)),
  ],
  'a device that was removed after the jump, and one that came back by a rescan': [
    kexecs(),
    runs(
      ...up,
      [20, 'pci 0000:02:00.0: Removing from iommu group 6'],
      [30, 'pci 0000:01:00.0: Removing from iommu group 5'],
      [31, ENUMERATED_NIC[1] as string],
      [31.1, 'pci 0000:01:00.0: Adding to iommu group 5'],
    ),
  ],
  'buses that were numbered anew': [
    kexecs(),
    runs(
      [0.9, 'pci 0000:03:00.0: [8086:10d3] type 00 class 0x020000'],
      ENUMERATED_DISK,
      [0.99, 'pci 0000:03:00.0: Adding to iommu group 5'],
      ...translating.slice(1),
      ...init,
      [2.683, 'e1000e 0000:03:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:56'],
      ...disk,
    ),
  ],
  'virtual functions': [
    kexecs(
      [4, 'pci 0000:01:10.0: [8086:10ed] type 00 class 0x020000'],
      [4.1, 'ixgbevf 0000:01:10.0: enabling device (0000 -> 0002)'],
    ),
    runs(...up),
  ],
  // What the driver did.
  'a driver of another name in the incoming kernel': [
    {
      lines: [
        [0.9, 'pci 0000:04:00.0: [1000:0072] type 00 class 0x010700'],
        ...up,
        [6, 'mpt2sas 0000:04:00.0: enabling device (0000 -> 0002)'],
        ...jump,
      ],
    },
    runs(
      [0.9, 'pci 0000:04:00.0: [1000:0072] type 00 class 0x010700'],
      [0.98, 'pci 0000:04:00.0: Adding to iommu group 9'],
      ...up,
      [6, 'mpt3sas 0000:04:00.0: enabling device (0000 -> 0002)'],
    ),
  ],
  'a module that did not load': [
    kexecs(),
    runs(...enumerated, ...translating, ...init, [2.5, "e1000e: `abc' invalid for parameter `debug'"], ...disk),
  ],
  'a probe that failed, and nothing else': [
    kexecs(),
    runs(
      ...enumerated,
      ...translating,
      ...init,
      ...probing,
      [2.6, 'e1000e 0000:01:00.0: The NVM Checksum Is Not Valid'],
      [2.7, 'e1000e 0000:01:00.0: probe with driver e1000e failed with error -5'],
      ...disk,
    ),
  ],
  'a leak although the driver was unbound': [
    kexecs(
      [8, `${NIC} removed PHC on eth0`],
      [8.1, 'e1000e 0000:01:00.0 eth0: NIC Link is Down'],
      [8.2, 'pci 0000:01:00.0: shutdown'],
    ),
    runs(...enumerated, ...translating, [1.1, fault()], ...driven),
  ],
  'a leak of a device that could not be brought out of D3': [
    kexecs(),
    runs(
      ...enumerated,
      ...translating,
      [1.1, fault()],
      ...init,
      [2.5, `${NIC} Unable to change power state from D3cold to D0, device inaccessible`],
      ...probing,
      ...claiming,
      ...disk,
    ),
  ],
  'a leak whose mastering the incoming kernel found on': [
    kexecs(),
    runs(
      ...enumerated,
      ...translating,
      [1.1, fault()],
      ...init,
      [2.5, `${NIC} enabling device (0006 -> 0002)`],
      ...probing,
      ...claiming,
      ...disk,
    ),
  ],
  'a leak of a kernel whose release nobody knows': [
    ['[  100.000000] e1000e 0000:01:00.0 eth0: NIC Link is Up', '[  101.000000] kexec_core: Starting new kernel'].join(
      '\n',
    ),
    runs(...enumerated, ...translating, [1.1, fault()], ...driven),
  ],
  // Errors of the bus.
  'fatal, not recovered; with the leak before it': [
    crashes,
    dumps(
      ...enumerated,
      ...translating,
      [1.1, fault()],
      ...driven,
      [5, AER.replace('Non-Fatal', 'Fatal')],
      [6, `${NIC} AER: device recovery failed`],
    ),
  ],
  'non-fatal, of which no end is told': [kexecs(), runs(...up, [5, AER])],
  'non-fatal, recovered': [kexecs(), runs(...up, [5, AER], [6, `${NIC} AER: device recovery successful`])],
  'damaged memory, and those who could have': [
    crashes,
    dumps(...enumerated, ...driven, [9, 'BUG: Bad page state in process kworker/0:1  pfn:1f3a2']),
  ],
  'an endpoint that freezes before its driver, and whose recovery fails': [
    { lines: [...power, ...panicked] },
    dumps(
      ...power.slice(0, 6),
      [1.2, 'EEH: Recovering PHB#1-PE#fd'],
      [1.22, 'PCI 0001:01:00.0#00fd: EEH: Invoking mlx5_core->error_detected(IO frozen)'],
      ...power.slice(6),
      [30, 'EEH: Unable to recover from failure from PHB#1-PE#fd.'],
    ),
  ],
  'containment that only the port recovers from': [
    { lines: [...contained, ...jump] },
    runs(
      ...contained.slice(0, 5),
      [2, 'pcieport 0000:3a:00.0: DPC: containment event, status:0x1f01 source:0x3b00'],
      [3, 'pcieport 0000:3a:00.0: AER: device recovery successful'],
      ...contained.slice(5),
    ),
  ],
  'a policy that was declared, and what speaks against it': [
    kexecs(
      [11, 'quiesce: handoff v=1 policy=remove+hot-reset device=0000:02:00.0=shutdown'],
      [12, `${NIC} shutdown`],
      [12.1, 'nvme 0000:02:00.0: not ready 65535ms after bus reset; giving up'],
    ),
    runs(...up),
  ],
  'a preserved device that faults all the same': [
    kexecs([11, 'quiesce: handoff v=1 policy=preserve kind=liveupdate']),
    runs([0, 'KHO: found kexec handover data.'], ...enumerated, ...translating, [1.1, fault()], ...driven),
  ],
  // Platform devices.
  'a stream of no function': [
    kexecs(),
    runs(
      [0.8, 'arm-smmu-v3 arm-smmu-v3.0.auto: allocated 32768 entries for evtq'],
      ...enumerated,
      ...groups,
      [1.1, 'arm-smmu-v3 arm-smmu-v3.0.auto: event 0x10 received:'],
      [1.1, 'arm-smmu-v3 arm-smmu-v3.0.auto: \t0x0000000000000410'],
      [1.1, 'arm-smmu-v3 arm-smmu-v3.0.auto: \t0x0000020000000000'],
      [1.1, 'arm-smmu-v3 arm-smmu-v3.0.auto: \t0x00000000fffe0000'],
      [1.1, 'arm-smmu-v3 arm-smmu-v3.0.auto: \t0x0000000000000000'],
      ...driven,
    ),
  ],
};

test.each(Object.entries(HANDOFFS))('%s', async (_, boots) => {
  expect(written(await reportOn(...boots))).toMatchSnapshot();
});
