// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of code.
/** Every rule of domain.md §1-§6 that the core holds: the test named after it, and the code that is the rule. */

export interface Rule {
  readonly rule: string;
  /** How the names of its tests begin. */
  readonly test: string;
  /** Below libs/core/src. */
  readonly file: string;
  /** What stands there, once; and what stands there when the rule is taken out. */
  readonly is: string;
  readonly without: string;
}
type Row = readonly [rule: string, test: string, is: string, without: string];

const of =
  (file: string) =>
  ([rule, test, is, without]: Row): Rule => ({ file, rule, test, is, without });

const LINEAGE: readonly Row[] = [
  [
    'A boot has one id, of its host, its source and its first line',
    '§1 boot: its id is of its host, its source and its first line',
    "identify('b', [host, fact.source, fact.host, firstLine])",
    "identify('b', [fact.host, firstLine])",
  ],
  [
    'Every link of a chain is a handoff; kexecs since the cold boot are counted',
    '§1 firmware, petitboot, OS: each link is a handoff of its own',
    'earlier === null ? null : earlier + 1',
    'earlier',
  ],
  [
    'The release that `KHO: exec from` names is the outgoing kernel’s',
    '§1 transition: `KHO: exec from` of another release',
    'if (release !== null && from.release !== null && release !== from.release) return false;',
    '',
  ],
  [
    'A count of kexecs that leaps shows a boot that the log does not hold',
    '§1 transition: a count that leaps',
    'return count === null || from.kho?.count == null || count === from.kho.count + 1;',
    'return true;',
  ],
  [
    'A host that never came back is lost: decided by ticks of event time',
    '§1 lost: decided by ticks of event time',
    'if (lineage.silent?.boot !== boot.id) return false;',
    'if (lineage.silent?.boot !== boot.id || boot.id) return false;',
  ],
];

const LINEAGE_STATE: readonly Row[] = [
  [
    '`lost` is decided within the handoff timeout',
    '§4 lost: the incoming kernel never appeared',
    'export const HANDOFF_TIMEOUT_SECONDS = 600;',
    'export const HANDOFF_TIMEOUT_SECONDS = 6_000;',
  ],
];

const HANDOFF_KIND: readonly Row[] = [
  [
    'A kernel that hangs before it is up died',
    '§4 died: hung before it was up',
    'panickedEarly(to, kind) || hungForGood(to) || starved(to, kind)',
    'panickedEarly(to, kind) || starved(to, kind)',
  ],
  [
    'A kernel that runs out of memory before it is up died, a crash kernel whenever',
    '§4 died: out of memory before it was up',
    "(kind === 'kdump' ? !tearingDown(boot) : !cameUp(boot))",
    '!cameUp(boot)',
  ],
  [
    '`kexec`: the outgoing kernel started the next one',
    '§1 kexec: the outgoing kernel says',
    "if (marks['kexec-started'] || marks['kexec-jumped']) return 'kexec';\n  if (marks.restarting ||",
    'if (marks.restarting ||',
  ],
  [
    '`kdump`: the crash kernel’s command line tells',
    '§1 kdump: elfcorehdr= on the command line',
    "if (to.crashCommandLine) return 'kdump';",
    '',
  ],
  [
    '`kdump` on arm64 and riscv: other signs tell',
    '§1 kdump without elfcorehdr= on the command line',
    "if (to.marks['kdump-sign']) return 'kdump';",
    '',
  ],
  [
    '`liveupdate`: devices kept alive, by what the incoming kernel retrieved',
    '§1 liveupdate: the incoming kernel retrieved',
    "if (to.marks['live-update']) return 'liveupdate';",
    '',
  ],
  [
    '`liveupdate`: by what the host said, where something was handed over',
    '§1 liveupdate: the host said so',
    "return from?.declared?.kind === 'liveupdate' && to?.marks.kho && !to.crashCommandLine ? 'liveupdate' : null;",
    'return from && to && null;',
  ],
  [
    '`firmware`: the console shows firmware between two kernels',
    '§1 back, died, firmware and unknown',
    "if (to.marks['firmware-before']) return 'firmware';",
    '',
  ],
  [
    '`firmware` asks for nothing else',
    '§1 firmware: a reboot through firmware',
    "return marks['reboot-requested'] || marks.restarting || marks['powered-down'] ? 'firmware' : null;",
    'return null;',
  ],
  [
    'A kernel that keeps memory for a crash kernel is none',
    '§1 unknown behind a panic',
    'if (to !== null && reservesItsOwn(to)) return null;',
    '',
  ],
  ['`unknown`: nothing said', '§1 unknown: two boots', "    'unknown'\n  );", "    'kexec'\n  );"],
  [
    'A kexec that was asked for and became a cold boot is `firmware`, with what was asked for',
    '§1 a kexec that was asked for and became a cold boot',
    "if (marks['kexec-requested'] || marks['kexec-started'] || jumped) return 'kexec';\n  return marks['reboot-requested']",
    "return marks['reboot-requested']",
  ],
  [
    'The host outcome: back, died, lost, firmware',
    '§1 back, died, firmware and unknown',
    "if (diedEarly(to, kind)) return 'died';",
    '',
  ],
  [
    'A kernel that was up and told to crash did not die of the handoff',
    '§1 died: not a kernel that was up',
    'if (!panicked || (wasAskedToPanic(to) && cameUp(to))) return false;',
    'if (!panicked) return false;',
  ],
  [
    '`lost` needs evidence or ticks: a panic that nothing ends is evidence',
    '§4 lost: not without ticks',
    "if (hungAfterPanic(boot)) return 'panic';",
    '',
  ],
  [
    '`lost` needs evidence or ticks: a kexec that hangs is evidence',
    '§4 lost: a kexec that hangs',
    "return stuckInKexec(boot) ? 'kexec' : null;",
    'return null;',
  ],
];

