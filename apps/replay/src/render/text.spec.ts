import type { Boot, DeviceHandoff, Finding, Handoff, Report } from '#core';
import { renderHtml } from './html';
import { renderMarkdown } from './markdown';
import { renderText } from './text';

const at = (line: number, time: number | null = null) => ({ file: 'a.log', line, time });
const boot = (id: string, firstLine: number, lastLine: number, more: Partial<Boot> = {}): Boot => ({
  id,
  host: 'web-17',
  file: 'a.log',
  firstLine,
  lastLine,
  sources: [{ file: 'a.log', firstLine, lastLine }],
  kernel: '6.1.0-56',
  commandLine: null,
  kind: 'firmware',
  kexecCount: 0,
  end: 'panic',
  ...more,
});
const finding = (more: Partial<Finding>): Finding => ({
  verdict: 'dma-leak',
  confidence: 'certain',
  side: 'incoming',
  phase: 'early',
  family: 'dmar',
  kind: 'iommu-fault',
  what: 'DMA read 0x28b4000, PTE not present',
  why: 'before its driver claimed it: the outgoing kernel left bus mastering on, the incoming one enabled translation',
  count: 1,
  attribution: { rule: 'requester id', candidates: [] },
  evidence: [{ file: 'a.log', line: 867 }],
  ...more,
});
const leaking: DeviceHandoff = {
  bdf: '0000:00:01.0',
  id: '8086:10d3',
  driverBefore: 'e1000e',
  driverAfter: 'e1000e',
  verdict: 'dma-leak',
  policy: 'none',
  declared: null,
  teardown: { shutdownRan: false, secondsAtMost: null, failed: null, leftIn: null, resets: [] },
  iommu: 'vtd-translated',
  iommuGroup: 1,
  findings: [finding({})],
  signature: { id: 's1-0123456789abcdef', version: 1, title: 'DMA read after the jump', parts: {} },
  phases: [
    { phase: 'running', from: at(1, 0), to: at(399, 12.78) },
    { phase: 'teardown', from: at(399, 12.78), to: at(430, 12.79) },
    { phase: 'jump', from: at(430, 12.79), to: at(431, 0) },
    { phase: 'early', from: at(431, 0), to: at(900, 2.44) },
    { phase: 'probing', from: at(900, 2.44), to: at(905, 2.62) },
    { phase: 'claimed', from: at(905, 2.62), to: null },
  ],
};
const quiet = (bdf: string, why: string): DeviceHandoff => ({
  ...leaking,
  bdf,
  driverBefore: 'nvme',
  driverAfter: 'nvme',
  verdict: 'unobserved',
  signature: null,
  findings: [finding({ verdict: 'unobserved', family: null, kind: null, what: 'no fault', why, evidence: [] })],
});
const handoff: Handoff = {
  id: 'h-0123456789abcdef',
  version: 2,
  host: 'web-17',
  kind: 'kdump',
  asked: null,
  from: 'b-1',
  to: 'b-2',
  complete: true,
  outcome: 'back',
  kernels: { from: '6.1.0-56', to: '6.1.0-56' },
  policy: { label: 'none', declared: null, inferred: ['none'], contradictions: [] },
  iommu: { from: 'off', to: 'vtd-translated' },
  unknownLines: [],
  unknownBeyond: 0,
  observability: { fromStart: true, linesLost: 0, suppressed: 0, damaged: [] },
  events: [
    { what: 'panic', at: at(399, 12.78) },
    { what: 'first line', at: at(431, 0) },
  ],
  devices: [leaking, quiet('0000:00:02.0', 'no unit covered it'), quiet('0000:00:03.0', 'no unit covered it')],
};
const report: Report = {
  schema: 'quiesce.report/1',
  files: [{ file: 'a.log', lines: 920, form: 'dmesg', unparsed: 0, gaps: 0, problems: [] }],
  boots: [boot('b-1', 1, 430), boot('b-2', 431, 920, { kind: 'kdump', end: 'open' })],
  handoffs: [handoff],
};
const FAULT =
  'DMAR: [DMA Read NO_PASID] Request device [00:01.0] fault addr 0x28b4000 [fault reason 0x06] PTE Read access is not set';
