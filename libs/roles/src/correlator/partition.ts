/**
 * A partition as a correlator has it: its hosts in memory, ahead of what is durable of them by no more than a checkpoint. A
 * checkpoint makes durable what was told, then the hosts that changed, then the commit: in that order, all of one instant.
 */
import { RULES_VERSION } from '#core';
import type { Appender, Batch, Event, EventLog } from '#event-log';
import { CORRELATOR } from '../group';
import type { Folded, Kept } from './fold';
import { AWAKE_MAX, createHostStates, type HostStates } from './resting';
import { forgottenEvent, restoredFrom, snapshotEvent } from './snapshot';

interface FoldedBatch {
  /** Of its last event. */
  readonly time: string;
  readonly commit: Batch['commit'];
}
export interface Partition {
  readonly number: number;
  readonly kept: Map<string, Kept>;
  readonly states: HostStates;
  /** When a host that is awaited was last heard of, by this process's clock. */
  readonly heardAt: Map<string, number>;
  /** Snapshots go through this alone: once another correlator has the partition, none of this one's is seen any more. */
  readonly snapshots: Appender;
  /** Hosts whose snapshots older rules made. They are folded from the beginning, and no snapshot of theirs is believed until then. */
  readonly outdated: Set<string>;
  /** Hosts that were folded since the last checkpoint. */
  readonly changed: Set<string>;
  /** The last batch folded, until a checkpoint takes it: without its events, which would be carried through every collection until then. */
  folded: FoldedBatch | null;
  foldedAt: number;
  /** What was told and may not be durable yet, a batch each, in order. */
  told: Promise<unknown>[];
  /** The last one, and how long it took; null while it is under way. */
  checkpoint: { readonly done: Promise<void>; readonly beganAt: number; tookMs: number | null } | null;
  /** Why what is in memory is worth nothing: the next batch of it is refused, so that the log goes back to the last commit. */
  broken: { readonly cause: unknown } | null;
}

/** Its snapshots are of a newer release: this one must not take back what that one has folded. */
export class NewerRules extends Error {
  constructor(partition: number, rules: number) {
    super(
      `hosts of partition ${partition} were folded under rules ${rules}, and this release has rules ${RULES_VERSION}: ` +
        'it leaves them to the newer one (correlator.takeBack has it fold all again)',
    );
    this.name = 'NewerRules';
  }
}

/**
 * Takes a partition over. The appender first: what it shuts out cannot come after what is read.
 * @throws EventLogError; NewerRules, unless `takeBack`
 */
export async function openPartition(
  log: EventLog,
  number: number,
  { now, takeBack }: { readonly now: number; readonly takeBack: boolean },
): Promise<Partition> {
  const snapshots = await log.exclusive(`${CORRELATOR.group}-${number}`);
  const hosts: Partition = {
    number,
    kept: new Map(),
    states: createHostStates(),
    heardAt: new Map(),
    snapshots,
    outdated: new Set(),
    changed: new Set(),
    folded: null,
    foldedAt: now,
    told: [],
    checkpoint: null,
    broken: null,
  };
  try {
    for await (const event of log.scan('snapshots', number)) {
      const restored = restoredFrom(event, number);
      if (restored === null) continue;
      const { host, rules, snapshot } = restored;
      if (rules > RULES_VERSION && !takeBack) throw new NewerRules(number, rules);
      if (rules !== RULES_VERSION) hosts.outdated.add(host);
      if (snapshot === null) continue;
      hosts.states.set(host, snapshot.state);
      keep(hosts, host, snapshot.kept, now);
    }
    return hosts;
  } catch (error) {
    await snapshots.close();
    throw error;
  }
}

function keep(hosts: Partition, host: string, kept: Kept, now: number): void {
  hosts.kept.set(host, kept);
  if (kept.awaited.length > 0) hosts.heardAt.set(host, now);
  else hosts.heardAt.delete(host);
}

/** The hosts are as they were folded; the batch waits for a checkpoint. */
export function takeFolded(hosts: Partition, batch: Batch, folded: Folded, now: number): void {
  for (const [host, kept] of folded.kept) keep(hosts, host, kept, now);
  for (const [host, state] of folded.states) {
    hosts.states.set(host, state);
    hosts.changed.add(host);
  }
  hosts.folded = { time: batch.events.at(-1)!.time, commit: batch.commit };
  hosts.foldedAt = now;
}

/** Checkpoints take no more than a fifth of the time, whatever they cost. */
const PAUSE_TO_WORK = 4;

/** Who was given nothing for so long has nothing better to do. */
export const quietAfter = (afterMs: number): number => afterMs / 10;

/**
 * Not sooner than `afterMs` after the last one began, unless it is quiet; but before so many hosts have changed that some rest
 * already, who would have to be woken for it.
 */
export function isCheckpointDue(hosts: Partition, now: number, afterMs: number): boolean {
  const { folded, foldedAt, changed, checkpoint } = hosts;
  if (folded === null) return false;
  if (changed.size >= AWAKE_MAX || checkpoint === null || now - foldedAt > quietAfter(afterMs)) return true;
  return now - checkpoint.beganAt >= Math.max(afterMs, PAUSE_TO_WORK * (checkpoint.tookMs ?? 0));
}

export const isCheckpointUnderWay = ({ checkpoint }: Partition): boolean => checkpoint?.tookMs === null;

/** The hosts that changed as they are now, and what takes the place of other rules' snapshots. */
function snapshotsOf(hosts: Partition, time: string): readonly Event[] {
  const { number: partition, outdated, changed, states, kept } = hosts;
  const forgotten = [...outdated].filter((host) => !changed.has(host));
  return [
    ...[...changed].map((host) =>
      snapshotEvent({ host, partition, time }, { state: states.get(host)!, kept: kept.get(host)! }),
    ),
    ...forgotten.map((host) => forgottenEvent({ host, partition, time })),
  ];
}

async function checkpoint(hosts: Partition, { time, commit }: FoldedBatch): Promise<void> {
  const snapshots = snapshotsOf(hosts, time);
  hosts.changed.clear();
  hosts.folded = null;
  await Promise.all(hosts.told);
  await hosts.snapshots.append('snapshots', snapshots, hosts.number);
  hosts.outdated.clear();
  await commit();
}

/** One at a time. Resolves when what was folded before is durable and committed. */
export async function takeCheckpoint(hosts: Partition, now: () => number): Promise<void> {
  await hosts.checkpoint?.done;
  if (hosts.folded === null) return hosts.checkpoint?.done;
  const beganAt = now();
  const mine: Partition['checkpoint'] = { done: checkpoint(hosts, hosts.folded), beganAt, tookMs: null };
  hosts.checkpoint = mine;
  try {
    await mine.done;
  } finally {
    mine.tookMs = now() - beganAt;
  }
}

/**
 * What is under way comes to its end first: a checkpoint that was committed after the log had gone back behind it would leave
 * the commit ahead of the snapshots of the next.
 */
export async function closePartition(hosts: Partition): Promise<void> {
  await hosts.checkpoint?.done.catch(() => undefined);
  await hosts.snapshots.close();
}
