/** What `quiesce shrink` does once its command line is read. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Capture, CaptureError, inputsOfEvents } from '#capture';
import { undisturbed } from './disturb/disturbance';
import { captureIn } from './read-capture';
import { stemOf } from './read-hosts';
import { readSource } from './read-source';
import { reportOfInputs } from './report-of';
import { caseOf, type Finding, findingsIn, shrink } from './shrink';
import { SourceError } from './source-error';
import { standardTerminal, type Terminal } from './terminal';
import { linesOf } from './virtual-time';

export interface ShrinkOptions {
  readonly device?: string;
  readonly output: string;
}

interface Log {
  readonly host: string;
  readonly source: string;
  readonly text: string;
}

/** The lines of a capture, as the one source they are of. */
function logOf(file: string, { events }: Capture): Log {
  const logs = new Map<string, Log>();
  for (const input of inputsOfEvents(events)) {
    if (input.type !== 'lines') continue;
    const { host, source } = input;
    logs.set(source, { host, source, text: `${logs.get(source)?.text ?? ''}${input.text}` });
  }
  const [log] = logs.values();
  if (log !== undefined && logs.size === 1) return log;
  throw new CaptureError(file, 1, `expected lines of one source, found ${[...logs.keys()].join(', ') || 'none'}`);
}

async function logIn(file: string, terminal: Terminal): Promise<Log> {
  const capture = await captureIn(file);
  if (capture) return logOf(file, capture);
  let text = '';
  const onProblem = (problem: { readonly text: string }) => terminal.err(`quiesce: ${file}: ${problem.text}\n`);
  for await (const block of readSource(file, onProblem)) text += block.text;
  return { host: stemOf(file), source: basename(file), text };
}

/** The device that was asked for, or the worst that is told of. */
const chosen = (findings: readonly Finding[], device: string | undefined): Finding | undefined =>
  device === undefined
    ? findings.find(({ signature }) => signature !== null)
    : findings.find(({ bdf }) => bdf === device);

/** Writes `OUTPUT.log` and `OUTPUT.expected.json`; exit code 0, or 2 where there is nothing to shrink. */
const run = async (file: string, { device, output }: ShrinkOptions, terminal: Terminal): Promise<number> => {
  const log = await logIn(file, terminal);
  const findings = findingsIn(await reportOfInputs(undisturbed({ ...log, jump: 1 })));
  const finding = chosen(findings, device);
  if (!finding) {
    const found = findings.map(({ bdf }) => bdf).join(', ');
    const wanted = device ?? 'a device with a bad verdict';
    terminal.err(`quiesce shrink: ${file}: expected ${wanted}, found ${found || 'no handoff'}\n`);
    return 2;
  }
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

export const shrinkCommand = async (file: string, options: ShrinkOptions): Promise<void> => {
  const terminal = standardTerminal();
  try {
    process.exitCode = await run(file, options, terminal);
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof CaptureError)) throw error;
    terminal.err(`quiesce shrink: ${error.message}\n`);
    process.exitCode = 2;
  }
};
