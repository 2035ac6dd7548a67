/**
 * A capture: a slice of an event log as text, enough to judge its handoffs again anywhere. One JSON value a line: a head that says what
 * follows, the events of each stream, an end. docs/capture.md describes it, schemas/capture-head.v1.json the head.
 */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { RULES_VERSION } from '#core';
import type { RecordedEvent, Stream } from '#event-log';
import { type EventShapes, isOf, validate } from '#schemas';

export const CAPTURE_SCHEMA = 'quiesce.capture/2';
const VERSION = 2;

/** What a capture may hold, in the order in which it holds it: what happened, what was said of it, what the statistics made of that. */
export const CAPTURE_STREAMS = ['lines', 'handoffs', 'signatures', 'alerts'] as const satisfies readonly Stream[];
export type CaptureStream = (typeof CAPTURE_STREAMS)[number];

/** Events of one stream, in their order in the log. */
export interface Section {
  readonly stream: CaptureStream;
  readonly events: number;
  /** Of the section's lines, each with its LF, as UTF-8. */
  readonly sha256: string;
}
/** First line of the text. */
export interface CaptureHead {
  readonly schema: typeof CAPTURE_SCHEMA;
  /** Version of the rules that judged; others may judge otherwise. */
  readonly rules: number;
  /** Were names and addresses replaced? Then ids are those of the replaced names. */
  readonly anonymised: boolean;
  readonly sections: readonly Section[];
}
export type Judged = EventShapes['io.quiesce.handoff-judged.v1'];

export interface Capture {
  readonly rules: number;
  readonly anonymised: boolean;
  /** The raw events: lines, ticks, ends. */
  readonly events: readonly RecordedEvent[];
  /** What was said live: each handoff as it was last judged. */
  readonly judged: readonly RecordedEvent<Judged>[];
  /** Signatures and alerts that the handoffs gave rise to. */
  readonly beside: readonly RecordedEvent[];
}

/** Broken captures say which line, what was expected and what stands there. */
export class CaptureError extends Error {
  constructor(file: string, line: number, message: string) {
    super(`${file}:${line}: ${message}`);
    this.name = 'CaptureError';
  }
}

