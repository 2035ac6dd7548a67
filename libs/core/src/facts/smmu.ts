/** Arm SMMU, versions 1 to 3: events, context and global faults, and units that stop answering. */
import { bdfOfId, hex } from './digits';
import type { Fact, FactKind, Fields } from './fact';
import type { Reading, Row } from './row';

/** Event names (arm-smmu-v3.c event_str[]; those without a name there are the architecture's). */
const EVENTS: Readonly<Record<number, string>> = {
  1: 'F_UUT',
  2: 'C_BAD_STREAMID',
  3: 'F_STE_FETCH',
  4: 'C_BAD_STE',
  5: 'F_BAD_ATS_TREQ',
  6: 'F_STREAM_DISABLED',
  7: 'F_TRANSL_FORBIDDEN',
  8: 'C_BAD_SUBSTREAMID',
  9: 'F_CD_FETCH',
  10: 'C_BAD_CD',
  11: 'F_WALK_EABT',
  16: 'F_TRANSLATION',
  17: 'F_ADDR_SIZE',
  18: 'F_ACCESS',
  19: 'F_PERMISSION',
  32: 'F_TLB_CONFLICT',
  33: 'F_CFG_CONFLICT',
  36: 'E_PAGE_REQUEST',
  37: 'F_VMS_FETCH',
};

const numberOf = (name: string | undefined): number | null => {
  const found = Object.entries(EVENTS).find(([, event]) => event === name);
  return found ? Number(found[0]) : null;
};

/** Only these carry an input address in their third word, and an access in their second. */
const ADDRESSED: ReadonlySet<string> = new Set([
  'F_UUT',
  'F_TRANSL_FORBIDDEN',
  'F_WALK_EABT',
  'F_TRANSLATION',
  'F_ADDR_SIZE',
  'F_ACCESS',
  'F_PERMISSION',
  'F_TLB_CONFLICT',
]);

/** EVTQ_ENT_DWORDS; with fewer, nobody knows which one is missing. */
const RECORD_WORDS = 4;

const wordsOf = (fact: Fact): readonly string[] => (Array.isArray(fact.fields.words) ? fact.fields.words : []);
/** Halves of a word of 16 hex digits. */
const high = (word: string): number => Number.parseInt(word.slice(0, 8), 16);
const low = (word: string): number => Number.parseInt(word.slice(8), 16);
const isSet = (half: number, bit: number): boolean => ((half >>> bit) & 1) === 1;

/**
 * What the latest of a record's raw words adds: word 0 holds the stream id in 63:32, SSV in 11 and the substream in 31:12; word 1 InD in 34 and RnW
 * in 35; word 2 the input address (arm-smmu-v3.h EVTQ_*), which are told when the record is whole. `requester` is what the stream id means where
 * firmware maps requester ids to stream ids one to one (IORT, iommu-map), as it does for a first root complex: a candidate, not the fact's device.
 */
function decode(words: readonly string[], name: string): Fields {
  const [first = '', second = '', third = ''] = words;
  if (words.length === 1)
    return {
      words,
      streamId: hex(first.slice(0, 8)),
      requester: bdfOfId(high(first) & 0xffff),
      pasid: isSet(low(first), 11) ? hex((low(first) >>> 12).toString(16)) : null,
    };
  if (words.length < RECORD_WORDS || !ADDRESSED.has(name)) return { words };
  const access = isSet(high(second), 2) ? 'exec' : isSet(high(second), 3) ? 'read' : 'write';
  return { words, access, address: hex(third) };
}

const PREFIX = '^arm-smmu-v3 (\\S{1,64}): ';
const GOES_ON = new RegExp(
  `${PREFIX}(?:(?:\\s|#011)*0x([0-9a-f]{8} ?[0-9a-f]{8})|event: (\\S{1,40}) client: (\\S{1,20}|\\(unassigned sid\\)) sid: (?:0x)?([0-9a-f]{1,8}) ssid: (?:0x)?([0-9a-f]{1,6})(?: iova: (?:0x)?([0-9a-f]{1,16}) ipa: (?:0x)?[0-9a-f]{1,16}| fetch_addr: (?:0x)?[0-9a-f]{1,16})?|(?:un)?priv (inst|data) (read|write) s[12] "([^"]{1,60})".*)\\s{0,16}$`,
);

