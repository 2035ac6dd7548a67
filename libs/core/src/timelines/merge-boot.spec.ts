/** Several sources' accounts of one boot (domain.md §5): what either saw, each thing once. */
import { NIC } from '../testing/log';
import { at, bootOf, bootWith, deviceWith, errorWith, runWith } from '../testing/state';
import type { BootState, DeviceState, FaultRun } from './boot';
import { mergeBoot } from './merge-boot';

type Changes = Partial<BootState>;
const console = (of: Changes = {}) => bootWith({ id: 'c', source: 'console', lastTime: 400, ...of });
const journal = (of: Changes = {}) => bootWith({ id: 'j', source: 'journal', lastTime: 400, ...of });
const merged = (left: Changes, right: Changes) => mergeBoot([console(left), journal(right)]);
/** The device that two accounts of it make. */
const device = (left: Partial<DeviceState>, right: Partial<DeviceState>, of: Changes = {}): DeviceState => {
  const { devices } = mergeBoot([
    bootOf([deviceWith(left)], { ...console(), ...of }),
    bootOf([deviceWith(right)], { ...journal(), ...of }),
  ]);
  return devices[NIC] as DeviceState;
};
const faults = (left: FaultRun, right: FaultRun): readonly FaultRun[] =>
  device({ enumerated: at(0.9), faults: [left] }, { enumerated: at(0.9), faults: [right] }).faults;

describe('§5 which account leads', () => {
  const ids = (...accounts: readonly BootState[]) => [accounts, [...accounts].reverse()].map((of) => mergeBoot(of).id);
  test('one that begins with the boot, whatever its name', () => {
    expect(ids(console({ fromStart: false }), journal())).toEqual(['j', 'j']);
  });
  test('of two of a kind the first by name, of one source the earlier', () => {
    expect(ids(console(), journal())).toEqual(['c', 'c']);
    expect(ids(console({ index: 2, id: 'again' }), console({ index: 1 }))).toEqual(['c', 'c']);
  });
  test('an account alone is the boot', () => {
    const alone = console();
    expect(mergeBoot([alone])).toBe(alone);
  });
  test('all of them are kept, in the same order', () => {
    expect(mergeBoot([journal(), console()]).accounts.map(({ id }) => id)).toEqual(['c', 'j']);
  });
});

