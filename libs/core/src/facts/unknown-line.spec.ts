/** Trouble that no row knows: kept, masked, and only where a handoff looks. */
import type { Fact } from './fact';
import { createReader, endOfSource, readBlock } from './read-facts';
import { masked } from './unknown-line';

const BANNER = '[    0.000000] Linux version 6.1.0-56-amd64 (x@y) #1 SMP';

function unknownOf(...lines: readonly string[]): readonly Fact[] {
  const reader = createReader('example');
  const facts = [
    ...readBlock(reader, { source: 'example', firstLine: 1, text: lines.join('\n') }),
    ...endOfSource(reader),
  ];
  return facts.filter((fact) => fact.kind === 'line-unknown');
}

test('a line without a level counts by its words, with its device and its place', () => {
  const [fact, ...others] = unknownOf(BANNER, '[    3.200000] frobnic 0000:03:00.0: engine 7 timed out at 0xfee00000');
  expect(others).toEqual([]);
  expect(fact).toMatchObject({ family: 'driver', bdf: '0000:03:00.0', line: 2, time: 3.2, fault: false });
  expect(fact?.fields).toEqual({ masked: 'frobnic <bdf>: engine <n> timed out at <hex>', level: null });
});

const ODD = 'frobnic: engine seven is odd';
const KERNEL_LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn'];
/** How each form tells a level. */
const WITH_LEVEL: readonly (readonly [string, (level: number) => string])[] = [
  ['dmesg -r', (level) => `<${level}>[    3.200000] ${ODD}`],
  ['dmesg -r behind a login prompt', (level) => `login: \n <${level}>[    3.200000] ${ODD}`],
  ['dmesg -x', (level) => `kern  :${KERNEL_LEVELS[level]?.padEnd(6)}: [    3.200000] ${ODD}`],
  ['/dev/kmsg', (level) => `${level},812,3200000,-;${ODD}`],
  ['/dev/kmsg with its caller', (level) => `${level},812,3200000,-,caller=T1;${ODD}`],
  [
    'journalctl -o json',
    (level) =>
      `{"_TRANSPORT":"kernel","PRIORITY":"${level}","_SOURCE_MONOTONIC_TIMESTAMP":"3200000","MESSAGE":"${ODD}"}`,
  ],
];

test.each(WITH_LEVEL)('%s: the level tells, whatever the words', (_, print) => {
  for (const level of [0, 1, 2, 3, 4])
    expect(unknownOf(print(level)).map(({ fields }) => fields)).toEqual([{ masked: ODD, level }]);
});

/** Each with one word that tells trouble. */
const TROUBLE = `
  probe failed | link failure | self-test failing | checks that fail now | Failed it | Failure of it | FAILED it | FAILURE of it | an error |
  Error 5 | ERROR 5 | a timeout | Timed out | WARNING: it | BUG: it | unable to do it | cannot do it | can't do it | an invalid thing | corrupted |
  unexpected | it is not responding | aborted | Abort it | a hung thing | it is stuck | a fatal thing | FATAL | soft lockup`;

test.each(
  TROUBLE.trim()
    .split(/\s*\|\s+/)
    .map((words) => [words]),
)('a console prints no level: `%s` tells trouble', (words) => {
  expect(unknownOf(`[    3.200000] frobnic: ${words}`)).toHaveLength(1);
});

test.each([
  ['a level below warning, whatever the words', '<6>[    3.200000] frobnic: failed to fail'],
  ['user space', '12,812,3200000,-;frobnic: engine seven is odd'],
  ['a line that a row knows', '<3>[    3.200000] DMAR: DRHD: handling fault status reg 2'],
  [
    'who reports by GHES',
    '[    3.200000] {1}[Hardware Error]: Hardware error from APEI Generic Hardware Error Source: 1',
  ],
  [
    'a detail of such a report',
    '[    3.200000] {1}[Hardware Error]:   error_status: Storage error in DRAM memory (0x400)',
  ],
  ['prose without a stamp', 'the probe failed with an error'],
])('not unknown: %s', (_, line) => {
  expect(unknownOf(line)).toEqual([]);
});

