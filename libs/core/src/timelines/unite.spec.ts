/** The rules of evidence (domain.md §5): several sources of one boot are one boot, whatever the order in which they came. */
import fc from 'fast-check';
import { from, lastValueFrom, toArray } from 'rxjs';
import type { HostState } from '../host';
import type { Input } from '../input';
import { analyze, type Output, reportOf } from '../pipeline';
import type { Handoff, Report } from '../report';
import {
  type BootText,
  bootText,
  CRASH,
  driven,
  enumerated,
  fault,
  kexeced,
  NIC,
  onlyHandoff,
  outputsOf,
  panicked,
  translating,
} from '../testing/log';

type Timed = readonly [number, string];
const timed = (lines: BootText['lines']): readonly Timed[] => lines.filter((line) => typeof line !== 'string');

const OLD = 'f6b7c2a41a0b4f1f9ef0a4e1d6a2f3b1';
const NEW = '0b51c7d23d3e4c0a8d8fb1d1b8d1a9c2';
const outgoing = timed([...enumerated, ...translating, ...driven, ...panicked]);
const leaks: readonly Timed[] = [
  [1.1, fault()],
  [1.100321, fault()],
  [1.2, fault('02:00.0')],
];
const incoming = timed([...enumerated, ...translating, ...leaks, ...driven, [40, 'later']]);
const shifted = (lines: readonly Timed[], by: number): readonly Timed[] => lines.map(([at, text]) => [at + by, text]);
/** No two boots reach a point at the same microsecond. */
const second = shifted(incoming, 0.004321);

const RELEASE = '6.1.0-56-amd64';
const head = (commandLine: string): readonly Timed[] => [
  [0, `Linux version ${RELEASE} (debian-kernel@lists.debian.org) (gcc-12) #1 SMP`],
  [0, `Command line: ${commandLine}`],
];
const journal = (bootId: string, lines: readonly Timed[]): readonly string[] =>
  lines.map(([at, text]) =>
    JSON.stringify({
      _BOOT_ID: bootId,
      _TRANSPORT: 'kernel',
      PRIORITY: '4',
      _SOURCE_MONOTONIC_TIMESTAMP: String(Math.round(at * 1e6)),
      MESSAGE: text,
    }),
  );
const kmsg = (lines: readonly Timed[]): readonly string[] =>
  lines.map(([at, text], index) => `4,${index},${Math.round(at * 1e6)},-;${text}`);
const stamped = (lines: readonly Timed[]): readonly string[] =>
  lines.map(([at, text]) => `[${at.toFixed(6).padStart(12)}] ${text}`);

const CONSOLE = [bootText({ lines: outgoing }), bootText({ commandLine: CRASH, lines: second })].join('\n').split('\n');
const JOURNAL = [
  ...journal(OLD, [...head('root=/dev/sda1 ro'), ...outgoing]),
  ...journal(NEW, [...head(CRASH), ...second]),
];
const KMSG = kmsg([...head(CRASH), ...second]);
/** Up with its NIC only. */
const NETCONSOLE = stamped(second.filter(([at]) => at > 2.7));
/** The last words of the old kernel, read after the reboot. */
const PSTORE = stamped(outgoing.filter(([at]) => at > 2.6));

const SOURCES = { console: CONSOLE, journal: JOURNAL, kmsg: KMSG, netconsole: NETCONSOLE, pstore: PSTORE };
type Source = keyof typeof SOURCES;

const lines = (source: string, firstLine: number, text: readonly string[]): Input => ({
  type: 'lines',
  host: 'h',
  source,
  firstLine,
  text: text.join('\n'),
});
const whole = (...sources: readonly Source[]): readonly Input[] =>
  sources.flatMap((source) => [lines(source, 1, SOURCES[source]), { type: 'end' as const, host: 'h', source }]);
const reported = async (inputs: readonly Input[]): Promise<Report> => reportOf(await outputsOf(inputs));
const bare = ({ boots, handoffs }: Report) => JSON.stringify({ boots, handoffs });
/** Versions count how often something was told, which the order of blocks decides. */
const unversioned = ({ boots, handoffs }: Report) =>
  JSON.stringify({ boots, handoffs: handoffs.map(({ version: _, ...handoff }) => handoff) });
