/** PCIe Advanced Error Reporting: reports of many records, the firmware-first form, and recoveries. */
import { bdfOf, bdfOfId, hex } from './digits';
import type { Fact, Fields } from './fact';
import type { Reading, Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({ family: 'aer', on: 'device', fault: false, read: () => ({ fields: {} }), ...of });

/**
 * Words of all versions: Corrected to 6.1, Correctable from 6.12 on. Null where the text does not get so far. A terminal that does not wrap has the
 * line's last character, a bracket, in its last column.
 */
export function severityOf(word: string | undefined, qualifier: string | undefined): string | null {
  if (/^correct(?:ed|able)$/i.test(word ?? '')) return 'corrected';
  if (!/^uncorrect(?:ed|able)$/i.test(word ?? '')) return null;
  if (qualifier === undefined) return null;
  return /^n/i.test(qualifier) ? 'nonfatal' : 'fatal';
}

const bitsOf = (fact: Fact): readonly string[] => (Array.isArray(fact.fields.bits) ? fact.fields.bits : []);

/** One further record of a report on the same function; `AER: ` comes and goes within one report. Some drivers' names have blanks. */
const DETAIL =
  /^(?:\S+|[A-Z][\w-]{1,24}(?: [\w()-]{1,24}){1,3}) ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7])(?::pcie[0-9a-f]{2,3})?: (?:AER: )?\s{0,16}(?:device \[([0-9a-f]{4}:[0-9a-f]{4})\] error status\/mask=([0-9a-f]{8})(?:\/([0-9a-f]{8})|\/?[0-9a-f]{0,8})|\[ ?(\d{1,2})\] (\S.{0,40}?)\s{0,16}(\(First\))?|(TLP Header|Error of this Agent|aer_tlp_header)\b.*|aer_layer=([\w ]{1,40}),(?: aer_agent=([\w ]{1,40}))?\s{0,16}|aer_uncor_severity: 0x([0-9a-f]{8}))\s{0,16}$/;

/** The kernel fills a bit's name with blanks, which quoted-printable writes out at a line's end, and breaks softly (RFC 2045, §6.7). */
const CODED_BLANKS = /(?:=20){1,16}=?$/;

function detail(match: RegExpExecArray, fact: Fact): Reading | null {
  if (match[1] !== fact.bdf) return null;
  const [, , device, status, mask, bit, name, , , layer, agent, severities] = match;
  // Each report has one: a second is of a report whose head was lost.
  if (status !== undefined && fact.fields.status !== null) return null;
  if (status !== undefined)
    return {
      fields: { vendorDevice: device ?? null, status: hex(status), mask: mask === undefined ? null : hex(mask) },
    };
  if (bit !== undefined) return { fields: { bits: [...bitsOf(fact), (name ?? bit).replace(CODED_BLANKS, '').trim()] } };
  if (layer !== undefined && fact.fields.layer !== null) return null;
  if (layer !== undefined) return { fields: { layer, agent: agent ?? null } };
  return { fields: severities === undefined ? {} : { severity: uncorrected(fact, severities) } };
}

/** The firmware-first form has no severity word: the uncorrected ones end with the severity register (aer.c pci_print_aer()). */
function uncorrected(fact: Fact, severities: string): string {
  if (typeof fact.fields.severity === 'string') return fact.fields.severity;
  const status = Number(fact.fields.status ?? 0);
  return (status & Number.parseInt(severities, 16)) === 0 ? 'nonfatal' : 'fatal';
}

/** Bits of the correctable status register (PCIe 6.2, 7.8.4.5); the uncorrectable one has others, and uses some of these. */
const CORRECTABLE = 0xf1c1;
/** What the bits that both registers have are called in the uncorrectable one (aer.c aer_uncorrectable_error_string[], of all versions). */
const UNCORRECTABLE_NAMES: ReadonlySet<string> = new Set([
  ...['Undefined', 'TLP', 'FCP', 'CmpltTO', 'CmpltAbrt'],
  ...['Poisoned TLP', 'Flow Control Protocol', 'Completion Timeout', 'Completer Abort'],
]);

