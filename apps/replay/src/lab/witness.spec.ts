import { type FleetSpec, fleetScenarios, type GroupSpec } from '#simulator';
import type { Observed } from './emulator';
import { caseOf } from './lab-case';
import type { Refusal } from './lab-machine';
import { type LabPlan, planOf } from './plan';
import { kmsgOf, type LabDeviceTruth, truthOf } from './witness';

const NVME = '0000:01:00.0';
const NIC = '0000:03:03.0';
/** Requests of what is behind a PCIe-to-PCI bridge carry the bridge's bus. */
const BRIDGE = 0x300;

const GROUP: GroupSpec = {
  name: 'h',
  platform: 'vtd',
  devices: [{ model: 'nvme' }, { model: '8139cp', place: 'pci-bridge' }],
  first: { release: '6.1', iommu: 'off' },
  handoffs: [{ policy: 'remove', kernel: { release: '6.1' } }],
};
function planned(change: Partial<GroupSpec> = {}): LabPlan {
  const spec: FleetSpec = { schema: 'quiesce.simulation/1', fleet: [{ ...GROUP, ...change }] };
  const plan = planOf([...fleetScenarios(spec, 1)][0]!);
  if ('problems' in plan) throw new Error(plan.problems.join('; '));
  return plan.plan;
}

/** Seconds: it goes at 50, the next kernel speaks at 60, loads nvme at 70 and 8139cp at 72, and has all bound at 75. */
const TAP = `10 boot 1
11 fn found ${NVME} 1b36:0010 -
12 kmsg 5,1,100,-;Linux version 6.1
20 fn bound ${NVME} 1b36:0010 nvme
20 fn bound ${NIC} 10ec:8139 8139cp
20 seen bound
45 step ${NVME} remove ok
45 step ${NIC} remove failed
50 go
65 boot 2
66 fn found ${NVME} 1b36:0010 -
66 fn found ${NIC} 10ec:8139 -
66 seen found
70 load nvme
72 load 8139cp
75 fn bound ${NVME} 1b36:0010 nvme
75 fn bound ${NIC} 10ec:8139 8139cp
75 seen bound
80 kmsg 5,1,200,-;Linux version 6.1
80 kmsg  SUBSYSTEM=pci
85 done`;
const CONSOLE = `2 [    0.000000] Linux version 6.1
51 [   30.000000] kexec_core: Starting new kernel
60 [    0.000000] Linux version 6.1
85 [   20.000000] reboot: Power down`;

const linesOf = (text: string) =>
  text.split('\n').map((line) => ({ at: Number.parseFloat(line), text: line.slice(line.indexOf(' ') + 1) }));

interface Run {
  readonly plan?: LabPlan;
  readonly tap?: string;
  readonly console?: string;
  readonly end?: Observed['end'];
  readonly refusals?: readonly Refusal[];
}
function handoffOf({ plan = planned(), tap = TAP, console = CONSOLE, end = 'off', refusals = [] }: Run) {
  const masters = [{ boot: 2, bdf: NVME, on: true }];
  const observed = { console: linesOf(console), tap: linesOf(tap), masters, end };
  return truthOf({ plan, observed, refusals, releases: ['6.1.9', '6.1.10'] })[0]!;
}
const devicesOf = (run: Run): Record<string, LabDeviceTruth> =>
  Object.fromEntries(handoffOf(run).devices.map((device) => [device.bdf, device]));
const refused = (at: number, requester = 0x100, recorded = true): Refusal => ({ at, requester, recorded });

