/** Why nothing can be said about a device that shows no fault: absence of faults is not cleanliness. */
import { entry } from '../entry';
import type { BootState, DeviceState } from '../timelines/boot';
import { cameUp, diedEarly } from '../timelines/handoff-kind';
import { blindness, consoleLevel } from '../timelines/iommu-mode';
import { isAfter } from '../timelines/moment';
import { CLAIM_SECONDS_MAX, isClaimed, tearingDown } from '../timelines/phase';
import type { Case } from './case';

/** Functions that print IOMMU faults behind a rate limit that all devices share. */
const FAULT_PRINTERS = /^(?:dmar_fault|iommu_print_event|amd_iommu_|arm_smmu_|viommu_fault_handler|riscv_iommu_)/;

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
  const { to, before, after, kind, mode } = state;
  if (to === null) return 'the log ends before the incoming kernel’s first line';
  return blindLog(to, after) ?? blindDevice({ to, before, after, kind, mode });
}

function blindLog(to: BootState, after: DeviceState | null): string | null {
  if (!to.fromStart) return 'the incoming kernel’s log does not begin at its first line';
  if (to.damaged.length > 0) return `the incoming kernel’s log is damaged (${to.damaged.join(', ')})`;
  return to.linesLost > 0 && !isAfter(to.gapAt ?? NOWHERE, after?.owned)
    ? `at least ${to.linesLost} lines of the incoming kernel were lost`
    : null;
}

/** Where lines were lost at a place that nothing names. */
const NOWHERE = { file: '', line: 0, time: null };

/** Why a report of the device may have been kept back although the log is whole; null where it would stand there. */
export function keptBack(to: BootState | null, after: DeviceState | null): string | null {
  if (to === null) return null;
  const suppressed = suppressedOf(to, after);
  if (suppressed > 0)
    return `the kernel kept ${suppressed} fault reports to itself, and the device’s may be among them`;
  return limitReached(to, after)
    ? 'the kernel prints ten fault reports in five seconds: that many stand there, and the device’s may have come after'
    : null;
}

/** AMD-Vi limits each device by itself (drivers/iommu/amd/amd_iommu_types.h struct iommu_dev_data): what it kept back of one is not another's. */
function suppressedOf(to: BootState, after: DeviceState | null): number {
  const others = entry(to.suppressedBy, 'amd_iommu_report_page_fault') ?? 0;
  const ownLimit = after?.group != null && !after.faults.some(({ family }) => family === 'amdvi');
  return faultsSuppressed(to) - (ownLimit ? others : 0);
}

/** The limit was full before its driver had it, and no later report shows that nothing was kept back (lib/ratelimit.c ___ratelimit()). */
function limitReached(to: BootState, after: DeviceState | null): boolean {
  const full = to.reportLimit?.fullAt ?? null;
  return full !== null && !isAfter(full, after?.owned);
}

function blindDevice({
  to,
  before,
  after,
  kind,
  mode,
}: Pick<Case, 'before' | 'after' | 'kind' | 'mode'> & { to: BootState }): string | null {
  const owned = after !== null && isClaimed(after, to.lastTime);
  if (diedEarly(to, kind) && !owned) return 'the incoming kernel died before a driver claimed it';
  const why = blindness(mode);
  if (why !== null) return why + hidden(to);
  if (uncovered(to, after)) return 'other devices are in IOMMU groups and this one is in none';
  return owned || (cameUp(to) && !endsBeforeDriver({ to, before, after }))
    ? null
    : 'the log ends before a driver claimed it';
}

/**
 * It had a driver, has none yet, and the log goes on for less than drivers take: its modules may just not have been loaded. A kernel that was seen to go down
 * again got all that it was to get (a driver on a deny list).
 */
function endsBeforeDriver({ to, before, after }: Pick<Case, 'before' | 'after'> & { to: BootState }): boolean {
  const init = to.marks['init-started']?.time ?? null;
  if (tearingDown(to) || before?.driver == null || after?.failed || init === null || to.lastTime === null) return false;
  return to.lastTime - init < CLAIM_SECONDS_MAX;
}

function uncovered(to: BootState, after: DeviceState | null): boolean {
  return after?.group == null && Object.values(to.devices).some((device) => device.group !== null);
}
