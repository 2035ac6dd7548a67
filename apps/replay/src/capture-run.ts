/** What `quiesce capture` does: finds handoffs in an event log, a running Quiesce, logs or captures, and writes the events that make them. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { type Capture, CaptureError, isFaithful, mergedCapture, packed, writtenCapture } from '#capture';
import { anonymisedCapture } from './anonymise-capture';
import { captureOfLogs } from './capture-logs';
import { FetchError } from './fetch-capture';
import { type Found, findCapture, Refused } from './find-capture';
import type { FindOptions } from './find-options';
import { readCapture } from './read-capture';
import { hostFiles, inputsOf } from './read-hosts';
import { SourceError } from './source-error';
import { standardTerminal, type Terminal } from './terminal';

/** As commander hands them over. */
export interface CaptureOptions extends FindOptions {
  readonly merge: boolean;
  readonly anonymise: boolean;
  readonly key?: string;
  readonly output: string;
}

async function merged(files: readonly string[]): Promise<Found> {
  if (files.length < 2) throw new Refused('--merge needs two captures or more');
  const captures: Capture[] = [];
  for (const file of files) captures.push(await readCapture(file));
  try {
    const capture = mergedCapture(captures);
    return { capture, faithful: await isFaithful(capture) };
  } catch (error) {
    throw new Refused(`these captures do not go into one: ${(error as Error).message}`);
  }
}

async function ofLogs(files: readonly string[], { host }: CaptureOptions, terminal: Terminal): Promise<Found> {
  const { sources, problems } = hostFiles({ files, hosts: host });
  if (problems.length > 0) throw new Refused(problems.join('; '));
  const onProblem = ({ file, text }: { file: string; text: string }) => terminal.err(`quiesce: ${file}: ${text}\n`);
  const onError = (error: SourceError) => {
    throw error;
  };
  return { capture: await captureOfLogs(inputsOf({ sources, onProblem, onError })), faithful: true };
}

async function made(files: readonly string[], options: CaptureOptions, terminal: Terminal): Promise<Found> {
  const { fromLog, url, merge } = options;
  if ([fromLog, url, files.length > 0 || undefined].filter((way) => way !== undefined).length > 1)
    throw new Refused('--from-log, --url and files exclude each other');
  if (merge) return merged(files);
  return (await findCapture(options)) ?? ofLogs(files, options, terminal);
}

async function anonymous(capture: Capture, key: string): Promise<Capture> {
  try {
    return await anonymisedCapture(capture, key);
  } catch (error) {
    throw new Refused(`it cannot be anonymised: ${(error as Error).message}`);
  }
}

/** The text where the name asks for it, else zstd. */
async function write(capture: Capture, output: string): Promise<void> {
  const text = writtenCapture(capture);
  const bytes = output.endsWith('.ndjson') ? text : await packed(text);
  if (output !== '-') await writeFile(output, bytes);
  else
    await new Promise<void>((done, failed) => process.stdout.write(bytes, (error) => (error ? failed(error) : done())));
}

const saidOf = ({ events, judged }: Capture): string => {
  const hosts = new Set(events.map(({ key }) => key));
  const of = hosts.size === 1 ? [...hosts][0] : `${hosts.size} hosts`;
  return `${events.length} events of ${of}, ${judged.length} ${judged.length === 1 ? 'handoff' : 'handoffs'}`;
};

/** Exit code: 0 written, 2 nothing to write, or it cannot be. */
export const runCapture = async (
  files: readonly string[],
  options: CaptureOptions,
  terminal: Terminal,
): Promise<number> => {
  try {
    const { capture, faithful } = await made(files, options, terminal);
    if (!faithful)
      terminal.err('quiesce capture: these rules judge the recorded events otherwise; replay --assert will say how\n');
    const told = options.anonymise ? await anonymous(capture, options.key ?? randomBytes(16).toString('hex')) : capture;
    await write(told, options.output);
    terminal.err(`quiesce capture: ${saidOf(told)}\n`);
    return 0;
  } catch (error) {
    const expected = [Refused, CaptureError, FetchError, SourceError].some((kind) => error instanceof kind);
    if (!expected) throw error;
    terminal.err(`quiesce capture: ${(error as Error).message}\n`);
    return 2;
  }
};

export const captureCommand = async (files: readonly string[], options: CaptureOptions): Promise<void> => {
  process.exitCode = await runCapture(files, options, standardTerminal());
};