test('a quiet handoff: who was there, who drove it, what was done, and which kernels ran', () => {
  expect(handoffOf({})).toMatchObject({
    host: 'h',
    handoff: 1,
    kind: 'kexec',
    policy: 'remove',
    from: '6.1.9',
    to: '6.1.10',
    outcome: 'back',
  });
  const { [NVME]: nvme, [NIC]: nic } = devicesOf({});
  expect(nvme).toMatchObject({
    id: '1b36:0010',
    driver: 'nvme',
    driverAfter: 'nvme',
    master: true,
    happened: 'clean',
    expect: 'clean',
    ambiguous: [],
    blind: null,
    steps: [{ step: 'remove', result: 'ok' }],
  });
  expect(nic).toMatchObject({ master: null, steps: [{ step: 'remove', result: 'failed' }] });
});

test.each<[string, readonly Refusal[], Partial<LabDeviceTruth>]>([
  ['before the jump', [refused(49)], { expect: 'clean', ambiguous: [] }],
  [
    'on the way down',
    [refused(55)],
    { expect: 'clean', ambiguous: ['dma-leak'], refused: { between: 1, early: 0, probing: 0, after: 0 } },
  ],
  ['before its driver', [refused(69.9)], { happened: 'dma-leak', expect: 'dma-leak', ambiguous: [], recorded: 1 }],
  [
    'before its driver, of which nothing was recorded',
    [refused(69, 0x100, false)],
    { happened: 'dma-leak', expect: 'dma-leak', ambiguous: ['clean'], recorded: 0 },
  ],
  ['while its driver probed', [refused(70)], { expect: 'faulted', ambiguous: ['dma-leak'] }],
  ['after that', [refused(75)], { expect: 'faulted', ambiguous: [] }],
  ['by another', [refused(65, 0x200)], { expect: 'clean', ambiguous: [] }],
])('a request that is refused %s', (_, refusals, truth) => {
  expect(devicesOf({ refusals })[NVME]).toMatchObject(truth);
});

test('behind a PCIe-to-PCI bridge the bridge answers for the device, until the device’s own driver is loaded', () => {
  expect(devicesOf({ refusals: [refused(71, BRIDGE)] })).toMatchObject({
    [NVME]: { expect: 'clean' },
    [NIC]: { expect: 'dma-leak' },
  });
});

test('three records in five seconds fill the limit: what else was refused may not be told, and quiet is not certain', () => {
  const few = [refused(61, BRIDGE), refused(62, BRIDGE)];
  expect(devicesOf({ refusals: [...few, refused(66.1)] })[NVME]).toMatchObject({ limited: false, ambiguous: [] });
  expect(devicesOf({ refusals: [...few, refused(65.9)] })).toMatchObject({
    [NVME]: { limited: true, expect: 'dma-leak', ambiguous: ['clean'] },
    [NIC]: { limited: true, expect: 'dma-leak', ambiguous: ['clean'] },
  });
});

test('where nothing can be seen, a refusal need not be told of', () => {
  const plan = planned({ first: { release: '6.1' }, handoffs: [{ policy: 'none', kernel: { release: '6.1' } }] });
  expect(devicesOf({ plan, refusals: [refused(65)] })[NVME]).toMatchObject({
    expect: 'dma-leak',
    ambiguous: ['unobserved'],
  });
});

test.each<[string, Partial<GroupSpec>, string | null]>([
  [
    'off',
    { handoffs: [{ policy: 'remove', kernel: { release: '6.1', iommu: 'off' } }] },
    'the incoming kernel’s IOMMU is off',
  ],
  [
    'passed through',
    { handoffs: [{ policy: 'remove', kernel: { release: '6.1', iommu: 'passthrough' } }] },
    'the incoming kernel’s IOMMU is passed through',
  ],
  [
    'taken over',
    { first: { release: '6.1' }, handoffs: [{ policy: 'none', kernel: { release: '6.1' } }] },
    'the tables of the outgoing kernel are taken over',
  ],
  [
    'an SMMU of a crash kernel',
    { platform: 'smmuv3', first: { release: '6.1' }, handoffs: [{ policy: 'none', kernel: { release: '6.1' } }] },
    "the SMMU's events are off in a crash kernel",
  ],
  ['turned on by a crash kernel', { handoffs: [{ policy: 'none', kernel: { release: '6.1' } }] }, null],
])('an IOMMU that is %s', (_, change, blind) => {
  const device = devicesOf({ plan: planned(change) })[NVME]!;
  expect(device.blind).toBe(blind);
  expect(device.expect).toBe(blind === null ? 'clean' : 'unobserved');
});