const placesOf = (handoff: Handoff, bdf = NIC) =>
  handoff.devices
    .find((device) => device.bdf === bdf)
    ?.findings[0]?.evidence.map(({ file, line }) => `${file}:${line}`);
/** Some of the sources in any order; one that saw both boots is among them: without it the order is the order in which they come. */
const several = () =>
  fc
    .tuple(
      fc.constantFrom<Source>('console', 'journal'),
      fc.subarray(['console', 'journal', 'kmsg', 'netconsole', 'pstore'] as Source[], { minLength: 1 }),
    )
    .map(([both, others]) => [...new Set([both, ...others])])
    .chain((sources) => fc.shuffledSubarray(sources, { minLength: sources.length }));

describe('§5 several sources of one boot', () => {
  test('§5 console, journal, kmsg, netconsole and pstore: one handoff, the same verdicts as of the console alone', async () => {
    const [alone, all] = [
      await reported(whole('console')),
      await reported(whole('console', 'journal', 'kmsg', 'netconsole', 'pstore')),
    ];
    const verdicts = (report: Report) => onlyHandoff(report).devices.map(({ bdf, verdict }) => [bdf, verdict]);
    expect(verdicts(all)).toEqual(verdicts(alone));
    expect(all.boots.map(({ sources }) => sources.map(({ file }) => file))).toEqual([
      ['console', 'journal', 'pstore'],
      ['console', 'journal', 'kmsg', 'netconsole'],
    ]);
    expect(onlyHandoff(all)).toMatchObject({ kind: 'kdump', outcome: 'back', complete: true, version: 7 });
  });

  test('§5 equal lines at equal kernel times are one event, with both positions', async () => {
    const handoff = onlyHandoff(await reported(whole('console', 'journal')));
    const [finding] = handoff.devices.find(({ bdf }) => bdf === NIC)?.findings ?? [];
    expect(finding).toMatchObject({ verdict: 'dma-leak', count: 2 });
    expect(placesOf(handoff)).toEqual(['console:23', 'journal:21', 'console:24', 'journal:22']);
  });

  test('§5 any order of whole sources ends in the same report, to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(several(), async (sources) => {
        const sorted = [...sources].sort();
        expect(bare(await reported(whole(...sources)))).toBe(bare(await reported(whole(...sorted))));
      }),
      { numRuns: 30 },
    );
  });

  test('§5 sources that come in turns, in blocks of any size, and again: the same report', async () => {
    await fc.assert(
      fc.asyncProperty(
        several(),
        fc.array(fc.tuple(fc.nat({ max: 4 }), fc.integer({ min: 1, max: 15 }), fc.nat({ max: 6 })), {
          minLength: 3,
          maxLength: 30,
        }),
        async (sources, turns) => {
          const read = new Map<Source, number>(sources.map((source) => [source, 0]));
          const inputs = turns.flatMap(([turn, size, again]): Input[] => {
            const source = sources[turn % sources.length] as Source;
            const [from, to] = [Math.max(0, (read.get(source) ?? 0) - again), (read.get(source) ?? 0) + size];
            read.set(source, Math.min(to, SOURCES[source].length));
            const text = SOURCES[source].slice(from, to);
            return text.length > 0 ? [lines(source, from + 1, text)] : [];
          });
          const rest = sources.flatMap((source) => whole(source));
          expect(bare(await reported([...inputs, ...rest]))).toBe(bare(await reported(whole(...[...sources].sort()))));
        },
      ),
      { numRuns: 30 },
    );
  });

  test('§5 through a snapshot after every block', async () => {
    const outputs: Output[] = [];
    let states = new Map<string, HostState>();
    for (const input of whole('journal', 'console', 'pstore')) {
      const told = await lastValueFrom(analyze(from([input]), states).pipe(toArray()));
      outputs.push(...told);
      states = new Map(
        told.flatMap((output) =>
          output.type === 'state'
            ? [[output.host, JSON.parse(JSON.stringify(output.state)) as HostState] as const]
            : [],
        ),
      );
    }
    expect(bare(reportOf(outputs))).toBe(bare(await reported(whole('console', 'journal', 'pstore'))));
  });
});

