/** `quiesce disturb`: its command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DisturbOptions } from './disturb-run';

const runsOf = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('expected a whole number above 0.');
  return Number(text);
};

const HELP = `
Each log is read again with blocks cut otherwise, sent twice, lines lost, cut
off, mixed, or without the old kernel's last or the new kernel's first words.
A verdict may become less sure or unobserved; it must not turn into another
that claims to be certain.

  costs nothing   delivery alone changed: every judgement must stay as it is
  costs less      something is missing, and the log shows it
  costs unseen    something is missing, and nothing can show it: flips are
                  told, and are no failure

Exit codes: 0 done · 1 a verdict flipped · 2 bad usage, or nothing could be read

Example:
  quiesce disturb --runs 20 console.log`;

/** Adds the command; its work is loaded when it runs. */
export const registerDisturb = (program: Command): void => {
  program
    .command('disturb')
    .summary('how verdicts on logs degrade when lines are lost, cut or mixed')
    .description(
      'Disturbs logs by a seed, as their way from the kernel may, and counts how what is said of them changes.',
    )
    .argument('<FILE...>', 'logs in which one kernel hands over to another')
    .option('--runs <N>', 'times each disturbance is tried on each log', runsOf, 5)
    .option('--seed <TEXT>', 'another seed, other disturbances; the same, the same', '1')
    .addOption(new Option('-o, --format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action(async (files: string[], options: DisturbOptions) => {
      const { disturbCommand } = require('./disturb-run') as typeof import('./disturb-run');
      await disturbCommand(files, options);
    });
};
