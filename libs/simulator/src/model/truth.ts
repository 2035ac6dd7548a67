/** What really became of a device in a handoff, and what the log that is left can show of it. Says nothing of how a reader would know. */
import type { Kept } from '../loss';
import { BURST } from './fault';
import type { PciFunction } from './machine';
import { type Deed, type Known, knownOf, lifeOf, type Running, type World } from './world';

/** Worst first, as the domain orders them. */
export const TRUE_VERDICTS = [
  'lost',
  'missing',
  'frozen',
  'probe-failed',
  'dma-leak',
  'recovered',
  'faulted',
  'unobserved',
  'clean',
] as const;
export type TrueVerdict = (typeof TRUE_VERDICTS)[number];

export interface Happening {
  readonly verdict: TrueVerdict;
  /** Does a line that survived tell of it? */
  readonly shown: boolean;
}

export interface DeviceTruth {
  readonly bdf: string;
  readonly id: string;
  readonly driver: string | null;
  /** The worst of what happened, whoever could see it. */
  readonly happened: TrueVerdict;
  /** The worst that the log shows; `unobserved` where it shows nothing and could not have. */
  readonly expect: TrueVerdict;
  /** What the same lines would say of another course as well: the log cannot tell them apart, and no reader can be sure. */
  readonly ambiguous: readonly TrueVerdict[];
  /** May the kernel's limit have kept a report of it back? Then a quiet log is no certain one. */
  readonly limited: boolean;
  /** Why nothing could be seen; null where something could. */
  readonly blind: string | null;
  /** Requests that reached memory after the jump, and requests that were refused, before its driver owned it. */
  readonly landed: number;
  readonly refused: number;
}

const survives = (kept: Kept, records: readonly number[]): boolean => records.some((at) => kept.kept.has(at));
const isLeak = ({ when }: Deed): boolean => when !== 'claimed';

export const worst = (verdicts: readonly TrueVerdict[]): TrueVerdict =>
  TRUE_VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? 'clean';

function dmaHappenings(deeds: readonly Deed[], kept: Kept): readonly Happening[] {
  return deeds.map((deed) => ({
    verdict: isLeak(deed) ? 'dma-leak' : 'faulted',
    shown: deed.records.length > 0 && deed.records.every((at) => kept.kept.has(at)),
  }));
}

function freezeHappenings(known: Known, kept: Kept): readonly Happening[] {
  if (known.freeze === null) return [];
  const { records, outcome, owned } = known.freeze;
  const shown = survives(kept, records.slice(0, -1));
  const end = survives(kept, records.slice(-1));
  const verdict = outcome === 'recovered' && (end || !shown) ? 'recovered' : 'frozen';
  return [{ verdict, shown }, ...(owned ? [] : [{ verdict: 'dma-leak', shown } as const])];
}

export interface Arrival {
  readonly world: World;
  readonly running: Running;
  readonly kept: Kept;
  /** Did the outgoing kernel's log name the function? */
  readonly knownBefore: boolean;
}

/** Something is missing of the list of functions when the log is not whole up to where drivers are at work; and a list of nobody is none. */
function listIsWhole({ world, running, kept }: Arrival): boolean {
  const cameUp = running.records.findIndex(({ text }) => text.startsWith('Run /init'));
  const isList = world.machine.functions.some(({ bdf }) => knownOf(running, bdf).enumeratedRecord !== null);
  return isList && kept.fromStart && kept.gaps.length === 0 && kept.level > 6 && cameUp >= 0 && kept.kept.has(cameUp);
}

/** Of what a driver says before it gives up, the errors state that it does. */
const statedFailures = ({ records }: Running, { failedRecords }: Known): readonly number[] =>
  failedRecords.filter((at) => (records[at]?.level ?? 7) <= 4);

function failureIsShown(arrival: Arrival, fn: PciFunction): boolean {
  const { running, kept } = arrival;
  const stated = statedFailures(running, knownOf(running, fn.bdf));
  const named = stated.filter((at) => isAddressed(arrival, fn) || running.records[at]?.text.includes(fn.bdf));
  return survives(kept, named);
}

function happenings(arrival: Arrival, fn: PciFunction): readonly Happening[] {
  const { world, running, kept, knownBefore } = arrival;
  const known = knownOf(running, fn.bdf);
  const deeds = running.deeds.filter(({ bdf }) => bdf === fn.bdf);
  const gone = lifeOf(world, fn.bdf).gone;
  return [
    ...(gone ? [{ verdict: 'missing', shown: knownBefore && listIsWhole(arrival) } as const] : []),
    ...(known.failedRecords.length > 0
      ? [{ verdict: 'probe-failed', shown: failureIsShown(arrival, fn) } as const]
      : []),
    ...dmaHappenings(deeds, kept),
    ...freezeHappenings(known, kept),
  ];
}

/** Up to where a leak of the device could have come: its driver's claim, or the end of what the kernel did. */
const windowEnd = (running: Running, known: Known): number => known.claimedAt ?? running.endedAt;

/** Why a fault of the device could have left no line; null where one would have. */
function blindness(arrival: Arrival, fn: PciFunction): string | null {
  const { running, kept } = arrival;
  const { kernel, iommuAt } = running;
  const known = knownOf(running, fn.bdf);
  const end = windowEnd(running, known);
  if (kept.records.length === 0) return 'the incoming kernel’s log is not there';
  if (!kept.fromStart) return 'the log does not begin at the first line';
  if (kept.gaps.some(({ from }) => from < end)) return 'records are missing before its driver had it';
  if (kept.cutAt !== null && kept.cutAt < end) return 'the log ends before its driver had it';
  if (iommuAt === null || kernel.iommu === 'off') return 'no IOMMU translated';
  if (kernel.iommu === 'passthrough') return 'the IOMMU let it through untranslated';
  if (!running.reports) return 'the IOMMU tells of nothing';
  if (running.inherits) return 'the old translation tables were in use';
  if (kept.level <= 6) return 'the console hides that anybody watched';
  if (running.end === 'died' && known.claimedAt === null) return 'the kernel died before its driver had it';
  return null;
}

