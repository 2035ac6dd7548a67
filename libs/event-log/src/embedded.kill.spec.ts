import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEventLog } from './embedded';
import type { RecordedEvent, Stream } from './event-log';
import { killedChild } from './testing/killed-child';

const KILLS = 12;
/** How long after its first acknowledged append each child is killed: within the first commits, and well after. */
const delayMs = (kill: number): number => [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144][kill % 12]!;

const last = (words: readonly string[], otherwise: number): number =>
  words.length > 0 ? Number(words.at(-1)) : otherwise;

async function all(log: EmbeddedEventLog, stream: Stream): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of log.scan(stream)) events.push(event);
  return events;
}

test(`what was acknowledged is there after each of ${KILLS} kills, and nothing else is`, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'quiesce-kill-'));
  let next = 0;
  let committed = -1;
  const everRead = new Set<number>();
  for (let kill = 0; kill < KILLS; kill++) {
    const said = await killedChild({ kind: 'embedded', dir }, { from: next, afterMs: delayMs(kill) });
    const acked = last(said.acked, next - 1);
    // A reader goes on where the last one's commits end: nothing is left out.
    if (said.read.length > 0) expect(Number(said.read[0])).toBe(committed + 1);
    for (const id of said.read) everRead.add(Number(id));

    const log = await EmbeddedEventLog.open({ dir });
    const events = await all(log, 'lines');
    const present = events.map(({ id }) => Number(id));
    expect(present).toEqual(present.map((_, n) => n));
    expect(present.length).toBeGreaterThan(acked);
    // Appends are whole or not at all: three events each.
    expect(present.length % 3).toBe(0);
    for (const { id, data } of events.slice(-30)) expect((data as string).startsWith(`${id} ${id} `)).toBe(true);
    const snapshots = await all(log, 'snapshots');
    expect(snapshots).toHaveLength(1);
    expect(Number(snapshots[0]!.id)).toBeGreaterThanOrEqual(acked - 2);

    const [progress] = await log.progress('g', 'lines');
    expect(progress!.end).toBe(present.length);
    expect(progress!.committed).toBeGreaterThan(last(said.committed, committed));
    // What is committed was given first: a read is said before its commit begins.
    for (let n = committed + 1; n < progress!.committed; n++) expect(everRead.has(n)).toBe(true);
    committed = progress!.committed - 1;
    next = present.length;
    await log.close();
  }
  expect(next).toBeGreaterThan(3 * KILLS);
  rmSync(dir, { recursive: true });
}, 120_000);
