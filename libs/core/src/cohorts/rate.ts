/** How often a handoff goes badly, and how little a few handoffs can say about it. */
import type { Verdict } from '../report';

/**
 * Verdicts that count against a handoff. `recovered` is one: the device was not quiet, somebody repaired it. `faulted` is
 * not: it was the incoming kernel's own doing. `unobserved` is neither bad nor good, and in no rate.
 */
export const BAD_VERDICTS: readonly Verdict[] = ['lost', 'missing', 'frozen', 'probe-failed', 'dma-leak', 'recovered'];

/** What a cohort went through: device handoffs that were observed, those that went badly, and hosts they were on. */
export interface Exposure {
  readonly bad: number;
  readonly observed: number;
  readonly hosts: number;
}
/** Shares between 0 and 1; null where nothing was observed. `low` and `high` bound the 90 % interval. */
export interface Rate {
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** 0.95 quantile of the standard normal distribution: two tails of 5 % leave 90 %. */
const Z = 1.6448536269514722;

/**
 * Wilson's score interval of a share of `of` independent trials, `of` above 0; neither has to be whole. It keeps its
 * promise for few trials and for none bad, where the textbook interval has no width (Brown, Cai, DasGupta, "Interval
 * Estimation for a Binomial Proportion", Statistical Science 16, 2001).
 */
export const wilsonInterval = ({ share, of }: { share: number; of: number }): { low: number; high: number } => {
  const centre = (share + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return { low: share === 0 ? 0 : Math.max(0, centre - half), high: share === 1 ? 1 : Math.min(1, centre + half) };
};

/**
 * Bad rate of the device handoffs, with an interval that counts hosts as its trials: devices and handoffs of one host share
 * their fate, so a hundred handoffs of two machines are the word of two witnesses.
 */
export const badRate = ({ bad, observed, hosts }: Exposure): Rate => {
  if (observed === 0) return { rate: null, low: null, high: null };
  const rate = bad / observed;
  return { rate, ...wilsonInterval({ share: rate, of: hosts }) };
};
