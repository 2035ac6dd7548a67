import { historyOf } from './history-model';

const seen = (from: string | null, to: string | null, firstSeen: string) => ({
  from,
  to,
  firstSeen,
  lastSeen: firstSeen,
  hosts: 1,
  handoffs: 1,
});

test('turns and transitions, newest first; the first transition is no new one', () => {
  const turns = [
    { day: '2026-03-01', state: 'new' as const },
    { day: '2026-03-02', state: 'ongoing' as const },
    { day: '2026-05-01', state: 'resolved' as const },
    { day: '2026-06-01', state: 'ongoing' as const },
    { day: '2026-06-02', state: 'regressed' as const },
  ];
  const transitions = [
    seen('6.12.8', '6.12.9', '2026-06-02T10:00:00.000Z'),
    seen('6.6.1', null, '2026-03-01T09:00:00.000Z'),
  ];
  const mutes = [
    { at: '2026-03-04T10:00:00.000Z', by: 'ada', why: 'it did not help', until: null },
    { at: '2026-03-03T10:00:00.000Z', by: 'ada', why: 'TICKET-17', until: '2026-04-03T10:00:00.000Z' },
  ];
  expect(historyOf({ turns, transitions, mutes }).map(({ what }) => what)).toEqual([
    'new to the transition from 6.12.8 to 6.12.9',
    'seen again: regressed',
    'seen again, on a kernel older than those that were quiet: ongoing there',
    'quiet in enough exposures: resolved',
    'unmuted by ada: it did not help',
    'muted by ada until 2026-04-03: TICKET-17',
    'seen again: ongoing',
    'seen from 6.6.1 to a kernel that told no release',
    'first seen',
  ]);
});

test('what several hosts showed at once', () => {
  expect(historyOf({ turns: [{ day: '2026-03-01', state: 'ongoing' }], transitions: [], mutes: [] })).toEqual([
    { at: '2026-03-01', what: 'first seen, and more than once: ongoing' },
  ]);
});
