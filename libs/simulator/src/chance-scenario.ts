/** Stories by chance, of all platforms, policies, traits, resets and losses: what the oracle is asked about. */
import type { Chance } from './chance';
import type { Loss } from './loss';
import { CATALOGUE } from './model/catalogue';
import { CRASH_OPTIONS, type Kernel } from './model/kernel';
import { type DeviceSpec, isPower, PLACES, PLATFORMS, type Platform } from './model/machine';
import { type Step, stepsOf } from './model/policy';
import type { Traits } from './model/trait';
import type { HandoffPlan, Scenario } from './scenario';

const RELEASES: Readonly<Record<Platform, readonly string[]>> = {
  vtd: ['5.10.198', '6.1.0-56-amd64', '6.12.43+deb13-amd64', '6.16.3'],
  amdvi: ['5.10.198', '6.1.0-56-amd64', '6.12.43+deb13-amd64'],
  smmuv3: ['5.10.198', '6.1.0-56-arm64', '6.12.43+deb13-arm64'],
  powernv: ['5.10.198', '6.1.0-50-powerpc64le', '6.12.43+deb13-powerpc64le'],
  pseries: ['5.10.198', '6.1.0-50-powerpc64le', '6.12.43+deb13-powerpc64le'],
};

const PLANNED: readonly string[] = [
  'shutdown+bus-master-off',
  'shutdown',
  'remove+bus-master-off',
  'remove-or-shutdown+bus-master-off',
  'remove+hot-reset+bus-master-off',
  'remove-or-shutdown+hot-reset+bus-master-off',
  'shutdown+flr+bus-master-off',
  'vfio-rebind+bus-master-off',
  'shutdown+hot-reset',
];

const CONSOLE: Readonly<Record<Platform, string>> = {
  vtd: 'ttyS0,115200',
  amdvi: 'ttyS0,115200',
  smmuv3: 'ttyAMA0,115200',
  powernv: 'hvc0',
  pseries: 'hvc0',
};

const IOMMU_OPTION: Readonly<Record<Platform, Readonly<Record<Kernel['iommu'], string>>>> = {
  vtd: { off: ' intel_iommu=off', passthrough: ' intel_iommu=on iommu=pt', translated: ' intel_iommu=on' },
  amdvi: { off: ' amd_iommu=off', passthrough: ' iommu=pt', translated: '' },
  smmuv3: { off: '', passthrough: ' iommu.passthrough=1', translated: '' },
  powernv: { off: '', passthrough: '', translated: '' },
  pseries: { off: '', passthrough: '', translated: '' },
};

export interface KernelChoice {
  readonly platform: Platform;
  readonly release: string;
  readonly iommu: Kernel['iommu'];
  readonly crash: boolean;
  readonly reserves: boolean;
  readonly consoleLevel: number;
}

/** The kernel with the command line that a distribution would give it. */
export function kernelOf(of: KernelChoice): Kernel {
  const { platform, release, iommu } = of;
  const level = of.consoleLevel === 7 ? '' : ` loglevel=${of.consoleLevel}`;
  const crash = of.crash ? ` ${CRASH_OPTIONS}${platform === 'smmuv3' ? '' : ' elfcorehdr=0x5df5d000'}` : '';
  const reserve = of.reserves && !of.crash ? ' crashkernel=384M' : '';
  const commandLine = `BOOT_IMAGE=/boot/vmlinuz-${release} root=/dev/mapper/vg0-root ro console=${CONSOLE[platform]}${reserve}${IOMMU_OPTION[platform][iommu]}${level}${crash}`;
  return { release, commandLine, iommu, consoleLevel: of.consoleLevel };
}

const CHANCES: readonly (readonly [number, (chance: Chance) => Partial<Traits>])[] = [
  [0.25, (chance) => ({ shutdown: chance.pick(['absent', 'ignored', 'slow', 'powers-off'] as const) })],
  [0.2, (chance) => ({ remove: chance.pick(['absent', 'ignored', 'slow'] as const) })],
  [0.25, () => ({ master: 'ignores' })],
  [0.1, () => ({ interrupts: 'left-on' })],
  [0.2, (chance) => ({ flr: chance.pick(['absent', 'fails'] as const) })],
  [0.25, (chance) => ({ hotReset: chance.pick(['fails', 'fails', 'kills'] as const) })],
  [0.3, (chance) => ({ probe: chance.pick(['trusts', 'needs-clean'] as const) })],
  [0.1, () => ({ wake: 'stuck' })],
  [0.1, () => ({ afterClaim: 'faults' })],
  [0.03, () => ({ probe: 'fails' })],
  [0.03, () => ({ presence: 'vanishes' })],
  [0.02, () => ({ shutdown: 'hangs' })],
  [0.02, () => ({ remove: 'hangs' })],
];

