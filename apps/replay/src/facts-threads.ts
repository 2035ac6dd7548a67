/** Several files on several cores: one thread a file, told in the order of the files, in bounded memory. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Told } from './facts';
import { STDIN } from './read-source';

/** Compiled beside this file; without it (sources run as they are) one thread reads all. */
const PROGRAM = join(__dirname, 'facts-worker.js');
/** A thread takes a tenth of a second to start: less text is read sooner without. */
const WORTH_BYTES = 8 * 1024 * 1024;
/** Pieces that a thread may be ahead of the reader. */
export const AHEAD = 16;

const bytesOf = async (file: string): Promise<number> => {
  const found = file === STDIN ? null : await stat(file).catch(() => null);
  return found?.isFile() ? found.size : 0;
};

/** How many threads these files are worth. Pipes and standard input are read by the thread that was given them. */
export async function threadsFor(files: readonly string[]): Promise<number> {
  if (files.length < 2 || files.includes(STDIN) || !existsSync(PROGRAM)) return 1;
  const sizes = await Promise.all(files.map(bytesOf));
  const worth = sizes.every((size) => size > 0) && sizes.reduce((sum, size) => sum + size, 0) >= WORTH_BYTES;
  return worth ? Math.min(files.length, availableParallelism()) : 1;
}

/** Pieces of one thread as they come. */
function* started(files: readonly string[]): Generator<AsyncGenerator<Told>> {
  for (const file of files) {
    const worker = new Worker(PROGRAM, { workerData: file });
    const waiting: Told[] = [];
    let wake: (() => void) | null = null;
    let failed: Error | null = null;
    const notify = () => {
      wake?.();
      wake = null;
    };
    worker.on('message', (told: Told) => {
      waiting.push(told);
      notify();
    });
    worker.on('error', (error) => {
      failed = error;
      notify();
    });
    yield (async function* told(): AsyncGenerator<Told> {
      for (;;) {
        const next = waiting.shift();
        if (next) {
          yield next;
          if (next.type === 'end') return;
          worker.postMessage('more');
        } else if (failed) throw failed;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    })();
  }
}

/** What each file tells, in the order of the files; never more than `threads` are read at once. */
export function* inThreads(files: readonly string[], threads: number): Generator<AsyncGenerator<Told>> {
  const source = started(files);
  const running: AsyncGenerator<Told>[] = [];
  for (;;) {
    while (running.length < threads) {
      const next = source.next();
      if (next.done) break;
      running.push(next.value);
    }
    const first = running.shift();
    if (!first) return;
    yield first;
  }
}
