/** Replays into a Quiesce: lines go to the HTTP door of a running one, or into an embedded event log that nobody has open. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Input } from '#core';
import type { Event } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { DoorError, sendToDoor } from '#roles/collector/http-door';
import { linesCollected, sourceEnded, ticked } from '#roles/event';
import type { Timed } from './virtual-time';

export interface Into {
  /** `http…` or a directory. */
  readonly to: string;
  readonly token: string | null;
  /** Virtual seconds a real second; null as fast as it goes. */
  readonly speed: number | null;
}
interface Door {
  send(events: readonly Event[]): Promise<void>;
  close(): Promise<void>;
}

const BY = '/quiesce/replay';
const TIMEOUT_MS = 30_000;

async function openDoor({ to, token }: Into): Promise<Door> {
  if (/^https?:/.test(to)) return { send: sendToDoor({ to, token, timeoutMs: TIMEOUT_MS }), close: async () => {} };
  if (!existsSync(to))
    throw new DoorError(`${to}: no such directory, expected an embedded event log or a URL`, {
      retriable: false,
    });
  const log = await EmbeddedEventLog.open({ dir: to });
  return { send: (events) => log.append('lines', events), close: () => log.close() };
}

/** The number of the last line of each source, which its end tells. */
const eventsOf = (time: string) => {
  const lines = new Map<string, number>();
  return (input: Input): Event => {
    const about = { by: BY, time };
    if (input.type === 'tick') return ticked({ host: input.host, at: input.at }, about);
    const { host, source } = input;
    const key = `${host}\n${source}`;
    if (input.type === 'end') return sourceEnded({ host, source, lines: lines.get(key) ?? 0 }, about);
    const { firstLine, text } = input;
    lines.set(key, firstLine - 1 + text.split('\n').length - (text.endsWith('\n') ? 1 : 0));
    return linesCollected({ host, source, firstLine, text }, about);
  };
};

/** How many inputs were handed over. `now` is the time that their events carry. */
export async function replayInto(steps: AsyncIterable<Timed>, into: Into, now: Date): Promise<number> {
  const door = await openDoor(into);
  const eventOf = eventsOf(now.toISOString());
  let [sent, at] = [0, 0];
  try {
    for await (const { input, seconds } of steps) {
      if (into.speed !== null && seconds > at) await sleep(((seconds - at) * 1000) / into.speed);
      at = seconds;
      await door.send([eventOf(input)]);
      sent++;
    }
  } finally {
    await door.close();
  }
  return sent;
}
