/** What a replay stops at: a kind of fact, a verdict, a device, a line. */
import { FACT_KINDS, FAMILIES, type Fact, type Handoff, type Output, VERDICTS } from '#core';

export interface BreakOn {
  /** As it was asked for. */
  readonly text: string;
  /** `before`: the handoff as it was last told, if it was. */
  readonly at: (output: Output, before: Handoff | undefined) => boolean;
}

const BDF = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/;
type Verdicts = ReadonlyMap<string, string>;

const verdictsOf = (handoff: Handoff | undefined, bdf: string | null): Verdicts =>
  new Map(handoff?.devices.filter((one) => bdf === null || one.bdf === bdf).map((one) => [one.bdf, one.verdict]));

const onFact =
  (test: (fact: Fact) => boolean, bdf: string | null): BreakOn['at'] =>
  (output) =>
    output.type === 'facts' && output.facts.some((fact) => test(fact) && (bdf === null || fact.bdf === bdf));

/** A device's verdict became another, or this one; that a device is told of for the first time counts only where a verdict is named. */
const onVerdict =
  (verdict: string | null, bdf: string | null): BreakOn['at'] =>
  (output, before) => {
    if (output.type !== 'handoff') return false;
    const was = verdictsOf(before, bdf);
    return [...verdictsOf(output.handoff, bdf)].some(([device, is]) =>
      verdict === null ? was.has(device) && was.get(device) !== is : is === verdict && was.get(device) !== is,
    );
  };

const KINDS: ReadonlySet<string> = new Set(FACT_KINDS);
const FAMILY: ReadonlySet<string> = new Set(FAMILIES);
const VERDICT: ReadonlySet<string> = new Set(VERDICTS);

function testOf(what: string, bdf: string | null): BreakOn['at'] | null {
  if (what === 'verdict') return onVerdict(null, bdf);
  if (VERDICT.has(what)) return onVerdict(what, bdf);
  if (what === 'fault') return onFact(({ fault }) => fault, bdf);
  if (what === 'handoff') return (output, before) => output.type === 'handoff' && before === undefined;
  if (KINDS.has(what)) return onFact(({ kind }) => kind === what, bdf);
  if (FAMILY.has(what)) return onFact(({ family }) => family === what, bdf);
  return null;
}

/** `iommu-fault`, `dmar`, `fault`, `verdict`, `dma-leak`, `handoff`, each with `@BDF` or not; a BDF alone; or null where it is none of these. */
export function breakOn(text: string): BreakOn | null {
  const [what = '', device, ...more] = text.toLowerCase().split('@');
  if (more.length > 0 || (device !== undefined && !BDF.test(device))) return null;
  if (BDF.test(what)) return device === undefined ? { text, at: onFact(() => true, what) } : null;
  const at = testOf(what, device ?? null);
  return at === null ? null : { text, at };
}

export const BREAK_WORDS =
  'a kind of fact (iommu-fault), a family (dmar), a verdict (dma-leak), fault, verdict, handoff or a BDF';
