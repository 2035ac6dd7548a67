/** How one kernel came to follow another, sign by sign (domain.md §1), and what became of the host. */
import { at, bootOf, bootWith, deviceWith } from '../testing/state';
import type { BootState, Mark } from './boot';
import { askedFor, bootEnd, cameUp, diedEarly, handoffKind, hostOutcome } from './handoff-kind';

const marked = (...names: readonly Mark[]): BootState =>
  bootWith({ marks: Object.fromEntries(names.map((name) => [name, at(1)])) });
const NOTHING = bootWith();

describe('§1 kinds of handoff', () => {
  test.each<[string, BootState | null, BootState | null]>([
    ['kdump', NOTHING, bootWith({ crashCommandLine: true })],
    ['liveupdate', NOTHING, marked('live-update')],
    ['firmware', NOTHING, marked('firmware-before')],
    ['kdump', NOTHING, marked('kdump-sign')],
    ['kexec', NOTHING, marked('kho')],
    ['kdump', marked('crash-kexec'), NOTHING],
    ['kexec', marked('kexec-started'), NOTHING],
    ['kexec', marked('kexec-jumped'), null],
    ['kdump', marked('panicked', 'kexec-jumped'), NOTHING],
    ['kexec', marked('kexec-started', 'panicked', 'kexec-jumped'), NOTHING],
    ['firmware', marked('restarting'), NOTHING],
    ['firmware', marked('powered-down'), NOTHING],
    ['firmware', marked('panic-reboot'), NOTHING],
    ['firmware', marked('reboot-requested'), NOTHING],
    ['kexec', marked('kexec-requested'), NOTHING],
    ['kdump', null, marked('tables-copied')],
    ['kdump', null, marked('tables-found')],
    ['kexec', null, marked('tables-discarded')],
    ['kexec', null, marked('interrupts-discarded')],
    ['unknown', marked('panicked', 'panic-ended'), NOTHING],
    ['unknown', marked('panicked', 'panic-ended', 'crash-kernel-loaded'), null],
    ['firmware', marked('panicked', 'panic-ended'), marked('firmware-before')],
    ['kdump', marked('panicked', 'crash-kernel-loaded'), NOTHING],
    ['kdump', marked('panicked', 'crash-kernel-reserved'), NOTHING],
    ['unknown', marked('panicked', 'crash-kernel-loaded'), marked('crash-kernel-reserved')],
    ['unknown', marked('panicked'), NOTHING],
    ['unknown', marked('panic-ended', 'crash-kernel-loaded'), NOTHING],
    ['unknown', NOTHING, NOTHING],
  ])('%s', (kind, from, to) => {
    expect(handoffKind({ from, to })).toBe(kind);
  });

  test.each<[string, string, BootState, BootState]>([
    [
      'a crash command line over what was asked',
      'kdump',
      marked('kexec-started'),
      bootWith({ crashCommandLine: true }),
    ],
    ['firmware over a kexec that was asked for', 'firmware', marked('kexec-requested'), marked('firmware-before')],
    ['a restart over a request', 'firmware', marked('kexec-requested', 'restarting'), NOTHING],
    ['a jump over a restart', 'kexec', marked('kexec-started', 'restarting'), NOTHING],
    ['a crash over a jump', 'kdump', marked('crash-kexec', 'kexec-jumped'), NOTHING],
    ['what either kernel says over inherited tables', 'firmware', marked('restarting'), marked('tables-copied')],
    ['inherited tables over a panic that ended', 'kdump', marked('panicked', 'panic-ended'), marked('tables-copied')],
  ])('%s', (_, kind, from, to) => {
    expect(handoffKind({ from, to })).toBe(kind);
  });

  test('a live update that was declared, where something was handed over to no crash kernel', () => {
    const declares = (kind: 'liveupdate' | 'kexec') =>
      bootWith({ declared: { policy: 'preserve', kind, devices: {}, at: at(9) } });
    expect(handoffKind({ from: declares('liveupdate'), to: marked('kho') })).toBe('liveupdate');
    expect(handoffKind({ from: declares('kexec'), to: marked('kho') })).toBe('kexec');
    expect(handoffKind({ from: declares('liveupdate'), to: NOTHING })).toBe('unknown');
    expect(handoffKind({ from: declares('liveupdate'), to: { ...marked('kho'), crashCommandLine: true } })).toBe(
      'kdump',
    );
  });
});

test.each<[string | null, readonly Mark[]]>([
  ['kexec', ['kexec-requested']],
  ['kexec', ['kexec-started']],
  ['kexec', ['kexec-jumped']],
  ['kexec', ['kexec-requested', 'restarting']],
  ['firmware', ['reboot-requested']],
  ['firmware', ['restarting']],
  ['firmware', ['powered-down']],
  [null, ['panicked']],
  [null, ['panicked', 'kexec-jumped']],
  [null, ['crash-kexec', 'kexec-jumped']],
  ['kexec', ['kexec-started', 'panicked', 'kexec-jumped']],
])('§1 asked for: %s by %s', (asked, marks) => {
  expect(askedFor(marked(...marks))).toBe(asked);
});

