import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { lastValueFrom, of, toArray } from 'rxjs';
import { analyze, type HostState, type Input, type Output } from '#core';
import type { Event } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { inputOf, parseCapture } from './capture';
import { runCapture } from './capture-run';
import { heldAgainst, inputsOfCapture, replay } from './replay';

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

test('a handoff of a host’s long log becomes a small file that replays to the same, bit for bit', async () => {
  const log = await EmbeddedEventLog.open({ dir: join(dir, 'log') });
  const id = await fill(log);
  const output = join(dir, 'leak.capture.gz');
  const said: string[] = [];
  const terminal = { out: async () => {}, err: (text: string) => said.push(text) };
  expect(await runCapture({ fromLog: join(dir, 'log'), handoff: id, output }, terminal)).toBe(0);
  expect(await runCapture({ fromLog: join(dir, 'log'), handoff: 'h-none', output }, terminal)).toBe(2);
  expect(await runCapture({ fromLog: join(dir, 'nowhere'), handoff: id, output }, terminal)).toBe(2);
  await log.close();

  const capture = parseCapture(output, gunzipSync(readFileSync(output)).toString());
  expect(capture.head.recorded.handoff).toMatchObject({ id, kind: 'kdump', host: 'web-17' });
  expect(new Set(capture.events.map(({ key }) => key))).toEqual(new Set(['web-17']));
  expect(capture.events.length).toBeLessThan(CONSOLE.length / BATCH);
  const request = { speed: null, goOn: null, until: null, device: null, format: 'ndjson', facts: false } as const;
  const handoffs = await replay({ ...request, inputs: inputsOfCapture(capture) }, terminal);
  expect(heldAgainst(capture, handoffs)).toEqual([]);
  expect(said.join('')).not.toMatch(/judge the recorded events otherwise/);
});
