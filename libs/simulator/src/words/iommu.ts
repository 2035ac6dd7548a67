/** IOMMUs coming up, taking over tables, and telling of what they refused. */
import { isFrom, type Kernel } from '../model/kernel';
import type { Machine, PciFunction } from '../model/machine';
import { error, hex, info, type Say, warn } from './say';

export const SMMU = 'arm-smmu-v3 arm-smmu-v3.0.auto:';

/** Before the buses: the units that firmware's tables name (drivers/iommu/intel/dmar.c, irq_remapping.c; amd/init.c). */
export function detected({ platform }: Machine, kernel: Kernel, taken: 'none' | 'kexec' | 'kdump'): readonly Say[] {
  if (platform === 'vtd') {
    const remapping =
      taken === 'kdump'
        ? [info('DMAR-IR: Copied IR table for dmar0 from previous kernel')]
        : taken === 'kexec'
          ? [warn('DMAR-IR: IRQ remapping was enabled on dmar0 but we are not in kdump mode')]
          : [];
    return [
      ...(kernel.commandLine.includes('intel_iommu=')
        ? [info(kernel.iommu === 'off' ? 'DMAR: IOMMU disabled' : 'DMAR: IOMMU enabled')]
        : []),
      info('DMAR: Host address width 46'),
      info('DMAR: DRHD base: 0x000000fed90000 flags: 0x0'),
      info('DMAR: dmar0: reg_base_addr fed90000 ver 1:0 cap d2008c22260206 ecap f00f4a'),
      info('DMAR-IR: IOAPIC id 0 under DRHD base  0xfed90000 IOMMU 0'),
      ...remapping,
      info('DMAR-IR: Enabled IRQ remapping in xapic mode'),
    ];
  }
  if (platform !== 'amdvi' || kernel.iommu === 'off') return [];
  return isFrom(kernel.release, '6.1') ? [info('AMD-Vi: Using global IVHD EFR:0x58f77ef22294ade, EFR2:0x0')] : [];
}

/** drivers/iommu/iommu.c iommu_subsys_init(); the trailing blank went away in 6.12. */
export function defaultDomain(kernel: Kernel): readonly Say[] {
  const trail = isFrom(kernel.release, '6.7') ? '' : ' ';
  const passthrough = kernel.iommu === 'passthrough';
  const how = passthrough ? '(set via kernel command line)' : '';
  const type = `iommu: Default domain type: ${passthrough ? 'Passthrough' : 'Translated'}`;
  const first = info(how === '' ? `${type}${trail}` : `${type} ${how}`);
  if (!isFrom(kernel.release, '5.15') || passthrough) return [first];
  return [first, info(`iommu: DMA domain TLB invalidation policy: lazy mode${trail}`)];
}

/** init_dmars() of drivers/iommu/intel/iommu.c, init_iommu_one() of amd/init.c: what they make of tables that are in use. */
export function takesOver({ platform }: Machine, taken: 'none' | 'kexec' | 'kdump'): readonly Say[] {
  if (platform === 'vtd') {
    const head = [
      info('DMAR: No RMRR found'),
      info('DMAR: No ATSR found'),
      info('DMAR: dmar0: Using Queued invalidation'),
    ];
    if (taken === 'kexec')
      return [...head, warn('DMAR: Translation was enabled for dmar0 but we are not in kdump mode')];
    return taken === 'kdump'
      ? [
          ...head,
          info('DMAR: Translation already enabled - trying to copy translation structures'),
          info('DMAR: Copied translation tables from previous kernel for dmar0'),
        ]
      : head;
  }
  if (taken === 'kexec') return [warn('AMD-Vi: Translation was enabled for IOMMU:0 but we are not in kdump mode')];
  return taken === 'kdump'
    ? [
        warn('AMD-Vi: Translation is already enabled - trying to copy translation structures'),
        info('AMD-Vi: Copied DEV table from previous kernel.'),
      ]
    : [];
}

/** The line after which the unit translates. */
export function enabled({ platform }: Machine, kernel: Kernel): readonly Say[] {
  if (platform === 'vtd') return [info('DMAR: Intel(R) Virtualization Technology for Directed I/O')];
  const features = isFrom(kernel.release, '6.1') ? '(0x58f77ef22294ade, 0x0)' : '(0x58f77ef22294ade)';
  return [
    info('pci 0000:00:00.2: AMD-Vi: Found IOMMU cap 0x40'),
    info(`AMD-Vi: Extended features ${features}: PPR X2APIC NX GT IA GA PC GA_vAPIC`),
    info('AMD-Vi: Interrupt remapping enabled'),
  ];
}

