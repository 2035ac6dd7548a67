/** Which failures documented in public fit what was found of a device. */
import type { Family } from '../facts/fact';
import { holdsFix } from '../release';
import type { DeviceHandoff, Finding, Handoff, KnownFailureMatch } from '../report';
import { CATALOGUE } from './catalogue';
import type { KnownFailure, Pattern } from './known-failure';

const MATCHES_MAX = 3;

interface Sight {
  readonly handoff: Pick<Handoff, 'kind' | 'kernels' | 'devices'>;
  readonly device: DeviceHandoff;
  readonly finding: Finding;
}

const isOneOf = <T>(values: readonly T[] | undefined, value: T | null): boolean =>
  values === undefined || (value !== null && values.includes(value));
const fits = (pattern: RegExp | undefined, value: string | null | undefined): boolean =>
  pattern === undefined || pattern.test(value ?? '');

/** Does everything that the pattern asks for hold? */
export function matches(pattern: Pattern, { handoff, device, finding }: Sight): boolean {
  const { drivers } = pattern;
  return (
    pattern.verdicts.includes(finding.verdict) &&
    (pattern.side ?? 'incoming') === finding.side &&
    isOneOf(pattern.kinds, handoff.kind) &&
    [device.driverBefore, device.driverAfter, finding.driver ?? null].some((driver) => isOneOf(drivers, driver)) &&
    isOneOf<Family>(pattern.families, finding.family as Family | null) &&
    fits(pattern.device, device.id) &&
    fits(pattern.address, device.bdf.slice(device.bdf.indexOf(':') + 1)) &&
    fits(pattern.bdf, device.bdf) &&
    (pattern.beside === undefined || handoff.devices.some(({ id }) => fits(pattern.beside, id))) &&
    fits(pattern.from, handoff.kernels.from) &&
    fits(pattern.to, handoff.kernels.to) &&
    fits(pattern.reason, finding.reason) &&
    fits(pattern.what, finding.what) &&
    fits(pattern.iommu, device.iommu) &&
    fits(pattern.why, finding.why)
  );
}

/** How much a pattern asks for: what asks for more says more. */
const weight = ({ pattern }: KnownFailure): number => Object.keys(pattern).length + (pattern.drivers ? 1 : 0);

/** A kernel that holds the fix does not fail of it; what is said of old kernels in general is not said of one whose release nobody knows. */
function said(known: KnownFailure, { from, to }: Handoff['kernels']): KnownFailureMatch | null {
  const { id, title, explanation, workaround, fix, sources, pattern } = known;
  const release = fix?.kernel === 'incoming' ? to : from;
  const fixed = fix === null ? 'no' : holdsFix(release, fix);
  const isOldOnly = fix?.since != null && pattern.drivers === undefined && release === null;
  if (fixed === 'yes' || isOldOnly) return null;
  return {
    id,
    title,
    explanation,
    workaround,
    fix: fix && { commit: fix.commit, since: fix.since },
    fixed,
    sources,
  };
}

export function knownFailuresOf(device: DeviceHandoff, handoff: Sight['handoff']) {
  return CATALOGUE.filter(({ pattern }) =>
    device.findings.some((finding) => matches(pattern, { handoff, device, finding })),
  )
    .sort((left, right) => weight(right) - weight(left))
    .map((known) => said(known, handoff.kernels))
    .filter((match) => match !== null)
    .slice(0, MATCHES_MAX);
}

/** A judged handoff with what is known in public of every device's failure. */
export function explain(handoff: Handoff): Handoff {
  const devices = handoff.devices.map((device) => ({ ...device, knownFailures: knownFailuresOf(device, handoff) }));
  return { ...handoff, devices };
}
