/** Prefixes in the forms that people paste. */
import { clean, frame, isKernel, LINE_LENGTH_MAX, textLines } from './frame';

const framed = (raw: string) => frame(raw, { source: 'a.log', number: 1 });

test.each([
  ['dmesg -e, a new minute', '[Aug 4 09:48] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -e, within a minute', '[  +0.000012] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -e in German', '[  +0,000012] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -e in German, a new minute', '[ 4. Aug 09:48] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -e, minutes after the line before', '[+220.000012] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -d', '[   12.500000 <    0.000010>] xhci_hcd 0000:47:00.1: died', 12.5],
  ['dmesg -d in German', '[   12.500000 <    0,000010>] xhci_hcd 0000:47:00.1: died', 12.5],
  ['dmesg -T -d in German', '[Mo Nov 23 08:01:40 2026 <    0,000010>] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -T -d in Danish', '[Mon Nov 23 08:01:40 2026 <    0,000010>] xhci_hcd 0000:47:00.1: died', null],
  ['scripts/show_delta', '[12.500000 < 0.000010 >] xhci_hcd 0000:47:00.1: died', 12.5],
  ['dmesg --time-format iso', '2026-11-22T19:04:00,123456+00:00 xhci_hcd 0000:47:00.1: died', null],
  ['no-break spaces', '[\u00a0\u00a0 12.500000] xhci_hcd\u00a00000:47:00.1: died', 12.5],
  ['no-break spaces in a raw mail', '>> [=C2=A0=C2=A0 12.500000] xhci_hcd 0000:47:00.1: died', 12.5],
  ['no-break spaces that were not valid UTF-8', '[\ufffd\ufffd\ufffd12.500000] xhci_hcd 0000:47:00.1: died', 12.5],
])('%s', (_, raw, time) => {
  expect(framed(raw)).toMatchObject({
    time,
    subject: { word: 'xhci_hcd', bdf: '0000:47:00.1' },
    body: 'died',
    facility: null,
  });
});

test.each([
  ['journalctl -o short-full', 'Mon 2026-11-23 08:01:40 UTC web-17 kernel: EEH: dead IOC detected', 'web-17'],
  ['a French journal', 'nov. 23 08:01:40 web-17 kernel: EEH: dead IOC detected', 'web-17'],
  ['a German syslog', 'Dez  3 08:01:40 web-17 kernel: [  100.000000] EEH: dead IOC detected', 'web-17'],
  ['a Chinese journal', '11月 23 08:01:40 web-17 kernel: EEH: dead IOC detected', 'web-17'],
  ['dmesg -T in German', '[Mo Nov 23 08:01:40 2026] EEH: dead IOC detected', null],
  ['dmesg -T in French', '[lun. nov. 23 08:01:40 2026] EEH: dead IOC detected', null],
  ['dmesg -T in Chinese', '[一 11月 23 08:01:40 2026] EEH: dead IOC detected', null],
  [
    'docker',
    '{"log":"\\u003c3\\u003e[  100.000000] EEH: dead IOC detected\\r\\n","stream":"stdout","time":"2026-11-23T08:01:40.01Z"}',
    null,
  ],
  ['CRI', '2026-11-23T08:01:40.010123456Z stderr F [  100.000000] EEH: dead IOC detected', null],
])('%s', (_, text, host) => {
  expect(frame(text, { source: 's', number: 1 })).toMatchObject({ message: 'EEH: dead IOC detected', host });
});

