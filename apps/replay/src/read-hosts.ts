/** The files of a command line as inputs of the core: which host each belongs to, and what was wrong with it. */
import { basename } from 'node:path';
import type { AnyInput, EndInput, Input, LineBlock, LinesInput } from '#core';
import { inPrintedOrder } from './pstore-order';
import type { Spool } from './quote-lines';
import { isRereadable, readBlocks, readSource, STDIN, type Tee } from './read-source';
import { SourceError, type SourceProblem } from './source-error';
import { withProgress } from './terminal';

export interface HostFile {
  readonly host: string;
  readonly file: string;
}

const PACKED = /\.(gz|zst|xz)$/;
/** `/var/log/web-17.log.gz` → `web-17`. */
export const stemOf = (file: string): string => {
  const name = basename(file).replace(PACKED, '');
  return file === STDIN ? 'stdin' : name.replace(/\.[^.]+$/, '') || name;
};

export interface Asked {
  readonly files: readonly string[];
  /** `NAME=FILE` as given to --host. */
  readonly hosts: readonly string[];
}
/** Bare files are one host, named after the first; `--host NAME=FILE` says it otherwise. Problems are sentences. */
export const hostFiles = ({ files, hosts }: Asked): { sources: HostFile[]; problems: string[] } => {
  const problems: string[] = [];
  const named = hosts.flatMap((pair) => {
    const at = pair.indexOf('=');
    if (at > 0 && at < pair.length - 1) return [{ host: pair.slice(0, at), file: pair.slice(at + 1) }];
    problems.push(`--host ${pair}: expected NAME=FILE`);
    return [];
  });
  const bare = files.map((file) => ({ host: stemOf(files[0]!), file }));
  const sources = [...named, ...bare];
  for (const { file } of sources.filter(({ file }, at) => sources.findIndex((other) => other.file === file) < at)) {
    problems.push(`${file === STDIN ? 'standard input' : file}: named twice; a line would count twice`);
  }
  if (sources.length === 0) problems.push('no FILE given (`-` reads standard input)');
  return { sources, problems };
};

/** What was read of a run, whatever was made of it. */
export interface Reading {
  readonly sources: readonly HostFile[];
  /** Given where lines must be quoted later. */
  readonly spool?: Spool;
  /** Only what all lines say together is wanted, not what was known on the way. */
  readonly atOnce?: boolean;
  /** Show on a terminal how far it has come. */
  readonly progress?: boolean;
  readonly onProblem: (problem: SourceProblem) => void;
  readonly onError: (error: SourceError) => void;
}
/** Block after block of every file that can be read; those that cannot are told to `onError` and left out. */
export const inputsOf = (reading: Reading): AsyncGenerator<Input> => inputs(reading, readSource);
/** The same with bytes for text, good until the next input is asked for: for those who only fold them. */
export const byteInputsOf = (reading: Reading): AsyncGenerator<AnyInput> => inputs(reading, readBlocks);

type Read<Text extends string | Uint8Array> = (
  file: string,
  onProblem: Reading['onProblem'],
  tee?: Tee,
) => AsyncGenerator<LineBlock<Text>>;

async function* inputs<Text extends string | Uint8Array>(
  { sources, spool, atOnce, progress, onProblem, onError }: Reading,
  read: Read<Text>,
): AsyncGenerator<LinesInput<Text> | EndInput> {
  for (const { host, file } of await inPrintedOrder(sources)) {
    try {
      const again = spool === undefined || (await isRereadable(file).catch(() => true));
      const blocks = read(file, onProblem, again ? undefined : spool.tee(file));
      for await (const block of progress ? withProgress(blocks) : blocks) {
        yield { type: 'lines', host, ...block, ...(atOnce ? { more: true } : {}) };
      }
      yield { type: 'end', host, source: file };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      onError(error);
    }
  }
}
