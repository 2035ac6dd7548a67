/** A machine's PCI functions: ports, bridges and devices with their addresses, IOMMU groups and partitionable endpoints. */
import { macOf } from '../words/driver';
import { CATALOGUE, type Model } from './catalogue';
import { SOUND, type Traits } from './trait';

export const PLATFORMS = ['vtd', 'amdvi', 'smmuv3', 'powernv', 'pseries'] as const;
export type Platform = (typeof PLATFORMS)[number];
export const isPower = (platform: Platform): boolean => platform === 'powernv' || platform === 'pseries';

export const PLACES = ['root-port', 'switch', 'pci-bridge', 'root-bus'] as const;
/** What a device hangs under. */
export type Place = (typeof PLACES)[number];

export type FunctionKind = 'host-bridge' | 'root-port' | 'upstream' | 'downstream' | 'pci-bridge' | 'endpoint';

export interface PciFunction {
  readonly bdf: string;
  readonly id: string;
  readonly pciClass: string;
  readonly kind: FunctionKind;
  /** Name of its catalogue row, where a driver of ours takes it. */
  readonly model: string | null;
  readonly driver: string | null;
  readonly traits: Traits;
  readonly access: 'read' | 'write' | null;
  /** Memory, but for one of I/O ports, which is the first. */
  readonly bars: readonly { readonly at: number; readonly size: number; readonly isPorts?: true }[];
  /** Buses behind a bridge. */
  readonly buses: { readonly secondary: number; readonly subordinate: number } | null;
  readonly group: number;
  /** Partitionable endpoint (POWER). */
  readonly pe: number;
  /** Requester id under which its DMA goes out: a PCIe-to-PCI bridge answers for what is behind it. */
  readonly requester: string;
  /** Number among the functions of its driver. */
  readonly index: number;
  readonly mac: string;
}

export interface Machine {
  readonly platform: Platform;
  /** In the order of enumeration. */
  readonly functions: readonly PciFunction[];
}

export interface DeviceSpec {
  readonly model: string;
  readonly place?: Place;
  readonly functions?: number;
  /** `vendor:device`, where it is another than the model's. */
  readonly id?: string;
  /** What its first requests do; either where not told. */
  readonly access?: 'read' | 'write';
  readonly traits?: Partial<Traits>;
}

const two = (value: number): string => value.toString(16).padStart(2, '0');
export const bdfOf = (segment: number, bus: number, slot: number, fn: number): string =>
  `${segment.toString(16).padStart(4, '0')}:${two(bus)}:${two(slot)}.${fn}`;

interface Cursor {
  slot: number;
  bus: number;
  group: number;
  memory: number;
  ports: number;
  readonly counts: Map<string, number>;
}

/** drivers/iommu/iommu.c pci_device_group(): functions without access control between them share a group. */
const nextGroup = (cursor: Cursor): number => cursor.group++;

function portsOf({ ports }: Model, cursor: Cursor): PciFunction['bars'] {
  if (ports === undefined) return [];
  const at = Math.ceil(cursor.ports / ports) * ports;
  cursor.ports = at + ports;
  return [{ at, size: ports, isPorts: true }];
}

function barsOf(sizes: readonly number[], cursor: Cursor): PciFunction['bars'] {
  return sizes.map((size) => {
    const at = Math.ceil(cursor.memory / size) * size;
    cursor.memory = at + size;
    return { at, size };
  });
}

function nextIndex(cursor: Cursor, driver: string): number {
  const index = cursor.counts.get(driver) ?? 0;
  cursor.counts.set(driver, index + 1);
  return index;
}

const BRIDGES: Readonly<Record<Platform, { readonly host: string; readonly port: string }>> = {
  vtd: { host: '8086:29c0', port: '8086:3420' },
  amdvi: { host: '1022:1480', port: '1022:1483' },
  smmuv3: { host: '19e5:a120', port: '19e5:a121' },
  powernv: { host: '', port: '1014:04c1' },
  pseries: { host: '', port: '1014:04c1' },
};

function port(of: Pick<PciFunction, 'bdf' | 'id' | 'kind' | 'buses' | 'group' | 'pe'>): PciFunction {
  return {
    ...of,
    pciClass: '060400',
    model: null,
    driver: of.kind === 'pci-bridge' ? null : 'pcieport',
    traits: SOUND,
    access: null,
    bars: [],
    requester: of.bdf,
    index: 0,
    mac: '',
  };
}

function endpoints(
  spec: DeviceSpec,
  at: { readonly segment: number; readonly bus: number; readonly slot: number; readonly group: number },
  cursor: Cursor,
  requester: string | null = null,
): readonly PciFunction[] {
  const model = CATALOGUE[spec.model] as Model;
  const count = Math.min(spec.functions ?? 1, model.functions ?? 1);
  return Array.from({ length: count }, (_, fn) => {
    const bdf = bdfOf(at.segment, at.bus, at.slot, fn);
    const index = nextIndex(cursor, model.driver);
    return {
      bdf,
      id: spec.id ?? model.id,
      pciClass: model.pciClass,
      kind: 'endpoint',
      model: spec.model,
      driver: model.driver,
      traits: { ...SOUND, ...model.traits, ...spec.traits },
      access: spec.access ?? null,
      bars: [...portsOf(model, cursor), ...barsOf(model.bars, cursor)],
      buses: null,
      group: at.group,
      pe: 0xfd - at.segment,
      requester: requester ?? bdf,
      index,
      mac: macOf(index),
    };
  });
}

