/** Takes the prefixes off a raw text line, in whatever form it reached us. */
import type { Form, Line, Subject } from './line';

/** Longest line that is looked at; the rest of a longer one is dropped, and said to be. */
export const LINE_LENGTH_MAX = 16_384;

type Framed = Pick<Line, 'form' | 'host' | 'time' | 'at' | 'level' | 'facility' | 'caller' | 'sequence'> & {
  readonly rest: string;
  readonly broken?: 'truncated';
  /** A boot id or separator that the form itself carries. */
  readonly bootMark?: string;
};

const NOTHING = {
  form: 'plain',
  host: null,
  time: null,
  at: null,
  level: null,
  facility: null,
  caller: null,
  sequence: null,
} as const;

/** `[    1.018540]`, with the caller of CONFIG_PRINTK_CALLER behind it (kernel/printk/printk.c print_time(), print_caller()). */
const STAMP = /^\[ {0,12}(\d{1,12})\.(\d{6})\](?: ?\[ {0,6}([TC]\d{1,8})\])? ?/;
/** A mail program that fills its lines breaks a stamp at the blank behind its bracket; the one before ends in that. */
const STAMP_BROKEN = /^(\d{1,12})\.(\d{6})\](?: ?\[ {0,6}([TC]\d{1,8})\])? (?=\S)/;
/** But for what an event of AMD's goes on behind, as a record of its own (drivers/iommu/amd_iommu.c iommu_print_event() 4.19). */
const BRACKET_LEFT = /(?<! logged) \[$/;
/** Where no time is printed (printk.time=0) the caller stands alone, padded to six. */
const CALLER = /^\[(?=[ TC\d]{6,9}\]) {0,4}([TC]\d{1,8})\] /;
const PRIORITY = /^<(\d{1,4})>/;
/** `dmesg -T`: `[Sun Nov 22 19:04:00 2026]`; with `-d` the seconds since the line before stand behind it, in many languages with a comma. */
const CTIME =
  /^\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})(?: < {0,12}\d{1,8}[.,]\d{6}>)?\] ?/;
/** The same in other languages: `[Mo Nov 23 …]`, `[lun. nov. 23 …]`, `[一 11月 23 …]`. */
const CTIME_LOCAL =
  /^\[[^\s\d[\]]{1,12} {1,2}(?:[^\s\d[\]]{2,12}|(\d{1,2})月) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})(?: < {0,12}\d{1,8}[.,]\d{6}>)?\] ?/;
/**
 * `dmesg -e` (a date where the minute changes, in any language, else the seconds since the line before) and `dmesg -d`, whose stamp is whole
 * (also scripts/show_delta). Dates and fractions are written as the language writes them (util-linux sys-utils/dmesg.c, setlocale()).
 */
const RELATIVE =
  /^\[(?:(?:(?:[^\s\d[\]<>:+.]{2,12}\.?|\d{1,2}月) {0,2}\d{1,2}| ?\d{1,2}\. [^\s\d[\]<>:+.]{2,12}\.?) {1,2}\d\d:\d\d| {0,8}\+\d{1,8}[.,]\d{6}| {0,12}(\d{1,12})\.(\d{6})(?: < {0,12}\d{1,8}[.,]\d{6}[ *]?>| {16}))\] ?/;
