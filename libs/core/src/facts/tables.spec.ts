/** Every example of every row is read as that row's fact, whole and in every block cut. */
import { isDeepStrictEqual } from 'node:util';
import { frame } from '../lines/frame';
import { createReader, endOfSource, readBlock } from './read-facts';
import type { Row } from './row';
import { tryRow } from './row-fact';
import { ROWS } from './tables';

const examples = ROWS.flatMap((row) =>
  row.examples.map((example) => ({ row, example, name: `${row.family} ${row.kind}: ${example.slice(0, 90)}` })),
);

function factsOf(text: string) {
  const reader = createReader('example');
  return [...readBlock(reader, { source: 'example', firstLine: 1, text }), ...endOfSource(reader)];
}

test('every row has examples, but for those that another row’s text tells better', () => {
  expect(examples.length).toBeGreaterThan(450);
  const bare = ROWS.filter((row) => row.examples.length === 0).map(({ kind, needle }) => [kind, needle]);
  expect(bare).toEqual([
    ['kexec-jumped', '\tBye!'],
    ['kexec-jumped', '>Bye!'],
    ['kexec-jumped', ';Bye!'],
    ['kexec-jumped', '"Bye!'],
    ['kexec-jumped', 'mBye!'],
    ['kexec-jumped', '=Bye!'],
    ['kexec-jumped', ']Bye!'],
    ['driver-spoke', 'pci function '],
    ['iommu-fault', 'Request device ['],
  ]);
  expect(ROWS.flatMap((row) => row.examples).filter((example) => example.length < 4)).toEqual([]);
});

/** A file or folder of the kernel's source, a program's unit or script, firmware, or the word before the device. */
const PRINTS =
  /\.(?:[chS]|sh|service|target|init\.d)\b|^(?:drivers|arch)\/|^firmware$|^the driver$|kdump-config|docs\/marker\.md/;

test('every row names what prints it', () => {
  expect(ROWS.filter(({ from }) => !PRINTS.test(from)).map(({ from, needle }) => [from, needle])).toEqual([]);
});

test.each(examples)('$name', ({ row, example }) => {
  const facts = factsOf(`${example}\n`).filter((fact) => fact.kind === row.kind && fact.family === row.family);
  expect(facts).toHaveLength(1);
  expect(facts[0]).toMatchObject({ fault: row.fault, corrupted: null });
  expect(facts[0]?.lines).toHaveLength(example.split('\n').length);
});

test('every needle is in its row’s examples, and long enough to be rare', () => {
  const wrong = ROWS.filter(
    (row) => row.needle.length < 5 || row.examples.some((example) => !`\n${example}`.includes(row.needle)),
  );
  expect(wrong.map((row) => row.needle)).toEqual([]);
});

/** What may stand in a character's place: another one, none, or two. */
const OTHERS = [...'0129abcdefxyzAFZ -_.:,()[]#/', '', '00', 'ab'];

function* withOtherNeedle({ needle, examples: of }: Row): Generator<string> {
  for (const line of of.flatMap((example) => example.split('\n'))) {
    const from = line.indexOf(needle);
    for (let at = from; from >= 0 && at < from + needle.length; at++)
      for (const other of OTHERS) yield line.slice(0, at) + other + line.slice(at + 1);
  }
}

test('a line in which something else stands in a needle’s place is not what its row looks for', () => {
  const state = createReader('example');
  const found = ROWS.flatMap((row) =>
    [...withOtherNeedle(row)].filter((text) => {
      const line = frame(text, { source: 'example', number: 1 });
      const missed = (other: Row) => !`\n${text}`.includes(other.needle);
      const read = missed(row) ? tryRow(state, row, line) : null;
      if (read === null) return false;
      const others = ROWS.filter((other) => other.kind === row.kind && !missed(other));
      return !others.some((other) => isDeepStrictEqual(tryRow(state, other, line), read));
    }),
  );
  expect(found).toEqual([]);
});

interface Reading {
  readonly row: Row;
  readonly pattern: RegExp;
  readonly words: string;
}

