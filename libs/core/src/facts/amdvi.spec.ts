/** AMD-Vi's events in two records, as 4.10 to 4.17 print them (drivers/iommu/amd_iommu.c iommu_print_event()). */
import { createReader, endOfSource, readBlock } from './read-facts';

test.each([
  ['IO_PAGE_FAULT device=c1:00.0 domain=0x0015 address=0x00000000fdf80000 flags=0x0030]', 'iommu-fault'],
  ['IO_PAGE_FAULT device=c1:00.0 domain=0x0015 address=0x00000000fdf80000 flags=0x0008]', 'interrupt-fault'],
  ['INVALID_DEVICE_REQUEST device=c1:00.0 address=0x000000fdf8000020 flags=0x0a00]', 'interrupt-fault'],
  ['INVALID_DEVICE_REQUEST device=c1:00.0 address=0x000000fdfc000060 flags=0x0400]', 'iommu-fault'],
  ['IOTLB_INV_TIMEOUT device=c1:00.0 address=0x000000010a3f9f40]', 'invalidation-error'],
])('what the second record tells is one event: %s', (second, kind) => {
  const reader = createReader('console');
  const text = `[   13.134460] AMD-Vi: Event logged [\n[   13.137925] ${second}\n`;
  const facts = [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts.map((fact) => [fact.kind, fact.bdf, fact.lines, fact.corrupted])).toEqual([
    [kind, '0000:c1:00.0', [1, 2], null],
  ]);
});

test.each([
  ['INVALID_DEVICE_REQUEST device=c1:00.0 pasid=0x00000 address=0xfffffffdf8000020 flags=0x0a00]', 'write'],
  ['INVALID_DEVICE_REQUEST device=c1:00.0 pasid=0x00000 address=0xfffffffdfc000060 flags=0x0400]', null],
  ['INVALID_DEVICE_REQUEST device=c1:00.0 pasid=0x00000 address=0xfffffffdfc000060 flags=0x0420]', null],
  ['ILLEGAL_DEV_TABLE_ENTRY device=c1:00.0 pasid=0x00000 address=0x10fdf80000 flags=0x0a20]', 'write'],
  ['ILLEGAL_DEV_TABLE_ENTRY device=c1:00.0 pasid=0x00000 address=0x10fdf80000 flags=0x0a00]', 'read'],
])('an event tells the direction only where its flags have one: %s', (event, access) => {
  const text = `[   13.134460] iommu ivhd1: AMD-Vi: Event logged [${event}\n`;
  const [fact] = readBlock(createReader('console'), { source: 'console', firstLine: 1, text });
  expect(fact?.fields).toMatchObject({ access });
});

test('the last character in the last column of a terminal that does not wrap makes no whole event', () => {
  const text = '[   11.200000] nvme 0000:c1:00.0: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x000e a]\n';
  const reader = createReader('console');
  const facts = [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts.at(-1)).toMatchObject({ kind: 'iommu-fault', bdf: '0000:c1:00.0', corrupted: 'truncated' });
});