describe('§5 what one account says of the boot stands where the others say nothing', () => {
  test.each<[string, Changes]>([
    ['its id', { bootId: 'f6b7' }],
    ['its release', { release: '6.1.0' }],
    ['its command line', { commandLine: 'ro quiet' }],
    ['that it is a crash kernel', { crashCommandLine: true }],
    ['what KHO told', { kho: { release: '6.12.1', count: 2 } }],
    ['why it panicked', { panicReason: 'Fatal exception' }],
    ['its IOMMU', { iommuVendor: 'vtd' }],
    ['its moments', { marks: { panicked: at(12, 40, 'journal') } }],
    ['modules that failed', { modulesFailed: { nvme: at(3) } }],
    ['identity-mapped devices', { identityMapped: [NIC] }],
    ['its bridges', { bridges: { '0000:00:1c.0': { secondary: 1, subordinate: 1 } } }],
    ['aliases of its devices', { aliases: { [NIC]: [{ first: 0, last: 0 }] } }],
    ['members of endpoints', { peMembers: { '0/fd': [NIC] } }],
    ['damaged memory', { unblamed: [{ of: 'memory', how: 'bad page state', at: at(3) }] }],
    ['faults of nobody', { strays: [runWith()] }],
    ['the declared policy', { declared: { policy: 'remove', kind: 'kexec', devices: {}, at: at(9) } }],
  ])('%s', (_, said) => {
    expect(merged({}, said)).toMatchObject(said);
    expect(merged(said, {})).toMatchObject(said);
  });

  test('the last kernel time is the later of the two', () => {
    expect(merged({ lastTime: 12 }, { lastTime: 30 }).lastTime).toBe(30);
    expect(merged({ lastTime: 12 }, { lastTime: null }).lastTime).toBe(12);
    expect(merged({ lastTime: null }, { lastTime: null }).lastTime).toBeNull();
  });
  test('the policy declared last', () => {
    const declared = (policy: string, time: number | null) => ({
      declared: { policy, kind: 'kexec' as const, devices: {}, at: at(time) },
    });
    expect(merged(declared('remove', 9), declared('shutdown', 11)).declared?.policy).toBe('shutdown');
    expect(merged(declared('remove', 11), declared('shutdown', 9)).declared?.policy).toBe('remove');
    expect(merged(declared('remove', null), declared('shutdown', 9)).declared?.policy).toBe('remove');
  });
  test('what both say is there once', () => {
    const both: Changes = {
      identityMapped: [NIC],
      peMembers: { '0/fd': [NIC] },
      unblamed: [{ of: 'memory', how: 'bad page state', at: at(3) }],
    };
    expect(merged(both, both)).toMatchObject(both);
    const two: BootState['unblamed'] = [
      { of: 'memory', how: 'bad page state', at: at(3) },
      { of: 'memory', how: 'bad page state', at: at(4) },
    ];
    expect(merged({ unblamed: two.slice(0, 1) }, { unblamed: two }).unblamed).toEqual(two);
  });
  test('a moment is the earliest that the kernel stamped', () => {
    const marks = (left: number | null, right: number | null) =>
      merged({ marks: { shutdown: at(left, 5) } }, { marks: { shutdown: at(right, 7, 'journal') } }).marks.shutdown;
    expect(marks(12, 11)).toEqual(at(11, 7, 'journal'));
    expect(marks(11, 12)).toEqual(at(11, 5));
    expect(marks(null, 12)).toEqual(at(12, 7, 'journal'));
    expect(marks(12, null)).toEqual(at(12, 5));
    expect(marks(null, null)).toEqual(at(null, 5));
  });
});

describe('§5 a line that one source lost is not lost where another has it', () => {
  const gap = { linesLost: 3, linesHidden: 2, gapAt: at(2, 20), damaged: ['truncated'] };
  test('what fewest lines are missing of is what is missing', () => {
    expect(merged(gap, {})).toMatchObject({ linesLost: 0, linesHidden: 0, gapAt: null, damaged: [] });
    expect(merged(gap, { linesLost: 1, linesHidden: 1, gapAt: at(1, 9), damaged: ['binary'] })).toMatchObject({
      linesLost: 1,
      linesHidden: 1,
      gapAt: at(1, 9),
      damaged: ['truncated', 'binary'],
    });
  });
  test.each<[string, Changes]>([
    ['began late', { fromStart: false }],
    ['ended early', { lastTime: 20 }],
  ])('an account that %s covers nothing', (_, short) => {
    expect(merged(gap, short)).toMatchObject({ linesLost: 3, gapAt: gap.gapAt, damaged: ['truncated'] });
  });
  test('one that reaches to the end of a short boot, or over the time that judges a handoff, covers it', () => {
    expect(merged({ ...gap, lastTime: 20 }, { lastTime: 20 }).linesLost).toBe(0);
    expect(merged({ ...gap, lastTime: 5000 }, { lastTime: 400 }).linesLost).toBe(0);
  });
  test('what was suppressed counts once, by function', () => {
    const left = { suppressed: 7, suppressedBy: { dmar_fault: 7 } };
    const right = { suppressed: 5, suppressedBy: { dmar_fault: 2, net_ratelimit: 3 } };
    expect(merged(left, right)).toMatchObject({
      suppressed: 7,
      suppressedBy: { dmar_fault: 7, net_ratelimit: 3 },
    });
  });
});

