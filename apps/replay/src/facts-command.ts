/** `quiesce facts`: the command line of the fact reader. */
import { type Command, Option } from 'commander';

const HELP = `
One JSON object a line: file, line, lines, boot, family, kind, bdf, time, at, fields, fault, count, corrupted.
\`fault\` is true where the line is evidence of something going wrong, as opposed to set-up, boundaries, bindings and recovery steps.

Exit codes: 0 done · 2 bad usage, or nothing could be read

Examples:
  quiesce facts console.log | jq 'select(.fault)'
  zcat old.log.gz | quiesce facts -`;

/** Adds the command; its work is loaded when it runs. */
export const registerFacts = (program: Command): void => {
  program
    .command('facts')
    .summary('what each line of kernel logs says, as NDJSON')
    .description(
      'Prints one fact per line for every kernel log line that says something about devices, drivers, IOMMUs or boots.',
    )
    .argument('<FILE...>', 'logs to read; - is standard input; gzip, zstd and xz are read as they are')
    .addOption(new Option('-o, --format <format>', 'what to print').choices(['ndjson']).default('ndjson'))
    .addHelpText('after', HELP)
    .action(async (files: string[]) => {
      const { runFacts } = require('./facts-run') as typeof import('./facts-run');
      const { standardTerminal } = require('./terminal') as typeof import('./terminal');
      process.exitCode = await runFacts(files, standardTerminal());
    });
};
