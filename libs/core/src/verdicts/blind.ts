/** Why nothing can be said about a device that shows no fault: absence of faults is not cleanliness. */
import type { BootState, DeviceState } from '../timelines/boot';
import { cameUp, diedEarly } from '../timelines/handoff-kind';
import { blindness, consoleLevel } from '../timelines/iommu-mode';
import { isClaimed } from '../timelines/phase';
import type { Case } from './case';

/** Functions that print IOMMU faults behind a rate limit that all devices share. */
const FAULT_PRINTERS = /^(?:dmar_fault|iommu_print_event|amd_iommu_\w+|arm_smmu_\w+)/;

/** How many fault reports the kernel kept to itself. */
export function faultsSuppressed(boot: BootState): number {
  return Object.entries(boot.suppressedBy).reduce((sum, [by, count]) => sum + (FAULT_PRINTERS.test(by) ? count : 0), 0);
}

/** Level at which each IOMMU tells of a fault: a console below it hears nothing. */
const FAULT_LEVEL = 3;

function hidden(to: BootState): string {
  const level = consoleLevel(to);
  return level !== null && level <= FAULT_LEVEL ? ` (its console shows only what is worse than level ${level})` : '';
}

/** Why quiet does not mean quiet, or null when it does. */
export function blind(state: Case): string | null {
  const { to, after, kind, mode } = state;
  if (to === null) return 'the log ends before the incoming kernel’s first line';
  return blindLog(to) ?? blindDevice({ to, after, kind, mode });
}

function blindLog(to: BootState): string | null {
  if (!to.fromStart) return 'the incoming kernel’s log does not begin at its first line';
  if (to.damaged.length > 0) return `the incoming kernel’s log is damaged (${to.damaged.join(', ')})`;
  return to.linesLost > 0 ? `at least ${to.linesLost} lines of the incoming kernel were lost` : null;
}

function blindDevice({
  to,
  after,
  kind,
  mode,
}: Pick<Case, 'after' | 'kind' | 'mode'> & { to: BootState }): string | null {
  const owned = after !== null && isClaimed(after, to.lastTime);
  if (diedEarly(to, kind) && !owned) return 'the incoming kernel died before a driver claimed it';
  const why = blindness(mode);
  if (why !== null) return why + hidden(to);
  if (uncovered(to, after)) return 'other devices are in IOMMU groups and this one is in none';
  return owned || cameUp(to) ? null : 'the log ends before a driver claimed it';
}

function uncovered(to: BootState, after: DeviceState | null): boolean {
  return after?.group == null && Object.values(to.devices).some((device) => device.group !== null);
}
