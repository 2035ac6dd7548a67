/** EEH on POWER: partitionable endpoints that freeze, and what the kernel does about it (arch/powerpc/kernel/eeh.c, eeh_driver.c). */
import { bareHex, bdfOf } from './digits';
import type { Fields } from './fact';
import type { Reading, Row } from './row';

type Sign = Pick<Row, 'kind' | 'needle' | 'pattern' | 'from' | 'examples'> & Partial<Row>;
const sign = (of: Sign): Row => ({ family: 'eeh', on: 'message', fault: false, read: () => ({ fields: {} }), ...of });

/**
 * PHB and PE as lower-case hex without leading zeros. A few lines of 3.12..4.4 print the PHB in decimal (`PHB#%d`), and their text
 * does not tell: below ten both are the same, above it such a kernel's PHB is taken for hex.
 */
const ids = (phb: string | undefined, pe: string | undefined): Fields => ({
  phb: phb === undefined ? null : bareHex(phb),
  pe: pe === undefined || /^f{4}$/i.test(pe) ? null : bareHex(pe),
});

/** The PHB's number is the PCI domain of the devices behind it (pci_controller.global_number). */
function member(address: string, pe: string | undefined): { readonly bdf: string; readonly fields: Fields } {
  const bdf = bdfOf(address);
  return { bdf, fields: ids(bdf.slice(0, bdf.indexOf(':')), pe) };
}

const PHB_PE = 'PHB#([0-9a-f]{1,8})-PE#([0-9a-f]{1,8})';

const episode = (of: Omit<Sign, 'read'>): Row =>
  sign({ fault: true, read: (match) => ({ bdf: null, fields: ids(match[1], match[2]) }), ...of });

const phb = (of: { needle: string; pattern: RegExp; how: string; examples: readonly string[] }): Row =>
  sign({
    kind: 'phb-frozen',
    fault: true,
    needle: of.needle,
    pattern: of.pattern,
    read: (match) => ({ bdf: null, fields: { ...ids(match[1], undefined), how: of.how } }),
    from: 'arch/powerpc/platforms/powernv/eeh-powernv.c 3.12..7.1',
    examples: of.examples,
  });

/** A step of the recovery that names no device. */
const step = (needle: string, pattern: RegExp, examples: readonly string[]): Row =>
  sign({
    kind: 'eeh-step',
    needle,
    pattern,
    read: (match) => ({ bdf: null, fields: { step: (match[1] ?? '').toLowerCase(), phb: null, pe: null } }),
    from: 'arch/powerpc/kernel/eeh_driver.c 3.12..7.1',
    examples,
  });

/** A step on a PE that did not go as it should: `PHB#x-PE#y` is somewhere in it. */
const setback = (needle: string, pattern: RegExp, examples: readonly string[]): Row =>
  sign({
    kind: 'eeh-step',
    needle,
    pattern,
    read: (match) => ({
      bdf: null,
      fields: { step: (match[1] ?? '').trim().toLowerCase(), ...ids(match[2], match[3]) },
    }),
    from: 'arch/powerpc/kernel/eeh.c, eeh_driver.c 3.12..7.1',
    examples,
  });

const DEVICE =
  '(?:PCI ([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])#([0-9a-f]{4,8}): EEH|EEH: PE#([0-9a-f]{1,8}) \\(PCI ([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])\\)): ';

/** Lines of the macro EEH_EDEV_PRINT (asm/eeh.h): not a dev_printk prefix. */
const ofDevice = (of: {
  needle: string;
  rest: string;
  fault: boolean;
  fields: (match: RegExpExecArray) => Fields;
  examples: readonly string[];
  complete?: (match: RegExpExecArray) => boolean;
}): Row =>
  sign({
    kind: 'eeh-step',
    fault: of.fault,
    needle: of.needle,
    pattern: new RegExp(`^${DEVICE}${of.rest}$`),
    read: (match): Reading => {
      const { bdf, fields } = member(match[1] ?? match[4] ?? '', match[2] ?? match[3]);
      const whole = of.complete?.(match) ?? true;
      return { bdf, fields: { ...fields, ...of.fields(match) }, ...(whole ? {} : { corrupted: 'truncated' }) };
    },
    from: 'arch/powerpc/kernel/eeh_driver.c 4.19..7.1',
    examples: of.examples,
  });

