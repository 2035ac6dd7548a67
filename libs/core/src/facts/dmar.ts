/** Intel VT-d: DMA and interrupt-remapping faults in all their shapes, and what comes with them. */
import { bareHex, bdfOfId } from './digits';
import type { Fields } from './fact';
import type { Reading, Row } from './row';

/**
 * Canonical texts by reason number (drivers/iommu/intel/dmar.c dma_remap_fault_reasons[], irq_remap_fault_reasons[], and since 5.2
 * dma_remap_sm_fault_reasons[]): kernels before 4.4 and broken lines say it in other words or not at all, and one event must have one text.
 */
const REASONS: Readonly<Record<number, string>> = {
  1: 'Present bit in root entry is clear',
  2: 'Present bit in context entry is clear',
  3: 'Invalid context entry',
  4: 'Access beyond MGAW',
  5: 'PTE Write access is not set',
  6: 'PTE Read access is not set',
  7: 'Next page table ptr is invalid',
  8: 'Root table address invalid',
  9: 'Context table ptr is invalid',
  10: 'non-zero reserved fields in RTP',
  11: 'non-zero reserved fields in CTP',
  12: 'non-zero reserved fields in PTE',
  13: 'PCE for translation request specifies blocking',
  32: 'Detected reserved fields in the decoded interrupt-remapped request',
  33: 'Interrupt index exceeded the interrupt-remapping table size',
  34: 'Present field in the IRTE entry is clear',
  35: 'Error accessing interrupt-remapping table pointed by IRTA_REG',
  36: 'Detected reserved fields in the IRTE entry',
  37: 'Blocked a compatibility format interrupt request',
  38: 'Blocked an interrupt request due to source-id verification failure',
  48: 'SM: Invalid Root Table Address',
  49: 'SM: TTM 0 for request with PASID',
  50: 'SM: TTM 0 for page group request',
  56: 'SM: Error attempting to access Root Entry',
  57: 'SM: Present bit in Root Entry is clear',
  58: 'SM: Non-zero reserved field set in Root Entry',
  64: 'SM: Error attempting to access Context Entry',
  65: 'SM: Present bit in Context Entry is clear',
  66: 'SM: Non-zero reserved field set in the Context Entry',
  67: 'SM: Invalid Context Entry',
  68: 'SM: DTE field in Context Entry is clear',
  69: 'SM: PASID Enable field in Context Entry is clear',
  70: 'SM: PASID is larger than the max in Context Entry',
  71: 'SM: PRE field in Context-Entry is clear',
  72: 'SM: RID_PASID field error in Context-Entry',
  80: 'SM: Error attempting to access the PASID Directory Entry',
  81: 'SM: Present bit in Directory Entry is clear',
  82: 'SM: Non-zero reserved field set in PASID Directory Entry',
  88: 'SM: Error attempting to access PASID Table Entry',
  89: 'SM: Present bit in PASID Table Entry is clear',
  90: 'SM: Non-zero reserved field set in PASID Table Entry',
  91: 'SM: Invalid Scalable-Mode PASID Table Entry',
  92: 'SM: ERE field is clear in PASID Table Entry',
  93: 'SM: SRE field is clear in PASID Table Entry',
  112: 'SM: Error attempting to access first-level paging entry',
  113: 'SM: Present bit in first-level paging entry is clear',
  114: 'SM: Non-zero reserved field set in first-level paging entry',
  115: 'SM: Error attempting to access FL-PML4 entry',
  116: 'SM: First-level entry address beyond MGAW in Nested translation',
  117: 'SM: Read permission error in FL-PML4 entry in Nested translation',
  118: 'SM: Read permission error in first-level paging entry in Nested translation',
  119: 'SM: Write permission error in first-level paging entry in Nested translation',
  120: 'SM: Error attempting to access second-level paging entry',
  121: 'SM: Read/Write permission error in second-level paging entry',
  122: 'SM: Non-zero reserved field set in second-level paging entry',
  123: 'SM: Invalid second-level page table pointer',
  124: 'SM: A/D bit update needed in second-level entry when set up in no snoop',
  128: 'SM: Address in first-level translation is not canonical',
  129: 'SM: U/S set 0 for first-level translation with user privilege',
  130: 'SM: No execute permission for request with PASID and ER=1',
  131: 'SM: Address beyond the DMA hardware max',
  132: 'SM: Second-level entry address beyond the max',
  133: 'SM: No write permission for Write/AtomicOp request',
  134: 'SM: No read permission for Read/AtomicOp request',
  135: 'SM: Invalid address-interrupt address',
  144: 'SM: A/D bit update needed in first-level entry when set up in no snoop',
};

