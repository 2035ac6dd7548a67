/** A thread that reads one file and tells its facts, no further ahead than it is asked for more. */
import { parentPort, workerData } from 'node:worker_threads';
import { factsOf } from './facts';
import { AHEAD } from './facts-threads';

async function tell(file: string): Promise<void> {
  let left = AHEAD;
  let wake: (() => void) | null = null;
  parentPort?.on('message', () => {
    left += 1;
    wake?.();
  });
  for await (const told of factsOf(file)) {
    if (left === 0) await new Promise<void>((resolve) => (wake = resolve));
    left -= 1;
    parentPort?.postMessage(told, told.type === 'facts' ? [told.bytes.buffer] : []);
  }
  parentPort?.close();
}

void tell(String(workerData));
