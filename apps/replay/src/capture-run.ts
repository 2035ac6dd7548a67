/** What `quiesce capture` does: finds a handoff in an event log and writes the events that make it. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { from } from 'rxjs';
import { analyze, type Boot, type Handoff, RULES_VERSION } from '#core';
import type { EventLog, RecordedEvent } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { CAPTURE_SCHEMA, type Capture, inputOf, writtenCapture } from './capture';
import { heldAgainst, inputsOfCapture } from './replay';
import { standardTerminal, type Terminal } from './terminal';

/** As commander hands them over. */
export interface CaptureOptions {
  readonly fromLog: string;
  readonly handoff: string;
  readonly output: string;
}

interface Judged {
  readonly host: string;
  readonly version: number;
  readonly handoff: Handoff;
  readonly boots: readonly Boot[];
}

/** The last judgement of the handoff, with the time it was made; null where the log has none. */
const judgementOf = async (log: EventLog, id: string): Promise<Judged | null> => {
  let last: Judged | null = null;
  for await (const { data } of log.scan('handoffs')) {
    const judged = data as Judged;
    if (judged.handoff?.id === id) last = judged;
  }
  return last;
};

const hostEvents = async (log: EventLog, { host, version }: Judged): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const event of log.scan('lines')) {
    if (event.position > version) break;
    if (event.key === host) events.push(event);
  }
  return events;
};

/** Events that hold a line of the two boots, and every event that holds none: ticks and ends. */
const nearBoots = (events: readonly RecordedEvent[], boots: readonly Boot[]): RecordedEvent[] => {
  const touches = (event: RecordedEvent) => {
    const input = inputOf(event);
    if (input?.type !== 'lines') return true;
    const last = input.firstLine + input.text.split('\n').length;
    return boots.some(
      ({ file, firstLine, lastLine }) => file === input.source && input.firstLine <= lastLine && last >= firstLine,
    );
  };
  const first = events.findIndex((event) => inputOf(event)?.type === 'lines' && touches(event));
  return events.slice(Math.max(0, first)).filter(touches);
};

const captureOf = ({ host, version, handoff, boots }: Judged, events: readonly RecordedEvent[]): Capture => ({
  head: { schema: CAPTURE_SCHEMA, rules: RULES_VERSION, host, recorded: { version, handoff, boots } },
  events,
});

const handoffsOf = async (capture: Capture): Promise<Handoff[]> => {
  const handoffs = new Map<string, Handoff>();
  await analyze(from(inputsOfCapture(capture))).forEach((output) => {
    if (output.type === 'handoff') handoffs.set(output.handoff.id, output.handoff);
  });
  return [...handoffs.values()];
};

const isFaithful = async (capture: Capture): Promise<boolean> =>
  capture.events.length > 0 && heldAgainst(capture, await handoffsOf(capture)).length === 0;

/** The smallest slice that replays to what was recorded; the whole host where no slice does. */
const faithfulCapture = async (
  judged: Judged,
  events: readonly RecordedEvent[],
): Promise<{ capture: Capture; faithful: boolean }> => {
  const slice = captureOf(judged, nearBoots(events, judged.boots));
  if (await isFaithful(slice)) return { capture: slice, faithful: true };
  const whole = captureOf(judged, events);
  return { capture: whole, faithful: await isFaithful(whole) };
};

const write = async (capture: Capture, output: string, terminal: Terminal): Promise<void> => {
  const text = writtenCapture(capture);
  if (output === '-') return terminal.out(text);
  await writeFile(output, output.endsWith('.gz') ? gzipSync(text) : text);
};

/** Exit code: 0 written, 2 no such log or handoff. */
export const runCapture = async (
  { fromLog, handoff: id, output }: CaptureOptions,
  terminal: Terminal,
): Promise<number> => {
  if (!existsSync(fromLog)) {
    terminal.err(`quiesce capture: ${fromLog}: no such directory, expected an embedded event log\n`);
    return 2;
  }
  const log = await EmbeddedEventLog.open({ dir: fromLog, readOnly: true });
  try {
    const judged = await judgementOf(log, id);
    if (judged === null) {
      terminal.err(`quiesce capture: no handoff ${id} in ${fromLog}\n`);
      return 2;
    }
    const { capture, faithful } = await faithfulCapture(judged, await hostEvents(log, judged));
    if (!faithful)
      terminal.err('quiesce capture: these rules judge the recorded events otherwise; --assert will say how\n');
    await write(capture, output, terminal);
    terminal.err(`quiesce capture: ${capture.events.length} events of ${judged.host}\n`);
    return 0;
  } finally {
    await log.close();
  }
};

export const captureCommand = async (options: CaptureOptions): Promise<void> => {
  process.exitCode = await runCapture(options, standardTerminal());
};
