/** `quiesce doctor`: what is wrong with a set-up, and how to mend it. */
import type { Command } from 'commander';
import type { DoctorOptions } from './doctor';

const repeated = (value: string, before: readonly string[]) => [...before, value];

/** Adds the command; its work is loaded when it runs. */
export const registerDoctor = (program: Command): void => {
  program
    .command('doctor')
    .summary('check a set-up and say what is wrong and how to mend it')
    .option('-d, --data <DIR>', 'directory of all that is kept (default: ./quiesce-data)')
    .option('-c, --config <FILE>', 'settings, YAML')
    .option('-s, --set <KEY=VALUE>', 'one setting; may be repeated', repeated, [])
    .addHelpText('after', '\nExit codes: 0 nothing is wrong · 1 something is · 2 bad usage or bad settings')
    .action(async (options: DoctorOptions) => {
      const { doctor } = require('./doctor') as typeof import('./doctor');
      process.exitCode = await doctor(options);
    });
};
