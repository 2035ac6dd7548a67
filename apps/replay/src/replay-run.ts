/** What `quiesce replay` does once its command line is read. */
import { createInterface } from 'node:readline/promises';
import { type Capture, CaptureError, heldAgainst, inputsOfEvents } from '#capture';
import type { Handoff, Input } from '#core';
import { EventLogError } from '#event-log';
import { DoorError } from '#roles/collector/http-door';
import { standardScreen } from './config';
import { captureIn } from './read-capture';
import { hostFiles, inputsOf } from './read-hosts';
import { type ReplayRequest, replay } from './replay';
import { replayInto } from './replay-into';
import { BREAK_WORDS, type BreakOn, breakOn } from './session/break-on';
import { quoteOf } from './session/keys';
import { look } from './session/look';
import { begin, factsSoFar, resume } from './session/session';
import { whyLines } from './session/why';
import { SourceError } from './source-error';
import { refuse, standardTerminal, type Terminal } from './terminal';
import { inVirtualTime, type Timed, type Until, until } from './virtual-time';

/** As commander hands them over. */
export interface ReplayOptions {
  readonly speed?: number;
  readonly step: boolean;
  /** Where what is told decides: as it was typed. */
  readonly until?: { readonly line: number } | { readonly seconds: number } | { readonly what: string };
  readonly break: readonly string[];
  readonly why?: string;
  readonly into?: string;
  readonly token?: string;
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

/** Where to stop, as typed words say it; what they are not goes to `problems`. */
function stops({ until, break: breaks, step }: ReplayOptions, problems: string[]) {
  const onOf = (text: string): BreakOn => {
    const on = breakOn(text);
    if (on === null) problems.push(`${text}: expected ${BREAK_WORDS}`);
    return on ?? { text, at: () => false };
  };
  if (breaks.length > 0 && !step) problems.push('--break is of --step; --until stops without it');
  const typed = breaks.length > 0 ? breaks : ['fault', 'verdict'];
  const end: Until = until === undefined ? null : 'what' in until ? { on: onOf(until.what) } : until;
  return { end, breaks: typed.map(onOf) };
}

/** Why each account of the device has its verdict, as known at the end of the steps or where they stop. */
async function explain(steps: readonly Timed[], { why, end }: { why: string; end: Until }, terminal: Terminal) {
  const session = resume(begin(steps, end !== null && 'on' in end ? [end.on] : []));
  const { columns } = standardScreen();
  const [facts, quote] = [factsSoFar(session), quoteOf(session)];
  const said = [...session.now.handoffs.values()].flatMap((handoff) => {
    const device = handoff.devices.find(({ bdf }) => bdf === why);
    return device ? whyLines({ handoff, device, facts, quote }, columns) : [];
  });
  if (said.length > 0) await terminal.out(`${said.join('\n')}\n`);
  else terminal.err(`quiesce replay: nothing is known of ${why} there\n`);
  return said.length > 0 ? 0 : BAD_INPUT;
}

function conflicts(
  { assert, until, step, into, why }: ReplayOptions,
  { files, capture }: { files: readonly string[]; capture: Capture | null },
) {
  return [
    assert && !capture && '--assert needs one capture; a plain log records no verdicts',
    assert && until && '--assert and --until exclude each other: a part cannot equal the whole',
    into && (assert || step || why !== undefined) && '--into excludes --assert, --step and --why',
    into && until && 'what' in until && '--into looks at nothing: --until takes a line or a time with it',
    step && files.includes('-') && '--step reads keys from standard input; name the log as a file',
  ].filter((problem) => typeof problem === 'string');
}

async function upTo(inputs: ReplayRequest['inputs'], end: Until): Promise<readonly Timed[]> {
  const steps: Timed[] = [];
  for await (const step of until(inVirtualTime(inputs, true), end)) steps.push(step);
  return steps;
}

const run = async (files: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<number> => {
  const { sources, problems } = hostFiles({ files, hosts: options.host });
  const capture = files.length === 1 ? await captureIn(files[0]!) : null;
  const { end, breaks } = stops(options, problems);
  problems.push(...conflicts(options, { files, capture }));
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
  const inputs = capture ? inputsOfEvents(capture.events) : fromFiles();
  const nothingRead = () => !capture && unread === sources.length;
  if (options.why !== undefined) {
    const steps = await upTo(inputs, end);
    return nothingRead() ? BAD_INPUT : explain(steps, { why: options.why, end }, terminal);
  }
  if (options.into !== undefined) {
    const { into: to, token = null, speed = null } = options;
    const steps = until(inVirtualTime(inputs, speed !== null), end);
    const sent = await replayInto(steps, { to, token, speed }, new Date());
    terminal.err(`quiesce replay: ${sent} blocks of lines handed to ${to}\n`);
    return nothingRead() ? BAD_INPUT : 0;
  }
  if (options.step && process.stdin.isTTY && process.stdout.isTTY) {
    const steps = await upTo(inputs, end);
    if (nothingRead()) return BAD_INPUT;
    await look(steps, breaks);
    return 0;
  }
  const hand = options.step ? asked() : null;
  const handoffs = await replay(
    {
      inputs,
      speed: options.speed ?? null,
      goOn: hand?.goOn ?? null,
      until: end,
      device: options.device ?? null,
      format: options.format,
      facts: options.facts,
    },
    terminal,
  );
  hand?.close();
  if (nothingRead()) return BAD_INPUT;
  return capture && options.assert ? assertSame(capture, handoffs, terminal) : 0;
};

export const replayCommand = async (files: readonly string[], options: ReplayOptions): Promise<void> => {
  const terminal = standardTerminal();
  try {
    process.exitCode = await run(files, options, terminal);
  } catch (error) {
    const expected = [SourceError, CaptureError, DoorError, EventLogError].some((kind) => error instanceof kind);
    if (!expected || !(error instanceof Error)) throw error;
    terminal.err(`quiesce replay: ${error.message}\n`);
    process.exitCode = BAD_INPUT;
  }
};