interface Raw {
  readonly device: string | undefined;
  readonly reason: number;
  readonly text: string | undefined;
}

/** `0x` and lower-case digits without leading zeros, with or without `0x` before. */
const hex = (digits: string | undefined): string => `0x${bareHex(digits ?? '')}`;

/** Kernels before 7.2 print no segment: 0000 until the unit tells another. */
function bdfOf(device: string | undefined): string {
  const told = (device ?? '').replaceAll('0x', '');
  return segmentOf(device) === undefined ? `0000:${told}` : told;
}
const segmentOf = (device: string | undefined): string | undefined =>
  device?.charAt(4) === ':' && device.charAt(1) !== 'x' ? device.slice(0, 4) : undefined;
/** Where the line itself names it, the blame need not ask which segment is meant. */
function segmentFields(device: string | undefined): Fields {
  const segment = segmentOf(device);
  return segment === undefined ? {} : { segment };
}
const reasonFields = ({ reason, text }: Raw): Fields => ({
  reason,
  reasonText: REASONS[reason] ?? (text ?? '').trim(),
});

/** 5.10 prints ffffffff where there is none. */
function pasidOf(digits: string | undefined): string | null {
  return digits === undefined || /^(?:0x)?f{5,8}$/.test(digits) ? null : hex(digits);
}

function dmaReading(
  raw: Raw & { access: string | undefined; address: string | undefined; pasid: string | null },
): Reading {
  return {
    bdf: bdfOf(raw.device),
    fields: {
      access: /read/i.test(raw.access ?? '') ? 'read' : 'write',
      ...reasonFields(raw),
      address: hex(raw.address),
      pasid: raw.pasid,
      ...segmentFields(raw.device),
    },
  };
}

function interruptReading(raw: Raw & { index: string | undefined }): Reading {
  return {
    bdf: bdfOf(raw.device),
    fields: { index: hex(raw.index), ...reasonFields(raw), ...segmentFields(raw.device) },
  };
}

/** `dmar: DMAR:[` (3.6-3.17), `DMAR: DMAR:[` (4.2), `DMAR:[` (to 3.1), `DMAR: [` (4.4 on): the prefix and its doubling. */
const PREFIX = '(?:dmar: |DMAR: )?(?:DMAR: ?)?';
/** 5.16 and its like print `[0x64:0x00.5]`; 7.2 prints the segment, `[0000:64:00.5]`. */
const DEVICE = '((?:[0-9a-f]{4}:)?(?:0x)?[0-9a-f]{2}:(?:0x)?[0-1][0-9a-f]\\.[0-7])';
/** What stands behind the device of a fault that is whole, up to its reason's text; before 4.4 the reason has a line of its own. */
const REST = new RegExp(
  `^ (?:PASID [0-9a-f]{1,8} )?fault addr (?:0x)?[0-9a-f]{1,16} {1,2}${PREFIX}\\[fault reason (?:0x)?[0-9a-f]{2,3}\\] .`,
);
const REST_OF_OLD = /^ fault addr [0-9a-f]{1,16} ?$/;
const row = (
  of: Pick<Row, 'kind' | 'fault' | 'needle' | 'pattern' | 'read' | 'from' | 'examples'> & Partial<Row>,
): Row => ({
  family: 'dmar',
  on: 'message',
  ...of,
});

