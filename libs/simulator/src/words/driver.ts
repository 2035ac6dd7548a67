/** What drivers print while they take a device, let it go and are shut down: from the sources named at each row. */
import { isFrom } from '../model/kernel';
import { error, hex, info, notice, type Say, warn } from './say';

/** What a driver's words need of the device. */
export interface Named {
  readonly bdf: string;
  readonly id: string;
  /** Address of each BAR, in order. */
  readonly bars: readonly { readonly at: number; readonly size: number }[];
  /** Number of the device among those of its driver on this machine. */
  readonly index: number;
  readonly mac: string;
  readonly release: string;
}

export interface DriverWords {
  /** Once a module, before its first device. */
  readonly banner: readonly Say[];
  /** Until its probe is through. */
  probe(device: Named): readonly Say[];
  /** What it says before its probe fails, and the error that probe() returns. */
  failing(device: Named): { readonly says: readonly Say[]; readonly error: number };
  /** Number of the first line of `probe` by which the driver has reset the device and holds it. */
  readonly holds: number;
  shutdown(device: Named): readonly Say[];
  remove(device: Named): readonly Say[];
}

const on = (driver: string, { bdf }: Named, text: string): string => `${driver} ${bdf}: ${text}`;
const net = (driver: string, { bdf, index }: Named, text: string): string => `${driver} ${bdf} eth${index}: ${text}`;
const silent = (): readonly Say[] => [];

/** drivers/net/ethernet/intel/e1000e/netdev.c, ptp.c. */
const E1000E: DriverWords = {
  holds: 2,
  banner: [
    info('e1000e: Intel(R) PRO/1000 Network Driver'),
    info('e1000e: Copyright(c) 1999 - 2015 Intel Corporation.'),
  ],
  probe: (device) => [
    info(on('e1000e', device, 'Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode')),
    info(on('e1000e', device, `${device.bdf} (uninitialized): registered PHC clock`).replace(': ', ' ')),
    info(net('e1000e', device, `(PCI Express:2.5GT/s:Width x1) ${device.mac}`)),
    info(net('e1000e', device, 'Intel(R) PRO/1000 Network Connection')),
    info(net('e1000e', device, 'MAC: 3, PHY: 8, PBA No: 000000-000')),
  ],
  failing: (device) => ({
    says: [
      info(on('e1000e', device, 'Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode')),
      error(on('e1000e', device, 'The NVM Checksum Is Not Valid')),
    ],
    error: -5,
  }),
  shutdown: () => [info('e1000e: EEE TX LPI TIMER: 00000000')],
  remove: (device) => [info(net('e1000e', device, 'removed PHC')), info(net('e1000e', device, 'NIC Link is Down'))],
};

/** drivers/net/ethernet/intel/igb/igb_main.c, igb_ptp.c. */
const IGB: DriverWords = {
  holds: 1,
  banner: [
    info('igb: Intel(R) Gigabit Ethernet Network Driver'),
    info('igb: Copyright (c) 2007-2014 Intel Corporation.'),
  ],
  probe: (device) => [
    info(on('igb', device, `added PHC on eth${device.index}`)),
    info(on('igb', device, 'Intel(R) Gigabit Ethernet Network Connection')),
    info(on('igb', device, `eth${device.index}: (PCIe:5.0Gb/s:Width x4) ${device.mac}`)),
    info(on('igb', device, `eth${device.index}: PBA No: G13158-000`)),
    info(on('igb', device, 'Using MSI-X interrupts. 8 rx queue(s), 8 tx queue(s)')),
  ],
  failing: (device) => ({ says: [error(on('igb', device, 'The NVM Checksum Is Not Valid'))], error: -5 }),
  shutdown: silent,
  remove: (device) => [info(on('igb', device, `removed PHC on eth${device.index}`))],
};

