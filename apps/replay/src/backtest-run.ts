/** What `quiesce replay --rules` does once its command line is read. */
import { availableParallelism } from 'node:os';
import { RULES_VERSION } from '#core';
import { EventLogError } from '#event-log';
import { backtest } from './backtest/backtest';
import type { Change } from './backtest/compare';
import { piecesOf } from './backtest/history';
import { meter } from './backtest/meter';
import { progressIn } from './backtest/resume';
import { BUILT, type RuleSet, RulesError, rulesOf } from './backtest/rules-file';
import { newGroups, textOf } from './backtest/text';
import { type Screen, standardScreen } from './config';
import { SourceError } from './source-error';
import { standardTerminal, type Terminal } from './terminal';

export interface BacktestOptions {
  readonly rules: readonly string[];
  readonly jobs?: number;
  readonly resume?: string;
  readonly format: 'text' | 'ndjson';
}

/** What is asked of one log or capture, and not of history. */
const OF_ONE_LOG = ['speed', 'step', 'break', 'until', 'why', 'into', 'token', 'device', 'assert', 'facts', 'host'];
const isAsked = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** Options of the command line that go with no history, as sentences. */
export const conflictsOf = (options: object): readonly string[] =>
  Object.entries(options)
    .filter(([name, value]) => OF_ONE_LOG.includes(name) && isAsked(value))
    .map(([name]) => `--${name} and --rules exclude each other`);

/** One set is held against the built rules. */
function pairOf(names: readonly string[]): readonly [RuleSet, RuleSet] {
  const [first, second, ...more] = names.map(rulesOf);
  if (!first || more.length > 0) throw new RulesError('--rules is given once or twice');
  return second ? [first, second] : [rulesOf(BUILT), first];
}

async function compare(
  paths: readonly string[],
  options: BacktestOptions,
  { terminal, screen }: { readonly terminal: Terminal; readonly screen: Screen },
): Promise<number> {
  const rules = pairOf(options.rules);
  const pieces = await piecesOf(paths);
  if (pieces.length === 0) throw new RulesError(`${paths.join(', ')}: no history in there`);
  const progress = await progressIn(options.resume ?? null, { rules, version: RULES_VERSION });
  const groups = newGroups();
  const isText = options.format === 'text';
  const line = (value: object) => terminal.out(`${JSON.stringify(value)}\n`);
  const known = pieces.filter(({ mark }) => progress.done.has(mark)).length;
  const onPiece = meter({
    isTerminal: Boolean(process.stderr.isTTY),
    now: () => performance.now(),
    err: terminal.err,
    all: pieces.length,
    known,
  });
  const outcome = await backtest({
    pieces,
    rules,
    jobs: options.jobs ?? availableParallelism(),
    progress,
    onPiece,
    onChange: async (change: Change) => {
      if (isText) groups.add(change);
      else await line({ type: 'change', ...change });
    },
  });
  for (const { why } of outcome.unread) terminal.err(`quiesce replay: ${why}\n`);
  if (isText) await terminal.out(textOf({ outcome, groups, rules }, screen));
  else await line({ type: 'summary', rules: rules.map(({ name }) => name), ...outcome });
  if (outcome.unread.length > 0) return 2;
  return Object.values(outcome.counts).some(({ gained, lost, changed }) => gained + lost + changed > 0) ? 1 : 0;
}

/** Exit code: 0 nothing would change, 1 something would, 2 bad usage, or something could not be read. */
export async function runBacktest(
  paths: readonly string[],
  options: BacktestOptions,
  { terminal, screen }: { readonly terminal: Terminal; readonly screen: Screen },
): Promise<number> {
  try {
    return await compare(paths, options, { terminal, screen });
  } catch (error) {
    const expected = [RulesError, SourceError, EventLogError].some((kind) => error instanceof kind);
    if (!expected || !(error instanceof Error)) throw error;
    terminal.err(`quiesce replay: ${error.message}\n`);
    return 2;
  }
}

export const backtestCommand = async (paths: readonly string[], options: BacktestOptions): Promise<void> => {
  const terminal = standardTerminal();
  const conflicts = conflictsOf(options);
  for (const conflict of conflicts) terminal.err(`quiesce replay: ${conflict}\n`);
  process.exitCode =
    conflicts.length > 0 ? 2 : await runBacktest(paths, options, { terminal, screen: standardScreen() });
};
