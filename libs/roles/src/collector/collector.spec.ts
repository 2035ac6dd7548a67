import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Event } from '#event-log';
import type { CollectorConfig } from '../config';
import { openCheckpoints } from './checkpoint';
import { collect } from './collector';
import { sourcesOf } from './source';

const logger = pino({ level: 'silent' });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiesce-collector-'));
});
afterEach(() => rm(folder, { recursive: true }));

const config = (given: Partial<CollectorConfig>): CollectorConfig => ({
  host: 'h',
  files: [],
  once: [],
  stdin: false,
  kmsg: false,
  kmsgPath: '/dev/kmsg',
  to: null,
  toToken: null,
  path: join(folder, 'checkpoints'),
  batchBytes: 1000,
  pollMs: 2,
  tickMs: 60_000,
  ingest: false,
  bodyBytes: 1000,
  ...given,
});

interface Lines {
  readonly firstLine: number;
  readonly text: string;
}
/** What was sent, as `number text`. */
const numbered = (events: readonly Event[]) =>
  events
    .filter(({ type }) => type === 'io.quiesce.lines-collected.v1')
    .flatMap(({ data }) => {
      const { firstLine, text } = data as Lines;
      return text
        .replace(/\n$/, '')
        .split('\n')
        .map((line, index) => `${firstLine + index} ${line}`);
    });

/** Runs a collector until `enough` says so; gives what it sent. */
async function run(
  given: Partial<CollectorConfig>,
  enough: (sent: Event[]) => boolean | Promise<boolean>,
  send?: (events: readonly Event[]) => Promise<void>,
) {
  const settings = config(given);
  const checkpoints = await openCheckpoints(settings.path);
  const sources = sourcesOf(settings, { stdin: process.stdin, onLost: () => undefined });
  const stop = new AbortController();
  const sent: Event[] = [];
  let over = false;
  const running = collect({
    sources,
    checkpoints,
    send: async (events) => {
      await send?.(events);
      sent.push(...events);
    },
    tickMs: settings.tickMs,
    now: () => new Date(),
    signal: stop.signal,
    logger,
  }).finally(() => {
    over = true;
  });
  running.catch(() => undefined);
  const deadline = Date.now() + 5_000;
  while (!over && !(await enough(sent)) && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 2));
  stop.abort();
  await running;
  return sent;
}
const lines = (count: number) => (sent: Event[]) => numbered(sent).length >= count;

test('follows a file that grows, whole lines only', async () => {
  const path = join(folder, 'kern.log');
  await writeFile(path, 'one\ntwo\nthr');
  let grown = false;
  const sent = await run({ files: [{ host: 'h', path }] }, async (events) => {
    if (numbered(events).length === 2 && !grown) {
      grown = true;
      await appendFile(path, 'ee\nfour');
    }
    return numbered(events).length === 3;
  });
  expect(numbered(sent)).toEqual(['1 one', '2 two', '3 three']);
});

test('goes on where it left, and what was not acknowledged is sent again under the same numbers', async () => {
  const path = join(folder, 'kern.log');
  await writeFile(path, 'one\ntwo\n');
  const files = [{ host: 'h', path }];
  await run({ files }, lines(2));
  await appendFile(path, 'three\nfour\n');
  let tries = 0;
  const refused = run(
    { files },
    () => tries > 0,
    async () => {
      tries++;
      throw new Error('killed before the answer');
    },
  );
  await expect(refused).rejects.toThrow('killed before the answer');
  expect(numbered(await run({ files }, lines(2)))).toEqual(['3 three', '4 four']);
});

test('follows through a rotation, and finishes the old file first, also when it happened while nobody looked', async () => {
  const path = join(folder, 'kern.log');
  await writeFile(path, 'one\n');
  const files = [{ host: 'h', path }];
  await run({ files }, lines(1));
  await appendFile(path, 'two\nbegun');
  await rename(path, `${path}.1`);
  await writeFile(path, 'three\n');
  const step: string[] = [];
  const sent = await run({ files }, async (events) => {
    if (numbered(events).length === 3 && step.length === 0) {
      step.push('rotated');
      await rename(path, `${path}.2`);
      await writeFile(path, 'four\n');
    }
    return numbered(events).length === 4;
  });
  expect(numbered(sent)).toEqual(['2 two', '3 begun', '4 three', '5 four']);
});

test('reads a truncated file from its beginning, under new numbers', async () => {
  const path = join(folder, 'kern.log');
  await writeFile(path, 'one\ntwo\n');
  const files = [{ host: 'h', path }];
  const step: string[] = [];
  const sent = await run({ files }, async (events) => {
    if (numbered(events).length === 2 && step.length === 0) {
      step.push('truncated');
      await truncate(path, 0);
      await appendFile(path, 'a longer line than all before it\nthen\n');
    }
    return numbered(events).length === 4;
  });
  expect(numbered(sent)).toEqual(['1 one', '2 two', '3 a longer line than all before it', '4 then']);
});

test('after a kill, lines of another file never get numbers that may have been sent', async () => {
  const path = join(folder, 'kern.log');
  await writeFile(path, 'one\n');
  const files = [{ host: 'h', path }];
  await run({ files }, lines(1));
  await appendFile(path, 'two\n');
  const killed = run(
    { files },
    () => false,
    async () => {
      throw new Error('killed');
    },
  );
  await expect(killed).rejects.toThrow('killed');
  await rm(path);
  await writeFile(path, 'other\n');
  const [first] = numbered(await run({ files }, lines(1)));
  expect(first).toMatch(/^\d{4,} other$/);
});

test('a file that is read once ends with its last line, LF or not, and says once that it ended', async () => {
  const path = join(folder, 'a.log');
  await writeFile(path, 'one\r\ntwo');
  const once = [{ host: 'h', path }];
  const all = await run({ once }, (sent) => sent.some(({ type }) => type === 'io.quiesce.source-ended.v1'));
  expect(numbered(all)).toEqual(['1 one\r', '2 two']);
  expect(all.at(-1)?.data).toEqual({ host: 'h', source: path, lines: 2 });
  expect(await run({ once }, () => true)).toEqual([]);
});

test('tells that time passes where a followed file is silent, and not for a file read once', async () => {
  const path = join(folder, 'kern.log');
  await writeFile(path, 'one\n');
  const sent = await run(
    { files: [{ host: 'live', path }], once: [{ host: 'past', path }], tickMs: 20 },
    (events) => events.filter(({ type }) => type === 'io.quiesce.ticked.v1').length >= 2,
  );
  const ticks = sent.filter(({ type }) => type === 'io.quiesce.ticked.v1');
  expect(new Set(ticks.map(({ key }) => key))).toEqual(new Set(['live']));
});
