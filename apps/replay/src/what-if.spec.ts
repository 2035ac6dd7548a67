/** What if: the model shows a captured failure again under few assumptions, and plays other policies from there. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '#core';
import { kernelOf, printHost, type Scenario, type Step, simulateHost, stepsOf } from '#simulator';
import { reportOfInputs } from './report-of';
import { explanations, outcomeOf, situationOf } from './what-if';
import { assumptionsOf, chosenOf, renderWhatIf, whatIf } from './what-if-run';

const inputs = (text: string): readonly Input[] => [
  { type: 'lines', host: 'h', source: 'log', firstLine: 1, text },
  { type: 'end', host: 'h', source: 'log' },
];

async function chosen(text: string, bdf?: string) {
  const found = chosenOf(await reportOfInputs(inputs(text)), bdf);
  if (found === null) throw new Error('no handoff');
  const situation = situationOf(found.handoff, found.device);
  if ('cannot' in situation) throw new Error(situation.cannot);
  return { found, situation };
}

const kernel = (iommu: 'off' | 'translated') =>
  kernelOf({ platform: 'vtd', release: '6.1.0-56-amd64', iommu, crash: false, reserves: true, consoleLevel: 7 });
const stubborn: Scenario = {
  host: 'h1',
  platform: 'vtd',
  eeh: true,
  devices: [{ model: 'e1000e', traits: { shutdown: 'ignored', master: 'ignores' } }],
  first: kernel('translated'),
  handoffs: [
    {
      into: 'kexec',
      steps: stepsOf('shutdown+bus-master-off') as readonly Step[],
      declares: false,
      kernel: kernel('translated'),
      silent: false,
      diesAt: null,
      drivers: null,
      loss: 'none',
    },
  ],
  regressions: [],
  bootedAt: '2026-11-02T08:00:00.000Z',
};
const logOf = (scenario: Scenario): string =>
  printHost(simulateHost(scenario, 5), 'dmesg --force-prefix', true).logs[0]?.text ?? '';

test('the traits that a log was simulated with are among the explanations, and no explanation assumes more than it needs', async () => {
  const { situation } = await chosen(logOf(stubborn));
  const found = (await explanations(situation)).map(assumptionsOf);
  expect(found).toContain('shutdown ignored, master ignores');
  expect(found).not.toContain('nothing: the model’s device does this as it is');
  const traits = found.map((one) => one.split(', '));
  for (const one of traits)
    for (const other of traits) if (one !== other) expect(other.every((part) => one.includes(part))).toBe(false);
}, 120_000);

describe('a real crash under QEMU', () => {
  const text = readFileSync(join(__dirname, '../../../corpus/vtd-leak-crash-e1000e-rp.log'), 'latin1');

  test('is shown again with its signature, with nothing assumed, and an orderly policy would have ended it', async () => {
    const { found, situation } = await chosen(text, '0000:01:00.0');
    const answer = await whatIf(situation, found, 'remove+hot-reset');
    expect(answer.signature.id).toBe(found.device.signature?.id);
    expect(answer.explanations[0]?.assumes).toMatch(/^nothing/);
    expect(answer.policies.map(({ policy, outcomes }) => [policy, outcomes[0]?.happened])).toEqual([
      ['none', 'dma-leak'],
      ['remove+hot-reset', 'clean'],
    ]);
    const printed = renderWhatIf(answer, 80);
    expect(printed.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(printed).toContain('remove+hot-reset  clean');
  }, 60_000);

  test('tables taken over would have hidden the same DMA, not stopped it', async () => {
    const { situation } = await chosen(text, '0000:01:00.0');
    expect(outcomeOf(situation, [], 'none+iommu-inherit')).toEqual({ happened: 'dma-leak', seen: 'unobserved' });
  });
});

test('what the model does not hold is said, not guessed', async () => {
  const { found } = await chosen(logOf(stubborn));
  const { device } = found;
  const other = { ...device, driverBefore: 'tg3', driverAfter: 'tg3' };
  expect(situationOf(found.handoff, other)).toEqual({ cannot: 'no device of driver tg3 is in the model' });
  const nameless = { ...device, driverBefore: null, driverAfter: null, id: '10ec:ffff' };
  expect(situationOf(found.handoff, nameless)).toEqual({
    cannot: 'no line names its driver, and no device 10ec:ffff is in the model',
  });
  expect(situationOf(found.handoff, { ...nameless, id: device.id })).toMatchObject({ model: 'e1000e' });
  const signature = { ...device.signature!, parts: { ...device.signature!.parts, family: 'aer' } };
  expect(situationOf(found.handoff, { ...device, signature })).toEqual({
    cannot: 'errors that the bus reports (AER) are not in the model',
  });
  expect(situationOf({ ...found.handoff, kind: 'firmware' }, found.device)).toEqual({
    cannot: 'a handoff of kind firmware is not in the model',
  });
});
