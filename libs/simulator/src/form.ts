/** Records as tools write them, the inverse of the forms that libs/core/src/lines reads: what every form makes of one record. */

export interface PrintkRecord {
  /** Since boot. */
  readonly seconds: number;
  /** 0-7. */
  readonly level: number;
  /** 0 is the kernel; user space wrote the record into /dev/kmsg otherwise. */
  readonly facility: number;
  /** One record may hold several lines. */
  readonly text: string;
}

/** Where and when the records were printed. */
export interface Scene {
  readonly host: string;
  /** UTC, ISO 8601. */
  readonly bootedAt: string;
  /** Of the first record. */
  readonly sequence: number;
}

type Print = (record: PrintkRecord, place: { readonly index: number; readonly scene: Scene }) => string;

const stamp = (seconds: number) => `[${seconds.toFixed(6).padStart(12)}] `;
const priority = ({ level, facility }: PrintkRecord) => facility * 8 + level;
const momentOf = ({ seconds }: PrintkRecord, { bootedAt }: Scene) => new Date(Date.parse(bootedAt) + seconds * 1000);
const micros = ({ seconds }: PrintkRecord) => String(Math.round(seconds * 1e6));

/** `Nov 23 20:32:35`, as syslog and journalctl write it. */
const syslogTime = (at: Date) => {
  const [, month, day, , time] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(at.toUTCString())
    ? ['', at.toUTCString().slice(8, 11), String(at.getUTCDate()).padStart(2), '', at.toISOString().slice(11, 19)]
    : [];
  return `${month} ${day} ${time}`;
};
const offsetTime = (at: Date) => at.toISOString().replace('Z', '000+00:00');

/** The same prefix before every line of the record (kernel/printk/printk.c record_print_text()). */
const repeated =
  (prefix: Print, end = '\n'): Print =>
  (record, place) =>
    record.text
      .split('\n')
      .map((line) => `${prefix(record, place)}${line}${end}`)
      .join('');

/** Further lines stand under the first (util-linux sys-utils/dmesg.c safe_fwrite(), systemd src/shared/logs-show.c print_multiline()). */
const indented =
  (prefix: Print): Print =>
  (record, place) => {
    const before = prefix(record, place);
    return `${before}${record.text.replaceAll('\n', `\n${' '.repeat(before.length)}`)}\n`;
  };

/** Who syslog and the journal say has written it: user space names itself in front of its text. */
function named({ text, facility }: PrintkRecord): { readonly tag: string; readonly rest: string } {
  const match = facility === 0 ? null : /^([\w.-]+\[\d+\]): /.exec(text);
  return match ? { tag: match[1] ?? '', rest: text.slice(match[0].length) } : { tag: 'kernel', rest: text };
}

/** A line of the journal: user space's name moves into the tag. */
const journal =
  (head: (record: PrintkRecord, scene: Scene) => string): Print =>
  (record, place) => {
    const { tag, rest } = named(record);
    return indented(() => `${head(record, place.scene)} ${place.scene.host} ${tag}: `)(
      { ...record, text: rest },
      place,
    );
  };

/** rsyslog's imklog keeps the kernel's stamp in the text and writes control characters in octal. */
const syslog =
  (head: (record: PrintkRecord, scene: Scene) => string): Print =>
  (record, { scene }) => {
    const { tag, rest } = named(record);
    const at = record.facility === 0 ? stamp(record.seconds) : '';
    return `${head(record, scene)}${tag}: ${at}${rest.replaceAll('\n', '#012').replaceAll('\t', '#011')}\n`;
  };

/** /dev/kmsg escapes what is not printable as `\x0a` (kernel/printk/printk.c msg_add_ext_text()). */
const escaped = (text: string) =>
  text.replace(/[^\x20-\x7e]|\\/g, (one) =>
    [...new TextEncoder().encode(one)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  );

const kmsg: Print = (record, { index, scene }) =>
  `${priority(record)},${scene.sequence + index},${micros(record)},-;${escaped(record.text)}\n`;

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];
const FACILITIES = ['kern', 'user', 'mail', 'daemon'];
const decoded = ({ level, facility }: PrintkRecord) =>
  `${FACILITIES[facility]?.padEnd(6)}:${LEVELS[level]?.padEnd(6)}: `;

const journalFields = (record: PrintkRecord, scene: Scene): Readonly<Record<string, string>> => {
  const { tag, rest } = named(record);
  return {
    __REALTIME_TIMESTAMP: String(momentOf(record, scene).getTime() * 1000),
    __MONOTONIC_TIMESTAMP: micros(record),
    _TRANSPORT: record.facility === 0 ? 'kernel' : 'syslog',
    PRIORITY: String(record.level),
    SYSLOG_FACILITY: String(record.facility),
    SYSLOG_IDENTIFIER: tag.replace(/\[\d+\]$/, ''),
    ...(record.facility === 0 ? { _SOURCE_MONOTONIC_TIMESTAMP: micros(record) } : { _PID: '1' }),
    _HOSTNAME: scene.host,
    MESSAGE: rest,
  };
};