const PHASE: readonly Row[] = [
  [
    '`early`: until the device is enumerated',
    '§2 early',
    "if (device === null || (device.enumerated === null && device.spoke === null)) return 'early';",
    "if (device === null) return 'dormant';",
  ],
  [
    '`dormant`: enumerated, no driver',
    '§2 dormant',
    "if (device.spoke === null || device.failed != null) return 'dormant';",
    "if (device.spoke === null || device.failed != null) return 'probing';",
  ],
  [
    '`probing`: its driver’s probe began',
    '§2 probing',
    "return isClaimed(device, time) ? 'claimed' : 'probing';",
    "return isClaimed(device, time) ? 'claimed' : 'dormant';",
  ],
  [
    '`claimed`: its driver took it',
    '§2 claimed',
    "return isSettled(device, time) ? 'settled' : 'claimed';",
    "return 'probing';",
  ],
  [
    '`settled`: quiet for the settle time',
    '§2 settled',
    'return time - Math.max(device.claimed.time, ...faults) >= SETTLE_SECONDS;',
    'return false;',
  ],
  [
    '`teardown`: from the first sign that the system is going down',
    '§2 teardown: a fault from the first sign on',
    "if (tearingDown(boot)) return 'teardown';",
    '',
  ],
];

const DEVICE_PHASE: readonly Row[] = [
  [
    '`running` ends, and `teardown` begins, with the first sign of going down',
    '§2 running: from its driver’s claim',
    'const moments = [...TEARDOWN_MARKS.map((name) => boot.marks[name]), ',
    'const moments = [',
  ],
  [
    '`teardown` of a device begins with its own, where that came first',
    '§2 teardown: a device that is unbound before',
    ', device?.unbound]',
    ']',
  ],
  [
    '`jump`: no log at all',
    '§2 jump: no log at all',
    '...(from && (to || teardownStart(from, null)) ? [jump] : []), ',
    '',
  ],
];

const TEARDOWN_POLICY: readonly Row[] = [
  [
    '`bus-master-off`: mainline clears bus mastering on kexec',
    '§3 policy: a planned kexec runs device_shutdown()',
    "...(cleared ? (['bus-master-off'] as const) : [])",
    '',
  ],
  [
    'A policy is per device where the evidence is',
    '§3 policy is per device',
    "before?.unbound ? 'remove' : 'shutdown'",
    "'shutdown'",
  ],
  [
    '`vfio-rebind`: unbound and given to vfio',
    '§3 policy: given to vfio',
    "const vfio = before?.driver === 'vfio-pci' && before.drivers.length > 1;",
    'const vfio = false;',
  ],
  [
    '`hot-reset`: secondary bus reset',
    '§3 policy: a secondary bus reset is hot-reset',
    "...(hot ? (['hot-reset'] as const) : [])",
    '',
  ],
  [
    '`none` for a crash, `iommu-inherit` where tables were copied',
    '§3 policy: a crash tears nothing down',
    "if (kind === 'kdump' || diedInPanic(from, kind)) return ['none', ...inherited];",
    '',
  ],
  [
    'Was the callback seen to run, how long did it take',
    '§3 teardown: was the callback seen to run',
    'start === null || end === null ? null : Number((end - start).toFixed(6))',
    'null',
  ],
  [
    'Did it fail, was it reset, was it left in D3',
    '§3 teardown: the callback failed',
    "state?.startsWith('D3') ? state : null",
    'null',
  ],
  [
    'A kernel before 3.12 does not clear bus mastering',
    '§4 reasons: a kernel that does not clear it',
    'return major > 3 || (major === 3 && minor >= 12);',
    'return true;',
  ],
];

