/** The report as a person reads it on a terminal: worst first, every claim with its line number. */
import { createColors } from 'picocolors';
import type { Boot, DeviceHandoff, Evidence, FileReport, Finding, Handoff, KnownFailureMatch, Report } from '#core';
import type { Screen } from '../config';
import type { Quote } from '../quote-lines';
import { flow, type Paint, type Piece, padded, visible, widthOf, wrap } from './layout';
import { markSaid, stopsOf, swimPieces, type TimeOfLine } from './swim-line';
import {
  BESIDE_MAX,
  besideSaid,
  blameSaid,
  deathOf,
  driverSaid,
  endSaid,
  explaining,
  iommuSaid,
  isBad,
  judging,
  kernelsSaid,
  knownSaid,
  missingSaid,
  outcomeSaid,
  plural,
  startSaid,
  tally,
  verdictSaid,
  watchSaid,
} from './words';
import { worstFirst } from './worst-first';

export interface TextRequest {
  readonly report: Report;
  readonly screen: Screen;
  readonly quote: Quote;
  readonly timeOfLine: TimeOfLine;
}
interface Page extends TextRequest {
  readonly paint: ReturnType<typeof createColors>;
  /** With one file its name needs no repeating at every line. */
  readonly named: boolean;
  /** Known failure → the first device of the handoff that shows it: it is told there, and named with the others. */
  readonly tellers: ReadonlyMap<string, string>;
}

const INDENT = '   ';
const EVIDENCE_MAX = 4;
/** Findings of a device that are told in full; they come worst first, and --format json has them all. */
const FINDINGS_MAX = 4;
const OUTGOING_MAX = 2;

const placeSaid = ({ file, line }: Evidence, page: Page) => (page.named ? `${file}:${line}` : `line ${line}`);

/** Evidence with its text, hanging under it; more than a few are counted. */
const evidenceLines = (finding: Pick<Finding, 'evidence'>, page: Page, most = EVIDENCE_MAX): string[] => {
  const shown = finding.evidence.slice(0, most);
  const labels = shown.map((place) => `${INDENT}${placeSaid(place, page)}  `);
  const width = Math.max(0, ...labels.map(widthOf));
  const lines = shown.flatMap((place, at) => {
    const first = padded(labels[at]!, width);
    const text = visible(page.quote(place)?.trimEnd() ?? '(its text could not be read again)');
    const wrapped = wrap({ text, columns: page.screen.columns, first, rest: ' '.repeat(Math.min(width, 16)) });
    return wrapped.map((line, row) => (row === 0 ? page.paint.cyan(first) + line.slice(first.length) : line));
  });
  const more = finding.evidence.length - shown.length;
  const rest = finding.evidence.at(-1);
  return more > 0 && rest
    ? [...lines, page.paint.dim(`${INDENT}and ${plural(more, 'more line')}, the last ${placeSaid(rest, page)}`)]
    : lines;
};

const sentence = (text: string, page: Page, indent = INDENT) =>
  wrap({ text: visible(text), columns: page.screen.columns, first: indent, rest: indent });

const findingLines = (finding: Finding, page: Page): string[] => [
  ...sentence(finding.why, page),
  ...(blameSaid(finding) === '' ? [] : sentence(blameSaid(finding), page)),
  ...evidenceLines(finding, page),
];

const moreLines = (more: number, page: Page): string[] =>
  more > 0 ? sentence(`and ${plural(more, 'more finding')} (--format json has all)`, page).map(page.paint.dim) : [];

const outgoingLines = (device: DeviceHandoff, page: Page): string[] =>
  explaining(device)
    .slice(0, FINDINGS_MAX)
    .flatMap((finding) => [
      ...sentence(`before the jump ${markSaid(finding, page.timeOfLine)}`, page),
      ...sentence(finding.why, page),
      ...evidenceLines(finding, page, OUTGOING_MAX),
    ]);

