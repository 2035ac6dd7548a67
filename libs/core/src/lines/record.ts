/**
 * Records that a form spreads over several lines, put back on one: each on the line of its message, the others left empty, so that every
 * line keeps its number. Text without such records is returned as it came.
 */

import { PART_MARKS } from './pstore-part';

/** Longest record that is waited for; what is longer is read line by line. */
const RECORD_LENGTH_MAX = 131_072;
const RECORD_LINES_MAX = 512;

export interface JoinedText {
  /** As many lines as were given, less those of `rest`. */
  readonly text: string;
  /** Whole lines at the end that begin a record whose end has not come; '' for none. */
  readonly rest: string;
}

interface Joined {
  /** Lines taken; 0 where the record's end has not come. */
  readonly lines: number;
  /** The record on one line, and which of the lines it stands on. */
  readonly record: string;
  readonly at: number;
}
/** Joins the record that begins at `from`; null where none does. */
type Join = (lines: readonly string[], from: number) => Joined | null;

const OPEN: Joined = { lines: 0, record: '', at: 0 };
/** No end so far: it may come with more lines, unless there are too many already. */
const isOpen = (lines: readonly string[], from: number): Joined | null =>
  lines.length - from < RECORD_LINES_MAX ? OPEN : null;

/** What the reader of `journalctl -o json` looks at. */
const JOURNAL_FIELDS = new Set([
  ...['MESSAGE', 'PRIORITY', 'SYSLOG_FACILITY', 'SYSLOG_IDENTIFIER', '_TRANSPORT', '_HOSTNAME', '_BOOT_ID', '_PID'],
  ...['__REALTIME_TIMESTAMP', '_SOURCE_MONOTONIC_TIMESTAMP'],
]);

/** The first line of a pretty record; with more on it, nothing marks the block that it is in. */
const BRACES = ['{', '{\r'];

/** Every record has its time: without it nothing marks the block that it is in. Others than systemd write it without a blank (`jq .`). */
const PRETTY_MARKS = ['"__REALTIME_TIMESTAMP" : ', '"__REALTIME_TIMESTAMP": '];
const isMarked = (line: string): boolean => PRETTY_MARKS.some((mark) => line.includes(mark));

/** `journalctl -o json-pretty`: a brace, a field a line, a brace (systemd src/shared/logs-show.c output_json()). */
const joinPretty: Join = (lines, from) => {
  if (!BRACES.includes(lines[from] ?? '') || (from + 1 < lines.length && !/^[\t ]"/.test(lines[from + 1] ?? '')))
    return null;
  const length = lines.slice(from, from + RECORD_LINES_MAX).findIndex((line) => /^\}\s{0,4}$/.test(line)) + 1;
  if (length === 0) return isOpen(lines, from);
  const record = lines.slice(from, from + length);
  try {
    const text = JSON.stringify(JSON.parse(record.join('\n')));
    const at = record.findIndex((line) => /^[\t ]"MESSAGE" ?:/.test(line));
    return at < 0 || !record.some(isMarked) ? null : { lines: record.length, record: text, at };
  } catch {
    return null;
  }
};

/** `dmesg --json`: an entry's number, time, caller and words, each on a line (util-linux sys-utils/dmesg.c print_record()). */
const ENTRY_BEGINS = /^[\t ]{1,40}"pri": \d{1,4},$/;
const ENTRY_GOES_ON = /^[\t ]{1,40}"(?:time|caller)": (?:"[^"]{0,40}"|[ \d.]{1,40}),$/;
const ENTRY_ENDS = /^[\t ]{1,40}"msg": ".{0,20000}"$/;
const ENTRY_LINES_MAX = 4;

const joinEntry: Join = (lines, from) => {
  if (!ENTRY_BEGINS.test(lines[from] ?? '')) return null;
  for (let next = from + 1; next < from + ENTRY_LINES_MAX; next++) {
    const line = lines[next];
    if (line === undefined) return OPEN;
    if (ENTRY_ENDS.test(line)) {
      const record = lines.slice(from, next + 1).map((text) => text.trim());
      return { lines: next + 1 - from, record: `{${record.join('')}}`, at: next - from };
    }
    if (!ENTRY_GOES_ON.test(line)) return null;
  }
  return null;
};

const FIELD = /^([A-Z_][A-Z0-9_]{0,63})=(.*)/s;
const BINARY_FIELD = /^[A-Z_][A-Z0-9_]{0,63}$/;

/** A field whose value has newlines: its name, eight bytes of length, the value. Invalid bytes of the length were made U+FFFD each. */
function binaryField(lines: readonly string[], from: number): { readonly value: string; readonly next: number } {
  // A length of ten is a newline of its own.
  let next = lines[from + 1] === '' && lines[from + 2]?.startsWith('\0') ? from + 2 : from + 1;
  while (
    next < lines.length &&
    lines[next] !== '' &&
    !FIELD.test(lines[next] ?? '') &&
    !BINARY_FIELD.test(lines[next] ?? '')
  )
    next += 1;
  return {
    value: lines
      .slice(from + 1, next)
      .join('\n')
      .slice(8),
    next,
  };
}

/** `journalctl -o export`: a field a line, an empty line behind the record (systemd.io/JOURNAL_EXPORT_FORMATS). */
const joinExport: Join = (lines, from) => {
  if (!/^__(?:CURSOR|REALTIME_TIMESTAMP|MONOTONIC_TIMESTAMP)=/.test(lines[from] ?? '')) return null;
  const end = from + RECORD_LINES_MAX;
  const fields: Record<string, string> = {};
  let at = 0;
  let next = from;
  while (next < Math.min(lines.length, end) && lines[next] !== '') {
    const line = lines[next] ?? '';
    const field = FIELD.exec(line);
    const name = field?.[1] ?? line;
    if (name === 'MESSAGE') at = next - from + (field ? 0 : 1);
    const binary = field || !BINARY_FIELD.test(line) ? null : binaryField(lines, next);
    if (JOURNAL_FIELDS.has(name)) fields[name] = field?.[2] ?? binary?.value ?? '';
    next = binary?.next ?? next + 1;
  }
  if (next >= lines.length || next >= end) return isOpen(lines, from);
  // As above: its time marks it.
  return fields.__REALTIME_TIMESTAMP === undefined
    ? null
    : { lines: next - from + 1, record: JSON.stringify(fields), at };
};

/** Extended netconsole cuts a record at 1000 bytes (drivers/net/netconsole.c send_msg_fragmented()). */
const FRAGMENT = /^([^;]{0,120}),ncfrag=(\d{1,6})\/(\d{1,6})([^;]{0,300});(.*)$/s;

/** Ends a record whose rest never came, so that no row takes it for whole. */
const FRAGMENT_LOST = ' [fragment lost]';

/** Length in bytes, as the kernel counts it. */
const bytesIn = (text: string): number => new TextEncoder().encode(text).length;

const joinFragments: Join = (lines, from) => {
  const first = FRAGMENT.exec(lines[from] ?? '');
  if (first?.[2] !== '0') return null;
  const whole = Number(first[3]);
  let body = first[5] ?? '';
  let next = from + 1;
  while (bytesIn(body) < whole && next < lines.length) {
    const more = FRAGMENT.exec(lines[next] ?? '');
    if (!more || more[1] !== first[1] || Number(more[2]) !== bytesIn(body)) break;
    body += more[5] ?? '';
    next += 1;
  }
  if (bytesIn(body) < whole && next >= lines.length) return OPEN;
  const lost = bytesIn(body) < whole ? FRAGMENT_LOST : '';
  return { lines: next - from, record: `${first[1]}${first[4]};${body}${lost}`, at: 0 };
};

/** The container runtime interface cuts long lines: `P` begins, `F` ends (kubernetes pkg/kubelet/kuberuntime/logs). */
const PARTIAL = /^(\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d) (?:stdout|stderr)) ([PF]) (.*)/s;

