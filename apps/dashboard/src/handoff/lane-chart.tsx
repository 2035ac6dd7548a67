/** The swim lanes on screen, tied to the raw log by what is chosen and what is in view. */
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { ECElementEvent } from 'echarts/core';
import { useCallback } from 'react';
import type { Evidence, Handoff } from '../api/client';
import { Chart } from '../chart/chart';
import type { Paint } from '../chart/paint';
import { LOOKS } from '../verdict/verdict';
import type { Lanes } from './lane-model';
import { cursorOption, type LaneTarget, laneOption, lanesHeight } from './lane-option';

interface LaneChartProps {
  readonly kernels: Handoff['kernels'];
  readonly lanes: Lanes;
  readonly chosen: (Evidence & { readonly time?: number | null }) | null;
  readonly view: { readonly first: Evidence; readonly last: Evidence } | null;
  readonly onTarget: (target: LaneTarget) => void;
}

const targetOf = (event: ECElementEvent): LaneTarget | null => {
  if (event.componentType === 'yAxis') return { place: null, bdf: String(event.value) };
  const item = event.data;
  if (typeof item === 'object' && item !== null && 'target' in item) return item.target as unknown as LaneTarget;
  return null;
};

const wordsOf = ({ lanes }: Lanes): string =>
  `Swim lanes of ${lanes.length} devices: ${lanes.map(({ bdf, verdict }) => `${bdf} ${verdict === null ? 'not judged yet' : LOOKS[verdict].word}`).join(', ')}`;

export function LaneChart({ kernels, lanes, chosen, view, onTarget }: LaneChartProps) {
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const { ref, width } = useElementSize();
  const option = useCallback(
    (box: { readonly width: number; readonly paint: Paint }) => laneOption({ lanes, kernels, dark, ...box }),
    [lanes, kernels, dark],
  );
  const overlay = useCallback(
    (paint: Paint) => {
      const at = (place: Evidence & { readonly time?: number | null }) => lanes.positionOf(place);
      const [from, to] = view ? [at(view.first), at(view.last)] : [null, null];
      const band = from !== null && to !== null ? { from, to: Math.max(from, to) } : null;
      return cursorOption({ view: band, cursor: chosen ? at(chosen) : null, now: lanes.now, paint });
    },
    [lanes, view, chosen],
  );
  const onClick = useCallback(
    (event: ECElementEvent) => {
      const target = targetOf(event);
      if (target) onTarget(target);
    },
    [onTarget],
  );
  const height = lanesHeight(lanes, width || 1000);
  return (
    <div ref={ref} className="lanes">
      <Chart option={option} overlay={overlay} height={height} label={wordsOf(lanes)} onClick={onClick} />
    </div>
  );
}
