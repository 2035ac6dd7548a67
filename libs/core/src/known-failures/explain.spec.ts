/** Known failures: each fits what it was reported for, and nothing that differs in one thing it asks for. */
import { FAMILIES } from '../facts/fact';
import { holdsFix } from '../release';
import { type DeviceHandoff, type Finding, type Handoff, VERDICTS } from '../report';
import { CRASH, deviceOf, driven, enumerated, groups, panicked, reportOn } from '../testing/log';
import { CATALOGUE } from './catalogue';
import { knownFailuresOf, matches } from './explain';
import type { KnownFailure, Pattern } from './known-failure';

interface Example extends Partial<Pick<Finding, 'verdict' | 'side' | 'family' | 'reason' | 'what' | 'why'>> {
  readonly kind?: Handoff['kind'];
  readonly driver?: string;
  readonly id?: string;
  readonly bdf?: string;
  readonly iommu?: string;
  /** Another function of the machine. */
  readonly beside?: string;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** What was reported, as this product finds it. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  'ahci-no-shutdown': { driver: 'ahci', from: '5.4.0' },
  'amd-deferred-attach': {
    kind: 'kdump',
    verdict: 'faulted',
    family: 'amdvi',
    reason: 'io-page-fault',
    why: 'its new driver had already claimed it: not the outgoing kernel’s doing',
    to: '5.6.0',
  },
  'bus-master-kept': { from: '3.10.0' },
  'ena-no-shutdown': { driver: 'ena', verdict: 'probe-failed', from: '5.4.28' },
  'hpsa-left-enabled': { driver: 'hpsa', side: 'outgoing', verdict: 'frozen', family: 'aer' },
  'hyperv-d0-entry': {
    kind: 'kdump',
    driver: 'mlx5_core',
    verdict: 'missing',
    family: null,
    what: 'not enumerated after the jump',
    bdf: 'c05a:00:02.0',
  },
  'i219-no-network': { driver: 'e1000e', id: '8086:15bb', verdict: 'probe-failed' },
  'igb-completion-timeout': {
    kind: 'kdump',
    driver: 'igb',
    verdict: 'frozen',
    family: 'aer',
    iommu: 'smmu-translated',
  },
  'igfx-left-on': { driver: 'i915', id: '8086:5917', bdf: '0000:00:02.0', family: 'dmar' },
  'imx8-pcie-link': {
    driver: 'nvme',
    verdict: 'missing',
    family: null,
    what: 'not enumerated after the jump',
    beside: '16c3:abcd',
  },
  'interrupt-remapping-left-on': { family: 'dmar', reason: 'interrupt' },
  'kdump-iommu-turned-on': { kind: 'kdump', family: 'dmar', iommu: 'vtd-translated' },
  'loongson-stale-interrupts': {
    id: '0014:7a24',
    verdict: 'unobserved',
    family: null,
    why: 'the incoming kernel died before a driver claimed it',
  },
  'lpfc-next-kernel': {
    driver: 'lpfc',
    verdict: 'unobserved',
    family: null,
    why: 'the incoming kernel died before a driver claimed it',
    to: '5.3.0-rc6-next-20190826',
  },
  'ls7a-bus-master': { id: '0014:7a29', verdict: 'frozen', family: 'aer' },
  'mlx4-left-enabled': { driver: 'mlx4_core', side: 'outgoing', verdict: 'frozen', family: 'ghes' },
  'mlx4-shutdown-hang': { driver: 'mlx4_core', verdict: 'lost', family: null },
  'mlx5-petitboot': { driver: 'mlx5_core', verdict: 'probe-failed', from: '4.4.14-openpower2' },
  'mpt3sas-not-ready': { driver: 'mpt3sas', from: '5.10.0' },
  'mpt3sas-watchdog': { driver: 'mpt3sas', verdict: 'probe-failed', from: '5.15.0' },
  'port-master-cleared-below': {
    kind: 'kdump',
    driver: 'pcieport',
    side: 'outgoing',
    verdict: 'frozen',
    family: 'aer',
  },
  'pseries-eeh-init-crash': {
    kind: 'kdump',
    verdict: 'unobserved',
    family: null,
    iommu: 'unknown',
    why: 'the incoming kernel died before a driver claimed it',
    to: '5.14.0',
  },
  'pseries-kdump-eeh': { kind: 'kdump', verdict: 'frozen', family: 'eeh', iommu: 'tce-inherited' },
  'radeon-no-suspend': { driver: 'radeon', verdict: 'probe-failed' },
  'scsi-requests-in-flight': { driver: 'virtio-pci', verdict: 'lost', family: null },
  'smmuv3-kdump-silent': { kind: 'kdump', verdict: 'unobserved', family: null, iommu: 'smmuv3-silent' },
  'tg3-aer-at-reboot': { driver: 'tg3', side: 'outgoing', verdict: 'frozen', family: 'aer', from: '6.1.0' },
  'virtio-console-hang': { driver: 'virtio-pci', id: '1af4:1003', verdict: 'lost', family: null, from: '6.12.0' },
  'virtio-no-shutdown': { driver: 'virtio-pci', from: '6.12.0' },
  'vtd-no-copied-tables': { kind: 'kdump', iommu: 'vtd-translated', to: '3.10.0' },
  'vtd-upper-context': {
    kind: 'kdump',
    bdf: '0000:80:14.0',
    family: 'dmar',
    what: 'DMA read 0xe81759000, SM: Present bit in Root Entry is clear',
    iommu: 'vtd-inherited',
  },
};

