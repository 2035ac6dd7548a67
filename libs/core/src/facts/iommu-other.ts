/** Faults that virtio, RISC-V and s390 report, and the IOMMUs of systems on chip. */
import { bdfOfId, hex } from './digits';
import type { Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({ family: 'iommu', on: 'message', fault: true, read: () => ({ fields: {} }), ...of });

/** Cause numbers of the RISC-V IOMMU specification: access faults, page faults, guest page faults; reads, writes and fetches. */
const RISCV_ACCESS: Readonly<Record<number, string>> = {
  1: 'exec',
  5: 'read',
  7: 'write',
  12: 'exec',
  13: 'read',
  15: 'write',
  20: 'exec',
  21: 'read',
  23: 'write',
};

function riscvReason(cause: number): string {
  if (cause === 1 || cause === 5 || cause === 7) return 'access fault';
  if (cause === 12 || cause === 13 || cause === 15) return 'page fault';
  if (cause >= 20 && cause <= 23) return 'guest page fault';
  return cause >= 256 ? 'IOMMU table fault' : 'fault';
}

/**
 * Both of its drivers' names: `riscv,iommu` of the platform device (drivers/iommu/riscv/iommu-platform.c), `iommu_pci` of the PCI function
 * (iommu-pci.c, KBUILD_MODNAME); out-of-tree drivers of before 6.13 call themselves riscv-iommu.
 */
const riscv = (rest: string): RegExp =>
  new RegExp(`^(?:riscv,iommu|iommu_pci|riscv-iommu(?:-\\w{1,12})?) (\\S{1,64}): ${rest}$`);

/**
 * `requester` is what the endpoint's id means where firmware maps requester ids to endpoints one to one (VIOT, iommu-map), as it does for a first
 * root complex: a candidate, not the fact's device.
 */
const endpoint = (id: string | undefined) => ({
  streamId: `0x${Number(id).toString(16)}`,
  requester: bdfOfId(Number(id) & 0xffff),
});

/** `R`, `W`, `X` in any number: a fault that names several is told by the strongest. */
const accessOf = (letters: string): string | null =>
  letters.includes('W') ? 'write' : letters.includes('X') ? 'exec' : letters.includes('R') ? 'read' : null;

/** The prefix is looked for: a mailer leaves it whole. */
const zpci = (kind: Row['kind'], fault: boolean, pattern: RegExp, example: string): Row =>
  sign({
    kind,
    fault,
    needle: 'zpci: ',
    pattern,
    read: (match) => ({ bdf: match[1] ?? null, fields: { how: match[2] ?? '', step: match[2] ?? '' } }),
    from: 'arch/s390/pci/pci_event.c 6.1..7.1',
    examples: [example],
  });

/**
 * Units of systems on chip, each before some devices of the chip only: a fault tells nothing of whether PCI functions are covered. Named groups:
 * `unit`, `address` and `why`; `write`, where it takes part, tells the direction, else `read` does.
 */
const chip = (of: Pick<Row, 'needle' | 'pattern' | 'from' | 'examples'> & { readonly why: string }): Row =>
  sign({
    kind: 'iommu-fault',
    ...of,
    read: ({ groups }) => ({
      bdf: null,
      fields: {
        access: groups?.write ? 'write' : groups?.read ? 'read' : null,
        reason: hex(groups?.code),
        reasonText: groups?.why?.toLowerCase() ?? of.why,
        address: hex(groups?.address),
        pasid: null,
        unit: groups?.unit ?? null,
        streamId: groups?.stream === undefined ? null : `0x${Number(groups.stream).toString(16)}`,
        chip: true,
      },
    }),
  });

const UNIT = '(?<unit>\\S{1,64}): ';
const ADDRESS = '(?:0x)?(?<address>[0-9a-f]{1,16})';

const OF_CHIPS: readonly Row[] = [
  chip({
    needle: ': translation fault: status:',
    pattern: new RegExp(
      `^apple-dart ${UNIT}translation fault: status:0x[0-9a-f]{1,8} stream:(?<stream>\\d{1,4}) code:(?<code>0x[0-9a-f]{1,8}) \\((?<why>[^)]{1,40})\\) at ${ADDRESS}$`,
    ),
    why: 'translation fault',
    from: 'drivers/iommu/apple-dart.c apple_dart_t8020_irq(), _t8110_irq() 5.15..7.1',
    examples: [
      '[  900.200000] apple-dart 285800000.iommu: translation fault: status:0x80040008 stream:0 code:0x8 (NO PTE FOR IOVA) at 0x28e084008',
    ],
  }),
  chip({
    needle: ': Page fault at 0x',
    pattern: new RegExp(`^rk_iommu ${UNIT}Page fault at ${ADDRESS} of type (?:(?<write>write)|(?<read>read))$`),
    why: 'page fault',
    from: 'drivers/iommu/rockchip-iommu.c rk_iommu_irq() 3.19..7.1',
    examples: ['[    0.907236] rk_iommu fe043e00.iommu: Page fault at 0x00000000ff801000 of type read'],
  }),
  chip({
    needle: ': fault type=0x',
    pattern: new RegExp(
      `^mtk-iommu(?:-v1)? ${UNIT}fault type=(?<code>0x[0-9a-f]{1,8}) iova=${ADDRESS} pa=0x[0-9a-f]{1,16}(?: [a-z_]{1,10}=[^ ]{1,40}){0,8}(?: (?:(?<write>write)|(?<read>read)))?$`,
    ),
    why: 'fault',
    from: 'drivers/iommu/mtk_iommu.c mtk_iommu_isr() 4.6..7.1, mtk_iommu_v1.c',
    examples: [
      '[  837.255952] mtk-iommu 10205000.iommu: fault type=0x5 iova=0xfcff0001 pa=0x0 larb=0 port=0 layer=1 read',
      '[  837.255952] mtk-iommu 14016000.iommu: fault type=0x5 iova=0xfec23000 pa=0x0 master=0x51000008(larb=0 port=2) layer=1 write',
      '[ 4094.326174] mtk-iommu 1401d000.m4u: fault type=0x280 iova=0x1ff000000 pa=0x0 read',
    ],
  }),
  chip({
    needle: 'Page fault (SMMU translation',
    pattern: new RegExp(
      `^tegra-mc ${UNIT}\\w{1,20}: (?:secure )?(?:(?<write>write)|(?<read>read)) ?@0x(?<address>[0-9a-f]{1,16}): Page fault \\((?<why>SMMU translation error)(?: \\[[-RWS]{1,4}\\])?\\)$`,
    ),
    why: 'SMMU translation error',
    from: 'drivers/memory/tegra/mc.c tegra_mc_irq() 3.19..7.1',
    examples: [
      '[   18.003625] tegra-mc 70019000.memory-controller: nvjpgsrd: read @0x00000000ffffbe00: Page fault (SMMU translation error [--S])',
    ],
  }),
  chip({
    needle: ' FAULT occurred at ',
    pattern: new RegExp(
      `^exynos-sysmmu ${UNIT}\\S{1,64}: (?:\\[(?:(?<write>WRITE)|(?<read>READ))\\] )?(?<why>[A-Z][A-Z -]{1,40} FAULT) occurred at ${ADDRESS}$`,
    ),
    why: 'fault',
    from: 'drivers/iommu/exynos-iommu.c show_fault_information() 4.8..7.1',
    examples: [
      '[   12.500000] exynos-sysmmu 14650000.sysmmu: 14450000.mixer: PAGE FAULT occurred at 0x20ab8000',
      '[   12.500000] exynos-sysmmu 14650000.sysmmu: 14450000.mixer: [READ] PAGE FAULT occurred at 0x20ab8000',
    ],
  }),
  chip({
    needle: 'Unhandled fault: status 0x',
    pattern: new RegExp(
      `^ipmmu-vmsa ${UNIT}Unhandled fault: status (?<code>0x[0-9a-f]{8}) iova 0x(?<address>[0-9a-f]{1,16})$`,
    ),
    why: 'unhandled fault',
    from: 'drivers/iommu/ipmmu-vmsa.c ipmmu_domain_irq() 3.17..7.1',
    examples: ['[   22.500000] ipmmu-vmsa eed40000.iommu: Unhandled fault: status 0x00001502 iova 0xfe000000'],
  }),
  chip({
    needle: ': Page fault for 0x',
    pattern: new RegExp(
      `^sun50i-iommu ${UNIT}Page fault for ${ADDRESS} \\(master (?<stream>\\d{1,3}), dir (?:(?<write>wr)|(?<read>rd))\\)$`,
    ),
    why: 'page fault',
    from: 'drivers/iommu/sun50i-iommu.c sun50i_iommu_report_fault() 5.8..7.1',
    examples: ['[   22.500000] sun50i-iommu 30f0000.iommu: Page fault for 0x00000000fe000000 (master 1, dir rd)'],
  }),
];

export const IOMMU_OTHER: readonly Row[] = [
  ...OF_CHIPS,
  sign({
    kind: 'iommu-fault',
    needle: ' fault from EP ',
    pattern:
      /^virtio_iommu (\S{1,64}): (\w{1,30}) fault from EP (\d{1,10})(?: at (?:0x)?([0-9a-f]{1,16}) \[([RWX ]{0,8})\])?$/,
    read: (match) => ({
      bdf: null,
      fields: {
        access: accessOf(match[5] ?? ''),
        reason: match[2] ?? null,
        reasonText: `${match[2]} fault`,
        address: hex(match[4]),
        pasid: null,
        unit: match[1] ?? null,
        ...endpoint(match[3]),
      },
    }),
    from: 'drivers/iommu/virtio-iommu.c 5.10..7.1',
    examples: [
      '[    3.100000] virtio_iommu virtio0: page fault from EP 8 at 0x1000 [W]',
      '[    3.100000] virtio_iommu virtio0: domain fault from EP 8',
    ],
  }),
  sign({
    kind: 'iommu-fault',
    needle: ' iotval2: ',
    pattern: riscv('Fault (\\d{1,4}) devid: 0x([0-9a-f]{1,6}) iotval: ([0-9a-f]{1,16}) iotval2: [0-9a-f]{1,16}'),
    read: (match) => {
      const cause = Number(match[2]);
      return {
        bdf: bdfOfId(Number.parseInt(match[3] ?? '0', 16) & 0xffff, /^([0-9a-f]{4}):/.exec(match[1] ?? '')?.[1]),
        fields: {
          access: RISCV_ACCESS[cause] ?? null,
          reason: cause,
          reasonText: riscvReason(cause),
          address: hex(match[4]),
          pasid: null,
          unit: match[1] ?? null,
          streamId: hex(match[3]),
        },
      };
    },
    from: 'drivers/iommu/riscv/iommu.c 6.13..7.1',
    examples: [
      '[    3.100000] iommu_pci 0000:00:01.0: Fault 13 devid: 0x18 iotval: 1000 iotval2: 0',
      '[    3.100000] riscv,iommu 3010000.iommu: Fault 258 devid: 0x18 iotval: 8a000000 iotval2: 0',
      '[    3.100000] riscv-iommu-pci 0000:00:01.0: Fault 13 devid: 0x18 iotval: 1000 iotval2: 0',
    ],
  }),
  sign({
    kind: 'iommu-hung',
    needle: 'Hardware error: command ',
    pattern: riscv('Hardware error: (command (?:execution timeout|enqueue failed))'),
    read: (match) => ({ bdf: null, fields: { text: match[2] ?? '', unit: match[1] ?? null } }),
    from: 'drivers/iommu/riscv/iommu.c 6.13..7.1',
    examples: ['[    3.100000] riscv,iommu 3010000.iommu: Hardware error: command execution timeout'],
  }),
  sign({
    kind: 'iommu-hung',
    needle: ' error; fault:',
    pattern: riscv('(Queue #\\d{1,2} error); fault:\\d timeout:\\d illegal:\\d fence_w_ip:\\d'),
    read: (match) => ({ bdf: null, fields: { text: match[2] ?? '', unit: match[1] ?? null } }),
    from: 'drivers/iommu/riscv/iommu.c 6.13..7.1',
    examples: ['[    3.100000] iommu_pci 0000:00:01.0: Queue #0 error; fault:0 timeout:1 illegal:0 fence_w_ip:0'],
  }),
  sign({
    kind: 'fault-status',
    needle: ' error; memory fault:',
    pattern: riscv('Queue #(\\d{1,2}) error; memory fault:(\\d) overflow:(\\d)'),
    read: (match) => ({
      bdf: null,
      fields: { status: null, unit: match[1] ?? null, queue: Number(match[2]), overflow: match[4] !== '0' },
    }),
    from: 'drivers/iommu/riscv/iommu.c 6.13..7.1',
    examples: ['[    3.100000] iommu_pci 0000:00:01.0: Queue #1 error; memory fault:0 overflow:1'],
  }),
  sign({
    kind: 'pcie-error',
    needle: 'zpci: ',
    pattern:
      /^zpci: ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]|n\/a): Event 0x([0-9a-f]{1,4}) reports an error for PCI function 0x([0-9a-f]{1,8})$/,
    read: (match) => ({
      bdf: match[1] === 'n/a' ? null : (match[1] ?? null),
      fields: {
        severity: 'nonfatal',
        layer: null,
        status: hex(match[2]),
        bits: [],
        requester: null,
        functionId: hex(match[3]),
        what: `s390 reported error event 0x${match[2]}`,
      },
    }),
    from: 'arch/s390/pci/pci_event.c 3.17..7.1: the one channel for errors there',
    examples: ['[    3.100000] zpci: 0000:00:00.0: Event 0x3b reports an error for PCI function 0x102'],
  }),
  zpci(
    'error-recovered',
    false,
    /^zpci: (\S{12,16}): (The device is ready to resume operations)$/,
    '[    3.100000] zpci: 0000:00:00.0: The device is ready to resume operations',
  ),
  zpci(
    'error-unrecovered',
    true,
    /^zpci: (\S{12,16}): (Automatic recovery failed); operator intervention is required$/,
    '[    3.100000] zpci: 0000:00:00.0: Automatic recovery failed; operator intervention is required',
  ),
  zpci(
    'error-unrecovered',
    true,
    /^zpci: (\S{12,16}): (Cannot be recovered because no driver is bound) to the device$/,
    '[    3.100000] zpci: 0000:00:00.0: Cannot be recovered because no driver is bound to the device',
  ),
  zpci(
    'error-unrecovered',
    true,
    /^zpci: (\S{12,16}): (The \S{1,64} driver bound to the device does not support error recovery)$/,
    '[    3.100000] zpci: 0000:00:00.0: The mlx5_core driver bound to the device does not support error recovery',
  ),
  zpci(
    'error-recovering',
    false,
    /^zpci: (\S{12,16}): (Initiating reset|Cannot be recovered in the host because it is a pass-through device)$/,
    '[    3.100000] zpci: 0000:00:00.0: Initiating reset',
  ),
  zpci(
    'reset-failed',
    true,
    /^zpci: (\S{12,16}): (The reset request failed)$/,
    '[    3.100000] zpci: 0000:00:00.0: The reset request failed',
  ),
];
