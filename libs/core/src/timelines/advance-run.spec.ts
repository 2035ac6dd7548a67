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
