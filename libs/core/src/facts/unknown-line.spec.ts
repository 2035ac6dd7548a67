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

test.each([
  ['dmesg -r', '<4>[    3.200000] frobnic: engine seven is odd', 4],
  ['dmesg -x', 'kern  :warn  : [    3.200000] frobnic: engine seven is odd', 4],
  ['/dev/kmsg', '3,812,3200000,-;frobnic: engine seven is odd', 3],
  ['/dev/kmsg with its caller', '4,812,3200000,-,caller=T1;frobnic: engine seven is odd', 4],
  [
    'journalctl -o json',
    '{"_TRANSPORT":"kernel","PRIORITY":"2","_SOURCE_MONOTONIC_TIMESTAMP":"3200000","MESSAGE":"frobnic: engine seven is odd"}',
    2,
  ],
])('%s: the level tells, whatever the words', (_, line, level) => {
  expect(unknownOf(line).map(({ fields }) => fields)).toEqual([{ masked: 'frobnic: engine seven is odd', level }]);
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
  ['registers of a splat', '<4>[    3.200000] RIP: 0010:timed_out+0x1/0x2'],
  ['prose without a stamp', 'the probe failed with an error'],
])('not unknown: %s', (_, line) => {
  expect(unknownOf(line)).toEqual([]);
});

test('only in the window of a handoff: while it comes up, and from the first sign of going down', () => {
  const late = '[ 5000.000000] frobnic: engine 7 failed';
  const down = '[ 6000.000000] kexec_core: Starting new kernel';
  const after = '[ 6000.100000] frobnic: engine 8 failed';
  expect(unknownOf(BANNER, late, down, after).map(({ line }) => line)).toEqual([4]);
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
