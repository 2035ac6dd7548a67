/** IOMMUs coming up, passing through, inheriting. */
import type { Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const setup = (of: Sign): Row => ({
  family: 'iommu',
  on: 'message',
  fault: false,
  read: () => ({ fields: {} }),
  ...of,
});
const vendor = (name: string) => (match: RegExpExecArray) => ({
  bdf: null,
  fields: { vendor: name, unit: match[1] ?? null },
});

export const IOMMU: readonly Row[] = [
  setup({
    kind: 'iommu-enabled',
    needle: 'Intel(R) Virtualization Technology for Directed',
    pattern: /^(?:DMAR|PCI-DMA): Intel\(R\) Virtualization Technology for Directed I\/O$/,
    read: vendor('vtd'),
    from: 'drivers/iommu/intel/iommu.c',
    examples: ['[    0.900000] DMAR: Intel(R) Virtualization Technology for Directed I/O'],
  }),
  setup({
    kind: 'iommu-disabled',
    needle: 'DMAR: IOMMU disabled',
    pattern: /^DMAR: IOMMU disabled$/,
    read: vendor('vtd'),
    from: 'drivers/iommu/intel/iommu.c',
    examples: ['[    0.900000] DMAR: IOMMU disabled'],
  }),
  setup({
    kind: 'default-domain',
    needle: 'Default domain type',
    pattern: /^iommu: Default domain type: (Passthrough|Translated)/i,
    read: (match) => ({ fields: { type: (match[1] ?? '').toLowerCase(), how: match[0] } }),
    from: 'drivers/iommu/iommu.c',
    examples: ['[    0.982762] iommu: Default domain type: Translated '],
  }),
  setup({
    kind: 'tables-copied',
    needle: 'Copied translation tables',
    pattern: /^DMAR: Copied translation tables from previous kernel for (\S{1,16})$/,
    read: (match) => ({ fields: { vendor: 'vtd', unit: match[1] ?? null, ok: true } }),
    from: 'drivers/iommu/intel/iommu.c',
    examples: ['[    0.811000] DMAR: Copied translation tables from previous kernel for dmar0'],
  }),
  setup({
    kind: 'tables-discarded',
    needle: 'we are not in kdump mode',
    pattern: /^DMAR: Translation was enabled for (\S{1,16}) but we are not in kdump mode$/,
    read: (match) => ({ fields: { vendor: 'vtd', unit: match[1] ?? null } }),
    from: 'drivers/iommu/intel/iommu.c',
    examples: ['[    0.811000] DMAR: Translation was enabled for dmar0 but we are not in kdump mode'],
  }),
];
