/** Kexec handover and live update: state and devices kept alive on purpose (kernel/liveupdate, mm/memblock.c). */
import type { Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({
  family: 'kho',
  on: 'message',
  fault: false,
  read: () => ({ bdf: null, fields: {} }),
  ...of,
});

const problem = (needle: string, pattern: RegExp, examples: readonly string[]): Row =>
  sign({
    kind: 'kho-problem',
    fault: true,
    needle,
    pattern,
    read: (match) => ({ bdf: null, fields: { text: match[1] ?? '' } }),
    from: 'kernel/liveupdate/*.c, mm/memblock.c 6.16..7.1',
    examples,
  });

export const KHO: readonly Row[] = [
  sign({
    kind: 'kho-found',
    needle: 'KHO: exec from:',
    pattern: /^KHO: exec from: (\S{1,120}) \(count (\d{1,9})\)$/,
    read: (match) => ({ bdf: null, fields: { release: match[1] ?? null, count: Number(match[2]) } }),
    from: 'kernel/liveupdate/kexec_handover.c 7.1',
    examples: ['[    0.000000] KHO: exec from: 6.19.0-rc4 (count 2)'],
  }),
  sign({
    kind: 'kho-found',
    needle: 'KHO: found kexec handover data',
    pattern: /^KHO: found kexec handover data\.$/,
    read: () => ({ bdf: null, fields: { release: null, count: null } }),
    from: 'kernel/liveupdate/kexec_handover.c 6.16..7.1',
    examples: ['[    0.000000] KHO: found kexec handover data.'],
  }),
  sign({
    kind: 'kho-found',
    needle: 'Retrieved live update data',
    pattern: /^luo(?:_core)?: Retrieved live update data, liveupdate number: (\d{1,18})$/,
    read: (match) => ({ bdf: null, fields: { release: null, count: null, liveUpdate: Number(match[1]) } }),
    from: 'kernel/liveupdate/luo_core.c 7.1',
    examples: ['[    0.000000] luo: Retrieved live update data, liveupdate number: 3'],
  }),
  problem(
    'KHO: ',
    /^KHO: ((?:disabling KHO revival|setup: (?:failed to |handover FDT )|[Ff]ailed to |node \S{1,60} prop fdt has invalid length).*)$/,
    [
      "[    0.000000] KHO: setup: handover FDT (0x7e000000) is incompatible with 'kho-v1': -22",
      '[    0.000000] KHO: disabling KHO revival',
      '[    0.000000] KHO: Failed to reserve scratch area, disabling kexec handover',
    ],
  ),
  problem(
    "FDT '",
    /^((?:failed to retrieve FDT|FDT) '.{1,60}' (?:from KHO|is incompatible with .{1,60}|has no child .{1,60}): -?\d{1,6})$/,
    ["[    0.000000] failed to retrieve FDT 'memblock' from KHO: -2"],
  ),
  problem('memblock FDT for KHO', /^(failed to prepare memblock FDT for KHO): -?\d{1,6}$/, [
    '[    2.000000] failed to prepare memblock FDT for KHO: -12',
  ]),
  problem('KHO reserve-mem', /^KHO (reserve-mem '.{1,60}' has wrong (?:alignment|size)) \(/, [
    "[    0.000000] KHO reserve-mem 'trace' has wrong size (0x1000 != 0x2000)",
  ]),
  problem(
    'luo: ',
    /^(?:luo(?:_\w{2,12})?|memfd_luo): ((?:Disabling liveupdate|[Ff]ailed to |FDT '|FLB node |Unable to |The incoming tree failed|Freeze failed|No registered handler|File handler registration failed|The file was successfully preserved, but|Session node incompatible|Could not register).*)$/,
    ['[ 9011.200000] luo: Freeze failed for token[0x1] handler[memfd-v1] err[-EBUSY]'],
  ),
];
