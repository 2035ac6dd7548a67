/** What is known of one boot: the fold of its facts. Plain data, so that it can be kept and read back. */
import type { FactKind, Family } from '../facts/fact';
import type { MarkerKind } from '../facts/marker';
import type { Confidence, Moment, Phase } from '../report';
import { NOTHING_UNKNOWN, type OpenCounts, openCounts, type UnknownCounts } from './unknown-count';

/** Host-level moments; the first of each in a boot is kept. */
export type Mark =
  | 'first-line'
  | 'shutdown'
  | 'kexec-requested'
  | 'reboot-requested'
  | 'kexec-started'
  | 'kexec-jumped'
  | 'crash-kexec'
  | 'panicked'
  | 'panic-told'
  | 'crash-asked'
  | 'oopsed'
  | 'panic-ended'
  | 'panic-reboot'
  | 'restarting'
  | 'powered-down'
  | 'firmware-before'
  | 'kdump-sign'
  | 'kho'
  | 'live-update'
  | 'init-started'
  | 'out-of-memory'
  | 'hung'
  | 'hung-still'
  | 'hung-in-teardown'
  | 'kexec-stuck'
  | 'iommu-detected'
  | 'partition'
  | 'iommu-enabled'
  | 'iommu-reported'
  | 'iommu-disabled'
  | 'passthrough'
  | 'translated'
  | 'tables-copied'
  | 'tables-found'
  | 'tables-discarded'
  | 'interrupts-discarded'
  | 'events-off'
  | 'crash-kernel-reserved'
  | 'crash-kernel-loaded';

/** One or many equal faults of one device in one phase: a storm is one of these. */
export interface FaultRun {
  readonly family: Family;
  readonly kind: FactKind;
  readonly phase: Phase;
  readonly access: string | null;
  readonly reason: string;
  readonly what: string;
  /** BDF that the line named, or null. */
  readonly requester: string | null;
  /** Stream id, where an SMMU named one. */
  readonly streamId: string | null;
  /** Did the line name the segment? VT-d's did not before 7.2. */
  readonly segmentTold: boolean;
  readonly rule: string;
  readonly candidates: readonly string[];
  /** No finding that rests on this blame is surer. */
  readonly ceiling: Confidence;
  readonly first: Moment;
  readonly last: Moment;
  /** Lower bound. */
  readonly count: number;
  /** The first few places and the last. */
  readonly places: readonly Moment[];
  /** Null as soon as one of them was undamaged. */
  readonly corrupted: string | null;
}

/** An error that the kernel tries to recover a device from: EEH, DPC, AER. */
export interface ErrorEpisode {
  readonly family: Family;
  readonly kind: FactKind;
  readonly severity: string;
  readonly what: string;
  readonly phase: Phase;
  readonly rule: string;
  readonly candidates: readonly string[];
  readonly first: Moment;
  readonly outcome: 'open' | 'recovered' | 'failed';
  readonly outcomeAt: Moment | null;
  readonly corrupted: string | null;
}

export interface DeviceReset {
  readonly method: string;
  readonly ok: boolean;
  readonly at: Moment;
}

/** One device within one boot. What befalls few devices is left out where it did not: a state holds thousands. */
export interface DeviceState {
  readonly bdf: string;
  readonly vendorDevice: string | null;
  readonly pciClass: string | null;
  readonly deviceKind: string | null;
  readonly group: number | null;
  /** Latest driver that named the device; it stays after an unbind, `unbound` tells. */
  readonly driver: string | null;
  /** Drivers in the order in which they first spoke. */
  readonly drivers: readonly string[];
  readonly enumerated: Moment | null;
  readonly spoke: Moment | null;
  readonly claimed: Moment | null;
  /** First claim in this boot, also where the driver let go and took it again. */
  readonly owned: Moment | null;
  /** `enabling bus mastering` (dynamic debug), `setting latency timer` (to 3.12). */
  readonly masterOn?: Moment | null;
  readonly failed?: { readonly how: string; readonly at: Moment; readonly places: readonly Moment[] } | null;
  readonly stalled?: Moment | null;
  readonly unbound?: Moment | null;
  readonly removed?: Moment | null;
  readonly shutdown?: Moment | null;
  /** Kernel time at which the next device's shutdown began, or the jump: its own took no longer. */
  readonly shutdownUntil?: number | null;
  readonly shutdownFailed?: { readonly how: string; readonly at: Moment } | null;
  readonly resets: readonly DeviceReset[];
  /** PCI command register that the previous owner left, where `enabling device (… -> …)` told; and where it did. */
  readonly commandBefore?: number | null;
  readonly commandAt?: Moment | null;
  readonly powerRefused?: Moment | null;
  /** Power state in which it was found then. */
  readonly powerState?: string | null;
  readonly faults: readonly FaultRun[];
  readonly errors: readonly ErrorEpisode[];
}

/** What a host's marker records said (docs/marker.md). */
export interface Declared {
  readonly policy: string;
  readonly kind: MarkerKind;
  /** BDF → policy, where it differs. */
  readonly devices: Readonly<Record<string, string>>;
  readonly at: Moment;
}

