/** `quiesce facts`: one fact a line, as they are read. */
import { createReader, endOfSource, type Fact, readBlock } from '#core';
import { readSource } from './read-source';
import { SourceError } from './source-error';
import type { Terminal } from './terminal';

/** One fact as a line of NDJSON, keys in the order of the contract and `host` after them; `lastLine` only where a run was folded. */
export const factLine = (fact: Fact): string => {
  const folded = fact.lastLine === undefined ? {} : { lastLine: fact.lastLine };
  const { source: file, line, lines, boot, family, kind, bdf, time, at, fields, fault, count, corrupted, host } = fact;
  const inOrder = {
    file,
    line,
    lines,
    ...folded,
    boot,
    family,
    kind,
    bdf,
    time,
    at,
    fields,
    fault,
    count,
    corrupted,
    host,
  };
  return `${JSON.stringify(inOrder)}\n`;
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
  for await (const block of readSource(file, ({ text }) => terminal.err(`quiesce: ${file}: ${text}\n`))) {
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
