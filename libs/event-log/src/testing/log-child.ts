/** A process that appends to an embedded log and reads from it until it is killed, saying on stdout what was done. */
import { EmbeddedEventLog } from '../embedded';

const [, , , dir, from] = process.argv;
const say = (line: string) => process.stdout.write(`${line}\n`);
/** Of very different sizes, so that a kill may fall into a large write. */
const textOf = (n: number): string => `${n} `.repeat(n % 13 === 0 ? 40_000 : 20);

async function main(): Promise<void> {
  const log = await EmbeddedEventLog.open({ dir: dir! });
  await log.read({
    group: 'g',
    streams: ['lines'],
    onBatch: async ({ events, commit }) => {
      say(`read ${events.map(({ id }) => id).join(' ')}`);
      await commit();
      say(`committed ${events.at(-1)!.id}`);
    },
  });
  const event = (n: number, key: string) => ({
    id: `${n}`,
    type: 'io.quiesce.ticked.v1',
    source: '/child',
    time: '2026-01-01T00:00:00Z',
    key,
    data: textOf(n),
  });
  for (let n = Number(from); ; n += 3) {
    const run = [event(n, 'h'), event(n + 1, 'h'), event(n + 2, 'h')];
    await Promise.all([log.append('lines', run), log.append('snapshots', [event(n, 'h')])]);
    say(`acked ${n + 2}`);
  }
}
void main();
