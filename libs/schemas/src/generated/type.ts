/** Generated from schemas/ by `npm run schemas`; a test fails when it is stale. */
/**
 * Family of facts: the table that reads them.
 */
export type FactFamily = ("boundary" | "dmar" | "amdvi" | "smmu" | "iommu" | "eeh" | "aer" | "dpc" | "ghes" | "driver" | "reset" | "irq" | "kho" | "power" | "memory");
/**
 * What the lines say; libs/core/src/facts/fact.ts lists what each kind carries in `fields`.
 */
export type FactKind = ("boot-started" | "boot-named" | "command-line" | "kexec-requested" | "reboot-requested" | "shutdown-started" | "kexec-started" | "kexec-jumped" | "crash-kexec-started" | "restarting" | "powered-down" | "panicked" | "oopsed" | "panic-ended" | "panic-reboot" | "crash-kernel-reserved" | "crash-kernel-unreserved" | "crash-kernel-loaded" | "kdump-sign" | "firmware-spoke" | "policy-declared" | "init-started" | "out-of-memory" | "hung-task" | "soft-lockup" | "lines-lost" | "callbacks-suppressed" | "line-unknown" | "source-damaged" | "fault-imitated" | "device-enumerated" | "bridge-window" | "dma-alias" | "driver-spoke" | "driver-claimed" | "device-named" | "device-enabled" | "bus-mastering" | "probe-failed" | "module-failed" | "device-failed" | "device-stalled" | "driver-unbound" | "device-removed" | "device-shutdown" | "shutdown-failed" | "slot-event" | "config-ignored" | "link-trained" | "iommu-fault" | "interrupt-fault" | "fault-status" | "invalidation-error" | "iommu-hung" | "iommu-detected" | "iommu-enabled" | "iommu-disabled" | "default-domain" | "translation-found" | "tables-copied" | "tables-discarded" | "interrupts-copied" | "interrupts-remapped" | "events-off" | "unit-segment" | "group-added" | "group-removed" | "identity-mapped" | "pe-frozen" | "phb-frozen" | "eeh-recovering" | "eeh-step" | "eeh-recovered" | "eeh-failed" | "pcie-error" | "port-contained" | "hardware-error" | "error-recovering" | "error-recovered" | "error-unrecovered" | "error-control" | "device-reset" | "reset-waiting" | "reset-failed" | "power-refused" | "memory-damaged" | "irq-unhandled" | "irq-trouble" | "kho-found" | "kho-problem");
/**
 * How a kernel was started: by which kind of handoff.
 */
export type HandoffKind = ("kexec" | "kdump" | "liveupdate" | "firmware" | "unknown");
export type BootEnd = ("kexec" | "panic" | "crash-kexec" | "restart" | "power-down" | "shutdown" | "open");
/**
 * How the incoming kernel fared: `unknown` where the log does not tell.
 */
export type HostOutcome = ("back" | "died" | "lost" | "firmware" | "unknown");
/**
 * Outcome of a device handoff, worst first.
 */
export type Verdict = ("lost" | "missing" | "frozen" | "probe-failed" | "dma-leak" | "recovered" | "faulted" | "unobserved" | "clean");
/**
 * Where in the handoff a moment lies for a device.
 */
export type Phase = ("running" | "teardown" | "jump" | "early" | "dormant" | "probing" | "claimed" | "settled");
/**
 * First line of a capture (docs/capture.md); after it stand the events of each section, one a line, as the event log holds them.
 */
export interface CaptureHead {
    readonly schema: "quiesce.capture/2";
    /**
     * Version of the rules that judged.
     */
    readonly rules: number;
    /**
     * Were names and addresses replaced?
     */
    readonly anonymised: boolean;
    /**
     * @minItems 1
     */
    readonly sections: [
        {
            readonly stream: ("lines" | "handoffs" | "signatures" | "alerts");
            /**
             * Events of the stream, one a line.
             */
            readonly events: number;
            /**
             * Of these lines, each with its LF.
             */
            readonly sha256: string;
        },
        ...readonly ({
            readonly stream: ("lines" | "handoffs" | "signatures" | "alerts");
            /**
             * Events of the stream, one a line.
             */
            readonly events: number;
            /**
             * Of these lines, each with its LF.
             */
            readonly sha256: string;
        })[]
    ];
}
/**
 * One typed thing that a log line, or several, say; with the exact lines it came from.
 */
