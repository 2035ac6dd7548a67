import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureOf, judgedAgain, packed, writtenCapture } from '#capture';
import type { Input } from '#core';
import type { RecordedEvent } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { conflictsOf, runBacktest } from '../backtest-run';
import { alertChanges, type Change, newLedger } from './compare';
import { atOnce } from './history';
import { meter } from './meter';

const ROOT = join(__dirname, '../../../..');
const LEAK = 'vtd-leak-crash-2nics';
const leak = readFileSync(join(ROOT, 'corpus', `${LEAK}.log`), 'utf8');
const leakLines = leak.split('\n').slice(0, -1);
const HOST = 'web-17';
const BDF = '0000:01:00.0';
const BATCH = 41;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-backtest-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const rules = (name: string, change: object): string =>
  written(`${name}.json`, JSON.stringify({ schema: 'quiesce.rules/1', ...change }));
const history = (name: string) => written(`${name}/${HOST}.log`, leak);

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
async function run(paths: readonly string[], options: object, columns = 80): Promise<Run> {
  let [out, err] = ['', ''];
  const terminal = {
    out: async (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const asked = { rules: [], jobs: 1, format: 'ndjson' as const, ...options };
  const code = await runBacktest(paths, asked, { terminal, screen: { columns, colour: false } });
  return { code, out, err };
}
type Line = Change & { readonly type: string } & Readonly<Record<string, unknown>>;
const linesOf = ({ out }: Run): readonly Line[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const changesIn = (result: Run) => linesOf(result).filter(({ type }) => type === 'change');
const brief = (result: Run) =>
  changesIn(result).map(({ what, how, bdf, before, after }) => [what, how, bdf, before, after]);

const events = (): readonly RecordedEvent[] =>
  Array.from({ length: Math.ceil(leakLines.length / BATCH) }, (_, at) => ({
    stream: 'lines' as const,
    partition: 0,
    position: at,
    id: `e${at}`,
    type: 'io.quiesce.lines-collected.v1',
    source: `/collector/${HOST}`,
    time: '2026-11-23T10:00:00Z',
    key: HOST,
    data: {
      host: HOST,
      source: 'console',
      firstLine: at * BATCH + 1,
      text: leakLines.slice(at * BATCH, (at + 1) * BATCH).join('\n'),
    },
  }));

describe('what changes', () => {
  test('the same rules change nothing', async () => {
    const result = await run([history('same')], { rules: ['built'] });
    expect(result).toMatchObject({ code: 0, err: '' });
    expect(linesOf(result)).toMatchObject([{ type: 'summary', pieces: 1, handoffs: [1, 1], unread: [] }]);
  });

  test('a fact less: verdicts change; signature, known failure and alert are lost', async () => {
    const result = await run([history('less')], { rules: [rules('less', { withoutFacts: ['dmar'] })] });
    expect(result.code).toBe(1);
    const ofDevice = brief(result).filter(([, , bdf]) => bdf === BDF);
    expect(ofDevice).toEqual([
      ['verdict', 'changed', BDF, 'dma-leak (certain)', expect.not.stringContaining('leak')],
      ['signature', 'lost', BDF, expect.stringMatching(/^s2-/), null],
      ['known-failure', 'lost', BDF, 'kdump-iommu-turned-on', null],
      ['alert', 'lost', BDF, expect.stringMatching(/^s2-/), null],
    ]);
    expect(changesIn(result).find(({ what }) => what === 'alert')?.title).toContain('DMA leak');
  });

  test('the other way round, what was lost is gained', async () => {
    const less = rules('round', { withoutFacts: ['dmar'] });
    const there = await run([history('round')], { rules: ['built', less] });
    const back = await run([history('round')], { rules: [less, 'built'] });
    const turned = changesIn(back).map(({ how, before, after, ...rest }) => {
      const other = how === 'gained' ? 'lost' : how === 'lost' ? 'gained' : how;
      return { ...rest, how: other, before: after, after: before };
    });
    const sorted = (changes: readonly object[]) => changes.map((change) => JSON.stringify(sortKeys(change))).sort();
    expect(sorted(turned)).toEqual(sorted(changesIn(there)));
  });

  test('another version of the signature renames the alert; it makes no new one', async () => {
    const result = await run([history('renamed')], { rules: [rules('first', { signatureVersions: [1] })] });
    const alerts = brief(result).filter(([what]) => what === 'alert');
    expect(alerts.length).toBeGreaterThan(0);
    for (const alert of alerts)
      expect(alert).toEqual([
        'alert',
        'changed',
        expect.anything(),
        expect.stringMatching(/^s2-/),
        expect.stringMatching(/^s1-/),
      ]);
  });

  test('one known failure that is left out is lost, and nothing else', async () => {
    const some = rules('known', { withoutKnownFailures: ['kdump-iommu-turned-on'] });
    const kinds = brief(await run([history('known')], { rules: [some] })).map(([what, how, , before]) => [
      what,
      how,
      before,
    ]);
    expect(new Set(kinds.map((kind) => JSON.stringify(kind)))).toEqual(
      new Set([JSON.stringify(['known-failure', 'lost', 'kdump-iommu-turned-on'])]),
    );
  });

  test('a host that is lost sooner', async () => {
    const jump = leakLines.slice(0, 475).join('\n');
    const tick = (position: number, at: string) => ({
      ...events()[0]!,
      position,
      id: `t${position}`,
      type: 'io.quiesce.ticked.v1',
      data: { host: HOST, at },
    });
    const first = { ...events()[0]!, data: { host: HOST, source: 'console', firstLine: 1, text: jump } };
    const recorded = [first, tick(1, '2026-11-23T10:00:00Z'), tick(2, '2026-11-23T10:02:00Z')];
    const capture = written('lost.capture', writtenCapture(captureOf([...recorded, ...(await judgedAgain(recorded))])));
    const sooner = rules('sooner', { handoffTimeoutSeconds: 60 });
    const outcomes = brief(await run([capture], { rules: [sooner] })).filter(([what]) => what === 'outcome');
    expect(outcomes).toEqual([['outcome', 'changed', null, 'unknown', 'lost']]);
  });

  test('an alert is told once in a fleet, of the first that shows it', () => {
    const [before, after] = [newLedger(), newLedger()];
    const sight = (id: string, bdf = BDF) => ({ bdf, title: `about ${id}`, id, ids: [{ version: 1, id }] });
    before.note({ handoff: 'h1', host: 'a', sights: [sight('s1-x')] });
    before.note({ handoff: 'h2', host: 'b', sights: [sight('s1-x')] });
    after.note({ handoff: 'h2', host: 'b', sights: [sight('s1-x')] });
    after.note({ handoff: 'h3', host: 'c', sights: [sight('s1-x'), sight('s1-y')] });
    expect(alertChanges(before.alerts, after.alerts)).toEqual([
      {
        what: 'alert',
        how: 'gained',
        handoff: 'h3',
        host: 'c',
        bdf: BDF,
        title: 'about s1-y',
        before: null,
        after: 's1-y',
      },
    ]);
  });
});

const sortKeys = (value: object) =>
  Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));

describe('history', () => {
  const less = () => rules('history', { withoutFacts: ['dmar'] });
  const ofDevices = (result: Run) => brief(result).filter(([what]) => what !== 'alert');

  test('a log, a packed capture, an event log, and a folder of them say the same', async () => {
    const plain = await run([history('plain')], { rules: [less()] });
    const text = writtenCapture(captureOf([...events(), ...(await judgedAgain(events()))]));
    const capture = await run([written('packed/web-17.capture.zst', await packed(text))], { rules: [less()] });
    const dir = join(folder, 'event-log');
    const log = await EmbeddedEventLog.open({ dir });
    await log.append(
      'lines',
      events().map(({ stream: _s, partition: _p, position: _o, ...event }) => event),
    );
    await log.close();
    const recorded = await run([dir], { rules: [less()] });
    expect(ofDevices(plain).length).toBeGreaterThan(3);
    expect(ofDevices(capture)).toEqual(ofDevices(plain));
    expect(ofDevices(recorded)).toEqual(ofDevices(plain));
    const all = await run([join(folder, 'plain'), join(folder, 'packed'), dir], { rules: [less()] });
    expect(linesOf(all).at(-1)).toMatchObject({ pieces: 3, handoffs: [3, 3] });
    expect(ofDevices(all)).toHaveLength(3 * ofDevices(plain).length);
    expect(brief(all).filter(([what]) => what === 'alert')).toHaveLength(brief(plain).length - ofDevices(plain).length);
  });

  test('hidden files and links in a circle are left out; links to files are not', async () => {
    const inner = join(folder, 'linked');
    written('linked/deeper/.hidden.log', leak);
    const log = written('linked/deeper/seen.log', leak);
    symlinkSync(inner, join(inner, 'deeper', 'circle'));
    symlinkSync(log, join(inner, 'link.log'));
    expect(linesOf(await run([inner], { rules: ['built'] })).at(-1)).toMatchObject({ pieces: 2 });
  });

  test('blocks are judged once a window of their host', async () => {
    const block = (host: string, firstLine: number): Input => ({
      type: 'lines',
      host,
      source: 's',
      firstLine,
      text: 'x',
    });
    const end: Input = { type: 'end', host: 'a', source: 's' };
    const inputs = [block('a', 1), block('b', 1), block('a', 2), block('a', 3), end];
    const more = async (window: number) => {
      const marks: unknown[] = [];
      for await (const input of atOnce(inputs, window)) marks.push('more' in input);
      return marks;
    };
    expect(await more(100)).toEqual([true, false, true, true, false]);
    expect(await more(3)).toEqual([true, false, false, true, false]);
    expect(await more(1)).toEqual([false, false, false, false, false]);
  });

  test('what cannot be read is named, the rest is compared, and it is no success', async () => {
    const whole = await packed(writtenCapture(captureOf(events())));
    written('damaged/a.log', leak);
    const damaged = written('damaged/b.capture.zst', whole.slice(0, whole.length / 2));
    const result = await run([join(folder, 'damaged')], { rules: ['built'] });
    expect(result.code).toBe(2);
    expect(result.err).toContain(damaged);
    expect(linesOf(result).at(-1)).toMatchObject({ pieces: 2, handoffs: [1, 1], unread: [{ path: damaged }] });
  });

  test('nothing there', async () => {
    mkdirSync(join(folder, 'empty'));
    expect(await run([join(folder, 'empty')], { rules: ['built'] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('no history'),
    });
    expect(await run([join(folder, 'none.log')], { rules: ['built'] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('none.log: no such file'),
    });
  });
});

describe('rules', () => {
  const refused = async (file: string) => {
    const { code, out, err } = await run([history('refused')], { rules: [file] });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    return err;
  };

  test.each([
    ['a key that is none', { withoutFact: ['dmar'] }, 'withoutFact is no setting of rules'],
    ['facts that are none', { withoutFacts: ['dmra'] }, 'dmra is no family of facts'],
    ['a kind that is none', { withoutFacts: ['dmar/nothing'] }, 'dmar/nothing is no family of facts'],
    ['a version that is not live', { signatureVersions: [1, 99] }, 'signature version 99 is not live; these are: 1, 2'],
    ['a known failure that is none', { withoutKnownFailures: ['it-broke'] }, 'it-broke is no known failure'],
    ['a silence below zero', { handoffTimeoutSeconds: -1 }, 'handoffTimeoutSeconds'],
    ['another schema', { schema: 'quiesce.rules/2' }, 'schema'],
    ['a checkout that is not built', { checkout: '.' }, 'npm run build'],
  ])('%s', async (_, change, said) => {
    const err = await refused(rules('bad', change));
    expect(err).toContain(said);
    expect(err).toContain('bad.json');
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a file that is none, is no YAML, or holds something else', async () => {
    expect(await refused(join(folder, 'no-rules.yaml'))).toContain('no such file');
    expect(await refused(written('broken.yaml', 'schema: [quiesce'))).toContain('is no YAML');
    expect(await refused(written('binary.yaml', Buffer.from([0xff, 0xfe, 0, 1])))).toContain('binary.yaml');
    expect(await refused(written('list.yaml', '- 1\n'))).toContain('list.yaml');
    expect(await refused(written('empty.yaml', ''))).toContain('empty.yaml');
  });

  test('YAML too', async () => {
    const yaml = written('rules.yaml', 'schema: quiesce.rules/1\nwithoutFacts: [dmar]\n');
    expect((await run([history('yaml')], { rules: [yaml] })).code).toBe(1);
  });

  test('the rules of another checkout', async () => {
    const core = 'dist/libs/core/src/index.js';
    const judges = (verdict: string) => `
      const of = require(${JSON.stringify(require.resolve('rxjs'))});
      const device = { bdf: ${JSON.stringify(BDF)}, verdict: ${JSON.stringify(verdict)}, findings: [], signature: null };
      const handoff = { id: 'h-1', host: 'x', kind: 'kdump', outcome: 'back', devices: [device] };
      exports.analyze = (inputs) => inputs.pipe(of.ignoreElements(), of.endWith({ type: 'handoff', handoff }));`;
    written(`checkout/${core}`, judges('clean'));
    const other = written(`other/${core}`, judges('faulted'));
    const file = rules('by-checkout', { checkout: 'checkout' });
    const result = await run([history('checkout')], { rules: [file, join(other, '../../../../..')] });
    expect(brief(result)).toEqual([['verdict', 'changed', BDF, 'clean', 'faulted']]);
    const changed = rules('changed-checkout', { checkout: 'checkout', withoutFacts: ['dmar'] });
    expect(await refused(changed)).toContain('too old');
    written('none/dist/libs/core/src/index.js', 'exports.nothing = 1;');
    expect(await refused(join(folder, 'none'))).toContain('no core of Quiesce');
    written('throws/dist/libs/core/src/index.js', 'throw new Error("broken build");');
    expect(await refused(join(folder, 'throws'))).toContain('broken build');
  });

  test('three sets, and options of one log', async () => {
    expect(await run([history('three')], { rules: ['built', 'built', 'built'] })).toMatchObject({ code: 2 });
    expect(
      conflictsOf({ rules: ['a'], speed: 10, break: [], host: ['a=b'], step: false, facts: true, jobs: 2 }),
    ).toEqual([
      '--speed and --rules exclude each other',
      '--host and --rules exclude each other',
      '--facts and --rules exclude each other',
    ]);
  });
});

describe('a back-test that was killed', () => {
  const paths = () => ['one', 'two', 'three'].map((name) => written(`killed/${name}.log`, leak));
  const less = () => rules('killed', { withoutFacts: ['dmar'] });

  test('goes on where it was, and says the same', async () => {
    const resume = join(folder, 'progress');
    const logs = paths();
    const whole = await run(logs, { rules: [less()], resume });
    expect(whole).toEqual(await run(logs, { rules: [less()] }));
    const [head, first, ...rest] = readFileSync(resume, 'utf8').trimEnd().split('\n');
    expect(rest).toHaveLength(2);
    // As it was known then: what is taken from the file is not judged again.
    const marked = first!.replaceAll('dma-leak (certain)', 'as recorded');
    for (const cut of [`${head}\n${marked}\n${rest[0]!.slice(0, 90)}`, `${head}\n${marked}\n${rest[0]!}`]) {
      writeFileSync(resume, cut);
      const resumed = await run(logs, { rules: [less()], resume });
      const said = resumed.out.replaceAll('as recorded', 'dma-leak (certain)');
      expect([resumed.out.includes('as recorded'), said]).toEqual([true, whole.out]);
      expect(readFileSync(resume, 'utf8').trimEnd().split('\n')).toEqual([head, marked, ...rest]);
    }
  });

  test('judges again what changed, and what could not be read', async () => {
    const resume = join(folder, 'progress-changed');
    const path = written('changes/a.log', leak);
    const torn = written('changes/b.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0]));
    expect((await run([path, torn], { rules: [less()], resume })).code).toBe(2);
    writeFileSync(path, leakLines.slice(0, 20).join('\n'));
    writeFileSync(torn, leak);
    const again = await run([path, torn], { rules: [less()], resume });
    expect(again.code).toBe(1);
    expect(new Set(changesIn(again).map(({ host }) => host))).toEqual(new Set(['b']));
  });

  test('refuses the progress of other rules, and what is none', async () => {
    const resume = join(folder, 'progress-of-others');
    await run(paths(), { rules: [less()], resume });
    const other = rules('other', { withoutFacts: ['amdvi'] });
    const kept = readFileSync(resume, 'utf8');
    expect(await run(paths(), { rules: [other], resume })).toMatchObject({
      code: 2,
      err: expect.stringContaining('other rules'),
    });
    expect(readFileSync(resume, 'utf8')).toBe(kept);
    const log = written('not-progress.log', leak);
    expect(await run(paths(), { rules: [less()], resume: log })).toMatchObject({ code: 2 });
    expect(readFileSync(log, 'utf8')).toBe(leak);
    appendFileSync(join(folder, 'empty-progress'), '');
    expect(await run(paths(), { rules: [less()], resume: join(folder, 'empty-progress') })).toMatchObject({ code: 2 });
    expect(await run(paths(), { rules: [less()], resume: folder })).toMatchObject({
      code: 2,
      err: expect.stringContaining('is a directory'),
    });
  });
});

describe('what people read', () => {
  test('80 columns; counts, the same change told once with examples', async () => {
    const paths = ['a', 'b', 'c', 'd', 'e'].map((name) => written(`read/${name}.log`, leak));
    const less = rules('read', { withoutFacts: ['dmar'] });
    const { out, code } = await run(paths, { rules: [less], format: 'text' });
    expect(code).toBe(1);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    // The id of a handoff rests on where its log lies.
    expect(out.slice(out.indexOf('history')).replace(/h-[0-9a-f]{16}/g, 'h-0123456789abcdef')).toMatchSnapshot();
  });

  test('nothing would change', async () => {
    const { out } = await run([history('quiet')], { rules: ['built'], format: 'text' });
    expect(out).toBe('rules    built → built\nhistory  1 piece, 1 handoff\n\nnothing would change\n');
  });

  test('how far it is: in place on a terminal, a line now and then elsewhere', () => {
    let now = 0;
    const said = (isTerminal: boolean) => {
      let text = '';
      const told = meter({ isTerminal, now: () => now, err: (more) => (text += more), all: 4, known: 1 });
      for (const pieces of [1, 2, 3, 4]) {
        now += 7000;
        told({ pieces, handoffs: pieces * 10 });
      }
      return text;
    };
    expect(said(false)).toBe(
      'quiesce replay: 2 of 4 pieces, 20 handoffs, 28 s left\nquiesce replay: 4 of 4 pieces, 40 handoffs, 0 s left\n',
    );
    expect(said(true).split('\r\x1b[K')).toEqual([
      '',
      '1 of 4 pieces, 10 handoffs',
      '2 of 4 pieces, 20 handoffs, 28 s left',
      '3 of 4 pieces, 30 handoffs, 11 s left',
      '',
    ]);
  });
});
