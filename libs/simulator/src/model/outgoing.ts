/** A kernel that hands over: each step of the policy on each device, and what it leaves on. */
import { jumping, kexecFailed, panicking, restarting, shuttingDown, spinning } from '../words/boot';
import { DRIVER_WORDS } from '../words/driver';
import { resetGivesUp, resets } from '../words/pci';
import { daemon } from '../words/say';
import { namedOf } from './incoming';
import { clearsBusMaster } from './kernel';
import { devicesOf, type PciFunction, sharingBus } from './machine';
import { labelOf, type Step } from './policy';
import { knownOf, lifeOf, newLife, type Running, say, sayAll, type World } from './world';

export interface Departure {
  readonly steps: readonly Step[];
  /** Does the host write down its policy first (docs/marker.md)? */
  readonly declares: boolean;
  /** `none` and `hang` for a panic whose crash kernel is not loaded, and nothing armed; `firmware` for a kexec that fell back. */
  readonly into: 'kexec' | 'kdump' | 'liveupdate' | 'firmware' | 'hang';
}

const wordsOf = (fn: PciFunction) => DRIVER_WORDS[fn.driver ?? ''];

function stop(world: World, fn: PciFunction): void {
  Object.assign(lifeOf(world, fn.bdf), { armed: false, queued: 0, interrupts: fn.traits.interrupts === 'left-on' });
}

/** A callback of its driver; false where it never returns. */
function call(world: World, running: Running, fn: PciFunction, which: 'shutdown' | 'remove'): boolean {
  const how = fn.traits[which];
  if (how === 'absent') return true;
  sayAll(running, wordsOf(fn)?.[which](namedOf(fn, running)) ?? []);
  running.agenda.now += how === 'slow' ? 12 : 0.02;
  if (how === 'hangs') return false;
  if (how !== 'ignored') stop(world, fn);
  if (how === 'powers-off') lifeOf(world, fn.bdf).powered = false;
  return true;
}

/** Unbinding switches bus mastering off where the driver calls pci_disable_device(), as nearly all do. */
function unbind(world: World, running: Running, fn: PciFunction): boolean {
  if (!call(world, running, fn, 'remove')) return false;
  if (fn.traits.remove !== 'absent' && fn.traits.remove !== 'ignored') lifeOf(world, fn.bdf).master = false;
  return true;
}

function functionReset(world: World, running: Running, fn: PciFunction, word: string): void {
  if (fn.traits.flr === 'absent') return;
  if (fn.traits.flr === 'fails') {
    sayAll(running, resetGivesUp(word, fn.bdf, 'FLR'));
    return;
  }
  Object.assign(lifeOf(world, fn.bdf), { armed: false, queued: 0, master: false, interrupts: false });
  if (world.chance.happens(0.3)) sayAll(running, resets(word, fn.bdf));
}

function busReset(world: World, running: Running, fn: PciFunction): void {
  for (const other of sharingBus(world.machine, fn)) {
    const life = lifeOf(world, other.bdf);
    if (other.traits.hotReset === 'fails') continue;
    Object.assign(life, { armed: false, queued: 0, master: false, interrupts: false });
    if (other.traits.hotReset === 'kills') life.gone = true;
  }
  if (fn.traits.hotReset === 'kills') sayAll(running, resetGivesUp(fn.driver ?? 'pci', fn.bdf, 'bus reset'));
}

function clearMaster(world: World, fn: PciFunction): void {
  const life = lifeOf(world, fn.bdf);
  if (life.powered) life.master = false;
}

/** One step on one device; false where the host hangs in it. */
function take(world: World, running: Running, fn: PciFunction, step: Step): boolean {
  switch (step) {
    case 'shutdown':
      return call(world, running, fn, 'shutdown');
    case 'remove':
      return unbind(world, running, fn);
    case 'remove-or-shutdown':
      return fn.traits.remove === 'absent' ? call(world, running, fn, 'shutdown') : unbind(world, running, fn);
    case 'bus-master-off':
      clearMaster(world, fn);
      return true;
    case 'flr':
      functionReset(world, running, fn, fn.driver ?? 'pci');
      return true;
    case 'hot-reset':
      busReset(world, running, fn);
      return true;
    case 'vfio-rebind': {
      if (!unbind(world, running, fn)) return false;
      functionReset(world, running, fn, 'vfio-pci');
      lifeOf(world, fn.bdf).master = false;
      return true;
    }
    case 'preserve':
      lifeOf(world, fn.bdf).preserved = true;
      return true;
    case 'iommu-inherit':
    case 'none':
      return true;
    default:
      return step satisfies never;
  }
}

/** A planned kexec runs device_shutdown() whatever else was done, and its PCI part clears bus mastering of what is powered. */
function leave(world: World, running: Running, fn: PciFunction, steps: readonly Step[]): boolean {
  if (knownOf(running, fn.bdf).stage !== 'claimed') {
    clearMaster(world, fn);
    return true;
  }
  return steps.every((step) => take(world, running, fn, step));
}

function kernelClears(world: World, running: Running, steps: readonly Step[]): void {
  if (steps.includes('preserve') || !steps.includes('bus-master-off') || !clearsBusMaster(running.kernel.release))
    return;
  for (const fn of world.machine.functions) clearMaster(world, fn);
}

function crash(world: World, running: Running, into: Departure['into']): void {
  sayAll(running, panicking(world.machine.platform, running.kernel.release), 0.0002);
  running.end = 'crashed';
  if (into !== 'hang') return;
  say(running, spinning);
  running.end = 'hung';
}

/** Firmware resets everything. */
function fallBack(world: World, running: Running): void {
  sayAll(running, [...kexecFailed, restarting], 0.1);
  for (const life of world.lives.values()) Object.assign(life, newLife());
  running.end = 'restarted';
}

/** What is gone by the time somebody looks again. */
function vanish(world: World): void {
  for (const fn of devicesOf(world.machine)) if (fn.traits.presence === 'vanishes') lifeOf(world, fn.bdf).gone = true;
}

/** The last seconds of a kernel. */
export function depart(world: World, running: Running, departure: Departure): void {
  const { steps, into } = departure;
  const kind = into === 'kdump' || into === 'hang' ? 'kdump' : into === 'liveupdate' ? 'liveupdate' : 'kexec';
  if (departure.declares) say(running, daemon(`quiesce: handoff v=1 policy=${labelOf(steps)} kind=${kind} part=1/1`));
  if (steps.includes('none')) {
    crash(world, running, into);
  } else {
    running.agenda.now += 0.4;
    sayAll(running, shuttingDown(true), 0.1);
    const whole = [...devicesOf(world.machine)].reverse().every((fn) => leave(world, running, fn, steps));
    kernelClears(world, running, steps);
    if (!whole) running.end = 'hung';
    else if (into === 'firmware') fallBack(world, running);
    else {
      sayAll(running, jumping(world.machine.platform, running.kernel.release));
      running.end = 'jumped';
    }
  }
  if (running.end === 'jumped' || running.end === 'crashed') vanish(world);
  running.endedAt = running.agenda.now;
}
