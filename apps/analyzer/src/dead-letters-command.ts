/** `quiesce dead-letters`: what could not be used, why, and once more. */
import type { Command } from 'commander';
import type { DeadLettersOptions } from './dead-letters';

const repeated = (value: string, before: readonly string[]) => [...before, value];

const HELP = `
A letter keeps the event whole. Replayed, it is appended to the stream it came from under its old id, and the letter is answered and no
longer listed: do that once what refused it is mended; who refuses it again writes another. Lines come too late for a host that has gone on: they are stored, and its verdicts stay; a change of the rules
folds everything again. The embedded log belongs to one process: stop Quiesce first.

Exit codes: 0 there are none, or all were replayed · 1 there are some, or some still cannot be read · 2 bad usage, or no log

Examples:
  quiesce dead-letters --config /etc/quiesce.yaml
  quiesce dead-letters --config /etc/quiesce.yaml --stream handoffs --replay`;

/** Adds the command; its work is loaded when it runs. */
export const registerDeadLetters = (program: Command): void => {
  program
    .command('dead-letters')
    .summary('events that could not be used, why, and once more')
    .option('-d, --data <DIR>', 'directory of all that is kept (default: ./quiesce-data)')
    .option('-c, --config <FILE>', 'settings, YAML')
    .option('-s, --set <KEY=VALUE>', 'one setting; may be repeated', repeated, [])
    .option('--id <ID>', 'this letter only; may be repeated', repeated, [])
    .option('--stream <STREAM>', 'letters of events of this stream only')
    .option('--replay', 'append the events to their streams once more')
    .option('--format <FORMAT>', 'text or ndjson', 'text')
    .addHelpText('after', HELP)
    .action(async (options: DeadLettersOptions) => {
      const { deadLetters } = require('./dead-letters') as typeof import('./dead-letters');
      process.exitCode = await deadLetters(options);
    });
};