/** drivers/net/ethernet/intel/ixgbe/ixgbe_main.c. */
const IXGBE: DriverWords = {
  holds: 4,
  banner: [
    info('ixgbe: Intel(R) 10 Gigabit PCI Express Network Driver'),
    info('ixgbe: Copyright (c) 1999-2016 Intel Corporation.'),
  ],
  probe: (device) => [
    info(on('ixgbe', device, 'Multiqueue Enabled: Rx Queue count = 16, Tx Queue count = 16 XDP Queue count = 0')),
    info(on('ixgbe', device, '32.000 Gb/s available PCIe bandwidth (5.0 GT/s PCIe x8 link)')),
    info(on('ixgbe', device, 'MAC: 2, PHY: 14, SFP+: 3, PBA No: E68793-006')),
    info(on('ixgbe', device, device.mac)),
    info(on('ixgbe', device, 'Intel(R) 10 Gigabit Network Connection')),
  ],
  failing: (device) => ({ says: [error(on('ixgbe', device, 'HW Init failed: -12'))], error: -5 }),
  shutdown: silent,
  remove: (device) => [info(on('ixgbe', device, 'complete'))],
};

/** drivers/net/ethernet/intel/i40e/i40e_main.c. */
const I40E: DriverWords = {
  holds: 4,
  banner: [
    info('i40e: Intel(R) Ethernet Connection XL710 Network Driver'),
    info('i40e: Copyright (c) 2013 - 2019 Intel Corporation.'),
  ],
  probe: (device) => [
    info(on('i40e', device, `fw 8.84.66032 api 1.14 nvm 8.40 0x8000af82 20.5.13 [${device.id}] [8086:0007]`)),
    info(on('i40e', device, `MAC address: ${device.mac}`)),
    info(on('i40e', device, 'FW LLDP is enabled')),
    info(on('i40e', device, 'PCI-Express: Speed 8.0GT/s Width x8')),
    info(
      on(
        'i40e',
        device,
        'Features: PF-id[0] VFs: 64 VSIs: 66 QP: 32 RSS FD_ATR FD_SB NTUPLE DCB VxLAN Geneve PTP VEPA',
      ),
    ),
  ],
  failing: (device) => ({ says: [error(on('i40e', device, 'Initial pf_reset failed: -15'))], error: -5 }),
  shutdown: silent,
  remove: silent,
};

/** drivers/net/ethernet/mellanox/mlx5/core/main.c. */
const MLX5: DriverWords = {
  holds: 5,
  banner: [],
  probe: (device) => [
    info(on('mlx5_core', device, 'firmware version: 16.35.2000')),
    info(on('mlx5_core', device, '126.016 Gb/s available PCIe bandwidth (8.0 GT/s PCIe x16 link)')),
    info(on('mlx5_core', device, 'Rate limit: 127 rates are supported, range: 0Mbps to 97656Mbps')),
    info(on('mlx5_core', device, 'E-Switch: Total vports 10, per vport: max uc(128) max mc(2048)')),
    info(on('mlx5_core', device, 'MLX5E: StrdRq(0) RqSz(1024) StrdSz(256) RxCqeCmprss(0)')),
    info(`mlx5_core ${device.bdf} eth${device.index}: Link up`),
  ],
  failing: (device) => ({
    says: [
      info(on('mlx5_core', device, 'firmware version: 16.35.2000')),
      error(
        on(
          'mlx5_core',
          device,
          'mlx5_function_setup:1197:(pid 412): Firmware over 120000 MS in pre-initializing state, aborting',
        ),
      ),
      error(on('mlx5_core', device, 'probe_one:1765:(pid 412): mlx5_init_one failed with error code -16')),
    ],
    error: -16,
  }),
  shutdown: (device) => [info(on('mlx5_core', device, 'Shutdown was called'))],
  remove: (device) => [info(on('mlx5_core', device, 'E-Switch: Disable: mode(LEGACY), nvfs(0), active vports(0)'))],
};

/** drivers/net/ethernet/broadcom/bnxt/bnxt.c. */
const BNXT: DriverWords = {
  holds: 0,
  banner: [],
  probe: (device) => [
    info(
      `bnxt_en ${device.bdf} eth${device.index}: Broadcom BCM57414 NetXtreme-E 10Gb/25Gb Ethernet found at mem ${hex(device.bars[0]?.at ?? 0)}, node addr ${device.mac}`,
    ),
    info(on('bnxt_en', device, '63.008 Gb/s available PCIe bandwidth (8.0 GT/s PCIe x8 link)')),
  ],
  failing: (device) => ({
    says: [
      error(`bnxt_en ${device.bdf} (unnamed net_device) (uninitialized): Error (timeout: 500015) msg {0x0 0x0} len:0`),
    ],
    error: -16,
  }),
  shutdown: silent,
  remove: silent,
};