const isCorrectable = (fact: Fact): boolean =>
  (Number(fact.fields.status ?? 0) & ~CORRECTABLE) === 0 && !bitsOf(fact).some((name) => UNCORRECTABLE_NAMES.has(name));

/**
 * The firmware-first form of a corrected error has no severity at all: it is one once nothing more came. One that cannot be corrected lacks
 * the line that told how bad it was.
 */
const corrected = (fact: Fact): Fields | null =>
  fact.fields.severity === null && fact.fields.layer !== null && isCorrectable(fact) ? { severity: 'corrected' } : null;

const report = {
  ...{ needle: 'AER: ', pattern: DETAIL, within: 12, required: false, repeats: true, waits: true },
  read: detail,
  over: corrected,
} as const;

/** `id=` is the reporting function's own, in its own domain (aerdrv_errprint.c aer_print_error()). */
function agentFields(match: RegExpExecArray, device: string | undefined): Fields {
  const [, word, qualifier, layer, id, agent] = match;
  return {
    severity: severityOf(word, qualifier),
    layer: layer ?? null,
    agent: agent ?? null,
    status: null,
    bits: [],
    requester: id === undefined ? null : bdfOfId(Number.parseInt(id, 16), device?.split(':', 1)[0]),
  };
}

/**
 * Domains of VMD, which begin behind those that firmware can number (drivers/pci/controller/vmd.c vmd_find_free_domain()). Its root ports write VMD's
 * own id into every message (arch/x86/pci/fixup.c quirk_no_aersid()): it is that of no device of the domain.
 */
const isOfVmd = (segment: string): boolean => segment.length > 4;

/** Source of a message as the root port saw it; 00:00.0 means that it holds none, ff:1f.7 that the port itself reads as all ones. */
function sourceOf(match: RegExpExecArray, port: string | null): string | null {
  const segment = port?.slice(0, port.indexOf(':')) ?? '0000';
  const [, , , address, id] = match;
  const source = address ? bdfOf(address, segment) : id ? bdfOfId(Number.parseInt(id, 16), segment) : null;
  if (source === null || isOfVmd(source.slice(0, source.indexOf(':')))) return port;
  return /:(?:00:00\.0|ff:1f\.7)$/.test(source) ? port : source;
}

const step = (needle: string, pattern: RegExp, example: string): Row =>
  sign({
    kind: 'error-recovering',
    needle,
    pattern,
    read: (match) => ({ fields: { step: match[1] ?? needle } }),
    from: 'drivers/pci/pcie/err.c, aer.c',
    examples: [example],
  });

const unrecovered = (needle: string, pattern: RegExp, example: string): Row =>
  sign({
    kind: 'error-unrecovered',
    fault: true,
    needle,
    pattern,
    read: (match, line) => ({
      fields: { how: match[1] ?? needle },
      ...(line.cutShort && match[1] === "can't recover" ? { corrupted: line.cutShort } : {}),
    }),
    from: 'drivers/pci/pcie/err.c 3.12..7.1',
    examples: [example],
  });

/** Recovery of a function that firmware named and the kernel could not get to (aer.c aer_recover_queue(), aer_recover_work_func()). */
const queue = (needle: string, pattern: RegExp, example: string): Row =>
  sign({
    kind: 'error-unrecovered',
    fault: true,
    on: 'message',
    needle,
    pattern,
    read: (match) => ({ bdf: bdfOf(match[1] ?? ''), fields: { how: needle } }),
    from: 'drivers/pci/pcie/aer.c 3.1..7.1',
    examples: [example],
  });

/** The ring of recoveries was full (AER_RECOVER_RING_SIZE): the error has a report of its own, this is what became of it. */
const dropped = (needle: string, pattern: RegExp, example: string): Row => ({
  ...queue(needle, pattern, example),
  fault: false,
});

