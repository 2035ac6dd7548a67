/** `quiesce analyze`: the command line of the offline report. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AnalyzeOptions } from './analyze-run';

const listed = (text: string): string[] => text.split(',').map((item) => item.trim());
const BDF = /^(?:([0-9a-f]{4,8}):)?([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/;
/** `01:00.0` → `0000:01:00.0`. */
export const bdfOf = (text: string): string => {
  const [, domain = '0000', rest] = BDF.exec(text.toLowerCase()) ?? [];
  if (rest === undefined)
    throw new InvalidArgumentError(`${text} is no device; expected dddd:bb:dd.f, e.g. 0000:01:00.0.`);
  return `${domain}:${rest}`;
};
export const widthOf = (text: string): number => {
  const width = Number(text);
  if (!Number.isInteger(width) || width < 40)
    throw new InvalidArgumentError('expected a number of columns, 40 or more.');
  return width;
};

const HELP = `
FILE is a kernel log in any form (dmesg, serial console, journal, syslog, /dev/kmsg, netconsole, pstore); - is standard input;
gzip, zstd and xz are read as they are. Several files are one host, joined in the order given; --host tells hosts apart.

Exit codes: 0 done · 1 a verdict named by --fail-on was found · 2 bad usage, or nothing could be read

Examples:
  quiesce analyze console.log
  journalctl -k -o short-monotonic | quiesce analyze -
  quiesce analyze --host web-17=a.log --host web-18=b.log.gz --format json
  quiesce analyze --fail-on dma-leak,frozen,lost console.log`;

/** Adds the command; its work is loaded when it runs. */
export const registerAnalyze = (program: Command): void => {
  program
    .command('analyze')
    .summary('offline report of kernel logs: every handoff, every device, its verdict and the evidence')
    .description(
      'Reads kernel logs and says of every device of every handoff whether it went quiet before the new kernel took over.',
    )
    .argument('[FILE...]', 'logs to read')
    .addOption(
      new Option('-o, --format <format>', 'what to print')
        .choices(['text', 'json', 'html', 'markdown'])
        .default('text'),
    )
    .option(
      '--host <NAME=FILE>',
      'a log of that host; may be repeated',
      (pair: string, before: string[]) => [...before, pair],
      [],
    )
    .option('--fail-on <VERDICT,...>', 'exit 1 if a device has one of these verdicts', listed, [])
    .option('--device <BDF>', 'report this device only', bdfOf)
    .option('--width <COLUMNS>', 'columns to print at (default: the terminal, COLUMNS, or 120)', widthOf)
    .addHelpText('after', HELP)
    .action(async (files: string[], options: AnalyzeOptions) => {
      const { analyzeCommand } = require('./analyze-run') as typeof import('./analyze-run');
      await analyzeCommand(files, options);
    });
};
