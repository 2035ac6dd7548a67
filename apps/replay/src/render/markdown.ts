/** The report as Markdown, for bug reports and post-mortems. */
import type { DeviceHandoff, Finding, Handoff, Report } from '#core';
import type { Quote } from '../quote-lines';
import { visible } from './layout';
import { stopsOf, type TimeOfLine } from './swim-line';
import {
  BESIDE_MAX,
  besideSaid,
  blameSaid,
  countSaid,
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
  tally,
  verdictSaid,
  watchSaid,
} from './words';
import { worstFirst } from './worst-first';

interface Request {
  readonly report: Report;
  readonly quote: Quote;
  readonly timeOfLine: TimeOfLine;
}
interface Page extends Request {
  readonly named: boolean;
}

/** Nothing of a log may turn into markup. */
const plain = (text: string): string => visible(text).replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
const cell = (text: string): string => plain(text) || ' ';

/** Log lines in a fence that is longer than any run of backticks within. */
const fenced = (lines: readonly string[]): string[] => {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
};

const evidenceOf = (finding: Pick<Finding, 'evidence'>, page: Page): string[] =>
  finding.evidence.length === 0
    ? []
    : [
        '',
        ...fenced(
          finding.evidence.map((place) => {
            const where = page.named ? `${place.file}:${place.line}` : `line ${place.line}`;
            return `${where}  ${visible(page.quote(place)?.trimEnd() ?? '(its text could not be read again)')}`;
          }),
        ),
      ];

const findingOf = (finding: Finding, page: Page): string[] => {
  const side = finding.side === 'outgoing' ? 'before the jump (explains, does not judge): ' : '';
  const blamed = blameSaid(finding);
  return [
    `- ${side}**${verdictSaid(finding.verdict)}** (${finding.confidence}, ${finding.phase}${finding.count > 1 ? `, ×${countSaid(finding)}` : ''}): ${plain(finding.what)}`,
    `  ${plain(finding.why)}${blamed && `; ${plain(blamed)}`}`,
    ...evidenceOf(finding, page).map((line) => (line === '' ? '' : `  ${line}`)),
    '',
  ];
};

const deviceOf = (device: DeviceHandoff, handoff: Handoff, page: Page): string[] => [
  `### ${device.bdf} ${plain(driverSaid(device, handoff))}: ${verdictSaid(device.verdict)}`,
  '',
  `\`${stopsOf(device, handoff, page.timeOfLine)
    .map(({ text }) => visible(text).replaceAll('`', "'"))
    .join(' → ')}\``,
  '',
  ...[...judging(device), ...explaining(device)].flatMap((finding) => findingOf(finding, page)),
  ...(device.knownFailures ?? []).flatMap((known) => [plain(knownSaid(known)), '']),
  ...(device.signature ? [`signature \`${device.signature.id}\` ${plain(device.signature.title)}`, ''] : []),
];

/** The handoff's trouble that no device is blamed for. */
const unblamedOf = (handoff: Handoff, page: Page): string[] =>
  besideSaid(handoff).flatMap(({ said, evidence }) => [
    `- ${plain(said)}`,
    ...evidenceOf({ evidence: evidence.slice(0, BESIDE_MAX) }, page).map((line) => (line === '' ? '' : `  ${line}`)),
    '',
  ]);

const handoffOf = (handoff: Handoff, page: Page): string[] => {
  const facts = [
    outcomeSaid(handoff),
    `policy ${handoff.policy.label}`,
    `IOMMU ${iommuSaid(handoff.iommu.from)} → ${iommuSaid(handoff.iommu.to)}`,
    tally(handoff.devices),
    missingSaid(handoff),
    ...watchSaid(handoff),
  ].filter(Boolean);
  return [
    `## ${plain(handoff.host)}: ${handoff.kind} ${plain(kernelsSaid(handoff))}`,
    '',
    plain(facts.join(' · ')),
    ...evidenceOf({ evidence: deathOf(handoff) }, page),
    '',
    ...handoff.devices.filter(isBad).flatMap((device) => deviceOf(device, handoff, page)),
    ...unblamedOf(handoff, page),
    '| device | driver | id | verdict | why |',
    '| --- | --- | --- | --- | --- |',
    ...handoff.devices.map((device) => {
      const [first] = judging(device);
      return `| ${device.bdf} | ${cell(driverSaid(device, handoff))} | ${device.id ?? ' '} | ${device.verdict} | ${cell(first?.why ?? '')} |`;
    }),
    '',
    `handoff \`${handoff.id}\``,
    '',
  ];
};

export const renderMarkdown = (request: Request): string => {
  const page = { ...request, named: request.report.files.length > 1 };
  const { report } = request;
  const lines = [
    ...(report.handoffs.length === 0 ? ['No handoff seen in these logs.', ''] : []),
    ...worstFirst(report.handoffs).flatMap((handoff) => handoffOf(handoff, page)),
    '| boot | lines | kernel | started by | end |',
    '| --- | --- | --- | --- | --- |',
    ...report.boots.map(
      (boot) =>
        `| ${cell(boot.file)} | ${boot.firstLine}-${boot.lastLine} | ${cell(boot.kernel ?? '?')} | ${boot.kind === 'unknown' ? ' ' : boot.kind} | ${endSaid(boot)} |`,
    ),
    '',
    ...report.files.flatMap((file) => file.problems.map((problem) => `- ${plain(`${file.file}: ${problem}`)}`)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};
