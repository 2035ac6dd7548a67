/** Prefixes in the forms that people paste. */
import { frame } from './frame';

const framed = (raw: string) => frame(raw, { source: 'a.log', number: 1 });

test.each([
  ['dmesg -e, a new minute', '[Aug 4 09:48] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -e, within a minute', '[  +0.000012] xhci_hcd 0000:47:00.1: died', null],
  ['dmesg -d', '[   12.500000 <    0.000010>] xhci_hcd 0000:47:00.1: died', 12.5],
  ['dmesg --time-format iso', '2026-11-22T19:04:00,123456+00:00 xhci_hcd 0000:47:00.1: died', null],
  ['no-break spaces', '[\u00a0\u00a0 12.500000] xhci_hcd\u00a00000:47:00.1: died', 12.5],
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
  ['the same, by date', '2026-11-22T19:04:00+0000 kernel: EEH: dead IOC detected', { host: null }],
  ['grep with the file’s name', '/var/log/kern.log:Nov 22 19:04:00 web-17 kernel: EEH: dead IOC detected', {}],
  ['busybox’s syslogd', 'Nov 22 19:04:00 web-17 kern.err kernel: EEH: dead IOC detected', { form: 'syslog' }],
  ['ts(1) or conserver', '[2026-11-22 19:04:00] EEH: dead IOC detected', { at: '2026-11-22T19:04:00' }],
  ['Jenkins, over a stamp', '[2026-11-22T19:04:00.123Z] [   12.500000] EEH: dead IOC detected', { time: 12.5 }],
  ['dmesg -x -T', 'kern  :err   : [Sun Nov 22 19:04:00 2026] EEH: dead IOC detected', { level: 3, facility: 0 }],
  ['dmesg -x -d', 'kern  :err   : [   12.500000 <    0.000010>] EEH: dead IOC detected', { time: 12.5, level: 3 }],
  ['dmesg -e, a day of two digits', '[Nov22 19:04] EEH: dead IOC detected', {}],
  ['dmesg -e in French', '[nov.22 19:04] EEH: dead IOC detected', {}],
  ['an indent, no stamp', '    EEH: dead IOC detected', { form: 'plain' }],
  ['an indent before a date', '\t[Sun Nov 22 19:04:00 2026] EEH: dead IOC detected', { form: 'dmesg-ctime' }],
  ['a gutter, as commit messages have it', '  | EEH: dead IOC detected', { form: 'plain' }],
  ['a gutter, quoted', '> > | [   12.500000] EEH: dead IOC detected', { form: 'dmesg', time: 12.5 }],
  ['logfmt', 'level=error msg="[   12.500000] EEH: dead IOC detected', { form: 'console', time: 12.5 }],
  ['a member of an object', '"body": "[   12.500000] EEH: dead IOC detected', { form: 'console', time: 12.5 }],
  ['a web page’s entities', '&gt; &lt;3&gt;[   12.500000] EEH: dead IOC detected', { level: 3, time: 12.5 }],
])('%s', (_, raw, prefix) => {
  expect(framed(raw)).toMatchObject({ message: 'EEH: dead IOC detected', ...prefix });
});

test.each([
  ['a string in a program', '    "[   12.500000] EEH: dead IOC detected",'],
  ['one in a list', "examples: ['[   12.500000] EEH: dead IOC detected'],"],
  ['one that is added by a patch', '+  `[   12.500000] EEH: dead IOC detected`,'],
  ['a table', '| EEH: dead IOC detected | the chip is gone |'],
])('%s is no line of a log', (_, raw) => {
  expect(framed(raw).message).not.toMatch(/^EEH: dead IOC detected/);
});

test('entities are not read twice', () => {
  expect(framed('[   12.500000] a &amp;lt; b').message).toBe('a &lt; b');
});

test('who quotes the kernel’s tag is not the kernel', () => {
  expect(framed('Nov 22 19:04:00 web-17 agent[7]: saw kernel: EEH: dead IOC detected').facility).toBe(3);
  expect(framed('there is no clock in kernel: EEH: dead IOC detected').form).toBe('plain');
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
  [
    'dmesg --time-format iso',
    `2026-11-23T08:01:40,123456+01:00 ${TEXT}`,
    { form: 'dmesg', at: '2026-11-23T08:01:40.123456+01:00' },
  ],
  ['dmesg --json', `{"pri":3,"time":12.500000,"msg":"${TEXT}"}`, { form: 'dmesg', level: 3, facility: 0, time: 12.5 }],
  [
    'dmesg --json, in its list',
    `      {"pri":30,"time":  112.500000,"caller": "T812","msg":"${TEXT}"},`,
    { form: 'dmesg', level: 6, facility: 3, time: 112.5 },
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
  ['CRI', `2026-11-23T08:01:40.010123456Z stdout F ${TEXT}`, { form: 'plain', at: '2026-11-23T08:01:40.010123456Z' }],
];

test.each(FORMS)('%s: all that the prefix tells, and nothing else', (_, raw, told) => {
  expect(framed(raw)).toMatchObject({ ...NOTHING, message: TEXT, ...told });
});

test.each(FORMS)('%s behind other words: no host, no level and no date of it', (_, raw) => {
  expect(framed(`it said: ${raw}`)).toMatchObject({ host: null, level: null, at: null, sequence: null });
});

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
  ['EEH: dead IOC detected', null, 'EEH: dead IOC detected'],
])('%s: who speaks, and of what', (message, subject, body) => {
  expect(framed(`[   12.500000] ${message}`)).toMatchObject({ message, subject, body });
});
