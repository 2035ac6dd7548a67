/** Fleets to simulate: every scenario kept here is whole and shows its claim; what is wrong with one is told by its place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CATALOGUE,
  type FleetSpec,
  fleetScenarios,
  type HandoffTruth,
  LOSSES,
  PLACES,
  PLATFORMS,
  simulateHost,
  TRAIT_VALUES,
} from '#simulator';
import { parseSpec } from './simulate-spec';

const DIR = join(__dirname, '..', 'scenarios');
const specOf = (name: string): FleetSpec => {
  const read = parseSpec(readFileSync(join(DIR, name), 'utf8'));
  if ('problems' in read) throw new Error(`${name}: ${read.problems.join('; ')}`);
  return read.spec;
};
const truthOf = (name: string): readonly HandoffTruth[] =>
  [...fleetScenarios(specOf(name), 1)].flatMap((scenario) => simulateHost(scenario, 1).truth);
/** Driver → verdicts in the group. */
const told = (truth: readonly HandoffTruth[], group: string, of: 'happened' | 'expect') => {
  const all = truth.filter(({ host }) => host === group || new RegExp(`^${group}-\\d+$`).test(host));
  const pairs = all.flatMap(({ devices }) => devices.map((device) => [device.driver ?? '', device[of]] as const));
  return Object.fromEntries(
    [...new Set(pairs.map(([driver]) => driver))].map((driver) => [
      driver,
      [...new Set(pairs.filter(([one]) => one === driver).map(([, verdict]) => verdict))].sort(),
    ]),
  );
};

test('there is a scenario for each claim, and each is valid and says which it plays', () => {
  const names = readdirSync(DIR);
  expect(names.length).toBeGreaterThanOrEqual(10);
  for (const name of names) expect(specOf(name).claim).toMatch(/\w{4}/);
});

test('shutdown leaks, remove does where its callback stops nothing, and a hot reset stops both', () => {
  const truth = truthOf('shutdown-or-remove.yaml');
  expect(told(truth, 'shutdown', 'expect').e1000e).toEqual(['dma-leak']);
  // On a host where e1000e has filled VT-d's rate limit, nothing is printed of the other's.
  expect(told(truth, 'shutdown', 'happened')['8139cp']).toEqual(['dma-leak']);
  expect(told(truth, 'shutdown', 'expect')['8139cp']).toContain('dma-leak');
  expect(told(truth, 'remove', 'expect')).toMatchObject({ e1000e: ['clean'], '8139cp': ['dma-leak'] });
  expect(told(truth, 'remove-hot-reset', 'expect')).toMatchObject({ e1000e: ['clean'], '8139cp': ['clean'] });
});

test('bus mastering off stops what obeys it, and no power-down', () => {
  const truth = truthOf('bus-master-off.yaml');
  expect(told(truth, 'master-left-on', 'happened')).toMatchObject({
    igb: ['dma-leak'],
    megaraid_sas: ['probe-failed'],
  });
  expect(told(truth, 'master-off', 'happened')).toMatchObject({ igb: ['clean'], megaraid_sas: ['probe-failed'] });
});

test('a crash kernel that turns the IOMMU on sees the leak, one that takes tables over sees none of the same DMA', () => {
  const truth = truthOf('kdump-iommu.yaml');
  expect(told(truth, 'turned-on', 'expect').e1000e).toContain('dma-leak');
  for (const group of ['copied', 'amd-copied', 'arm-silent']) {
    expect(told(truth, group, 'happened').e1000e).toEqual(['dma-leak']);
    expect(told(truth, group, 'expect').e1000e).toEqual(['unobserved']);
  }
});

test('POWER freezes what goes on; without EEH, or where a crash kernel keeps the old entries, nobody is told', () => {
  const truth = truthOf('eeh-freeze.yaml');
  expect(told(truth, 'bare-metal', 'expect')).toMatchObject({
    mlx5_core: ['frozen'],
    nvme: ['dma-leak'],
    e1000e: ['clean'],
  });
  for (const [group, driver] of [
    ['deaf-firmware', 'mlx5_core'],
    ['crash-under-hypervisor', 'nvme'],
  ] as const) {
    expect(told(truth, group, 'happened')[driver]).toEqual(['dma-leak']);
    expect(told(truth, group, 'expect')[driver]).toEqual(['unobserved']);
  }
});

