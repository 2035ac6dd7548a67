/** printk formats of the families in this folder that make no fact, on purpose, and why: who adds a row for one should know the reason. */
import { isPrintedBy, type Printk, printk } from './printk';

export interface Silence {
  readonly why: string;
  /** As the kernel's source has them, the prefix of pr_fmt() and dev_printk() left off. */
  readonly formats: readonly string[];
}

export const CARRIES_NOTHING: readonly Silence[] = [
  {
    why: 'a register dump belongs to the fact before it and names no device',
    formats: [
      'Dump %s table entries for IOVA 0x%llx',
      'root table is not present',
      'root entry: 0x%016llx',
      'scalable mode root entry: hi 0x%016llx, low 0x%016llx',
      'context table is not present',
      'context entry: hi 0x%016llx, low 0x%016llx',
      'legacy mode page table is not present',
      'pasid directory table is not present',
      'pasid dir entry: 0x%016llx',
      'pasid table is not present',
      'pasid table entry[%d]: 0x%016llx',
      'scalable mode page table is not present',
      'pte level: %d, pte value: 0x%016llx',
      'page table not present at level %d',
      'QI HEAD: %s qw0 = 0x%llx, qw1 = 0x%llx',
      'QI PRIOR: %s qw0 = 0x%llx, qw1 = 0x%llx',
      'DTE[%d]: %016llx',
      'AMD-Vi: DTE[%d]: %016llx',
      'AMD-Vi: DTE[%d]: %08x',
      'CMD[%d]: %08x',
      'Control Reg : 0x%llx',
      'CMD Buffer head=%llu tail=%llu',
      'EEH: PCI device/vendor: %08x',
      'EEH: PCI cmd/status register: %08x',
      'EEH: Bridge secondary status: %04x',
      'EEH: Bridge control: %04x',
      'EEH: PCI-X cmd: %08x',
      'EEH: PCI-X status: %08x',
      'EEH: PCI-E capabilities and status follow:',
      'EEH: PCI-E %02x: %08x ',
      'EEH: PCI-E %02x: %08x',
      'EEH: PCI-E %02x: %08x %08x %08x %08x ',
      'EEH: PCI-E %02x: %08x %08x %08x %08x',
      'EEH: PCI-E AER capability register set follows:',
      'EEH: PCI-E AER %02x: %08x ',
      'EEH: PCI-E AER %02x: %08x',
      'EEH: PCI-E AER %02x: %08x %08x %08x %08x ',
      'EEH: PCI-E AER %02x: %08x %08x %08x %08x',
      'PE[%03x] A/B: %016llx %016llx',
      'PE[..%03x] A/B: as above',
      'PE[%3d] A/B: %016llx %016llx',
      'brdgCtl:     %08x',
      'UtlSts:      %08x %08x %08x',
      'RootSts:     %08x %08x %08x %08x %08x',
      'RootErrSts:  %08x %08x %08x',
      'RootErrLog:  %08x %08x %08x %08x',
      'RootErrLog1: %08x %016llx %016llx',
      'nFir:        %016llx %016llx %016llx',
      'PhbSts:      %016llx %016llx',
      'Lem:         %016llx %016llx %016llx',
      'PhbErr:      %016llx %016llx %016llx %016llx',
      'OutErr:      %016llx x4',
      'InAErr:      %016llx x4',
      'InBErr:      %016llx x4',
      'PHB4 adds: sourceId: PhbTxeErr: RxeArbErr: RxeMrgErr: RxeTceErr: PblErr: PcieDlp: RegbErr:',
      'P7IOC diag-data for RGC\\n',
      'P7IOC diag-data for BI %s\\n',
      'P7IOC diag-data for CI Port %d\\n',
      'P7IOC diag-data for MISC\\n',
      'P7IOC diag-data for I2C\\n',
      '%s: Unrecognized ioType %d',
      'assert_var[%d] 0x%08x',
    ],
  },
  {
    why: 'how a step went inside: its outcome has a line of its own',
    formats: [
      'Invalidation Queue Error (IQE) cleared',
      'Invalidation Time-out Error (ITE) cleared',
      'Invalidation Completion Error (ICE) cleared',
      '%s: Failed to copy context table for bus %d',
      'The device table size of IOMMU:%d is not expected!',
      'The address of old device table is above 4G, not trustworthy!',
      'Wrong old irq remapping flag: %#x',
      'Re-using event buffer from the previous kernel',
      'Re-using command buffer from the previous kernel',
      'Re-using CWB buffers from the previous kernel',
      'skipping command in error state:',
      'retrying command fetch',
      'failed to clear cr0',
      'GERROR MSI write aborted',
      'EVTQ MSI write aborted',
      'CMDQ MSI write aborted',
      'PRIQ MSI write aborted',
      '%s: Failure %ld clearing frozen PHB#%x-PE#%x',
      '%s: Failure %lld getting PHB#%x-PE#%x state',
      '%s: Error %lld unfreezing PHB#%x-PE#%x',
      '  Issue PHB reset ...',
    ],
  },
  {
    why: 'page requests that nobody handles lose no DMA',
    formats: [
      'IOMMU: %s: PRQ overflow detected',
      '%s: Invalid page request: %08llx %08llx',
      'IOMMU: %s: Page request in Privilege Mode',
      'IOMMU: %s: Address is not canonical',
      'unexpected PRI request received:',
      '\\tsid 0x%08x.0x%05x: [%u%s] %sprivileged %s%s%s access at iova 0x%016llx',
      'PRIQ overflow detected -- requests lost',
      'PRIQ write aborted -- events may have been lost',
    ],
  },
  {
    why: 'what the firmware’s tables hold: the unit itself has a line of its own',
    formats: [
      'DRHD base: %#016Lx flags: %#x',
      'RMRR base: %#016Lx end: %#016Lx',
      'ATSR flags: %#x',
      'SATC flags: 0x%x',
    ],
  },
  {
    why: 'a wish or an ability, not what happened',
    formats: [
      'IOMMU enabled',
      'Intel-IOMMU: enabled',
      '%s: Using Queued invalidation',
      '%s: Using Register based invalidation',
      'Intel-IOMMU force enabled due to platform opt in',
      'IOMMU driver was not able to establish FW requested direct mapping.',
      'Firmware has requested this device have a 1:1 IOMMU mapping, rejecting configuring the device without a 1:1 mapping. Contact your platform vendor.',
      'scratch scale is %d%%',
      'scratch areas: lowmem: %lluMiB global: %lluMiB pernode: %lldMiB',
      "Revived memory reservation '%s' from KHO",
      'Shutdown timeout set to %u seconds',
      'RP PIO log size %u is invalid',
      'error containment capabilities: Int Msg #%d, RPExt%c PoisonedTLP%c SwTrigger%c RP PIO Log %d, DL_ActiveErr%c',
      'DPC error containment capabilities: Int Msg #%d, RPExt%c PoisonedTLP%c SwTrigger%c RP PIO Log %d, DL_ActiveErr%c',
      'AER enabled with IRQ %d',
      'request AER IRQ %d failed',
      'EEH: PowerNV platform initialized',
      'EEH: PCI Enhanced I/O Error Handling Enabled',
      'EEH: Capable adapter found: recovery enabled.',
      'GICv3: using LPI property table @%pa',
      'ITS: Using hypervisor restricted LPI range [%u]',
      'firmware version: %d.%d.%d',
      'Does your device have a faulty power saving mode enabled?',
    ],
  },
  {
    why: 'interrupts are not remapped: tells nothing of DMA',
    formats: [
      'Failed to enable irq remapping. You are vulnerable to irq-injection attacks.',
      'Failed to setup irq remapping for %s',
      'Failed to enable queued invalidation',
    ],
  },
  {
    why: 'interrupts are remapped: tells nothing of DMA',
    formats: ['Interrupt remapping enabled', 'AMD-Vi: Interrupt remapping enabled'],
  },
  {
    why: 'only some of its units’ errors are not reported; events still are',
    formats: ['no gerr irq - errors will not be reported!'],
  },
  {
    why: 'what kind of invalidation the domain uses: faults show the same in all',
    formats: ['DMA domain TLB invalidation policy: %s mode%s', 'DMA domain TLB invalidation policy: %s mode %s'],
  },
  {
    why: 'a function that comes or goes is told by its enumeration',
    formats: ['%s: Event 0x%x reconfigured PCI function 0x%x'],
  },
  {
    why: 'a mapping that the kernel refused its own driver: no DMA took place',
    formats: [
      'iommu_free: invalid entry',
      'iommu_alloc failed, tbl %p vaddr %p npages %d',
      '%s: Unexpected TCEs',
      '%s: Unexpected TCEs for %s',
      'tce_build_pSeriesLP: plpar_tce_put failed. rc=%lld',
      'tce_free_pSeriesLP: plpar_tce_put failed. rc=%lld',
      'Failed to configure 32-bit TCE table, err %ld',
    ],
  },
  {
    why: 'windows and tables being set up: what goes through them is told by faults',
    formats: [
      'ibm,create-pe-dma-window(%x) %x %x %x %x %x returned %d (liobn = 0x%x starting addr = %x %x)',
      'ibm,query-pe-dma-windows(%x) %x %x %x returned %d, lb=%llx ps=%x wn=%d',
      'OPAL error %ld trying to setup PELT table',
    ],
  },
  {
    why: 'user space’s words on a console: what the kernel did has lines of its own',
    formats: [
      'systemd-shutdown[1]: Failed to invoke reboot(): %m',
      'kexec_load failed: %s',
      'kexec failed: %s',
      'kexec_file_load(unload) failed: %s',
      'kexec unload failed: %s',
      'Nothing has been loaded!',
      'Memory for crashkernel is not reserved',
      "Cannot open `%s': %s",
    ],
  },
  {
    why: 'how the old kernel goes down: that it does has lines of its own',
    formats: [
      'kexec: Unshared all shared pages.',
      'kexec: waiting for cpu %d (physical %d) to enter %i state',
      'kexec: Waking offline cpu %d.',
      'IPI complete',
      'ERROR: %d cpu(s) not responding',
      'done waiting: %d cpu(s) not responding',
      'Activate system reset (dumprestart) to stop other cpu(s)',
      'kvm: exiting hardware virtualization',
      'SMP: stopping secondary CPUs',
      'SMP: failed to stop secondary CPUs %*pbl',
      'Some CPUs may be stale, kdump will be unreliable.',
      'CPU%u: shutdown',
      'EFI capsule is pending, forcing EFI reboot.',
      "Can't kexec: CPUs are stuck in the kernel.",
    ],
  },
  {
    why: 'what the boot loader stub says: the banner follows',
    formats: ['Booting Linux via __start() @ 0x%lx ...', 'Booting Linux via __start() ...'],
  },
  {
    why: 'words of the command line that are for init',
    formats: ['Unknown kernel command line parameters \\"%s\\", will be passed to user space.'],
  },
  {
    why: 'only a part of a reservation that has a line of its own, or one that failed: no kdump kernel can come of it',
    formats: [
      'Reserving %ldMB of low memory at %ldMB for crashkernel (System low RAM: %ldMB)',
      'Reserving %ldMB of low memory at %ldMB for crashkernel (low RAM limit: %ldMB)',
      'crashkernel low memory reserved: 0x%08llx - 0x%08llx (%lld MB)',
      'crashkernel CMA reserved: %lld MB in %d ranges',
      'crashkernel CMA reservation failed: %lld MB requested, %lld MB reserved in %d ranges',
      'crashkernel reservation failed - No suitable area found.',
      'crashkernel reservation failed - memory is in use.',
      'cannot allocate crashkernel (size:0x%llx)',
      'cannot allocate crashkernel low memory (size:0x%llx).',
      'crashkernel size resulted in zero bytes',
    ],
  },
  {
    why: 'memory as the firmware or the old kernel tells it: printed either way',
    formats: ['BIOS-provided physical RAM map:'],
  },
  {
    why: 'what debugfs lacks',
    formats: ['failed exposing handover FDT in debugfs: %pe'],
  },
  {
    why: 'names a disk, not the controller that does DMA',
    formats: ['Synchronizing SCSI cache', 'Stopping disk'],
  },
  {
    why: 'a driver that is unloaded: each of its devices has a line of its own',
    formats: ["bus: '%s': remove driver %s"],
  },
  {
    why: 'the device is there and works, or goes on to',
    formats: [
      'pci %04x:%02x:%02x.%d: ready after %dms',
      'Error enabling bridge (%d), continuing',
      'restart after slot reset',
      'controller reset completed after pcie flr',
      'starting health recovery flow',
      'health recovery succeeded',
      'No firmware running',
      'ioc is operational',
      'FW now in Ready state',
      'FW restarted successfully from %s!',
      'Waiting for FW to come to ready state',
      'hard resetting link',
      'link is slow to respond, please be patient (ready=%d)',
      'SATA link down (SStatus %X SControl %X)',
      'EH complete',
      'GPU reset(%d) succeeded!',
    ],
  },
  {
    why: 'the reset is told when it is done',
    formats: [
      'resetting',
      '%s: reset recovery - restoring BARs',
      '%s: %s reset recovery - restoring bars',
      "%s: Couldn't reload saved state",
      "%s: Couldn't reload %s saved state",
    ],
  },
  {
    why: 'an unbind that waits for user space: the unbind itself is told',
    formats: [
      'Relaying device request to user (#%u)',
      'No device request channel registered, blocked until released by user',
      'Device is currently in use, task \\"%s\\" (%d) blocked until device is released',
    ],
  },
  {
    why: 'not a failure: the driver does not want this device, or waits for another',
    formats: [
      '%04x:%04x exists in vfio-pci device denylist, driver probing disallowed.',
      'Cannot bind to PF with SR-IOV enabled',
      'probe with driver %s rejects match %d',
      '%s: probe of %s rejects match %d',
      'deferred probe pending: %s',
      'deferred probe pending',
      'deferred probe timeout, ignoring dependency',
      'Driver %s requests probe deferral',
    ],
  },
  {
    why: 'a firmware report of memory or a processor names no device; that there was a report is told by its event severity',
    formats: [
      '%ssection_type: general processor error',
      '%ssection_type: ARM processor error',
      '%ssection_type: IA32/X64 processor error',
      '%ssection_type: Firmware Error Record Reference',
      '%ssection type: unknown, %pUl',
      'Error records from previous boot:',
      '{HW_ERR}Skipped %d error records',
      'Total records found: %d',
      '%s but panic disabled',
      'Recoverable hardware error detected',
      'Fatal hardware error detected. Check RTAS error log for details. Powering off immediately',
    ],
  },
  {
    why: 'the host bridge: its functions have lines of their own',
    formats: [
      'PCI host bridge to bus %s',
      'root bus resource %pR%s',
      '%s [%s] (domain %04x %pR)',
      '{PREFIX}%s [%s] (domain %04x %pR)',
      'PCI Root Bridge [%s] (domain %04x %pR)',
    ],
  },
  {
    why: 'address windows: where a device is, not what it does',
    formats: [
      '%s %pR',
      'reg 0x%x: %pR',
      'reg %x: %pR',
      'BAR %d: assigned %pR',
      '%s %pR: assigned',
      'bridge configuration invalid ([bus %02x-%02x]), reconfiguring',
      'device has non-compliant BARs; disabling IO/MEM decoding',
      'Max Payload Size set to %d (was %d, max %d)',
    ],
  },
  {
    why: 'which line an interrupt takes: that the driver spoke is kept',
    formats: ['PCI INT %c%s -> GSI %u (%s, %s) -> IRQ %d', 'PCI INT %c: no GSI', 'PCI INT %c: not connected'],
  },
  {
    why: 'a step of the driver’s own start or stop',
    formats: [
      'sending message unit reset !!',
      'message unit reset: %s',
      'sending diag reset !!',
      'diag reset: SUCCESS',
      '%s: host in pci error recovery',
    ],
  },
  {
    why: 'a window that did not fit: what the driver makes of it has lines of its own',
    formats: [
      'BAR %d: no space for %pR',
      "%s %pR: can't assign; no space",
      'BAR %d: failed to assign %pR',
      '%s %pR: failed to assign',
      "BAR %d: can't reserve %pR",
    ],
  },
  {
    why: 'where it happened, not what',
    formats: [
      'EEH: PE location: %s, PHB location: %s',
      'EEH: PHB location: %s',
      'EEH: Call Trace:',
      'EEH: [%pK] %pS',
      'EEH: [%p] %pS',
      'EEH: of node=%s',
      'handlers:',
      '[<%p>] %ps',
      '[<%p>] %pf',
    ],
  },
  {
    why: 'informative for the firmware’s sake: nothing stopped',
    formats: [
      'EEH: IOC informative error detected',
      'EEH: PHB#%x informative error detected, location: %s',
      'EEH: PHB#%x informative error detected',
      'EEH: Clear non-existing PHB#%x-PE#%llx',
      'EEH: Frozen PHB#%x-PE#%x is empty!',
    ],
  },
  {
    why: 'counts what other lines tell one by one',
    formats: [
      'EEH: This PCI device has failed %d times in the last hour and will be permanently disabled after %d failures.',
      'EEH: This PCI device has failed %d times in the last hour',
      'EEH: This PCI device has failed %d times in the last hour:',
      'Might be infinite loop in %s driver',
      'EEH: Might be infinite loop in %s driver',
    ],
  },
  {
    why: 'how a recovery step went wrong inside: its outcome has a line of its own',
    formats: [
      "%s: Timeout when getting PE's state (%d)",
      "%s: Timeout getting PE#%x's state (%d)",
      '%s: Firmware returned bad wait value %d',
      '%s: Firmware returned too long wait value %d',
      '%s: Unable to configure bridge PHB#%x-PE#%x (%d)',
      '%s: Failed to get address for PHB#%x-PE#%x',
      '%s: Cannot find PCI bus for PHB#%x-PE#%x',
      '%s: PCI bus for PHB#%x-PE#%x disappeared',
      "%s: Can't reinit PCI dev 0x%x (%lld)",
      '%s: Failure %lld getting PHB#%x state',
      '%s: Failure %lld getting PHB#%x-PE%x state',
      '%s: Failure %lld getting PHB#%x diag-data',
      '%s: Failure %lld enable %d for PHB#%x-PE#%x',
      '%s: Failure %lld freezing PHB#%x-PE#%x',
      '%s: Failure %d reenabling %s',
      'EEH: bus reset %d failed on slot %s, rc=%d',
      'EEH: Timed out waiting for slot status',
      'EEH: Firmware is taking too long, time=%d',
      'EEH: read_slot_reset_state() failed; rc=%d dn=%s',
      'EEH: Unable to reset the failed slot, #RST=%d dn=%s',
      'EEH: Unable to configure device bridge (%d) for %s',
      'EEH: Error: Cannot find partition endpoint for location=%s pci addr=%s',
    ],
  },
  {
    why: 'initcall_debug: 0 is success from 5.13 on and a failure before',
    formats: ['probe of %s returned %d after %lld usecs'],
  },
  {
    why: 'initcall_debug: how long a driver’s init took, not what became of its devices',
    formats: [
      'initcall %pS returned with %s',
      'initcall %pS returned %d after %lld usecs',
      'initcall %pF returned %d after %lld usecs',
      'calling  %pS @ %i',
      'calling  %pF @ %i',
    ],
  },
  {
    why: 'where the kernel lies in memory, and which CPUs stopped: told with each panic',
    formats: [
      'Kernel Offset: 0x%lx from 0x%lx (relocation range: 0x%lx-0x%lx)',
      'Kernel Offset: 0x%lx from 0x%lx',
      'Kernel Offset: disabled',
      'PHYS_OFFSET: 0x%llx',
      'Memory Limit: %llu MB',
      'Memory Limit: none',
      'SMP: stopping secondary CPUs',
    ],
  },
];

