/** POWER: partitionable endpoints, and the freeze and recovery of one (arch/powerpc/kernel/eeh*.c, platforms/powernv). */
import type { PciFunction } from '../model/machine';
import { error, hex, info, type Say, warn } from './say';

const phbOf = ({ bdf }: PciFunction): string => hex(Number.parseInt(bdf.slice(0, 4), 16));
const peName = (fn: PciFunction): string => `PHB#${phbOf(fn)}-PE#${hex(fn.pe)}`;
const busOf = ({ bdf }: PciFunction): string => bdf.slice(0, 7);

export const platformUp = (pseries: boolean): Say =>
  info(`EEH: ${pseries ? 'pSeries' : 'PowerNV'} platform initialized`);

/** pnv_ioda_setup_bus_PE(), pnv_pci_ioda2_setup_dma_pe(); pSeries has its windows from firmware. */
export function endpointUp(fn: PciFunction, powernv: boolean): readonly Say[] {
  if (!powernv) return [];
  const prefix = `pci ${busOf(fn)}     : [PE# ${hex(fn.pe, 2)}]`;
  return [
    info(`pci_bus ${busOf(fn)}: Configuring PE for bus`),
    info(`${prefix} Secondary bus 0x0000000000000001 associated with PE#${hex(fn.pe)}`),
    info(`pci ${fn.bdf}: Configured PE#${hex(fn.pe)}`),
    info(`${prefix} Setting up 32-bit TCE table at 0..80000000`),
  ];
}
export const tablesUp: Say = info('IOMMU table initialized, virtual merging enabled');
export const capable = (eeh: boolean): Say =>
  info(eeh ? 'EEH: Capable adapter found: recovery enabled.' : 'EEH: No capable adapters found: recovery disabled.');
/** Crash kernels of bare metal reset every host bridge first (pnv_pci_init_ioda_phb()). */
export const bridgeReset: Say = info('  Issue PHB reset ...');

const onMember = (fn: PciFunction, text: string): Say => warn(`PCI ${fn.bdf}#${hex(fn.pe, 4)}: EEH: ${text}`);

/** eeh_handle_normal_event(), from detection to the reset. `driver` is null where nothing is bound. */
export function freezes(
  fn: PciFunction,
  members: readonly PciFunction[],
  driver: string | null,
  powernv: boolean,
): readonly Say[] {
  const interrupt = powernv
    ? [
        error(`EEH: Frozen PE#${hex(fn.pe)} on PHB#${phbOf(fn)} detected`),
        error('EEH: PE location: N/A, PHB location: N/A'),
      ]
    : [];
  const calls = (line: (member: PciFunction) => readonly Say[]) => members.flatMap(line);
  return [
    ...interrupt,
    error(`EEH: Recovering ${peName(fn)}`),
    error('EEH: PE location: N/A, PHB location: N/A'),
    error(`EEH: Frozen ${peName(fn)} detected`),
    error('EEH: Call Trace:'),
    error('EEH: [0000000019710739] __eeh_send_failure_event+0x7c/0x160'),
    warn('EEH: This PCI device has failed 1 times in the last hour and will be permanently disabled after 5 failures.'),
    info('EEH: Notify device drivers to shutdown'),
    info("EEH: Beginning: 'error_detected(IO frozen)'"),
    ...calls((member) =>
      driver === null
        ? [onMember(member, 'no driver')]
        : [
            onMember(member, `Invoking ${driver}->error_detected(IO frozen)`),
            onMember(member, `${driver} driver reports: 'need reset'`),
          ],
    ),
    info(
      `EEH: Finished:'error_detected(IO frozen)' with aggregate recovery state:'${driver === null ? 'none' : 'need reset'}'`,
    ),
    info('EEH: Collect temporary log'),
    ...calls((member) => [
      warn(`EEH: of node=${member.bdf}`),
      warn(`EEH: PCI device/vendor: ${member.id.slice(5)}${member.id.slice(0, 4)}`),
      warn('EEH: PCI cmd/status register: 00100142'),
    ]),
    info(driver === null ? 'EEH: Reset with hotplug activity' : 'EEH: Reset without hotplug activity'),
  ];
}

export function recovers(members: readonly PciFunction[], driver: string | null): readonly Say[] {
  const resumed =
    driver === null
      ? [info('EEH: Sleep 5s ahead of complete hotplug')]
      : [
          info("EEH: Beginning: 'slot_reset'"),
          ...members.flatMap((member) => [
            onMember(member, `Invoking ${driver}->slot_reset()`),
            onMember(member, `${driver} driver reports: 'recovered'`),
          ]),
          info("EEH: Finished:'slot_reset' with aggregate recovery state:'recovered'"),
          info('EEH: Notify device driver to resume'),
          info("EEH: Beginning: 'resume'"),
          ...members.map((member) => onMember(member, `Invoking ${driver}->resume()`)),
          info("EEH: Finished:'resume'"),
        ];
  return [...resumed, info('EEH: Recovery successful.')];
}

export function givesUp(fn: PciFunction, members: readonly PciFunction[], driver: string | null): readonly Say[] {
  return [
    error(`EEH: Unable to recover from failure from ${peName(fn)}.\nPlease try reseating or replacing it`),
    info("EEH: Beginning: 'error_detected(permanent failure)'"),
    ...members.map((member) =>
      onMember(member, driver === null ? 'no driver' : `Invoking ${driver}->error_detected(permanent failure)`),
    ),
    info("EEH: Finished:'error_detected(permanent failure)'"),
  ];
}
