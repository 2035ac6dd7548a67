/** `quiesce facts`: one fact a line, as they are read. */
import { createReader, endOfSource, type Fact, readBlock } from '#core';
import { readSource } from './read-source';
import { SourceError } from './source-error';
import { type Terminal, withProgress } from './terminal';

const quoted = (text: string | null): string => (text === null ? 'null' : JSON.stringify(text));

/**
 * One fact as a line of NDJSON, keys in the order of the contract and `host` after them; `lastLine` only where a run was folded.
 * Put together by hand: a storm prints hundreds of thousands of these.
 */
export const factLine = (fact: Fact): string => {
  const { source, line, lines, lastLine, boot, family, kind, bdf, time, at, fields, fault, count, corrupted, host } =
    fact;
  const folded = lastLine === undefined ? '' : `,"lastLine":${lastLine}`;
  return (
    `{"file":${quoted(source)},"line":${line},"lines":[${lines.join(',')}]${folded},"boot":${boot},"family":"${family}",` +
    `"kind":"${kind}","bdf":${quoted(bdf)},"time":${time},"at":${quoted(at)},"fields":${JSON.stringify(fields)},` +
    `"fault":${fault},"count":${count},"corrupted":${quoted(corrupted)},"host":${quoted(host)}}\n`
  );
};

const WRITE_CHARACTERS = 64 * 1024;

/** The facts of one file, written as they come. Returns how many blocks were read. */
const printFacts = async (file: string, terminal: Terminal): Promise<number> => {
  const reader = createReader(file);
  let pending = '';
  let blocks = 0;
  const take = (facts: readonly Fact[]) => {
    for (const fact of facts) pending += factLine(fact);
  };
  const blocksRead = withProgress(readSource(file, ({ text }) => terminal.err(`quiesce: ${file}: ${text}\n`)));
  for await (const block of blocksRead) {
    blocks += 1;
    take(readBlock(reader, block));
    if (pending.length < WRITE_CHARACTERS) continue;
    await terminal.out(pending);
    pending = '';
  }
  take(endOfSource(reader));
  if (pending !== '') await terminal.out(pending);
  return blocks;
};

/** Exit code: 0 done, 2 where not one line could be read. */
export const runFacts = async (files: readonly string[], terminal: Terminal): Promise<number> => {
  let read = 0;
  for (const file of files) {
    try {
      read += await printFacts(file, terminal);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      terminal.err(`quiesce: ${error.message}\n`);
    }
  }
  return read === 0 ? 2 : 0;
};