/** drivers/nvme/host/pci.c, core.c. */
const NVME: DriverWords = {
  holds: 1,
  banner: [],
  probe: (device) => [
    info(`nvme nvme${device.index}: pci function ${device.bdf}`),
    info(`nvme nvme${device.index}: 32/0/0 default/read/poll queues`),
    info(` nvme${device.index}n1: p1 p2 p3`),
  ],
  failing: (device) => ({
    says: [
      info(`nvme nvme${device.index}: pci function ${device.bdf}`),
      warn(`nvme nvme${device.index}: I/O 12 QID 0 timeout, disable controller`),
      error(`nvme nvme${device.index}: Identify Controller failed (-4)`),
      ...(isFrom(device.release, '6.4')
        ? []
        : [warn(`nvme nvme${device.index}: Removing after probe failure status: -5`)]),
    ],
    error: isFrom(device.release, '6.4') ? -5 : -19,
  }),
  shutdown: silent,
  remove: silent,
};

/** drivers/ata/ahci.c, libahci.c, libata-core.c. */
const AHCI: DriverWords = {
  holds: 0,
  banner: [],
  probe: (device) => [
    info(on('ahci', device, 'AHCI 0001.0301 32 slots 6 ports 6 Gbps 0x3f impl SATA mode')),
    info(on('ahci', device, 'flags: 64bit ncq led clo pio slum part ems apst ')),
    info(`scsi host${device.index + 2}: ahci`),
    info(
      `ata${device.index + 1}: SATA max UDMA/133 abar m${device.bars.at(-1)?.size ?? 0}@0x${hex(device.bars.at(-1)?.at ?? 0)} port 0x${hex((device.bars.at(-1)?.at ?? 0) + 0x100)} irq 27`,
    ),
    info(`ata${device.index + 1}: SATA link up 6.0 Gbps (SStatus 133 SControl 300)`),
  ],
  failing: (device) => ({ says: [error(on('ahci', device, 'controller reset failed (0x80000001)'))], error: -5 }),
  shutdown: silent,
  remove: silent,
};

/** drivers/scsi/megaraid/megaraid_sas_base.c. */
const MEGARAID: DriverWords = {
  holds: 5,
  banner: [info('megasas: 07.719.03.00-rc1')],
  probe: (device) => [
    info(on('megaraid_sas', device, 'FW now in Ready state')),
    info(on('megaraid_sas', device, '63 bit DMA mask and 32 bit consistent mask')),
    info(on('megaraid_sas', device, 'requested/available msix 33/33 poll_queue 0')),
    info(on('megaraid_sas', device, 'controller type\t: MR(2048MB)')),
    info(on('megaraid_sas', device, 'Online Controller Reset(OCR)\t: Enabled')),
    info(on('megaraid_sas', device, 'INIT adapter done')),
    info(`scsi host${device.index}: Avago SAS based MegaRAID driver`),
  ],
  failing: (device) => ({
    says: [
      error(on('megaraid_sas', device, 'Waiting for FW to come to ready state')),
      error(on('megaraid_sas', device, 'Init cmd return status FAILED for SCSI host 0')),
      error(on('megaraid_sas', device, 'Failed from megasas_init_fw 6569')),
    ],
    error: -19,
  }),
  shutdown: silent,
  remove: silent,
};

