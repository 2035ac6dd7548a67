/** What brokers and kafkajs say when something fails, and what follows from it. */
import { EventLogError } from './event-log';

/** What a broker says to who is not, or no longer, a member of the group. */
const OUTSIDE = new Set([
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR_FOR_GROUP',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
]);
/** What a broker says when trying again cannot help. */
const FINAL = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'UNSUPPORTED_VERSION',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
]);

export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw kafkaError(what, cause);
  }
}

export function kafkaError(what: string, cause: unknown): EventLogError {
  if (cause instanceof EventLogError) return cause;
  const why = causes(cause).at(-1)!.message;
  return new EventLogError(`${what}: ${why}`, { retriable: !isFinal(cause), cause });
}

export const isFinal = (error: unknown): boolean =>
  causes(error).some(({ type, name }) => FINAL.has(type ?? '') || name === 'KafkaJSSASLAuthenticationError');

export const isOutside = (error: unknown): boolean => causes(error).some(({ type }) => OUTSIDE.has(type ?? ''));

interface Caused {
  readonly name: string;
  readonly message: string;
  readonly type?: string;
  readonly cause?: unknown;
}
const causes = (error: unknown): readonly Caused[] => {
  const { cause } = error as Caused;
  return cause ? [error as Caused, ...causes(cause)] : [error as Caused];
};