function traitsBy(chance: Chance): Partial<Traits> {
  return Object.assign({}, ...CHANCES.filter(([p]) => chance.happens(p)).map(([, of]) => of(chance)));
}

function devicesBy(chance: Chance, platform: Platform): readonly DeviceSpec[] {
  const models = Object.keys(CATALOGUE).filter((name) => !(isPower(platform) && CATALOGUE[name]?.conventional));
  return Array.from({ length: 2 + chance.below(4) }, () => {
    const model = chance.pick(models);
    const place = CATALOGUE[model]?.conventional
      ? 'pci-bridge'
      : chance.pick(PLACES.filter((one) => one !== 'pci-bridge'));
    const functions = chance.happens(0.3) ? 2 : 1;
    return { model, ...(isPower(platform) ? {} : { place }), functions, traits: traitsBy(chance) };
  });
}

function lossBy(chance: Chance): Loss {
  if (chance.happens(0.75)) return 'none';
  return chance.pick(['ring-overrun', 'console-dropped', 'cut', 'no-incoming', 'console-level'] as const);
}

function iommuBy(chance: Chance, platform: Platform): Kernel['iommu'] {
  if (isPower(platform)) return 'translated';
  return chance.pick(['translated', 'translated', 'translated', 'off', 'passthrough'] as const);
}

function policyBy(chance: Chance, into: HandoffPlan['into'], inherits: boolean): readonly Step[] {
  const label = into === 'kdump' || into === 'hang' ? (inherits ? 'none+iommu-inherit' : 'none') : chance.pick(PLANNED);
  return stepsOf(label) ?? ['shutdown'];
}

function handoffBy(chance: Chance, of: { platform: Platform; before: Kernel }): HandoffPlan {
  const { platform, before } = of;
  const into = chance.happens(0.35)
    ? 'kdump'
    : chance.pick(['kexec', 'kexec', 'kexec', 'kexec', 'kexec', 'kexec', 'kexec', 'firmware', 'hang'] as const);
  const loss = lossBy(chance);
  const crash = into === 'kdump';
  const iommu = iommuBy(chance, platform);
  const consoleLevel = loss === 'console-level' ? chance.pick([3, 4, 5, 6]) : 7;
  const release = crash ? before.release : chance.pick(RELEASES[platform]);
  const x86 = platform === 'vtd' || platform === 'amdvi';
  return {
    into,
    steps: policyBy(chance, into, crash && x86 && before.iommu !== 'off' && iommu !== 'off'),
    declares: chance.happens(0.3),
    kernel: kernelOf({ platform, release, iommu, crash, reserves: false, consoleLevel }),
    silent: into !== 'hang' && chance.happens(0.03),
    diesAt: chance.happens(0.06) ? chance.between(1.6, 4) : null,
    drivers: null,
    loss: into === 'hang' ? 'none' : loss,
  };
}

/** Release that hands over by KHO, and what LUO keeps: x86 and arm64 (kernel/liveupdate/Kconfig), 7.1 on. */
const LIVE_RELEASE = '7.1.4';
const isLive = (chance: Chance, platform: Platform): boolean => !isPower(platform) && chance.fork('live').happens(0.04);

/** The same between two kernels that keep the devices alive. */
function updatedLive(scenario: Scenario): Scenario {
  const live = (kernel: Kernel): Kernel => ({
    ...kernel,
    release: LIVE_RELEASE,
    commandLine: `${kernel.commandLine.replaceAll(kernel.release, LIVE_RELEASE)} kho=on liveupdate=on`,
  });
  const handoffs = scenario.handoffs.map((plan) =>
    plan.into === 'kexec'
      ? { ...plan, into: 'liveupdate' as const, steps: ['preserve' as const], kernel: live(plan.kernel) }
      : plan,
  );
  return { ...scenario, first: live(scenario.first), handoffs };
}

/** One handoff of one host; the same seed makes the same one. */
export function chanceScenario(chance: Chance, host: string): Scenario {
  const platform = chance.pick(PLATFORMS);
  const first = kernelOf({
    platform,
    release: chance.pick(RELEASES[platform]),
    iommu: iommuBy(chance, platform),
    crash: false,
    reserves: true,
    consoleLevel: 7,
  });
  const scenario: Scenario = {
    host,
    platform,
    eeh: chance.happens(0.85),
    devices: devicesBy(chance, platform),
    first,
    handoffs: [handoffBy(chance, { platform, before: first })],
    regressions: [],
    bootedAt: '2026-11-02T08:00:00.000Z',
  };
  return isLive(chance, platform) ? updatedLive(scenario) : scenario;
}
