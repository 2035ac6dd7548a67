/** From a captured failure to the traits that explain it, and from those to what other policies would have done. */
import type { DeviceHandoff, Handoff } from '#core';
import {
  buildMachine,
  CATALOGUE,
  type DeviceTruth,
  devicesOf,
  type HandoffPlan,
  type Hypothesis,
  hypotheses,
  kernelOf,
  type Place,
  type Platform,
  printHost,
  type Scenario,
  type Step,
  simulateHost,
  stepsOf,
  traitsOf,
} from '#simulator';
import { reportOfInputs } from './report-of';

/** A failed device handoff, as the model can play it. */
export interface Situation {
  readonly platform: Platform;
  readonly model: string;
  readonly id: string;
  /** `hang`: a panic with neither a crash kernel nor a reboot armed. */
  readonly kind: 'kexec' | 'kdump' | 'hang';
  readonly place: Place;
  readonly policy: string;
  readonly kernels: { readonly from: string; readonly to: string };
  readonly iommu: { readonly from: Scenario['first']['iommu']; readonly to: Scenario['first']['iommu'] };
  /** Did the incoming kernel have a driver for it? */
  readonly driven: boolean;
  /** POWER: are errors told of? */
  readonly eeh: boolean;
  readonly declared: boolean;
  /** Fields of the fingerprint that the model must show again. */
  readonly parts: Readonly<Record<string, string>>;
}

const PLATFORM_OF: Readonly<Record<string, Platform>> = {
  vtd: 'vtd',
  amdvi: 'amdvi',
  smmuv3: 'smmuv3',
  tce: 'powernv',
};

function platformOf(device: DeviceHandoff, { kind, iommu, kernels }: Handoff): Platform | null {
  const vendors = [device.iommu, iommu.to, iommu.from].map((mode) => mode.split('-')[0] ?? '');
  const known = vendors.map((vendor) => PLATFORM_OF[vendor]).find((platform) => platform !== undefined);
  // A partition's kernel says no ids (arch/powerpc/kernel/pci_of_scan.c), and bare metal resets its bridges in a crash.
  if (known === 'powernv') return kind === 'kdump' || device.id === null ? 'pseries' : 'powernv';
  const release = kernels.to ?? kernels.from ?? '';
  return known ?? (/arm64|aarch64|ppc|powerpc|s390/.test(release) ? null : 'vtd');
}

const modeOf = (mode: string): Scenario['first']['iommu'] =>
  mode === 'off' ? 'off' : mode.endsWith('-passthrough') ? 'passthrough' : 'translated';

/** The model's device of a driver; where no line names one, that of the same vendor and device. */
const modelOf = (driver: string | null, id: string | null): string | undefined =>
  Object.keys(CATALOGUE).find((name) =>
    driver === null ? CATALOGUE[name]?.id === id : CATALOGUE[name]?.driver === driver,
  );

/** A lost host is one failure, whichever of its devices is looked at. */
const isOfHost = ({ signature }: DeviceHandoff): boolean => signature?.parts.driver === 'host';
const WITNESS = 'e1000e';

function kindOf({ kind }: Handoff, { signature }: DeviceHandoff): Situation['kind'] | null {
  if (kind === 'kexec' || kind === 'kdump') return kind;
  return signature?.parts.reason === 'hung-in-panic' ? 'hang' : null;
}

/** Errors that the bus reports have another cause than DMA that was left on. */
const REPORTED_BY_THE_BUS: Readonly<Record<string, string>> = {
  aer: 'AER',
  dpc: 'DPC',
  ghes: 'firmware-first errors',
};

/** On the root bus, where its address says so. */
const placeOf = (bdf: string, model: string): Place =>
  /^[0-9a-f]+:00:/.test(bdf) ? 'root-bus' : CATALOGUE[model]?.conventional ? 'pci-bridge' : 'root-port';

