/** Captures as bytes: zstd, which Node itself writes only from 22.15 on. */
import { compress, init } from '@bokuweb/zstd-wasm';

const LEVEL = 9;
let ready: Promise<void> | null = null;

/** The text as one zstd frame (RFC 8878). */
export async function packed(text: string): Promise<Uint8Array> {
  ready ??= init();
  await ready;
  return compress(Buffer.from(text), LEVEL);
}
