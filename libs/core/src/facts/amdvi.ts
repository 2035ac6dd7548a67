/** AMD-Vi: events of the IOMMU's log, and its hangs. */
import { bdfOf, hex } from './digits';
import type { FactKind, Fields } from './fact';
import type { Reading, Row } from './row';

/** Flags of an event: direction of the access, and that it was an interrupt (amd_iommu_types.h EVENT_FLAG_*). */
const WRITE = 0x020;
const INTERRUPT = 0x008;

/** Events of memory and of tables: the requester is at fault. Others say that the IOMMU or its invalidations are. */
const KINDS: Readonly<Record<string, FactKind>> = {
  ILLEGAL_DEV_TABLE_ENTRY: 'iommu-fault',
  IO_PAGE_FAULT: 'iommu-fault',
  DEV_TAB_HARDWARE_ERROR: 'iommu-fault',
  PAGE_TAB_HARDWARE_ERROR: 'iommu-fault',
  INVALID_DEVICE_REQUEST: 'iommu-fault',
  INVALID_PPR_REQUEST: 'iommu-fault',
  RMP_PAGE_FAULT: 'iommu-fault',
  RMP_HW_ERROR: 'iommu-fault',
  UNKNOWN: 'iommu-fault',
  ILLEGAL_COMMAND_ERROR: 'iommu-hung',
  COMMAND_HARDWARE_ERROR: 'iommu-hung',
  IOTLB_INV_TIMEOUT: 'invalidation-error',
};

/** In these the dev_printk prefix is the requester's; in all others it is the IOMMU's (iommu.c amd_iommu_report_page_fault()). */
const PREFIX_IS_REQUESTER: ReadonlySet<string> = new Set(['IO_PAGE_FAULT', 'RMP_PAGE_FAULT', 'RMP_HW_ERROR']);

interface Event {
  readonly name: string;
  /** Null where no event has that name. */
  readonly kind: FactKind | null;
  readonly device: string | null;
  /** The requester, where the event names one or the prefix is its. */
  readonly values: ReadonlyMap<string, string>;
  readonly whole: boolean;
}

/** Rows of several kinds ask for the same event, one behind the other. */
let latest: { readonly text: string; readonly event: Event } | null = null;

function eventOf(text: string): Event {
  if (latest?.text !== text) latest = { text, event: parseEvent(text) };
  return latest.event;
}

/** An event of no known type is told by its type, later by its four words, which no bracket closes (iommu.c iommu_print_event()). */
const LAST_WORD = /(?:event\[3\]=0x[0-9a-f]{8}\]?|type=0x[0-9a-f]{2}\])$/;

/** Every event of a known type names one; a terminal that does not wrap has the bracket in its last column, whatever it cut. */
const ADDRESSES = ['address', 'gpa', 'spa'] as const;

const VALUE = /\b([a-z_]+(?:\[\d\])?)=(?:0x)?([0-9a-f:.]{1,20})/g;

function parseEvent(text: string): Event {
  const values = new Map<string, string>();
  VALUE.lastIndex = 0;
  for (let match = VALUE.exec(text); match; match = VALUE.exec(text)) values.set(match[1] ?? '', match[2] ?? '');
  const device = values.get('device');
  const name = /^[A-Z_]+/.exec(text)?.[0] ?? '';
  return {
    name,
    kind: kindOf({ name, values }),
    device: device === undefined ? null : bdfOf(device),
    values,
    whole: name === 'UNKNOWN' ? LAST_WORD.test(text) : text.endsWith(']') && ADDRESSES.some((key) => values.has(key)),
  };
}

type Named = Pick<Event, 'name' | 'values'>;

function kindOf(event: Named): FactKind | null {
  const kind = KINDS[event.name] ?? null;
  return kind === 'iommu-fault' && isInterrupt(event) ? 'interrupt-fault' : kind;
}

/**
 * An INVALID_DEVICE_REQUEST has no direction and no mark of an interrupt among its flags, but the type of the request; this one is a write to the
 * addresses of interrupts, from a device whose interrupts the table entry refuses.
 */
const TYPE = 0xe00;
const INTERRUPT_WRITE = 0xa00;

function isInterrupt({ name, values }: Named): boolean {
  const flags = Number.parseInt(values.get('flags') ?? '0', 16);
  return name === 'INVALID_DEVICE_REQUEST' ? (flags & TYPE) === INTERRUPT_WRITE : (flags & INTERRUPT) !== 0;
}

