/** What was found about one device in one handoff, each with its evidence and how sure it is. */
import { entry } from '../entry';
import type { Confidence, Evidence, Finding, Moment, Verdict } from '../report';
import { covers } from '../timelines/attribution';
import type { BootState, DeviceState, ErrorEpisode, FaultRun } from '../timelines/boot';
import { isOwners } from '../timelines/fault-run';
import { cameUp, hungAfterPanic, hungBeforeJump } from '../timelines/handoff-kind';
import { consoleLevel, iommuMode } from '../timelines/iommu-mode';
import { isAfter } from '../timelines/moment';
import { HANDOFF_WINDOW_SECONDS } from '../timelines/phase';
import { blind, faultsSuppressed, keptBack } from './blind';
import { at, type Case, isKnownHandoff } from './case';
import { type Doubt, isAfterMastering, leakDoubts, leastSure, openReasons } from './leak';

const byRequester = { rule: 'the line names the device', candidates: [] };
const byAbsence = { rule: 'what the log does not show', candidates: [] };

interface Absence {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  readonly what: string;
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

const NOTHING = {
  family: null,
  kind: null,
  reason: null,
  access: null,
  openReasons: [],
  count: 0,
  atLeast: false,
  first: null,
  last: null,
  corrupted: null,
} as const;

function absence(found: Absence): Finding {
  return { ...NOTHING, ...found, side: 'incoming', phase: 'early', attribution: byAbsence };
}

/** A fault counts as the handoff's up to some minutes after the claim; later ones are the running kernel's own. */
function inWindow(state: Case, fault: { first: Moment; phase: Finding['phase'] }): boolean {
  if (fault.phase === 'teardown') return false;
  const claimed = (state.after?.owned ?? state.after?.claimed)?.time ?? null;
  if (!isOwners(fault.phase) || fault.first.time === null) return true;
  return fault.first.time <= (claimed ?? 0) + HANDOFF_WINDOW_SECONDS;
}

/** domain.md §4: a fault before the driver claimed the device is the outgoing kernel's doing, if one handed over at all. */
function faultVerdict(state: Case, fault: FaultRun): Verdict {
  if (isOwners(fault.phase) || isAfterMastering(state, fault)) return 'faulted';
  if (isKnownHandoff(state)) return 'dma-leak';
  const { from } = state.transition;
  return state.kind === 'unknown' && from !== null && !hungAfterPanic(from) ? 'dma-leak' : 'faulted';
}

function faultedConfidence(state: Case, fault: FaultRun): Confidence {
  if (fault.corrupted !== null || fault.ceiling === 'possible' || !isKnownHandoff(state)) return 'possible';
  return fault.ceiling === 'certain' && isAfter(fault.first, state.after?.owned) ? 'certain' : 'likely';
}

function faultedWhy(state: Case, fault: FaultRun): string {
  if (isAfterMastering(state, fault))
    return 'its new driver had let it master the bus: not the outgoing kernel’s doing';
  if (isOwners(fault.phase)) return 'its new driver had already claimed it: not the outgoing kernel’s doing';
  if (state.kind === 'firmware')
    return 'the machine came through firmware, which hands no device over: it or this kernel itself may be the cause';
  return 'nothing in the log says that another kernel handed over: firmware or this kernel itself may be the cause';
}

function leakWhen(state: Case, fault: FaultRun): string {
  if (fault.phase === 'probing') return 'while its driver was probing it';
  return state.after?.spoke ? 'before its driver claimed it' : 'no driver had claimed it';
}

function leakWhy(state: Case, fault: FaultRun): string {
  const [reason, ...others] = openReasons(state);
  const open = others.length > 0 ? `; or ${others.join('; or ')}` : '';
  const doubts = leakDoubts(state, fault).map(({ why }) => why);
  const unsure = doubts.length > 0 ? `. Not certain: ${doubts.join('; ')}` : '';
  return `${leakWhen(state, fault)}: ${reason}${open}${unsure}`;
}

/** Seconds before the jump in which a fault of a kernel that said nothing of its shutdown was most likely its teardown's (`kexec -e`). */
const TEARDOWN_SECONDS = 30;

function outgoingPhase(state: Case, fault: FaultRun): Finding['phase'] {
  const end = state.transition.from?.lastTime ?? null;
  if (!isOwners(fault.phase)) return fault.phase;
  const late =
    state.kind === 'kexec' && end !== null && fault.last.time !== null && end - fault.last.time <= TEARDOWN_SECONDS;
  return late ? 'teardown' : 'running';
}

/** What a finding says of the faults themselves, on whichever side. */
function ofFault(fault: FaultRun, boot: BootState | null, bdf: string | null) {
  return {
    family: fault.family,
    kind: fault.kind,
    reason: fault.reason,
    access: fault.access,
    what: fault.what,
    count: fault.count,
    atLeast: boot !== null && faultsSuppressed(boot) > 0,
    first: fault.first,
    last: fault.last,
    corrupted: corruption(fault, boot),
    attribution: { rule: fault.rule, candidates: fault.candidates.filter((other) => other !== bdf) },
    evidence: placesOf(fault),
  };
}

/** Truncated, interleaved, or told after lines were lost (domain.md §6). */
function corruption(found: { corrupted: string | null; first: Moment }, boot: BootState | null): string | null {
  if (found.corrupted !== null || boot === null) return found.corrupted;
  if (boot.damaged.includes('interleaved')) return 'interleaved';
  return isAfter(found.first, boot.gapAt) ? 'after lost lines' : null;
}

function incomingFault(state: Case, fault: FaultRun): Finding {
  const verdict = faultVerdict(state, fault);
  const leaks = verdict === 'dma-leak';
  return {
    ...ofFault(fault, state.to, state.bdf),
    verdict,
    confidence: leaks ? leastSure(leakDoubts(state, fault)) : faultedConfidence(state, fault),
    side: 'incoming',
    phase: fault.phase,
    why: leaks ? leakWhy(state, fault) : faultedWhy(state, fault),
    openReasons: leaks ? openReasons(state) : [],
  };
}

function outgoingFault(state: Case, fault: FaultRun): Finding {
  const phase = outgoingPhase(state, fault);
  const { ceiling } = fault;
  return {
    ...ofFault(fault, state.transition.from, state.bdf),
    verdict: 'faulted',
    confidence: fault.corrupted === null ? ceiling : 'possible',
    side: 'outgoing',
    phase,
    why: outgoingWhy(phase),
    openReasons: [],
  };
}

function outgoingWhy(phase: Finding['phase']): string {
  return phase === 'teardown'
    ? 'in the outgoing kernel’s teardown: its driver unmapped memory before the device stopped'
    : 'in the outgoing kernel, before the jump: it explains, and does not judge the handoff';
}

function placesOf(fault: FaultRun): readonly Evidence[] {
  const all = [...fault.places, fault.last].map(at);
  return all.filter(
    (place, index) => all.findIndex((other) => other.file === place.file && other.line === place.line) === index,
  );
}

/** An interrupt request under an id that no enumerated function has is an I/O APIC's or an HPET's: no device of ours. */
function isDevice(state: Case, fault: FaultRun): boolean {
  return fault.kind !== 'interrupt-fault' || state.after?.enumerated != null || state.before?.enumerated != null;
}

export function faultFindings(state: Case): readonly Finding[] {
  return (state.after?.faults ?? [])
    .filter((fault) => isDevice(state, fault) && inWindow(state, fault))
    .map((fault) => incomingFault(state, fault));
}

/** Faults of ids that no function has, judged as a device's would be of which nothing is known. */
export function strayFindings(of: Pick<Case, 'transition' | 'kind' | 'lost' | 'to'>): readonly Finding[] {
  const mode = iommuMode({ boot: of.to, bdf: null, kind: of.kind });
  const state: Case = { ...of, bdf: '', before: null, after: null, mode, policy: '' };
  return (of.to?.strays ?? []).filter((fault) => inWindow(state, fault)).map((fault) => incomingFault(state, fault));
}

/** Faults of the outgoing kernel's own life: those of its own start belong to the handoff before. */
export function outgoingFindings(state: Case): readonly Finding[] {
  const faults = (state.before?.faults ?? []).filter((fault) => fault.phase === 'teardown' || isOwners(fault.phase));
  const errors = (state.before?.errors ?? []).map((error) => fromError(state, error, 'outgoing'));
  return [...faults.map((fault) => outgoingFault(state, fault)), ...errors];
}

function errorVerdict(error: ErrorEpisode): Verdict {
  if (error.outcome === 'recovered') return 'recovered';
  if (error.outcome === 'failed' || error.severity === 'frozen' || error.severity === 'fatal') return 'frozen';
  return 'faulted';
}

const RECOVERY: Readonly<Record<ErrorEpisode['outcome'], string>> = {
  recovered: 'the kernel recovered it',
  failed: 'recovery failed',
  open: 'no end of a recovery is in the log',
};

function fromError(state: Case, error: ErrorEpisode, side: 'incoming' | 'outgoing'): Finding {
  const why = RECOVERY[error.outcome];
  const boot = side === 'outgoing' ? state.transition.from : state.to;
  return {
    ...NOTHING,
    verdict: errorVerdict(error),
    confidence: error.corrupted === null && error.outcome !== 'open' ? 'certain' : 'likely',
    side,
    phase: side === 'outgoing' && isOwners(error.phase) ? 'running' : error.phase,
    family: error.family,
    kind: error.kind,
    reason: `${error.severity}-${error.outcome}`,
    what: error.what,
    why: side === 'outgoing' ? `${why}, before the jump` : why,
    count: 1,
    first: error.first,
    last: error.outcomeAt ?? error.first,
    corrupted: corruption(error, boot),
    attribution: { rule: error.rule, candidates: error.candidates.filter((bdf) => bdf !== state.bdf) },
    evidence: [at(error.first), ...(error.outcomeAt ? [at(error.outcomeAt)] : [])],
  };
}

export function errorFindings(state: Case): readonly Finding[] {
  return (state.after?.errors ?? [])
    .filter((error) => inWindow(state, error))
    .flatMap((error) => [
      fromError(state, error, 'incoming'),
      ...(isLeakOfPower(state, error) ? [leakOfPower(state, error)] : []),
    ]);
}

/** On POWER the leak causes the freeze: EEH is all that tells of a DMA which the TCE tables refused. */
function isLeakOfPower(state: Case, { family, phase }: ErrorEpisode): boolean {
  return family === 'eeh' && isKnownHandoff(state) && (phase === 'early' || phase === 'dormant' || phase === 'probing');
}

function leakOfPower(state: Case, error: ErrorEpisode): Finding {
  const reasons = openReasons(state);
  const when = error.phase === 'probing' ? 'while its driver was probing it' : 'before its driver claimed it';
  return {
    ...fromError(state, error, 'incoming'),
    verdict: 'dma-leak',
    confidence: error.phase === 'probing' || error.corrupted !== null ? 'possible' : 'likely',
    reason: 'freeze-before-claim',
    what: 'its partitionable endpoint froze before its driver had it',
    why: `${when}: ${reasons.join('; or ')}. Not certain: a refused access to its registers freezes it as well`,
    openReasons: reasons,
    evidence: [at(error.first)],
  };
}

/** A driver that gives up long after it claimed its device is the running kernel's trouble. */
function inWindowOfClaim(failed: Moment, claimed: Moment | null): boolean {
  if (claimed?.time == null || failed.time === null) return true;
  return failed.time - claimed.time <= HANDOFF_WINDOW_SECONDS;
}

export function probeFindings(state: Case): readonly Finding[] {
  const { after, to } = state;
  if (after?.failed && inWindowOfClaim(after.failed.at, after.claimed))
    return [probeFailed({ driver: after.driver, how: after.failed.how, evidence: after.failed.places.map(at) })];
  const driver = state.before?.driver ?? null;
  const module = driver === null || !to ? undefined : entry(to.modulesFailed, driver);
  if (!module || after === null || after.spoke !== null) return [];
  const how = 'the driver that it had before the jump did not load';
  return [probeFailed({ driver, how, evidence: [at(module)] })];
}

/** The words without numbers, addresses and names of one machine. */
function wordsOf(how: string): string {
  return how
    .toLowerCase()
    .replace(/0x[0-9a-f]+|\b(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b|\b[a-z]*\d+\b/g, '')
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
}

function probeFailed({
  driver,
  how,
  evidence,
}: {
  driver: string | null;
  how: string;
  evidence: readonly Evidence[];
}): Finding {
  return {
    ...NOTHING,
    verdict: 'probe-failed',
    confidence: 'certain',
    side: 'incoming',
    phase: 'probing',
    family: 'driver',
    kind: 'probe-failed',
    reason: wordsOf(how),
    what: how,
    why: `${driver ?? 'its driver'} did not take it in the incoming kernel`,
    driver,
    count: 1,
    attribution: byRequester,
    evidence,
  };
}

/** Present before, not there after; only where the incoming kernel's list of devices can be trusted. */
export function missingFindings(state: Case): readonly Finding[] {
  const { before, after, to } = state;
  if (to === null || state.kind === 'firmware') return [];
  if (after?.removed && after.enumerated && soonRemoved(after))
    return [gone(after.removed, 'it was removed in the incoming kernel')];
  const known = before?.enumerated != null;
  if (known && !after?.enumerated && !after?.spoke && isVirtual(state)) return [virtualGone(before)];
  if (!known || after?.enumerated || after?.spoke || !listsDevices(to, state.transition.from)) return [];
  const evidence = [at(before.removed ?? before.enumerated ?? { file: to.source, line: to.firstLine, time: null })];
  return [absence({ verdict: 'missing', what: 'not enumerated after the jump', evidence, ...whyMissing(state) })];
}

function whyMissing(state: Case): Pick<Finding, 'confidence' | 'why'> {
  if (state.before?.removed)
    return { confidence: 'certain', why: 'it was removed in the outgoing kernel and did not come back' };
  const elsewhere = renumbered(state);
  if (elsewhere !== null)
    return {
      confidence: 'possible',
      why: `the incoming kernel has one of its kind at ${elsewhere}, where the outgoing one had none: buses may have been numbered anew`,
    };
  const bridge = bridgeGone(state);
  const above = bridge === null ? '' : `, nor the bridge above it (${bridge})`;
  const others = state.to !== null && enumeratesAny(state.to);
  const why = others
    ? `the incoming kernel enumerated other devices and not this one${above}`
    : 'the incoming kernel enumerated none, and would have said so as the outgoing one did';
  return { confidence: 'likely', why };
}

/** Where a function of the same kind is now that was nowhere before. */
function renumbered({ before, transition: { from, to } }: Case): string | null {
  if (before?.vendorDevice == null) return null;
  const moved = Object.values(to?.devices ?? {}).filter(
    ({ bdf, vendorDevice, enumerated }) =>
      enumerated !== null && vendorDevice === before.vendorDevice && from?.devices[bdf]?.enumerated == null,
  );
  return moved[0]?.bdf ?? null;
}

/** The uppermost bridge above it that is missing, too. */
function bridgeGone({ bdf, transition: { from, to } }: Case): string | null {
  if (from === null) return null;
  const above = Object.keys(from.bridges).filter(
    (bridge) => covers(from, bridge, bdf) && to?.devices[bridge]?.enumerated == null,
  );
  return above.find((bridge) => above.every((other) => other === bridge || covers(from, bridge, other))) ?? null;
}

/**
 * A virtual function appears when its physical function's driver makes it (drivers/pci/iov.c): later than that driver took a function of the
 * same vendor on its bus. A new kernel has none until somebody asks for them again.
 */
function isVirtual({ transition: { from }, bdf, before }: Case): boolean {
  if (/vf$/.test(before?.driver ?? '')) return true;
  const vendor = before?.vendorDevice?.slice(0, 4);
  const bus = bdf.slice(0, bdf.lastIndexOf(':'));
  return Object.values(from?.devices ?? {}).some(
    (other) =>
      other.bdf !== bdf &&
      other.bdf.startsWith(`${bus}:`) &&
      other.vendorDevice?.slice(0, 4) === vendor &&
      before?.enumerated != null &&
      isAfter(before.enumerated, other.owned),
  );
}

function virtualGone({ enumerated }: DeviceState): Finding {
  return absence({
    verdict: 'unobserved',
    confidence: 'likely',
    what: 'not enumerated after the jump',
    why: 'it was a virtual function: there is none until its physical function’s driver makes it again',
    evidence: enumerated ? [at(enumerated)] : [],
  });
}

/** Hot-unplugged while the handoff was young; later removals, and those of the next teardown, are its own life. */
function soonRemoved(device: DeviceState): boolean {
  const time = device.removed?.time ?? null;
  return device.unbound == null && (time === null || time <= HANDOFF_WINDOW_SECONDS);
}

function gone(moment: Moment, why: string): Finding {
  return absence({
    verdict: 'missing',
    confidence: 'certain',
    what: 'removed after the jump',
    why,
    evidence: [at(moment)],
  });
}

/** Is the absence of a function's lines telling: does the incoming kernel tell of others, or tell as much as the outgoing one, which told of it? */
function listsDevices(to: BootState, from: BootState | null): boolean {
  const isWhole = to.fromStart && to.linesLost === 0 && cameUp(to);
  return isWhole && (enumeratesAny(to) || (from !== null && wouldEnumerate(to, from)));
}

const enumeratesAny = (boot: BootState): boolean =>
  Object.values(boot.devices).some(({ enumerated }) => enumerated !== null);

/** It has no function at all: the same kernel on the same console would have printed its functions as the one before printed its own. */
function wouldEnumerate(to: BootState, from: BootState): boolean {
  if (Object.values(to.devices).some(({ spoke }) => spoke !== null)) return false;
  const level = (boot: BootState) => consoleLevel(boot) ?? Number.POSITIVE_INFINITY;
  const known = to.release !== null && to.commandLine !== null && from.commandLine !== null;
  return known && to.release === from.release && to.source === from.source && level(to) >= level(from);
}

/** Reasons of a lost host's finding where its end is in the log. */
export const HUNG_IN_PANIC = 'hung-in-panic';
export const HUNG_IN_KEXEC = 'hung-in-kexec';
const HUNG = {
  panic: {
    reason: HUNG_IN_PANIC,
    why: 'it hung in its panic: no crash kernel took over and no reboot was armed',
  },
  kexec: { reason: HUNG_IN_KEXEC, why: 'the outgoing kernel hung or crashed on its way to the jump' },
} as const;

/** What is left when no rule found anything: quiet and seen to be, or not seen. */
export function quietFinding(state: Case): Finding {
  if (state.lost) {
    const end = state.transition.from;
    const evidence = end ? [{ file: end.source, line: end.lastLine, time: end.lastTime }] : [];
    const hung = end && hungBeforeJump(end);
    const why = hung ? HUNG[hung].why : 'the host was silent for the whole handoff timeout';
    const what = 'the incoming kernel never appeared';
    return {
      ...absence({ verdict: 'lost', confidence: 'certain', what, why, evidence }),
      reason: hung ? HUNG[hung].reason : null,
    };
  }
  const why = blind(state);
  if (why !== null) {
    const modeLine =
      state.to?.marks['tables-copied'] ?? state.to?.marks.passthrough ?? state.to?.marks['iommu-disabled'];
    return absence({
      verdict: 'unobserved',
      confidence: 'certain',
      what: 'no fault seen, and none could have been',
      why,
      evidence: modeLine ? [at(modeLine)] : [],
    });
  }
  const doubts = cleanDoubts(state);
  return absence({
    verdict: 'clean',
    confidence: leastSure(doubts),
    what: 'quiet from the jump on',
    why: [
      `faults would have been seen (${state.mode})${since(state)}, and none was`,
      ...doubts.map((doubt) => doubt.why),
    ]
      .filter((why) => why !== '')
      .join('; '),
    evidence: quietEvidence(state),
  });
}

/** Each reason to be less than certain that quiet was seen. All devices share the rate limit: what it let through was of others, what it kept may not be. */
function cleanDoubts({ to, after }: Case): readonly Doubt[] {
  const kept = keptBack(to, after);
  const hidden = to?.linesHidden ?? 0;
  const doubts: (Doubt | false)[] = [
    kept !== null && { ceiling: 'possible', why: kept },
    hidden > 0 && {
      ceiling: 'likely',
      why: `${hidden} records are not in the log, as where a console shows none of level debug`,
    },
    !after?.claimed && { ceiling: 'likely', why: '' },
  ];
  return doubts.filter((doubt) => doubt !== false);
}

/** Nothing can be seen before the IOMMU is on. */
function since({ to }: Case): string {
  const time = to?.marks['iommu-enabled']?.time ?? null;
  return time === null ? '' : ` from ${time.toFixed(2)} s on`;
}

function quietEvidence(state: Case): readonly Evidence[] {
  const enabled = state.to?.marks['iommu-enabled'];
  return [...(enabled ? [at(enabled)] : []), ...(state.after?.claimed ? [at(state.after.claimed)] : [])];
}
