/** What virtio's and RISC-V's IOMMUs report, by the letters and numbers of their own. */
import { createReader, endOfSource, readBlock } from './read-facts';

function faultOf(message: string) {
  const reader = createReader('console');
  const text = `[    3.100000] ${message}\n`;
  return [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)].find(
    ({ kind }) => kind === 'iommu-fault',
  );
}

/** Cause numbers of the RISC-V IOMMU Architecture Specification 1.0, table 11. */
test.each([
  [1, 'exec', 'access fault'],
  [5, 'read', 'access fault'],
  [7, 'write', 'access fault'],
  [12, 'exec', 'page fault'],
  [13, 'read', 'page fault'],
  [15, 'write', 'page fault'],
  [20, 'exec', 'guest page fault'],
  [21, 'read', 'guest page fault'],
  [23, 'write', 'guest page fault'],
  [4, null, 'fault'],
  [24, null, 'fault'],
  [255, null, 'fault'],
  [256, null, 'IOMMU table fault'],
])('RISC-V: cause %i is %s, %s', (cause, access, reasonText) => {
  const message = `riscv-iommu-pci 0000:00:01.0: Fault ${cause} devid: 0x18 iotval: 1000 iotval2: 0`;
  expect(faultOf(message)).toMatchObject({
    bdf: '0000:00:03.0',
    fields: { access, reason: cause, reasonText, address: '0x1000', streamId: '0x18', unit: '0000:00:01.0' },
  });
});

test('RISC-V: the unit’s segment is its devices’, and a unit of the device tree has none', () => {
  const of = (unit: string) => faultOf(`riscv-iommu${unit}: Fault 13 devid: 0x118 iotval: 1000 iotval2: 0`)?.bdf;
  expect([of('-pci 0002:00:01.0'), of('-platform 3010000.iommu'), of(' 3010000.iommu')]).toEqual([
    ...['0002:01:03.0', '0000:01:03.0', '0000:01:03.0'],
  ]);
});

test.each([
  ['R', 'read'],
  ['W', 'write'],
  ['X', 'exec'],
  ['R W', 'write'],
  ['R X', 'exec'],
  ['', null],
])('virtio: [%s] is a %s', (letters, access) => {
  expect(faultOf(`virtio_iommu virtio0: page fault from EP 264 at 0x1000 [${letters}]`)).toMatchObject({
    bdf: null,
    fields: { access, reason: 'page', reasonText: 'page fault', streamId: '0x108', requester: '0000:01:01.0' },
  });
});
