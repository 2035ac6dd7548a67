/** From two boots to a judged handoff, not yet signed: pure, and the same however the facts came. */
import { identify } from '../identity';
import {
  type Boot,
  type DeviceHandoff,
  type Finding,
  type Handoff,
  type HandoffKind,
  type Moment,
  VERDICTS,
} from '../report';
import { accountsOf, type BootState, type Mark } from '../timelines/boot';
import { type Policy, policyOf } from '../timelines/declared-policy';
import { phaseSpans } from '../timelines/device-phase';
import { askedFor, bootEnd, cameUp, handoffKind, hostOutcome } from '../timelines/handoff-kind';
import { consoleLevel, iommuMode, iommuSpans } from '../timelines/iommu-mode';
import { neverCameBack, originOf, transitionsOf } from '../timelines/lineage';
import type { Lineage, Transition } from '../timelines/lineage-state';
import { HANDOFF_WINDOW_SECONDS } from '../timelines/phase';
import { reblame } from '../timelines/reblame';
import { policyLabel, teardownOf } from '../timelines/teardown-policy';
import { unknownLines } from '../timelines/unknown-count';
import { faultsSuppressed } from './blind';
import type { Case } from './case';
import {
  errorFindings,
  faultFindings,
  missingFindings,
  outgoingFindings,
  probeFindings,
  quietFinding,
  strayFindings,
} from './finding';
import { symptomsOf } from './symptom';

const severity = (finding: Finding): number => VERDICTS.indexOf(finding.verdict);
const CONFIDENCES = ['certain', 'likely', 'possible'];

/** Worst first; among equals the surer, then the earlier line. */
function byWeight(left: Finding, right: Finding): number {
  return (
    severity(left) - severity(right) ||
    CONFIDENCES.indexOf(left.confidence) - CONFIDENCES.indexOf(right.confidence) ||
    (left.evidence[0]?.line ?? 0) - (right.evidence[0]?.line ?? 0)
  );
}

/** Outgoing findings come last: they explain. */
function findingsOf(state: Case): readonly Finding[] {
  const incoming = [
    ...missingFindings(state),
    ...errorFindings(state),
    ...probeFindings(state),
    ...faultFindings(state),
  ];
  const judged = incoming.length > 0 ? incoming : [quietFinding(state)];
  return [...judged.toSorted(byWeight), ...outgoingFindings(state).toSorted(byWeight)];
}

function judgeDevice({
  transition,
  kind,
  bdf,
  policy,
  lost,
}: {
  transition: Transition;
  kind: HandoffKind;
  bdf: string;
  policy: Policy;
  lost: boolean;
}): DeviceHandoff {
  const { from, to } = transition;
  const before = from?.devices[bdf] ?? null;
  const after = to?.devices[bdf] ?? null;
  const mode = iommuMode({ boot: to, bdf, kind });
  const findings = findingsOf({ transition, kind, bdf, before, after, mode, policy: policy.label, lost, to });
  return {
    bdf,
    id: after?.vendorDevice ?? before?.vendorDevice ?? null,
    driverBefore: driverAtEnd(before),
    driverAfter: after?.failed ? null : driverAtEnd(after),
    verdict: findings[0]?.verdict ?? 'unobserved',
    policy: policy.label,
    declared: policy.declared,
    teardown: teardownOf(transition, bdf),
    iommu: mode,
    iommuSpans: to ? iommuSpans(to, bdf, mode) : [],
    iommuGroup: after?.group ?? before?.group ?? null,
    findings,
    signature: null,
    phases: phaseSpans(transition, bdf),
  };
}

/** The driver that a device had; an unbound one's last driver is still who left it so. */
function driverAtEnd(device: BootState['devices'][string] | null): string | null {
  return device?.driver ?? null;
}

const EVENTS: readonly { mark: Mark; what: string }[] = [
  { mark: 'shutdown', what: 'shutdown' },
  { mark: 'kexec-requested', what: 'kexec requested' },
  { mark: 'hung-in-teardown', what: 'hang' },
  { mark: 'oopsed', what: 'oops' },
  { mark: 'panicked', what: 'panic' },
  { mark: 'crash-kexec', what: 'crash kexec' },
  { mark: 'kexec-started', what: 'jump' },
  { mark: 'restarting', what: 'restart' },
  { mark: 'powered-down', what: 'power down' },
];
const ARRIVALS: readonly { mark: Mark; what: string }[] = [
  { mark: 'first-line', what: 'first line' },
  { mark: 'iommu-enabled', what: 'IOMMU on' },
  { mark: 'tables-copied', what: 'tables copied' },
  { mark: 'init-started', what: 'init' },
  { mark: 'panicked', what: 'panic' },
];
/** Told of its first minutes: a kernel that runs for days hangs and starves of its own. */
const TROUBLES: readonly { mark: Mark; what: string }[] = [
  { mark: 'oopsed', what: 'oops' },
  { mark: 'hung', what: 'hang' },
  { mark: 'hung-still', what: 'still hung' },
  { mark: 'out-of-memory', what: 'out of memory' },
];

function eventsOf({ from, to }: Transition): Handoff['events'] {
  const isOfStart = ({ mark }: { mark: Mark }) => (to?.marks[mark]?.time ?? 0) <= HANDOFF_WINDOW_SECONDS;
  const of = (boot: BootState | null, wanted: typeof EVENTS) =>
    wanted
      .flatMap(({ mark, what }) => {
        const at: Moment | undefined = boot?.marks[mark];
        return at ? [{ what, at }] : [];
      })
      .sort((left, right) => left.at.line - right.at.line);
  return [...of(from, EVENTS), ...of(to, [...ARRIVALS, ...TROUBLES.filter(isOfStart)])];
}

