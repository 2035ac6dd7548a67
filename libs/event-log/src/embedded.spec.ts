import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open as openRaw } from 'lmdb';
import { EmbeddedEventLog } from './embedded';
import type { Batch } from './event-log';
import { eventLogContract } from './event-log.contract';
import { spawnTypescript } from './testing/typescript-child';

const dirs: string[] = [];
const newDir = (): string => {
  dirs.push(mkdtempSync(join(tmpdir(), 'quiesce-log-')));
  return dirs.at(-1)!;
};
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

const open = (dir: string) => EmbeddedEventLog.open({ dir, retryPauseMs: 20 });
eventLogContract('embedded', { open: () => open(newDir()), again: () => open(dirs.at(-1)!), timeoutMs: 10_000 });

describe('the embedded event log', () => {
  const tick = (n: number) => ({
    id: `${n}`,
    type: 'io.quiesce.ticked.v1',
    source: '/test',
    time: '2026-01-02T03:04:05Z',
    key: 'h',
    data: { n },
  });

  test('has one owner at a time, also in one process', async () => {
    const dir = newDir();
    const log = await open(dir);
    await expect(open(dir)).rejects.toThrow(/Another process has the event log at/);
    await log.append('lines', [tick(1)]);
    await log.close();
    await (await open(dir)).close();
  });

  test('has one owner of two that start together', async () => {
    const dir = newDir();
    await (await open(dir)).close();
    const starts = await Promise.allSettled(Array.from({ length: 5 }, () => open(dir)));
    const owners = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    expect(owners).toHaveLength(1);
    await owners[0]!.close();
  });

  test('can be looked at beside its owner', async () => {
    const dir = newDir();
    const log = await open(dir);
    await log.append('lines', [tick(1)]);
    const looking = await EmbeddedEventLog.open({ dir, readOnly: true });
    await log.append('lines', [tick(2)]);
    expect(await looking.progress('g', 'lines')).toEqual([{ partition: 0, end: 2, committed: 0 }]);
    await expect(looking.append('lines', [tick(3)])).rejects.toThrow(/read-only/);
    await looking.close();
    await log.close();
    await expect(EmbeddedEventLog.open({ dir: join(dir, 'absent'), readOnly: true })).rejects.toThrow(
      /No event log at/,
    );
  });

  test('opens a directory whose path is longer than a socket may have', async () => {
    const dir = join(newDir(), 'd'.repeat(60), 'e'.repeat(60));
    const log = await open(dir);
    await expect(open(dir)).rejects.toThrow(/Another process/);
    await log.close();
  });

  test('bounds a batch by events and by bytes', async () => {
    const log = await EmbeddedEventLog.open({ dir: newDir(), batch: { events: 10, bytes: 2000 } });
    await log.append(
      'lines',
      Array.from({ length: 25 }, (_, n) => tick(n)),
    );
    await log.append('lines', [{ ...tick(25), data: 'x'.repeat(5000) }, tick(26)]);
    const sizes: number[] = [];
    const seen: string[] = [];
    const onBatch = async ({ events }: { events: readonly { id: string }[] }) => {
      sizes.push(events.length);
      seen.push(...events.map(({ id }) => id));
    };
    const subscription = await log.read({ group: 'g', streams: ['lines'], onBatch });
    while (seen.length < 27) await new Promise((resolve) => setTimeout(resolve, 5));
    await subscription.close();
    await log.close();
    expect(seen).toEqual(Array.from({ length: 27 }, (_, n) => `${n}`));
    expect(sizes).toEqual([10, 10, 5, 1, 1]);
  });

  test('buries an unreadable event among the dead letters and goes on', async () => {
    const dir = newDir();
    const before = await open(dir);
    await before.append('lines', [tick(1), tick(2), tick(3)]);
    await before.close();
    const raw = openRaw({ path: dir, noSubdir: false, maxDbs: 32, compression: true, encoding: 'string' });
    await raw.openDB({ name: 'events lines', encoding: 'string' }).put(1, '{"torn');
    await raw.close();

    const problems: string[] = [];
    const log = await EmbeddedEventLog.open({
      dir,
      onProblem: ({ what, message }) => problems.push(`${what} ${message}`),
    });
    const seen: string[] = [];
    const onBatch = async ({ events, commit }: Batch) => {
      seen.push(...events.map(({ id }) => id));
      await commit();
    };
    const subscription = await log.read({ group: 'g', streams: ['lines'], onBatch });
    while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await subscription.close();
    expect(seen).toEqual(['1', '3']);
    expect(problems).toEqual([expect.stringMatching(/^event-unreadable 1: not JSON/)]);
    const letters: unknown[] = [];
    for await (const letter of log.scan('dead-letters')) letters.push(letter.data);
    const value = Buffer.from('{"torn').toString('base64');
    expect(letters).toEqual([
      {
        reason: expect.stringMatching(/^not JSON/),
        origin: { stream: 'lines', partition: 0, position: 1 },
        event: { key: null, value, headers: {} },
      },
    ]);
    await log.close();
  });

  test('takes away what is old and was read by every group, and nothing that decides what is new', async () => {
    const log = await open(newDir());
    const old = (n: number) => ({ ...tick(n), time: '2026-01-01T00:00:00.000Z' });
    const young = (n: number) => ({ ...tick(n), time: '2026-02-01T00:00:00.000Z' });
    const commitUpTo = async (group: string, last: number) => {
      const onBatch = async ({ events, commit }: Batch) => {
        if (events.at(-1)!.position <= last) await commit();
      };
      const bounded = await log.read({ group, streams: ['lines'], onBatch });
      while ((await log.progress(group, 'lines'))[0]!.committed <= last)
        await new Promise((resolve) => setTimeout(resolve, 5));
      await bounded.close();
    };
    await log.append('lines', [old(0), old(1)]);
    await commitUpTo('slow', 1);
    await log.append('lines', [old(2), old(3), young(4), old(5)]);
    await log.append('alerts', [old(0), old(1)]);
    expect(await log.sweep(Date.UTC(2026, 0, 15))).toBe(2);
    await commitUpTo('slow', 5);
    expect(await log.sweep(Date.UTC(2026, 0, 15))).toBe(2);
    expect(await log.progress('fresh', 'lines')).toEqual([{ partition: 0, end: 6, committed: 4 }]);
    const left: string[] = [];
    for await (const { id } of log.scan('lines')) left.push(id);
    for await (const { id } of log.scan('alerts')) left.push(`alert ${id}`);
    expect(left).toEqual(['4', '5', 'alert 0', 'alert 1']);
    await log.append('lines', [old(6)]);
    expect((await log.progress('fresh', 'lines'))[0]!.end).toBe(7);
    await log.close();
  });

  test('refuses a log of a later format', async () => {
    const dir = newDir();
    await (await open(dir)).close();
    const raw = openRaw({ path: dir, noSubdir: false, maxDbs: 32, encoding: 'string' });
    await raw.openDB({ name: 'about', encoding: 'string' }).put('format', '2');
    await raw.close();
    await expect(open(dir)).rejects.toThrow(/format 2, this program writes format 1/);
  });
});

