/** What the host said it would do to its devices, and what in the log speaks against it. */
import type { Contradiction, Evidence, HandoffKind, Moment, PolicyStep } from '../report';
import type { BootState, Declared, DeviceState } from './boot';
import { cameUp } from './handoff-kind';
import { HANDOFF_TIMEOUT_SECONDS, type Transition } from './lineage-state';
import { COMMAND_MASTER, inferPolicy, policyLabel } from './teardown-policy';

/**
 * Does the declaration speak of this handoff? One for a crash stands until the crash; one for a planned handoff was made for it minutes before, and
 * an older one is of an attempt that came to nothing.
 */
export function holds(declared: Declared, from: BootState, kind: HandoffKind): boolean {
  if (declared.kind === 'kdump') return kind === 'kdump';
  const [then, end] = [declared.at.time, from.lastTime];
  return then === null || end === null || end - then <= HANDOFF_TIMEOUT_SECONDS;
}

/** The label declared for a device, or, without one, for the host; null where the host declared nothing. */
export function declaredPolicy(from: BootState | null, kind: HandoffKind, bdf: string | null): string | null {
  const declared = from?.declared ?? null;
  if (from === null || declared === null || !holds(declared, from, kind)) return null;
  return (bdf === null ? undefined : declared.devices[bdf]) ?? declared.policy;
}

interface Seen {
  readonly from: BootState;
  readonly to: BootState | null;
  readonly kind: HandoffKind;
  readonly bdf: string | null;
  readonly before: DeviceState | null;
  readonly after: DeviceState | null;
  /** The declared steps. */
  readonly steps: readonly string[];
}
interface Against {
  readonly what: string;
  readonly at: readonly (Moment | null | undefined)[];
}
type Rule = (seen: Seen) => Against | null;

const planned = ({ from }: Seen): Moment | undefined =>
  from.marks['kexec-requested'] ?? from.marks.shutdown ?? from.marks['kexec-started'];

/** Was the incoming kernel seen from its first line until it was up? Only then is silence of it telling. */
const wholeStart = (to: BootState | null): to is BootState =>
  to?.fromStart === true && to.linesLost === 0 && cameUp(to);

/** A crash tears nothing down. */
const tornDown: Rule = ({ from, kind, bdf }) =>
  kind === 'kdump' && bdf === null
    ? { what: 'the kernel crashed: nothing was torn down', at: [from.marks['crash-kexec'] ?? from.marks.panicked] }
    : null;

const resetFailed =
  (method: RegExp): Rule =>
  ({ before }) => {
    const failed = before?.resets.find((reset) => !reset.ok && method.test(reset.method));
    return failed ? { what: `its reset failed (${failed.method})`, at: [failed.at] } : null;
  };

const notUnbound: Rule = ({ before }) =>
  before?.shutdown && !before.unbound
    ? { what: 'its shutdown callback ran, and nothing shows an unbind', at: [before.shutdown] }
    : null;