const DECLARED: readonly Row[] = [
  [
    'A declared policy is the label, per device where it says so',
    '§3 policy: what was declared is the label',
    'label: believed ? declared : policyLabel(inferred)',
    'label: policyLabel(inferred)',
  ],
  [
    'A declaration speaks of its own handoff',
    '§3 policy: the latest declaration holds',
    'return then === null || end === null || end - then <= HANDOFF_TIMEOUT_SECONDS;',
    'return true;',
  ],
  [
    'A declaration for a crash stands until the crash',
    '§3 policy: a declaration for a crash stands',
    "if (declared.kind === 'kdump') return kind === 'kdump';",
    '',
  ],
  [
    'Contract of `bus-master-off`',
    '§3 contract: bus-master-off',
    '((after?.commandBefore ?? 0) & COMMAND_MASTER) !== 0\n        ?',
    'false\n        ?',
  ],
  [
    'Contract of `iommu-inherit`: must say "Copied translation tables"',
    '§3 contract: none+iommu-inherit must say',
    "bdf === null && wholeStart(to) && !to.marks['tables-copied'] && !to.marks['tables-discarded']",
    "bdf === '' && wholeStart(to)",
  ],
  [
    'Contract of `iommu-inherit`: the tables must not be discarded',
    '§3 contract: iommu-inherit, and the tables were discarded',
    "bdf === null && to?.marks['tables-discarded']",
    "bdf === '' && to?.marks['tables-discarded']",
  ],
  [
    'Contract of all others: no inherited tables',
    '§3 contract: none must not show copied tables',
    "bdf === null && to?.marks['tables-copied'] && !steps.includes('iommu-inherit')",
    "bdf === '' && to?.marks['tables-copied'] && !steps.includes('iommu-inherit')",
  ],
  [
    'Contract of `remove`: more than the shutdown callback',
    '§3 contract: remove, and only its shutdown',
    'remove: [tornDown, notUnbound],',
    'remove: [tornDown],',
  ],
  [
    'Contract of `vfio-rebind`: more than the shutdown callback',
    '§3 contract: vfio-rebind, and only its shutdown',
    "'vfio-rebind': [tornDown, notUnbound],",
    "'vfio-rebind': [tornDown],",
  ],
  [
    'Contract of `shutdown`: no unbind',
    '§3 contract: shutdown, and its driver was unbound',
    "before?.unbound && !steps.includes('remove') && !steps.includes('vfio-rebind')",
    "before?.unbound && steps.includes('none')",
  ],
  [
    'Contract of `hot-reset`: it works',
    '§3 contract: hot-reset, and it failed',
    "'hot-reset': [tornDown, resetFailed(/hot|bus|slot/i)],",
    "'hot-reset': [tornDown],",
  ],
  [
    'Contract of `flr`: it works',
    '§3 contract: flr, and it failed',
    'flr: [tornDown, resetFailed(/flr|function/i)],',
    'flr: [tornDown],',
  ],
  [
    'Contract of `preserve`: something is handed over',
    '§3 contract: preserve needs something handed over',
    'bdf === null && wholeStart(to) && !to.marks.kho',
    "bdf === '' && wholeStart(to)",
  ],
  [
    'Contract of `preserve`: the incoming kernel does not reset it',
    '§3 contract: preserve, and the incoming kernel reset it',
    'const reset = after?.resets.find(({ ok }) => ok);',
    'const reset = after?.resets.find(() => false);',
  ],
  [
    'Contract of `none`: the system does not go down in order',
    '§3 contract: none, and the system went down in order',
    "seen.bdf === null && seen.kind !== 'kdump' && planned(seen)",
    "seen.bdf === '' && planned(seen)",
  ],
  [
    'Contract of every teardown: a crash tears nothing down',
    '§3 contract: a teardown that was declared, and a crash',
    "kind === 'kdump' && bdf === null\n",
    "kind === 'kdump' && bdf === ''\n",
  ],
];

