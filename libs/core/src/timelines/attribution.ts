/** Whom a fault names, and whom it means. */
import type { Confidence } from '../report';
import type { BootState, DeviceState } from './boot';

export interface Blame {
  readonly bdfs: readonly string[];
  readonly rule: string;
  /** All that the id may stand for; none where it can only be the one blamed. */
  readonly candidates: readonly string[];
  /** No finding that rests on this blame is surer. */
  readonly ceiling: Confidence;
}

const segmentOf = (bdf: string): string => bdf.slice(0, bdf.indexOf(':'));
const busOf = (bdf: string): string => bdf.slice(0, bdf.lastIndexOf(':'));
const slotOf = (bdf: string): string => bdf.slice(0, bdf.lastIndexOf('.'));

/** `1f.7`, as it ends an address, as `slot << 3 | function`; NaN of what is none. */
export function devfnOf(address: string): number {
  const [slot, of] = address.slice(address.lastIndexOf(':') + 1).split('.');
  return Number.parseInt(slot ?? '', 16) * 8 + Number.parseInt(of ?? '', 8);
}

/** Bus, device and function without the segment. */
const tailOf = (bdf: string): string => bdf.slice(bdf.indexOf(':'));
const among = (found: readonly string[]): Confidence => (found.length > 1 ? 'possible' : 'likely');

/** Segments from 0x10000 on are a VMD's (drivers/pci/controller/vmd.c vmd_find_free_domain()). */
const isVmdSegment = (segment: string): boolean => segment.length > 4;

/** Rule of a blame that may change once its function is enumerated. */
export const NOT_ENUMERATED = 'requester id, not enumerated';

function enumerated(boot: BootState): readonly DeviceState[] {
  return Object.values(boot.devices).filter((device) => device.enumerated !== null);
}

function onBus(boot: BootState, bus: string): readonly DeviceState[] {
  return enumerated(boot).filter(({ bdf }) => bdf.startsWith(`${bus}:`));
}

/** PCI class 0604: PCI-to-PCI bridge, in all its forms. */
export const isBridge = (device: DeviceState): boolean => device.pciClass?.startsWith('0604') ?? false;

/** A PCIe port forwards requests under their own ids; a bridge to PCI or PCI-X answers for what is behind it. */
function answersForOthers(device: DeviceState): boolean {
  if (!isBridge(device) || device.driver === 'pcieport') return false;
  return device.deviceKind === null || /^PCIe to PCI\/PCI-X bridge$|^conventional PCI/.test(device.deviceKind);
}

/** Functions below a bridge, as far as `PCI bridge to [bus aa-bb]` told. */
export function behind(boot: BootState, bridge: string): readonly string[] {
  const window = boot.bridges[bridge];
  if (!window) return [];
  return enumerated(boot)
    .filter((device) => device.bdf !== bridge && segmentOf(device.bdf) === segmentOf(bridge))
    .filter(({ bdf }) => isWithin(busOf(bdf).slice(-2), window) && !isBridge(boot.devices[bdf] as DeviceState))
    .map(({ bdf }) => bdf);
}

/** Does the bridge's window hold the function's bus? */
export function covers(boot: BootState, bridge: string, bdf: string): boolean {
  const window = boot.bridges[bridge];
  return window !== undefined && segmentOf(bridge) === segmentOf(bdf) && isWithin(busOf(bdf).slice(-2), window);
}

function isWithin(bus: string, window: { readonly secondary: number; readonly subordinate: number }): boolean {
  const number = Number.parseInt(bus, 16);
  return number >= window.secondary && number <= window.subordinate;
}

/**
 * Devices that send under another function's id: dma_alias_mask of drivers/pci/quirks.c, quirk_dma_func0_alias() and
 * quirk_dma_func1_alias().
 */
