import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { EmbeddedEventLog } from '#event-log/embedded';
import { ticked } from './event';
import { measured } from './measured-log';

test('appends, snapshots, batches and those given again are counted, by stream and by group', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-measured-'));
  const registry = new Registry();
  const log = measured(await EmbeddedEventLog.open({ dir: folder, retryPauseMs: 5 }), registry);
  const time = '2026-01-01T00:00:00.000Z';
  const tick = ticked({ host: 'h', at: time }, { by: '/test', time });
  await log.append('lines', [tick, tick]);
  await (await log.exclusive('one')).append('snapshots', [tick]);
  let tries = 0;
  const done = new Promise<void>((resolve) => {
    void log.read({
      group: 'g',
      streams: ['lines'],
      onBatch: async ({ commit }) => {
        if (++tries === 1) throw new Error('not yet');
        await commit();
        setImmediate(resolve);
      },
    });
  });
  await done;
  await log.close();
  const text = await registry.metrics();
  expect(text).toContain('quiesce_event_log_appended_events_total{stream="lines"} 2\n');
  expect(text).toContain('quiesce_event_log_appended_events_total{stream="snapshots"} 1\n');
  expect(text).toContain('quiesce_batches_rejected_total{group="g",stream="lines"} 1\n');
  expect(text).toContain('quiesce_batch_events_sum{group="g",stream="lines"} 4\n');
  expect(text).toContain('quiesce_batch_seconds_count{group="g",stream="lines"} 1\n');
  await rm(folder, { recursive: true });
});
