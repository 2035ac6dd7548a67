/**
 * Reading and committing without joining a group, through what kafkajs keeps inside: its public ways join one, which
 * costs a rebalance each (3 s on a cluster with default settings), and never look again at who leads a partition.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from './codec';

/** What is used of kafkajs' Cluster and Broker (2.2.4). */
export interface InsideCluster {
  disconnect(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number }[];
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Readonly<Record<string, readonly number[]>>;
  fetchTopicsOffset(
    topics: readonly { topic: string; partitions: readonly { partition: number }[]; fromBeginning: boolean }[],
  ): Promise<readonly TopicOffsets[]>;
  findGroupCoordinator(group: { groupId: string }): Promise<InsideBroker>;
  findBroker(node: { nodeId: string }): Promise<InsideBroker>;
}
interface InsideBroker {
  fetch(request: FetchRequest): Promise<FetchResponse>;
  offsetFetch(request: {
    groupId: string;
    topics: readonly { topic: string; partitions: readonly { partition: number }[] }[];
  }): Promise<{ responses: readonly TopicOffsets[] }>;
  offsetCommit(request: {
    groupId: string;
    memberId: string;
    groupGenerationId: number;
    topics: readonly TopicOffsets[];
  }): Promise<unknown>;
}
interface TopicOffsets {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
}
interface FetchRequest {
  readonly maxWaitTime: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly isolationLevel: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly { partition: number; fetchOffset: string; maxBytes: number }[];
  }[];
}
interface FetchResponse {
  readonly responses: readonly { readonly partitions: readonly FetchedPartition[] }[];
}
interface FetchedPartition {
  readonly messages: readonly FetchedMessage[];
  readonly abortedTransactions?: readonly { readonly producerId: string; readonly firstOffset: string }[] | null;
}
export type FetchedMessage = Message & {
  readonly offset: string;
  readonly isControlRecord?: boolean;
  readonly batchContext?: { readonly producerId: string; readonly inTransaction: boolean };
};

/** Kafka leaves it to the reader to pass over what was aborted: from a transaction's first offset to its producer's marker. */
function withoutAborted({ messages, abortedTransactions }: FetchedPartition): readonly FetchedMessage[] {
  const coming = [...(abortedTransactions ?? [])].sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset));
  const aborted = new Set<string>();
  return messages.filter(({ offset, isControlRecord, batchContext }) => {
    while (coming.length > 0 && Number(coming[0]!.firstOffset) <= Number(offset))
      aborted.add(String(coming.shift()!.producerId));
    const producer = String(batchContext?.producerId);
    if (isControlRecord) aborted.delete(producer);
    return isControlRecord || !(batchContext?.inTransaction && aborted.has(producer));
  });
}

export interface PartitionEnds {
  readonly partition: number;
  /** First position that is there. */
  readonly low: number;
  /** Next position to be written. */
  readonly high: number;
}
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
}
export interface KafkaInside {
  partitions(topic: string): Promise<number>;
  ends(topic: string): Promise<readonly PartitionEnds[]>;
  /** Partition → position the group reads next, where it has committed one. */
  committed(groupId: string, topic: string): Promise<ReadonlyMap<number, number>>;
  /** Sets what an idle group reads next; rejects while it has members. */
  commitIdle(groupId: string, topics: ReadonlyMap<string, readonly PartitionEnds[]>): Promise<void>;
  /** Some messages from a position on; none when only compacted ones are there. */
  fetch(place: Place): Promise<readonly FetchedMessage[]>;
  close(): Promise<void>;
}

interface Opened {
  readonly cluster: Promise<InsideCluster>;
  users: number;
  dropped: boolean;
}
const disconnect = async ({ cluster }: Opened): Promise<void> =>
  cluster.then((opened) => opened.disconnect()).catch(() => undefined);

