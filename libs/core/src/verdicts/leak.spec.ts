/** How sure a leak is, and what may have let it go on (domain.md §4), told of devices rather than of logs. */
import { at, bootWith, deviceWith, runWith } from '../testing/state';
import type { BootState, DeviceState, FaultRun } from '../timelines/boot';
import type { Case } from './case';
import { isAfterMastering, isBeforeMastering, leakDoubts, leastSure, openReasons } from './leak';

interface Told extends Partial<Pick<Case, 'kind' | 'bdf' | 'mode' | 'policy'>> {
  readonly from?: Partial<BootState> | null;
  readonly to?: Partial<BootState>;
  readonly before?: Partial<DeviceState> | null;
  readonly after?: Partial<DeviceState>;
}

/** A NIC that had a driver, at a planned kexec into a kernel that was watched from its first line. */
function caseOf({ from = { release: '6.1.0' }, to, before = { driver: 'e1000e' }, after, ...of }: Told = {}): Case {
  const incoming = bootWith({ id: 'to', ...to });
  return {
    ...{ kind: 'kexec', bdf: '0000:01:00.0', mode: 'vtd-translated', policy: 'shutdown+bus-master-off', lost: false },
    transition: { from: from && bootWith({ id: 'from', ...from }), to: incoming },
    before: before && deviceWith(before),
    after: deviceWith({ enumerated: at(0.9), ...after }),
    to: incoming,
    ...of,
  };
}
/** A second after the incoming kernel began, in line 20. */
const leak = (of: Partial<FaultRun> = {}): FaultRun => runWith({ first: at(1, 20), ...of });
const doubtsOf = (told: Told, of: Partial<FaultRun> = {}) =>
  leakDoubts(caseOf(told), leak(of)).map(({ ceiling, why }) => `${ceiling}: ${why}`);

test('a page fault of a device that no driver had, after a kexec: certain', () => {
  expect(doubtsOf({})).toEqual([]);
  expect(leastSure([])).toBe('certain');
});

const SILENT =
  'possible: drivers were already at work and neither kernel names its own: one that never names its device may have taken it';
const LOST = 'likely: lines were lost before it, and its driver’s claim may be among them';
const QUIET_CONSOLE = { commandLine: 'ro loglevel=4' };

test.each<[string, Told, Partial<FaultRun>, string]>([
  ['damaged evidence', {}, { corrupted: 'truncated' }, 'possible: the evidence is damaged (truncated)'],
  ['two boots and nothing between', { kind: 'unknown' }, {}, 'possible: nothing says how this kernel was started'],
  ['an alias', {}, { ceiling: 'likely', rule: 'an alias' }, 'likely: the device is blamed by an alias'],
  ['an interrupt', {}, { kind: 'interrupt-fault' }, 'likely: it is an interrupt request, which harms no memory'],
  ['a probe', {}, { phase: 'probing' }, 'likely: its driver was probing it, and may have started this DMA itself'],
  [
    'a probe that failed before',
    { after: { failed: { how: 'x', at: at(0.95, 19), places: [] } } },
    {},
    'possible: its driver had probed it and failed, and may have left this DMA',
  ],
  ['lines lost before it', { to: { gapAt: at(0.5, 10) } }, {}, LOST],
  ['a log that begins late', { to: { fromStart: false } }, {}, LOST],
  ['a console of errors', { to: QUIET_CONSOLE, after: { enumerated: null } }, {}, LOST],
  [
    'a display',
    { after: { pciClass: '030000' } },
    {},
    'likely: a display controller goes on with what firmware or a console had put on the screen',
  ],
  ['user space, no driver known', { before: null, to: { marks: { 'init-started': at(0.8, 9) } } }, {}, SILENT],
  [
    'a driver at work, none known',
    { before: {}, to: { devices: { x: deviceWith({ driver: 'ahci', spoke: at(0.8, 9) }) } } },
    {},
    SILENT,
  ],
])('%s: less than certain', (_, told, fault, doubt) => {
  expect(doubtsOf(told, fault)).toEqual([doubt]);
});

test.each<[string, Told, Partial<FaultRun>]>([
  ['a kdump is known to be a handoff', { kind: 'kdump' }, {}],
  ['a live update, too', { kind: 'liveupdate' }, {}],
  ['a probe whose driver had not let it master the bus', { after: { masterOn: at(1.5, 30) } }, { phase: 'probing' }],
  ['a probe that failed later', { after: { failed: { how: 'x', at: at(2, 30), places: [] } } }, {}],
  ['lines lost later', { to: { gapAt: at(2, 30) } }, {}],
  [
    'a log that begins late, and a driver that came after',
    { to: { fromStart: false }, after: { spoke: at(2, 30) } },
    {},
  ],
  ['a console of errors, and a driver that came after', { to: QUIET_CONSOLE, after: { spoke: at(2, 30) } }, {}],
  [
    'a console that shows what it finds',
    { to: { ...QUIET_CONSOLE, devices: { x: deviceWith({ enumerated: at(0.9) }) } } },
    {},
  ],
  ['ports at work', { before: {}, to: { devices: { x: deviceWith({ driver: 'pcieport', spoke: at(0.8, 9) }) } } }, {}],
  [
    'drivers at work later',
    { before: {}, to: { devices: { x: deviceWith({ driver: 'ahci', spoke: at(2, 30) }) } } },
    {},
  ],
  ['drivers at work, and its own known', { to: { marks: { 'init-started': at(0.8, 9) } } }, {}],
])('%s: certain', (_, told, fault) => {
  expect(doubtsOf(told, fault)).toEqual([]);
});

