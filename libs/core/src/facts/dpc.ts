/** Downstream Port Containment, and the firmware's form of it, EDR (drivers/pci/pcie/dpc.c, edr.c). */
import { bdfOf, bdfOfId, hex } from './digits';
import type { Fact } from './fact';
import type { Reading, Row } from './row';

const bitsOf = (fact: Fact): readonly string[] => (Array.isArray(fact.fields.bits) ? fact.fields.bits : []);

/** Trigger reason, bits 2:1 of the status register (PCIe 6.2, 7.9.14.6): an ERR_NONFATAL message is the one that is not fatal. */
const severityOf = (status: string | undefined): string =>
  status !== undefined && ((Number.parseInt(status, 16) >> 1) & 3) === 1 ? 'nonfatal' : 'fatal';

/** Only a message has a source: the register holds nothing for errors that the port found itself. */
const isMessage = (status: string): boolean => [1, 2].includes((Number.parseInt(status, 16) >> 1) & 3);

/** What triggered it and from where, in the words of all versions. */
function trigger({ status, rest, port }: { status: string; rest: string; port: string | null }): {
  readonly reason: string | null;
  readonly requester: string | null;
} | null {
  const segment = port?.slice(0, port.indexOf(':')) ?? '0000';
  const old = /^ source:(?:0x([0-9a-f]{4})|0{6})$/.exec(rest);
  if (old)
    return { reason: null, requester: isMessage(status) ? bdfOfId(Number.parseInt(old[1] ?? '0', 16), segment) : null };
  const named = /^, (ERR_\w{5,8}) received from ([0-9a-f:.]{12,16})$/.exec(rest);
  if (named) return { reason: named[1] ?? null, requester: bdfOf(named[2] ?? '', segment) };
  const found = /^: (.{4,40}) detected$/.exec(rest);
  return found ? { reason: found[1] ?? null, requester: null } : null;
}

const DETAIL =
  /^\S{1,64} ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7])(?::pcie[0-9a-f]{3})?: DPC:? (?:(unmasked uncorrectable error|ERR_\w{5,8}|RP PIO error|software trigger|reserved error) detected(?:, remove downstream devices)?|rp_pio_status: 0x([0-9a-f]{8}), rp_pio_mask: 0x[0-9a-f]{8}|RP PIO severity=.*|\[ ?\d{1,2}\] (.{2,60}?)(?: \(First\))?|TLP (?:Prefix )?Header: .*|RP PIO ImpSpec Log 0x[0-9a-f]{8})\s{0,16}$/;

function detail(match: RegExpExecArray, fact: Fact): Reading | null {
  if (match[1] !== fact.bdf) return null;
  // One containment has one reason: a second is of another, whose head was lost.
  if (match[2] !== undefined) return fact.fields.reason === null ? { fields: { reason: match[2] } } : null;
  if (match[3] !== undefined) return { fields: { rpPioStatus: hex(match[3]) } };
  return { fields: match[4] === undefined ? {} : { bits: [...bitsOf(fact), match[4].trim()] } };
}

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({ family: 'dpc', on: 'device', fault: false, read: () => ({ fields: {} }), ...of });

export const DPC: readonly Row[] = [
  sign({
    kind: 'port-contained',
    fault: true,
    needle: 'containment event',
    pattern: /^DPC:? containment event(?:, status:(?:0x([0-9a-f]{4})(.*))?)?$/,
    read: (match, line) => {
      const why = trigger({ status: match[1] ?? '0', rest: match[2] ?? '', port: line.subject?.bdf ?? null });
      const fields = { severity: severityOf(match[1]), status: hex(match[1]), bits: [] };
      return why
        ? { fields: { ...fields, ...why } }
        : { fields: { ...fields, reason: null, requester: null }, corrupted: 'truncated' };
    },
    continues: {
      needle: ': DPC',
      pattern: DETAIL,
      within: 6,
      required: false,
      repeats: true,
      waits: true,
      read: detail,
    },
    from: 'drivers/pci/pcie/dpc.c 4.19..7.1',
    examples: [
      '[   50.947816] pcieport 0000:00:1b.0: DPC: containment event, status:0x1f01 source:0x0000\n' +
        '[   50.947817] pcieport 0000:00:1b.0: DPC: unmasked uncorrectable error detected',
      '[   10.200000] pcieport 0000:3a:00.0: DPC: containment event, status:0x1f05, ERR_FATAL received from 0000:3b:00.0',
      '[   10.200000] pcieport 0000:3a:00.0: DPC: containment event, status:0x1f01: unmasked uncorrectable error detected',
      '[   10.200000] pcieport 0000:3a:00.0: DPC containment event, status:0x1f01 source:0x0000\n' +
        '[   10.200000] pcieport 0000:3a:00.0: DPC unmasked uncorrectable error detected, remove downstream devices',
    ],
  }),
  sign({
    kind: 'error-unrecovered',
    fault: true,
    needle: 'root port still busy',
    pattern: /^DPC: root port still busy$/,
    read: () => ({ fields: { how: 'root port still busy' } }),
    from: 'drivers/pci/pcie/dpc.c 5.10..7.1',
    examples: ['[   10.200000] pcieport 0000:3a:00.0: DPC: root port still busy'],
  }),
  sign({
    kind: 'error-recovering',
    needle: 'EDR event received',
    pattern: /^EDR: EDR event received$/,
    read: () => ({ fields: { step: 'EDR event received' } }),
    from: 'drivers/pci/pcie/edr.c 5.10..7.1',
    examples: ['[   10.200000] pcieport 0000:3a:00.0: EDR: EDR event received'],
  }),
  sign({
    kind: 'error-unrecovered',
    fault: true,
    needle: 'EDR: ',
    pattern: /^EDR: (Firmware failed to locate DPC port|Invalid DPC trigger 0x[0-9a-f]{8})$/,
    read: (match) => ({ fields: { how: match[1] ?? '' } }),
    from: 'drivers/pci/pcie/edr.c 5.10..7.1',
    examples: ['[   10.200000] pcieport 0000:3a:00.0: EDR: Firmware failed to locate DPC port'],
  }),
];
