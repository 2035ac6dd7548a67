/** The devices that machines are made of: what they are, which driver takes them, and how that driver is known to behave. */
import type { Traits } from './trait';

export interface Model {
  readonly driver: string;
  /** `vendor:device`. */
  readonly id: string;
  /** Six hex digits. */
  readonly pciClass: string;
  /** Sizes of its memory BARs, bytes. */
  readonly bars: readonly number[];
  /** Size of its I/O BAR, bytes: BAR 0, before those of memory. */
  readonly ports?: number;
  /** A device of conventional PCI: lives behind a PCIe-to-PCI bridge or on the root bus. */
  readonly conventional?: boolean;
  readonly functions?: number;
  /** Error handlers (struct pci_error_handlers): a frozen device is recovered in place. */
  readonly recovers: boolean;
  readonly traits: Partial<Traits>;
}

const NIC = '020000';

/** Traits as mainline's drivers have them: no .shutdown in ena, 8139cp, virtio-net, tulip, pcnet32, sym53c8xx; probes that reset first or trust. */
export const CATALOGUE: Readonly<Record<string, Model>> = {
  e1000e: {
    driver: 'e1000e',
    id: '8086:10d3',
    pciClass: NIC,
    bars: [0x20000],
    recovers: true,
    traits: { traffic: 'flood' },
  },
  igb: {
    driver: 'igb',
    id: '8086:1521',
    pciClass: NIC,
    bars: [0x100000, 0x4000],
    functions: 2,
    recovers: true,
    traits: { traffic: 'flood' },
  },
  ixgbe: {
    driver: 'ixgbe',
    id: '8086:10fb',
    pciClass: NIC,
    bars: [0x80000, 0x4000],
    functions: 2,
    recovers: true,
    traits: { traffic: 'flood' },
  },
  i40e: {
    driver: 'i40e',
    id: '8086:1572',
    pciClass: NIC,
    bars: [0x800000, 0x8000],
    recovers: true,
    traits: { traffic: 'flood' },
  },
  mlx5: {
    driver: 'mlx5_core',
    id: '15b3:1017',
    pciClass: NIC,
    bars: [0x2000000],
    recovers: true,
    traits: { traffic: 'flood', probe: 'needs-clean' },
  },
  bnxt: {
    driver: 'bnxt_en',
    id: '14e4:16d7',
    pciClass: NIC,
    bars: [0x10000, 0x100000],
    recovers: true,
    traits: { traffic: 'flood' },
  },
  nvme: {
    driver: 'nvme',
    id: '144d:a821',
    pciClass: '010802',
    bars: [0x4000],
    recovers: true,
    traits: { traffic: 'in-flight' },
  },
  ahci: {
    driver: 'ahci',
    id: '8086:a182',
    pciClass: '010601',
    bars: [0x2000, 0x800],
    recovers: false,
    traits: { traffic: 'in-flight', flr: 'absent' },
  },
  megaraid: {
    driver: 'megaraid_sas',
    id: '1000:005d',
    pciClass: '010400',
    bars: [0x10000, 0x100000],
    recovers: true,
    traits: { traffic: 'in-flight', flr: 'absent' },
  },
  mpt3sas: {
    driver: 'mpt3sas',
    id: '1000:0097',
    pciClass: '010700',
    bars: [0x10000],
    recovers: true,
    traits: { traffic: 'in-flight' },
  },
  xhci: {
    driver: 'xhci_hcd',
    id: '8086:a12f',
    pciClass: '0c0330',
    bars: [0x10000],
    recovers: false,
    traits: { traffic: 'idle', flr: 'absent' },
  },
  'virtio-net': {
    driver: 'virtio-pci',
    id: '1af4:1041',
    pciClass: NIC,
    bars: [0x1000, 0x4000],
    recovers: false,
    traits: { shutdown: 'absent', traffic: 'flood', flr: 'absent' },
  },
  amdgpu: {
    driver: 'amdgpu',
    id: '1002:1636',
    pciClass: '030000',
    bars: [0x10000000, 0x200000],
    recovers: true,
    traits: { traffic: 'idle', flr: 'absent' },
  },
  qla2xxx: {
    driver: 'qla2xxx',
    id: '1077:2532',
    pciClass: '0c0400',
    bars: [0x4000, 0x100000],
    functions: 2,
    recovers: true,
    traits: { traffic: 'in-flight' },
  },
  '8139cp': {
    driver: '8139cp',
    id: '10ec:8139',
    pciClass: NIC,
    bars: [0x100],
    conventional: true,
    recovers: false,
    traits: { shutdown: 'absent', traffic: 'flood', flr: 'absent' },
  },
  tulip: {
    driver: 'tulip',
    id: '1011:0019',
    pciClass: NIC,
    ports: 0x80,
    bars: [0x80],
    conventional: true,
    recovers: false,
    traits: { shutdown: 'absent', traffic: 'flood', flr: 'absent' },
  },
  pcnet32: {
    driver: 'pcnet32',
    id: '1022:2000',
    pciClass: NIC,
    ports: 0x20,
    bars: [0x20],
    conventional: true,
    recovers: false,
    traits: { shutdown: 'absent', traffic: 'flood', flr: 'absent' },
  },
  vmxnet3: {
    driver: 'vmxnet3',
    id: '15ad:07b0',
    pciClass: NIC,
    bars: [0x1000, 0x1000, 0x2000],
    recovers: false,
    traits: { traffic: 'flood', flr: 'absent' },
  },
  sym53c8xx: {
    driver: 'sym53c8xx',
    id: '1000:0012',
    pciClass: '010000',
    ports: 0x100,
    bars: [0x400, 0x2000],
    conventional: true,
    recovers: true,
    traits: { shutdown: 'absent', traffic: 'in-flight', flr: 'absent' },
  },
};