const quote = ({ line }: { line: number }) => (line === 867 ? `[    1.179358] ${FAULT}` : null);
const timeOfLine = ({ line }: { line: number }) => (line === 867 ? 1.179358 : null);
const text = (columns: number, some: Report = report) =>
  renderText({ report: some, screen: { columns, colour: false }, quote, timeOfLine });

test('a wide terminal shows the swim line whole, the reason and the evidence with its line number', () => {
  expect(
    text(140),
  ).toContain(`web-17  kdump  6.1.0-56 → 6.1.0-56  policy none  IOMMU off → VT-d translated  3 devices: 1 dma-leak, 2 unobserved
`);
  expect(text(140)).toContain(`0000:00:01.0  e1000e  8086:10d3   DMA LEAK (certain)
   running ──┤ panic 12.78 s ├─ jump ──┤ early 0.00 ├─ ✖ 1.18 DMA read 0x28b4000, PTE not present ──┤ probing 2.44 ├─ claimed 2.62
   before its driver claimed it: the outgoing kernel left bus mastering on, the incoming one enabled translation
   line 867  [    1.179358] DMAR: [DMA Read NO_PASID] Request device [00:01.0] fault addr 0x28b4000`);
});

test('devices that share a reason share a paragraph', () => {
  expect(text(140)).toContain(`unobserved (2 devices): no unit covered it
   0000:00:02.0  nvme  8086:10d3
   0000:00:03.0  nvme  8086:10d3
`);
});

test.each([40, 60, 80, 100])('nothing is wider than %i columns', (columns) => {
  const tooWide = text(columns)
    .split('\n')
    .filter((line) => [...line].length > columns);
  expect(tooWide).toEqual([]);
});

test('every line of a narrow page, read as one, still holds the evidence', () => {
  const squeezed = text(60).replace(/\s+/g, '');
  expect(squeezed).toContain(FAULT.replace(/\s+/g, ''));
});

test('colour changes nothing but colour', () => {
  const coloured = renderText({ report, screen: { columns: 80, colour: true }, quote, timeOfLine });
  expect(coloured).toContain('\x1b[');
  expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(text(80));
});

test('a log cannot drive the terminal', () => {
  const evil = {
    report,
    screen: { columns: 80, colour: false },
    quote: () => '\x1b]0;owned\x07\x1b[2J\u202egnp',
    timeOfLine,
  };
  expect(renderText(evil)).not.toMatch(/[\x1b\x07\u202e]/);
});

test('a fault of the outgoing kernel is shown apart, and does not judge', () => {
  const old = finding({
    side: 'outgoing',
    phase: 'teardown',
    verdict: 'faulted',
    what: 'DMA write 0x1000',
    why: '',
    evidence: [{ file: 'a.log', line: 401 }],
  });
  const clean = { ...quiet('0000:00:04.0', 'observable and quiet'), verdict: 'clean' as const };
  const withOld = { ...clean, findings: [...clean.findings, old] };
  const shown = text(120, { ...report, handoffs: [{ ...handoff, devices: [withOld] }] });
  expect(shown).toContain('before the jump ✖ DMA write 0x1000');
  expect(shown).toContain('line 401');
});

test('a storm of kinds is told in a few lines and counted', () => {
  const many = Array.from({ length: 40 }, (_, at) =>
    finding({ what: `DMA read 0x${at}`, evidence: [{ file: 'a.log', line: 900 + at }] }),
  );
  const stormy = { ...report, handoffs: [{ ...handoff, devices: [{ ...leaking, findings: many }] }] };
  const shown = text(80, stormy);
  expect(shown).toContain('and 36 more findings (--format json has all)');
  expect(shown.split('\n').length).toBeLessThan(45);
  expect(renderHtml({ report: stormy, quote, timeOfLine })).toContain('and 32 more findings');
});

test('a report without a handoff says so', () => {
  expect(text(80, { ...report, handoffs: [] })).toContain('no handoff seen: 2 boots in 1 file');
});

