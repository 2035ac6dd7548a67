/** The report as one page that needs no network: swim lanes over the raw lines they rest on. */
import type { DeviceHandoff, Evidence, Finding, Handoff, PhaseSpan, Report } from '#core';
import type { Quote } from '../quote-lines';
import { visible } from './layout';
import { PAGE_STYLE } from './page-style';
import { stopsOf, type TimeOfLine } from './swim-line';
import {
  BESIDE_MAX,
  besideSaid,
  blameSaid,
  deathOf,
  driverSaid,
  endSaid,
  iommuSaid,
  isBad,
  kernelsSaid,
  knownSaid,
  missingSaid,
  outcomeSaid,
  plural,
  secondsSaid,
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

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Nothing of a log may turn into markup. */
const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

interface Page extends Request {
  /** Number of each file, for anchors. */
  readonly files: ReadonlyMap<string, number>;
  readonly named: boolean;
  /** Device that is shown: devices may rest on the same line, and each has its own copy. */
  readonly scope: string;
}

const anchorOf = ({ file, line }: Evidence, { scope, files }: Page): string =>
  `${scope}-f${files.get(file) ?? 0}-${line}`;

const linkTo = (place: Evidence, page: Page): string => {
  const said = page.named ? `${place.file}:${place.line}` : `line ${place.line}`;
  return `<a href="#${anchorOf(place, page)}">${escaped(said)}</a>`;
};

const AROUND = 3;
/** Findings of a device that are shown; they come worst first. */
const FINDINGS_MAX = 8;
const EVIDENCE_MAX = 4;
/** A finding's lines with their neighbours; the evidence itself is marked. */
const excerpt = (finding: Finding, page: Page): string => {
  const shown = finding.evidence.slice(0, EVIDENCE_MAX);
  const rows = shown.flatMap(({ file, line }, at) => {
    const previous = at > 0 && shown[at - 1]!.file === file ? shown[at - 1]!.line + AROUND : 0;
    const from = Math.max(1, line - AROUND, previous + 1);
    const numbers = Array.from({ length: Math.max(0, line + AROUND - from + 1) }, (_, step) => from + step);
    return (numbers.includes(line) ? numbers : [line, ...numbers]).map((number) => ({ file, line: number }));
  });
  const evident = new Set(shown.map(({ file, line }) => `${line} ${file}`));
  const lines = rows.flatMap((place) => {
    const text = page.quote(place);
    if (text === null) return [];
    const marked = evident.has(`${place.line} ${place.file}`);
    const id = marked ? ` id="${anchorOf(place, page)}"` : '';
    return [`<li value="${place.line}"${id}${marked ? ' class="evidence"' : ''}>${escaped(text.trimEnd())}</li>`];
  });
  return lines.length === 0 ? '' : `<ol class="log">${lines.join('')}</ol>`;
};

const findingItem = (finding: Finding, page: Page): string => {
  const blamed = blameSaid(finding);
  const side = finding.side === 'outgoing' ? '<em>before the jump, explains only</em> ' : '';
  const places = finding.evidence.slice(0, EVIDENCE_MAX).map((place) => linkTo(place, page));
  return `<section class="finding ${finding.verdict}">
<h4>${side}${escaped(verdictSaid(finding.verdict))} <small>${finding.confidence} · ${finding.phase}${finding.count > 1 ? ` · at least ${finding.count} times` : ''}</small></h4>
<p>${escaped(finding.what)}. ${escaped(finding.why)}${blamed && `; ${escaped(blamed)}`} ${places.join(' ')}</p>
${excerpt(finding, page)}</section>`;
};

/** Seconds of the incoming kernel that the lanes show. */
const lengthOf = (handoff: Handoff): number => {
  const times = handoff.devices.flatMap(({ phases }) =>
    incomingSpans(phases).flatMap(({ from, to }) => [from?.time ?? 0, to?.time ?? 0]),
  );
  return Math.max(1, ...times);
};
const OUTGOING = new Set(['running', 'teardown', 'jump']);
const incomingSpans = (phases: readonly PhaseSpan[]) => phases.filter(({ phase }) => !OUTGOING.has(phase));

const bar = (span: PhaseSpan, length: number): string => {
  const from = span.from?.time ?? 0;
  const to = span.to?.time ?? length;
  const left = (100 * from) / length;
  const width = (100 * Math.max(0, to - from)) / length;
  const says = `${span.phase} ${secondsSaid(span.from?.time ?? null)} s to ${span.to ? `${secondsSaid(span.to.time)} s` : 'the end'}`;
  return `<i class="bar ${span.phase}" style="left:${left.toFixed(2)}%;width:${width.toFixed(2)}%" title="${escaped(says)}"></i>`;
};
const markOf = (finding: Finding, length: number, page: Page): string => {
  const [place] = finding.evidence;
  const time = place ? page.timeOfLine(place) : null;
  if (!place || time === null) return '';
  const left = Math.min(100, (100 * time) / length).toFixed(2);
  return `<a class="mark" href="#${anchorOf(place, page)}" style="left:${left}%" title="${escaped(`${secondsSaid(time)} s ${finding.what}`)}">✖</a>`;
};

/** One lane: what came before the jump at the left, not to scale; the incoming kernel's seconds at the right. */
const lane = (device: DeviceHandoff, length: number, page: Page): string => {
  const before = device.phases.filter(({ phase }) => OUTGOING.has(phase));
  const marks = device.findings.filter(({ side, kind }) => side === 'incoming' && kind !== null);
  return `<div class="lane" role="img" aria-label="${escaped(`${device.bdf}: ${device.phases.map(({ phase }) => phase).join(', ')}`)}">
<span class="before">${before.map(({ phase }) => `<i class="${phase}">${phase}</i>`).join('')}</span>
<span class="axis">${incomingSpans(device.phases)
    .map((span) => bar(span, length))
    .join('')}${marks.map((finding) => markOf(finding, length, page)).join('')}</span></div>`;
};

const deviceItem = (device: DeviceHandoff, handoff: Handoff, all: Page): string => {
  const page = { ...all, scope: `${handoff.id}-${device.bdf.replace(/[:.]/g, '-')}` };
  const stops = stopsOf(device, handoff, page.timeOfLine).map(({ text }) => escaped(text));
  const more = device.findings.length - FINDINGS_MAX;
  return `<details class="device"${isBad(device) ? ' open' : ''}>
<summary><code>${device.bdf}</code> <span>${escaped(driverSaid(device, handoff))}</span> <span>${device.id ?? ''}</span>
<b class="verdict ${device.verdict}">${escaped(verdictSaid(device.verdict))}</b>${lane(device, lengthOf(handoff), page)}</summary>
<p class="stops">${stops.join(' → ')}</p>
${device.findings
  .slice(0, FINDINGS_MAX)
  .map((finding) => findingItem(finding, page))
  .join('\n')}${more > 0 ? `<p>and ${plural(more, 'more finding')}</p>` : ''}
${(device.knownFailures ?? []).map((known) => `<p class="small">${escaped(knownSaid(known))}</p>`).join('\n')}
<p class="small">policy ${escaped(device.policy)} · IOMMU ${escaped(iommuSaid(device.iommu))}${device.iommuGroup === null ? '' : ` · group ${device.iommuGroup}`}${
    device.signature ? ` · signature <code>${device.signature.id}</code> ${escaped(device.signature.title)}` : ''
  }</p></details>`;
};

const LEGEND = ['early', 'dormant', 'probing', 'claimed', 'settled']
  .map((phase) => `<i class="key ${phase}"></i>${phase}`)
  .join(' ');

const linesOf = (evidence: readonly Evidence[], page: Page): string =>
  evidence.map((place) => `<p>line ${place.line} <code>${escaped(page.quote(place) ?? '')}</code></p>`).join('\n');

/** The handoff's trouble that no device is blamed for. */
const unblamedItems = (handoff: Handoff, page: Page): string =>
  besideSaid(handoff)
    .map(({ said, evidence }) => `<p>${escaped(said)}</p>${linesOf(evidence.slice(0, BESIDE_MAX), page)}`)
    .join('\n');

const handoffItem = (handoff: Handoff, page: Page): string => {
  const facts = [
    outcomeSaid(handoff),
    `policy ${handoff.policy.label}`,
    `IOMMU ${iommuSaid(handoff.iommu.from)} → ${iommuSaid(handoff.iommu.to)}`,
    tally(handoff.devices),
    missingSaid(handoff),
    ...watchSaid(handoff),
  ].filter(Boolean);
  const events = handoff.events.map(({ what, at }) => `${escaped(what)} ${secondsSaid(at.time)} s (line ${at.line})`);
  return `<article><h2>${escaped(handoff.host)} <small>${handoff.kind} ${escaped(kernelsSaid(handoff))}</small></h2>
<p>${escaped(facts.join(' · '))}</p>${linesOf(deathOf(handoff), page)}<p class="small">${events.join(' · ')}</p>
<p class="small scale">lanes: before the jump not to scale; then 0 to ${secondsSaid(lengthOf(handoff))} s of the incoming kernel: ${LEGEND}</p>
${handoff.devices.map((device) => deviceItem(device, handoff, page)).join('\n')}
${unblamedItems(handoff, page)}
<p class="small">handoff <code>${handoff.id}</code></p></article>`;
};

export const renderHtml = (request: Request): string => {
  const { report } = request;
  const files = new Map(report.files.map(({ file }, at) => [file, at]));
  const page: Page = { ...request, files, named: report.files.length > 1, scope: '' };
  const worst = worstFirst(report.handoffs);
  const title = worst[0] ? `${worst[0].host}: ${tally(worst[0].devices)}` : 'no handoff seen';
  const boots = report.boots.map(
    (boot) =>
      `<tr><td>${escaped(boot.file)}</td><td>${boot.firstLine}-${boot.lastLine}</td><td>${escaped(boot.kernel ?? '?')}</td><td>${boot.kind === 'unknown' ? '' : boot.kind}</td><td>${endSaid(boot)}</td></tr>`,
  );
  const problems = report.files.flatMap((file) =>
    file.problems.map((problem) => `<li>${escaped(`${file.file}: ${problem}`)}</li>`),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Quiesce: ${escaped(title)}</title><style>${PAGE_STYLE}</style></head><body>
<header><h1>Quiesce</h1><p>${plural(report.handoffs.length, 'handoff')} in ${plural(report.files.length, 'file')}</p></header>
<main>${worst.length === 0 ? '<p>No handoff seen in these logs.</p>' : worst.map((handoff) => handoffItem(handoff, page)).join('\n')}
<h2>Boots</h2><div class="wide"><table><thead><tr><th>file</th><th>lines</th><th>kernel</th><th>started by</th><th>end</th></tr></thead><tbody>${boots.join('')}</tbody></table></div>
${problems.length > 0 ? `<h2>What was wrong with the files</h2><ul>${problems.join('')}</ul>` : ''}</main></body></html>
`;
};