/** What a splat prints below its first line (lib/dump_stack.c show_regs_print_info(), arch/x86/kernel/process_64.c show_regs() and others'). */
const SPLAT = `
 do_exit+0x1/0x2
Call Trace:
Call trace:
Modules linked in: error
Unloaded tainted modules: error():1
CPU: 0 PID: 1
CPU 0
Hardware name: error
Workqueue: error
Tainted: [E]=error
Code: 0f 0b
---[ end trace error ]---
---+
===error===
EEH: [c0000000] error
EEH: [<c0000000>] error
RIP: 0010:timed_out+0x1/0x2
RAX: 0000000000000000
R08: 0000000000000000
EAX: 00000000
EIP: error
CS: 0010
GS: 0010
CR2: 0000000000000008
DR0: 0000
PKRU: 55555554
x29: ffff800010003f80
x0 : 0000
pc : timed_out+0x1
lr : timed_out+0x1
sp : ffff8000
pstate: 60400005
NIP [c000] error
LR [c000] error
MSR: 8000
GPR00: 0000
CFAR: c000
REGS: c000
<IRQ>
</TASK>
? error+0x1/0x2
[<ffff>] error
(timed_out)+0x1c`;

test.each(
  SPLAT.split('\n')
    .slice(1)
    .map((text) => [text]),
)('not unknown: `%s` of a splat', (text) => {
  expect(unknownOf(`<4>[    3.200000] ${text}`)).toEqual([]);
  expect(unknownOf(`<4>[    3.200000] frobnic: ${text}`)).toHaveLength(1);
});

test('only in the window of a handoff: while it comes up, and from the first sign of going down', () => {
  const late = '[ 5000.000000] frobnic: engine 7 failed';
  const down = '[ 6000.000000] kexec_core: Starting new kernel';
  const after = '[ 6000.100000] frobnic: engine 8 failed';
  expect(unknownOf(BANNER, late, down, after).map(({ line }) => line)).toEqual([4]);
});

test.each([
  'Kernel panic - not syncing: x',
  'kexec_core: Starting new kernel',
  'Bye!',
  'Starting crashdump kernel...',
  'reboot: Restarting system',
  'reboot: Power down',
  'systemd[1]: Reached target kexec.target - Reboot via kexec.',
])('going down begins with `%s`', (sign) => {
  expect(unknownOf(BANNER, `[ 6000.000000] ${sign}`, '[ 6000.100000] frobnic: engine 8 failed')).toHaveLength(1);
});

test('a kernel that prints no times: by lines since its first', () => {
  const journal = (text: string) => `Nov 23 10:00:00 h1 kernel: ${text}`;
  const quiet = Array.from({ length: 4_000 }, () => journal('all is well'));
  const lines = [
    journal('Linux version 6.1.0 (x@y) #1 SMP'),
    journal('frobnic: failed'),
    ...quiet,
    journal('frobnic: failed'),
  ];
  expect(unknownOf(...lines).map(({ line }) => line)).toEqual([2]);
});

test.each([
  ['0000:01:00.0', '<bdf>'],
  ['10000:e1:00.0', '<bdf>'],
  ['52:54:00:12:34:56', '<mac>'],
  ['52:54:00:ab:CD:ef', '<mac>'],
  ['f6b7c2a4-1a0b-4f1f-9ef0-A4E1D6A2F3B1', '<uuid>'],
  ['0xdeadbeef', '<hex>'],
  ['0XFF', '<hex>'],
  ['ffffffff81000000', '<hex>'],
  ['deadbeef', 'deadbeef'],
  ['PHB#12-PE#1fd', 'PHB#<n>-PE#<n>fd'],
  ['nvme17', 'nvme<n>'],
])('%s is %s wherever it stands', (varies, mask) => {
  expect(masked(`at ${varies}`)).toBe(`at ${mask}`);
  expect(masked(` ${varies}: failed `)).toBe(`${mask}: failed`);
});

test('equal but for numbers is equal; other words are not', () => {
  expect(masked('nvme0: I/O 17 QID 3 timeout, reset 0xdeadbeef')).toBe(
    masked('nvme1: I/O 4 QID 12 timeout, reset 0x1'),
  );
  expect(masked('DMA Write failed')).not.toBe(masked('DMA Read failed'));
  expect(masked('link 52:54:00:12:34:56 at 0000:01:00.0')).toBe('link <mac> at <bdf>');
  expect(masked(`x ${'y'.repeat(1_000)}`)).toHaveLength(240);
});

test('user space that imitates a fault is said to, and names no device as its own', () => {
  const line =
    '12,500,1018540,-;DMAR: [DMA Read NO_PASID] Request device [02:00.0] fault addr 0x5778000 [fault reason 0x06] PTE Read access is not set';
  const reader = createReader('example');
  expect(readBlock(reader, { source: 'example', firstLine: 1, text: line })).toMatchObject([
    {
      family: 'dmar',
      kind: 'fault-imitated',
      fault: false,
      bdf: null,
      fields: { imitates: 'iommu-fault', device: '0000:02:00.0', facility: 1 },
    },
  ]);
});