test('trouble with a file, and what weakens silence, are said', () => {
  const troubled = {
    ...report,
    files: [{ ...report.files[0]!, unparsed: 3, problems: ['binary bytes at line 7'] }],
    handoffs: [
      { ...handoff, complete: false, observability: { fromStart: false, linesLost: 12, suppressed: 1, damaged: [] } },
    ],
  };
  const shown = text(200, troubled);
  expect(shown).toContain('binary bytes at line 7; 3 lines not understood as kernel log');
  expect(shown).toContain(
    'observability: the incoming log does not begin at its first line; 12 lines lost; 1 message suppressed',
  );
  expect(shown).toContain('incomplete');
});

test('an incomplete handoff says which part the log does not show', () => {
  const seen = handoff.observability;
  const shown = (some: Partial<Handoff>) =>
    text(120, { ...report, handoffs: [{ ...handoff, complete: false, ...some }] });
  expect(shown({ from: null })).toContain('the log does not show the outgoing kernel');
  expect(shown({ to: null })).toContain('the log does not show the incoming kernel\n');
  expect(shown({ observability: { ...seen, fromStart: false } })).toContain('the incoming kernel’s first lines');
  expect(shown({ outcome: 'unknown' })).toContain('the log ends before the incoming kernel was up');
  expect(shown({ outcome: 'died' })).not.toContain('incomplete');
});

test('the line that the incoming kernel died with is quoted, in every form', () => {
  const events = [
    { what: 'panic', at: at(3, 12.5) },
    { what: 'first line', at: at(4, 0) },
    { what: 'panic', at: at(9, 3.5) },
  ];
  const page = (outcome: 'died' | 'back') => ({
    report: { ...report, handoffs: [{ ...handoff, outcome, events, devices: [] }] },
    quote: ({ line }: { line: number }) => `text of ${line}`,
    timeOfLine,
    screen: { columns: 200, colour: false },
  });
  for (const form of [renderText, renderMarkdown, renderHtml]) {
    expect(form(page('died'))).toContain('text of 9');
    expect(form(page('died'))).not.toContain('text of 3');
    expect(form(page('back'))).not.toContain('text of');
  }
});

test('of a capture of one kernel alone, the driver that failed is named', () => {
  const failed = finding({ verdict: 'probe-failed', driver: 'ena', what: 'probe failed with error -62' });
  const alone = { ...leaking, driverBefore: null, driverAfter: null, findings: [failed] };
  const shown = (device: typeof leaking) => text(140, { ...report, handoffs: [{ ...handoff, devices: [device] }] });
  expect(shown(alone)).toContain(`${leaking.bdf}  ena (failed)`);
  expect(shown({ ...alone, driverBefore: 'ena' })).toContain('ena → no driver seen');
});

test('markdown fences the log and escapes the rest', () => {
  const shown = renderMarkdown({ report, quote: () => '``` <b>`', timeOfLine });
  expect(shown).toContain('````text\n  line 867  ``` <b>`\n  ````');
  expect(shown).toContain('| 0000:00:01.0 | e1000e | 8086:10d3 | dma-leak |');
});