/** drivers/scsi/mpt3sas/mpt3sas_base.c, mpt3sas_scsih.c. */
const MPT3SAS: DriverWords = {
  holds: 7,
  banner: [info('mpt3sas version 43.100.00.00 loaded')],
  probe: (device) => [
    info(`mpt3sas_cm${device.index}: 64 BIT PCI BUS DMA ADDRESSING SUPPORTED, total mem (65789448 kB)`),
    info(`mpt3sas_cm${device.index}: MSI-X vectors supported: 96`),
    info(
      `mpt3sas_cm${device.index}: iomem(0x${hex(device.bars[0]?.at ?? 0, 16)}), mapped(0x00000000a1b2c3d4), size(${device.bars[0]?.size ?? 0})`,
    ),
    info(`mpt3sas_cm${device.index}: ioport(0x0000000000006000), size(256)`),
    info(`mpt3sas_cm${device.index}: LSISAS3008: FWVersion(16.00.10.00), ChipRevision(0x02)`),
    info(
      `mpt3sas_cm${device.index}: Protocol=(Initiator,Target), Capabilities=(TLR,EEDP,Snapshot Buffer,Diag Trace Buffer,Task Set Full,NCQ)`,
    ),
    info(`mpt3sas_cm${device.index}: sending port enable !!`),
    info(`mpt3sas_cm${device.index}: port enable: SUCCESS`),
  ],
  failing: (device) => ({
    says: [
      info(
        `mpt3sas_cm${device.index}: iomem(0x${hex(device.bars[0]?.at ?? 0, 16)}), mapped(0x00000000a1b2c3d4), size(${device.bars[0]?.size ?? 0})`,
      ),
      info(`mpt3sas_cm${device.index}: _base_wait_for_iocstate: failed going to ready state (ioc_state=0x20000000)`),
      error(`mpt3sas_cm${device.index}: failure at drivers/scsi/mpt3sas/mpt3sas_scsih.c:12348/_scsih_probe()!`),
    ],
    error: -19,
  }),
  shutdown: (device) => [
    info(`mpt3sas_cm${device.index}: IR shutdown (sending)`),
    info(`mpt3sas_cm${device.index}: IR shutdown (complete): ioc_status(0x0000), loginfo(0x00000000)`),
    info(`mpt3sas_cm${device.index}: sending message unit reset !!`),
    info(`mpt3sas_cm${device.index}: message unit reset: SUCCESS`),
  ],
  remove: (device) => [
    info(`mpt3sas_cm${device.index}: sending message unit reset !!`),
    info(`mpt3sas_cm${device.index}: message unit reset: SUCCESS`),
  ],
};

/** drivers/usb/host/xhci-pci.c, drivers/usb/core/hcd.c. */
const XHCI: DriverWords = {
  holds: 0,
  banner: [],
  probe: (device) => [
    info(on('xhci_hcd', device, 'xHCI Host Controller')),
    info(on('xhci_hcd', device, `new USB bus registered, assigned bus number ${device.index * 2 + 1}`)),
    info(on('xhci_hcd', device, 'hcc params 0x00087001 hci version 0x100 quirks 0x0000000000000010')),
    info(on('xhci_hcd', device, 'xHCI Host Controller')),
    info(on('xhci_hcd', device, `new USB bus registered, assigned bus number ${device.index * 2 + 2}`)),
    info(on('xhci_hcd', device, 'Host supports USB 3.0 SuperSpeed')),
  ],
  failing: (device) => ({
    says: [
      error(on('xhci_hcd', device, "can't setup: -110")),
      info(on('xhci_hcd', device, `USB bus ${device.index * 2 + 1} deregistered`)),
      error(on('xhci_hcd', device, `init ${device.bdf} fail, -110`)),
    ],
    error: -110,
  }),
  shutdown: silent,
  remove: (device) => [
    info(on('xhci_hcd', device, 'remove, state 4')),
    info(on('xhci_hcd', device, `USB bus ${device.index * 2 + 2} deregistered`)),
    info(on('xhci_hcd', device, 'remove, state 1')),
    info(on('xhci_hcd', device, `USB bus ${device.index * 2 + 1} deregistered`)),
  ],
};

/** drivers/virtio/virtio_pci_common.c and virtio_net.c say nothing of their own. */
const VIRTIO_NET: DriverWords = {
  holds: 0,
  banner: [],
  probe: (device) => [info(`virtio_net virtio${device.index} ens${device.index}: renamed from eth${device.index}`)],
  failing: (device) => ({ says: [warn(`virtio_net virtio${device.index}: probe failed`)], error: -5 }),
  shutdown: silent,
  remove: silent,
};

/** drivers/gpu/drm/amd/amdgpu/amdgpu_drv.c, amdgpu_device.c. */
const AMDGPU: DriverWords = {
  holds: 4,
  banner: [info('[drm] amdgpu kernel modesetting enabled.')],
  probe: (device) => [
    info(`[drm] initializing kernel modesetting (RENOIR 0x${device.id.replace(':', ':0x')} 0x17AA:0x3801 0xC6).`),
    info(on('amdgpu', device, 'amdgpu: Fetched VBIOS from VFCT')),
    info(on('amdgpu', device, 'amdgpu: VRAM: 512M 0x000000F400000000 - 0x000000F41FFFFFFF (512M used)')),
    info(on('amdgpu', device, 'amdgpu: SMU is initialized successfully!')),
    info(`[drm] Initialized amdgpu 3.49.0 20150101 for ${device.bdf} on minor ${device.index}`),
  ],
  failing: (device) => ({
    says: [
      error(on('amdgpu', device, 'amdgpu: amdgpu_device_ip_init failed')),
      error(on('amdgpu', device, 'amdgpu: Fatal error during GPU init')),
    ],
    error: -22,
  }),
  shutdown: silent,
  remove: (device) => [info(on('amdgpu', device, 'amdgpu: amdgpu: finishing device.'))],
};

