/** The one executable: knows every command by name, and loads what a command does when it runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { registerDeadLetters } from './analyzer/src/dead-letters-command';
import { registerDoctor } from './analyzer/src/doctor-command';
import { registerRebuild } from './analyzer/src/rebuild-command';
import { registerStart } from './analyzer/src/start-command';
import { registerTopics } from './analyzer/src/topics-command';
import { registerUp } from './analyzer/src/up-command';
import { registerCollect } from './collector/src/collect-command';
import { registerMark } from './collector/src/mark-command';
import { registerAnalyze } from './replay/src/analyze-command';
import { registerAnonymise } from './replay/src/anonymise-command';
import { registerCapture } from './replay/src/capture-command';
import { registerDisturb } from './replay/src/disturb-command';
import { registerFacts } from './replay/src/facts-command';
import { registerLab } from './replay/src/lab-command';
import { registerReplay } from './replay/src/replay-command';
import { registerShrink } from './replay/src/shrink-command';
import { registerSimulate } from './replay/src/simulate-command';

const versionOf = (): string =>
  (JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }).version;

function createProgram(): Command {
  const program = new Command('quiesce')
    .description('Did every device go quiet before the next kernel took over, and if not, what did that break?')
    .version(versionOf(), '-V, --version')
    .showHelpAfterError('(quiesce --help tells more)')
    .configureHelp({ sortSubcommands: false });
  // Bad usage is 2 everywhere; inherited by the commands, hence before they are made.
  program.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  registerUp(program);
  registerAnalyze(program);
  registerFacts(program);
  registerReplay(program);
  registerCapture(program);
  registerDisturb(program);
  registerShrink(program);
  registerAnonymise(program);
  registerSimulate(program);
  registerLab(program);
  registerCollect(program);
  registerMark(program);
  registerStart(program);
  registerRebuild(program);
  registerTopics(program);
  registerDeadLetters(program);
  registerDoctor(program);
  return program;
}

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`quiesce: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
