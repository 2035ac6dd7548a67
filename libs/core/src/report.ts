/** The report: what `analyze()` says about logs. Shapes are the contract `quiesce.report/1`. */

export const VERDICTS = [
  'lost',
  'missing',
  'frozen',
  'probe-failed',
  'dma-leak',
  'recovered',
  'faulted',
  'unobserved',
  'clean',
] as const;
/** Worst first. */
export type Verdict = (typeof VERDICTS)[number];
export type Confidence = 'certain' | 'likely' | 'possible';
export type HandoffKind = 'kexec' | 'kdump' | 'liveupdate' | 'firmware' | 'unknown';
export const PHASES = ['running', 'teardown', 'jump', 'early', 'dormant', 'probing', 'claimed', 'settled'] as const;
export type Phase = (typeof PHASES)[number];
/** How the incoming kernel fared: `unknown` where the log does not tell. */
export type HostOutcome = 'back' | 'died' | 'lost' | 'firmware' | 'unknown';
/** `<vendor>-<mode>`; `off` no IOMMU, `unknown` nothing seen of it. */
export type IommuMode = string;
/** Steps of a teardown policy; a label is some of them joined by `+`, in the order in which they were taken. */
export const POLICY_STEPS = [
  'shutdown',
  'remove',
  'remove-or-shutdown',
  'bus-master-off',
  'flr',
  'hot-reset',
  'vfio-rebind',
  'iommu-inherit',
  'preserve',
  'none',
] as const;
export type PolicyStep = (typeof POLICY_STEPS)[number];

