/** Which troubles of ClickHouse pass by themselves, so that the same work may be tried again. */

/** Server errors that pass by themselves: https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp */
const PASSING_ERRORS: ReadonlySet<string> = new Set([
  'TIMEOUT_EXCEEDED',
  'TOO_MANY_SIMULTANEOUS_QUERIES',
  'SOCKET_TIMEOUT',
  'NETWORK_ERROR',
  'MEMORY_LIMIT_EXCEEDED',
  'TABLE_IS_READ_ONLY',
  'NOT_ENOUGH_SPACE',
  'TOO_MANY_PARTS',
  'UNKNOWN_STATUS_OF_INSERT',
  'KEEPER_EXCEPTION',
  'ASYNC_LOAD_WAIT_FAILED',
]);
/** What a proxy says for a server that is not there yet. */
const PASSING_STATUS = /\b(?:429 Too Many|502 Bad Gateway|503 Service|504 Gateway)/i;
const PASSING_SYSTEM_ERROR = /^(?:ECONN|EPIPE$|ETIMEDOUT$|EAI_AGAIN$|ENOTFOUND$|EHOSTUNREACH$|ENETUNREACH$|ENOSPC$)/;
const PASSING_MESSAGE = /timeout error|socket hang up/i;

/** An error by its shape: the client and chdb each bring a ClickHouseError of their own. */
interface Trouble {
  readonly message: string;
  /** Of a system error. */
  readonly code: string;
  /** Of a ClickHouse error: its name there. */
  readonly type: string | null;
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const troubleOf = (cause: unknown): Trouble => {
  const { message, code, type } = (typeof cause === 'object' && cause !== null ? cause : {}) as Record<string, unknown>;
  return { message: textOf(message), code: textOf(code), type: textOf(type) || null };
};

/** What it says of itself. */
export const messageOf = (cause: unknown): string => troubleOf(cause).message || String(cause);

/** May waiting mend it? */
export const isPassing = (cause: unknown): boolean => {
  const { message, code, type } = troubleOf(cause);
  if (type !== null) return PASSING_ERRORS.has(type);
  return PASSING_SYSTEM_ERROR.test(code) || PASSING_MESSAGE.test(message) || PASSING_STATUS.test(message);
};
