/** `quiesce topics`: the topics in Kafka as the configuration wants them. */
import type { Command } from 'commander';
import type { TopicsOptions } from './topics';

const repeated = (value: string, before: readonly string[]) => [...before, value];

const HELP = `
Without --apply it only says what it would do. Partitions are set when a topic is made and never changed: a host's lines would
go to another partition than its state.

Exit codes: 0 all is as wanted, or was made so · 1 something is to be changed · 2 bad usage, bad settings, or no Kafka

Example:
  quiesce topics --config /etc/quiesce.yaml --set log.partitions=48 --set log.replicas=3 --apply`;

/** Adds the command; its work is loaded when it runs. */
export const registerTopics = (program: Command): void => {
  program
    .command('topics')
    .summary('make and mend the topics in Kafka')
    .description('Compares the topics in Kafka with the settings: partitions, replicas, retention, compaction.')
    .option('-c, --config <FILE>', 'settings, YAML')
    .option('-s, --set <KEY=VALUE>', 'one setting; may be repeated', repeated, [])
    .option('--apply', 'make the changes')
    .addHelpText('after', HELP)
    .action(async (options: TopicsOptions) => {
      const { changeTopics } = require('./topics') as typeof import('./topics');
      process.exitCode = await changeTopics(options);
    });
};
