/** Records of SMMUv3's event queue, by their words (drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.h EVTQ_*). */
import { createReader, endOfSource, readBlock } from './read-facts';

const line = (text: string) => `[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: ${text}\n`;
function faultOf(words: readonly bigint[], event: number) {
  const reader = createReader('console');
  const hex = event.toString(16).padStart(2, '0');
  const head = line(`event 0x${hex} received:`);
  const text = head + words.map((word) => line(`\t0x${word.toString(16).padStart(16, '0')}`)).join('');
  const facts = [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  return facts.find(({ kind }) => kind === 'iommu-fault');
}
/** Stream 0x108 reads from 0x90000f040. */
const record = (event: number, second = 0x8_0000_0000n) =>
  [(0x108n << 32n) | BigInt(event), second, 0x90000f040n, 0n] as const;

/** Those with an input address in their third word also have an access in their second. */
test.each<[number, string, boolean]>([
  [0x01, 'F_UUT', true],
  [0x02, 'C_BAD_STREAMID', false],
  [0x03, 'F_STE_FETCH', false],
  [0x04, 'C_BAD_STE', false],
  [0x05, 'F_BAD_ATS_TREQ', false],
  [0x06, 'F_STREAM_DISABLED', false],
  [0x07, 'F_TRANSL_FORBIDDEN', true],
  [0x08, 'C_BAD_SUBSTREAMID', false],
  [0x09, 'F_CD_FETCH', false],
  [0x0a, 'C_BAD_CD', false],
  [0x0b, 'F_WALK_EABT', true],
  [0x10, 'F_TRANSLATION', true],
  [0x11, 'F_ADDR_SIZE', true],
  [0x12, 'F_ACCESS', true],
  [0x13, 'F_PERMISSION', true],
  [0x20, 'F_TLB_CONFLICT', true],
  [0x21, 'F_CFG_CONFLICT', false],
  [0x24, 'E_PAGE_REQUEST', false],
  [0x25, 'F_VMS_FETCH', false],
])('event 0x%s is %s', (event, reasonText, hasAddress) => {
  const fault = faultOf(record(event), event);
  expect(fault).toMatchObject({ corrupted: null, fields: { reason: event, reasonText, streamId: '0x108' } });
  expect([fault?.fields.access ?? null, fault?.fields.address ?? null]).toEqual(
    hasAddress ? ['read', '0x90000f040'] : [null, null],
  );
});

test.each<[string, bigint, string]>([
  ['neither bit', 0n, 'write'],
  ['RnW', 1n << 35n, 'read'],
  ['InD', 1n << 34n, 'exec'],
  ['both', 3n << 34n, 'exec'],
])('the access of a record with %s', (_, second, access) => {
  expect(faultOf(record(0x10, second), 0x10)?.fields.access).toBe(access);
});

test('the requester of a stream, and its substream where SSV says that it has one', () => {
  const [, ...rest] = record(0x10);
  const first = (0x1_0108n << 32n) | (0x2an << 12n) | 0x10n;
  expect(faultOf([first, ...rest], 0x10)?.fields).toMatchObject({ requester: '0000:01:01.0', pasid: null });
  expect(faultOf([first | (1n << 11n), ...rest], 0x10)?.fields).toMatchObject({ streamId: '0x10108', pasid: '0x2a' });
});

test('a fifth word is of no record', () => {
  const fault = faultOf([...record(0x10), 0xdeadn], 0x10);
  expect(fault).toMatchObject({ lines: [1, 2, 3, 4, 5], corrupted: null });
  expect(fault?.fields.words).toHaveLength(4);
});

/** The head ends as a prefix does that a mailer broke a line behind: it is none. */
test('a record without stamps, as consoles with printk.time=0 and mails have it, is one fact', () => {
  const unit = 'arm-smmu-v3 arm-smmu-v3.3.auto:';
  const words = record(0x10).map((word) => `${unit} 0x${word.toString(16).padStart(16, '0')}\n`);
  const reader = createReader('console');
  const text = [`${unit} event 0x10 received:\n`, ...words].join('');
  const facts = [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts.map(({ kind, lines, corrupted }) => [kind, lines, corrupted])).toEqual([
    ['iommu-fault', [1, 2, 3, 4, 5], null],
  ]);
});

test.each([
  ['broken at the blanks of its stamps', (of: string) => of.replaceAll(/\n\[ {0,4}/g, ' [\n> > ')],
  ['with a blank that a mail program left in a word', (of: string) => of.replace('0x00000108', '0x00000108 ')],
])('a record %s is whole', (_, broken) => {
  const words = record(0x10).map((word) => line(`\t0x${word.toString(16).padStart(16, '0')}`));
  const text = broken([line('event 0x10 received:'), ...words].join(''));
  const reader = createReader('mail');
  const facts = [...readBlock(reader, { source: 'mail', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts).toMatchObject([
    { lines: [1, 2, 3, 4, 5], corrupted: null, fields: { streamId: '0x108', address: '0x90000f040' } },
  ]);
});

test('a stream that no driver made known to the unit: what it did is told by the registers', () => {
  const at = (text: string) => `[   15.300000] arm-smmu 64000000.iommu: ${text}\n`;
  const blocked =
    'Blocked unknown Stream ID 0x429; boot with "arm-smmu.disable_bypass=0" to allow, but this may have security implications';
  const factsOf = (access: string) => {
    const reader = createReader('console');
    const text = at(blocked) + at(`\tGFSR 0x80000002, GFSYNR0 ${access}, GFSYNR1 0x00000429, GFSYNR2 0x00000000`);
    return [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
  };
  const fields = { reason: '0x80000002', reasonText: 'unknown stream id', streamId: '0x429' };
  expect(factsOf('0x00000002')).toMatchObject([{ lines: [1, 2], fields: { ...fields, access: 'write' } }]);
  expect(factsOf('0x00000000')).toMatchObject([{ lines: [1, 2], fields: { ...fields, access: 'read' } }]);
});
