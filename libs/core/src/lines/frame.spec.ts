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
