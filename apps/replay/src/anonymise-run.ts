/** What `quiesce anonymise` does once its command line is read. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Report } from '#core';
import { anonymiser, hostsIn } from './anonymise';
import { undisturbed } from './disturb/disturbance';
import { readSource } from './read-source';
import { reportOfInputs } from './report-of';
import { SourceError } from './source-error';
import { standardTerminal, type Terminal } from './terminal';

export interface AnonymiseOptions {
  readonly output: string;
  readonly key?: string;
  readonly host: readonly string[];
}

/** What a log must still say when nobody can be named any more. */
const saidBy = ({ handoffs }: Report): string =>
  JSON.stringify(
    handoffs.map(({ kind, outcome, devices }) => [
      kind,
      outcome,
      devices.map(({ bdf, verdict, signature }) => [bdf, verdict, signature?.id ?? null]),
    ]),
  );

const judged = (text: string): Promise<Report> =>
  reportOfInputs(undisturbed({ host: 'host', source: 'log', text, jump: 1 }));

/** Exit code: 0 written, 1 not written for it would be judged otherwise, 2 nothing could be read. */
const run = async (file: string, { output, key, host }: AnonymiseOptions, terminal: Terminal): Promise<number> => {
  let text = '';
  const onProblem = (problem: { readonly text: string }) => terminal.err(`quiesce: ${file}: ${problem.text}\n`);
  for await (const block of readSource(file, onProblem)) text += block.text;
  const hosts = new Set([...host, ...hostsIn({ source: 'log', firstLine: 1, text })]);
  const anonymous = anonymiser({ key: key ?? randomBytes(16).toString('hex'), hosts })(text);
  if (saidBy(await judged(text)) !== saidBy(await judged(anonymous))) {
    terminal.err(`quiesce anonymise: ${file}: the verdicts would not be the same; nothing was written\n`);
    return 1;
  }
  if (output === '-') await terminal.out(anonymous);
  else await writeFile(output, anonymous);
  terminal.err(`quiesce anonymise: ${hosts.size} host names; read it before you publish it\n`);
  return 0;
};

export const anonymiseCommand = async (file: string, options: AnonymiseOptions): Promise<void> => {
  const terminal = standardTerminal();
  try {
    process.exitCode = await run(file, options, terminal);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    terminal.err(`quiesce anonymise: ${error.message}\n`);
    process.exitCode = 2;
  }
};