/** Each pattern of a row with the words that it reads in an example. */
const readings = examples.flatMap(({ row, example }): readonly Reading[] => {
  const [first, ...more] = example.split('\n').map((raw, number) => frame(raw, { source: 'example', number }));
  const words = (row.on === 'device' ? first?.body : first?.message) ?? '';
  const { pattern, opening, continues } = row;
  const opens = [pattern, ...(opening ? [opening] : [])].map((one) => ({ row, pattern: one, words }));
  return [...opens, ...(continues ? more.map(({ message }) => ({ row, ...continues, words: message })) : [])];
});
const needlesOf = (read: readonly Reading[]) => [...new Set(read.map(({ row }) => row.needle.trim()))];

test('behind other words a message is somebody’s who speaks of it; firmware and systemd’s console are read so', () => {
  expect(readings.filter(({ pattern, words }) => !pattern.test(words))).toEqual([]);
  const quoted = readings.filter(
    ({ row, pattern, words }) => row.from !== 'firmware' && pattern.test(`somebody says to me: ${words}`),
  );
  expect(needlesOf(quoted)).toEqual(['Rebooting with kexec']);
});

/** Rows whose message ends in a list, an address that varies or prose, by their needles. */
const GOES_ON = `
  ommand line: | systemd-shutdown | Kernel panic - not syncing | [#1] | [#1]: | end Kernel panic | for crashkernel | crashkernel reserved | Kdump: loaded | saving to |
  running makedumpfile | The dumpfile is saved to | Using kernel command line | ut of memory: Kill | soft lockup - CPU# | ard LOCKUP | detected stall | printk messages dropped | ] type | PCI bridge to [bus |
  : bound | : error - | : iomem( | abar m | pcnet32: PCnet | bmdma 0x | Device not ready | invalid for parameter | AHCI | Features: PF-id[ | : PCI |
  AER: enabled with IRQ | PME: Signaling with IRQ | Request device [ | VT-d detected | reg_base_addr | DMAR:IOMMU | Translation already enabled |
  translation tables | IR table for | Setting identity map for device | Found IOMMU | Translation is already enabled | Default domain type |
  Event logged [ | AMD-Vi: Extended features ( | event 0x | : event: | Blocked unknown | CMDQ error | EEH: Recovering PHB# | enced PHB# |
  EEH: dead PHB# | failure detected | resetting PHB# | times in the | Unable to recover from failure | EEH: PCI device at location |
  failure of PCI device at location | Bus Error: | aer_status: 0x | containment event | Hardware Error]: | ms after | unlocked secondary bus reset |
  config space inaccessible; unable to | BUG: Bad page | corruption | lab corruption | nobody cared | bogus return value | KHO: | KHO reserve-mem |
  luo: | QID | controller is down; will reset | NETDEV WATCHDOG: | :0442 | :1408 | :3151 | :8888 | Failed to initialize adapter | qla2xxx [ |
  assigning device slot ID | shutdown ( | handoff v=`
  .trim()
  .split(/\s*\|\s+/);

test('a message that goes on with other words is another message, but of these rows', () => {
  const read = readings.filter(
    ({ row, pattern, words }) => row.from !== 'firmware' && pattern.test(`${words} it says`),
  );
  expect(needlesOf(read)).toEqual(GOES_ON);
});

