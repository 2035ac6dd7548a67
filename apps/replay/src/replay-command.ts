/** `quiesce replay`: its command line. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { bdfOf } from './analyze-command';
import type { BacktestOptions } from './backtest-run';
import type { ReplayOptions } from './replay-run';
import { refuse } from './terminal';

const speedOf = (text: string): number => {
  const speed = Number(text);
  if (!(speed > 0)) throw new InvalidArgumentError('expected a number above 0, e.g. 10 for ten times as fast.');
  return speed;
};
const untilOf = (text: string): ReplayOptions['until'] => {
  if (/^\d+$/.test(text)) return { line: Number(text) };
  const seconds = /^\+?(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  return seconds === undefined ? { what: text } : { seconds: Number(seconds) };
};
const jobsOf = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1.');
  return Number(text);
};
const repeated = (value: string, before: readonly string[]) => [...before, value];

const WITHOUT_RULES = '--jobs and --resume are of a back-test; name its rules with --rules';

const REPLAY_HELP = `
A capture (see quiesce capture) holds the recorded events of a handoff and what
was judged live; --assert replays it and exits 1 where ids, verdicts or anything
else differ. Plain logs are replayed at the pace of the kernel's own clock; a
jump takes no time.

WHAT is a kind of fact (iommu-fault), a family of facts (dmar), a verdict
(dma-leak), fault, verdict (any that changes), handoff, or the address of a
device; all but handoff may be bound to a device: iommu-fault@0000:01:00.0.
With --step on a terminal: space goes on by a line, b goes back, c and C to the
next and to the last stop, g to a line, w says why, j and k choose a device.

RULES is a file (schemas/rules.v1.json), the directory of a built checkout, or
built. Verdicts, signatures, known failures and alerts that would be gained,
lost or told otherwise are counted and listed (docs/replay.md).

Exit codes: 0 done · 1 --assert or --rules found a difference · 2 bad usage, or
nothing could be read; with --rules: or something could not

Examples:
  quiesce replay --assert web-17.capture.zst
  quiesce replay --speed 10 console.log
  quiesce replay --until 867 --device 0000:01:00.0 console.log
  quiesce replay --step --break dma-leak web-17.capture.zst
  quiesce replay --speed 10 --into http://127.0.0.1:4080 web-17.capture.zst
  quiesce replay --rules ../quiesce-next captures/
  quiesce replay --until iommu-fault --why 0000:01:00.0 console.log`;

/** Adds the command; its work is loaded when it runs. */
export const registerReplay = (program: Command): void => {
  program
    .command('replay')
    .summary('recorded events or logs through the live core, in virtual time')
    .description('Feeds a capture, or plain logs, to the core that runs live, and prints what it says when it says it.')
    .argument(
      '<FILE...>',
      'one capture, or logs of one host in order; - is standard input; with --rules any number of captures, logs, event logs and folders',
    )
    .option('--speed <N>', 'virtual seconds a real second (default: as fast as possible)', speedOf)
    .option('--step', 'go through it by keys; without a terminal, by Enter after each thing said', false)
    .option('--break <WHAT>', 'with --step: where c stops (default: fault and verdict); may be repeated', repeated, [])
    .option('--until <LINE|TIME|WHAT>', 'stop after this line, at this time since the start (13.9s), or there', untilOf)
    .option('--why <BDF>', 'say why this device has its verdict, from the rule down to the lines', bdfOf)
    .option('--into <URL|DIR>', 'hand the lines to a running Quiesce, or to an event log that is closed')
    .option('--token <TOKEN>', 'with --into: bearer token that it asks for')
    .option(
      '--rules <RULES>',
      'run history under these rules and the built ones, or under two; tell what changes',
      repeated,
      [],
    )
    .option('--jobs <N>', 'with --rules: cores (default: all)', jobsOf)
    .option('--resume <FILE>', 'with --rules: keep there how far it came, and go on from there')
    .option('--device <BDF>', 'tell of this device only', bdfOf)
    .option('--assert', 'compare with what the capture recorded', false)
    .option('--facts', 'tell every fact, not only faults and boundaries', false)
    .option('--host <NAME=FILE>', 'a log of that host; may be repeated', repeated, [])
    .addOption(new Option('-o, --format <format>', 'what to print').choices(['text', 'ndjson']).default('text'))
    .addHelpText('after', REPLAY_HELP)
    .action(async (files: string[], options: ReplayOptions & BacktestOptions) => {
      if (options.rules.length > 0) {
        const { backtestCommand } = require('./backtest-run') as typeof import('./backtest-run');
        return backtestCommand(files, options);
      }
      if (options.jobs !== undefined || options.resume !== undefined) return refuse('replay', [WITHOUT_RULES]);
      const { replayCommand } = require('./replay-run') as typeof import('./replay-run');
      await replayCommand(files, options);
    });
};
