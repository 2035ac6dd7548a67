/** Which signatures of a handoff may be told as seen, and the alert that the first sight of one becomes. */
import { type DeviceHandoff, type Handoff, nameOf, type Scope, SEVERITIES } from '#core';
import { type EventShapes, eventId } from '#schemas';

export type SignatureSeen = EventShapes['io.quiesce.signature-seen.v1'];
export type AlertRaised = EventShapes['io.quiesce.alert-raised.v1'];

/** What is told on `signatures`, and in the id of every alert since the first release: whom it is new to is decided later. */
const SEEN_BY = 'fleet';

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
    const { title, parts } = signature;
    const id = nameOf(signature, isKnown);
    if (sights.has(id)) continue;
    const where = { handoff: handoff.id, host: handoff.host, bdf };
    sights.set(id, { signature: id, title, parts, scope: SEEN_BY, ...where, verdict });
  }
  return [...sights.values()];
}

/** One alert a signature and epoch, whoever sees it first, however often it is computed and whomever it is new to. */
export const alertIdOf = ({ signature }: SignatureSeen, epoch: string): string =>
  eventId('new-signature', signature, SEEN_BY, epoch);

const WORDS: Readonly<Record<Scope, { readonly title: string; readonly way: string }>> = {
  fleet: { title: 'New in this fleet', way: 'that no host of this fleet did before' },
  driver: {
    title: 'New for this driver',
    way: 'that this fleet knows of other drivers or devices, and not of this one',
  },
  policy: { title: 'New under this policy', way: 'that this fleet knows of this driver, and not under this policy' },
};

export function alertOf(sight: SignatureSeen, { epoch, scope }: { epoch: string; scope: Scope }): AlertRaised {
  const { signature, handoff, host, bdf, verdict } = sight;
  const { title, way } = WORDS[scope];
  return {
    alert: alertIdOf(sight, epoch),
    kind: 'new-signature',
    signature,
    scope,
    severity: SEVERITIES[scope],
    handoff,
    host,
    bdf,
    verdict,
    title: `${title}: ${sight.title}`,
    text: `${host} ${bdf} ended its handoff ${handoff} as ${verdict}, in a way ${way}.`,
  };
}