const swimLines = (device: DeviceHandoff, handoff: Handoff, page: Page): string[] => {
  const stops = stopsOf(device, handoff, page.timeOfLine).map((stop) => ({ ...stop, text: visible(stop.text) }));
  const columns = page.screen.columns - INDENT.length;
  return flow({ pieces: swimPieces(stops, page.paint.red), columns, gap: '', hang: '  ' }).map((line) => INDENT + line);
};

/** A device that needs eyes: all that is known of it. */
const deviceBlock = (device: DeviceHandoff, handoff: Handoff, page: Page): string[] => {
  const [worst] = judging(device);
  const said = `${verdictSaid(device.verdict)}${worst ? ` (${worst.confidence})` : ''}`;
  const mood: Paint = isBad(device) ? (text) => page.paint.bold(page.paint.red(text)) : page.paint.yellow;
  const pieces: Piece[] = [
    { text: device.bdf, paint: page.paint.bold },
    { text: visible(driverSaid(device, handoff)) },
    { text: device.id ?? '' },
    { text: ` ${said}`, paint: mood },
    ...(device.policy === handoff.policy.label ? [] : [{ text: `policy ${device.policy}` }]),
  ];
  return [
    ...flow({ pieces, columns: page.screen.columns, gap: '  ', hang: INDENT }),
    ...swimLines(device, handoff, page),
    ...judging(device)
      .slice(0, FINDINGS_MAX)
      .flatMap((finding) => findingLines(finding, page)),
    ...moreLines(judging(device).length - FINDINGS_MAX, page),
    ...outgoingLines(device, page),
    ...knownLines([device], page),
    ...(device.signature ? signatureLines(device, page) : []),
    '',
  ];
};
/** What is known in public of all of these devices' failures. */
const knownLines = (devices: readonly DeviceHandoff[], page: Page): string[] => {
  const [first, ...others] = devices.map(({ knownFailures = [] }) => knownFailures);
  const shared = (first ?? []).filter(({ id }) => others.every((known) => known.some((other) => other.id === id)));
  const isTeller = ({ id }: KnownFailureMatch) => devices.some(({ bdf }) => page.tellers.get(id) === bdf);
  const said = (known: KnownFailureMatch) =>
    isTeller(known) ? knownSaid(known) : `known failure ${known.id}, told above`;
  return shared.flatMap((known) => sentence(said(known), page)).map(page.paint.dim);
};

const tellersOf = ({ devices }: Handoff): ReadonlyMap<string, string> => {
  const inOrder = [...devices.filter(isBad), ...devices.filter((device) => !isBad(device))];
  const pairs = inOrder.flatMap(({ bdf, knownFailures = [] }) => knownFailures.map(({ id }) => [id, bdf] as const));
  return new Map([...pairs].reverse());
};

const signatureLines = (device: DeviceHandoff, page: Page): string[] =>
  sentence(`signature ${device.signature!.id}  ${device.signature!.title}`, page).map(page.paint.dim);

/** Devices that share a verdict and its reason, in one place. */
const groupsOf = (devices: readonly DeviceHandoff[]): (readonly DeviceHandoff[])[] => {
  const groups = new Map<string, DeviceHandoff[]>();
  for (const device of devices) {
    const key = [device.verdict, judging(device)[0]?.confidence, judging(device)[0]?.why].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), device]);
  }
  return [...groups.values()];
};

/** The lines that all of the devices rest on: what is one device's own would read as everybody's. */
const sharedEvidence = (devices: readonly DeviceHandoff[]): readonly Evidence[] => {
  const own = devices.map((device) => judging(device)[0]?.evidence ?? []);
  const isIn = (places: readonly Evidence[], { file, line }: Evidence) =>
    places.some((place) => place.file === file && place.line === line);
  return own[0]!.filter((place) => own.every((places) => isIn(places, place)));
};

