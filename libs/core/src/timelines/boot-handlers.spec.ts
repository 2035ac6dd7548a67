/** What facts say of a boot as a whole, fold by fold. */
import type { Fact, FactKind } from '../facts/fact';
import { NIC } from '../testing/log';
import { at, bootWith, deviceWith, factWith } from '../testing/state';
import { advanceBoot } from './advance';
import type { BootState } from './boot';

const folded = (facts: readonly Fact[], from: BootState = bootWith()): BootState => facts.reduce(advanceBoot, from);
const said = (kind: FactKind, time: number | null, fields: Fact['fields'] = {}, of: Partial<Fact> = {}): Fact =>
  factWith({ kind, time, line: Math.round((time ?? 0) * 10), fields, ...of });
const moment = (time: number) => at(time, Math.round(time * 10));

describe('moments of a boot: the first of each', () => {
  test.each<[FactKind, string]>([
    ['kexec-requested', 'kexec-requested'],
    ['reboot-requested', 'reboot-requested'],
    ['shutdown-started', 'shutdown'],
    ['kexec-started', 'kexec-started'],
    ['kexec-jumped', 'kexec-jumped'],
    ['crash-kexec-started', 'crash-kexec'],
    ['restarting', 'restarting'],
    ['powered-down', 'powered-down'],
    ['oopsed', 'oopsed'],
    ['panic-ended', 'panic-ended'],
    ['panic-reboot', 'panic-reboot'],
    ['crash-kernel-reserved', 'crash-kernel-reserved'],
    ['crash-kernel-loaded', 'crash-kernel-loaded'],
    ['firmware-spoke', 'firmware-before'],
    ['kdump-sign', 'kdump-sign'],
    ['init-started', 'init-started'],
    ['out-of-memory', 'out-of-memory'],
    ['soft-lockup', 'hung'],
    ['hung-task', 'hung'],
    ['kho-found', 'kho'],
    ['iommu-detected', 'iommu-detected'],
    ['iommu-enabled', 'iommu-enabled'],
    ['iommu-disabled', 'iommu-disabled'],
    ['default-domain', 'translated'],
    ['tables-copied', 'tables-copied'],
    ['tables-discarded', 'tables-discarded'],
    ['events-off', 'events-off'],
  ])('%s is %s', (kind, mark) => {
    expect(folded([said(kind, 5), said(kind, 6)]).marks).toEqual({ [mark]: moment(5) });
  });
  test('a hang that is reported again did not pass; on the way down it is the teardown’s', () => {
    const hangs = (...times: (number | null)[]) =>
      Object.keys(folded(times.map((time) => said('soft-lockup', time))).marks);
    expect(hangs(26, 45.9)).toEqual(['hung']);
    expect(hangs(26, 46)).toEqual(['hung', 'hung-still']);
    expect(hangs(null, null)).toEqual(['hung']);
    const down = folded([said('shutdown-started', 4), said('hung-task', 130)]).marks;
    expect(Object.keys(down)).toEqual(['shutdown', 'hung-in-teardown']);
  });
  test('a panic, told or by SysRq, or one whose kernel stopped in its debugger', () => {
    const marks = (fields: Fact['fields']) => Object.keys(folded([said('panicked', 5, fields)]).marks);
    expect(marks({ reason: 'x' })).toEqual(['panicked', 'panic-told']);
    expect(marks({ reason: 'x', asked: true })).toEqual(['panicked', 'crash-asked']);
    expect(marks({ reason: 'x', debugger: 'xmon' })).toEqual(['panicked', 'panic-told', 'panic-ended']);
  });
  test('an oops of the idle task or of init is a panic, one behind the last words of a jump fails it', () => {
    const marks = (...facts: readonly Fact[]) => Object.keys(folded(facts).marks);
    expect([0, 1, 2, null].map((pid) => marks(said('oopsed', 5, { pid })).includes('panicked'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(marks(said('kexec-started', 4), said('oopsed', 5))).toContain('kexec-stuck');
    expect(marks(said('kexec-jumped', 4), said('oopsed', 5))).toContain('kexec-stuck');
    expect(marks(said('crash-kexec-started', 4), said('kexec-jumped', 4), said('oopsed', 5))).not.toContain(
      'kexec-stuck',
    );
  });
  test.each<[string, readonly Fact[], boolean]>([
    ['a task behind its last words', [said('kexec-started', 4), said('hung-task', 130, { task: 'kworker/0:1' })], true],
    ['one CPU for a while', [said('kexec-started', 4), said('soft-lockup', 30)], false],
    ['one CPU for good', [said('kexec-started', 4), said('soft-lockup', 30), said('soft-lockup', 56)], true],
    ['kexec itself', [said('shutdown-started', 4), said('hung-task', 130, { task: 'kexec' })], true],
    ['systemd, asked to', [said('kexec-requested', 4), said('hung-task', 130, { task: 'systemd-shutdow' })], true],
    [
      'systemd on its way down',
      [said('shutdown-started', 4), said('hung-task', 130, { task: 'systemd-shutdow' })],
      false,
    ],
    ['another task', [said('kexec-requested', 4), said('hung-task', 130, { task: 'umount' })], false],
    ['kexec that loads', [said('hung-task', 130, { task: 'kexec' })], false],
    ['a crash', [said('panicked', 4), said('hung-task', 130, { task: 'kexec' })], false],
  ])('a kexec is stuck by what hangs: %s', (_, facts, stuck) => {
    expect(folded(facts).marks['kexec-stuck'] !== undefined).toBe(stuck);
  });
  test.each<[FactKind, Fact['fields'], string[]]>([
    ['default-domain', { type: 'passthrough' }, ['passthrough']],
    ['tables-discarded', { what: 'interrupts' }, ['interrupts-discarded']],
    ['tables-copied', { ok: true }, ['tables-copied']],
    ['tables-copied', { ok: false }, ['tables-found']],
    ['interrupts-copied', { ok: true }, ['tables-found']],
    ['interrupts-copied', { ok: false }, ['tables-found']],
    ['translation-found', { vendor: 'vtd' }, ['tables-found']],
    ['translation-found', { vendor: 'amdvi' }, ['tables-found']],
    ['translation-found', { vendor: 'smmuv3' }, []],
    ['kho-found', { liveUpdate: 3 }, ['kho', 'live-update']],
  ])('%s with %j', (kind, fields, marks) => {
    expect(Object.keys(folded([said(kind, 5, fields)]).marks)).toEqual(marks);
  });
});

test.each<[string, FactKind[], string[]]>([
  ['a mail’s greeting', [], []],
  ['a console without stamps', ['kexec-started'], ['kexec-started', 'kexec-jumped']],
])('`Bye!` without a mark of a kernel’s line: %s', (_, before, marks) => {
  const bye = said('kexec-jumped', null, { bare: true });
  expect(Object.keys(folded([...before.map((kind) => said(kind, 5)), bye]).marks)).toEqual(marks);
});

describe('§1 who the boot is', () => {
  test('its id, its panic’s reason and its release: the first word counts', () => {
    expect(folded([said('boot-named', 0, { bootId: 'a' }), said('boot-named', 1, { bootId: 'b' })]).bootId).toBe('a');
    const panics = ['Fatal exception', 'Attempted to kill init!'].map((reason, time) =>
      said('panicked', time, { reason }),
    );
    expect(folded(panics).panicReason).toBe('Fatal exception');
    expect(folded([said('crash-kernel-loaded', 5, { release: '6.1.0' })]).release).toBe('6.1.0');
    expect(
      folded([said('crash-kernel-loaded', 5, { release: '6.1.0' })], bootWith({ release: '6.12.0' })).release,
    ).toBe('6.12.0');
  });
  test('the longer command line: the early one is cut', () => {
    const line = (commandLine: string) => said('command-line', 0, { commandLine });
    expect(folded([line('ro quiet'), line('ro quiet splash')]).commandLine).toBe('ro quiet splash');
    expect(folded([line('ro quiet splash'), line('ro quiet')]).commandLine).toBe('ro quiet splash');
    expect(folded([said('command-line', 0)]).commandLine).toBeNull();
  });
  test.each<[string, Fact['fields'], boolean]>([
    ['a core’s header', { commandLine: 'ro', elfcorehdr: true }, true],
    ['reset_devices at the begin', { commandLine: 'reset_devices ro' }, true],
    ['reset_devices at the end', { commandLine: 'ro reset_devices' }, true],
    ['a word that holds it', { commandLine: 'ro noreset_devices reset_devices=0' }, false],
    ['neither', { commandLine: 'ro' }, false],
  ])('§1 a crash kernel’s command line: %s', (_, fields, expected) => {
    expect(folded([said('command-line', 0, fields)]).crashCommandLine).toBe(expected);
  });
  test('once a crash kernel’s, always', () => {
    expect(
      folded([said('command-line', 0, { elfcorehdr: true }), said('command-line', 0, { commandLine: 'ro' })])
        .crashCommandLine,
    ).toBe(true);
  });
  test('what KHO told, piece by piece', () => {
    const found = [
      said('kho-found', 0, { release: null, count: null }),
      said('kho-found', 0, { release: '6.1.0', count: 2 }),
    ];
    expect(folded(found).kho).toEqual({ release: '6.1.0', count: 2 });
    expect(folded([...found, said('kho-found', 1, { release: '6.2.0', count: 9 })]).kho).toEqual({
      release: '6.1.0',
      count: 2,
    });
  });
  test('the IOMMU that spoke last', () => {
    const vendor = (kind: FactKind, name: string | null) => said(kind, 1, name === null ? {} : { vendor: name });
    for (const kind of ['iommu-detected', 'iommu-enabled', 'tables-copied', 'events-off'] as const) {
      expect(folded([vendor(kind, 'smmuv3')]).iommuVendor).toBe('smmuv3');
      expect(folded([vendor('iommu-detected', 'vtd'), vendor(kind, null)]).iommuVendor).toBe('vtd');
    }
  });
  test('the clock goes on with every line, and never back', () => {
    const facts = [
      said('driver-spoke', 9, { driver: 'a' }, { bdf: NIC }),
      said('init-started', 5),
      said('init-started', null),
    ];
    expect(folded(facts)).toMatchObject({ lastTime: 9, lastLine: 90 });
    expect(folded([said('hung-task', 7)])).toMatchObject({ lastTime: 7, lastLine: 70 });
    expect(folded([said('hung-task', null)]).lastTime).toBeNull();
  });
});

describe('§4 observability: what the log does not hold', () => {
  test('lines lost, and the first place of it', () => {
    expect(folded([said('lines-lost', 5, { lost: 3 }), said('lines-lost', 6)])).toMatchObject({
      linesLost: 4,
      linesHidden: 0,
      gapAt: moment(5),
    });
  });
  test('records hidden are none lost', () => {
    expect(folded([said('lines-lost', 5, { lost: 3, hidden: true })])).toMatchObject({
      linesLost: 0,
      linesHidden: 3,
      gapAt: null,
    });
  });
  test('suppressed by function, at least as often as the kernel says', () => {
    const kept = (fields: Fact['fields'], count = 1) => said('callbacks-suppressed', 5, fields, { count });
    expect(
      folded([kept({ by: 'dmar_fault', count: 26 }), kept({ by: 'dmar_fault', count: 4 }), kept({}, 2)]),
    ).toMatchObject({
      suppressed: 32,
      suppressedBy: { dmar_fault: 30, '': 2 },
    });
  });
  test.each<[FactKind, Fact['fields']]>([
    ['lines-lost', { lost: 3 }],
    ['callbacks-suppressed', { count: 3 }],
    ['memory-damaged', { how: 'bad page state' }],
  ])('%s long after the start blinds nobody; without a stamp it may', (kind, fields) => {
    const trouble = ({ linesLost, suppressed, unblamed }: BootState) => linesLost + suppressed + unblamed.length > 0;
    const seen = (time: number | null) => trouble(folded([said(kind, time, fields)]));
    expect([seen(null), seen(300), seen(300.1)]).toEqual([true, true, false]);
  });
  test('damage of the source, each kind once', () => {
    const damaged = (reason?: string) => said('source-damaged', 1, reason === undefined ? {} : { reason });
    expect(folded([damaged('binary'), damaged('binary'), damaged()]).damaged).toEqual(['binary', 'damaged']);
  });
  test('memory found damaged: some places of it, none once the kernel goes down', () => {
    const found = (time: number) => said('memory-damaged', time, { how: 'bad page state' });
    expect(folded([found(5)]).unblamed).toEqual([{ of: 'memory', how: 'bad page state', at: moment(5) }]);
    expect(folded([said('memory-damaged', 5)]).unblamed[0]?.how).toBe('');
    expect(folded(Array.from({ length: 12 }, (_, index) => found(index + 1))).unblamed).toHaveLength(8);
    expect(folded([said('shutdown-started', 4), found(5)]).unblamed).toEqual([]);
  });
  test('lines that no row took are of the start, or of the teardown', () => {
    const unknown = (time: number) => said('line-unknown', time, { masked: 'x failed', level: 3 });
    const { start, teardown } = folded([unknown(1), unknown(2), said('shutdown-started', 4), unknown(5)]).unknown;
    expect([start.texts['x failed']?.count, teardown.texts['x failed']?.count]).toEqual([2, 1]);
  });
});

describe('modules and identity maps', () => {
  test('a module that failed, the first time; a line of none names none', () => {
    const failed = (time: number, driver?: string) =>
      said('module-failed', time, driver === undefined ? {} : { driver });
    expect(folded([failed(2, 'nvme'), failed(3, 'nvme'), failed(4)]).modulesFailed).toEqual({ nvme: moment(2) });
  });
  test('§4 identity-mapped: not for reserved regions alone (drivers/iommu/intel/iommu.c), nor where no function is named', () => {
    const mapped = (how: string, bdf: string | null = NIC) => said('identity-mapped', 1, { how }, { bdf });
    expect(folded([mapped('hardware')]).identityMapped).toEqual([NIC]);
    expect(folded([mapped('RMRR'), mapped('hardware', null)]).identityMapped).toEqual([]);
  });
  test('a marker that was damaged declares nothing', () => {
    const declares = (corrupted: string | null) =>
      folded([said('policy-declared', 9, { policy: 'remove', kind: 'kexec', part: 1, devices: [] }, { corrupted })])
        .declared;
    expect(declares('cut')).toBeNull();
    expect(declares(null)).toEqual({ policy: 'remove', kind: 'kexec', devices: {}, at: moment(9) });
  });
});

describe('§3 marker records of several parts', () => {
  const part = (number: number, fields: Fact['fields']) =>
    said('policy-declared', number, { policy: 'remove', kind: 'kexec', part: number, ...fields });
  const declared = (...facts: readonly Fact[]) => folded(facts).declared;
  test('a further part adds its devices', () => {
    expect(
      declared(part(1, { devices: [`${NIC}=flr`] }), part(2, { devices: ['0000:02:00.0=shutdown'] })),
    ).toMatchObject({
      devices: { [NIC]: 'flr', '0000:02:00.0': 'shutdown' },
      at: moment(1),
    });
  });
  test.each<[string, Fact]>([
    ['a first part', part(1, { devices: [] })],
    ['another policy', part(2, { policy: 'shutdown', devices: [] })],
    ['another kind', part(2, { kind: 'kdump', devices: [] })],
  ])('%s replaces what was declared', (_, next) => {
    expect(declared(part(1, { devices: [`${NIC}=flr`] }), next)?.devices).toEqual({});
  });
  test('a part whose first was lost stands for itself', () => {
    expect(declared(part(2, { devices: [`${NIC}=flr`] }))?.devices).toEqual({ [NIC]: 'flr' });
    expect(declared(part(1, {}))?.devices).toEqual({});
  });
});

test('a handler leaves the boot as it was', () => {
  const before = Object.freeze(bootWith({ devices: Object.freeze({ [NIC]: Object.freeze(deviceWith()) }) }));
  expect(folded([said('init-started', 5), said('hung-task', 6)], before)).not.toBe(before);
  expect(before).toMatchObject({ lastTime: null, marks: {} });
});
