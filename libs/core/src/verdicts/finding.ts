/** What was found about one device in one handoff, each with its evidence and how sure it is. */
import { entry } from '../entry';
import type { Confidence, Evidence, Finding, HandoffKind, IommuMode, Moment, Verdict } from '../report';
import type { BootState, DeviceState, ErrorEpisode, FaultRun } from '../timelines/boot';
import { cameUp, diedEarly } from '../timelines/handoff-kind';
import { blindness } from '../timelines/iommu-mode';
import type { Transition } from '../timelines/lineage';
import { HANDOFF_WINDOW_SECONDS, isClaimed } from '../timelines/phase';
import { clearsBusMaster } from '../timelines/teardown-policy';

/** All that a rule about one device may look at. */
export interface Case {
  readonly transition: Transition;
  readonly kind: HandoffKind;
  readonly bdf: string;
  readonly before: DeviceState | null;
  readonly after: DeviceState | null;
  readonly mode: IommuMode;
  /** The incoming kernel is known never to have come. */
  readonly lost: boolean;
  /** The incoming boot, where there is one. */
  readonly to: BootState | null;
}

const at = ({ file, line }: Moment): Evidence => ({ file, line });
const byRequester = { rule: 'the line names the device', candidates: [] };
const byAbsence = { rule: 'what the log does not show', candidates: [] };