/** The root port's notice: evidence of its own only where no report of the function follows. */
const notice = (needle: string, examples: readonly string[]): Row =>
  sign({
    kind: 'pcie-error',
    fault: true,
    needle,
    pattern:
      /^(?:AER: )?(?:Multiple )?(Corrected|Correctable|Uncorrected|Uncorrectable)(?: \((Non-Fatal|Fatal)\))? error (?:message )?received(?: from|:)?(?: ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])| id=([0-9a-f]{4}))?(?: \(no details found\)?)?\s{0,16}$/,
    read: (match, line) => ({
      bdf: sourceOf(match, line.subject?.bdf ?? null),
      fields: {
        severity: severityOf(match[1], match[2]),
        layer: null,
        agent: null,
        status: null,
        bits: [],
        requester: isOfVmd(line.subject?.bdf.split(':', 1)[0] ?? '') ? null : sourceOf(match, null),
        port: line.subject?.bdf ?? null,
      },
      ...((match[3] ?? match[4]) ? {} : { corrupted: 'truncated' }),
    }),
    continues: {
      needle: 'no error details',
      pattern: /^\S+ \S{12,32}: (?:AER: )?(?:found no error details for \S{12,20}|can't find device of ID[0-9a-f]{4})$/,
      within: 40,
      required: false,
      alone: 'yields',
      read: () => ({ fields: { details: false } }),
    },
    from: 'drivers/pci/pcie/aer.c aer_print_port_info() 2.6.32..7.1',
    examples,
  });