export interface Fact {
    readonly family: FactFamily;
    readonly kind: FactKind;
    /**
     * Source of the lines.
     */
    readonly source: string;
    /**
     * 1-based number, within the source, of the line that names the thing.
     */
    readonly line: number;
    /**
     * All lines used, ascending.
     */
    readonly lines: readonly number[];
    /**
     * Last line of a folded run of equal facts; absent when the fact is one event.
     */
    readonly lastLine?: number;
    /**
     * 1-based number of the boot within the source that the line belongs to.
     */
    readonly boot: number;
    /**
     * Host named by the line itself (syslog, journal).
     */
    readonly host: (string | null);
    /**
     * `dddd:bb:dd.f`, lower case.
     */
    readonly bdf: (string | null);
    /**
     * The kernel's own seconds.
     */
    readonly time: (number | null);
    /**
     * Wall-clock time, ISO 8601, where the form has one.
     */
    readonly at: (string | null);
    readonly fields: FactFields;
    /**
     * Evidence of something going wrong, as opposed to set-up, boundaries, bindings and recovery steps.
     */
    readonly fault: boolean;
    /**
     * Lower bound of how often it happened.
     */
    readonly count: number;
    /**
     * Why the evidence is damaged. Damaged evidence may confirm, never create.
     */
    readonly corrupted: (string | null);
}
/**
 * What the kind carries.
 */
export interface FactFields {
    readonly [k: string]: string | number | boolean | null | readonly string[];
}
/**
 * One line of `quiesce facts --format ndjson`: a fact of a file.
 */
export interface FactLine {
    readonly family: FactFamily;
    readonly kind: FactKind;
    /**
     * File of the lines, as it was named on the command line.
     */
    readonly file: string;
    /**
     * 1-based number, within the source, of the line that names the thing.
     */
    readonly line: number;
    /**
     * All lines used, ascending.
     */
    readonly lines: readonly number[];
    /**
     * Last line of a folded run of equal facts; absent when the fact is one event.
     */
    readonly lastLine?: number;
    /**
     * 1-based number of the boot within the source that the line belongs to.
     */
    readonly boot: number;
    /**
     * Host named by the line itself (syslog, journal).
     */
    readonly host: (string | null);
    /**
     * `dddd:bb:dd.f`, lower case.
     */
    readonly bdf: (string | null);
    /**
     * The kernel's own seconds.
     */
    readonly time: (number | null);
    /**
     * Wall-clock time, ISO 8601, where the form has one.
     */
    readonly at: (string | null);
    readonly fields: FactFields;
    /**
     * Evidence of something going wrong, as opposed to set-up, boundaries, bindings and recovery steps.
     */
    readonly fault: boolean;
    /**
     * Lower bound of how often it happened.
     */
    readonly count: number;
    /**
     * Why the evidence is damaged. Damaged evidence may confirm, never create.
     */
    readonly corrupted: (string | null);
}
/**
 * What `quiesce analyze --format json` says about logs.
 */
export interface Report {
    readonly schema: "quiesce.report/1";
    readonly files: readonly FileReport[];
    readonly boots: readonly Boot[];
    readonly handoffs: readonly Handoff[];
}
export interface FileReport {
    readonly file: string;
    readonly lines: number;
    readonly form: string;
    /**
     * Lines that no form explains (binary, torn).
     */
    readonly unparsed: number;
    readonly gaps: number;
    readonly problems: readonly string[];
}
/**
 * One life of one kernel on a host.
 */
export interface Boot {
    readonly id: string;
    readonly host: string;
    readonly file: string;
    readonly firstLine: number;
    readonly lastLine: number;
    /**
     * Every source that told of this boot, the one that names it first.
     */
    readonly sources: readonly Account[];
    /**
     * Kernel release.
     */
    readonly kernel: (string | null);
    readonly commandLine: (string | null);
    readonly kind: HandoffKind;
    /**
     * Kexecs since the last boot that firmware started, this one counted; null where the log does not tell.
     */
    readonly kexecCount: (number | null);
    readonly end: BootEnd;
}
/**
 * What one source holds of a boot.
 */
