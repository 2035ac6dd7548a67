/** What is said to carry nothing makes no fact; what carries something is not cut into something else. */
import { CARRIES_NOTHING } from './carries-nothing';
import { createReader, endOfSource, readBlock } from './read-facts';
import { ROWS } from './tables';

function factsOf(text: string) {
  const reader = createReader('example');
  return [...readBlock(reader, { source: 'example', firstLine: 1, text }), ...endOfSource(reader)].filter(
    (fact) => fact.kind !== 'driver-spoke' && fact.kind !== 'line-unknown',
  );
}

const silent = CARRIES_NOTHING.flatMap(({ why, lines }) => lines.map((line) => ({ why, line })));

test.each(silent)('$line: $why', ({ line }) => {
  expect(factsOf(line)).toEqual([]);
});

/** VT-d's invalidation errors end in an unpadded source id (drivers/iommu/intel/dmar.c `SID %llx`): no end can be told. */
const OPEN_ENDED = 'invalidation-error';

test('a line cut short never blames a device that the whole line does not', () => {
  const wrong = ROWS.filter((row) => row.fault && !(row.family === 'dmar' && row.kind === OPEN_ENDED))
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
  expect(factsOf(record).filter((fact) => fact.fault)).toMatchObject([{ kind, corrupted: null }]);
});
