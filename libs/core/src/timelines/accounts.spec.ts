/** Which accounts are of one boot, and in what order boots came (domain.md §1, §5), told of lineages rather than of logs. */
import { at, bootOf, bootWith, deviceWith, factWith } from '../testing/state';
import type { BootState } from './boot';
import { advanceLineage, prune, transitionsOf } from './lineage';
import { type Lineage, newLineage } from './lineage-state';
import { groupsOf, unite } from './unite';

/** An account of a boot: what it saw at which times; it goes down where it is told to. */
const account = (id: string, source: string, times: readonly number[], of: Partial<BootState> = {}): BootState =>
  bootOf(
    times.map((time, index) =>
      deviceWith({ bdf: `0000:00:${index.toString(16).padStart(2, '0')}.0`, enumerated: at(time, index + 1, source) }),
    ),
    { id, source, lastTime: Math.max(0, ...times), ...of },
  );
const DOWN = { marks: { panicked: at(900) } } as const;
const lineage = (boots: readonly BootState[], of: Partial<Lineage> = {}): Lineage => ({
  ...newLineage('h'),
  boots,
  ...of,
});
const groups = (of: Lineage) => groupsOf(of).map((group) => group.map(({ id }) => id));
/** Times that no other boot shares. */
const times = (boot: number): readonly number[] => [1, 2, 3, 4].map((second) => second + boot / 1000);

describe('§5 accounts of one boot', () => {
  test('of two sources that saw the same times; each other boot is its own', () => {
    const boots = [
      account('c1', 'console', times(1)),
      account('j1', 'journal', times(1)),
      account('j2', 'journal', times(2)),
    ];
    expect(groups(lineage(boots))).toEqual([['c1', 'j1'], ['j2']]);
  });
  test('one source tells of no boot twice, unless it prints a living kernel’s log again', () => {
    const pair = (of: Partial<BootState>, index = 2) =>
      groups(lineage([account('c1', 'console', times(1), of), account('c2', 'console', times(1), { index })])).length;
    expect(pair({})).toBe(1);
    expect(pair(DOWN)).toBe(2);
    const withOther = (first: Partial<BootState>, second: Partial<BootState>) =>
      groups(
        lineage([
          account('z1', 'console', times(1), first),
          account('a2', 'console', times(1), { index: 2, ...second }),
          account('j', 'journal', times(9)),
        ]),
      ).length;
    expect([withOther({}, DOWN), withOther(DOWN, {})]).toEqual([2, 3]);
    expect(pair({ lineHost: 'web-18', ...DOWN })).toBe(1);
  });
  test('the surest pair first: an account joins the one it shares most with', () => {
    const more = [...times(1), 5.001, 6.001];
    const boots = [
      account('a', 'console', [...times(1).slice(0, 2), 3.9, 4.9], DOWN),
      account('b', 'journal', more),
      account('c', 'console', more, { index: 2, marks: { shutdown: at(7) } }),
    ];
    expect(groups(lineage(boots))).toEqual([['a'], ['b', 'c']]);
  });
  test('what contradicts an account contradicts all that are joined with it', () => {
    const boots = [
      account('c', 'console', times(1), { release: '6.1.0' }),
      account('j', 'journal', times(1)),
      account('n', 'netconsole', times(1), { release: '6.12.0' }),
    ];
    expect(
      groups(lineage(boots))
        .map((group) => group.length)
        .sort(),
    ).toEqual([1, 2]);
  });
});

describe('§5 two sources that saw the same boot last see the same one next', () => {
  const boots = (of: Partial<BootState> = {}) => [
    account('c1', 'console', times(1), DOWN),
    account('c2', 'console', [2.5], { index: 2 }),
    account('j1', 'journal', times(1)),
    account('j2', 'journal', [1.7], { index: 2, ...of }),
  ];
  const before = { c1: null, j1: null, c2: 'c1', j2: 'j1' };
  test('though they saw too little of it to tell', () => {
    expect(groups(lineage(boots(), { before }))).toEqual([
      ['c1', 'j1'],
      ['c2', 'j2'],
    ]);
  });
  test('not where it is another kernel', () => {
    const other = boots({ commandLine: 'ro elfcorehdr=0x1' }).map((boot) =>
      boot.id === 'c2' ? { ...boot, commandLine: 'ro quiet' } : boot,
    );
    expect(groups(lineage(other, { before }))).toEqual([['c1', 'j1'], ['c2'], ['j2']]);
  });
  test('not where one of them follows another boot, or none', () => {
    expect(groups(lineage(boots(), { before: { ...before, j2: null } }))).toEqual([['c1', 'j1'], ['c2'], ['j2']]);
    expect(groups(lineage(boots(), { before: { ...before, j2: 'c1' } }))).toEqual([['c1', 'j1'], ['c2'], ['j2']]);
  });
});