/** What must and must not appear under each step; silence speaks only where the step always says something. */
const CONTRACT: Readonly<Record<PolicyStep, readonly Rule[]>> = {
  none: [
    (seen) =>
      seen.bdf === null && seen.kind !== 'kdump' && planned(seen)
        ? { what: 'the system went down in order', at: [planned(seen)] }
        : null,
    ({ before }) => (before?.shutdown ? { what: 'its shutdown callback ran', at: [before.shutdown] } : null),
    ({ before, bdf }) => (bdf && before?.unbound ? { what: 'its driver was unbound', at: [before.unbound] } : null),
  ],
  shutdown: [
    tornDown,
    ({ before, steps }) =>
      before?.unbound && !steps.includes('remove') && !steps.includes('vfio-rebind')
        ? { what: 'its driver was unbound', at: [before.unbound] }
        : null,
  ],
  remove: [tornDown, notUnbound],
  'remove-or-shutdown': [tornDown],
  'bus-master-off': [
    tornDown,
    ({ after }) =>
      ((after?.commandBefore ?? 0) & COMMAND_MASTER) !== 0
        ? { what: 'the incoming kernel found bus mastering on', at: [after?.commandAt] }
        : null,
  ],
  flr: [tornDown, resetFailed(/flr|function/i)],
  'hot-reset': [tornDown, resetFailed(/hot|bus|slot/i)],
  'vfio-rebind': [tornDown, notUnbound],
  'iommu-inherit': [
    ({ to, bdf }) =>
      bdf === null && to?.marks['tables-discarded']
        ? { what: 'the incoming kernel discarded the translation tables', at: [to.marks['tables-discarded']] }
        : null,
    ({ to, bdf }) =>
      bdf === null && wholeStart(to) && !to.marks['tables-copied'] && !to.marks['tables-discarded']
        ? { what: 'the incoming kernel did not say that it copied translation tables', at: [to.marks['iommu-enabled']] }
        : null,
  ],
  preserve: [
    tornDown,
    ({ to, bdf }) =>
      bdf === null && wholeStart(to) && !to.marks.kho
        ? { what: 'the incoming kernel found nothing handed over', at: [to.marks['first-line']] }
        : null,
    ({ after }) => {
      const reset = after?.resets.find(({ ok }) => ok);
      return reset ? { what: `the incoming kernel reset it (${reset.method})`, at: [reset.at] } : null;
    },
  ],
};

/** Tables that nobody said would be inherited: the host's policy is another than it declares. */
const inheritedUnsaid: Rule = ({ to, bdf, steps }) =>
  bdf === null && to?.marks['tables-copied'] && !steps.includes('iommu-inherit')
    ? { what: 'the incoming kernel copied the translation tables', at: [to.marks['tables-copied']] }
    : null;

const evidenceOf = (at: Against['at']): readonly Evidence[] =>
  at.flatMap((moment) => (moment ? [{ file: moment.file, line: moment.line }] : []));

/** What in the log speaks against the policy declared for a device, or (`bdf` null) for the host. A reboot through firmware kept no policy. */
export function contradictions({
  transition,
  kind,
  bdf,
}: {
  transition: Transition;
  kind: HandoffKind;
  bdf: string | null;
}): readonly Contradiction[] {
  const { from, to } = transition;
  const declared = declaredPolicy(from, kind, bdf);
  if (from === null || declared === null || kind === 'firmware') return [];
  const steps = declared.split('+') as readonly PolicyStep[];
  const device = (boot: BootState | null) => (bdf === null ? null : (boot?.devices[bdf] ?? null));
  const seen: Seen = { from, to, kind, bdf, before: device(from), after: device(to), steps };
  const rules = [
    ...steps.flatMap((step) => CONTRACT[step].map((rule) => ({ step, rule }))),
    { step: 'iommu-inherit' as const, rule: inheritedUnsaid },
  ];
  return rules.flatMap(({ step, rule }) => {
    const against = rule(seen);
    return against === null
      ? []
      : [
          {
            bdf,
            declared,
            step,
            what: against.what,
            evidence: [from.declared?.at, ...against.at].flatMap((at) => evidenceOf([at])),
          },
        ];
  });
}

export interface Policy {
  /** What was declared, where nothing speaks against it; else what the log shows. */
  readonly label: string;
  readonly declared: string | null;
  readonly inferred: readonly PolicyStep[];
  readonly contradictions: readonly Contradiction[];
}

/** The policy of a device, or (`bdf` null) of the host. */
export function policyOf(of: { transition: Transition; kind: HandoffKind; bdf: string | null }): Policy {
  const { transition, kind, bdf } = of;
  const declared = declaredPolicy(transition.from, kind, bdf);
  const inferred = inferPolicy(of);
  const against = contradictions(of);
  const ofHost = bdf === null ? [] : contradictions({ ...of, bdf: null });
  const believed = declared !== null && against.length === 0 && ofHost.length === 0;
  return { label: believed ? declared : policyLabel(inferred), declared, inferred, contradictions: against };
}
