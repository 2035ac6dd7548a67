/** A life of log-child.ts that ends with SIGKILL, and what it had said. For tests only. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogOfChild } from './log-child';
import { spawnTypescript } from './typescript-child';

export interface Life {
  /** Ids, in the order they were said. */
  readonly read: readonly string[];
  readonly committed: readonly string[];
  readonly acked: readonly string[];
}

/** Lets it append from number `from` on, and kills it `afterMs` after its first acknowledged append. */
export async function killedChild(
  log: LogOfChild,
  { from, afterMs }: { readonly from: number; readonly afterMs: number },
): Promise<Life> {
  const said = { read: [] as string[], committed: [] as string[], acked: [] as string[] };
  const child = spawnTypescript('libs/event-log/src/testing/log-child.ts', [JSON.stringify(log), String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! });
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]);
  lines.on('line', (line) => {
    const [word, ...rest] = line.split(' ');
    said[word as keyof typeof said].push(...rest);
    if (word === 'acked' && said.acked.length === 1) void sleep(afterMs).then(() => child.kill('SIGKILL'));
  });
  const [[, signal]] = await ended;
  if (signal !== 'SIGKILL') throw new Error(`The child ended by itself: ${signal}`);
  return said;
}
