/** The one executable: a table of commands, each of which loads its work when it runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { registerAnalyze } from './replay/src/analyze-command';
import { registerFacts } from './replay/src/facts-command';
import { registerReplay } from './replay/src/replay-command';

const BAD_USAGE = 2;

const version = (): string => {
  const about = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string };
  return about.version;
};

const program = (): Command => {
  const quiesce = new Command('quiesce')
    .description(
      'Did every device go quiet before the new kernel took over? Event-sourced analysis of kernel logs across kexec.',
    )
    .version(version())
    .showHelpAfterError('Try `quiesce --help`, or `quiesce COMMAND --help`.')
    .exitOverride();
  for (const register of [registerAnalyze, registerFacts, registerReplay]) register(quiesce);
  for (const command of quiesce.commands) command.exitOverride();
  return quiesce;
};

const main = async (): Promise<void> => {
  try {
    await program().parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : BAD_USAGE;
  }
};

void main();
