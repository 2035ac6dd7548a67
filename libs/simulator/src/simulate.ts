/** Runs a host's story: every kernel of it in turn, over the devices that live on from one to the next. */
import { type Chance, chanceOf } from './chance';
import { type Kept, lose } from './loss';
import { boot, type Course } from './model/incoming';
import { isFrom, type Kernel } from './model/kernel';
import { buildMachine, devicesOf, isPower, type Machine, type PciFunction } from './model/machine';
import { depart } from './model/outgoing';
import { labelOf } from './model/policy';
import type { Traits } from './model/trait';
import { type DeviceTruth, lostTruth, truthOf } from './model/truth';
import { newRunning, newWorld, type Origin, type Recorded, type Running, type World } from './model/world';
import type { HandoffPlan, Scenario } from './scenario';

export interface SimulatedBoot {
  readonly kernel: Kernel;
  /** ISO 8601. */
  readonly bootedAt: string;
  readonly records: readonly Recorded[];
}

export interface HandoffTruth {
  readonly host: string;
  /** Number of the handoff on its host, from 1. */
  readonly handoff: number;
  readonly kind: HandoffPlan['into'];
  readonly policy: string;
  readonly from: string;
  readonly to: string;
  /** What became of the host: `lost` where the next kernel never spoke. */
  readonly outcome: 'back' | 'died' | 'lost' | 'firmware';
  readonly devices: readonly DeviceTruth[];
}

export interface SimulatedHost {
  readonly host: string;
  readonly boots: readonly SimulatedBoot[];
  readonly truth: readonly HandoffTruth[];
  /** ISO 8601: how long somebody waited for more; ticks of event time until then. */
  readonly waitedUntil: string | null;
}

const ORIGINS: Readonly<Record<HandoffPlan['into'], Origin>> = {
  kexec: 'kexec',
  kdump: 'kdump',
  liveupdate: 'liveupdate',
  firmware: 'firmware',
  hang: 'kexec',
};

/** Seconds that an outgoing and an incoming kernel run; a crash kernel is watched as long. */
const RUNS = 40;
const JUMP_SECONDS = 1.5;

/** Traits that show in the kernel that takes a device; the others are those of the kernel that leaves it. */
const TAKING: ReadonlySet<string> = new Set(['probe', 'wake', 'afterClaim']);

interface Pair {
  readonly leaving: Kernel;
  readonly taking: Kernel;
}

/** The machine as it is between two kernels: a regression of one is its own doing. */
function withRegressions(machine: Machine, { regressions }: Scenario, { leaving, taking }: Pair): Machine {
  if (regressions.length === 0) return machine;
  const changesOf = (fn: PciFunction): Partial<Traits> =>
    Object.fromEntries(
      regressions
        .filter(({ driver }) => driver === fn.driver)
        .flatMap(({ since, traits }) =>
          Object.entries(traits).filter(([name]) => isFrom((TAKING.has(name) ? taking : leaving).release, since)),
        ),
    );
  return {
    ...machine,
    functions: machine.functions.map((fn) => ({ ...fn, traits: { ...fn.traits, ...changesOf(fn) } })),
  };
}

interface Story {
  readonly scenario: Scenario;
  world: World;
  readonly chance: Chance;
  kexecs: number;
  clock: number;
}

const isTranslating = ({ platform }: Machine, kernel: Kernel): boolean =>
  isPower(platform) ? false : kernel.iommu !== 'off';

/** DMA while nobody is there to see. */
function unseen(world: World, running: Running): void {
  for (const fn of devicesOf(world.machine)) {
    const life = world.lives.get(fn.bdf);
    if (
      !life?.armed ||
      life.preserved ||
      !(life.master || fn.traits.master === 'ignores') ||
      life.gone ||
      !life.powered
    )
      continue;
    running.deeds.push({ bdf: fn.bdf, what: 'dma', when: 'between', at: 0, fate: 'landed', records: [] });
  }
}

