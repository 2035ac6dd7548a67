/** The moments of a replayed handoff as a reader goes through them: no pixels and no clock here. */
import type { DeviceHandoff, Handoff, HandoffReplay, ReplayMoment, Verdict } from '../api/client';
import { VERDICTS } from '../verdict/verdict';
import type { Known } from './lane-model';

/** What was known after each moment; a device is the same object for as long as nothing else was told of it. */
export function knownAfter(moments: readonly ReplayMoment[]): readonly Known[] {
  const devices = new Map<string, DeviceHandoff>();
  let handoff: Handoff | null = null;
  return moments.map(({ at, told }) => {
    if (told) {
      for (const device of told.handoff.devices) devices.set(device.bdf, device);
      for (const bdf of told.gone) devices.delete(bdf);
      handoff = { ...told.handoff, devices: worstFirst([...devices.values()]) };
    }
    return { handoff, until: at };
  });
}

const rankOf = ({ verdict }: DeviceHandoff): number => VERDICTS.indexOf(verdict);
const worstFirst = (devices: readonly DeviceHandoff[]): DeviceHandoff[] =>
  [...devices].sort((left, right) => rankOf(left) - rankOf(right) || (left.bdf < right.bdf ? -1 : 1));

/** Did a verdict become another here? That a device is told of for the first time is none, unless it is bad at once. */
const QUIET: readonly Verdict[] = ['unobserved', 'clean'];
export const turnsOf = ({ told }: ReplayMoment): readonly { bdf: string; before: Verdict | null; after: Verdict }[] =>
  told?.verdicts.filter(({ before, after }) => before !== null || !QUIET.includes(after)) ?? [];

/** Where to begin: the first moment that tells of the handoff, else the first of all. */
export const startOf = (moments: readonly ReplayMoment[]): number =>
  Math.max(
    0,
    moments.findIndex(({ told }) => told !== null),
  );

/** The next moment in a direction at which a verdict turned; the end that lies there where none does. */
export function nextTurn(moments: readonly ReplayMoment[], from: number, step: 1 | -1): number {
  let at = from + step;
  while (at > 0 && at < moments.length - 1 && turnsOf(moments[at]!).length === 0) at += step;
  return Math.min(moments.length - 1, Math.max(0, at));
}

/** A moment of the address: a number from 1, or whatever else stands for the start. */
export function momentOf(text: string, moments: readonly ReplayMoment[]): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) - 1 : startOf(moments);
  return Math.min(Math.max(0, moments.length - 1), Math.max(0, number));
}

const SHORTEST_MS = 90;
const LONGEST_MS = 1_500;

/** How long a moment stays at a speed: as long as the kernel took to the next one, within what an eye can follow. */
export function staysMs(moments: readonly ReplayMoment[], at: number, speed: number): number {
  const [time, next] = [moments[at]?.at.time ?? null, moments[at + 1]?.at.time ?? null];
  const seconds = time === null || next === null ? 0 : Math.max(0, next - time);
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (seconds * 1000) / speed));
}

const ranges = (some: HandoffReplay['missing']): string =>
  some
    .slice(0, 3)
    .map(({ source, from, to }) => (from === to ? `line ${from} of ${source}` : `lines ${from} to ${to} of ${source}`))
    .join(', ') + (some.length > 3 ? ' …' : '');

/** What a reader must know before taking the replay for the whole: in whole sentences. */
export function caveatsOf({ moments, missing, linesMissing, leftOut, joined, cut }: HandoffReplay): readonly string[] {
  const caveats = [
    linesMissing > 0
      ? `${linesMissing} ${linesMissing === 1 ? 'line is' : 'lines are'} not kept any more, or never came: ${ranges(missing)}.`
      : null,
    leftOut.length > 0 ? `To keep it short these were not read: ${ranges(leftOut)}.` : null,
    joined > 0 ? `${joined} events are shown together with a later one.` : null,
    cut ? 'There is more than can be sent at once: the end is not here.' : null,
    moments.at(-1)?.by === 'recorded'
      ? 'The lines alone do not come to what was judged; the last moment shows it as it was recorded.'
      : null,
  ];
  return caveats.filter((caveat) => caveat !== null);
}
