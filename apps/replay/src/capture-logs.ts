/** A capture of plain logs: the events that a collector would have made of them, and what the core says of these. */
import { type Capture, captureOf, judgedAgain } from '#capture';
import type { EndInput, Input, LinesInput } from '#core';
import type { RecordedEvent } from '#event-log';
import { eventId, newEvent } from '#schemas';

const BY = '/quiesce/capture';
/** Nobody saw these lines come: the time of their events says so, and makes the capture the same whenever it is made. */
const UNTOLD = '1970-01-01T00:00:00Z';

function linesEvent({ host, source, firstLine, text }: LinesInput) {
  const id = eventId('lines-collected', host, source, firstLine, text);
  const data = { host, source, firstLine, text };
  return newEvent({ id, type: 'io.quiesce.lines-collected.v1', source: BY, time: UNTOLD, key: host, data });
}

function endEvent({ host, source }: EndInput, lines: number) {
  const id = eventId('source-ended', host, source, lines);
  const data = { host, source, lines };
  return newEvent({ id, type: 'io.quiesce.source-ended.v1', source: BY, time: UNTOLD, key: host, data });
}

export async function captureOfLogs(inputs: AsyncIterable<Input>): Promise<Capture> {
  const events: RecordedEvent[] = [];
  let lines = 0;
  for await (const input of inputs) {
    if (input.type === 'tick') continue;
    const event = input.type === 'lines' ? linesEvent(input) : endEvent(input, lines);
    lines = input.type === 'lines' ? input.firstLine + (input.text.match(/\n/g)?.length ?? 0) : 0;
    events.push({ ...event, stream: 'lines', partition: 0, position: events.length });
  }
  return captureOf([...events, ...(await judgedAgain(events))]);
}
