/** What `quiesce shrink` does once its command line is read. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Capture, CaptureError, inputsOfEvents } from '#capture';
import type { Report } from '#core';
import { undisturbed } from './disturb/disturbance';
import { FetchError } from './fetch-capture';
import { findCapture, Refused } from './find-capture';
import type { FindOptions } from './find-options';
import { captureIn } from './read-capture';
import { stemOf } from './read-hosts';
import { readSource } from './read-source';
import { reportOfInputs } from './report-of';
import { caseOf, type Finding, findingsIn, says, shrink } from './shrink';
import { SourceError } from './source-error';
import { standardTerminal, type Terminal } from './terminal';
import { linesOf } from './virtual-time';

export interface ShrinkOptions extends Omit<FindOptions, 'host'> {
  readonly device?: string;
  readonly output: string;
}

interface Log {
  readonly host: string;
  readonly source: string;
  readonly text: string;
}

/** One log, and what is to stay of it. */
interface Subject {
  readonly log: Log;
  readonly finding: Finding;
}

/** The lines of a capture, a text a source. */
function logsOf({ events }: Capture): readonly Log[] {
  const logs = new Map<string, Log>();
  for (const input of inputsOfEvents(events)) {
    if (input.type !== 'lines') continue;
    const { host, source } = input;
    const key = JSON.stringify([host, source]);
    logs.set(key, { host, source, text: `${logs.get(key)?.text ?? ''}${input.text}` });
  }
  return [...logs.values()];
}

async function logIn(file: string, terminal: Terminal): Promise<Log> {
  let text = '';
  const onProblem = (problem: { readonly text: string }) => terminal.err(`quiesce: ${file}: ${problem.text}\n`);
  for await (const block of readSource(file, onProblem)) text += block.text;
  return { host: stemOf(file), source: basename(file), text };
}

/** The device that was asked for, or the worst that is told of. */
function chosen(findings: readonly Finding[], device: string | undefined): Finding {
  const finding = findings.find(({ signature, bdf }) => (device === undefined ? signature !== null : bdf === device));
  if (finding) return finding;
  const found = findings.map(({ bdf }) => bdf).join(', ');
  throw new Refused(`expected ${device ?? 'a device with a bad verdict'}, found ${found || 'no handoff'}`);
}

const alone = (log: Log): Promise<Report> => reportOfInputs(undisturbed({ ...log, jump: 1 }));

/** Of a capture's handoffs those that it was made of: what else its lines show is beside the point. */
async function judgedIn({ events, judged }: Capture): Promise<readonly Finding[]> {
  const report = await reportOfInputs(inputsOfEvents(events));
  const ids = new Set(judged.map(({ data }) => data.handoff.id));
  const handoffs = report.handoffs.filter(({ id }) => ids.has(id));
  return findingsIn(handoffs.length > 0 ? { ...report, handoffs } : report);
}

/** Of several sources, the one that alone says what all of them together say. */
async function subjectIn(capture: Capture, device: string | undefined): Promise<Subject> {
  const finding = chosen(await judgedIn(capture), device);
  const logs = logsOf(capture);
  for (const log of logs) if (says(await alone(log), finding)) return { log, finding };
  const names = logs.map(({ source }) => source).join(', ') || 'none';
  throw new Refused(`no one source says alone that ${finding.bdf} is ${finding.verdict}: ${names}`);
}

/** The device that an alert is of. */
const alerted = ({ beside }: Capture, alert: string | undefined): string | undefined =>
  beside
    .map(({ data }) => data as { readonly alert?: string; readonly bdf?: string | null })
    .find((event) => alert !== undefined && event.alert === alert)?.bdf ?? undefined;

async function subjectOf(file: string | undefined, options: ShrinkOptions, terminal: Terminal): Promise<Subject> {
  const { device, fromLog, url } = options;
  if ([file, fromLog, url].filter((way) => way !== undefined).length !== 1)
    throw new Refused('expected one of FILE, --from-log and --url');
  const found = await findCapture({ ...options, host: [] });
  const capture = found?.capture ?? (await captureIn(file as string));
  if (capture) return subjectIn(capture, device ?? alerted(capture, options.alert));
  const log = await logIn(file as string, terminal);
  return { log, finding: chosen(findingsIn(await alone(log)), device) };
}

/** Writes `OUTPUT.log` and `OUTPUT.expected.json`; exit code 0, or 2 where there is nothing to shrink. */
const run = async (file: string | undefined, options: ShrinkOptions, terminal: Terminal): Promise<number> => {
  const { log, finding } = await subjectOf(file, options, terminal);
  const { output } = options;
  const before = linesOf(log.text).length;
  const shown = process.stderr.isTTY;
  const onProgress = (left: number) => shown && process.stderr.write(`\r\x1b[K${left} of ${before} lines`);
  const { text, report, tries } = await shrink({ ...log, finding, onProgress });
  if (shown) process.stderr.write('\r\x1b[K');
  const name = `${basename(output)}.log`;
  await writeFile(`${output}.log`, text);
  await writeFile(`${output}.expected.json`, `${JSON.stringify(caseOf(name, report, finding), null, 2)}\n`);
  await terminal.out(
    `${finding.bdf}  ${finding.verdict} (${finding.confidence})  ${before} lines became ${linesOf(text).length} in ${tries} tries: ` +
      `${output}.log, ${output}.expected.json\n`,
  );
  return 0;
};

const EXPECTED = [Refused, CaptureError, FetchError, SourceError];

export const runShrink = async (
  file: string | undefined,
  options: ShrinkOptions,
  terminal: Terminal,
): Promise<number> => {
  try {
    return await run(file, options, terminal);
  } catch (error) {
    if (!EXPECTED.some((kind) => error instanceof kind)) throw error;
    const of = file === undefined || error instanceof SourceError ? '' : `${file}: `;
    terminal.err(`quiesce shrink: ${of}${(error as Error).message}\n`);
    return 2;
  }
};

export const shrinkCommand = async (file: string | undefined, options: ShrinkOptions): Promise<void> => {
  process.exitCode = await runShrink(file, options, standardTerminal());
};
