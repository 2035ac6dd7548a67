/** Topics of a cluster, looked at and changed without an event log being opened. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin, ConfigResourceTypes, ConfigSource, Kafka } from 'kafkajs';
import { clientConfig, type KafkaOptions, PREFIX } from './kafka-client';
import { attempt, isFinal } from './kafka-error';
import { type FoundTopic, planTopics, type TopicChange, type WantedTopic, wantedTopics } from './kafka-topic';

/** Topics that were just made: until every broker knows them, and who leads them. */
const TOPICS_PATIENCE_MS = 30_000;
const TOPICS_PAUSE_MS = 100;

export const newTopic = ({ topic, partitions, replicas, config }: WantedTopic) => ({
  topic,
  numPartitions: partitions,
  replicationFactor: replicas,
  configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
});

export interface KafkaTopics {
  /** What keeps them from being as wanted. @throws EventLogError */
  plan(): Promise<readonly TopicChange[]>;
  /** Makes and sets what `plan` told. @throws EventLogError */
  apply(changes: readonly TopicChange[]): Promise<void>;
  close(): Promise<void>;
}

/** @throws EventLogError */
export async function openTopics(options: KafkaOptions): Promise<KafkaTopics> {
  const admin = new Kafka(clientConfig(options)).admin();
  const wanted = wantedTopics(options.prefix ?? PREFIX, options.topics);
  await attempt('Kafka cannot be used', () => admin.connect());
  return {
    plan: () => attempt('Topics cannot be looked at', async () => planTopics(wanted, await foundTopics(admin, wanted))),
    apply: (changes) => attempt('Topics cannot be changed', () => applyChanges(admin, changes)),
    close: () => admin.disconnect(),
  };
}

async function foundTopics(admin: Admin, wanted: readonly WantedTopic[]): Promise<readonly FoundTopic[]> {
  const there = new Set(await admin.listTopics());
  const names = wanted.map(({ topic }) => topic).filter((topic) => there.has(topic));
  if (names.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const resources = names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name }));
  const described = await admin.describeConfigs({ resources, includeSynonyms: false });
  const configOf = new Map(
    described.resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  return topics.map(({ name, partitions }) => ({
    topic: name,
    partitions: partitions.length,
    replicas: partitions[0]?.replicas.length ?? 0,
    config: configOf.get(name) ?? {},
  }));
}

async function applyChanges(admin: Admin, changes: readonly TopicChange[]): Promise<void> {
  const made = changes.flatMap((one) => (one.change === 'make' ? [newTopic(one.wanted)] : []));
  if (made.length > 0) await admin.createTopics({ topics: made, waitForLeaders: false });
  if (made.length > 0)
    await untilThere(
      admin,
      made.map(({ topic }) => topic),
    );
  const set = changes.filter((one) => one.change === 'set');
  for (const name of new Set(set.map(({ topic }) => topic))) {
    const ours = set.filter(({ topic }) => topic === name).map((one) => [one.name, one.to] as const);
    const entries = new Map([...(await ownConfig(admin, name)), ...ours]);
    const configEntries = [...entries].map(([entry, value]) => ({ name: entry, value }));
    const resources = [{ type: ConfigResourceTypes.TOPIC, name, configEntries }];
    await admin.alterConfigs({ validateOnly: false, resources });
  }
}

/** kafkajs' own waiting gives up where a broker that is asked has not heard of the topic yet. */
async function untilThere(admin: Admin, topics: readonly string[]): Promise<void> {
  for (const end = Date.now() + TOPICS_PATIENCE_MS; ; await sleep(TOPICS_PAUSE_MS)) {
    try {
      const found = await admin.fetchTopicMetadata({ topics: [...topics] });
      if (found.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (isFinal(error) || Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`${topics.join(', ')}: made, and still without leaders`);
  }
}

/** What was set on a topic itself: AlterConfigs, which is all that kafkajs has, takes back what it is not told again. */
async function ownConfig(admin: Admin, name: string): Promise<ReadonlyMap<string, string>> {
  const resources = [{ type: ConfigResourceTypes.TOPIC, name }];
  const { resources: described } = await admin.describeConfigs({ resources, includeSynonyms: false });
  const own = described[0]!.configEntries.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
  return new Map(own.map(({ configName, configValue }) => [configName, configValue]));
}
