import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { from, lastValueFrom, toArray } from 'rxjs';
import type { Input } from './input';
import { analyze, reportOf } from './pipeline';
import type { RuleChange } from './rule-change';

const text = readFileSync(join(__dirname, '../../../corpus/vtd-leak-crash-2nics.log'), 'utf8');
const inputs: readonly Input[] = [
  { type: 'lines', host: 'h', source: 's', firstLine: 1, text },
  { type: 'end', host: 'h', source: 's' },
];
const outputsUnder = (change?: RuleChange, some = inputs) =>
  lastValueFrom(analyze(from(some), undefined, change).pipe(toArray()));
const devicesUnder = async (change?: RuleChange) => {
  const { handoffs } = reportOf(await outputsUnder(change));
  return new Map(handoffs.flatMap(({ devices }) => devices).map((device) => [device.bdf, device]));
};
const BDF = '0000:01:00.0';

test('facts that are taken for never read prove nothing', async () => {
  expect((await devicesUnder()).get(BDF)?.verdict).toBe('dma-leak');
  expect((await devicesUnder({ withoutFacts: ['dmar/iommu-fault'] })).get(BDF)?.verdict).not.toBe('dma-leak');
  expect((await devicesUnder({ withoutFacts: ['dmar'] })).get(BDF)?.verdict).not.toBe('dma-leak');
  expect((await devicesUnder({ withoutFacts: ['amdvi'] })).get(BDF)?.verdict).toBe('dma-leak');
  expect((await devicesUnder({ withoutFacts: ['amdvi', 'dmar'] })).get(BDF)?.verdict).not.toBe('dma-leak');
});

test('a version of the signature that is not live names nothing', async () => {
  const whole = (await devicesUnder()).get(BDF)?.signature;
  const first = whole?.ids?.find(({ version }) => version === 1);
  const signature = (await devicesUnder({ signatureVersions: [1] })).get(BDF)?.signature;
  expect([signature?.id, signature?.version, signature?.ids]).toEqual([first?.id, 1, [first]]);
  expect((await devicesUnder({ signatureVersions: [99] })).get(BDF)?.signature).toBeNull();
});

test('a known failure that is left out is not told', async () => {
  const known = (await devicesUnder()).get(BDF)?.knownFailures?.map(({ id }) => id) ?? [];
  expect(known).toContain('kdump-iommu-turned-on');
  const left = (await devicesUnder({ withoutKnownFailures: ['kdump-iommu-turned-on'] })).get(BDF)?.knownFailures;
  expect(left?.map(({ id }) => id)).toEqual(known.filter((id) => id !== 'kdump-iommu-turned-on'));
});

test('how long a host may be silent', async () => {
  const jumped = text.split('\n').slice(0, 475).join('\n');
  const ticks = ['10:00:00', '10:02:00'].map((at) => ({ type: 'tick', host: 'h', at: `2026-11-23T${at}Z` }) as const);
  const silent: readonly Input[] = [{ type: 'lines', host: 'h', source: 's', firstLine: 1, text: jumped }, ...ticks];
  const outcome = async (change?: RuleChange) => reportOf(await outputsUnder(change, silent)).handoffs.at(-1)?.outcome;
  expect(await outcome()).not.toBe('lost');
  expect(await outcome({ handoffTimeoutSeconds: 60 })).toBe('lost');
});

test('a state goes on under the change that it was made with, and without one it says nothing of it', async () => {
  const change = { withoutFacts: ['dmar'] };
  const states = (outputs: Awaited<ReturnType<typeof outputsUnder>>) =>
    new Map(outputs.flatMap((output) => (output.type === 'state' ? [[output.host, output.state] as const] : [])));
  const half = text.split('\n').slice(0, 700).join('\n');
  const rest: Input = {
    type: 'lines',
    host: 'h',
    source: 's',
    firstLine: 701,
    text: text.split('\n').slice(700).join('\n'),
  };
  const before = states(
    await outputsUnder(change, [{ type: 'lines', host: 'h', source: 's', firstLine: 1, text: half }]),
  );
  const after = reportOf(await lastValueFrom(analyze(from([rest, inputs[1]!]), before).pipe(toArray())));
  expect(after.handoffs.at(-1)?.devices.find(({ bdf }) => bdf === BDF)?.verdict).not.toBe('dma-leak');
  expect(JSON.stringify([...states(await outputsUnder())])).not.toContain('"change"');
});