/** Does a text that begins so claim to be a capture? */
export const isCapture = (beginning: string): boolean => /^\s*\{"schema":"quiesce\.capture\//.test(beginning);

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

const sectionText = (events: readonly RecordedEvent[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** The capture as text: the same bytes for the same capture. */
export function writtenCapture({ rules, anonymised, events, judged, beside }: Capture): string {
  const all = [...events, ...judged, ...beside];
  const parts = CAPTURE_STREAMS.map((stream) => {
    const some = all.filter((event) => event.stream === stream);
    const text = sectionText(some);
    return { section: { stream, events: some.length, sha256: hashOf(text) }, text };
  }).filter(({ section }) => section.events > 0);
  const head: CaptureHead = {
    schema: CAPTURE_SCHEMA,
    rules,
    anonymised,
    sections: parts.map(({ section }) => section),
  };
  const headLine = `${JSON.stringify(head)}\n`;
  const end = `${JSON.stringify({ end: CAPTURE_SCHEMA, head: hashOf(headLine) })}\n`;
  return [headLine, ...parts.map(({ text }) => text), end].join('');
}

function parsed(file: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CaptureError(file, line, 'expected one JSON value a line; the capture is damaged here');
  }
}

function headIn(file: string, text: string): CaptureHead {
  const head = parsed(file, 1, text) as Partial<CaptureHead> | null;
  const version = Number(/^quiesce\.capture\/(\d+)$/.exec(String(head?.schema))?.[1] ?? Number.NaN);
  if (version > VERSION)
    throw new CaptureError(
      file,
      1,
      `is a capture of version ${version}; this Quiesce reads up to ${VERSION}: use a newer one`,
    );
  if (version === 1)
    throw new CaptureError(file, 1, 'is a capture of version 1, which only Quiesce 0.1 wrote: capture it again');
  const problems = validate('capture-head.v1', head);
  if (problems.length > 0) throw new CaptureError(file, 1, `is no head of a capture: ${problems.join('; ')}`);
  return head as CaptureHead;
}

interface Lines {
  readonly file: string;
  readonly all: readonly string[];
}

function sectionIn({ file, all }: Lines, { stream, events, sha256: expected }: Section, from: number): RecordedEvent[] {
  const lines = all.slice(from, from + events);
  if (lines.length < events || from + events >= all.length)
    throw new CaptureError(
      file,
      all.length,
      `is cut off: ${events} events of ${stream} were expected, ${lines.length} are there`,
    );
  if (hashOf(lines.map((line) => `${line}\n`).join('')) !== expected)
    throw new CaptureError(
      file,
      from + 1,
      `the ${events} events of ${stream} from here on were changed: their SHA-256 is another`,
    );
  return lines.map((line, at) => parsed(file, from + at + 1, line) as RecordedEvent);
}

/** @throws CaptureError where it is cut off, was changed, or is of a newer version */
export function parseCapture(file: string, text: string): Capture {
  const lines: Lines = { file, all: text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined) };
  const head = headIn(file, lines.all[0] ?? '');
  let from = 1;
  const events = head.sections.flatMap((section) => {
    const some = sectionIn(lines, section, from);
    from += section.events;
    return some;
  });
  const end = parsed(file, from + 1, lines.all[from] ?? '') as { end?: unknown; head?: unknown } | null;
  if (end?.end !== CAPTURE_SCHEMA) throw new CaptureError(file, from + 1, 'expected the end of the capture');
  if (end.head !== hashOf(`${lines.all[0]}\n`))
    throw new CaptureError(file, 1, 'the head was changed: its SHA-256 is another');
  if (lines.all.length > from + 1) throw new CaptureError(file, from + 2, 'goes on after its end');
  return sorted(head, events);
}

const isJudged = (event: RecordedEvent): event is RecordedEvent<Judged> =>
  event.stream === 'handoffs' && isOf('io.quiesce.handoff-judged.v1', event.data);

function sorted(
  { rules, anonymised }: Pick<CaptureHead, 'rules' | 'anonymised'>,
  all: readonly RecordedEvent[],
): Capture {
  return {
    rules,
    anonymised,
    events: all.filter(({ stream }) => stream === 'lines'),
    judged: all.filter(isJudged),
    beside: all.filter(({ stream }) => stream === 'signatures' || stream === 'alerts'),
  };
}

export const captureOf = (events: readonly RecordedEvent[]): Capture =>
  sorted({ rules: RULES_VERSION, anonymised: false }, events);

/** Why captures do not go into one, as a sentence; null where they do. */
function apart(captures: readonly Capture[]): string | null {
  const [first, ...others] = captures;
  const other = others.find(({ rules, anonymised }) => rules !== first?.rules || anonymised !== first?.anonymised);
  if (other && other.rules !== first?.rules)
    return `they were judged by different rules (${first?.rules}, ${other.rules}); capture both with one Quiesce`;
  return other ? 'one is anonymised and the other is not: a host would have two names' : null;
}

/** Events of several captures, each once, in the order of the log; captures of one host must come of one log. */
export function mergedCapture(captures: readonly Capture[]): Capture {
  const why = apart(captures);
  if (why !== null) throw new Error(why);
  const places = new Map<string, RecordedEvent>();
  for (const event of captures.flatMap(({ events, judged, beside }) => [...events, ...judged, ...beside])) {
    const { stream, partition, position, key } = event;
    const place = `${stream} ${partition} ${position} ${key}`;
    const other = places.get(place);
    if (other && JSON.stringify(other) !== JSON.stringify(event))
      throw new Error(`they come of different logs: both have a ${stream} event of ${key} at ${partition}/${position}`);
    places.set(place, event);
  }
  return sorted(captures[0]!, latest([...places.values()].sort(inOrder)));
}

const inOrder = (left: RecordedEvent, right: RecordedEvent): number =>
  left.partition - right.partition || left.position - right.position || (left.key < right.key ? -1 : 1);

/** Of each handoff the last judgement. */
function latest(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const last = new Map(events.filter(isJudged).map((event) => [event.data.handoff.id, event]));
  return events.filter((event) => !isJudged(event) || last.get(event.data.handoff.id) === event);
}
