/** What is judged otherwise than by the rules as they are built: plain data, so that a state carries it. */
import type { Fact } from './facts/fact';
import type { Handoff } from './report';

export interface RuleChange {
  /** Families of facts (`dmar`) or kinds in one (`dmar/fault-status`) that are taken for never read. */
  readonly withoutFacts?: readonly string[];
  /** Live versions of the signature, the newest of which names a failure; all where it is left out. */
  readonly signatureVersions?: readonly number[];
  /** Ids of known failures that are not told. */
  readonly withoutKnownFailures?: readonly string[];
  /** Seconds of silence after which a host is lost. */
  readonly handoffTimeoutSeconds?: number;
}

export const isRead = (fact: Fact, change: RuleChange | undefined): boolean =>
  !change?.withoutFacts?.some((out) => out === fact.family || out === `${fact.family}/${fact.kind}`);

type Device = Handoff['devices'][number];

function signedBy(versions: readonly number[], device: Device): Device {
  const { signature } = device;
  if (signature === null) return device;
  const ids = signature.ids?.filter(({ version }) => versions.includes(version));
  const newest = ids?.at(-1);
  return { ...device, signature: newest ? { ...signature, id: newest.id, version: newest.version, ids } : null };
}

function explainedWithout(out: readonly string[], device: Device): Device {
  return { ...device, knownFailures: device.knownFailures?.filter(({ id }) => !out.includes(id)) };
}

/** A handoff as it is told under the change. */
export function changed(handoff: Handoff, change: RuleChange | undefined): Handoff {
  if (change === undefined) return handoff;
  const { signatureVersions, withoutKnownFailures } = change;
  const told = (device: Device): Device => {
    const signed = signatureVersions ? signedBy(signatureVersions, device) : device;
    return withoutKnownFailures ? explainedWithout(withoutKnownFailures, signed) : signed;
  };
  return { ...handoff, devices: handoff.devices.map(told) };
}
