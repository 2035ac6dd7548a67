/** Devices enumerated, drivers that take them, fail on them, let them go. */

import type { Line } from '../lines/line';
import { portName, windowName } from './device-name';
import type { FactKind } from './fact';
import type { Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const onDevice = (of: Sign): Row => ({
  family: 'driver',
  on: 'device',
  fault: false,
  read: () => ({ fields: {} }),
  ...of,
});
const onMessage = (of: Sign): Row => ({
  family: 'driver',
  on: 'message',
  fault: false,
  read: () => ({ fields: {} }),
  ...of,
});

/** A service of a port is a device of its own (drivers/pci/pcie/portdrv.c): where it fails, the port has its driver all the same. */
const OF_SERVICE = /^[\w.+-]{1,64} [0-9a-f:.]{12,16}:pcie[0-9a-f]{2,3}: /;
const unlessService = ({ message }: Line): { bdf?: null } => (OF_SERVICE.test(message) ? { bdf: null } : {});

/** A line that only a driver that owns its device prints. */
const claim = (needle: string, pattern: RegExp, example: string): Row =>
  onDevice({
    kind: 'driver-claimed',
    needle,
    pattern,
    read: (_, line) => ({ fields: { driver: line.subject?.word ?? null, how: needle.trim() } }),
    from: 'the driver',
    examples: [example],
  });

const nvme = (kind: FactKind, needle: string, pattern: RegExp, example: string): Row =>
  onMessage({
    kind,
    needle,
    pattern,
    fault: kind !== 'driver-claimed',
    read: (match) => ({ bdf: match[1] ?? null, fields: { driver: 'nvme', how: match[2] ?? needle } }),
    from: 'drivers/nvme/host/pci.c',
    examples: [example],
  });

/** To 3.1 the class is printed without its last byte, in front of which stand two zeros: `0x000200` is a network controller. */
const wholeClass = (printed: string | undefined): string => `${printed?.slice(2) ?? ''}00`;

export const DRIVER: readonly Row[] = [
  onDevice({
    kind: 'device-enumerated',
    needle: '] type ',
    pattern: /^\[([0-9a-f]{4}:[0-9a-f]{4})\] type ([0-9a-f]{1,2}) class 0x([0-9a-f]{6})(?: (.*))?$/,
    read: (match) => ({
      fields: {
        vendorDevice: match[1] ?? '',
        class: match[2]?.length === 1 ? wholeClass(match[3]) : (match[3] ?? ''),
        type: match[2] ?? '',
        deviceKind: match[4] ?? null,
      },
    }),
    from: 'drivers/pci/probe.c; 3.1..7.1',
    examples: [
      '[    0.412] pci 0000:3b:00.0: [15b3:1017] type 00 class 0x020000 PCIe Endpoint'.replace('0.412]', '0.412000]'),
    ],
  }),
  onMessage({
    kind: 'driver-claimed',
    needle: ' at pci ',
    pattern:
      /^(sym\d{1,4}): <\S{1,16}> rev 0x[0-9a-f]{1,2} at pci ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) irq \d{1,6}$/,
    read: (match) => ({
      bdf: match[2] ?? null,
      fields: { driver: 'sym53c8xx', name: match[1] ?? null, how: 'at pci' },
    }),
    from: 'drivers/scsi/sym53c8xx_2/sym_glue.c sym_attach() 2.6.32..7.1: behind pci_set_master()',
    examples: ['[    7.687610] sym0: <895a> rev 0x0 at pci 0000:00:11.0 irq 21'],
  }),
  onDevice({
    kind: 'device-enabled',
    needle: 'enabling device (',
    pattern: /^enabling device \(([0-9a-f]{4}) -> ([0-9a-f]{4})\)$/,
    read: (match) => ({ fields: { from: match[1] ?? '', to: match[2] ?? '' } }),
    from: 'drivers/pci/setup-res.c',
    examples: ['[    2.100000] mlx5_core 0000:3b:00.0: enabling device (0000 -> 0002)'],
  }),
  onMessage({
    kind: 'device-enabled',
    needle: 'PCI: Enabling device',
    pattern: /^PCI: Enabling device ([0-9a-f]{4}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7]) \(([0-9a-f]{4}) -> ([0-9a-f]{4})\)$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { from: match[2] ?? '', to: match[3] ?? '' } }),
    from: 'arch/i386/pci/i386.c, arch/ia64/pci/pci.c pcibios_enable_resources() 2.6.12..2.6.27, others later: names no driver',
    examples: ['PCI: Enabling device 0000:3b:00.0 (0156 -> 0157)'],
  }),
  onDevice({
    kind: 'device-enumerated',
    needle: 'found [',
    pattern: /^found \[([0-9a-f]{4}:[0-9a-f]{4})\] class ([0-9a-f]{6}) header type ([0-9a-f]{2})$/,
    read: (match) => ({
      fields: { vendorDevice: match[1] ?? '', class: wholeClass(match[2]), type: match[3] ?? '', deviceKind: null },
    }),
    from: 'drivers/pci/probe.c pci_setup_device() 2.6.32, with debug',
    examples: ['[    0.412000] pci 0000:00:19.0: found [8086:10d3] class 000200 header type 00'],
  }),
  onDevice({
    kind: 'device-enumerated',
    needle: 'No hypervisor support for SR-IOV',
    pattern: /^No hypervisor support for SR-IOV on this device, IOV BARs disabled\.$/,
    from: 'arch/powerpc/platforms/pseries/pci.c pseries_disable_sriov_resources() 4.16..7.1: all that is said of a function of the device tree',
    examples: ['[    0.056001] pci 0019:01:00.0: No hypervisor support for SR-IOV on this device, IOV BARs disabled.'],
  }),
  onDevice({
    kind: 'bridge-window',
    needle: 'PCI bridge to [bus',
    pattern: /^PCI bridge to \[bus ([0-9a-f]{2})(?:-([0-9a-f]{2}))?\](?: .{1,60})?$/,
    read: (match) => ({
      fields: {
        secondary: Number.parseInt(match[1] ?? '', 16),
        subordinate: Number.parseInt(match[2] ?? match[1] ?? '', 16),
      },
    }),
    from: 'drivers/pci/probe.c pci_read_bridge_windows(), setup-bus.c 3.6..7.1; the whole range stands in the last one',
    examples: [
      '[    0.410000] pci 0000:3a:00.0: PCI bridge to [bus 3b-3c]',
      '[    0.410000] pci 0000:00:1e.0: PCI bridge to [bus 05] (subtractive decode)',
    ],
  }),
  onDevice({
    kind: 'dma-alias',
    needle: 'Enabling fixed DMA alias',
    pattern:
      /^Enabling fixed DMA alias (?:to|for devfn range from) ([0-1][0-9a-f]\.[0-7])(?: to ([0-1][0-9a-f]\.[0-7]))?$/,
    read: (match) => ({ fields: { from: match[1] ?? null, to: match[2] ?? match[1] ?? null } }),
    from: 'drivers/pci/pci.c pci_add_dma_alias() 4.6..7.2: quirks of functions that send as others, and aliases that AMD’s IVRS tells',
    examples: [
      '[    4.654631] pci 0000:03:03.0: Enabling fixed DMA alias to 00.0',
      '[    1.204112] pci 0000:81:00.0: Enabling fixed DMA alias for devfn range from 00.0 to 1f.7',
    ],
  }),
  onDevice({
    kind: 'bus-mastering',
    needle: 'setting latency timer to',
    pattern: /^setting latency timer to \d{1,3}$/,
    read: () => ({ fields: { on: true } }),
    from: 'drivers/pci/pci.c pcibios_set_master() 2.6.32..3.12: part of pci_set_master()',
    examples: ['[    2.100000] e1000e 0000:3b:00.0: setting latency timer to 64'],
  }),
  onMessage({
    kind: 'bus-mastering',
    needle: 'PCI: Setting latency timer',
    pattern: /^PCI: Setting latency timer of device ([0-9a-f]{4}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7]) to \d{1,3}$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { on: true } }),
    from: 'arch/i386/pci/i386.c pcibios_set_master() 2.6.12..2.6.26: part of pci_set_master()',
    examples: ['PCI: Setting latency timer of device 0000:3b:00.0 to 64'],
  }),
  onDevice({
    kind: 'bus-mastering',
    needle: ' bus mastering',
    pattern: /^(en|dis)abling bus mastering$/,
    read: (match) => ({ fields: { on: match[1] === 'en' } }),
    from: 'drivers/pci/pci.c __pci_set_master() 2.6.32..7.1, with dynamic debug: the only word of what a kexec switches off',
    examples: ['[ 5322.500000] e1000e 0000:3b:00.0: disabling bus mastering'],
  }),
  onMessage({
    kind: 'driver-claimed',
    needle: ': bound device ',
    pattern: /^bus: 'pci': really_probe: bound device (\S{12,20}) to driver (\S{1,64})$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { driver: match[2] ?? null, how: 'bound' } }),
    from: 'drivers/base/dd.c really_probe() 2.6.32..6.1, with dynamic debug',
    examples: ["[    2.100000] bus: 'pci': really_probe: bound device 0000:3b:00.0 to driver e1000e"],
  }),
  onMessage({
    kind: 'driver-claimed',
    needle: ': bound to device',
    pattern: /^driver: '(\S{1,64})': driver_bound: bound to device '(\S{12,20})'$/,
    read: (match) => ({ bdf: match[2] ?? null, fields: { driver: match[1] ?? null, how: 'bound' } }),
    from: 'drivers/base/dd.c driver_bound() 2.6.32..6.1, with dynamic debug',
    examples: ["[    2.100000] driver: 'e1000e': driver_bound: bound to device '0000:3b:00.0'"],
  }),
  onDevice({
    kind: 'driver-claimed',
    needle: ': bound ',
    pattern: /^(?:bus: 'pci': really_probe: bound device to driver|driver: '\S{1,64}': driver_bound: bound to device)/,
    read: (_, line) => ({ fields: { driver: line.subject?.word ?? null, how: 'bound' } }),
    from: 'drivers/base/dd.c 6.12..7.1, with dynamic debug',
    examples: [
      "[    2.100000] e1000e 0000:3b:00.0: bus: 'pci': really_probe: bound device to driver e1000e",
      "[    2.100000] e1000e 0000:3b:00.0: driver: 'e1000e': driver_bound: bound to device",
    ],
  }),
  onMessage({
    kind: 'probe-failed',
    needle: ': probe of ',
    fault: true,
    pattern:
      /^(\S{1,64}|i6300ESB timer|[A-Z][\w-]{1,24}(?: [\w()-]{1,24}){1,3}): probe of (\S{1,64}) failed with error (-?\d{1,6})$/,
    read: (match) => ({
      bdf: match[2] ?? null,
      fields: { driver: match[1] ?? '', error: Number(match[3]), how: `probe failed with error ${match[3]}` },
    }),
    from: 'drivers/base/dd.c ..6.1; names of sound drivers (sound/pci ..3.2) and of a watchdog have blanks in them',
    examples: [
      '[    3.118000] e1000e: probe of 0000:01:00.0 failed with error -5',
      '[    9.600000] HDA Intel: probe of 0000:00:1b.0 failed with error -13',
      '[    0.978395] i6300ESB timer: probe of 0000:00:0b.0 failed with error -16',
    ],
  }),
  onDevice({
    kind: 'probe-failed',
    needle: 'probe with driver',
    fault: true,
    pattern: /^probe with driver (\S{1,64}|i6300ESB timer) failed with error (-?\d{1,6})$/,
    read: (match, line) => ({
      ...unlessService(line),
      fields: { driver: match[1] ?? '', error: Number(match[2]), how: `probe failed with error ${match[2]}` },
    }),
    from: 'drivers/base/dd.c 6.12..',
    examples: [
      '[    3.118000] mlx5_core 0000:3b:00.0: probe with driver mlx5_core failed with error -110',
      '[    3.118000] pcie_bwctrl 0000:3a:00.0:pcie010: probe with driver pcie_bwctrl failed with error -16',
    ],
  }),
  onDevice({
    kind: 'probe-failed',
    needle: ': error -',
    fault: true,
    pattern: /^error -(?!EPROBE_DEFER\b|517\b)(E[A-Z0-9]{1,24}|\d{1,4}): \S.{0,200}$/,
    read: (match, line) => {
      const error = /^\d/.test(match[1] ?? '') ? -Number(match[1]) : null;
      return { ...unlessService(line), fields: { driver: line.subject?.word ?? null, error, how: match[0] } };
    },
    from: 'drivers/base/core.c dev_err_probe() 5.10..7.2: of -ENODEV and -ENXIO the driver core says nothing more',
    examples: [
      '[    3.100000] r8169 0000:02:00.0: error -EIO: PCI read failed',
      '[    3.100000] nvme 0000:3b:00.0: error -19: probe failed',
    ],
  }),
  onMessage({
    kind: 'probe-failed',
    needle: 'probe with driver',
    fault: true,
    pattern: /^\S{1,64} (\S{1,64}): probe with driver (\S{1,64}) failed with error (-?\d{1,6})$/,
    read: (match, line) =>
      line.subject
        ? null
        : {
            bdf: match[1] ?? null,
            fields: { driver: match[2] ?? '', error: Number(match[3]), how: `probe failed with error ${match[3]}` },
          },
    from: 'drivers/base/dd.c 6.12..: devices of other buses',
    examples: ['[   46.621585] qcom-pcie 600000.pcie: probe with driver qcom-pcie failed with error -110'],
  }),
  onMessage({
    kind: 'device-named',
    needle: 'pci function ',
    pattern: /^nvme (nvme\d{1,6}): pci function (\S{12,20})$/,
    read: (match) => ({ bdf: match[2] ?? null, fields: { name: match[1] ?? '', driver: 'nvme' } }),
    from: 'drivers/nvme/host/pci.c',
    examples: ['[    2.858046] nvme nvme0: pci function 0000:03:00.0'],
  }),
  onMessage({
    kind: 'device-named',
    needle: ': iomem(',
    pattern: /^(mpt[23]sas(?:_cm)?\d{1,4}): iomem\(0x([0-9a-f]{5,16})\), mapped\(/,
    read: (match) => ({ bdf: windowName(match[2] ?? ''), fields: { name: match[1] ?? '', driver: 'mpt3sas' } }),
    from: 'drivers/scsi/mpt3sas/mpt3sas_base.c mpt3sas_base_map_resources() 3.1..7.1: a BAR tells whose it is',
    examples: [
      '[    1.700000] mpt3sas_cm0: iomem(0x00000000c7340000), mapped(0x00000000a1b2c3d4), size(65536)',
      '[    1.700000] mpt2sas0: iomem(0x00000000c7340000), mapped(0xffffc90000c40000), size(65536)',
    ],
  }),
  onMessage({
    kind: 'device-named',
    needle: ' abar m',
    pattern: /^(ata\d{1,4}): SATA max \S{2,20} abar m\d{1,9}@0x([0-9a-f]{5,16}) port /,
    read: (match) => ({ bdf: windowName(match[2] ?? ''), fields: { name: match[1] ?? '', driver: 'ahci' } }),
    from: 'drivers/ata/libahci.c, libata-core.c ata_host_register() 2.6.32..7.1: the ABAR tells whose port it is',
    examples: ['[    1.900000] ata1: SATA max UDMA/133 abar m2048@0xf7c36000 port 0xf7c36100 irq 27'],
  }),
  ...[' at MMIO 0x', ' at Port 0x'].map((needle) =>
    onMessage({
      kind: 'driver-claimed',
      needle,
      pattern: /^(?:net )?eth\d{1,4}: .{4,60} rev \d{1,3} at (MMIO|Port) 0x([0-9a-f]{1,16}),.{0,60} IRQ \d{1,4}\.?$/,
      read: (match) => ({
        bdf: (match[1] === 'MMIO' ? windowName : portName)(match[2] ?? ''),
        fields: { driver: 'tulip', how: 'registered its interface' },
      }),
      from: 'drivers/net/ethernet/dec/tulip/tulip_core.c tulip_init_one(), after register_netdev(); ..7.1',
      examples: [
        `[    2.750691] net eth0: Digital DS21142/43 Tulip rev 65${needle}f4008000, 00:30:6e:08:7d:21, IRQ 17`,
      ],
    }),
  ),
  onDevice({
    kind: 'slot-event',
    needle: ' on Slot(',
    pattern: /^(Card not present|Card present|Power fault) on Slot\(([^)]{1,40})\)$/,
    read: (match) => ({ fields: { slot: match[2] ?? '', what: (match[1] ?? '').toLowerCase() } }),
    from: 'drivers/pci/hotplug/pciehp_ctrl.c, pciehp_hpc.c 2.6.28..4.8',
    examples: ['[   50.947900] pciehp 0000:3a:00.0:pcie04: Card not present on Slot(7)'],
  }),
  onDevice({
    kind: 'slot-event',
    needle: 'slot(',
    pattern: /^slot\(([^)]{1,40})\): (Link Down|Link Up) event$/,
    read: (match) => ({ fields: { slot: match[1] ?? '', what: (match[2] ?? '').toLowerCase() } }),
    from: 'drivers/pci/hotplug/pciehp_hpc.c pcie_isr() 3.14..4.8',
    examples: ['[   50.947900] pciehp 0000:3a:00.0:pcie04: slot(7): Link Down event'],
  }),
  onMessage({
    kind: 'driver-spoke',
    needle: 'pcnet32: PCnet',
    pattern: /^pcnet32: PCnet.{4,40} at 0x([0-9a-f]{3,8}),/,
    read: (match) => ({ bdf: portName(match[1] ?? ''), fields: { driver: 'pcnet32' } }),
    from: 'drivers/net/ethernet/amd/pcnet32.c pcnet32_probe1()',
    examples: ['[    2.750691] pcnet32: PCnet/FAST III 79C973 at 0x1060, 00:d0:a0:00:06:72 assigned IRQ 10'],
  }),
  onMessage({
    kind: 'driver-claimed',
    needle: ' bmdma 0x',
    pattern:
      /^ata\d{1,4}: [SP]ATA max \S{2,20} cmd 0x[0-9a-f]{1,16} ctl 0x[0-9a-f]{1,16} bmdma 0x([0-9a-f]{3,8}) irq \d{1,4}/,
    read: (match) => ({ bdf: portName(match[1] ?? ''), fields: { driver: null, how: 'registered its ports' } }),
    from: 'drivers/ata/libata-core.c ata_host_register(), libata-sff.c: the first port’s bus-master registers begin its BAR',
    examples: ['[    1.900000] ata1: PATA max UDMA/33 cmd 0x1f0 ctl 0x3f6 bmdma 0xc0a0 irq 14'],
  }),
  onMessage({
    kind: 'driver-spoke',
    needle: 'pci function ',
    pattern: /^nvme nvme\d{1,6}: pci function (\S{12,20})$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { driver: 'nvme' } }),
    from: 'drivers/nvme/host/pci.c',
    examples: [],
  }),
  nvme(
    'driver-claimed',
    'default/read/poll queues',
    /^nvme (nvme\d{1,6}): (\d{1,6}\/\d{1,6}\/\d{1,6} default\/read\/poll queues)$/,
    '[    2.876507] nvme nvme0: 1/0/0 default/read/poll queues',
  ),
  nvme(
    'device-failed',
    'Removing after probe failure',
    /^nvme (nvme\d{1,6}): (Removing after probe failure status: -?\d{1,6})$/,
    '[   64.785232] nvme nvme0: Removing after probe failure status: -5',
  ),
  nvme(
    'device-failed',
    'Device not ready',
    /^nvme (nvme\d{1,6}): (Device not ready; aborting (?!shutdown)\w{1,40}(?:, CSTS=0x[0-9a-f]{1,8})?)/,
    '[   64.785232] nvme nvme0: Device not ready; aborting initialisation, CSTS=0x0',
  ),
  onMessage({
    kind: 'module-failed',
    needle: 'invalid for parameter',
    fault: true,
    pattern: /^(\w{1,64}): `.{0,200}' invalid for parameter `/,
    read: (match) => ({ fields: { driver: match[1] ?? '' } }),
    from: 'kernel/params.c parse_args()',
    examples: ["[    2.500000] e1000e: `abc' invalid for parameter `debug'"],
  }),
  onDevice({
    kind: 'device-shutdown',
    needle: ': shutdown',
    pattern: /^shutdown(?:_pre)?$/,
    read: (_, line) => ({ fields: { driver: line.subject?.word ?? null } }),
    from: 'drivers/base/core.c device_shutdown(), with initcall_debug',
    examples: ['[   15.900000] e1000e 0000:01:00.0: shutdown'],
  }),
  onDevice({
    kind: 'slot-event',
    needle: 'Slot(',
    pattern:
      /^(?:pciehp: )?Slot\(([^)]{1,40})\): (Link Down|Link Up|Card not present|Card present|Power fault)(?: event)?$/,
    read: (match) => ({ fields: { slot: match[1] ?? '', what: (match[2] ?? '').toLowerCase() } }),
    from: 'drivers/pci/hotplug/pciehp_ctrl.c, pciehp_hpc.c 4.4..7.1: names the port above the slot',
    examples: [
      '[   50.947900] pcieport 0000:3a:00.0: pciehp: Slot(7): Link Down',
      '[   50.947900] pciehp 0000:3a:00.0:pcie004: Slot(7): Card not present',
    ],
  }),
  onDevice({
    kind: 'slot-event',
    needle: ' check link status',
    pattern: /^(?:pciehp: )?(Failed to check link status)\s{0,4}$/,
    read: (match) => ({ fields: { slot: null, what: (match[1] ?? '').toLowerCase() } }),
    from: 'drivers/pci/hotplug/pciehp_ctrl.c board_added() 2.6.28..6.6: also where a card was pulled, so no fault of what is there',
    examples: ['[   50.947900] pcieport 0000:3a:00.0: pciehp: Failed to check link status'],
  }),
  onDevice({
    kind: 'slot-event',
    needle: 'Slot(',
    pattern:
      /^(?:pciehp: )?Slot\(([^)]{1,40})\): (Cannot train link|No device found|No link)(?:: status 0x[0-9a-f]{4})?$/,
    read: (match) => ({ fields: { slot: match[1] ?? '', what: (match[2] ?? '').toLowerCase() } }),
    from: 'drivers/pci/hotplug/pciehp_hpc.c pciehp_check_link_status() 6.7..7.1: the same, by its reason',
    examples: ['[   50.947900] pcieport 0000:3a:00.0: pciehp: Slot(7): Cannot train link: status 0x2000'],
  }),
  onMessage({
    kind: 'driver-spoke',
    needle: ': probing driver ',
    pattern:
      /^bus: 'pci': (?:really_probe|__driver_probe_device|driver_probe_device): probing driver (\S{1,64}) with device (\S{12,20})$/,
    read: (match) => ({ bdf: match[2] ?? null, fields: { driver: match[1] ?? '' } }),
    from: 'drivers/base/dd.c really_probe() 2.6.32..6.1, with dynamic debug',
    examples: ["[    2.100000] bus: 'pci': really_probe: probing driver e1000e with device 0000:3b:00.0"],
  }),
  onDevice({
    kind: 'driver-unbound',
    needle: 'remove, state ',
    pattern: /^remove, state [0-9a-f]{1,2}$/,
    read: (_, line) => ({ fields: { driver: line.subject?.word ?? null } }),
    from: 'drivers/usb/core/hcd.c usb_remove_hcd()',
    examples: ['[   22.464636] xhci_hcd 0000:03:00.0: remove, state 4'],
  }),
  onDevice({
    kind: 'driver-unbound',
    needle: 'removed PHC',
    pattern: /^(?:i40e_ptp_stop: )?removed PHC(?: on \S{1,40})?$/,
    read: (_, line) => ({ fields: { driver: line.subject?.word ?? null } }),
    from: 'drivers/net/ethernet/intel/e1000e/ptp.c e1000e_ptp_remove(), igb, ixgbe and i40e alike: the remove() path only',
    examples: [
      '[   20.633729] e1000e 0000:01:00.0 eth0: removed PHC',
      '[   20.633729] i40e 0000:02:00.1: i40e_ptp_stop: removed PHC on eth1',
    ],
  }),
  onDevice({
    kind: 'driver-unbound',
    needle: 'PHC removed',
    pattern: /^PHC removed$/,
    read: (_, line) => ({ fields: { driver: line.subject?.word ?? null } }),
    from: 'drivers/net/ethernet/intel/igc/igc_ptp.c igc_ptp_stop() 5.4..7.1: it is removed, or its probe failed',
    examples: ['[   91.659525] igc 0000:2c:00.0 eth1: PHC removed'],
  }),
  onDevice({
    kind: 'driver-unbound',
    needle: 'PCI INT ',
    pattern: /^PCI INT [A-D] disabled$/,
    read: (_, line) => ({ fields: { driver: line.subject?.word ?? null } }),
    from: 'drivers/acpi/pci_irq.c acpi_pci_irq_disable(), 2.6.32..3.1: pci_disable_device()',
    examples: ['[ 5322.300000] e1000e 0000:00:19.0: PCI INT A disabled'],
  }),
  claim(
    'Host Controller',
    /^(?:xHCI|EHCI|UHCI) Host Controller$/,
    '[    1.400000] xhci_hcd 0000:80:14.0: xHCI Host Controller',
  ),
  claim(
    'host controller',
    /^OHCI PCI host controller$/,
    '[    1.400000] ohci-pci 0000:00:13.0: OHCI PCI host controller',
  ),
  claim(
    'AHCI ',
    /^AHCI (?:vers )?\d{4}\.\d{4},? /,
    '[    1.900000] ahci 0000:00:1f.2: AHCI 0001.0000 32 slots 6 ports 1.5 Gbps 0x3f impl SATA mode',
  ),
  claim(
    'Gigabit Ethernet Network Connection',
    /^Intel\(R\) Gigabit Ethernet Network Connection$/,
    '[    2.400000] igb 0000:04:00.0: Intel(R) Gigabit Ethernet Network Connection',
  ),
  claim(
    'Intel(R) 10 Gigabit',
    /^Intel\(R\) 10 Gigabit Network Connection$/,
    '[    2.400000] ixgbe 0000:04:00.0: Intel(R) 10 Gigabit Network Connection',
  ),
  claim(
    'Features: PF-id[',
    /^Features: PF-id\[\d{1,3}\] /,
    '[    2.400000] i40e 0000:04:00.0: Features: PF-id[0] VFs: 64 VSIs: 66 QP: 32 RSS FD_ATR',
  ),
  onMessage({
    kind: 'driver-claimed',
    needle: '[drm] Initialized ',
    pattern: /^\[drm\] Initialized (\w{2,32}) \d{1,4}\.\d{1,4}\.\d{1,4} (?:\d{8} )?for (\S{12,20}) on minor \d{1,3}$/,
    read: (match) => ({ bdf: match[2] ?? null, fields: { driver: match[1] ?? null, how: 'registered its device' } }),
    from: 'drivers/gpu/drm/drm_drv.c drm_dev_register() 4.13..6.12, the date until 6.10',
    examples: ['[    4.100000] [drm] Initialized amdgpu 3.49.0 20150101 for 0000:c1:00.0 on minor 0'],
  }),
  onMessage({
    kind: 'driver-claimed',
    needle: ': port enable: SUCCESS',
    pattern: /^(mpt[23]sas(?:_cm)?\d{1,4}): port enable: SUCCESS$/,
    read: (match) => ({
      bdf: match[1] ?? null,
      fields: { driver: 'mpt3sas', name: match[1] ?? null, how: 'port enable' },
    }),
    from: 'drivers/scsi/mpt3sas/mpt3sas_base.c _base_send_port_enable(), mpt3sas_scsih.c 3.1..7.1',
    examples: ['[    2.400000] mpt3sas_cm0: port enable: SUCCESS'],
  }),
  claim(
    ': PCI',
    /^ISP\w{4,6}: PCI.{2,40} @ \S{12,20} hdma[+-] host#=\d{1,4} fw=/,
    '[    2.400000] qla2xxx [0000:af:00.0]-00fc:1: ISP2532: PCIe (5.0GT/s x8) @ 0000:af:00.0 hdma+ host#=1 fw=8.07.00 (90d5).',
  ),
  claim('INIT adapter done', /^INIT adapter done$/, '[    2.400000] megaraid_sas 0000:04:00.0: INIT adapter done'),
  claim(
    'AER: enabled with IRQ',
    /^AER: enabled with IRQ/,
    '[    1.670732] pcieport 0000:00:02.0: AER: enabled with IRQ 25',
  ),
  claim(
    'PME: Signaling with IRQ',
    /^PME: Signaling with IRQ/,
    '[    1.667586] pcieport 0000:00:02.0: PME: Signaling with IRQ 25',
  ),
];