/** drivers/scsi/qla2xxx/qla_os.c. */
const QLA2XXX: DriverWords = {
  holds: 3,
  banner: [info('qla2xxx [0000:00:00.0]-0005: : QLogic Fibre Channel HBA Driver: 10.02.07.900-k.')],
  probe: (device) => [
    info(`qla2xxx [${device.bdf}]-001d: : Found an ISP2532 at iobase 0x00000000c3d4e5f6.`),
    info(`scsi host${device.index + 1}: qla2xxx`),
    info(
      `qla2xxx [${device.bdf}]-00fb:${device.index + 1}: QLogic QLE2562 - PCI-Express Dual Channel 8Gb Fibre Channel HBA.`,
    ),
    info(
      `qla2xxx [${device.bdf}]-00fc:${device.index + 1}: ISP2532: PCIe (5.0GT/s x8) @ ${device.bdf} hdma+ host#=${device.index + 1} fw=8.07.00 (90d5).`,
    ),
  ],
  failing: (device) => ({
    says: [
      info(`qla2xxx [${device.bdf}]-001d: : Found an ISP2532 at iobase 0x00000000c3d4e5f6.`),
      warn(`qla2xxx [${device.bdf}]-00d6:${device.index + 1}: Failed to initialize adapter - Adapter flags 2.`),
    ],
    error: -19,
  }),
  shutdown: silent,
  remove: silent,
};

/** drivers/net/ethernet/realtek/8139cp.c. */
const CP8139: DriverWords = {
  holds: 0,
  banner: [info('8139cp: 8139cp: 10/100 PCI Ethernet driver v1.3 (Mar 22, 2004)')],
  probe: (device) => [
    info(net('8139cp', device, `RTL-8139C+ at 0x00000000e360001c, ${device.mac}, IRQ 20`)),
    info(net('8139cp', device, 'link up, 100Mbps, full-duplex, lpa 0x05E1')),
  ],
  failing: (device) => ({ says: [error(on('8139cp', device, 'no MMIO resource'))], error: -5 }),
  shutdown: silent,
  remove: silent,
};

/** drivers/net/ethernet/dec/tulip/tulip_core.c, eeprom.c, 21142.c: it names its device by its first I/O port alone. */
const TULIP: DriverWords = {
  holds: 3,
  banner: [],
  probe: (device) => [
    info(`tulip${device.index}: EEPROM default media type Autosense`),
    info(`tulip${device.index}: Index #0 - Media MII (#11) described by a 21142 MII PHY (3) block`),
    info(`tulip${device.index}:  MII transceiver #1 config 3100 status 702c advertising 0501`),
    info(
      `net eth${device.index}: Digital DS21142/43 Tulip rev 0 at Port 0x${hex(device.bars[0]?.at ?? 0)}, ${device.mac}, IRQ 20`,
    ),
    info(`net eth${device.index}: Setting full-duplex based on MII#1 link partner capability of 4181`),
  ],
  failing: (device) => ({ says: [error(on('tulip', device, 'Cannot enable tulip board #0, aborting'))], error: -5 }),
  shutdown: silent,
  remove: silent,
};

/** drivers/net/ethernet/amd/pcnet32.c: likewise by its first I/O port, until its link is up. */
const PCNET32: DriverWords = {
  holds: 1,
  banner: [info('pcnet32: pcnet32.c:v1.35 21.Apr.2008 tsbogend@alpha.franken.de')],
  probe: (device) => [
    info(
      `pcnet32: PCnet/PCI II 79C970A at 0x${hex(device.bars[0]?.at ?? 0)}, ${device.mac} assigned IRQ ${20 + device.index}`,
    ),
    info(`pcnet32: eth${device.index}: registered as PCnet/PCI II 79C970A`),
    info('pcnet32: 1 cards_found'),
    info(net('pcnet32', device, 'link up')),
  ],
  failing: (device) => ({ says: [error(on('pcnet32', device, 'failed to enable device -- err=-5'))], error: -5 }),
  shutdown: silent,
  remove: silent,
};