describe('§5 faults of one device, as several sources saw them', () => {
  const seen = (file: string, ...times: readonly (number | null)[]): FaultRun => {
    const places = times.map((time, index) => at(time, index + 1, file));
    return runWith({ first: places[0], last: places.at(-1), places, count: times.length });
  };
  test('equal ones are one, from the first to the last, with the larger count', () => {
    const [run, ...others] = faults(seen('console', 1.1, 1.2), seen('journal', 1.1, 1.2, 1.3));
    expect(others).toEqual([]);
    expect(run).toMatchObject({ count: 3, first: at(1.1), last: at(1.3, 3, 'journal') });
    expect(faults(seen('console', 1.1, 1.2, 1.4), seen('journal', 1.1))[0]).toMatchObject({
      first: at(1.1),
      last: at(1.4, 3),
    });
    expect(faults(seen('console', 1.3), seen('journal', 1.1, 1.4))[0]?.first).toEqual(at(1.1, 1, 'journal'));
  });
  test('those of a gap that the other fills are added', () => {
    expect(faults(seen('console', 1.1, 1.2), seen('journal', 1.5, 1.6))[0]?.count).toBe(4);
    expect(faults(seen('console', 1.5, 1.6), seen('journal', 1.1, 1.2))[0]?.count).toBe(4);
    expect(faults(seen('console', 1.1, 1.5), seen('journal', 1.5, 1.6))[0]?.count).toBe(2);
  });
  test('an account without kernel times adds none to one that has them: nobody knows that it saw others', () => {
    expect(faults(seen('console', null, null), seen('journal', 1.1, 1.2))[0]?.count).toBe(2);
    expect(faults(seen('console', 1.1, 1.2), seen('journal', null, null))[0]?.count).toBe(2);
  });
  test('the evidence is by time, of equal times by file, and bounded', () => {
    const [run] = faults(seen('console', 1.1, 1.3), seen('journal', 1.1, 1.2));
    expect(run?.places.map(({ time, file }) => [time, file])).toEqual([
      [1.1, 'console'],
      [1.1, 'journal'],
      [1.2, 'journal'],
      [1.3, 'console'],
    ]);
    const storm = (file: string) => seen(file, ...Array.from({ length: 12 }, (_, index) => 1 + index / 100));
    expect(faults(storm('console'), storm('journal'))[0]?.places).toHaveLength(16);
  });
  test('of one file and time by line, each place once', () => {
    const two = { ...seen('console', 1.1), places: [at(1.1, 4), at(1.1, 3)] };
    expect(faults(two, { ...seen('console', 1.1), places: [at(1.1, 4)] })[0]?.places).toEqual([at(1.1, 3), at(1.1, 4)]);
  });
  test.each<[string, Partial<FaultRun>]>([
    ['a write', { access: 'write' }],
    ['another reason', { reason: 'context' }],
    ['another requester', { requester: '0000:01:00.1' }],
    ['an interrupt', { kind: 'interrupt-fault' }],
  ])('%s is another', (_, other) => {
    expect(faults(runWith(), runWith(other))).toHaveLength(2);
    expect(merged({ strays: [runWith()] }, { strays: [runWith(other)] }).strays).toHaveLength(2);
  });
  test('before and after the claim are two, claimed and settled one', () => {
    const strays = (left: FaultRun['phase'], right: FaultRun['phase']) =>
      merged({ strays: [runWith({ phase: left })] }, { strays: [runWith({ phase: right })] }).strays.length;
    expect(strays('dormant', 'claimed')).toBe(2);
    expect(strays('claimed', 'dormant')).toBe(2);
    expect(strays('claimed', 'settled')).toBe(1);
    expect(strays('settled', 'claimed')).toBe(1);
  });
  test('damaged in one account and whole in the other is whole', () => {
    const corrupted = (left: string | null, right: string | null) =>
      faults(runWith({ corrupted: left }), runWith({ corrupted: right }))[0]?.corrupted;
    expect([corrupted('cut', null), corrupted(null, 'cut'), corrupted('cut', 'torn')]).toEqual([null, null, 'cut']);
  });
});

