/** A long-running job that moves events. It knows its configuration and its ports, and no other role. */
import type { Logger } from 'pino';
import type { Event } from '#event-log';
import type { RoleName } from './config';

export interface Role {
  readonly name: RoleName;
  start(): Promise<void>;
  /** Finishes what is in hand, commits it, and lets go. */
  stop(): Promise<void>;
  /** Why it cannot do its work now, or null. */
  trouble(): string | null;
}

/** Injection tokens of what is not a port. */
export const CONFIG = Symbol('config');
export const LOGGER = Symbol('logger');
export const REGISTRY = Symbol('registry');
/** Takes events of stream `lines`; they are durable when it resolves. */
export const SEND = Symbol('send');
export type Send = (events: readonly Event[]) => Promise<void>;

/** Wakes early, without an error, when `signal` aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isRetriable = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'retriable' in error && error.retriable === true;

/** Tries until it works, the error is not worth a retry, or `signal` aborts; the pause doubles up to `maxMs`. */
export async function persist<T>(
  work: () => Promise<T>,
  { signal, logger, what, minMs = 100, maxMs = 5_000 }: Persistence,
): Promise<T> {
  for (let pauseMs = minMs; ; pauseMs = Math.min(maxMs, pauseMs * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!isRetriable(error) || signal.aborted) throw error;
      logger.warn({ error: messageOf(error), pauseMs }, `${what} failed and is tried again.`);
      await sleep(pauseMs, signal);
      if (signal.aborted) throw error;
    }
  }
}
export interface Persistence {
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly what: string;
  readonly minMs?: number;
  readonly maxMs?: number;
}