test('the worst doubt counts', () => {
  const doubts = (...ceilings: readonly ('certain' | 'likely' | 'possible')[]) =>
    leastSure(ceilings.map((ceiling) => ({ ceiling, why: '' })));
  expect([doubts('likely'), doubts('likely', 'possible'), doubts('possible', 'likely'), doubts('certain')]).toEqual([
    ...['likely', 'possible', 'possible', 'certain'],
  ]);
});

test('before, at and after the line at which its driver let it master the bus', () => {
  const state = caseOf({ after: { masterOn: at(1, 20) } });
  const seen = (line: number) => {
    const fault = leak({ phase: 'probing', first: at(1, line) });
    return [isBeforeMastering(state, fault), isAfterMastering(state, fault)];
  };
  expect([seen(19), seen(21)]).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(isBeforeMastering(caseOf(), leak())).toBe(false);
  expect(isAfterMastering(state, leak({ first: at(1, 21) }))).toBe(false);
});

const CORE =
  'the PCI core clears bus mastering at kexec, so the device or firmware ignored or undid it, or a bridge was exempt';
const NO_CALLBACK = 'nothing shows that its driver has a shutdown callback that stops it';
const CRASHED = 'nothing was torn down in the crash, so bus mastering stayed on';

test.each<[string, Told, readonly string[]]>([
  ['a planned kexec', {}, [CORE, NO_CALLBACK]],
  [
    'an outgoing kernel that nobody saw',
    { from: null, before: null },
    [`${CORE}, or the outgoing kernel (unknown release) does not clear it`, NO_CALLBACK],
  ],
  [
    'an old one',
    { from: { release: '3.11.10' } },
    ['the outgoing kernel is older than the clearing of bus mastering at kexec', NO_CALLBACK],
  ],
  [
    'a command register that tells',
    { after: { commandBefore: 0x7 } },
    ['the outgoing kernel left bus mastering on (command register)', NO_CALLBACK],
  ],
  ['one without the bit', { after: { commandBefore: 0x3 } }, [CORE, NO_CALLBACK]],
  ['a shutdown', { before: { shutdown: at(12) } }, [CORE]],
  ['an unbind', { before: { unbound: at(12) } }, ['it went on although its driver was unbound', CORE]],
  [
    'a shutdown that failed',
    { before: { shutdown: at(12), shutdownFailed: { how: 'timed out', at: at(13) } } },
    ['its shutdown failed (timed out)', CORE],
  ],
  [
    'resets',
    {
      before: {
        shutdown: at(12),
        resets: [
          { method: 'flr', ok: true, at: at(12) },
          { method: 'bus', ok: false, at: at(13) },
        ],
      },
    },
    [CORE, 'its reset failed'],
  ],
  ['a reset', { before: { shutdown: at(12), resets: [{ method: 'flr', ok: true, at: at(12) }] } }, [CORE]],
  [
    'no power, after',
    { before: { shutdown: at(12) }, after: { powerRefused: at(1) } },
    [CORE, 'it was powered off, where bus mastering is not cleared'],
  ],
  [
    'no power, before',
    { before: { shutdown: at(12), powerRefused: at(11) } },
    [CORE, 'it was powered off, where bus mastering is not cleared'],
  ],
  ['a crash', { kind: 'kdump' }, [`${CRASHED}, the incoming one enabled translation`]],
  [
    'a crash, tables inherited',
    { kind: 'kdump', mode: 'smmuv3-inherited' },
    [`${CRASHED}, and not even the inherited tables map that address`],
  ],
  ['a crash, no IOMMU', { kind: 'kdump', mode: 'off' }, [CRASHED]],
  [
    'what was preserved',
    { policy: 'preserve+iommu-inherit' },
    ['it was preserved and may keep on, but the incoming IOMMU did not know its mappings'],
  ],
  ['nobody’s id', { bdf: '' }, ['its id is of no function that was enumerated: a platform device’s, perhaps']],
])('%s: why it may have gone on', (_, told, reasons) => {
  expect(openReasons(caseOf(told))).toEqual(reasons);
});
