/**
 * Whether a signature is still with a fleet (domain.md §6): new, ongoing, resolved, regressed; counted in exposures, never in time alone.
 *
 * An exposure is a host on a day on which it went through a handoff of the signature's cohort (driver, device, policy, IOMMU mode, kind) that
 * could have shown it. A host counts once a day: a machine that is rebooted ten times in an hour is one witness (§7).
 *
 * **Resolved** asks: had nothing changed, how likely would as many quiet exposures as came since the last sight be? After k sights in n
 * exposures, the chance that the next m are quiet, all orders being equally likely, is C(n, k) / C(n + m, k): a permutation test that needs no
 * rate, the discrete form of Solow's for extinction from sighting records (A. R. Solow, "Inferring extinction from sighting data", Ecology 74,
 * 1993). Each sight begins another wait, so a fixed level would take one wait in twenty for the end of a failure that goes on: the wait after
 * the k-th sight gets ALPHA / (k (k + 1)) of the level, which sums to ALPHA over all k. So a failure of constant rate is taken for resolved, ever,
 * with a chance of at most ALPHA (life-cycle.spec.ts reckons it). With more than one sight, n and k are counted from behind the first: the
 * years before a kernel brought the failure say nothing of its rate, and to begin at a sight would overrate it.
 *
 * **Regressed** is a sight after that, on a kernel that is not older than those that were quiet: 6.6.y after 6.12.y is not later, and leaves it
 * `ongoing`. What is counted then begins anew, with the quiet exposures.
 */
import { isEarlier } from '../release';

/** One day of a signature's cohort. */
export interface CohortDay {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  /** Hosts that could have shown it, those that did among them. */
  readonly exposed: number;
  readonly showed: number;
  /** Incoming kernels of those that were exposed, and of those that showed it; '' where none told its release. */
  readonly kernels: readonly string[];
  readonly showedOn: readonly string[];
}
export type LifeState = 'new' | 'ongoing' | 'resolved' | 'regressed';
export interface LifeTurn {
  readonly day: string;
  readonly state: LifeState;
}
export interface LifeCycle {
  readonly state: LifeState;
  /** Every change of the state, oldest first; the first is the first sight. */
  readonly turns: readonly LifeTurn[];
  /** Exposures since the last sight. */
  readonly quiet: number;
  /** How many quiet ones after the last sight say that it is resolved. */
  readonly quietEnough: number;
}

/** Chance that a failure that goes on is ever taken for resolved. */
const ALPHA = 0.05;

/** Sights among exposures. */
export interface Record {
  readonly sights: number;
  readonly exposures: number;
}

/** The chance of so many quiet exposures after a record that ends with a sight, had nothing changed. */
export function chanceOfQuiet({ sights, exposures }: Record, quiet: number): number {
  let chance = 1;
  // C(n, k) / C(n + m, k) has a product of k terms and one of m.
  if (sights < quiet) for (let i = 0; i < sights; i++) chance *= (exposures - i) / (exposures + quiet - i);
  else for (let i = 1; i <= quiet; i++) chance *= (exposures - sights + i) / (exposures + i);
  return chance;
}

/** The fewest quiet exposures whose chance is below a level. */
export function quietBelow(level: number, record: Record): number {
  let [low, high] = [0, 1];
  while (chanceOfQuiet(record, high) >= level) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (chanceOfQuiet(record, middle) >= level) low = middle;
    else high = middle;
  }
  return high;
}

/** What is counted from one beginning to the resolution that ends it. */
interface Life {
  readonly sights: number;
  /** Up to the last sight's day: from the beginning, and from the first sight's day on. */
  readonly exposures: number;
  readonly sinceFirst: number;
}
const BEGINNING: Life = { sights: 0, exposures: 0, sinceFirst: 0 };

interface Course {
  readonly life: Life;
  readonly turns: readonly LifeTurn[];
  /** Since the last sight, or before the first. */
  readonly quiet: number;
  readonly quietKernels: readonly string[];
  /** Kernels that were quiet when it was last resolved. */
  readonly fixedOn: readonly string[] | null;
}
const UNSEEN: Course = { life: BEGINNING, turns: [], quiet: 0, quietKernels: [], fixedOn: null };

const stateOf = ({ turns }: Course): LifeState | null => turns.at(-1)?.state ?? null;

export const levelAfter = (sights: number): number => ALPHA / (sights * (sights + 1));

/** The record that the quiet is held against: from behind the first sight, where there is another. */
const recordOf = ({ sights, exposures, sinceFirst }: Life): Record =>
  sights > 1 ? { sights: sights - 1, exposures: sinceFirst - 1 } : { sights, exposures };

const isQuietEnough = ({ life, quiet }: Course): boolean =>
  chanceOfQuiet(recordOf(life), quiet) < levelAfter(life.sights);

function turned(course: Course, day: string, state: LifeState): Course {
  return state === stateOf(course) ? course : { ...course, turns: [...course.turns, { day, state }] };
}

/** Mostly nothing is new, day after day. */
function union(known: readonly string[], more: readonly string[]): readonly string[] {
  const fresh = more.filter((one) => !known.includes(one));
  return fresh.length === 0 ? known : [...known, ...fresh];
}

function quietDay(course: Course, { day, exposed, kernels }: CohortDay): Course {
  const quiet = course.quiet + exposed;
  const state = stateOf(course);
  if (state === null) return { ...course, quiet };
  const after = { ...course, quiet, quietKernels: union(course.quietKernels, kernels) };
  return state !== 'resolved' && isQuietEnough(after) ? turned(after, day, 'resolved') : after;
}

function stateAtSight({ life, fixedOn }: Course, before: LifeState | null, showedOn: readonly string[]): LifeState {
  const isBack = fixedOn !== null && showedOn.some((release) => !isEarlier(release, fixedOn));
  if (isBack || before === 'regressed') return 'regressed';
  return life.sights > 1 || fixedOn !== null ? 'ongoing' : 'new';
}

function sightDay(course: Course, { day, exposed, showed, showedOn }: CohortDay): Course {
  const before = stateOf(course);
  const [earlier, fixedOn] = before === 'resolved' ? [BEGINNING, course.quietKernels] : [course.life, course.fixedOn];
  const life = {
    sights: earlier.sights + showed,
    exposures: earlier.exposures + course.quiet + Math.max(exposed, showed),
    sinceFirst: earlier.sinceFirst + (earlier.sights > 0 ? course.quiet : 0) + Math.max(exposed, showed),
  };
  const after = { ...course, life, fixedOn, quiet: 0, quietKernels: [] };
  return turned(after, day, stateAtSight(after, before, showedOn));
}

/** The life of a signature after its cohort's days, oldest first; null where none showed it. */
export function lifeCycleOf(days: readonly CohortDay[]): LifeCycle | null {
  const step = (course: Course, day: CohortDay) => (day.showed > 0 ? sightDay : quietDay)(course, day);
  const course = days.reduce(step, UNSEEN);
  const state = stateOf(course);
  if (state === null) return null;
  const quietEnough = quietBelow(levelAfter(course.life.sights), recordOf(course.life));
  return { state, turns: course.turns, quiet: course.quiet, quietEnough };
}