describe('§5 gaps and late evidence', () => {
  test('§5 lines that one source lost are not lost where another has them', async () => {
    const torn = [...CONSOLE.slice(0, 20), '** 12 printk messages dropped **', ...CONSOLE.slice(20)];
    const inputs = [lines('console', 1, torn)];
    expect(onlyHandoff(await reported(inputs)).observability.linesLost).toBe(12);
    const filled = onlyHandoff(await reported([...inputs, ...whole('journal')]));
    expect(filled.observability).toMatchObject({ linesLost: 0, fromStart: true });
  });

  test('§5 faults that only one source saw are added, those of a gap too', async () => {
    const cut = CONSOLE.filter((line) => !line.includes('1.104642') && !line.includes('02:00.0] fault'));
    const handoff = onlyHandoff(await reported([lines('console', 1, cut), ...whole('journal')]));
    expect(handoff.devices.map(({ verdict }) => verdict)).toEqual(['dma-leak', 'dma-leak']);
    expect(handoff.devices[0]?.findings[0]?.count).toBe(2);
  });

  test('§5 a source that began late does not make a claimed device’s fault a leak', async () => {
    const late: readonly Timed[] = [...second, [41, fault()], [41.5, 'e1000e 0000:01:00.0 eth0: NIC Link is Down']];
    const early = second.filter(([, text]) => !text.includes('fault addr'));
    const inputs = [
      lines('console', 1, [
        ...bootText({ lines: outgoing }).split('\n'),
        ...bootText({ commandLine: CRASH, lines: early }).split('\n'),
      ]),
      lines('netconsole', 1, stamped(late.filter(([at]) => at > 2.65))),
    ];
    const device = onlyHandoff(await reported(inputs)).devices.find(({ bdf }) => bdf === NIC);
    expect(device?.verdict).toBe('faulted');
  });

  test('§5 pstore that is read after the reboot makes a newer version, and the older one stays as it was told', async () => {
    const silent = [...CONSOLE.filter((line) => !line.includes('Kernel panic'))];
    const told = await outputsOf([lines('console', 1, silent), ...whole('pstore')]);
    const versions = told.flatMap((output) => (output.type === 'handoff' ? [output] : []));
    const [before, after] = [versions.at(-2), versions.at(-1)];
    expect(before?.handoff.id).toBe(after?.handoff.id);
    expect([before?.handoff.version, after?.handoff.version]).toEqual([2, 3]);
    expect(after?.handoff.events.map(({ what }) => what)).toContain('panic');
    expect(before?.handoff.events.map(({ what }) => what)).not.toContain('panic');
    expect(after?.boots[0]?.sources.map(({ file }) => file)).toEqual(['console', 'pstore']);
  });

  test('§5 last words that share no line with anything are of the boot that ended without any', async () => {
    const died = stamped([
      [9000.5, 'BUG: unable to handle page fault for address: ffffffffc0de0000'],
      [9000.6, 'Kernel panic - not syncing: Fatal exception'],
    ]);
    const silent = [
      ...journal(OLD, [...head('root=/dev/sda1 ro'), ...outgoing.slice(0, -1)]),
      ...journal(NEW, [...head(CRASH), ...second]),
    ];
    const inputs = [lines('journal', 1, silent), lines('pstore', 1, died)];
    const results = await Promise.all([inputs, [...inputs].reverse()].map(reported));
    for (const report of results) {
      expect(report.boots.map(({ sources, end }) => [sources.length, end])).toEqual([
        [2, 'panic'],
        [1, 'open'],
      ]);
      expect(onlyHandoff(report)).toMatchObject({ kind: 'kdump', version: 3 });
    }
  });

  test('§5 last words are nobody’s while the only boot that has none goes on', async () => {
    const died = stamped([[9000.6, 'Kernel panic - not syncing: Fatal exception']]);
    const goingOn = journal(NEW, [...head('root=/dev/sda1 ro'), ...second]);
    const report = await reported([lines('journal', 1, goingOn), lines('pstore', 1, died)]);
    expect(report.boots.map(({ sources }) => sources.length)).toEqual([1, 1]);
  });

  test('§5 a source that comes when its boots were let go counts nothing twice', async () => {
    const boots = [outgoing, second, shifted(second, 0.01), shifted(second, 0.02), shifted(second, 0.03)];
    const console = boots.flatMap((of) => bootText({ lines: of }).split('\n'));
    const late = boots.flatMap((of, index) => journal(`${index}`.repeat(32), [...head('root=/dev/sda1 ro'), ...of]));
    const alone = await reported([lines('console', 1, console)]);
    const both = await reported([lines('console', 1, console), lines('journal', 1, late)]);
    expect(both.handoffs.map(({ id }) => id)).toEqual(alone.handoffs.map(({ id }) => id));
    expect(both.boots).toHaveLength(5);
  });
});