const joinPartials: Join = (lines, from) => {
  const first = PARTIAL.exec(lines[from] ?? '');
  if (first?.[2] !== 'P') return null;
  let body = first[3] ?? '';
  for (let next = from + 1; next < Math.min(lines.length, from + RECORD_LINES_MAX); next++) {
    const more = PARTIAL.exec(lines[next] ?? '');
    if (!more) return { lines: next - from, record: `${first[1]} F ${body}`, at: 0 };
    body += more[3] ?? '';
    if (more[2] === 'F') return { lines: next - from + 1, record: `${first[1]} F ${body}`, at: 0 };
  }
  return isOpen(lines, from);
};

/** What text holds where records may have to be joined: the reader looks for it while it looks for everything else. */
export const RECORD_MARKS: readonly string[] = [
  ...PRETTY_MARKS,
  '__REALTIME_TIMESTAMP=',
  '"pri": ',
  ',ncfrag=',
  ' stdout P ',
  ' stderr P ',
  ...PART_MARKS,
];
/** A record that a text ends in may have shown no more than its beginning: so much of the text, and a line more, shows it. */
export const TAIL_LENGTH = 4_096;
export const mayEndInRecord = (tail: string): boolean => {
  return tail.includes('{\n') || tail.includes('{\r\n') || tail.includes('__CURSOR=') || tail.includes('"pri": ');
};

/** Each form with text that such a record holds. */
const FORMS: readonly { readonly marks: readonly string[]; readonly join: Join }[] = [
  { marks: BRACES.map((brace) => `${brace}\n`), join: joinPretty },
  { marks: ['__CURSOR=', '__REALTIME_TIMESTAMP=', '__MONOTONIC_TIMESTAMP='], join: joinExport },
  { marks: ['"pri": '], join: joinEntry },
  { marks: [',ncfrag='], join: joinFragments },
  { marks: [' stdout P ', ' stderr P '], join: joinPartials },
];

/** Joins the records of a run of whole lines. `ended`: nothing will follow, what is open is read as it is. */
export function joinRecords(text: string, ended = false): JoinedText {
  const joins = FORMS.filter(({ marks }) => marks.some((mark) => text.includes(mark))).map(({ join }) => join);
  if (joins.length === 0) return { text, rest: '' };
  const closed = text.endsWith('\n');
  const lines = (closed ? text.slice(0, -1) : text).split('\n');
  const out: string[] = [];
  for (let from = 0; from < lines.length; ) {
    const joined = firstOf(joins, lines, from);
    if (joined?.lines === 0) {
      const rest = lines.slice(from).join('\n');
      if (!ended && rest.length <= RECORD_LENGTH_MAX) return { text: linesOf(out), rest: `${rest}\n` };
    }
    if (joined === null || joined.lines === 0) {
      out.push(lines[from] ?? '');
      from += 1;
      continue;
    }
    for (let at = 0; at < joined.lines; at++) out.push(at === joined.at ? joined.record : '');
    from += joined.lines;
  }
  return { text: closed ? linesOf(out) : out.join('\n'), rest: '' };
}

const linesOf = (lines: readonly string[]): string => (lines.length === 0 ? '' : `${lines.join('\n')}\n`);

function firstOf(joins: readonly Join[], lines: readonly string[], from: number): Joined | null {
  for (const join of joins) {
    const joined = join(lines, from);
    if (joined !== null) return joined;
  }
  return null;
}
