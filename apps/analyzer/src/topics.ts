/** What `quiesce topics` does. */
import { configOf, messageOf, readEnvironment, sayProblems, type TopicChange, topics } from '#roles';
import { flagsOfPairs } from './start';

/** As commander hands them over. */
export interface TopicsOptions {
  readonly config?: string;
  readonly set: readonly string[];
  readonly apply?: boolean;
}

function wordsOf(one: TopicChange): string {
  if (one.change === 'none') return `keep  ${one.topic}  ${one.why}`;
  if (one.change === 'set') return `set   ${one.topic}  ${one.name} ${one.from ?? '(unset)'} → ${one.to}`;
  const { partitions, replicas, config } = one.wanted;
  const copies = replicas < 0 ? 'replicas as the brokers are set' : `${replicas} replicas`;
  return `make  ${one.topic}  ${partitions} partitions, ${copies}, ${config['cleanup.policy']}`;
}

/** Exit code. */
export async function changeTopics(options: TopicsOptions): Promise<number> {
  const parsed = configOf({
    environment: readEnvironment(),
    flags: flagsOfPairs(options.set),
    configPath: options.config,
  });
  if ('problems' in parsed) {
    sayProblems(parsed.problems);
    return 2;
  }
  try {
    const changes = await topics(parsed.ok, options.apply ?? false);
    for (const one of changes) process.stdout.write(`${wordsOf(one)}\n`);
    const left = options.apply ? changes.filter(({ change }) => change === 'none') : changes;
    const word = options.apply ? 'done' : 'to be done with --apply';
    process.stderr.write(changes.length === 0 ? 'All topics are as wanted.\n' : `${changes.length} ${word}.\n`);
    return left.length > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`quiesce topics: ${messageOf(error)}\n`);
    return 2;
  }
}