const FINDING: readonly Row[] = [
  [
    '`missing`: present before, not enumerated after',
    '§4 missing: present before',
    'if (!known || after?.enumerated || after?.spoke || !listsDevices(to, state.transition.from)) return [];',
    'return [];',
  ],
  [
    '`frozen`: freeze, containment or fatal error that was not recovered',
    '§4 frozen: fatal AER',
    "if (error.outcome === 'failed' || error.severity === 'frozen' || error.severity === 'fatal') return 'frozen';",
    '',
  ],
  [
    '`probe-failed`: its driver’s probe failed in the incoming kernel',
    '§4 probe-failed: its driver’s probe failed',
    'if (after?.failed && inWindowOfClaim(after.failed.at, after.claimed))\n    return [probeFailed({ driver: after.driver, how: after.failed.how, evidence: after.failed.places.map(at) })];',
    '',
  ],
  [
    '`dma-leak`: a fault before the driver claimed the device',
    '§4 dma-leak: a fault in the incoming kernel',
    "if (isKnownHandoff(state)) return 'dma-leak';",
    '',
  ],
  [
    '`recovered`: errored, then recovered',
    '§4 recovered: errored, then recovered',
    "if (error.outcome === 'recovered') return 'recovered';",
    '',
  ],
  [
    '`faulted`: after its new driver claimed it, not the outgoing kernel’s doing',
    '§4 faulted: faults only after',
    "if (isOwners(fault.phase) || isAfterMastering(state, fault)) return 'faulted';",
    '',
  ],
  [
    '`unobserved`: none could have been seen',
    '§4 unobserved: no fault seen',
    'const why = blind(state);',
    'const why = null as string | null;',
  ],
  [
    '`clean`: observable from the jump on, and quiet',
    '§4 clean: observable, and quiet',
    "verdict: 'clean',",
    "verdict: 'unobserved',",
  ],
  [
    'What happened before the jump is the outgoing side’s',
    '§4 a teardown fault belongs to the outgoing side',
    "filter((fault) => fault.phase === 'teardown' || isOwners(fault.phase))",
    'filter(() => false)',
  ],
  [
    'An error that the outgoing kernel recovered explains, and does not judge',
    '§4 an AER error that the outgoing kernel recovered',
    "const errors = (state.before?.errors ?? []).map((error) => fromError(state, error, 'outgoing'));",
    "const errors = (state.before?.errors ?? []).map((error) => fromError(state, error, 'incoming'));",
  ],
  [
    '`dma-leak` plus `frozen` on POWER: the leak causes the freeze',
    '§4 dma-leak plus frozen: a freeze before the driver',
    '...(isLeakOfPower(state, error) ? [leakOfPower(state, error)] : []),',
    '',
  ],
  [
    'Counts are lower bounds where the kernel suppressed lines, and say so',
    '§4 its count is a lower bound',
    'atLeast: boot !== null && faultsSuppressed(boot) > 0,',
    'atLeast: false,',
  ],
  [
    'A virtual function that nobody made again is not missing',
    '§4 a virtual function that nobody made again',
    'if (known && !after?.enumerated && !after?.spoke && isVirtual(state)) return [virtualGone(before)];',
    '',
  ],
  [
    'Quality gate: evidence after lost lines is corrupted',
    '§6 what comes after lost lines is corrupted',
    "return isAfter(found.first, boot.gapAt) ? 'after lost lines' : null;",
    'return null;',
  ],
  [
    'A rate limit that hid reports leaves quiet no more than possible',
    '§4 observability: a rate limit that hid fault reports',
    "kept !== null && { ceiling: 'possible', why: kept },",
    '',
  ],
];

const JUDGE: readonly Row[] = [
  [
    'A handoff’s id is of its host and its boots',
    '§1 handoff: its id is of its host',
    "identify('h', [host, from ? from.id : null, from ? null : (to?.id ?? null)])",
    "identify('h', [from === null, to === null])",
  ],
  [
    'The verdict is the worst finding, findings keep their own',
    '§4 findings: by verdict',
    'severity(left) - severity(right) ||',
    '',
  ],
  [
    'Findings of the outgoing side explain, they come last',
    '§4 findings: those of the outgoing side last',
    'return [...judged.toSorted(byWeight), ...outgoingFindings(state).toSorted(byWeight)];',
    'return [...outgoingFindings(state).toSorted(byWeight), ...judged.toSorted(byWeight)];',
  ],
  [
    'Every handoff carries its observability',
    '§4 observability: records that a console may have kept',
    'linesHidden: to?.linesHidden ?? 0,',
    'linesHidden: 0,',
  ],
];

