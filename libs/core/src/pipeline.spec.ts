/** Properties of analyze(): the last word on a handoff does not depend on how its lines came. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { from, lastValueFrom, of, toArray } from 'rxjs';
import type { HostState } from './host';
import type { Input } from './input';
import { analyze, type Output, reportOf } from './pipeline';
import type { Handoff } from './report';
import { bootText, CRASH, driven, enumerated, fault, panicked, translating } from './testing/log';

const CORPUS = join(__dirname, '../../../corpus');
const golden = existsSync(CORPUS) ? readdirSync(CORPUS).filter((name) => name.endsWith('.log')) : [];
const written = [
  bootText({ lines: [...enumerated, ...driven, ...panicked] }),
  bootText({
    commandLine: CRASH,
    lines: [...enumerated, ...translating, [1.1, fault()], [1.2, fault('02:00.0')], ...driven, [40, 'later']],
  }),
].join('\n');

/** Lines in batches of the given sizes, each through JSON as a snapshot would be, states kept between batches. */
async function live(lines: readonly string[], sizes: readonly number[], host = 'h'): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  let states = new Map<string, HostState>();
  for (let at = 0, turn = 0; at < lines.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    const input: Input = {
      type: 'lines',
      host,
      source: 'console',
      firstLine: at + 1,
      text: lines.slice(at, at + size).join('\n'),
    };
    const told = await lastValueFrom(analyze(from([input]), states).pipe(toArray()));
    outputs.push(...told);
    states = new Map(
      told.flatMap((output) =>
        output.type === 'state' ? [[output.host, JSON.parse(JSON.stringify(output.state)) as HostState] as const] : [],
      ),
    );
    at += size;
  }
  return outputs;
}

function handoffs(outputs: readonly Output[]): readonly Handoff[] {
  return [...reportOf(outputs).handoffs].sort((left, right) => (left.id < right.id ? -1 : 1));
}

const whole = (lines: readonly string[]) => live(lines, [lines.length]);

test('batches of any size end in the same handoffs, to the letter', async () => {
  const lines = written.split('\n');
  const expected = JSON.stringify(handoffs(await whole(lines)));
  expect(expected).toContain('dma-leak');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }), async (sizes) => {
      expect(JSON.stringify(handoffs(await live(lines, sizes)))).toBe(expected);
    }),
    { numRuns: 40 },
  );
});

test.each(golden)('%s: one block, and batches of 37 lines, end in the same handoffs', async (name) => {
  const lines = readFileSync(join(CORPUS, name), 'utf8').split('\n');
  expect(handoffs(await live(lines, [37]))).toEqual(handoffs(await whole(lines)));
});

test('a line delivered twice, in other batches, counts once', async () => {
  const lines = written.split('\n');
  const expected = JSON.stringify(handoffs(await whole(lines)));
  const again = (firstLine: number, count: number): Input => ({
    type: 'lines',
    host: 'h',
    source: 'console',
    firstLine,
    text: lines.slice(firstLine - 1, firstLine - 1 + count).join('\n'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: lines.length }),
      fc.integer({ min: 1, max: lines.length }),
      async (cut, back) => {
        const resent = Math.max(1, cut - back);
        const inputs = [again(1, cut), again(resent, cut - resent + 1), again(resent, lines.length)];
        const told = await lastValueFrom(analyze(from(inputs)).pipe(toArray()));
        expect(JSON.stringify(handoffs(told))).toBe(expected);
      },
    ),
    { numRuns: 40 },
  );
});

test('interleaved hosts do not touch each other', async () => {
  const lines = written.split('\n');
  const inputs = lines.flatMap((text, index) =>
    ['a', 'b'].map((host): Input => ({ type: 'lines', host, source: 'console', firstLine: index + 1, text })),
  );
  const told = await lastValueFrom(analyze(from(inputs)).pipe(toArray()));
  const verdicts = (host: string) =>
    handoffs(told)
      .filter((handoff) => handoff.host === host)
      .flatMap(({ devices }) => devices.map(({ verdict }) => verdict));
  expect(verdicts('a')).toEqual(['dma-leak', 'dma-leak']);
  expect(verdicts('b')).toEqual(verdicts('a'));
});

