/** How one kernel came to follow another. */
import type { BootEnd, HandoffKind, HostOutcome } from '../report';
import type { BootState } from './boot';
import type { Transition } from './lineage-state';
import { isAfter } from './moment';
import { HANDOFF_WINDOW_SECONDS, tearingDown } from './phase';

/** Signs that the incoming kernel itself prints. */
function kindByIncoming(to: BootState): HandoffKind | null {
  if (to.crashCommandLine) return 'kdump';
  if (to.marks['live-update']) return 'liveupdate';
  if (to.marks['firmware-before']) return 'firmware';
  if (to.marks['kdump-sign']) return 'kdump';
  if (to.marks.kho) return 'kexec';
  return null;
}

/**
 * Signs that the outgoing kernel left. A kexec that was asked for and ended in `Restarting system`, or in `Rebooting.` (systemd's kexec
 * failed), is a firmware reboot.
 */
function kindByOutgoing(from: BootState): HandoffKind | null {
  const { marks } = from;
  if (marks['crash-kexec'] || jumpedInPanic(from)) return 'kdump';
  if (marks['kexec-started'] || marks['kexec-jumped']) return 'kexec';
  if (marks.restarting || marks['powered-down'] || marks['panic-reboot']) return 'firmware';
  if (marks['reboot-requested']) return 'firmware';
  if (marks['kexec-requested']) return 'kexec';
  return null;
}

/** The last words of a jump (`Bye!`) are a crash kernel's as well: nobody asked for that one. */
const jumpedInPanic = ({ marks }: BootState): boolean =>
  marks['kexec-jumped'] !== undefined &&
  marks['kexec-started'] === undefined &&
  (marks.panicked !== undefined || marks['crash-kexec'] !== undefined || crashes({ marks }));

/** An oops is a crash where nobody had asked for a jump: under panic_on_oops it says no panic before it jumps (arch/x86/kernel/dumpstack.c oops_end()). */
const crashes = ({ marks }: Pick<BootState, 'marks'>): boolean =>
  marks.oopsed !== undefined && marks['kexec-requested'] === undefined;

/** What user space or the kernel asked for before it went, whatever came of it. */
export function askedFor(boot: BootState): 'kexec' | 'firmware' | null {
  const { marks } = boot;
  const jumped = marks['kexec-jumped'] && !jumpedInPanic(boot);
  if (marks['kexec-requested'] || marks['kexec-started'] || jumped) return 'kexec';
  return marks['reboot-requested'] || marks.restarting || marks['powered-down'] ? 'firmware' : null;
}

/**
 * What inherited tables tell: copied by crash kernels only, or tried to, discarded by kexec'ed ones (drivers/iommu/intel/iommu.c init_dmars(),
 * irq_remapping.c intel_setup_irq_remapping(), drivers/iommu/amd/init.c).
 */
function kindByTables(to: BootState): HandoffKind | null {
  if (to.marks['tables-copied'] || to.marks['tables-found']) return 'kdump';
  return to.marks['tables-discarded'] || to.marks['interrupts-discarded'] ? 'kexec' : null;
}

/** Crashed by SysRq, and no panic told: the oops jumped to a crash kernel before it came to that (die() of each architecture). */
const jumpedUntold = ({ marks }: BootState): boolean =>
  marks['crash-asked'] !== undefined && marks.oopsed !== undefined && marks['panic-told'] === undefined;

/** Seconds that an oops and its trace take on a slow serial line */
const OOPS_SECONDS = 5;

/** Was the oops its last word? One that a kernel survives is followed by others. */
function endsInOops(boot: BootState): boolean {
  const { oopsed } = boot.marks;
  if (!crashes(boot) || oopsed?.time == null || boot.lastTime === null) return false;
  return boot.lastTime - oopsed.time <= OOPS_SECONDS && !tearingDown(boot);
}

/** Does it keep memory for a crash kernel of its own? kexec-tools takes `crashkernel=` out of a crash kernel's command line (kexec/kexec.c). */
const reservesItsOwn = ({ marks, commandLine }: BootState): boolean =>
  marks['crash-kernel-reserved'] !== undefined || /(?:^| )crashkernel=/.test(commandLine ?? '');

/** A panic that ended started no crash kernel and armed no reboot: whatever came next, somebody outside brought it. */
function kindByPanic({ from, to }: Transition): HandoffKind | null {
  if (from === null || !(from.marks.panicked || endsInOops(from)) || hungAfterPanic(from)) return null;
  if (to !== null && reservesItsOwn(to)) return null;
  if (jumpedUntold(from)) return 'kdump';
  return from.marks['crash-kernel-loaded'] || from.marks['crash-kernel-reserved'] ? 'kdump' : null;
}