/** The situation of a device, or why the model cannot play it. */
export function situationOf(handoff: Handoff, device: DeviceHandoff): Situation | { readonly cannot: string } {
  const platform = platformOf(device, handoff);
  const driver = device.driverBefore ?? device.driverAfter;
  const model = isOfHost(device) ? WITNESS : modelOf(driver, device.id);
  const { kernels } = handoff;
  const kind = kindOf(handoff, device);
  if (device.signature === null) return { cannot: `${device.bdf} has no signature: its verdict is ${device.verdict}` };
  const bus = REPORTED_BY_THE_BUS[device.signature.parts.family ?? ''];
  if (bus !== undefined) return { cannot: `errors that the bus reports (${bus}) are not in the model` };
  if (kind === null) return { cannot: `a handoff of kind ${handoff.kind} is not in the model` };
  if (platform === null) return { cannot: 'its platform is not in the model' };
  if (model === undefined)
    return {
      cannot:
        driver === null
          ? `no line names its driver, and no device ${device.id ?? '(unknown)'} is in the model`
          : `no device of driver ${driver} is in the model`,
    };
  if (stepsOf(device.policy) === null) return { cannot: `the policy ${device.policy} is not in the model` };
  return {
    platform,
    model,
    id: (isOfHost(device) ? null : device.id) ?? CATALOGUE[model]!.id,
    kind,
    place: placeOf(device.bdf, model),
    policy: device.policy,
    kernels: { from: kernels.from ?? kernels.to ?? '6.1.0', to: kernels.to ?? kernels.from ?? '6.1.0' },
    iommu: { from: modeOf(handoff.iommu.from), to: modeOf(device.iommu) },
    driven: device.driverAfter !== null || device.findings.some(({ verdict }) => verdict === 'probe-failed'),
    eeh: !device.iommu.endsWith('-silent'),
    declared: device.declared !== null,
    parts: device.signature.parts,
  };
}

function planOf(situation: Situation, policy: string): HandoffPlan {
  const steps = stepsOf(policy) as readonly Step[];
  const crash = situation.kind === 'hang' && policy === situation.policy ? 'hang' : 'kdump';
  const into = steps.includes('none') ? crash : 'kexec';
  const { platform, kernels, iommu } = situation;
  return {
    into,
    steps,
    declares: situation.declared,
    kernel: kernelOf({
      platform,
      release: kernels.to,
      iommu: iommu.to,
      crash: into === 'kdump',
      reserves: false,
      consoleLevel: 7,
    }),
    silent: false,
    diesAt: null,
    drivers: situation.driven ? null : [],
    loss: 'none',
  };
}

/** What the device was seen to do is no trait: it is given. */
const ACCESSES = ['read', 'write'] as const;

/** A machine of that one device: what others on it do is not part of the question. */
function scenarioOf(situation: Situation, hypothesis: Hypothesis, policy: string): Scenario {
  const { platform, model, id, kernels, iommu } = situation;
  const access = ACCESSES.find((one) => one === situation.parts.access);
  const inherits = policy.split('+').includes('iommu-inherit');
  return {
    host: 'what-if',
    platform,
    eeh: situation.eeh,
    devices: [{ model, id, place: situation.place, ...(access ? { access } : {}), traits: traitsOf(hypothesis) }],
    first: kernelOf({
      platform,
      release: kernels.from,
      iommu: inherits && iommu.from === 'off' ? 'translated' : iommu.from,
      crash: false,
      reserves: true,
      consoleLevel: 7,
    }),
    handoffs: [planOf(situation, policy)],
    regressions: [],
    bootedAt: '2026-11-02T08:00:00.000Z',
  };
}

/** Runs that differ in their timing only: a phase can hang on it. */
const SEEDS = [1, 2, 3, 4] as const;

