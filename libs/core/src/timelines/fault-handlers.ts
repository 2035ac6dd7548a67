/** Faults: of which device, in which phase, alike with which. Equal ones make a run. */
import type { Fact } from '../facts/fact';
import type { Moment } from '../report';
import type { Blame } from './attribution';
import { type BootState, type DeviceState, type FaultRun, newDevice, type OpenBoot } from './boot';
import { sameRun } from './fault-run';
import { blamed, type FoldMemory, faultsOf, type OpenRun, straysOf } from './fold-memory';
import {
  chain,
  type Handler,
  type Handlers,
  mark,
  momentOf,
  number,
  PLACES_MAX,
  type RememberingHandler,
  text,
} from './handler';
import { phaseNow, tearingDown } from './phase';

/** Different faults kept of a device: further ones are counted with the last. */
const FAULT_RUNS_MAX = 64;
const TOLD_AGAIN_SECONDS = 1;

/** Stamped well before the latest of its run: old lines that somebody printed again. CPUs are off by far less. */
const isToldAgain = (run: FaultRun, next: Seen): boolean =>
  run.last.time !== null && next.first.time !== null && run.last.time - next.first.time > TOLD_AGAIN_SECONDS;

function joinRun(run: OpenRun, next: Seen): void {
  if (isToldAgain(run, next)) return;
  run.last = next.last;
  run.count += next.count;
  if (run.places.length < PLACES_MAX) run.places.push(next.first);
  if (run.corrupted !== null) run.corrupted = next.corrupted;
}

/** Into the run that it is of, else as a new one; into the last where there is no room for others. */
function addFault(runs: OpenRun[], seen: Seen, most: number): void {
  const same = runs.find((run) => sameRun(run, seen));
  if (!same && runs.length < most) runs.push(newRun(seen));
  else joinRun(same ?? (runs.at(-1) as OpenRun), seen);
}

/**
 * Is a VT-d reason of a page's entry? In scalable mode all are from 0x70 on: first- and second-level paging (drivers/iommu/intel/dmar.c
 * dma_remap_sm_fault_reasons[]).
 */
const isOfPage = (reason: number): boolean => [5, 6, 7, 0xc].includes(reason) || reason >= 0x70;

/** Reason class: what a fault is about, free of addresses; VT-d's by its table. */
function reasonClass(fact: Fact): string {
  const reason = number(fact.fields.reason);
  if (fact.family === 'dmar' && reason !== null) {
    if (isOfPage(reason)) return 'page';
    return reason >= 0x20 && reason < 0x30 ? 'interrupt' : 'context';
  }
  return lettersOf(text(fact.fields.reasonText) ?? text(fact.fields.text) ?? fact.kind);
}

/** Storms say the same again and again. */
const letters = new Map<string, string>();
const LETTERS_KNOWN_MAX = 1_024;

/** A text's letters, and nothing else that may differ from fault to fault. */
function lettersOf(words: string): string {
  const known = letters.get(words);
  if (known !== undefined) return known;
  if (letters.size >= LETTERS_KNOWN_MAX) letters.clear();
  const found = words
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .slice(0, 48);
  letters.set(words, found);
  return found;
}

function describeFault(fact: Fact): string {
  const access = text(fact.fields.access);
  const address = text(fact.fields.address);
  const reason = text(fact.fields.reasonText) ?? text(fact.fields.text);
  const what =
    fact.kind === 'interrupt-fault'
      ? 'interrupt request refused'
      : `DMA${access ? ` ${access}` : ''}${address ? ` ${address}` : ''}`;
  return reason ? `${what}, ${reason}` : what;
}

const tellsSegment = ({ family, fields }: Fact): boolean => family !== 'dmar' || fields.segment !== undefined;

/** One fault, as far as it tells which run it is of and how that goes on; the rest is told by the fact when a run begins. */
interface Seen extends Pick<FaultRun, 'kind' | 'phase' | 'access' | 'reason' | 'requester'> {
  readonly first: Moment;
  readonly last: Moment;
  readonly count: number;
  readonly corrupted: string | null;
  readonly fact: Fact;
  readonly blamed: Blame;
}

interface Blaming {
  readonly requester: string;
  readonly blamed: Blame;
  readonly device: DeviceState | null;
}

function seenIn(boot: BootState, fact: Fact, { requester, blamed, device }: Blaming): Seen {
  const first = momentOf(fact);
  return {
    kind: fact.kind,
    phase: phaseNow({ boot, device, time: fact.time }),
    access: text(fact.fields.access),
    reason: reasonClass(fact),
    requester,
    first,
    last: fact.lastLine === undefined ? first : { ...first, line: fact.lastLine },
    count: fact.count,
    corrupted: fact.corrupted,
    fact,
    blamed,
  };
}