function sightOf(of: Example) {
  const finding: Finding = {
    verdict: of.verdict ?? 'dma-leak',
    confidence: 'certain',
    side: of.side ?? 'incoming',
    phase: 'dormant',
    family: of.family === undefined ? 'dmar' : of.family,
    kind: 'iommu-fault',
    reason: of.reason ?? 'page',
    what: of.what ?? 'DMA read 0x1000, PTE Read access is not set',
    why: of.why ?? 'no driver had claimed it',
    count: 1,
    attribution: { rule: 'requester id', candidates: [] },
    evidence: [],
  };
  const device: DeviceHandoff = {
    bdf: of.bdf ?? '0000:01:00.0',
    id: of.id ?? 'ffff:0001',
    driverBefore: of.driver ?? 'frobnic',
    driverAfter: null,
    verdict: finding.verdict,
    policy: 'shutdown',
    declared: null,
    teardown: { shutdownRan: false, secondsAtMost: null, failed: null, leftIn: null, resets: [] },
    iommu: of.iommu ?? 'vtd-translated',
    iommuGroup: null,
    findings: [finding],
    signature: null,
    phases: [],
  };
  const kernels = { from: of.from === undefined ? '5.0.0' : of.from, to: of.to === undefined ? '5.0.0' : of.to };
  const devices = of.beside === undefined ? [device] : [device, { ...device, bdf: '0000:00:00.0', id: of.beside }];
  return { finding, device, handoff: { kind: of.kind ?? 'kexec', kernels, devices } as const };
}

const namesOf = (of: Example) => {
  const { device, handoff } = sightOf(of);
  return knownFailuresOf(device, handoff).map(({ id }) => id);
};

/** The example with that one thing otherwise. */
const OTHERWISE: Readonly<Record<keyof Pattern, Example>> = {
  verdicts: { verdict: 'recovered' },
  side: { side: 'incoming' },
  kinds: { kind: 'liveupdate' },
  drivers: { driver: 'frobnic' },
  device: { id: 'ffff:0001' },
  address: { bdf: '0000:7f:05.3' },
  bdf: { bdf: '0000:7f:05.3' },
  beside: { beside: '8086:7f38' },
  from: { from: '2.6.32' },
  to: { to: '6.8.0' },
  families: { family: 'memory' },
  reason: { reason: 'nothing-of-it' },
  what: { what: 'nothing of it' },
  iommu: { iommu: 'riscv-translated' },
  why: { why: 'nothing of it' },
};