const groupBlock = (devices: readonly DeviceHandoff[], handoff: Handoff, page: Page): string[] => {
  const [first] = devices;
  const [reason] = judging(first!);
  const mood = first!.verdict === 'clean' ? page.paint.green : page.paint.yellow;
  const sure = reason && reason.confidence !== 'certain' ? `, ${reason.confidence}` : '';
  const head = `${verdictSaid(first!.verdict)} (${plural(devices.length, 'device')}${sure})${reason ? `: ${reason.why}` : ''}`;
  const width = Math.max(...devices.map((device) => widthOf(driverSaid(device, handoff))));
  const rows = devices.flatMap((device) => [
    ...flow({
      pieces: [
        { text: device.bdf },
        { text: padded(visible(driverSaid(device, handoff)), width) },
        { text: device.id ?? '' },
      ],
      columns: page.screen.columns - INDENT.length,
      gap: '  ',
      hang: INDENT,
    }).map((line) => (INDENT + line).trimEnd()),
    ...outgoingLines(device, page).map((line) => INDENT + line),
  ]);
  const said = wrap({ text: visible(head), columns: page.screen.columns, first: '', rest: INDENT });
  const evidence = reason ? evidenceLines({ ...reason, evidence: sharedEvidence(devices) }, page, OUTGOING_MAX) : [];
  return [...said.map(mood), ...evidence, ...knownLines(devices, page), ...rows, ''];
};

const policyPieces = ({ policy, asked, kind }: Handoff): Piece[] => [
  { text: `policy ${policy.label}` },
  ...(asked === 'kexec' && kind === 'firmware' ? [{ text: 'kexec was asked for' }] : []),
];

/** What the host declared of its policy and the log does not bear out. */
const contradictionLines = ({ policy }: Handoff, page: Page): string[] =>
  policy.contradictions.flatMap(({ bdf, declared, what, evidence }) => {
    const lines = evidence.map(({ line }) => line).join(', ');
    const whose = bdf === null ? '' : ` for ${bdf}`;
    const said = `declared ${declared}${whose}, but ${what}${lines === '' ? '' : ` (line ${lines})`}`;
    return sentence(visible(said), page, '  ').map(page.paint.yellow);
  });

const headLines = (handoff: Handoff, page: Page): string[] => {
  const outcome = outcomeSaid(handoff);
  const pieces: Piece[] = [
    { text: visible(handoff.host), paint: page.paint.bold },
    { text: handoff.kind, paint: page.paint.bold },
    { text: kernelsSaid(handoff) },
    ...policyPieces(handoff),
    { text: `IOMMU ${iommuSaid(handoff.iommu.from)} → ${iommuSaid(handoff.iommu.to)}` },
    { text: outcome, paint: page.paint.red },
    { text: tally(handoff.devices), paint: page.paint.bold },
  ];
  return flow({ pieces, columns: page.screen.columns, gap: '  ', hang: '  ' });
};

const momentLines = (handoff: Handoff, page: Page): string[] => {
  const said = handoff.events.map(({ what, at }) => `${what} (${placeSaid(at, page)})`);
  const moments = said.length === 0 ? [] : sentence(said.join(' · '), page, '  ').map(page.paint.dim);
  return [...moments, ...evidenceLines({ evidence: deathOf(handoff) }, page)];
};

const UNKNOWN_SHOWN = 3;

/** Trouble that no row of ours knows: how much of it, and what came most often. */
const unknownBlock = ({ unknownLines, unknownBeyond }: Handoff, page: Page): string[] => {
  if (unknownLines.length === 0) return [];
  const lines = unknownLines.reduce((sum, { count }) => sum + count, unknownBeyond);
  const more = unknownBeyond > 0 ? `, ${unknownBeyond} of them of further kinds that were not told apart` : '';
  const shown = [...unknownLines].sort((left, right) => right.count - left.count).slice(0, UNKNOWN_SHOWN);
  return [
    ...sentence(
      `unknown trouble: ${plural(lines, 'line')} of ${plural(unknownLines.length, 'kind')}${more}; most often:`,
      page,
      '  ',
    ),
    ...shown.flatMap(({ count, masked, first }) =>
      sentence(`${count} × ${visible(masked)} (first ${placeSaid(first, page)})`, page, '    '),
    ),
    '',
  ].map(page.paint.dim);
};

