/** Lines of the families in this folder that make no fact, on purpose, and why: who adds a row for one should know the reason. */

export interface Silence {
  readonly why: string;
  /** Lines as the kernel prints them. */
  readonly lines: readonly string[];
}

export const CARRIES_NOTHING: readonly Silence[] = [
  {
    why: 'a register dump belongs to the fact before it and names no device',
    lines: [
      '[   11.400000] AMD-Vi: DTE[0]: 6390000100000003',
      '[   11.400000] AMD-Vi: CMD[0]: 00001000',
      '[   11.915160] EEH: PCI device/vendor: 10d38086',
      '[   11.915292] EEH: PCI cmd/status register: 00100102',
      '[   11.915473] EEH: PCI-E 00: 0001a010 00008000 00000000 00000411 ',
      '[   11.916719] EEH: PCI-E AER 00: 14020001 00000000 00000000 00462030 ',
      '[  101.200000] PHB4 PHB#48 Diag-data (Version: 1)',
      '[  101.200000] PE[0fd] A/B: 8300b03800000000 8000000000000000',
      '[  101.200000] PhbSts:      0000001c00000000 0000001c00000000',
    ],
  },
  {
    why: 'a detail of an AER, DPC or firmware report whose head is lost: neither severity nor layer is known',
    lines: [
      '[   10.100000] mlx5_core 0000:3b:00.0:   device [15b3:1017] error status/mask=00004000/00000000',
      '[   10.100000] mlx5_core 0000:3b:00.0:    [14] CmpltTO                (First)',
      '[   10.100000] mlx5_core 0000:3b:00.0: AER:   TLP Header: 4a000001 3b000004 00000000 00000000',
      '[   10.200000] pcieport 0000:3a:00.0: DPC: rp_pio_status: 0x00020000, rp_pio_mask: 0x00000000',
      '[   88.200000] {1}[Hardware Error]:   device_id: 0000:09:00.0',
      '[   88.200000] {1}[Hardware Error]:   aer_uncor_status: 0x00100000, aer_uncor_mask: 0x00010000',
    ],
  },
  {
    why: 'a firmware report of memory or a processor names no device; that there was a report is told by its event severity',
    lines: [
      '[    2.611493] {1}[Hardware Error]: Hardware error from APEI Generic Hardware Error Source: 4',
      '[    2.611493] {1}[Hardware Error]:  Error 0, type: fatal',
      '[    2.611493] {1}[Hardware Error]:   section_type: memory error',
      '[    1.400000] BERT: Error records from previous boot:',
    ],
  },
  {
    why: 'an ability, not an event',
    lines: [
      '[    1.100000] pcieport 0000:3a:00.0: DPC: error containment capabilities: Int Msg #0, RPExt+ PoisonedTLP+ SwTrigger+ RP PIO Log 4, DL_ActiveErr+',
      '[    7.071941] pci 0000:00:07.0: DPC: RP PIO log size 0 is invalid',
      '[    0.191509] EEH: PowerNV platform initialized',
      '[    0.319402] EEH: Capable adapter found: recovery enabled.',
      '[    0.000000] KHO: scratch areas: lowmem: 8MiB global: 64MiB pernode: 128MiB',
    ],
  },
  {
    why: 'where it happened, not what',
    lines: [
      '[   11.884432] EEH: PE location: pcie.0, PHB location: N/A',
      '[   11.885638] EEH: Call Trace:',
      '[   11.885973] EEH: [0000000019710739] __eeh_send_failure_event+0x7c/0x160',
      '[   12.400000] handlers:',
    ],
  },
  {
    why: 'counts what other lines tell one by one',
    lines: [
      '[   11.889404] EEH: This PCI device has failed 1 times in the last hour and will be permanently disabled after 5 failures.',
    ],
  },
  {
    why: 'informative for the firmware’s sake: nothing stopped',
    lines: [
      '[  101.200000] EEH: IOC informative error detected',
      '[  101.200000] EEH: PHB#21 informative error detected, location: N/A',
      '[  101.300000] EEH: Frozen PHB#1-PE#fd is empty!',
    ],
  },
  {
    why: 'how a recovery step went wrong inside: its outcome has a line of its own',
    lines: [
      "[  103.100000] eeh_wait_state: Timeout when getting PE's state (300000)",
      '[  103.100000] pnv_eeh_get_pe_state: Failure -5 getting PHB#1-PE1 state',
    ],
  },
  {
    why: 'a bus PE has no function: its members have lines of their own',
    lines: ['[    0.304393] pci 0000:01     : [PE# 1fd] Secondary bus 0x0000000000000001 associated with PE#1fd'],
  },
  {
    why: 'page requests that nobody handles lose no DMA',
    lines: [
      '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: unexpected PRI request received:',
      '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: PRIQ overflow detected -- requests lost',
    ],
  },
  {
    why: 'only some of its units’ errors are not reported; events still are',
    lines: ['[    1.900000] arm-smmu-v3 arm-smmu-v3.3.auto: no gerr irq - errors will not be reported!'],
  },
  {
    why: 'a mapping that the kernel refused its own driver: no DMA took place',
    lines: ['[    1.200000] mlx5_core 0001:01:00.0: iommu_alloc failed, tbl c000000003b60000 vaddr c0000000 npages 1'],
  },
  {
    why: 'the device is there and works, or goes on to',
    lines: [
      '[    2.300000] megaraid_sas 0000:18:00.0: FW now in Ready state',
      '[    2.300000] megaraid_sas 0000:18:00.0: Waiting for FW to come to ready state',
      '[   12.400000] ata1: hard resetting link',
      '[   12.400000] ata1: SATA link down (SStatus 0 SControl 300)',
      '[   80.100000] mlx5_core 0000:3b:00.0: mlx5_health_try_recover:330:(pid 9): health recovery succeeded',
      '[   16.088626] mlx5_core 0000:3b:00.0: ready 1023ms after resume',
    ],
  },
  {
    why: 'not a failure: the driver does not want this device, or waits for another',
    lines: [
      '[    3.100000] mlx5_core 0000:3b:00.0: probe with driver mlx5_core rejects match -19',
      '[   40.100000] platform 2a0.pcie: deferred probe pending: platform: wait for supplier /iommu@0',
    ],
  },
];
