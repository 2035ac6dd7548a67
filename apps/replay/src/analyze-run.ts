/** What `quiesce analyze` does once its command line is read. */
import type { Verdict } from '#core';
import { runAnalyze } from './analyze';
import type { AnalyzeOptions } from './analyze-command';
import { standardScreen } from './config';
import { hostFiles } from './read-hosts';
import { refuse, standardTerminal } from './terminal';

export const analyzeCommand = async (files: readonly string[], options: AnalyzeOptions): Promise<void> => {
  const { sources, problems } = hostFiles({ files, hosts: options.host });
  if (problems.length > 0) return refuse('analyze', problems);
  const request = {
    sources,
    format: options.format,
    failOn: options.failOn as readonly Verdict[],
    device: options.device ?? null,
    screen: standardScreen(options.width),
  };
  process.exitCode = await runAnalyze(request, standardTerminal());
};
