/** What is said to carry nothing makes no fact; what carries something is not cut into something else. */
import { CARRIES_NOTHING, carriesNothing } from './carries-nothing';
import { printk } from './printk';
import { createReader, endOfSource, readBlock } from './read-facts';
import { ROWS } from './tables';

function factsOf(text: string) {
  const reader = createReader('example');
  return [...readBlock(reader, { source: 'example', firstLine: 1, text }), ...endOfSource(reader)].filter(
    (fact) => fact.kind !== 'driver-spoke' && fact.kind !== 'line-unknown',
  );
}

/** What the format prints of the plainest things. */
const sampleOf = (format: string): string =>
  printk(format)
    .pieces.map((piece) => (piece.kind === 'literal' ? piece.text : piece.kind === 'run' ? '7' : 'x'))
    .join('');

const silent = CARRIES_NOTHING.flatMap(({ why, formats }) => formats.map((format) => ({ why, format })));

test.each(silent)('$format: $why', ({ format }) => {
  const sample = sampleOf(format);
  const lines = ['', 'pci 0000:3b:00.0: ', 'nvme 0000:3b:00.0: AER: '].flatMap((prefix) =>
    `${prefix}${sample}`.split('\n').map((line) => `[    9.000000] ${line}`),
  );
  expect(factsOf(lines.join('\n'))).toEqual([]);
});

/** Most of what they print is numbers, or text of any kind. */
const TOO_FEW_WORDS = [
  ...['DTE[%d]: %016llx', 'CMD[%d]: %08x', 'UtlSts:      %08x %08x %08x', 'nFir:        %016llx %016llx %016llx'],
  ...['PhbSts:      %016llx %016llx', 'Lem:         %016llx %016llx %016llx'],
  ...['PhbErr:      %016llx %016llx %016llx %016llx', '%s %pR', 'reg 0x%x: %pR', 'reg %x: %pR', 'EEH: [%pK] %pS'],
  ...['EEH: [%p] %pS', '[<%p>] %ps', '[<%p>] %pf'],
];

test('every format is known by its words, but for those that have too few', () => {
  expect(silent.map(({ format }) => format).filter((format) => !carriesNothing(sampleOf(format)))).toEqual(
    TOO_FEW_WORDS,
  );
});

test('a line of such a format is known, whatever prefix stands before it', () => {
  expect(carriesNothing('iommu: DMA domain TLB invalidation policy: lazy mode')).toBe(true);
  expect(carriesNothing("pci 0000:3b:00.0: BAR 0 [mem size 0x00100000]: can't assign; no space")).toBe(true);
  expect(carriesNothing('EEH: of node=/pci@800000020000203/ethernet@1')).toBe(true);
});

test('no format is so general that it takes what nobody knows', () => {
  const unknown = [
    'frobnic 0000:03:00.0: engine 7 timed out at 0xfee00000',
    'frobnic: error in engine 7: failed to stop',
    'BUG: unable to handle page fault for address: ffffffff',
  ];
  expect(unknown.filter(carriesNothing)).toEqual([]);
});