export interface Account {
    readonly file: string;
    readonly firstLine: number;
    readonly lastLine: number;
}
/**
 * The transition from an outgoing boot to the next, incoming boot.
 */
export interface Handoff {
    readonly id: string;
    /**
     * Number of accounts of its two boots that it rests on: each further source, however late, makes a newer version.
     */
    readonly version: number;
    readonly host: string;
    readonly kind: HandoffKind;
    /**
     * What the outgoing system asked for, whatever came of it.
     */
    readonly asked: ("kexec" | "firmware" | null);
    /**
     * Outgoing boot.
     */
    readonly from: (string | null);
    /**
     * Incoming boot.
     */
    readonly to: (string | null);
    readonly complete: boolean;
    readonly outcome: HostOutcome;
    /**
     * Outgoing and incoming kernel release.
     */
    readonly kernels: {
        readonly from: (string | null);
        readonly to: (string | null);
    };
    /**
     * Teardown policy.
     */
    readonly policy: {
        readonly label: string;
        /**
         * What the host wrote down before the jump (docs/marker.md).
         */
        readonly declared: (string | null);
        readonly inferred: readonly string[];
        readonly contradictions: readonly Contradiction[];
    };
    readonly iommu: {
        /**
         * `<vendor>-<mode>`; `off` no IOMMU, `unknown` nothing seen of it.
         */
        readonly from: string;
        /**
         * `<vendor>-<mode>`; `off` no IOMMU, `unknown` nothing seen of it.
         */
        readonly to: string;
    };
    readonly observability: Observability;
    /**
     * Host-level moments: panic, jump, first line, end.
     */
    readonly events: readonly {
        readonly what: string;
        readonly at: Moment;
    }[];
    /**
     * Trouble that names no device.
     */
    readonly symptoms?: readonly Symptom[];
    /**
     * Faults under an id that no function has.
     */
    readonly strays?: readonly Finding[];
    /**
     * Worst verdict first, then by BDF.
     */
    readonly devices: readonly DeviceHandoff[];
    readonly unknownLines: readonly UnknownLine[];
    /**
     * Lines of more different texts than are counted one by one; 0 where the budget was not spent.
     */
    readonly unknownBeyond: number;
}
/**
 * A declared policy and what the log shows do not fit.
 */
export interface Contradiction {
    /**
     * Null where it is the host's.
     */
    readonly bdf: (string | null);
    readonly declared: string;
    /**
     * The declared step that the evidence speaks against.
     */
    readonly step: string;
    readonly what: string;
    readonly evidence: readonly Evidence[];
}
/**
 * A place in a raw log, with the kernel’s time there where it was told.
 */
export interface Evidence {
    readonly file: string;
    readonly line: number;
    /**
     * Kernel seconds in its own boot.
     */
    readonly time?: (number | null);
}
export interface Observability {
    /**
     * Does the incoming log begin at its first line?
     */
    readonly fromStart: boolean;
    readonly linesLost: number;
    /**
     * Numbers of records that are not in a source which shows none of level debug: its console may have kept them.
     */
    readonly linesHidden?: number;
    readonly suppressed: number;
    /**
     * Of those suppressed, reports of IOMMU faults.
     */
    readonly faultsSuppressed?: number;
    readonly damaged: readonly string[];
    /**
     * Console log level that the incoming command line asks for; null where unknown or ignored.
     */
    readonly consoleLevel?: (number | null);
}
export interface Moment {
    readonly file: string;
    readonly line: number;
    /**
     * Kernel seconds in its own boot.
     */
    readonly time: (number | null);
}
/**
 * Trouble early in the incoming kernel that names no device: a leak may have done it, and no line says so.
 */
