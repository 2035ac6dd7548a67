/** Whose invalidation timed out (drivers/iommu/intel/dmar.c qi_dump_fault()). */
import { createReader, endOfSource, readBlock } from './read-facts';

function toldOf(id: string, prior: string) {
  const reader = createReader('console');
  const lines = [
    `VT-d detected Invalidation Time-out Error: SID ${id}`,
    'QI HEAD: Invalidation Wait qw0 = 0x200000025, qw1 = 0x1',
  ];
  const text = [...lines, `QI PRIOR: ${prior}`].map((line) => `[   19.200000] DMAR: ${line}\n`).join('');
  const facts = [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  return facts.map(({ kind, bdf, lines: used, fields }) => [kind, bdf, used, fields.requester]);
}
const OF_4100 = 'Device-TLB Invalidation qw0 = 0x4100410000000003, qw1 = 0x7ffffffffffff001';

test('the unit says so', () => {
  expect(toldOf('4108', OF_4100)).toEqual([['invalidation-error', '0000:41:01.0', [1], undefined]]);
});

test.each(['0', 'ffff'])('source id %s is nobody’s: the command before the wait tells whose cache it was', (id) => {
  expect(toldOf(id, OF_4100)).toEqual([['invalidation-error', null, [1, 3], '0000:41:00.0']]);
  const byPasid = 'PASID-based Device-TLB Invalidation qw0 = 0x1000041080008, qw1 = 0x7ffffffffffff801';
  expect(toldOf(id, byPasid)).toEqual([['invalidation-error', null, [1, 3], '0000:41:01.0']]);
  const other = 'IOTLB Invalidation qw0 = 0x4100410000000003, qw1 = 0x1';
  expect(toldOf(id, other)).toEqual([['invalidation-error', null, [1], undefined]]);
});

test.each([
  ['0x39] SM: Present bit', 'SM: Present bit in Root Entry is clear'],
  ['0x71] SM: Pres', 'SM: Present bit in first-level paging entry is clear'],
  ['0x90] SM: A/D', 'SM: A/D bit update needed in first-level entry when set up in no snoop'],
  ['0x3b] Unknown', 'Unknown'],
])('a reason that a line’s end cut off is told by its number: %s', (cut, reasonText) => {
  const text = `[   19.200000] DMAR: [DMA Write NO_PASID] Request device [41:02.0] fault addr 0x1a2b3000 [fault reason ${cut}\n`;
  const [fact] = readBlock(createReader('console'), { source: 'console', firstLine: 1, text });
  expect(fact).toMatchObject({ kind: 'iommu-fault', bdf: '0000:41:02.0', fields: { reasonText }, corrupted: null });
});

test('a fault before 4.4 that somebody typed off, without its reason', () => {
  const text = '> > DMAR: DMAR:[DMA read] Request device [41:02.0]fault addr fffff000\n';
  const reader = createReader('mail');
  const facts = [...readBlock(reader, { source: 'mail', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts).toMatchObject([
    { bdf: '0000:41:02.0', fields: { access: 'read', address: '0xfffff000' }, corrupted: 'truncated' },
  ]);
});

test('both lines of a fault before 4.4 in one', () => {
  const text =
    'dmar: DMAR:[DMA Read] Request device [41:02.0] fault addr 1a2b3000 DMAR:[fault reason 06] PTE Read access is not set\n';
  const reader = createReader('console');
  const facts = [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts).toMatchObject([
    {
      kind: 'iommu-fault',
      bdf: '0000:41:02.0',
      fields: { access: 'read', reason: 6, address: '0x1a2b3000' },
      corrupted: null,
    },
  ]);
});

test.each([
  ['[DMA Write NO_PASID] Request device [41:02.0]', 'write'],
  ['[DMA Read NO_PASID] Request device [41:02.0] fault addr 0x1a2b3000', 'read'],
  ['[DMA Read PASID 0x7] Request device [41:02.0] fault addr 0x1a2b3000 [fault reas', 'read'],
  ['[DMA Write] Request device [41:02.0] PASID ffffffff fault addr 1a2b3000 [fault re', 'write'],
  ['[DMA Read] Request device [41:02.0] fault add', 'read'],
])('a terminal’s edge cut it behind the device, which is told: %s', (cut, access) => {
  const reader = createReader('console');
  const text = `[   19.200000] DMAR: ${cut}\n[   19.300000] usb 1-1: new device\n`;
  const facts = [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts).toMatchObject([
    {
      kind: 'iommu-fault',
      bdf: '0000:41:02.0',
      fields: { access, reason: null, address: null },
      corrupted: 'truncated',
    },
  ]);
});

test('what a mailer broke behind the device is whole', () => {
  const reader = createReader('console');
  const text =
    '[   19.200000] DMAR: [DMA Read NO_PASID] Request device [41:02.0]\nfault addr 0x1a2b3000 [fault reason 0x06] PTE\nRead access is not set\n';
  const facts = [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts).toMatchObject([{ kind: 'iommu-fault', fields: { reason: 6, address: '0x1a2b3000' }, corrupted: null }]);
});