const SYMPTOM: readonly Row[] = [
  [
    'Silent corruption: damaged memory early after a handoff is a possible sign',
    '§4 damaged memory early after a handoff',
    'return signs.map(',
    'return signs.slice(0, 0).map(',
  ],
  [
    'A bus error that names no function is a face of a leak: those that nobody saw could have caused it',
    '§4 a bus error that arrives as NMI',
    "devices.filter(sign.of.startsWith('interrupt') ? mayHaveInterrupted(to, sign) : mayHaveWritten)",
    'devices.filter(mayHaveInterrupted(to, sign))',
  ],
  [
    'An interrupt that nobody expected may be of what no driver had taken yet',
    '§4 an interrupt that nobody expected',
    '!isAfter(at, to.devices[bdf]?.owned)',
    'to.devices[bdf] !== undefined',
  ],
  [
    'A vector that a crash left pending is expected',
    '§4 a crash always leaves a vector pending',
    "kind === 'kdump' && of === 'interrupt-vector'",
    'kind === null',
  ],
];

const LATE: readonly Row[] = [
  [
    'Late evidence makes a newer version of the timeline',
    '§5 pstore that is read after the reboot',
    'version: [from, to].flatMap((boot) => (boot === null ? [] : accountsOf(boot))).length,',
    'version: 1,',
  ],
];

const LEAK: readonly Row[] = [
  [
    '`probing` is ambiguous: before bus mastering it is the old kernel’s',
    '§4 a fault before the new driver enables bus mastering',
    'return after?.masterOn != null && !isAfter(fault.last, after.masterOn);',
    'return after === undefined && fault === undefined;',
  ],
  [
    '`probing`: after bus mastering it is the new driver’s',
    '§4 a fault after it is the new driver’s',
    "return fault.phase === 'probing' && isAfter(fault.first, after?.masterOn);",
    'return after === undefined && fault === undefined;',
  ],
  [
    'A planned kexec clears bus mastering: a leak needs a reason, and the open ones are said',
    '§4 reasons: what is left where the outgoing kernel clears',
    '    ...masterReasons(state),\n',
    '',
  ],
  [
    '`enabling device (0006 -> …)` shows what the outgoing kernel left on',
    '§4 reasons: a command register that shows it',
    'if (left !== null && (left & COMMAND_MASTER) !== 0)',
    'if (left !== null && left < 0)',
  ],
  [
    'A driver without shutdown is a reason, one whose callback ran is not',
    '§4 reasons: a shutdown that ran',
    "before?.shutdown || before?.unbound ? null : 'nothing shows",
    "before?.unbound ? null : 'nothing shows",
  ],
  [
    'A reset that failed is a reason',
    '§4 reasons: a reset that failed',
    "before?.resets.some((reset) => !reset.ok) ? 'its reset failed' : null,",
    '',
  ],
  [
    'A preserved device may go on lawfully: a fault says that the preservation did not hold',
    '§4 expected by policy: a fault says',
    "if (state.policy.split('+').includes('preserve'))",
    "if (state.policy === 'preserved')",
  ],
];

const IOMMU_MODE: readonly Row[] = [
  [
    'Absence of faults is not cleanliness: identity domains show none',
    '§4 observability: iommu=pt where the kernel prints no default domain',
    "said(boot, 'iommu=pt')",
    "said(boot, 'iommu=none-such')",
  ],
  [
    'Inherited tables show none: DMA into the old kernel’s memory is expected and harmless',
    '§4 DMA into the old kernel’s memory is harmless there',
    'return copied ? `${vendor}-inherited` : `${vendor}-translated`;',
    'return `${vendor}-translated`;',
  ],
  [
    'A kdump kernel keeps SMMUv3’s event queue off',
    '§4 a crash kernel keeps the event queue off',
    "if (marks['events-off'] || (vendor === 'smmuv3' && kind === 'kdump')) return `${vendor}-silent`;",
    '',
  ],
  [
    'Streams that bypass the SMMU show none',
    '§4 observability: an SMMU that lets strangers pass',
    "if (vendor?.startsWith('smmu') && letsStrangersPass(boot)) return `${vendor}-bypass`;",
    '',
  ],
  [
    'Which IOMMU mode covered which device, when',
    '§4 observability: under inherited tables a device is its own',
    "mode.endsWith('-inherited') || mode.endsWith('-bypass') ? owned : null",
    'null',
  ],
];

