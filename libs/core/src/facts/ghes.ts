/**
 * Hardware errors that firmware reports first: every line of one report begins `{SEQ}[Hardware Error]: `, those that BERT kept of the
 * boot before have no `{SEQ}`, and those of kernels before 3.1 (drivers/acpi/apei/ghes.c, bert.c, drivers/firmware/efi/cper.c).
 */
import { entry } from '../entry';
import { bdfOf, hex } from './digits';
import type { Fact, Fields } from './fact';
import type { Reading, Row } from './row';

/** A section's own severity, in PCIe's words; `info` is none. */
const SEVERITIES: Readonly<Record<string, string>> = {
  corrected: 'corrected',
  recoverable: 'nonfatal',
  fatal: 'fatal',
};

const blankSection = (severity: string | undefined, record: string | undefined): Fields => ({
  severity: entry(SEVERITIES, severity ?? '') ?? null,
  layer: null,
  status: null,
  bits: [],
  requester: null,
  record: record ?? null,
});

/** Only sections of PCIe and of CXL print these (cper.c cper_print_pcie(), cper_cxl.c cxl_cper_print_prot_err()). */
const PCIE =
  /^(?:\{(\d{1,9})\})?\[Hardware Error\]:\s+(?:section_type: (?:PCIe error|CXL Protocol Error)|(?:port|agent)_type: \d{1,3}, (.{1,60})|(?:device_id|agent_address): ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])|vendor_id: 0x([0-9a-f]{4}), device_id: 0x([0-9a-f]{4})|aer_(un)?cor_status: 0x([0-9a-f]{8}),.*|aer_uncor_severity: 0x[0-9a-f]{8}|(?:version|command|slot|secondary_bus|class_code|serial number|bridge|TLP Header|sub_vendor_id|cxl_ras_\w{1,24}): .*)$/;

const known = (fact: Fact, name: string): boolean => (fact.fields[name] ?? null) !== null;

/** Each section has one port, one device, one status: a second is of a section whose beginning is lost. */
function ofSection(match: RegExpExecArray, fact: Fact): Reading | null {
  const [, record, port, device, vendorId, deviceId, uncorrected, status] = match;
  if ((record ?? null) !== fact.fields.record) return null;
  if (device !== undefined) return fact.bdf === null ? { bdf: bdfOf(device), fields: {} } : null;
  if (port !== undefined) return known(fact, 'portType') ? null : { fields: { portType: port } };
  if (vendorId !== undefined)
    return known(fact, 'vendorDevice') ? null : { fields: { vendorDevice: `${vendorId}:${deviceId}` } };
  if (status === undefined) return { fields: {} };
  if (!tellsOf(fact, { uncorrected: uncorrected !== undefined, status })) return { fields: {} };
  return known(fact, 'status') ? null : { fields: { status: hex(status) } };
}

/**
 * Later kernels print both registers, whatever the error was (cper.c cper_print_pcie()): one of them says what this one was. Where the severity is
 * lost, it is the one that holds something.
 */
function tellsOf({ fields }: Fact, of: { readonly uncorrected: boolean; readonly status: string }): boolean {
  if (fields.severity === null) return Number.parseInt(of.status, 16) !== 0;
  return of.uncorrected === (fields.severity !== 'corrected');
}

type Sign = Pick<Row, 'needle' | 'pattern' | 'read' | 'from' | 'examples'> & Partial<Row>;
const section = (of: Sign): Row => ({
  family: 'ghes',
  kind: 'pcie-error',
  on: 'message',
  fault: true,
  ...of,
  continues: {
    needle: 'Hardware Error]: ',
    pattern: PCIE,
    within: 10,
    required: true,
    repeats: true,
    alone: 'dropped',
    read: ofSection,
  },
});

