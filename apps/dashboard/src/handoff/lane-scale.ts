/** The picture's horizontal scale: two kernels' clocks with the jump between them, short stretches kept visible. */

export type Side = 'outgoing' | 'incoming';
export type Unit = 'seconds' | 'lines';

export interface Stretch {
  readonly unit: Unit;
  /** Coordinates (kernel seconds or line numbers) where something happens; any order, repeats allowed. */
  readonly stops: readonly number[];
}

/** Positions run from 0 to 100. A side that the log does not hold is null and gets no room but the jump's. */
export interface LaneScale {
  readonly jump: { readonly from: number; readonly to: number };
  readonly unit: Readonly<Record<Side, Unit | null>>;
  readonly at: (side: Side, coordinate: number) => number;
}

const WIDTH = 100;
const JUMP = 6;
const LEAST = 0.15;
/** Seconds that count as short: below it room grows linearly, above it with the logarithm. */
const SHORT = { seconds: 0.01, lines: 1 } as const;

const weigh = (length: number, unit: Unit): number => LEAST + Math.log10(1 + length / SHORT[unit]);

interface Run {
  readonly stops: readonly number[];
  /** Summed weight up to each stop. */
  readonly sums: readonly number[];
}

function runOf({ stops, unit }: Stretch): Run {
  const sorted = [...new Set(stops)].sort((a, b) => a - b);
  const sums = [0];
  for (let i = 1; i < sorted.length; i += 1) sums.push(sums[i - 1]! + weigh(sorted[i]! - sorted[i - 1]!, unit));
  return { stops: sorted, sums };
}

const totalOf = ({ sums }: Run): number => sums.at(-1) ?? 0;

/** Summed weight at any coordinate, straight between two stops. */
function weightAt({ stops, sums }: Run, coordinate: number): number {
  const after = stops.findIndex((stop) => stop >= coordinate);
  if (after === 0 || stops.length === 0) return 0;
  if (after === -1) return sums.at(-1)!;
  const [from, to] = [stops[after - 1]!, stops[after]!];
  return sums[after - 1]! + ((sums[after]! - sums[after - 1]!) * (coordinate - from)) / (to - from);
}

/** Each side gets room by its weight, but never so little that it cannot be read. */
function shareOf(outgoing: number, incoming: number): number {
  const sum = outgoing + incoming;
  return sum === 0 ? 0.5 : Math.min(0.62, Math.max(0.22, outgoing / sum));
}

export function laneScale(sides: Readonly<Record<Side, Stretch | null>>): LaneScale {
  const runs = {
    outgoing: sides.outgoing && runOf(sides.outgoing),
    incoming: sides.incoming && runOf(sides.incoming),
  };
  const room = WIDTH - JUMP;
  const share = !runs.outgoing ? 0 : !runs.incoming ? 1 : shareOf(totalOf(runs.outgoing), totalOf(runs.incoming));
  const jump = { from: room * share, to: room * share + JUMP };
  const span = { outgoing: [0, jump.from], incoming: [jump.to, WIDTH] } as const;
  return {
    jump,
    unit: { outgoing: sides.outgoing?.unit ?? null, incoming: sides.incoming?.unit ?? null },
    at: (side, coordinate) => {
      const run = runs[side];
      const [from, to] = span[side];
      if (!run || totalOf(run) === 0) return side === 'outgoing' ? to : from;
      return from + ((to - from) * weightAt(run, coordinate)) / totalOf(run);
    },
  };
}
