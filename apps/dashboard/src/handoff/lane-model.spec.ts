import type { Boot, DeviceHandoff, Finding, HandoffDetail, Moment } from '../api/client';
import { fittingTicks, lanesOf } from './lane-model';

const FILE = 'console';
const at = (line: number, time: number | null): Moment => ({ file: FILE, line, time });
const boot = (part: Pick<Boot, 'id' | 'firstLine' | 'lastLine'>): Boot => ({
  host: 'web-17',
  file: FILE,
  kernel: '6.1.0',
  commandLine: null,
  kind: 'kdump',
  end: 'open',
  ...part,
});
const fault = (lines: readonly number[]): Finding => ({
  verdict: 'dma-leak',
  confidence: 'certain',
  side: 'incoming',
  phase: 'dormant',
  family: 'dmar',
  kind: 'iommu-fault',
  what: 'DMA read',
  why: 'before its driver',
  count: lines.length,
  attribution: { rule: 'requester', candidates: [] },
  evidence: lines.map((line) => ({ file: FILE, line })),
});
const device = (part: Partial<DeviceHandoff>): DeviceHandoff => ({
  bdf: '0000:01:00.0',
  id: null,
  driverBefore: 'e1000e',
  driverAfter: null,
  verdict: 'dma-leak',
  policy: 'none',
  iommu: 'vtd-translated',
  iommuGroup: null,
  findings: [],
  signature: null,
  phases: [],
  ...part,
});
const detail = (devices: DeviceHandoff[], part: Partial<HandoffDetail['handoff']> = {}): HandoffDetail => ({
  handoff: {
    id: 'h',
    host: 'web-17',
    kind: 'kdump',
    from: 'old',
    to: 'new',
    complete: true,
    outcome: 'back',
    kernels: { from: null, to: null },
    policy: { label: 'none', declared: null, inferred: [] },
    iommu: { from: 'off', to: 'vtd-translated' },
    observability: { fromStart: true, linesLost: 0, suppressed: 0, damaged: [] },
    events: [
      { what: 'panic', at: at(90, 12.5) },
      { what: 'first line', at: at(101, 0) },
    ],
    devices,
    ...part,
  },
  boots: [boot({ id: 'old', firstLine: 1, lastLine: 100 }), boot({ id: 'new', firstLine: 101, lastLine: 200 })],
  version: 1,
  receivedAt: '2026-01-01T00:00:00Z',
});
const PHASES: DeviceHandoff['phases'] = [
  { phase: 'running', from: at(20, 3), to: at(90, 12.5) },
  { phase: 'jump', from: at(100, 12.6), to: at(101, 0) },
  { phase: 'early', from: at(101, 0), to: at(130, 0.6) },
  { phase: 'dormant', from: at(130, 0.6), to: null },
];

describe('lanesOf', () => {
  test('sets bars in the order of time, the jump as the gap between both clocks', () => {
    const { lanes, scale } = lanesOf(detail([device({ phases: PHASES })]), []);
    const bars = lanes[0]!.bars;
    expect(bars.map(({ phase }) => phase)).toEqual(['running', 'jump', 'early', 'dormant']);
    expect(bars[1]).toMatchObject(scale.jump);
    expect(bars[0]!.to).toBeLessThan(scale.jump.from);
    expect(bars[2]!.from).toBeCloseTo(scale.jump.to);
    expect(bars[2]!.seconds).toBeCloseTo(0.6);
  });

  test('leaves the end of a phase open when no line ends it', () => {
    const bar = lanesOf(detail([device({ phases: PHASES })]), []).lanes[0]!.bars[3]!;
    expect(bar).toMatchObject({ to: 100, openStart: false, openEnd: true, seconds: null });
  });

  test('draws no bar for a phase of which nothing is known', () => {
    const phases = [{ phase: 'teardown', from: null, to: null } as const];
    expect(lanesOf(detail([device({ phases })]), []).lanes[0]!.bars).toEqual([]);
  });

  test('places a fault between the lines around it, and by its own time once its fact is there', () => {
    const content = detail([device({ phases: PHASES, findings: [fault([160])] })]);
    const before = lanesOf(content, []).lanes[0]!.marks[0]!;
    const fact = {
      family: 'dmar',
      kind: 'iommu-fault',
      source: FILE,
      line: 160,
      lines: [160],
      boot: 2,
      host: null,
      bdf: '0000:01:00.0',
      time: 1.018,
      at: null,
      fields: {},
      fault: true,
      count: 1,
      corrupted: null,
    };
    const after = lanesOf(content, [fact]).lanes[0]!.marks[0]!;
    expect(before.place.time).toBeNull();
    expect(after.place).toEqual({ file: FILE, line: 160, time: 1.018 });
    expect(after.at).toBeGreaterThan(lanesOf(content, [fact]).lanes[0]!.bars[3]!.from);
  });

  test('makes one mark of a burst, and none of evidence for cleanliness', () => {
    const burst = lanesOf(detail([device({ phases: PHASES, findings: [fault([160, 161])] })]), []);
    expect(burst.lanes[0]!.marks.map(({ lines }) => lines)).toEqual([2]);
    const clean: Finding = { ...fault([160]), verdict: 'clean', kind: null };
    expect(lanesOf(detail([device({ findings: [clean] })]), []).lanes[0]!.marks).toEqual([]);
  });

  test('counts lines where the kernel stamped none', () => {
    const timeless = detail([device({})], { events: [{ what: 'first line', at: at(101, null) }] });
    const lanes = lanesOf(timeless, []);
    expect(lanes.scale.unit).toEqual({ outgoing: 'lines', incoming: 'lines' });
    expect(lanes.ticks.map(({ label }) => label)).toContain('line 101');
  });

  test('gives the outgoing side no room when only the incoming kernel is in the log', () => {
    const lanes = lanesOf(detail([device({ phases: PHASES })], { from: null }), []);
    expect(lanes.scale.jump.from).toBe(0);
    expect(lanes.events.map(({ what }) => what)).toEqual(['first line']);
    expect(lanes.positionOf(at(90, 12.5))).toBeNull();
  });
});

