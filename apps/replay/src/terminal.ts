/** Writes to standard output in big pieces, waits for slow readers and ends quietly when the reader has gone. */
import { once } from 'node:events';

export interface Terminal {
  /** Resolves when more may be written. */
  out(text: string): Promise<void>;
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

/** Bad usage: says all that is wrong and where help is. */
export const refuse = (command: string, problems: readonly string[]): void => {
  for (const problem of problems) process.stderr.write(`quiesce ${command}: ${problem}\n`);
  process.stderr.write(`Try \`quiesce ${command} --help\`.\n`);
  process.exitCode = 2;
};
