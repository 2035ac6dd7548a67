/** What "nothing new" is worth in a cohort (domain.md §6). */

/** Failures of a cohort by their signatures; a signature counts once a handoff, however many devices show it. */
export interface Repertoire {
  /** Pairs of handoff and signature. */
  readonly sights: number;
  /** Signatures that one handoff alone showed. */
  readonly singletons: number;
}

/**
 * The chance, between 0 and 1, that the next failure is of a signature never seen in the cohort: the share of sights that are singletons
 * (Good-Turing: I. J. Good, "The population frequencies of species and the estimation of population parameters", Biometrika 40, 1953). Null
 * where nothing failed yet: then nobody can tell.
 */
export const chanceOfNew = ({ sights, singletons }: Repertoire): number | null =>
  sights === 0 ? null : singletons / sights;
