/** A capture: the recorded events of one handoff in a file, enough to judge it again anywhere. */
import type { Boot, Handoff, Input } from '#core';
import type { RecordedEvent } from '#event-log';
import { placedOf } from '#roles/correlator/correlator';
import { unseen } from '#roles/correlator/fold';
import { linesOf } from './virtual-time';

export const CAPTURE_SCHEMA = 'quiesce.capture/1';

/** First line of the file. */
export interface CaptureHead {
  readonly schema: typeof CAPTURE_SCHEMA;
  /** Version of the rules that judged; others may judge otherwise. */
  readonly rules: number;
  readonly host: string;
  /** What was said live: the handoff, its boots, and the position of the last input it rests on. */
  readonly recorded: { readonly version: number; readonly handoff: Handoff; readonly boots: readonly Boot[] };
}
/** Broken captures say which line, what was expected and what stands there. */
export class CaptureError extends Error {
  constructor(file: string, line: number, message: string) {
    super(`${file}:${line}: ${message}`);
    this.name = 'CaptureError';
  }
}

/** Does a file that begins so claim to be a capture? */
export const isCapture = (firstLine: string): boolean =>
  /^\s*\{[^}]*"schema"\s*:\s*"quiesce\.capture\//.test(firstLine);

/** The core's input that an event of the `lines` stream is; null for events that carry none. */
export const inputOf = (event: RecordedEvent): Input | null => {
  const placed = placedOf(event);
  return 'input' in placed ? placed.input : null;
};

/** Drops lines that came before, as the correlator does: a collector may send them again with other batching. */
export const onceOnly = (): ((input: Input) => Input | null) => {
  const known = new Map<string, number>();
  return (input) => {
    if (input.type !== 'lines') return input;
    const key = `${input.host}\n${input.source}`;
    const fresh = unseen(input, known.get(key) ?? 0);
    if (fresh) known.set(key, fresh.firstLine + linesOf(fresh.text).length - 1);
    return fresh;
  };
};

const parsed = (file: string, line: number, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new CaptureError(file, line, 'expected one JSON object a line; is the capture cut off?');
  }
};

export interface Capture {
  readonly head: CaptureHead;
  /** Every other line of the file: an event of the host, with its place in the log. */
  readonly events: readonly RecordedEvent[];
}
export const parseCapture = (file: string, text: string): Capture => {
  const [first = '', ...rest] = text.split('\n');
  const head = parsed(file, 1, first) as CaptureHead;
  if (head.schema !== CAPTURE_SCHEMA)
    throw new CaptureError(file, 1, `expected schema ${CAPTURE_SCHEMA}, found ${head.schema}`);
  if (!head.recorded?.handoff?.id) throw new CaptureError(file, 1, 'expected `recorded.handoff`, what was judged live');
  const events = rest.flatMap((line, at) => (line.trim() === '' ? [] : [parsed(file, at + 2, line) as RecordedEvent]));
  if (events.length === 0) throw new CaptureError(file, 1, 'holds no events');
  return { head, events };
};

export const writtenCapture = ({ head, events }: Capture): string =>
  `${[head, ...events].map((line) => JSON.stringify(line)).join('\n')}\n`;
