/** Appends of one stream, sent one after another, what waits meanwhile together: order without idle round trips. */

export interface AppendQueue<Item> {
  /** Resolves when all items are sent, in order; an item that cannot be sent keeps back those after it of the call. */
  push(items: readonly Item[]): Promise<void>;
  /** Resolves when nothing waits. */
  idle(): Promise<void>;
}
interface Job<Item> {
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
export interface AppendQueueOptions<Item> {
  readonly send: (items: readonly Item[]) => Promise<void>;
  /** Is it an item's fault, and not the world's? Then the calls that went together are tried each by itself. */
  readonly isItemsFault: (error: unknown) => boolean;
  readonly sizeOf: (item: Item) => number;
  /** Most that is sent at once, unless one item is larger. */
  readonly bytesMax: number;
}

export function newAppendQueue<Item>(options: AppendQueueOptions<Item>): AppendQueue<Item> {
  const { send, isItemsFault, sizeOf, bytesMax } = options;
  let waiting: Job<Item>[] = [];
  let running: Promise<void> | null = null;

  const sizeOfAll = (items: readonly Item[]) => items.reduce((sum, item) => sum + sizeOf(item), 0);

  /** The first jobs that fit into one request; at least one. */
  function nextJobs(): readonly Job<Item>[] {
    let bytes = 0;
    const over = waiting.findIndex(({ items }, n) => {
      bytes += sizeOfAll(items);
      return n > 0 && bytes > bytesMax;
    });
    const jobs = over === -1 ? waiting : waiting.slice(0, over);
    waiting = waiting.slice(jobs.length);
    return jobs;
  }

  async function sendInRuns(items: readonly Item[]): Promise<void> {
    let run: Item[] = [];
    let bytes = 0;
    for (const item of items) {
      const size = sizeOf(item);
      if (run.length > 0 && bytes + size > bytesMax) {
        await send(run);
        run = [];
        bytes = 0;
      }
      run.push(item);
      bytes += size;
    }
    if (run.length > 0) await send(run);
  }

  const sendAlone = ({ items, resolve, reject }: Job<Item>) => sendInRuns(items).then(resolve, reject);

  async function sendJobs(jobs: readonly Job<Item>[]): Promise<void> {
    if (jobs.length === 1) return sendAlone(jobs[0]!);
    try {
      await send(jobs.flatMap(({ items }) => items));
      for (const { resolve } of jobs) resolve();
    } catch (error) {
      if (isItemsFault(error)) for (const job of jobs) await sendAlone(job);
      else for (const { reject } of jobs) reject(error);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) await sendJobs(nextJobs());
    running = null;
  }

  return {
    push: (items) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ items, resolve, reject });
        // On the next turn, so that what is appended in this one goes along.
        running ??= Promise.resolve().then(run);
      }),
    idle: async () => {
      await running;
    },
  };
}
