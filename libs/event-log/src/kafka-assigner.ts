/** The group protocol of a sticky assignment, as kafkajs wants it. */
import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';
import { assignPartitions, type Partitions, readHad, writeHad } from './kafka-assign';

const STICKY = { name: 'quiesce-sticky', version: 1 } as const;

/**
 * Leaves partitions with who had them, as far as that is even: what a member keeps needs no restoring.
 * @param had what this member was given last; called for each request to join
 */
export const stickyAssigner =
  (had: () => Partitions): PartitionAssigner =>
  ({ cluster }) => ({
    name: STICKY.name,
    version: STICKY.version,
    protocol: ({ topics }) => ({
      name: STICKY.name,
      metadata: AssignerProtocol.MemberMetadata.encode({ version: STICKY.version, topics, userData: writeHad(had()) }),
    }),
    assign: async ({ members, topics }) => {
      const known = members.map(({ memberId, memberMetadata }) => {
        const told = AssignerProtocol.MemberMetadata.decode(memberMetadata);
        return { id: memberId, topics: told?.topics ?? [], had: told === null ? {} : readHad(told.userData) };
      });
      const partitions = topics.map((topic) => [
        topic,
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
      ]);
      return [...assignPartitions(known, Object.fromEntries(partitions))].map(([memberId, assignment]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version: STICKY.version,
          assignment,
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
