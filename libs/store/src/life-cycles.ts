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
interface CohortRow {
  /** Place among the cohorts that were asked for, from 1. */
  readonly cohort: number;
  readonly day: string;
  readonly hosts: number;
  readonly kernels: readonly string[];
}
interface SignatureRow extends Omit<CohortRow, 'cohort'> {
  readonly id: string;
}

/** The cohort of a signature: of a lost host, all handoffs of its kind. */
export function cohortOf({ parts }: Pick<Signature, 'parts'>): Cohort {
  const { handoff: kind = '', driver = '', device = '', policy = '', iommu = '' } = parts;
  if (device === 'host') return { kind, driver, device, policy: '', iommu: '' };
  return { kind, driver: driver === 'none' ? '' : driver, device: device === 'unknown' ? '' : device, policy, iommu };
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    groups.set(keyOf(row), group);
    group.push(row);
  }
  return groups;
}

const nameOf = (cohort: Cohort): string => JSON.stringify(cohort);

async function cohortDays(run: Run, cohorts: readonly Cohort[]): Promise<ReadonlyMap<string, readonly CohortRow[]>> {
  const rows = await run<CohortRow>('cohort-days', {
    kinds: cohorts.map(({ kind }) => kind),
    drivers: cohorts.map(({ driver }) => driver),
    devices: cohorts.map(({ device }) => device),
    policies: cohorts.map(({ policy }) => policy),
    iommus: cohorts.map(({ iommu }) => iommu),
  });
  return grouped(rows, ({ cohort }) => nameOf(cohorts[cohort - 1]!));
}

/** Days on which a cohort was exposed or the signature was shown, oldest first. */
function joinDays(exposed: readonly CohortRow[], shown: readonly SignatureRow[]): readonly CohortDay[] {
  const of = <Row extends { readonly day: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.day, row]));
  const [exposures, sights] = [of(exposed), of(shown)];
  return [...new Set([...exposures.keys(), ...sights.keys()])].sort().map((day) => ({
    day,
    exposed: exposures.get(day)?.hosts ?? 0,
    showed: sights.get(day)?.hosts ?? 0,
    kernels: exposures.get(day)?.kernels ?? [],
    showedOn: sights.get(day)?.kernels ?? [],
  }));
}

export interface Life {
  /** Null where no handoff shows it any more. */
  readonly cycle: LifeCycle | null;
  readonly days: readonly CohortDay[];
}

/** The lives of some signatures, by id. */
export async function findLives(run: Run, signatures: readonly Signature[]): Promise<ReadonlyMap<string, Life>> {
  if (signatures.length === 0) return new Map();
  const cohorts = [...new Map(signatures.map(cohortOf).map((cohort) => [nameOf(cohort), cohort])).values()];
  const [exposed, shown] = await Promise.all([
    cohortDays(run, cohorts),
    run<SignatureRow>('signature-days', { ids: signatures.map(({ id }) => id) }),
  ]);
  const shownBy = grouped(shown, ({ id }) => id);
  return new Map(
    signatures.map((signature) => {
      const days = joinDays(exposed.get(nameOf(cohortOf(signature))) ?? [], shownBy.get(signature.id) ?? []);
      return [signature.id, { cycle: lifeCycleOf(days), days }];
    }),
  );
}