test('a live update may keep a device at its DMA, which leaks where it was torn down', () => {
  const truth = truthOf('live-update.yaml');
  expect(told(truth, 'kept', 'expect').mlx5_core).toEqual(['clean']);
  expect(told(truth, 'torn-down', 'expect').mlx5_core).toEqual(['dma-leak']);
});

test('silence is told as loss, and a cold boot as what it is', () => {
  const truth = truthOf('never-back.yaml');
  const outcomes = (group: string) => [
    ...new Set(truth.filter(({ host }) => host.startsWith(group)).map(({ outcome }) => outcome)),
  ];
  expect(outcomes('silent')).toEqual(['lost']);
  expect(outcomes('hangs-in-shutdown')).toEqual(['lost']);
  expect(outcomes('cold-boot')).toEqual(['firmware']);
});

test('a regression shows where the outgoing kernel has it, and lemons are few', () => {
  const truth = truthOf('regression.yaml');
  expect(told(truth, 'before', 'expect').i40e).toEqual(['clean']);
  expect(told(truth, 'after', 'expect').i40e).toEqual(['dma-leak']);
  const lemons = truthOf('lemon-hosts.yaml').filter(({ devices }) =>
    devices.some((device) => device.expect === 'dma-leak'),
  );
  const hosts = new Set(lemons.map(({ host }) => host));
  expect(hosts.size).toBeGreaterThan(1);
  expect(hosts.size).toBeLessThan(20);
  expect(lemons.length).toBe(hosts.size * 4);
});

test('a chain is a handoff a link, and lost logs show less than what happened', () => {
  expect(truthOf('chain.yaml').map(({ handoff }) => handoff)).toEqual(
    Array.from({ length: 5 }, () => [1, 2, 3]).flat(),
  );
  const truth = truthOf('lost-logs.yaml');
  expect(told(truth, 'overrun', 'expect').nvme).toEqual(['unobserved']);
  expect(new Set(truth.map(({ outcome }) => outcome))).toEqual(new Set(['back', 'died', 'lost']));
});

test('the schema names every model, trait, place and loss of the code, and no other', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../../../schemas/simulation.v1.json'), 'utf8'));
  const { device, traits, group, handoff } = schema.$defs;
  expect(device.properties.model.enum).toEqual(Object.keys(CATALOGUE));
  expect(device.properties.place.enum).toEqual(PLACES);
  expect(group.properties.platform.enum).toEqual(PLATFORMS);
  expect(handoff.properties.loss.enum).toEqual(LOSSES);
  const values = Object.entries(traits.properties as Record<string, { enum: string[] }>).map(
    ([name, { enum: allowed }]) => [name, allowed],
  );
  expect(Object.fromEntries(values)).toEqual(TRAIT_VALUES);
});

const GOOD = readFileSync(join(DIR, 'chain.yaml'), 'utf8');
test.each([
  ['a word of YAML that is none', 'fleet: [', /^line \d+: /],
  [
    'a model that nobody knows',
    GOOD.replace('model: bnxt', 'model: tg3'),
    /^line 9: \/fleet\/0\/devices\/0\/model must be .*e1000e/,
  ],
  [
    'a policy that is none',
    GOOD.replace('policy: shutdown\n', 'policy: shutdwon\n'),
    /^line 18: \/fleet\/0\/handoffs\/2\/policy: `shutdwon` is no policy/,
  ],
  [
    'a crash that tears down',
    GOOD.replace('policy: shutdown\n', 'policy: shutdown\n        into: kdump\n'),
    /\/fleet\/0\/handoffs\/2: a crash tears nothing down/,
  ],
  [
    'a form that nobody writes',
    `${GOOD}form: telegram\n`,
    /\/form: no form is called `telegram`; expected one of dmesg/,
  ],
  ['a field that is none', `${GOOD}flavour: sweet\n`, /must NOT have additional properties/],
  ['another schema', GOOD.replace('simulation/1', 'simulation/9'), /^line 1: \/schema must be equal to constant/],
])('%s is told by its place', (_, text, problem) => {
  const read = parseSpec(text);
  expect('problems' in read ? read.problems.join('\n') : 'valid').toMatch(problem);
});
