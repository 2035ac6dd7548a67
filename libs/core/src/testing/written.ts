/** All that a report tells of handoffs, as text that a person can review. For tests only. */
import type { DeviceHandoff, Evidence, Finding, Handoff, Moment, Report } from '../report';

const places = (evidence: readonly Evidence[]): string =>
  evidence.map(({ line, time }) => (time == null ? `${line}` : `${line} (${time})`)).join(', ') || 'none';
const moment = (at: Moment | null | undefined): string => (at ? `${at.line}/${at.time}` : '-');

function ofFinding(finding: Finding): readonly string[] {
  const { verdict, confidence, side, phase, family, kind, reason, access, count, atLeast, corrupted, attribution } =
    finding;
  return [
    `  - ${verdict}, ${confidence}, ${side}, ${phase}: ${finding.what}`,
    `    why: ${finding.why}`,
    ...(finding.openReasons ?? []).map((open) => `    open: ${open}`),
    `    is: ${[family, kind, reason, access, `${count}${atLeast ? '+' : ''}`, corrupted].join(' | ')}`,
    `    by: ${[attribution.rule, ...attribution.candidates].join(' | ')}`,
    `    first ${moment(finding.first)} last ${moment(finding.last)} lines ${places(finding.evidence)}`,
  ];
}

function ofTeardown({ teardown }: DeviceHandoff): string {
  const { shutdownRan, secondsAtMost, failed, leftIn, resets } = teardown;
  const said = [
    shutdownRan && 'shutdown ran',
    secondsAtMost,
    failed,
    leftIn,
    ...resets.map(({ method, ok }) => `${method} ${ok}`),
  ];
  return said.filter((word) => word !== false && word !== null).join(', ') || '-';
}

function ofDevice(device: DeviceHandoff): readonly string[] {
  const { bdf, id, driverBefore, driverAfter, verdict, policy, iommu, iommuGroup, signature, phases } = device;
  const spans = (device.iommuSpans ?? []).map(({ mode, from, to }) => `${mode} ${moment(from)}..${moment(to)}`);
  return [
    `${bdf} ${id} ${driverBefore} -> ${driverAfter}: ${verdict}; ${policy}; ${iommu}; group ${iommuGroup}`,
    `  teardown: ${ofTeardown(device)}; iommu: ${spans.join(', ') || '-'}`,
    `  phases: ${phases.map(({ phase, from, to }) => `${phase} ${moment(from)}..${moment(to)}`).join(', ')}`,
    ...(signature
      ? [
          `  signature: ${signature.title} | ${(signature.ids ?? []).map(({ id }) => id).join(' ')}`,
          `  family: ${signature.family?.title} | ${signature.family?.id}`,
        ]
      : []),
    ...device.findings.flatMap(ofFinding),
  ];
}

function ofHandoff(handoff: Handoff): readonly string[] {
  const { kind, asked, outcome, complete, version, kernels, policy, iommu, observability, events } = handoff;
  return [
    `${kind}, asked ${asked}, ${outcome}, ${complete ? 'complete' : 'in part'}, version ${version}, ${kernels.from} -> ${kernels.to}`,
    `policy: ${policy.label}, declared ${policy.declared}, inferred ${policy.inferred.join('+')}`,
    ...policy.contradictions.map(
      ({ bdf, step, what, evidence }) => `against ${bdf} ${step}: ${what}, lines ${places(evidence)}`,
    ),
    `iommu: ${iommu.from} -> ${iommu.to}; ${JSON.stringify(observability)}`,
    `events: ${events.map(({ what, at }) => `${what} ${moment(at)}`).join(', ')}`,
    ...(handoff.symptoms ?? []).map(
      ({ what, confidence, why, at, candidates }) =>
        `symptom: ${what}, ${confidence}, ${why}, ${moment(at)}, ${candidates.join(' ')}`,
    ),
    ...(handoff.strays ?? []).flatMap((stray) => ['stray', ...ofFinding(stray)]),
    ...handoff.devices.flatMap(ofDevice),
  ];
}

export const written = ({ handoffs }: Report): string =>
  handoffs.map((handoff) => ofHandoff(handoff).join('\n')).join('\n\n');
