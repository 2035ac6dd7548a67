/** How the report's values are said to people. */
import type { Boot, DeviceHandoff, Evidence, Finding, Handoff, KnownFailureMatch, Symptom, Verdict } from '#core';

const IOMMU_NAMES: Readonly<Record<string, string>> = {
  vtd: 'VT-d',
  amdvi: 'AMD-Vi',
  smmu: 'SMMU',
  smmuv3: 'SMMUv3',
  tce: 'TCE',
  riscv: 'RISC-V',
  virtio: 'virtio',
};
/** `vtd-translated` → `VT-d translated`. */
export const iommuSaid = (mode: string): string => {
  const [vendor, ...rest] = mode.split('-');
  const name = IOMMU_NAMES[vendor!];
  return name ? [name, rest.join('-')].filter(Boolean).join(' ') : mode;
};

export const BAD: ReadonlySet<Verdict> = new Set([
  'lost',
  'missing',
  'frozen',
  'probe-failed',
  'dma-leak',
  'recovered',
  'faulted',
]);
export const isBad = (device: DeviceHandoff): boolean => BAD.has(device.verdict);

/** `DMA LEAK`: a bad verdict is shouted, the others are said. */
export const verdictSaid = (verdict: Verdict): string =>
  BAD.has(verdict) ? verdict.replace('-', ' ').toUpperCase() : verdict;

export const secondsSaid = (seconds: number | null): string => (seconds === null ? '?' : seconds.toFixed(2));

export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
/** `3 devices: 1 dma-leak, 2 unobserved`, worst first. */
export const tally = (devices: readonly DeviceHandoff[]): string => {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of devices) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const said = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  return plural(devices.length, 'device') + (said && `: ${said}`);
};
/** `e1000e`, or `e1000e → vfio-pci` where it changed. A driver that printed nothing under the device’s name was not seen; what no kernel lived to say is left out. */
export const driverSaid = (
  { driverBefore, driverAfter, findings }: DeviceHandoff,
  { outcome, to }: Handoff,
): string => {
  const tried = findings.find(({ driver }) => driver != null)?.driver;
  if (driverBefore === null && driverAfter === null && tried) return `${tried} (failed)`;
  const untold = driverAfter === null && (to === null || outcome === 'died' || outcome === 'lost');
  if (driverBefore === driverAfter || untold) return driverBefore ?? 'no driver seen';
  return `${driverBefore ?? 'no driver seen'} → ${driverAfter ?? 'no driver seen'}`;
};

const OUTCOMES: Readonly<Record<Handoff['outcome'], string>> = {
  back: '',
  died: 'the incoming kernel DIED',
  lost: 'the host was LOST',
  firmware: 'came back through FIRMWARE',
  unknown: 'how it ended is not in the log',
};
export const outcomeSaid = (handoff: Handoff): string => OUTCOMES[handoff.outcome];

/** The line that the incoming kernel died with. */
const DEATHS: ReadonlySet<string> = new Set(['panic', 'still hung', 'out of memory']);
export const deathOf = ({ outcome, events }: Handoff): readonly Evidence[] =>
  outcome === 'died'
    ? events
        .filter(({ what }) => DEATHS.has(what))
        .map(({ at }) => at)
        .slice(-1)
    : [];

export const kernelsSaid = ({ kernels: { from, to } }: Handoff): string => `${from ?? '?'} → ${to ?? '?'}`;

const ENDS: Readonly<Record<Boot['end'], string>> = {
  kexec: 'ends in kexec',
  panic: 'ends in a panic',
  'crash-kexec': 'panics and starts its crash kernel',
  restart: 'restarts through firmware',
  'power-down': 'powers down',
  shutdown: 'the log ends while it goes down',
  open: 'the log ends while it runs',
};
export const startSaid = ({ kind }: Boot): string => (kind === 'unknown' ? '' : `started by ${kind}`);
export const endSaid = (boot: Boot): string => ENDS[boot.end];