export interface BootState {
  readonly id: string;
  readonly source: string;
  /** Number of the boot within its source, and the host its lines name. */
  readonly index: number;
  readonly lineHost: string | null;
  readonly firstLine: number;
  lastLine: number;
  /** Latest kernel time seen, seconds. */
  lastTime: number | null;
  readonly fromStart: boolean;
  /** The kernel's random id of this boot, where the form carries it. */
  readonly bootId: string | null;
  readonly release: string | null;
  readonly commandLine: string | null;
  readonly crashCommandLine: boolean;
  /** What kexec handover told of the kernel before: its release, and kexecs since the last cold boot, this one counted. */
  readonly kho: { readonly release: string | null; readonly count: number | null } | null;
  readonly marks: Readonly<Partial<Record<Mark, Moment>>>;
  readonly panicReason: string | null;
  /** The latest policy that the host declared. */
  readonly declared: Declared | null;
  readonly iommuVendor: string | null;
  readonly linesLost: number;
  /** Records that are not in a source which shows none of level debug: its console may have kept them. */
  readonly linesHidden: number;
  /** The first place after which lines are known to be missing, in the boot's first minutes. */
  readonly gapAt: Moment | null;
  readonly suppressed: number;
  /** Function that the kernel kept from printing → how often; `` where the line names none. */
  readonly suppressedBy: Readonly<Record<string, number>>;
  /** The limit that VT-d's and SMMUv3's reports share: printed since `since`, and where it was full; null while nothing was reported. */
  readonly reportLimit: { readonly since: number; readonly printed: number; readonly fullAt: Moment | null } | null;
  readonly damaged: readonly string[];
  readonly modulesFailed: Readonly<Record<string, Moment>>;
  readonly identityMapped: readonly string[];
  /** Bridge → the buses behind it. */
  readonly bridges: Readonly<Record<string, { readonly secondary: number; readonly subordinate: number }>>;
  /** Function → what else on its bus it may send under: device and function numbers (`slot << 3 | function`), ranges from first to last. */
  readonly aliases: Readonly<Record<string, readonly DevfnRange[]>>;
  /** Faults of ids that no function has, so far. */
  readonly strays: readonly FaultRun[];
  /** Trouble while it started that names no device: the other faces of a leak. */
  readonly unblamed: readonly Unblamed[];
  /** `phb/pe` → members, as lines that name both told. */
  readonly peMembers: Readonly<Record<string, readonly string[]>>;
  /** The endpoint (null: the whole PHB) whose recovery was the last to begin, and the functions that its lines named since. */
  readonly recovering?: {
    readonly phb: string | null;
    readonly pe: string | null;
    readonly bdfs: readonly string[];
  } | null;
  readonly devices: Readonly<Record<string, DeviceState>>;
  /** Trouble that no table row took: while the boot came up, and while it went down. */
  readonly unknown: { readonly start: UnknownCounts; readonly teardown: UnknownCounts };
  /** What it was merged of, the one that names it first; none where this is one source's own account. */
  readonly accounts: readonly BootState[];
}

export interface DevfnRange {
  readonly first: number;
  readonly last: number;
}

/** A boot that facts are folded into: its own, as are its records of devices and of unknown lines; what else it holds is replaced, never changed. */
export type OpenBoot = {
  -readonly [Name in keyof BootState]: Name extends 'devices' ? Record<string, DeviceState> : BootState[Name];
} & { readonly unknown: { readonly start: OpenCounts; readonly teardown: OpenCounts } };

/** The boot that the facts to come change, apart from the one before. */
export const open = (boot: BootState): OpenBoot => ({
  ...boot,
  devices: { ...boot.devices },
  unknown: { start: openCounts(boot.unknown.start), teardown: openCounts(boot.unknown.teardown) },
});

/** Memory found damaged, a bus error that arrived as NMI, an interrupt or an interrupt controller that nobody had set up. */
export interface Unblamed {
  readonly of: 'memory' | 'bus' | 'interrupt-line' | 'interrupt-vector' | 'interrupt-controller';
  readonly how: string;
  readonly at: Moment;
}

/** Functions followed in one boot: more than any machine has, fewer than a hostile log can name. */
export const DEVICES_MAX = 4096;

/** One for all: most devices of a fleet have no fault, no error and no reset to remember. */
const NONE: readonly never[] = [];

export function newDevice(bdf: string): DeviceState {
  return {
    bdf,
    vendorDevice: null,
    pciClass: null,
    deviceKind: null,
    group: null,
    driver: null,
    drivers: NONE,
    enumerated: null,
    spoke: null,
    claimed: null,
    owned: null,
    resets: NONE,
    faults: NONE,
    errors: NONE,
  };
}

export function newBoot(
  of: Pick<BootState, 'id' | 'source' | 'index' | 'lineHost' | 'firstLine' | 'fromStart'>,
): BootState {
  return {
    ...of,
    lastLine: of.firstLine,
    lastTime: null,
    bootId: null,
    release: null,
    commandLine: null,
    crashCommandLine: false,
    kho: null,
    marks: {},
    panicReason: null,
    declared: null,
    iommuVendor: null,
    linesLost: 0,
    linesHidden: 0,
    gapAt: null,
    suppressed: 0,
    suppressedBy: {},
    reportLimit: null,
    damaged: [],
    modulesFailed: {},
    identityMapped: [],
    bridges: {},
    aliases: {},
    strays: [],
    unblamed: [],
    peMembers: {},
    devices: {},
    unknown: { start: NOTHING_UNKNOWN, teardown: NOTHING_UNKNOWN },
    accounts: [],
  };
}

/** The sources' own accounts of a boot. */
export const accountsOf = (boot: BootState): readonly BootState[] =>
  boot.accounts.length > 0 ? boot.accounts : [boot];
