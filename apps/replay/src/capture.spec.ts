import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom, of, toArray } from 'rxjs';
import { heldAgainst, inputOf, inputsOfEvents, writtenCapture } from '#capture';
import { analyze, type HostState, type Input, type Output } from '#core';
import type { Event } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { type Expected, reportOfLog, wrongIn } from '../../../corpus/golden';
import { type CaptureOptions, runCapture } from './capture-run';
import { readCapture } from './read-capture';
import { replay } from './replay';
import { runShrink } from './shrink-run';

const dir = mkdtempSync(join(tmpdir(), 'quiesce-capture-'));
afterAll(() => rmSync(dir, { recursive: true }));
const corpus = (name: string) =>
  readFileSync(join(__dirname, '../../../corpus', name), 'utf8')
    .trimEnd()
    .split('\n');

/** Two handoffs of one host on one console, then what a second host says in between. */
const CONSOLE = [...corpus('vtd-on-shutdown-e1000e-nvme.log'), ...corpus('vtd-leak-crash-2nics.log')];
const OTHER = corpus('vtd-off-off-crash-unobserved.log');
const BATCH = 50;

const collected = (host: string, lines: readonly string[], at: number): Event => ({
  id: `${host}-${at}`,
  type: 'io.quiesce.lines-collected.v1',
  source: `/collector/${host}`,
  time: '2026-11-23T10:00:00Z',
  key: host,
  data: { host, source: 'console', firstLine: at + 1, text: lines.slice(at, at + BATCH).join('\n') },
});

/** The log as collector and correlator would have written it: batch after batch, each judged from the states before. */
const fill = async (log: EmbeddedEventLog): Promise<string> => {
  let last = '';
  for (let at = 0; at < Math.max(CONSOLE.length, OTHER.length); at += BATCH) {
    const events = [collected('web-17', CONSOLE, at), collected('db-3', OTHER, at)];
    await log.append(
      'lines',
      events.filter(({ data }) => (data as { text: string }).text !== ''),
    );
  }
  const states = new Map<string, HostState>();
  for await (const event of log.scan('lines')) {
    const input: Input = inputOf(event)!;
    const outputs: Output[] = await lastValueFrom(analyze(of(input), states).pipe(toArray()));
    for (const output of outputs) {
      if (output.type === 'state') states.set(output.host, output.state);
      if (output.type !== 'handoff') continue;
      const { host, handoff, boots } = output;
      const data = { host, version: event.position, handoff, boots };
      await log.append('handoffs', [
        { ...event, id: `${handoff.id}-${event.position}`, type: 'io.quiesce.handoff-judged.v1', data },
      ]);
      if (host === 'web-17') last = handoff.id;
    }
  }
  return last;
};

const said: string[] = [];
const terminal = { out: async () => {}, err: (text: string) => said.push(text) };
const capture = (files: readonly string[], options: Partial<CaptureOptions> & { output: string }) =>
  runCapture(files, { host: [], merge: false, anonymise: false, ...options }, terminal);
const replayedOf = async (file: string) => {
  const held = await readCapture(file);
  const request = { speed: null, goOn: null, until: null, device: null, format: 'ndjson', facts: false } as const;
  return { held, handoffs: await replay({ ...request, inputs: inputsOfEvents(held.events) }, terminal) };
};
const LOG = join(dir, 'log');
let id = '';

beforeAll(async () => {
  const log = await EmbeddedEventLog.open({ dir: LOG });
  id = await fill(log);
  await log.append('alerts', [
    {
      id: 'raised',
      type: 'io.quiesce.alert-raised.v1',
      source: '/watcher',
      time: '2026-11-23T10:01:00Z',
      key: 'a-1',
      data: {
        alert: 'a-1',
        kind: 'new-signature',
        signature: 's2-0123456789abcdef',
        handoff: id,
        host: 'web-17',
        bdf: '0000:01:00.0',
        verdict: 'dma-leak',
        title: 'e1000e',
        text: 'leaks',
      },
    },
  ]);
  await log.close();
});
beforeEach(() => said.splice(0));

test('a handoff of a host’s long log becomes a small file that replays to the same, bit for bit', async () => {
  const output = join(dir, 'leak.capture.zst');
  expect(await capture([], { fromLog: LOG, handoff: id, output })).toBe(0);
  const { held, handoffs } = await replayedOf(output);
  expect(held.judged.map(({ data }) => data.handoff)).toMatchObject([{ id, kind: 'kdump', host: 'web-17' }]);
  expect(new Set(held.events.map(({ key }) => key))).toEqual(new Set(['web-17']));
  expect(held.events.length).toBeLessThan(CONSOLE.length / BATCH);
  expect(heldAgainst(held, handoffs)).toEqual([]);
  expect(said.join('')).not.toMatch(/judge the recorded events otherwise/);
});

test('an alert leads to its handoff and comes along', async () => {
  const output = join(dir, 'alert.capture.zst');
  expect(await capture([], { fromLog: LOG, alert: 'a-1', output })).toBe(0);
  const { held } = await replayedOf(output);
  expect(held.judged[0]?.data.handoff.id).toBe(id);
  expect(held.beside.map(({ key }) => key)).toEqual(['a-1']);
});

test('an alert becomes a regression test by one command', async () => {
  const output = join(dir, 'case');
  expect(await runShrink(undefined, { fromLog: LOG, alert: 'a-1', output }, terminal)).toBe(0);
  const expected = JSON.parse(readFileSync(`${output}.expected.json`, 'utf8')) as Expected;
  expect(expected).toMatchObject({ log: 'case.log', handoff: { kind: 'kdump' } });
  expect(expected.devices).toMatchObject({ '0000:01:00.0': { verdicts: ['dma-leak'] } });
  const text = readFileSync(`${output}.log`, 'utf8');
  expect(text.split('\n').length).toBeLessThan(30);
  expect(wrongIn(await reportOfLog({ name: 'case', text, expected }), expected)).toEqual([]);
});

