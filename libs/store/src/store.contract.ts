/** What every store must do, whatever it runs on. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Handoff, VERDICTS, type Verdict } from '#core';
import type { Event } from '#event-log';
import { readCursor } from './cursor';
import type { HandoffFilter, HandoffSummary, Questions } from './questions';
import { joinRows, rowsOf } from './rows';
import { type Store, StoreError } from './store';
import { exampleEvents } from './testing/example';
import {
  at,
  collected,
  device,
  fact,
  judged,
  muted,
  raised,
  read,
  SIGNATURE,
  seen,
  unmuted,
} from './testing/sample-event';

const LEAK = device({ bdf: '0000:00:01.0', verdict: 'dma-leak', signature: SIGNATURE });
const CLEAN = device({ bdf: '0000:00:02.0', verdict: 'clean', id: '1af4:1041', driverBefore: 'virtio-pci' });
const UNSEEN = device({ bdf: '0000:00:03.0', verdict: 'unobserved' });
const devices = (...verdicts: Verdict[]) =>
  verdicts.map((verdict, index) => device({ bdf: `0000:01:00.${index}`, verdict }));

/** A small fleet's day, in order. */
const DAY: readonly Event[] = [
  collected({ firstLine: 1, lines: ['one', 'two', 'three'], second: 1 }),
  collected({ firstLine: 4, lines: ['four', '', 'six'], second: 2 }),
  collected({ host: 'web-2', firstLine: 1, lines: ['another'], second: 2 }),
  read({ facts: [fact({ line: 2 }), fact({ line: 15, lastLine: 19, count: 7 })], second: 3 }),
  judged({ id: 'h-1', version: 7, second: 4, devices: [LEAK, CLEAN] }),
  seen(5),
  raised(6),
  judged({ id: 'h-2', host: 'web-2', second: 7, devices: [LEAK, UNSEEN] }),
  judged({ id: 'h-3', host: 'web-2', second: 8, handoff: { kind: 'kdump' }, devices: devices('unobserved') }),
  judged({ id: 'h-1', version: 9, second: 9, devices: [LEAK, CLEAN, UNSEEN] }),
];

/** Every question with every answer that a test may compare. */
const askEverything = async (store: Store): Promise<string> => {
  const questions: readonly (readonly [keyof Questions, object])[] = [
    ['overview', {}],
    ['handoffs', { limit: 100 }],
    ['handoffs', { limit: 1, driver: 'e1000e' }],
    ...['h-1', 'h-2', 'h-3'].flatMap((id) => [
      ['handoff', { id }] as const,
      ['handoff-lines', { id, limit: 100 }] as const,
      ['handoff-facts', { id }] as const,
    ]),
    ['matrix', { kind: 'kexec' }],
    ['matrix', { kind: 'kdump' }],
    ['signatures', { limit: 100 }],
    ['signature', { id: SIGNATURE.id }],
    ['unknown-lines', { limit: 100 }],
  ];
  const answers: unknown[] = [];
  for (const [question, parameters] of questions) answers.push(await store.ask(question, parameters as never));
  return JSON.stringify(answers);
};

