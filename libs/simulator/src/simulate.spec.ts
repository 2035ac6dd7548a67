/** The simulator by itself: what a seed promises, and what its truth says of stories whose end is known. */
import { chanceOf } from './chance';
import { chanceScenario, kernelOf } from './chance-scenario';
import type { DeviceSpec } from './model/machine';
import { type Step, stepsOf } from './model/policy';
import { printHost } from './print-host';
import type { HandoffPlan, Scenario } from './scenario';
import { simulateHost } from './simulate';

const kernel = (crash = false, iommu: 'off' | 'passthrough' | 'translated' = 'translated') =>
  kernelOf({ platform: 'vtd', release: '6.1.0-56-amd64', iommu, crash, reserves: true, consoleLevel: 7 });

function handoff(label: string, more: Partial<HandoffPlan> = {}): HandoffPlan {
  const steps = stepsOf(label) as readonly Step[];
  const into = steps.includes('none') ? 'kdump' : 'kexec';
  const plain = { declares: false, silent: false, diesAt: null, drivers: null, loss: 'none' } as const;
  return { into, steps, kernel: kernel(into === 'kdump'), ...plain, ...more };
}

function scenario(devices: readonly DeviceSpec[], handoffs: readonly HandoffPlan[], first = kernel()): Scenario {
  return {
    host: 'h1',
    platform: 'vtd',
    eeh: true,
    devices,
    first,
    handoffs,
    regressions: [],
    bootedAt: '2026-11-02T08:00:00.000Z',
  };
}

const verdicts = (of: Scenario, seed = 1) =>
  simulateHost(of, seed).truth.map(({ devices }) => devices.map(({ expect: verdict }) => verdict));
const nic = (traits: DeviceSpec['traits']): DeviceSpec => ({ model: 'e1000e', traits });

test('the same seed tells the same story, and another seed another', () => {
  const tell = (seed: number) => {
    const host = simulateHost(chanceScenario(chanceOf(seed), 'h'), seed);
    return JSON.stringify([printHost(host, 'dmesg', true), host.truth]);
  };
  expect(tell(7)).toBe(tell(7));
  expect(tell(7)).not.toBe(tell(8));
});

test('what is left to a NIC that goes on receiving is what the policy leaves it', () => {
  const stubborn = nic({ shutdown: 'ignored', master: 'ignores' });
  expect(verdicts(scenario([stubborn], [handoff('shutdown+bus-master-off')]))).toEqual([['dma-leak']]);
  expect(verdicts(scenario([stubborn], [handoff('remove+bus-master-off')]))).toEqual([['clean']]);
  expect(verdicts(scenario([stubborn], [handoff('shutdown+hot-reset+bus-master-off')]))).toEqual([['clean']]);
  expect(verdicts(scenario([nic({ shutdown: 'ignored' })], [handoff('shutdown+bus-master-off')]))).toEqual([['clean']]);
  expect(verdicts(scenario([nic({ shutdown: 'ignored' })], [handoff('shutdown')]))).toEqual([['dma-leak']]);
});

test('a crash kernel that turns the IOMMU on sees the leak; one that copies tables sees nothing', () => {
  expect(verdicts(scenario([nic({})], [handoff('none')], kernel(false, 'off')))).toEqual([['dma-leak']]);
  const device = simulateHost(scenario([nic({})], [handoff('none+iommu-inherit')]), 1).truth[0]?.devices[0];
  expect(device).toMatchObject({
    happened: 'dma-leak',
    expect: 'unobserved',
    blind: 'the old translation tables were in use',
  });
  expect(device?.landed).toBeGreaterThan(0);
});

test('the kernel’s own words: what is printed of a leak names the device and comes before its driver', () => {
  const host = simulateHost(scenario([nic({})], [handoff('none')], kernel(false, 'off')), 1);
  const [log] = printHost(host, 'dmesg --force-prefix', true).logs;
  const crash = (log?.text.split('Linux version').at(2) ?? '').split('\n');
  const fault = crash.findIndex((line) =>
    /DMAR: \[DMA Write NO_PASID\] Request device \[01:00\.0\] fault addr 0x[0-9a-f]+ \[fault reason 0x05\]/.test(line),
  );
  expect(fault).toBeGreaterThan(0);
  expect(crash.findIndex((line) => line.includes('Interrupt Throttling Rate'))).toBeGreaterThan(fault);
});

test('records never go back in time within one kernel', () => {
  for (const seed of Array.from({ length: 40 }, (_, at) => at)) {
    for (const { records } of simulateHost(chanceScenario(chanceOf(seed), 'h'), seed).boots) {
      const backwards = records.filter(({ seconds }, at) => at > 0 && seconds < (records[at - 1]?.seconds ?? 0));
      expect(backwards).toEqual([]);
    }
  }
});

test('a hang in teardown loses the host, and a chain goes on link by link', () => {
  const hangs = scenario([nic({ shutdown: 'hangs' })], [handoff('shutdown+bus-master-off'), handoff('shutdown')]);
  expect(simulateHost(hangs, 1).truth.map(({ outcome }) => outcome)).toEqual(['lost']);
  const chain = scenario([nic({})], [handoff('shutdown+bus-master-off'), handoff('shutdown+bus-master-off')]);
  expect(simulateHost(chain, 1)).toMatchObject({ truth: [{ handoff: 1 }, { handoff: 2 }] });
  expect(simulateHost(chain, 1).boots).toHaveLength(3);
});

test('a regression holds from the outgoing kernel’s version on', () => {
  const since = (release: string): Scenario => ({
    ...scenario([nic({})], [handoff('shutdown')]),
    regressions: [{ driver: 'e1000e', since: release, traits: { shutdown: 'ignored' } }],
  });
  expect(verdicts(since('6.2'))).toEqual([['clean']]);
  expect(verdicts(since('6.1'))).toEqual([['dma-leak']]);
});