describe('§5 errors and resets, as several sources saw them', () => {
  test('one error at one time is one, with the outcome that either saw', () => {
    const closed = errorWith({ outcome: 'recovered', outcomeAt: at(2) });
    const open = errorWith();
    for (const [left, right] of [
      [open, closed],
      [closed, open],
    ])
      expect(device({ errors: [left!] }, { errors: [right!] }).errors).toEqual([closed]);
    expect(device({ errors: [open] }, { errors: [open] }).errors).toEqual([open]);
  });
  test('another time or family is another error', () => {
    const errors = [errorWith(), errorWith({ first: at(2) }), errorWith({ family: 'eeh' })];
    expect(device({ errors: errors.slice(0, 1) }, { errors: errors.slice(1) }).errors).toEqual(errors);
  });
  test('one reset at one time is one, in order', () => {
    const resets = [5, 3].map((time) => ({ method: 'flr', ok: true, at: at(time) }));
    const again = [{ method: 'flr', ok: false, at: at(3) }];
    expect(device({ resets }, { resets: [...resets, ...again] }).resets).toEqual([resets[1], ...again, resets[0]]);
    const unstamped = [{ method: 'flr', ok: true, at: at(null, 7) }];
    expect(device({ resets: unstamped }, { resets }).resets).toEqual([...unstamped, resets[1], resets[0]]);
  });
});

describe('§5 one device, as several sources saw it', () => {
  const whole: Partial<DeviceState> = {
    vendorDevice: '8086:10d3',
    driver: 'e1000e',
    drivers: ['e1000e'],
    enumerated: at(0.9),
    spoke: at(2.5),
    claimed: at(2.6),
    owned: at(2.6),
  };
  test.each<[string, Partial<DeviceState>]>([
    ['its ids', { vendorDevice: '8086:10d3' }],
    ['its class', { pciClass: '020000' }],
    ['its kind', { deviceKind: 'PCIe Endpoint' }],
    ['its group', { group: 5 }],
    ['its driver', { driver: 'e1000e', drivers: ['e1000e'] }],
    ['its enumeration', { enumerated: at(0.9) }],
    ['bus mastering turned on', { masterOn: at(2.4) }],
    ['its first claim', { owned: at(2.6) }],
    ['a probe that stalled', { stalled: at(9) }],
    ['its failure', { failed: { how: 'probe failed', at: at(3), places: [at(3)] } }],
    ['its shutdown', { shutdown: at(12), shutdownUntil: 12.5 }],
    ['a shutdown that failed', { shutdownFailed: { how: 'timed out', at: at(12) } }],
    ['the command register', { commandBefore: 6, commandAt: at(2) }],
    ['its power', { powerRefused: at(2), powerState: 'D3hot' }],
    ['its unbind', { unbound: at(12) }],
    ['its removal', { removed: at(12) }],
  ])('%s, told by one account alone', (_, told) => {
    expect(device(told, {})).toMatchObject(told);
    expect(device({}, told)).toMatchObject(told);
  });
  test('an account that did not see it says nothing against one that did', () => {
    const { devices } = mergeBoot([bootOf([deviceWith(whole)], console()), journal()]);
    expect(devices[NIC]).toMatchObject(whole);
  });
  test.each(['vendorDevice', 'driver', 'enumerated', 'spoke', 'claimed'] as const)(
    'the account that knows more of it leads: here by %s',
    (known) => {
      const other: Partial<DeviceState> = { driver: known === 'driver' ? null : 'vfio-pci', drivers: ['vfio-pci'] };
      const less = { ...whole, ...other, [known]: known === 'driver' ? null : undefined };
      expect(device(less as Partial<DeviceState>, whole).driver).toBe('e1000e');
      expect(device(whole, less as Partial<DeviceState>).driver).toBe('e1000e');
    },
  );
  test('a failure counts as knowledge; a claim that the leading account saw outweighs one that another saw', () => {
    const failed = { how: 'probe failed', at: at(3), places: [at(3)] };
    expect(device({ driver: 'ahci' }, { driver: 'nvme', failed }).driver).toBe('nvme');
    expect(device(whole, { driver: 'e1000e', failed }).failed).toBeNull();
    expect(device({ ...whole, claimed: null, owned: null }, { failed }).failed).toEqual(failed);
  });
  test('moments are the earliest of those who saw the same driver', () => {
    const early = { ...whole, enumerated: at(0.8), spoke: at(2.4), claimed: at(2.5) };
    expect(device(whole, early)).toMatchObject({ enumerated: at(0.8), spoke: at(2.4), claimed: at(2.5) });
    const other = { driver: 'vfio-pci', drivers: ['vfio-pci'], spoke: at(1), claimed: at(1) };
    expect(device(whole, other)).toMatchObject({
      spoke: at(2.5),
      claimed: at(2.6),
      drivers: ['e1000e', 'vfio-pci'],
    });
  });
  test('what came after all that the leading account saw is filled in; what came before is over', () => {
    expect(device(whole, { unbound: at(12), removed: at(13) })).toMatchObject({ unbound: at(12), removed: at(13) });
    const before = device(whole, { unbound: at(2.55), removed: at(0.5) });
    expect([before.unbound, before.removed]).toEqual([null, null]);
    expect(device({ ...whole, unbound: at(11), claimed: null }, { ...whole, spoke: null }).claimed).toBeNull();
  });
});

