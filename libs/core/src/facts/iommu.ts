/** IOMMUs coming up, passing through, inheriting: what tells whether a fault could have been seen. */
import type { Fields } from './fact';
import type { Reading, Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const setup = (of: Sign): Row => ({
  family: 'iommu',
  on: 'message',
  fault: false,
  read: () => ({ fields: {}, bdf: null }),
  ...of,
});
const about =
  (fields: Fields, unit = 1) =>
  (match: RegExpExecArray): Reading => ({ bdf: null, fields: { ...fields, unit: match[unit] ?? null } });
const VTD = '^(?:DMAR: |dmar: )?';

const VT_D: readonly Row[] = [
  setup({
    kind: 'iommu-detected',
    needle: 'reg_base_addr',
    pattern: new RegExp(`${VTD}(?:IOMMU )?(dmar\\d{1,4}|\\d{1,4}): reg_base_addr [0-9a-f]{1,16} `),
    read: about({ vendor: 'vtd' }),
    from: 'drivers/iommu/intel/dmar.c alloc_iommu(), 3.1..',
    examples: ['[    0.012000] DMAR: dmar0: reg_base_addr d37fc000 ver 1:0 cap 8d2078c106f0466 ecap f020df'],
  }),
  setup({
    kind: 'iommu-detected',
    needle: 'DMAR:IOMMU ',
    pattern: /^DMAR:IOMMU ([0-9a-f]{1,16}): ver \d{1,2}:\d{1,2} cap /,
    read: about({ vendor: 'vtd' }),
    from: 'drivers/pci/dmar.c alloc_iommu(), 2.6.32',
    examples: ['[    0.012000] DMAR:IOMMU fed90000: ver 1:0 cap c0000020e60262 ecap f0101a'],
  }),
  setup({
    kind: 'iommu-enabled',
    needle: 'Intel(R) Virtualization',
    pattern: /^(?:DMAR: |PCI-DMA: )Intel\(R\) Virtualization Technology for Directed I\/O$/,
    read: about({ vendor: 'vtd' }),
    from: 'drivers/iommu/intel/iommu.c intel_iommu_init(): printed once translation is on; 2.6.32..',
    examples: [
      '[    0.900000] DMAR: Intel(R) Virtualization Technology for Directed I/O',
      '[    0.900000] PCI-DMA: Intel(R) Virtualization Technology for Directed I/O',
    ],
  }),
  setup({
    kind: 'iommu-disabled',
    needle: 'IOMMU disabled',
    pattern: /^(?:DMAR: IOMMU disabled|Intel-IOMMU: disabled)$/,
    read: about({ vendor: 'vtd' }),
    from: 'drivers/iommu/intel/iommu.c intel_iommu_setup(), 4.4..',
    examples: ['[    0.900000] DMAR: IOMMU disabled'],
  }),
  setup({
    kind: 'iommu-disabled',
    needle: 'DMAR: Initialization failed',
    pattern: /^DMAR: Initialization failed$/,
    read: about({ vendor: 'vtd' }),
    from: 'drivers/iommu/intel/iommu.c intel_iommu_init(), 4.4..',
    examples: ['[    0.900000] DMAR: Initialization failed'],
  }),
  setup({
    kind: 'translation-found',
    needle: 'Translation already enabled',
    pattern: /^DMAR: Translation already enabled - trying/,
    read: about({ vendor: 'vtd' }),
    from: 'drivers/iommu/intel/iommu.c init_dmars(), 4.4..: crash kernels only',
    examples: ['[    0.811000] DMAR: Translation already enabled - trying to copy translation structures'],
  }),
  setup({
    kind: 'tables-copied',
    needle: 'translation tables',
    pattern: /^DMAR: (Copied|Failed to copy) translation tables from previous kernel for (\S{1,16})$/,
    opening: /^DMAR: (?:Copied|Failed to copy) translation tables from/,
    read: (match) => ({ bdf: null, fields: { vendor: 'vtd', unit: match[2] ?? null, ok: match[1] === 'Copied' } }),
    from: 'drivers/iommu/intel/iommu.c, 4.4..',
    examples: [
      '[    0.811000] DMAR: Copied translation tables from previous kernel for dmar0',
      '[    0.811000] DMAR: Failed to copy translation tables from previous kernel for dmar0',
    ],
  }),
  setup({
    kind: 'tables-discarded',
    needle: 'Translation was enabled for ',
    pattern: /^DMAR: Translation was enabled for (\S{1,16}) but we are not in kdump mode$/,
    read: about({ vendor: 'vtd' }),
    from: 'drivers/iommu/intel/iommu.c, 4.4..: a plain kexec from a kernel that left VT-d on',
    examples: ['[    0.811000] DMAR: Translation was enabled for dmar0 but we are not in kdump mode'],
  }),
  setup({
    kind: 'interrupts-copied',
    needle: 'IR table for',
    pattern: /^DMAR-IR: (Copied|Failed to copy) IR table for (\S{1,16}) from previous kernel$/,
    opening: /^DMAR-IR: (?:Copied|Failed to copy) IR table for/,
    read: (match) => ({ bdf: null, fields: { unit: match[2] ?? null, ok: match[1] === 'Copied' } }),
    from: 'drivers/iommu/intel/irq_remapping.c, 4.4..',
    examples: ['[    0.405000] DMAR-IR: Copied IR table for dmar0 from previous kernel'],
  }),
  setup({
    kind: 'tables-discarded',
    needle: 'IRQ remapping was enabled on ',
    pattern: /^DMAR-IR: IRQ remapping was enabled on (\S{1,16}) but we are not in kdump mode$/,
    read: about({ vendor: 'vtd', what: 'interrupts' }),
    from: 'drivers/iommu/intel/irq_remapping.c, 4.4..',
    examples: ['[    0.405000] DMAR-IR: IRQ remapping was enabled on dmar2 but we are not in kdump mode'],
  }),
  setup({
    kind: 'interrupts-remapped',
    needle: 'Enabled IRQ remapping in',
    pattern: /^(?:DMAR-IR: )?Enabled IRQ remapping in (\S{1,16}) mode$/,
    read: (match) => ({ bdf: null, fields: { mode: match[1] ?? null } }),
    from: 'drivers/iommu/intel/irq_remapping.c, 3.6..',
    examples: ['[    0.410000] DMAR-IR: Enabled IRQ remapping in x2apic mode'],
  }),
  setup({
    kind: 'identity-mapped',
    needle: 'Setting identity map for device',
    pattern: /^(?:DMAR|IOMMU): Setting identity map for device (\S{12,20}) \[/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { how: 'RMRR' } }),
    from: 'drivers/iommu/intel-iommu.c 2.6.32..4.19: one reserved range, not the device',
    examples: ['[    0.900000] DMAR: Setting identity map for device 0000:00:1d.0 [0x7b800000 - 0x7b80ffff]'],
  }),
  setup({
    kind: 'identity-mapped',
    needle: 'identity mapping for device',
    pattern: /^(?:DMAR|IOMMU): (Hardware|Software) identity mapping for device (\S{12,20})$/,
    read: (match) => ({ bdf: match[2] ?? null, fields: { how: match[1] ?? '' } }),
    from: 'drivers/iommu/intel-iommu.c ..5.3: iommu=pt, device by device',
    examples: ['[    0.900000] DMAR: Hardware identity mapping for device 0000:00:1f.2'],
  }),
  setup({
    kind: 'identity-mapped',
    needle: 'uses identity mapping',
    pattern: /^(?:DMAR: )?64bit (\S{12,20}) uses identity mapping$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { how: '64bit' } }),
    from: 'drivers/iommu/intel-iommu.c iommu_no_mapping() 2.6.32..5.2',
    examples: ['[    4.900000] DMAR: 64bit 0000:02:00.0 uses identity mapping'],
  }),
  setup({
    kind: 'identity-mapped',
    on: 'device',
    needle: 'uses a private identity domain',
    pattern: /^(?:DMAR: )?Device uses a private identity domain\.$/,
    read: () => ({ fields: { how: 'private identity domain' } }),
    from: 'drivers/iommu/intel-iommu.c intel_iommu_add_device() 5.3..5.8',
    examples: ['[    0.870000] pci 0000:00:1b.0: DMAR: Device uses a private identity domain.'],
  }),
];

