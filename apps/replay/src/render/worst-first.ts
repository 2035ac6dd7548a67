/** The order in which handoffs are shown. */
import { type Handoff, VERDICTS } from '#core';

const severity = (handoff: Handoff): number =>
  Math.min(VERDICTS.length, ...handoff.devices.map(({ verdict }) => VERDICTS.indexOf(verdict)));

/** Worst verdict first; equals keep the order of the log. */
export const worstFirst = (handoffs: readonly Handoff[]): Handoff[] =>
  [...handoffs].sort((left, right) => severity(left) - severity(right));
