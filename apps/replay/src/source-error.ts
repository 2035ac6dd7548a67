/** What can be wrong with a log that was handed to us, said so that the reader knows what to do. */

/** A source that could not be read at all. The message says which one, what was expected and what was done. */
export class SourceError extends Error {
  readonly file: string;
  readonly retriable: boolean;
  constructor(file: string, message: string, options: { cause?: unknown; retriable?: boolean } = {}) {
    super(`${file}: ${message}`, { cause: options.cause });
    this.name = 'SourceError';
    this.file = file;
    this.retriable = options.retriable ?? false;
  }
}

/** A source that was read in part: what was wrong, from where, and what was done about it. */
export interface SourceProblem {
  readonly file: string;
  readonly text: string;
}
export type OnProblem = (problem: SourceProblem) => void;

const SYSTEM_SAYS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file; skipped',
  EACCES: 'permission denied (kernel logs often need root or group adm); skipped',
  EPERM: 'permission denied; skipped',
  EISDIR: 'is a directory, expected a log file (name the files in it); skipped',
  EIO: 'the device failed while it was read; skipped',
};

/** The error of opening or reading a file, as a sentence. */
export const systemSays = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException)?.code;
  return (
    (code && SYSTEM_SAYS[code]) || `cannot be read (${error instanceof Error ? error.message : String(error)}); skipped`
  );
};
