/** What `quiesce analyze` does once its command line is read. */
import { VERDICTS, type Verdict } from '#core';
import { runAnalyze } from './analyze';
import { standardScreen } from './config';
import { hostFiles } from './read-hosts';
import { refuse, standardTerminal } from './terminal';

/** As commander hands them over. */
export interface AnalyzeOptions {
  readonly format: 'text' | 'json' | 'html' | 'markdown';
  readonly host: readonly string[];
  readonly failOn: readonly string[];
  readonly device?: string;
  readonly width?: number;
}

const isVerdict = (word: string): word is Verdict => (VERDICTS as readonly string[]).includes(word);

export const analyzeCommand = async (files: readonly string[], options: AnalyzeOptions): Promise<void> => {
  const { sources, problems } = hostFiles({ files, hosts: options.host });
  const strange = options.failOn.filter((word) => !isVerdict(word));
  problems.push(...strange.map((word) => `--fail-on ${word}: no such verdict; expected of ${VERDICTS.join(', ')}`));
  if (problems.length > 0) return refuse('analyze', problems);
  const request = {
    sources,
    format: options.format,
    failOn: options.failOn.filter(isVerdict),
    device: options.device ?? null,
    screen: standardScreen(options.width),
  };
  process.exitCode = await runAnalyze(request, standardTerminal());
};