test('the page is one file without network, and a log cannot put markup in it', () => {
  const shown = renderHtml({ report, quote: () => '<script>alert(1)</script>', timeOfLine });
  expect(shown).not.toContain('<script');
  expect(shown).not.toMatch(/(src|href)="(?!#)/);
  expect(shown).toContain('id="h-0123456789abcdef-0000-00-01-0-f0-867"');
  expect(shown).toContain('href="#h-0123456789abcdef-0000-00-01-0-f0-867"');
});

describe('what is known in public', () => {
  const known = {
    id: 'ahci-no-shutdown',
    title: 'ahci had no shutdown callback',
    explanation: 'The ports stayed alive.',
    workaround: 'Unbind ahci before the jump.',
    fix: { commit: '10a663a1b15134a5a714aa515e11425a44d4fdf7', since: '5.6' },
    fixed: 'unknown',
    sources: ['https://lore.kernel.org/all/1@x/'],
  } as const;
  const said = { ...report, handoffs: [{ ...handoff, devices: [{ ...leaking, knownFailures: [known] }] }] };
  test('a known failure is told with what helps, its fix and its source, in every form', () => {
    const page = { report: said, quote, timeOfLine };
    for (const shown of [text(200, said), renderMarkdown(page), renderHtml(page)]) {
      const words = shown.replaceAll('\\', '').replace(/\s+/g, ' ');
      expect(words).toContain('known failure ahci-no-shutdown: ahci had no shutdown callback.');
      expect(words).toContain('What helps: Unbind ahci before the jump. Fixed in 5.6 by 10a663a1b151');
      expect(words).toContain('See https://lore.kernel.org/all/1@x/');
    }
  });
  test('what several devices share is told with the first of them, and named with the others', () => {
    const leaks = ['0000:00:01.0', '0000:00:04.0'].map((bdf) => ({ ...leaking, bdf, knownFailures: [known] }));
    const shown = text(200, { ...report, handoffs: [{ ...handoff, devices: leaks }] });
    expect(shown.match(/What helps/g)).toHaveLength(1);
    expect(shown.slice(shown.lastIndexOf('0000:00:04.0'))).toContain('known failure ahci-no-shutdown, told above');
  });
  test('devices of one verdict share what is known of all of them, told once', () => {
    const quiets = ['0000:00:02.0', '0000:00:03.0'].map((bdf) => ({ ...quiet(bdf, 'no'), knownFailures: [known] }));
    const shown = text(200, { ...report, handoffs: [{ ...handoff, devices: quiets }] });
    expect(shown.match(/known failure/g)).toHaveLength(1);
  });
});

test('damaged memory and faults of nobody are told with the handoff', () => {
  const symptom = {
    what: 'bad page state',
    confidence: 'possible',
    why: 'DMA that nobody saw may have done it',
    at: at(867, 1.2),
    candidates: ['0000:00:02.0'],
  } as const;
  const stray = finding({ what: 'DMA write, translation fault', why: 'no driver had claimed it' });
  const shown = text(200, { ...report, handoffs: [{ ...handoff, symptoms: [symptom], strays: [stray] }] });
  expect(shown).toContain('damaged memory: bad page state (possible): DMA that nobody saw may have done it');
  expect(shown).toContain('it could be 0000:00:02.0');
  const others = (['bus', 'interrupt-line', 'interrupt-vector', 'interrupt-controller'] as const).map((of) => ({
    ...symptom,
    of,
  }));
  const told = text(200, { ...report, handoffs: [{ ...handoff, symptoms: others }] });
  for (const said of ['bus error', 'interrupt line', 'interrupt vector', 'interrupt controller'])
    expect(told).toContain(`${said}: bad page state (possible)`);
  expect(shown).toContain('a fault of nobody’s: DMA write, translation fault');
  const page = { report: { ...report, handoffs: [{ ...handoff, symptoms: [symptom], strays: [stray] }] }, timeOfLine };
  for (const form of [renderMarkdown, renderHtml]) {
    const words = form({ ...page, quote: (place) => `text of ${place.line}` });
    expect(words).toContain('damaged memory: bad page state (possible): DMA that nobody saw may have done it');
    expect(words).toContain('a fault of nobody’s: DMA write, translation fault');
    expect(words).toContain('text of 867');
  }
});

test('what the host declared and the log does not bear out is said, with its lines', () => {
  const contradiction = {
    bdf: '0000:00:01.0',
    declared: 'remove',
    step: 'remove',
    what: 'its shutdown callback ran, and nothing shows an unbind',
    evidence: [
      { file: 'a.log', line: 380 },
      { file: 'a.log', line: 399 },
    ],
  };
  const policy = { label: 'shutdown', declared: 'remove', inferred: ['shutdown'], contradictions: [contradiction] };
  const page = text(140, { ...report, handoffs: [{ ...handoff, policy }] });
  const said = page.replaceAll(/\s+/g, ' ');
  expect(said).toContain('declared remove for 0000:00:01.0, but its shutdown callback ran');
  expect(said).toContain('(line 380, 399)');
});