export interface Symptom {
    /**
     * What there was trouble with; memory where it is not told.
     */
    readonly of?: ("memory" | "bus" | "interrupt-line" | "interrupt-vector" | "interrupt-controller");
    readonly what: string;
    readonly confidence: ("certain" | "likely" | "possible");
    readonly why: string;
    readonly at: Moment;
    readonly candidates: readonly string[];
}
export interface Finding {
    readonly verdict: Verdict;
    readonly confidence: ("certain" | "likely" | "possible");
    /**
     * Did it happen in the outgoing kernel, before the jump? Such findings explain; they do not judge the handoff.
     */
    readonly side: ("outgoing" | "incoming");
    readonly phase: Phase;
    /**
     * Family of the fact it rests on; null for a finding of absence.
     */
    readonly family: (string | null);
    /**
     * Kind of the fact it rests on; null for a finding of absence.
     */
    readonly kind: (string | null);
    /**
     * Class of the reason, free of addresses and numbers: part of the fingerprint.
     */
    readonly reason?: (string | null);
    readonly access?: (string | null);
    readonly what: string;
    /**
     * The driver that tried and failed, where the finding is of one.
     */
    readonly driver?: (string | null);
    readonly why: string;
    /**
     * Explanations that the evidence leaves open, for a leak; those that it speaks for first.
     */
    readonly openReasons?: readonly string[];
    readonly count: number;
    /**
     * Is the count a lower bound: did the kernel keep some from being told?
     */
    readonly atLeast?: boolean;
    /**
     * First of a storm.
     */
    readonly first?: (Moment | null);
    /**
     * Last of a storm.
     */
    readonly last?: (Moment | null);
    /**
     * Why the evidence is damaged; it may confirm a signature, never create one.
     */
    readonly corrupted?: (string | null);
    /**
     * Rule by which the device was blamed, and the other candidates.
     */
    readonly attribution: {
        readonly rule: string;
        readonly candidates: readonly string[];
    };
    readonly evidence: readonly Evidence[];
}
/**
 * One device through one handoff: the unit that gets a verdict.
 */
export interface DeviceHandoff {
    /**
     * `dddd:bb:dd.f`, lower case.
     */
    readonly bdf: string;
    /**
     * `vendor:device`, four hex digits each.
     */
    readonly id: (string | null);
    readonly driverBefore: (string | null);
    readonly driverAfter: (string | null);
    readonly verdict: Verdict;
    /**
     * Label of the teardown policy.
     */
    readonly policy: string;
    /**
     * The policy that the host declared for it.
     */
    readonly declared: (string | null);
    readonly teardown: Teardown;
    /**
     * `<vendor>-<mode>`; `off` no IOMMU, `unknown` nothing seen of it.
     */
    readonly iommu: string;
    readonly iommuSpans?: readonly IommuSpan[];
    readonly iommuGroup: (number | null);
    readonly findings: readonly Finding[];
    readonly signature: (Signature | null);
    readonly knownFailures?: readonly KnownFailureMatch[];
    readonly phases: readonly PhaseSpan[];
}
/**
 * How a device's teardown went, as far as the log tells.
 */
export interface Teardown {
    /**
     * Was a callback of its driver seen to run?
     */
    readonly shutdownRan: boolean;
    readonly secondsAtMost: (number | null);
    /**
     * How its callback failed.
     */
    readonly failed: (string | null);
    /**
     * Power state that it could not be brought out of in the incoming kernel.
     */
    readonly leftIn: (string | null);
    readonly resets: readonly {
        readonly method: string;
        readonly ok: boolean;
    }[];
}
/**
 * What stood over a device in the incoming kernel, from when to when.
 */
export interface IommuSpan {
    /**
     * `<vendor>-<mode>`; `off` no IOMMU, `unknown` nothing seen of it.
     */
    readonly mode: string;
    readonly from: (Moment | null);
    readonly to: (Moment | null);
}
export interface Signature {
    /**
     * `s`, the version, `-` and 16 hex digits of the SHA-256 of the fingerprint.
     */
    readonly id: string;
    readonly version: number;
    readonly title: string;
    /**
     * What went into the fingerprint, by name.
     */
    readonly parts: {
        readonly [k: string]: string;
    };
    /**
     * The fingerprint under every live version of the rules, oldest first: the oldest that a fleet knows is its name there.
     */
    readonly ids?: readonly {
        readonly version: number;
        readonly id: string;
    }[];
    /**
     * The same failure whatever driver and device show it.
     */
    readonly family?: {
        readonly id: string;
        readonly title: string;
    };
    /**
     * Why its evidence is damaged: such a one confirms, and creates nothing.
     */
    readonly corrupted?: (string | null);
}
/**
 * A failure documented in public that fits what was found.
 */