test('of several sources the one that says all alone is shrunk; where none does, nothing is written', async () => {
  const [whole, tail, both, tails] = ['whole.log', 'tail.log', 'both.zst', 'tails.zst'].map((name) => join(dir, name));
  const log = corpus('vtd-leak-crash-2nics.log');
  const jump = log.findIndex((line, at) => at > 100 && line.includes('Linux version'));
  writeFileSync(whole!, `${log.join('\n')}\n`);
  writeFileSync(tail!, `${log.slice(jump).join('\n')}\n`);
  expect(await capture([], { host: [`h=${tail}`, `h=${whole}`], output: both! })).toBe(0);
  expect(await runShrink(both, { output: join(dir, 'of-both') }, terminal)).toBe(0);
  expect(readFileSync(join(dir, 'of-both.log'), 'utf8')).toContain('elfcorehdr');
  const head = join(dir, 'head.log');
  writeFileSync(head, `${log.slice(0, jump).join('\n')}\n`);
  expect(await capture([], { host: [`h=${head}`, `h=${tail}`], output: tails! })).toBe(0);
  expect(await runShrink(tails, { output: join(dir, 'of-tails') }, terminal)).toBe(2);
  expect(said.at(-1)).toMatch(/no one source says alone that 0000:01:00\.0 is dma-leak: .*head\.log.*tail\.log/);
  expect(existsSync(join(dir, 'of-tails.log'))).toBe(false);
});

test('a host in a time is all it said, with its handoffs', async () => {
  const output = join(dir, 'host.capture.zst');
  expect(await capture([], { fromLog: LOG, host: ['web-17'], since: '2026-11-23T00:00:00Z', output })).toBe(0);
  const { held, handoffs } = await replayedOf(output);
  expect(held.judged.length).toBeGreaterThanOrEqual(2);
  expect(heldAgainst(held, handoffs)).toEqual([]);
  expect(await capture([], { fromLog: LOG, host: ['web-17'], until: '2026-11-22T00:00:00Z', output })).toBe(2);
  expect(said.at(-1)).toMatch(/nothing of host web-17 in that time/);
});

test.each([
  ['no such handoff', { fromLog: LOG, handoff: 'h-none' }, /no handoff h-none/],
  ['no such alert', { fromLog: LOG, alert: 'a-none' }, /no alert a-none/],
  ['no such log', { fromLog: join(dir, 'nowhere'), handoff: 'h' }, /no such directory/],
  ['two wishes', { fromLog: LOG, handoff: 'h', alert: 'a' }, /one of --handoff, --alert and --host/],
  ['a time that is none', { fromLog: LOG, host: ['web-17'], since: 'noon' }, /noon is no time/],
  ['one capture to merge', { merge: true }, /two captures or more/],
  ['nobody there', { url: 'http://127.0.0.1:9', handoff: 'h' }, /does not answer/],
])('%s is refused', async (_, options, says) => {
  expect(await capture([], { ...options, output: join(dir, 'never') })).toBe(2);
  expect(said.join('')).toMatch(says);
});

const logFile = (name: string) => join(__dirname, '../../../corpus', name);

test('plain logs become a capture, the same bytes each time; two captures become one', async () => {
  const [one, again, other, both] = ['a', 'a2', 'b', 'ab'].map((name) => join(dir, `${name}.capture.zst`)) as [
    string,
    string,
    string,
    string,
  ];
  await capture([logFile('vtd-leak-crash-2nics.log')], { output: one });
  await capture([logFile('vtd-leak-crash-2nics.log')], { output: again });
  await capture([logFile('ppc-powernv9-shutdown-eeh-new.log')], { output: other });
  expect(readFileSync(one).equals(readFileSync(again))).toBe(true);
  expect(await capture([one, again, other], { merge: true, output: both })).toBe(0);
  const { held, handoffs } = await replayedOf(both);
  expect(new Set(held.events.map(({ key }) => key)).size).toBe(2);
  expect(held.judged).toHaveLength((await readCapture(one)).judged.length + (await readCapture(other)).judged.length);
  expect(heldAgainst(held, handoffs)).toEqual([]);
});

const golden = readdirSync(join(__dirname, '../../../corpus')).filter((name) => name.endsWith('.log'));

test.each(golden)('%s: without names the verdicts are the same, and the names are gone', async (name) => {
  const [plain, anonymous] = [join(dir, 'named.capture.zst'), join(dir, 'anonymous.capture.zst')];
  await capture([], { host: [`db-3.example.net=${logFile(name)}`], output: plain });
  expect(
    await capture([], { host: [`db-3.example.net=${logFile(name)}`], anonymise: true, key: 'k', output: anonymous }),
  ).toBe(0);
  const before = await readCapture(plain);
  const { held, handoffs } = await replayedOf(anonymous);
  expect(held.anonymised).toBe(true);
  expect(heldAgainst(held, handoffs)).toEqual([]);
  const verdicts = ({ judged }: typeof held) =>
    judged.map(({ data }) => data.handoff.devices.map((one) => [one.bdf, one.verdict, one.signature?.id]));
  expect(verdicts(held)).toEqual(verdicts(before));
  const text = writtenCapture(held);
  expect(text).not.toContain('db-3');
  expect(text).not.toContain('/corpus/');
  expect(writtenCapture(before)).toContain('db-3');
});