/** A handoff's trouble that no device is blamed for. */
const unblamedBlock = (handoff: Handoff, page: Page): string[] => {
  const beside = besideSaid(handoff);
  if (beside.length === 0) return [];
  return [
    ...beside.flatMap(({ said, evidence }) => [
      ...sentence(said, page, '  '),
      ...evidenceLines({ evidence }, page, BESIDE_MAX),
    ]),
    '',
  ];
};

const handoffBlock = (handoff: Handoff, all: Page): string[] => {
  const page: Page = { ...all, tellers: tellersOf(handoff) };
  const bad = handoff.devices.filter(isBad);
  const rest = handoff.devices.filter((device) => !isBad(device));
  const missing = missingSaid(handoff);
  const watch = watchSaid(handoff);
  return [
    ...headLines(handoff, page),
    ...momentLines(handoff, page),
    ...contradictionLines(handoff, page),
    ...(missing === '' ? [] : sentence(missing, page, '  ').map(page.paint.yellow)),
    ...(watch.length > 0 ? sentence(`observability: ${watch.join('; ')}`, page, '  ').map(page.paint.yellow) : []),
    '',
    ...bad.flatMap((device) => deviceBlock(device, handoff, page)),
    ...groupsOf(rest).flatMap((devices) => groupBlock(devices, handoff, page)),
    ...unblamedBlock(handoff, page),
    ...unknownBlock(handoff, page),
  ];
};

const bootLines = (boots: readonly Boot[], page: Page): string[] =>
  boots.flatMap((boot) =>
    flow({
      pieces: [
        { text: `boot ${page.named ? `${boot.file} ` : ''}lines ${boot.firstLine}-${boot.lastLine}` },
        { text: boot.kernel ?? 'unknown kernel' },
        { text: startSaid(boot) },
        { text: endSaid(boot) },
      ],
      columns: page.screen.columns,
      gap: '  ',
      hang: INDENT,
    }).map(page.paint.dim),
  );

const fileLines = (files: readonly FileReport[], page: Page): string[] =>
  files.flatMap((file) => {
    const troubles = [
      ...file.problems,
      file.unparsed > 0 ? `${plural(file.unparsed, 'line')} not understood as kernel log` : '',
      file.gaps > 0 ? plural(file.gaps, 'gap') : '',
    ].filter(Boolean);
    const said = `${visible(file.file)}  ${plural(file.lines, 'line')}, ${file.form} form${troubles.length > 0 ? `; ${troubles.join('; ')}` : ''}`;
    const lines = wrap({ text: visible(said), columns: page.screen.columns, first: '', rest: INDENT });
    return lines.map(troubles.length > 0 ? page.paint.yellow : page.paint.dim);
  });

export const renderText = (request: TextRequest): string => {
  const { report, screen } = request;
  const page: Page = {
    ...request,
    paint: createColors(screen.colour),
    named: report.files.length > 1,
    tellers: new Map(),
  };
  const none =
    report.handoffs.length === 0
      ? [`no handoff seen: ${plural(report.boots.length, 'boot')} in ${plural(report.files.length, 'file')}`, '']
      : [];
  const several = report.handoffs.length > 1 ? [`${plural(report.handoffs.length, 'handoff')}, worst first`, ''] : [];
  const lines = [
    ...none,
    ...several,
    ...worstFirst(report.handoffs).flatMap((handoff) => handoffBlock(handoff, page)),
    ...bootLines(report.boots, page),
    ...fileLines(report.files, page),
  ];
  return `${lines.join('\n')}\n`;
};