describe('§5 last words', () => {
  const tail = account('p', 'pstore', [800.5], { fromStart: false, ...DOWN });
  const open = account('c1', 'console', times(1));
  const next = account('c2', 'console', times(2), { index: 2 });
  const before = { c1: null, c2: 'c1', p: null };
  test('are of the one boot that ended without any, before them', () => {
    expect(groups(lineage([open, next, tail], { before }))).toEqual([['c1', 'p'], ['c2']]);
    expect(groups(lineage([open, tail], { before: {}, ended: ['console'] }))).toEqual([['c1', 'p']]);
  });
  test.each<[string, Lineage]>([
    ['a boot that goes on', lineage([open, tail])],
    ['a boot that had its own', lineage([{ ...open, marks: { panicked: at(700) } }, next, tail], { before })],
    ['a boot that saw later things', lineage([{ ...open, lastTime: 801 }, next, tail], { before })],
    ['a boot whose begin nobody saw', lineage([{ ...open, fromStart: false }, next, tail], { before })],
    ['one of two', lineage([open, next, tail], { before, ended: ['console'] })],
    ['another kernel', lineage([{ ...open, release: '6.1.0' }, next, { ...tail, release: '6.12.0' }], { before })],
  ])('not of %s', (_, of) => {
    expect(groups(of).filter((group) => group.includes('p'))).toEqual([['p']]);
  });
  test.each<[string, Partial<BootState>, Lineage['before']]>([
    ['a boot from its start', { fromStart: true }, before],
    ['lines of a kernel that lives', { marks: {} }, before],
    ['what a boot of its own source came before', {}, { ...before, p: 'p0' }],
  ])('%s are none', (_, of, links) => {
    const first = account('p0', 'pstore', times(3), { marks: { panicked: at(5) } });
    const found = groups(lineage([first, open, next, { ...tail, ...of }], { before: links }));
    expect(found.filter((group) => group.includes('p'))).toEqual([['p']]);
  });
  test('nor what another boot of its own source came after', () => {
    const later = account('p2', 'pstore', times(3), { index: 2 });
    const found = groups(lineage([open, next, tail, later], { before: { ...before, p2: 'p' } }));
    expect(found.filter((group) => group.includes('p'))).toEqual([['p']]);
  });
});

describe('§5 a file that goes on where the one before it ended', () => {
  const first = account('a', 'messages.1', times(1), { release: '6.1.0' });
  const rest = account('b', 'messages', [90.5], { fromStart: false });
  test('is of the same boot', () => {
    expect(groups(lineage([first, rest], { continues: { b: 'a' } }))).toEqual([['a', 'b']]);
    expect(groups(lineage([first, rest]))).toEqual([['a'], ['b']]);
  });
  test('unless it is another kernel’s, or the boot is not kept', () => {
    expect(groups(lineage([first, { ...rest, release: '6.12.0' }], { continues: { b: 'a' } }))).toHaveLength(2);
    expect(groups(lineage([first, rest], { continues: { b: 'gone', gone: 'a' } }))).toHaveLength(2);
  });
});

