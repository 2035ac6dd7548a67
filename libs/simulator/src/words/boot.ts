/** First and last words of a kernel (init/main.c, arch/*, kernel/panic.c, kernel/kexec_core.c, systemd's shutdown.c). */
import { isFrom } from '../model/kernel';
import { isPower, type Platform } from '../model/machine';
import { daemon, emergency, error, info, notice, type Say, warn } from './say';

const ARCH: Readonly<Record<Platform, string>> = {
  vtd: 'x86_64',
  amdvi: 'x86_64',
  smmuv3: 'aarch64',
  powernv: 'ppc64le',
  pseries: 'ppc64le',
};

export const banner = (release: string): Say =>
  notice(
    `Linux version ${release} (builder@build) (gcc (GCC) 12.2.0, GNU ld (GNU Binutils) 2.40) #1 SMP PREEMPT_DYNAMIC Thu Jul  2 10:00:00 UTC 2026`,
  );

export interface Opening {
  readonly platform: Platform;
  readonly release: string;
  readonly commandLine: string;
  readonly crash: boolean;
  readonly handover: Handover | null;
}

/** Kexec handover (KHO). */
export interface Handover {
  /** Release of the kernel that handed over. */
  readonly from: string;
  /** Kexecs since the last cold boot. */
  readonly count: number;
  /** Was it a live update (LUO): did user space have something kept? */
  readonly live: boolean;
}

/** Before the banner on arm64 and powerpc; x86 begins with it. */
function firstLines({ platform }: Opening): readonly Say[] {
  if (platform === 'smmuv3') return [info('Booting Linux on physical CPU 0x0000000000 [0x411fd070]')];
  if (isPower(platform))
    return [
      info('dt-cpu-ftrs: setup for ISA 3000'),
      info('radix-mmu: Mapped 0x0000000000000000-0x00000000024e0000 with 64.0 KiB pages (exec)'),
      info('radix-mmu: Initializing Radix MMU'),
    ];
  return [];
}

function handedOver({ handover, release }: Opening): readonly Say[] {
  if (handover === null || !isFrom(release, '6.16')) return [];
  return isFrom(release, '7.0')
    ? [info(`KHO: exec from: ${handover.from} (count ${handover.count})`), info('KHO: found kexec handover data.')]
    : [info('KHO: found kexec handover data.')];
}

const X86_HEAD: readonly Say[] = [
  info('BIOS-provided physical RAM map:'),
  info('BIOS-e820: [mem 0x0000000000000000-0x000000000009ffff] usable'),
  info('NX (Execute Disable) protection: active'),
  info('SMBIOS 3.3.0 present.'),
  info('tsc: Detected 2596.126 MHz processor'),
];
const ARM_HEAD: readonly Say[] = [
  info('efi: EFI v2.70 by EDK II'),
  info('ACPI: Early table checksum verification disabled'),
  info('psci: probing for conduit method from ACPI.'),
];
const POWER_HEAD: readonly Say[] = [
  info('Found initrd at 0xc000000005120000:0xc000000005989800'),
  info('-----------------------------------------------------'),
  info('phys_mem_size     = 0x2000000000'),
];

/** From the first line on, until the console is up. */
export function opening(of: Opening): readonly Say[] {
  const { platform, release, commandLine } = of;
  const x86 = ARCH[platform] === 'x86_64';
  const crashArm = platform === 'smmuv3' && of.crash;
  return [
    ...firstLines(of),
    banner(release),
    ...(x86 ? [info(`Command line: ${commandLine}`)] : []),
    ...handedOver(of),
    ...(x86 ? X86_HEAD : platform === 'smmuv3' ? ARM_HEAD : POWER_HEAD),
    ...(crashArm ? [info('OF: fdt: Reserving 1 KiB of memory at 0x9a3ff000 for elfcorehdr')] : []),
    notice(`Kernel command line: ${commandLine}`),
  ];
}