/** drivers/net/vmxnet3/vmxnet3_drv.c. */
const VMXNET3: DriverWords = {
  holds: 1,
  banner: [info('VMware vmxnet3 virtual NIC driver - version 1.7.0.0-k-NAPI')],
  probe: (device) => [
    info(on('vmxnet3', device, '# of Tx queues : 1, # of Rx queues : 1')),
    info(net('vmxnet3', device, 'NIC Link is Up 1000 Mbps')),
    info(net('vmxnet3', device, 'intr type 3, mode 0, 2 vectors allocated')),
  ],
  failing: (device) => ({ says: [error(on('vmxnet3', device, 'Failed to activate dev: error 1'))], error: -16 }),
  shutdown: silent,
  remove: silent,
};

/** drivers/scsi/sym53c8xx_2/sym_glue.c, sym_hipd.c. */
const SYM53C8XX: DriverWords = {
  holds: 1,
  banner: [],
  probe: (device) => [
    info(`sym${device.index}: <895a> rev 0x0 at pci ${device.bdf} irq ${21 + device.index}`),
    info(`sym${device.index}: No NVRAM, ID 7, Fast-40, LVD, parity checking`),
    info(`sym${device.index}: SCSI BUS has been reset.`),
    info(`scsi host${device.index}: sym-2.2.3`),
  ],
  failing: (device) => ({
    says: [
      info(`sym${device.index}: <895a> rev 0x0 at pci ${device.bdf} irq ${21 + device.index}`),
      error(`sym${device.index}: CACHE INCORRECTLY CONFIGURED.`),
      info(`sym${device.index}: giving up ...`),
    ],
    error: -19,
  }),
  shutdown: silent,
  remove: silent,
};

export const DRIVER_WORDS: Readonly<Record<string, DriverWords>> = {
  e1000e: E1000E,
  igb: IGB,
  ixgbe: IXGBE,
  i40e: I40E,
  mlx5_core: MLX5,
  bnxt_en: BNXT,
  nvme: NVME,
  ahci: AHCI,
  megaraid_sas: MEGARAID,
  mpt3sas: MPT3SAS,
  xhci_hcd: XHCI,
  'virtio-pci': VIRTIO_NET,
  amdgpu: AMDGPU,
  qla2xxx: QLA2XXX,
  '8139cp': CP8139,
  tulip: TULIP,
  pcnet32: PCNET32,
  vmxnet3: VMXNET3,
  sym53c8xx: SYM53C8XX,
};

/** kernel/params.c parse_args(): the module is not loaded. */
export const moduleRefused = (driver: string): Say => error(`${driver}: \`1' invalid for parameter \`debug'`);

/** drivers/base/dd.c really_probe(): to 6.1 the driver speaks, from 6.12 the device; -ENODEV and -ENXIO are no failures to it. */
export function probeFailure(driver: string, { bdf, release }: Named, code: number): readonly Say[] {
  if (code === -19 || code === -6) return [];
  const old = /^(?:[0-5]\.|6\.[0-9]\.|6\.[0-9]-)/.test(release);
  return [
    warn(
      old
        ? `${driver}: probe of ${bdf} failed with error ${code}`
        : `${driver} ${bdf}: probe with driver ${driver} failed with error ${code}`,
    ),
  ];
}

/** drivers/pci/pci.c pci_raw_set_power_state(), pci_power_up(). */
export function staysOff(driver: string, { bdf, release }: Named): Say {
  const old = /^(?:[0-4]\.|5\.)/.test(release);
  return old
    ? error(`${driver} ${bdf}: can't change power state from D3cold to D0 (config space inaccessible)`)
    : error(`${driver} ${bdf}: Unable to change power state from D3cold to D0, device inaccessible`);
}

/** The addresses that emulators give. */
export const macOf = (index: number): string => `52:54:00:12:34:${hex(0x56 + index, 2)}`;
export const linkIsUp = (device: Named, driver: string): Say =>
  info(net(driver, device, 'NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx'));
export const isNetwork = (pciClass: string): boolean => pciClass.startsWith('02');
export const syncsCache = (host: number): Say => notice(`sd ${host}:0:0:0: [sda] Synchronizing SCSI cache`);
