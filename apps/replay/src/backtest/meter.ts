/** Says on stderr how far a back-test has come: on a terminal in place, elsewhere a line now and then. */
import type { Terminal } from '../terminal';

const IN_PLACE_MS = 200;
const LINES_MS = 10_000;

export interface Meter {
  readonly isTerminal: boolean;
  /** Milliseconds. */
  readonly now: () => number;
  readonly err: Terminal['err'];
  /** Pieces in all. */
  readonly all: number;
  /** Pieces that are known from an earlier run. */
  readonly known: number;
}

const minutesSaid = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

export function meter({ isTerminal, now, err, all, known }: Meter) {
  const began = now();
  let shown = isTerminal ? Number.NEGATIVE_INFINITY : began;
  return ({ pieces, handoffs }: { readonly pieces: number; readonly handoffs: number }): void => {
    const at = now();
    if (isTerminal && pieces === all) {
      err('\r\x1b[K');
      return;
    }
    if (at - shown < (isTerminal ? IN_PLACE_MS : LINES_MS)) return;
    shown = at;
    const seconds = Math.max(0.001, (at - began) / 1000);
    const fresh = pieces - known;
    const left = fresh > 0 ? `, ${minutesSaid((seconds / fresh) * (all - pieces))} left` : '';
    const said = `${pieces} of ${all} pieces, ${handoffs} handoffs${left}`;
    err(isTerminal ? `\r\x1b[K${said}` : `quiesce replay: ${said}\n`);
  };
}
