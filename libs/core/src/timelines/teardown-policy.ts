/** What was really done to a device before the jump, as steps. */
import type { HandoffKind, PolicyStep, Teardown } from '../report';
import type { BootState, DeviceState } from './boot';
import type { Transition } from './lineage-state';

/** PCI_COMMAND_MASTER (include/uapi/linux/pci_regs.h). */
export const COMMAND_MASTER = 0x4;

/** pci_device_shutdown() clears bus mastering on kexec since 3.12 or a little before (drivers/pci/pci-driver.c), without a word. */
export function clearsBusMaster(release: string | null): boolean | null {
  const match = /^(\d+)\.(\d+)/.exec(release ?? '');
  if (!match) return null;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 3 || (major === 3 && minor >= 12);
}

function resetSteps(device: DeviceState): readonly PolicyStep[] {
  const done = device.resets.filter((reset) => reset.ok).map((reset) => reset.method);
  const flr = done.some((method) => /flr|function/i.test(method));
  const hot = done.some((method) => /hot|bus/i.test(method));
  return [...(flr ? (['flr'] as const) : []), ...(hot ? (['hot-reset'] as const) : [])];
}

function teardownSteps(from: BootState | null, before: DeviceState | null): readonly PolicyStep[] {
  const vfio = before?.driver === 'vfio-pci' && before.drivers.length > 1;
  const first: PolicyStep = vfio ? 'vfio-rebind' : before?.unbound ? 'remove' : 'shutdown';
  const cleared = clearsBusMaster(from?.release ?? null) !== false;
  return [first, ...(before ? resetSteps(before) : []), ...(cleared ? (['bus-master-off'] as const) : [])];
}

/**
 * Steps for one device, in order. A planned kexec runs device_shutdown(), whose PCI part clears bus mastering; `enabling device
 * (0006 -> …)` in the incoming kernel contradicts that for the device it names.
 */
export function inferPolicy({
  transition,
  bdf,
  kind,
}: {
  transition: Transition;
  bdf: string | null;
  kind: HandoffKind;
}): readonly PolicyStep[] {
  const { from, to } = transition;
  const before = bdf === null ? null : (from?.devices[bdf] ?? null);
  const after = bdf === null ? null : (to?.devices[bdf] ?? null);
  const inherited: readonly PolicyStep[] = to?.marks['tables-copied'] ? ['iommu-inherit'] : [];
  if (kind === 'kdump' || diedInPanic(from, kind)) return ['none', ...inherited];
  const leftOn = ((after?.commandBefore ?? 0) & COMMAND_MASTER) !== 0;
  const steps = teardownSteps(from, before).filter(
    (step) => step !== 'bus-master-off' || (kind === 'kexec' && !leftOn),
  );
  return [...steps, ...inherited];
}

/** panic() ends in emergency_restart(), which tears nothing down (kernel/panic.c, kernel/reboot.c). */
function diedInPanic(from: BootState | null, kind: HandoffKind): boolean {
  return from?.marks.panicked !== undefined && kind !== 'kexec' && kind !== 'liveupdate';
}

export function policyLabel(steps: readonly PolicyStep[]): string {
  return steps.join('+');
}

/** How the teardown of a device went, as far as the log tells. */
export function teardownOf({ from, to }: Transition, bdf: string): Teardown {
  const [before, after] = [from?.devices[bdf] ?? null, to?.devices[bdf] ?? null];
  const [start, end] = [before?.shutdown?.time ?? null, before?.shutdownUntil ?? null];
  const state = after?.powerState ?? null;
  return {
    shutdownRan: before?.shutdown != null,
    secondsAtMost: start === null || end === null ? null : Number((end - start).toFixed(6)),
    failed: before?.shutdownFailed?.how ?? null,
    leftIn: state?.startsWith('D3') ? state : null,
    resets: (before?.resets ?? []).map(({ method, ok }) => ({ method, ok })),
  };
}
