/** `quiesce lab`: its command line. */
import { type Command, InvalidArgumentError } from 'commander';
import { widthOf } from './analyze-command';
import type { LabOptions } from './lab-run';
import { seedOf } from './simulate-command';

const countOf =
  (least: number) =>
  (text: string): number => {
    const count = Number(text);
    if (!Number.isSafeInteger(count) || count < least)
      throw new InvalidArgumentError(`expected a whole number, ${least} or more.`);
    return count;
  };

const HELP = `
SPEC.yaml is a scenario as \`quiesce simulate\` plays it; here real kernels hand
over under QEMU, by software emulation, and drivers answer for themselves. Of a
group the first host is played. Devices that keep their bus mastering, vanish,
or are left with requests unanswered are made so from outside.

Needs QEMU 7.2 or newer, a kernel with its modules, a static busybox and kexec;
--check, with or without SPEC, says what is lacking. Kernels are looked for by
the release that SPEC names, under --root; else the one that runs here is taken.

Writes, for each host: NAME.log (its console), NAME.boot-N.kmsg, NAME.truth.json
(what was seen from outside), NAME.expected.json (a case for the corpus).

Exit codes: 0 all verdicts agree with what was seen · 1 one does not, a handoff
was not made, or --check found something lacking · 2 bad usage or input

Examples:
  quiesce lab --check apps/replay/scenarios/lab.yaml
  quiesce lab apps/replay/scenarios/lab.yaml --host crash
  quiesce lab SPEC.yaml --kernel arch/x86/boot/bzImage \\
    --modules /tmp/root/lib/modules/6.19.0-rc1 --out case`;

/** Adds the command; its work is loaded when it runs. */
export const registerLab = (program: Command): void => {
  program
    .command('lab')
    .summary('a scenario with real kernels under QEMU, its log held against what was seen from outside')
    .description('Lets real kernels hand over under QEMU, as a scenario tells, and keeps the log with the truth.')
    .argument('[SPEC]', 'scenario, YAML or JSON')
    .option(
      '--host <NAME>',
      'this host only; may be repeated (default: the first of each group)',
      (name: string, before: string[]) => [...before, name],
      [],
    )
    .option('--root <DIR>', 'where kernels, modules and programs are looked for first, e.g. unpacked packages', '/')
    .option('--kernel <FILE>', 'image of every kernel')
    .option('--next-kernel <FILE>', 'image of all but the first')
    .option('--modules <DIR>', 'modules of --kernel (default: by its release, under --root)')
    .option('--next-modules <DIR>', 'modules of --next-kernel')
    .option('--qemu <PROGRAM>', 'emulator (default: found on the path)')
    .option('--memory <MIB>', 'memory of the machine', countOf(512), 1024)
    .option('--timeout <SECONDS>', 'ends a host that takes longer', countOf(1), 300)
    .option('--seed <N>', 'chance that repeats, as in simulate', seedOf, 1)
    .option('--out <DIR>', 'directory to write to', 'lab')
    .option('--keep', 'keep archives and trace, and say where they are', false)
    .option('--check', 'only say what is there and what is lacking', false)
    .option('--dry-run', 'only print the emulator’s command line and the scripts of the guest', false)
    .option('--width <COLUMNS>', 'columns to print at (default: the terminal)', widthOf)
    .addHelpText('after', HELP)
    .action(async (spec: string | undefined, options: LabOptions) => {
      const { labCommand } = require('./lab-run') as typeof import('./lab-run');
      await labCommand(spec, options);
    });
};
