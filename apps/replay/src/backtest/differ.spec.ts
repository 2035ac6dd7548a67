import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { from } from 'rxjs';
import { captureOf, writtenCapture } from '#capture';
import { analyze, type Input, type RuleChange } from '#core';
import type { RecordedEvent } from '#event-log';
import { type Difference, differenceOf, watchFor } from './differ';
import { type Piece, piecesOf } from './history';
import { judgedBoth, judgedTwice } from './judge-piece';
import type { RuleSet } from './rules-file';

const CORPUS = join(__dirname, '../../../../corpus');
const textOf = (name: string) => readFileSync(join(CORPUS, `${name}.log`), 'utf8');
const LEAK = 'vtd-leak-crash-2nics';

const eventOf = ({ type, ...data }: Input, position: number): RecordedEvent => ({
  stream: 'lines',
  partition: 0,
  position,
  id: `e${position}`,
  type: { lines: 'io.quiesce.lines-collected.v1', tick: 'io.quiesce.ticked.v1', end: 'io.quiesce.source-ended.v1' }[
    type
  ],
  source: '/test',
  time: '2026-11-23T10:00:00Z',
  key: data.host,
  data: type === 'end' ? { ...data, lines: 1 } : data,
});

/** As a syslog server writes it: the name in each line is whose it is. */
const inSyslog = (text: string, host: string) =>
  text.replace(/^\[[^\n]*\n/gm, (line) => `Nov 23 10:00:00 ${host} kernel: ${line}`);

const lines = (host: string, source: string, text: string): Input => ({
  type: 'lines',
  host,
  source,
  firstLine: 1,
  text,
});

const LOGS = [
  LEAK,
  'aer-new-nonfatal',
  'amd-leak-crash-e1000e',
  'arm-smmu-crash-e1000e-nvme',
  'chain-plan-then-crash',
  'hang-newkernel-dead-silent',
  'ppc-powernv9-shutdown-eeh-new',
  'probefail-badparam',
  'vtd-off-off-crash-unobserved',
];

/** Golden logs, each a host of its own; one host that never came back, with ticks; and a server that writes two others' lines. */
function inputs(): readonly Input[] {
  const tick = (at: string): Input => ({ type: 'tick', host: 'hang-newkernel-dead-silent', at });
  const mixed = inSyslog(textOf(LEAK), 'web-a') + inSyslog(textOf('vtd-on-shutdown-e1000e-nvme'), 'web-b');
  return [
    ...LOGS.map((name) => lines(name, 'console', textOf(name))),
    tick('2026-11-23T10:00:00Z'),
    tick('2026-11-23T18:00:00Z'),
    lines('loghost', 'messages', mixed),
  ];
}

const setOf = (change: RuleChange): RuleSet => ({ name: JSON.stringify(change), core: null, change });
const BUILT = setOf({});

const CHANGES: readonly RuleChange[] = [
  {},
  { withoutFacts: ['dmar/iommu-fault'] },
  { withoutFacts: ['eeh', 'aer'] },
  { withoutFacts: ['boundary/kexec-started', 'boundary/command-line'] },
  { signatureVersions: [1] },
  { withoutKnownFailures: ['kdump-iommu-turned-on'] },
  { handoffTimeoutSeconds: 90_000 },
  { withoutFacts: ['smmu'], handoffTimeoutSeconds: 90_000 },
];

describe('a piece that is judged where two sets of rules differ', () => {
  let folder: string;
  let piece: Piece;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quiesce-differ-'));
    const path = join(folder, 'all.capture');
    writeFileSync(path, writtenCapture(captureOf(inputs().map(eventOf))));
    piece = (await piecesOf([path]))[0]!;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(CHANGES.map((change) => [JSON.stringify(change), change] as const))(
    'is told as if all was judged twice, either way round: %s',
    async (_, change) => {
      for (const rules of [
        [BUILT, setOf(change)],
        [setOf(change), BUILT],
      ] as const) {
        const [quick, whole] = [await judgedBoth(piece, rules), await judgedTwice(piece, rules)];
        expect(quick).toEqual(whole);
        expect(whole[0].length).toBeGreaterThan(8);
      }
    },
    60_000,
  );
});

async function differing(difference: Difference): Promise<readonly string[]> {
  const watch = watchFor(difference);
  const all = inputs();
  const seen = all.map((input) => ({ ...input }));
  for (const input of seen) {
    watch.onInput(input);
    await analyze(from([input])).forEach(watch.onOutput);
  }
  const mayDiffer = watch.mayDiffer();
  const hosts = [...new Set(all.map(({ host }) => host)), 'web-a', 'web-b'];
  return mayDiffer === null ? [] : hosts.filter(mayDiffer);
}

describe('hosts that may differ', () => {
  const NONE: Difference = { facts: new Set(), timeout: false, signatures: false, knownFailures: false };
  test('are none without a difference', async () => {
    expect(await differing(NONE)).toEqual([]);
  });
  test('are those whose lines made such a fact, and with them whoever a line of theirs is of', async () => {
    const hosts = await differing({ ...NONE, facts: new Set(['dmar/iommu-fault']) });
    expect(hosts).toEqual(expect.arrayContaining([LEAK, 'loghost', 'web-a', 'web-b']));
    expect(hosts).not.toContain('probefail-badparam');
    expect(hosts.length).toBeLessThan(8);
  });
  test('are those that ticks were told of', async () => {
    expect(await differing({ ...NONE, timeout: true })).toEqual(['hang-newkernel-dead-silent']);
  });
});

describe('the difference of two sets of rules', () => {
  test('is what the second does not read any more', () => {
    const before = setOf({ withoutFacts: ['aer'] });
    const after = setOf({ withoutFacts: ['aer', 'dmar'], handoffTimeoutSeconds: 60 });
    expect(differenceOf(before, after)).toEqual({
      facts: new Set(['dmar']),
      timeout: true,
      signatures: false,
      knownFailures: false,
    });
  });
  test('is unknown where each reads what the other does not, or another core judges', () => {
    const [left, right] = [setOf({ withoutFacts: ['aer'] }), setOf({ withoutFacts: ['dmar'] })];
    expect([differenceOf(left, right), differenceOf(right, left)]).toEqual([null, null]);
    expect(differenceOf(BUILT, { ...BUILT, core: '/elsewhere/core.js' })).toBeNull();
  });
});