function accessOf(event: Event): 'read' | 'write' | null {
  const flags = Number.parseInt(event.values.get('flags') ?? '', 16);
  if (Number.isNaN(flags)) return null;
  if (event.name === 'INVALID_DEVICE_REQUEST') return isInterrupt(event) ? 'write' : null;
  return (flags & WRITE) === 0 ? 'read' : 'write';
}

function fieldsOf(event: Event): Fields {
  const { values, name } = event;
  const flags = values.get('flags');
  return {
    access: accessOf(event),
    reason: name,
    reasonText: name,
    text: name,
    address: hex(values.get('address') ?? values.get('gpa') ?? values.get('spa')),
    pasid: hex(values.get('pasid')),
    domain: hex(values.get('domain')),
    flags: hex(flags),
    unit: null,
  };
}

const reading = (event: Event, subject: string | null): Reading => ({
  bdf: event.device ?? (PREFIX_IS_REQUESTER.has(event.name) ? subject : null),
  fields: fieldsOf(event),
  ...(event.whole ? {} : { corrupted: 'truncated' }),
});

const EVENT = /^(?:\S{1,64} \S{1,64}: )?(?:AMD-Vi: )?(?:AMD-Vi: )?Event logged \[([A-Z_]{6,40}[ \]].*)$/;
/** 4.19 breaks an event into two records; its second stands alone behind the prefix. */
const secondOf = (names: string): RegExp =>
  new RegExp(`^(?:\\S{1,64} \\S{1,64}: )?\\[?(${names} (?:device|domain|address)=.*\\])$`);

const event = (kind: FactKind, pattern: RegExp, of: Pick<Row, 'needle' | 'from' | 'examples'>): Row => ({
  family: 'amdvi',
  kind,
  fault: true,
  on: 'message',
  pattern,
  read: (match, line) => {
    const found = eventOf(match[1] ?? '');
    return found.kind === kind ? reading(found, line.subject?.bdf ?? null) : null;
  },
  ...of,
});

const events = (kind: FactKind, examples: readonly string[]): Row =>
  event(kind, EVENT, { needle: 'Event logged [', from: 'drivers/iommu/amd/iommu.c 2.6.32..7.1', examples });

const second = (needle: string, names: string, kind: FactKind, examples: readonly string[]): Row =>
  event(kind, secondOf(names), { needle, from: 'drivers/iommu/amd_iommu.c 4.19', examples });

const hung = (needle: string, pattern: RegExp, examples: readonly string[]): Row => ({
  family: 'amdvi',
  kind: 'iommu-hung',
  fault: true,
  on: 'message',
  needle,
  pattern,
  read: (match) => ({ bdf: null, fields: { text: needle, unit: match[1] ?? null } }),
  from: 'drivers/iommu/amd/iommu.c 3.1..7.1',
  examples,
});

/** The unit that comes up, and the tables that it found. */
const setup = (of: Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>): Row => ({
  family: 'iommu',
  on: 'message',
  fault: false,
  read: () => ({ bdf: null, fields: { vendor: 'amdvi', unit: null } }),
  ...of,
});

