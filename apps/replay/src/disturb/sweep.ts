/** Disturbs a log in every way many times over, and counts how its judgements change. */
import { isDeepStrictEqual } from 'node:util';
import type { Report } from '#core';
import { reportOfInputs } from '../report-of';
import { CHANGES, type Change, changeOf, type Judged, judgements } from './degrade';
import { type Chance, DISTURBANCES, type Disturbance, type Recorded, undisturbed } from './disturbance';

/** A judgement that flipped: enough to find it again. */
export interface Flip {
  readonly log: string;
  readonly disturbance: string;
  readonly run: number;
  readonly before: Judged;
  readonly after: Judged | undefined;
}
export type Counts = Readonly<Record<Change, number>>;
export interface Sweep {
  readonly disturbance: Disturbance;
  /** Device handoffs, of all runs. */
  readonly counts: Counts;
  readonly flips: readonly Flip[];
}

export interface SweepRequest {
  readonly recorded: Recorded;
  readonly runs: number;
  /** Chance of its own for each run, by its name, so that one run can be made again alone. */
  readonly chanceOf: (name: string) => Chance;
}

/** What a change of delivery must leave as it is; kernel times are left out, for a clock that drifts moves them. */
const essence = (report: Report) =>
  report.handoffs.map(({ id, kind, outcome, devices }) => ({
    id,
    kind,
    outcome,
    devices: devices.map(({ bdf, verdict, signature }) => ({ bdf, verdict, signature: signature?.id ?? null })),
  }));

const linesRead = ({ files }: Report): number => files.reduce((sum, { lines }) => sum + lines, 0);

export const countsOf = (changes: readonly Change[]): Counts =>
  Object.fromEntries(CHANGES.map((change) => [change, changes.filter((other) => other === change).length])) as Record<
    Change,
    number
  >;

export const added = (sum: Counts, more: Counts): Counts =>
  Object.fromEntries(CHANGES.map((change) => [change, sum[change] + more[change]])) as Record<Change, number>;

interface Changed {
  readonly change: Change;
  readonly before: Judged;
  readonly after: Judged | undefined;
}

/** How each device's judgement changed in one run. */
async function changesIn(whole: Report, disturbance: Disturbance, recorded: Recorded, chance: Chance) {
  const report = await reportOfInputs(disturbance.inputs(recorded, chance));
  const after = judgements(report);
  const differs = disturbance.costs === 'nothing' && !isDeepStrictEqual(essence(report), essence(whole));
  return [...judgements(whole).values()].map((before): Changed => {
    const now = after.get(before.bdf);
    return { before, after: now, change: differs ? 'flipped' : changeOf(before, now, linesRead(report)) };
  });
}

/** Every disturbance, `runs` times each. */
export async function sweep({ recorded, runs, chanceOf }: SweepRequest): Promise<readonly Sweep[]> {
  const whole = await reportOfInputs(undisturbed(recorded));
  const made: Sweep[] = [];
  for (const disturbance of DISTURBANCES) {
    const { name } = disturbance;
    const all: (Changed & { readonly run: number })[] = [];
    for (let run = 0; run < runs; run++) {
      const chance = chanceOf(`${recorded.source}/${name}/${run}`);
      all.push(...(await changesIn(whole, disturbance, recorded, chance)).map((changed) => ({ ...changed, run })));
    }
    const flipped = all.filter(({ change }) => change === 'flipped');
    const flips = flipped.map(({ run, before, after }) => ({
      log: recorded.source,
      disturbance: name,
      run,
      before,
      after,
    }));
    made.push({ disturbance, counts: countsOf(all.map(({ change }) => change)), flips });
  }
  return made;
}
