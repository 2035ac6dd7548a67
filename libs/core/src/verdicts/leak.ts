/** Why a device was still at it after the jump, and how sure that is: domain.md §4. */
import type { Confidence } from '../report';
import type { BootState, FaultRun } from '../timelines/boot';
import { consoleLevel } from '../timelines/iommu-mode';
import { isAfter } from '../timelines/moment';
import { COMMAND_MASTER, clearsBusMaster } from '../timelines/teardown-policy';
import { type Case, isKnownHandoff } from './case';

export interface Doubt {
  readonly ceiling: Confidence;
  readonly why: string;
}

const CONFIDENCES: readonly Confidence[] = ['certain', 'likely', 'possible'];

export function leastSure(doubts: readonly Doubt[]): Confidence {
  const worst = Math.max(0, ...doubts.map(({ ceiling }) => CONFIDENCES.indexOf(ceiling)));
  return CONFIDENCES[worst] ?? 'possible';
}

/** Has some driver spoken before the fault, or user space begun, which loads modules? Before that none can have taken the device silently. */
function driversWereUp({ to }: Case, fault: FaultRun): boolean {
  if (isAfter(fault.first, to?.marks['init-started'])) return true;
  return Object.values(to?.devices ?? {}).some(
    ({ driver, spoke }) => driver !== 'pcieport' && isAfter(fault.first, spoke),
  );
}

/** A driver that never names its device leaves no claim: tulip, pcnet32, old IDE drivers. */
function mayBeSilentlyOwned(state: Case, fault: FaultRun): boolean {
  const { before, after } = state;
  if (after?.spoke || before?.driver) return false;
  return driversWereUp(state, fault);
}

/** PCI class 03. */
const isDisplay = ({ before, after }: Case): boolean => (after?.pciClass ?? before?.pciClass ?? '').startsWith('03');

/** Lines are missing before the fault: in the middle, or from the start where no driver was seen to come only after it. */
function claimMayBeLost({ to, after }: Case, fault: FaultRun): boolean {
  if (to === null) return false;
  const cameLater = after?.spoke != null && isAfter(after.spoke, fault.first);
  return isAfter(fault.first, to.gapAt) || ((!to.fromStart || showsTroubleOnly(to)) && !cameLater);
}

/** Drivers claim at level info: a console below it shows their faults and no claim, nor any function that was found. */
function showsTroubleOnly(to: BootState): boolean {
  const level = consoleLevel(to);
  return (
    level !== null && level <= INFO_LEVEL && Object.values(to.devices).every(({ enumerated }) => enumerated === null)
  );
}

const INFO_LEVEL = 6;

/** Each reason to be less than certain that a fault before the claim is the outgoing kernel's. */
export function leakDoubts(state: Case, fault: FaultRun): readonly Doubt[] {
  const { after } = state;
  const doubts: (Doubt | false)[] = [
    fault.corrupted !== null && { ceiling: 'possible', why: `the evidence is damaged (${fault.corrupted})` },
    !isKnownHandoff(state) && { ceiling: 'possible', why: 'nothing says how this kernel was started' },
    fault.ceiling !== 'certain' && { ceiling: fault.ceiling, why: `the device is blamed by ${fault.rule}` },
    fault.kind === 'interrupt-fault' && { ceiling: 'likely', why: 'it is an interrupt request, which harms no memory' },
    fault.phase === 'probing' &&
      !isBeforeMastering(state, fault) && {
        ceiling: 'likely',
        why: 'its driver was probing it, and may have started this DMA itself',
      },
    isAfter(fault.first, after?.failed?.at) && {
      ceiling: 'possible',
      why: 'its driver had probed it and failed, and may have left this DMA',
    },
    claimMayBeLost(state, fault) && {
      ceiling: 'likely',
      why: 'lines were lost before it, and its driver’s claim may be among them',
    },
    isDisplay(state) && {
      ceiling: 'likely',
      why: 'a display controller goes on with what firmware or a console had put on the screen',
    },
    mayBeSilentlyOwned(state, fault) && {
      ceiling: 'possible',
      why: 'drivers were already at work and neither kernel names its own: one that never names its device may have taken it',
    },
  ];
  return doubts.filter((doubt) => doubt !== false);
}

/** The new driver's own line says when it let the device master the bus: what came before is not its doing. */
export function isBeforeMastering({ after }: Case, fault: FaultRun): boolean {
  return after?.masterOn != null && !isAfter(fault.last, after.masterOn);
}

export function isAfterMastering({ after }: Case, fault: FaultRun): boolean {
  return fault.phase === 'probing' && isAfter(fault.first, after?.masterOn);
}

/** Reasons that the evidence leaves open; the first ones are those that it speaks for. */
export function openReasons(state: Case): readonly string[] {
  if (state.bdf === '') return ['its id is of no function that was enumerated: a platform device’s, perhaps'];
  if (state.policy.split('+').includes('preserve'))
    return ['it was preserved and may keep on, but the incoming IOMMU did not know its mappings'];
  if (state.kind === 'kdump') return [crashReason(state)];
  const { before, after } = state;
  const reasons = [
    before?.unbound ? 'it went on although its driver was unbound' : null,
    before?.shutdownFailed ? `its shutdown failed (${before.shutdownFailed.how})` : null,
    ...masterReasons(state),
    before?.resets.some((reset) => !reset.ok) ? 'its reset failed' : null,
    before?.shutdown || before?.unbound ? null : 'nothing shows that its driver has a shutdown callback that stops it',
    after?.powerRefused || before?.powerRefused ? 'it was powered off, where bus mastering is not cleared' : null,
  ];
  return reasons.filter((reason) => reason !== null);
}

function crashReason({ mode }: Case): string {
  const then = mode.endsWith('-translated')
    ? ', the incoming one enabled translation'
    : mode.endsWith('-inherited')
      ? ', and not even the inherited tables map that address'
      : '';
  return `nothing was torn down in the crash, so bus mastering stayed on${then}`;
}

/** What is known of the bus-master bit, which pci_device_shutdown() clears at a kexec (drivers/pci/pci-driver.c). */
function masterReasons(state: Case): readonly string[] {
  const { after, transition } = state;
  const left = after?.commandBefore ?? null;
  if (left !== null && (left & COMMAND_MASTER) !== 0)
    return ['the outgoing kernel left bus mastering on (command register)'];
  const cleared = clearsBusMaster(transition.from?.release ?? null);
  if (cleared === false) return ['the outgoing kernel is older than the clearing of bus mastering at kexec'];
  const known =
    'the PCI core clears bus mastering at kexec, so the device or firmware ignored or undid it, or a bridge was exempt';
  return cleared === null ? [`${known}, or the outgoing kernel (unknown release) does not clear it`] : [known];
}
