import { createReader, endOfSource, readBlock } from '../facts/read-facts';
import { advanceLineage, advanceRun } from './lineage';
import { type Lineage, newLineage } from './lineage-state';

const LINES = [
  'OPAL v7.0 starting...',
  '[    0.000000] Linux version 6.1.0 (x@y) #1 SMP',
  '[    1.000000] nvme 0000:03:00.0: PCIe Bus Error: severity=Corrected, type=Physical Layer, (Receiver ID)',
  '[    2.000000] e1000e 0000:01:00.0: frobnication failed',
  '[    9.000000] kexec_core: Starting new kernel',
  'SKIBOOT is here: SkiBoot v7.0 starting...',
  '[    0.000000] Linux version 6.12.0 (x@y) #1 SMP',
  '[    1.500000] DMAR: [DMA Write NO_PASID] Request device [01:00.0] fault addr 0xfee000 [fault reason 0x05] PTE Write access is not set',
];

const reader = createReader('console.log');
const facts = [
  ...readBlock(reader, { source: 'console.log', firstLine: 1, text: `${LINES.join('\n')}\n` }),
  ...endOfSource(reader),
];

test('facts that are folded by runs make the lineage that they make one by one', () => {
  expect(facts.map(({ kind }) => kind)).toContain('firmware-spoke');
  const single = facts.reduce<Lineage>((lineage, fact) => advanceLineage(lineage, fact), newLineage('web-17'));
  let runs = 0;
  let folded = newLineage('web-17');
  for (let at = 0; at < facts.length; runs++) {
    const before = folded;
    const asItWas = structuredClone(before);
    const { lineage, to } = advanceRun(folded, facts, at);
    expect(to).toBeGreaterThan(at);
    expect(before).toEqual(asItWas);
    if (lineage.boots.length > before.boots.length) expect(to).toBe(at + 1);
    [folded, at] = [lineage, to];
  }
  expect(folded).toEqual(single);
  expect(runs).toBeLessThan(facts.length);
});

const refused = (stamp: string, requester: string) =>
  `[    ${stamp}] DMAR: [DMA Write NO_PASID] Request device [${requester}] fault addr 0xfee000 [fault reason 0x05] PTE Write access is not set`;
const stray = (stamp: string) =>
  `[    ${stamp}] arm-smmu-v3 arm-smmu-v3.0.auto: event: F_TRANSLATION client: (unassigned sid) sid: 0x4242 ssid: 0x0 iova: 0x9f100000 ipa: 0x0`;
const found = (stamp: string, bdf: string) => `[    ${stamp}] pci ${bdf}: [8086:10d3] type 00 class 0x020000`;

/** Whom an id stands for changes as functions are found; faults of one device and of nobody come again and again. */
const STORM = [
  '[    0.000000] Linux version 6.12.0 (x@y) #1 SMP',
  refused('0.100000', '05:00.0'),
  stray('0.110000'),
  found('0.200000', '0000:05:01.0'),
  refused('0.300000', '05:00.0'),
  refused('0.310000', '05:00.0'),
  stray('0.320000'),
  found('0.400000', '0000:05:02.0'),
  refused('0.500000', '05:00.0'),
  '[    0.510000] e1000e 0000:05:01.0: Intel(R) PRO/1000 Network Connection',
  refused('0.520000', '05:00.0'),
  refused('0.530000', '05:01.0'),
  stray('0.540000'),
  refused('0.550000', '05:01.0'),
];

test.each([1, 2, 3, 5, 100])(
  'a storm is the same by runs of at most %i facts, and what was there before stays',
  (most) => {
    const source = createReader('storm.log');
    const told = [
      ...readBlock(source, { source: 'storm.log', firstLine: 1, text: `${STORM.join('\n')}\n` }),
      ...endOfSource(source),
    ];
    const single = told.reduce<Lineage>((lineage, fact) => advanceLineage(lineage, fact), newLineage('web-17'));
    const faultsOf = (lineage: Lineage) =>
      Object.values(lineage.boots[0]?.devices ?? {}).map(({ bdf, faults }) => [bdf, faults.map(({ rule }) => rule)]);
    let folded = newLineage('web-17');
    for (let start = 0; start < told.length; start += most) {
      const part = told.slice(start, start + most);
      for (let at = 0; at < part.length; ) {
        const [before, asItWas] = [folded, structuredClone(folded)];
        const { lineage, to } = advanceRun(folded, part, at);
        expect(before).toEqual(asItWas);
        [folded, at] = [lineage, to];
      }
    }
    expect(folded).toEqual(single);
    expect(faultsOf(folded)).toHaveLength(3);
    expect(folded.boots[0]?.strays).toMatchObject([{ count: 3 }]);
  },
);
