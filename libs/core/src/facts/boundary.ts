/** Ends and beginnings of kernels: reboot, kexec, panic, crash kernel, firmware. */
import type { FactKind, Fields } from './fact';
import type { Reading, Row } from './row';

interface Sign {
  readonly kind: FactKind;
  readonly needle: string;
  readonly pattern: RegExp;
  readonly read?: Row['read'];
  readonly continues?: Row['continues'];
  readonly fault?: boolean;
  readonly userspace?: boolean;
  readonly openEnded?: boolean;
  readonly from: string;
  readonly examples: readonly string[];
}

const sign = (of: Sign): Row => ({
  family: 'boundary',
  on: 'message',
  fault: false,
  read: () => ({ fields: {} }),
  ...of,
});

const says = (fields: Record<string, string | number | boolean | null>) => () => ({ fields, bdf: null });

/**
 * A target as systemd tells of it, in the log and on the console as it shows its state; and the service of the same name that carries it out
 * (units/systemd-kexec.service, systemd-reboot.service): where its words end up behind the console, the target is never told of.
 */
const reached = (target: string): RegExp =>
  new RegExp(
    `^(?:systemd(?:\\[1\\])?: )?(?:(?:\\[ {2}OK {2}\\] )?Reached target |Starting (?:systemd-\\w{4,8}\\.service - )?)${target}\\.{0,3}\\s{0,16}$`,
  );

/** How a record ends that goes on in the next (init/main.c print_kernel_cmdline()). */
const WRAPPED = ' \\';

const commandLine = (text: string): Fields => ({ commandLine: text, elfcorehdr: /\belfcorehdr=/.test(text) });

/** Between what an oops begins with and whose it was stand the modules, on many lines where a mailer broke them. */
const OOPS_LINES = 24;

const oops = (of: Pick<Sign, 'needle' | 'pattern' | 'from' | 'examples'>): Row =>
  sign({
    kind: 'oopsed',
    fault: true,
    read: says({ pid: null, task: null }),
    continues: {
      needle: 'ainted',
      pattern:
        /^(?:CPU: \d{1,6} (?:UID: \d{1,10} )?PID: (\d{1,10}) Comm|Pid: (\d{1,10}), comm): (.{1,15}) (?:Kdump: loaded )?(?:Not tainted|Tainted: )/,
      within: OOPS_LINES,
      required: false,
      shared: true,
      read: (match) => ({
        fields: { pid: Number(match[1] ?? match[2]), task: (match[3] ?? '').trim() },
      }),
    },
    ...of,
  });

