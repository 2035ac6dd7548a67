/** One row of a family's table: which message makes which fact. Knowledge is here; read-facts.ts is the engine. */
import type { Line } from '../lines/line';
import type { FactKind, Family, Fields } from './fact';

/** What a row made of a line. `bdf` undefined means: the line's own subject. */
export interface Reading {
  readonly fields: Fields;
  readonly bdf?: string | null;
  readonly count?: number;
  /** Why this evidence is damaged, where the row can tell. */
  readonly corrupted?: string;
}

export interface Row {
  readonly family: Family;
  readonly kind: FactKind;
  /** Evidence of something going wrong. */
  readonly fault: boolean;
  /**
   * Literal text that every matching line contains, at least four bytes, as rare as can be: the byte-level prefilter
   * looks for nothing else.
   */
  readonly needle: string;
  /** Anchored, linear pattern; matched against `Line.body` when `on` is 'device', else against `Line.message`. */
  readonly pattern: RegExp;
  readonly on: 'device' | 'message';
  /** Text that opens as this row does but does not match it in full is corrupted evidence, not another event. */
  readonly opening?: RegExp;
  /** Typed fields of a match; null when, on a closer look, it is not this thing. */
  readonly read: (match: RegExpExecArray, line: Line) => Reading | null;
  /**
   * Lines that complete the fact (embedded newlines, dumps): each is tried on the following lines of the same source, in the
   * same record context (caller, time), until one does not match or `within` lines have passed.
   */
  readonly continues?: {
    readonly needle: string;
    readonly pattern: RegExp;
    readonly within: number;
    /** Without this continuation the fact is corrupted ('truncated'). */
    readonly required: boolean;
    readonly read: (match: RegExpExecArray) => Reading;
  };
  /** May user space imitate it? Lines of a facility other than kern never make this fact unless true (systemd-shutdown). */
  readonly userspace?: boolean;
  /** Kernel file and versions that print it. */
  readonly from: string;
  /** Lines as the kernel prints them, prefix included; each is a test. */
  readonly examples: readonly string[];
}
