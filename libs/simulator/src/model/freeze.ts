/** POWER: the first refused DMA freezes the endpoint; the kernel finds out, resets it, and goes on or gives up. */
import { freezes, givesUp, recovers } from '../words/eeh';
import { found, resetWaits } from '../words/pci';
import { plan } from './agenda';
import { CATALOGUE } from './catalogue';
import { type PciFunction, sharingBus } from './machine';
import { isDying, type Known, knownOf, lifeOf, type Running, say, sayAll, type World } from './world';

/** EEH is up once the buses are (eeh_init_late, pnv_pci_ioda_fixup). */
export const EEH_UP_SECONDS = 0.4;

/** From the detection to the end of the reset; with the pauses of a hotplug far longer, in which nothing else happens. */
const RECOVERY_SECONDS = 1.5;

/** Hardware stops the endpoint at once, for all its functions. */
export function freeze(world: World, running: Running, fn: PciFunction): void {
  for (const member of sharingBus(world.machine, fn)) lifeOf(world, member.bdf).frozen = true;
  if (running.reports && world.machine.platform === 'powernv')
    plan(running.agenda, Math.max(EEH_UP_SECONDS, running.agenda.now) + 0.3, () => detectFreeze(world, running, fn));
}

const isOwned = ({ stage }: Known): boolean => stage === 'claimed';

/** Told by an interrupt on bare metal; under a hypervisor when a driver reads all ones (eeh_dev_check_failure()). */
export function detectFreeze(world: World, running: Running, fn: PciFunction): void {
  const members = sharingBus(world.machine, fn);
  if (isDying(running) || members.some((member) => knownOf(running, member.bdf).freeze !== null)) return;
  const { now } = running.agenda;
  if (now < running.recoveringUntil) {
    plan(running.agenda, running.recoveringUntil + 0.01, () => detectFreeze(world, running, fn));
    return;
  }
  running.recoveringUntil = now + RECOVERY_SECONDS + 0.1;
  const owned = members.some((member) => isOwned(knownOf(running, member.bdf)));
  const driver = owned && CATALOGUE[fn.model ?? '']?.recovers ? fn.driver : null;
  const before = running.records.length;
  const last = sayAll(running, freezes(fn, members, driver, world.machine.platform === 'powernv'));
  const records = Array.from({ length: last - before + 1 }, (_, index) => before + index);
  for (const { bdf } of members) {
    const known = knownOf(running, bdf);
    known.freeze = { at: running.agenda.now, records: [...records], outcome: 'open', owned: isOwned(known) };
  }
  plan(running.agenda, now + RECOVERY_SECONDS, () => endFreeze(world, running, { fn, members, driver }));
}

interface Frozen {
  readonly fn: PciFunction;
  readonly members: readonly PciFunction[];
  readonly driver: string | null;
}

/** The link stays down: the kernel waits for longer than anybody watched, and the recovery stays open. */
function waitForLink(running: Running, fn: PciFunction): void {
  const { now } = running.agenda;
  running.recoveringUntil = Number.POSITIVE_INFINITY;
  for (const { after, said } of resetWaits(fn.driver ?? 'pci', fn.bdf))
    plan(running.agenda, now + after, () => !isDying(running) && say(running, said));
}

function endFreeze(world: World, running: Running, { fn, members, driver }: Frozen): void {
  if (isDying(running)) return;
  if (fn.traits.hotReset === 'kills' && world.machine.platform === 'powernv') {
    waitForLink(running, fn);
    return;
  }
  const works = fn.traits.hotReset === 'works';
  const before = running.records.length;
  const { platform } = world.machine;
  if (works && driver === null)
    for (const member of members) sayAll(running, found(platform, member, running.kernel.release));
  const last = sayAll(running, works ? recovers(members, driver) : givesUp(fn, members, driver));
  for (const member of members) {
    const [known, life] = [knownOf(running, member.bdf), lifeOf(world, member.bdf)];
    known.freeze?.records.push(...Array.from({ length: last - before + 1 }, (_, index) => before + index));
    if (known.freeze) known.freeze.outcome = works ? 'recovered' : 'failed';
    if (!works) known.stage = 'given-up';
    life.frozen = !works;
    if (works) Object.assign(life, { armed: false, queued: 0, master: isOwned(known), interrupts: false });
  }
}

/** Where nobody interrupts, the driver's first read finds out. */
export const findsFrozen = (world: World, running: Running, fn: PciFunction): boolean => {
  if (!lifeOf(world, fn.bdf).frozen || !running.reports) return false;
  if (world.machine.platform === 'pseries') detectFreeze(world, running, fn);
  return true;
};
