/** `quiesce collect`: the collector on a host, or as a gateway. */
import type { Command } from 'commander';
import type { CollectOptions } from './collect';

const repeated = (value: string, before: readonly string[]) => [...before, value];

const HELP = `
Where it left each source is kept in the directory of --state: after a stop or a kill it goes on there, and what was
not acknowledged is sent again under the same line numbers.

Exit codes: 0 stopped by a signal, or everything was sent that ends · 2 bad usage, or a source cannot be read or sent

Examples:
  quiesce collect --host web-17 --kmsg --kafka kafka-1:9092,kafka-2:9092
  quiesce collect --host web-17 --file /var/log/kern.log --to http://quiesce.example:4080 --token "$TOKEN"
  ssh web-17 dmesg | quiesce collect --host web-17 --stdin --to http://127.0.0.1:4080`;

/** Adds the command; its work is loaded when it runs. */
export const registerCollect = (program: Command): void => {
  program
    .command('collect')
    .summary('bring the lines of a host to where Quiesce runs')
    .description('Reads kernel logs where they are written and hands them on, each line at least once.')
    .option('-H, --host <HOST>', 'name of the host that the lines belong to')
    .option(
      '-f, --file <PATH>',
      'follow a log through rotations; HOST=PATH for another host; may be repeated',
      repeated,
      [],
    )
    .option('--once', 'read the files to their end instead of following them')
    .option('--stdin', 'read standard input to its end')
    .option('--kmsg', 'follow /dev/kmsg')
    .option('--kafka <HOST:PORT,...>', 'into the event log on these brokers')
    .option('--to-log <DIR>', 'into the event log of the data directory of a Quiesce that is not running')
    .option('--to <URL>', 'to the HTTP door of a Quiesce')
    .option('--token <TOKEN>', 'bearer token for --to')
    .option('--state <DIR>', 'where it left each source (default: ./quiesce-data/collector)')
    .option('--listen <HOST:PORT>', 'be a gateway: take lines over HTTP there')
    .option('-c, --config <FILE>', 'settings, YAML')
    .addHelpText('after', HELP)
    .action(async (options: CollectOptions) => {
      const { collect } = require('./collect') as typeof import('./collect');
      process.exitCode = await collect(options);
    });
};
