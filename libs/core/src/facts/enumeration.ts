/** What is told of a device while it is found, beside that it is there: who handles its errors, its link, and whether it listens. */
import { bareHex } from './digits';
import type { Fields } from './fact';
import type { Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'read' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({ family: 'driver', on: 'device', fault: false, ...of });

/** Host bridges have ACPI names; to 3.12 a bridge goes by its bus (`pci0000:00`). */
const BRIDGE = '^\\s?(?:acpi (\\S{1,32})|pci([0-9a-f]{4,8}:[0-9a-f]{2})): ';

/** Bits of the control word, in the words of the later kernels (drivers/acpi/pci_root.c pci_osc_control_bit[]). */
const FEATURES: readonly (readonly [number, string])[] = [
  [0x01, 'PCIeHotplug'],
  [0x02, 'SHPCHotplug'],
  [0x04, 'PME'],
  [0x08, 'AER'],
  [0x10, 'PCIeCapability'],
];

const wordsOf = (text: string | undefined): readonly string[] => (text ?? '').split(' ').filter((word) => word !== '');
const grantedBy = (mask: string | undefined): readonly string[] =>
  FEATURES.filter(([bit]) => (Number.parseInt(mask ?? '0', 16) & bit) !== 0).map(([, name]) => name);

const control = (
  of: Pick<Row, 'needle' | 'from' | 'examples'> & {
    readonly rest: string;
    readonly by: 'os' | 'firmware';
    readonly features: (text: string | undefined) => readonly string[];
  },
): Row =>
  sign({
    family: 'aer',
    kind: 'error-control',
    on: 'message',
    needle: of.needle,
    pattern: new RegExp(`${BRIDGE}${of.rest}$`),
    read: (match) => ({
      bdf: null,
      fields: { bridge: match[1] ?? match[2] ?? null, by: of.by, features: of.features(match[3]) },
    }),
    from: of.from,
    examples: of.examples,
  });

/** Millions of bits, so that what one boot says can be compared with what another does. */
const megabits = (whole: string | undefined, thousandths: string | undefined): number =>
  Number(whole) * 1000 + Number(thousandths);

const SPEED = '(?:\\d{1,3}\\.\\d GT/s(?: PCIe)?|Unknown)';
const BANDWIDTH = new RegExp(
  '^(?<whole>\\d{1,5})\\.(?<part>\\d{3}) Gb/s available PCIe bandwidth' +
    `(?: \\((?<speed>${SPEED}) x(?<width>\\d{1,2}) link\\)` +
    `|, limited by (?<atSpeed>${SPEED}) x(?<atWidth>\\d{1,2}) link at (?<limiter>[0-9a-f:.]{12,16}) ` +
    `\\(capable of (?<capableWhole>\\d{1,5})\\.(?<capablePart>\\d{3}) Gb/s with ${SPEED} x(?<capableWidth>\\d{1,2}) link\\))` +
    '(?:, in Flit mode)?$',
);

function linkFields({ groups }: RegExpExecArray): Fields {
  const of = groups ?? {};
  const limited = of.limiter !== undefined;
  return {
    megabits: megabits(of.whole, of.part),
    speed: of.speed ?? of.atSpeed ?? null,
    width: Number(of.width ?? of.atWidth),
    limitedBy: of.limiter ?? null,
    capableMegabits: limited ? megabits(of.capableWhole, of.capablePart) : null,
    capableWidth: limited ? Number(of.capableWidth) : null,
  };
}

export const ENUMERATION: readonly Row[] = [
  control({
    needle: '_OSC: OS now controls [',
    rest: '_OSC: OS now controls \\[([A-Za-z ]{0,200})\\]',
    by: 'os',
    features: wordsOf,
    from: 'drivers/acpi/pci_root.c decode_osc_control() 3.12..7.1: with AER in it errors are told as AER, without it by firmware (GHES)',
    examples: [
      '[    0.401000] acpi PNP0A08:00: _OSC: OS now controls [PCIeHotplug SHPCHotplug PME AER PCIeCapability LTR DPC]',
    ],
  }),
  control({
    needle: 'platform retains control of PCIe',
    rest: '_OSC: platform retains control of PCIe features \\(\\w{1,40}\\)',
    by: 'firmware',
    features: () => [],
    from: 'drivers/acpi/pci_root.c negotiate_os_control() 6.1..7.1',
    examples: ['[    0.401000] acpi PNP0A08:00: _OSC: platform retains control of PCIe features (AE_NOT_FOUND)'],
  }),
  control({
    needle: 'PCIe AER handled by firmware',
    rest: 'PCIe AER handled by firmware',
    by: 'firmware',
    features: () => ['AER'],
    from: 'drivers/acpi/pci_root.c negotiate_os_control() 4.4..4.19',
    examples: ['[    0.401000] acpi PNP0A08:00: PCIe AER handled by firmware'],
  }),
  control({
    needle: 'ACPI _OSC control (0x',
    rest: 'ACPI _OSC control \\(0x([0-9a-f]{2})\\) granted',
    by: 'os',
    features: grantedBy,
    from: 'drivers/acpi/pci_root.c acpi_pci_root_add() 3.1..3.6',
    examples: ['[    0.401000] pci0000:00: ACPI _OSC control (0x1d) granted'],
  }),
  sign({
    kind: 'config-ignored',
    needle: ': error updating (',
    fault: true,
    pattern:
      /^((?:VF )?BAR \d{1,2}|ROM|bridge window|CardBus bridge window \d|\?\?\?): error updating \((high )?0x([0-9a-f]{1,8}) != 0x([0-9a-f]{1,8})\)$/,
    read: (match) => ({
      fields: {
        register: match[1] ?? '',
        half: match[2] ? 'high' : 'low',
        wrote: `0x${bareHex(match[3] ?? '0')}`,
        read: `0x${bareHex(match[4] ?? '0')}`,
        gone: /^f{8}$/.test(match[4] ?? ''),
      },
    }),
    from: 'drivers/pci/setup-res.c pci_std_update_resource() 2.6.32..7.1: reads of a device that is gone or in reset are all ones',
    examples: [
      '[    0.500000] pci 0000:3b:00.0: BAR 0: error updating (0xfe200004 != 0xffffffff)',
      '[    0.500000] pci 0000:3b:00.0: BAR 0: error updating (high 0x00003bff != 0x00000000)',
      '[    0.500000] pci 0000:3b:00.0: ROM: error updating (0xfe200001 != 0xffffffff)',
    ],
  }),
  sign({
    kind: 'link-trained',
    needle: ' Gb/s available PCIe bandwidth',
    pattern: BANDWIDTH,
    read: (match) => ({ fields: linkFields(match) }),
    from: 'drivers/pci/pci.c __pcie_print_link_status() 4.19..7.1: printed by the driver that owns it; narrower than before a handoff tells of a link that did not come back whole',
    examples: [
      '[    2.200000] mlx5_core 0000:3b:00.0: 63.008 Gb/s available PCIe bandwidth (8.0 GT/s PCIe x8 link)',
      '[    2.200000] mlx5_core 0000:3b:00.0: 31.504 Gb/s available PCIe bandwidth, limited by 8.0 GT/s PCIe x4 link at 0000:3a:00.0 (capable of 126.016 Gb/s with 8.0 GT/s PCIe x16 link)',
    ],
  }),
];