const AMD_VI: readonly Row[] = [
  setup({
    kind: 'iommu-enabled',
    needle: 'Found IOMMU',
    on: 'device',
    pattern: /^AMD-Vi: Found IOMMU (?:at \S{1,40} )?cap 0x[0-9a-f]{1,4}/,
    read: about({ vendor: 'amdvi' }),
    from: 'drivers/iommu/amd/init.c print_iommu_info(), 4.4..',
    examples: ['[    1.091301] pci 0000:00:01.0: AMD-Vi: Found IOMMU cap 0x40'],
  }),
  setup({
    kind: 'iommu-enabled',
    needle: 'Found IOMMU',
    pattern: /^AMD-Vi: Found IOMMU (?:at |cap )/,
    read: about({ vendor: 'amdvi' }),
    from: 'drivers/iommu/amd_iommu_init.c, 3.6..4.4',
    examples: ['[    1.091301] AMD-Vi: Found IOMMU at 0000:00:00.2 cap 0x40'],
  }),
  setup({
    kind: 'iommu-enabled',
    needle: 'AMD-Vi: Enabling IOMMU',
    pattern: /^AMD-Vi: Enabling IOMMU at \S{7,20} cap 0x[0-9a-f]{1,4}$/,
    read: about({ vendor: 'amdvi' }),
    from: 'arch/x86/kernel/amd_iommu_init.c iommu_enable() 2.6.32..3.5',
    examples: ['[    1.091301] AMD-Vi: Enabling IOMMU at 0000:00:00.2 cap 0x40'],
  }),
  setup({
    kind: 'default-domain',
    needle: 'Initialized for Passthrough Mode',
    pattern: /^AMD-Vi: Initialized for Passthrough Mode$/,
    read: (match) => ({ bdf: null, fields: { type: 'passthrough', how: match[0] } }),
    from: 'drivers/iommu/amd_iommu.c amd_iommu_init_passthrough() 2.6.32..4.1: every device, before any driver',
    examples: ['[    1.091400] AMD-Vi: Initialized for Passthrough Mode'],
  }),
  setup({
    kind: 'translation-found',
    needle: 'Translation is already enabled',
    pattern: /^AMD-Vi: Translation is already enabled - trying to copy translation structures/,
    read: about({ vendor: 'amdvi' }),
    from: 'drivers/iommu/amd/init.c, 4.19..',
    examples: ['[    0.232319] AMD-Vi: Translation is already enabled - trying to copy translation structures'],
  }),
  setup({
    kind: 'tables-copied',
    needle: 'Copied DEV table',
    pattern: /^AMD-Vi: Copied DEV table from previous kernel\.?$/,
    read: (_) => ({ bdf: null, fields: { vendor: 'amdvi', unit: null, ok: true } }),
    from: 'drivers/iommu/amd/init.c, 4.19..',
    examples: ['[    0.233533] AMD-Vi: Copied DEV table from previous kernel.'],
  }),
];

