/** `quiesce shrink`: its command line. */
import type { Command } from 'commander';
import { bdfOf } from './analyze-command';
import { addFindOptions } from './find-options';
import type { ShrinkOptions } from './shrink-run';

const HELP = `
Lines are left out as long as the device keeps its verdict, how sure it is, its
signature and the kind of handoff. What is left is written as a case for the
golden corpus: a log, and what is expected of it. Of a capture with several
sources, one that says all of it alone is taken.

Exit codes: 0 done · 2 bad usage, or nothing to shrink

Examples, the first from an alert to a regression test:
  quiesce shrink --url http://127.0.0.1:4080 --alert a-0123456789abcdef \\
    -o corpus/web-17
  quiesce shrink --device 0000:01:00.0 console.log -o corpus/web-17`;

/** Adds the command; its work is loaded when it runs. */
export const registerShrink = (program: Command): void => {
  const command = program
    .command('shrink')
    .summary('the fewest lines that still give the same verdict, as a test case')
    .description('Makes of a log, or a capture, the smallest log that says the same of one device.')
    .argument('[FILE]', 'a log in which one kernel hands over to another, or a capture');
  addFindOptions(command)
    .requiredOption('-o, --output <NAME>', 'writes NAME.log and NAME.expected.json')
    .option('--device <BDF>', 'of this device (default: the first that has a signature)', bdfOf)
    .addHelpText('after', HELP)
    .action(async (file: string | undefined, options: ShrinkOptions) => {
      const { shrinkCommand } = require('./shrink-run') as typeof import('./shrink-run');
      await shrinkCommand(file, options);
    });
};
