/** The golden logs, what is expected of them, and how a report is held against it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handoff, Input, Report } from '#core';
import { reportOfInputs } from '../apps/replay/src/report-of';

export const CORPUS = join(process.cwd(), 'corpus');

/** `<name>.expected.json`; README.md in this folder says where it comes from. */
export interface Expected {
  readonly log: string;
  readonly did: string;
  readonly host: string;
  readonly boots: readonly number[];
  readonly handoff: { readonly kind: string; readonly line: number | null };
  readonly devices: Readonly<
    Record<string, { readonly verdicts: readonly string[]; readonly evidence?: readonly number[] }>
  >;
  readonly outgoing?: Readonly<Record<string, readonly number[]>>;
}
export interface Golden {
  readonly name: string;
  readonly text: string;
  readonly expected: Expected;
}

export const goldenLogs = (): Golden[] =>
  readdirSync(CORPUS)
    .filter((file) => file.endsWith('.expected.json'))
    .sort()
    .map((file) => {
      const expected = JSON.parse(readFileSync(join(CORPUS, file), 'utf8')) as Expected;
      return {
        name: file.replace('.expected.json', ''),
        text: readFileSync(join(CORPUS, expected.log), 'utf8'),
        expected,
      };
    });

/** The whole report of a log that was read under its bare name: ids are made of it. */
export const reportOfLog = async ({ name, text, expected }: Golden): Promise<Report> => {
  const inputs: Input[] = [
    { type: 'lines', host: name, source: expected.log, firstLine: 1, text },
    { type: 'end', host: name, source: expected.log },
  ];
  return reportOfInputs(inputs);
};

/** The handoff at the line where the incoming kernel first spoke, or the one of which nothing came. */
const handoffAt = (report: Report, line: number | null): Handoff | undefined => {
  const boot = report.boots.find(({ firstLine }) => firstLine === line);
  return report.handoffs.find(({ to }) => to === (boot?.id ?? null));
};

const bootTrouble = (report: Report, { boots }: Expected): string[] => {
  const found = report.boots.map(({ firstLine }) => firstLine);
  const missed = boots.filter((line) => !found.includes(line));
  const invented = found.filter((line) => !boots.includes(line));
  return [
    ...missed.map((line) => `no boot begins at line ${line}, only at ${found.join(', ')}`),
    ...invented.map((line) => `a boot that is none begins at line ${line}`),
  ];
};

const deviceTrouble = (handoff: Handoff, expected: Expected): string[] =>
  Object.entries(expected.devices).flatMap(([bdf, { verdicts, evidence }]) => {
    const device = handoff.devices.find((other) => other.bdf === bdf);
    if (!device) return [`${bdf} is not in the handoff`];
    if (!verdicts.includes(device.verdict)) return [`${bdf} is ${device.verdict}, expected ${verdicts.join(' or ')}`];
    const shown = device.findings.flatMap((finding) => finding.evidence.map(({ line }) => line));
    const proven = device.verdict === 'clean' || !evidence || evidence.some((line) => shown.includes(line));
    return proven ? [] : [`${bdf} rests on lines ${shown.join(', ') || 'none'}, expected of ${evidence.join(', ')}`];
  });

/** A leak that nobody expects is the worst thing to say. */
const falseLeaks = (report: Report, expected: Expected): string[] =>
  report.handoffs.flatMap(({ devices }) =>
    devices
      .filter(({ bdf, verdict }) => verdict === 'dma-leak' && !expected.devices[bdf]?.verdicts.includes('dma-leak'))
      .map(({ bdf }) => `${bdf} is blamed for a leak that did not happen`),
  );

const outgoingTrouble = (handoff: Handoff, { outgoing = {} }: Expected): string[] =>
  Object.entries(outgoing).flatMap(([bdf, lines]) => {
    const findings = handoff.devices.find((device) => device.bdf === bdf)?.findings ?? [];
    const shown = findings
      .filter(({ side }) => side === 'outgoing')
      .flatMap(({ evidence }) => evidence.map(({ line }) => line));
    return lines.some((line) => shown.includes(line))
      ? []
      : [`${bdf}: lines ${lines.join(', ')} are not told as the outgoing side's`];
  });

/** What a report says wrongly, as sentences; none where it is right. */
export const wrongIn = (report: Report, expected: Expected): string[] => {
  const handoff = handoffAt(report, expected.handoff.line);
  const { kind, line } = expected.handoff;
  const missing = [
    `no handoff at line ${line}; got ${report.handoffs.map((other) => other.kind).join(', ') || 'none'}`,
  ];
  return [
    ...bootTrouble(report, expected),
    ...falseLeaks(report, expected),
    ...(handoff === undefined ? missing : []),
    ...(handoff !== undefined && handoff.kind !== kind ? [`the handoff is ${handoff.kind}, expected ${kind}`] : []),
    ...(handoff === undefined ? [] : [...deviceTrouble(handoff, expected), ...outgoingTrouble(handoff, expected)]),
  ];
};

/** What a change of the rules would change: verdicts device by device, and a hash of all the rest. */
export const snapshotOf = (report: Report): string => {
  const brief = {
    sha256: createHash('sha256').update(JSON.stringify(report)).digest('hex'),
    boots: report.boots.map(
      ({ id, firstLine, lastLine, kind, end }) => `${id} ${firstLine}-${lastLine} ${kind} ${end}`,
    ),
    handoffs: report.handoffs.map(({ id, kind, outcome, policy, iommu, complete, devices }) => ({
      id,
      is: `${kind} ${outcome} policy ${policy.label} iommu ${iommu.from} to ${iommu.to}${complete ? '' : ' incomplete'}`,
      devices: devices.map(({ bdf, driverBefore, driverAfter, verdict, findings, signature }) => {
        const [first] = findings;
        const lines = first?.evidence.map(({ line }) => line).join(',');
        const by = [first?.confidence, first?.phase, lines && `lines ${lines}`, signature?.id]
          .filter(Boolean)
          .join(' ');
        return `${bdf} ${driverBefore ?? '-'} ${driverAfter ?? '-'} ${verdict} ${by}`;
      }),
    })),
  };
  return `${JSON.stringify(brief, null, 2)}\n`;
};