/** Functions worth a line: enumerated ones, and whatever a fault names. */
function bdfsOf({ from, to }: Transition): readonly string[] {
  const worth = (boot: BootState | null) =>
    Object.values(boot?.devices ?? {})
      .filter(
        (device) =>
          device.enumerated ||
          device.spoke ||
          device.errors.length > 0 ||
          device.faults.some((fault) => fault.kind === 'iommu-fault'),
      )
      .map((device) => device.bdf);
  return [...new Set([...worth(from), ...worth(to)])].sort();
}

const isDriven = ({ driverBefore }: DeviceHandoff): boolean => driverBefore !== null && driverBefore !== 'pcieport';

/** The label that most driven devices share, else that of the handoff as such. */
function commonLabel(labels: readonly string[], general: string): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [most] = [...counts].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  return most?.[0] ?? general;
}

function hostPolicy(
  host: Policy,
  devices: readonly DeviceHandoff[],
  policies: ReadonlyMap<string, Policy>,
): Handoff['policy'] {
  const driven = devices.filter(isDriven).flatMap(({ bdf }) => policies.get(bdf) ?? []);
  const inferred = commonLabel(
    driven.map((of) => policyLabel(of.inferred)),
    policyLabel(host.inferred),
  );
  return {
    label: commonLabel(
      driven.map(({ label }) => label),
      host.label,
    ),
    declared: host.declared,
    inferred: inferred.split('+'),
    contradictions: [...host.contradictions, ...devices.flatMap(({ bdf }) => policies.get(bdf)?.contradictions ?? [])],
  };
}

/** Both kernels seen, the incoming one from its first line until it was up. */
function isComplete({ from, to }: Transition): boolean {
  return from !== null && to?.fromStart === true && cameUp(to);
}

/** Named after its outgoing boot, or, where none is known, the incoming one. */
export function handoffId(host: string, { from, to }: Transition): string {
  return identify('h', [host, from ? from.id : null, from ? null : (to?.id ?? null)]);
}

/** Faults blamed with all that both boots know of their devices. */
function attributed({ from, to }: Transition): Transition {
  return { from: from && reblame(from, null), to: to && reblame(to, from) };
}

/** One handoff of a lineage, judged; not yet signed. */
export function judge(lineage: Lineage, unblamed: Transition): Handoff {
  const transition = attributed(unblamed);
  const { host } = lineage;
  const { from, to } = transition;
  const silent = to === null && from !== null && neverCameBack(lineage, from);
  const kind = handoffKind(transition);
  const outcome = hostOutcome({ transition, kind, silent });
  const lost = outcome === 'lost';
  const policies = new Map(bdfsOf(transition).map((bdf) => [bdf, policyOf({ transition, kind, bdf })]));
  const devices = [...policies]
    .map(([bdf, policy]) => judgeDevice({ transition, kind, bdf, policy, lost }))
    .sort(
      (left, right) =>
        VERDICTS.indexOf(left.verdict) - VERDICTS.indexOf(right.verdict) || (left.bdf < right.bdf ? -1 : 1),
    );
  return {
    id: handoffId(host, transition),
    version: [from, to].flatMap((boot) => (boot === null ? [] : accountsOf(boot))).length,
    host,
    kind,
    asked: from ? askedFor(from) : null,
    from: from?.id ?? null,
    to: to?.id ?? null,
    complete: isComplete(transition),
    outcome,
    kernels: { from: from?.release ?? to?.kho?.release ?? null, to: to?.release ?? null },
    policy: hostPolicy(policyOf({ transition, kind, bdf: null }), devices, policies),
    iommu: {
      from: iommuMode({ boot: from, bdf: null, kind: 'unknown' }),
      to: iommuMode({ boot: to, bdf: null, kind }),
    },
    observability: {
      fromStart: to?.fromStart ?? false,
      linesLost: to?.linesLost ?? 0,
      linesHidden: to?.linesHidden ?? 0,
      suppressed: to?.suppressed ?? 0,
      faultsSuppressed: to ? faultsSuppressed(to) : 0,
      damaged: to?.damaged ?? [],
      consoleLevel: to ? consoleLevel(to) : null,
    },
    events: eventsOf(transition),
    symptoms: symptomsOf(to, kind, devices),
    strays: strayFindings({ transition, kind, lost, to }),
    devices,
    unknownLines: [
      ...(from ? unknownLines(from.unknown.teardown, 'teardown') : []),
      ...(to ? unknownLines(to.unknown.start, 'start') : []),
    ],
    unknownBeyond: (from?.unknown.teardown.beyond?.lines ?? 0) + (to?.unknown.start.beyond?.lines ?? 0),
  };
}

/** A lone boot is half a handoff only if it says so itself: by what started it, or by a fault before any driver. */
function isWorthJudging({ from, to }: Transition): boolean {
  if (from !== null || to === null) return true;
  return handoffKind({ from, to }) !== 'unknown' && handoffKind({ from, to }) !== 'firmware';
}

/** Every handoff that the kept boots show. */
export const handoffsOf = (lineage: Lineage): readonly Transition[] => transitionsOf(lineage).filter(isWorthJudging);

/** The boots of a lineage as the report shows them. */
export function bootsOf(lineage: Lineage): readonly Boot[] {
  return lineage.boots.map((boot) => ({
    id: boot.id,
    host: lineage.host,
    file: boot.source,
    firstLine: boot.firstLine,
    lastLine: boot.lastLine,
    sources: accountsOf(boot).map(({ source, firstLine, lastLine }) => ({ file: source, firstLine, lastLine })),
    kernel: boot.release,
    commandLine: boot.commandLine,
    ...originOf(lineage, boot),
    end: bootEnd(boot),
  }));
}