const ALIASED =
  /^(?:1180:(?:e832|e476)|1b4b:(?:9120|9123|9125|9128|9130|9143|9170|9172|917a|9182|9183|91a0|9215|9220|9230|9235)|1103:064[25]|197b:2388|1c28:0122)$/;

/** Functions that the kernel was told, or knows, to send under another one's id: it makes them an alias each (drivers/pci/pci.c pci_add_dma_alias()). */
function sendersUnder(boot: BootState, requester: string): readonly string[] {
  const [bus, devfn] = [`${busOf(requester)}:`, devfnOf(requester)];
  return Object.entries(boot.aliases)
    .filter(
      ([bdf, ranges]) =>
        bdf.startsWith(bus) && bdf !== requester && ranges.some(({ first, last }) => first <= devfn && devfn <= last),
    )
    .map(([bdf]) => bdf)
    .sort();
}

function toldAlias(boot: BootState, requester: string): Blame | null {
  const senders = sendersUnder(boot, requester);
  if (senders.length === 0) return null;
  const rule = 'alias that the kernel made for the device (drivers/pci/pci.c pci_add_dma_alias())';
  return { bdfs: senders, rule, candidates: senders, ceiling: among(senders) };
}

/** An id that no function carries, in a slot that holds others: a phantom function, or a device that gets its own number wrong. */
function phantom(boot: BootState, requester: string): Blame | null {
  const slot = `${slotOf(requester)}.`;
  const others = enumerated(boot).filter(({ bdf }) => bdf.startsWith(slot));
  if (others.length === 0) return null;
  const known = others.filter(({ vendorDevice }) => ALIASED.test(vendorDevice ?? ''));
  const blamed = (known.length > 0 ? known : others).map(({ bdf }) => bdf);
  const rule =
    known.length > 0
      ? 'alias of a device known to send under another function (drivers/pci/quirks.c)'
      : 'phantom or virtual function of the device in that slot';
  return { bdfs: blamed, rule, candidates: blamed, ceiling: known.length > 0 ? among(blamed) : 'possible' };
}

/**
 * A PCIe-to-PCI bridge forwards its children's requests under `secondary bus:00.0` (PCI Express to PCI/PCI-X Bridge
 * Specification 1.0, §2.3; drivers/pci/search.c pci_for_each_dma_alias()).
 */
function secondaryAlias(boot: BootState, requester: string): Blame | null {
  if (!requester.endsWith(':00.0')) return null;
  const bus = busOf(requester);
  const children = onBus(boot, bus).map(({ bdf }) => bdf);
  if (children.length === 0) return null;
  const rule = `alias of bus ${bus} behind a bridge`;
  return { bdfs: children, rule, candidates: children, ceiling: among(children) };
}

/** VT-d prints no PCI segment (drivers/iommu/intel/dmar.c): the id may live in another one. */
function sameInOtherSegments(boot: BootState, requester: string): readonly string[] {
  if (segmentOf(requester) !== '0000') return [];
  const tail = tailOf(requester);
  const isSame = (bdf: string) => bdf.endsWith(tail) && bdf !== requester && tailOf(bdf) === tail;
  return Object.keys(boot.devices).filter(
    (bdf) => isSame(bdf) && boot.devices[bdf]?.enumerated != null && !isVmdSegment(segmentOf(bdf)),
  );
}

/** An id on a bus whose other functions are known may be a virtual function of one of them, which only its driver brings up. */
function virtualFunction(boot: BootState, requester: string): Blame | null {
  const physical = onBus(boot, busOf(requester)).filter((device) => !isBridge(device));
  if (physical.length === 0) return null;
  return {
    bdfs: [requester],
    rule: 'requester id, not enumerated: it may be a virtual function of a device on its bus',
    candidates: physical.map(({ bdf }) => bdf),
    ceiling: 'possible',
  };
}

