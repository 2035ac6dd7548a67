/** A kernel from its first line until it is settled: buses, IOMMU, drivers, and devices that go on meanwhile. */

import {
  crashReserved,
  dying,
  type Handover,
  INIT,
  LATER,
  MIDDLE,
  nobodyCared,
  opening,
  retrieved,
} from '../words/boot';
import { DRIVER_WORDS, isNetwork, linkIsUp, moduleRefused, type Named, probeFailure, staysOff } from '../words/driver';
import { bridgeReset, capable, endpointUp, platformUp, tablesUp } from '../words/eeh';
import { defaultDomain, detected, enabled, smmuProbes, takesOver } from '../words/iommu';
import { bridged, enabling, found, hostBridge, joins, portService } from '../words/pci';
import type { Say } from '../words/say';
import { plan, runUntil } from './agenda';
import { attempt, canReach, keepsOn } from './fault';
import { findsFrozen } from './freeze';
import { devicesOf, isPower, type PciFunction } from './machine';
import { isDying, knownOf, lifeOf, type Running, say, sayAll, type World } from './world';

export interface Course {
  /** Was translation on when the kernel before handed over? */
  readonly tablesBefore: boolean;
  readonly handover: Handover | null;
  /** Seconds at which the start ends in a panic; null where it does not. */
  readonly diesAt: number | null;
  /** Drivers whose modules are there; null for all. */
  readonly drivers: ReadonlySet<string> | null;
  /** Seconds that the kernel runs before it goes down again. */
  readonly settleSeconds: number;
  readonly crashKernel: boolean;
}

const MILESTONES = { buses: 1.02, iommu: 1.42, init: 2.2, drivers: 2.6 };
/** POWER sets up its buses much earlier. */
const POWER_MILESTONES = { buses: 0.2, iommu: 0.31, init: 1.8, drivers: 2.4 };

const takenOver = (running: Running, { tablesBefore }: Course): 'none' | 'kexec' | 'kdump' => {
  if (!tablesBefore || running.origin === 'firmware' || running.origin === 'liveupdate') return 'none';
  return running.origin === 'kdump' ? 'kdump' : 'kexec';
};

const isHere = (world: World, fn: PciFunction): boolean => !lifeOf(world, fn.bdf).gone;

function enumerate(world: World, running: Running): void {
  const { machine } = world;
  let segment = '';
  for (const fn of machine.functions) {
    if (fn.bdf.slice(0, 4) !== segment) {
      segment = fn.bdf.slice(0, 4);
      sayAll(running, hostBridge(machine, segment));
    }
    if (!isHere(world, fn)) continue;
    running.agenda.now += 0.002;
    const known = knownOf(running, fn.bdf);
    known.enumeratedRecord = running.records.length;
    known.stage = 'enumerated';
    sayAll(running, found(machine.platform, fn, running.kernel.release), 0.0006);
  }
  for (const fn of machine.functions) if (fn.buses && isHere(world, fn)) say(running, bridged(fn));
}

function joinGroups(world: World, running: Running): void {
  for (const fn of world.machine.functions) {
    if (fn.group < 0 || !isHere(world, fn)) continue;
    running.agenda.now += 0.0002;
    say(running, joins('pci', fn.bdf, fn.group));
  }
}

/** Not in an IOMMU that takes over: there each device keeps the old tables until its driver maps something (deferred attach). */
function attachAll(world: World, running: Running): void {
  if (running.inherits) return;
  for (const fn of world.machine.functions) knownOf(running, fn.bdf).attached = true;
}

function setUpX86(world: World, running: Running, course: Course): void {
  const { kernel } = running;
  if (kernel.iommu === 'off') return;
  const taken = takenOver(running, course);
  sayAll(running, takesOver(world.machine, taken));
  running.inherits = taken === 'kdump';
  joinGroups(world, running);
  attachAll(world, running);
  sayAll(running, enabled(world.machine, kernel));
  running.iommuAt = running.agenda.now;
}

/** The SMMU comes after the buses, and a device joins its group when a driver binds it; a crash kernel gets no events. */
function setUpSmmu(running: Running, course: Course): void {
  if (running.kernel.iommu === 'off') return;
  sayAll(running, smmuProbes(course.tablesBefore && running.origin !== 'firmware'));
  running.reports = running.origin !== 'kdump';
  running.iommuAt = running.agenda.now;
}

