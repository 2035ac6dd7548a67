/** Kernel releases: which dialect they print, and from which version on something holds. */

export interface Kernel {
  readonly release: string;
  readonly commandLine: string;
  readonly iommu: 'off' | 'passthrough' | 'translated';
  /** Console log level; the console shows what is below it. */
  readonly consoleLevel: number;
}

/** `6.12.43+deb13-amd64` → [6, 12]. */
export function versionOf(release: string): readonly [number, number] {
  const match = /^(\d+)\.(\d+)/.exec(release);
  return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
}

export function isFrom(release: string, since: string): boolean {
  const [[major, minor], [sinceMajor, sinceMinor]] = [versionOf(release), versionOf(since)];
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

/** pci_device_shutdown() clears bus mastering of every function on its way to a kexec (drivers/pci/pci-driver.c), since 3.12 or a little before. */
export const clearsBusMaster = (release: string): boolean => isFrom(release, '3.12');

/** Default command lines by platform are in machine.ts; this one adds what a crash kernel gets (kexec-tools, kdump-tools). */
export const CRASH_OPTIONS = 'irqpoll nr_cpus=1 reset_devices';