describe('§2 the phase of a fault that an account saw which does not lead', () => {
  const known: Partial<DeviceState> = {
    vendorDevice: '8086:10d3',
    driver: 'e1000e',
    drivers: ['e1000e'],
    enumerated: at(0.9),
    spoke: at(2.5),
    claimed: at(2.6),
    owned: at(2.6),
  };
  const phase = (time: number | null, of: Partial<DeviceState> = {}, boot: Changes = {}) =>
    device(
      { ...known, ...of },
      { faults: [runWith({ phase: 'early', first: at(time, 1, 'journal'), requester: 'x' })] },
      boot,
    ).faults.map((fault) => fault.phase);
  test.each([
    ['before it was enumerated', 0.5, 'early'],
    ['when it was', 0.9, 'dormant'],
    ['while it was probed', 2.55, 'probing'],
    ['when it was claimed', 2.6, 'claimed'],
    ['long after', 90, 'settled'],
  ])('%s', (_, time, expected) => {
    expect(phase(time)).toEqual([expected]);
  });
  test('a probe that failed then, or an unbind, counts; one to come does not', () => {
    const failed = { how: 'probe failed', at: at(3), places: [at(3)] };
    const probed = { ...known, claimed: null, owned: null, failed };
    expect(phase(4, probed)).toEqual(['dormant']);
    expect(phase(2.7, probed)).toEqual(['probing']);
    expect(phase(12, { unbound: at(11) })).toEqual(['teardown']);
    expect(phase(10, { unbound: at(11) })).toEqual(['claimed']);
  });
  test('a teardown that began by then is one', () => {
    expect(phase(12.5, {}, { marks: { shutdown: at(12) } })).toEqual(['teardown']);
    expect(phase(11, {}, { marks: { shutdown: at(12) } })).toEqual(['claimed']);
  });
  test('without kernel times, and after a second driver, the account’s own word stands', () => {
    expect(phase(null)).toEqual(['early']);
    expect(phase(90, { drivers: ['e1000e', 'vfio-pci'] })).toEqual(['early']);
  });
  test('the leading account’s own word stands', () => {
    const own = runWith({ phase: 'dormant', first: at(90) });
    expect(device({ ...known, faults: [own] }, {}).faults).toEqual([own]);
  });
});
