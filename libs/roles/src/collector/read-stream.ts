/** A stream that ends, such as standard input, as blocks of whole lines. */
import type { Readable } from 'node:stream';
import { type Block, createCutter } from './cutter';

/** Reads no further while a block is in hand: the writer at the other end waits. */
export async function* readStream(reading: {
  readonly stream: Readable;
  readonly firstLine: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}): AsyncGenerator<Block> {
  const { stream, signal } = reading;
  const cutter = createCutter(reading);
  const stop = () => stream.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stream) yield* cutter.push(Buffer.from(chunk as Uint8Array));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (!signal.aborted) yield* cutter.flush();
}