export const GHES: readonly Row[] = [
  section({
    needle: 'Hardware Error]: ',
    pattern:
      /^\{(\d{1,9})\}\[Hardware Error\]: {1,4}Error \d{1,4}, type: (corrected|recoverable|fatal|info|unknown)\s{0,16}$/,
    read: (match) => ({ bdf: null, fields: blankSection(match[2], match[1]) }),
    from: 'drivers/firmware/efi/cper.c 3.17..7.1, cper_cxl.c 6.2..7.1',
    examples: [
      '[ 1047.510497] {1}[Hardware Error]:  Error 0, type: fatal\n' +
        '[ 1047.510498] {1}[Hardware Error]:   section_type: PCIe error\n' +
        '[ 1047.510499] {1}[Hardware Error]:   port_type: 0, PCIe end point\n' +
        '[ 1047.510504] {1}[Hardware Error]:   device_id: 0000:01:00.1\n' +
        '[ 1047.510507] {1}[Hardware Error]:   vendor_id: 0x14e4, device_id: 0x165f\n' +
        '[ 1047.510510] {1}[Hardware Error]:   aer_uncor_status: 0x00100000, aer_uncor_mask: 0x00010000',
      '[   88.200000] {3}[Hardware Error]:  Error 0, type: recoverable\n' +
        '[   88.200000] {3}[Hardware Error]:   section_type: CXL Protocol Error\n' +
        '[   88.200000] {3}[Hardware Error]:   agent_type: 2, CXL Device\n' +
        '[   88.200000] {3}[Hardware Error]:   agent_address: 0000:3b:00.0\n' +
        '[   88.200000] {3}[Hardware Error]:   slot: 4\n' +
        '[   88.200000] {3}[Hardware Error]:   vendor_id: 0x8086, device_id: 0x0d93',
    ],
  }),
  section({
    needle: 'Hardware Error]: ',
    pattern:
      /^(?:\{(\d{1,9})\})?\[Hardware Error\]: {1,4}section: \d{1,4}, severity: \d{1,4}, (corrected|recoverable|fatal|info|unknown)\s{0,16}$/,
    read: (match) => ({ bdf: null, fields: blankSection(match[2], match[1]) }),
    from: 'drivers/acpi/apei/cper.c apei_estatus_print_section() 2.6.36..3.12, up to 3.0 without a number',
    examples: [
      '[   88.200000] {1}[Hardware Error]: section: 0, severity: 2, corrected\n' +
        '[   88.200000] {1}[Hardware Error]:   section_type: PCIe error\n' +
        '[   88.200000] {1}[Hardware Error]:   device_id: 0000:09:00.0',
      '[   88.200000] [Hardware Error]: section: 0, severity: 2, corrected\n' +
        '[   88.200000] [Hardware Error]: section_type: PCIe error\n' +
        '[   88.200000] [Hardware Error]: device_id: 0000:09:00.0',
    ],
  }),
  section({
    needle: 'section_type: PCIe error',
    pattern: /^\{(\d{1,9})\}\[Hardware Error\]:\s+section_type: PCIe error\s{0,16}$/,
    read: (match) => ({ bdf: null, fields: blankSection(undefined, match[1]) }),
    from: 'drivers/firmware/efi/cper.c: a report whose beginning is lost',
    examples: [
      '[  292.644959] {1}[Hardware Error]:   section_type: PCIe error\n' +
        '[  292.644964] {1}[Hardware Error]:   device_id: 0000:01:00.1',
    ],
  }),
  section({
    kind: 'hardware-error',
    needle: 'Hardware Error]: ',
    pattern: /^\[Hardware Error\]: {1,4}Error \d{1,4}, type: (corrected|recoverable|fatal|info|unknown)\s{0,16}$/,
    read: (match) => ({ bdf: null, fields: { ...blankSection(match[1], undefined), previousBoot: true } }),
    from: 'drivers/acpi/apei/bert.c 4.4..7.1: what firmware kept of the boot before is no error of this one',
    examples: [
      '[    1.210199] [Hardware Error]:  Error 0, type: fatal\n' +
        '[    1.210204] [Hardware Error]:   section_type: PCIe error\n' +
        '[    1.210206] [Hardware Error]:   device_id: 0000:01:00.1',
    ],
  }),
  section({
    kind: 'hardware-error',
    needle: 'section_type: PCIe error',
    pattern: /^\[Hardware Error\]:\s+section_type: PCIe error\s{0,16}$/,
    read: () => ({ bdf: null, fields: { ...blankSection(undefined, undefined), previousBoot: true } }),
    from: 'drivers/acpi/apei/bert.c 4.4..7.1: the same, whose beginning is lost',
    examples: [
      '[    1.210204] [Hardware Error]:   section_type: PCIe error\n[    1.210206] [Hardware Error]:   device_id: 0000:c0:01.4',
    ],
  }),
  {
    family: 'ghes',
    kind: 'hardware-error',
    on: 'message',
    fault: true,
    needle: 'event severity: ',
    pattern: /^(?:\{(\d{1,9})\})?\[Hardware Error\]:\s+event severity: (corrected|recoverable|fatal)\s{0,16}$/,
    read: (match) => ({
      bdf: null,
      fields: {
        severity: entry(SEVERITIES, match[2] ?? '') ?? null,
        record: match[1] ?? null,
        previousBoot: match[1] === undefined,
      },
    }),
    from: 'drivers/firmware/efi/cper.c cper_estatus_print() 3.17..7.1',
    examples: [
      '[   88.200000] {12}[Hardware Error]: event severity: fatal',
      '[    1.210199] [Hardware Error]: event severity: fatal',
    ],
  },
  {
    family: 'ghes',
    kind: 'hardware-error',
    on: 'message',
    fault: true,
    needle: ']: severity: ',
    pattern: /^(?:\{(\d{1,9})\})?\[Hardware Error\]: severity: \d{1,4}, (corrected|recoverable|fatal)\s{0,16}$/,
    read: (match) => ({
      bdf: null,
      fields: { severity: entry(SEVERITIES, match[2] ?? '') ?? null, record: match[1] ?? null, previousBoot: false },
    }),
    from: 'drivers/acpi/apei/cper.c apei_estatus_print() 2.6.36..3.16, before BERT was read',
    examples: ['[   88.200000] {1}[Hardware Error]: severity: 2, corrected'],
  },
];