/** The host said that it would keep devices alive, and the incoming kernel found what was handed over. */
function kindByDeclaration({ from, to }: Transition): HandoffKind | null {
  return from?.declared?.kind === 'liveupdate' && to?.marks.kho && !to.crashCommandLine ? 'liveupdate' : null;
}

export function handoffKind({ from, to }: Transition): HandoffKind {
  return (
    kindByDeclaration({ from, to }) ??
    (to && kindByIncoming(to)) ??
    (from && kindByOutgoing(from)) ??
    (to && kindByTables(to)) ??
    kindByPanic({ from, to }) ??
    'unknown'
  );
}

/** A kernel that reached user space, or whose drivers took their devices. Ports are taken by the kernel itself, long before (portdrv's initcall). */
export function cameUp(boot: BootState): boolean {
  return (
    boot.marks['init-started'] !== undefined ||
    Object.values(boot.devices).some((device) => device.claimed !== null && device.driver !== 'pcieport')
  );
}

/** `echo c > /proc/sysrq-trigger` (drivers/tty/sysrq.c sysrq_handle_crash()): somebody wanted the crash. */
const wasAskedToPanic = ({ panicReason }: BootState): boolean => panicReason === 'sysrq triggered crash';

/** It reported again that it hangs, was not up, and nothing more came of it. */
function hungForGood(boot: BootState): boolean {
  const { hung, 'hung-still': still } = boot.marks;
  const wentOn = Object.values(boot.devices).some(({ spoke }) => spoke !== null && isAfter(spoke, hung));
  return hung !== undefined && still !== undefined && !cameUp(boot) && !wentOn && !tearingDown(boot);
}

/** Out of memory before it was up; a crash kernel, whose memory is what was set aside for it, whenever: unless it went down in order after all. */
function starved(boot: BootState, kind: HandoffKind): boolean {
  return boot.marks['out-of-memory'] !== undefined && (kind === 'kdump' ? !tearingDown(boot) : !cameUp(boot));
}

/** Did the incoming kernel die of its start, rather than much later, or because it was told to? A crash kernel has no later. */
export function diedEarly(to: BootState, kind: HandoffKind): boolean {
  return panickedEarly(to, kind) || hungForGood(to) || starved(to, kind);
}

function panickedEarly(to: BootState, kind: HandoffKind): boolean {
  const panicked = to.marks.panicked;
  if (!panicked || (wasAskedToPanic(to) && cameUp(to))) return false;
  return kind === 'kdump' || panicked.time === null || panicked.time <= HANDOFF_WINDOW_SECONDS;
}

export function hostOutcome({
  transition,
  kind,
  silent,
}: {
  transition: Transition;
  kind: HandoffKind;
  silent: boolean;
}): HostOutcome {
  const { from, to } = transition;
  if (to === null) return silent || (from !== null && hungBeforeJump(from) !== null) ? 'lost' : 'unknown';
  if (kind === 'firmware') return 'firmware';
  if (diedEarly(to, kind)) return 'died';
  return cameUp(to) ? 'back' : 'unknown';
}

/** `---[ end Kernel panic` with no reboot armed: panic() spins for ever (kernel/panic.c). */
export function hungAfterPanic(boot: BootState): boolean {
  return boot.marks['panic-ended'] !== undefined && boot.marks['panic-reboot'] === undefined;
}

/** Its kexec hung, and nothing shows that it went on. */
function stuckInKexec({ marks }: BootState): boolean {
  const { 'kexec-stuck': stuck, 'kexec-started': started, 'kexec-jumped': jumped } = marks;
  if (stuck === undefined) return false;
  return ![started, jumped].some((mark) => mark !== undefined && isAfter(mark, stuck));
}

/** What kept a kernel from handing over, where the log shows it. */
export function hungBeforeJump(boot: BootState): 'panic' | 'kexec' | null {
  if (hungAfterPanic(boot)) return 'panic';
  return stuckInKexec(boot) ? 'kexec' : null;
}

export function bootEnd(boot: BootState): BootEnd {
  const { marks } = boot;
  if (marks['crash-kexec']) return 'crash-kexec';
  if (marks.panicked) return 'panic';
  if (marks['kexec-started'] || marks['kexec-jumped']) return 'kexec';
  if (marks.restarting) return 'restart';
  if (marks['powered-down']) return 'power-down';
  if (marks['kexec-requested']) return 'kexec';
  return tearingDown(boot) ? 'shutdown' : 'open';
}