export const storeContract = (open: () => Promise<Store>): void => {
  let store: Store;
  const put = (...events: readonly Event[]) => store.insert(joinRows(events.map(rowsOf)));
  const ids = async (filter: HandoffFilter) =>
    (await store.ask('handoffs', { ...filter, limit: 100 })).items.map(({ id }) => id);

  beforeAll(async () => {
    store = await open();
    await store.migrate();
  });
  beforeEach(async () => {
    await store.drop();
    await store.migrate();
  });
  afterAll(() => store.close());

  test('an empty store answers', async () => {
    expect(await store.ask('overview', {})).toEqual({
      hosts: 0,
      handoffs: 0,
      devices: 0,
      verdicts: {},
      signatures: 0,
      alerts: 0,
      lastEventAt: null,
    });
    expect(await store.ask('handoffs', { limit: 10 })).toEqual({ items: [], next: null });
    expect(await store.ask('signatures', { limit: 10 })).toEqual({ items: [], next: null });
    expect(await store.ask('matrix', { kind: 'kexec' })).toEqual({ drivers: [], policies: [], cells: [] });
    for (const question of ['handoff', 'handoff-lines', 'handoff-facts', 'signature'] as const) {
      expect(await store.ask(question, { id: 'none', limit: 1 })).toBeNull();
    }
  });

  test('migrating again, and inserting nothing, change nothing', async () => {
    await put(...DAY);
    const before = await askEverything(store);
    await store.migrate();
    await store.insert({});
    await store.insert({ handoffs: [] });
    expect(await askEverything(store)).toBe(before);
  });

  test('a handoff comes back bit for bit', async () => {
    const event = judged({ id: 'h-1', version: 42, second: 3, devices: [LEAK, CLEAN] });
    await put(event);
    const answer = await store.ask('handoff', { id: 'h-1' });
    const { handoff, boots } = event.data as { handoff: Handoff; boots: object[] };
    expect(JSON.stringify(answer)).toBe(JSON.stringify({ handoff, boots, version: 42, receivedAt: at(3) }));
  });

  test('a handoff in the list', async () => {
    await put(judged({ id: 'h-1', second: 3, devices: [LEAK, CLEAN, UNSEEN], handoff: { complete: false } }));
    const summary: HandoffSummary = {
      id: 'h-1',
      host: 'web-1',
      kind: 'kexec',
      outcome: 'back',
      kernels: { from: '6.1.0', to: '6.12.0' },
      policy: 'shutdown+bus-master-off',
      iommu: { from: 'vtd-translated', to: 'vtd-translated' },
      complete: false,
      worst: 'dma-leak',
      verdicts: { 'dma-leak': 1, unobserved: 1, clean: 1 },
      devices: 3,
      receivedAt: at(3),
    };
    expect(await store.ask('handoffs', { limit: 10 })).toEqual({ items: [summary], next: null });
  });

  test('a handoff without devices and kernels', async () => {
    await put(judged({ id: 'h-1', devices: [], handoff: { kernels: { from: null, to: null } }, boots: [] }));
    const { items } = await store.ask('handoffs', { limit: 10 });
    expect(items[0]).toMatchObject({ worst: null, verdicts: {}, devices: 0, kernels: { from: null, to: null } });
    expect(await store.ask('handoff-lines', { id: 'h-1', limit: 5 })).toEqual({ items: [], next: null });
    expect(await store.ask('handoff-facts', { id: 'h-1' })).toEqual({ items: [], next: null });
  });

  test('an event again, or an older version after a newer one, changes nothing', async () => {
    await put(...DAY);
    const before = await askEverything(store);
    for (const event of [...DAY, ...DAY.toReversed()]) await put(event);
    expect(await askEverything(store)).toBe(before);
  });

  test('a device that a newer version lost leaves no ghost', async () => {
    await put(judged({ id: 'h-1', version: 1, devices: [LEAK, CLEAN, ...devices('frozen')] }));
    await put(judged({ id: 'h-1', version: 2, devices: [CLEAN] }));
    expect(await store.ask('overview', {})).toMatchObject({ devices: 1, verdicts: { clean: 1 }, signatures: 0 });
    const { cells } = await store.ask('matrix', { kind: 'kexec' });
    expect(cells).toMatchObject([{ driver: 'virtio-pci', bad: 0, observed: 1 }]);
    expect(await ids({ verdict: 'frozen' })).toEqual([]);
    expect(await store.ask('signature', { id: SIGNATURE.id })).toBeNull();
  });

  test('dropped and told again, in other batches, everything is byte-identical', async () => {
    await put(...DAY);
    const before = await askEverything(store);
    await store.drop();
    await store.migrate();
    expect(await askEverything(store)).not.toBe(before);
    for (const event of DAY) await put(event);
    expect(await askEverything(store)).toBe(before);
  });

  describe('filters', () => {
    beforeEach(async () => {
      const nvme = { id: '144d:a808', driverBefore: 'nvme', driverAfter: null };
      await put(
        judged({ id: 'h-1', second: 1, devices: [LEAK, CLEAN] }),
        judged({
          id: 'h-2',
          second: 2,
          host: 'web-2',
          devices: [device({ bdf: '0000:02:00.0', verdict: 'frozen', ...nvme })],
        }),
        judged({
          id: 'h-3',
          second: 3,
          devices: [device({ bdf: '0000:02:00.0', verdict: 'clean', policy: 'none', ...nvme }), LEAK],
          handoff: { kind: 'kdump', kernels: { from: '6.12.0', to: '5.10.0' } },
        }),
        judged({
          id: 'h-4',
          second: 4,
          devices: [],
          handoff: { policy: { label: 'flr', declared: null, inferred: [], contradictions: [] } },
        }),
      );
    });
    test.each<[HandoffFilter, string[]]>([
      [{}, ['h-4', 'h-3', 'h-2', 'h-1']],
      [{ host: 'web-2' }, ['h-2']],
      [{ kind: 'kdump' }, ['h-3']],
      [{ kernel: '5.10.0' }, ['h-3']],
      [{ kernel: '6.12.0' }, ['h-4', 'h-3', 'h-2', 'h-1']],
      [{ driver: 'nvme' }, ['h-3', 'h-2']],
      [{ verdict: 'clean' }, ['h-3', 'h-1']],
      [{ signature: SIGNATURE.id }, ['h-3', 'h-1']],
      [{ policy: 'none' }, ['h-3']],
      [{ policy: 'flr' }, ['h-4']],
      [{ driver: 'nvme', verdict: 'dma-leak' }, []],
      [{ driver: 'nvme', verdict: 'clean', policy: 'none' }, ['h-3']],
      [{ host: 'web-1', driver: 'e1000e', kind: 'kexec' }, ['h-1']],
    ])('%j', async (filter, expected) => {
      expect(await ids(filter)).toEqual(expected);
    });
  });

  test('pages joined are the list, whatever their size, also where times are equal', async () => {
    const events = Array.from({ length: 7 }, (_, index) =>
      judged({ id: `h-${index}`, second: Math.floor(index / 3), devices: [CLEAN] }),
    );
    await put(...events);
    const expected = ['h-6', 'h-5', 'h-4', 'h-3', 'h-2', 'h-1', 'h-0'];
    for (const limit of [1, 2, 3, 7, 8]) {
      const pages: string[][] = [];
      let next: string | null = null;
      do {
        const page: Questions['handoffs']['answer'] = await store.ask('handoffs', {
          limit,
          after: next === null ? null : readCursor(next),
        });
        pages.push(page.items.map(({ id }) => id));
        next = page.next;
      } while (next !== null);
      expect(pages.flat()).toEqual(expected);
      expect(pages).toHaveLength(Math.ceil(expected.length / limit));
    }
  });

  test('what people type is never SQL', async () => {
    await put(judged({ id: "h'1", host: "o'brien\\", devices: [CLEAN] }));
    expect(await ids({ host: "' OR 1 = 1 --" })).toEqual([]);
    expect(await ids({ host: "o'brien\\" })).toEqual(["h'1"]);
    expect(await store.ask('handoff', { id: "h'1" })).toMatchObject({ version: 1 });
    for (const id of ['\\', '\t', '\n', '{id:String}', '%', '\u0000', '😀', "'; DROP TABLE handoffs; --"]) {
      expect(await store.ask('handoff', { id })).toBeNull();
    }
    expect(await ids({})).toEqual(["h'1"]);
  });

  describe('lines', () => {
    const boots20 = judged({ id: 'h-1', devices: [] });
    const texts = async (from?: number, limit = 100) =>
      (await store.ask('handoff-lines', { id: 'h-1', from, limit }))?.items.map(({ line, text }) => `${line} ${text}`);

    test('any text comes back as it was', async () => {
      const lines = [
        '',
        ' ',
        '\t',
        "'",
        '"',
        '\\',
        '\\n',
        ';',
        '";',
        '-- x',
        '{a:String}',
        '\u0000',
        '\u001b[1m',
        '😀',
        '\ufffd',
      ];
      await put(boots20, collected({ firstLine: 1, lines }));
      const answer = await store.ask('handoff-lines', { id: 'h-1', limit: 100 });
      expect(answer?.items).toEqual(lines.map((text, index) => ({ source: 'console', line: index + 1, text })));
    });

    test.each([
      ['a\nb\n', ['a', 'b']],
      ['a\r\nb\r\n', ['a', 'b']],
      ['a\n\n', ['a', '']],
      ['a\rb\r', ['a\rb']],
      ['a\r\r\n', ['a\r']],
      ['\n', ['']],
      ['', ['']],
    ])('a block %j is these lines', async (text, expected) => {
      await put(boots20, collected({ firstLine: 2, lines: [text] }), collected({ firstLine: 11, lines: [text] }));
      const answer = await store.ask('handoff-lines', { id: 'h-1', limit: 100 });
      const numbered = (first: number) => expected.map((one, n) => ({ source: 'console', line: first + n, text: one }));
      expect(answer?.items).toEqual([...numbered(2), ...numbered(11)]);
    });

    test('more blocks than go at once', async () => {
      const blocks = Array.from({ length: 1_203 }, (_, n) => collected({ firstLine: 2 * n + 1, lines: [`${n}`, 'x'] }));
      const boots = (boots20.data as { boots: object[] }).boots;
      const [outgoing] = boots as { sources: object[] }[];
      const wide = { ...outgoing, lastLine: 3_000, sources: [{ file: 'console', firstLine: 1, lastLine: 3_000 }] };
      await put(judged({ id: 'h-1', devices: [], boots: [wide] as never[] }), ...blocks);
      const answer = await store.ask('handoff-lines', { id: 'h-1', limit: 5_000 });
      expect(answer?.items).toHaveLength(2_406);
      expect(answer?.items.at(-2)).toEqual({ source: 'console', line: 2_405, text: '1202' });
    });

    test('pages, between the boots too, and no further than the boots', async () => {
      const lines = Array.from({ length: 25 }, (_, index) => `line ${index + 1}`);
      await put(boots20, collected({ firstLine: 1, lines }));
      const first = await store.ask('handoff-lines', { id: 'h-1', limit: 12 });
      expect(first?.items.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(first?.next).toBe(13);
      const second = await store.ask('handoff-lines', { id: 'h-1', from: 13, limit: 12 });
      expect(second?.items.map(({ line }) => line)).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
      expect(second?.next).toBeNull();
      expect(await store.ask('handoff-lines', { id: 'h-1', from: 21, limit: 12 })).toEqual({ items: [], next: null });
    });

    test('sent again, cut otherwise: the text that came first stands', async () => {
      await put(boots20, collected({ firstLine: 2, lines: ['b', 'c'], second: 1 }));
      await put(collected({ firstLine: 1, lines: ['a', 'B', 'C', 'd'], second: 2 }));
      await put(collected({ firstLine: 2, lines: ['b', 'c'], second: 1 }));
      expect(await texts()).toEqual(['1 a', '2 b', '3 c', '4 d']);
      expect(await texts(3, 1)).toEqual(['3 c']);
    });

    test('of the source asked for, of the outgoing boot otherwise', async () => {
      const { boots } = boots20.data as { boots: { file: string }[] };
      const [outgoing, incoming] = boots as never[];
      const two = [outgoing, Object.assign({}, incoming, { file: 'netconsole', firstLine: 1, lastLine: 2 })] as never[];
      await put(judged({ id: 'h-1', devices: [], boots: two }));
      await put(
        collected({ firstLine: 1, lines: ['old'] }),
        collected({ source: 'netconsole', firstLine: 1, lines: ['new'] }),
        collected({ host: 'web-9', firstLine: 1, lines: ["another host's"] }),
      );
      expect(await texts()).toEqual(['1 old']);
      const of = (source: string) => store.ask('handoff-lines', { id: 'h-1', source, limit: 9 });
      expect(await of('netconsole')).toEqual({ items: [{ source: 'netconsole', line: 1, text: 'new' }], next: null });
      expect(await of('nowhere')).toEqual({ items: [], next: null });
    });

    test('a second source of a boot is one of them, with its facts', async () => {
      const { boots } = boots20.data as { boots: { sources: object[] }[] };
      const [outgoing, incoming] = boots;
      const sources = [...incoming!.sources, { file: 'serial', firstLine: 5, lastLine: 6 }];
      await put(judged({ id: 'h-1', devices: [], boots: [outgoing, { ...incoming, sources }] as never[] }));
      await put(
        collected({ firstLine: 1, lines: ['old'] }),
        collected({ source: 'serial', firstLine: 4, lines: ['before', 'five', 'six', 'after'] }),
        read({ facts: [fact({ source: 'serial', line: 6, lines: [6] }), fact({ source: 'serial', line: 7 })] }),
      );
      expect(await texts()).toEqual(['1 old']);
      const serial = await store.ask('handoff-lines', { id: 'h-1', source: 'serial', limit: 9 });
      expect(serial?.items.map(({ text }) => text)).toEqual(['five', 'six']);
      expect((await store.ask('handoff-facts', { id: 'h-1' }))?.items.map(({ line }) => line)).toEqual([6]);
    });
  });

  describe('what is let go', () => {
    const daysAgo = (days: number) => (Date.now() - Date.UTC(2026, 0, 1)) / 1000 - days * 86_400;
    const unknown = fact({ kind: 'line-unknown', line: 1, lines: [1], fields: { masked: 'fan <n> stuck' } });
    const held = async () => {
      const [lines, facts] = await Promise.all([
        store.ask('handoff-lines', { id: 'h-1', limit: 9 }),
        store.ask('handoff-facts', { id: 'h-1' }),
      ]);
      return { lines: lines?.items.map(({ text }) => text), facts: facts?.items.map(({ line }) => line) };
    };
    /** What is held once it is as expected, or after a minute: the store tidies up when it likes. */
    const heldAtLast = async (expected: object) => {
      const end = performance.now() + 60_000;
      for (;;) {
        const now = await held();
        if (JSON.stringify(now) === JSON.stringify(expected) || performance.now() > end) return now;
        await sleep(100);
      }
    };
    beforeEach(async () => {
      const host = 'web-9';
      await put(
        judged({ id: 'h-1', second: daysAgo(600), devices: [LEAK] }),
        collected({ firstLine: 1, lines: ['long ago'], second: daysAgo(100) }),
        collected({ firstLine: 2, lines: ['of late'], second: daysAgo(50) }),
        read({ facts: [fact({ line: 1 })], second: daysAgo(500) }),
        read({ facts: [fact({ line: 2 })], second: daysAgo(300) }),
        read({ host, facts: [unknown], second: daysAgo(500) }),
      );
    });

    test('raw lines and facts, each after its time; what was counted of them stays, and handoffs do', async () => {
      const all = { lines: ['long ago', 'of late'], facts: [1, 2] };
      const before = await store.ask('overview', {});
      expect(await held()).toEqual(all);
      await store.retain({ lines: 90, facts: 400 });
      const kept = { lines: ['of late'], facts: [2] };
      expect(await heldAtLast(kept)).toEqual(kept);
      expect(await store.ask('overview', {})).toEqual(before);
      expect(before).toMatchObject({ hosts: 2, handoffs: 1 });
      const { items } = await store.ask('unknown-lines', { limit: 9 });
      expect(items).toMatchObject([{ masked: 'fan <n> stuck', count: 1, hosts: 1, example: { host: 'web-9' } }]);
    });

    test('nothing where they are kept for ever, also where they once were not', async () => {
      await store.retain({ lines: 1000, facts: 1000 });
      await store.retain({ lines: null, facts: null });
      await store.retain({ lines: null, facts: null });
      await put(collected({ firstLine: 3, lines: ['in another age'], second: daysAgo(5000) }));
      await store.retain({ lines: 6000, facts: null });
      expect(await held()).toEqual({ lines: ['long ago', 'of late', 'in another age'], facts: [1, 2] });
    });
  });

  test('facts come back as they were, by line, the latest of each', async () => {
    const plain = fact({ line: 2, fields: { text: "it's", list: ['a', 'b'], yes: true, none: null, n: 1.5 } });
    const folded = fact({ line: 15, lastLine: 19, count: 3, host: 'web-1', at: '2026-01-01T00:00:00Z' });
    const bare = fact({ kind: 'panicked', family: 'boundary', line: 9, bdf: null, time: null, corrupted: 'truncated' });
    const outside = fact({ line: 21 });
    await put(judged({ id: 'h-1', devices: [] }), read({ facts: [folded, plain, outside, bare], position: 5 }));
    await put(read({ facts: [{ ...folded, lastLine: 20, count: 4 }], position: 6 }));
    await put(read({ facts: [folded], position: 5 }));
    expect(await store.ask('handoff-facts', { id: 'h-1' })).toEqual({
      items: [plain, bare, { ...folded, lastLine: 20, count: 4 }],
      next: null,
    });
  });

  test('two facts of one line stay two', async () => {
    const facts = [fact({ fields: { access: 'read' } }), fact({ fields: { access: 'write' } })];
    await put(judged({ id: 'h-1', devices: [] }), read({ facts }));
    expect((await store.ask('handoff-facts', { id: 'h-1' }))?.items).toEqual(facts);
  });

  test('the matrix: kinds apart, the unobserved in no rate, hosts counted once', async () => {
    await put(
      judged({ id: 'h-1', host: 'web-1', devices: devices('dma-leak', 'clean', 'unobserved') }),
      judged({ id: 'h-2', host: 'web-1', devices: devices('recovered', 'faulted') }),
      judged({ id: 'h-3', host: 'web-2', devices: [...devices('clean'), { ...UNSEEN, driverBefore: 'nvme' }] }),
      judged({ id: 'h-4', host: 'web-3', devices: devices('frozen'), handoff: { kind: 'kdump' } }),
    );
    const policy = 'shutdown+bus-master-off';
    const none = { sights: 0, singletons: 0, chanceOfNew: null };
    const matrix = await store.ask('matrix', { kind: 'kexec' });
    expect(matrix.drivers).toEqual(['e1000e', 'nvme']);
    expect(matrix.policies).toEqual([policy]);
    const [e1000e, nvme] = matrix.cells;
    const counts = { bad: 2, observed: 5, unobserved: 1, hosts: 2, badHosts: 1, rate: 0.4, ...none };
    expect(e1000e).toEqual({
      driver: 'e1000e',
      policy,
      kind: 'kexec',
      ...counts,
      low: expect.any(Number),
      high: expect.any(Number),
    });
    expect(e1000e?.low).toBeLessThan(0.4);
    expect(e1000e?.high).toBeGreaterThan(0.4);
    const nothing = {
      bad: 0,
      observed: 0,
      unobserved: 1,
      hosts: 0,
      badHosts: 0,
      rate: null,
      low: null,
      high: null,
      ...none,
    };
    expect(nvme).toEqual({ driver: 'nvme', policy, kind: 'kexec', ...nothing });
    expect((await store.ask('matrix', { kind: 'kdump' })).cells).toMatchObject([
      { bad: 1, observed: 1, rate: 1, high: 1 },
    ]);
  });

  test('the matrix says how likely the next failure is a new one: a signature counts once a handoff', async () => {
    const failing = (bdf: string, id: string) => device({ bdf, verdict: 'dma-leak', signature: { ...SIGNATURE, id } });
    const [often, once] = ['s2-00000000000000aa', 's2-00000000000000bb'];
    await put(
      judged({ id: 'h-1', devices: [failing('0000:01:00.0', often), failing('0000:01:00.1', often)] }),
      judged({ id: 'h-2', devices: [failing('0000:01:00.0', often), failing('0000:02:00.0', once)] }),
      judged({ id: 'h-3', devices: [failing('0000:01:00.0', often)] }),
    );
    const { cells } = await store.ask('matrix', { kind: 'kexec' });
    expect(cells).toMatchObject([{ bad: 5, sights: 4, singletons: 1, chanceOfNew: 0.25 }]);
  });

  test("the matrix goes by each device's own policy", async () => {
    const own = (policy: string) => device({ bdf: `0000:01:00.${policy.length}`, verdict: 'clean', policy });
    await put(judged({ id: 'h-1', devices: [own('remove'), own('flr')] }));
    const { policies, cells } = await store.ask('matrix', { kind: 'kexec' });
    expect(policies).toEqual(['flr', 'remove']);
    expect(cells).toMatchObject([
      { policy: 'flr', observed: 1 },
      { policy: 'remove', observed: 1 },
    ]);
  });

  test('a signature: who shows it, since when, with its evidence', async () => {
    await put(...DAY);
    const { items } = await store.ask('signatures', { limit: 10 });
    expect(items).toEqual([
      {
        ...SIGNATURE,
        firstSeen: at(5),
        lastSeen: at(9),
        hosts: 2,
        handoffs: 2,
        devices: 2,
        verdict: 'dma-leak',
        scope: 'fleet',
        state: 'ongoing',
        muted: null,
      },
    ]);
    const evidence = [{ file: 'console', line: 12 }];
    expect(await store.ask('signature', { id: SIGNATURE.id })).toEqual({
      ...items[0],
      turns: [{ day: '2026-01-01', state: 'ongoing' }],
      quiet: 0,
      quietEnough: 120,
      days: [{ day: '2026-01-01', exposed: 2, showed: 2 }],
      mutes: [],
      transitions: [{ from: '6.1.0', to: '6.12.0', firstSeen: at(7), lastSeen: at(9), hosts: 2, handoffs: 2 }],
      samples: [
        { handoff: 'h-1', host: 'web-1', bdf: LEAK.bdf, evidence },
        { handoff: 'h-2', host: 'web-2', bdf: LEAK.bdf, evidence },
      ],
    });
  });

  test('a signature takes the worst verdict of its devices, and is there before and after its sighting', async () => {
    const signed = (verdict: Verdict) => device({ bdf: '0000:05:00.0', verdict, signature: SIGNATURE });
    await put(judged({ id: 'h-1', second: 3, devices: [signed('dma-leak')] }));
    await put(judged({ id: 'h-2', second: 4, devices: [signed('frozen')] }));
    const [before] = (await store.ask('signatures', { limit: 10 })).items;
    expect(before).toMatchObject({ firstSeen: at(3), lastSeen: at(4), verdict: 'frozen', devices: 2 });
    await put(seen(2));
    await put(judged({ id: 'h-1', version: 2, second: 5, devices: [] }));
    await put(judged({ id: 'h-2', version: 2, second: 6, devices: [] }));
    const [after] = (await store.ask('signatures', { limit: 10 })).items;
    expect(after).toMatchObject({ firstSeen: at(2), lastSeen: at(2), verdict: 'dma-leak', devices: 0, hosts: 0 });
    expect(after?.state).toBeNull();
  });

  test('whom a signature was new to is what its last alert says', async () => {
    const scope = async () => (await store.ask('signature', { id: SIGNATURE.id }))?.scope;
    await put(judged({ id: 'h-1', second: 3, devices: [LEAK] }));
    expect(await scope()).toBeNull();
    await put(raised(5, 'a-2', { scope: 'policy', severity: 'warn' }), raised(4, 'a-1', { scope: 'fleet' }));
    expect(await scope()).toBe('policy');
  });

  test('a signature that a person muted, until the mute ends or is taken back', async () => {
    const [soon, later] = ['2199-01-01T00:00:00.000Z', '2199-02-01T00:00:00.000Z'];
    const answers = async () => {
      const { muted, mutes } = (await store.ask('signature', { id: SIGNATURE.id }))!;
      expect((await store.ask('signatures', { limit: 9 })).items[0]?.muted).toEqual(muted);
      return { muted, mutes };
    };
    await put(judged({ id: 'h-1', second: 3, devices: [LEAK] }));
    expect(await answers()).toEqual({ muted: null, mutes: [] });
    await put(muted(4, soon), muted(4, soon));
    expect((await answers()).muted).toEqual({ by: 'ada', why: 'known', since: at(4), until: soon });
    await put(muted(6, later, 'grace'));
    expect((await answers()).muted).toMatchObject({ by: 'grace', until: later });
    await put(unmuted(7));
    expect((await answers()).muted).toBeNull();
    await put(muted(8, at(9)));
    expect(await answers()).toEqual({
      muted: null,
      mutes: [
        { at: at(8), by: 'ada', why: 'known', until: at(9) },
        { at: at(7), by: 'ada', why: 'not mended', until: null },
        { at: at(6), by: 'grace', why: 'known', until: later },
        { at: at(4), by: 'ada', why: 'known', until: soon },
      ],
    });
  });

  describe('the life of a signature', () => {
    const DAY_SECONDS = 86_400;
    const at0 = { bdf: '0000:00:01.0' } as const;
    const quiet = device({ ...at0, verdict: 'clean' });
    const unsure = (confidence: 'likely' | 'possible') => ({
      ...quiet,
      findings: quiet.findings.map((finding) => ({ ...finding, confidence })),
    });
    interface Through {
      readonly host?: string;
      readonly version?: number;
      readonly handoff?: Partial<Handoff>;
    }
    /** A handoff of a host on a day from 0, with these devices. */
    const on = (
      day: number,
      devices: readonly ReturnType<typeof device>[],
      { host = 'web-1', ...more }: Through = {},
    ) => judged({ id: `h-${host}-${day}`, host, second: day * DAY_SECONDS, devices, ...more });
    const lifeOf = async (id = SIGNATURE.id) => {
      const [one, listed] = [await store.ask('signature', { id }), await store.ask('signatures', { limit: 9 })];
      expect(listed.items.find((item) => item.id === id)?.state).toBe(one?.state);
      return one;
    };
    const daysOf = async () => (await lifeOf())?.days.map(({ exposed, showed }) => [exposed, showed]);

    test('is counted in hosts a day of its own cohort that could have shown it', async () => {
      await put(
        on(0, [LEAK]),
        on(1, [quiet, quiet]),
        on(1, [quiet], { host: 'web-2' }),
        judged({ id: 'again', host: 'web-2', second: DAY_SECONDS + 60, devices: [quiet] }),
        on(2, [UNSEEN]),
        on(3, [{ ...quiet, policy: 'remove' }]),
        on(4, [{ ...quiet, iommu: 'vtd-passthrough' }]),
        on(5, [{ ...quiet, id: '8086:10d4' }]),
        on(6, [{ ...quiet, driverBefore: 'igb' }]),
        on(7, [quiet], { handoff: { kind: 'kdump' } }),
        on(8, [device({ ...at0, verdict: 'lost' })]),
        on(9, [device({ ...at0, verdict: 'faulted' })]),
        on(10, [unsure('possible')]),
        on(11, [unsure('likely')]),
      );
      expect(await lifeOf()).toMatchObject({
        state: 'new',
        quiet: 4,
        days: [
          { day: '2026-01-01', exposed: 1, showed: 1 },
          { day: '2026-01-02', exposed: 2, showed: 0 },
          { day: '2026-01-10', exposed: 1, showed: 0 },
          { day: '2026-01-12', exposed: 1, showed: 0 },
        ],
      });
    });

    test('a handoff that is judged into another cohort leaves no exposure behind', async () => {
      await put(on(0, [LEAK]), on(1, [quiet]));
      await put(on(1, [{ ...quiet, policy: 'remove' }], { version: 2 }));
      expect(await daysOf()).toEqual([[1, 1]]);
    });

    test('is resolved by quiet exposures, and regresses on a kernel that is no older than theirs', async () => {
      const hosts = Array.from({ length: 12 }, (_, index) => `web-${index}`);
      const all = (day: number, one: ReturnType<typeof device>) => hosts.map((host) => on(day, [one], { host }));
      await put(...all(0, LEAK), ...all(1, LEAK), ...all(2, quiet), ...all(3, quiet));
      const resolved = await lifeOf();
      expect(resolved).toMatchObject({ state: 'resolved', quiet: 24 });
      expect(resolved?.turns.map(({ state }) => state)).toEqual(['ongoing', 'resolved']);
      const older = { handoff: { kernels: { from: '6.1.0', to: '6.6.99' } } };
      await put(on(4, [LEAK], older));
      expect((await lifeOf())?.state).toBe('ongoing');
      await put(on(5, [LEAK]));
      const regressed = await lifeOf();
      expect(regressed?.turns.at(-1)).toEqual({ day: '2026-01-06', state: 'regressed' });
      expect(regressed?.transitions.map(({ to, handoffs }) => [to, handoffs])).toEqual([
        ['6.6.99', 1],
        ['6.12.0', 25],
      ]);
    });

    test('of a lost host is counted in handoffs whose outcome is known', async () => {
      const parts = { ...SIGNATURE.parts, driver: 'host', device: 'host', policy: 'kexec', iommu: 'unknown' };
      const lost = { ...SIGNATURE, id: 's1-00000000000000bb', parts };
      await put(
        on(0, [device({ ...at0, verdict: 'lost', signature: lost })], { handoff: { outcome: 'lost' } }),
        on(1, [{ ...quiet, policy: 'remove' }]),
        on(2, [UNSEEN], { handoff: { outcome: 'unknown' } }),
      );
      expect(await lifeOf(lost.id)).toMatchObject({ state: 'new', quiet: 1 });
    });

    test('of a device that no driver had, and whose ids nobody knows', async () => {
      const parts = { ...SIGNATURE.parts, driver: 'none', device: 'unknown' };
      const nobody = device({ ...at0, verdict: 'clean', id: null, driverBefore: null, driverAfter: null });
      const id = 's1-00000000000000cc';
      await put(on(0, [{ ...nobody, verdict: 'dma-leak', signature: { ...SIGNATURE, id, parts } }]), on(1, [nobody]));
      expect(await lifeOf(id)).toMatchObject({ state: 'new', quiet: 1 });
    });
  });

  test('trouble that no row reads: counted exactly by masked text, on most hosts first, by pages', async () => {
    const unknown = (line: number, masked: string) =>
      fact({ kind: 'line-unknown', line, lines: [line], bdf: null, fault: false, fields: { masked, level: 4 } });
    const fan = unknown(30, 'fan <n> stuck');
    await put(
      read({
        facts: [unknown(10, 'lens <n> dusty'), unknown(11, 'lens <n> dusty'), fan, fact({ line: 40 })],
        second: 1,
      }),
      read({ host: 'web-2', facts: [unknown(7, 'fan <n> stuck'), unknown(8, 'a door ajar')], second: 2 }),
    );
    await put(read({ facts: [fan], second: 1 }));
    const first = await store.ask('unknown-lines', { limit: 2 });
    expect(first.items).toEqual([
      {
        masked: 'fan <n> stuck',
        count: 2,
        hosts: 2,
        firstSeen: at(1),
        lastSeen: at(2),
        example: { host: 'web-2', source: 'console', line: 7 },
      },
      expect.objectContaining({ masked: 'a door ajar', count: 1, hosts: 1 }),
    ]);
    const second = await store.ask('unknown-lines', { limit: 2, after: readCursor(first.next ?? '') });
    expect(second).toEqual({
      items: [
        {
          masked: 'lens <n> dusty',
          count: 2,
          hosts: 1,
          firstSeen: at(1),
          lastSeen: at(1),
          example: { host: 'web-1', source: 'console', line: 11 },
        },
      ],
      next: null,
    });
  });

  test('signatures by pages, last seen first', async () => {
    const named = Array.from({ length: 5 }, (_, index) => ({ ...SIGNATURE, id: `s1-000000000000000${index}` }));
    await put(
      ...named.map((signature, index) =>
        judged({
          id: `h-${index}`,
          second: index,
          devices: [device({ bdf: '0000:05:00.0', verdict: 'frozen', signature })],
        }),
      ),
    );
    const first = await store.ask('signatures', { limit: 3 });
    const second = await store.ask('signatures', { limit: 3, after: readCursor(first.next ?? '') });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(named.map(({ id }) => id).toReversed());
    expect(second.next).toBeNull();
  });

  test('the overview counts what is there now', async () => {
    await put(...DAY);
    expect(await store.ask('overview', {})).toEqual({
      hosts: 2,
      handoffs: 3,
      devices: 6,
      verdicts: { 'dma-leak': 2, clean: 1, unobserved: 3 },
      signatures: 1,
      alerts: 1,
      lastEventAt: at(9),
    });
  });

  test('the examples of the schemas go in and come out', async () => {
    await put(...exampleEvents);
    const judgements = exampleEvents.flatMap(({ type, data }) =>
      type === 'io.quiesce.handoff-judged.v1' ? [data as { handoff: Handoff; boots: object[]; version: number }] : [],
    );
    for (const { handoff, boots, version } of judgements) {
      const latest = judgements.filter((one) => one.handoff.id === handoff.id).every((one) => one.version <= version);
      const answer = await store.ask('handoff', { id: handoff.id });
      if (latest) expect(answer).toMatchObject({ handoff, boots, version });
    }
    expect(await store.ask('overview', {})).toMatchObject({ alerts: 2 });
  });

  test('every verdict is kept as it is', async () => {
    await put(judged({ id: 'h-1', devices: devices(...VERDICTS) }));
    const { verdicts } = await store.ask('overview', {});
    expect(Object.keys(verdicts).sort()).toEqual([...VERDICTS].sort());
  });

  test('a question to tables that are not there is a StoreError that waiting does not mend', async () => {
    await store.drop();
    const refusal = await store.ask('overview', {}).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreError);
    expect(refusal).toMatchObject({ retriable: false, cause: expect.anything() });
  });
};
