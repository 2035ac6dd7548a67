/** Names made from content: the same inputs give the same id on every machine. */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** First 16 hex digits of the SHA-256 of the parts, joined so that no two lists collide; behind a prefix that says what it names. */
export function identify(prefix: string, parts: readonly (string | number | null)[]): string {
  return `${prefix}-${bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, 16)}`;
}

/** Rounds of MurmurHash3's finalizer (Austin Appleby, public domain). */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}

const hexOf = (word: number): string => word.toString(16).padStart(8, '0');

/**
 * 64 bits of a value's JSON text, 16 hex digits: tells whether something that is built in one way only has changed. Two FNV-1a hashes, each
 * finished as MurmurHash3 is: made for speed, not against an adversary, who would only keep his own host's news from being told.
 */
export function changeMark(value: unknown): string {
  const text = JSON.stringify(value);
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul((other << 13) | (other >>> 19), 0x5bd1e995) ^ Math.imul(code, 0xcc9e2d51);
  }
  return `${hexOf(mixed(one ^ text.length))}${hexOf(mixed(other ^ text.length))}`;
}
