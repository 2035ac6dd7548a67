/** Where in a boot a device stands at a moment, from what was seen of it so far. */
import type { Moment, Phase } from '../report';

export { HANDOFF_WINDOW_SECONDS } from '../facts/unknown-line';

import type { BootState, DeviceState, Mark } from './boot';

/** Seconds after its driver first spoke at which a driver without a known last word of its probe counts as the owner. */
export const CLAIM_SECONDS_MAX = 10;
/** Seconds of quiet after the claim that settle a device. */
export const SETTLE_SECONDS = 30;

const GOING_DOWN: readonly Mark[] = [
  'shutdown',
  'kexec-requested',
  'reboot-requested',
  'kexec-started',
  'kexec-jumped',
  'panicked',
  'crash-kexec',
  'restarting',
  'powered-down',
];

/** Is the boot on its way down? */
export function tearingDown({ marks }: Pick<BootState, 'marks'>): boolean {
  return GOING_DOWN.some((mark) => marks[mark] !== undefined);
}

/**
 * Does what is said of a boot change between two kernel times, seconds, though no line says so? A driver that never said so is the owner, a
 * device has settled, modules have had their time to be loaded.
 */
export function turnsWithin({ devices, marks }: BootState, from: number, to: number): boolean {
  const isWithin = (moment: Moment | null | undefined, seconds: number): boolean =>
    moment?.time != null && from <= moment.time + seconds && moment.time + seconds <= to;
  return (
    isWithin(marks['init-started'], CLAIM_SECONDS_MAX) ||
    Object.values(devices).some(
      ({ spoke, claimed }) => isWithin(spoke, CLAIM_SECONDS_MAX) || isWithin(claimed, SETTLE_SECONDS),
    )
  );
}

/** Does the device belong to its driver at `time` (kernel seconds)? A driver that never says so owns it after a while. */
export function isClaimed(device: DeviceState, time: number | null): boolean {
  if (device.failed != null || device.unbound != null) return false;
  if (device.claimed !== null) return true;
  const spokeAt = device.spoke?.time ?? null;
  return spokeAt !== null && time !== null && time - spokeAt > CLAIM_SECONDS_MAX;
}

/**
 * Phase of a device now, in the boot it is in: before a teardown as an incoming kernel's, from a teardown on as an outgoing one's. An unbind
 * is the device's own teardown; a device that a driver of this boot had already taken is that driver's or the next one's, also while it is
 * probed again (vfio-pci, a re-bind, a reset).
 */
export function phaseNow({
  boot,
  device,
  time,
}: {
  boot: BootState;
  device: DeviceState | null;
  time: number | null;
}): Phase {
  if (tearingDown(boot)) return 'teardown';
  if (device === null || (device.enumerated === null && device.spoke === null)) return 'early';
  if (device.unbound != null) return 'teardown';
  if (device.owned !== null || device.drivers.length > 1) return isSettled(device, time) ? 'settled' : 'claimed';
  if (device.spoke === null || device.failed != null) return 'dormant';
  return isClaimed(device, time) ? 'claimed' : 'probing';
}

/** Quiet for the settle time: no fault since the claim, or none for as long. */
function isSettled(device: DeviceState, time: number | null): boolean {
  if (device.claimed?.time == null || time === null) return false;
  const faults = device.faults.map((fault) => fault.last.time ?? 0);
  return time - Math.max(device.claimed.time, ...faults) >= SETTLE_SECONDS;
}
