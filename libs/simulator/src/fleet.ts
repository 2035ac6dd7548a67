/** From a fleet as a file describes it (schemas/simulation.v1.json) to the story of every host. */
import { type Chance, chanceOf } from './chance';
import { kernelOf } from './chance-scenario';
import type { Loss } from './loss';
import { CATALOGUE } from './model/catalogue';
import type { Kernel } from './model/kernel';
import type { DeviceSpec, Platform } from './model/machine';
import { STEPS, type Step, stepsOf } from './model/policy';
import type { Traits } from './model/trait';
import type { HandoffPlan, Regression, Scenario } from './scenario';

export interface KernelSpec {
  readonly release: string;
  readonly iommu?: Kernel['iommu'];
  readonly loglevel?: number;
}

export interface HandoffSpec {
  readonly into?: HandoffPlan['into'];
  readonly policy: string;
  readonly declares?: boolean;
  readonly kernel: KernelSpec;
  readonly silent?: number;
  readonly dies?: number;
  readonly drivers?: readonly string[];
  readonly loss?: Loss;
  readonly lossChance?: number;
}

export interface GroupSpec {
  readonly name: string;
  readonly hosts?: number;
  readonly platform: Platform;
  readonly eeh?: boolean;
  readonly devices: readonly DeviceSpec[];
  readonly lemons?: { readonly share: number; readonly driver?: string; readonly traits: Partial<Traits> };
  readonly first: KernelSpec;
  readonly handoffs: readonly HandoffSpec[];
}

export interface FleetSpec {
  readonly schema: 'quiesce.simulation/1';
  readonly title?: string;
  readonly claim?: string;
  readonly start?: string;
  readonly form?: string;
  readonly fleet: readonly GroupSpec[];
  readonly regressions?: readonly Regression[];
}

const isCrash = ({ into, policy }: HandoffSpec): boolean =>
  into === 'kdump' || into === 'hang' || (into === undefined && policy.startsWith('none'));

function policyProblems(path: string, spec: HandoffSpec): readonly string[] {
  const steps = stepsOf(spec.policy);
  if (steps === null)
    return [
      `${path}/policy: \`${spec.policy}\` is no policy; expected steps joined by +, of ${STEPS.join(', ')}; \`none\` alone or with iommu-inherit`,
    ];
  const idle = steps.includes('none');
  if (isCrash(spec) !== idle)
    return [
      `${path}: a crash tears nothing down and only a crash does: \`none\` goes with kdump and hang, other steps with the rest`,
    ];
  return [];
}

/** What a schema cannot say: policies, and names twice. */
export function fleetProblems({ fleet }: FleetSpec): readonly string[] {
  const names = fleet.map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) < at);
  return [
    ...twice.map((name) => `/fleet: two groups are called ${name}`),
    ...fleet.flatMap(({ handoffs }, group) =>
      handoffs.flatMap((handoff, at) => policyProblems(`/fleet/${group}/handoffs/${at}`, handoff)),
    ),
  ];
}

function withLemons(group: GroupSpec, chance: Chance): readonly DeviceSpec[] {
  const { lemons, devices } = group;
  if (!lemons || !chance.happens(lemons.share)) return devices;
  const means = ({ model }: DeviceSpec) => lemons.driver === undefined || CATALOGUE[model]?.driver === lemons.driver;
  return devices.map((device) =>
    means(device) ? { ...device, traits: { ...device.traits, ...lemons.traits } } : device,
  );
}

interface Telling {
  readonly group: GroupSpec;
  readonly chance: Chance;
}

function kernelBy({ group }: Telling, spec: KernelSpec, crash: boolean): Kernel {
  const { release, iommu = 'translated', loglevel = 7 } = spec;
  const reserves = group.handoffs.some(isCrash);
  return kernelOf({ platform: group.platform, release, iommu, crash, reserves, consoleLevel: loglevel });
}

function handoffBy(telling: Telling, spec: HandoffSpec): HandoffPlan {
  const { chance } = telling;
  const crash = isCrash(spec);
  const into = spec.into ?? (crash ? 'kdump' : 'kexec');
  return {
    into,
    steps: stepsOf(spec.policy) as readonly Step[],
    declares: spec.declares ?? false,
    kernel: kernelBy(telling, spec.kernel, into === 'kdump'),
    silent: chance.happens(spec.silent ?? 0),
    diesAt: chance.happens(spec.dies ?? 0) ? chance.between(1.6, 4) : null,
    drivers: spec.drivers ?? null,
    loss: spec.loss !== undefined && chance.happens(spec.lossChance ?? 1) ? spec.loss : 'none',
  };
}

/** Seconds between the first kernels of two hosts: a fleet does not begin at once. */
const STAGGER_SECONDS = 37;

function scenarioBy(
  telling: Telling,
  of: { readonly spec: FleetSpec; readonly host: string; readonly number: number },
): Scenario {
  const { group, chance } = telling;
  const start = Date.parse(of.spec.start ?? '2026-11-02T08:00:00Z') + of.number * STAGGER_SECONDS * 1000;
  return {
    host: of.host,
    platform: group.platform,
    eeh: group.eeh ?? true,
    devices: withLemons(group, chance.fork('lemon')),
    first: kernelBy(telling, group.first, false),
    handoffs: group.handoffs.map((handoff, at) => handoffBy({ group, chance: chance.fork(`handoff/${at}`) }, handoff)),
    regressions: of.spec.regressions ?? [],
    bootedAt: new Date(start).toISOString(),
  };
}

/** Every host of the fleet; each draws its own chance, so that adding one changes no other. */
export function* fleetScenarios(spec: FleetSpec, seed: number): Generator<Scenario> {
  for (const group of spec.fleet) {
    const count = group.hosts ?? 1;
    for (let number = 1; number <= count; number++) {
      const host = count === 1 ? group.name : `${group.name}-${number}`;
      yield scenarioBy({ group, chance: chanceOf(`${seed}/${host}/fleet`) }, { spec, host, number });
    }
  }
}