/** arm_smmu_device_probe() of drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c. */
export const smmuProbes = (wasOn: boolean): readonly Say[] => [
  info(`${SMMU} option mask 0x0`),
  info(`${SMMU} ias 48-bit, oas 48-bit (features 0x00001fef)`),
  info(`${SMMU} allocated 65536 entries for cmdq`),
  info(`${SMMU} allocated 32768 entries for evtq`),
  ...(wasOn ? [warn(`${SMMU} SMMU currently enabled! Resetting...`)] : []),
];

export interface Refusal {
  readonly fn: PciFunction;
  readonly access: 'read' | 'write';
  readonly address: number;
  /** Driver that the running kernel has bound, or `pci`. */
  readonly word: string;
  /** Has the running kernel attached it to a domain? */
  readonly attached: boolean;
  readonly release: string;
}

/** `bb:dd.f` of a requester id. */
const tail = (bdf: string): string => bdf.slice(bdf.indexOf(':') + 1);

/** dmar_fault_do_one() of drivers/iommu/intel/dmar.c: reasons 5 and 6 are a page table entry without the right. */
export function vtdFault({ fn, access, address, release }: Refusal): readonly Say[] {
  const write = access === 'write';
  const reason = write ? 5 : 6;
  const text = `PTE ${write ? 'Write' : 'Read'} access is not set`;
  const type = write ? 'DMA Write' : 'DMA Read';
  const told = isFrom(release, '5.11')
    ? `DMAR: [${type} NO_PASID] Request device [${tail(fn.requester)}] fault addr 0x${hex(address)} [fault reason 0x${hex(reason, 2)}] ${text}`
    : `DMAR: [${type}] Request device [${tail(fn.requester)}] PASID ffffffff fault addr ${hex(address)} [fault reason ${String(reason).padStart(2, '0')}] ${text}`;
  return [error(told)];
}

export const vtdStatus = (overflow: boolean): Say => error(`DMAR: DRHD: handling fault status reg ${overflow ? 3 : 2}`);

/** The interrupt remapping table has no entry for it: reason 0x22. */
export function vtdInterrupt({ fn, release }: Refusal): readonly Say[] {
  const told = isFrom(release, '5.11')
    ? `DMAR: [INTR-REMAP] Request device [${tail(fn.requester)}] fault index 0x1c [fault reason 0x22] Present field in the IRTE entry is clear`
    : `DMAR: [INTR-REMAP] Request device [${tail(fn.requester)}] fault index 1c [fault reason 34] Present field in the IRTE entry is clear`;
  return [error(told)];
}

/** amd_iommu_report_page_fault() of drivers/iommu/amd/iommu.c: the device where there is one, else its id. */
export function amdFault({ fn, access, address, word, release }: Refusal): readonly Say[] {
  const flags = access === 'write' ? '0x0070' : '0x0050';
  const of = `domain=0x0000 address=0x${hex(address)} flags=${flags}`;
  if (fn.requester !== fn.bdf) {
    const device = isFrom(release, '6.1') ? fn.requester : tail(fn.requester);
    return [error(`AMD-Vi: Event logged [IO_PAGE_FAULT device=${device} ${of}]`)];
  }
  return [error(`${word} ${fn.bdf}: AMD-Vi: Event logged [IO_PAGE_FAULT ${of}]`)];
}

/** arm_smmu_evtq_thread(): five records; 0x02 C_BAD_STREAMID before anybody attached the stream, 0x10 F_TRANSLATION after. */
export function smmuEvent({ fn, access, address, attached }: Refusal): readonly Say[] {
  const stream =
    Number.parseInt(fn.requester.slice(5, 7), 16) * 256 +
    Number.parseInt(fn.requester.slice(8, 10), 16) * 8 +
    Number(fn.requester.at(-1));
  const id = attached ? 0x10 : 0x02;
  const words = [
    `${hex(stream, 8)}${hex(id, 8)}`,
    attached ? `${hex(access === 'read' ? 0x8 : 0, 8)}${hex(0x20, 8)}` : hex(0, 16),
    attached ? hex(address, 16) : hex(0, 16),
    hex(0, 16),
  ];
  return [info(`${SMMU} event 0x${hex(id, 2)} received:`), ...words.map((word) => info(`${SMMU} \t0x${word}`))];
}

/** lib/ratelimit.c ___ratelimit(). */
export const callbacksSuppressed = (by: string, count: number): Say => warn(`${by}: ${count} callbacks suppressed`);