/** kernel/liveupdate/luo_core.c luo_early_startup(), 7.1 on. */
export const retrieved = ({ handover, release }: Opening): readonly Say[] =>
  handover?.live && isFrom(release, '7.1')
    ? [info(`luo: Retrieved live update data, liveupdate number: ${handover.count}`)]
    : [];

/** A quiet start, between the command line and the buses. */
export const MIDDLE: readonly Say[] = [
  info('Dentry cache hash table entries: 262144 (order: 9, 2097152 bytes, linear)'),
  info('Inode-cache hash table entries: 131072 (order: 8, 1048576 bytes, linear)'),
  info('rcu: Hierarchical RCU implementation.'),
  info('pid_max: default: 32768 minimum: 301'),
  info('NET: Registered PF_NETLINK/PF_ROUTE protocol family'),
  info('devtmpfs: initialized'),
];
export const INIT: readonly Say[] = [
  info('Freeing unused kernel image (initmem) memory: 2760K'),
  info('Run /init as init process'),
];
export const LATER: readonly Say[] = [
  info('EXT4-fs (dm-0): mounted filesystem with ordered data mode. Quota mode: none.'),
  info('rfkill: input handler disabled'),
];

export const shuttingDown = (kexec: boolean): readonly Say[] => [
  daemon('systemd-shutdown[1]: Syncing filesystems and block devices.'),
  daemon('systemd-shutdown[1]: Sending SIGTERM to remaining processes...'),
  daemon('systemd-shutdown[1]: All filesystems, swaps, loop devices, MD devices and DM devices detached.'),
  daemon(kexec ? 'systemd-shutdown[1]: Rebooting with kexec.' : 'systemd-shutdown[1]: Rebooting.'),
];
export const kexecFailed: readonly Say[] = [daemon('systemd-shutdown[1]: Rebooting.')];
export const restarting: Say = notice('reboot: Restarting system');

/** kernel/kexec_core.c kernel_kexec(): EMERG to 4.19, NOTICE from 5.10; machine_kexec() of the architecture follows. */
export function jumping(platform: Platform, release: string): readonly Say[] {
  const text = 'kexec_core: Starting new kernel';
  const start = isFrom(release, '5.0') ? notice(text) : emergency(text);
  if (platform === 'smmuv3') return [start, info('Bye!')];
  return isPower(platform) ? [start, emergency('kexec: Starting switchover sequence.')] : [start];
}

/** kernel/panic.c, and the crash path of the architecture. */
export function panicking(platform: Platform, release: string): readonly Say[] {
  const head = [
    info('sysrq: Trigger a crash'),
    emergency('Kernel panic - not syncing: sysrq triggered crash'),
    warn(`CPU: 3 PID: 4711 Comm: bash Kdump: loaded Not tainted ${release} #1`),
    warn('Call Trace:'),
    warn(' panic+0x118/0x2f4'),
    warn(' sysrq_handle_crash+0x16/0x20'),
  ];
  if (platform === 'smmuv3') return [...head, info('Starting crashdump kernel...'), info('Bye!')];
  return isPower(platform) ? [...head, emergency('Sending IPI to other CPUs')] : head;
}

export const dying: readonly Say[] = [
  emergency('Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)'),
  warn('Call Trace:'),
  warn(' panic+0x118/0x2f4'),
  emergency('---[ end Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0) ]---'),
];

/** A panic with neither a crash kernel nor a reboot armed: panic() spins for ever. */
export const spinning: Say = emergency('---[ end Kernel panic - not syncing: sysrq triggered crash ]---');

/** kernel/irq/spurious.c: an interrupt that a device left on, and that nobody owns yet. */
export const nobodyCared = (irq: number): readonly Say[] => [
  error(`irq ${irq}: nobody cared (try booting with the "irqpoll" option)`),
  warn('Call Trace:'),
  warn(' <IRQ>'),
  warn(' __report_bad_irq+0x30/0xc0'),
  error('handlers:'),
  emergency(`Disabling IRQ #${irq}`),
];
export const crashReserved: Say = info('crashkernel reserved: 0x0000000029000000 - 0x0000000041000000 (384 MB)');