test.each<[string, readonly Mark[]]>([
  ['crash-kexec', ['crash-kexec', 'panicked']],
  ['panic', ['panicked', 'restarting']],
  ['kexec', ['kexec-started', 'restarting']],
  ['kexec', ['kexec-jumped', 'powered-down']],
  ['restart', ['restarting', 'kexec-requested']],
  ['power-down', ['powered-down', 'kexec-requested']],
  ['kexec', ['kexec-requested', 'shutdown']],
  ['shutdown', ['shutdown']],
  ['shutdown', ['reboot-requested']],
  ['open', ['init-started']],
  ['open', []],
])('§1 a boot’s end: %s by %j', (end, marks) => {
  expect(bootEnd(marked(...marks))).toBe(end);
});

describe('§4 the host’s outcome', () => {
  const claimed = (driver: string) => bootOf([deviceWith({ driver, claimed: at(2) })]);
  const UP = marked('init-started');
  test('up: user space, or a driver that has its device; a port’s own driver is no sign', () => {
    expect([cameUp(UP), cameUp(claimed('nvme')), cameUp(claimed('pcieport')), cameUp(NOTHING)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(cameUp(bootOf([deviceWith({ driver: 'nvme' })]))).toBe(false);
  });
  test('died: a panic of its start; in a crash kernel whenever', () => {
    const died = (time: number | null, kind: 'kexec' | 'kdump' = 'kexec', of: Partial<BootState> = {}) =>
      diedEarly(bootWith({ marks: { panicked: at(time), 'init-started': at(1) }, ...of }), kind);
    expect([died(300), died(301), died(301, 'kdump'), died(null)]).toEqual([true, false, true, true]);
    const asked = { panicReason: 'sysrq triggered crash' };
    expect([died(12, 'kexec', asked), died(12, 'kexec', { ...asked, marks: { panicked: at(12) } })]).toEqual([
      false,
      true,
    ]);
    expect(diedEarly(UP, 'kexec')).toBe(false);
  });
  test('§4 died: hung before it was up, and nothing more came of it', () => {
    const hangs = marked('hung', 'hung-still');
    expect(diedEarly(hangs, 'kexec')).toBe(true);
    expect(diedEarly(marked('hung'), 'kexec')).toBe(false);
    expect(diedEarly(marked('hung', 'hung-still', 'init-started'), 'kexec')).toBe(false);
    expect(diedEarly(marked('hung', 'hung-still', 'restarting'), 'kexec')).toBe(false);
    const spoke = (line: number) => ({
      ...bootOf([deviceWith({ driver: 'nvme', spoke: at(30, line) })]),
      ...{ marks: { hung: at(26, 5), 'hung-still': at(54, 9) } },
    });
    expect([diedEarly(spoke(7), 'kexec'), diedEarly(spoke(3), 'kexec')]).toEqual([false, true]);
  });
  test('§4 died: out of memory before it was up, a crash kernel whenever, unless it went down in order', () => {
    const starved = marked('out-of-memory');
    const up = marked('out-of-memory', 'init-started');
    expect([diedEarly(starved, 'kexec'), diedEarly(up, 'kexec'), diedEarly(up, 'kdump')]).toEqual([true, false, true]);
    expect(diedEarly(marked('out-of-memory', 'init-started', 'restarting'), 'kdump')).toBe(false);
  });
  const outcome = (
    from: BootState | null,
    to: BootState | null,
    kind: 'kexec' | 'firmware' = 'kexec',
    silent = false,
  ) => hostOutcome({ transition: { from, to }, kind, silent });
  test('nobody came: lost by silence, or in a panic that no reboot ends', () => {
    expect(outcome(NOTHING, null, 'kexec', true)).toBe('lost');
    expect(outcome(marked('panic-ended'), null)).toBe('lost');
    expect(outcome(marked('panic-ended', 'panic-reboot'), null)).toBe('unknown');
    expect(outcome(NOTHING, null)).toBe('unknown');
    expect(outcome(null, null)).toBe('unknown');
  });
  test('somebody came: through firmware, to die, or back', () => {
    expect(outcome(NOTHING, UP, 'firmware')).toBe('firmware');
    expect(outcome(NOTHING, marked('panicked'))).toBe('died');
    expect(outcome(NOTHING, UP, 'kexec', true)).toBe('back');
    expect(outcome(NOTHING, NOTHING)).toBe('unknown');
  });
});