/** What lowers the worth of silence in this handoff; empty where nothing does. */
export const watchSaid = ({ to, observability }: Handoff): string[] => {
  const { fromStart, linesLost, linesHidden = 0, suppressed, faultsSuppressed = 0, damaged } = observability;
  return [
    fromStart || to === null ? '' : 'the incoming log does not begin at its first line',
    linesLost > 0 ? `${plural(linesLost, 'line')} lost` : '',
    linesHidden > 0
      ? `${plural(linesHidden, 'record')} not in the log, as where a console shows none of level debug`
      : '',
    suppressed > 0 ? `${plural(suppressed, 'message')} suppressed by the kernel` : '',
    faultsSuppressed > 0 ? `${plural(faultsSuppressed, 'fault report')} among them` : '',
    damaged.length > 0 ? `damaged: ${damaged.join(', ')}` : '',
  ].filter(Boolean);
};

/** What this log does not show of a handoff that is not complete; empty where the outcome already says it. */
export const missingSaid = ({ complete, from, to, outcome, observability }: Handoff): string => {
  if (complete) return '';
  if (from === null) return 'incomplete: the log does not show the outgoing kernel';
  if (to === null) return 'incomplete: the log does not show the incoming kernel';
  if (!observability.fromStart) return 'incomplete: the log does not show the incoming kernel’s first lines';
  return outcome === 'died' ? '' : 'incomplete: the log ends before the incoming kernel was up';
};

/** Findings that judge, worst first as they come; then those of the outgoing side, which only explain. */
export const judging = ({ findings }: DeviceHandoff): readonly Finding[] =>
  findings.filter(({ side }) => side === 'incoming');
export const explaining = ({ findings }: DeviceHandoff): readonly Finding[] =>
  findings.filter(({ side }) => side === 'outgoing');

/** Rules that need no word where the id can mean nothing else. */
const PLAIN_RULES: readonly string[] = ['requester id', 'the line names the device', 'what the log does not show'];
/** `blamed by stream id, taken as the requester id; it could also be …`; empty where the line itself names the device. */
export const blameSaid = ({ attribution: { rule, candidates } }: Finding): string => {
  const others = candidates.length > 0 ? `; it could also be ${candidates.join(', ')}` : '';
  return others === '' && PLAIN_RULES.includes(rule) ? '' : `blamed by ${rule}${others}`;
};

const fixSaid = ({ fix, fixed }: KnownFailureMatch): string => {
  if (fix === null) return '';
  const by = fix.commit === null ? '' : ` by ${fix.commit.slice(0, 12)}`;
  const unsure = fixed === 'unknown' ? '; this kernel’s release does not tell whether it holds it' : '';
  return ` Fixed${fix.since === null ? '' : ` in ${fix.since}`}${by}${unsure}.`;
};
/** A failure documented in public, what helps, and where to read of it. */
export const knownSaid = (known: KnownFailureMatch): string => {
  const helps = known.workaround === null ? '' : ` What helps: ${known.workaround}`;
  return `known failure ${known.id}: ${known.title}. ${known.explanation}${helps}${fixSaid(known)} See ${known.sources[0]}`;
};

const SYMPTOM_OF: Readonly<Record<NonNullable<Symptom['of']>, string>> = {
  memory: 'damaged memory',
  bus: 'bus error',
  'interrupt-line': 'interrupt line',
  'interrupt-vector': 'interrupt vector',
  'interrupt-controller': 'interrupt controller',
};
const symptomSaid = ({ of = 'memory', what, confidence, why, candidates }: Symptom): string =>
  `${SYMPTOM_OF[of]}: ${what} (${confidence}): ${why}${candidates.length > 0 ? `; it could be ${candidates.join(', ')}` : ''}`;

/** Lines shown of trouble that no device is blamed for. */
export const BESIDE_MAX = 2;
/** Trouble that names no device, and faults of ids that no function has: a handoff's, with the lines that tell it. */
export const besideSaid = ({
  symptoms = [],
  strays = [],
}: Handoff): readonly { said: string; evidence: readonly Evidence[] }[] => [
  ...symptoms.map((symptom) => ({ said: symptomSaid(symptom), evidence: [symptom.at] })),
  ...strays.map(({ what, why, evidence }) => ({ said: `a fault of nobody’s: ${what}, ${why}`, evidence })),
];
/** `3` or, where the kernel kept some to itself, `at least 3`. */
export const countSaid = ({ count, atLeast = false }: Finding): string => `${atLeast ? 'at least ' : ''}${count}`;
