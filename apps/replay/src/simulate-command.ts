/** `quiesce simulate`: its command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { bdfOf, widthOf } from './analyze-command';
import type { SimulateOptions } from './simulate-run';

export const seedOf = (text: string): number => {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidArgumentError('expected a whole number, 0 or more.');
  return seed;
};

const HELP = `
SPEC.yaml describes machines, how their devices and drivers behave, and how each
kernel hands over to the next (docs/simulator.md, schemas/simulation.v1.json).
The same seed writes the same bytes on every machine.

--from takes a log, or a capture, in which a handoff failed: it looks for what
the device and its driver must be like for the model to show the same failure,
then plays the other policies. What it says rests on the assumptions it prints.

Forms: serial console, dmesg, dmesg -T, dmesg -r, /dev/kmsg, journalctl -o json,
"syslog, ISO times", journalctl -o short, "netconsole, extended", and all others
of libs/simulator/src/form.ts, by name.

Exit codes: 0 done · 1 no traits explain the failure · 2 bad usage or input

Examples:
  quiesce simulate apps/replay/scenarios/shutdown-or-remove.yaml --out fleet
  quiesce analyze fleet/web-1.log
  quiesce simulate --from console.log --policy remove+hot-reset`;

/** Adds the command; its work is loaded when it runs. */
export const registerSimulate = (program: Command): void => {
  program
    .command('simulate')
    .summary('kernel logs of a fleet that does not exist, with the truth; or what another policy would have done')
    .description('Plays fleets that kexec, in the words of their kernels; or another policy.')
    .argument('[SPEC]', 'fleet to simulate, YAML or JSON')
    .option('--seed <N>', 'chance that repeats', seedOf, 1)
    .option('--out <DIR>', 'directory to write to (default: simulated)')
    .option('--form <FORM>', 'form of the logs (default: the spec’s, or serial console)')
    .option('--per-boot', 'one file a kernel, as tools that run once a boot write them', false)
    .option(
      '--from <FILE>',
      'log or capture of a failed handoff; may be repeated, in order',
      (file: string, before: string[]) => [...before, file],
      [],
    )
    .option('--policy <LABEL>', 'with --from: this policy only (default: all)')
    .option('--device <BDF>', 'with --from: this device (default: the worst)', bdfOf)
    .addOption(new Option('--format <format>', 'with --from: what to print').choices(['text', 'json']).default('text'))
    .option('--width <COLUMNS>', 'columns to print at (default: the terminal)', widthOf)
    .addHelpText('after', HELP)
    .action(async (spec: string | undefined, options: SimulateOptions) => {
      if (options.from.length > 0) {
        const { whatIfCommand } = require('./what-if-run') as typeof import('./what-if-run');
        return whatIfCommand(options);
      }
      const { simulateCommand } = require('./simulate-run') as typeof import('./simulate-run');
      return simulateCommand(spec, options);
    });
};
