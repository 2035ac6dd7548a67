/** The facts of one file as text, one a line, as they are read. */
import { createReader, endOfSource, type Fact, readBlock } from '#core/read';
import { readBytes } from './read-source';
import { SourceError } from './source-error';

/** Nothing in it that JSON escapes. */
const PLAIN = /^[\w .:/+-]*$/;
const quoted = (text: string | null): string =>
  text === null ? 'null' : PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);

/** As JSON.stringify() says it; names of fields are words of ours. */
const fieldsOf = (fields: Fact['fields']): string => {
  let said = '';
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined) continue;
    const text = typeof value === 'string' ? quoted(value) : JSON.stringify(value);
    said += said === '' ? `"${name}":${text}` : `,"${name}":${text}`;
  }
  return `{${said}}`;
};

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
    `"kind":"${kind}","bdf":${quoted(bdf)},"time":${time},"at":${quoted(at)},"fields":${fieldsOf(fields)},` +
    `"fault":${fault},"count":${count},"corrupted":${quoted(corrupted)},"host":${quoted(host)}}\n`
  );
};

const WRITE_CHARACTERS = 64 * 1024;

/** What reading a file gives, in order: facts as text in big pieces, and what was wrong with the file. */
export type Told =
  | { readonly type: 'facts'; readonly text: string }
  | { readonly type: 'problem'; readonly text: string }
  | { readonly type: 'end'; readonly blocks: number };

/** The facts of one file, as they come. What cannot be read is told as a problem, not thrown. */
export async function* factsOf(file: string): AsyncGenerator<Told> {
  const problems: Told[] = [];
  const reader = createReader(file);
  let text = '';
  let blocks = 0;
  const take = (facts: readonly Fact[]) => {
    for (const fact of facts) text += factLine(fact);
  };
  try {
    for await (const bytes of readBytes(file, (problem) =>
      problems.push({ type: 'problem', text: `${file}: ${problem.text}` }),
    )) {
      blocks += 1;
      take(readBlock(reader, { source: file, firstLine: reader.lastLine + 1, text: bytes }));
      if (text.length < WRITE_CHARACTERS) continue;
      yield { type: 'facts', text };
      text = '';
    }
    take(endOfSource(reader));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    problems.push({ type: 'problem', text: error.message });
  }
  if (text !== '') yield { type: 'facts', text };
  yield* problems;
  yield { type: 'end', blocks };
}
