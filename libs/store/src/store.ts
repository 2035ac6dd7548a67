/** Port 2: the store. A projection of the event log: rows go in as often as they like, questions come back the same. */
import type { Questions } from './questions';
import type { Retention } from './retention';
import type { StoreRows } from './rows';

/** A broken world at the store; `retriable` says whether waiting may mend it. */
export class StoreError extends Error {
  readonly retriable: boolean;
  constructor(message: string, options: { retriable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'StoreError';
    this.retriable = options.retriable;
  }
}

/** Every method rejects with a StoreError where the world is broken. */
export abstract class Store {
  /**
   * Makes or updates the tables; may run again at any time. Rejects, not retriable, where a migration that was applied has
   * other text now, or where a newer program made tables that this one does not know.
   */
  abstract migrate(): Promise<void>;
  /**
   * Keeps raw lines and facts for so long from now on, also those that are there; what is older goes when the store next tidies up, at
   * the earliest at once. What is counted of them stays. For tables that `migrate()` made.
   */
  abstract retain(retention: Retention): Promise<void>;
  /**
   * Durable when it resolves. The same rows again, or older versions after newer ones, change no answer; so after a
   * rejection, which may leave some tables written, the caller does it all again.
   */
  abstract insert(rows: StoreRows): Promise<void>;
  /** The answer as of now. */
  abstract ask<Name extends keyof Questions>(
    question: Name,
    parameters: Questions[Name]['parameters'],
  ): Promise<Questions[Name]['answer']>;
  /** Removes every table: `migrate()` and all events again make the same store. */
  abstract drop(): Promise<void>;
  abstract close(): Promise<void>;
}
