/** `quiesce capture`: its command line. */
import type { Command } from 'commander';
import type { CaptureOptions } from './capture-run';
import { addFindOptions } from './find-options';

const HELP = `
A capture is one zstd file: raw events with their places, what was judged of
them and by which rules (docs/capture.md). It is replayed before it is written;
of a handoff it holds the smallest slice that gives the same, bit for bit.

--anonymise replaces host names, addresses and serial numbers by others of their
shape, the same ones wherever they stand under one --key, and writes nothing if
a verdict would change. A name ending in .ndjson is written unpacked.

Exit codes: 0 written · 2 bad usage, nothing found, or nothing could be read

Examples:
  quiesce capture --from-log quiesce-data/log --handoff h-0123456789abcdef \\
    -o web-17.capture.zst
  quiesce capture --url http://127.0.0.1:4080 --alert a-0123456789abcdef \\
    --anonymise -o bug.capture.zst
  quiesce capture --from-log quiesce-data/log --host web-17 \\
    --since 2026-11-23T10:00:00Z -o web-17.capture.zst
  quiesce capture console.log -o console.capture.zst
  quiesce capture --merge a.capture.zst b.capture.zst -o both.capture.zst`;

const repeated = (value: string, before: readonly string[]) => [...before, value];

/** Adds the command; its work is loaded when it runs. */
export const registerCapture = (program: Command): void => {
  const command = program
    .command('capture')
    .summary('the events of handoffs as a file that can be replayed anywhere')
    .description('Takes handoffs out of an event log, a running Quiesce or plain logs and writes all they rest on.')
    .argument('[FILE...]', 'plain logs of one host in order, or captures with --merge');
  addFindOptions(command)
    .option('--host <NAME[=FILE]>', 'all of a host in the log, or a log of that host; may be repeated', repeated, [])
    .option('--since <TIME>', 'with --host: events from this time on (RFC 3339)')
    .option('--until <TIME>', 'with --host: events up to this time')
    .option('--merge', 'join captures', false)
    .option('--anonymise', 'name nobody', false)
    .option('--key <KEY>', 'of --anonymise: the same key gives the same names (default: a new one)')
    .requiredOption('-o, --output <FILE>', 'file to write; - is standard output')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: CaptureOptions) => {
      const { captureCommand } = require('./capture-run') as typeof import('./capture-run');
      await captureCommand(files, options);
    });
};