/** As kernels printed them, some with words that no list of formats has. */
test.each([
  '[   11.400000] AMD-Vi: DTE[0]: 6390000100000003',
  '[   11.400000] AMD-Vi: CMD[0]: 00001000',
  '[   11.915160] EEH: PCI device/vendor: 10d38086',
  '[   11.915292] EEH: PCI cmd/status register: 00100102',
  '[   11.915473] EEH: PCI-E 00: 0001a010 00008000 00000000 00000411 ',
  '[   11.916719] EEH: PCI-E AER 00: 14020001 00000000 00000000 00462030 ',
  '[  101.200000] PE[0fd] A/B: 8300b03800000000 8000000000000000',
  '[  101.200000] PhbSts:      0000001c00000000 0000001c00000000',
  '[   10.100000] mlx5_core 0000:3b:00.0:   device [15b3:1017] error status/mask=00004000/00000000',
  '[   10.100000] mlx5_core 0000:3b:00.0:    [14] CmpltTO                (First)',
  '[   10.100000] mlx5_core 0000:3b:00.0: AER:   TLP Header: 4a000001 3b000004 00000000 00000000',
  '[   10.200000] pcieport 0000:3a:00.0: DPC: rp_pio_status: 0x00020000, rp_pio_mask: 0x00000000',
  '[   88.200000] {1}[Hardware Error]:   device_id: 0000:09:00.0',
  '[   88.200000] {1}[Hardware Error]:   aer_uncor_status: 0x00100000, aer_uncor_mask: 0x00010000',
  '[    2.611493] {1}[Hardware Error]: Hardware error from APEI Generic Hardware Error Source: 4',
  '[    2.611493] {1}[Hardware Error]:  Error 0, type: fatal',
  '[    2.611493] {1}[Hardware Error]:   section_type: memory error',
  '[    1.400000] BERT: Error records from previous boot:',
  '[    1.100000] pcieport 0000:3a:00.0: DPC: error containment capabilities: Int Msg #0, RPExt+ PoisonedTLP+ SwTrigger+ RP PIO Log 4, DL_ActiveErr+',
  '[    7.071941] pci 0000:00:07.0: DPC: RP PIO log size 0 is invalid',
  '[    0.191509] EEH: PowerNV platform initialized',
  '[    0.319402] EEH: Capable adapter found: recovery enabled.',
  '[    0.000000] KHO: scratch areas: lowmem: 8MiB global: 64MiB pernode: 128MiB',
  '[   11.884432] EEH: PE location: pcie.0, PHB location: N/A',
  '[   11.885638] EEH: Call Trace:',
  '[   11.885973] EEH: [0000000019710739] __eeh_send_failure_event+0x7c/0x160',
  '[   12.400000] handlers:',
  '[   11.889404] EEH: This PCI device has failed 1 times in the last hour and will be permanently disabled after 5 failures.',
  '[  101.200000] EEH: IOC informative error detected',
  '[  101.200000] EEH: PHB#21 informative error detected, location: N/A',
  '[  101.300000] EEH: Frozen PHB#1-PE#fd is empty!',
  "[  103.100000] eeh_wait_state: Timeout when getting PE's state (300000)",
  '[  103.100000] pnv_eeh_get_pe_state: Failure -5 getting PHB#1-PE1 state',
  '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: unexpected PRI request received:',
  '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: PRIQ overflow detected -- requests lost',
  '[    2.300000] megaraid_sas 0000:18:00.0: FW now in Ready state',
  '[    2.300000] megaraid_sas 0000:18:00.0: Waiting for FW to come to ready state',
  '[   12.400000] ata1: hard resetting link',
  '[   12.400000] ata1: SATA link down (SStatus 0 SControl 300)',
  '[   80.100000] mlx5_core 0000:3b:00.0: mlx5_health_try_recover:330:(pid 9): health recovery succeeded',
  '[   16.088626] mlx5_core 0000:3b:00.0: ready 1023ms after resume',
  '[    3.100000] mlx5_core 0000:3b:00.0: probe with driver mlx5_core rejects match -19',
  '[   40.100000] platform 2a0.pcie: deferred probe pending: platform: wait for supplier /iommu@0',
])('%s', (line) => {
  expect(factsOf(line)).toEqual([]);
});

test('a line cut short never blames a device that the whole line does not', () => {
  const wrong = ROWS.filter((row) => row.fault)
    .flatMap((row) => row.examples)
    .flatMap((example) => {
      const blamed = new Set(factsOf(example).map((fact) => fact.bdf));
      const first = example.split('\n', 1)[0] ?? '';
      return Array.from({ length: first.length }, (_, end) => first.slice(0, end))
        .flatMap((cut) => factsOf(cut).map((fact) => ({ cut, fact })))
        .filter(({ fact }) => fact.fault && fact.corrupted === null && fact.bdf !== null && !blamed.has(fact.bdf))
        .map(({ cut }) => cut);
    });
  expect(wrong).toEqual([]);
});

test.each([
  [
    'rasdaemon',
    '30,500,1018540,-;rasdaemon: pcieport 0000:00:1c.0: PCIe Bus Error: severity=Corrected, type=Physical Layer, (Receiver ID)',
  ],
  [
    'systemd',
    '<30>[   10.100000] systemd[1]: nvme 0000:c1:00.0: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x000e address=0xfefd2000 flags=0x0020]',
  ],
  ['a shell', '12,500,1018540,-;EEH: Frozen PHB#0-PE#1fd detected'],
  ['a shell', '12,500,1018540,-;pcieport 0000:00:1b.0: DPC: containment event, status:0x1f01 source:0x0000'],
])('user space is no evidence: %s', (_, line) => {
  expect(factsOf(line).filter((fact) => fact.fault)).toEqual([]);
});

/** /dev/kmsg writes a record of many text lines as one, with `\x0a` (kernel/printk/printk.c msg_add_ext_text()). */
test.each([
  [
    'eeh-failed',
    '3,900,103200000,-;EEH: PHB#1-PE#fd has failed 6 times in the\\x0alast hour and has been permanently disabled.\\x0aPlease try reseating or replacing it.',
  ],
  [
    'eeh-failed',
    '3,901,103200000,-;EEH: Unable to recover from failure from PHB#1-PE#fd.\\x0aPlease try reseating or replacing it',
  ],
  [
    'device-stalled',
    '3,902,103200000,-;e1000e 0000:00:1f.6 eno1: Detected Hardware Unit Hang:\\x0a  TDH                  <0>\\x0a  TDT                  <1>',
  ],
])('a record of many lines is one fact: %s', (kind, record) => {
  expect(factsOf(`${record}\n`).filter((fact) => fact.fault)).toMatchObject([{ kind, corrupted: null }]);
});
