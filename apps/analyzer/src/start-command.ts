/** `quiesce start`: some roles, as configured. */
import type { Command } from 'commander';
import type { StartOptions } from './start';

const repeated = (value: string, before: readonly string[]) => [...before, value];

const HELP = `
Roles: collector, correlator, projector, watcher, notifier, query. A setting comes from a flag, else the environment, else
the file, else its default: \`http.port\` is --set http.port=8080, QUIESCE_HTTP_PORT=8080, or \`http: {port: 8080}\`.

Exit codes: 0 stopped by a signal, or --check found nothing wrong · 2 bad settings, or it cannot start

Example:
  quiesce start --roles correlator,projector --config /etc/quiesce.yaml --set log.type=kafka --set log.brokers=kafka:9092`;

/** Adds the command; its work is loaded when it runs. */
export const registerStart = (program: Command): void => {
  program
    .command('start')
    .summary('some roles, e.g. on Kafka and ClickHouse')
    .description('Runs some roles in this process, as configured.')
    .option('-r, --roles <ROLE,...>', 'roles to run (default: all)')
    .option('-c, --config <FILE>', 'settings, YAML')
    .option('-s, --set <KEY=VALUE>', 'one setting; may be repeated', repeated, [])
    .option('--check', 'say whether the settings are sound, and start nothing')
    .addHelpText('after', HELP)
    .action(async (options: StartOptions) => {
      const { startRoles } = require('./start') as typeof import('./start');
      process.exitCode = await startRoles(options);
    });
};
