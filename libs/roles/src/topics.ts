/** The topics of a fleet: what keeps them from being as configured, and the changes that mend it. */
import type { TopicChange } from '#event-log/kafka';
import type { Config } from './config';
import { openKafkaTopics } from './open';

export type { TopicChange } from '#event-log/kafka';

/**
 * The changes, made where `apply` says so; those that only a person can make are told and left.
 * @throws EventLogError
 */
export async function topics({ log }: Config, apply: boolean): Promise<readonly TopicChange[]> {
  if (log.type !== 'kafka') throw new Error('the event log is embedded and has no topics; set log.type=kafka');
  const cluster = await openKafkaTopics(log);
  try {
    const changes = await cluster.plan();
    if (apply) await cluster.apply(changes);
    return changes;
  } finally {
    await cluster.close();
  }
}
