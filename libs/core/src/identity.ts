/** Names made from content: the same inputs give the same id on every machine. */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** First 16 hex digits of the SHA-256 of the parts, joined so that no two lists collide; behind a prefix that says what it names. */
export function identify(prefix: string, parts: readonly (string | number | null)[]): string {
  return `${prefix}-${bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, 16)}`;
}

/** SHA-256 of a value's JSON text, 16 hex digits: tells whether something that is built in one way only has changed. */
export function contentHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(value)))).slice(0, 16);
}
