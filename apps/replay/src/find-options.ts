/** Where to find what is to be captured: the options that `capture` and `shrink` have in common. */
import type { Command } from 'commander';

/** As commander hands them over. */
export interface FindOptions {
  readonly fromLog?: string;
  readonly url?: string;
  readonly token?: string;
  readonly handoff?: string;
  readonly alert?: string;
  /** `NAME` of a host in a log, or `NAME=FILE`. */
  readonly host: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

export const addFindOptions = (command: Command): Command =>
  command
    .option('--from-log <DIR>', 'directory of an embedded event log; it may be in use')
    .option('--url <URL>', 'a running Quiesce, e.g. http://127.0.0.1:4080')
    .option('--token <TOKEN>', 'bearer token that its API asks for')
    .option('--handoff <ID>', 'this handoff, as the page, the API and analyze show it')
    .option('--alert <ID>', 'the handoff of this alert');