/** A partition's crash kernel keeps the entries that it finds in the hypervisor's tables (arch/powerpc/kernel/iommu.c iommu_table_clear()). */
function setUpPower(world: World, running: Running): void {
  const { machine } = world;
  const powernv = machine.platform === 'powernv';
  running.inherits = !powernv && running.origin === 'kdump';
  if (powernv && running.origin === 'kdump') resetBridges(world, running);
  let told = '';
  for (const fn of devicesOf(machine)) {
    if (!isHere(world, fn)) continue;
    if (fn.bdf.slice(0, 4) !== told) sayAll(running, endpointUp(fn, powernv));
    if (told === '') say(running, tablesUp);
    told = fn.bdf.slice(0, 4);
    say(running, joins('pci', fn.bdf, fn.group));
    knownOf(running, fn.bdf).attached = !running.inherits;
  }
  say(running, capable(running.reports));
  running.iommuAt = running.agenda.now;
}

/** A crash kernel on bare metal resets every host bridge, and with it all that is behind (pnv_pci_init_ioda_phb()). */
function resetBridges(world: World, running: Running): void {
  for (const fn of devicesOf(world.machine)) {
    say(running, bridgeReset);
    Object.assign(lifeOf(world, fn.bdf), { armed: false, queued: 0, master: false, interrupts: false, frozen: false });
  }
}

function setUpIommu(world: World, running: Running, course: Course): void {
  if (isPower(world.machine.platform)) setUpPower(world, running);
  else if (world.machine.platform === 'smmuv3') setUpSmmu(running, course);
  else setUpX86(world, running, course);
}

/** Interrupts that a device left on: refused by interrupt remapping where that is on, else nobody's. */
function interruptsLeft(world: World, running: Running): void {
  for (const fn of devicesOf(world.machine)) {
    const life = lifeOf(world, fn.bdf);
    if (!life.interrupts || !canReach(world, fn) || running.origin === 'firmware') continue;
    const remapped = world.machine.platform === 'vtd' && running.iommuAt !== null && running.origin === 'kexec';
    if (remapped && running.kernel.iommu === 'translated') attempt(world, running, fn, 'interrupt');
    else if (running.origin !== 'kdump') sayAll(running, nobodyCared(16 + fn.index));
  }
}

export const namedOf = (fn: PciFunction, running: Running): Named => ({ ...fn, release: running.kernel.release });

function ports(world: World, running: Running): void {
  for (const fn of world.machine.functions) {
    if (fn.driver !== 'pcieport' || !isHere(world, fn)) continue;
    if (world.machine.platform === 'smmuv3' && running.iommuAt !== null)
      say(running, joins('pcieport', fn.bdf, fn.group));
    if (fn.kind === 'root-port') sayAll(running, portService(fn.bdf, 24 + fn.index));
  }
}

function init(running: Running): void {
  sayAll(running, INIT);
}

/** Old DMA stops when the driver resets the device; what it leaves alone goes on until the driver sets its own up. */
function quiet(world: World, fn: PciFunction): void {
  Object.assign(lifeOf(world, fn.bdf), { armed: false, queued: 0, interrupts: false });
}

function fail(world: World, running: Running, fn: PciFunction, says: readonly Say[]): void {
  const known = knownOf(running, fn.bdf);
  const first = running.records.length;
  sayAll(running, says, 0.01);
  known.failedRecords = Array.from({ length: running.records.length - first }, (_, index) => first + index);
  known.stage = 'failed';
  lifeOf(world, fn.bdf).master = false;
}

/** A module is loaded for all of its devices, or for none. */
const isRefused = ({ machine }: World, driver: string): boolean =>
  machine.functions.some((fn) => fn.driver === driver && fn.traits.probe === 'not-loaded');

/** Nobody touches the device: it goes on as it was left. */
function refuse(running: Running, fn: PciFunction, driver: string): void {
  const known = knownOf(running, fn.bdf);
  known.failedRecords = [say(running, moduleRefused(driver))];
  known.stage = 'failed';
}

function begin(world: World, running: Running, fn: PciFunction): void {
  const { driver } = fn;
  const known = knownOf(running, fn.bdf);
  if (isDying(running) || driver === null || !isHere(world, fn) || known.stage === 'given-up') return;
  if (running.origin !== 'firmware' && isRefused(world, driver)) {
    refuse(running, fn, driver);
    return;
  }
  if (findsFrozen(world, running, fn)) {
    plan(running.agenda, running.agenda.now + 4, () => begin(world, running, fn));
    return;
  }
  known.stage = 'probing';
  known.probeAt = running.agenda.now;
  if (world.machine.platform === 'smmuv3' && running.iommuAt !== null) say(running, joins(driver, fn.bdf, fn.group));
  known.attached = true;
  if (!lifeOf(world, fn.bdf).powered && fn.traits.wake === 'stuck') {
    fail(world, running, fn, [
      staysOff(driver, namedOf(fn, running)),
      ...probeFailure(driver, namedOf(fn, running), -5),
    ]);
    return;
  }
  probe(world, running, fn);
}

