/** How a judgement changed when its log was disturbed. */
import type { Confidence, DeviceHandoff, Report, Verdict } from '#core';

export const CHANGES = ['same', 'less-sure', 'unobserved', 'untold', 'not-yet', 'other', 'flipped'] as const;
/**
 * `less-sure`: the same verdict, less certain. `unobserved`: nothing is claimed any more. `untold`: the device or its handoff is not told
 * of. `not-yet`: what the verdict rests on lies behind the log's new end. `other`: another verdict, and not a certain one. `flipped`: another
 * verdict, said to be certain, or a leak where none was.
 */
export type Change = (typeof CHANGES)[number];

export interface Judged {
  readonly bdf: string;
  readonly verdict: Verdict;
  readonly confidence: Confidence | null;
  /** The first line that it rests on; null where it rests on silence. */
  readonly line: number | null;
}

const RANK: Readonly<Record<Confidence, number>> = { possible: 0, likely: 1, certain: 2 };
const rankOf = (confidence: Confidence | null): number => (confidence === null ? -1 : RANK[confidence]);

const judgedOf = ({ bdf, verdict, findings }: DeviceHandoff): Judged => {
  const finding = findings.find((one) => one.verdict === verdict && one.side === 'incoming');
  return { bdf, verdict, confidence: finding?.confidence ?? null, line: finding?.evidence[0]?.line ?? null };
};

/** The devices of every handoff of a report: the worst that is said of each. */
export function judgements({ handoffs }: Report): ReadonlyMap<string, Judged> {
  const judged = new Map<string, Judged>();
  for (const device of handoffs.flatMap(({ devices }) => devices)) {
    const known = judged.get(device.bdf);
    const next = judgedOf(device);
    if (!known || known.verdict === 'unobserved' || known.verdict === 'clean') judged.set(device.bdf, next);
  }
  return judged;
}

/** `end`: the last line that was read. */
export function changeOf(before: Judged, after: Judged | undefined, end: number): Change {
  if (after === undefined) return 'untold';
  if (after.verdict === before.verdict)
    return rankOf(after.confidence) < rankOf(before.confidence) ? 'less-sure' : 'same';
  if (after.verdict === 'unobserved') return 'unobserved';
  if (after.verdict === 'clean' && before.line !== null && before.line > end) return 'not-yet';
  return after.confidence === 'certain' || after.verdict === 'dma-leak' ? 'flipped' : 'other';
}