const failed = (needle: string, pattern: RegExp, how: string, examples: readonly string[]): Row =>
  sign({
    kind: 'eeh-failed',
    fault: true,
    needle,
    pattern,
    read: (match) => ({ bdf: null, fields: { ...ids(match[1], match[2]), how } }),
    from: 'arch/powerpc/kernel/eeh_driver.c 2.6.32..7.1',
    examples,
  });

const failedDevice = (needle: string, pattern: RegExp, how: string, examples: readonly string[]): Row =>
  sign({
    kind: 'eeh-failed',
    fault: true,
    needle,
    pattern,
    read: (match) => {
      const { bdf, fields } = member(match[1] ?? '', undefined);
      return { bdf, fields: { ...fields, how } };
    },
    from: 'arch/powerpc/platforms/pseries/eeh_driver.c 2.6.32..3.6',
    examples,
  });

export const EEH: readonly Row[] = [
  sign({
    kind: 'pe-frozen',
    fault: true,
    needle: 'EEH: Frozen PE#',
    pattern: /^EEH: Frozen PE#([0-9a-f]{1,8}) (?:on PHB#([0-9a-f]{1,8}) detected|detected on PHB#([0-9a-f]{1,8}))$/,
    read: (match) => ({ bdf: null, fields: ids(match[2] ?? match[3], match[1]) }),
    from: 'arch/powerpc/platforms/powernv/eeh-powernv.c 3.12..7.1: the PE comes first here',
    examples: [
      '[  101.200000] EEH: Frozen PE#fd on PHB#1 detected',
      '[  101.200000] EEH: Frozen PE#2 detected on PHB#6',
    ],
  }),
  episode({
    kind: 'pe-frozen',
    needle: 'Frozen PHB#',
    pattern: new RegExp(`^EEH: (?:\\w{1,40}: )?Frozen ${PHB_PE} detected$`),
    from: 'arch/powerpc/kernel/eeh.c, eeh_driver.c 3.17..7.1: the PHB comes first here',
    examples: ['[   11.885154] EEH: Frozen PHB#0-PE#1fd detected'],
  }),
  sign({
    kind: 'pe-frozen',
    fault: true,
    needle: 'EEH: Failure of PHB#',
    pattern: new RegExp(`^EEH: Failure of ${PHB_PE} will be handled at parent ${PHB_PE}\\.$`),
    read: (match) => ({ bdf: null, fields: ids(match[3], match[4]) }),
    from: 'arch/powerpc/kernel/eeh.c 4.19..7.1: prints the parent twice',
    examples: ['[  101.300000] EEH: Failure of PHB#1-PE#fb will be handled at parent PHB#1-PE#fb.'],
  }),
  episode({
    kind: 'eeh-recovering',
    needle: 'EEH: Recovering PHB#',
    pattern: new RegExp(`^EEH: Recovering ${PHB_PE}$`),
    from: 'arch/powerpc/kernel/eeh_driver.c 5.10..7.1: on these the first line of an episode',
    examples: ['[   11.883554] EEH: Recovering PHB#0-PE#1fd'],
  }),
  episode({
    kind: 'eeh-recovering',
    needle: 'EEH: Recovering PHB#',
    pattern: /^EEH: Recovering PHB#([0-9a-f]{1,8}), location: /,
    from: 'arch/powerpc/kernel/eeh_driver.c 5.10..7.1: a whole PHB',
    examples: ['[  101.300000] EEH: Recovering PHB#21, location: U78D2.001.WZS000H-P1-C2'],
  }),
  episode({
    kind: 'eeh-recovering',
    needle: 'EEH: Detected ',
    pattern: /^EEH: Detected (?:PCI bus )?error on PHB#([0-9a-f]{1,8})(?:-PE#([0-9a-f]{1,8}))?$/,
    from: 'arch/powerpc/kernel/eeh_event.c 3.12..4.19',
    examples: [
      '[  101.300000] EEH: Detected PCI bus error on PHB#1-PE#fd',
      '[  101.300000] EEH: Detected error on PHB#1',
    ],
  }),
  sign({
    kind: 'eeh-recovering',
    fault: true,
    needle: 'EEH: Detected PCI bus error on device',
    pattern: /^EEH: Detected PCI bus error on device ([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/,
    read: (match) => member(match[1] ?? '', undefined),
    from: 'arch/powerpc/platforms/pseries/eeh_event.c 2.6.32..3.6',
    examples: ['[  101.300000] EEH: Detected PCI bus error on device 0001:01:00.0'],
  }),
  phb({
    needle: 'enced PHB#',
    pattern: /^EEH: [Ff]enced PHB#([0-9a-f]{1,8}) detected(?:, location: .*)?$/,
    how: 'fenced',
    examples: [
      '[  101.200000] EEH: Fenced PHB#21 detected, location: U78D2.001.WZS000H-P1-C2',
      '[  101.200000] EEH: fenced PHB#3 detected',
    ],
  }),
  phb({
    needle: 'Escalated fenced PHB#',
    pattern: /^EEH: Escalated fenced PHB#([0-9a-f]{1,8}) detected for PE#[0-9a-f]{1,16}$/,
    how: 'fenced',
    examples: ['[  101.200000] EEH: Escalated fenced PHB#3 detected for PE#7e'],
  }),
  phb({
    needle: 'EEH: dead PHB#',
    pattern: /^EEH: dead PHB#([0-9a-f]{1,8}) detected(?:, location: .*)?$/,
    how: 'dead',
    examples: ['[  101.200000] EEH: dead PHB#21 detected, location: U78D2.001.WZS000H-P1-C2'],
  }),
  phb({
    needle: ' failure detected',
    pattern: /^EEH: PHB#([0-9a-f]{1,8}) failure detected(?:, location: .*)?$/,
    how: 'failure',
    examples: ['[  101.200000] EEH: PHB#21 failure detected, location: N/A'],
  }),
  phb({
    needle: 'EEH: dead IOC',
    pattern: /^EEH: dead IOC detected$/,
    how: 'dead IOC',
    examples: ['[  101.200000] EEH: dead IOC detected'],
  }),
  ofDevice({
    needle: 'error_detected(',
    rest: 'Invoking (\\S{1,64})-(?:>| )?(error_detected\\((?:IO frozen\\)|permanent failure\\))?)(?:IO|permanent)?\\s{0,16}',
    fault: true,
    fields: (match) => ({ step: match[6] ?? 'error_detected', driver: match[5] ?? null }),
    complete: (match) => (match[6] ?? '').endsWith(')'),
    examples: [
      '[   11.892967] PCI 0000:01:00.0#01fd: EEH: Invoking e1000e->error_detected(IO frozen)',
      '[  131.415888] PCI 0040:01:00.0#10000: EEH: Invoking nvme->error_detected(IO frozen)',
      '[   11.892967] EEH: PE#fd (PCI 0001:01:00.0): Invoking mlx5_core->error_detected(IO frozen)',
      '[  246.873646] PCI 0030:0d:00.0#01fb: EEH: Invoking nvme->error_detected(permanent failure)',
    ],
  }),
  ofDevice({
    needle: 'Invoking ',
    rest: 'Invoking (\\S{1,64})-(?:>| )?(mmio_enabled|slot_reset|resume)\\(\\)',
    fault: false,
    fields: (match) => ({ step: match[6] ?? '', driver: match[5] ?? null }),
    examples: ['[13865.224406] PCI 0002:01:00.0#00fd: EEH: Invoking aacraid->resume()'],
  }),
  ofDevice({
    needle: 'driver reports:',
    rest: "(\\S{1,64}) driver reports: '([^']{1,40})'",
    fault: false,
    fields: (match) => ({ step: 'driver reports', driver: match[5] ?? null, result: match[6] ?? null }),
    examples: ["[   11.912376] PCI 0000:01:00.0#01fd: EEH: e1000e driver reports: 'need reset'"],
  }),
  ofDevice({
    needle: 'EEH: ',
    rest: '(no driver|no device|driver not EEH aware|driver bound too late|not actionable \\([\\d,]{1,12}\\)|Device changed during processing!)',
    fault: false,
    fields: (match) => ({ step: match[5] ?? '' }),
    examples: ['[   11.912376] PCI 0000:01:00.0#01fd: EEH: driver not EEH aware'],
  }),
  sign({
    kind: 'eeh-step',
    needle: 'EEH: of node=',
    pattern: /^EEH: of node=([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}[.:][0-7])$/,
    read: (match) => {
      const { bdf, fields } = member(match[1] ?? '', undefined);
      return { bdf, fields: { ...fields, step: 'error_detected: registers of a device of the frozen PE' } };
    },
    from: 'arch/powerpc/kernel/eeh.c eeh_dump_dev_log() 4.4..7.1: up to 4.4 the only line with the address',
    examples: ['[   11.914922] EEH: of node=0000:01:00.0', '[   11.914922] EEH: of node=0001:01:00:0'],
  }),
  sign({
    kind: 'eeh-step',
    fault: true,
    needle: 'pci addr=',
    pattern:
      /^EEH: (?:Bus |Device )?location=.{0,120} driver=(\S{0,64}) pci addr=([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/,
    read: (match) => {
      const { bdf, fields } = member(match[2] ?? '', undefined);
      return { bdf, fields: { ...fields, step: 'error_detected', driver: match[1] ?? null } };
    },
    from: 'arch/powerpc/platforms/pseries/eeh_driver.c 2.6.32..3.6',
    examples: ['[  101.300000] EEH: Device location=U5877.001.00H0246-P1-C5-T1 driver=lpfc pci addr=0001:01:00.0'],
  }),
  step(
    'EEH: Notify device drivers',
    /^EEH: (Notify device drivers (?:to shutdown|to resume I\/O|the completion of reset))$/,
    ['[   11.889656] EEH: Notify device drivers to shutdown'],
  ),
  step('EEH: Collect temporary log', /^EEH: (Collect temporary log)$/, ['[   11.913677] EEH: Collect temporary log']),
  step('hotplug activity', /^EEH: (Reset with(?:out)? hotplug activity)$/, [
    '[   11.917802] EEH: Reset without hotplug activity',
  ]),
  step('for affected devices', /^EEH: (Enabled? (?:I\/O|DMA) for affected devices)$/, [
    '[  101.400000] EEH: Enable I/O for affected devices',
  ]),
  step('EEH: Sleep 5s ahead of', /^EEH: (Sleep 5s ahead of (?:complete|partial) hotplug)$/, [
    '[  101.400000] EEH: Sleep 5s ahead of partial hotplug',
  ]),
  step('EEH: Beginning:', /^EEH: (Beginning: '[^']{1,40}')$/, [
    "[   11.890047] EEH: Beginning: 'error_detected(IO frozen)'",
  ]),
  step('EEH: Finished:', /^EEH: (Finished:'[^']{1,40}'(?: with aggregate recovery state:'[^']{1,40}')?)$/, [
    "[   11.912944] EEH: Finished:'error_detected(IO frozen)' with aggregate recovery state:'need reset'",
  ]),
  step('EEH: Permanent failure', /^EEH: (Permanent failure)$/, ['[  103.200000] EEH: Permanent failure']),
  step('EEH: Device driver gave up', /^EEH: (Device driver gave up)$/, ['[  103.200000] EEH: Device driver gave up']),
  step('EEH: Not recovered', /^EEH: (Not recovered)$/, ['[  103.200000] EEH: Not recovered']),
  step('reset, rc=', /^EEH: ((?:Unable to|Cannot) reset, rc=-?\d{1,6})$/, ['[  103.200000] EEH: Cannot reset, rc=-5']),
  step('reset, err=', /^\w{4,60}: ((?:Unable to|Cannot) reset, err=-?\d{1,6})$/, [
    '[  103.200000] eeh_handle_normal_event: Unable to reset, err=-5',
  ]),
  sign({
    kind: 'eeh-step',
    needle: '(attempt ',
    pattern: new RegExp(
      `^EEH: ${PHB_PE}: (Successful reset|Slot inactive after reset: 0x[0-9a-f]{1,8}) \\(attempt \\d{1,3}\\)$`,
    ),
    read: (match) => ({ bdf: null, fields: { step: (match[3] ?? '').toLowerCase(), ...ids(match[1], match[2]) } }),
    from: 'arch/powerpc/kernel/eeh.c 5.10..7.1',
    examples: ['[  103.100000] EEH: PHB#1-PE#fd: Successful reset (attempt 1)'],
  }),
  ofDevice({
    needle: 'reads ignored for recovering',
    rest: '(\\d{1,9}) reads ignored for recovering device at location=.{0,120} driver=(\\S{0,64})',
    fault: true,
    fields: (match) => ({ step: 'reads ignored', reads: Number(match[5]), driver: match[6] ?? null }),
    examples: [
      '[  131.300000] PCI 0001:01:00.0#00fd: EEH: 2100000 reads ignored for recovering device at location=Slot3 driver=mlx5_core',
    ],
  }),
  setback(' failed on PHB#', new RegExp(`^EEH: (bus reset \\d{1,3} failed on )${PHB_PE}, rc=-?\\d{1,8}$`), [
    '[  103.100000] EEH: bus reset 2 failed on PHB#1-PE#fd, rc=-5',
  ]),
  setback('passthrough PHB#', new RegExp(`^EEH: Note: (Leaving passthrough )${PHB_PE} frozen\\.$`), [
    '[  220.100000] EEH: Note: Leaving passthrough PHB#1-PE#fd frozen.',
  ]),
  setback(
    'thawed by reset',
    new RegExp(`^EEH: (Passed-through )PE ${PHB_PE} was thawed by reset, re-freezing for safety\\.$`),
    ['[  220.100000] EEH: Passed-through PE PHB#1-PE#fd was thawed by reset, re-freezing for safety.'],
  ),
  sign({
    kind: 'eeh-step',
    needle: 'Diag-data (Version',
    pattern: /^(P7IOC|PHB[345]) PHB#([0-9a-f]{1,8}) Diag-data \(Version: (\d{1,4})\)$/,
    read: (match) => ({
      bdf: null,
      fields: {
        step: 'diag-data',
        phb: match[1] === 'PHB4' || match[1] === 'PHB5' ? Number(match[2]).toString(16) : bareHex(match[2] ?? '0'),
        pe: null,
        chip: match[1] ?? null,
        version: Number(match[3]),
      },
    }),
    from: 'arch/powerpc/platforms/powernv/pci.c 3.12..7.1: PHB4 prints its number in decimal; the registers follow, a line each',
    examples: ['[  101.200000] PHB4 PHB#33 Diag-data (Version: 1)'],
  }),
  sign({
    kind: 'eeh-step',
    needle: ' diagnostic data:',
    pattern: /^PHB (\d{1,6}) diagnostic data:$/,
    read: (match) => ({ bdf: null, fields: { step: 'diag-data', phb: Number(match[1]).toString(16), pe: null } }),
    from: 'arch/powerpc/platforms/powernv/pci.c 3.1..3.6',
    examples: ['[  101.200000] PHB 3 diagnostic data:'],
  }),
  sign({
    kind: 'eeh-step',
    fault: true,
    needle: 'reads ignored for recovering',
    pattern:
      /^EEH: (\d{1,9}) reads ignored for recovering device at location=.{0,120} driver=(\S{0,64}) pci addr=([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/,
    read: (match) => {
      const { bdf, fields } = member(match[3] ?? '', undefined);
      return { bdf, fields: { ...fields, step: 'reads ignored', reads: Number(match[1]), driver: match[2] ?? null } };
    },
    from: 'arch/powerpc/kernel/eeh.c 2.6.32..4.19',
    examples: [
      '[  131.300000] EEH: 2100000 reads ignored for recovering device at location=Slot3 driver=lpfc pci addr=0001:01:00.0',
    ],
  }),
  setback('resetting PHB#', new RegExp(`^(?:EEH|\\w{1,60}): (Failure -?\\d{1,8} resetting )${PHB_PE}`), [
    '[  103.100000] EEH: Failure -5 resetting PHB#1-PE#fd (attempt 1)',
  ]),
  setback(' on PHB#', new RegExp(`^\\w{1,60}: (Failure -?\\d{1,8} enabling (?:IO|DMA) on )${PHB_PE}$`), [
    '[  103.100000] eeh_unfreeze_pe: Failure -5 enabling IO on PHB#1-PE#fd',
  ]),
  setback(
    'Unexpected state change',
    new RegExp(`^\\w{1,60}: (Unexpected state change \\d{1,4} on )${PHB_PE}, err=-?\\d{1,8}$`),
    ['[  103.100000] eeh_pci_enable: Unexpected state change 2 on PHB#1-PE#fd, err=-5'],
  ),
  failed(
    'Unrecoverable slot failure',
    new RegExp(`^(?:EEH|\\w{1,60}): Unrecoverable slot failure on ${PHB_PE}$`),
    'unrecoverable slot failure',
    [
      '[  103.100000] EEH: Unrecoverable slot failure on PHB#1-PE#fd',
      '[  103.100000] eeh_reset_pe: Unrecoverable slot failure on PHB#1-PE#fd',
    ],
  ),
  failed('times in the', new RegExp(`^EEH: ${PHB_PE} has failed \\d{1,6} times in the(?:\\s|$)`), 'failed too often', [
    '[  103.200000] EEH: PHB#1-PE#fd has failed 6 times in the last hour and has been permanently disabled.',
  ]),
  failed(
    'Unable to recover from failure',
    new RegExp(`^EEH: Unable to recover from failure from ${PHB_PE}\\.`),
    'unable to recover',
    ['[  246.855030] EEH: Unable to recover from failure from PHB#30-PE#1fb.'],
  ),
  failed('EEH: Event dropped', /^EEH: Event dropped due to no_recover setting$/, 'recovery is switched off', [
    '[  103.200000] EEH: Event dropped due to no_recover setting',
  ]),
  failed('event not handled', /^EEH: out of memory, event not handled$/, 'out of memory', [
    '[  103.200000] EEH: out of memory, event not handled',
  ]),
  failed('during early boot not handled', /^EEH: event during early boot not handled$/, 'too early in the boot', [
    '[    0.300000] EEH: event during early boot not handled',
  ]),
  failed('EEH: unrecoverable slot', /^EEH: unrecoverable slot failure \S{1,120}$/, 'unrecoverable slot failure', [
    '[  103.100000] EEH: unrecoverable slot failure /pci@800000020000203/ethernet@1',
  ]),
  failedDevice(
    'EEH: PCI device at location',
    /^EEH: PCI device at location=.{0,120} driver=\S{0,64} pci addr=([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])/,
    'failed too often',
    ['[  103.200000] EEH: PCI device at location=U5877.001 driver=lpfc pci addr=0001:01:00.0'],
  ),
  failedDevice(
    'failure of PCI device at location',
    /^EEH: Unable to recover from failure of PCI device at location=.{0,120} driver=\S{0,64} pci addr=([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])/,
    'unable to recover',
    [
      '[  103.200000] EEH: Unable to recover from failure of PCI device at location=U5877.001 driver=lpfc pci addr=0001:01:00.0',
    ],
  ),
  sign({
    kind: 'eeh-recovered',
    needle: 'EEH: Recovery successful',
    pattern: /^EEH: (Recovery successful)\.$/,
    read: () => ({ bdf: null, fields: { phb: null, pe: null, how: 'recovery successful' } }),
    from: 'arch/powerpc/kernel/eeh_driver.c 4.19..7.1',
    examples: ['[  103.200000] EEH: Recovery successful.'],
  }),
  sign({
    kind: 'eeh-recovered',
    needle: 'EEH: Notify device driver to resume',
    pattern: /^EEH: Notify device driver to resume$/,
    read: () => ({ bdf: null, fields: { phb: null, pe: null, how: 'drivers told to resume' } }),
    from: 'arch/powerpc/kernel/eeh_driver.c 3.12..7.1: nothing after it can fail; up to 4.18 it is the only sign of success',
    examples: ['[  103.200000] EEH: Notify device driver to resume'],
  }),
];