export interface KnownFailureMatch {
    readonly id: string;
    readonly title: string;
    readonly explanation: string;
    readonly workaround: (string | null);
    /**
     * Commit and first mainline version that hold the fix.
     */
    readonly fix: (null | {
        readonly commit: (string | null);
        readonly since: (string | null);
    });
    /**
     * Does the kernel in question hold the fix by its version? Distributions carry fixes that versions do not tell.
     */
    readonly fixed: ("no" | "yes" | "unknown");
    readonly sources: readonly string[];
}
export interface PhaseSpan {
    readonly phase: Phase;
    readonly from: (Moment | null);
    readonly to: (Moment | null);
}
/**
 * Equal lines of level warning or worse that no table row knows: a queue for people to review.
 */
export interface UnknownLine {
    /**
     * u- and 16 hex digits of the masked text's SHA-256.
     */
    readonly id: string;
    readonly side: ("teardown" | "start");
    readonly masked: string;
    /**
     * syslog level; null where the form prints none and a word of trouble told.
     */
    readonly level: (number | null);
    readonly count: number;
    readonly first: Moment;
    readonly last: Moment;
}
/**
 * A set of rules for `quiesce replay --rules` (docs/replay.md): those that are built, or those of another checkout, and what is changed of them.
 */
export interface RulesFile {
    readonly schema: "quiesce.rules/1";
    /**
     * Directory of a built checkout whose core is used, relative to this file.
     */
    readonly checkout?: string;
    /**
     * Families of facts (`dmar`), or kinds in one (`dmar/fault-status`), that are taken for never read.
     */
    readonly withoutFacts?: readonly string[];
    /**
     * Live versions of the signature, the newest of which names a failure.
     *
     * @minItems 1
     */
    readonly signatureVersions?: [
        number,
        ...readonly (number)[]
    ];
    /**
     * Ids of known failures that are not told.
     */
    readonly withoutKnownFailures?: readonly string[];
    /**
     * Seconds of silence after which a host is lost.
     */
    readonly handoffTimeoutSeconds?: number;
}
/**
 * A fleet to simulate: machines, how their devices behave, and how each kernel hands over to the next.
 */
export interface Simulation {
    readonly schema: "quiesce.simulation/1";
    /**
     * What it shows, in one sentence.
     */
    readonly title?: string;
    /**
     * The sentence of the domain that it plays.
     */
    readonly claim?: string;
    /**
     * When the first kernels begin, RFC 3339.
     */
    readonly start?: string;
    /**
     * Form of the logs, as `quiesce simulate --help` lists them.
     */
    readonly form?: string;
    /**
     * @minItems 1
     */
    readonly fleet: [
        Group,
        ...readonly (Group)[]
    ];
    readonly regressions?: readonly Regression[];
}
/**
 * Hosts that are alike.
 */
export interface Group {
    readonly name: string;
    /**
     * How many; 1 where not told.
     */
    readonly hosts?: number;
    readonly platform: ("vtd" | "amdvi" | "smmuv3" | "powernv" | "pseries");
    /**
     * POWER: does firmware know EEH? True where not told.
     */
    readonly eeh?: boolean;
    /**
     * @minItems 1
     * @maxItems 24
     */
    readonly devices: [
        Device,
        ...readonly (Device)[]
    ];
    /**
     * A share of the hosts, whose devices behave otherwise.
     */
    readonly lemons?: {
        readonly share: number;
        /**
         * Devices of this driver only.
         */
        readonly driver?: string;
        readonly traits: Traits;
    };
    readonly first: Kernel;
    /**
     * @minItems 1
     * @maxItems 64
     */
    readonly handoffs: [
        Handoff1,
        ...readonly (Handoff1)[]
    ];
}
export interface Device {
    readonly model: ("e1000e" | "igb" | "ixgbe" | "i40e" | "mlx5" | "bnxt" | "nvme" | "ahci" | "megaraid" | "mpt3sas" | "xhci" | "virtio-net" | "amdgpu" | "qla2xxx" | "8139cp" | "tulip" | "pcnet32" | "vmxnet3" | "sym53c8xx");
    /**
     * What it hangs under; `root-port` where not told. On POWER each has a host bridge of its own.
     */
    readonly place?: ("root-port" | "switch" | "pci-bridge" | "root-bus");
    readonly functions?: number;
    readonly traits?: Traits;
}
/**
 * How the device and its driver behave; what is not told is as the model has it (docs/simulator.md).
 */