export const BOUNDARY: readonly Row[] = [
  sign({
    kind: 'command-line',
    needle: 'ommand line: ',
    pattern: /^(?:Kernel command line|Command line|command line): (.*)$/,
    openEnded: true,
    read: (match) => ({ fields: commandLine(match[1] ?? '') }),
    continues: {
      needle: 'Kernel command line: ',
      pattern: /^Kernel command line: (.*)$/,
      within: 1,
      required: false,
      repeats: true,
      read: (match, fact) => {
        const before = String(fact.fields.commandLine);
        return before.endsWith(WRAPPED) ? { fields: commandLine(before.slice(0, -1) + match[1]) } : null;
      },
    },
    from: 'arch/x86/kernel/setup.c, init/main.c; 2.6.32..7.1; wrapped over several records from 7.0 on',
    examples: [
      '[    0.000000] Command line: root=/dev/sda1 elfcorehdr=0x7fff000',
      '[    0.080000] Kernel command line: root=/dev/sda1 ro \\\n[    0.080000] Kernel command line: elfcorehdr=0x7fff000',
    ],
  }),
  sign({
    kind: 'shutdown-started',
    needle: 'systemd-shutdown',
    userspace: true,
    pattern:
      /^systemd-shutdown\[1\]: (?:Syncing filesystems|Sending SIG(?:TERM|KILL)|Unmounting file systems|All filesystems,)/,
    from: 'systemd src/shutdown/shutdown.c',
    examples: ['[ 5321.118200] systemd-shutdown[1]: Sending SIGTERM to remaining processes...'],
  }),
  sign({
    kind: 'kexec-requested',
    needle: 'Rebooting with kexec',
    userspace: true,
    pattern: /Rebooting with kexec\.?\s{0,16}$/,
    from: 'systemd src/shutdown/shutdown.c',
    examples: ['[ 5322.004417] systemd-shutdown[1]: Rebooting with kexec.'],
  }),
  sign({
    kind: 'reboot-requested',
    needle: 'systemd-shutdown',
    userspace: true,
    pattern: /^systemd-shutdown\[1\]: (Rebooting|Powering off|Halting system)\.$/,
    read: (match) => ({
      fields: { verb: match[1] === 'Rebooting' ? 'reboot' : match[1] === 'Powering off' ? 'poweroff' : 'halt' },
    }),
    from: 'systemd src/shutdown/shutdown.c',
    examples: ['[ 5322.104417] systemd-shutdown[1]: Rebooting.'],
  }),
  sign({
    kind: 'kexec-requested',
    needle: 'Reboot via kexec',
    userspace: true,
    pattern: reached('(?:kexec\\.target - )?Reboot via kexec'),
    from: 'systemd units/kexec.target: the last words that reach the journal; on a quiet console the only ones',
    examples: [
      '[ 5321.600000] systemd[1]: Reached target kexec.target - Reboot via kexec.',
      '[  OK  ] Reached target kexec.target - Reboot via kexec.',
      '         Starting Reboot via kexec...',
    ],
  }),
  sign({
    kind: 'kexec-requested',
    needle: 'is rebooting with kexec',
    userspace: true,
    pattern: /^(?:systemd-logind\[\d{1,10}\]: )?(?:The s|S)ystem is rebooting with kexec(?: \(.{0,200}\))?\.\s{0,16}$/,
    from: 'systemd src/login/logind-dbus.c bus_manager_log_shutdown()',
    examples: ['systemd-logind[812]: System is rebooting with kexec.', 'System is rebooting with kexec.'],
  }),
  sign({
    kind: 'kexec-requested',
    needle: 'Will now restart with kexec',
    userspace: true,
    pattern: /^(?:\[info\] )?(?:\* )?Will now restart with kexec\.?\s{0,16}$/,
    from: 'Debian kexec-tools debian/kexec.init.d: right before `kexec -e`',
    examples: ['Will now restart with kexec.'],
  }),
  ...(
    [
      ['reboot', 'target Reboot', 'Reboot', 'Reached target Reboot.'],
      [
        'reboot',
        'System Reboot',
        '(?:reboot\\.target - )?System Reboot',
        'Reached target reboot.target - System Reboot.',
      ],
      ['poweroff', 'target Power-Off', 'Power-Off', 'Reached target Power-Off.'],
      [
        'poweroff',
        'System Power Off',
        '(?:poweroff\\.target - )?System Power Off',
        'Reached target poweroff.target - System Power Off.',
      ],
      ['halt', 'target Halt', 'Halt', 'Reached target Halt.'],
      ['halt', 'System Halt', '(?:halt\\.target - )?System Halt', 'Reached target halt.target - System Halt.'],
    ] as const
  ).map(([verb, needle, target, example]) =>
    sign({
      kind: 'reboot-requested',
      needle,
      userspace: true,
      pattern: reached(target),
      read: says({ verb }),
      from: 'systemd units/reboot.target, poweroff.target, halt.target; other words before systemd 247',
      examples: [`[ 5321.600000] systemd[1]: ${example}`, `[  OK  ] ${example}`],
    }),
  ),
  sign({
    kind: 'shutdown-started',
    needle: 'INIT: Switching to runlevel: ',
    userspace: true,
    pattern: /^INIT: Switching to runlevel: [06]$/,
    from: 'sysvinit src/init.c',
    examples: ['INIT: Switching to runlevel: 6'],
  }),
  sign({
    kind: 'shutdown-started',
    needle: 'The system is going down NOW!',
    userspace: true,
    pattern: /^The system is going down NOW!$/,
    from: 'busybox init/init.c run_shutdown_and_kill_processes(): petitboot, initramfs images',
    examples: ['The system is going down NOW!'],
  }),
  sign({
    kind: 'kexec-started',
    needle: 'Starting new kernel',
    pattern: /^(?:kexec(?:_core)?: )?Starting new kernel$/,
    from: 'kernel/kexec_core.c; 2.6.32..7.1',
    examples: ['[  161.342002] kexec_core: Starting new kernel', 'Starting new kernel'],
  }),
  // Too short to be looked for by itself: with what each form puts before it.
  ...['\nBye!', ' Bye!', '\tBye!', '>Bye!', ';Bye!', '"Bye!', 'mBye!', '=Bye!', ']Bye!'].map((needle) =>
    sign({
      kind: 'kexec-jumped',
      needle,
      pattern: /^Bye!$/,
      // Without any of the kernel's own marks it may be anybody's.
      read: (_, line): Reading => ({ fields: line.form === 'plain' ? { bare: true } : {} }),
      from: 'arch/arm64/kernel/machine_kexec.c',
      examples: needle === '\nBye!' ? ['Bye!'] : needle === ' Bye!' ? ['[   32.460412] Bye!'] : [],
    }),
  ),
  sign({
    kind: 'kexec-jumped',
    needle: 'ill call new kernel at',
    pattern: /^W(?:e w)?ill call new kernel at (?:0x)?[0-9a-f]{8,16}(?: from hart id [0-9a-f]{1,8})?$/,
    from: 'arch/riscv/kernel/machine_kexec.c 5.13..7.1, arch/mips, arch/loongarch 6.1..7.1: the last but `Bye...`',
    examples: [
      '[   50.377052] Will call new kernel at 80200000 from hart id 3',
      'Will call new kernel at 00300000',
      '[ 1234.500105] We will call new kernel at 0x90000000009c1000',
    ],
  }),
  sign({
    kind: 'kexec-jumped',
    needle: "I'm in purgatory",
    pattern: /^I'm in purgatory$/,
    from: 'kexec-tools purgatory/purgatory.c, arch/powerpc/purgatory: it runs behind the outgoing kernel; where the console was quiet, all that is seen of a jump',
    examples: ["I'm in purgatory"],
  }),
  sign({
    kind: 'kexec-jumped',
    needle: 'Starting switchover sequence',
    pattern: /^kexec: Starting switchover sequence\.$/,
    from: 'arch/powerpc/kexec/core_64.c',
    examples: ['[  102.887120] kexec: Starting switchover sequence.'],
  }),
  sign({
    kind: 'crash-kexec-started',
    needle: 'crashdump kernel',
    pattern: /^(?:Starting|Loading) crashdump kernel\.\.\.$/,
    from: 'arch/arm64/kernel/machine_kexec.c, arch/arm/kernel/machine_kexec.c',
    examples: ['[  842.771034] Starting crashdump kernel...'],
  }),
  sign({
    kind: 'crash-kexec-started',
    needle: 'Trigger a crashdump',
    pattern: /^(?:\S{0,60} ?\S{0,60}(?:[#$]|login:) )?SysRq : Trigger a crashdump$/,
    from: 'drivers/char/sysrq.c sysrq_handle_crashdump() 2.6.13..2.6.31: crash_kexec() at once, without a panic; behind the prompt of who asked',
    examples: [
      '[  842.771034] SysRq : Trigger a crashdump',
      '[root@lab1 ~]# SysRq : Trigger a crashdump',
      'lab1 login: SysRq : Trigger a crashdump',
    ],
  }),
  sign({
    kind: 'crash-kexec-started',
    needle: 'Sending IPI to other',
    pattern: /^Sending IPI to other (?:CPUs|cpus\.\.\.)$/,
    from: 'arch/powerpc/kexec/crash.c',
    examples: ['[   94.117120] Sending IPI to other CPUs'],
  }),
  sign({
    kind: 'restarting',
    needle: 'Restarting system',
    pattern: /^(?:reboot: )?Restarting system(?:\.| with command .*)?$/,
    from: 'kernel/reboot.c',
    examples: ['[ 5322.601021] reboot: Restarting system', 'Restarting system.'],
  }),
  sign({
    kind: 'restarting',
    needle: 'machine restart',
    pattern: /^reboot: machine restart$/,
    from: 'arch/x86/kernel/reboot.c',
    examples: ['[ 5322.601021] reboot: machine restart'],
  }),
  sign({
    kind: 'powered-down',
    needle: 'Power down',
    pattern: /^(?:reboot: )?Power down\.?$/,
    read: says({ verb: 'power-down' }),
    from: 'kernel/reboot.c',
    examples: ['[ 5322.601021] reboot: Power down'],
  }),
  sign({
    kind: 'powered-down',
    needle: 'System halted',
    pattern: /^(?:reboot: )?(?:System halted\.?|Power off not available: System halted instead)$/,
    read: says({ verb: 'halt' }),
    from: 'kernel/reboot.c',
    examples: ['[ 5322.601021] reboot: System halted'],
  }),
  sign({
    kind: 'panicked',
    needle: 'Kernel panic - not syncing',
    fault: true,
    pattern: /^Kernel panic - not syncing: ?(.*)$/,
    read: (match) => ({ fields: { reason: match[1] ?? '' }, bdf: null }),
    from: 'kernel/panic.c',
    examples: ['[  842.770001] Kernel panic - not syncing: Fatal exception in interrupt'],
  }),
  sign({
    kind: 'panicked',
    needle: 'panic: Redirecting from CPU',
    fault: true,
    pattern: /^panic: Redirecting from CPU \d{1,6} to CPU \d{1,6} for crash kernel\.$/,
    read: says({ reason: null }),
    from: 'kernel/panic.c panic_try_force_cpu() 7.2 (panic_force_cpu=): its reason follows on the other CPU',
    examples: ['[  842.770001] panic: Redirecting from CPU 3 to CPU 0 for crash kernel.'],
  }),
  sign({
    kind: 'panicked',
    needle: ': Vector: ',
    fault: true,
    pattern:
      /^cpu 0x[0-9a-f]{1,4}: Vector: ((?:200|300|380|400|480|600|700|800|e40|f60) \([^)]{1,40}\)) at \[[0-9a-f]{8,16}\]$/,
    read: (match) => ({ fields: { reason: `xmon: ${match[1]}`, debugger: 'xmon' }, bdf: null }),
    from: 'arch/powerpc/xmon/xmon.c excprint() 2.6.32..7.1: the kernel stopped in its debugger',
    examples: ['cpu 0x14: Vector: 300 (Data Access) at [c000001feb4a3780]'],
  }),
  sign({
    kind: 'panicked',
    needle: 'SysRq : Trigger a crash',
    fault: true,
    pattern: /^(?:sysrq: |[\w.-]{1,64} login: |[^#$:]{0,100}[#$] )?SysRq : Trigger a crash$/,
    // Of a line that is cut short `crashdump` may be all of it, which says no panic.
    read: (_, line) => ({
      fields: { reason: 'sysrq triggered crash', asked: true },
      bdf: null,
      ...(line.cutShort ? { corrupted: line.cutShort } : {}),
    }),
    from: 'drivers/tty/sysrq.c sysrq_handle_crash() 2.6.32..4.20: it writes to address 0 under panic_on_oops; no panic is told of where a crash kernel is loaded. Later ones say panic themselves',
    examples: [
      '[  842.770001] SysRq : Trigger a crash',
      '[  842.770001] sysrq: SysRq : Trigger a crash',
      '[root@lab1 ~]# SysRq : Trigger a crash',
      'lab1 login: SysRq : Trigger a crash',
    ],
  }),
  oops({
    needle: ' [#1]',
    pattern:
      /^(?:(?:Oops|Kernel BUG|Internal error)\b[^[\]]{0,200}|[A-Za-z][^[\]:]{2,160}: [0-9a-f]{4}(?: ilc:\d)?) \[#1\]/,
    from: 'arch/*/kernel/traps.c, arch/x86/kernel/dumpstack.c die(), arch/s390/kernel/dumpstack.c 2.6.32..7.1; whose it was by lib/dump_stack.c, before 3.10 by each architecture',
    examples: [
      '[    1.100000] Oops: 0002 [#1] SMP PTI\n[    1.100001] CPU: 0 PID: 1 Comm: swapper/0 Not tainted 5.14.0 #1',
      '[    1.100000] Internal error: Oops: 0000000096000004 [#1] PREEMPT SMP\n[    1.100002] CPU: 7 UID: 0 PID: 0 Comm: swapper/7 Tainted: G           O       6.12.0 #1',
      '[    1.100000] Oops: Kernel access of bad area, sig: 11 [#1]\n[    1.100001] CPU: 2 PID: 0 Comm: swapper Not tainted 6.6.0 #3',
      '[    1.100000] general protection fault, probably for non-canonical address 0xdead000000000100: 0000 [#1] SMP\n[    1.100001] CPU: 0 PID: 412 Comm: modprobe Kdump: loaded Not tainted 6.1.0 #1',
      '[    1.100000] monitor event: 0040 ilc:2 [#1] SMP',
      '[    1.100000] Oops [#1]',
      '[    1.100000] Oops: 0002 [#1] SMP \n[    1.100002] Pid: 1, comm: swapper Not tainted 2.6.32-71.el6.x86_64 #1',
    ],
  }),
  oops({
    needle: '[#1]:',
    pattern: /^(?:Oops|Kernel bug detected)\[#1\]:$/,
    from: 'arch/mips/kernel/traps.c, arch/loongarch/kernel/traps.c die()',
    examples: ['[    1.100000] Oops[#1]:\n[    1.100001] CPU: 0 PID: 0 Comm: swapper/0 Not tainted 4.15.0 #60'],
  }),
  sign({
    kind: 'panic-ended',
    needle: 'end Kernel panic',
    pattern: /^---\[ end Kernel panic - not syncing/,
    from: 'kernel/panic.c',
    examples: ['[  842.770001] ---[ end Kernel panic - not syncing: Fatal exception ]---'],
  }),
  sign({
    kind: 'panic-reboot',
    needle: 'Rebooting in ',
    pattern: /^Rebooting in (\d{1,9}) seconds\.\.$/,
    read: (match) => ({ fields: { seconds: Number(match[1]) } }),
    from: 'kernel/panic.c',
    examples: ['[  842.770001] Rebooting in 10 seconds..'],
  }),
  sign({
    kind: 'crash-kernel-reserved',
    needle: 'for crashkernel',
    pattern: /^Reserving (\d{1,9})MB of memory at \d{1,9}MB for crashkernel/,
    read: (match) => ({ fields: { sizeMb: Number(match[1]) } }),
    from: 'arch/x86/kernel/setup.c',
    examples: ['[    0.000000] Reserving 384MB of memory at 1120MB for crashkernel (System RAM: 1535MB)'],
  }),
  sign({
    kind: 'crash-kernel-reserved',
    needle: 'crashkernel reserved',
    pattern: /^crashkernel reserved: \S+ - \S+ \((\d{1,9}) MB\)/,
    read: (match) => ({ fields: { sizeMb: Number(match[1]) } }),
    from: 'kernel/crash_reserve.c',
    examples: ['[    0.000000] crashkernel reserved: 0x000000be98c00000 - 0x000000bed8c00000 (1024 MB)'],
  }),
  sign({
    kind: 'crash-kernel-loaded',
    needle: 'Kdump: loaded ',
    pattern:
      /^CPU: \d{1,6} (?:UID: \d{1,10} )?PID: \d{1,10} Comm: .{1,40}?Kdump: loaded (?:Not tainted|Tainted: [A-Z -]{1,60}) (\d\S{0,63}) #/,
    read: (match) => ({ fields: { release: match[1] ?? null }, bdf: null }),
    from: 'lib/dump_stack.c dump_stack_print_info() 5.2..7.1: in every oops and warning while a crash kernel waits',
    examples: [
      '[   10.883783] CPU: 0 PID: 1 Comm: init Kdump: loaded Tainted: G            E      6.1.0-56-amd64 #1  Debian 6.1.192-2',
      '[  362.292970] CPU: 3 UID: 0 PID: 0 Comm: swapper/3 Kdump: loaded Not tainted 6.12.0-rc4 #105',
      '[  490.050518] CPU: 0 PID: 7 Comm: kworker/0:1 Kdump: loaded Tainted: G          I      --------- -  - 4.18.0-305.el8.x86_64 #1',
    ],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'for elfcorehdr',
    pattern: /^(?:OF: fdt: )?Reserving \d{1,9}(?:KB| KiB) of memory at \S{1,20} for elfcorehdr$/,
    read: says({ sign: 'elfcorehdr reserved' }),
    from: 'arch/arm64/mm/init.c 4.12..5.14; arch/arm/mm/init.c; drivers/of/fdt.c 5.15..7.1 (arm64, riscv, loongarch)',
    examples: [
      '[    0.000000] Reserving 4KB of memory at 0xff7fe000 for elfcorehdr',
      '[    0.000000] OF: fdt: Reserving 4 KiB of memory at 0xdffff000 for elfcorehdr',
    ],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'vmcore not initialized',
    pattern: /^Kdump: vmcore not initialized$/,
    read: says({ sign: 'a core image was looked for' }),
    from: 'fs/proc/vmcore.c vmcore_init(), 3.6..7.1: only where an elfcorehdr was handed over',
    examples: ['[    1.100000] Kdump: vmcore not initialized'],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'Core image elf header',
    pattern: /^Warning: Core image elf header (?:not found|is not sane)$/,
    read: says({ sign: 'a core image was looked for' }),
    from: 'fs/proc/vmcore.c parse_crash_elf_headers(), 2.6.32..7.1',
    examples: ['[    1.100000] Warning: Core image elf header not found'],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'elfcorehdr is overlapped',
    pattern: /^elfcorehdr is overlapped$/,
    read: says({ sign: 'elfcorehdr handed over' }),
    from: 'arch/arm64/mm/init.c, drivers/of/fdt.c 4.19..7.1',
    examples: ['[    0.000000] elfcorehdr is overlapped'],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'saving to ',
    userspace: true,
    pattern: /^(?:kdump\[\d{1,10}\]: |(?:kdump\.sh\[\d{1,10}\]: )?kdump: )saving to (?:\/|raw disk )/,
    read: says({ sign: 'the kdump service saves a core' }),
    from: 'kexec-tools kdump-lib-initramfs.sh, up to 2.0.20 straight to the console: only in the crash kernel',
    examples: [
      '[    3.426352] kdump[635]: saving to /sysroot/var/crash/127.0.0.1-2023-07-31-09:01:28/',
      '[   11.426352] kdump.sh[261]: kdump: saving to /sysroot//var/crash//127.0.0.1-2022-04-11-09:01:28/',
      'kdump: saving to /sysroot//var/crash/127.0.0.1-2019-04-11-09:01:28/',
    ],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'Kdump Vmcore Save Service',
    userspace: true,
    pattern:
      /^(?:systemd(?:\[1\])?: )?(?:\[ {2}OK {2}\] )?(?:Starting|Finished|Started) (?:kdump-capture\.service - )?Kdump Vmcore Save Service\.{0,3}$/,
    read: says({ sign: 'the kdump service saves a core' }),
    from: 'kexec-tools dracut-kdump-capture.service: only in the crash kernel',
    examples: [
      '[    4.100000] systemd[1]: Starting kdump-capture.service - Kdump Vmcore Save Service...',
      '         Starting Kdump Vmcore Save Service...',
    ],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'running makedumpfile',
    userspace: true,
    pattern: /^kdump-tools\[\d{1,10}\]: (?:Starting kdump-tools: )?(?: \* )?running makedumpfile/,
    read: says({ sign: 'the kdump service saves a core' }),
    from: 'Debian kdump-config save_vmcore: only in the crash kernel',
    examples: [
      '[    6.200000] kdump-tools[512]: running makedumpfile -F -c -d 31 /proc/vmcore | compress > /var/crash/dump-incomplete',
    ],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'The dumpfile is saved to ',
    userspace: true,
    pattern: /^kdump(?:\.sh|-tools)?\[\d{1,10}\]: The dumpfile is saved to \S/,
    read: says({ sign: 'the kdump service saves a core' }),
    from: 'makedumpfile.c main(), where a crash kernel’s service started it',
    examples: [
      '[   14.200000] kdump.sh[224]: The dumpfile is saved to /sysroot/var/crash/127.0.0.1-2022-04-21/vmcore-incomplete.',
    ],
  }),
  sign({
    kind: 'kdump-sign',
    needle: 'Using kernel command line',
    userspace: true,
    pattern: /^(?:dracut-cmdline\[\d{1,10}\]: )?Using kernel command line parameters: .{0,4000}\belfcorehdr=/,
    read: says({ sign: 'elfcorehdr= on the command line' }),
    from: 'dracut modules.d/98dracut-systemd/dracut-cmdline.sh',
    examples: [
      '[    3.100000] dracut-cmdline[152]: Using kernel command line parameters:  rd.lvm.lv=r/01   elfcorehdr=0x103f000000',
    ],
  }),
  sign({
    kind: 'init-started',
    needle: 'as init process',
    pattern: /^Run (\S{1,255}) as init process$/,
    read: (match) => ({ fields: { path: match[1] ?? '' } }),
    from: 'init/main.c',
    examples: ['[    4.000000] Run /init as init process'],
  }),
  sign({
    kind: 'init-started',
    needle: 'Freeing unused kernel memory',
    pattern: /^Freeing unused kernel memory: \d{1,9}[kK](?: freed| \([0-9a-f]{8,16} - [0-9a-f]{8,16}\))?$/,
    read: says({ path: null }),
    from: 'init/main.c, mm/page_alloc.c free_reserved_area() 2.6.32..: the last words before init; up to 4.18 the only ones',
    examples: [
      '[    1.900000] Freeing unused kernel memory: 1284k freed',
      '[    1.900000] Freeing unused kernel memory: 1948K (ffffffff81c19000 - ffffffff81e00000)',
      '[    1.900000] Freeing unused kernel memory: 6656K',
    ],
  }),
  sign({
    kind: 'init-started',
    needle: 'running in system mode',
    userspace: true,
    pattern: /^(?:systemd\[1\]: )?systemd \d{3}\S{0,40} running in system mode\.? \([^()]{0,900}\)$/,
    read: says({ path: null }),
    from: 'systemd src/core/main.c',
    examples: ['[    2.900000] systemd[1]: systemd 219 running in system mode. (+PAM +AUDIT +SELINUX)'],
  }),
  sign({
    kind: 'init-started',
    needle: 'Welcome to ',
    userspace: true,
    pattern: /^Welcome to (?!GRUB!|the |our |your |my )[^!']{1,100}!$/,
    read: (_, line) => (line.time === null ? { fields: { path: null }, bdf: null } : null),
    from: 'systemd src/core/manager.c status_welcome(): on a quiet console the first words of a boot',
    examples: ['Welcome to Fedora Linux 38 (Server Edition)!'],
  }),
  sign({
    kind: 'init-started',
    needle: 'INIT: version ',
    userspace: true,
    pattern: /^INIT: version \d{1,3}\.\S{1,20} booting$/,
    read: says({ path: null }),
    from: 'sysvinit src/init.c',
    examples: ['INIT: version 2.88 booting'],
  }),
  sign({
    kind: 'out-of-memory',
    needle: 'ut of memory: Kill',
    pattern: /^Out of memory(?: \(oom_kill_allocating_task\))?: Kill(?:ed)? process \d{1,10} \(.{1,40}\)/,
    from: 'mm/oom_kill.c oom_kill_process() 2.6.32..7.1: of the whole machine, not of a memory cgroup',
    examples: [
      '[    9.300000] Out of memory: Killed process 312 (makedumpfile) total-vm:81234kB, anon-rss:51234kB, file-rss:12kB, shmem-rss:0kB',
      '[    9.300000] Out of memory: Kill process 312 (makedumpfile) score 512 or sacrifice child',
    ],
  }),
  sign({
    kind: 'soft-lockup',
    needle: 'soft lockup - CPU#',
    pattern: /^(?:NMI )?(?:watchdog: )?BUG: (soft lockup) - CPU#\d{1,6} stuck for (\d{1,9})s! \[/,
    read: (match) => ({ fields: { how: match[1] ?? '', seconds: Number(match[2]) }, bdf: null }),
    from: 'kernel/watchdog.c watchdog_timer_fn(), kernel/softlockup.c 2.6.32..7.1',
    examples: [
      '[   26.100000] watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]',
      '[   67.100000] BUG: soft lockup - CPU#3 stuck for 67s! [modprobe:412]',
    ],
  }),
  sign({
    kind: 'soft-lockup',
    needle: 'ard LOCKUP',
    pattern:
      /^(?:NMI )?watchdog: (?:CPU ?\d{1,6}:? )?(?:Watchdog detected |detected )?([Hh]ard LOCKUP)(?: on (?:cpu \d{1,6}|other CPUs \S{1,40}))?/,
    read: (match) => ({ fields: { how: (match[1] ?? '').toLowerCase() }, bdf: null }),
    from: 'kernel/watchdog.c watchdog_hardlockup_check() 2.6.38..7.1, arch/powerpc/kernel/watchdog.c 4.13..7.1',
    examples: [
      '[   26.100000] watchdog: Watchdog detected hard LOCKUP on cpu 3',
      '[   26.100000] NMI watchdog: Watchdog detected hard LOCKUP on cpu 3',
      '[   26.100000] watchdog: CPU 3 Hard LOCKUP',
    ],
  }),
  sign({
    kind: 'soft-lockup',
    needle: 'detected stall',
    pattern:
      /^(?:rcu: )?INFO: \w{3,24} (?:self-)?detected (stall)s? on (?:CPUs?\/tasks:|CPU \d{1,6} |CPU\s{0,4}$|CPU \{)/,
    read: () => ({ fields: { how: 'RCU stall' }, bdf: null }),
    from: 'kernel/rcu/tree_stall.h print_cpu_stall(), print_other_cpu_stall() 2.6.32..7.1',
    examples: [
      '[   26.100000] rcu: INFO: rcu_sched self-detected stall on CPU',
      '[   26.100000] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
    ],
  }),
  sign({
    kind: 'hung-task',
    needle: ' for more than ',
    pattern: /^INFO: task (.{1,40}):\d{1,10} blocked(?: in I\/O wait)? for more than (\d{1,9}) seconds\.$/,
    read: (match) => ({ fields: { task: match[1] ?? '', seconds: Number(match[2]) }, bdf: null }),
    from: 'kernel/hung_task.c check_hung_task() 2.6.32..7.1',
    examples: ['[  243.100000] INFO: task systemd-udevd:412 blocked for more than 122 seconds.'],
  }),
  sign({
    kind: 'lines-lost',
    needle: 'printk messages dropped',
    pattern: /^\*\* (\d{1,12}) printk messages dropped \*\*/,
    read: (match) => ({ fields: { lost: Number(match[1]) } }),
    from: 'kernel/printk/printk.c',
    examples: ['** 120 printk messages dropped **'],
  }),
  sign({
    kind: 'callbacks-suppressed',
    needle: 'callbacks suppressed',
    pattern: /^(?:(\S{1,60}): )?(\d{1,12}) callbacks suppressed$/,
    read: (match) => ({ fields: { count: Number(match[2]), by: match[1] ?? null } }),
    from: 'lib/ratelimit.c',
    examples: ['[    9.300000] dmar_fault: 120 callbacks suppressed'],
  }),
  sign({
    kind: 'firmware-spoke',
    needle: 'Firmware-assisted dump is active',
    pattern: /^(?:rtas |opal )?fadump: Firmware-assisted dump is active\.$|^Firmware-assisted dump is active\.$/,
    read: says({ who: 'fadump' }),
    from: 'arch/powerpc/kernel/fadump.c, platforms/{pseries/rtas,powernv/opal}-fadump.c 3.4..7.1: firmware reset the machine and kept its memory',
    examples: [
      '[    0.000000] rtas fadump: Firmware-assisted dump is active.',
      '[    0.000000] Firmware-assisted dump is active.',
    ],
  }),
  ...(
    [
      ['SeaBIOS (version', 'SeaBIOS', /^.{0,16}SeaBIOS \(version /, 'SeaBIOS (version rel-1.16.2)'],
      ['iPXE (http', 'iPXE', /^.{0,16}iPXE \(http/, 'iPXE (http://ipxe.org) 00:03.0 CA00 PCI2.10'],
      ['iPXE initialising', 'iPXE', /^.{0,16}iPXE initialising devices\.\.\./, 'iPXE initialising devices...ok'],
      [
        'Open Source Network Boot',
        'iPXE',
        /^.{0,16}iPXE \d\S{0,40} (?:\(\w{1,16}\) )?-- Open Source Network Boot Firmware\b/,
        'iPXE 1.21.1+ (g3ae83) -- Open Source Network Boot Firmware -- https://ipxe.org',
      ],
      // Its `>>` was taken for quoting.
      ['Start PXE over IP', 'UEFI', /^(?:>>)?Start PXE over IPv[46]\b/, '>>Start PXE over IPv4.'],
      [
        'CLIENT MAC ADDR:',
        'PXE',
        /^.{0,16}\bCLIENT MAC ADDR: ?[0-9A-F]{2}(?: [0-9A-F]{2}){5}\b/,
        'CLIENT MAC ADDR: 00 26 9E B5 CC 96  GUID: 080020FF FFFF FFFF FFFF 00269EB5CC96',
      ],
      ['GNU GRUB', 'GRUB', /^.{0,24}GNU GRUB {1,2}(?:version )?\d/, 'GNU GRUB  version 2.06'],
      ['Welcome to GRUB!', 'GRUB', /^.{0,16}Welcome to GRUB!$/, 'Welcome to GRUB!'],
      ['SKIBOOT', 'skiboot', /^SKIBOOT/, 'SKIBOOT-v6.5 starting'],
      [
        'SkiBoot ',
        'skiboot',
        /^(?:\[.{1,24}\] )?SkiBoot \S{1,80} starting\.\.\.$/,
        '[   12.042518008,5] SkiBoot skiboot-5.1.13 starting...',
      ],
      [
        'OPAL v',
        'skiboot',
        /^(?:\[.{1,24}\] )?OPAL v\S{1,80} starting\.\.\.$/,
        '[    0.042518008,5] OPAL v7.1-106-g785a5e30 starting...',
      ],
      [
        'OPAL: Shutdown request',
        'OPAL',
        /^(?:\[.{1,24}\] )?OPAL: Shutdown request /,
        'OPAL: Shutdown request type 0x1',
      ],
      [
        'U-Boot ',
        'U-Boot',
        /^.{0,24}\bU-Boot (?:[ST]PL )?20\d\d\.\d\d\S{0,80} \(/,
        'U-Boot 2024.01 (Jan 08 2024 - 10:00:00 +0000)',
      ],
      [
        'BdsDxe: ',
        'UEFI',
        /^.{0,16}BdsDxe: (?:loading|starting|failed|No bootable) /,
        'BdsDxe: loading Boot0001 "debian" from HD(1,GPT)',
      ],
      [
        'UEFI firmware (version',
        'UEFI',
        /^(?:Jetson )?UEFI firmware \(version /,
        'UEFI firmware (version 2025.02 built at 10:00:00 on Mar  1 2025)',
      ],
      ['NOTICE:  BL', 'TF-A', /^NOTICE: {2}BL(?:1|2|31): /, 'NOTICE:  BL31: v2.6(release):1.0'],
      ['OpenSBI v', 'OpenSBI', /^OpenSBI v\d/, 'OpenSBI v1.2'],
      [
        'SLOF ****',
        'SLOF',
        /^SLOF \*{8}/,
        'SLOF **********************************************************************',
      ],
      [
        'Welcome to Hostboot',
        'Hostboot',
        /^.{0,24}(?:\||--== )Welcome to Hostboot\b/,
        '--== Welcome to Hostboot hostboot-3beba24/hbicore.bin ==--',
      ],
      // What is behind it is the bar between time and text of hostboot's own lines (src/usr/console).
      [
        '|ISTEP ',
        'Hostboot',
        /^.{0,24}\d\.\d{5}\|ISTEP {1,2}\d{1,2}\. ?\d{1,2} - \w/,
        '  5.56517|ISTEP  6. 5 - host_init_fsi',
      ],
      [
        'INIT: Starting kernel at',
        'skiboot',
        /^(?:\[.{1,24}\] )?INIT: Starting kernel at 0x[0-9a-f]{1,16}\b/,
        '[   30.042518008,5] INIT: Starting kernel at 0x20000000, fdt at 0x30e00698 112870 bytes',
      ],
      [
        'RPi: BOOT',
        'Raspberry Pi',
        /^.{0,16}\bRPi: BOOT(?:LOADER|SYS) release VERSION:[0-9a-f]{6,8}\b/,
        '  4.15 RPi: BOOTLOADER release VERSION:69471177 DATE: 2025/05/08 TIME: 15:13:17',
      ],
      [
        'MB1 (version: ',
        'Tegra MB1',
        /^\[\d{4}\.\d{3}\] I> MB1 \(version: /,
        '[0000.063] I> MB1 (version: 1.4.0.4-t234-54845784-e89ea9bc)',
      ],
      // arch/arm/lib/bootm.c announce_and_cleanup(), arch/riscv/lib/bootm.c
      ['Starting kernel ...', 'U-Boot', /^Starting kernel \.\.\.$/, 'Starting kernel ...'],
      // drivers/firmware/efi/libstub: UEFI starts it; a kexec enters the kernel behind it.
      ['EFI stub: ', 'UEFI', /^.{0,24}\bEFI stub: /, 'EFI stub: Booting Linux Kernel...'],
      // arch/powerpc/kernel/prom_init.c: Open Firmware starts it; a kexec hands over a flat tree.
      [
        'OF stdout device is: ',
        'Open Firmware',
        /^OF stdout device is: \/\S{0,120}$/,
        'OF stdout device is: /vdevice/vty@71000000',
      ],
      ['Booting `', 'GRUB', /^.{0,24}\bBooting `[^`']{1,120}'$/, "  Booting `Debian GNU/Linux'"],
      ['Loading Linux ', 'GRUB', /^.{0,16}\bLoading Linux \d\S{0,80} \.\.\.$/, 'Loading Linux 6.1.0-13-amd64 ...'],
      [
        'H. Peter Anvin',
        'SYSLINUX',
        /^.{0,16}\b(?:SYS|ISO|PXE|EXT)LINUX \d\.\d\d .{0,80}H\. Peter Anvin/,
        'PXELINUX 6.04 PXE 20200816 Copyright (C) 1994-2015 H. Peter Anvin et al',
      ],
      [
        'coreboot-',
        'coreboot',
        /^(?:\[[A-Z ]{4,6}\] {1,2})?coreboot-\S{1,80} .{0,80}\b(?:bootblock|romstage|ramstage) starting/,
        '[NOTE ]  coreboot-4.19 Mon Jan 16 09:00:00 UTC 2023 x86_32 bootblock starting (log level: 7)...',
      ],
      [
        'American Megatrends',
        'AMI',
        /^.{0,60}\bCopyright \(C\) (?:\d{4}-)?\d{4},? American Megatrends\b/,
        'Version 2.20.1271. Copyright (C) 2019 American Megatrends, Inc.',
      ],
      ['PROGRESS CODE: V', 'UEFI', /^PROGRESS CODE: V[0-9A-Fa-f]{8} I[0-9A-Fa-f]{1,8}$/, 'PROGRESS CODE: V03020002 I0'],
      ['UEFI Interactive Shell v', 'UEFI', /^.{0,24}\bUEFI Interactive Shell v\d/, 'UEFI Interactive Shell v2.2'],
      // What servers of Lenovo, Dell and HPE show on their serial consoles before anything is booted.
      ['UEFI:START PEI', 'UEFI', /^ ?UEFI:START PEI\s{0,40}$/, ' UEFI:START PEI          '],
      [
        'KEY MAPPING FOR CONSOLE REDIRECTION',
        'BIOS',
        /^.{0,24}\bKEY MAPPING FOR CONSOLE REDIRECTION:?\s{0,40}$/,
        'KEY MAPPING FOR CONSOLE REDIRECTION:',
      ],
      [
        'Early system initialization, please wait',
        'BIOS',
        /^.{0,24}\bEarly system initialization, please wait\.{0,3}\s{0,40}$/,
        'Early system initialization, please wait...',
      ],
      ['CFE version ', 'CFE', /^.{0,16}\bCFE version \d{1,2}\.\d/, 'CFE version 1.0.37 for BCM947XX (32bit,SP,LE)'],
      ['barebox 20', 'barebox', /^barebox 20\d\d\.\d\d\.\d/, 'barebox 2023.01.0 #1 Mon Jan 16 09:00:00 UTC 2023'],
      [
        ';FEAT:',
        'Amlogic',
        /^[A-Z0-9]{2,8}:BL1?:[0-9a-f]{6}:[0-9a-f]{6};FEAT:/,
        'G12B:BL:6e7c85:2a3b4d;FEAT:E0F83180:2000;POC:F;RCY:0;',
      ],
      [
        'Format: Log Type - Time',
        'XBL',
        /^Format: Log Type - Time\(microsec\) - Message/,
        'Format: Log Type - Time(microsec) - Message - Optional Info',
      ],
      // A reset cuts the kernel's line, and the first of the firmware's stands behind what is left of it: these stand on lines of their own.
      [
        'S - QC_IMAGE_VERSION_STRING=',
        'XBL',
        /^S - QC_IMAGE_VERSION_STRING=\S{1,120}\s{0,8}$/,
        'S - QC_IMAGE_VERSION_STRING=BOOT.XF.2.0-00371-SDM845LZB-1',
      ],
      ['UEFI Start ', 'XBL', /^UEFI Start {1,8}\[ {0,6}\d{1,7}\](?: SEC)?\s{0,8}$/, 'UEFI Start     [ 1712]'],
    ] as const
  ).map(([needle, who, pattern, example]) =>
    sign({
      kind: 'firmware-spoke',
      needle,
      pattern,
      read: (_, line) => (line.time === null ? { fields: { who }, bdf: null } : null),
      from: 'firmware',
      examples: [example],
    }),
  ),
];
