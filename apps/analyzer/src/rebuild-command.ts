/** `quiesce rebuild`: the store again, from the event log. */
import type { Command } from 'commander';
import type { RebuildOptions } from './rebuild';

const repeated = (value: string, before: readonly string[]) => [...before, value];

const HELP = `
The event log is the truth and stays as it is. Stop what else runs on it first: the embedded log and store belong to one
process, and on Kafka no projector may run meanwhile.

Exit codes: 0 done · 2 bad usage, or the log or the store cannot be opened`;

/** Adds the command; its work is loaded when it runs. */
export const registerRebuild = (program: Command): void => {
  program
    .command('rebuild')
    .summary('drop the store and make it again from the event log')
    .option('-d, --data <DIR>', 'directory of all that is kept (default: ./quiesce-data)')
    .option('-c, --config <FILE>', 'settings, YAML')
    .option('-s, --set <KEY=VALUE>', 'one setting; may be repeated', repeated, [])
    .addHelpText('after', HELP)
    .action(async (options: RebuildOptions) => {
      const { rebuildStore } = require('./rebuild') as typeof import('./rebuild');
      process.exitCode = await rebuildStore(options);
    });
};
