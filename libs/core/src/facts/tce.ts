/** POWER: TCE tables coming up, PEs and their members, DMA that goes past them. Faults are EEH's (eeh.ts). */
import { bareHex } from './digits';
import type { Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({
  family: 'iommu',
  on: 'message',
  fault: false,
  read: () => ({ bdf: null, fields: { vendor: 'tce', unit: null } }),
  ...of,
});

export const TCE: readonly Row[] = [
  sign({
    kind: 'iommu-enabled',
    needle: 'IOMMU table initialized',
    pattern: /^IOMMU table initialized, virtual merging (?:enabled|disabled)$/,
    from: 'arch/powerpc/kernel/iommu.c 2.6.32..7.1',
    examples: ['[    0.306090] IOMMU table initialized, virtual merging enabled'],
  }),
  sign({
    kind: 'iommu-detected',
    needle: 'EEH: pSeries platform initialized',
    pattern: /^EEH: pSeries platform initialized$/,
    read: () => ({ bdf: null, fields: { vendor: 'tce', unit: null, platform: 'pseries' } }),
    from: 'arch/powerpc/platforms/pseries/eeh_pseries.c 3.5..7.1: a partition, whose tables the hypervisor keeps',
    examples: ['[    0.344256] EEH: pSeries platform initialized'],
  }),
  sign({
    kind: 'iommu-detected',
    needle: 'Using pSeries machine description',
    pattern: /^Using pSeries machine description$/,
    read: () => ({ bdf: null, fields: { vendor: 'tce', unit: null, platform: 'pseries' } }),
    from: 'arch/powerpc/kernel/setup-common.c probe_machine() 2.6.32..6.1',
    examples: ['[    0.000000] Using pSeries machine description'],
  }),
  sign({
    kind: 'events-off',
    needle: 'EEH: No capable adapters found',
    pattern: /^EEH: No capable adapters found(?:: recovery disabled\.)?$/,
    from: 'arch/powerpc/kernel/eeh.c 2.6.32..7.1: without EEH a refused DMA is told by nobody',
    examples: ['[    0.180645] EEH: No capable adapters found: recovery disabled.'],
  }),
  sign({
    kind: 'events-off',
    needle: 'EEH: Recovery disabled by',
    pattern: /^EEH: Recovery disabled by kernel parameter\.$/,
    from: 'arch/powerpc/kernel/eeh.c 5.10..7.1',
    examples: ['[    0.180645] EEH: Recovery disabled by kernel parameter.'],
  }),
  sign({
    kind: 'events-off',
    needle: ' platform',
    pattern: /^EEH: (?:pSeries platform initialization failure|Failed to initialize PowerNV platform) \(-?\d{1,6}\)$/,
    from: 'arch/powerpc/platforms/{pseries,powernv}/eeh_*.c 3.12..7.1',
    examples: [
      '[    0.180645] EEH: pSeries platform initialization failure (-22)',
      '[    0.180645] EEH: Failed to initialize PowerNV platform (-22)',
    ],
  }),
  sign({
    kind: 'tables-copied',
    needle: 'TCE table is full',
    pattern: /^TCE table is full; freeing (?:(\d{1,9}) entries for the kdump boot)?$/,
    read: (match) => ({
      bdf: null,
      fields: { vendor: 'tce', unit: null, ok: true, freed: match[1] ? Number(match[1]) : null },
    }),
    from: 'arch/powerpc/kernel/iommu.c iommu_table_clear() 2.6.32..7.1: a crash kernel keeps the entries it finds',
    examples: ['[    1.200000] TCE table is full; freeing 6128 entries for the kdump boot'],
  }),
  sign({
    kind: 'identity-mapped',
    on: 'device',
    needle: 'DMA iommu bypass',
    pattern: /^(?:\[PE# ?[0-9a-f]{2,3}\] )?Using 64-bit DMA iommu bypass(?: \(through TVE#0\))?$/,
    read: () => ({ fields: { how: '64-bit bypass window' } }),
    from: 'arch/powerpc/platforms/powernv/pci-ioda.c 3.17..4.19',
    examples: ['[    2.100000] mlx5_core 0001:01:00.0: Using 64-bit DMA iommu bypass'],
  }),
  sign({
    kind: 'identity-mapped',
    on: 'device',
    needle: '64-bit direct DMA at offset',
    pattern: /^Using 64-bit direct DMA at offset [0-9a-f]{1,16}$/,
    read: () => ({ fields: { how: '64-bit direct window' } }),
    from: 'arch/powerpc/platforms/pseries/iommu.c dma_set_mask_pSeriesLP() 3.0..5.3: a window over all memory, which kexec finds again (find_existing_ddw())',
    examples: ['[    2.100000] qla2xxx 0007:01:00.1: Using 64-bit direct DMA at offset 800000000000000'],
  }),
  ...['Configured', 'Added to existing'].map((step) =>
    sign({
      family: 'eeh',
      kind: 'eeh-step',
      on: 'device',
      needle: `${step} PE#`,
      pattern: new RegExp(`^${step} PE#([0-9a-f]{1,8})$`),
      read: (match, line) => ({
        fields: {
          step: `${step} PE`.toLowerCase(),
          phb: bareHex(line.subject?.bdf.split(':')[0] ?? '0'),
          pe: bareHex(match[1] ?? '0'),
        },
      }),
      from: 'arch/powerpc/platforms/powernv/pci-ioda.c 5.10..7.1: which functions a frozen PE holds',
      examples: [`[    0.305007] pci 0000:01:00.0: ${step} PE#1fd`],
    }),
  ),
  sign({
    family: 'eeh',
    kind: 'eeh-step',
    needle: '] Secondary bus ',
    pattern:
      /^pci ([0-9a-f]{4,8}):([0-9a-f]{2}) {1,8}: \[PE# ?([0-9a-f]{2,3})\] Secondary bus (?:0x)?[0-9a-f]{1,16}(?:\.\.(0x)?([0-9a-f]{1,16}))? associated with PE#[0-9a-f]{1,8}$/,
    read: ([, domain, bus, tag, isHex, last]) => {
      const first = Number.parseInt(bus ?? '0', 16);
      return {
        bdf: null,
        fields: {
          step: 'secondary bus',
          phb: bareHex(domain ?? '0'),
          pe: peOfTag(tag ?? '0'),
          bus: first,
          busLast: last === undefined ? first : Number.parseInt(last, isHex ? 16 : 10),
        },
      };
    },
    from: 'arch/powerpc/platforms/powernv/pci-ioda.c pnv_ioda_setup_bus_PE() 3.6..7.1: to 5.8 all that tells which functions a frozen PE holds',
    examples: [
      '[    0.475876] pci 0001:01     : [PE# fd] Secondary bus 0x0000000000000001 associated with PE#fd',
      '[    0.475876] pci 0001:01     : [PE# 002] Secondary bus 1..3 associated with PE#2',
    ],
  }),
  sign({
    family: 'eeh',
    kind: 'eeh-step',
    on: 'device',
    needle: 'Associated device to PE',
    pattern: /^\[PE# ?([0-9a-f]{2,3})\] Associated device to PE$/,
    read: (match, line) => ({
      fields: {
        step: 'associated device to pe',
        phb: bareHex(line.subject?.bdf.split(':')[0] ?? '0'),
        pe: peOfTag(match[1] ?? '0'),
      },
    }),
    from: 'arch/powerpc/platforms/powernv/pci-ioda.c 3.6..7.1',
    examples: ['[    0.305007] pci 0001:01:00.0: [PE# fd] Associated device to PE'],
  }),
];

/**
 * To 4.4 the tag is three decimal digits, from 4.18 on two or three of hex. PHB3 has 256 PEs, so three digits that begin with 0 or 2 are
 * decimal; those from 100 to 199 are taken for hex, as every kernel of this decade prints them.
 */
function peOfTag(tag: string): string {
  return /^[02]\d\d$/.test(tag) ? Number(tag).toString(16) : bareHex(tag);
}