const FAULTS: readonly Row[] = [
  row({
    kind: 'iommu-fault',
    fault: true,
    needle: 'Request device [',
    pattern: new RegExp(
      `^${PREFIX}\\[(DMA (?:Read|Write)) (?:NO_PASID|PASID (0x[0-9a-f]{1,8}))\\] Request device \\[${DEVICE}\\] fault addr (0x[0-9a-f]{1,16}) \\[fault reason 0x([0-9a-f]{2})\\] (.+)$`,
    ),
    opening: new RegExp(`^${PREFIX}\\[DMA (?:Read|Write)(?: (?:NO_PASID|PASID 0x[0-9a-f]{1,8}))?\\](?: Request|$)`),
    read: (m) =>
      dmaReading({
        access: m[1],
        pasid: pasidOf(m[2]),
        device: m[3],
        address: m[4],
        reason: Number.parseInt(m[5] ?? '', 16),
        text: m[6],
      }),
    from: 'drivers/iommu/intel/dmar.c dmar_fault_do_one(), 6.1.., RHEL 8.7; with the segment in 7.2',
    examples: [
      '[    9.215121] DMAR: [DMA Write NO_PASID] Request device [3b:00.0] fault addr 0x7f3a2000 [fault reason 0x05] PTE Write access is not set',
      '[    9.215121] DMAR: [DMA Read PASID 0x2] Request device [3b:00.0] fault addr 0x7f3a2000 [fault reason 0x59] SM: Present bit in PA$',
      '[    9.215121] DMAR: [DMA Write NO_PASID] Request device [0001:3b:00.0] fault addr 0x7f3a2000 [fault reason 0x05] PTE Write access is not set',
    ],
  }),
  row({
    kind: 'iommu-fault',
    fault: true,
    needle: 'Request device [',
    pattern: new RegExp(
      `^${PREFIX}\\[(DMA (?:Read|Write))\\] Request device \\[${DEVICE}\\] (?:PASID ([0-9a-f]{1,8}) )?fault addr ([0-9a-f]{1,16}) {1,2}${PREFIX}\\[fault reason (\\d{2,3})\\] (.+)$`,
    ),
    read: (m) =>
      dmaReading({ access: m[1], device: m[2], pasid: pasidOf(m[3]), address: m[4], reason: Number(m[5]), text: m[6] }),
    from: 'drivers/iommu/dmar.c dmar_fault_do_one(), 4.4..5.10; the reason is decimal. Before 4.4 a line of its own, which web pages and mail programs append',
    examples: [
      '[    9.215121] DMAR: [DMA Write] Request device [3b:00.0] PASID ffffffff fault addr 7f3a2000 [fault reason 05] PTE Write access is not set',
      '[    9.215121] DMAR: [DMA Read] Request device [3b:00.0] fault addr 7f3a2000 [fault reason 12] non-zero reserved fields in PTE',
      '[    9.215121] dmar: DMAR:[DMA Read] Request device [3b:00.0] fault addr 7f3a2000 DMAR:[fault reason 02] Present bit in context entry is clear',
    ],
  }),
  row({
    kind: 'iommu-fault',
    fault: true,
    needle: 'Request device [',
    pattern: new RegExp(
      `^${PREFIX}\\[(DMA (?:[Rr]ead|[Ww]rite))\\] Request device \\[${DEVICE}\\] ?fault addr ([0-9a-f]{1,16}) ?$`,
    ),
    read: (m, line) => ({
      bdf: bdfOf(m[2]),
      fields: {
        access: /read/i.test(m[1] ?? '') ? 'read' : 'write',
        reason: null,
        reasonText: '',
        address: hex(m[3]),
        pasid: null,
      },
      // From 4.4 on the reason stands on the same line: one that follows where that was cut may be another's.
      ...(line.cutShort && m[0].startsWith('DMAR: [') ? { corrupted: line.cutShort } : {}),
    }),
    continues: {
      needle: 'fault reason',
      within: 2,
      required: true,
      pattern: new RegExp(`^${PREFIX}\\[fault reason (\\d{2,3})\\] ?(.*)$`),
      read: (m) => ({ fields: reasonFields({ device: undefined, reason: Number(m[1]), text: m[2] }) }),
    },
    from: 'drivers/pci/dmar.c, drivers/iommu/dmar.c 2.6.32..3.17: one record, two text lines; as people type it off, too',
    examples: [
      '[    9.215121] dmar: DMAR:[DMA Write] Request device [3b:00.0] fault addr 7f3a2000 \n[    9.215121] DMAR:[fault reason 05] PTE Write access is not set',
      '[    9.215121] DMAR: DMAR:[DMA Write] Request device [03:00.0] fault addr ffff0000 \n[    9.215121] DMAR:[fault reason 02] Present bit in context entry is clear',
      '[    9.215121] DMAR:[DMA Read] Request device [00:1f.2] fault addr fff00000 \n[    9.215121] DMAR:[fault reason 06] PTE Read access is not set',
    ],
  }),
  row({
    kind: 'iommu-fault',
    fault: true,
    needle: 'Request device [',
    pattern: new RegExp(
      `^${PREFIX}\\[(DMA (?:Read|Write))( NO_PASID| PASID 0x[0-9a-f]{1,8})?\\] Request device \\[${DEVICE}\\](.{0,200})$`,
    ),
    read: (m) => {
      const rest = m[4] ?? '';
      if (REST.test(rest) || (m[2] === undefined && REST_OF_OLD.test(rest))) return null;
      const fields = {
        access: /Read/.test(m[1] ?? '') ? 'read' : 'write',
        reason: null,
        reasonText: '',
        address: null,
      };
      return { bdf: bdfOf(m[3]), fields: { ...fields, pasid: null, ...segmentFields(m[3]) }, corrupted: 'truncated' };
    },
    from: 'drivers/iommu/dmar.c dmar_fault_do_one(), 2.6.32..7.2, as a terminal’s edge cuts it: whose request it was is told',
    examples: [],
  }),
  row({
    kind: 'interrupt-fault',
    fault: true,
    needle: 'Request device [',
    pattern: new RegExp(
      `^${PREFIX}\\[INTR-REMAP\\] Request device \\[${DEVICE}\\] fault index (0x)?([0-9a-f]{1,16}) \\[fault reason (0x)?([0-9a-f]{2,3})\\] (.+)$`,
    ),
    opening: new RegExp(`^${PREFIX}\\[INTR-REMAP\\] Request device`),
    read: (m) =>
      interruptReading({ device: m[1], index: m[3], reason: Number.parseInt(m[5] ?? '', m[4] ? 16 : 10), text: m[6] }),
    from: 'drivers/iommu/intel/dmar.c, 4.4..; decimal to 5.10; with the segment in 7.2',
    examples: [
      '[    9.300000] DMAR: [INTR-REMAP] Request device [00:1f.2] fault index 0x1b [fault reason 0x22] Present field in the IRTE entry is clear',
      '[    9.300000] DMAR: [INTR-REMAP] Request device [0000:00:1f.2] fault index 0x1b [fault reason 0x22] Present field in the IRTE entry is clear',
      '[    9.300000] DMAR: [INTR-REMAP] Request device [f0:1f.0] fault index 1b [fault reason 38] Blocked an interrupt request due to source-id verification failure',
    ],
  }),
  row({
    kind: 'interrupt-fault',
    fault: true,
    needle: 'Request device [',
    pattern: new RegExp(
      `^(?:dmar: |DMAR: )?INTR-REMAP: Request device \\[\\[${DEVICE}\\] fault index ([0-9a-f]{1,16}) ?$`,
    ),
    read: (m) => ({ bdf: bdfOf(m[1]), fields: { index: hex(m[2]), reason: null, reasonText: '' } }),
    continues: {
      needle: 'fault reason',
      within: 2,
      required: true,
      pattern: /^(?:dmar: |DMAR: )?INTR-REMAP:\[fault reason (\d{2,3})\] ?(.*)$/,
      read: (m) => ({ fields: reasonFields({ device: undefined, reason: Number(m[1]), text: m[2] }) }),
    },
    from: 'drivers/pci/dmar.c, drivers/iommu/dmar.c 2.6.32..4.3: the double bracket is real',
    examples: [
      '[    0.057770] DMAR: INTR-REMAP: Request device [[f0:1f.0] fault index 0\n[    0.057770] INTR-REMAP:[fault reason 37] Blocked a compatibility format interrupt request',
      '[    9.300000] INTR-REMAP: Request device [[00:1f.2] fault index 1b\n[    9.300000] INTR-REMAP:[fault reason 34] Present field in the IRTE entry is clear',
    ],
  }),
];

