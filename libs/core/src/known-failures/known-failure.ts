/** A failure that is documented in public: how it shows in findings, what it is, what helps, and where to read of it. */
import type { Family } from '../facts/fact';
import type { HandoffKind, Verdict } from '../report';

/** What must hold of one finding, its device and its handoff; what is absent is not asked. */
export interface Pattern {
  readonly verdicts: readonly Verdict[];
  /** Side of the jump; the incoming one where absent. */
  readonly side?: 'incoming' | 'outgoing';
  readonly kinds?: readonly HandoffKind[];
  readonly drivers?: readonly string[];
  /** `vendor:device`. */
  readonly device?: RegExp;
  /** Bus, device and function, without the segment. */
  readonly address?: RegExp;
  /** The function with its segment. */
  readonly bdf?: RegExp;
  /** `vendor:device` of some function of the same machine: what machine it is. */
  readonly beside?: RegExp;
  /** Release of the outgoing kernel. */
  readonly from?: RegExp;
  /** Release of the incoming kernel. */
  readonly to?: RegExp;
  readonly families?: readonly Family[];
  readonly reason?: RegExp;
  readonly what?: RegExp;
  readonly iommu?: RegExp;
  readonly why?: RegExp;
}

export interface KnownFailure {
  readonly id: string;
  readonly title: string;
  readonly pattern: Pattern;
  readonly explanation: string;
  readonly workaround: string | null;
  readonly fix: {
    readonly commit: string | null;
    /** First mainline version with the fix; null where it is not known to be in any. */
    readonly since: string | null;
    /** First stable versions with it, where seen. */
    readonly stable?: readonly string[];
    /** Which of the two kernels must hold it. */
    readonly kernel: 'outgoing' | 'incoming';
  } | null;
  /** Every one of them was read. */
  readonly sources: readonly string[];
}
