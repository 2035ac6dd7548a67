/** Which IOMMU stood over a device, and could it have told of a fault? */
import type { HandoffKind, IommuMode } from '../report';
import type { BootState } from './boot';
import { cameUp } from './handoff-kind';

/**
 * `<vendor>-translated` (faults are seen), `-inherited` (the old kernel's tables in use), `-passthrough`, `-silent` (its event queue is off),
 * `off`, `unknown`. Arm's SMMUv3 driver leaves the event queue off in every crash kernel and says nothing
 * (drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c arm_smmu_device_reset()).
 */
export function iommuMode({
  boot,
  bdf,
  kind,
}: {
  boot: BootState | null;
  bdf: string | null;
  kind: HandoffKind;
}): IommuMode {
  if (boot === null) return 'unknown';
  const { marks, iommuVendor: vendor } = boot;
  const copied = marks['tables-copied'] !== undefined;
  if (marks['iommu-enabled'] === undefined && !copied)
    return marks['iommu-disabled'] || cameUp(boot) ? 'off' : 'unknown';
  if (passesThrough(boot) || (bdf !== null && boot.identityMapped.includes(bdf))) return `${vendor}-passthrough`;
  if (marks['events-off'] || (vendor === 'smmuv3' && kind === 'kdump')) return `${vendor}-silent`;
  return copied ? `${vendor}-inherited` : `${vendor}-translated`;
}

/** Kernels before 5.10 do not print their default domain: there the command line is all that tells. */
function passesThrough({ marks, commandLine }: BootState): boolean {
  if (marks.passthrough) return true;
  return !marks.translated && /(?:^| )(?:iommu=pt|iommu\.passthrough=1)(?: |$)/.test(commandLine ?? '');
}

/** Why no fault of the device could have been seen under this mode, or null when one could. */
export function blindness(mode: IommuMode): string | null {
  if (mode.endsWith('-translated')) return null;
  if (mode === 'off') return 'no IOMMU translated in the incoming kernel';
  if (mode === 'unknown') return 'the log does not show an IOMMU coming up';
  if (mode.endsWith('-passthrough')) return 'the IOMMU passed its DMA through untranslated';
  if (mode.endsWith('-silent')) return 'the IOMMU reports no events in this kernel';
  return 'the incoming kernel went on with the outgoing one’s translation tables, under which old DMA cannot fault';
}
