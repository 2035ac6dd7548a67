/** The smallest slice of a log that still says the same of a device: what a regression test needs, and what a reader can take in. */
import type { DeviceHandoff, Handoff, Report } from '#core';
import { undisturbed } from './disturb/disturbance';
import { reportOfInputs } from './report-of';
import { linesOf } from './virtual-time';

/** What must stay: the verdict, its certainty, its signature, and how the kernels handed over. */
export interface Finding {
  readonly bdf: string;
  readonly kind: Handoff['kind'];
  readonly verdict: DeviceHandoff['verdict'];
  readonly confidence: string | null;
  readonly signature: string | null;
  readonly complete: boolean;
}

const findingOf = (handoff: Handoff, device: DeviceHandoff): Finding => ({
  bdf: device.bdf,
  kind: handoff.kind,
  verdict: device.verdict,
  confidence: device.findings.find(({ verdict }) => verdict === device.verdict)?.confidence ?? null,
  signature: device.signature?.id ?? null,
  complete: handoff.complete,
});

export const findingsIn = ({ handoffs }: Report): readonly Finding[] =>
  handoffs.flatMap((handoff) => handoff.devices.map((device) => findingOf(handoff, device)));

export interface Shrunk {
  readonly text: string;
  readonly report: Report;
  readonly tries: number;
}

export interface ShrinkRequest {
  readonly host: string;
  readonly source: string;
  readonly text: string;
  readonly finding: Finding;
  /** Told how many lines are left. */
  readonly onProgress?: (lines: number) => void;
}

const isSame = (one: Finding, other: Finding): boolean => JSON.stringify(one) === JSON.stringify(other);

export const says = (report: Report, finding: Finding): boolean =>
  findingsIn(report).some((other) => isSame(other, finding));

/** Judgements that one shrinking may cost: a long log is left longer than it must be rather than never ending. */
const TRIES_MAX = 6_000;

/**
 * Delta debugging by lines (A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE 28(2), 2002): ever
 * shorter runs are left out while the finding stays; no single line of the result can be.
 */
export async function shrink({ host, source, text, finding, onProgress }: ShrinkRequest): Promise<Shrunk> {
  let tries = 0;
  const judged = (lines: readonly string[]) =>
    reportOfInputs(undisturbed({ host, source, text: lines.join(''), jump: 1 }));
  const stays = async (lines: readonly string[]): Promise<boolean> =>
    lines.length > 0 && tries++ < TRIES_MAX && says(await judged(lines), finding);
  let lines: readonly string[] = linesOf(text);
  for (let size = Math.ceil(lines.length / 2), left = false; size >= 1; ) {
    left = false;
    for (let at = 0; at < lines.length; ) {
      const rest = lines.toSpliced(at, size);
      if (await stays(rest)) {
        lines = rest;
        left = true;
      } else at += size;
      onProgress?.(lines.length);
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (!left) break;
  }
  return { text: lines.join(''), report: await judged(lines), tries };
}

/** A golden log's expectations (corpus/README.md), from what a report says of one device. */
export function caseOf(log: string, report: Report, finding: Finding): unknown {
  const { bdf } = finding;
  const handoff = report.handoffs.find((one) => one.devices.some((device) => isSame(findingOf(one, device), finding)));
  const device = handoff?.devices.find((other) => other.bdf === bdf);
  const lines = device?.findings
    .filter(({ verdict }) => verdict === device.verdict)
    .flatMap(({ evidence }) => evidence);
  return {
    log,
    did: handoff?.policy.label ?? 'unknown',
    host: handoff?.outcome ?? 'unknown',
    boots: report.boots.map(({ firstLine }) => firstLine),
    handoff: {
      kind: handoff?.kind ?? 'unknown',
      line: report.boots.find(({ id }) => id === handoff?.to)?.firstLine ?? null,
    },
    devices: { [bdf]: { verdicts: [device?.verdict], evidence: [...new Set(lines?.map(({ line }) => line))] } },
  };
}