/** What drivers and the kernel number from 0 on. */
const NUMBERED =
  /(?<=\b(?:nvme|ata|eth|sym|sas_cm|minor |group |queue |Queue |CPU: |PID: |hart id |PHB |EP )|host#=|cb=|CPU#|PF-id\[|Version: )\d\b/g;

test('the twelfth of its kind is read as the first is', () => {
  const twelfth = readings.map(({ words, ...of }) => ({ ...of, words: words.replace(NUMBERED, '11') }));
  expect(twelfth.filter(({ words }) => words.includes('11')).length).toBeGreaterThan(50);
  expect(twelfth.filter(({ pattern, words }) => !pattern.test(words))).toEqual([]);
});

/** As other kernels, programs and consoles put the same. */
test.each([
  ['pcie-error', 'pcieport 0000:00:1c.0: Corrected error received: id=00e0'],
  ['error-recovering', 'pcieport 0000:02:00.0: broadcast error_detected message'],
  ['fault-status', 'DRHD: handling fault status reg 402'],
  ['fault-status', 'DMAR:DRHD: handling fault status reg 2'],
  ['invalidation-error', 'VT-d detected Invalidation Time-out Error: SID 3b00'],
  ['kexec-started', 'kexec: Starting new kernel'],
  ['kexec-requested', 'systemd: Reached target Reboot via kexec'],
  ['reboot-requested', 'systemd: Reached target System Reboot'],
  ['kexec-requested', 'systemd[1]: Starting systemd-kexec.service - Reboot via kexec...'],
  ['kexec-requested', 'The system is rebooting with kexec (the kernel is new).'],
  ['kexec-requested', '[info] Will now restart with kexec.'],
  ['reboot-requested', 'systemd[1]: Starting System Power Off...'],
  ['powered-down', 'Power down.'],
  ['oopsed', 'Kernel bug detected[#1]:'],
  ['oopsed', 'specification exception: 0006 ilc:2 [#1]SMP'],
  ['oopsed', 'Oops: general protection fault, maybe for address 0xffff888001: 0000 [#1] PREEMPT SMP'],
  ['powered-down', 'System halted.'],
  ['kdump-sign', 'systemd[1]: Started Kdump Vmcore Save Service'],
  ['kdump-sign', 'Using kernel command line parameters: elfcorehdr=0x103f000000'],
  ['kdump-sign', 'OF: fdt: Reserving 64 KiB of memory at 0xff7fe000 for elfcorehdr'],
  ['callbacks-suppressed', '12 callbacks suppressed'],
  ['iommu-fault', 'virtio_iommu virtio0: page fault from EP 264 at 1000 [R W]'],
  ['irq-unhandled', 'irq 16: nobody cared'],
  ['irq-trouble', 'No irq handler for 0.43'],
  ['irq-trouble', '12.43 No irq handler for vector (irq 11)'],
  ['irq-trouble', 'Flags mismatch irq 16. 00000080 (a) vs. 00000000 (b)'],
  ['driver-unbound', 'igb 0000:01:00.0: removed PHC on enp1s0f0'],
  ['driver-claimed', '[drm] Initialized mgag200 1.0.12 for 0000:c1:00.0 on minor 0'],
  ['slot-event', 'pcieport 0000:00:1c.0: pciehp: Slot(12-1): Link Down'],
  ['memory-damaged', 'Slab corruption: kmalloc-2048 start=ffff8881002f3a00, len=2048'],
  ['identity-mapped', '64bit 0000:02:00.0 uses identity mapping'],
])('%s, in other words: %s', (kind, message) => {
  const facts = factsOf(`[   12.000000] ${message}\n`).filter((fact) => fact.kind === kind);
  expect(facts).toMatchObject([{ corrupted: null }]);
});

test('an interrupt of the CPU’s own (PPI) is of no device', () => {
  expect(factsOf('[    0.300000] Unexpected interrupt (irqnr 26)\n').filter((fact) => fact.fault)).toEqual([]);
});

test('no text cut short makes an undamaged fault', () => {
  const wrong = examples
    .filter(({ row }) => row.fault && row.family === 'dmar')
    .flatMap(({ example }) => Array.from({ length: example.length - 1 }, (_, end) => example.slice(0, end)))
    .filter((cut) =>
      factsOf(cut).some((fact) => fact.fault && fact.corrupted === null && fact.fields.reasonText === ''),
    );
  expect(wrong).toEqual([]);
});

test('user space that imitates a fault is no evidence', () => {
  const imitation =
    '12,500,1018540,-;DMAR: [DMA Read NO_PASID] Request device [02:00.0] fault addr 0x5778000 [fault reason 0x06] PTE Read access is not set';
  expect(factsOf(imitation).filter((fact) => fact.fault)).toEqual([]);
  expect(factsOf(imitation.replace(/^12/, '3')).filter((fact) => fact.fault)).toHaveLength(1);
});

test('what opens as a row does is looked for in whole messages, all at once', () => {
  expect(ROWS.filter(({ opening, on }) => opening && (on !== 'message' || opening.flags !== ''))).toEqual([]);
});

test('no pattern runs to its end over blanks without bound: each blank would be tried as the last', () => {
  const patterns = ROWS.flatMap((row) => [row.pattern, row.opening, row.continues?.pattern]);
  expect(patterns.filter((pattern) => /\\s[*+]\$/.test(pattern?.source ?? ''))).toEqual([]);
});
