import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FleetSpec, fleetScenarios, type GroupSpec } from '#simulator';
import { parseSpec } from '../simulate-spec';
import { commandLineOf } from './command-line';
import { emulatorArguments } from './emulator-arguments';
import { LAB_DEVICES } from './lab-device';
import { type LabPlan, planOf } from './plan';

const GROUP: GroupSpec = {
  name: 'h',
  platform: 'vtd',
  devices: [{ model: 'nvme' }],
  first: { release: '6.1.0-56-amd64', iommu: 'off' },
  handoffs: [{ policy: 'none', kernel: { release: '6.12.43' } }],
};
const scenarioOf = (change: Partial<GroupSpec>, more: Partial<FleetSpec> = {}) =>
  [...fleetScenarios({ schema: 'quiesce.simulation/1', fleet: [{ ...GROUP, ...change }], ...more }, 1)][0]!;
const problemsOf = (change: Partial<GroupSpec>): readonly string[] => {
  const planned = planOf(scenarioOf(change));
  return 'problems' in planned ? planned.problems : [];
};
const planned = (change: Partial<GroupSpec>, more: Partial<FleetSpec> = {}): LabPlan => {
  const plan = planOf(scenarioOf(change, more));
  if ('problems' in plan) throw new Error(plan.problems.join('; '));
  return plan.plan;
};
const handoff = (change: object) => [{ policy: 'shutdown+bus-master-off', kernel: { release: '6.1' }, ...change }];

test('every host of the lab’s own scenario can be played', () => {
  const read = parseSpec(readFileSync(join(__dirname, '../../scenarios/lab.yaml'), 'utf8'));
  if ('problems' in read) throw new Error(read.problems.join('; '));
  const plans = [...fleetScenarios(read.spec, 1)].map(planOf);
  expect(plans.length).toBeGreaterThan(2);
  for (const plan of plans) expect(plan).toHaveProperty('plan');
});

