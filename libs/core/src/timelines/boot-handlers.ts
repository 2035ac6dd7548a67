/** What a fact says of the boot as a whole: its command line, its end, its IOMMU, what the log lost of it. */
import { entry } from '../entry';
import type { Fact } from '../facts/fact';
import type { Moment } from '../report';
import type { OpenBoot, Unblamed } from './boot';
import { declare } from './declaration';
import {
  chain,
  damage,
  duringStart,
  type Handler,
  type Handlers,
  isFull,
  mark,
  momentOf,
  number,
  PLACES_MAX,
  text,
} from './handler';
import { tearingDown } from './phase';
import { countUnknown } from './unknown-count';

const moduleFailed: Handler = (boot, fact) => {
  const driver = text(fact.fields.driver);
  if (driver === null || entry(boot.modulesFailed, driver) || isFull(Object.keys(boot.modulesFailed))) return;
  boot.modulesFailed = { ...boot.modulesFailed, [driver]: momentOf(fact) };
};

/** `dmar_fault: 26 callbacks suppressed` (lib/ratelimit.c): what that function says is a lower bound from then on. */
const suppressed: Handler = (boot, fact) => {
  if (!duringStart(fact)) return;
  const count = number(fact.fields.count) ?? fact.count;
  const by = text(fact.fields.by) ?? '';
  boot.suppressed += count;
  boot.suppressedBy = { ...boot.suppressedBy, [by]: (entry(boot.suppressedBy, by) ?? 0) + count };
};

/** What is found much later has other causes by far. */
const unblamed =
  (of: Unblamed['of'], how: (fact: Fact) => string): Handler =>
  (boot, fact) => {
    if (duringStart(fact) && boot.unblamed.length < PLACES_MAX && !tearingDown(boot))
      boot.unblamed = [...boot.unblamed, { of, how: how(fact), at: momentOf(fact) }];
  };

/** Seconds between two reports that a kernel hangs: none repeats one sooner (kernel/watchdog.c, kernel/rcu/tree_stall.h, kernel/hung_task.c). */
const HANG_REPEATS = 20;

const repeats = (fact: Fact, first: Moment | undefined): boolean =>
  first?.time != null && fact.time !== null && fact.time - first.time >= HANG_REPEATS;

const INIT_PID = 1;

/** Who carries a kexec out beside kexec itself: systemd's shutdown, its name cut at 15 letters (include/linux/sched.h TASK_COMM_LEN). */
const SYSTEMD_SHUTDOWN = 'systemd-shutdow';

/** Does it keep the kexec from going on? Behind `Starting new kernel` nobody else's hang is left; before it, that of who carries it out. */
function isStuck({ marks }: OpenBoot, fact: Fact): boolean {
  if (marks.panicked || marks['crash-kexec']) return false;
  const task = fact.kind === 'hung-task';
  if (marks['kexec-started']) return task || repeats(fact, marks['hung-in-teardown']);
  const by = text(fact.fields.task);
  return task && (by === 'kexec' || (by === SYSTEMD_SHUTDOWN && marks['kexec-requested'] !== undefined));
}

/** A hang on the way down, the first of a kernel that runs, and one that shows that it did not pass. */
const hung: Handler = (boot, fact) => {
  if (!tearingDown(boot)) {
    mark(repeats(fact, boot.marks.hung) ? 'hung-still' : 'hung')(boot, fact);
    return;
  }
  mark('hung-in-teardown')(boot, fact);
  if (!isStuck(boot, fact)) return;
  mark('kexec-requested')(boot, fact);
  mark('kexec-stuck')(boot, fact);
};

/**
 * The first oops of a kernel. The idle task and init cannot be killed: a panic follows (kernel/exit.c do_exit()). Behind `Starting new kernel` it is that
 * of who was to jump.
 */
const oopsed: Handler = (boot, fact) => {
  mark('oopsed')(boot, fact);
  const { marks } = boot;
  const jumps = marks['kexec-started'] ?? marks['kexec-jumped'];
  if (jumps && !marks.panicked && !marks['crash-kexec']) mark('kexec-stuck')(boot, fact);
  const pid = number(fact.fields.pid);
  if (pid !== null && pid <= INIT_PID) mark('panicked')(boot, fact);
};

const textOf = (fact: Fact): string => text(fact.fields.text) ?? '';

