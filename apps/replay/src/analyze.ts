/** From files to the report, and to the shape that was asked for. */
import { from } from 'rxjs';
import { analyze, type Output, type Report, reportOf, type Verdict } from '#core';
import type { Screen } from './config';
import { openSpool, placesOf, type Quote, quoteLines, type Spool } from './quote-lines';
import { byteInputsOf, type HostFile } from './read-hosts';
import { renderHtml } from './render/html';
import { renderMarkdown } from './render/markdown';
import type { TimeOfLine } from './render/swim-line';
import { renderText } from './render/text';
import type { SourceError, SourceProblem } from './source-error';
import type { Terminal } from './terminal';

export const FORMATS = ['text', 'json', 'html', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

export interface AnalyzeRequest {
  readonly sources: readonly HostFile[];
  readonly format: Format;
  readonly failOn: readonly Verdict[];
  /** `dddd:bb:dd.f`: report this device only. */
  readonly device: string | null;
  readonly screen: Screen;
}

/** Outputs kept before they are folded; a storm tells a handoff again and again. */
const OUTPUTS_MAX = 4096;
const outputsOf = ({ files, boots, handoffs }: Report): Output[] => [
  ...files.map((file) => ({ type: 'file', host: '', file }) as const),
  ...[...new Set(boots.map(({ host }) => host))].map(
    (host) => ({ type: 'boots', host, boots: boots.filter((boot) => boot.host === host) }) as const,
  ),
  ...handoffs.map((handoff) => ({ type: 'handoff', host: handoff.host, handoff, boots: [] }) as const),
];

/** Remembers when fault lines were printed, for pages that draw them; beyond the limit the first ones are what is shown anyway. */
const TIMES_MAX = 200_000;
const rememberTimes = () => {
  const files = new Map<string, Map<number, number>>();
  let size = 0;
  const timesOf = (file: string): Map<number, number> => {
    const times = files.get(file) ?? new Map<number, number>();
    files.set(file, times);
    return times;
  };
  return {
    note(output: Output) {
      if (output.type !== 'facts' || size > TIMES_MAX) return;
      for (const { fault, source, line, time } of output.facts) {
        if (!fault || time === null) continue;
        timesOf(source).set(line, time);
        size += 1;
      }
    },
    timeOfLine: (({ file, line }) => files.get(file)?.get(line) ?? null) satisfies TimeOfLine,
  };
};

interface Folded {
  readonly report: Report;
  readonly timeOfLine: TimeOfLine;
  readonly linesRead: number;
}
interface Reading extends Pick<AnalyzeRequest, 'sources' | 'format'> {
  readonly spool: Spool;
  readonly terminal: Terminal;
}

/** Runs the core over the files as they are read. What is wrong with a file is said at once and kept in the report. */
const fold = async ({ sources, format, spool, terminal }: Reading): Promise<Folded> => {
  const problems: SourceProblem[] = [];
  const times = rememberTimes();
  let outputs: Output[] = [];
  const onProblem = (problem: SourceProblem) => {
    problems.push(problem);
    terminal.err(`quiesce: ${problem.file}: ${problem.text}\n`);
  };
  const onError = (error: SourceError) => terminal.err(`quiesce: ${error.message}\n`);
  const inputs = byteInputsOf({ sources, spool, atOnce: true, progress: true, onProblem, onError });
  await analyze(from(inputs)).forEach((output) => {
    if (format !== 'json') times.note(output);
    if (output.type === 'facts' || output.type === 'state') return;
    outputs.push(output);
    if (outputs.length > OUTPUTS_MAX) outputs = outputsOf(reportOf(outputs));
  });
  const report = withProblems(reportOf(outputs), problems);
  const linesRead = report.files.reduce((sum, { lines }) => sum + lines, 0);
  return { report, timeOfLine: times.timeOfLine, linesRead };
};

const withProblems = (report: Report, problems: readonly SourceProblem[]): Report => ({
  ...report,
  files: report.files.map((file) => ({
    ...file,
    problems: [...file.problems, ...problems.filter((problem) => problem.file === file.file).map(({ text }) => text)],
  })),
});

const onlyDevice = (report: Report, bdf: string): Report => ({
  ...report,
  handoffs: report.handoffs
    .map((handoff) => ({ ...handoff, devices: handoff.devices.filter((device) => device.bdf === bdf) }))
    .filter(({ devices }) => devices.length > 0),
});

interface Rendering extends Folded {
  readonly request: AnalyzeRequest;
  readonly spool: Spool;
}
/** Raw lines around each piece of evidence that a page shows; the terminal shows just the line. */
const AROUND: Readonly<Record<Format, number>> = { text: 0, json: 0, markdown: 0, html: 3 };
const render = async ({ report, timeOfLine, request, spool }: Rendering): Promise<string> => {
  if (request.format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  const quote: Quote = await quoteLines(placesOf(report, AROUND[request.format]), spool);
  if (request.format === 'html') return renderHtml({ report, quote, timeOfLine });
  if (request.format === 'markdown') return renderMarkdown({ report, quote, timeOfLine });
  return renderText({ report, quote, timeOfLine, screen: request.screen });
};

const NOTHING_READ = 2;
const FOUND = 1;

/** Exit code: 0 done, 1 a verdict of `failOn` was found, 2 nothing could be read or the device is not in the logs. */
export const runAnalyze = async (request: AnalyzeRequest, terminal: Terminal): Promise<number> => {
  const spool = openSpool();
  try {
    const folded = await fold({ ...request, spool, terminal });
    const report = request.device === null ? folded.report : onlyDevice(folded.report, request.device);
    if (request.device !== null && report.handoffs.length === 0) {
      terminal.err(`quiesce: no handoff of a device ${request.device} in these logs\n`);
      return NOTHING_READ;
    }
    await terminal.out(await render({ ...folded, report, request, spool }));
    if (folded.linesRead === 0) return NOTHING_READ;
    const found = report.handoffs.some(({ devices }) =>
      devices.some(({ verdict }) => request.failOn.includes(verdict)),
    );
    return found ? FOUND : 0;
  } finally {
    spool.drop();
  }
};
