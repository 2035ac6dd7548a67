/** One typed thing that a log line, or several, say; with the exact lines it came from. */

export const FAMILIES = [
  'boundary',
  'dmar',
  'amdvi',
  'smmu',
  'iommu',
  'eeh',
  'aer',
  'dpc',
  'ghes',
  'driver',
  'reset',
  'irq',
  'kho',
  'power',
  'memory',
] as const;
export type Family = (typeof FAMILIES)[number];

export type FieldValue = string | number | boolean | null | readonly string[];
export type Fields = Readonly<Record<string, FieldValue>>;

export interface Fact {
  readonly family: Family;
  readonly kind: FactKind;
  /** Source and 1-based number of the line that names the thing; `lines` are all lines used, ascending. */
  readonly source: string;
  readonly line: number;
  readonly lines: readonly number[];
  /** Last line of a folded run of equal facts; absent when the fact is one event. */
  readonly lastLine?: number;
  /** 1-based number of the boot within the source that the line belongs to. */
  readonly boot: number;
  /** Host named by the line itself (syslog, journal), else null. */
  readonly host: string | null;
  readonly bdf: string | null;
  readonly time: number | null;
  readonly at: string | null;
  readonly fields: Fields;
  /** Evidence of something going wrong, as opposed to set-up, boundaries, bindings and recovery steps. */
  readonly fault: boolean;
  /** Lower bound of how often it happened. */
  readonly count: number;
  /** Why the evidence is damaged (`truncated`, `interleaved`, …), or null. Damaged evidence may confirm, never create. */
  readonly corrupted: string | null;
}

/**
 * Every kind of fact, by what it carries in `fields` (`?` may be null). The tables in this folder say which lines make them.
 *
 * boundary
 *   boot-started        release?, reason ('banner' | 'first-line' | 'time-reset'), firstLine,
 *                       timeBefore?: kernel time of the last stamped line before it
 *   boot-named          bootId: the kernel's random id of this boot, where the form carries it
 *   command-line        commandLine, elfcorehdr (boolean)
 *   kexec-requested     user space asked for kexec (systemd-shutdown)
 *   reboot-requested    verb ('reboot' | 'poweroff' | 'halt')
 *   shutdown-started    first words of the shutdown daemon
 *   kexec-started       `Starting new kernel`
 *   kexec-jumped        `Bye!`, powerpc switchover
 *   crash-kexec-started arm, arm64, riscv, powerpc crash path
 *   restarting          reboot through firmware (`reboot: Restarting system`)
 *   powered-down        verb ('power-down' | 'halt')
 *   panicked            reason?, debugger?: the kernel stopped in its debugger, which prints its banner; asked?: SysRq made it crash, and no panic is told of yet
 *   oopsed              pid?, task?: whose oops it was, the first of its kernel; in the idle task and in init a panic follows
 *   panic-ended         `---[ end Kernel panic`; no crash kernel took over
 *   panic-reboot        seconds: `Rebooting in N seconds..`
 *   crash-kernel-reserved / crash-kernel-unreserved   sizeMb?
 *   crash-kernel-loaded release
 *   kdump-sign          sign: text that only a crash kernel prints
 *   firmware-spoke      who: firmware or boot loader text on the console
 *   policy-declared     policy?, kind?, part?, parts?, devices ('bdf=policy'): a marker record; all null where it is corrupted
 *   init-started        path?
 *   out-of-memory, hung-task {task?, seconds?}, soft-lockup {how: 'soft lockup' | 'hard lockup' | 'RCU stall', seconds?}
 *   lines-lost          lost: number of records known lost (dropped-message marks, sequence jumps), hidden?: the console's level may have kept them
 *   callbacks-suppressed count, by?: the function that was kept from printing
 *   line-unknown        masked, level?: a line of level warning or worse that no row took, within a handoff's window
 *   source-damaged      reason ('binary' | 'huge-line' | 'interleaved' | 'truncated')
 * driver
 *   device-enumerated   vendorDevice? ('8086:10d3'), class ('020000')?, type?, deviceKind? ('PCIe Endpoint')
 *   bridge-window       secondary, subordinate: bus numbers; names the bridge
 *   dma-alias           from, to: device and function (`1f.7`) on its bus that the device may send under, beside its own
 *   driver-spoke        driver: first line in this boot in which that driver names the device: its probe has begun
 *   driver-claimed      driver?, how, name?: a line that only a driver that owns the device prints
 *   device-named        name ('nvme0', 'eth0'), driver?
 *   device-enabled      from, to: PCI command register, hex
 *   bus-mastering       on: whether the kernel switched bus mastering on or off (dynamic debug only)
 *   probe-failed        driver?, error (number)?, how
 *   module-failed       driver: a module that did not load; names no device
 *   device-failed       how: a device its driver gave up on
 *   device-stalled      how: timeouts that a driver survives
 *   driver-unbound      driver?
 *   device-removed      how
 *   device-shutdown     driver?: its shutdown callback ran (initcall_debug, driver's own words)
 *   shutdown-failed     driver?, how
 *   slot-event          event
 *   config-ignored      register ('BAR 0' | 'ROM' | …), half, wrote, read, gone (boolean): it does not keep what is written to it
 *   link-trained        megabits, speed, width, limitedBy?: the slower link's lower end, capableMegabits?, capableWidth?
 * dmar, amdvi, smmu, iommu (faults)
 *   iommu-fault         access ('read' | 'write' | 'exec')?, reason?, reasonText, address?, pasid?, unit?, streamId?,
 *                       requester?: the function that a stream id would be under a one-to-one map, segment?: as a VT-d line names it
 *   interrupt-fault     index?, reason, reasonText, segment?
 *   fault-status        status, overflow
 *   invalidation-error  text, requester?: the function of the command that stood before, where the unit names none
 *   iommu-hung          text
 * iommu (set-up)
 *   iommu-detected      vendor ('vtd' | 'amdvi' | 'smmu' | 'smmuv3' | 'tce' | 'riscv' | 'virtio'), unit?, platform? ('pseries')
 *   iommu-enabled       vendor, unit?
 *   iommu-disabled      vendor?, why?
 *   default-domain      type ('translated' | 'passthrough'), how
 *   translation-found   vendor, unit?: the outgoing kernel left translation on
 *   tables-copied       vendor, unit?, ok
 *   tables-discarded    vendor, unit?
 *   interrupts-copied   unit?, ok
 *   interrupts-remapped mode?
 *   events-off          vendor: the unit reports no events (SMMUv3 in a kdump kernel, no interrupt)
 *   unit-segment        unit, segment
 *   group-added / group-removed   group?
 *   identity-mapped     how
 * any family            fault-imitated {imitates: FactKind, device?, facility}: user space wrote what reads as a fault; evidence of nothing
 * eeh                   pe-frozen, phb-frozen, eeh-recovering, eeh-step {step}, eeh-recovered, eeh-failed; phb?, pe?
 * aer, dpc, ghes        pcie-error {severity: 'corrected' | 'nonfatal' | 'fatal', layer?, status?, bits?, requester?},
 *                       port-contained, error-recovering, error-recovered, error-unrecovered
 * aer                   error-control {bridge?, by: 'os' | 'firmware', features}: who is told of PCIe errors below a host bridge
 * ghes                  hardware-error {severity, record?, previousBoot}: a firmware report as a whole; names no device
 * reset                 device-reset {method, ok}, reset-waiting {ms}, reset-failed {how}
 * power                 power-refused {from?, to?}
 * memory                memory-damaged {how, where?}: bad page state, overwritten slab objects, torn lists
 * irq                   irq-unhandled {irq}, irq-trouble {text, irq?}
 * kho                   kho-found {release?, count?}, kho-problem {text}
 */
