/** What `quiesce replay` does once its command line is read. */
import { createInterface } from 'node:readline/promises';
import { type Capture, CaptureError, heldAgainst, inputsOfEvents } from '#capture';
import type { Handoff, Input } from '#core';
import { captureIn } from './read-capture';
import { hostFiles, inputsOf } from './read-hosts';
import { replay } from './replay';
import { SourceError } from './source-error';
import { refuse, standardTerminal, type Terminal } from './terminal';

/** As commander hands them over. */
export interface ReplayOptions {
  readonly speed?: number;
  readonly step: boolean;
  readonly until?: { readonly line: number } | { readonly seconds: number };
  readonly device?: string;
  readonly assert: boolean;
  readonly facts: boolean;
  readonly format: 'text' | 'ndjson';
  readonly host: readonly string[];
}

const DIFFERENCES_MAX = 20;
const BAD_INPUT = 2;

const asked = () => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return {
    goOn: async () => {
      await lines.question('');
    },
    close: () => lines.close(),
  };
};

/** Exit code of a replay held against its capture; says how they differ. */
const assertSame = (capture: Capture, handoffs: readonly Handoff[], terminal: Terminal): number => {
  const different = heldAgainst(capture, handoffs);
  for (const difference of different.slice(0, DIFFERENCES_MAX)) terminal.err(`quiesce replay: ${difference}\n`);
  if (different.length > DIFFERENCES_MAX)
    terminal.err(`quiesce replay: and ${different.length - DIFFERENCES_MAX} more\n`);
  terminal.err(
    different.length === 0
      ? 'quiesce replay: same ids and verdicts as recorded\n'
      : 'quiesce replay: differs from the record\n',
  );
  return different.length === 0 ? 0 : 1;
};

const run = async (files: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<number> => {
  const { sources, problems } = hostFiles({ files, hosts: options.host });
  const capture = files.length === 1 ? await captureIn(files[0]!) : null;
  if (options.assert && !capture) problems.push('--assert needs one capture; a plain log records no verdicts');
  if (options.assert && options.until)
    problems.push('--assert and --until exclude each other: a part cannot equal the whole');
  if (options.step && files.includes('-'))
    problems.push('--step reads Enter from standard input; name the log as a file');
  if (problems.length > 0) {
    refuse('replay', problems);
    return BAD_INPUT;
  }
  let unread = 0;
  const fromFiles = (): AsyncGenerator<Input> =>
    inputsOf({
      sources,
      onProblem: ({ file, text }) => terminal.err(`quiesce: ${file}: ${text}\n`),
      onError: (error) => {
        unread += 1;
        terminal.err(`quiesce: ${error.message}\n`);
      },
    });
  const hand = options.step ? asked() : null;
  const handoffs = await replay(
    {
      inputs: capture ? inputsOfEvents(capture.events) : fromFiles(),
      speed: options.speed ?? null,
      goOn: hand?.goOn ?? null,
      until: options.until ?? null,
      device: options.device ?? null,
      format: options.format,
      facts: options.facts,
    },
    terminal,
  );
  hand?.close();
  if (!capture && unread === sources.length) return BAD_INPUT;
  return capture && options.assert ? assertSame(capture, handoffs, terminal) : 0;
};

export const replayCommand = async (files: readonly string[], options: ReplayOptions): Promise<void> => {
  const terminal = standardTerminal();
  try {
    process.exitCode = await run(files, options, terminal);
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof CaptureError)) throw error;
    terminal.err(`quiesce replay: ${error.message}\n`);
    process.exitCode = BAD_INPUT;
  }
};