describe('§5 each kernel has a source of its own', () => {
  const OUT = bootText({ lines: outgoing }).split('\n');
  const IN = bootText({ commandLine: CRASH, lines: second }).split('\n');
  const ended = (source: string): Input => ({ type: 'end', host: 'h', source });
  /** The outgoing kernel's lines up to `cut`, the incoming one's up to `other`, and then the rest of both. */
  const inTurns = (cut: number, other: number): readonly Input[] => [
    lines('old', 1, OUT.slice(0, cut)),
    lines('new', 1, IN.slice(0, other)),
    lines('old', cut + 1, OUT.slice(cut)),
    lines('new', other + 1, IN.slice(other)),
    ended('new'),
    ended('old'),
  ];

  test('§5 last words that come after the next kernel’s first: the same handoff', async () => {
    const inOrder = bare(await reported([lines('old', 1, OUT), ended('old'), lines('new', 1, IN), ended('new')]));
    expect(onlyHandoff(JSON.parse(inOrder) as Report)).toMatchObject({ kind: 'kdump', complete: true });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: OUT.length - 1 }),
        fc.integer({ min: 1, max: IN.length - 1 }),
        async (...at) => {
          expect(unversioned(await reported(inTurns(...at)))).toBe(unversioned(JSON.parse(inOrder) as Report));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('§5 a boot that goes on is followed by none', async () => {
    const report = await reported([lines('old', 1, OUT.slice(0, -1)), lines('new', 1, IN)]);
    expect(report.handoffs.map(({ from }) => from)).toEqual([null]);
  });

  test('§5 another source’s account of the same boot does not follow it', async () => {
    const again = bootText({ lines: outgoing.filter(([at]) => at < 2) }).split('\n');
    const report = await reported([
      lines('old', 1, OUT.slice(0, 12)),
      lines('again', 1, again),
      lines('old', 13, OUT.slice(12)),
    ]);
    expect(report.boots).toHaveLength(1);
  });

  test('§5 a boot that followed one which was let go is judged no second time', async () => {
    const more = [0.01, 0.02, 0.03].flatMap((by) => bootText({ lines: shifted(second, by) }).split('\n'));
    const told = await outputsOf([...inTurns(12, 3).slice(0, 4), lines('new', IN.length + 1, more)]);
    const first = reportOf(told).handoffs.filter(({ kind }) => kind === 'kdump');
    expect(first.map(({ from }) => from)).toEqual([expect.any(String)]);
  });
});

describe('§1 what is not one boot', () => {
  test('§1 two boots of one kernel in two files are two', async () => {
    const files = [bootText({ lines: [...outgoing.slice(0, -1), ...timed(kexeced)] }), bootText({ lines: second })];
    const inputs = files.map((text, index) => lines(`file-${index}`, 1, text.split('\n')));
    const report = await reported(inputs);
    expect(report.boots).toHaveLength(2);
    expect(onlyHandoff(report).kind).toBe('kexec');
  });

  test('§1 a crash kernel that only the console saw lies between the boots that the journal saw', async () => {
    const third = shifted(second, 0.02);
    const both = [
      lines('console', 1, [...CONSOLE, ...bootText({ lines: third }).split('\n')]),
      lines('journal', 1, [
        ...journal(OLD, [...head('root=/dev/sda1 ro'), ...outgoing]),
        ...journal(NEW, [...head('root=/dev/sda1 ro'), ...third]),
      ]),
    ];
    for (const inputs of [both, [...both].reverse()]) {
      const report = await reported(inputs);
      expect(report.boots.slice(1).map(({ sources }) => sources.length)).toEqual([1, 2]);
      expect(report.boots).toHaveLength(3);
      expect(report.handoffs.map(({ kind }) => kind)).toEqual(['kdump', 'unknown']);
    }
  });
});
