/** `quiesce mark`: the command line of the marker that a host's kexec script leaves behind. */
import { type Command, Option } from 'commander';
import type { MarkOptions } from './mark';

const repeated = (value: string, before: readonly string[]) => [...before, value];

const HELP = `
A policy is its steps joined by +, in the order in which they are taken, of: shutdown, remove, remove-or-shutdown,
bus-master-off, flr, hot-reset, vfio-rebind, iommu-inherit, preserve, none. What was declared is compared with what
the log shows; docs/marker.md describes the record, for scripts that write it themselves.

Exit codes: 0 written · 2 bad usage, or it cannot be written

Examples:
  quiesce mark --policy shutdown+bus-master-off && systemctl kexec
  quiesce mark --policy shutdown+bus-master-off --device 0000:3b:00.0=remove+hot-reset
  quiesce mark --policy none+iommu-inherit --kind kdump        # once, when the crash kernel is loaded`;

/** Adds the command; its work is loaded when it runs. */
export const registerMark = (program: Command): void => {
  program
    .command('mark')
    .summary('declare the teardown policy before the jump')
    .description(
      'Writes a marker record to the kernel log: which teardown policy this host follows at its next handoff.',
    )
    .requiredOption('-p, --policy <POLICY>', 'policy of every device that is not named')
    .option('-d, --device <BDF=POLICY>', 'policy of one device; may be repeated', repeated, [])
    .addOption(
      new Option('-k, --kind <KIND>', 'handoff that it speaks of; one of kdump stands until the kernel crashes')
        .choices(['kexec', 'kdump', 'liveupdate'])
        .default('kexec'),
    )
    .option('--to <PATH>', 'where to; - is standard output', '/dev/kmsg')
    .addHelpText('after', HELP)
    .action((options: MarkOptions) => {
      const { mark } = require('./mark') as typeof import('./mark');
      process.exitCode = mark(options, { out: process.stdout, err: process.stderr });
    });
};
