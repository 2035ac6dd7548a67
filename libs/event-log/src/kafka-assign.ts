/**
 * Which member of a group gets which partitions: evenly, and as they were as far as that goes. What a member keeps needs no restoring.
 * The aims of Kafka's own StickyAssignor (KIP-54), topic by topic, so that each topic is even by itself.
 */

/** Partition numbers by topic. */
export type Partitions = Readonly<Record<string, readonly number[]>>;
export interface Member {
  readonly id: string;
  /** Topics that it reads. */
  readonly topics: readonly string[];
  /** What it was last given, as it says itself; it may be mistaken. */
  readonly had: Partitions;
}
/** Partitions by member. */
export type Assignment = ReadonlyMap<string, Readonly<Record<string, number[]>>>;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same for the same members and partitions, whoever of them assigns. */
export function assignPartitions(members: readonly Member[], topics: Partitions): Assignment {
  const given = new Map(members.map(({ id }): [string, Record<string, number[]>] => [id, {}]));
  const total = new Map(members.map(({ id }) => [id, 0]));
  const sorted = [...members].sort((a, b) => byText(a.id, b.id));
  for (const topic of Object.keys(topics).sort(byText)) {
    const readers = sorted.filter((member) => member.topics.includes(topic));
    if (readers.length === 0) continue;
    for (const [id, partitions] of assignTopic(readers, { topic, partitions: topics[topic]!, total })) {
      given.get(id)![topic] = partitions;
      total.set(id, total.get(id)! + partitions.length);
    }
  }
  return given;
}

interface OfTopic {
  readonly topic: string;
  readonly partitions: readonly number[];
  /** Partitions of the topics before, by member. */
  readonly total: ReadonlyMap<string, number>;
}
function assignTopic(readers: readonly Member[], { topic, partitions, total }: OfTopic): ReadonlyMap<string, number[]> {
  const least = Math.floor(partitions.length / readers.length);
  /** So many members have one more than the others. */
  let extras = partitions.length % readers.length;
  const free = new Set(partitions);
  const given = new Map<string, number[]>();
  // Who has least of other topics comes first to what is one more.
  const byTotal = [...readers].sort((a, b) => total.get(a.id)! - total.get(b.id)!);
  for (const { id, had } of byTotal) {
    const still = [...new Set(had[topic])].filter((partition) => free.has(partition));
    const kept = still.slice(0, least + (extras > 0 ? 1 : 0));
    if (kept.length > least) extras--;
    for (const partition of kept) free.delete(partition);
    given.set(id, kept);
  }
  for (const partition of free) {
    const poorest = Math.min(...byTotal.map(({ id }) => given.get(id)!.length));
    given.get(byTotal.find(({ id }) => given.get(id)!.length === poorest)!.id)!.push(partition);
  }
  return given;
}

/** What a member was last given, as it tells whoever assigns. */
export const writeHad = (had: Partitions): Buffer => Buffer.from(JSON.stringify(had));

/** Nothing where it cannot be read: another program, or none, wrote it. */
export function readHad(bytes: Buffer): Partitions {
  try {
    const had: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof had !== 'object' || had === null) return {};
    return Object.fromEntries(Object.entries(had).filter(([, partitions]) => Array.isArray(partitions)));
  } catch {
    return {};
  }
}
