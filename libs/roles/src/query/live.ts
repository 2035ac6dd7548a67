/** Server-sent events: what changes, to everybody who listens. */
import type { ServerResponse } from 'node:http';
import type { EventLog, RecordedEvent, Subscription } from '#event-log';
import { isOf } from '#schemas';

export interface Live {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The response's headers are sent; it is written to until it closes. */
  add(response: ServerResponse): void;
  listeners(): number;
}

/** A handoff changes many times in a second while its lines come: it is told once in so long, and after its rows. */
const GATHER_MS = 250;
const HEARTBEAT_MS = 15_000;
/** Whoever reads slower than this is behind for good: the connection ends, and the page asks again. */
const UNSENT_BYTES_MAX = 1 << 20;

const message = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** What an event says to the page, and the thing it is about: only the latest of a thing is told. */
export function messageOfEvent(event: RecordedEvent): { readonly about: string; readonly text: string } | null {
  const { type, data } = event;
  if (type === 'io.quiesce.handoff-judged.v1' && isOf(type, data)) {
    const { id, host } = data.handoff;
    return { about: id, text: message('handoff', { id, host, version: data.version }) };
  }
  if (type === 'io.quiesce.alert-raised.v1' && isOf(type, data))
    return { about: data.alert, text: message('alert', data) };
  if (type === 'io.quiesce.signature-muted.v1' || type === 'io.quiesce.signature-unmuted.v1') {
    const { key } = event;
    return { about: `mute of ${key}`, text: message('mute', { signature: key }) };
  }
  return null;
}

export function createLive({ log, group }: { readonly log: EventLog; readonly group: string }): Live {
  const responses = new Set<ServerResponse>();
  const gathered = new Map<string, string>();
  let subscription: Subscription | null = null;
  const timers: NodeJS.Timeout[] = [];

  const write = (text: string) => {
    for (const response of responses) {
      if (response.writableLength > UNSENT_BYTES_MAX) response.destroy();
      else response.write(text);
    }
  };
  const tell = () => {
    const text = [...gathered.values()].join('');
    gathered.clear();
    if (text !== '') write(text);
  };
  return {
    async start() {
      timers.push(
        setInterval(tell, GATHER_MS),
        setInterval(() => write(': still here\n\n'), HEARTBEAT_MS),
      );
      for (const timer of timers) timer.unref();
      subscription = await log.read({
        group,
        streams: ['handoffs', 'alerts', 'mutes'],
        onBatch: async (batch) => {
          // Nobody listens: what was missed is asked for, not replayed.
          if (responses.size > 0) {
            for (const event of batch.events) {
              const said = messageOfEvent(event);
              if (said !== null) gathered.set(said.about, said.text);
            }
          }
          await batch.commit();
        },
      });
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      for (const response of responses) response.end();
      await subscription?.close();
    },
    add(response) {
      responses.add(response);
      response.once('close', () => responses.delete(response));
      response.write(': hello\n\n');
    },
    listeners: () => responses.size,
  };
}
