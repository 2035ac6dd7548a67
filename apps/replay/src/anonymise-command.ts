/** `quiesce anonymise`: its command line. */
import type { Command } from 'commander';
import type { AnonymiseOptions } from './anonymise-run';

const HELP = `
Host names, MAC and IP addresses, UUIDs, serial numbers and world wide names
become others of their shape, the same one wherever they stand. Files under the
same --key agree with each other; without one a key is drawn and forgotten.
The log is judged before and after: where the verdicts differ nothing is
written. What is private to you beyond that, only you can see: read it before
you publish it.

Exit codes: 0 written · 1 not written, it would be judged otherwise
            2 bad usage, or nothing could be read

Example:
  quiesce anonymise console.log -o public.log`;

/** Adds the command; its work is loaded when it runs. */
export const registerAnonymise = (program: Command): void => {
  program
    .command('anonymise')
    .summary('a log without what tells whose machine it was')
    .description('Replaces names and addresses in a log, so that it can be attached to a public bug report.')
    .argument('<FILE>', 'a log; - is standard input')
    .requiredOption('-o, --output <FILE>', 'file to write; - is standard output')
    .option('--key <TEXT>', 'the same key makes the same replacements')
    .option(
      '--host <NAME>',
      'a name that no line tells to be a host; may be repeated',
      (name: string, before: string[]) => [...before, name],
      [],
    )
    .addHelpText('after', HELP)
    .action(async (file: string, options: AnonymiseOptions) => {
      const { anonymiseCommand } = require('./anonymise-run') as typeof import('./anonymise-run');
      await anonymiseCommand(file, options);
    });
};
