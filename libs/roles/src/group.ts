/** Who reads which streams of the event log: the names that commits, lag and a rewind go by. */
import type { Stream } from '#event-log';
import { eventId } from '#schemas';
import type { Config, RoleName } from './config';

export const CORRELATOR = { group: 'correlator', streams: ['lines'] } as const;
export const PROJECTOR = {
  group: 'projector',
  streams: ['lines', 'facts', 'handoffs', 'signatures', 'alerts', 'mutes'],
} as const;
export const WATCHER = { group: 'watcher', streams: ['handoffs'] } as const;
export const WATCHER_RAISE = { group: 'watcher-raise', streams: ['signatures'] } as const;
/** A webhook has a group of its own: a dead one keeps no other waiting. */
export const notifierOf = (webhook: string) =>
  ({ group: `notifier-${eventId(webhook).slice(0, 8)}`, streams: ['alerts'] }) as const;

export interface Group {
  readonly group: string;
  readonly streams: readonly Stream[];
}

/** Every group whose lag says how far the pipeline is behind; those of `roles` only, where given. */
export function groupsOf(config: Config, roles: readonly RoleName[]): readonly Group[] {
  const groups: Readonly<Record<RoleName, readonly Group[]>> = {
    collector: [],
    correlator: [CORRELATOR],
    projector: [PROJECTOR],
    watcher: [WATCHER, WATCHER_RAISE],
    notifier: config.notifier.webhooks.map(({ name }) => notifierOf(name)),
    query: [],
  };
  return roles.flatMap((role) => groups[role]);
}
