/** Devices of the simulator's catalogue that QEMU has, and what a kernel needs to drive them. */

export interface LabDevice {
  /** QEMU's name with its properties. */
  readonly device: string;
  /** Drivers to load, the device's last but for those of what hangs on it. */
  readonly modules: readonly string[];
  /** How its traffic reaches it: frames of a network, requests of readers. */
  readonly backend: 'network' | 'drive' | 'none';
  /** The disk that hangs on a controller; without one the drive belongs to the device itself. */
  readonly disk?: string;
}

const nic = (device: string, ...modules: string[]): LabDevice => ({ device, modules, backend: 'network' });
const scsi = (device: string, module: string): LabDevice => ({
  device,
  modules: [module, 'sd_mod'],
  backend: 'drive',
  disk: 'scsi-hd',
});

export const LAB_DEVICES: Readonly<Record<string, LabDevice>> = {
  e1000e: nic('e1000e', 'e1000e'),
  igb: nic('igb', 'igb'),
  '8139cp': nic('rtl8139', '8139cp'),
  tulip: nic('tulip', 'tulip'),
  pcnet32: nic('pcnet', 'pcnet32'),
  vmxnet3: nic('vmxnet3', 'vmxnet3'),
  'virtio-net': nic('virtio-net-pci,iommu_platform=on,disable-legacy=on', 'virtio_pci', 'virtio_net'),
  nvme: { device: 'nvme', modules: ['nvme'], backend: 'drive' },
  ahci: { device: 'ich9-ahci', modules: ['ahci', 'sd_mod'], backend: 'drive', disk: 'ide-hd' },
  megaraid: scsi('megasas', 'megaraid_sas'),
  sym53c8xx: scsi('lsi53c895a', 'sym53c8xx'),
  xhci: { device: 'qemu-xhci', modules: ['xhci_pci'], backend: 'none' },
};
