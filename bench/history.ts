/** Makes the history that bench/replay.ts runs through: a day of one host, and captures of simulated handoffs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { captureOf, packed, writtenCapture } from '#capture';
import type { Event, RecordedEvent } from '#event-log';
import { newEvent } from '#schemas';
import { type Day, dayOf } from './make-corpus';
import { type Asked, story } from './oracle/ask';

/** Hosts of the simulator that one capture holds. */
export const HOSTS_A_CAPTURE = 20;
const BY = '/bench/history';
/** Lines that a collector sends at once. */
const BLOCK = 200;

type Data = Readonly<Record<string, unknown>>;
interface Said {
  readonly type: Event['type'];
  readonly data: Data;
}

function* blocksOf(host: string, source: string, text: string): Generator<Said> {
  const lines = text.split('\n').slice(0, -1);
  for (let at = 0; at < lines.length; at += BLOCK) {
    const data = { host, source, firstLine: at + 1, text: lines.slice(at, at + BLOCK).join('\n') };
    yield { type: 'io.quiesce.lines-collected.v1', data };
  }
  yield { type: 'io.quiesce.source-ended.v1', data: { host, source, lines: lines.length } };
}

/** What a collector would have recorded of a simulated host, ticks of one that never came back among it. */
function* saidOf({ host: { host, boots, waitedUntil }, logs }: Asked): Generator<Said> {
  for (const { name, text } of logs) yield* blocksOf(host, name, text);
  if (waitedUntil === null) return;
  const minuteAfter = new Date(Date.parse(boots.at(-1)?.bootedAt ?? '') + 600_000).toISOString();
  for (const at of [minuteAfter, waitedUntil]) yield { type: 'io.quiesce.ticked.v1', data: { host, at } };
}

export interface Made {
  readonly hosts: number;
  readonly captures: number;
  /** As the simulator's truth counts them. */
  readonly handoffs: number;
  readonly lines: number;
  readonly bytes: number;
}

async function writeCapture(folder: string, seeds: readonly number[]): Promise<Omit<Made, 'captures'>> {
  const events: RecordedEvent[] = [];
  let [handoffs, lines] = [0, 0];
  for (const seed of seeds) {
    const asked = story(seed);
    handoffs += asked.host.truth.length;
    for (const { type, data } of saidOf(asked)) {
      const position = events.length;
      const event = newEvent({
        id: `${seed}-${position}`,
        type: type as 'io.quiesce.ticked.v1',
        source: BY,
        time: '2026-11-02T08:00:00Z',
        key: asked.host.host,
        data: data as { host: string; at: string },
      });
      events.push({ ...event, stream: 'lines', partition: 0, position });
    }
    for (const { text } of asked.logs) lines += text.split('\n').length - 1;
  }
  const bytes = await packed(writtenCapture(captureOf(events)));
  writeFileSync(join(folder, `hosts-${String(seeds[0]).padStart(7, '0')}.capture.zst`), bytes);
  return { hosts: seeds.length, handoffs, lines, bytes: bytes.length };
}

/** Captures of the oracle's stories, host after host, until there are as many handoffs as are wanted. */
export async function writeHistory(folder: string, wanted: number): Promise<Made> {
  mkdirSync(folder, { recursive: true });
  let made: Made = { hosts: 0, captures: 0, handoffs: 0, lines: 0, bytes: 0 };
  while (made.handoffs < wanted) {
    const seeds = Array.from({ length: HOSTS_A_CAPTURE }, (_, at) => made.hosts + at);
    const more = await writeCapture(folder, seeds);
    made = {
      hosts: made.hosts + more.hosts,
      captures: made.captures + 1,
      handoffs: made.handoffs + more.handoffs,
      lines: made.lines + more.lines,
      bytes: made.bytes + more.bytes,
    };
  }
  return made;
}

export type DayRequest = Day;

/** A host's day, handoffs among it, as one dmesg log. */
export function writeDay(day: Day, file: string): { readonly lines: number; readonly bytes: number } {
  const lines = [...dayOf(day)];
  const text = `${lines.join('\n')}\n`;
  writeFileSync(file, text);
  return { lines: lines.length, bytes: text.length };
}
