import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { from } from 'rxjs';
import { analyze, type Boot, type DeviceHandoff, type Handoff, type Input } from '#core';
import { fewer, type Kept, planned, type Recorded, type RetracedMoment, retrace } from './retrace';

const textOf = (name: string) => readFileSync(join(__dirname, '../../../corpus', `${name}.log`), 'utf8');
const keptOf = (source: string, text: string): Kept => ({
  source,
  lines: text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => ({ line: index + 1, text: line })),
});

/** What is told last of each handoff. */
async function judged(inputs: readonly Input[]): Promise<readonly Recorded[]> {
  const last = new Map<string, { handoff: Handoff; boots: readonly Boot[] }>();
  await analyze(from(inputs)).forEach((output) => {
    if (output.type === 'handoff') last.set(output.handoff.id, output);
    if (output.type === 'retired') for (const id of output.handoffs) last.delete(id);
  });
  return [...last.values()];
}
const linesOf = ({ source, lines }: Kept): Input => ({
  type: 'lines',
  host: 'web-1',
  source,
  firstLine: 1,
  text: lines.map(({ text }) => `${text}\n`).join(''),
});
async function oneJudged(...kept: readonly Kept[]): Promise<Recorded> {
  const [first] = await judged(kept.map(linesOf));
  if (!first) throw new Error('no handoff arose');
  return first;
}
const momentsOf = (recorded: Recorded, kept: readonly Kept[], most?: number) => [
  ...retrace(recorded, planned(recorded, kept, most)),
];

/** The handoff after so many moments, as a reader of the moments puts it together. */
function folded(moments: readonly RetracedMoment[]): Handoff | null {
  const devices = new Map<string, DeviceHandoff>();
  let last: Handoff | null = null;
  for (const { told } of moments) {
    for (const device of told?.handoff.devices ?? []) devices.set(device.bdf, device);
    for (const bdf of told?.gone ?? []) devices.delete(bdf);
    last = told?.handoff ?? last;
  }
  return last && { ...last, devices: [...devices.values()] };
}
const sorted = (handoff: Handoff | null) => ({
  ...handoff,
  devices: [...(handoff?.devices ?? [])].sort((left, right) => (left.bdf < right.bdf ? -1 : 1)),
});

const LEAK = 'vtd-leak-crash-2nics';

test.each([
  LEAK,
  'vtd-on-shutdown-many',
  'ppc-powernv9-shutdown-eeh-new',
  'hang-newkernel-dead-silent',
  'plan-kexec-fails',
  'forms-printktime0-leak',
])('the moments of %s add up to what was recorded, by lines alone', async (name) => {
  const kept = keptOf('console', textOf(name));
  const recorded = await oneJudged(kept);
  const moments = momentsOf(recorded, [kept]);
  expect(sorted(folded(moments))).toEqual(sorted(recorded.handoff));
  expect(new Set(moments.map(({ by }) => by))).toEqual(new Set(['lines']));
  const lines = moments.map(({ at }) => at.line);
  expect(lines).toEqual([...new Set(lines)].sort((left, right) => left - right));
});

test('no moment knows of a line that comes after it', async () => {
  const kept = keptOf('console', textOf(LEAK));
  const recorded = await oneJudged(kept);
  for (const { at, told, facts } of momentsOf(recorded, [kept])) {
    const findings = told?.handoff.devices.flatMap((device) => device.findings) ?? [];
    const named = [...findings.flatMap(({ evidence }) => evidence), ...facts].map(({ line }) => line);
    expect(Math.max(0, ...named)).toBeLessThanOrEqual(at.line);
  }
});

test('a leak is told at the line that shows it, and not before', async () => {
  const kept = keptOf('console', textOf(LEAK));
  const recorded = await oneJudged(kept);
  const { bdf, findings } = recorded.handoff.devices[0]!;
  const moments = momentsOf(recorded, [kept]);
  const leak = moments.find(({ told }) => told?.verdicts.some((one) => one.bdf === bdf && one.after === 'dma-leak'));
  expect(leak?.at.line).toBe(findings[0]!.evidence[0]!.line);
  expect(leak?.facts).toMatchObject([{ kind: 'iommu-fault', bdf }]);
  expect(leak?.told?.verdicts.find((one) => one.bdf === bdf)?.before).not.toBe('dma-leak');
});

