/** A process that appends to a log and reads from it until it is killed, saying on stdout what was done. */
import { EmbeddedEventLog } from '../embedded';
import type { EventLog } from '../event-log';
import { KafkaEventLog } from '../kafka';

export type LogOfChild =
  | { readonly kind: 'embedded'; readonly dir: string }
  | { readonly kind: 'kafka'; readonly brokers: readonly string[]; readonly prefix: string };

const open = (log: LogOfChild): Promise<EventLog> =>
  log.kind === 'embedded'
    ? EmbeddedEventLog.open({ dir: log.dir })
    : KafkaEventLog.open({ ...log, topics: { partitions: 1 }, sessionTimeoutMs: 6000 });
const say = (line: string) => process.stdout.write(`${line}\n`);
/** Of very different sizes, so that a kill may fall into a large write. */
const textOf = (n: number): string => `${n} `.repeat(n % 13 === 0 ? 40_000 : 20);

async function main(which: LogOfChild, from: number): Promise<void> {
  const log = await open(which);
  const reading = log.read({
    group: 'g',
    streams: ['lines'],
    onBatch: async ({ events, commit }) => {
      say(`read ${events.map(({ id }) => id).join(' ')}`);
      await commit();
      say(`committed ${events.at(-1)!.id}`);
    },
  });
  // A killed member's partition rests until its session ends; the kills need not wait for that.
  if (which.kind === 'embedded') await reading;
  const event = (n: number, key: string) => ({
    id: `${n}`,
    type: 'io.quiesce.ticked.v1',
    source: '/child',
    time: '2026-01-01T00:00:00Z',
    key,
    data: textOf(n),
  });
  for (let n = from; ; n += 3) {
    const run = [event(n, 'h'), event(n + 1, 'h'), event(n + 2, 'h')];
    await Promise.all([log.append('lines', run), log.append('snapshots', [event(n, 'h')])]);
    say(`acked ${n + 2}`);
  }
}
void main(JSON.parse(process.argv[3]!) as LogOfChild, Number(process.argv[4]));