/** Its limit kept reports back, or was full before its driver had it and nothing told later that none was kept back. */
function limited({ world, running }: Arrival, fn: PciFunction): boolean {
  const end = windowEnd(running, knownOf(running, fn.bdf));
  const key = { vtd: 'dmar_fault', smmuv3: 'arm_smmu_evtq_thread', amdvi: fn.requester }[
    world.machine.platform as 'vtd'
  ];
  const limit = key === undefined ? undefined : running.limits.get(key);
  if (key === undefined || limit === undefined) return false;
  return (running.suppressed.get(key) ?? 0) > 0 || (limit.printed >= BURST && limit.fullAt <= end);
}

/** Drivers that name their device by the address of its first BAR. */
const BY_ADDRESS: ReadonlySet<string | null> = new Set(['mpt3sas', 'tulip', 'pcnet32']);

/** Whose a fault is hangs on when its driver took the device: some drivers never say, one says it by the address of a BAR, and lines are lost. */
function claimIsTold(arrival: Arrival, fn: PciFunction): boolean {
  const { running, kept } = arrival;
  const { claimedAt, boundRecord } = knownOf(running, fn.bdf);
  if (claimedAt === null) return (fn.driver !== 'virtio-pci' && isAddressed(arrival, fn)) || kept.cutAt === null;
  return (
    isAddressed(arrival, fn) &&
    boundRecord !== null &&
    fn.driver !== 'virtio-pci' &&
    kept.kept.has(boundRecord) &&
    kept.fromStart
  );
}

/** Does its driver name it by an address that was told? A partition's kernel prints no BARs. */
function isAddressed({ world, running, kept }: Arrival, fn: PciFunction): boolean {
  const { enumeratedRecord } = knownOf(running, fn.bdf);
  if (!BY_ADDRESS.has(fn.driver)) return true;
  return world.machine.platform !== 'pseries' && enumeratedRecord !== null && kept.kept.has(enumeratedRecord + 1);
}

/** Verdicts that the same lines would support of another course. */
function ambiguity(arrival: Arrival, fn: PciFunction, shown: boolean): readonly TrueVerdict[] {
  const whose = claimIsTold(arrival, fn);
  if (isHintedFailure(arrival, fn)) return ['probe-failed', 'unobserved', 'dma-leak'];
  const isNameless = fn.driver === 'virtio-pci' || !isAddressed(arrival, fn);
  if (!shown) return whose ? [] : isNameless ? ['unobserved', 'clean'] : ['unobserved'];
  return whose && isNamed(arrival, fn) && freezeIsNamed(arrival, fn)
    ? []
    : ['dma-leak', 'faulted', 'recovered', 'unobserved'];
}

/** Some words of its driver's failure survived, and some did not: what names the device or ends it may be among those. */
function isHintedFailure({ running, kept }: Arrival, fn: PciFunction): boolean {
  const { failedRecords } = knownOf(running, fn.bdf);
  return survives(kept, failedRecords) && !failedRecords.every((at) => kept.kept.has(at));
}

/** An episode's lines name the endpoint, and only some of them the device. */
function freezeIsNamed({ running, kept }: Arrival, fn: PciFunction): boolean {
  const { freeze } = knownOf(running, fn.bdf);
  return (
    freeze === null ||
    freeze.records.some((at) => kept.kept.has(at) && running.records[at]?.text.includes(`PCI ${fn.bdf}`))
  );
}

/** Behind a PCIe-to-PCI bridge a fault names the bridge's bus: only the list of functions tells who is there. */
function isNamed({ running, kept }: Arrival, fn: PciFunction): boolean {
  const { enumeratedRecord } = knownOf(running, fn.bdf);
  return fn.requester === fn.bdf || (enumeratedRecord !== null && kept.kept.has(enumeratedRecord));
}

/** The worst that happened, and the worst that can be told. */
export function truthOf(arrival: Arrival, fn: PciFunction): DeviceTruth {
  const all = happenings(arrival, fn);
  const shown = all.filter((happening) => happening.shown);
  const blind = blindness(arrival, fn);
  const deeds = arrival.running.deeds.filter((deed) => deed.bdf === fn.bdf && isLeak(deed));
  const quiet: TrueVerdict = blind === null ? 'clean' : 'unobserved';
  return {
    bdf: fn.bdf,
    id: fn.id,
    driver: fn.driver,
    happened: worst(all.map(({ verdict }) => verdict)),
    expect: shown.length > 0 ? worst(shown.map(({ verdict }) => verdict)) : quiet,
    ambiguous: ambiguity(arrival, fn, shown.length > 0),
    limited: limited(arrival, fn),
    blind: shown.length > 0 ? null : blind,
    landed: deeds.filter(({ fate }) => fate === 'landed').length,
    refused: deeds.filter(({ fate }) => fate === 'refused').length,
  };
}

/** Nothing ever came: the host is lost to those who wait for it. */
export const lostTruth = (fn: PciFunction, silent: boolean): DeviceTruth => ({
  bdf: fn.bdf,
  id: fn.id,
  driver: fn.driver,
  happened: 'lost',
  expect: silent ? 'lost' : 'unobserved',
  ambiguous: [],
  limited: false,
  blind: silent ? null : 'the log merely ends',
  landed: 0,
  refused: 0,
});
