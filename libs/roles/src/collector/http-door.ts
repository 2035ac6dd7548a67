/** The other end of a collector that has no event log: the HTTP door of another Quiesce. */
import type { Event } from '#event-log';
import type { LinesCollected } from '../event';
import { messageOf } from '../role';

/** The other end did not take lines. */
export class DoorError extends Error {
  readonly retriable: boolean;
  constructor(message: string, options: { retriable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'DoorError';
    this.retriable = options.retriable;
  }
}

const isLines = (event: Event): event is Event<LinesCollected> => event.type === 'io.quiesce.lines-collected.v1';

/** Sends lines in order, one block a request; ticks stay here: the door takes only lines. */
export function sendToDoor({ to, token, timeoutMs }: { to: string; token: string | null; timeoutMs: number }) {
  return async (events: readonly Event[]): Promise<void> => {
    for (const event of events) if (isLines(event)) await post({ lines: event.data, to, token, timeoutMs });
  };
}

async function post(request: { lines: LinesCollected; to: string; token: string | null; timeoutMs: number }) {
  const { lines, to, token, timeoutMs } = request;
  const url = new URL('api/v1/lines', to.endsWith('/') ? to : `${to}/`);
  const { host, source, firstLine } = lines;
  url.search = new URLSearchParams({ host, source, firstLine: String(firstLine) }).toString();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: lines.text,
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw new DoorError(`${url.origin} does not answer: ${messageOf(cause)}`, { retriable: true, cause });
  });
  const text = await response.text().catch(() => '');
  if (response.ok) return;
  const retriable = response.status >= 500 || response.status === 429 || response.status === 408;
  throw new DoorError(`${url.origin} answered ${response.status}: ${text.slice(0, 300)}`, { retriable });
}