/** A device alone behind a root port, behind a switch, behind a PCIe-to-PCI bridge, or on the root bus. */
function place(spec: DeviceSpec, platform: Platform, cursor: Cursor): readonly PciFunction[] {
  const slot = cursor.slot++;
  const where = spec.place ?? 'root-port';
  if (where === 'root-bus') return endpoints(spec, { segment: 0, bus: 0, slot, group: nextGroup(cursor) }, cursor);
  const id = BRIDGES[platform].port;
  const top = bdfOf(0, 0, slot, 0);
  const group = nextGroup(cursor);
  const first = cursor.bus++;
  if (where === 'root-port')
    return [
      port({ bdf: top, id, kind: 'root-port', buses: { secondary: first, subordinate: first }, group, pe: 0 }),
      ...endpoints(spec, { segment: 0, bus: first, slot: 0, group: nextGroup(cursor) }, cursor),
    ];
  if (where === 'pci-bridge') {
    const behind = cursor.bus++;
    const bridge = bdfOf(0, first, 0, 0);
    const shared = nextGroup(cursor);
    return [
      port({ bdf: top, id, kind: 'root-port', buses: { secondary: first, subordinate: behind }, group, pe: 0 }),
      port({
        bdf: bridge,
        id: '1b36:000e',
        kind: 'pci-bridge',
        buses: { secondary: behind, subordinate: behind },
        group: shared,
        pe: 0,
      }),
      ...endpoints(spec, { segment: 0, bus: behind, slot: 3, group: shared }, cursor, bdfOf(0, behind, 0, 0)),
    ];
  }
  const [between, last] = [cursor.bus++, cursor.bus++];
  return [
    port({ bdf: top, id, kind: 'root-port', buses: { secondary: first, subordinate: last }, group, pe: 0 }),
    port({
      bdf: bdfOf(0, first, 0, 0),
      id: '10b5:8747',
      kind: 'upstream',
      buses: { secondary: between, subordinate: last },
      group: nextGroup(cursor),
      pe: 0,
    }),
    port({
      bdf: bdfOf(0, between, 8, 0),
      id: '10b5:8747',
      kind: 'downstream',
      buses: { secondary: last, subordinate: last },
      group: nextGroup(cursor),
      pe: 0,
    }),
    ...endpoints(spec, { segment: 0, bus: last, slot: 0, group: nextGroup(cursor) }, cursor),
  ];
}

/** POWER: every slot has a host bridge of its own, hence a domain, and its bus an endpoint (arch/powerpc/platforms/powernv/pci-ioda.c). */
function placeOnPower(spec: DeviceSpec, segment: number, cursor: Cursor): readonly PciFunction[] {
  const buses = { secondary: 1, subordinate: 1 };
  return [
    port({ bdf: bdfOf(segment, 0, 0, 0), id: '1014:04c1', kind: 'root-port', buses, group: -1, pe: 0xfe - segment }),
    ...placeInPartition(spec, segment, cursor),
  ];
}

/** A partition sees no root port: the first bus that it sees is the slot's. */
const placeInPartition = (spec: DeviceSpec, segment: number, cursor: Cursor): readonly PciFunction[] =>
  endpoints(spec, { segment, bus: 1, slot: 0, group: nextGroup(cursor) }, cursor);

/** Enumeration is depth first: each bridge of the root bus after the root bus itself (drivers/pci/probe.c pci_scan_child_bus()). */
function inOrder(functions: readonly PciFunction[]): readonly PciFunction[] {
  const key = ({ bdf }: PciFunction) => bdf;
  return [...functions].sort((left, right) => (key(left) < key(right) ? -1 : 1));
}

export function buildMachine(platform: Platform, devices: readonly DeviceSpec[]): Machine {
  const cursor: Cursor = { slot: 2, bus: 1, group: 0, memory: 0xc000_0000, ports: 0xc000, counts: new Map() };
  if (isPower(platform)) {
    const placed = platform === 'pseries' ? placeInPartition : placeOnPower;
    return { platform, functions: devices.flatMap((spec, segment) => placed(spec, segment, cursor)) };
  }
  const host: PciFunction = {
    ...port({
      bdf: '0000:00:00.0',
      id: BRIDGES[platform].host,
      kind: 'host-bridge',
      buses: null,
      group: nextGroup(cursor),
      pe: 0,
    }),
    pciClass: '060000',
    driver: null,
  };
  return { platform, functions: inOrder([host, ...devices.flatMap((spec) => place(spec, platform, cursor))]) };
}

export const devicesOf = ({ functions }: Machine): readonly PciFunction[] =>
  functions.filter(({ kind }) => kind === 'endpoint');

/** Functions that a reset of the bus takes along: all on the same bus. */
export function sharingBus(machine: Machine, { bdf }: PciFunction): readonly PciFunction[] {
  const bus = bdf.slice(0, bdf.lastIndexOf(':'));
  return devicesOf(machine).filter((other) => other.bdf.startsWith(`${bus}:`));
}