/** The model's device under a policy, judged by the core: the fields of its fingerprint, or null where nothing failed. */
async function judged(scenario: Scenario, seed: number): Promise<Readonly<Record<string, string>> | null> {
  const host = simulateHost(scenario, seed);
  const [log] = printHost(host, 'dmesg --force-prefix', true).logs;
  const source = 'what-if';
  const text = log?.text ?? '';
  const { handoffs } = await reportOfInputs([
    { type: 'lines', host: source, source, firstLine: 1, text },
    { type: 'end', host: source, source },
    ...(host.waitedUntil === null
      ? []
      : ['2026-11-02T08:20:00.000Z', '2026-11-02T12:00:00.000Z'].map(
          (at) => ({ type: 'tick', host: source, at }) as const,
        )),
  ]);
  const [bdf] = devicesOf(buildMachine(scenario.platform, scenario.devices)).map((fn) => fn.bdf);
  const device = handoffs[0]?.devices.find((one) => one.bdf === bdf);
  return device?.signature?.parts ?? null;
}

export const sameParts = (left: Situation['parts'], right: Situation['parts'] | null): boolean =>
  right !== null && Object.keys(left).every((name) => left[name] === right[name]);

/** Does the model show the same failure under these traits, in some run? */
export async function explains(situation: Situation, hypothesis: Hypothesis): Promise<boolean> {
  const scenario = scenarioOf(situation, hypothesis, situation.policy);
  for (const seed of SEEDS) if (sameParts(situation.parts, await judged(scenario, seed))) return true;
  return false;
}

const contains = (hypothesis: Hypothesis, part: Hypothesis): boolean =>
  part.every(({ trait, value }) => hypothesis.some((one) => one.trait === trait && one.value === value));

/** Deviations at once that are thought of; three only where fewer explain nothing. */
const SIZES = [0, 1, 2] as const;

/** Every least set of deviations under which the model shows the same failure, the fewest assumptions first. */
export async function explanations(situation: Situation): Promise<readonly Hypothesis[]> {
  const found: Hypothesis[] = [];
  for (const size of SIZES)
    for (const hypothesis of hypotheses(situation.model, size)) {
      if (found.some((known) => contains(hypothesis, known))) continue;
      if (await explains(situation, hypothesis)) found.push(hypothesis);
    }
  return found;
}

/** Policies to try: those of an orderly kexec, and those of a crash where it was one. */
export const OTHER_POLICIES: readonly string[] = [
  'shutdown',
  'shutdown+bus-master-off',
  'remove+bus-master-off',
  'remove-or-shutdown+bus-master-off',
  'remove+hot-reset',
  'remove-or-shutdown+hot-reset+bus-master-off',
  'shutdown+flr+bus-master-off',
  'shutdown+hot-reset+bus-master-off',
  'vfio-rebind+bus-master-off',
];
const CRASH_POLICIES: readonly string[] = ['none', 'none+iommu-inherit'];

export const policiesFor = ({ kind, policy }: Situation): readonly string[] => [
  ...new Set([policy, ...(kind === 'kexec' ? [] : CRASH_POLICIES), ...OTHER_POLICIES]),
];

export interface Outcome {
  /** What the device would have done, the worst of some runs; and what a log of it would show. */
  readonly happened: DeviceTruth['happened'];
  readonly seen: DeviceTruth['expect'];
}

const ORDER = ['lost', 'missing', 'frozen', 'probe-failed', 'dma-leak', 'recovered', 'faulted', 'unobserved', 'clean'];
const worse = (left: string, right: string): boolean => ORDER.indexOf(left) < ORDER.indexOf(right);

/** What the policy would have done with such a device. */
export function outcomeOf(situation: Situation, hypothesis: Hypothesis, policy: string): Outcome {
  const runs = SEEDS.flatMap((seed) => simulateHost(scenarioOf(situation, hypothesis, policy), seed).truth);
  const truths = runs.flatMap(({ devices }) => devices);
  const [first, ...rest] = truths;
  const worst = rest.reduce(
    (state, next) => (worse(next.happened, state.happened) ? next : state),
    first as DeviceTruth,
  );
  return { happened: worst.happened, seen: worst.expect };
}
