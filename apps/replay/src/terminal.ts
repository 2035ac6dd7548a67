/** Writes to standard output in big pieces, waits for slow readers and ends quietly when the reader has gone. */
import { once } from 'node:events';
import type { AnyBlock } from '#core';

export interface Terminal {
  /** Resolves when more may be written. */
  out(text: string | Uint8Array): Promise<void>;
  err(text: string): void;
}

/** `quiesce facts … | head` ends the reader first: that is no error of ours. */
const endWithReader = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
};

export const standardTerminal = (): Terminal => {
  process.stdout.removeListener('error', endWithReader).on('error', endWithReader);
  return {
    out: async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    },
    err: (text) => {
      process.stderr.write(text);
    },
  };
};

const PROGRESS_AFTER_MS = 1000;
const PROGRESS_EVERY_MS = 200;

/** Shows on a terminal how far long work has come, on a line that is wiped when it is done. */
export async function* withProgress<Block extends AnyBlock>(blocks: AsyncIterable<Block>): AsyncGenerator<Block> {
  let shown = 0;
  const began = Date.now();
  try {
    for await (const block of blocks) {
      const now = Date.now();
      if (process.stderr.isTTY && now - began > PROGRESS_AFTER_MS && now - shown > PROGRESS_EVERY_MS) {
        process.stderr.write(`\r\x1b[K${block.source}: ${block.firstLine.toLocaleString('en')} lines read`);
        shown = now;
      }
      yield block;
    }
  } finally {
    if (shown > 0) process.stderr.write('\r\x1b[K');
  }
}

/** Bad usage: says all that is wrong and where help is. */
export const refuse = (command: string, problems: readonly string[]): void => {
  for (const problem of problems) process.stderr.write(`quiesce ${command}: ${problem}\n`);
  process.stderr.write(`Try \`quiesce ${command} --help\`.\n`);
  process.exitCode = 2;
};
