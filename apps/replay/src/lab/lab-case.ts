/** A run of the lab as a golden case: what corpus/README.md says of `<name>.expected.json`, for the one handoff that a case has. */
import type { LabPlan } from './plan';
import type { LabHandoffTruth } from './witness';

export interface LabCase {
  readonly name: string;
  readonly plan: LabPlan;
  readonly truth: readonly LabHandoffTruth[];
  readonly console: readonly string[];
}

const SPEAKS = /\bLinux version \d/;

/** Null where there is not just one handoff, or nobody knows how it ended. */
export function caseOf({ name, plan, truth, console }: LabCase): object | null {
  const [handoff, ...others] = truth;
  if (handoff === undefined || others.length > 0 || handoff.outcome === 'unknown') return null;
  const boots = console.flatMap((line, at) => (SPEAKS.test(line) ? [at + 1] : []));
  const devices = handoff.devices.map(({ bdf, expect, ambiguous }) => [bdf, { verdicts: [expect, ...ambiguous] }]);
  return {
    log: `${name}.log`,
    arch: plan.lab.arch,
    iommu: plan.lab.iommu,
    did: handoff.policy,
    host: handoff.outcome,
    boots,
    handoff: { kind: handoff.kind, line: boots[1] ?? null },
    devices: Object.fromEntries(devices),
  };
}
