/** The state of scrubbing: which moment the address names, what was known then, and ways to another one. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { HandoffReplay, ReplayMoment } from '../api/client';
import { replayQuery } from '../api/query';
import { useAddress } from '../shell/address';
import type { Asked } from '../shell/state';
import type { Known } from './lane-model';
import { knownAfter, momentOf, staysMs } from './scrub-model';

export const SPEEDS = [1, 10, 100] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Scrub {
  /** Does the address ask for a moment? */
  readonly isOn: boolean;
  readonly asked: Asked<HandoffReplay>;
  readonly moments: readonly ReplayMoment[];
  readonly at: number;
  /** Null while it is off, or nothing has arrived. */
  readonly known: Known | null;
  readonly go: (at: number) => void;
  readonly start: () => void;
  readonly leave: () => void;
  readonly playing: Speed | null;
  readonly play: (speed: Speed | null) => void;
}

const NONE: readonly ReplayMoment[] = [];

export function useScrub(id: string): Scrub {
  const [query, change] = useAddress();
  const text = query.get('moment');
  const isOn = text !== null;
  const asked = useQuery({ ...replayQuery(id), enabled: isOn });
  const moments = asked.data?.moments ?? NONE;
  const all = useMemo(() => knownAfter(moments), [moments]);
  const at = text === null ? 0 : momentOf(text, moments);
  const [playing, play] = useState<Speed | null>(null);

  const go = useCallback(
    (to: number) => {
      const moment = moments[to];
      if (!moment) return;
      const { file, line } = moment.at;
      change({ moment: String(to + 1), source: file, line: String(line) }, { replace: true });
    },
    [moments, change],
  );
  const start = useCallback(() => change({ moment: 'start', source: null, line: null }, { replace: true }), [change]);
  const leave = useCallback(() => {
    play(null);
    change({ moment: null }, { replace: true });
  }, [change]);

  // The address says "start", or a moment without its line: the log is brought there.
  useEffect(() => {
    if (isOn && moments.length > 0 && query.get('line') === null) go(at);
  }, [isOn, moments, query, at, go]);
  useEffect(() => {
    if (playing === null) return;
    if (at >= moments.length - 1) {
      play(null);
      return;
    }
    const timer = setTimeout(() => go(at + 1), staysMs(moments, at, playing));
    return () => clearTimeout(timer);
  }, [playing, at, moments, go]);

  const known = isOn ? (all[at] ?? null) : null;
  return { isOn, asked, moments, at, known, go, start, leave, playing, play };
}