test('a source that collects three hosts tells each its own', async () => {
  const named = (host: string) => written.replace(/^/gm, `2026-11-23T10:00:00+00:00 ${host} kernel: `);
  const text = ['a', 'b', 'c'].map(named).join('\n');
  const told = await lastValueFrom(
    analyze(of<Input>({ type: 'lines', host: 'a', source: 'syslog', firstLine: 1, text })).pipe(toArray()),
  );
  const facts = told.flatMap((output) =>
    output.type === 'facts' ? output.facts.map((fact) => [output.host, fact.host]) : [],
  );
  expect(facts.filter(([host, of]) => host !== of)).toEqual([]);
  expect(
    handoffs(told)
      .map(({ host, devices }) => [host, devices.map(({ verdict }) => verdict)])
      .sort(),
  ).toEqual(['a', 'b', 'c'].map((host) => [host, ['dma-leak', 'dma-leak']]));
});

test('the states it begins with stay untouched', async () => {
  const lines = written.split('\n');
  const first = await whole(lines.slice(0, 20));
  const state = first.find((output) => output.type === 'state');
  if (state?.type !== 'state') throw new Error('no state was told');
  const before = JSON.stringify(state.state);
  const input: Input = { type: 'lines', host: 'h', source: 'console', firstLine: 21, text: lines.slice(20).join('\n') };
  await lastValueFrom(analyze(from([input]), new Map([['h', state.state]])).pipe(toArray()));
  expect(JSON.stringify(state.state)).toBe(before);
});

test('truncation at any byte never makes a leak of a log that has none', async () => {
  const quiet = written
    .split('\n')
    .filter((line) => !line.includes('fault addr'))
    .join('\n');
  for (let end = 0; end < quiet.length; end += 7) {
    const told = await lastValueFrom(
      analyze(of<Input>({ type: 'lines', host: 'h', source: 'console', firstLine: 1, text: quiet.slice(0, end) })).pipe(
        toArray(),
      ),
    );
    const verdicts = handoffs(told).flatMap(({ devices }) => devices.map(({ verdict }) => verdict));
    expect(verdicts).not.toContain('dma-leak');
    expect(verdicts).not.toContain('faulted');
  }
});

test('only ticks of event time lose a host', async () => {
  const lines = bootText({ lines: [...enumerated, ...driven, ...panicked] });
  const said: Input = { type: 'lines', host: 'h', source: 'console', firstLine: 1, text: lines };
  const tick = (at: string): Input => ({ type: 'tick', host: 'h', at });
  const outcome = async (inputs: readonly Input[]) =>
    handoffs(await lastValueFrom(analyze(from(inputs)).pipe(toArray())))[0]?.outcome;
  expect(await outcome([said])).toBe('unknown');
  expect(await outcome([said, tick('2026-01-01T00:00:00Z'), tick('2026-01-01T00:09:59Z')])).toBe('unknown');
  expect(await outcome([said, tick('2026-01-01T00:00:00Z'), tick('2026-01-01T00:10:00Z')])).toBe('lost');
});

test('a report that waits for more lines is told when time passes', async () => {
  const error =
    'pcieport 0000:00:02.0: PCIe Bus Error: severity=Uncorrected (Fatal), type=Data Link Layer, (Receiver ID)';
  const inputs: readonly Input[] = [
    { type: 'lines', host: 'h', source: 'console', firstLine: 1, text: `[    7.375767] ${error}` },
    { type: 'tick', host: 'h', at: '2026-01-01T00:00:00Z' },
  ];
  const told = await lastValueFrom(analyze(from(inputs)).pipe(toArray()));
  const kinds = told.flatMap((output) => (output.type === 'facts' ? output.facts.map(({ kind }) => kind) : []));
  expect(kinds).toContain('pcie-error');
});

test('a lost host is one signature, whatever devices it had', async () => {
  const text = bootText({
    lines: [...enumerated, ...driven, ...panicked, [12.6, '---[ end Kernel panic - not syncing: x ]---']],
  });
  const [handoff] = handoffs(await live(text.split('\n'), [100]));
  expect(handoff?.outcome).toBe('lost');
  expect(new Set(handoff?.devices.map(({ signature }) => signature?.id)).size).toBe(1);
});
