/** The facts of one file as text, one a line, as they are read. */
import { createReader, endOfSource, type Fact, readBlock } from '#core/read';
import { createFactLines } from './fact-lines';
import { readBytes } from './read-source';
import { SourceError } from './source-error';

const WRITE_BYTES = 64 * 1024;

/** What reading a file gives, in order: facts as lines of NDJSON in big pieces, UTF-8, and what was wrong with the file. */
export type Told =
  | { readonly type: 'facts'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'problem'; readonly text: string }
  | { readonly type: 'end'; readonly blocks: number };

/** The facts of one file, as they come. What cannot be read is told as a problem, not thrown. */
export async function* factsOf(file: string): AsyncGenerator<Told> {
  const problems: Told[] = [];
  const reader = createReader(file);
  const lines = createFactLines();
  let blocks = 0;
  function* told(facts: readonly Fact[]): Generator<Told> {
    for (const fact of facts) {
      lines.add(fact);
      if (lines.size() >= WRITE_BYTES) yield { type: 'facts', bytes: lines.take() };
    }
  }
  try {
    for await (const bytes of readBytes(file, (problem) =>
      problems.push({ type: 'problem', text: `${file}: ${problem.text}` }),
    )) {
      blocks += 1;
      yield* told(readBlock(reader, { source: file, firstLine: reader.lastLine + 1, text: bytes }));
    }
    yield* told(endOfSource(reader));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    problems.push({ type: 'problem', text: error.message });
  }
  if (lines.size() > 0) yield { type: 'facts', bytes: lines.take() };
  yield* problems;
  yield { type: 'end', blocks };
}