/** A disk of 10 MB in a namespace of its own: needs Linux and leave to make one. */
const onSmallDisk = (command: string) => [
  '-Urm',
  'sh',
  '-c',
  `mount -t tmpfs -o size=10m none "$0" && exec ${command}`,
];
const disk = newDir();
const canMount = spawnSync('unshare', [...onSmallDisk('true'), disk]).status === 0;
if (!canMount) process.stderr.write('SKIPPED the full disk: no namespace with a disk of its own can be made here\n');

(canMount ? test : test.skip)('a full disk is an error that passes', async () => {
  const child = spawnTypescript('libs/event-log/src/testing/full-disk-child.ts', [disk], {
    stdio: ['ignore', 'pipe', 'inherit'],
    within: ['unshare', ...onSmallDisk('"$@"'), disk],
  });
  let said = '';
  child.stdout!.on('data', (text) => {
    said += text;
  });
  await once(child, 'exit');
  const { typed, message, retriable, acked, present } = JSON.parse(said);
  expect({ typed, message, retriable }).toEqual({
    typed: true,
    message: expect.stringMatching(/^The event log at .* cannot be written: .* \(its disk has 0\.\d MB left\)$/),
    retriable: true,
  });
  expect(acked.length).toBeGreaterThan(10);
  expect(present.filter((n: number) => n !== acked.length)).toEqual([...acked, -1]);
});