/** A place in a raw log, with the kernel's time there where it was told. */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly time?: number | null;
}
export interface Moment extends Evidence {
  /** Kernel seconds in its own boot, or null. */
  readonly time: number | null;
}
export interface Finding {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  /** Did it happen in the outgoing kernel, before the jump? Such findings explain; they do not judge the handoff. */
  readonly side: 'outgoing' | 'incoming';
  readonly phase: Phase;
  /** Fact kind and family it rests on; null for a finding of absence (`clean`, `unobserved`, `missing`, `lost`). */
  readonly family: string | null;
  readonly kind: string | null;
  /** Class of the reason, free of addresses and numbers: part of the fingerprint. */
  readonly reason?: string | null;
  readonly access?: string | null;
  readonly what: string;
  readonly why: string;
  /** The driver that tried and failed, where the finding is of one. */
  readonly driver?: string | null;
  /** Explanations that the evidence leaves open, for a leak. */
  readonly openReasons?: readonly string[];
  readonly count: number;
  /** Is the count a lower bound: did the kernel or the hardware keep some from being told? */
  readonly atLeast?: boolean;
  readonly first?: Moment | null;
  readonly last?: Moment | null;
  /** Why the evidence is damaged (`truncated`, `after lost lines`, …), or null: it may confirm a signature, never create one. */
  readonly corrupted?: string | null;
  /** Rule by which the device was blamed, and the other candidates. */
  readonly attribution: { readonly rule: string; readonly candidates: readonly string[] };
  readonly evidence: readonly Evidence[];
}
export interface Signature {
  /** `s`, the version, `-` and 16 hex digits of the fingerprint's SHA-256: that of the newest version. */
  readonly id: string;
  /** The fingerprint under every live version of the rules, oldest first. */
  readonly ids?: readonly { readonly version: number; readonly id: string }[];
  /** The same failure whatever driver and device show it. */
  readonly family?: { readonly id: string; readonly title: string };
  /** Why its evidence is damaged: such a one confirms a known signature, and creates none. */
  readonly corrupted?: string | null;
  readonly version: number;
  readonly title: string;
  /** What went into the fingerprint, by name. */
  readonly parts: Readonly<Record<string, string>>;
}
/** A failure documented in public that fits what was found. */
export interface KnownFailureMatch {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly workaround: string | null;
  /** Commit and first mainline version that hold the fix. */
  readonly fix: { readonly commit: string | null; readonly since: string | null } | null;
  /** Does the kernel in question hold the fix by its version? Distributions carry fixes that versions do not tell. */
  readonly fixed: 'no' | 'yes' | 'unknown';
  readonly sources: readonly string[];
}
export interface PhaseSpan {
  readonly phase: Phase;
  readonly from: Moment | null;
  readonly to: Moment | null;
}
/** What stood over a device in the incoming kernel, from when to when. */
export interface IommuSpan {
  readonly mode: IommuMode;
  readonly from: Moment | null;
  readonly to: Moment | null;
}
/** How a device's teardown went, as far as the log tells. */
export interface Teardown {
  /** Was a callback of its driver seen to run? */
  readonly shutdownRan: boolean;
  readonly secondsAtMost: number | null;
  /** How its callback failed. */
  readonly failed: string | null;
  /** Power state that it could not be brought out of in the incoming kernel: left off. */
  readonly leftIn: string | null;
  readonly resets: readonly { readonly method: string; readonly ok: boolean }[];
}
export interface DeviceHandoff {
  readonly bdf: string;
  readonly id: string | null;
  readonly driverBefore: string | null;
  readonly driverAfter: string | null;
  readonly verdict: Verdict;
  readonly policy: string;
  /** The policy that the host declared for it. */
  readonly declared: string | null;
  readonly teardown: Teardown;
  readonly iommu: IommuMode;
  readonly iommuSpans?: readonly IommuSpan[];
  readonly iommuGroup: number | null;
  readonly findings: readonly Finding[];
  readonly signature: Signature | null;
  readonly knownFailures?: readonly KnownFailureMatch[];
  readonly phases: readonly PhaseSpan[];
}
export interface Observability {
  /** Does the incoming log begin at its first line? */
  readonly fromStart: boolean;
  readonly linesLost: number;
  /** Numbers of records that are not in a source which shows none of level debug: its console may have kept them. */
  readonly linesHidden?: number;
  readonly suppressed: number;
  /** Of those, reports of IOMMU faults. */
  readonly faultsSuppressed?: number;
  readonly damaged: readonly string[];
  /** Console log level that the incoming command line asks for; null where it is unknown or ignored. */
  readonly consoleLevel?: number | null;
}
/** Trouble early in the incoming kernel that names no device: a leak may have done it, and no line says so. */
export interface Symptom {
  /** What there was trouble with. */
  readonly of?: 'memory' | 'bus' | 'interrupt-line' | 'interrupt-vector' | 'interrupt-controller';
  readonly what: string;
  readonly confidence: Confidence;
  readonly why: string;
  readonly at: Moment;
  /** Devices that could have. */
  readonly candidates: readonly string[];
}
/** What one source holds of a boot. */
export interface Account {
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
}
/** A declared policy and what the log shows do not fit. */
export interface Contradiction {
  /** Null where it is the host's. */
  readonly bdf: string | null;
  readonly declared: string;
  /** The declared step that the evidence speaks against. */
  readonly step: string;
  readonly what: string;
  readonly evidence: readonly Evidence[];
}
/** Equal lines of level warning or worse that no table row knows: a queue for people to review. */
export interface UnknownLine {
  /** `u-` and 16 hex digits of the masked text's SHA-256. */
  readonly id: string;
  readonly side: 'teardown' | 'start';
  readonly masked: string;
  /** syslog level; null where the form prints none and a word of trouble told. */
  readonly level: number | null;
  readonly count: number;
  readonly first: Moment;
  readonly last: Moment;
}
export interface Handoff {
  readonly id: string;
  /** Number of accounts of its two boots that it rests on: each further source, however late, makes a newer version. */
  readonly version: number;
  readonly host: string;
  readonly kind: HandoffKind;
  /** What the outgoing system asked for, whatever came of it. */
  readonly asked: 'kexec' | 'firmware' | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly complete: boolean;
  readonly outcome: HostOutcome;
  /** Outgoing and incoming kernel release. */
  readonly kernels: { readonly from: string | null; readonly to: string | null };
  readonly policy: {
    readonly label: string;
    /** What the host wrote down before the jump (docs/marker.md). */
    readonly declared: string | null;
    readonly inferred: readonly string[];
    readonly contradictions: readonly Contradiction[];
  };
  readonly iommu: { readonly from: IommuMode; readonly to: IommuMode };
  readonly observability: Observability;
  /** Host-level moments: panic, jump, first line, end. */
  readonly events: readonly { readonly what: string; readonly at: Moment }[];
  /** Signs of silent corruption. */
  readonly symptoms?: readonly Symptom[];
  /** Faults under an id that no function has: a platform device's, or one that nobody enumerated. */
  readonly strays?: readonly Finding[];
  /** Worst verdict first, then by BDF. */
  readonly devices: readonly DeviceHandoff[];
  readonly unknownLines: readonly UnknownLine[];
  /** Lines of more different texts than are counted one by one; 0 where the budget was not spent. */
  readonly unknownBeyond: number;
}
/** `shutdown`: on its way down, and nothing tells to where. */
export type BootEnd = 'kexec' | 'panic' | 'crash-kexec' | 'restart' | 'power-down' | 'shutdown' | 'open';
export interface Boot {
  readonly id: string;
  readonly host: string;
  readonly file: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Every source that told of this boot, the one that names it first. */
  readonly sources: readonly Account[];
  readonly kernel: string | null;
  readonly commandLine: string | null;
  /** How it was started. */
  readonly kind: HandoffKind;
  /** Kexecs since the last boot that firmware started, this one counted; null where the log does not tell. */
  readonly kexecCount: number | null;
  readonly end: BootEnd;
}
export interface FileReport {
  readonly file: string;
  readonly lines: number;
  readonly form: string;
  /** Lines that no form explains (binary, torn). */
  readonly unparsed: number;
  readonly gaps: number;
  readonly problems: readonly string[];
}
export interface Report {
  readonly schema: 'quiesce.report/1';
  readonly files: readonly FileReport[];
  readonly boots: readonly Boot[];
  readonly handoffs: readonly Handoff[];
}
