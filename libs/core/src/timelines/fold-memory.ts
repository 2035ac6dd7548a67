/** What the fold of a run of facts remembers beside the boot: a storm says of few devices the same again and again. Nothing of it is kept. */
import type { Fact, FactKind } from '../facts/fact';
import type { Moment } from '../report';
import { type Blame, blame, blameStream } from './attribution';
import type { BootState, DeviceState, FaultRun, OpenBoot } from './boot';

/** A run that nobody else has yet: it is counted on in place. */
export type OpenRun = {
  -readonly [Name in keyof FaultRun]: Name extends 'places' ? Moment[] : FaultRun[Name];
};

interface FaultedDevice extends DeviceState {
  readonly faults: OpenRun[];
}

interface Remembered extends Asked {
  readonly of: Blame;
}

export interface FoldMemory {
  /** By BDF: devices that this fold made. One that another handler replaced since is made anew. */
  readonly faulted: Map<string, FaultedDevice>;
  readonly blames: Map<string, Remembered>;
  strays: OpenRun[] | null;
}

export const newMemory = (): FoldMemory => ({ faulted: new Map(), blames: new Map(), strays: null });

/** Facts that show no function, no bridge and no driver: whom an id stands for is the same after them. */
const SHOW_NOBODY: ReadonlySet<FactKind> = new Set<FactKind>([
  'iommu-fault',
  'interrupt-fault',
  'fault-status',
  'pcie-error',
  'line-unknown',
  'callbacks-suppressed',
  'lines-lost',
]);

/** To be told of every fact before it is folded. */
export function forget(memory: FoldMemory, { kind }: Fact): void {
  if (!SHOW_NOBODY.has(kind) && memory.blames.size > 0) memory.blames.clear();
}

interface Asked {
  /** BDF that the line names, or that its stream id would be. */
  readonly requester: string;
  readonly segmentTold: boolean;
  /** Where an SMMU reported: its stream id. */
  readonly stream: { readonly id: string | null } | null;
}

/** Whom a fault is blamed on, as `blame` and `blameStream` say. */
export function blamed(memory: FoldMemory, boot: BootState, asked: Asked): Blame {
  const { requester, segmentTold, stream } = asked;
  const known = memory.blames.get(requester);
  if (known && known.segmentTold === segmentTold && known.stream?.id === stream?.id) return known.of;
  const of = stream ? blameStream(boot, requester, stream.id) : blame(boot, requester, segmentTold);
  memory.blames.set(requester, { ...asked, of });
  return of;
}

const opened = (runs: readonly FaultRun[]): OpenRun[] => runs.map((run) => ({ ...run, places: [...run.places] }));

/** The runs of a device of the boot, to be counted on. */
export function faultsOf({ faulted }: FoldMemory, boot: OpenBoot, device: DeviceState): OpenRun[] {
  const known = faulted.get(device.bdf);
  if (known === device) return known.faults;
  const mine: FaultedDevice = { ...device, faults: opened(device.faults) };
  faulted.set(device.bdf, mine);
  boot.devices[device.bdf] = mine;
  return mine.faults;
}

/** The boot's runs of ids that no function has, to be counted on. */
export function straysOf(memory: FoldMemory, boot: OpenBoot): OpenRun[] {
  memory.strays ??= opened(boot.strays);
  boot.strays = memory.strays;
  return memory.strays;
}
