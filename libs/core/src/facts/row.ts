/** One row of a family's table: which message makes which fact. Knowledge is here; read-facts.ts is the engine. */
import type { Line } from '../lines/line';
import type { Fact, FactKind, Family, Fields } from './fact';

/** What a row made of a line. `bdf` undefined means: the line's own subject. */
export interface Reading {
  readonly fields: Fields;
  readonly bdf?: string | null;
  readonly count?: number;
  /** Where a continuation tells that it is another thing than its beginning looked like. */
  readonly kind?: FactKind;
  /** Why this evidence is damaged, where the row can tell. */
  readonly corrupted?: string;
}

export interface Row {
  readonly family: Family;
  readonly kind: FactKind;
  /** Evidence of something going wrong. */
  readonly fault: boolean;
  /**
   * Literal text that every matching line contains, at least five bytes, as rare as can be: the byte-level prefilter
   * looks for nothing else.
   */
  readonly needle: string;
  /** Anchored, linear pattern; matched against `Line.body` when `on` is 'device', else against `Line.message`. */
  readonly pattern: RegExp;
  readonly on: 'device' | 'message';
  /** Text (`Line.message`) that opens as this row does but does not match it in full is corrupted evidence, not another event. */
  readonly opening?: RegExp;
  /** Typed fields of a match; null when, on a closer look, it is not this thing. */
  readonly read: (match: RegExpExecArray, line: Line) => Reading | null;
  /**
   * Lines that complete the fact (embedded newlines, dumps, reports of many records): each is tried on the lines that follow in
   * the same source and printk context, until `within` lines have passed or another fact begins. One event stays one fact.
   */
  readonly continues?: {
    readonly needle: string;
    /** Matched against `Line.message`. */
    readonly pattern: RegExp;
    readonly within: number;
    /** Without this continuation the fact is corrupted ('truncated'). */
    readonly required: boolean;
    /** Several lines complete it, each adds to what the ones before it gave; else the first one ends it. */
    readonly repeats?: boolean;
    /** Its line says more than that: other rows read it, too. */
    readonly shared?: boolean;
    /** Its lines name their device: a line of another one does not end it, for CPUs speak by turns. */
    readonly waits?: boolean;
    /**
     * What becomes of the fact when no line completed it: it is told as it stands (`told`, the rule), it was nothing after all
     * (`dropped`), or it gives way to a fact of its own family that follows at once (`yields`: a header and its report).
     */
    readonly alone?: 'told' | 'dropped' | 'yields';
    /** What the report says by being over: told as damaged where its source ends instead, for it might have gone on. */
    readonly over?: (fact: Fact) => Fields | null;
    /** Null when, on a closer look, the line is another report's. `fields` returned are added to those that are there. */
    readonly read: (match: RegExpExecArray, fact: Fact) => Reading | null;
  };
  /** Its text goes on for as long as the line does: broken by a mailer, it is whole too soon. */
  readonly openEnded?: boolean;
  /** May user space imitate it? Lines of a facility other than kern never make this fact unless true (systemd-shutdown). */
  readonly userspace?: boolean;
  /** Kernel file and versions that print it. */
  readonly from: string;
  /** Lines as the kernel prints them, prefix included; each is a test. */
  readonly examples: readonly string[];
}
