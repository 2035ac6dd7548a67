/** Which signatures of a handoff may be told as seen, and the alert that the first sight of one becomes. */
import { type DeviceHandoff, type Handoff, nameOf } from '#core';
import { type EventShapes, eventId } from '#schemas';

export type SignatureSeen = EventShapes['io.quiesce.signature-seen.v1'];
export type AlertRaised = EventShapes['io.quiesce.alert-raised.v1'];

/** Whom "never seen before" is about. */
export const SCOPE = 'fleet' as const;

/**
 * The driver is part of the fingerprint: before it is known the signature is one of a moment, unless nothing more will
 * be said. Evidence that is damaged or fits several stories (`possible`) may confirm a signature, never create one.
 */
function isCertain(handoff: Handoff, device: DeviceHandoff): boolean {
  const knows = device.driverBefore !== null || device.driverAfter !== null || handoff.complete;
  const worst = device.findings.find(({ side, verdict }) => side === 'incoming' && verdict === device.verdict);
  const sound = worst !== undefined && worst.confidence !== 'possible' && !device.signature?.corrupted;
  return knows && sound;
}

/** Devices whose signature may be told: known well enough, and certain. */
export const mayBeTold = (handoff: Handoff): readonly DeviceHandoff[] =>
  handoff.devices.filter((device) => device.signature !== null && isCertain(handoff, device));

/** One sight a signature, of the first device that shows it; under the oldest of its names that the fleet knows. */
export function sightsOf(
  handoff: Handoff,
  isKnown: (signature: string) => boolean = () => false,
): readonly SignatureSeen[] {
  const sights = new Map<string, SignatureSeen>();
  for (const { signature, bdf, verdict } of mayBeTold(handoff)) {
    if (signature === null) continue;
    const { title } = signature;
    const id = nameOf(signature, isKnown);
    if (sights.has(id)) continue;
    sights.set(id, { signature: id, title, scope: SCOPE, handoff: handoff.id, host: handoff.host, bdf, verdict });
  }
  return [...sights.values()];
}

/** One alert a signature, scope and epoch, whoever sees it first and however often it is computed. */
export const alertIdOf = (sight: SignatureSeen, epoch: string): string =>
  eventId('new-signature', sight.signature, sight.scope, epoch);

export function alertOf(sight: SignatureSeen, epoch: string): AlertRaised {
  const { signature, title, handoff, host, bdf, verdict } = sight;
  return {
    alert: alertIdOf(sight, epoch),
    kind: 'new-signature',
    signature,
    handoff,
    host,
    bdf,
    verdict,
    title: `New in this fleet: ${title}`,
    text: `${host} ${bdf} ended its handoff ${handoff} as ${verdict}, in a way that no host of this fleet did before.`,
  };
}
