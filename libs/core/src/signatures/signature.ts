/** The fingerprint that equal failures share across the fleet (domain.md §6), under every version of the rules that is alive. */
import { identify } from '../identity';
import type { DeviceHandoff, Finding, Handoff, HandoffKind, Signature } from '../report';
import { HUNG_IN_KEXEC, HUNG_IN_PANIC } from '../verdicts/finding';

type Part = 'family' | 'reason' | 'access' | 'phase' | 'driver' | 'device' | 'policy' | 'iommu' | 'handoff';
type Parts = Readonly<Record<Part, string>>;
type Named = Readonly<Record<string, string>>;
interface Failure {
  readonly device: DeviceHandoff;
  readonly finding: Finding;
  readonly kind: HandoffKind;
}

const BAD: ReadonlySet<string> = new Set([
  'lost',
  'missing',
  'frozen',
  'probe-failed',
  'dma-leak',
  'recovered',
  'faulted',
]);

/** A lost host is one failure, not one a device. */
const ofHost = ({ finding }: Failure): boolean => finding.verdict === 'lost';

const driverOf = (failure: Failure): string =>
  ofHost(failure) ? 'host' : (failure.device.driverBefore ?? failure.device.driverAfter ?? 'none');

/** Version 1: the verdict, and the words of what was found. */
function partsOfVersion1(failure: Failure): Named {
  const { device, finding, kind } = failure;
  return {
    verdict: finding.verdict,
    family: finding.family ?? 'absence',
    reason: wordsOf(finding),
    access: /\bDMA (read|write|exec)\b/.exec(finding.what)?.[1] ?? 'none',
    phase: finding.phase,
    driver: driverOf(failure),
    device: ofHost(failure) ? 'host' : (device.id ?? 'unknown'),
    policy: ofHost(failure) ? kind : device.policy,
    iommu: device.iommu,
    handoff: kind,
  };
}

