/** `quiesce replay`: its command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { bdfOf } from './analyze-command';
import type { ReplayOptions } from './replay-run';

const speedOf = (text: string): number => {
  const speed = Number(text);
  if (!(speed > 0)) throw new InvalidArgumentError('expected a number above 0, e.g. 10 for ten times as fast.');
  return speed;
};
const untilOf = (text: string): ReplayOptions['until'] => {
  if (/^\d+$/.test(text)) return { line: Number(text) };
  const seconds = /^\+?(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  if (seconds === undefined)
    throw new InvalidArgumentError('expected a line number (867) or seconds since the start (13.9s).');
  return { seconds: Number(seconds) };
};

const REPLAY_HELP = `
A capture (see quiesce capture) holds the recorded events of a handoff and what was judged live; --assert replays it and exits 1 where
ids, verdicts or anything else differ. Plain logs are replayed at the pace of the kernel's own clock; a jump takes no time.

Exit codes: 0 done · 1 --assert found a difference · 2 bad usage, or nothing could be read

Examples:
  quiesce replay --assert web-17.capture.zst
  quiesce replay --speed 10 console.log
  quiesce replay --until 867 --device 0000:01:00.0 console.log`;

/** Adds the command; its work is loaded when it runs. */
export const registerReplay = (program: Command): void => {
  program
    .command('replay')
    .summary('recorded events or logs through the live core, in virtual time')
    .description('Feeds a capture, or plain logs, to the core that runs live, and prints what it says when it says it.')
    .argument('<FILE...>', 'one capture, or logs of one host in order; - is standard input')
    .option('--speed <N>', 'virtual seconds a real second (default: as fast as possible)', speedOf)
    .option('--step', 'wait for Enter after each thing said', false)
    .option('--until <LINE|TIME>', 'stop after this line, or at this time since the start (13.9s)', untilOf)
    .option('--device <BDF>', 'tell of this device only', bdfOf)
    .option('--assert', 'compare with what the capture recorded', false)
    .option('--facts', 'tell every fact, not only faults and boundaries', false)
    .option(
      '--host <NAME=FILE>',
      'a log of that host; may be repeated',
      (pair: string, before: string[]) => [...before, pair],
      [],
    )
    .addOption(new Option('-o, --format <format>', 'what to print').choices(['text', 'ndjson']).default('text'))
    .addHelpText('after', REPLAY_HELP)
    .action(async (files: string[], options: ReplayOptions) => {
      const { replayCommand } = require('./replay-run') as typeof import('./replay-run');
      await replayCommand(files, options);
    });
};
