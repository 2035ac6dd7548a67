/** The fingerprint that equal failures share across the fleet (domain.md §6). */
import { identify } from '../identity';
import type { DeviceHandoff, Finding, Handoff, HandoffKind, Signature } from '../report';

export const SIGNATURE_VERSION = 1;

const BAD: ReadonlySet<string> = new Set([
  'lost',
  'missing',
  'frozen',
  'probe-failed',
  'dma-leak',
  'recovered',
  'faulted',
]);

/**
 * What goes in: no host, no BDF, no address, no time, no release, no count. A lost host is one failure, not one a device.
 */
function partsOf(device: DeviceHandoff, finding: Finding, kind: HandoffKind): Readonly<Record<string, string>> {
  const ofHost = finding.verdict === 'lost';
  return {
    verdict: finding.verdict,
    family: finding.family ?? 'absence',
    reason: reasonOf(finding),
    access: /\bDMA (read|write|exec)\b/.exec(finding.what)?.[1] ?? 'none',
    phase: finding.phase,
    driver: ofHost ? 'host' : (device.driverBefore ?? device.driverAfter ?? 'none'),
    device: ofHost ? 'host' : (device.id ?? 'unknown'),
    policy: ofHost ? kind : device.policy,
    iommu: device.iommu,
    handoff: kind,
  };
}

/** The words of a finding without its numbers: addresses, indices, times and names of one machine are not its kind. */
function reasonOf(finding: Finding): string {
  return finding.what
    .toLowerCase()
    .replace(/\b0x[0-9a-f]+\b|\b[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b|\b\d+\b/g, '')
    .replace(/\b(nvme|eth|ata|host|sd|tty[a-z]*|usb|scsi)\d+\b/g, '$1')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function titleOf(parts: Readonly<Record<string, string>>): string {
  const verdict = parts.verdict === 'dma-leak' ? 'DMA leak' : String(parts.verdict).replace(/-/g, ' ');
  if (parts.verdict === 'lost') return `host lost: no kernel came back after ${parts.handoff}`;
  const who = parts.driver === 'none' ? `device ${parts.device}` : `${parts.driver} (${parts.device})`;
  return `${verdict}: ${who}, ${parts.reason}, ${parts.phase} after ${parts.handoff}, policy ${parts.policy}, IOMMU ${parts.iommu}`;
}

/** The signature of a device handoff's worst incoming finding; null when nothing went wrong. */
export function signatureOf(device: DeviceHandoff, kind: HandoffKind): Signature | null {
  const worst = device.findings.find((finding) => finding.side === 'incoming' && BAD.has(finding.verdict));
  if (!worst || device.verdict === 'unobserved' || device.verdict === 'clean') return null;
  const parts = partsOf(device, worst, kind);
  const names = Object.keys(parts).sort();
  const id = identify(
    `s${SIGNATURE_VERSION}`,
    names.flatMap((name) => [name, parts[name] ?? '']),
  );
  return { id, version: SIGNATURE_VERSION, title: titleOf(parts), parts };
}

/** A judged handoff with the signature of every device that something went wrong with. */
export function sign(handoff: Handoff): Handoff {
  const devices = handoff.devices.map((device) => ({ ...device, signature: signatureOf(device, handoff.kind) }));
  return { ...handoff, devices };
}
