/** What the PCI core says while it finds buses and functions (drivers/pci/probe.c, setup-bus.c, setup-res.c). */
import { isFrom } from '../model/kernel';
import { isPower, type Machine, type PciFunction, type Platform } from '../model/machine';
import { hex, info, type Say, warn } from './say';

const KIND_WORDS: Readonly<Record<PciFunction['kind'], string>> = {
  'host-bridge': 'conventional PCI endpoint',
  'root-port': 'PCIe Root Port',
  upstream: 'PCIe Switch Upstream Port',
  downstream: 'PCIe Switch Downstream Port',
  'pci-bridge': 'PCIe to PCI/PCI-X bridge',
  endpoint: 'PCIe Endpoint',
};

/**
 * What tells that a function is there. A partition's kernel takes its functions from the device tree and says no word of them
 * (arch/powerpc/kernel/pci_of_scan.c), but for what its hypervisor withholds (platforms/pseries/pci.c pseries_disable_sriov_resources()).
 */
export function found(platform: Platform, fn: PciFunction, release: string): readonly Say[] {
  return platform === 'pseries'
    ? [warn(`pci ${fn.bdf}: No hypervisor support for SR-IOV on this device, IOV BARs disabled.`)]
    : probed(fn, release);
}

/** `[8086:10d3] type 00 class 0x020000`, and from about 6.10 on what kind of function it is. */
function probed(fn: PciFunction, release: string): readonly Say[] {
  const type = fn.buses ? '01' : '00';
  const kind = isFrom(release, '6.10')
    ? ` ${fn.requester === fn.bdf ? KIND_WORDS[fn.kind] : 'conventional PCI endpoint'}`
    : '';
  const bars = fn.bars.map((one, index) => bar(fn.bdf, { ...one, index, release }));
  return [info(`pci ${fn.bdf}: [${fn.id}] type ${type} class 0x${fn.pciClass}${kind}`), ...bars];
}

/** `reg 0x10: [mem …]` to 6.1, `BAR 0 [mem …]` after. */
function bar(bdf: string, of: PciFunction['bars'][number] & { readonly index: number; readonly release: string }): Say {
  const [space, digits] = of.isPorts ? ['io ', 4] : ['mem', 8];
  const range = `[${space} 0x${hex(of.at, digits)}-0x${hex(of.at + of.size - 1, digits)}]`;
  return isFrom(of.release, '6.2')
    ? info(`pci ${bdf}: BAR ${of.index} ${range}`)
    : info(`pci ${bdf}: reg 0x${hex(0x10 + of.index * 4)}: ${range}`);
}

export function bridged({ bdf, buses }: PciFunction): Say {
  const { secondary, subordinate } = buses as NonNullable<PciFunction['buses']>;
  const to = subordinate > secondary ? `-${hex(subordinate, 2)}` : '';
  return info(`pci ${bdf}: PCI bridge to [bus ${hex(secondary, 2)}${to}]`);
}

/** Host bridges, before what is behind each. */
export function hostBridge({ platform }: Machine, segment: string): readonly Say[] {
  if (isPower(platform)) {
    const bus = platform === 'pseries' ? '01' : '00';
    return [
      info(`PCI host bridge to bus ${segment}:${bus}`),
      info(`pci_bus ${segment}:${bus}: root bus resource [bus ${bus}-ff]`),
    ];
  }
  return [
    info('ACPI: PCI Root Bridge [PCI0] (domain 0000 [bus 00-ff])'),
    info('acpi PNP0A08:00: _OSC: OS supports [ExtendedConfig ASPM ClockPM Segments MSI HPX-Type3]'),
    info('acpi PNP0A08:00: _OSC: OS now controls [PCIeHotplug PME AER PCIeCapability LTR]'),
    info(`PCI host bridge to bus ${segment}:00`),
    info(`pci_bus ${segment}:00: root bus resource [bus 00-ff]`),
  ];
}

/** Bits of the command register: IO 1, MEM 2, MASTER 4. It speaks only where something is to be switched on. */
export const enabling = (driver: string, bdf: string, before: number): Say =>
  info(`${driver} ${bdf}: enabling device (${hex(before, 4)} -> ${hex(before | 2, 4)})`);

export const portService = (bdf: string, irq: number): readonly Say[] => [
  info(`pcieport ${bdf}: PME: Signaling with IRQ ${irq}`),
  info(`pcieport ${bdf}: AER: enabled with IRQ ${irq}`),
];
export const joins = (word: string, bdf: string, group: number): Say =>
  info(`${word} ${bdf}: Adding to iommu group ${group}`);
export const leaves = (word: string, bdf: string, group: number): Say =>
  info(`${word} ${bdf}: Removing from iommu group ${group}`);
export const resets = (word: string, bdf: string): readonly Say[] => [info(`${word} ${bdf}: ready 1023ms after FLR`)];
/** drivers/pci/pci.c pci_dev_wait(): the pause doubles, up to a minute. */
export const resetWaits = (word: string, bdf: string): readonly { readonly after: number; readonly said: Say }[] =>
  [1, 2, 4, 8, 16, 32].map((seconds) => ({
    after: seconds,
    said: info(`${word} ${bdf}: not ready ${seconds * 1024 - 1}ms after bus reset; waiting`),
  }));
export const resetGivesUp = (word: string, bdf: string, how: 'FLR' | 'bus reset'): readonly Say[] => [
  info(`${word} ${bdf}: not ready 1023ms after ${how}; waiting`),
  info(`${word} ${bdf}: not ready 32767ms after ${how}; waiting`),
  { level: 4, text: `${word} ${bdf}: not ready 65535ms after ${how}; giving up` },
];
