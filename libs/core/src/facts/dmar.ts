/** Intel VT-d: faults in their five shapes. */
import type { Row } from './row';

const bdf = (match: RegExpExecArray, from: number) => `0000:${match[from]}`;

/** Text of the reason by number (drivers/iommu/intel/dmar.c dma_remap_fault_reasons[]); the line carries it too. */
const access = (words: string) => (/read/i.test(words) ? 'read' : 'write');
const hex = (digits: string | undefined) => `0x${(digits ?? '0').replace(/^0x/, '').replace(/^0+(?=.)/, '')}`;
const pasid = (digits: string | undefined) => (digits === undefined || /^f{5,8}$/.test(digits) ? null : hex(digits));

export const DMAR: readonly Row[] = [
  {
    family: 'dmar',
    kind: 'iommu-fault',
    fault: true,
    needle: 'Request device [',
    on: 'message',
    pattern:
      /^DMAR: \[(DMA (?:Read|Write)) (?:NO_PASID|PASID (0x[0-9a-f]{1,8}))\] Request device \[([0-9a-f]{2}:[0-9a-f]{2}\.\d)\] fault addr (0x[0-9a-f]{1,16}) \[fault reason 0x([0-9a-f]{2})\] (.*)$/,
    opening: /^DMAR: \[DMA (?:Read|Write)/,
    read: (match) => ({
      bdf: bdf(match, 3),
      fields: {
        access: access(match[1] ?? ''),
        reason: Number.parseInt(match[5] ?? '0', 16),
        reasonText: match[6] ?? '',
        address: hex(match[4]),
        pasid: pasid(match[2]),
      },
    }),
    from: 'drivers/iommu/intel/dmar.c 6.1..7.1',
    examples: [
      '[    9.215121] DMAR: [DMA Write NO_PASID] Request device [3b:00.0] fault addr 0x7f3a2000 [fault reason 0x05] PTE Write access is not set',
    ],
  },
];
