/** Live update: server-sent events say what changed, and the pages ask for it again. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type LiveState = 'connecting' | 'live' | 'cut';

/** A fleet that reboots sends many events at once; the pages ask again at most this often. */
const SETTLE_MS = 400;
const RETRY_MS = 3_000;
const FLEET_KEYS = ['overview', 'handoffs', 'matrix', 'signatures', 'signature', 'unknown-lines'];

/** Collects changes for a moment, then marks what they touch as old; a handoff's raw lines count as touched too. */
function freshener(client: QueryClient) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const handoffs = new Set<string>();
  const flush = () => {
    timer = undefined;
    for (const key of FLEET_KEYS) void client.invalidateQueries({ queryKey: [key] });
    for (const id of handoffs) void client.invalidateQueries({ queryKey: ['handoff', id] });
    handoffs.clear();
  };
  return {
    touched(id: string | null) {
      if (id !== null) handoffs.add(id);
      timer ??= setTimeout(flush, SETTLE_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

function handoffOf(event: MessageEvent<string>): string | null {
  const body: unknown = JSON.parse(event.data);
  if (typeof body !== 'object' || body === null) return null;
  if ('handoff' in body && typeof body.handoff === 'string') return body.handoff;
  return 'id' in body && typeof body.id === 'string' ? body.id : null;
}

/** Keeps the stream of /events open for as long as the caller is mounted; returns how it fares. */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const fresh = freshener(client);
    let source: EventSource;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let wasCut = false;
    const open = () => {
      source = new EventSource('/api/v1/events');
      source.onopen = () => {
        setState('live');
        if (wasCut) void client.invalidateQueries();
        wasCut = false;
      };
      source.onerror = () => {
        setState('cut');
        wasCut = true;
        // The browser retries a broken connection by itself, but gives up for good on a refusal.
        if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
      };
      for (const name of ['handoff', 'alert', 'mute'])
        source.addEventListener(name, (event) => fresh.touched(handoffOf(event)));
    };
    open();
    return () => {
      clearTimeout(retry);
      fresh.stop();
      source.close();
    };
  }, [client]);
  return state;
}