/** Below this much literal text a format tells too little to be known by. */
const TELLING_WEIGHT = 8;

/** What a line begins with: formats that begin with a conversion stand under the empty text. */
const beginning = (text: string): string => text.slice(0, 4);

const byBeginning = new Map<string, Printk[]>();
for (const format of CARRIES_NOTHING.flatMap(({ formats }) => formats).map(printk)) {
  const [first] = format.pieces;
  if (format.weight < TELLING_WEIGHT) continue;
  const key = first?.kind === 'literal' && first.text.length >= 4 ? beginning(first.text) : '';
  byBeginning.set(key, [...(byBeginning.get(key) ?? []), format]);
}

const isSilent = (text: string): boolean =>
  [...(byBeginning.get(beginning(text)) ?? []), ...(byBeginning.get('') ?? [])].some((format) =>
    isPrintedBy(format, text),
  );

/** Prefixes that pr_fmt() and dev_fmt() put before a format, each ended by a colon and a blank; at most three. */
const PREFIXES_MAX = 3;

/** No record is longer (kernel/printk/printk.c LOG_LINE_MAX, PRINTK_MESSAGE_MAX). */
const RECORD_LENGTH_MAX = 2048;

/** Is the message one that is known to say nothing of a handoff? */
export function carriesNothing(message: string): boolean {
  if (message.length > RECORD_LENGTH_MAX) return false;
  let text = message;
  for (let taken = 0; taken <= PREFIXES_MAX; taken++) {
    if (isSilent(text)) return true;
    const colon = text.indexOf(': ');
    if (colon < 0 || colon > 80) return false;
    text = text.slice(colon + 2);
  }
  return false;
}