test('every failure has an id, an example, and sources that can be looked up', () => {
  expect(CATALOGUE.length).toBeGreaterThanOrEqual(25);
  expect(CATALOGUE.map(({ id }) => id).sort()).toEqual(Object.keys(EXAMPLES).sort());
  for (const { sources, title, explanation, workaround } of CATALOGUE) {
    expect(title.length).toBeGreaterThan(20);
    expect(explanation.length).toBeGreaterThan(80);
    for (const sentences of [explanation, workaround ?? 'None.'])
      expect(sentences).toMatch(/^(?:[A-Z]|[a-z]+\d|hpsa|radeon|intel_iommu=).*\S\.$/);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(source).toMatch(/^https?:\/\/[a-z.-]+\/\S{8,}$/);
  }
});

test('every pattern asks for what there is', () => {
  const KINDS = ['kexec', 'kdump', 'firmware', 'unknown'];
  for (const { pattern } of CATALOGUE) {
    expect(VERDICTS).toEqual(expect.arrayContaining([...pattern.verdicts]));
    expect(FAMILIES).toEqual(expect.arrayContaining([...(pattern.families ?? [])]));
    expect(KINDS).toEqual(expect.arrayContaining([...(pattern.kinds ?? [])]));
    for (const driver of pattern.drivers ?? []) expect(driver).toMatch(/^[a-z][a-z\d_-]{2,}$/);
  }
});

test.each(CATALOGUE.flatMap(({ id, fix }) => (fix ? [[id, fix] as const] : [])))(
  'the fix of %s is a commit, of the one kernel or the other, and in versions that a release can be compared with',
  (_, { commit, since, stable = [], kernel }) => {
    if (commit !== null) expect(commit).toMatch(/^[0-9a-f]{12}(?:[0-9a-f]{28})?$/);
    expect(['outgoing', 'incoming']).toContain(kernel);
    for (const version of since === null ? stable : [since, ...stable]) expect(version).toMatch(/^\d+\.\d+(\.\d+)?$/);
  },
);

describe.each(CATALOGUE.map((known) => [known.id, known] as const))('%s', (id, known: KnownFailure) => {
  const example = EXAMPLES[id] ?? {};
  test('fits what was reported', () => {
    const { finding, device, handoff } = sightOf(example);
    expect(matches(known.pattern, { finding, device, handoff })).toBe(true);
    expect(namesOf(example)).toContain(id);
  });
  const asked = Object.keys(known.pattern) as (keyof Pattern)[];
  test.each(asked.filter((name) => name !== 'verdicts' || !known.pattern.verdicts.includes('recovered')))(
    'does not fit another of its %s',
    (name) => {
      const { finding, device, handoff } = sightOf({ ...example, ...OTHERWISE[name] });
      expect(matches(known.pattern, { finding, device, handoff })).toBe(false);
    },
  );
  const since = known.fix?.since ?? null;
  test('is not said of a kernel that holds the fix', () => {
    const fixed = known.fix?.kernel === 'incoming' ? { to: since } : { from: since };
    if (since !== null) expect(namesOf({ ...example, ...fixed })).not.toContain(id);
    else expect(holdsFix('9.9.0', { since })).toBe('unknown');
  });
});