const SMMU: readonly Row[] = [
  setup({
    kind: 'iommu-enabled',
    needle: 'entries for evtq',
    pattern: /^arm-smmu-v3 (\S{1,80}): allocated \d{1,9} entries for evtq$/,
    read: about({ vendor: 'smmuv3' }),
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c arm_smmu_init_one_queue()',
    examples: ['[    2.007314] arm-smmu-v3 9050000.smmuv3: allocated 32768 entries for evtq'],
  }),
  setup({
    kind: 'translation-found',
    needle: 'SMMU currently',
    pattern: /^arm-smmu-v3 (\S{1,80}): SMMU currently enabled! Resetting\.\.\.$/,
    read: about({ vendor: 'smmuv3' }),
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c arm_smmu_device_reset()',
    examples: ['[    1.128733] arm-smmu-v3 9050000.smmuv3: SMMU currently enabled! Resetting...'],
  }),
  setup({
    kind: 'tables-copied',
    needle: 'retaining SMMUEN for in-flight DMA',
    pattern: /^arm-smmu-v3 (\S{1,80}): kdump: retaining SMMUEN for in-flight DMA$/,
    read: (match) => ({ bdf: null, fields: { vendor: 'smmuv3', unit: match[1] ?? null, ok: true } }),
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c arm_smmu_device_reset() from 2026 on, and in vendors’ 6.18: a crash kernel goes on with the stream table that it found',
    examples: ['[    1.128733] arm-smmu-v3 9050000.smmuv3: kdump: retaining SMMUEN for in-flight DMA'],
  }),
];