const READ_COMMITTED = 1;
const FETCH_WAIT_MS = 500;
const FETCH_BYTES = 1024 * 1024;
/** A topic just made, a leader just lost: the cluster needs a moment. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 50;
const PAUSE_MS_MAX = 1000;

export function newKafkaInside(options: {
  readonly open: () => Promise<InsideCluster>;
  readonly isFinal: (error: unknown) => boolean;
}): KafkaInside {
  const { open, isFinal } = options;
  let current: Opened | null = null;

  /** A cluster that failed is dropped: a new one knows who leads now. It disconnects when its last user is done. */
  async function once<T>(work: (cluster: InsideCluster) => Promise<T>): Promise<T> {
    current ??= { cluster: open(), users: 0, dropped: false };
    const mine = current;
    mine.users++;
    try {
      return await work(await mine.cluster);
    } catch (error) {
      mine.dropped = true;
      if (current === mine) current = null;
      throw error;
    } finally {
      mine.users--;
      if (mine.dropped && mine.users === 0) await disconnect(mine);
    }
  }

  async function patiently<T>(work: (cluster: InsideCluster) => Promise<T>): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (let pause = PAUSE_MS; ; pause = Math.min(pause * 2, PAUSE_MS_MAX)) {
      try {
        return await once(work);
      } catch (error) {
        if (isFinal(error) || Date.now() > end) throw error;
      }
      await sleep(pause);
    }
  }

  async function partitionsOf(cluster: InsideCluster, topic: string): Promise<readonly { partition: number }[]> {
    await cluster.addTargetTopic(topic);
    const found = cluster.findTopicPartitionMetadata(topic);
    if (found.length === 0) throw new Error(`topic ${topic} has no partitions yet`);
    return found.map(({ partitionId }) => ({ partition: partitionId }));
  }

  async function endsOf(cluster: InsideCluster, topic: string): Promise<readonly PartitionEnds[]> {
    const partitions = await partitionsOf(cluster, topic);
    const offsetsOf = async (fromBeginning: boolean) => {
      const [offsets] = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }]);
      return new Map(offsets!.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    };
    const [low, high] = [await offsetsOf(true), await offsetsOf(false)];
    const ends = partitions.map(({ partition }) => ({
      partition,
      low: low.get(partition)!,
      high: high.get(partition)!,
    }));
    return ends.sort((a, b) => a.partition - b.partition);
  }

  return {
    partitions: (topic) => patiently(async (cluster) => (await partitionsOf(cluster, topic)).length),
    ends: (topic) => patiently((cluster) => endsOf(cluster, topic)),
    committed: (groupId, topic) =>
      patiently(async (cluster) => {
        const coordinator = await cluster.findGroupCoordinator({ groupId });
        const topics = [{ topic, partitions: await partitionsOf(cluster, topic) }];
        const { responses } = await coordinator.offsetFetch({ groupId, topics });
        const offsets = responses.flatMap(({ partitions }) => partitions);
        return new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
      }),
    commitIdle: (groupId, ends) =>
      once(async (cluster) => {
        const coordinator = await cluster.findGroupCoordinator({ groupId });
        const topics = [...ends].map(([topic, partitions]) => ({
          topic,
          partitions: partitions.map(({ partition, low }) => ({ partition, offset: String(low) })),
        }));
        // No member and no generation: the broker takes it only while the group has no members.
        await coordinator.offsetCommit({ groupId, memberId: '', groupGenerationId: -1, topics });
      }),
    fetch: ({ topic, partition, from }) =>
      patiently(async (cluster) => {
        await cluster.addTargetTopic(topic);
        const [nodeId] = Object.keys(cluster.findLeaderForPartitions(topic, [partition]));
        if (nodeId === undefined) throw new Error(`topic ${topic} has no partition ${partition}`);
        const broker = await cluster.findBroker({ nodeId });
        const { responses } = await broker.fetch({
          maxWaitTime: FETCH_WAIT_MS,
          minBytes: 1,
          maxBytes: FETCH_BYTES,
          isolationLevel: READ_COMMITTED,
          topics: [{ topic, partitions: [{ partition, fetchOffset: String(from), maxBytes: FETCH_BYTES }] }],
        });
        return responses.flatMap(({ partitions }) => partitions.flatMap(withoutAborted));
      }),
    close: async () => {
      if (current) await disconnect(current);
      current = null;
    },
  };
}
