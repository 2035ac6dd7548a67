/** From one host of a scenario to what the lab does: machines, kernels one after another, and what is done to devices from outside. */
import {
  buildMachine,
  devicesOf,
  type HandoffPlan,
  type Kernel,
  labelOf,
  type Machine,
  type PciFunction,
  type Scenario,
  type Step,
  type Traits,
} from '#simulator';
import { LAB_DEVICES } from './lab-device';
import { LAB_MACHINES, type LabMachine } from './lab-machine';

export interface Departure {
  readonly into: 'kexec' | 'kdump';
  readonly policy: string;
  readonly steps: readonly Step[];
  readonly declares: boolean;
  /** Does it leave requests of disks behind, unanswered? */
  readonly inFlight: boolean;
}

export interface LabBoot {
  /** From 1. */
  readonly number: number;
  /** As the scenario names it. */
  readonly kernel: Pick<Kernel, 'release' | 'iommu' | 'consoleLevel'>;
  readonly isCrashKernel: boolean;
  readonly reserves: boolean;
  /** Drivers to load, in the order of their devices. */
  readonly modules: readonly string[];
  /** Its first program gives up: the kernel panics. */
  readonly dies: boolean;
  readonly departure: Departure | null;
}

/** What is done to the machine from outside when an outgoing kernel jumps, as broken firmware or hardware would. */
export interface Gremlin {
  readonly boot: number;
  readonly does: 'master-on' | 'slot-off' | 'halt';
  /** The device, or for `halt` none. */
  readonly bdf: string | null;
  /** Functions that are touched: the device and what is between it and the root, or the port of its slot. */
  readonly touches: readonly string[];
}

export interface LabPlan {
  readonly host: string;
  readonly scenario: Scenario;
  readonly lab: LabMachine;
  readonly machine: Machine;
  readonly devices: readonly PciFunction[];
  readonly boots: readonly LabBoot[];
  readonly gremlins: readonly Gremlin[];
  /** Of the scenario, what a real kernel or QEMU decides for itself. */
  readonly notes: readonly string[];
}

export type Planned = { readonly plan: LabPlan } | { readonly problems: readonly string[] };

/** Traits that can be brought about from outside. The others are claims of drivers: here the drivers answer for themselves. */
const MADE: readonly (keyof Traits)[] = ['traffic', 'master', 'presence'];
const isMade = (name: string): boolean => (MADE as readonly string[]).includes(name);

const busOf = (bdf: string): number => Number.parseInt(bdf.slice(5, 7), 16);

/** Ports and bridges between a function and the root, nearest first. */
export function pathOf({ functions }: Machine, bdf: string): readonly PciFunction[] {
  const above = functions.find(({ buses }) => buses?.secondary === busOf(bdf));
  return above ? [above, ...pathOf({ functions } as Machine, above.bdf)] : [];
}

function deviceProblems(devices: readonly PciFunction[], machine: Machine): readonly string[] {
  return devices.flatMap(({ bdf, model, traits }) => {
    const row = LAB_DEVICES[model ?? ''];
    if (!row) return [`${model}: QEMU has no such device; it has ${Object.keys(LAB_DEVICES).join(', ')}`];
    const wants = { idle: row.backend, flood: 'network', 'in-flight': 'drive' }[traits.traffic];
    const port = pathOf(machine, bdf)[0]?.kind;
    return [
      ...(bdf.endsWith('.0') ? [] : [`${model}: QEMU's has one function`]),
      ...(wants === row.backend ? [] : [`${model}: it has no traffic of the kind \`${traits.traffic}\``]),
      ...(traits.presence === 'stays' || port === 'root-port'
        ? []
        : [`${model}: only what hangs under a root port can vanish`]),
    ];
  });
}

function stepProblems({ into, steps }: HandoffPlan): readonly string[] {
  if (into !== 'kexec' && into !== 'kdump') return [`into \`${into}\`: the lab plays kexec and kdump`];
  if (steps.includes('preserve')) return ['`preserve` needs drivers that take part in a live update'];
  const late = steps.slice(steps.indexOf('shutdown') + 1);
  const odd = steps.includes('shutdown') ? late.filter((step) => step !== 'bus-master-off') : [];
  return odd.map(
    (step) => `\`${step}\` after \`shutdown\`: behind device_shutdown() only a changed kernel can do more`,
  );
}

function kernelProblems({ first, handoffs }: Scenario, { iommuWords }: LabMachine): readonly string[] {
  const kernels = [first, ...handoffs.map(({ kernel }) => kernel)];
  const odd = kernels.filter(({ iommu }) => iommuWords[iommu] === null);
  return odd.map(({ iommu }) => `iommu \`${iommu}\`: no word of a kernel's command line does it on this machine`);
}

