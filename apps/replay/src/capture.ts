/** A capture: the recorded events of one handoff in a file, enough to judge it again anywhere. */
import type { Boot, Handoff, Input } from '#core';

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
/** Every other line: an event of the host, with its place in the log. */
export interface CapturedEvent {
  readonly stream: string;
  readonly partition: number;
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly key: string;
  readonly data: unknown;
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

interface LinesCollected {
  readonly host: string;
  readonly source: string;
  readonly firstLine: number;
  readonly text: string;
}

/** The core's input that an event of the `lines` stream is; null for events that carry none. */
export const inputOf = ({ type, data }: Pick<CapturedEvent, 'type' | 'data'>): Input | null => {
  switch (type) {
    case 'io.quiesce.lines-collected.v1': {
      const { host, source, firstLine, text } = data as LinesCollected;
      return { type: 'lines', host, source, firstLine, text };
    }
    case 'io.quiesce.ticked.v1': {
      const { host, at } = data as { host: string; at: string };
      return { type: 'tick', host, at };
    }
    case 'io.quiesce.source-ended.v1': {
      const { host, source } = data as { host: string; source: string };
      return { type: 'end', host, source };
    }
    default:
      return null;
  }
};

/** Drops lines that came before, by source and number: a collector may send them again with other batching. */
export const onceOnly = (): ((input: Input) => Input | null) => {
  const next = new Map<string, number>();
  return (input) => {
    if (input.type !== 'lines') return input;
    const key = `${input.host}\n${input.source}`;
    const lines = input.text.replace(/\n$/, '').split('\n');
    const known = Math.min(lines.length, Math.max(0, (next.get(key) ?? 0) - input.firstLine));
    next.set(key, Math.max(next.get(key) ?? 0, input.firstLine + lines.length));
    if (known === 0) return input;
    if (known === lines.length) return null;
    return { ...input, firstLine: input.firstLine + known, text: `${lines.slice(known).join('\n')}\n` };
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
  readonly events: readonly CapturedEvent[];
}
export const parseCapture = (file: string, text: string): Capture => {
  const [first = '', ...rest] = text.split('\n');
  const head = parsed(file, 1, first) as CaptureHead;
  if (head.schema !== CAPTURE_SCHEMA)
    throw new CaptureError(file, 1, `expected schema ${CAPTURE_SCHEMA}, found ${head.schema}`);
  if (!head.recorded?.handoff?.id) throw new CaptureError(file, 1, 'expected `recorded.handoff`, what was judged live');
  const events = rest.flatMap((line, at) => (line.trim() === '' ? [] : [parsed(file, at + 2, line) as CapturedEvent]));
  if (events.length === 0) throw new CaptureError(file, 1, 'holds no events');
  return { head, events };
};

export const writtenCapture = ({ head, events }: Capture): string =>
  `${[head, ...events].map((line) => JSON.stringify(line)).join('\n')}\n`;