/** Units that have no family of their own: what comes up here, their faults are in iommu-other.ts. */
const OTHERS: readonly Row[] = [
  setup({
    kind: 'iommu-enabled',
    needle: 'using MSIs',
    pattern: /^riscv,iommu (\S{1,64}): using MSIs$/,
    read: about({ vendor: 'riscv' }),
    from: 'drivers/iommu/riscv/iommu-platform.c riscv_iommu_platform_probe() from about 6.14; it turns translation on at once',
    examples: ['[    0.700000] riscv,iommu 3010000.iommu: using MSIs'],
  }),
  setup({
    kind: 'iommu-enabled',
    needle: 'using wire-signaled interrupts',
    pattern: /^riscv,iommu (\S{1,64}): using wire-signaled interrupts$/,
    read: about({ vendor: 'riscv' }),
    from: 'drivers/iommu/riscv/iommu-platform.c riscv_iommu_platform_probe() from about 6.14; it turns translation on at once',
    examples: ['[    0.700000] riscv,iommu 3010000.iommu: using wire-signaled interrupts'],
  }),
  setup({
    kind: 'iommu-disabled',
    needle: 'unexpected device state',
    pattern: /^(?:riscv,iommu|iommu_pci) (\S{1,64}): error -(?:16|EBUSY): unexpected device state$/,
    read: about({ vendor: 'riscv', why: 'the outgoing kernel left translation on' }),
    from: 'drivers/iommu/riscv/iommu.c riscv_iommu_init_check() 6.13..7.1: the driver takes over no unit that translates, but in a crash kernel',
    examples: ['[    0.710000] riscv,iommu 3010000.iommu: error -EBUSY: unexpected device state'],
  }),
  setup({
    kind: 'iommu-enabled',
    needle: ': input address: ',
    pattern: /^virtio_iommu (\S{1,64}): input address: \d{1,2} bits$/,
    read: about({ vendor: 'virtio' }),
    from: 'drivers/iommu/virtio-iommu.c viommu_probe() 5.3..7.1: behind the feature negotiation, before any endpoint is attached',
    examples: ['[    0.560102] virtio_iommu virtio0: input address: 64 bits'],
  }),
];

export const IOMMU: readonly Row[] = [
  ...VT_D,
  ...AMD_VI,
  ...SMMU,
  ...OTHERS,
  setup({
    kind: 'default-domain',
    needle: 'Default domain type',
    pattern: /^iommu: Default domain type: ([Pp]assthrough|[Tt]ranslated)/,
    read: (match) => ({ bdf: null, fields: { type: (match[1] ?? '').toLowerCase(), how: match.input.trim() } }),
    from: 'drivers/iommu/iommu.c, 5.10..',
    examples: [
      '[    0.982762] iommu: Default domain type: Translated ',
      '[    1.092783] iommu: Default domain type: Passthrough (set via kernel command line)',
    ],
  }),
  setup({
    kind: 'identity-mapped',
    needle: 'retaining platform DMA ops',
    pattern: /^Failed to set up IOMMU for device (\S{12,20}); retaining platform DMA ops$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { how: 'no translation could be set up' } }),
    from: 'drivers/iommu/dma-iommu.c iommu_setup_dma_ops() 4.19..6.1',
    examples: ['[    0.870000] Failed to set up IOMMU for device 0000:3b:00.0; retaining platform DMA ops'],
  }),
  setup({
    kind: 'group-added',
    needle: 'Adding to iommu group',
    on: 'device',
    pattern: /^Adding to iommu group (\d{1,6})$/,
    read: (match) => ({ fields: { group: Number(match[1]) } }),
    from: 'drivers/iommu/iommu.c, 5.10..',
    examples: ['[    0.870000] pci 0000:3b:00.0: Adding to iommu group 24'],
  }),
  setup({
    kind: 'group-added',
    needle: 'iommu: Adding device',
    pattern: /^iommu: Adding device (\S{12,20}) to group (\d{1,6})$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { group: Number(match[2]) } }),
    from: 'drivers/iommu/iommu.c 4.4..4.19',
    examples: ['[    0.870000] iommu: Adding device 0000:3b:00.0 to group 24'],
  }),
  setup({
    kind: 'group-removed',
    needle: 'Removing from iommu group',
    on: 'device',
    pattern: /^Removing from iommu group (\d{1,6})$/,
    read: (match) => ({ fields: { group: Number(match[1]) } }),
    from: 'drivers/iommu/iommu.c, 5.10..',
    examples: ['[    7.333817] pci 0000:02:00.0: Removing from iommu group 6'],
  }),
  setup({
    kind: 'group-removed',
    needle: 'iommu: Removing device',
    pattern: /^iommu: Removing device (\S{12,20}) from group (\d{1,6})$/,
    read: (match) => ({ bdf: match[1] ?? null, fields: { group: Number(match[2]) } }),
    from: 'drivers/iommu/iommu.c 4.4..4.19',
    examples: ['[    7.333817] iommu: Removing device 0000:02:00.0 from group 6'],
  }),
];
