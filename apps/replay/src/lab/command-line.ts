/** Kernel command lines of the lab: as a distribution would give them, with nothing of the lab in them. */
import type { LabMachine } from './lab-machine';
import type { LabBoot } from './plan';

const CRASH_KERNEL = 'irqpoll nr_cpus=1 reset_devices panic=10';
const RESERVED = 'crashkernel=256M';
/** What a console shows unless told otherwise. */
const LEVEL_USUAL = 7;

export function commandLineOf(boot: LabBoot, { console, iommuWords }: LabMachine, release: string): string {
  const { iommu, consoleLevel } = boot.kernel;
  const words = [
    `BOOT_IMAGE=/boot/vmlinuz-${release} root=/dev/mapper/vg0-root ro console=${console}`,
    ...(boot.reserves ? [RESERVED] : []),
    iommuWords[iommu] ?? '',
    ...(consoleLevel === LEVEL_USUAL ? [] : [`loglevel=${consoleLevel}`]),
    ...(boot.isCrashKernel ? [CRASH_KERNEL] : []),
  ];
  return words.filter((word) => word !== '').join(' ');
}
