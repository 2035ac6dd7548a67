/** How the lives of signatures are read from the handoffs in the store. */
import { type CohortDay, type LifeCycle, lifeCycleOf } from '#core';
import type { Run } from './sql';

interface Signature {
  readonly id: string;
  readonly parts: Readonly<Record<string, string>>;
}
/** What handoffs are exposed to, as 0005-exposures.sql names it; '' stands for null there. */
interface Cohort {
  readonly kind: string;
  readonly driver: string;
  readonly device: string;
  readonly policy: string;
  readonly iommu: string;
}
/** Days count from 1970; the arrays are parallel. */
interface DaysRow {
  readonly days: readonly number[];
  readonly hosts_by_day: readonly number[];
}
interface KernelsRow {
  readonly days: readonly number[];
  readonly kernels_by_day: readonly (readonly string[])[];
}
/** A row of a cohort: its place among those that were asked for, from 1. */
interface OfCohort {
  readonly cohort: number;
}
type ShownRow = DaysRow & KernelsRow & { readonly id: string };

/** The cohort of a signature: of a lost host, all handoffs of its kind. */
export function cohortOf({ parts }: Pick<Signature, 'parts'>): Cohort {
  const { handoff: kind = '', driver = '', device = '', policy = '', iommu = '' } = parts;
  if (device === 'host') return { kind, driver, device, policy: '', iommu: '' };
  return { kind, driver: driver === 'none' ? '' : driver, device: device === 'unknown' ? '' : device, policy, iommu };
}

const nameOf = (cohort: Cohort): string => JSON.stringify(cohort);
const distinct = (cohorts: readonly Cohort[]): readonly Cohort[] => [
  ...new Map(cohorts.map((cohort) => [nameOf(cohort), cohort])).values(),
];

/** What a query tells of some cohorts, by their names. */
async function ofCohorts<Row extends OfCohort>(
  run: Run,
  query: 'cohort-days' | 'cohort-kernels',
  cohorts: readonly Cohort[],
): Promise<ReadonlyMap<string, Row>> {
  if (cohorts.length === 0) return new Map();
  const rows = await run<Row>(query, {
    kinds: cohorts.map(({ kind }) => kind),
    drivers: cohorts.map(({ driver }) => driver),
    devices: cohorts.map(({ device }) => device),
    policies: cohorts.map(({ policy }) => policy),
    iommus: cohorts.map(({ iommu }) => iommu),
  });
  return new Map(rows.map((row) => [nameOf(cohorts[row.cohort - 1]!), row]));
}

/** `YYYY-MM-DD` of a day since 1970; signatures share their days, so each is written once. */
function newCalendar(): (day: number) => string {
  const written = new Map<number, string>();
  return (day) => {
    const known = written.get(day) ?? new Date(day * 86_400_000).toISOString().slice(0, 10);
    written.set(day, known);
    return known;
  };
}
const byDay = <Value>(days: readonly number[] = [], values: readonly Value[] = []): ReadonlyMap<number, Value> =>
  new Map(days.map((day, index) => [day, values[index]!]));

interface Told {
  readonly exposed: DaysRow | undefined;
  readonly shown: ShownRow | undefined;
  readonly kernels: KernelsRow | undefined;
  readonly dayOf: (day: number) => string;
}

/** Days on which a cohort was exposed or the signature was shown, oldest first. */
function joinDays({ exposed, shown, kernels, dayOf }: Told): readonly CohortDay[] {
  const exposures = byDay(exposed?.days, exposed?.hosts_by_day);
  const sights = byDay(shown?.days, shown?.hosts_by_day);
  const showedOn = byDay(shown?.days, shown?.kernels_by_day);
  const ran = byDay(kernels?.days, kernels?.kernels_by_day);
  const days = [...new Set([...exposures.keys(), ...sights.keys()])].sort((left, right) => left - right);
  return days.map((day) => ({
    day: dayOf(day),
    exposed: exposures.get(day) ?? 0,
    showed: sights.get(day) ?? 0,
    kernels: ran.get(day) ?? [],
    showedOn: showedOn.get(day) ?? [],
  }));
}

export interface Life {
  /** Null where no handoff shows it any more. */
  readonly cycle: LifeCycle | null;
  readonly days: readonly CohortDay[];
}

function lifeOf(told: Told): Life {
  const days = joinDays(told);
  return { cycle: lifeCycleOf(days), days };
}

/** Only a sight after a resolution asks which kernels were quiet: without them, it is taken for a regression. */
const asksForKernels = ({ cycle }: Life): boolean => cycle?.turns.some(({ state }) => state === 'regressed') ?? false;

/** The lives of some signatures, by id. */
export async function findLives(run: Run, signatures: readonly Signature[]): Promise<ReadonlyMap<string, Life>> {
  if (signatures.length === 0) return new Map();
  const [exposed, shown] = await Promise.all([
    ofCohorts<DaysRow & OfCohort>(run, 'cohort-days', distinct(signatures.map(cohortOf))),
    run<ShownRow>('signature-days', { ids: signatures.map(({ id }) => id) }),
  ]);
  const sights = new Map(shown.map((row) => [row.id, row]));
  const dayOf = newCalendar();
  const toldOf = (signature: Signature, kernels?: KernelsRow): Told => {
    return { exposed: exposed.get(nameOf(cohortOf(signature))), shown: sights.get(signature.id), kernels, dayOf };
  };
  const lives = new Map(signatures.map((signature) => [signature.id, lifeOf(toldOf(signature))]));
  const asking = signatures.filter(({ id }) => asksForKernels(lives.get(id)!));
  const kernels = await ofCohorts<KernelsRow & OfCohort>(run, 'cohort-kernels', distinct(asking.map(cohortOf)));
  for (const one of asking) lives.set(one.id, lifeOf(toldOf(one, kernels.get(nameOf(cohortOf(one))))));
  return lives;
}
