/** Whom a fault names, and whom it means. */
import type { BootState } from './boot';

export interface Blame {
  readonly bdfs: readonly string[];
  readonly rule: string;
  readonly candidates: readonly string[];
}

const busOf = (bdf: string): string => bdf.slice(0, bdf.lastIndexOf(':'));
const segmentOf = (bdf: string): string => bdf.slice(0, bdf.indexOf(':'));

/**
 * Devices that a requester id stands for. A PCIe-to-PCI bridge forwards its children's requests under
 * `secondary bus:00.0` (PCI Express to PCI/PCI-X Bridge Specification 1.0, §2.3; drivers/pci/search.c
 * pci_for_each_dma_alias()), so an id that no function carries means the functions of that bus.
 */
export function blame(boot: BootState, requester: string): Blame {
  if (boot.devices[requester]?.enumerated) return { bdfs: [requester], rule: 'requester id', candidates: [] };
  const behind = Object.keys(boot.devices).filter(
    (bdf) => busOf(bdf) === busOf(requester) && boot.devices[bdf]?.enumerated,
  );
  if (requester.endsWith(':00.0') && behind.length > 0) {
    return { bdfs: behind, rule: `alias of bus ${busOf(requester)} behind a bridge`, candidates: behind };
  }
  const elsewhere = sameAddressInOtherSegments(boot, requester);
  if (elsewhere.length === 1)
    return { bdfs: elsewhere, rule: 'requester id, the only segment that has it', candidates: elsewhere };
  return { bdfs: [requester], rule: 'requester id, not enumerated', candidates: elsewhere };
}

/** VT-d prints no PCI segment (drivers/iommu/intel/dmar.c): the id may live in another one. */
/**
 * Functions that a stream id may stand for. Where firmware maps requester ids one to one (iommu-map, IORT), the id is the
 * function's own address (drivers/iommu/of_iommu.c, drivers/acpi/arm64/iort.c); an address that nobody enumerated is some platform device.
 */
export function blameStream(boot: BootState, requester: string): Blame {
  const known = boot.devices[requester]?.enumerated != null;
  return {
    bdfs: known ? [requester] : [],
    rule: 'stream id, taken as the requester id',
    candidates: known ? [requester] : [],
  };
}

function sameAddressInOtherSegments(boot: BootState, requester: string): readonly string[] {
  if (segmentOf(requester) !== '0000') return [];
  const tail = requester.slice(requester.indexOf(':'));
  return Object.keys(boot.devices).filter(
    (bdf) => bdf.endsWith(tail) && bdf !== requester && boot.devices[bdf]?.enumerated,
  );
}
