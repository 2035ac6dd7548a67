/** DMA of devices that nobody told to stop: what becomes of it under the running kernel's IOMMU, and who tells of it. */

import {
  amdFault,
  callbacksSuppressed,
  type Refusal,
  smmuEvent,
  vtdFault,
  vtdInterrupt,
  vtdStatus,
} from '../words/iommu';
import type { Say } from '../words/say';
import { plan } from './agenda';
import { freeze } from './freeze';
import { isPower, type PciFunction } from './machine';
import { type Deed, isDying, type Known, knownOf, lifeOf, type Running, say, sayAll, type World } from './world';

/** DEFAULT_RATELIMIT_INTERVAL and _BURST (include/linux/ratelimit_types.h). */
const INTERVAL_SECONDS = 5;
export const BURST = 10;

const STAGE_WHEN: Readonly<Record<Known['stage'], Deed['when']>> = {
  unknown: 'early',
  enumerated: 'dormant',
  probing: 'probing',
  claimed: 'claimed',
  failed: 'dormant',
  'given-up': 'dormant',
};

/** What the incoming kernel's IOMMU does to a request of the device now. */
function fateOf(running: Running, fn: PciFunction): Deed['fate'] {
  const { kernel, iommuAt, inherits, agenda } = running;
  if (iommuAt === null || agenda.now < iommuAt || kernel.iommu !== 'translated') return 'landed';
  return inherits && !knownOf(running, fn.bdf).attached ? 'landed' : 'refused';
}

interface Limiter {
  /** Name of the function, as `callbacks suppressed` tells it. */
  readonly by: string;
  readonly key: string;
}

/** VT-d and SMMUv3 have one limit for all devices, AMD-Vi one for each (struct iommu_dev_data.rs). */
function limiterOf({ platform }: World['machine'], fn: PciFunction): Limiter {
  if (platform === 'vtd') return { by: 'dmar_fault', key: 'dmar_fault' };
  if (platform === 'smmuv3') return { by: 'arm_smmu_evtq_thread', key: 'arm_smmu_evtq_thread' };
  return { by: 'amd_iommu_report_page_fault', key: fn.requester };
}

/** lib/ratelimit.c ___ratelimit(): what was missed is told when a later interval begins. */
function mayPrint(running: Running, { by, key }: Limiter): boolean {
  const { now } = running.agenda;
  const limit = running.limits.get(key) ?? { begin: now, printed: 0, missed: 0, fullAt: now };
  running.limits.set(key, limit);
  if (now - limit.begin > INTERVAL_SECONDS) {
    if (limit.missed > 0) {
      say(running, callbacksSuppressed(by, limit.missed));
      running.suppressed.set(key, (running.suppressed.get(key) ?? 0) + limit.missed);
    }
    limit.begin = now;
    limit.printed = 0;
    limit.missed = 0;
  }
  if (limit.printed < BURST) {
    limit.printed += 1;
    limit.fullAt = now;
    return true;
  }
  limit.missed += 1;
  return false;
}

function wordsOf(world: World, refusal: Refusal, what: Deed['what']): readonly Say[] {
  const { platform } = world.machine;
  if (platform === 'amdvi') return amdFault(refusal);
  if (platform === 'smmuv3') return smmuEvent(refusal);
  return what === 'interrupt' ? vtdInterrupt(refusal) : vtdFault(refusal);
}

/** dmar_fault() asks its limit for the status, for each record, and once more before it finds no other (drivers/iommu/intel/dmar.c). */
function announce(world: World, running: Running, fn: PciFunction): void {
  if (world.machine.platform === 'vtd' && mayPrint(running, limiterOf(world.machine, fn)))
    say(running, vtdStatus(false));
}

function reported(world: World, running: Running, fn: PciFunction, what: Deed['what']): readonly number[] {
  if (!running.reports) return [];
  const limiter = limiterOf(world.machine, fn);
  announce(world, running, fn);
  const tells = mayPrint(running, limiter);
  if (world.machine.platform === 'vtd') mayPrint(running, limiter);
  if (!tells) return [];
  const known = knownOf(running, fn.bdf);
  const chance = world.chance.fork(`${fn.bdf}/${running.records.length}`);
  const refusal: Refusal = {
    fn,
    access: fn.access ?? (chance.happens(fn.pciClass.startsWith('02') ? 0.8 : 0.5) ? 'write' : 'read'),
    address: 0x1000 * (0x2000 + chance.below(0xd0000)),
    word: known.stage === 'probing' || known.stage === 'claimed' ? (fn.driver ?? 'pci') : 'pci',
    attached: known.attached,
    release: running.kernel.release,
  };
  const before = running.records.length;
  sayAll(running, wordsOf(world, refusal, what), 0.00002);
  return Array.from({ length: running.records.length - before }, (_, index) => before + index);
}

/** One request of the device, and what it came to. */
export function attempt(world: World, running: Running, fn: PciFunction, what: Deed['what'] = 'dma'): void {
  const known = knownOf(running, fn.bdf);
  const fate = fateOf(running, fn);
  const deed = { bdf: fn.bdf, what, when: STAGE_WHEN[known.stage], at: running.agenda.now, fate };
  if (fate === 'landed') {
    running.deeds.push({ ...deed, records: [] });
    return;
  }
  if (isPower(world.machine.platform)) {
    running.deeds.push({ ...deed, records: [] });
    freeze(world, running, fn);
    return;
  }
  running.deeds.push({ ...deed, records: reported(world, running, fn, what) });
}

/** Can the device still reach memory? */
export function canReach(world: World, fn: PciFunction): boolean {
  const life = lifeOf(world, fn.bdf);
  if (life.gone || !life.powered || life.frozen) return false;
  return life.master || fn.traits.master === 'ignores';
}

/** The old owner's DMA as long as it is left to the device: each request plans the next. */
export function keepsOn(world: World, running: Running, fn: PciFunction): void {
  const life = lifeOf(world, fn.bdf);
  const known = knownOf(running, fn.bdf);
  if (isDying(running) || known.stage === 'claimed' || life.preserved) return;
  if (!life.armed && life.queued === 0) return;
  if (canReach(world, fn)) {
    attempt(world, running, fn);
    if (life.queued > 0) life.queued -= 1;
  }
  const { now } = running.agenda;
  plan(running.agenda, now + world.chance.between(0.05, 0.9), () => keepsOn(world, running, fn));
}
