/** A host's state as an event of the `snapshots` stream, and back. */
import { type HostState, RULES_VERSION } from '#core';
import type { RecordedEvent } from '#event-log';
import { type EventShapes, eventId, isOf, type NewEvent } from '#schemas';
import type { Kept } from './fold';

export const BY = '/correlator';
const TYPE = 'io.quiesce.host-snapshot.v1';
type SnapshotEvent = NewEvent<typeof TYPE>;

interface Snapshot {
  readonly state: HostState;
  readonly kept: Kept;
}
interface Of {
  readonly host: string;
  readonly partition: number;
  /** RFC 3339. */
  readonly time: string;
}

const eventOf = ({ host, partition, time }: Of, id: string, position: number, state: object): SnapshotEvent => ({
  id,
  type: TYPE,
  source: BY,
  time,
  key: host,
  data: { host, rules: RULES_VERSION, partition, position, state: state as EventShapes[typeof TYPE]['state'] },
});

export const snapshotEvent = (of: Of, snapshot: Snapshot): SnapshotEvent => {
  const { position } = snapshot.kept;
  return eventOf(of, eventId('host-snapshot', of.host, of.partition, position), position, { ...snapshot });
};

/** In place of a snapshot that other rules made: nothing is known of the host, and the log is read from its beginning already. */
export const forgottenEvent = (of: Of): SnapshotEvent =>
  eventOf(of, eventId('host-forgotten', of.host, of.partition, RULES_VERSION), 0, {});

export interface Restored {
  readonly host: string;
  /** Version of the rules that made it. */
  readonly rules: number;
  /** Null where other rules made it, or nothing is known. */
  readonly snapshot: Snapshot | null;
}

/** What an event of `snapshots` says of a host of that partition of `lines`; null where it says nothing. */
export function restoredFrom({ type, data }: RecordedEvent, partition: number): Restored | null {
  if (type !== TYPE || !isOf(TYPE, data) || data.partition !== partition) return null;
  const { host, rules } = data;
  const { state, kept } = data.state as unknown as Partial<Snapshot>;
  const isOurs = rules === RULES_VERSION && state !== undefined && kept !== undefined;
  return { host, rules, snapshot: isOurs ? { state, kept } : null };
}