describe('which kernel holds a fix', () => {
  const fix = { since: '5.6', stable: ['4.19.107'] };
  test.each([
    ['5.6.0', 'yes'],
    ['6.1.0', 'yes'],
    ['10.0.1', 'yes'],
    ['4.19.107', 'yes'],
    ['4.19.106', 'no'],
    ['5.4.200', 'no'],
    ['4.18.0-394.el8.x86_64', 'unknown'],
    ['4.18.0-394.el8', 'unknown'],
    ['5.4.8-200.fc31', 'unknown'],
    ['4.14.97-74.72.amzn2', 'unknown'],
    ['5.4.0-150-generic', 'unknown'],
    ['5.4.0-1029-aws', 'unknown'],
    ['5.4.0-1109-azure', 'unknown'],
    ['5.4.0-1106-gcp', 'unknown'],
    ['5.3.18-150300.59-default', 'unknown'],
    ['4.19.0-5-amd64', 'unknown'],
    ['4.19.0-5-arm64', 'unknown'],
    ['4.19.0-0.bpo.5-cloud', 'unknown'],
    ['5.4.0-1.x86_64', 'unknown'],
    ['5.5.0-7.mx64', 'unknown'],
    ['5.4.0-rc1+', 'no'],
    ['next-20200101', 'unknown'],
    ['linux-5.10.66', 'unknown'],
  ])('%s: %s', (release, holds) => expect(holdsFix(release, fix)).toBe(holds));
  test('6.6.y after 6.12.y is not later', () => {
    expect(holdsFix('6.6.99', { since: '6.15', stable: ['6.14.9'] })).toBe('no');
    expect(holdsFix('6.14.0', { since: '6.15', stable: ['5.14.9'] })).toBe('no');
  });
  test('nobody knows of a kernel without a release', () => expect(holdsFix(null, fix)).toBe('unknown'));
});

/** First stable kernels with the fix. */
test.each([
  ['ahci-no-shutdown', '4.19.106', '4.19.107'],
  ['amd-deferred-attach', '5.6.14', '5.6.15'],
  ['ena-no-shutdown', '5.4.28', '5.4.29'],
  ['pseries-kdump-eeh', '5.4.228', '5.4.229'],
  ['pseries-kdump-eeh', '4.19.269', '4.19.270'],
  ['mpt3sas-watchdog', '5.18.15', '5.18.16'],
  ['pseries-eeh-init-crash', '5.10.72', '5.10.73'],
  ['virtio-console-hang', '6.14.8', '6.14.9'],
  ['virtio-no-shutdown', '6.14.8', '6.14.9'],
])('%s is said of %s, and no longer of %s', (id, before, fixed) => {
  const on = (release: string) => namesOf({ ...EXAMPLES[id], from: release, to: release });
  expect(on(before)).toContain(id);
  expect(on(fixed)).not.toContain(id);
});

test('what asks for more comes first, and three are enough', () => {
  expect(namesOf({ driver: 'mpt3sas', reason: 'interrupt', from: '3.10.0' })).toEqual([
    ...['interrupt-remapping-left-on', 'mpt3sas-not-ready', 'bus-master-kept'],
  ]);
  expect(namesOf({ reason: 'interrupt', from: '3.10.0' })).toEqual(['interrupt-remapping-left-on', 'bus-master-kept']);
  expect(namesOf({ driver: 'virtio-pci', from: '3.10.0' })).toEqual(['virtio-no-shutdown', 'bus-master-kept']);
});

test('what is told of a failure: the fix, and whether this kernel holds it', () => {
  const { device, handoff } = sightOf({ driver: 'ahci', from: '5.4.0' });
  const [told] = knownFailuresOf(device, handoff);
  expect(Object.keys(told ?? {})).toEqual([...['id', 'title', 'explanation', 'workaround', 'fix', 'fixed', 'sources']]);
  expect(told).toMatchObject({
    ...{ id: 'ahci-no-shutdown', title: 'ahci had no shutdown callback', fixed: 'no' },
    fix: { commit: '10a663a1b15134a5a714aa515e11425a44d4fdf7', since: '5.6' },
  });
});