const ATTRIBUTION: readonly Row[] = [
  [
    'Behind a PCIe-to-PCI bridge the id is the bridge’s',
    '§4 attribution: a bridge to PCI sends under its own id',
    'if (answersForOthers(device)) {',
    'if (answersForOthers(device) && bdf === null) {',
  ],
  [
    'or that of its secondary bus',
    '§4 attribution: secondary bus:00.0 that nobody carries',
    "if (!requester.endsWith(':00.0')) return null;",
    'if (requester) return null;',
  ],
  [
    'An alias that the kernel made is of who has it',
    '§4 attribution: an alias that the kernel made',
    'toldAlias(boot, requester) ?? secondaryAlias(boot, requester)',
    'secondaryAlias(boot, requester)',
  ],
  [
    'A VT-d fault has no segment',
    '§4 attribution: VT-d names no segment',
    'const elsewhere = segmentTold ? [] : sameInOtherSegments(boot, bdf);',
    'const elsewhere = segmentTold ? [] : sameInOtherSegments(boot, bdf).slice(0, 0);',
  ],
  [
    'An SMMU names a stream id',
    '§4 attribution: its low half is the address',
    '.filter((bdf) => tailOf(bdf) === tailOf(requester))\n    .sort();',
    '.filter((bdf) => bdf === requester && bdf === null)\n    .sort();',
  ],
  [
    'An SMMU’s high half may be the segment',
    '§4 attribution: its high half tells the segment',
    'const inSegment = candidates.find((bdf) => Number.parseInt(segmentOf(bdf), 16) === high);',
    'const inSegment = candidates.find(() => false);',
  ],
  [
    'An EEH freeze names a PE with several devices; the other candidates are listed',
    '§4 attribution: each member of the PE',
    'return members.length > 1\n',
    'return members.length > 999\n',
  ],
  [
    'Attribution says by which rule a device was blamed',
    '§4 attribution: an id that a function carries',
    "rule: 'requester id', candidates: [], ceiling: 'certain' } as const",
    "rule: '', candidates: [], ceiling: 'certain' } as const",
  ],
];

const MERGE: readonly Row[] = [
  [
    'Equal lines of two sources are one event, with both positions',
    '§5 equal lines at equal kernel times',
    'const seen = places([...run.places, ...other.places]);',
    'const seen = places([...run.places]);',
  ],
  [
    'A line that one source lost is not lost where another has it',
    '§5 lines that one source lost',
    'const linesLost = Math.min(...judged.map((account) => account.linesLost));',
    'const linesLost = Math.max(...accounts.map((account) => account.linesLost));',
  ],
  [
    'Faults that only one source saw are added',
    '§5 faults that only one source saw',
    'count: apart(run, other) ? run.count + other.count : Math.max(run.count, other.count),',
    'count: run.count,',
  ],
];

const UNITE: readonly Row[] = [
  [
    'Last words are of the one boot that ended without any',
    '§5 last words that share no line with anything',
    'return open.length === 1 && open[0] ? join(joined, open[0], tail) : joined;',
    'return joined;',
  ],
  [
    'Last words that come after the next kernel’s first are of the kernel before it',
    '§5 last words that come after the next kernel’s first',
    'before.set(group, late[0]?.boot.id ?? null);',
    '',
  ],
  [
    'Several sources of one boot are one',
    '§5 console, journal, kmsg, netconsole and pstore',
    'if (!isShared(lineage)) return lineage;',
    'if (lineage.host !== null) return lineage;',
  ],
];

const SAME_BOOT: readonly Row[] = [
  [
    'The kernel’s own boot_id is the boot’s identity, where a collector saw it',
    '§1 boot: the kernel’s own boot_id joins',
    'left.bootId !== null && left.bootId === right.bootId',
    'left.bootId !== null && right.bootId === null',
  ],
];