export const AER: readonly Row[] = [
  sign({
    kind: 'pcie-error',
    fault: true,
    needle: 'Bus Error:',
    pattern:
      /^(?:AER: )?(?:PCI[eE]|CXL) Bus Error:(?: severity=(\w{1,20})(?: \((N[\w-]{0,8}|F\w{0,4})\)?)?(?:,(?: type=([A-Z][\w ]{1,40})(?:,(?: (?:id=([0-9a-f]{4}) ?)?\(([\w ]{1,40})\))?)?)?)?\)?)?\s{0,16}$/,
    read: (match, line) => ({
      fields: agentFields(match, line.subject?.bdf),
      ...(match[5] === undefined ? { corrupted: 'truncated' } : {}),
    }),
    continues: report,
    from: 'drivers/pci/pcie/aer.c, aer/aerdrv_errprint.c 2.6.32..7.1',
    examples: [
      '[    7.772873] pcieport 0000:00:02.0: PCIe Bus Error: severity=Uncorrected (Non-Fatal), type=Transaction Layer, (Requester ID)\n' +
        '[    7.773088] pcieport 0000:00:02.0:   device [1b36:000c] error status/mask=00004000/00000000\n' +
        '[    7.773299] pcieport 0000:00:02.0:    [14] CmpltTO                (First)\n' +
        '[    7.773399] pcieport 0000:00:02.0: AER:   TLP Header: 00000000 00000000 00000000 00000000',
      '[   10.1] mlx5_core 0000:3b:00.0: PCIe Bus Error: severity=Uncorrectable (Fatal), type=Transaction Layer, (Requester ID)'.replace(
        '10.1]',
        '10.100000]',
      ),
      '[   88.300000] pcieport 0000:00:1c.0: PCIe Bus Error: severity=Corrected, type=Physical Layer, id=00e0(Receiver ID)\n' +
        '[   88.300100] pcieport 0000:00:1c.0:   device [8086:9d15] error status/mask=00000001/00002000\n' +
        '[   88.300200] pcieport 0000:00:1c.0:    [ 0] Receiver Error         (First)',
      '[   10.100000] nvme 0000:3b:00.0: AER: PCIe Bus Error: severity=Uncorrected (Fatal), type=Inaccessible, (Unregistered Agent ID)',
    ],
  }),
  sign({
    kind: 'pcie-error',
    fault: true,
    needle: 'aer_status: 0x',
    pattern: /^(?:AER: )?aer_status: 0x([0-9a-f]{8}),(?: aer_mask:(?: 0x([0-9a-f]{8}))?)?\s{0,16}$/,
    read: (match) => ({
      fields: {
        severity: null,
        layer: null,
        agent: null,
        status: hex(match[1]),
        mask: hex(match[2]),
        bits: [],
        requester: null,
      },
      ...(match[2] === undefined ? { corrupted: 'truncated' } : {}),
    }),
    continues: report,
    from: 'drivers/pci/pcie/aer.c pci_print_aer() 3.12..7.1',
    examples: [
      '[   54.383034] igb 0000:09:00.1: AER: aer_status: 0x00004000, aer_mask: 0x00000000\n' +
        '[   54.390000] igb 0000:09:00.1: AER:    [14] CmpltTO                (First)\n' +
        '[   54.397144] igb 0000:09:00.1: AER: aer_layer=Transaction Layer, aer_agent=Requester ID\n' +
        '[   54.410000] igb 0000:09:00.1: AER: aer_uncor_severity: 0x00062011',
    ],
  }),
  sign({
    kind: 'pcie-error',
    fault: true,
    on: 'message',
    needle: 'Error Severity',
    pattern: /^Error Severity(?:\s|\^I|#011){1,16}: (Corrected|Uncorrected)(?: \((Non-Fatal|Fatal)\))?$/,
    read: (match) => ({
      bdf: null,
      fields: {
        severity: severityOf(match[1], match[2]),
        layer: null,
        agent: null,
        status: null,
        bits: [],
        requester: null,
      },
    }),
    continues: {
      needle: ', DeviceID=',
      pattern:
        /^VendorID=([0-9a-f]{4})h, DeviceID=([0-9a-f]{4})h, Bus=([0-9a-f]{2})h, Device=([0-9a-f]{2})h, Function=0([0-7])h$/,
      within: 8,
      required: true,
      alone: 'dropped',
      read: ([, vendor, device, bus, slot, fn]) => ({
        bdf: bdfOf(`${bus}:${slot}.${fn}`),
        fields: { vendorDevice: `${vendor}:${device}` },
      }),
    },
    from: 'drivers/pci/pcie/aer/aerdrv_errprint.c aer_print_error() 2.6.19..2.6.32: a block that no prefix names',
    examples: [
      '[   33.836870] Error Severity\t\t: Uncorrected (Non-Fatal)\n' +
        '[   33.836878] VendorID=1106h, DeviceID=a238h, Bus=00h, Device=02h, Function=00h',
    ],
  }),
  notice('error message received', [
    '[   10.100000] pcieport 0000:3a:00.0: AER: Uncorrectable (Fatal) error message received from 0000:3b:00.0',
    '[   10.100000] pcieport 0000:3a:00.0: AER: Correctable error message received from 0000:3b:00.0 (no details found',
    '[   10.100000] pcieport 0000:3a:00.0: AER: Corrected error message received from 0000:3b:00.0\n' +
      '[   10.100000] pcieport 0000:3a:00.0: AER: found no error details for 0000:3b:00.0',
  ]),
  notice('error received', [
    '[   10.100000] pcieport 0000:00:1c.0: AER: Multiple Corrected error received: id=00e0',
    '[   30.100211] pcieport 0000:00:1d.0: AER: Uncorrected (Non-Fatal) error received: 0000:00:1d.0',
  ]),
  sign({
    kind: 'error-recovered',
    needle: 'evice recovery',
    pattern: /^(?:AER: )?([Dd]evice recovery (?:from fatal error )?successful)$/,
    read: (match) => ({ fields: { how: (match[1] ?? '').toLowerCase() } }),
    from: 'drivers/pci/pcie/err.c 3.12..7.1',
    examples: [
      '[    7.872685] pcieport 0000:00:02.0: AER: device recovery successful',
      '[    7.872685] pcieport 0000:00:02.0: AER: Device recovery successful',
      '[    7.872685] pcieport 0000:00:02.0: Device recovery from fatal error successful',
    ],
  }),
  sign({
    kind: 'error-recovered',
    needle: 'AER driver successfully',
    pattern: /^(AER driver successfully recovered)$/,
    read: (match) => ({ fields: { how: match[1] ?? '' } }),
    from: 'drivers/pci/pcie/aer/aerdrv_core.c do_recovery() 2.6.19..3.11',
    examples: ['[    7.872685] pcieport 0000:00:02.0: AER driver successfully recovered'],
  }),
  sign({
    kind: 'error-unrecovered',
    fault: true,
    needle: "AER driver didn't",
    pattern: /^(AER driver didn't recover)$/,
    read: (match) => ({ fields: { how: match[1] ?? '' } }),
    from: 'drivers/pci/pcie/aer/aerdrv_core.c do_recovery() 2.6.19..3.11',
    examples: ["[   10.273788] pcieport 0000:00:04.0: AER driver didn't recover"],
  }),
  unrecovered(
    'evice recovery',
    /^(?:AER: )?([Dd]evice recovery (?:from fatal error )?failed)$/,
    '[   10.273788] pcieport 0000:00:04.0: AER: device recovery failed',
  ),
  unrecovered(
    "can't recover",
    /^(?:AER: )?(can't recover(?: \(no error_detected callback\))?)$/,
    "[   10.273539] virtio-pci 0000:03:00.0: AER: can't recover (no error_detected callback)",
  ),
  unrecovered(
    'subordinate device reset failed',
    /^(?:AER: )?(subordinate device reset failed)$/,
    '[    9.430720] pcieport 0000:00:02.0: AER: subordinate device reset failed',
  ),
  dropped(
    'Buffer overflow when recovering AER',
    /^(?:AER: )?AER recover: Buffer overflow when recovering AER for ([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}:[0-7])$/,
    '[  397.910798] AER: AER recover: Buffer overflow when recovering AER for 0000:09:00:0',
  ),
  dropped(
    'buffer overflow in recovery',
    /^AER: buffer overflow in recovery for ([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/,
    '[  397.910798] AER: buffer overflow in recovery for 0000:09:00.0',
  ),
  queue(
    'Can not find pci_dev',
    /^(?:AER: )?AER recover: Can not find pci_dev for ([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}:[0-7])$/,
    '[  397.910798] AER recover: Can not find pci_dev for 0000:09:00:0',
  ),
  queue(
    'no pci_dev',
    /^AER: (?:no pci_dev for )?([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])(?:: no pci_dev found)?$/,
    '[  397.910798] AER: no pci_dev for 0000:09:00.0',
  ),
  step(
    'broadcast ',
    /^(?:AER: )?(broadcast [a-z_]{4,20}) message$/,
    '[  219.117509] pcieport 0000:02:00.0: AER: broadcast error_detected message',
  ),
  step(
    'link has been reset',
    /^(?:AER: )?((?:[\w-]{1,20} ){0,2}Port link has been reset(?: \(-?\d{1,4}\))?)$/,
    '[    9.430427] pcieport 0000:00:02.0: AER: Root Port link has been reset (-25)',
  ),
  step(
    'has been reset',
    /^(?:AER: )?(has been reset)(?: \(-?\d{1,4}\))?$/,
    '[    9.430427] pcieport 0000:00:1e.0: AER: has been reset',
  ),
  step(
    "can't recover (state",
    /^(?:AER: )?(can't recover \(state transition \d{1,3} -> \d{1,3} invalid\))$/,
    "[   10.273539] mlx5_core 0000:03:00.0: AER: can't recover (state transition 3 -> 2 invalid)",
  ),
  step(
    'due to Link Down',
    /^(Recovering Root Port due to Link Down)$/,
    '[  111.139067] pcieport 0000:00:00.0: Recovering Root Port due to Link Down',
  ),
  step(
    'no FLR support',
    /^(?:AER: )?(not reset \(no FLR support(?:: -?\d{1,4})?\))$/,
    '[   10.273539] pcieport 0000:00:1e.0: AER: not reset (no FLR support: -25)',
  ),
];