const without = (text: string, line: RegExp): string =>
  text
    .split('\n')
    .filter((one) => !line.test(one))
    .join('\n');

test('what the incoming kernel does not find is missing; what no driver took failed to probe', () => {
  expect(devicesOf({ tap: without(TAP, /^66 fn found 0000:01/) })[NVME]).toMatchObject({ expect: 'missing' });
  const unbound = TAP.replace('75 fn bound 0000:01:00.0 1b36:0010 nvme', '75 fn bound 0000:01:00.0 1b36:0010 -');
  expect(devicesOf({ tap: unbound })[NVME]).toMatchObject({ expect: 'probe-failed', driverAfter: null });
  const undriven = planned({ handoffs: [{ policy: 'remove', kernel: { release: '6.1' }, drivers: ['8139cp'] }] });
  expect(devicesOf({ plan: undriven, tap: unbound })[NVME]).toMatchObject({ expect: 'clean' });
});

test.each<[string, Run, string, string]>([
  [
    'never speaks',
    { tap: TAP.slice(0, TAP.indexOf('\n65')), console: CONSOLE.slice(0, CONSOLE.indexOf('\n60')) },
    'lost',
    'lost',
  ],
  ['dies on its way up', { tap: TAP.slice(0, TAP.indexOf('\n66 seen')) }, 'died', 'unobserved'],
  [
    'was there when the emulator gave up',
    { tap: TAP.slice(0, TAP.indexOf('\n66 seen')), end: 'crashed' },
    'unknown',
    'unobserved',
  ],
  ['was ended', { tap: TAP.slice(0, TAP.indexOf('\n66 seen')), end: 'timeout' }, 'unknown', 'unobserved'],
])('a kernel that %s', (_, run, outcome, verdict) => {
  const { outcome: told, devices } = handoffOf(run);
  expect({ told, verdicts: devices.map((device) => device.expect) }).toEqual({
    told: outcome,
    verdicts: [verdict, verdict],
  });
});

test('a handoff that was never begun is not told of', () => {
  const observed = { console: linesOf(CONSOLE), tap: linesOf(without(TAP, / go$/)), masters: [], end: 'off' as const };
  expect(truthOf({ plan: planned(), observed, refusals: [], releases: [] })).toEqual([]);
});

test('each kernel’s records of /dev/kmsg, as they came', () => {
  const observed = { console: [], tap: linesOf(TAP) };
  expect(kmsgOf({ plan: planned(), observed })).toEqual([
    '5,1,100,-;Linux version 6.1\n',
    '5,1,200,-;Linux version 6.1\n SUBSYSTEM=pci\n',
  ]);
});

test('one handoff is a case of the corpus; one whose end nobody knows is none', () => {
  const console = linesOf(CONSOLE).map(({ text }) => text);
  const plan = planned();
  const truth = [handoffOf({ plan, refusals: [refused(69)] })];
  expect(caseOf({ name: 'h', plan, truth, console })).toEqual({
    log: 'h.log',
    arch: 'amd64',
    iommu: 'intel-vtd',
    did: 'remove',
    host: 'back',
    boots: [1, 3],
    handoff: { kind: 'kexec', line: 3 },
    devices: { [NVME]: { verdicts: ['dma-leak'] }, [NIC]: { verdicts: ['clean'] } },
  });
  expect(caseOf({ name: 'h', plan, truth: [...truth, ...truth], console })).toBeNull();
  expect(caseOf({ name: 'h', plan, truth: [{ ...truth[0]!, outcome: 'unknown' }], console })).toBeNull();
});