function probe(world: World, running: Running, fn: PciFunction): void {
  const { driver, traits } = fn;
  const life = lifeOf(world, fn.bdf);
  const words = DRIVER_WORDS[driver ?? ''];
  if (driver === null || !words) return;
  const named = namedOf(fn, running);
  life.powered = true;
  const left = life.master || (traits.master === 'ignores' && life.armed);
  if (left && running.origin !== 'firmware') say(running, enabling(driver, fn.bdf, life.master ? 0x4 : 0));
  const dirty = (life.armed || life.queued > 0) && canReach(world, fn) && !life.preserved;
  const fails = traits.probe === 'fails' && running.origin !== 'firmware';
  if (fails || (traits.probe === 'needs-clean' && dirty)) {
    const { says, error } = words.failing(named);
    fail(world, running, fn, [...says, ...probeFailure(driver, named, error)]);
    return;
  }
  if (traits.probe !== 'trusts') quiet(world, fn);
  if (fn.index === 0) sayAll(running, words.banner);
  const says = words.probe(named);
  const step = 0.25 / Math.max(1, says.length);
  for (const [index, line] of says.entries())
    plan(running.agenda, running.agenda.now + step * (index + 1), () => {
      if (isDying(running) || life.frozen) return;
      say(running, line);
      if (index === words.holds) claim(world, running, fn);
    });
}

function claim(world: World, running: Running, fn: PciFunction): void {
  const [life, known] = [lifeOf(world, fn.bdf), knownOf(running, fn.bdf)];
  known.stage = 'claimed';
  known.claimedAt = running.agenda.now;
  known.boundRecord = running.records.length - 1;
  Object.assign(life, { armed: fn.traits.traffic === 'flood', master: true, interrupts: true, preserved: false });
  life.queued = fn.traits.traffic === 'in-flight' ? 4 + world.chance.below(12) : 0;
  if (isNetwork(fn.pciClass) && fn.driver === 'e1000e')
    plan(running.agenda, running.agenda.now + 3, () => say(running, linkIsUp(namedOf(fn, running), 'e1000e')));
  if (fn.traits.afterClaim === 'faults' && running.origin !== 'firmware')
    plan(running.agenda, running.agenda.now + world.chance.between(1, 15), () => attempt(world, running, fn));
}

function scheduleDrivers(world: World, running: Running, course: Course, from: number): void {
  const { agenda } = running;
  let at = from;
  for (const fn of devicesOf(world.machine)) {
    if (course.drivers && !course.drivers.has(fn.driver ?? '')) continue;
    plan(agenda, at, () => begin(world, running, fn));
    at += world.chance.between(0.3, 0.9);
  }
}

/** Runs the kernel until it settled, died or hung. */
export function boot(world: World, running: Running, course: Course): void {
  const { agenda, kernel, origin } = running;
  const { platform } = world.machine;
  const when = isPower(platform) ? POWER_MILESTONES : MILESTONES;
  const factor = world.chance.between(0.8, 1.5);
  const at = (time: number, run: () => void) => plan(agenda, time * factor, () => !isDying(running) && run());
  const crash = origin === 'kdump';
  const first = { platform, ...kernel, crash, handover: course.handover };
  sayAll(running, opening(first), 0);
  if (course.crashKernel && !crash) say(running, crashReserved);
  for (const fn of devicesOf(world.machine))
    plan(agenda, world.chance.between(0, 0.5), () => keepsOn(world, running, fn));
  at(0.12, () =>
    sayAll(running, [
      ...(isPower(platform) ? [platformUp(platform === 'pseries')] : []),
      ...MIDDLE.slice(0, 2),
      ...retrieved(first),
    ]),
  );
  at(0.15, () => sayAll(running, detected(world.machine, kernel, takenOver(running, course))));
  at(when.buses - 0.02, () => sayAll(running, MIDDLE.slice(2)));
  at(when.buses, () => enumerate(world, running));
  at(when.iommu - 0.1, () => sayAll(running, isPower(platform) ? [] : defaultDomain(kernel)));
  at(when.iommu, () => setUpIommu(world, running, course));
  at(when.iommu + 0.2, () => interruptsLeft(world, running));
  at(when.iommu + 0.25, () => ports(world, running));
  at(when.init, () => init(running));
  scheduleDrivers(world, running, course, when.drivers * factor);
  at(when.drivers + 6, () => sayAll(running, LATER.slice(0, 1)));
  plan(agenda, course.settleSeconds - 5, () => !isDying(running) && sayAll(running, LATER.slice(1)));
  if (course.diesAt !== null) plan(agenda, course.diesAt * factor, () => die(running));
  runUntil(agenda, course.settleSeconds, () => isDying(running));
  running.endedAt = agenda.now;
}

function die(running: Running): void {
  sayAll(running, dying);
  running.end = 'died';
}
