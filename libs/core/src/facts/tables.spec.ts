/** Every example of every row is read as that row's fact, whole and in every block cut. */
import { frame } from '../lines/frame';
import { createReader, endOfSource, readBlock } from './read-facts';
import type { Row } from './row';
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
    ['kexec-jumped', ';Bye!'],
    ['kexec-jumped', '"Bye!'],
    ['kexec-jumped', 'mBye!'],
    ['driver-spoke', 'pci function '],
  ]);
  expect(ROWS.flatMap((row) => row.examples).filter((example) => example.length < 4)).toEqual([]);
});

/** A file or folder of the kernel's source, a program's unit or script, firmware, or the word before the device. */
const PRINTS =
  /\.(?:[chS]|sh|service|target)\b|^(?:drivers|arch)\/|^firmware$|^the driver$|kdump-config|docs\/marker\.md/;

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
  ommand line: | systemd-shutdown | Kernel panic - not syncing | end Kernel panic | for crashkernel | crashkernel reserved | Kdump: loaded | kdump[ |
  Kdump Vmcore Save Service | running makedumpfile | Using kernel command line | printk messages dropped | ] type | PCI bridge to [bus |
  : bound | : iomem( | abar m | pcnet32: PCnet | bmdma 0x | Device not ready | invalid for parameter | AHCI | Features: PF-id[ | : PCI |
  AER: enabled with IRQ | PME: Signaling with IRQ | Request device [ | VT-d detected | reg_base_addr | DMAR:IOMMU | Translation already enabled |
  translation tables from | IR table for | Setting identity map for device | Found IOMMU | Translation is already enabled | Default domain type |
  Event logged [ | AMD-Vi: Extended features ( | event 0x | : event: | Blocked unknown Stream ID | CMDQ error | EEH: Recovering PHB# | enced PHB# |
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

test('no pattern runs to its end over blanks without bound: each blank would be tried as the last', () => {
  const patterns = ROWS.flatMap((row) => [row.pattern, row.opening, row.continues?.pattern]);
  expect(patterns.filter((pattern) => /\\s[*+]\$/.test(pattern?.source ?? ''))).toEqual([]);
});