function blameEnumerated(boot: BootState, device: DeviceState, segmentTold: boolean): Blame {
  const { bdf } = device;
  const own = { bdfs: [bdf], rule: 'requester id', candidates: [], ceiling: 'certain' } as const;
  if (device.driver === 'vmd') {
    const inside = enumerated(boot).filter((other) => isVmdSegment(segmentOf(other.bdf)) && !isBridge(other));
    const bdfs = inside.map((other) => other.bdf);
    const rule = 'a VMD sends under its own id for the devices behind it';
    return bdfs.length === 0 ? own : { bdfs, rule, candidates: bdfs, ceiling: among(bdfs) };
  }
  if (answersForOthers(device)) {
    const children = behind(boot, bdf);
    const rule = 'a bridge to PCI sends under its own id for the devices behind it';
    if (children.length > 0) return { bdfs: children, rule, candidates: children, ceiling: among(children) };
  }
  const senders = sendersUnder(boot, bdf);
  if (senders.length > 0)
    return {
      bdfs: [bdf],
      rule: 'requester id; others send under it, too',
      candidates: [bdf, ...senders],
      ceiling: 'possible',
    };
  const elsewhere = segmentTold ? [] : sameInOtherSegments(boot, bdf);
  if (elsewhere.length === 0) return own;
  const rule = 'requester id; the line names no segment, 0000 is taken';
  return { bdfs: [bdf], rule, candidates: [bdf, ...elsewhere], ceiling: 'possible' };
}

/** Devices that a requester id stands for. `segmentTold`: did the line name the segment? */
export function blame(boot: BootState, requester: string, segmentTold = false): Blame {
  const device = boot.devices[requester];
  if (device?.enumerated) return blameEnumerated(boot, device, segmentTold);
  const alias = toldAlias(boot, requester) ?? secondaryAlias(boot, requester) ?? phantom(boot, requester);
  if (alias) return alias;
  const elsewhere = segmentTold ? [] : sameInOtherSegments(boot, requester);
  if (elsewhere.length === 1)
    return {
      bdfs: elsewhere,
      rule: 'requester id, the only segment that has it',
      candidates: elsewhere,
      ceiling: 'likely',
    };
  return (
    virtualFunction(boot, requester) ?? {
      bdfs: [requester],
      rule: NOT_ENUMERATED,
      candidates: elsewhere,
      ceiling: elsewhere.length > 0 ? 'possible' : enumerated(boot).length > 0 ? 'certain' : 'likely',
    }
  );
}

/**
 * Functions that a stream id may stand for. Where firmware maps requester ids one to one (iommu-map, IORT), the low half of the id is
 * the function's own address (drivers/iommu/of_iommu.c, drivers/acpi/arm64/iort.c) and the high half often its segment; an address
 * that nobody enumerated is some platform device.
 */
export function blameStream(boot: BootState, requester: string, streamId: string | null): Blame {
  const rule = 'stream id, taken as the requester id';
  const candidates = enumerated(boot)
    .map(({ bdf }) => bdf)
    .filter((bdf) => tailOf(bdf) === tailOf(requester))
    .sort();
  const high = Math.floor(Number(streamId ?? 0) / 0x10000);
  const inSegment = candidates.find((bdf) => Number.parseInt(segmentOf(bdf), 16) === high);
  const [blamed] = inSegment ? [inSegment] : candidates;
  if (blamed === undefined)
    return secondaryAlias(boot, requester) ?? { bdfs: [], rule, candidates: [], ceiling: 'possible' };
  if (inSegment && high > 0)
    return { bdfs: [blamed], rule: `${rule}, its high half as the segment`, candidates, ceiling: 'likely' };
  return { bdfs: [blamed], rule, candidates, ceiling: among(candidates) };
}

/** Members of a partitionable endpoint: what freezes one freezes all. */
export function blameEndpoint(members: readonly string[], pe: string): Pick<Blame, 'rule' | 'candidates'> {
  return members.length > 1
    ? { rule: `one of the functions of ${pe}, which freeze together`, candidates: members }
    : { rule: 'the line names the device', candidates: [] };
}