export const FACT_KINDS = [
  'boot-started',
  'boot-named',
  'command-line',
  'kexec-requested',
  'reboot-requested',
  'shutdown-started',
  'kexec-started',
  'kexec-jumped',
  'crash-kexec-started',
  'restarting',
  'powered-down',
  'panicked',
  'oopsed',
  'panic-ended',
  'panic-reboot',
  'crash-kernel-reserved',
  'crash-kernel-unreserved',
  'crash-kernel-loaded',
  'kdump-sign',
  'firmware-spoke',
  'policy-declared',
  'init-started',
  'out-of-memory',
  'hung-task',
  'soft-lockup',
  'lines-lost',
  'callbacks-suppressed',
  'line-unknown',
  'source-damaged',
  'fault-imitated',
  'device-enumerated',
  'bridge-window',
  'dma-alias',
  'driver-spoke',
  'driver-claimed',
  'device-named',
  'device-enabled',
  'bus-mastering',
  'probe-failed',
  'module-failed',
  'device-failed',
  'device-stalled',
  'driver-unbound',
  'device-removed',
  'device-shutdown',
  'shutdown-failed',
  'slot-event',
  'config-ignored',
  'link-trained',
  'iommu-fault',
  'interrupt-fault',
  'fault-status',
  'invalidation-error',
  'iommu-hung',
  'iommu-detected',
  'iommu-enabled',
  'iommu-disabled',
  'default-domain',
  'translation-found',
  'tables-copied',
  'tables-discarded',
  'interrupts-copied',
  'interrupts-remapped',
  'events-off',
  'unit-segment',
  'group-added',
  'group-removed',
  'identity-mapped',
  'pe-frozen',
  'phb-frozen',
  'eeh-recovering',
  'eeh-step',
  'eeh-recovered',
  'eeh-failed',
  'pcie-error',
  'port-contained',
  'hardware-error',
  'error-recovering',
  'error-recovered',
  'error-unrecovered',
  'error-control',
  'device-reset',
  'reset-waiting',
  'reset-failed',
  'power-refused',
  'memory-damaged',
  'irq-unhandled',
  'irq-trouble',
  'kho-found',
  'kho-problem',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];