test.each([
  ['journalctl --no-hostname', '[   12.500000] kernel: EEH: dead IOC detected', { time: 12.5, facility: null }],
  [
    'journalctl -o short-delta',
    '[   12.500000 <    0.000010 >] web-17 kernel: EEH: dead IOC detected',
    { form: 'journal', time: 12.5, host: 'web-17' },
  ],
  [
    'the same, the first of a boot',
    '[   12.500000 <   61.000010*>] web-17 kernel: EEH: dead IOC detected',
    { form: 'journal', time: 12.5, host: 'web-17' },
  ],
  [
    'the same, the first of all',
    '[   12.500000                ] web-17 kernel: EEH: dead IOC detected',
    { form: 'journal', time: 12.5, host: 'web-17' },
  ],
  ['the same, --no-hostname', '[   12.500000 <    0.000010 >] kernel: EEH: dead IOC detected', { time: 12.5 }],
  ['the same, by date', '2026-11-22T19:04:00+0000 kernel: EEH: dead IOC detected', { host: null }],
  ['grep with the file’s name', '/var/log/kern.log:Nov 22 19:04:00 web-17 kernel: EEH: dead IOC detected', {}],
  ['busybox’s syslogd', 'Nov 22 19:04:00 web-17 kern.err kernel: EEH: dead IOC detected', { form: 'syslog' }],
  ['ts(1) or conserver', '[2026-11-22 19:04:00] EEH: dead IOC detected', { at: '2026-11-22T19:04:00' }],
  [
    'a serial logger',
    '2026-11-22 19:04:00.250 EEH: dead IOC detected',
    { form: 'console', at: '2026-11-22T19:04:00.250' },
  ],
  ['a web console, the day first', '22/11/2026 19:04:00 EEH: dead IOC detected', { form: 'console', at: null }],
  ['a terminal program', '[19:04:00] EEH: dead IOC detected', { form: 'console', at: null, host: null }],
  ['a terminal program, in milliseconds', '19:04:00.123 EEH: dead IOC detected', { form: 'console', at: null }],
  ['Jenkins, over a stamp', '[2026-11-22T19:04:00.123Z] [   12.500000] EEH: dead IOC detected', { time: 12.5 }],
  ['dmesg -x -T', 'kern  :err   : [Sun Nov 22 19:04:00 2026] EEH: dead IOC detected', { level: 3, facility: 0 }],
  ['dmesg -x -d', 'kern  :err   : [   12.500000 <    0.000010>] EEH: dead IOC detected', { time: 12.5, level: 3 }],
  ['dmesg -e, a day of two digits', '[Nov22 19:04] EEH: dead IOC detected', {}],
  ['dmesg -e in French', '[nov.22 19:04] EEH: dead IOC detected', {}],
  ['an indent, no stamp', '    EEH: dead IOC detected', { form: 'plain' }],
  [
    'a mark before a date',
    '=> [Sun Nov 22 19:04:00 2026] EEH: dead IOC detected',
    { form: 'console', at: '2026-11-22T19:04:00' },
  ],
  ['grep -n before a date', '117:[Sun Nov  2 19:04:00 2026] EEH: dead IOC detected', { at: '2026-11-02T19:04:00' }],
  ['an indent before a date', '\t[Sun Nov 22 19:04:00 2026] EEH: dead IOC detected', { form: 'dmesg-ctime' }],
  ['a gutter, as commit messages have it', '  | EEH: dead IOC detected', { form: 'plain' }],
  ['a gutter, quoted', '> > | [   12.500000] EEH: dead IOC detected', { form: 'dmesg', time: 12.5 }],
  [
    'mails that quote each other many times',
    '> > >>> >> >> >> > [   12.500000] EEH: dead IOC detected',
    { time: 12.5 },
  ],
  ['a stamp that a mail program broke', '> > 12.500000] EEH: dead IOC detected', { form: 'dmesg', time: 12.5 }],
  ['the same, of a caller', '12.500000][  T123] EEH: dead IOC detected', { form: 'dmesg', caller: 'T123' }],
  ['the line before it', '> > [   12.500000] EEH: dead IOC detected [', { form: 'dmesg', time: 12.5 }],
  ['logfmt', 'level=error msg="[   12.500000] EEH: dead IOC detected', { form: 'console', time: 12.5 }],
  ['a member of an object', '"body": "[   12.500000] EEH: dead IOC detected', { form: 'console', time: 12.5 }],
  ['CR as cat -v shows it', '[   12.500000] EEH: dead IOC detected^M', { time: 12.5 }],
  ['CRs as cat -A shows them', '[   12.500000] EEH: dead IOC detected^M^M$', { time: 12.5 }],
  [
    'escape codes as less shows them',
    '^[[32m[   12.500000] ^[[0m^[[1;31mEEH: dead IOC detected^[[0m^M',
    { time: 12.5 },
  ],
  ['a web page’s entities', '&gt; &lt;3&gt;[   12.500000] EEH: dead IOC detected', { level: 3, time: 12.5 }],
  ['an end of line in a raw mail', '> > [   12.500000] EEH: dead IOC detected=0A=', { time: 12.5 }],
])('%s', (_, raw, prefix) => {
  expect(framed(raw)).toMatchObject({ message: 'EEH: dead IOC detected', ...prefix });
});

test.each([
  ['a string in a program', '    "[   12.500000] EEH: dead IOC detected",'],
  ['one in a list', "examples: ['[   12.500000] EEH: dead IOC detected'],"],
  ['one that is added by a patch', '+  `[   12.500000] EEH: dead IOC detected`,'],
  ['a table', '| EEH: dead IOC detected | the chip is gone |'],
  ['a member behind other words', 'x "body": "[   12.500000] EEH: dead IOC detected'],
])('%s is no line of a log', (_, raw) => {
  expect(framed(raw).message).not.toMatch(/^EEH: dead IOC detected/);
});

test('entities are not read twice', () => {
  expect(framed('[   12.500000] a &amp;lt; b').message).toBe('a &lt; b');
});

test('who quotes the kernel’s tag is not the kernel', () => {
  expect(framed('Nov 22 19:04:00 web-17 agent[7]: saw kernel: EEH: dead IOC detected').facility).toBe(3);
  expect(framed('there is no clock in kernel: EEH: dead IOC detected').form).toBe('plain');
  expect(framed('there is none before kernel: at 08:01:40').form).toBe('plain');
  expect(framed(`08:01:40 ${'and so on '.repeat(20)} kernel: EEH: dead IOC detected`).message).toMatch(/^and so on/);
});

test('prose with a time in it is no syslog line', () => {
  expect(frame('since 23 08:01:40 the host: is gone', { source: 's', number: 1 }).form).toBe('plain');
});

test('rsyslog writes control characters in octal', () => {
  const text = 'Nov 23 08:01:40 web-17 kernel: [  100.000000] one#012two#011three #1234';
  expect(frame(text, { source: 's', number: 1 }).message).toBe('one\ntwo\tthree #1234');
});