interface Absence {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  readonly what: string;
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

function absence(found: Absence): Finding {
  return { ...found, side: 'incoming', phase: 'early', family: null, kind: null, count: 0, attribution: byAbsence };
}

/** A fault counts as the handoff's up to some minutes after the claim; later ones are the running kernel's own. */
function inWindow(state: Case, fault: { first: Moment; phase: string }): boolean {
  if (fault.phase === 'teardown') return false;
  const claimed = state.after?.claimed?.time ?? null;
  if (fault.phase !== 'claimed' || fault.first.time === null) return true;
  return fault.first.time <= (claimed ?? 0) + HANDOFF_WINDOW_SECONDS;
}

/** Was the incoming kernel started by another kernel, as far as anything tells? */
function isKnownHandoff(state: Case): boolean {
  return state.kind === 'kexec' || state.kind === 'kdump' || state.kind === 'liveupdate';
}

/** domain.md §4: a fault before the driver claimed the device is the outgoing kernel's doing, if one handed over at all. */
function faultVerdict(state: Case, fault: FaultRun): Verdict {
  if (fault.phase === 'claimed' || fault.phase === 'settled') return 'faulted';
  if (isKnownHandoff(state)) return 'dma-leak';
  return state.kind === 'unknown' && state.transition.from !== null ? 'dma-leak' : 'faulted';
}

function faultConfidence(state: Case, fault: FaultRun): Confidence {
  if (fault.corrupted !== null || !isKnownHandoff(state)) return 'possible';
  if (fault.candidates.length > 1) return 'possible';
  if (fault.phase === 'probing' || fault.kind === 'interrupt-fault' || fault.candidates.length === 1) return 'likely';
  return 'certain';
}

function faultWhy(state: Case, fault: FaultRun, verdict: Verdict): string {
  if (verdict === 'faulted') {
    return fault.phase === 'claimed'
      ? 'its new driver had already claimed it: not the outgoing kernel’s doing'
      : 'nothing in the log says that another kernel handed over: firmware or this kernel itself may be the cause';
  }
  const when =
    fault.phase === 'probing'
      ? 'its driver was probing it, and may have started this DMA itself'
      : state.after?.spoke
        ? 'before its driver claimed it'
        : 'no driver had claimed it';
  return `${when}: ${leakReason(state)}`;
}

/** What the evidence leaves open about why the device was still at it (domain.md §4). */
function leakReason(state: Case): string {
  const translates = state.mode.endsWith('-translated') ? ', the incoming one enabled translation' : '';
  if (state.kind === 'kdump') return `nothing was torn down in the crash, so bus mastering stayed on${translates}`;
  if (state.before?.unbound) return 'it went on although its driver was unbound';
  if (((state.after?.commandBefore ?? 0) & 0x4) !== 0)
    return 'the outgoing kernel left bus mastering on (command register)';
  const cleared = clearsBusMaster(state.transition.from?.release ?? null);
  if (cleared === false) return 'the outgoing kernel is older than the clearing of bus mastering at kexec';
  return 'the PCI core clears bus mastering at kexec, so the device or firmware ignored or undid it, or a bridge was exempt';
}

/** Seconds before the jump in which a fault of a kernel that said nothing of its shutdown was most likely its teardown's (`kexec -e`). */
const TEARDOWN_SECONDS = 30;

function outgoingPhase(state: Case, fault: FaultRun): Finding['phase'] {
  const end = state.transition.from?.lastTime ?? null;
  if (fault.phase !== 'claimed') return fault.phase;
  const late =
    state.kind === 'kexec' && end !== null && fault.last.time !== null && end - fault.last.time <= TEARDOWN_SECONDS;
  return late ? 'teardown' : 'running';
}

function fromFault(state: Case, fault: FaultRun, side: 'incoming' | 'outgoing'): Finding {
  const verdict = side === 'outgoing' ? 'faulted' : faultVerdict(state, fault);
  const phase = side === 'outgoing' ? outgoingPhase(state, fault) : fault.phase;
  return {
    verdict,
    confidence:
      side === 'outgoing' ? (fault.corrupted === null ? 'certain' : 'possible') : faultConfidence(state, fault),
    side,
    phase,
    family: fault.family,
    kind: fault.kind,
    what: fault.what,
    why: side === 'outgoing' ? outgoingWhy(phase) : faultWhy(state, fault, verdict),
    count: fault.count,
    attribution: { rule: fault.rule, candidates: fault.candidates },
    evidence: placesOf(fault),
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
    .map((fault) => fromFault(state, fault, 'incoming'));
}

/** Faults of the outgoing kernel's own life: those of its own start belong to the handoff before. */
export function outgoingFindings(state: Case): readonly Finding[] {
  const faults = (state.before?.faults ?? []).filter(
    (fault) => fault.phase === 'teardown' || fault.phase === 'claimed',
  );
  const errors = (state.before?.errors ?? []).map((error) => fromError(error, 'outgoing'));
  return [...faults.map((fault) => fromFault(state, fault, 'outgoing')), ...errors];
}

function errorVerdict(error: ErrorEpisode): Verdict {
  if (error.outcome === 'recovered') return 'recovered';
  if (error.outcome === 'failed' || error.severity === 'frozen' || error.severity === 'fatal') return 'frozen';
  return 'faulted';
}

function fromError(error: ErrorEpisode, side: 'incoming' | 'outgoing'): Finding {
  const why = {
    recovered: 'the kernel recovered it',
    failed: 'recovery failed',
    open: 'no end of a recovery is in the log',
  }[error.outcome];
  return {
    verdict: errorVerdict(error),
    confidence: error.corrupted === null && error.outcome !== 'open' ? 'certain' : 'likely',
    side,
    phase: side === 'outgoing' && error.phase === 'claimed' ? 'running' : error.phase,
    family: error.family,
    kind: error.kind,
    what: error.what,
    why: side === 'outgoing' ? `${why}, before the jump` : why,
    count: 1,
    attribution: byRequester,
    evidence: [at(error.first), ...(error.outcomeAt ? [at(error.outcomeAt)] : [])],
  };
}

export function errorFindings(state: Case): readonly Finding[] {
  return (state.after?.errors ?? [])
    .filter((error) => inWindow(state, error))
    .map((error) => fromError(error, 'incoming'));
}

/** A driver that gives up long after it claimed its device is the running kernel's trouble. */
function failedInWindow(device: DeviceState): boolean {
  const { failed, claimed } = device;
  if (failed === null) return false;
  if (claimed?.time == null || failed.at.time === null) return true;
  return failed.at.time - claimed.time <= HANDOFF_WINDOW_SECONDS;
}

export function probeFindings(state: Case): readonly Finding[] {
  const { after, to } = state;
  if (after?.failed && failedInWindow(after)) return [probeFailed(after.failed.how, after.failed.places.map(at))];
  const driver = state.before?.driver ?? null;
  const module = driver === null || !to ? undefined : entry(to.modulesFailed, driver);
  if (!module || after === null || after.spoke !== null) return [];
  return [probeFailed(`${driver}, its driver before the jump, did not load`, [at(module)])];
}

function probeFailed(how: string, evidence: readonly Evidence[]): Finding {
  return {
    verdict: 'probe-failed',
    confidence: 'certain',
    side: 'incoming',
    phase: 'probing',
    family: 'driver',
    kind: 'probe-failed',
    what: how,
    why: 'its driver did not take it in the incoming kernel',
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
  if (!known || after?.enumerated || after?.spoke || !listsDevices(to)) return [];
  const why = before.removed
    ? 'it was removed in the outgoing kernel and did not come back'
    : 'the incoming kernel enumerated other devices and not this one';
  const evidence = [at(before.removed ?? before.enumerated ?? { file: to.source, line: to.firstLine, time: null })];
  return [
    absence({
      verdict: 'missing',
      confidence: before.removed ? 'certain' : 'likely',
      what: 'not enumerated after the jump',
      why,
      evidence,
    }),
  ];
}

/** Hot-unplugged while the handoff was young; later removals, and those of the next teardown, are its own life. */
function soonRemoved(device: DeviceState): boolean {
  const time = device.removed?.time ?? null;
  return device.unbound === null && (time === null || time <= HANDOFF_WINDOW_SECONDS);
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

function listsDevices(to: BootState): boolean {
  return (
    to.fromStart &&
    to.linesLost === 0 &&
    cameUp(to) &&
    Object.values(to.devices).some((device) => device.enumerated !== null)
  );
}

/** Why nothing can be said about a device that shows no fault, or null when quiet means quiet. */
function blind(state: Case): string | null {
  const { to, after, kind, mode } = state;
  if (to === null) return 'the log ends before the incoming kernel’s first line';
  if (!to.fromStart) return 'the incoming kernel’s log does not begin at its first line';
  if (to.damaged.length > 0) return `the incoming kernel’s log is damaged (${to.damaged.join(', ')})`;
  if (to.linesLost > 0) return `at least ${to.linesLost} lines of the incoming kernel were lost`;
  const owned = after !== null && isClaimed(after, to.lastTime);
  if (diedEarly(to, kind) && !owned) return 'the incoming kernel died before a driver claimed it';
  const why = blindness(mode);
  if (why !== null) return why;
  if (uncovered(to, after)) return 'other devices are in IOMMU groups and this one is in none';
  return owned || cameUp(to) ? null : 'the log ends before a driver claimed it';
}

function uncovered(to: BootState, after: DeviceState | null): boolean {
  return after?.group == null && Object.values(to.devices).some((device) => device.group !== null);
}

/** What is left when no rule found anything: quiet and seen to be, or not seen. */
export function quietFinding(state: Case): Finding {
  if (state.lost) {
    const end = state.transition.from;
    const evidence = end ? [{ file: end.source, line: end.lastLine }] : [];
    return absence({
      verdict: 'lost',
      confidence: 'certain',
      what: 'the incoming kernel never appeared',
      why: 'the host was silent for the whole handoff timeout, or hung in its panic',
      evidence,
    });
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
  return absence({
    verdict: 'clean',
    confidence: state.after?.claimed ? 'certain' : 'likely',
    what: 'quiet from the jump on',
    why: `faults would have been seen (${state.mode}), and none was`,
    evidence: quietEvidence(state),
  });
}

function quietEvidence(state: Case): readonly Evidence[] {
  const enabled = state.to?.marks['iommu-enabled'];
  return [...(enabled ? [at(enabled)] : []), ...(state.after?.claimed ? [at(state.after.claimed)] : [])];
}