/** A field with a newline in it goes by its length, 64 bits little endian (systemd.io/JOURNAL_EXPORT_FORMATS). Bytes as Latin-1. */
const exported = ([name, value]: readonly [string, string]): string => {
  if (!value.includes('\n')) return `${name}=${value}\n`;
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(value.length));
  return `${name}\n${length.toString('latin1')}${value}\n`;
};

const console: Print = repeated(({ seconds }) => stamp(seconds));

/** Every form by name, as the tool named writes it. */
export const PRINTED_FORMS = {
  dmesg: indented(({ seconds }) => stamp(seconds)),
  'dmesg --force-prefix': console,
  'dmesg, with callers': repeated(({ seconds }) => `[${seconds.toFixed(6).padStart(12)}][${'T1'.padStart(6)}] `),
  'dmesg -T': indented((record, { scene }) => {
    const at = momentOf(record, scene);
    return `[${at.toUTCString().slice(0, 3)} ${syslogTime(at)} ${at.getUTCFullYear()}] `;
  }),
  'dmesg -r': repeated((record) => `<${priority(record)}>${stamp(record.seconds)}`),
  'dmesg -x': indented((record) => `${decoded(record)}${stamp(record.seconds)}`),
  'dmesg --time-format iso': indented(
    (record, { scene }) => `${offsetTime(momentOf(record, scene)).replace('.', ',')} `,
  ),
  '/dev/kmsg': kmsg,
  '/dev/kmsg, with a dictionary': (record, place) =>
    `${kmsg(record, place)} SUBSYSTEM=pci\n DEVICE=+pci:0000:3b:00.0\n`,
  'journalctl -o short': journal((record, scene) => syslogTime(momentOf(record, scene))),
  'journalctl -o short-precise': journal((record, scene) => {
    const at = momentOf(record, scene);
    return `${syslogTime(at)}${at.toISOString().slice(19, 23)}000`;
  }),
  'journalctl -o short-iso': journal((record, scene) =>
    momentOf(record, scene)
      .toISOString()
      .replace(/\.\d+Z/, '+0000'),
  ),
  'journalctl -o short-monotonic': journal(({ seconds }) => stamp(seconds).trimEnd()),
  'journalctl -o json': (record, { scene }) => `${JSON.stringify(journalFields(record, scene))}\n`,
  'journalctl -o json-pretty': (record, { scene }) =>
    `${JSON.stringify(journalFields(record, scene), null, '\t').replaceAll('": "', '" : "')}\n`,
  'journalctl -o export': (record, { scene }) =>
    `${Object.entries(journalFields(record, scene)).map(exported).join('')}\n`,
  'syslog, RFC 3164': syslog((record, scene) => `${syslogTime(momentOf(record, scene))} ${scene.host} `),
  'syslog, RFC 3164 with its priority': syslog(
    (record, scene) => `<${priority(record)}>${syslogTime(momentOf(record, scene))} ${scene.host} `,
  ),
  'syslog, ISO times': syslog((record, scene) => `${offsetTime(momentOf(record, scene))} ${scene.host} `),
  'syslog, RFC 5424': (record, { scene }) => {
    const { tag, rest } = named(record);
    const at = record.facility === 0 ? stamp(record.seconds) : '';
    const [app, pid] = tag.replace(']', '').split('[');
    const head = `<${priority(record)}>1 ${offsetTime(momentOf(record, scene))} ${scene.host} ${app} ${pid ?? '-'} - - `;
    return `${head}${at}${rest.replaceAll('\n', '#012').replaceAll('\t', '#011')}\n`;
  },
  'serial console': repeated(({ seconds }) => stamp(seconds), '\r\n'),
  'serial console, in colour': repeated(({ seconds }) => `\x1b[0m\x1b[32m${stamp(seconds)}\x1b[0m`, '\x1b[0m\r\n'),
  'netconsole, extended': (record, place) => kmsg(record, place),
  ramoops: repeated((record) => `<${priority(record)}>${stamp(record.seconds)}`),
  'docker json-file': (record, place) =>
    console(record, place)
      .trimEnd()
      .split('\n')
      .map((line) => {
        const time = momentOf(record, place.scene).toISOString().replace('Z', '123456Z');
        return `${JSON.stringify({ log: `${line}\n`, stream: 'stdout', time })}\n`;
      })
      .join(''),
  CRI: repeated((record, { scene }) => {
    const time = momentOf(record, scene).toISOString().replace('Z', '123456Z');
    return `${time} stdout F ${stamp(record.seconds)}`;
  }),
  'GitHub Actions': repeated((record, { scene }) => {
    const time = momentOf(record, scene).toISOString().replace('Z', '1234Z');
    return `${time} ${stamp(record.seconds)}`;
  }),
  'quoted in a mail': repeated(({ seconds }) => `> ${stamp(seconds)}`),
  'indented in a report': repeated(({ seconds }) => `    ${stamp(seconds)}`),
} as const satisfies Readonly<Record<string, Print>>;

export type PrintedForm = keyof typeof PRINTED_FORMS;

/** The records of one boot, in order. */
export function print(form: PrintedForm, records: readonly PrintkRecord[], scene: Scene): string {
  const one: Print = PRINTED_FORMS[form];
  return records.map((record, index) => one(record, { index, scene })).join('');
}