const SIGNATURE: readonly Row[] = [
  [
    'Fingerprint of family, reason, access, phase, driver, device, policy, IOMMU mode and kind',
    '§6 the parts are family',
    "    reason: finding.reason ?? finding.verdict,\n    access: finding.access ?? 'none',",
    '    reason: finding.reason ?? finding.verdict,',
  ],
  [
    'Another kind of handoff is another signature',
    '§6 another kind of handoff',
    '    iommu: device.iommu,\n    handoff: kind,\n  };\n}\n\n/** Oldest first.',
    '    iommu: device.iommu,\n  };\n}\n\n/** Oldest first.',
  ],
  [
    'Not in it: BDF, address, time, counts',
    '§6 BDF, address, count, time and confidence',
    "    reason: finding.reason ?? finding.verdict,\n    access: finding.access ?? 'none',",
    "    reason: `${finding.reason}${finding.count}`,\n    access: finding.access ?? 'none',",
  ],
  [
    'Similarity never decides identity: DMA Write and DMA Read stay apart',
    '§6 DMA Write and DMA Read',
    "    reason: finding.reason ?? finding.verdict,\n    access: finding.access ?? 'none',",
    "    reason: finding.reason ?? finding.verdict,\n    access: 'any',",
  ],
  [
    '`IO_PAGE_FAULT` and `ILLEGAL_DEV_TABLE_ENTRY` stay apart',
    '§6 IO_PAGE_FAULT and ILLEGAL_DEV_TABLE_ENTRY',
    "    reason: finding.reason ?? finding.verdict,\n    access: finding.access ?? 'none',",
    "    reason: finding.verdict,\n    access: finding.access ?? 'none',",
  ],
  [
    'All live versions are computed',
    '§6 all live versions are computed',
    '  { version: 1, partsOf: partsOfVersion1 },\n',
    '',
  ],
  [
    'The oldest that matches wins',
    '§6 the oldest that a fleet knows wins',
    'return ids.find((version) => isKnown(version.id))?.id ?? id;',
    'return ids.findLast((version) => isKnown(version.id))?.id ?? id;',
  ],
  [
    'Quality gate: a torn report says so',
    '§6 a torn report says so',
    'corrupted: worst.corrupted ?? null,',
    'corrupted: null,',
  ],
  [
    'A clean or unobserved device has none',
    '§6 a clean or unobserved device has none',
    "finding.side === 'incoming' && BAD.has(finding.verdict));\n  if (!worst || device.verdict === 'unobserved' || device.verdict === 'clean') return null;",
    "finding.side === 'incoming');\n  if (!worst) return null;",
  ],
];

const SCOPE: readonly Row[] = [
  [
    'Scopes of new: fleet, a failure mode never seen; it pages',
    '§6 fleet: a way to fail',
    "  fleet: ['driver', 'device', 'policy'],",
    '  fleet: [],',
  ],
  [
    'Scopes of new: driver, a known failure mode of another driver or device; it warns',
    '§6 driver: a known way',
    "  driver: ['policy'],",
    "  driver: ['device', 'policy'],",
  ],
  [
    'Scopes of new: policy, a known failure of this driver under another policy; it warns',
    '§6 policy: a known way of this driver',
    '  policy: [],',
    "  policy: ['driver', 'device'],",
  ],
];

const LIFE_CYCLE: readonly Row[] = [
  [
    'Life cycle: `new` is one sight',
    '§6 new: one sight',
    "life.sights > 1 || fixedOn !== null ? 'ongoing' : 'new'",
    "'ongoing'",
  ],
  [
    'Life cycle: `ongoing` is seen again',
    '§6 ongoing: seen again',
    "life.sights > 1 || fixedOn !== null ? 'ongoing' : 'new'",
    "'new'",
  ],
  [
    'Life cycle: `resolved` by enough exposures without it',
    '§6 resolved: enough exposures',
    "state !== 'resolved' && isQuietEnough(after)",
    'state === null',
  ],
  [
    'Resolved takes as many quiet exposures as its rate asks for',
    '§6 resolved takes as many quiet exposures',
    'if (sights < quiet) for (let i = 0; i < sights; i++) chance *= (exposures - i) / (exposures + quiet - i);',
    'if (sights < quiet) return 1 / quiet;',
  ],
  [
    'Resolved never by time alone',
    '§6 resolved never by time alone',
    'const quiet = course.quiet + exposed;',
    'const quiet = course.quiet + exposed + 1;',
  ],
  [
    'What was quiet before it came is not of its rate',
    '§6 what was quiet before a kernel brought it',
    '(earlier.sights > 0 ? course.quiet : 0)',
    'course.quiet',
  ],
  [
    'Life cycle: `regressed` is seen again after it was resolved',
    '§6 regressed: seen again',
    "if (isBack || before === 'regressed') return 'regressed';",
    '',
  ],
  [
    'Came back only on a kernel that is later on its branch',
    '§6 came back only on a kernel',
    'showedOn.some((release) => !isEarlier(release, fixedOn))',
    'showedOn.length > 0',
  ],
];

