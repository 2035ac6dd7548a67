import type { Event } from '#event-log';
import { EVENTS } from '#schemas';
import { joinRows, rowsOf } from './rows';
import { exampleEvents } from './testing/example';
import { at, collected, device, fact, judged, raised, read, SIGNATURE, seen } from './testing/sample-event';

const RECEIVED = '2026-01-01 00:00:03.000';
test('a block of lines goes as it is, under the number of its first', () => {
  expect(rowsOf(collected({ firstLine: 7, lines: ['a', '', 'c'], second: 3 }))).toEqual({
    line_blocks: [{ host: 'web-1', source: 'console', first_line: 7, text: 'a\n\nc', received_at: RECEIVED }],
  });
});

test('facts, with null as empty text, at the position of their input', () => {
  const bare = { bdf: null, time: null, lastLine: 30, corrupted: 'truncated', host: 'web-1', at: at(9) };
  const { facts } = rowsOf(read({ facts: [fact({}), fact(bare)], position: 77, second: 3 }));
  const full = {
    host: 'web-1',
    source: 'console',
    line: 12,
    kind: 'iommu-fault',
    bdf: '0000:00:01.0',
    fields: '{"access":"read","reason":6,"address":"0x28b4000","pasid":null}',
    family: 'dmar',
    boot: 2,
    lines: [11, 12],
    last_line: 0,
    named_host: '',
    time: 1.179358,
    at: '',
    fault: true,
    count: 1,
    corrupted: '',
    version: 77,
    received_at: RECEIVED,
  };
  const empty = { bdf: '', time: null, last_line: 30, corrupted: 'truncated', named_host: 'web-1', at: at(9) };
  expect(facts).toEqual([full, { ...full, ...empty }]);
});

test('a handoff is one row with its devices side by side, and its signatures once each', () => {
  const leak = device({ bdf: '0000:00:01.0', verdict: 'dma-leak', signature: SIGNATURE });
  const orphan = { id: null, driverBefore: null, driverAfter: null, findings: [] };
  const devices = [
    leak,
    { ...leak, bdf: '0000:00:02.0', driverBefore: null, driverAfter: 'vfio-pci' },
    device({ bdf: '0000:00:03.0', verdict: 'clean', ...orphan }),
  ];
  const event = judged({
    id: 'h-1',
    version: 42,
    second: 3,
    devices,
    handoff: { kernels: { from: '6.1.0', to: null } },
  });
  const { handoff, boots } = event.data as { handoff: object; boots: object };
  expect(rowsOf(event)).toEqual({
    signatures: [{ id: SIGNATURE.id, version: 1, title: SIGNATURE.title, parts: JSON.stringify(SIGNATURE.parts) }],
    handoffs: [
      {
        host: 'web-1',
        id: 'h-1',
        version: 42,
        received_at: RECEIVED,
        kind: 'kexec',
        outcome: 'back',
        complete: true,
        kernel_from: '6.1.0',
        kernel_to: '',
        policy: 'shutdown+bus-master-off',
        iommu_from: 'vtd-translated',
        iommu_to: 'vtd-translated',
        worst: 'dma-leak',
        'device.bdf': ['0000:00:01.0', '0000:00:02.0', '0000:00:03.0'],
        'device.vendor_device': ['8086:10d3', '8086:10d3', ''],
        'device.driver': ['e1000e', 'vfio-pci', ''],
        'device.driver_before': ['e1000e', '', ''],
        'device.driver_after': ['e1000e', 'vfio-pci', ''],
        'device.verdict': ['dma-leak', 'dma-leak', 'clean'],
        'device.confidence': ['certain', 'certain', ''],
        'device.policy': Array(3).fill('shutdown+bus-master-off'),
        'device.iommu': Array(3).fill('vtd-translated'),
        'device.signature': [SIGNATURE.id, SIGNATURE.id, ''],
        'device.why': ['it is dma-leak', 'it is dma-leak', ''],
        handoff: JSON.stringify(handoff),
        boots: JSON.stringify(boots),
      },
    ],
  });
});