export interface Traits {
    readonly shutdown?: ("quiesces" | "absent" | "ignored" | "hangs" | "slow" | "powers-off");
    readonly remove?: ("quiesces" | "absent" | "ignored" | "hangs" | "slow");
    readonly traffic?: ("idle" | "flood" | "in-flight");
    readonly master?: ("obeys" | "ignores");
    readonly interrupts?: ("quiet" | "left-on");
    readonly flr?: ("works" | "absent" | "fails");
    readonly hotReset?: ("works" | "fails" | "kills");
    readonly probe?: ("resets" | "trusts" | "needs-clean" | "fails" | "not-loaded");
    readonly wake?: ("works" | "stuck");
    readonly presence?: ("stays" | "vanishes");
    readonly afterClaim?: ("sound" | "faults");
}
export interface Kernel {
    /**
     * As `uname -r` says it: the words follow its version.
     */
    readonly release: string;
    /**
     * `translated` where not told.
     */
    readonly iommu?: ("off" | "passthrough" | "translated");
    /**
     * Console log level; 7 where not told.
     */
    readonly loglevel?: number;
}
export interface Handoff1 {
    /**
     * `kexec` where not told, `kdump` where the policy begins with `none`.
     */
    readonly into?: ("kexec" | "kdump" | "liveupdate" | "firmware" | "hang");
    /**
     * Steps joined by `+`, e.g. `shutdown+bus-master-off`.
     */
    readonly policy: string;
    /**
     * Does the host write its policy down first (docs/marker.md)?
     */
    readonly declares?: boolean;
    readonly kernel: Kernel;
    /**
     * Chance that the next kernel never speaks.
     */
    readonly silent?: number;
    /**
     * Chance that it dies of its start.
     */
    readonly dies?: number;
    /**
     * Drivers that the next kernel has; all where not told.
     */
    readonly drivers?: readonly string[];
    readonly loss?: ("none" | "ring-overrun" | "console-dropped" | "cut" | "no-incoming" | "console-level");
    /**
     * Chance of that loss; 1 where not told.
     */
    readonly lossChance?: number;
}
/**
 * From an outgoing kernel on, a driver behaves otherwise.
 */
export interface Regression {
    readonly driver: string;
    readonly since: string;
    readonly traits: Traits;
}
/**
 * A channel took an alert.
 */
export interface AlertDelivered {
    /**
     * Id of the alert.
     */
    readonly alert: string;
    readonly channel: string;
}
/**
 * Something that a person is told.
 */
export interface AlertRaised {
    /**
     * Id of the alert.
     */
    readonly alert: string;
    readonly kind: "new-signature";
    /**
     * Id of the signature.
     */
    readonly signature: string;
    /**
     * Whom it is new to: the whole fleet, this driver or device, or this driver under this policy. Without it: the fleet.
     */
    readonly scope?: ("fleet" | "driver" | "policy");
    /**
     * What is new to the fleet pages, the rest warns. Without it: page.
     */
    readonly severity?: ("page" | "warn");
    /**
     * Id of the handoff.
     */
    readonly handoff: string;
    /**
     * Name of the machine in the fleet.
     */
    readonly host: string;
    /**
     * `dddd:bb:dd.f`, lower case.
     */
    readonly bdf: string;
    readonly verdict: Verdict;
    readonly title: string;
    readonly text: string;
}
/**
 * The event of a dead letter was appended to its stream once more: the letter is answered.
 */
export interface DeadLetterReplayed {
    /**
     * Id of the dead letter.
     */
    readonly letter: string;
}
/**
 * An event that could not be taken, kept whole.
 */