/** What every form tells besides the words, as its writer documents it. */
const NOTHING = { host: null, time: null, at: null, level: null, facility: null, caller: null, sequence: null };
const TEXT = 'EEH: dead IOC detected';
const FORMS: readonly (readonly [string, string, object])[] = [
  ['/dev/kmsg', `4,1234,12500000,-;${TEXT}`, { form: 'kmsg', level: 4, facility: 0, sequence: 1234, time: 12.5 }],
  [
    'with its caller',
    `6,12,12500000,c,caller=T17;${TEXT}`,
    { form: 'kmsg', level: 6, facility: 0, sequence: 12, time: 12.5, caller: 'T17' },
  ],
  [
    'a caller that is a CPU',
    `30,12,12500000,-,caller=C31;${TEXT}`,
    { form: 'kmsg', level: 6, facility: 3, sequence: 12, time: 12.5, caller: 'C31' },
  ],
  [
    'extended netconsole',
    `6.1.0-56-amd64,4,1234,12500000,-;${TEXT}`,
    { form: 'kmsg', level: 4, facility: 0, sequence: 1234, time: 12.5 },
  ],
  ['dmesg', `[   12.500000] ${TEXT}`, { form: 'dmesg', time: 12.5 }],
  ['dmesg long after', `[123456.789012] ${TEXT}`, { form: 'dmesg', time: 123456.789012 }],
  ['PRINTK_CALLER', `[   12.500000][  T123] ${TEXT}`, { form: 'dmesg', time: 12.5, caller: 'T123' }],
  ['dmesg with PRINTK_CALLER', `[   12.500000] [   C31] ${TEXT}`, { form: 'dmesg', time: 12.5, caller: 'C31' }],
  ['dmesg -r', `<3>[   12.500000] ${TEXT}`, { form: 'dmesg-raw', level: 3, facility: 0, time: 12.5 }],
  ['dmesg -r, a daemon', `<30>[   12.500000] ${TEXT}`, { form: 'dmesg-raw', level: 6, facility: 3, time: 12.5 }],
  ['printk.time=0', `<3>${TEXT}`, { form: 'dmesg-raw', level: 3, facility: 0 }],
  ['dmesg -x', `kern  :warn  : [   12.500000] ${TEXT}`, { form: 'dmesg', level: 4, facility: 0, time: 12.5 }],
  ['dmesg -x, a daemon', `daemon:info  : [   12.500000] ${TEXT}`, { form: 'dmesg', level: 6, facility: 3, time: 12.5 }],
  ['dmesg -T', `[Mon Nov 23 08:01:40 2026] ${TEXT}`, { form: 'dmesg-ctime', at: '2026-11-23T08:01:40' }],
  ['dmesg -T in German', `[Mo Nov 23 08:01:40 2026] ${TEXT}`, { form: 'dmesg-ctime' }],
  ['dmesg -T in Chinese', `[一 3月  3 08:01:40 2026] ${TEXT}`, { form: 'dmesg-ctime', at: '2026-03-03T08:01:40' }],
  [
    'dmesg --time-format iso',
    `2026-11-23T08:01:40,123456+01:00 ${TEXT}`,
    { form: 'dmesg', at: '2026-11-23T08:01:40.123456+01:00' },
  ],
  ['dmesg --json', `{"pri":3,"time":12.500000,"msg":"${TEXT}"}`, { form: 'dmesg', level: 3, facility: 0, time: 12.5 }],
  [
    'dmesg --json, in its list',
    `      {"pri":30,"time":  112.500000,"caller": "T812","msg":"${TEXT}"},`,
    { form: 'dmesg', level: 6, facility: 3, time: 112.5, caller: 'T812' },
  ],
  [
    'dmesg --json, a caller with a name',
    `{"pri":3,"time":12.500000,"caller":"swapper/0","msg":"${TEXT}"}`,
    { form: 'dmesg', level: 3, facility: 0, time: 12.5 },
  ],
  [
    'dmesg --json, an entry without its brace',
    `{"pri":3,"time":12.500000,"caller":"C3","msg":"${TEXT}"`,
    { form: 'dmesg', level: 3, facility: 0, time: 12.5, caller: 'C3' },
  ],
  [
    'syslog',
    `Nov  3 08:01:40 web-17 kernel: [   12.500000] ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 0, time: 12.5 },
  ],
  [
    'syslog with its priority',
    `<4>Nov 23 08:01:40 web-17 kernel: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 0, level: 4 },
  ],
  [
    'journalctl -o short-precise',
    `Nov 23 08:01:40.123456 web-17 kernel: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 0 },
  ],
  [
    'a program in syslog',
    `Nov 23 08:01:40 web-17 rasdaemon[812]: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 3 },
  ],
  [
    'RFC 5424',
    `<11>1 2026-11-23T08:01:40.123456+01:00 web-17 kernel 812 ID47 [meta sequenceId="12"] ${TEXT}`,
    { form: 'syslog', host: 'web-17', level: 3, facility: 1, at: '2026-11-23T08:01:40.123456+01:00' },
  ],
  [
    'RFC 5424, the kernel',
    `<3>1 2026-11-23T08:01:40Z web-17 kernel - - - [   12.500000] ${TEXT}`,
    { form: 'syslog', host: 'web-17', level: 3, facility: 0, time: 12.5, at: '2026-11-23T08:01:40Z' },
  ],
  [
    'journalctl -o short-iso',
    `2026-11-23T08:01:40+0100 web-17 kernel: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 0, at: '2026-11-23T08:01:40+0100' },
  ],
  [
    'rsyslog, over a stamp',
    `2026-11-23T08:01:40.123456+01:00 web-17 kernel: [   12.500000] ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 0, time: 12.5, at: '2026-11-23T08:01:40.123456+01:00' },
  ],
  [
    'journalctl -o short-iso-precise',
    `2026-11-23T08:01:40,123456+0100 web-17 kernel: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 0, at: '2026-11-23T08:01:40.123456+0100' },
  ],
  [
    'journalctl -o short-unix',
    `1763881300.123456 web-17 kernel: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 0, at: '2025-11-23T07:01:40.123Z' },
  ],
  [
    'journalctl -o short-monotonic',
    `[   12.500000] web-17 kernel: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 0, time: 12.5 },
  ],
  [
    'journalctl -o short-full',
    `Mon 2026-11-23 08:01:40.5 UTC web-17 kernel: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 0 },
  ],
  [
    'journalctl -o short-precise in French',
    `nov. 23 08:01:40.123456 web-17 kernel: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 0 },
  ],
  [
    'a program, -o short-iso',
    `2026-11-23T08:01:40+0100 web-17 rasdaemon[812]: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 3, at: '2026-11-23T08:01:40+0100' },
  ],
  [
    'a program, -o short-unix',
    `1763881300.123456 web-17 rasdaemon[812]: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 3, at: '2025-11-23T07:01:40.123Z' },
  ],
  [
    'a program, -o short-monotonic',
    `[   12.500000] web-17 rasdaemon[812]: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 3, time: 12.5 },
  ],
  [
    'ts(1), with its zone',
    `[2026-11-23 08:01:40,123+01:00] ${TEXT}`,
    { form: 'plain', at: '2026-11-23T08:01:40.123+01:00' },
  ],
  ['a journal in French', `nov. 23 08:01:40 web-17 kernel: ${TEXT}`, { form: 'syslog', host: 'web-17', facility: 0 }],
  [
    'Docker',
    `{"log":"[   12.500000] ${TEXT}\\n","stream":"stdout","time":"2026-11-23T08:01:40.01Z"}`,
    { form: 'dmesg', time: 12.5, at: '2026-11-23T08:01:40.01Z' },
  ],
  [
    'rsyslog in JSON',
    `{"message":"${TEXT}","programname":"kernel","host":"web-17","timestamp":"2026-11-23T08:01:40Z"}`,
    { form: 'plain', host: 'web-17', facility: 0, at: '2026-11-23T08:01:40Z' },
  ],
  [
    'a program in JSON',
    `{"msg":"${TEXT}","tag":"rasdaemon:","hostname":"web-17"}`,
    { form: 'plain', host: 'web-17', facility: 3 },
  ],
  [
    'LAVA',
    `- {"dt": "2026-11-23T08:01:40.123456", "lvl": "target", "msg": "[   12.500000] ${TEXT}"}`,
    { form: 'dmesg', time: 12.5, at: '2026-11-23T08:01:40.123456' },
  ],
  [
    'Fluentd',
    `2026-11-23T08:01:40+01:00\tkern.warn\t{"host":"web-17","ident":"kernel","message":"[   12.500000] ${TEXT}"}`,
    { form: 'dmesg', host: 'web-17', facility: 0, time: 12.5 },
  ],
  [
    'Fluentd, a program',
    `2026-11-23 08:01:40.123456789 +0100 daemon.warn: {"host":"web-17","ident":"rasdaemon","message":"${TEXT}"}`,
    { form: 'plain', host: 'web-17', facility: 3 },
  ],
  [
    'dmesg -T -d',
    `[Mon Nov 23 08:01:40 2026 <    0.000120>] ${TEXT}`,
    { form: 'dmesg-ctime', at: '2026-11-23T08:01:40' },
  ],
  [
    'syslog with a level that klogd left',
    `Nov 23 08:01:40 web-17 kernel: <3>[   12.500000] ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 0, level: 3, time: 12.5 },
  ],
  ['RHEL 6', `Nov  3 08:01:40 web-17 kernel: : ${TEXT}`, { form: 'syslog', host: 'web-17', facility: 0 }],
  ['metalog', `Nov 23 08:01:40 [kernel] [   12.500000] ${TEXT}`, { form: 'syslog', facility: 0, time: 12.5 }],
  ['metalog, a program', `Nov 23 08:01:40 [rasdaemon] ${TEXT}`, { form: 'syslog', facility: 3 }],
  ['a web page with breaks', `[   12.500000] ${TEXT}<br />`, { form: 'dmesg', time: 12.5 }],
  ['printk.time=0 with PRINTK_CALLER', `[  T123] ${TEXT}`, { form: 'dmesg', caller: 'T123' }],
  [
    'the same with its level',
    `<3>[ T1234567] ${TEXT}`,
    { form: 'dmesg-raw', level: 3, facility: 0, caller: 'T1234567' },
  ],
  [
    'talosctl dmesg',
    `192.168.1.10: kern:     err: [2026-11-23T08:01:40.803936Z]: ${TEXT}`,
    { form: 'dmesg', host: '192.168.1.10', level: 3, facility: 0, at: '2026-11-23T08:01:40.803936Z' },
  ],
  [
    'talosctl dmesg, a program',
    `web-17.example.org: user:    info: [2026-11-23T08:01:40Z]: ${TEXT}`,
    { form: 'dmesg', host: 'web-17.example.org', level: 6, facility: 3, at: '2026-11-23T08:01:40Z' },
  ],
  [
    'Talos in JSON',
    `{"clock":12500000,"facility":"kern","msg":"${TEXT}\\n","priority":"err","seq":711,"talos-level":"error","talos-time":"2026-11-23T08:01:40Z"}`,
    { form: 'dmesg', level: 3, facility: 0, time: 12.5, at: '2026-11-23T08:01:40Z' },
  ],
  ['CRI', `2026-11-23T08:01:40.010123456Z stdout F ${TEXT}`, { form: 'plain', at: '2026-11-23T08:01:40.010123456Z' }],
];

/** The same with other numbers, and without what may be left out. */
const RARER: typeof FORMS = [
  [
    'dmesg -T in Chinese, days of one digit',
    `[一  3月  3 08:01:40 2026] ${TEXT}`,
    { form: 'dmesg-ctime', at: '2026-03-03T08:01:40' },
  ],
  ['dmesg -e in Chinese', `[11月23 09:48] ${TEXT}`, { form: 'dmesg' }],
  ['dmesg -e, long after the line before', `[  +12.000012] ${TEXT}`, { form: 'dmesg' }],
  ['dmesg -d, long after it', `[  112.500000 <   12.000010>] ${TEXT}`, { form: 'dmesg', time: 112.5 }],
  [
    'dmesg -T -d, long after it',
    `[Mon Nov 23 08:01:40 2026 <   12.000120>] ${TEXT}`,
    { form: 'dmesg-ctime', at: '2026-11-23T08:01:40' },
  ],
  [
    'ts(1), a zone without its colon',
    `[2026-11-23 08:01:40.5+0100] ${TEXT}`,
    { form: 'plain', at: '2026-11-23T08:01:40.5+0100' },
  ],
  [
    'syslog, a program on a day of one digit',
    `Nov  3 08:01:40 web-17 rasdaemon[812]: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 3 },
  ],
  [
    'syslog, a program without its pid',
    `Nov 23 08:01:40 web-17 rasdaemon: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 3 },
  ],
  [
    '-o short-precise, a program',
    `Nov 23 08:01:40.123456 web-17 rasdaemon[812]: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 3 },
  ],
  ['-o short --no-hostname', `Nov 23 08:01:40 kernel: ${TEXT}`, { form: 'syslog', facility: 0 }],
  [
    'a journal in French, a day of one digit',
    `déc.  3 08:01:40 web-17 kernel: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 0 },
  ],
  [
    '-o short-full, a program',
    `Mon 2026-11-23 08:01:40.123456 UTC web-17 rasdaemon[812]: ${TEXT}`,
    { form: 'journal', host: 'web-17', facility: 3 },
  ],
  [
    'RFC 5424, a program with its pid',
    `<30>1 2026-11-23T08:01:40Z web-17 kdump 812 - - ${TEXT}`,
    {
      form: 'syslog',
      host: 'web-17',
      level: 6,
      facility: 3,
      at: '2026-11-23T08:01:40Z',
      message: `kdump[812]: ${TEXT}`,
    },
  ],
  [
    'RFC 5424, a program without',
    `<30>1 2026-11-23T08:01:40Z web-17 kdump - - - ${TEXT}`,
    { form: 'syslog', host: 'web-17', level: 6, facility: 3, at: '2026-11-23T08:01:40Z' },
  ],
  [
    'syslog, a program whose words a row knows',
    `Nov 23 08:01:40 web-17 kdump[812]: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 3, message: `kdump[812]: ${TEXT}` },
  ],
  [
    'syslog, one whose name only ends so',
    `Nov 23 08:01:40 web-17 mkdump[812]: ${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 3 },
  ],
  [
    'syslog, a level that is a program’s own',
    `Nov 23 08:01:40 web-17 rasdaemon[812]: <3>${TEXT}`,
    { form: 'syslog', host: 'web-17', facility: 3, message: `<3>${TEXT}` },
  ],
  [
    'syslog, what looks like a level within the words',
    `Nov 23 08:01:40 web-17 kernel: ${TEXT} <3>`,
    { form: 'syslog', host: 'web-17', facility: 0, message: `${TEXT} <3>` },
  ],
  [
    'talosctl dmesg, padded',
    `web-17:  kern: warning: [2026-11-23T08:01:40Z]: ${TEXT}`,
    { form: 'dmesg', host: 'web-17', level: 4, facility: 0, at: '2026-11-23T08:01:40Z' },
  ],
  ['what syslogd broadcasts', `kernel:[   12.500000] ${TEXT}`, { form: 'syslog', facility: 0, time: 12.5 }],
  ['what syslogd broadcast of old', `web-17 kernel: ${TEXT}`, { form: 'syslog', host: null, facility: 0 }],
  ['the same behind a blank', ` kernel: ${TEXT}`, { form: 'syslog', facility: 0 }],
];
const ALL = [...FORMS, ...RARER];

test.each(ALL)('%s: all that the prefix tells, and nothing else', (_, raw, told) => {
  expect(framed(raw)).toMatchObject({ source: 'a.log', number: 1, ...NOTHING, message: TEXT, ...told });
});

/** Nothing but a word tells these from other text, or a name that is kept stands before it. */
const NEED_WORDS =
  /short-monotonic|^RHEL 6|^metalog|with PRINTK_CALLER$|^the same with its level|words a row knows$|with its pid$/;
const WORDLESS = ALL.filter(([form, raw]) => /[\]:] EEH[^"<]*$/.test(raw) && !NEED_WORDS.test(form));
test.each(WORDLESS)('%s: a line without words tells the same', (_, raw, told) => {
  expect(framed(raw.slice(0, -TEXT.length))).toMatchObject({ ...NOTHING, ...told, message: '' });
});

test.each(ALL.flatMap(([form, raw]) => ['it said: ', '[x] ', '7 ', '{x} '].map((words) => [form, words, raw])))(
  '%s behind `%s`: no host, no level and no date of it',
  (_, words, raw) => {
    expect(framed(`${words}${raw}`)).toMatchObject({ host: null, level: null, at: null, sequence: null });
  },
);

test('a record of the journal in JSON', () => {
  const record = { MESSAGE: TEXT, _TRANSPORT: 'kernel', PRIORITY: '3', _HOSTNAME: 'web-17', _BOOT_ID: 'f6b7' };
  const times = { _SOURCE_MONOTONIC_TIMESTAMP: '12500000', __REALTIME_TIMESTAMP: '1763881300123456' };
  expect(framed(JSON.stringify({ ...record, ...times }))).toMatchObject({
    ...{ form: 'journal', host: 'web-17', time: 12.5, at: '2025-11-23T07:01:40.123Z', level: 3, facility: 0 },
    ...{ message: TEXT, bootMark: 'f6b7' },
  });
});

test.each([
  ['pcieport 0000:00:1c.0: AER: e', { word: 'pcieport', bdf: '0000:00:1c.0', netdev: null }, 'AER: e'],
  [
    'e1000e 0000:01:00.0 eth0: NIC Link is Up',
    { word: 'e1000e', bdf: '0000:01:00.0', netdev: 'eth0' },
    'NIC Link is Up',
  ],
  ['pci 10000:01:00.0: x', { word: 'pci', bdf: '10000:01:00.0', netdev: null }, 'x'],
  ['mlx5_core 0000:03:00.0 p0: up', { word: 'mlx5_core', bdf: '0000:03:00.0', netdev: 'p0' }, 'up'],
  ['mlx5_core 0000:03:00.0 p0 (unregistered): x', { word: 'mlx5_core', bdf: '0000:03:00.0', netdev: null }, 'x'],
  ['tg3 0000:03:00.0 0000:03:00.0 (uninitialized): x', { word: 'tg3', bdf: '0000:03:00.0', netdev: null }, 'x'],
  ['e100 0000:03:04.0: eth2: x', { word: 'e100', bdf: '0000:03:04.0', netdev: 'eth2' }, 'x'],
  ['bnx2x 0000:03:04.0: p3p1_1: x', { word: 'bnx2x', bdf: '0000:03:04.0', netdev: 'p3p1_1' }, 'x'],
  ['e100 0000:03:04.0: (unregistered net_device): x', { word: 'e100', bdf: '0000:03:04.0', netdev: null }, 'x'],
  ['e100 0000:03:04.0 (unregistered net_device): x', { word: 'e100', bdf: '0000:03:04.0', netdev: null }, 'x'],
  ['igc 0000:03:04.0 (unnamed net_device) (uninitialized): x', { word: 'igc', bdf: '0000:03:04.0', netdev: null }, 'x'],
  ['amdgpu 0000:03:04.0: amdgpu: x', { word: 'amdgpu', bdf: '0000:03:04.0', netdev: null }, 'amdgpu: x'],
  ['igb 0000:03:04.0: ethtool: x', { word: 'igb', bdf: '0000:03:04.0', netdev: null }, 'ethtool: x'],
  ['pcieport 0000:00:1c.0:pcie001: x', { word: 'pcieport', bdf: '0000:00:1c.0', netdev: null }, 'x'],
  ['qla2xxx [0000:03:00.0]-8038:2: Cable', { word: 'qla2xxx', bdf: '0000:03:00.0', netdev: null }, 'Cable'],
  ['qla2xxx [0000:03:00.0]-8038:12: Cable', { word: 'qla2xxx', bdf: '0000:03:00.0', netdev: null }, 'Cable'],
  ['qla2xxx [0000:03:00.0]-0011: Text', { word: 'qla2xxx', bdf: '0000:03:00.0', netdev: null }, 'Text'],
  ['EEH: pci 0000:03:00.0: x', null, 'EEH: pci 0000:03:00.0: x'],
  ['EEH: qla2xxx [0000:03:00.0]-0011: x', null, 'EEH: qla2xxx [0000:03:00.0]-0011: x'],
  ['qla2xxx [0000:03:00.0]-0001: : Adapter', { word: 'qla2xxx', bdf: '0000:03:00.0', netdev: null }, 'Adapter'],
  ['qla2xxx [0000:00:00.0]-0005: : Driver', null, 'qla2xxx [0000:00:00.0]-0005: : Driver'],
  ['EEH: dead IOC detected', null, 'EEH: dead IOC detected'],
])('%s: who speaks, and of what', (message, subject, body) => {
  expect(framed(`[   12.500000] ${message}`)).toMatchObject({ message, subject, body });
});

test('dmesg -T names each month', () => {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const dates = months.map((month) => framed(`[Mon ${month}  3 08:01:40 2026] ${TEXT}`).at);
  expect(dates).toEqual(months.map((_, index) => `2026-${String(index + 1).padStart(2, '0')}-03T08:01:40`));
});

test.each([
  ['emerg', 0],
  ['alert', 1],
  ['crit', 2],
  ['err', 3],
  ['warn', 4],
  ['notice', 5],
  ['info', 6],
  ['debug', 7],
])('dmesg -x names level %s', (name, level) => {
  expect(framed(`kern  :${name.padEnd(6)}: [   12.500000] ${TEXT}`)).toMatchObject({ level, facility: 0, time: 12.5 });
});

test.each([
  ['a serial console', `${TEXT}\r\r`],
  ['words that were written over', `fsck: 50%\rfsck: 99%\r${TEXT}`],
  ['colours', `\x1b[1;31mEEH: \x1b[0mdead IOC detected\x1b(B`],
  ['a cursor that moves', `\x1b[2J\x1b[?25h\x1b[12;1H${TEXT}\x1b7\x1b8`],
  ['keypad modes', `\x1b=${TEXT}\x1b>`],
  ['half a code', `EEH: dead \x1bIOC detected`],
  ['blanks and tabs', ` \t${TEXT} \t`],
  ['a blank at the end', `${TEXT} `],
  ['a tab at the end', `${TEXT}\t`],
  ['mails that quote each other', `>> > ${TEXT}`],
  ['a gutter', `|  ${TEXT}`],
  ['no-break spaces', `EEH:\u00a0dead\u00a0IOC detected`],
  ['a web page’s breaks', `${TEXT}<br>`],
  ['those of XHTML', `${TEXT}<br/>`],
])('%s leaves nothing around the words', (_, raw) => {
  expect(clean(raw)).toBe(TEXT);
});

test.each([
  ['a web page’s own characters', 'a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;&nbsp;&copy;', `a <b> & "c" 'd' &copy;`],
  ['quoted-printable', 'root=3D/dev/sda1=20quiet=09x=', 'root=/dev/sda1 quiet\tx='],
  ['another code of it, which is no ASCII', 'a=3Db=C3=A9', 'a=b=C3=A9'],
  ['a text that only looks so', 'a=3Db c=xyz', 'a=3Db c=xyz'],
  ['a table', '| a | b |', '| a | b |'],
  ['what only begins like an entity', '&lt &#39 &copy; &l; ', '&lt &#39 &copy; &l;'],
  ['a break within', 'a<br>b<br>', 'a<br>b'],
  ['what AMD-Vi’s event goes on behind', 'AMD-Vi: Event logged [', 'AMD-Vi: Event logged ['],
  ['a sign of quotes within', 'a => b ', 'a => b'],
])('%s', (_, raw, text) => {
  expect(clean(raw)).toBe(text);
});

test.each([
  ['a list', '* xhci_hcd 0000:47:00.1: died'],
  ['a patch', '+xhci_hcd 0000:47:00.1: died'],
  ['a count of uniq', '     17 xhci_hcd 0000:47:00.1: died'],
  ['the source’s word for a level', 'KERN_ERR  xhci_hcd 0000:47:00.1: died'],
  ['Markdown’s own brackets, escaped', '\\[   12.500000\\] xhci\\_hcd 0000:47:00.1: died\\'],
])('%s stands before a line, or around its stamp, and is no part of it', (_, raw) => {
  expect(framed(raw)).toMatchObject({ subject: { word: 'xhci_hcd', bdf: '0000:47:00.1' }, body: 'died' });
});

test('a number is no count where no device is named behind it', () => {
  expect(framed('17 xhci_hcd: died')).toMatchObject({ message: '17 xhci_hcd: died', subject: null });
});

test('of a line without end the beginning is looked at', () => {
  expect(clean('x'.repeat(LINE_LENGTH_MAX))).toBe('x'.repeat(LINE_LENGTH_MAX));
  expect(clean('x'.repeat(LINE_LENGTH_MAX + 1))).toBe('x'.repeat(LINE_LENGTH_MAX));
});

/** Who wrote a line, by what collectors put beside it: 0 is the kernel, 3 a program, null what nobody knows. */
test.each<[string, object, number | null]>([
  ['journald', { MESSAGE: TEXT, _TRANSPORT: 'kernel' }, 0],
  ['journald, with the facility', { MESSAGE: TEXT, _TRANSPORT: 'kernel', SYSLOG_FACILITY: '0' }, 0],
  ['a program that writes into /dev/kmsg', { MESSAGE: TEXT, _TRANSPORT: 'kernel', SYSLOG_FACILITY: '3' }, 3],
  ['a service', { MESSAGE: TEXT, _TRANSPORT: 'stdout', SYSLOG_FACILITY: '0' }, 3],
  ['rsyslog, by facility', { message: TEXT, facility: 'kern' }, 0],
  ['by its number', { message: TEXT, facility: 0, tag: 'x' }, 0],
  ['another facility', { message: TEXT, facility: 'daemon' }, 3],
  ['Vector', { message: TEXT, _TRANSPORT: 'kernel' }, 0],
  ['rsyslog, by tag', { msg: TEXT, tag: 'kernel:' }, 0],
  ['by program', { textPayload: TEXT, programname: 'kernel' }, 0],
  ['by its short name', { line: TEXT, program: 'kernel' }, 0],
  ['Fluent Bit', { message: TEXT, ident: 'kernel' }, 0],
  ['a journal passed on', { message: TEXT, SYSLOG_IDENTIFIER: 'kernel' }, 0],
  ['RFC 5424 passed on', { message: TEXT, appname: 'kernel' }, 0],
  ['a program’s tag', { message: `[   12.500000] ${TEXT}`, tag: 'rasdaemon' }, 3],
  ['nobody', { message: TEXT }, 3],
  ['a console’s stamp', { message: `[   12.500000] ${TEXT}` }, null],
  ['a program’s tag with a colon within', { message: TEXT, tag: 'ker:nel' }, 3],
  ['Docker', { log: TEXT }, null],
])('JSON of %s tells who wrote it', (_, entry, facility) => {
  expect(framed(JSON.stringify(entry))).toMatchObject({ message: TEXT, facility });
});

test.each<[object, object]>([
  [{ time: '2026-11-23T08:01:40Z' }, { at: '2026-11-23T08:01:40Z' }],
  [{ timestamp: '2026-11-23T08:01:40Z' }, { at: '2026-11-23T08:01:40Z' }],
  [{ '@timestamp': '2026-11-23T08:01:40Z' }, { at: '2026-11-23T08:01:40Z' }],
  [{ ts: '2026-11-23T08:01:40Z' }, { at: '2026-11-23T08:01:40Z' }],
  [{ ts: 1763881300 }, { at: null }],
  [{ host: 'web-17' }, { host: 'web-17' }],
  [{ hostname: 'web-17' }, { host: 'web-17' }],
])('a line in JSON beside %j', (beside, told) => {
  expect(framed(JSON.stringify({ log: TEXT, ...beside }))).toMatchObject({ message: TEXT, ...told });
});

test('what a line in JSON says of itself goes before what stands beside it', () => {
  const log = `2026-11-23T08:01:40+01:00 web-17 kernel: ${TEXT}\n`;
  expect(framed(JSON.stringify({ log, host: 'node-1', time: '2026-11-23T09:00:00Z' }))).toMatchObject({
    ...{ host: 'web-17', at: '2026-11-23T08:01:40+01:00', message: TEXT },
  });
});

test.each<[string, object, string]>([
  ['a program whose words a row knows keeps its name', { SYSLOG_IDENTIFIER: 'kdump', _PID: '7' }, 'kdump[7]: x'],
  ['its pid as syslog has it', { SYSLOG_IDENTIFIER: 'systemd-shutdown', SYSLOG_PID: '1' }, 'systemd-shutdown[1]: x'],
  ['without a pid', { SYSLOG_IDENTIFIER: 'dracut-cmdline' }, 'dracut-cmdline[0]: x'],
  ['another program does not', { SYSLOG_IDENTIFIER: 'sshd', _PID: '7' }, 'x'],
])('the journal: %s', (_, fields, message) => {
  expect(framed(JSON.stringify({ MESSAGE: 'x', ...fields })).message).toBe(message);
});

test('the journal keeps what is no text as its bytes, and numbers as text', () => {
  const MESSAGE = [...new TextEncoder().encode('EEH: é')];
  expect(framed(JSON.stringify({ MESSAGE, PRIORITY: 3, _HOSTNAME: 5, _BOOT_ID: 5 }))).toMatchObject({
    ...{ message: 'EEH: é', level: 3, host: null },
  });
  expect(framed(JSON.stringify({ MESSAGE: 'x', _BOOT_ID: 5 }))).not.toHaveProperty('bootMark');
});

test.each<[string, object, object]>([
  ['no level', { PRIORITY: 'x3' }, { level: null }],
  ['no level', { PRIORITY: '3x' }, { level: null }],
  ['no level', { PRIORITY: '' }, { level: null }],
  ['no time', { _SOURCE_MONOTONIC_TIMESTAMP: '12500000.5' }, { time: null }],
  ['no date', { __REALTIME_TIMESTAMP: '9000000000000000' }, { at: null }],
  ['the last date', { __REALTIME_TIMESTAMP: '8640000000000000' }, { at: '2243-10-17T00:00:00.000Z' }],
])('the journal tells %s in %j', (_, fields, told) => {
  expect(framed(JSON.stringify({ MESSAGE: 'x', ...fields }))).toMatchObject({ form: 'journal', message: 'x', ...told });
});

/** A clock, a priority and a level of other collectors are not the kernel's. */
test.each<object>([
  { clock: 12500000, priority: 'err' },
  { clock: 12500000, 'talos-level': 'error' },
  { priority: 'err', 'talos-level': 'error' },
  { clock: '12500000', priority: 'err', 'talos-level': 'error' },
])('only Talos’ own three fields tell time and level: not %j', (beside) => {
  expect(framed(JSON.stringify({ msg: TEXT, ...beside }))).toMatchObject({ message: TEXT, time: null, level: null });
});

test('a line in JSON may hold several, and ends with the last', () => {
  expect(framed(JSON.stringify({ log: 'one\ntwo\n' })).message).toBe('one\ntwo');
});

test('only behind its time a container’s stream and mark are taken off', () => {
  const at = '2026-11-23T08:01:40.01Z';
  expect(framed(`${at} it saw stdout F x`).message).toBe('it saw stdout F x');
});

test.each<[string, boolean]>([
  [`[   12.500000] ${TEXT}`, true],
  [`Nov 23 08:01:40 web-17 kernel: ${TEXT}`, true],
  [`Nov 23 08:01:40 web-17 rasdaemon[812]: ${TEXT}`, false],
  [`<30>[   12.500000] ${TEXT}`, false],
])('%s: may the kernel have written it? %s', (raw, may) => {
  expect(isKernel(framed(raw))).toBe(may);
});

test('a record of the journal that is cut says so; what has no words of a line, or is no JSON, is text', () => {
  expect(framed(`{"MESSAGE":"${TEXT}","_TRANSPORT":"ker`)).toMatchObject({ form: 'journal', broken: 'truncated' });
  for (const text of ['{ log: 5 }', '{x']) expect(framed(text)).toMatchObject({ form: 'plain', message: text });
});

test('each line of a record is a line, and names its own device', () => {
  const record = framed('3,900,12500000,-;e1000e 0000:00:1f.6: Hang:\\x0a\\x0aigb 0000:09:00.1: TDH');
  expect(textLines(record)).toMatchObject([
    { message: 'e1000e 0000:00:1f.6: Hang:', subject: { word: 'e1000e' }, body: 'Hang:', time: 12.5, sequence: 900 },
    { message: 'igb 0000:09:00.1: TDH', subject: { word: 'igb' }, body: 'TDH', time: 12.5, sequence: 900 },
  ]);
  expect(textLines(framed('3,900,12500000,-;igb 0000:09:00.1: a\\x0ab'))[1]).toMatchObject({
    subject: null,
    body: 'b',
  });
});

test('what Xen says on the console that it shares is none of the kernel’s, whatever clock it has', () => {
  const raw = '(XEN) [   31.250000] AMD-Vi: IO_PAGE_FAULT: 0000:00:14.0 d0 addr 00000000fee01000 flags 0x8 I';
  for (const text of [raw, `[2026-11-22 19:04:00] ${raw}`])
    expect(framed(text)).toMatchObject({ form: 'plain', time: null, message: raw });
});

test.each([
  ['up to 4.9', 'pciehp 0000:3a:00.0:pcie04: service driver pciehp loaded'],
  ['from 4.10 on', 'pciehp 0000:3a:00.0:pcie004: service driver pciehp loaded'],
])('a service of a port is the port’s driver: %s', (_, text) => {
  expect(framed(`[   12.500000] ${text}`)).toMatchObject({
    subject: { word: 'pcieport', bdf: '0000:3a:00.0', netdev: null },
    body: 'service driver pciehp loaded',
  });
});

test.each(['i6300ESB timer', 'HDA Intel', 'Intel ICH', 'Intel ICH Modem', 'ATI IXP MC97 controller', 'VIA 82xx Audio'])(
  'a driver’s name may have blanks: %s',
  (word) => {
    expect(framed(`[   12.500000] ${word} 0000:00:1b.0: PCI INT A disabled`)).toMatchObject({
      subject: { word, bdf: '0000:00:1b.0', netdev: null },
      body: 'PCI INT A disabled',
    });
  },
);

test.each(['the', 'Linux', 'new', 'mainline', 'in'])('a word before `kernel:` that is no host: %s', (word) => {
  const text = `${word} kernel: EEH: dead IOC detected`;
  expect(framed(text)).toMatchObject({ form: 'plain', host: null, message: text });
});

test('a heading over a log names no host', () => {
  expect(framed('Patched kernel:')).toMatchObject({ host: null });
  expect(framed('Patched kernel: EEH: dead IOC detected')).toMatchObject({ host: null });
});

test('words of a sentence are no driver’s name', () => {
  expect(framed('[   12.500000] Freeing device 0000:00:1b.0: done')).toMatchObject({ subject: null });
});

test('a message’s number of qla2xxx may have five digits', () => {
  expect(framed('[   12.500000] qla2xxx [0000:d8:00.1]-107ff:14: Unable to capture FW dump')).toMatchObject({
    subject: { word: 'qla2xxx', bdf: '0000:d8:00.1' },
    body: 'Unable to capture FW dump',
  });
});