test('the reason is that of the finding that gave the verdict, of the incoming side first', () => {
  const [finding] = device({ bdf: '0000:00:01.0', verdict: 'frozen' }).findings;
  const findings = [
    { ...finding!, verdict: 'faulted' as const, why: 'not this' },
    { ...finding!, side: 'outgoing' as const, why: 'before the jump' },
    { ...finding!, why: 'after the jump' },
  ];
  const whyOf = (some: typeof findings) =>
    rowsOf(judged({ id: 'h-1', devices: [device({ bdf: '0000:00:01.0', verdict: 'frozen', findings: some })] }))
      .handoffs?.[0]?.['device.why'];
  expect(whyOf(findings)).toEqual(['after the jump']);
  expect(whyOf(findings.slice(0, 2))).toEqual(['before the jump']);
});

test('a sighting and an alert', () => {
  const thing = { handoff: 'h-1', host: 'web-1', bdf: '0000:00:01.0', verdict: 'dma-leak' };
  expect(rowsOf(seen(3))).toEqual({
    sightings: [{ scope: 'fleet', signature: SIGNATURE.id, ...thing, seen_at: RECEIVED }],
  });
  const words = { title: SIGNATURE.title, text: 'first of its kind' };
  expect(rowsOf(raised(3))).toEqual({
    alerts: [
      {
        id: 'a-1',
        kind: 'new-signature',
        signature: SIGNATURE.id,
        scope: 'fleet',
        severity: 'page',
        ...thing,
        ...words,
        raised_at: RECEIVED,
      },
    ],
  });
  const [warning] = rowsOf(raised(3, 'a-1', { scope: 'driver', severity: 'warn' })).alerts ?? [];
  expect(warning).toMatchObject({ scope: 'driver', severity: 'warn' });
});

test('times keep their milliseconds and lose their zone', () => {
  const event = { ...seen(0), time: '2026-03-01T13:00:00.123456+02:00' };
  expect(rowsOf(event).sightings?.[0]?.seen_at).toBe('2026-03-01 11:00:00.123');
});

/** What the store keeps of each type of event; a new type has to be placed here. */
const KEPT: Readonly<Record<keyof typeof EVENTS, readonly string[]>> = {
  'io.quiesce.alert-delivered.v1': [],
  'io.quiesce.alert-raised.v1': ['alerts'],
  'io.quiesce.dead-letter.v1': [],
  'io.quiesce.dead-letter-replayed.v1': [],
  'io.quiesce.facts-read.v1': ['facts'],
  'io.quiesce.handoff-judged.v1': ['handoffs', 'signatures'],
  'io.quiesce.host-snapshot.v1': [],
  'io.quiesce.lines-collected.v1': ['line_blocks'],
  'io.quiesce.signature-muted.v1': ['mutes'],
  'io.quiesce.signature-seen.v1': ['sightings'],
  'io.quiesce.signature-unmuted.v1': ['mutes'],
  'io.quiesce.source-ended.v1': [],
  'io.quiesce.ticked.v1': [],
};
test.each(Object.keys(EVENTS) as (keyof typeof EVENTS)[])('%s has its tables', (type) => {
  const examples = exampleEvents.filter((event) => event.type === type);
  expect(examples).not.toHaveLength(0);
  for (const event of examples) expect(Object.keys(rowsOf(event)).sort()).toEqual(KEPT[type]);
});

test('an event of a type that nobody knows has no rows', () => {
  const stranger: Event = { ...seen(0), type: 'io.quiesce.nothing.v1' };
  expect(rowsOf(stranger)).toEqual({});
  expect(rowsOf({ ...stranger, type: 'constructor' })).toEqual({});
});

test('the rows of a batch are joined in order', () => {
  const { line_blocks, alerts } = joinRows([
    rowsOf(collected({ firstLine: 1, lines: ['a'] })),
    rowsOf(raised(1)),
    rowsOf(collected({ firstLine: 2, lines: ['b'] })),
  ]);
  expect(line_blocks?.map(({ text }) => text)).toEqual(['a', 'b']);
  expect(alerts).toHaveLength(1);
});