const newRun = ({
  fact,
  blamed,
  kind,
  phase,
  access,
  reason,
  requester,
  first,
  last,
  count,
  corrupted,
}: Seen): OpenRun => ({
  family: fact.family,
  kind,
  phase,
  access,
  reason,
  what: describeFault(fact),
  requester,
  streamId: text(fact.fields.streamId),
  segmentTold: tellsSegment(fact),
  rule: blamed.rule,
  candidates: blamed.candidates,
  ceiling: blamed.ceiling,
  first,
  last,
  count,
  places: [first],
  corrupted,
});

/** A line that names no function is an SMMU's. */
const streamOf = ({ bdf, fields }: Fact) => (bdf === null ? { id: text(fields.streamId) } : null);

/** Ids of nobody that are kept: a platform device's stream, or a function that is enumerated later. */
const STRAYS_MAX = 16;

const iommuFaulted: RememberingHandler = (boot, fact, memory) => {
  const requester = fact.bdf ?? text(fact.fields.requester);
  if (requester === null) return;
  const of = blamed(memory, boot, { requester, segmentTold: tellsSegment(fact), stream: streamOf(fact) });
  if (of.bdfs.length === 0) addStray(boot, memory, seenIn(boot, fact, { requester, blamed: of, device: null }));
  for (const bdf of of.bdfs) {
    const device = boot.devices[bdf] ?? newDevice(bdf);
    addFault(faultsOf(memory, boot, device), seenIn(boot, fact, { requester, blamed: of, device }), FAULT_RUNS_MAX);
  }
};

/** Beyond those kept, a stray is of nobody that could be told apart: not even the last one's. */
function addStray(boot: OpenBoot, memory: FoldMemory, seen: Seen): void {
  if (boot.strays.length < STRAYS_MAX || boot.strays.some((run) => sameRun(run, seen)))
    addFault(straysOf(memory, boot), seen, STRAYS_MAX);
}

/** Who reports a refused DMA translates, whatever line of its coming up is missing; SMMUv3's reports are words. */
function vendorOf({ family, fields }: Fact): string {
  if (family === 'dmar') return 'vtd';
  if (family === 'smmu') return fields.words === undefined ? 'smmu' : 'smmuv3';
  if (family === 'amdvi') return 'amdvi';
  return text(fields.unit)?.startsWith('virtio') ? 'virtio' : 'riscv';
}

/** The unit of a system on chip is before some of its devices only: of PCI functions its reports tell nothing. */
const reported: Handler = (boot, fact) => {
  if (boot.marks['iommu-reported'] || fact.corrupted !== null || fact.fields.chip === true) return;
  mark('iommu-reported')(boot, fact);
  boot.iommuVendor ??= vendorOf(fact);
};

/** DEFAULT_RATELIMIT_INTERVAL and _BURST (include/linux/ratelimit_types.h). */
const LIMIT_SECONDS = 5;
const LIMIT_BURST = 10;

/** dmar_fault() asks its limit for the status line, for each record, and once more before it finds no other record. */
function asks({ kind, count, fields }: Fact): number {
  const holdsRecords = kind === 'fault-status' && (Number(fields.status) & 2) !== 0;
  return holdsRecords ? count + 1 : count;
}

/** Seconds of the kernel's clock, else of the day as far as whole seconds tell: what stands there may be almost one more. */
function clockOf({ time, at }: Fact): { now: number | null; unsure: number } {
  if (time !== null || at === null) return { now: time, unsure: 0 };
  const day = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(at) ? at : `${at}Z`) / 1000;
  return { now: Number.isNaN(day) ? null : day, unsure: 1 };
}

/**
 * dmar_fault() and arm_smmu_evtq_thread() print behind one limit for all devices. What it kept back is told only when a later report begins a new
 * interval: until then a full limit may hide anything. Where nothing tells the time, all may have come at once.
 */
const limited: Handler = (boot, fact) => {
  if ((fact.family !== 'dmar' && fact.family !== 'smmu') || tearingDown(boot)) return;
  const clock = clockOf(fact);
  const { since, printed } = boot.reportLimit ?? { since: clock.now ?? 0, printed: 0 };
  const now = clock.now ?? since;
  const fresh = now - since > LIMIT_SECONDS + clock.unsure;
  const total = (fresh ? 0 : printed) + asks(fact);
  const fullAt = total >= LIMIT_BURST ? momentOf(fact) : null;
  boot.reportLimit = { since: fresh ? now : since, printed: total, fullAt };
};

export const FAULT_HANDLERS: Handlers = {
  'iommu-fault': chain(iommuFaulted, reported, limited),
  'interrupt-fault': chain(iommuFaulted, limited),
  'fault-status': limited,
};