function run(story: Story, kernel: Kernel, plan: HandoffPlan | null, before: Kernel | null): Running {
  const { world, scenario } = story;
  const origin = plan ? ORIGINS[plan.into] : 'firmware';
  const running = newRunning(world, kernel, origin);
  if (isPower(scenario.platform)) running.reports = scenario.eeh;
  if (plan && origin !== 'firmware') unseen(world, running);
  const course: Course = {
    tablesBefore: before !== null && isTranslating(world.machine, before),
    handover:
      before && (origin === 'kexec' || origin === 'liveupdate')
        ? { from: before.release, count: story.kexecs, live: origin === 'liveupdate' }
        : null,
    diesAt: plan?.diesAt ?? null,
    drivers: plan?.drivers ? new Set(plan.drivers) : null,
    settleSeconds: RUNS,
    crashKernel: scenario.handoffs.some(({ into }) => into === 'kdump'),
  };
  boot(world, running, course);
  return running;
}

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

function outcomeOf(plan: HandoffPlan, running: Running | null): HandoffTruth['outcome'] {
  if (running === null) return 'lost';
  if (plan.into === 'firmware') return 'firmware';
  return running.end === 'died' ? 'died' : 'back';
}

interface Arriving {
  readonly plan: HandoffPlan;
  readonly from: Kernel;
  readonly number: number;
  readonly running: Running | null;
  readonly kept: Kept | null;
}

function handoffTruth(story: Story, { plan, from, number, running, kept }: Arriving): HandoffTruth {
  const { world } = story;
  const known = (fn: PciFunction) => devicesOf(world.machine).includes(fn);
  const devices = devicesOf(world.machine).map((fn) =>
    running && kept ? truthOf({ world, running, kept, knownBefore: known(fn) }, fn) : lostTruth(fn, true),
  );
  return {
    host: world.host,
    handoff: number,
    kind: plan.into,
    policy: labelOf(plan.steps),
    from: from.release,
    to: plan.kernel.release,
    outcome: outcomeOf(plan, running),
    devices,
  };
}

/** The same seed tells the same story, whatever other hosts do. */
export function simulateHost(scenario: Scenario, seed: number | string): SimulatedHost {
  const chance = chanceOf(`${seed}/${scenario.host}`);
  const built = buildMachine(scenario.platform, scenario.devices);
  let world = newWorld({ host: scenario.host, machine: built, chance });
  const story: Story = { scenario, world, chance, kexecs: 0, clock: Date.parse(scenario.bootedAt) / 1000 };
  const boots: SimulatedBoot[] = [];
  const truth: HandoffTruth[] = [];
  let kernel = scenario.first;
  let running = run(story, kernel, null, null);
  let kept: Kept = lose(running.records, { loss: 'none', level: 8, chance });
  let waitedUntil: string | null = null;
  for (const [index, plan] of scenario.handoffs.entries()) {
    const between = { leaving: kernel, taking: plan.kernel };
    world = { ...world, machine: withRegressions(built, scenario, between) };
    story.world = world;
    depart(world, running, { steps: plan.steps, declares: plan.declares, into: plan.into });
    boots.push({
      kernel,
      bootedAt: at(story.clock),
      records: [...kept.records, ...running.records.slice(lastKept(kept, running))],
    });
    story.clock += running.endedAt + JUMP_SECONDS;
    const comes = running.end !== 'hung' && !plan.silent;
    story.kexecs = plan.into === 'firmware' ? 0 : story.kexecs + 1;
    const next = comes ? run(story, plan.kernel, plan, kernel) : null;
    const left = next
      ? lose(next.records, { loss: plan.loss, level: plan.kernel.consoleLevel, chance: chance.fork(`loss/${index}`) })
      : null;
    truth.push(handoffTruth(story, { plan, from: kernel, number: index + 1, running: next, kept: left }));
    if (next === null || left === null) {
      waitedUntil = at(story.clock + 7200);
      return { host: scenario.host, boots, truth, waitedUntil };
    }
    [kernel, running, kept] = [plan.kernel, next, left];
    if (running.end === 'died' || left.cutAt !== null) break;
  }
  boots.push({ kernel, bootedAt: at(story.clock), records: kept.records });
  return { host: scenario.host, boots: boots.filter(({ records }) => records.length > 0), truth, waitedUntil };
}

/** A kernel that is kept whole goes on in its teardown; one that lost records was told of in full before. */
function lastKept(kept: Kept, running: Running): number {
  const told = Math.max(-1, ...kept.kept);
  return Math.min(told + 1, running.records.length);
}
