/** A process that fills the small disk under an embedded log, makes room, and says on stdout how the log fared. */
import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedEventLog } from '../embedded';
import { EventLogError } from '../event-log';

const disk = process.argv[3]!;
const ballast = join(disk, 'ballast');
const event = (n: number) => ({
  id: `${n}`,
  type: 'io.quiesce.ticked.v1',
  source: '/child',
  time: '2026-01-01T00:00:00Z',
  key: 'h',
  // Of a kind that compression cannot make small.
  data: Array.from({ length: 4000 }, (_, at) => Math.sin(n * 4000 + at).toString(36)).join(''),
});

async function main(): Promise<void> {
  writeFileSync(ballast, Buffer.alloc(4 * 1024 * 1024));
  const log = await EmbeddedEventLog.open({ dir: join(disk, 'log') });
  const acked: number[] = [];
  let refusal: unknown = null;
  for (let n = 0; refusal === null && n < 10_000; n++) {
    await log.append('lines', [event(n)]).then(
      () => acked.push(n),
      (error: unknown) => {
        refusal = error;
      },
    );
  }
  unlinkSync(ballast);
  await log.append('lines', [event(-1)]);
  await log.close();
  const again = await EmbeddedEventLog.open({ dir: join(disk, 'log') });
  const present: number[] = [];
  for await (const { id, data } of again.scan('lines')) if (data === event(Number(id)).data) present.push(Number(id));
  await again.close();
  const { message, retriable } = refusal as EventLogError;
  process.stdout.write(JSON.stringify({ typed: refusal instanceof EventLogError, message, retriable, acked, present }));
}
void main();
