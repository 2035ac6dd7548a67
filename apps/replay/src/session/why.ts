/** Why a device has its verdict: the chain from the judgement over rules and facts down to the lines that were printed. */
import type { DeviceHandoff, Evidence, Fact, Finding, Handoff } from '#core';
import { visible, wrap } from '../render/layout';
import { countSaid, driverSaid, knownSaid, secondsSaid, verdictSaid, watchSaid } from '../render/words';

export interface Known {
  readonly handoff: Handoff;
  readonly device: DeviceHandoff;
  /** Of the whole replay so far. */
  readonly facts: readonly Fact[];
  /** The raw line, where it is at hand. */
  readonly quote: (place: Evidence) => string | null;
}

export const fieldsSaid = (fact: Fact): string =>
  Object.entries(fact.fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

/** Facts that a piece of evidence names; those of the device itself where there are any. */
function factsAt({ facts, device }: Known, { file, line }: Evidence): readonly Fact[] {
  const at = facts.filter((fact) => fact.source === file && fact.lines.includes(line));
  const own = at.filter(({ bdf }) => bdf === device.bdf);
  return own.length > 0 ? own : at;
}

interface Said {
  readonly depth: number;
  readonly text: string;
}
const at = (depth: number) => (text: string) => ({ depth, text });

const evidenceSaid = (known: Known, place: Evidence): readonly Said[] => [
  at(2)(`line ${place.line} of ${place.file}`),
  ...factsAt(known, place).map((fact) =>
    at(3)(`is the fact ${fact.family}/${fact.kind}  ${fieldsSaid(fact)}`.trimEnd()),
  ),
  at(3)(`| ${visible(known.quote(place)?.trimEnd() ?? '(not at hand)')}`),
];

const EVIDENCE_MAX = 6;

function findingSaid(known: Known, finding: Finding): readonly Said[] {
  const { verdict, confidence, side, phase, what, why, attribution, evidence } = finding;
  const others = attribution.candidates.length > 0 ? `; it could also be ${attribution.candidates.join(', ')}` : '';
  const more = evidence.length - EVIDENCE_MAX;
  return [
    at(1)(`${verdict} (${confidence}), ${side} kernel, phase ${phase}: ${what}`),
    at(2)(`rule: ${why}`),
    at(2)(`blamed by ${attribution.rule}${others}`),
    ...(finding.count > 1 ? [at(2)(`seen ${countSaid(finding)} times`)] : []),
    ...(finding.openReasons ?? []).map((reason) => at(2)(`left open: ${reason}`)),
    ...(finding.corrupted ? [at(2)(`its evidence is damaged: ${finding.corrupted}`)] : []),
    ...evidence.slice(0, EVIDENCE_MAX).flatMap((place) => evidenceSaid(known, place)),
    ...(more > 0 ? [at(2)(`and ${more} more lines`)] : []),
  ];
}

const phaseSaid = ({ phase, from, to }: DeviceHandoff['phases'][number]): string =>
  `${phase} from ${from ? `line ${from.line} (${secondsSaid(from.time)} s)` : '?'} to ${to ? `line ${to.line} (${secondsSaid(to.time)} s)` : '?'}`;

const spanSaid = ({ mode, from }: NonNullable<DeviceHandoff['iommuSpans']>[number]): string =>
  `${mode} from ${from ? `line ${from.line}` : 'the start'}`;

/** The whole chain, one statement each, deeper ones resting under those that they carry. */
export function chainOf(known: Known): readonly Said[] {
  const { handoff, device } = known;
  const { findings, signature, iommuSpans = [], phases, knownFailures = [] } = device;
  const watch = watchSaid(handoff);
  return [
    at(0)(`${device.bdf}  ${driverSaid(device, handoff)}  ${device.id ?? ''}  ${verdictSaid(device.verdict)}`),
    at(1)(
      `in handoff ${handoff.id}, ${handoff.kind}, policy ${device.policy}, IOMMU ${device.iommu}; the worst finding is the verdict:`,
    ),
    ...findings.flatMap((finding) => findingSaid(known, finding)),
    at(1)(`phases: ${phases.map(phaseSaid).join('; ') || 'none seen'}`),
    ...(iommuSpans.length > 0 ? [at(1)(`IOMMU over it: ${iommuSpans.map(spanSaid).join('; ')}`)] : []),
    at(1)(`what lowers the worth of silence: ${watch.join('; ') || 'nothing seen'}`),
    ...(signature ? [at(1)(`signature ${signature.id}: ${Object.values(signature.parts).join(', ')}`)] : []),
    ...knownFailures.map((one) => at(1)(knownSaid(one))),
  ];
}

const INDENT = 3;

export const whyLines = (known: Known, columns: number): string[] =>
  chainOf(known).flatMap(({ depth, text }) => {
    const indent = ' '.repeat(depth * INDENT);
    return wrap({ text: visible(text), columns, first: indent, rest: `${indent}  ` });
  });