export interface DeadLetter {
    readonly reason: string;
    /**
     * Where it stood.
     */
    readonly origin: {
        readonly stream: string;
        readonly partition: number;
        readonly position: number;
    };
    /**
     * The event; of one that cannot be read, its bytes in base64: `{key, value, headers}`.
     */
    readonly event: {
        readonly [k: string]: unknown;
    };
}
/**
 * What the lines of one input say.
 */
export interface FactsRead {
    /**
     * Name of the machine in the fleet.
     */
    readonly host: string;
    readonly facts: readonly Fact[];
    /**
     * Where the lines stood in stream `lines`.
     */
    readonly input: {
        readonly partition: number;
        readonly position: number;
    };
}
/**
 * A handoff as it is judged after an input; a later version replaces it.
 */
export interface HandoffJudged {
    /**
     * Name of the machine in the fleet.
     */
    readonly host: string;
    /**
     * Position, in stream `lines`, of the last input: grows with every judgement of a handoff.
     */
    readonly version: number;
    readonly handoff: Handoff;
    /**
     * The boots that it goes from and to.
     */
    readonly boots: readonly Boot[];
}
/**
 * State of a host after an input, to go on from.
 */
export interface HostSnapshot {
    /**
     * Name of the machine in the fleet.
     */
    readonly host: string;
    /**
     * Version of the rules that made the state; under another version the log is read again from its beginning.
     */
    readonly rules: number;
    /**
     * Of the last input, in stream `lines`.
     */
    readonly partition: number;
    /**
     * Of the last input, in stream `lines`.
     */
    readonly position: number;
    /**
     * Plain JSON, known to the rules alone.
     */
    readonly state: {
        readonly [k: string]: unknown;
    };
}
/**
 * Whole raw lines of one source of a host, as they came.
 */
export interface LinesCollected {
    /**
     * Name of the machine in the fleet.
     */
    readonly host: string;
    /**
     * What they were read from, e.g. `/dev/kmsg` or a file; numbers of lines count within it.
     */
    readonly source: string;
    /**
     * 1-based number of the first line within the source.
     */
    readonly firstLine: number;
    /**
     * Whole lines joined by LF.
     */
    readonly text: string;
}
/**
 * A person does not want to be told of a signature for a while.
 */
export interface SignatureMuted {
    /**
     * Id of the signature.
     */
    readonly signature: string;
    /**
     * Who: a name that their colleagues know.
     */
    readonly by: string;
    readonly why: string;
    /**
     * RFC 3339, of this century or the next.
     */
    readonly until: string;
}
/**
 * A signature was seen, for the first time in the fleet.
 */
export interface SignatureSeen {
    /**
     * Id of the signature.
     */
    readonly signature: string;
    /**
     * Its words for a person.
     */
    readonly title: string;
    /**
     * What went into the fingerprint, by name: what is new about it follows from them. Events of older releases lack it.
     */
    readonly parts?: {
        readonly [k: string]: string;
    };
    readonly scope: "fleet";
    /**
     * Id of the handoff.
     */
    readonly handoff: string;
    /**
     * Name of the machine in the fleet.
     */
    readonly host: string;
    /**
     * `dddd:bb:dd.f`, lower case.
     */
    readonly bdf: string;
    readonly verdict: Verdict;
}
/**
 * A person wants to be told of a signature again, before its mute has ended.
 */
export interface SignatureUnmuted {
    /**
     * Id of the signature.
     */
    readonly signature: string;
    /**
     * Who: a name that their colleagues know.
     */
    readonly by: string;
    readonly why: string;
}
/**
 * A source will say no more for now: a file was read to its end, standard input was closed.
 */
export interface SourceEnded {
    /**
     * Name of the machine in the fleet.
     */
    readonly host: string;
    /**
     * As in lines-collected.
     */
    readonly source: string;
    /**
     * Number of its last line.
     */
    readonly lines: number;
}
/**
 * Time passed on a host though nothing was said.
 */
export interface Ticked {
    /**
     * Name of the machine in the fleet.
     */
    readonly host: string;
    /**
     * Event time, RFC 3339.
     */
    readonly at: string;
}