export const DMAR: readonly Row[] = [
  ...FAULTS,
  row({
    kind: 'fault-status',
    fault: false,
    needle: 'handling fault status',
    pattern: /^(?:dmar: |DMAR: ?)?DRHD: handling fault status reg ([0-9a-f]{1,8})$/,
    read: (m) => ({ bdf: null, fields: { status: hex(m[1]), overflow: (Number.parseInt(m[1] ?? '', 16) & 1) === 1 } }),
    from: 'drivers/iommu/intel/dmar.c dmar_fault(), 2.6.32..',
    examples: ['[    9.215118] DMAR: DRHD: handling fault status reg 2'],
  }),
  row({
    kind: 'invalidation-error',
    fault: true,
    needle: 'VT-d detected',
    pattern: /^(?:dmar: |DMAR: ?)?VT-d detected (Invalidation (?:Time-out|Completion) Error): SID ([0-9a-f]{1,4})/,
    read: (m) => ({ bdf: sourceId(m[2]), fields: { text: m[1] ?? '' } }),
    continues: {
      needle: 'QI PRIOR: ',
      pattern:
        /^(?:DMAR: ?)?QI PRIOR: (PASID-based )?Device-TLB Invalidation qw0 = 0x([0-9a-f]{1,16}), qw1 = 0x[0-9a-f]{1,16}$/,
      within: 3,
      required: false,
      read: ([, byPasid, words], fact) =>
        fact.bdf === null ? { fields: { requester: deviceOf(words ?? '0', byPasid) } } : null,
    },
    from: 'drivers/iommu/intel/dmar.c qi_dump_fault(), 6.1..: units that keep no source id give 0, one that reads as all ones ffff',
    examples: [
      '[   19.200000] DMAR: VT-d detected Invalidation Time-out Error: SID 3b00',
      '[   19.200000] DMAR: VT-d detected Invalidation Time-out Error: SID 0\n' +
        '[   19.200000] DMAR: QI PRIOR: Device-TLB Invalidation qw0 = 0x3b00003b00000003, qw1 = 0x7ffffffffffff001',
    ],
  }),
  row({
    kind: 'invalidation-error',
    fault: true,
    needle: 'VT-d detected',
    pattern:
      /^(?:dmar: |DMAR: ?)?VT-d detected (Invalidation Queue Error: Reason [0-9a-f]{1,16}|invalid descriptor: .{1,120})/,
    read: (m) => ({ bdf: null, fields: { text: m[1] ?? '' } }),
    from: 'drivers/iommu/intel/dmar.c, 2.6.32..',
    examples: ['[   19.200000] DMAR: VT-d detected invalid descriptor: qw0 = 200000025, qw1 = fed90090'],
  }),
];

/** A raw 16-bit source id, bus << 8 | devfn; null where the unit gave none. */
function sourceId(digits: string | undefined): string | null {
  const id = Number.parseInt(digits ?? '0', 16);
  return id === 0 || id === 0xffff ? null : bdfOfId(id);
}

/** Whose cache a descriptor tells to forget: its source id is in bits 47:32, in 31:16 of one by PASID (iommu.h QI_DEV_IOTLB_SID(), QI_DEV_EIOTLB_SID()). */
const deviceOf = (words: string, byPasid: string | undefined): string | null =>
  sourceId(((BigInt(`0x${words}`) >> (byPasid ? 16n : 32n)) & 0xffffn).toString(16));