describe('§1 the order of boots', () => {
  test('as each source tells; else as they came', () => {
    const boots = [
      account('j2', 'journal', times(2)),
      account('n', 'netconsole', times(3)),
      account('j1', 'journal', times(1)),
    ];
    expect(groups(lineage(boots, { before: { j2: 'j1' } }))).toEqual([['n'], ['j1'], ['j2']]);
    expect(groups(lineage(boots))).toEqual([['j2'], ['n'], ['j1']]);
  });
  test('links in a ring end, too', () => {
    const boots = [account('j1', 'journal', times(1)), account('j2', 'journal', times(2)), account('n', 'n', times(3))];
    expect(
      groups(lineage(boots, { before: { j1: 'j2', j2: 'j1' } }))
        .flat()
        .sort(),
    ).toEqual(['j1', 'j2', 'n']);
  });
  test('a boot follows the last that any of its sources puts before it', () => {
    const boots = [
      account('c1', 'console', times(1), DOWN),
      account('j1', 'journal', times(1)),
      account('c2', 'console', times(2), { index: 2, ...DOWN }),
      account('c3', 'console', times(3), { index: 3 }),
      account('j3', 'journal', times(3), { index: 3 }),
    ];
    const united = unite(lineage(boots, { before: { c1: null, j1: null, c2: 'c1', c3: 'c2', j3: 'j1' } }));
    expect(united.boots.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
    expect(united.before).toEqual({ c1: null, c2: 'c1', c3: 'c2' });
  });
  test('what another source was said to follow holds where no own one tells', () => {
    const boots = [account('c1', 'console', times(1), DOWN), account('n', 'netconsole', times(2))];
    expect(unite(lineage(boots, { before: { c1: null, n: 'c1' } })).before).toEqual({ c1: null, n: 'c1' });
    const late = lineage([boots[1]!, boots[0]!], { before: { n: 'c1', c1: null } });
    expect(unite(late).before.n).toBeNull();
  });
  test('silence and origins are of the boot that an account is of', () => {
    const boots = [account('c1', 'console', times(1), DOWN), account('j1', 'journal', times(1), DOWN)];
    const origin = { kind: 'kexec', kexecCount: 2 } as const;
    const silent = { boot: 'j1', since: '2026-01-01T00:00:00Z', until: '2026-01-01T00:05:00Z' };
    expect(unite(lineage(boots, { silent, origins: { j1: origin } }))).toMatchObject({
      silent: { ...silent, boot: 'c1' },
      origins: { c1: origin },
    });
    expect(unite(lineage(boots))).toMatchObject({ silent: null, origins: {} });
  });
  test('boots of a single source that all ended are what they are', () => {
    const alone = lineage([account('c1', 'console', times(1), DOWN), account('c2', 'console', times(1), { index: 2 })]);
    expect(unite(alone)).toBe(alone);
    expect(groups(alone)).toEqual([['c1'], ['c2']]);
  });
});

describe('§5 boots that no handoff to come needs are let go', () => {
  const many = (count: number, source = 'console') =>
    Array.from({ length: count }, (_, index) => account(`${source}${index}`, source, times(index), { index, ...DOWN }));
  const linked = (boots: readonly BootState[], of: Partial<Lineage> = {}) =>
    lineage(boots, {
      before: Object.fromEntries(
        boots.map(({ id, source, index }) => [id, index === 0 ? null : `${source}${index - 1}`]),
      ),
      ...of,
    });
  test('of each source the incoming one and the outgoing one before it stay', () => {
    const two = linked(many(2));
    expect(prune(two)).toBe(two);
    expect(prune(linked(many(4))).boots.map(({ id }) => id)).toEqual(['console2', 'console3']);
  });
  test('a boot goes only with all its accounts', () => {
    const late = linked([...many(4), ...many(2, 'journal')]);
    expect(prune(late).boots.map(({ id }) => id)).toEqual([
      'console0',
      'console1',
      'console2',
      'console3',
      'journal0',
      'journal1',
    ]);
    const behind = linked([...many(5), ...many(4, 'journal')]);
    expect(prune(behind).boots.map(({ id }) => id)).toEqual([
      ...['console2', 'console3', 'console4'],
      ...['journal2', 'journal3'],
    ]);
  });
  test('a few of many sources stay; of more the latest', () => {
    const sources = (count: number) =>
      Array.from({ length: count }, (_, index) => account(`s${index}`, `s${index}`, times(index), DOWN));
    const some = lineage(sources(8));
    expect(prune(some)).toBe(some);
    expect(prune(lineage(sources(10))).boots.map(({ id }) => id)).toEqual(
      sources(10)
        .slice(2)
        .map(({ id }) => id),
    );
  });
  test('what was known of them goes, but how their successor came up stays, and the boot is known again', () => {
    const boots = many(4).map((boot, index) => ({
      ...boot,
      kho: index === 2 ? { release: null, count: 7 } : null,
      marks: { ...boot.marks, 'crash-kexec': at(901) },
    }));
    const pruned = prune(linked(boots, { continues: { console1: 'console0', console3: 'console2' } }));
    expect(pruned.before).toEqual({ console2: 'console1', console3: 'console2' });
    expect(pruned.continues).toEqual({ console3: 'console2' });
    expect(pruned.origins).toEqual({ console2: { kind: 'kdump', kexecCount: 7 } });
    expect(pruned.gone.map(({ id }) => id)).toEqual(['console0', 'console1']);
    const further = prune(
      linked([...pruned.boots, ...many(5).slice(4)], { ...pruned, boots: [...pruned.boots, ...many(5).slice(4)] }),
    );
    expect(further.origins).toEqual({ console3: { kind: 'kdump', kexecCount: 8 } });
    expect(further.gone.map(({ id }) => id)).toEqual(['console0', 'console1', 'console2']);
  });
  test('some are known again, not all', () => {
    expect(prune(linked(many(20))).gone.map(({ id }) => id)).toEqual(
      many(18)
        .slice(10)
        .map(({ id }) => id),
    );
  });
  test('an account that comes late is of a boot that was let go: before all others, and not judged again', () => {
    const kept = prune(linked(many(4)));
    const late = account('journal1', 'journal', times(1), { index: 1 });
    const with_ = { ...kept, boots: [...kept.boots, late], before: { ...kept.before, journal1: null } };
    expect(groups(with_)).toEqual([['journal1'], ['console2'], ['console3']]);
    expect(unite(with_).boots.map(({ id }) => id)).toEqual(['console2', 'console3']);
  });
  test('a boot whose outgoing one was let go makes no handoff again', () => {
    expect(transitionsOf(prune(linked(many(4)))).map(({ from, to }) => [from?.id ?? null, to?.id ?? null])).toEqual([
      ['console2', 'console3'],
      ['console3', null],
    ]);
  });
});

describe('§1 which boots hand over', () => {
  const NIC = deviceWith({ enumerated: at(1) });
  const handoffs = (of: Lineage) => transitionsOf(of).map(({ from, to }) => [from?.id ?? null, to?.id ?? null]);
  test.each<[string, BootState, boolean]>([
    ['asked for a kexec', bootOf([NIC], { marks: { 'kexec-requested': at(9) } }), true],
    ['kexecs', bootOf([NIC], { marks: { 'kexec-started': at(9) } }), true],
    ['panicked', bootOf([NIC], { marks: { panicked: at(9) } }), true],
    ['goes to its crash kernel', bootOf([NIC], { marks: { 'crash-kexec': at(9) } }), true],
    ['goes down through firmware', bootOf([NIC], { marks: { restarting: at(9) } }), false],
    ['lives', bootOf([NIC]), false],
    ['kexecs, and showed no device', bootWith({ marks: { 'kexec-started': at(9) } }), true],
    [
      'starts its crash kernel, and showed no device',
      bootWith({ marks: { panicked: at(9), 'crash-kexec': at(10) } }),
      true,
    ],
    ['panicked, and showed no device', bootWith({ marks: { panicked: at(9) } }), false],
  ])('the last one, where it %s', (_, boot, departs) => {
    expect(handoffs(lineage([boot], { before: { b: null } }))).toEqual([
      [null, 'b'],
      ...(departs ? [['b', null]] : []),
    ]);
  });

  const kho = (release: string | null, count: number | null) => ({ kho: { release, count } });
  test.each<[string, Partial<BootState>, Partial<BootState>, boolean]>([
    ['nothing is told', {}, {}, true],
    ['it was that release', { release: '6.1.0' }, kho('6.1.0', null), true],
    ['it was another release', { release: '6.1.0' }, kho('6.6.1', null), false],
    ['nobody knows its release', {}, kho('6.6.1', null), true],
    ['the count is the next', kho(null, 1), kho(null, 2), true],
    ['the count leaps', kho(null, 1), kho(null, 3), false],
    ['it told no count', {}, kho(null, 3), true],
    ['the release is told, and no count', kho(null, 1), kho('6.1.0', null), true],
  ])('a boot to the next, by what kexec handover tells: %s', (_, before, after, is) => {
    const boots = [
      account('a', 's', times(1), { ...DOWN, ...before }),
      account('b', 's', times(2), { index: 2, ...after }),
    ];
    const found = handoffs(lineage(boots, { before: { a: null, b: 'a' } }));
    expect(found.some(([from, to]) => from === 'a' && to === 'b')).toBe(is);
  });
});

describe('§1 a log that was rotated: the next file goes on where the one before it ended', () => {
  const first = account('a', 'messages.1', [90]);
  const ended = lineage([first], { before: { a: null }, ended: ['messages.1'] });
  const said = (of: Partial<Parameters<typeof factWith>[0]> = {}) =>
    factWith({ kind: 'driver-spoke', source: 'messages', time: 91, ...of });
  const goesOn = (of: Lineage, fact = said()) => Object.values(advanceLineage(of, fact).continues);
  test('as the clock does', () => {
    expect(goesOn(ended)).toEqual(['a']);
    expect(goesOn(ended, said({ time: 90 }))).toEqual(['a']);
  });
  test.each<[string, string[]]>([
    ['where the clock went back', goesOn(ended, said({ time: 89 }))],
    ['without a clock', goesOn(ended, said({ time: null }))],
    ['behind a file without one', goesOn({ ...ended, boots: [{ ...first, lastTime: null }] })],
    ['where a kernel begins', goesOn(ended, said({ kind: 'boot-started', fields: { reason: 'banner' } }))],
    ['in the second boot of a file', goesOn(ended, said({ boot: 2 }))],
    ['of a file that may go on itself', goesOn({ ...ended, ended: [] })],
    ['in the same file', goesOn(ended, said({ source: 'messages.1', boot: 2 }))],
  ])('not %s', (_, continued) => {
    expect(continued).toEqual([]);
  });
});