test('where lines are gone, the end is told as it was recorded', async () => {
  const whole = keptOf('console', textOf(LEAK));
  const recorded = await oneJudged(whole);
  const part = { ...whole, lines: whole.lines.filter(({ text }) => !text.includes('fault addr')) };
  const moments = momentsOf(recorded, [part]);
  expect(moments.at(-1)).toMatchObject({ by: 'recorded' });
  expect(moments.slice(0, -1).some(({ told }) => told?.verdicts.some(({ after }) => after === 'dma-leak'))).toBe(false);
  expect(sorted(folded(moments))).toEqual(sorted(recorded.handoff));
});

test('where no line is left there is no moment', async () => {
  const recorded = await oneJudged(keptOf('console', textOf(LEAK)));
  expect(momentsOf(recorded, [{ source: 'console', lines: [] }])).toEqual([]);
});

test('a host that never came back is told lost at the end alone: no line says so', async () => {
  const kept = keptOf('console', textOf('hang-newkernel-dead-silent'));
  const ticks = ['2026-01-01T00:00:00Z', '2026-01-01T06:00:00Z'].map(
    (at) => ({ type: 'tick', host: 'web-1', at }) as const,
  );
  const [recorded] = await judged([linesOf(kept), ...ticks]);
  expect(recorded?.handoff.outcome).toBe('lost');
  const moments = momentsOf(recorded!, [kept]);
  expect(moments.at(-1)).toMatchObject({ by: 'recorded', told: { handoff: { outcome: 'lost' } } });
  expect(moments.slice(0, -1).every(({ told }) => told?.handoff.outcome !== 'lost')).toBe(true);
});

test('a storm is told in few moments, and nothing of it is lost at the end', async () => {
  const kept = keptOf('console', textOf('vtd-on-shutdown-many'));
  const recorded = await oneJudged(kept);
  const plan = planned(recorded, [kept], 40);
  const moments = [...retrace(recorded, plan)];
  expect(moments.length).toBeLessThanOrEqual(42);
  expect(plan.joined).toBeGreaterThan(200);
  expect(sorted(folded(moments))).toEqual(sorted(recorded.handoff));
});

test('what repeats goes first, then every so-manieth stays', () => {
  const stops = ['a', 'b', 'a', 'c', 'a', 'd'].map((says) => ({ says }));
  const said = (most: number) => fewer(stops, most).map(({ says }) => says);
  expect(said(6)).toEqual(['a', 'b', 'a', 'c', 'a', 'd']);
  expect(said(5)).toEqual(['a', 'b', 'c', 'd']);
  expect(said(2)).toEqual(['a', 'c']);
});

test('two sources of one boot are gone through by the clock of each kernel', async () => {
  const text = textOf(LEAK);
  const half = text.split('\n');
  const [console_, serial] = [keptOf('console', text), keptOf('serial', `${half.slice(400).join('\n')}`)];
  const recorded = await oneJudged(console_, serial);
  expect(recorded.boots.flatMap(({ sources }) => sources.map(({ file }) => file))).toContain('serial');
  const moments = momentsOf(recorded, [console_, serial]);
  const second = recorded.boots.find(({ id }) => id === recorded.handoff.to)!;
  const isIncoming = ({ at }: RetracedMoment) =>
    at.line >= (second.sources.find(({ file }) => file === at.file)?.firstLine ?? Number.POSITIVE_INFINITY);
  const sides = moments.map(isIncoming);
  expect(sides.lastIndexOf(false)).toBeLessThan(sides.indexOf(true));
  const times = moments.filter((moment) => isIncoming(moment) && moment.at.time !== null).map(({ at }) => at.time!);
  expect(times).toEqual([...times].sort((left, right) => left - right));
  expect(new Set(moments.filter(isIncoming).map(({ at }) => at.file)).size).toBe(2);
  expect(sorted(folded(moments))).toEqual(sorted(recorded.handoff));
});