/** The words of a finding without its numbers: addresses, indices, times and names of one machine are not its kind. */
function wordsOf(finding: Finding): string {
  return finding.what
    .toLowerCase()
    .replace(/\b0x[0-9a-f]+\b|\b[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b|\b\d+\b/g, '')
    .replace(/\b(nvme|eth|ata|host|sd|tty[a-z]*|usb|scsi)\d+\b/g, '$1')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * Version 2: the fields of domain.md §6 and nothing else: no host, no BDF, no address, no time, no release, no count; and no verdict, which
 * follows from them.
 */
function partsOfVersion2(failure: Failure): Parts {
  const { device, finding, kind } = failure;
  return {
    family: finding.family ?? 'absence',
    reason: finding.reason ?? finding.verdict,
    access: finding.access ?? 'none',
    phase: finding.phase,
    driver: driverOf(failure),
    device: ofHost(failure) ? 'host' : (device.id ?? 'unknown'),
    policy: ofHost(failure) ? kind : device.policy,
    iommu: device.iommu,
    handoff: kind,
  };
}

/** Oldest first. One is retired by taking it out, when no fleet knows its ids any more. */
const LIVE: readonly { readonly version: number; readonly partsOf: (failure: Failure) => Named }[] = [
  { version: 1, partsOf: partsOfVersion1 },
  { version: 2, partsOf: partsOfVersion2 },
];
export const SIGNATURE_VERSION = 2;
export const SIGNATURE_VERSIONS: readonly number[] = LIVE.map(({ version }) => version);

/** The name that equal parts have, in whatever order they are. */
export function fingerprint(prefix: string, parts: Named): string {
  const named = Object.entries(parts).sort(([left], [right]) => (left < right ? -1 : 1));
  return identify(prefix, named.flat());
}

/** Driver and device aside: one failure of many drivers is one of the platform, the policy or the kernel. */
function familyOf(parts: Parts): Named {
  return Object.fromEntries(Object.entries(parts).filter(([name]) => name !== 'driver' && name !== 'device'));
}

const verdictSaid = ({ finding: { verdict } }: Failure): string =>
  verdict === 'dma-leak' ? 'DMA leak' : verdict.replace(/-/g, ' ');

const PHASES_SAID: Readonly<Record<string, string>> = {
  early: 'before it was enumerated',
  dormant: 'before any driver',
  probing: 'while its driver probed',
  claimed: 'after its driver claimed it',
  settled: 'long after its driver claimed it',
};

const FAMILIES_SAID: Readonly<Record<string, string>> = {
  dmar: 'VT-d',
  amdvi: 'AMD-Vi',
  smmu: 'SMMU',
  eeh: 'EEH',
  aer: 'AER',
  dpc: 'DPC',
  ghes: 'firmware-first error',
};

const FAMILIES_OF_EPISODES: ReadonlySet<string> = new Set(['eeh', 'aer', 'dpc', 'ghes']);

/** Errors that a kernel tries to recover a device from: `fatal-failed`. */
const OUTCOMES_SAID: Readonly<Record<string, string>> = {
  recovered: 'error, recovered',
  failed: 'error, recovery failed',
  open: 'error, no end of a recovery seen',
};
const OUTCOME = /-(recovered|failed|open)$/;

function reasonSaid({ family, reason }: Parts): string {
  if (FAMILIES_OF_EPISODES.has(family) && OUTCOME.test(reason))
    return reason.replace(OUTCOME, (_, outcome: string) => ` ${OUTCOMES_SAID[outcome]}`);
  return reason.replace(/-/g, ' ') + (family === 'dmar' ? ' fault' : '');
}

function whatSaid(parts: Parts): string {
  const { family, access } = parts;
  if (family === 'absence') return '';
  const said = [FAMILIES_SAID[family], reasonSaid(parts)].filter(Boolean).join(' ');
  return `, ${said}${access === 'none' ? '' : ` on ${access}`}`;
}

const KINDS_SAID: Readonly<Record<HandoffKind, string>> = {
  kexec: 'kexec',
  kdump: 'kdump',
  liveupdate: 'live update',
  firmware: 'a reboot through firmware',
  unknown: 'a handoff of unknown kind',
};

/** A finding of absence has no time of its own, and a probe that failed is one of its driver's probing. */
const hasPhase = ({ family }: Parts): boolean => family !== 'absence' && family !== 'driver';

function whereSaid(failure: Failure, parts: Parts): string {
  const when = hasPhase(parts) ? `, ${PHASES_SAID[parts.phase] ?? parts.phase}` : '';
  return `${whatSaid(parts)}${when}, after ${KINDS_SAID[failure.kind]} with policy ${parts.policy}, IOMMU ${parts.iommu}`;
}

/** Where the log shows what it hung in, that. */
function hostSaid({ kind, finding }: Failure): string {
  if (finding.reason === HUNG_IN_PANIC) return 'host lost: it hung in its panic';
  if (finding.reason === HUNG_IN_KEXEC) return 'host lost: its kexec failed';
  return `host lost: no kernel came back after ${KINDS_SAID[kind]}`;
}

function titleOf(failure: Failure, parts: Parts): string {
  if (ofHost(failure)) return hostSaid(failure);
  const who = parts.driver === 'none' ? `device ${parts.device}` : `${parts.driver} (${parts.device})`;
  return `${verdictSaid(failure)}: ${who}${whereSaid(failure, parts)}`;
}

/** The signature of a device handoff's worst incoming finding; null when nothing went wrong. */
export function signatureOf(device: DeviceHandoff, kind: HandoffKind): Signature | null {
  const worst = device.findings.find((finding) => finding.side === 'incoming' && BAD.has(finding.verdict));
  if (!worst || device.verdict === 'unobserved' || device.verdict === 'clean') return null;
  const failure: Failure = { device, finding: worst, kind };
  const ids = LIVE.map(({ version, partsOf }) => ({ version, id: fingerprint(`s${version}`, partsOf(failure)) }));
  const parts = partsOfVersion2(failure);
  return {
    id: fingerprint(`s${SIGNATURE_VERSION}`, parts),
    ids,
    version: SIGNATURE_VERSION,
    title: titleOf(failure, parts),
    parts,
    family: {
      id: fingerprint(`f${SIGNATURE_VERSION}`, familyOf(parts)),
      title: ofHost(failure) ? titleOf(failure, parts) : `${verdictSaid(failure)}${whereSaid(failure, parts)}`,
    },
    corrupted: worst.corrupted ?? null,
  };
}

/** The name under which a fleet knows a failure: the oldest live version's that it has seen, else the newest. */
export function nameOf({ id, ids = [] }: Pick<Signature, 'id' | 'ids'>, isKnown: (id: string) => boolean): string {
  return ids.find((version) => isKnown(version.id))?.id ?? id;
}

/** A judged handoff with the signature of every device that something went wrong with. */
export function sign(handoff: Handoff): Handoff {
  const devices = handoff.devices.map((device) => ({ ...device, signature: signatureOf(device, handoff.kind) }));
  return { ...handoff, devices };
}