/** Trouble with interrupts that tells of what the outgoing kernel left, by its words; what else there is tells of this kernel's own. */
const IRQ_TROUBLE: readonly (readonly [words: RegExp, of: Unblamed['of']])[] = [
  [/^(?:no irq handler|Spurious interrupt|unexpected IRQ trap|Unexpected interrupt)$/i, 'interrupt-vector'],
  [/^(?:Could not handle|can't find mapping|vector not found|\(real\) is invalid)$/, 'interrupt-vector'],
  [/^(?:PCI system error|IOCK error|some hardware problem)/, 'bus'],
  [/^(?:ITS |Failed to quiesce|Expected reserved range)/, 'interrupt-controller'],
];

/** Each trouble once: the kernel prints some of them for every interrupt. */
const irqTrouble: Handler = (boot, fact) => {
  const words = textOf(fact);
  const of = IRQ_TROUBLE.find(([pattern]) => pattern.test(words))?.[1];
  if (of !== undefined && !boot.unblamed.some(({ how }) => how === words)) unblamed(of, textOf)(boot, fact);
};

const linesLost: Handler = (boot, fact) => {
  if (!duringStart(fact)) return;
  const lost = number(fact.fields.lost) ?? 1;
  if (fact.fields.hidden === true) {
    boot.linesHidden += lost;
    return;
  }
  boot.linesLost += lost;
  boot.gapAt ??= momentOf(fact);
};

/** `Bye!` without any mark of a kernel's line is the kernel's where it was going down: mails end so, too. */
const jumped: Handler = (boot, fact) => {
  if (fact.fields.bare !== true || tearingDown(boot)) mark('kexec-jumped')(boot, fact);
};

const iommuVendor: Handler = (boot, fact) => {
  boot.iommuVendor = text(fact.fields.vendor) ?? boot.iommuVendor;
};

/**
 * `reset_devices` tells drivers that the kernel before left them in any state (Documentation/admin-guide/kernel-parameters.txt): kdump's
 * configuration adds it on every architecture, also where the core's header is told by device tree (arm64, riscv).
 */
const resetsDevices = (fact: Fact): boolean => /(?:^| )reset_devices(?: |$)/.test(text(fact.fields.commandLine) ?? '');

/** The early line is cut at COMMAND_LINE_SIZE, the later one is whole: keep the longer. */
function longest(left: string | null, right: string | null): string | null {
  return (right?.length ?? 0) > (left?.length ?? 0) ? right : left;
}

const identityMapped: Handler = (boot, { bdf, fields }) => {
  const known = boot.identityMapped;
  if (bdf === null || fields.how === 'RMRR' || known.includes(bdf) || isFull(known)) return;
  boot.identityMapped = [...known, bdf];
};

/** Their drivers look at what an outgoing kernel left on in crash kernels only; SMMUv3's says it of any. */
const INHERITING: ReadonlySet<string> = new Set(['vtd', 'amdvi']);

export const BOOT_HANDLERS: Handlers = {
  'boot-named': (boot, fact) => {
    boot.bootId ??= text(fact.fields.bootId);
  },
  'command-line': (boot, fact) => {
    boot.commandLine = longest(boot.commandLine, text(fact.fields.commandLine));
    boot.crashCommandLine ||= fact.fields.elfcorehdr === true || resetsDevices(fact);
  },
  'kexec-requested': mark('kexec-requested'),
  'reboot-requested': mark('reboot-requested'),
  'shutdown-started': mark('shutdown'),
  'kexec-jumped': jumped,
  'crash-kexec-started': mark('crash-kexec'),
  restarting: mark('restarting'),
  'powered-down': mark('powered-down'),
  panicked: chain(mark('panicked'), (boot, fact) => {
    boot.panicReason ??= text(fact.fields.reason);
    mark(fact.fields.asked === true ? 'crash-asked' : 'panic-told')(boot, fact);
    // The debugger waits for somebody.
    if (fact.fields.debugger !== undefined) mark('panic-ended')(boot, fact);
  }),
  oopsed,
  'panic-ended': mark('panic-ended'),
  'panic-reboot': mark('panic-reboot'),
  'crash-kernel-reserved': mark('crash-kernel-reserved'),
  'crash-kernel-loaded': chain(mark('crash-kernel-loaded'), (boot, fact) => {
    boot.release ??= text(fact.fields.release);
  }),
  'firmware-spoke': mark('firmware-before'),
  'kdump-sign': mark('kdump-sign'),
  'policy-declared': (boot, fact) => {
    if (fact.corrupted === null) boot.declared = declare(boot.declared, fact);
  },
  'init-started': mark('init-started'),
  'out-of-memory': mark('out-of-memory'),
  'hung-task': hung,
  'soft-lockup': hung,
  'kho-found': chain(mark('kho'), (boot, fact) => {
    boot.kho = {
      release: boot.kho?.release ?? text(fact.fields.release),
      count: boot.kho?.count ?? number(fact.fields.count),
    };
    if (number(fact.fields.liveUpdate) !== null) mark('live-update')(boot, fact);
  }),
  'lines-lost': linesLost,
  'callbacks-suppressed': suppressed,
  'source-damaged': (boot, fact) => damage(boot, text(fact.fields.reason) ?? 'damaged'),
  'line-unknown': (boot, fact) => countUnknown(boot.unknown[tearingDown(boot) ? 'teardown' : 'start'], fact),
  'module-failed': moduleFailed,
  'iommu-detected': chain(mark('iommu-detected'), iommuVendor, (boot, fact) => {
    if (fact.fields.platform === 'pseries') mark('partition')(boot, fact);
  }),
  'iommu-enabled': chain(mark('iommu-enabled'), iommuVendor),
  'iommu-disabled': mark('iommu-disabled'),
  'default-domain': (boot, fact) => mark(fact.fields.type === 'passthrough' ? 'passthrough' : 'translated')(boot, fact),
  'identity-mapped': identityMapped,
  'translation-found': (boot, fact) => {
    if (INHERITING.has(text(fact.fields.vendor) ?? '')) mark('tables-found')(boot, fact);
  },
  'interrupts-copied': mark('tables-found'),
  'tables-copied': (boot, fact) => {
    if (fact.fields.ok === false) mark('tables-found')(boot, fact);
    else chain(mark('tables-copied'), iommuVendor)(boot, fact);
  },
  'tables-discarded': (boot, fact) =>
    mark(fact.fields.what === 'interrupts' ? 'interrupts-discarded' : 'tables-discarded')(boot, fact),
  'events-off': chain(mark('events-off'), iommuVendor),
  'memory-damaged': unblamed('memory', (fact) => text(fact.fields.how) ?? ''),
  'irq-unhandled': unblamed('interrupt-line', (fact) => `irq ${number(fact.fields.irq)}: nobody cared`),
  'irq-trouble': irqTrouble,
};