/** What was seen on one machine, or of kernels of one age, is said of no other. */
test.each<[string, Example]>([
  ['mlx5-petitboot', { from: '6.8.0-45-generic' }],
  ['mpt3sas-watchdog', { from: '5.10.100' }],
  ['lpfc-next-kernel', { to: '6.4.0-150600.21-default' }],
  ['imx8-pcie-link', { beside: '8086:7f38' }],
  ['hyperv-d0-entry', { bdf: '0000:c1:00.0' }],
  ['igb-completion-timeout', { iommu: 'vtd-inherited' }],
  ['pseries-kdump-eeh', { iommu: 'tce-translated' }],
  ['amd-deferred-attach', { verdict: 'dma-leak', why: 'before its driver claimed it: nothing was torn down' }],
  ['scsi-requests-in-flight', { driver: 'megaraid_sas' }],
  ['i219-no-network', { verdict: 'dma-leak' }],
])('%s is not said of %j', (id, other) => {
  expect(namesOf({ ...EXAMPLES[id], ...other })).not.toContain(id);
});

test('what is said of old kernels in general is not said of one whose release nobody knows', () => {
  expect(namesOf({ from: null })).not.toContain('bus-master-kept');
  expect(namesOf({ driver: 'ahci', from: null })).toContain('ahci-no-shutdown');
});

test('of a capture of the crash kernel alone, the driver that failed is the one that is known', () => {
  const { device, handoff, finding } = sightOf({ driver: 'ena', verdict: 'probe-failed', from: null });
  const alone = { ...device, driverBefore: null, findings: [{ ...finding, driver: 'ena' }] };
  expect(knownFailuresOf(alone, handoff).map(({ id }) => id)).toContain('ena-no-shutdown');
  expect(knownFailuresOf({ ...alone, findings: [finding] }, handoff)).toEqual([]);
});

test('one of a device’s findings is enough', () => {
  const { device, handoff, finding } = sightOf({ driver: 'ahci', from: '5.4.0' });
  const more = { ...device, findings: [{ ...finding, verdict: 'clean' } as const, finding] };
  expect(knownFailuresOf(more, handoff).map(({ id }) => id)).toContain('ahci-no-shutdown');
});

/** I219 of every generation up to Comet Lake (drivers/net/ethernet/intel/e1000e/hw.h), and neighbours that are none. */
test.each([
  [true, ['156f', '1570', '15b7', '15b8', '15b9', '15bb', '15bc', '15bd', '15be', '15d6', '15d7', '15d8', '15e3']],
  [true, ['0d4c', '0d4d', '0d4e', '0d4f', '0d53', '0d55']],
  [false, ['156e', '15ba', '15bf', '15d5', '15d9', '0d4b', '0d54', '10d3']],
])('I219: %s of %j', (isOne, ids) => {
  for (const id of ids)
    expect([id, namesOf({ ...EXAMPLES['i219-no-network'], id: `8086:${id}` }).includes('i219-no-network')]).toEqual([
      id,
      isOne,
    ]);
});

test('in a report: the VT-d fault of a crash kernel that copied its tables, on a device in the upper half of its bus', async () => {
  const xhci = [0.92, 'pci 0000:80:14.0: [8086:7f6e] type 00 class 0x0c0330'] as const;
  const refused =
    'DMAR: [DMA Read NO_PASID] Request device [80:14.0] fault addr 0xe81759000 [fault reason 0x39] SM: Present bit in Root Entry is clear';
  const report = await reportOn(
    { lines: [...enumerated, xhci, ...driven, ...panicked] },
    {
      commandLine: CRASH,
      lines: [
        ...enumerated,
        xhci,
        ...groups,
        [0.99, 'pci 0000:80:14.0: Adding to iommu group 9'],
        [1, 'DMAR: Copied translation tables from previous kernel for dmar0'],
        [1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
        [1.2, refused],
        ...driven,
      ],
    },
  );
  const device = deviceOf(report, '0000:80:14.0');
  expect(device.knownFailures?.[0]).toMatchObject({ id: 'vtd-upper-context', fixed: 'no', fix: null });
  expect(deviceOf(report).knownFailures).toEqual([]);
});
