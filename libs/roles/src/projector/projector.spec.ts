import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import pino from 'pino';
import { EmbeddedEventLog } from '#event-log/embedded';
import { Store, StoreError, type StoreRows } from '#store';
import { linesCollected } from '../event';
import { createProjector } from './projector';

const EVENTS = 40;
const said = { by: '/collector', time: '2026-01-01T00:00:00.000Z' };

/** Keeps lines in memory, and refuses or is slow as it is told, insert by insert. */
class MemoryStore extends Store {
  readonly lines = new Set<number>();
  private inserts = 0;

  constructor(private readonly fates: readonly ('stored' | 'refused' | 'lost word' | 'slow')[]) {
    super();
  }

  async insert({ line_blocks = [] }: StoreRows): Promise<void> {
    const fate = this.fates[this.inserts++] ?? 'stored';
    await sleep(fate === 'slow' ? 5 : 0);
    if (fate !== 'refused') for (const { first_line } of line_blocks) this.lines.add(first_line);
    if (fate === 'refused' || fate === 'lost word') throw new StoreError(fate, { retriable: true });
  }
  migrate = async () => undefined;
  retain = async () => undefined;
  ask = () => Promise.reject(new Error('nobody asks'));
  drop = async () => undefined;
  close = async () => undefined;
}

async function project(fates: ConstructorParameters<typeof MemoryStore>[0]) {
  const dir = await mkdtemp(join(tmpdir(), 'quiesce-projector-'));
  const log = await EmbeddedEventLog.open({ dir, retryPauseMs: 1 });
  try {
    const events = Array.from({ length: EVENTS }, (_, n) =>
      linesCollected({ host: 'h', source: 's', firstLine: n + 1, text: 'x\n' }, said),
    );
    await log.append('lines', events);
    const store = new MemoryStore(fates);
    const commits: { readonly position: number; readonly missing: number }[] = [];
    const read: EmbeddedEventLog['read'] = (reader) =>
      log.read({
        ...reader,
        batch: { events: 5, bytes: 1e6 },
        onBatch: (batch) => {
          const commit = () => {
            const position = batch.events.at(-1)!.position;
            const missing = Array.from({ length: position + 1 }, (_, n) => n + 1).filter((n) => !store.lines.has(n));
            commits.push({ position, missing: missing.length });
            return batch.commit();
          };
          return reader.onBatch({ ...batch, commit });
        },
      });
    const projector = createProjector({
      log: Object.assign(Object.create(log) as EmbeddedEventLog, { read }),
      store,
      logger: pino({ level: 'silent' }),
    });
    await projector.start();
    const isThrough = async () => {
      const [progress] = await log.progress('projector', 'lines');
      return progress!.committed === progress!.end;
    };
    for (const end = Date.now() + 5_000; Date.now() < end && !(await isThrough()); ) await sleep(1);
    const through = await isThrough();
    await projector.stop();
    return { through, commits, lines: store.lines, trouble: projector.trouble() };
  } finally {
    await log.close();
    await rm(dir, { recursive: true });
  }
}

test('nothing is committed that is not stored, whatever the store refuses or forgets to answer, and all is stored in the end', async () => {
  const fate = fc.constantFrom('stored', 'refused', 'lost word', 'slow' as const);
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 14 }), async (fates) => {
      const { through, commits, lines, trouble } = await project(fates as Parameters<typeof project>[0]);
      expect({ through, trouble, stored: lines.size }).toEqual({ through: true, trouble: null, stored: EVENTS });
      expect(commits.filter(({ missing }) => missing > 0)).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 60_000);