function notesOf({ devices, regressions, handoffs }: Scenario): readonly string[] {
  const claims = devices.flatMap(({ model, traits }) =>
    Object.entries(traits ?? {})
      .filter(([name]) => !isMade(name))
      .map(([name, value]) => `${model}: \`${name}: ${value}\` is not made; its driver answers for itself`),
  );
  const lost = handoffs.flatMap(({ loss }) =>
    loss === 'none' ? [] : [`\`loss: ${loss}\` is not made; no line is lost`],
  );
  const regressed = regressions.length > 0 ? ['regressions are not made; kernels answer for themselves'] : [];
  return [...new Set([...claims, ...lost, ...regressed])];
}

const VFIO = ['vfio_iommu_type1', 'vfio_pci'];

interface Booting {
  readonly scenario: Scenario;
  readonly devices: readonly PciFunction[];
}

/** An incoming kernel lacks the drivers that the scenario does not name, where it names some. */
const hasDriver = ({ driver }: PciFunction, arrival: HandoffPlan | undefined): boolean =>
  arrival?.drivers == null || arrival.drivers.includes(driver ?? '');

function departureOf(plan: HandoffPlan, devices: readonly PciFunction[]): Departure {
  const { into, steps, declares } = plan;
  const inFlight = devices.some(({ traits }) => traits.traffic === 'in-flight');
  return { into: into === 'kdump' ? 'kdump' : 'kexec', policy: labelOf(steps), steps, declares, inFlight };
}

function bootOf({ scenario, devices }: Booting, at: number): LabBoot {
  const arrival = scenario.handoffs[at - 1];
  const leaving = scenario.handoffs[at];
  const kernel = arrival?.kernel ?? scenario.first;
  const driven = devices.filter((device) => hasDriver(device, arrival));
  const modules = driven.flatMap(({ model }) => LAB_DEVICES[model ?? '']?.modules ?? []);
  return {
    number: at + 1,
    kernel,
    isCrashKernel: arrival?.into === 'kdump',
    reserves: leaving?.into === 'kdump',
    modules: [...new Set([...modules, ...(leaving?.steps.includes('vfio-rebind') ? VFIO : [])])],
    dies: arrival !== undefined && arrival.diesAt !== null,
    departure: leaving ? departureOf(leaving, devices) : null,
  };
}

/** A crash leaves bus mastering on by itself. */
function gremlinsOf(machine: Machine, { handoffs }: Scenario): readonly Gremlin[] {
  return handoffs.flatMap(({ into, silent }, at): Gremlin[] => {
    const boot = at + 1;
    const touched = (bdf: string) => [bdf, ...pathOf(machine, bdf).map((above) => above.bdf)];
    const devices = devicesOf(machine);
    const masters = into === 'kdump' ? [] : devices.filter(({ traits }) => traits.master === 'ignores');
    const gone = devices.filter(({ traits }) => traits.presence === 'vanishes');
    return [
      ...masters.map(({ bdf }): Gremlin => ({ boot, does: 'master-on', bdf, touches: touched(bdf) })),
      ...gone.map(({ bdf }): Gremlin => ({ boot, does: 'slot-off', bdf, touches: touched(bdf).slice(1, 2) })),
      ...(silent ? [{ boot, does: 'halt', bdf: null, touches: [] } as const] : []),
    ];
  });
}

/** All that is wrong with it at once, each with the host's name. */
export function planOf(scenario: Scenario): Planned {
  const { host, platform, handoffs } = scenario;
  const lab = LAB_MACHINES[platform];
  if (!lab)
    return {
      problems: [`${host}: the lab has no machine for ${platform}; it has ${Object.keys(LAB_MACHINES).join(', ')}`],
    };
  const machine = buildMachine(platform, scenario.devices);
  const devices = devicesOf(machine);
  const problems = [
    ...deviceProblems(devices, machine),
    ...handoffs.flatMap(stepProblems),
    ...kernelProblems(scenario, lab),
  ];
  if (problems.length > 0) return { problems: [...new Set(problems)].map((problem) => `${host}: ${problem}`) };
  const silentAt = handoffs.findIndex(({ silent, diesAt }) => silent || diesAt !== null);
  const last = silentAt < 0 ? handoffs.length : silentAt + 1;
  const told: Scenario = { ...scenario, handoffs: handoffs.slice(0, last) };
  const boots = Array.from({ length: last + 1 }, (_, at) => bootOf({ scenario: told, devices }, at));
  const gremlins = gremlinsOf(machine, told);
  return { plan: { host, scenario: told, lab, machine, devices, boots, gremlins, notes: notesOf(told) } };
}