function goesOn(match: RegExpExecArray, fact: Fact): Reading | null {
  const [, unit, word, name, client, sid, , iova, kind, direction, text] = match;
  if (unit !== fact.fields.unit) return null;
  if (word !== undefined) return worded(word.replace(' ', ''), fact);
  // A second decoded line, or access, is of an event whose first lines are lost.
  if (name !== undefined ? isDecoded(fact) : fact.fields.class !== undefined) return null;
  if (name !== undefined)
    return {
      ...(client?.includes(':') ? { bdf: client.toLowerCase() } : {}),
      fields: { streamId: hex(sid), ...(iova === undefined ? {} : { address: hex(iova) }) },
    };
  return { fields: { access: kind === 'inst' ? 'exec' : (direction ?? null), class: text ?? null } };
}

/** Did a line come that was none of the raw words? */
const isDecoded = (fact: Fact): boolean => fact.lines.length > wordsOf(fact).length + 1;

/** Word 0 repeats the event's number in 7:0 (arm-smmu-v3.h EVTQ_0_ID): where it does not, the words before it are lost. */
function worded(word: string, fact: Fact): Reading | null {
  const words = wordsOf(fact);
  if (isDecoded(fact) || words.length === RECORD_WORDS) return null;
  const lost = words.length === 0 && Number.parseInt(word.slice(-2), 16) !== fact.fields.reason;
  if (lost || fact.corrupted !== null) return { fields: {}, corrupted: 'truncated' };
  return { fields: decode([...words, word], String(fact.fields.reasonText)) };
}

const DECODED = new RegExp(
  `${PREFIX}event: (\\S{1,40}) client: (\\S{1,20}|\\(unassigned sid\\)) sid: (?:0x)?([0-9a-f]{1,8}) ssid: (?:0x)?([0-9a-f]{1,6})(?: iova: (?:0x)?([0-9a-f]{1,16}) ipa: (?:0x)?[0-9a-f]{1,16}| fetch_addr: (?:0x)?[0-9a-f]{1,16})?\\s{0,16}$`,
);

/** Only the line of the access can follow a decoded line. */
const decodedGoesOn = (match: RegExpExecArray, fact: Fact): Reading | null =>
  match[8] === undefined && match[9] === undefined ? null : goesOn(match, fact);

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({ family: 'smmu', on: 'message', fault: true, read: () => ({ fields: {} }), ...of });

const unit = (kind: FactKind, needle: string, pattern: RegExp, examples: readonly string[]): Row =>
  sign({
    kind,
    needle,
    pattern,
    read: (match) => ({ bdf: null, fields: { unit: match[1] ?? null, text: match[2] ?? needle } }),
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c 4.4..7.1',
    examples,
  });

/** Bits of the fault status register (arm-smmu.h ARM_SMMU_CB_FSR_*), in the words of 6.12's decoded line. */
const FSR: readonly (readonly [number, string])[] = [
  [0x2, 'TF'],
  [0x4, 'AFF'],
  [0x8, 'PF'],
  [0x10, 'EF'],
  [0x20, 'TLBMCF'],
  [0x40, 'TLBLKF'],
  [0x80, 'ASF'],
  [0x100, 'UUT'],
];

interface Context {
  readonly unit: string | undefined;
  readonly status: number;
  readonly iova?: string | undefined;
  readonly syndrome?: string | undefined;
  readonly stream?: string | undefined;
}

function contextFields({ unit: name, status, iova, syndrome, stream }: Context): Fields {
  const names = FSR.filter(([mask]) => (status & mask) !== 0).map(([, word]) => word);
  return {
    unit: name ?? null,
    access: syndrome === undefined ? null : (Number.parseInt(syndrome, 16) & 0x10) === 0 ? 'read' : 'write',
    reason: status === 0 ? null : `0x${status.toString(16)}`,
    reasonText: names.length === 0 ? 'context fault' : `context fault ${names.join(' ')}`,
    address: hex(iova),
    pasid: null,
    streamId: hex(stream),
  };
}

