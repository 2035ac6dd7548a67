/** `quiesce up`: everything in one process. */
import type { Command } from 'commander';
import type { UpOptions } from './up';

const repeated = (value: string, before: readonly string[]) => [...before, value];

const HELP = `
It listens on 127.0.0.1 only, unless --bind and --token say otherwise. Every setting of \`quiesce start\` can be given in a file
(--config) or the environment (QUIESCE_*); a flag wins over both.

Exit codes: 0 stopped by a signal · 2 bad usage, or it cannot start

Examples:
  quiesce up --sample
  quiesce up --data /var/lib/quiesce --file web-17=/var/log/console/web-17.log --webhook https://example.net/hook`;

/** Adds the command; its work is loaded when it runs. */
export const registerUp = (program: Command): void => {
  program
    .command('up')
    .summary('everything in one process: collect, correlate, store, alert, dashboard')
    .description('Runs all roles in this process on an event log and a store in a directory, and serves the dashboard.')
    .option('-d, --data <DIR>', 'directory of all that is kept (default: ./quiesce-data)')
    .option('--sample', 'read the real handoffs that come with the program, once')
    .option('-f, --file <HOST=PATH>', 'follow a log that grows; may be repeated', repeated, [])
    .option('--once <HOST=PATH>', 'read a log to its end, once; may be repeated', repeated, [])
    .option('-w, --webhook <[NAME=]URL>', 'post alerts there; may be repeated', repeated, [])
    .option('-p, --port <PORT>', 'port of dashboard and API, 0 for any (default: 4080)')
    .option('--bind <ADDRESS>', 'listen there (default: 127.0.0.1); others than this machine need --token')
    .option('--token <TOKEN>', 'bearer token that the API asks for')
    .option('-c, --config <FILE>', 'settings, YAML')
    .addHelpText('after', HELP)
    .action(async (options: UpOptions) => {
      const { up } = require('./up') as typeof import('./up');
      process.exitCode = await up(options);
    });
};
