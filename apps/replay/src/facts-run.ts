/** What `quiesce facts` does once its command line is read. */
import { factsOf } from './facts';
import { inThreads, threadsFor } from './facts-threads';
import type { Terminal } from './terminal';

/** Exit code: 0 done, 2 where not one line could be read. Several large files are read on several cores; the order is that of the names. */
export const runFacts = async (files: readonly string[], terminal: Terminal): Promise<number> => {
  let read = 0;
  const threads = await threadsFor(files);
  for (const told of threads > 1 ? inThreads(files, threads) : files.map(factsOf)) {
    for await (const one of told) {
      if (one.type === 'facts') await terminal.out(one.bytes);
      else if (one.type === 'problem') terminal.err(`quiesce: ${one.text}\n`);
      else read += one.blocks;
    }
  }
  return read === 0 ? 2 : 0;
};