test.each<[string, Partial<GroupSpec>, RegExp]>([
  ['a platform', { platform: 'powernv' }, /^h: the lab has no machine for powernv; it has vtd, smmuv3/],
  ['an IOMMU', { platform: 'smmuv3' }, /iommu `off`: no word of a kernel's command line does it/],
  ['a device', { devices: [{ model: 'mlx5' }] }, /^h: mlx5: QEMU has no such device; it has e1000e, /],
  ['functions', { devices: [{ model: 'igb', functions: 2 }] }, /igb: QEMU's has one function/],
  [
    'traffic',
    { devices: [{ model: 'nvme', traits: { traffic: 'flood' } }] },
    /nvme: it has no traffic of the kind `flood`/,
  ],
  [
    'a place',
    { devices: [{ model: 'nvme', place: 'switch', traits: { presence: 'vanishes' } }] },
    /only what hangs under a root port/,
  ],
  ['a way', { handoffs: handoff({ into: 'firmware' }) }, /into `firmware`: the lab plays kexec and kdump/],
  ['a step', { handoffs: handoff({ policy: 'preserve' }) }, /`preserve` needs drivers/],
  ['an order', { handoffs: handoff({ policy: 'shutdown+hot-reset' }) }, /`hot-reset` after `shutdown`/],
])('%s that the lab has not is refused with what it has', (_, change, says) => {
  expect(problemsOf(change)).toEqual([expect.stringMatching(says)]);
});

test('traffic that is no more than idle, or the device’s own, is played', () => {
  expect(
    problemsOf({ devices: [{ model: 'nvme', traits: { traffic: 'idle' } }, { model: 'e1000e' }, { model: 'xhci' }] }),
  ).toEqual([]);
});

test('a crash: the first kernel makes room, the second is a crash kernel and waits for nobody', () => {
  const { boots, gremlins } = planned({ devices: [{ model: 'nvme', traits: { master: 'ignores' } }] });
  expect(boots).toMatchObject([
    {
      number: 1,
      reserves: true,
      isCrashKernel: false,
      modules: ['nvme'],
      departure: { into: 'kdump', policy: 'none', inFlight: true },
    },
    { number: 2, reserves: false, isCrashKernel: true, modules: ['nvme'], departure: null },
  ]);
  expect(gremlins).toEqual([]);
});

test('bus mastering that comes back does so on the whole way to the root; a slot loses its power at its port', () => {
  const traits = { master: 'ignores', presence: 'vanishes' } as const;
  const { gremlins } = planned({
    devices: [
      { model: '8139cp', place: 'pci-bridge', traits: { master: 'ignores' } },
      { model: 'e1000e', traits },
    ],
    handoffs: handoff({}),
  });
  expect(gremlins).toEqual([
    { boot: 1, does: 'master-on', bdf: '0000:02:03.0', touches: ['0000:02:03.0', '0000:01:00.0', '0000:00:02.0'] },
    { boot: 1, does: 'master-on', bdf: '0000:03:00.0', touches: ['0000:03:00.0', '0000:00:03.0'] },
    { boot: 1, does: 'slot-off', bdf: '0000:03:00.0', touches: ['0000:00:03.0'] },
  ]);
});

test('a kernel that never speaks or dies is the last one', () => {
  const twice = [...handoff({ silent: 1 }), ...handoff({})];
  expect(planned({ handoffs: twice })).toMatchObject({ boots: { length: 2 }, gremlins: [{ boot: 1, does: 'halt' }] });
  expect(planned({ handoffs: [...handoff({ dies: 1 }), ...handoff({})] }).boots.map(({ dies }) => dies)).toEqual([
    false,
    true,
  ]);
});

test('the incoming kernel lacks the drivers that the scenario leaves out', () => {
  const devices = [{ model: 'nvme' }, { model: 'e1000e' }, { model: 'ahci' }];
  const { boots } = planned({ devices, handoffs: handoff({ drivers: ['nvme'] }) });
  expect(boots.map(({ modules }) => modules)).toEqual([['nvme', 'e1000e', 'ahci', 'sd_mod'], ['nvme']]);
});

test('what a driver or QEMU decides for itself is said', () => {
  const devices = [{ model: 'nvme', traits: { shutdown: 'ignored' as const, master: 'ignores' as const } }];
  const regressions = [{ driver: 'nvme', since: '6.1', traits: {} }];
  expect(planned({ devices, handoffs: handoff({ loss: 'cut' }) }, { regressions }).notes).toEqual([
    'nvme: `shutdown: ignored` is not made; its driver answers for itself',
    '`loss: cut` is not made; no line is lost',
    'regressions are not made; kernels answer for themselves',
  ]);
});

test('command lines are those of a host', () => {
  const { boots, lab } = planned({});
  expect(boots.map((boot) => commandLineOf(boot, lab, '6.1.0-56-amd64'))).toEqual([
    'BOOT_IMAGE=/boot/vmlinuz-6.1.0-56-amd64 root=/dev/mapper/vg0-root ro console=ttyS0,115200 crashkernel=256M intel_iommu=off',
    'BOOT_IMAGE=/boot/vmlinuz-6.1.0-56-amd64 root=/dev/mapper/vg0-root ro console=ttyS0,115200 intel_iommu=on irqpoll nr_cpus=1 reset_devices panic=10',
  ]);
  const quiet = planned({ first: { release: '6.1', iommu: 'passthrough', loglevel: 4 } });
  expect(commandLineOf(quiet.boots[0]!, quiet.lab, '6.1')).toMatch(/ intel_iommu=on iommu=pt loglevel=4$/);
});

test('an Arm machine: another console, a tap that takes drivers, and no word for an SMMU that is as usual', () => {
  const { boots, lab } = planned({ platform: 'smmuv3', first: { release: '6.1', iommu: 'passthrough' } });
  expect(boots.map((boot) => commandLineOf(boot, lab, '6.1'))).toEqual([
    'BOOT_IMAGE=/boot/vmlinuz-6.1 root=/dev/mapper/vg0-root ro console=ttyAMA0 crashkernel=256M iommu.passthrough=1',
    'BOOT_IMAGE=/boot/vmlinuz-6.1 root=/dev/mapper/vg0-root ro console=ttyAMA0 irqpoll nr_cpus=1 reset_devices panic=10',
  ]);
  expect(lab.ports.join(' ')).toContain('virtserialport');
  expect(lab.tap.modules).toEqual(['virtio_mmio', 'virtio_console']);
});

describe('the emulator’s command line', () => {
  const argumentsOf = (plan: LabPlan) => emulatorArguments({ plan, commandLine: 'ro quiet', memoryMiB: 1024 });
  const devicesOf = (plan: LabPlan) => argumentsOf(plan).filter((_, at, all) => all[at - 1] === '-device');

  test('devices stand where the model’s machine has them', () => {
    const plan = planned({
      devices: [
        { model: 'e1000e', place: 'switch' },
        { model: '8139cp', place: 'pci-bridge' },
        { model: 'megaraid' },
        { model: 'nvme', place: 'root-bus' },
      ],
    });
    expect(plan.devices.map(({ bdf }) => bdf)).toEqual([
      '0000:00:05.0',
      '0000:03:00.0',
      '0000:05:03.0',
      '0000:06:00.0',
    ]);
    expect(devicesOf(plan)).toEqual([
      'intel-iommu,intremap=on',
      'pcie-root-port,id=bus1,chassis=1,slot=1,bus=pcie.0,addr=0x2',
      'pcie-root-port,id=bus4,chassis=4,slot=4,bus=pcie.0,addr=0x3',
      'pcie-root-port,id=bus6,chassis=6,slot=6,bus=pcie.0,addr=0x4',
      'nvme,id=dev0,bus=pcie.0,addr=0x5,drive=drive0,serial=lab0',
      'x3130-upstream,id=bus2,bus=bus1,addr=0x0',
      'xio3130-downstream,id=bus3,chassis=3,slot=3,bus=bus2,addr=0x8',
      expect.stringMatching(/^e1000e,id=dev1,bus=bus3,addr=0x0,netdev=net1,mac=[0-9a-f:]{17},romfile=$/),
      'pcie-pci-bridge,id=bus5,bus=bus4,addr=0x0',
      expect.stringMatching(/^rtl8139,id=dev2,bus=bus5,addr=0x3,netdev=net2,/),
      'megasas,id=dev3,bus=bus6,addr=0x0',
      'scsi-hd,drive=drive3,bus=dev3.0',
    ]);
  });

  test('every device of the lab is given what it needs', () => {
    for (const [model, { backend, disk }] of Object.entries(LAB_DEVICES)) {
      const plan = planned({ devices: [{ model }] });
      const words = argumentsOf(plan).join(' ');
      expect({ model, network: words.includes('-netdev stream'), drive: words.includes('-drive if=none') }).toEqual({
        model,
        network: backend === 'network',
        drive: backend === 'drive',
      });
      expect(words.includes(`-device ${disk},drive=drive0,bus=dev0.0`)).toBe(disk !== undefined);
    }
  });

  test('nothing of it leaves its folder, and no network is there but sockets of that folder', () => {
    const words = argumentsOf(planned({ devices: [{ model: 'e1000e' }, { model: 'nvme' }] }));
    expect(words).toContain('-nodefaults');
    expect(words).toContain('tcg');
    expect(words.filter((word) => word.includes('/'))).toEqual(['/dev/null']);
    expect(words.filter((_, at) => words[at - 1] === '-netdev')).toEqual([
      'stream,id=net0,server=off,addr.type=unix,addr.path=net0.sock',
    ]);
    expect(words.slice(-2)).toEqual(['-append', 'ro quiet']);
  });
});