describe('lanesOf at a moment', () => {
  const whole = detail([device({ phases: PHASES, findings: [fault([160])] }), device({ bdf: '0000:02:00.0' })]);
  const then = (line: number, time: number, part: Partial<DeviceHandoff>) =>
    lanesOf(whole, [], {
      handoff: { ...whole.handoff, events: [{ what: 'panic', at: at(90, 12.5) }], devices: [device(part)] },
      until: at(line, time),
    });
  const going = [
    { phase: 'running', from: at(20, 3), to: at(90, 12.5) },
    { phase: 'jump', from: at(95, 12.55), to: null },
  ] as const;

  test('keeps the scale, the rows and the room of the whole', () => {
    const [known, all] = [then(95, 12.55, { phases: [...going] }), lanesOf(whole, [])];
    expect(known.scale.jump).toEqual(all.scale.jump);
    expect(known.lanes.map(({ bdf }) => bdf)).toEqual(all.lanes.map(({ bdf }) => bdf));
    expect(known.allEvents).toEqual(all.events);
    expect(known.positionOf(at(160, 0.8))).toEqual(all.positionOf(at(160, 0.8)));
  });

  test('draws nothing behind it: no jump, no phase, no mark, no event, no label', () => {
    const known = then(95, 12.55, { verdict: 'unobserved', phases: [...going] });
    expect(known.lanes[0]!.bars.map(({ phase }) => phase)).toEqual(['running']);
    expect(known.lanes[0]!.marks).toEqual([]);
    expect(known.events.map(({ what }) => what)).toEqual(['panic']);
    expect(known.ticks.every((tick) => tick.at <= known.now)).toBe(true);
    expect(known.lanes[1]).toMatchObject({ verdict: null, bars: [], marks: [] });
  });

  test('cuts the phase that goes on, and leaves its end open', () => {
    const known = then(115, 0.3, { phases: PHASES.slice(0, 3).map((span) => ({ ...span, to: span.to })) });
    const early = known.lanes[0]!.bars.find(({ phase }) => phase === 'early')!;
    expect(early).toMatchObject({ openEnd: true, seconds: null, to: known.now });
    expect(early.to).toBeLessThan(lanesOf(whole, []).lanes[0]!.bars[2]!.to);
  });

  test('has rows alone where no handoff is told yet, and stands before the jump between the boots', () => {
    const known = lanesOf(whole, [], { handoff: null, until: { file: FILE, line: 9_999, time: null } });
    expect(known.lanes.map(({ verdict }) => verdict)).toEqual([null, null]);
    expect([known.events, known.ticks, known.now]).toEqual([[], [], known.scale.jump.from]);
  });
});

test('a line of a further source has its place by the clock of its boot', () => {
  const content = detail([device({ phases: PHASES })]);
  const [old, next] = content.boots;
  const sources = [
    { file: FILE, firstLine: 101, lastLine: 200 },
    { file: 'serial', firstLine: 1, lastLine: 50 },
  ];
  const lanes = lanesOf({ ...content, boots: [old!, { ...next!, sources }] }, []);
  expect(lanes.positionOf({ file: 'serial', line: 7, time: 0.6 })).toBeCloseTo(lanes.positionOf(at(130, 0.6))!);
  expect(lanes.positionOf({ file: 'serial', line: 7 })).toBeNull();
  expect(lanes.positionOf({ file: 'serial', line: 51, time: 0.6 })).toBeNull();
});

test('fittingTicks keeps what matters more when two labels would touch', () => {
  const ticks = [
    { at: 10, label: 'phase', rank: 3 },
    { at: 12, label: 'panic', rank: 0 },
    { at: 40, label: 'end', rank: 2 },
  ];
  expect(fittingTicks(ticks, 5).map(({ label }) => label)).toEqual(['panic', 'end']);
});
