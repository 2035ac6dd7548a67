/** What these rules say of recorded events, as the events that the correlator would have appended last. */
import { from } from 'rxjs';
import { analyze, type Input } from '#core';
import type { RecordedEvent } from '#event-log';
import { eventId, newEvent } from '#schemas';
import type { Judged } from './capture';
import { inputOf, onceOnly } from './recorded-input';

const BY = '/quiesce/capture';

const eventOf = (data: Judged, by: RecordedEvent): RecordedEvent<Judged> => ({
  ...newEvent({
    id: eventId('handoff-judged', data.handoff.id, by.partition, data.version),
    type: 'io.quiesce.handoff-judged.v1',
    source: BY,
    time: by.time,
    key: data.host,
    data,
  }),
  stream: 'handoffs',
  partition: 0,
  position: data.version,
});

/** Each handoff that the events give rise to, as it was judged last, with the input that changed it last as its version. */
export async function judgedAgain(events: readonly RecordedEvent[]): Promise<readonly RecordedEvent<Judged>[]> {
  const last = new Map<string, RecordedEvent<Judged>>();
  const once = onceOnly();
  let by = events[0];
  function* inputs(): Generator<Input> {
    for (const event of events) {
      const input = inputOf(event);
      const fresh = input && once(input);
      by = event;
      if (fresh) yield fresh;
    }
  }
  await analyze(from(inputs())).forEach((output) => {
    if (output.type === 'retired') for (const id of output.handoffs) last.delete(id);
    if (output.type !== 'handoff' || by === undefined) return;
    const { host, handoff, boots } = output;
    last.set(handoff.id, eventOf({ host, version: by.position, handoff, boots }, by));
  });
  return [...last.values()];
}
