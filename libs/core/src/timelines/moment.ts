/** Which of two moments came first? */
import type { Moment } from '../report';

/** `later` lies behind `moment`: by its line in one log, by the kernel's time between several logs of one boot. */
export function isAfter(later: Moment, moment: Moment | null | undefined): boolean {
  if (moment == null) return false;
  if (later.file === moment.file) return later.line > moment.line;
  return later.time !== null && moment.time !== null && later.time > moment.time;
}