const FAULTS: readonly Row[] = [
  [
    'A storm is one finding: first, last, count',
    '§4 a storm is one finding',
    'run.count += next.count;',
    'run.count = next.count;',
  ],
];

const ERRORS: readonly Row[] = [
  [
    'severity=Corrected and Uncorrected stay apart: a corrected error is no failure',
    '§6 severity Corrected and Uncorrected',
    "if (fact.bdf === null || severity === 'corrected' || !fact.fault) return;",
    'if (fact.bdf === null) return;',
  ],
  [
    'Containment takes the link away from all below the port',
    '§4 attribution: DPC takes the link away',
    'for (const bdf of behind(boot, port))',
    'for (const bdf of behind(boot, port).slice(0, 0))',
  ],
];

const DEVICES: readonly Row[] = [
  [
    'A bus reset is a step of every device on the bus',
    '§4 attribution: a bus reset is a step',
    'for (const each of reset) oneReset(boot, { ...fact, bdf: each });',
    'oneReset(boot, fact);',
  ],
];

const COUNTS: readonly Row[] = [
  [
    'Unknown lines are counted by the exact hash of their masked text: no merging',
    'each text by its own count, first and last place, and side',
    'const masked = String(fact.fields.masked);',
    'const masked = String(fact.fields.masked).slice(0, 4);',
  ],
  [
    'no eviction, and a budget that says when it is spent',
    'nothing is let go: what is beyond the budget is counted together',
    'if (!known && Object.keys(counts.texts).length >= UNKNOWN_TEXTS_MAX) {',
    'if (!known && Object.keys(counts.texts).length >= UNKNOWN_TEXTS_MAX * 99) {',
  ],
];

const RELEASE: readonly Row[] = [
  [
    'Fixed only if the kernel holds the fix on its branch: 6.6.y after 6.12.y is not later',
    '6.6.y after 6.12.y is not later',
    'if (compare(kernel, since) >= 0) return',
    'if (kernel[2] >= 0) return',
  ],
];

const NOVELTY: readonly Row[] = [
  [
    'The chance that the next bad handoff shows a signature never seen: Good-Turing, singletons / N',
    '§6 the chance that the next bad handoff shows a signature never seen',
    'sights === 0 ? null : singletons / sights',
    'sights === 0 ? null : 1 / sights',
  ],
];

const RECORD: readonly Row[] = [
  [
    'A line that user space wrote into /dev/kmsg is never evidence of a device fault',
    '§4 a line that user space wrote is never evidence',
    'return line.facility === null || line.facility === 0;',
    'return line.facility === null || line.facility >= 0;',
  ],
];

export const RULES: readonly Rule[] = [
  ...LINEAGE.map(of('timelines/lineage.ts')),
  ...LINEAGE_STATE.map(of('timelines/lineage-state.ts')),
  ...HANDOFF_KIND.map(of('timelines/handoff-kind.ts')),
  ...PHASE.map(of('timelines/phase.ts')),
  ...DEVICE_PHASE.map(of('timelines/device-phase.ts')),
  ...TEARDOWN_POLICY.map(of('timelines/teardown-policy.ts')),
  ...DECLARED.map(of('timelines/declared-policy.ts')),
  ...FINDING.map(of('verdicts/finding.ts')),
  ...JUDGE.map(of('verdicts/judge.ts')),
  ...SYMPTOM.map(of('verdicts/symptom.ts')),
  ...LATE.map(of('verdicts/judge.ts')),
  ...LEAK.map(of('verdicts/leak.ts')),
  ...IOMMU_MODE.map(of('timelines/iommu-mode.ts')),
  ...ATTRIBUTION.map(of('timelines/attribution.ts')),
  ...FAULTS.map(of('timelines/fault-handlers.ts')),
  ...ERRORS.map(of('timelines/error-handlers.ts')),
  ...DEVICES.map(of('timelines/device-handlers.ts')),
  ...MERGE.map(of('timelines/merge-boot.ts')),
  ...UNITE.map(of('timelines/unite.ts')),
  ...SAME_BOOT.map(of('timelines/same-boot.ts')),
  ...SIGNATURE.map(of('signatures/signature.ts')),
  ...SCOPE.map(of('signatures/scope.ts')),
  ...LIFE_CYCLE.map(of('signatures/life-cycle.ts')),
  ...COUNTS.map(of('timelines/unknown-count.ts')),
  ...RELEASE.map(of('release.ts')),
  ...NOVELTY.map(of('cohorts/novelty.ts')),
  ...RECORD.map(of('lines/frame.ts')),
];