/** What programs that keep a console's words put before them: conserver, ts(1), Jenkins. */
const KEPT_AT = /^\[(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(Z|[+-]\d\d:?\d\d)?\] ?/;
/** What serial loggers and web consoles put before a line that has no stamp: a date in either order, or the hour alone. */
const LOGGED_AT =
  /^(?:(?:(\d{4}-\d\d-\d\d)|\d\d[/.]\d\d[/.]\d{4})[ T](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(Z|[+-]\d\d:?\d\d)?|[[(]?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?[\])]?) (?=\S)/;
const KMSG = /^(?:[^\s,;]{1,80},)?(\d{1,4}),(\d{1,20}),(\d{1,20}),[-c+](?:,[^;]{0,400})?;/;
const CALLER_FIELD = /,caller=([TC]\d+)/;
const JOURNAL_SHORT =
  /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d)(?:\.\d{1,9})? (?:(\S{0,254}[^\s:]) )?([^\s:[]{1,128}(?:\[\d{1,10}\])?): ?/;
/** metalog's files: the program in brackets, and no host (metalog src/metalog.c processLogLine()). */
const METALOG = /^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \[([^\s[\]]{1,64})\] /;
/** Other languages' months (`nov.`, `Mär`, `11月`): the kernel's tag tells that it is a date. */
const JOURNAL_LOCAL =
  /^(?:[^\s\d<>:"'=,;#[\](){}]{2,12}|\d{1,2}月) {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})? (\S{1,255}) (kernel): ?/;
/** `journalctl -o short-full`. */
const JOURNAL_FULL =
  /^[^\s\d[\]<>]{1,12} (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{1,9})? [A-Z][\w+-]{1,9} (\S{1,255}) ([^\s:[]{1,128}(?:\[\d{1,10}\])?): ?/;
const JOURNAL_ISO =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) (?:(\S{0,254}[^\s:]) ([^\s:[]{1,128}(?:\[\d{1,10}\])?): ?)?/;
/** `dmesg --time-format iso`: the comma tells it from syslog's, and no host follows (util-linux sys-utils/dmesg.c). */
const DMESG_ISO = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d),(\d{6})([+-]\d\d:\d\d) /;
const JOURNAL_UNIX = /^(\d{9,11})\.(\d{3})\d{3} (\S{1,255}) ([^\s:[]{1,128}(?:\[\d{1,10}\])?): ?/;
/** With `-o short-delta` the seconds since the entry before stand in it, with an asterisk where the clocks of two boots had to be compared. */
const JOURNAL_MONOTONIC =
  /^\[ {0,12}(\d{1,12})\.(\d{6})(?: < {0,12}\d{1,12}\.\d{6}[ *]>| {16})?\] (\S{1,255}) (kernel|[^\s:[]{1,128}\[\d{1,10}\]): /;
/** What tells a monotonic journal line from dmesg: a host and the kernel's tag, or a program's with its pid. */
const JOURNAL_MONOTONIC_REST = /^\S{1,255} (?:kernel|[^\s:[]{1,128}\[\d{1,10}\]): /;
const SYSLOG_5424 =
  /^<(\d{1,3})>1 (\S{1,40}) (\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,32}) (?:-|\[[^\]]{0,2000}\]) ?(?:\ufeff)?/;
const LEVEL_LEFT = /^<([0-7])>/;
const DECODED = /^(kern|user|daemon|auth|syslog) {0,6}:(emerg|alert|crit|err|warn|notice|info|debug) {0,6}: /;
/** `talosctl dmesg`: node, facility and level in words, and the time of day (Talos Linux, cmd/talosctl/cmd/talos/dmesg.go, pkg/kmsg). */
const TALOS =
  /^(\S{1,255}): {1,2}(kern|user|daemon|auth|syslog): {1,8}(emerg|alert|crit|err|warning|notice|info|debug): \[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)\]: ?/;
const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];
/** A lone ESC too: taking codes out leaves none that another pass would find. */
const ESCAPES = /\x1b(?:\[[0-9;?]{0,20}[A-Za-z]|[()][A-Z0-9]|[=>78])?/g;
/** No-break spaces that mail programs and web pages leave, also where their byte was not valid text. */
const HARD_SPACES = /[\u00a0\ufffd]/g;
const QUOTE = /^(?:> ?){1,24}/;
/**
 * What syslogd broadcasts to terminals: ` kernel:text`, formerly with the host before it, as dates that were cut off leave it. Words that
 * stand before `kernel:` in a sentence are no host, and no list of them is whole: a host is not taken from it.
 */
const WALL =
  /^ ?(?:(?!(?:[Aa]n?|[Ii]n|[Oo]n|of|for|from|with|by|[Tt]h(?:e|is|at)|[Mm]y|[Oo]ur|your|each|same|[Oo]ld|[Nn]ew|[Ff]irst|[Ss]econd|next|last|latest|current|recent|[Ll]inux|stable|mainline|upstream|vanilla|[Dd]ebian|[Uu]buntu|[Ff]edora|distro|custom|crash|capture|kdump|kexec|rt|host|guest) )[\w.-]{1,64} kernel:(?: |$)|kernel: ?)/;
const MID_STAMP = /\[ {0,7}\d{1,7}\.\d{6}\]/;
const MID_CTIME = /\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4}\] /;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Anything at all to strip? */
const UNCLEAN =
  /^[ \t>|]|^- \{| \[$|^[-+*•]|^\d{1,7} |^KERN_|\\\[ {0,7}\d|[\r\x1b\u00a0\ufffd]|\^M\$?$|\^\[\[|&(?:lt|gt|amp|quot|#39|nbsp);|=3D|=C2=A0|=0A=?$|<br ?\/?>$/;

/** What web pages write for characters of their own markup: pastes out of bug trackers hold it. */
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };
const ENTITY = /&([#\w]{2,4});/g;
const unescaped = (text: string): string => text.replace(ENTITY, (whole, name: string) => ENTITIES[name] ?? whole);

/** An end of line in HTML, and in quoted-printable where a mail program coded it and broke the line behind it. */
const BREAK = /(?:<br ?\/?>|=0A=?)$/;

/** What `cat -v`, `less` and editors show of CR and of escape codes, and people copy; `cat -A` puts a `$` behind. */
const CARETS = /\^\[\[[0-9;?]{0,20}[A-Za-z]|(?:\^M){1,4}\$?$/g;

/**
 * Quoted-printable (RFC 2045, §6.7), as raw mails hold it: `=3D` for every `=`, and codes for blanks at an end and what is not ASCII, such as
 * the no-break spaces that mail programs put into a stamp. Another `=` tells other text.
 */
const QUOTED = /=3D|=C2=A0/;
const UNQUOTED = /=(?!3D|20|09|[89A-F][0-9A-F]|$)/;
const QUOTED_CODE = /=(3D|20|09|C2=A0)/g;
const unquoted = (text: string): string =>
  QUOTED.test(text) && !UNQUOTED.test(text)
    ? text.replace(QUOTED_CODE, (_, code: string) =>
        code === 'C2=A0' ? ' ' : String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/**
 * What stands before a line that names a device and has no stamp: a list's or a patch's mark, the count of `uniq -c`, the level as the kernel's
 * source writes it.
 */
const LEAD =
  /^(?:[-+*•] ?|\d{1,7} |KERN_[A-Z]{3,8} {1,8})(?=[\w.+-]{1,64} [0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7][: ])/;

/** Brackets that Markdown would take for its own are escaped in it: `\[   12.345678\]`; a line's end may be, too. */
const ESCAPED_STAMP = /\\\[ {0,7}\d{1,7}\.\d{6}\\\]/;
const ESCAPED_MARK = /\\(?:([[\]_*<>#~`|-])|$)/g;
const unmarked = (text: string): string => (ESCAPED_STAMP.test(text) ? text.replace(ESCAPED_MARK, '$1') : text);

/** Text without what stands between its letters: escape codes that colour it, and no-break spaces for spaces. Its lines stay its lines. */
export function legible(text: string): string {
  const plain = text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
  return plain.includes('\u00a0') || plain.includes('\ufffd') ? plain.replace(HARD_SPACES, ' ') : plain;
}

const endsBlank = (text: string): boolean => {
  const last = text.charCodeAt(text.length - 1);
  return last === 0x20 || last === 0x09;
};

/** Strips what terminals, mailers and web pages put around: CR, escape codes, quoting, indents, blanks at the end, entities, a list's dash before JSON. */
export function clean(raw: string): string {
  let text = raw.slice(0, LINE_LENGTH_MAX);
  if (!endsBlank(text) && !UNCLEAN.test(text)) return text;
  while (text.endsWith('\r')) text = text.slice(0, -1);
  text = unmarked(unquoted(unescaped(legible(text).replace(BREAK, '').replace(CARETS, ''))));
  text = text
    .slice(text.lastIndexOf('\r') + 1)
    .replace(QUOTE, '')
    .replace(BRACKET_LEFT, '')
    .trim()
    .replace(LEAD, '');
  return isGuttered(text) || text.startsWith('- {') ? text.slice(2).trimStart() : text;
}

/** Some put `| ` before each line that they paste; a table has it behind the last cell, too. */
const isGuttered = (text: string): boolean => text.startsWith('| ') && !text.endsWith('|');

function seconds(whole: string | undefined, micro: string | undefined): number {
  return Number(`${whole}.${micro}`);
}

/** The kernel's tag where nothing but a time stands before it (`journalctl --no-hostname`). */
const untagged = (text: string): string => (text.startsWith('kernel: ') ? text.slice(8) : text);

/** Tag, stamp and caller in front of kernel text, in any form. */
function stamped(tagged: string, framed: Omit<Framed, 'rest'>): Framed {
  const text = untagged(tagged);
  const stamp = STAMP.exec(text) ?? (framed.form === 'plain' ? STAMP_BROKEN.exec(text) : null);
  if (!stamp) return unstamped(text, framed);
  return {
    ...framed,
    form: framed.form === 'plain' ? 'dmesg' : framed.form,
    time: seconds(stamp[1], stamp[2]),
    caller: stamp[3] ?? framed.caller,
    rest: untagged(text.slice(stamp[0].length)),
  };
}

function unstamped(text: string, framed: Omit<Framed, 'rest'>): Framed {
  const caller = CALLER.exec(text);
  if (!caller) return { ...framed, rest: text };
  const form = framed.form === 'plain' ? 'dmesg' : framed.form;
  return { ...framed, form, caller: caller[1] ?? null, rest: text.slice(caller[0].length) };
}

function priority(value: string | undefined): { level: number; facility: number } {
  const number = Number(value);
  return { level: number & 7, facility: number >> 3 };
}

const facilityOf = (identifier: string): number => (identifier === 'kernel' ? 0 : 3);

/** `\x0a` and its like: /dev/kmsg writes what is not printable so (kernel/printk/printk.c msg_add_ext_text()). */
function unhex(text: string): string {
  return text.includes('\\x')
    ? text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

function kmsg(text: string): Framed | null {
  const match = KMSG.exec(text);
  if (!match) return null;
  const { level, facility } = priority(match[1]);
  return {
    ...NOTHING,
    form: 'kmsg',
    level,
    facility,
    sequence: Number(match[2]),
    time: Number(match[3]) / 1e6,
    caller: CALLER_FIELD.exec(match[0])?.[1] ?? null,
    rest: unhex(text.slice(match[0].length)),
  };
}

/** The journal writes numbers as text, some that pass it on as numbers; what is none, or beyond what a date can be, was damaged on its way. */
function wholeOf(value: unknown): number | null {
  return /^\d{1,16}$/.test(String(value)) && Number(value) <= 8.64e15 ? Number(value) : null;
}

function journalJson(text: string): Framed | null {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
  const message = entry.MESSAGE;
  const body = Array.isArray(message) ? new TextDecoder().decode(Uint8Array.from(message as number[])) : message;
  if (typeof body !== 'string') return null;
  const micro = entry._SOURCE_MONOTONIC_TIMESTAMP;
  const real = entry.__REALTIME_TIMESTAMP;
  return {
    ...NOTHING,
    form: 'journal',
    host: typeof entry._HOSTNAME === 'string' ? entry._HOSTNAME : null,
    time: wholeOf(micro) === null ? null : Number(micro) / 1e6,
    at: wholeOf(real) === null ? null : new Date(Number(real) / 1000).toISOString(),
    level: wholeOf(entry.PRIORITY),
    facility:
      entry._TRANSPORT === 'kernel' && (entry.SYSLOG_FACILITY === undefined || entry.SYSLOG_FACILITY === '0') ? 0 : 3,
    ...(typeof entry._BOOT_ID === 'string' ? { bootMark: entry._BOOT_ID } : {}),
    rest: KNOWN_PROGRAMS.test(`${entry.SYSLOG_IDENTIFIER}[`)
      ? `${entry.SYSLOG_IDENTIFIER}[${entry._PID ?? entry.SYSLOG_PID ?? 0}]: ${body}`
      : body,
  };
}

/** rsyslog writes control characters as `#012` (EscapeControlCharactersOnReceive). */
const unoct = (text: string): string =>
  text.includes('#0')
    ? text.replace(/#(0[0-3][0-7])/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    : text;

/** Programs whose words some row knows, by the name that they write into /dev/kmsg themselves. */
const KNOWN_PROGRAMS = /^(?:systemd-shutdown|kdump(?:-tools)?|dracut-cmdline)\[/;

/**
 * Behind a tag: the kernel's text is stamped, a program's keeps its name where a row may ask for it. Old klogd left a level that it did not expect,
 * old rsyslog a second colon (RHEL 6).
 */
function tagged(tag: string, rest: string, framed: Omit<Framed, 'rest' | 'facility'>): Framed {
  const text = KNOWN_PROGRAMS.test(tag) ? `${tag}: ${rest}` : rest.startsWith(': ') ? rest.slice(2) : rest;
  const facility = facilityOf(tag);
  const left = facility === 0 ? LEVEL_LEFT.exec(text) : null;
  return left
    ? stamped(unoct(text.slice(left[0].length)), { ...framed, facility, level: Number(left[1]) })
    : stamped(unoct(text), { ...framed, facility });
}

function syslog(text: string): Framed | null {
  const five = SYSLOG_5424.exec(text);
  if (five) {
    const { level, facility } = priority(five[1]);
    const tag = five[5] === '-' ? (five[4] ?? '') : `${five[4]}[${five[5]}]`;
    const framed = tagged(tag, text.slice(five[0].length), {
      ...NOTHING,
      form: 'syslog',
      level,
      host: five[3] ?? null,
      at: five[2] ?? null,
    });
    return { ...framed, facility };
  }
  const prio = PRIORITY.exec(text);
  const rest = prio ? text.slice(prio[0].length) : text;
  const meta = METALOG.exec(rest);
  if (meta) return tagged(meta[1] ?? '', rest.slice(meta[0].length), { ...NOTHING, form: 'syslog' });
  const short = JOURNAL_SHORT.exec(rest);
  if (short) {
    const level = prio ? priority(prio[1]).level : null;
    return tagged(short[5] ?? '', rest.slice(short[0].length), {
      ...NOTHING,
      form: 'syslog',
      level,
      host: short[4] ?? null,
    });
  }
  const local = JOURNAL_LOCAL.exec(rest);
  if (local) {
    const level = prio ? priority(prio[1]).level : null;
    return tagged('kernel', rest.slice(local[0].length), { ...NOTHING, form: 'syslog', level, host: local[1] ?? null });
  }
  const dmesgIso = DMESG_ISO.exec(rest);
  if (dmesgIso) {
    const at = `${dmesgIso[1]}.${dmesgIso[2]}${dmesgIso[3]}`;
    return { ...NOTHING, form: 'dmesg', at, rest: rest.slice(dmesgIso[0].length) };
  }
  const iso = JOURNAL_ISO.exec(rest);
  if (!iso) return journalFull(rest) ?? journalUnix(rest);
  const at = (iso[1] ?? '').replace(',', '.');
  const behind = rest.slice(iso[0].length);
  if (iso[3] === undefined) return container(behind, at) ?? stamped(behind, { ...NOTHING, form: 'dmesg', at });
  return tagged(iso[3], behind, { ...NOTHING, form: 'journal', host: iso[2] ?? null, at });
}

/** A whole line of the container runtime interface: stream and `F` stand between its time and the line (kubernetes/cri-api). */
const CONTAINER = /^(?:stdout|stderr) F /;

function container(behind: string, at: string): Framed | null {
  const match = CONTAINER.exec(behind);
  if (!match) return null;
  const inner = frameText(behind.slice(match[0].length));
  return { ...inner, at: inner.at ?? at };
}

/** What others call a line in JSON: Docker's json-file driver (moby daemon/logger/jsonfilelog), rsyslog, Vector, Loki, Google's logging. */
const LINE_NAMES = ['log', 'message', 'msg', 'line', 'textPayload'] as const;
const LINE_NAMED = /"(?:log|message|msg|line|textPayload)" ?:/;
const TIME_NAMES = ['time', 'timestamp', '@timestamp', 'ts', 'dt', 'talos-time'] as const;
/** Who wrote it, in the same. */
const PROGRAM_NAMES = ['tag', 'programname', 'program', 'ident', 'SYSLOG_IDENTIFIER', 'appname'] as const;

type Json = Readonly<Record<string, unknown>>;
const textIn = (entry: Json, names: readonly string[]): string | null =>
  (names.map((name) => entry[name]).find((value) => typeof value === 'string') as string | undefined) ?? null;

/** Only what says that it is the kernel's, or is framed as its consoles frame it, is. */
function facilityIn(entry: Json, framed: Framed): number | null {
  if (entry.facility === 'kern' || entry.facility === 0 || entry._TRANSPORT === 'kernel') return 0;
  const program = textIn(entry, PROGRAM_NAMES)?.replace(/:$/, '');
  if (program !== undefined) return program === 'kernel' ? 0 : 3;
  return framed.form === 'plain' && entry.log === undefined ? 3 : framed.facility;
}

const levelOf = (word: string | undefined): number => LEVELS.indexOf(word === 'warning' ? 'warn' : (word ?? ''));

/** What `talosctl dmesg` prints of a node. */
function talos(text: string): Framed | null {
  const match = TALOS.exec(text);
  if (!match) return null;
  const facility = match[2] === 'kern' ? 0 : 3;
  const rest = text.slice(match[0].length);
  return {
    ...NOTHING,
    form: 'dmesg',
    host: match[1] ?? null,
    at: match[4] ?? null,
    facility,
    level: levelOf(match[3]),
    rest,
  };
}

/** Talos passes the records of /dev/kmsg on: the kernel's own clock in microseconds, its level in words. */
function recordOfTalos({ clock, priority: word, 'talos-level': level }: Json): Partial<Framed> {
  if (typeof clock !== 'number' || typeof word !== 'string' || typeof level !== 'string') return {};
  return { form: 'dmesg', time: clock / 1e6, level: levelOf(word) };
}

function lineInJson(text: string): Framed | null {
  if (!LINE_NAMED.test(text)) return null;
  try {
    const entry = JSON.parse(text) as Json;
    const line = textIn(entry, LINE_NAMES);
    if (line === null) return null;
    const inner = frameText(clean(line.replace(/\n$/, '')));
    const facility = facilityIn(entry, inner);
    return {
      ...inner,
      ...recordOfTalos(entry),
      host: inner.host ?? textIn(entry, ['host', 'hostname']),
      facility,
      at: inner.at ?? textIn(entry, TIME_NAMES),
    };
  } catch {
    return null;
  }
}

/** Fluentd puts time and tag before the record (out_file, out_stdout). */
const FLUENTD =
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?: ?[+-]\d\d:?\d\d|Z)[\t ]([\w.-]{1,80})(?:\t|: )(?=\{)/;

function fluentd(text: string): Framed | null {
  const match = FLUENTD.exec(text);
  return match && lineInJson(text.slice(match[0].length));
}

/** An entry of `dmesg --json`: `{"pri":3,"time":1.018540,"msg":"…"}` (util-linux sys-utils/dmesg.c print_record()). */
const DMESG_JSON =
  /^\{"pri": ?(\d{1,4}), ?"time": {0,12}(\d{1,12})\.(\d{6}), ?(?:"caller": ?"(?:([TC]\d{1,8})|[^"]{0,40})", ?)?"msg": ?("(?:[^"\\]|\\.){0,4000}")\}?,?/;

function dmesgJson(text: string): Framed | null {
  const match = DMESG_JSON.exec(text);
  if (!match) return null;
  try {
    const rest = JSON.parse(match[5] ?? '') as string;
    const time = seconds(match[2], match[3]);
    return { ...NOTHING, form: 'dmesg', ...priority(match[1]), time, caller: match[4] ?? null, rest };
  } catch {
    return null;
  }
}

function journalFull(text: string): Framed | null {
  const match = JOURNAL_FULL.exec(text);
  if (!match) return null;
  const framed = { ...NOTHING, form: 'journal', host: match[3] ?? null } as const;
  return tagged(match[4] ?? '', text.slice(match[0].length), framed);
}

/** `journalctl -o short-unix`. */
function journalUnix(text: string): Framed | null {
  const match = JOURNAL_UNIX.exec(text);
  if (!match) return null;
  return tagged(match[4] ?? '', text.slice(match[0].length), {
    ...NOTHING,
    form: 'journal',
    host: match[3] ?? null,
    at: new Date(Number(match[1]) * 1000 + Number(match[2])).toISOString(),
  });
}

function monotonic(text: string): Framed | null {
  const match = JOURNAL_MONOTONIC.exec(text);
  if (!match) return null;
  return tagged(match[4] ?? '', text.slice(match[0].length), {
    ...NOTHING,
    form: 'journal',
    host: match[3] ?? null,
    time: seconds(match[1], match[2]),
  });
}

function localCtime(text: string): Framed | null {
  const match = CTIME_LOCAL.exec(text);
  if (!match) return null;
  const [month, day] = [match[1], match[2]].map((digits) => digits?.padStart(2, '0'));
  const at = month === undefined ? null : `${match[4]}-${month}-${day}T${match[3]}`;
  return { ...NOTHING, form: 'dmesg-ctime', at, rest: text.slice(match[0].length) };
}

function ctime(text: string): Framed | null {
  const match = CTIME.exec(text);
  if (!match) return localCtime(text);
  const month = String(MONTHS.indexOf(match[1] ?? '') + 1).padStart(2, '0');
  const at = `${match[4]}-${month}-${(match[2] ?? '').padStart(2, '0')}T${match[3]}`;
  // Behind a stamp of conserver's stands the console's line, with its own.
  return stamped(text.slice(match[0].length), { ...NOTHING, form: 'dmesg-ctime', at });
}

function relative(text: string): Framed | null {
  const match = RELATIVE.exec(text);
  if (!match) return null;
  const time = match[1] === undefined ? null : seconds(match[1], match[2]);
  return { ...NOTHING, form: 'dmesg', time, rest: untagged(text.slice(match[0].length)) };
}

function keptAt(text: string): Framed | null {
  const match = KEPT_AT.exec(text);
  if (!match) return null;
  const inner = frameText(text.slice(match[0].length));
  return { ...inner, at: inner.at ?? `${match[1]}T${match[2]?.replace(',', '.')}${match[3] ?? ''}` };
}

function loggedAt(text: string): Framed | null {
  const match = LOGGED_AT.exec(text);
  if (!match) return null;
  const at = match[1] === undefined ? null : `${match[1]}T${match[2]?.replace(',', '.')}${match[3] ?? ''}`;
  return { ...NOTHING, form: 'console', at, rest: text.slice(match[0].length) };
}

/** `dmesg -x` and `-r`, then the stamp. */
function dmesg(text: string): Framed {
  const decoded = DECODED.exec(text);
  if (decoded) {
    const rest = text.slice(decoded[0].length);
    const said = { level: LEVELS.indexOf(decoded[2] ?? ''), facility: decoded[1] === 'kern' ? 0 : 3 };
    const dated = ctime(rest) ?? relative(rest);
    return dated ? { ...dated, ...said } : stamped(rest, { ...NOTHING, form: 'dmesg', ...said });
  }
  const prio = PRIORITY.exec(text);
  if (!prio) return stamped(text, NOTHING);
  return stamped(text.slice(prio[0].length), { ...NOTHING, form: 'dmesg-raw', ...priority(prio[1]) });
}

function frameText(text: string): Framed {
  const first = text.charCodeAt(0);
  if (first === 0x7b)
    return (
      journalJson(text) ??
      dmesgJson(text) ??
      lineInJson(text) ??
      (text.startsWith('{"') ? brokenJson(text) : (midStamp(text) ?? dmesg(text)))
    );
  if (first === 0x5b)
    return (
      monotonic(text) ??
      ctime(text) ??
      relative(text) ??
      keptAt(text) ??
      midTag(text) ??
      midStamp(text) ??
      loggedAt(text) ??
      dmesg(text)
    );
  return (
    brokenExport(text) ??
    kmsg(text) ??
    fluentd(text) ??
    syslog(text) ??
    wall(text) ??
    talos(text) ??
    midTag(text) ??
    midStamp(text) ??
    loggedAt(text) ??
    dmesg(text)
  );
}

/** The text of a record in the journal's export format, out of its record: whose words they are stood elsewhere. */
function brokenExport(text: string): Framed | null {
  if (!text.startsWith(EXPORTED)) return null;
  return { ...NOTHING, form: 'journal', broken: 'truncated', rest: text.slice(EXPORTED.length) };
}
const EXPORTED = 'MESSAGE=';

/** A record of the journal that is cut: its words stand among names and quotes. */
function brokenJson(text: string): Framed {
  return { ...NOTHING, form: 'journal', broken: 'truncated', rest: text };
}

function wall(text: string): Framed | null {
  const match = WALL.exec(text);
  if (!match) return null;
  return stamped(text.slice(match[0].length), { ...NOTHING, form: 'syslog', facility: 0 });
}

/** A string that begins in a program's text is none of a log; in a log shipper's words (`msg="`, `"body": "`) it is. */
const LITERAL = /(?:^|[\s([{,])["'`]$/;
const MEMBER = /^"[\w.@-]{1,40}": "$/;

/** Xen's own lines on a console that it shares with the kernel: with console_timestamps=boot they have its clock (xen/drivers/char). */
const HYPERVISOR = '(XEN) ';

/** What people point at a line with, and what grep counts it with. */
const MARK = /^(?:[-=>*+#|~! ]{1,8}|\d{1,7}[:-])$/;

/** Firmware, user space or a person wrote the beginning of the line; the kernel's record begins at the stamp, a date behind words is theirs. */
function midStamp(text: string): Framed | null {
  if (STAMP.test(text) || PRIORITY.test(text) || DECODED.test(text)) return null;
  const match = MID_STAMP.exec(text) ?? MID_CTIME.exec(text);
  if (!match) return null;
  const before = text.slice(0, match.index);
  if (before.startsWith(HYPERVISOR)) return null;
  if (LITERAL.test(before) && !MEMBER.test(before)) return null;
  const record = text.slice(match.index);
  const dated = ctime(record);
  if (dated === null) return { ...stamped(record, NOTHING), form: 'console' };
  return { ...dated, form: 'console', at: MARK.test(before) ? dated.at : null };
}

/** Longest prefix before the kernel's tag. */
const TAG_WITHIN = 160;
const CLOCK = /\d\d:\d\d:\d\d/;

/** A prefix that is none of the known ones, with a time of day in it and the kernel's tag at its end: grep's file names, busybox's levels. */
function midTag(text: string): Framed | null {
  const at = text.slice(0, TAG_WITHIN).indexOf(' kernel: ');
  if (at < 0 || !CLOCK.test(text.slice(0, at))) return null;
  return stamped(text.slice(at + 1), { ...NOTHING, form: 'syslog', facility: 0 });
}

/**
 * `word dddd:bb:dd.f: ` (drivers/base/core.c __dev_printk()); services and network names may stand behind the address: `:pcie04` up to 4.9,
 * `:pcie004` from then on (drivers/pci/pcie/portdrv_core.c pcie_device_init()). An interface (net/core/dev.c __netdev_printk()) stands behind the
 * address since 3.7, behind the colon before that; one without a name yet is `(unnamed net_device)`, up to 3.16 `(unregistered net_device)`.
 * Some drivers' names have blanks (sound/pci ..3.2, drivers/watchdog/i6300esb.c).
 */
const SUBJECT =
  /^([\w.+-]{1,64}|i6300ESB timer|HDA Intel|Intel ICH(?: Modem)?|ATI IXP [AM]C97 controller|VIA 82xx (?:Audio|Modem)) ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7])(:pcie[0-9a-f]{2,3})?(?: ([^\s:]{1,40})( \([a-z]{1,20}\))?| [0-9a-f:.]{12,16} \([a-z]{1,20}\)|:? \(un(?:named|registered) net_device\)(?: \([a-z]{1,20}\))?|: ((?:eth|em|ib|wlan)\d{1,4}|p\d{1,3}p\d{1,3}(?:_\d{1,3})?))?: /;

/**
 * ql_log() writes the address in brackets, then the message's number and the host's (drivers/scsi/qla2xxx/qla_dbg.c ql_dbg_prefix()). Where it has no
 * device to name (`QLogic Fibre Channel HBA Driver`), it writes `0000:00:00.0`, which is then nobody's.
 */
const QLOGIC =
  /^(qla2xxx) \[(?!0000:00:00\.0\])([0-9a-f]{4}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7])\]-[0-9a-f]{4,5}:(?:\d{1,9}:| :)? ?/;

/** Whatever service of a port speaks, its driver is this one (drivers/pci/pcie/portdrv.c). */
const PORT_DRIVER = 'pcieport';

function subjectOf(message: string): { subject: Subject; body: string } | null {
  const colon = message.indexOf(':');
  const match =
    colon > 0 && colon < 80
      ? (SUBJECT.exec(message) ?? (message.startsWith('qla') ? QLOGIC.exec(message) : null))
      : null;
  if (!match) return null;
  const netdev = match[5] === undefined ? (match[4] ?? match[6] ?? null) : null;
  const word = match[3] === undefined ? (match[1] ?? '') : PORT_DRIVER;
  return { subject: { word, bdf: match[2] ?? '', netdev }, body: message.slice(match[0].length) };
}

export interface Place {
  readonly source: string;
  readonly number: number;
}

/** A raw line as a kernel line. */
export function frame(raw: string, { source, number }: Place): Line & { readonly bootMark?: string } {
  const text = clean(raw);
  const plain = text.charCodeAt(0) === BRACKET ? (timeStampOf(text) ?? callerStampOf(text)) : null;
  return plain && !isTagged(plain.rest) ? plainLine(plain, { source, number }) : otherLine(text, { source, number });
}

/** The second word of a tagged line ends in the first colon behind the first blank: most lines are asked no more. */
function isTagged(rest: string): boolean {
  const blank = rest.indexOf(' ');
  const colon = rest.indexOf(':', blank + 1);
  const last = rest.charCodeAt(colon - 1);
  return (last === CLOSING_BRACKET || last === LAST_OF_KERNEL) && JOURNAL_MONOTONIC_REST.test(rest);
}
const LAST_OF_KERNEL = 0x6c;

/** What STAMP finds, taken apart. */
interface Stamped {
  readonly time: number;
  readonly caller: string | null;
  readonly rest: string;
}

const [BRACKET, CLOSING_BRACKET, SPACE, POINT, ZERO, NINE] = [0x5b, 0x5d, 0x20, 0x2e, 0x30, 0x39];
const MICRO = 1e6;
const MICRO_DIGITS = 6;
/** Digits of the seconds with which the microseconds are told exactly, and those of a day and of years. */
const SECONDS_DIGITS_MAX = 9;
const BLANKS_MAX = 12;

/** By far the most stamps, `[   12.345678] `, without the expression and with no number that is parsed; null where it is another, or none. */
function timeStampOf(text: string): Stamped | null {
  let at = 1;
  while (text.charCodeAt(at) === SPACE) at += 1;
  const first = at;
  let micro = 0;
  for (let code = text.charCodeAt(at); code >= ZERO && code <= NINE; code = text.charCodeAt(++at))
    micro = micro * 10 + code - ZERO;
  const point = at;
  if (text.charCodeAt(at) !== POINT || point === first || point - first > SECONDS_DIGITS_MAX || first > 1 + BLANKS_MAX)
    return null;
  for (let code = text.charCodeAt(++at); code >= ZERO && code <= NINE; code = text.charCodeAt(++at))
    micro = micro * 10 + code - ZERO;
  if (at - point !== 1 + MICRO_DIGITS || text.charCodeAt(at) !== CLOSING_BRACKET) return null;
  const blank = text.charCodeAt(at + 1) === SPACE ? 1 : 0;
  // A caller may stand there.
  if (text.charCodeAt(at + 1 + blank) === BRACKET) return null;
  return { time: micro / MICRO, caller: null, rest: text.slice(at + 1 + blank) };
}

function callerStampOf(text: string): Stamped | null {
  const stamp = STAMP.exec(text);
  return stamp && { time: seconds(stamp[1], stamp[2]), caller: stamp[3] ?? null, rest: text.slice(stamp[0].length) };
}

/** By far the most lines: a stamp, perhaps a caller, and the message. */
function plainLine({ time, caller, rest }: Stamped, { source, number }: Place): Line {
  const message = untagged(rest);
  const found = subjectOf(message);
  return {
    source,
    number,
    form: 'dmesg',
    host: null,
    time,
    at: null,
    level: null,
    facility: null,
    caller,
    sequence: null,
    message,
    subject: found === null ? null : found.subject,
    body: found === null ? message : found.body,
  };
}

/** Written out: a line of any form has the same shape, and costs what a plain one does. */
function otherLine(text: string, { source, number }: Place): Line & { readonly bootMark?: string } {
  const framed = frameText(text);
  const found = subjectOf(framed.rest);
  const line = {
    source,
    number,
    form: framed.form,
    host: framed.host,
    time: framed.time,
    at: framed.at,
    level: framed.level,
    facility: framed.facility,
    caller: framed.caller,
    sequence: framed.sequence,
    message: framed.rest,
    subject: found === null ? null : found.subject,
    body: found === null ? framed.rest : found.body,
  };
  const { broken, bootMark } = framed;
  if (broken === undefined && bootMark === undefined) return line;
  return { ...line, ...(broken ? { broken } : {}), ...(bootMark === undefined ? {} : { bootMark }) };
}

/** The text lines of a record that has several: /dev/kmsg and the journal keep them together, the console does not. */
export function textLines(line: Line): readonly Line[] {
  return line.message
    .split('\n')
    .filter((text) => text !== '')
    .map((message) => ({ ...line, message, subject: null, body: message, ...subjectOf(message) }));
}

export function isKernel(line: Line): boolean {
  return line.facility === null || line.facility === 0;
}

export type { Form };