export const SMMU: readonly Row[] = [
  sign({
    kind: 'iommu-fault',
    needle: 'event 0x',
    pattern: /^arm-smmu-v3 (\S{1,64}): event 0x([0-9a-f]{2})(?: (received:?)?.{0,80})?$/,
    read: (match) => {
      const id = Number.parseInt(match[2] ?? '0', 16);
      const name = EVENTS[id] ?? `event ${hex(match[2])}`;
      return {
        bdf: null,
        fields: {
          unit: match[1] ?? null,
          access: null,
          reason: id,
          reasonText: name,
          address: null,
          pasid: null,
          streamId: null,
          requester: null,
          words: [],
        },
        ...(match[3] === 'received:' ? {} : { corrupted: 'truncated' }),
      };
    },
    continues: { needle: 'arm-smmu-v3 ', pattern: GOES_ON, within: 8, required: true, repeats: true, read: goesOn },
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c 4.4..7.1; from about 6.14 on decoded too',
    examples: [
      '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: event 0x10 received:\n' +
        '[   15.300001] arm-smmu-v3 arm-smmu-v3.3.auto: \t0x0000010000000010\n' +
        '[   15.300002] arm-smmu-v3 arm-smmu-v3.3.auto: \t0x0000020000000000\n' +
        '[   15.300003] arm-smmu-v3 arm-smmu-v3.3.auto: \t0x000000090000f040\n' +
        '[   15.300004] arm-smmu-v3 arm-smmu-v3.3.auto: \t0x0000000000000000\n' +
        '[   15.300005] arm-smmu-v3 arm-smmu-v3.3.auto: event: F_TRANSLATION client: 0000:01:00.0 sid: 0x100 ssid: 0x0 iova: 0x90000f040 ipa: 0x0\n' +
        '[   15.300006] arm-smmu-v3 arm-smmu-v3.3.auto: unpriv data write s1 "Input address caused fault" stag: 0x0',
    ],
  }),
  sign({
    kind: 'iommu-fault',
    needle: ': event: ',
    pattern: DECODED,
    read: ([, name, text, client, sid, ssid, iova]) => ({
      bdf: client?.includes(':') ? client.toLowerCase() : null,
      fields: {
        unit: name ?? null,
        access: null,
        reason: numberOf(text),
        reasonText: text ?? '',
        address: hex(iova),
        pasid: Number.parseInt(ssid ?? '0', 16) === 0 ? null : hex(ssid),
        streamId: hex(sid),
        requester: client === '(unassigned sid)' ? bdfOfId(Number.parseInt(sid ?? '0', 16) & 0xffff) : null,
        words: [],
      },
    }),
    continues: { needle: 'arm-smmu-v3 ', pattern: GOES_ON, within: 3, required: false, read: decodedGoesOn },
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c arm_smmu_dump_event() from about 6.14: whose raw words are lost or were left out',
    examples: [
      '[   15.300005] arm-smmu-v3 arm-smmu-v3.3.auto: event: F_TRANSLATION client: 0000:01:00.0 sid: 0x100 ssid: 0x0 iova: 0x90000f040 ipa: 0x0\n' +
        '[   15.300006] arm-smmu-v3 arm-smmu-v3.3.auto: unpriv data write s1 "Input address caused fault" stag: 0x0',
    ],
  }),
  sign({
    kind: 'iommu-fault',
    needle: 'Unhandled context',
    pattern:
      /^arm-smmu (\S{1,64}): Unhandled context fault: (?:fsr=0x([0-9a-f]{1,8}), ?)?iova=0x([0-9a-f]{1,16}), ?fsynr=0x([0-9a-f]{1,8}), ?(?:cbfrsynra=0x([0-9a-f]{1,8}), ?)?cb=(\d{1,4})$/,
    read: ([, name, status, iova, syndrome, stream]) => ({
      bdf: null,
      fields: contextFields({ unit: name, status: Number.parseInt(status ?? '0', 16), iova, syndrome, stream }),
    }),
    continues: {
      needle: 'arm-smmu ',
      pattern:
        /^arm-smmu (\S{1,64}): (?:FSR {0,8}= [0-9a-f]{8} \[.{0,120}\], SID=0x([0-9a-f]{1,8})|FSYNR0 = [0-9a-f]{8} \[.{0,120}\])$/,
      within: 3,
      required: false,
      repeats: true,
      read: ([, name, sid], fact): Reading | null => {
        if (name !== fact.fields.unit) return null;
        const stream = hex(sid);
        if (stream === null) return { fields: {} };
        return [null, stream].includes(fact.fields.streamId as string | null) ? { fields: { streamId: stream } } : null;
      },
    },
    from: 'drivers/iommu/arm/arm-smmu/arm-smmu.c 3.17..7.1',
    examples: [
      '[   15.300000] arm-smmu 64000000.iommu: Unhandled context fault: fsr=0x402, iova=0x40000000, fsynr=0x11, cbfrsynra=0x100, cb=3',
      '[   15.300000] arm-smmu 64000000.iommu: Unhandled context fault: fsr=0x402, iova=0x40000000, fsynr=0x11, cb=3',
      '[   15.300000] arm-smmu 64000000.iommu: Unhandled context fault: fsr=0x402, iova=0x40000000, fsynr=0x11, cbfrsynra=0x100, cb=3\n' +
        '[   15.300000] arm-smmu 64000000.iommu: FSR    = 00000402 [Format=2 TF], SID=0x100\n' +
        '[   15.300000] arm-smmu 64000000.iommu: FSYNR0 = 00000011 [S1CBNDX=0 WNR PLVL=1]',
    ],
  }),
  sign({
    kind: 'iommu-fault',
    needle: 'Unexpected context',
    pattern: /^arm-smmu (\S{1,64}): Unexpected context fault \(fsr 0x(\d{1,10})\)$/,
    read: ([, name, status]) => ({ bdf: null, fields: contextFields({ unit: name, status: Number(status) }) }),
    from: 'drivers/iommu/arm-smmu.c 3.12..3.17: the number behind 0x is decimal',
    examples: ['[   15.300000] arm-smmu 64000000.iommu: Unexpected context fault (fsr 0x1026)'],
  }),
  sign({
    kind: 'iommu-fault',
    needle: 'Unexpected global',
    pattern: /^arm-smmu (\S{1,64}): Unexpected global fault, this could be serious$/,
    read: (match) => ({
      bdf: null,
      fields: {
        unit: match[1] ?? null,
        access: null,
        reason: null,
        reasonText: 'global fault',
        address: null,
        pasid: null,
        streamId: null,
      },
    }),
    continues: {
      needle: 'GFSYNR',
      pattern:
        /^arm-smmu (\S{1,64}): (?:\s|#011)*GFSR 0x([0-9a-f]{8}), GFSYNR0 0x([0-9a-f]{8}), GFSYNR1 0x([0-9a-f]{8}), GFSYNR2 0x[0-9a-f]{8}$/,
      within: 3,
      required: false,
      read: (match, fact) => (match[1] === fact.fields.unit ? { fields: globalFields(match) } : null),
    },
    from: 'drivers/iommu/arm/arm-smmu/arm-smmu.c 3.12..7.1',
    examples: [
      '[ 5056.934028] arm-smmu e0600000.smmu: Unexpected global fault, this could be serious\n' +
        '[ 5056.961456] arm-smmu e0600000.smmu: \tGFSR 0x00000001, GFSYNR0 0x00000000, GFSYNR1 0x00000001, GFSYNR2 0x00000000',
    ],
  }),
  sign({
    kind: 'iommu-fault',
    needle: 'Blocked unknown',
    pattern: /^arm-smmu (\S{1,64}): Blocked unknown Stream ID 0x([0-9a-f]{1,8});/,
    read: (match) => ({
      bdf: null,
      fields: {
        unit: match[1] ?? null,
        access: null,
        reason: null,
        reasonText: 'unknown stream id',
        address: null,
        pasid: null,
        streamId: hex(match[2]),
      },
    }),
    continues: {
      needle: 'GFSYNR',
      pattern:
        /^arm-smmu (\S{1,64}): (?:\s|#011)*GFSR 0x([0-9a-f]{8}), GFSYNR0 0x([0-9a-f]{8}), GFSYNR1 0x[0-9a-f]{8}, GFSYNR2 0x[0-9a-f]{8}$/,
      within: 3,
      required: false,
      read: (match, fact) => {
        const { reason, access } = globalFields(match);
        return match[1] === fact.fields.unit ? { fields: { reason: reason ?? null, access: access ?? null } } : null;
      },
    },
    from: 'drivers/iommu/arm/arm-smmu/arm-smmu.c 5.10..7.1',
    examples: [
      '[   15.300000] arm-smmu 64000000.iommu: Blocked unknown Stream ID 0x808; boot with "arm-smmu.disable_bypass=0" to allow, but this may have security implications',
    ],
  }),
  sign({
    kind: 'fault-status',
    needle: 'events lost',
    pattern: /^arm-smmu-v3 (\S{1,64}): (?:EVTQ overflow detected -- events lost)$/,
    read: (match) => ({ bdf: null, fields: { unit: match[1] ?? null, status: null, overflow: true } }),
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c 4.4..7.1',
    examples: ['[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: EVTQ overflow detected -- events lost'],
  }),
  sign({
    kind: 'fault-status',
    needle: 'events may have been lost',
    pattern: /^arm-smmu-v3 (\S{1,64}): EVTQ write aborted -- events may have been lost$/,
    read: (match) => ({ bdf: null, fields: { unit: match[1] ?? null, status: null, overflow: true } }),
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c 4.4..7.1',
    examples: ['[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: EVTQ write aborted -- events may have been lost'],
  }),
  unit(
    'iommu-hung',
    'CMD_SYNC timeout',
    /^arm-smmu-v3 (\S{1,64}): (CMD_SYNC timeout)(?: at 0x[0-9a-f]{8} \[hwprod 0x[0-9a-f]{8}, hwcons 0x[0-9a-f]{8}\])?$/,
    [
      '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: CMD_SYNC timeout at 0x00000014 [hwprod 0x00000014, hwcons 0x00000013]',
    ],
  ),
  unit('iommu-hung', 'GBPA not responding', /^arm-smmu-v3 (\S{1,64}): (GBPA not responding) to update$/, [
    '[    1.900000] arm-smmu-v3 arm-smmu-v3.3.auto: GBPA not responding to update',
  ]),
  unit('iommu-hung', 'CMDQ timeout', /^arm-smmu-v3 (\S{1,64}): (CMDQ timeout)$/, [
    '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: CMDQ timeout',
  ]),
  unit('invalidation-error', 'CMDQ error', /^arm-smmu-v3 (\S{1,64}): CMDQ error \(cons 0x[0-9a-f]{8}\): (.{1,60})$/, [
    '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: CMDQ error (cons 0x0300001e): ATC invalidate timeout',
  ]),
  unit(
    'iommu-hung',
    'unexpected global error reported',
    /^arm-smmu-v3 (\S{1,64}): (unexpected global error reported) \(0x[0-9a-f]{8}\), this could be serious$/,
    [
      '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: unexpected global error reported (0x00000004), this could be serious',
    ],
  ),
  unit('iommu-hung', 'Service Failure Mode', /^arm-smmu-v3 (\S{1,64}): (device has entered Service Failure Mode)!$/, [
    '[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: device has entered Service Failure Mode!',
  ]),
  unit('iommu-hung', 'TLB sync timed out', /^arm-smmu (\S{1,64}): (TLB sync timed out) -- SMMU may be deadlocked$/, [
    '[   15.300000] arm-smmu 64000000.iommu: TLB sync timed out -- SMMU may be deadlocked',
  ]),
  sign({
    family: 'iommu',
    kind: 'events-off',
    fault: false,
    needle: 'no evtq irq',
    pattern: /^arm-smmu-v3 (\S{1,64}): no evtq irq - events will not be reported!$/,
    read: (match) => ({ bdf: null, fields: { vendor: 'smmuv3', unit: match[1] ?? null } }),
    from: 'drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.c 4.19..7.1',
    examples: ['[    1.900000] arm-smmu-v3 arm-smmu-v3.3.auto: no evtq irq - events will not be reported!'],
  }),
  sign({
    family: 'iommu',
    kind: 'iommu-enabled',
    fault: false,
    needle: ': SMMUv',
    pattern: /^arm-smmu (\S{1,64}): SMMUv[12] with:$/,
    read: (match) => ({ bdf: null, fields: { vendor: 'smmu', unit: match[1] ?? null } }),
    from: 'drivers/iommu/arm/arm-smmu/arm-smmu.c 3.12..7.1',
    examples: ['[    3.316240] arm-smmu 3da0000.iommu: SMMUv2 with:'],
  }),
];

/** GFSYNR1 holds the stream id in its low half, GFSYNR0 bit 1 the direction (arm-smmu.h). */
function globalFields(match: RegExpExecArray): Fields {
  return {
    reason: hex(match[2]),
    access: (Number.parseInt(match[3] ?? '0', 16) & 0x2) === 0 ? 'read' : 'write',
    streamId: hex((Number.parseInt(match[4] ?? '0', 16) & 0xffff).toString(16)),
  };
}