export const AMDVI: readonly Row[] = [
  events('iommu-fault', [
    '[   11.200000] nvme 0000:c1:00.0: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x000e address=0xfefd2000 flags=0x0020]',
    '[   11.200000] AMD-Vi: Event logged [IO_PAGE_FAULT device=0000:c1:00.0 domain=0x000e address=0xfefd2000 flags=0x0000]',
    '[   11.200000] AMD-Vi: Event logged [IO_PAGE_FAULT device=03:00.0 domain=0x000e address=0x00000000fefd2000 flags=0x0020]',
    '[   11.400000] iommu ivhd0: AMD-Vi: Event logged [ILLEGAL_DEV_TABLE_ENTRY device=0000:c1:00.0 pasid=0x00000 address=0xfffffffdf8000000 flags=0x0a00]',
    '[   11.400000] iommu ivhd0: AMD-Vi: Event logged [INVALID_DEVICE_REQUEST device=0000:c1:00.0 pasid=0x00000 address=0xfffffffdfc000060 flags=0x0400]',
    '[   11.400000] AMD-Vi: Event logged [RMP_PAGE_FAULT device=0000:c1:00.0, vmg_tag=0x0001, gpa=0x1000, flags_rmp=0x0000, flags=0x0020]',
    '[   11.400000] iommu ivhd0: AMD-Vi: Event logged [UNKNOWN event[0]=0x00000001 event[1]=0x00000002 event[2]=0x00000003 event[3]=0x00000004',
  ]),
  events('interrupt-fault', [
    '[   11.200000] nvme 0000:c1:00.0: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x0000 address=0xfefd2000 flags=0x0008]',
    '[   11.400000] iommu ivhd0: AMD-Vi: Event logged [INVALID_DEVICE_REQUEST device=0000:c1:00.0 pasid=0x00000 address=0xfffffffdf8000000 flags=0x0a00]',
  ]),
  events('iommu-hung', ['[   11.400000] iommu ivhd0: AMD-Vi: Event logged [ILLEGAL_COMMAND_ERROR address=0x1000]']),
  events('invalidation-error', [
    '[   11.400000] iommu ivhd0: AMD-Vi: Event logged [IOTLB_INV_TIMEOUT device=0000:c1:00.0 address=0x10a3f9f40]',
  ]),
  second('ILLEGAL_DEV_TABLE_ENTRY device', 'ILLEGAL_DEV_TABLE_ENTRY', 'iommu-fault', [
    '[   11.400000] iommu ivhd0: ILLEGAL_DEV_TABLE_ENTRY device=c1:00.0 pasid=0x00000 address=0x00000000fdf80000 flags=0x0a00]',
  ]),
  second('_TAB_HARDWARE_ERROR ', '(?:DEV|PAGE)_TAB_HARDWARE_ERROR', 'iommu-fault', [
    '[   11.400000] iommu ivhd0: DEV_TAB_HARDWARE_ERROR device=c1:00.0 address=0x00000000fdf80000 flags=0x0a00]',
  ]),
  second('INVALID_DEVICE_REQUEST device', 'INVALID_DEVICE_REQUEST', 'iommu-fault', [
    '[   11.400000] iommu ivhd0: INVALID_DEVICE_REQUEST device=c1:00.0 pasid=0x00000 address=0x00000000fdfc0060 flags=0x0400]',
  ]),
  second('INVALID_DEVICE_REQUEST device', 'INVALID_DEVICE_REQUEST', 'interrupt-fault', [
    '[   11.400000] iommu ivhd0: INVALID_DEVICE_REQUEST device=c1:00.0 pasid=0x00000 address=0x00000000fdf80000 flags=0x0a00]',
  ]),
  second('IOTLB_INV_TIMEOUT device', 'IOTLB_INV_TIMEOUT', 'invalidation-error', [
    '[   11.400000] iommu ivhd0: IOTLB_INV_TIMEOUT device=c1:00.0 address=0x000000010a3f9f40]',
  ]),
  {
    family: 'amdvi',
    kind: 'iommu-fault',
    fault: true,
    on: 'message',
    needle: 'Event logged',
    /**
     * Kernels from 4.10 to 4.17 end the record at the bracket (the printk()s behind it lack KERN_CONT); a mail program breaks the line
     * behind the head, or in it.
     */
    pattern:
      /^(?:\S{1,64} \S{1,64}: )?AMD-Vi: Event logged(?: \[(?:(IO_PAGE_FAULT)(?: device=([0-9a-f:.]{7,13}))?)?)?\s{0,16}$/,
    read: (match, line) => ({
      bdf: match[2] ? bdfOf(match[2]) : line.subject && line.subject.word !== 'iommu' ? line.subject.bdf : null,
      fields: { access: null, reason: match[1] ?? null, reasonText: match[1] ?? 'event', address: null, pasid: null },
      // What was cut off said more: the event that follows may be another.
      ...(line.cutShort ? { corrupted: line.cutShort } : {}),
    }),
    continues: {
      needle: 'IO_PAGE_FAULT ',
      pattern: /^(?:\S{1,64} \S{1,64}: )?\[?((?:[A-Z]{2,12}_[A-Z_]{4,30} )?(?:device|domain|address)=.*\])$/,
      within: 2,
      required: true,
      read: (match, fact) => {
        // A record that names its event anew is another one.
        if (fact.fields.reason !== null && /^[A-Z]/.test(match[1] ?? '')) return null;
        const found = eventOf(`${fact.fields.reason ?? ''} ${match[1] ?? ''}`.trim());
        const { kind } = found;
        return kind && { ...reading(found, fact.bdf), kind };
      },
    },
    from: 'drivers/iommu/amd_iommu.c iommu_print_event() 4.10..4.17, and any as mail programs break it',
    examples: [
      '[   11.400000] AMD-Vi: Event logged [\n[   11.400000] IO_PAGE_FAULT device=c1:00.0 domain=0x0015 address=0x00000000fdf80000 flags=0x0030]',
      '[   11.400000] AMD-Vi: Event logged \n[IO_PAGE_FAULT device=c1:00.0 domain=0x0000 address=0x00000000fdf80000 flags=0x0020]',
    ],
  },
  {
    family: 'amdvi',
    kind: 'iommu-fault',
    fault: true,
    on: 'message',
    needle: 'Device not attached to domain',
    pattern: /^AMD-Vi: Event logged \[Device not attached to domain properly\]$/,
    read: () => ({
      bdf: null,
      fields: {
        access: null,
        reason: 'NOT_ATTACHED',
        reasonText: 'Device not attached to domain properly',
        address: null,
        pasid: null,
      },
    }),
    continues: {
      needle: 'AMD-Vi:   device=',
      pattern: /^AMD-Vi:\s+device=([0-9a-f:.]{7,13}) domain=0x([0-9a-f]{4})$/,
      within: 2,
      required: true,
      read: (match) => ({ bdf: bdfOf(match[1] ?? ''), fields: { domain: hex(match[2]) } }),
    },
    from: 'drivers/iommu/amd/iommu.c 6.1..7.1',
    examples: [
      '[   11.400000] AMD-Vi: Event logged [Device not attached to domain properly]\n[   11.400000] AMD-Vi:   device=0000:c1:00.0 domain=0x0000',
    ],
  },
  hung('Completion-Wait loop timed out', /^AMD-Vi: (?:IOMMU (\S{12,20}): )?Completion-Wait loop timed out$/, [
    '[   13.000000] AMD-Vi: Completion-Wait loop timed out',
    '[   13.000000] AMD-Vi: IOMMU 0000:00:00.2: Completion-Wait loop timed out',
  ]),
  hung('Command buffer timeout', /^AMD-Vi: Command buffer timeout$/, ['[   13.000000] AMD-Vi: Command buffer timeout']),
  hung('No event written to event log', /^AMD-Vi: No event written to event log$/, [
    '[   13.000000] AMD-Vi: No event written to event log',
  ]),
  {
    family: 'amdvi',
    kind: 'fault-status',
    fault: true,
    on: 'message',
    needle: 'IOMMU event log overflow',
    pattern: /^AMD-Vi: IOMMU event log overflow$/,
    read: () => ({ bdf: null, fields: { status: null, overflow: true } }),
    from: 'drivers/iommu/amd/iommu.c 5.10..6.1',
    examples: ['[   13.000000] AMD-Vi: IOMMU event log overflow'],
  },
  setup({
    kind: 'translation-found',
    needle: 'Translation is already enabled',
    pattern: /^AMD-Vi: Translation is already enabled - trying to reuse translation structures$/,
    from: 'drivers/iommu/amd/init.c 7.1',
    examples: ['[    0.700000] AMD-Vi: Translation is already enabled - trying to reuse translation structures'],
  }),
  setup({
    kind: 'tables-copied',
    needle: ' DEV table',
    pattern: /^AMD-Vi: (Reused|Failed to (?:copy|reuse)) DEV table from previous kernel\.$/,
    read: (match) => ({ bdf: null, fields: { vendor: 'amdvi', unit: null, ok: match[1] === 'Reused' } }),
    from: 'drivers/iommu/amd/init.c 4.19..7.1; to 6.12 what worked was "Copied"',
    examples: [
      '[    0.700000] AMD-Vi: Reused DEV table from previous kernel.',
      '[    0.700000] AMD-Vi: Failed to copy DEV table from previous kernel.',
    ],
  }),
  setup({
    kind: 'tables-discarded',
    needle: 'Translation was enabled for ',
    pattern: /^AMD-Vi: Translation was enabled for IOMMU:(\d{1,4}) but we are not in kdump mode$/,
    read: (match) => ({ bdf: null, fields: { vendor: 'amdvi', unit: match[1] ?? null } }),
    from: 'drivers/iommu/amd/init.c 4.19..7.1',
    examples: ['[    0.700000] AMD-Vi: Translation was enabled for IOMMU:0 but we are not in kdump mode'],
  }),
  setup({
    kind: 'iommu-enabled',
    needle: 'AMD-Vi: Extended features (',
    pattern: /^AMD-Vi: Extended features \(0x[0-9a-f]{1,16}(?:, 0x[0-9a-f]{1,16})?\):/,
    from: 'drivers/iommu/amd/init.c print_iommu_info() 5.10..7.1: from 6.12 on no line says that a unit was found',
    examples: ['[    1.088031] AMD-Vi: Extended features (0x29d3, 0x0): PreF PPR GT IA GA HE'],
  }),
];
