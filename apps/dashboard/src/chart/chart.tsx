/** One ECharts picture as a React component: it follows its box, its option and the colour scheme. */
import { useComputedColorScheme } from '@mantine/core';
import type { ECElementEvent, EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { init } from './echarts';
import { PAINTS, type Paint } from './paint';

interface ChartProps {
  /** Makes the option for a width in pixels; keep it stable with useCallback. */
  readonly option: (box: { readonly width: number; readonly paint: Paint }) => EChartsCoreOption;
  /** Laid over the option without a redraw of the rest: series are matched by id. */
  readonly overlay?: (paint: Paint) => EChartsCoreOption;
  readonly height: number;
  /** What the picture shows, for who cannot see it. */
  readonly label: string;
  readonly onClick?: (event: ECElementEvent) => void;
}

export function Chart({ option, overlay, height, label, onClick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [width, setWidth] = useState(0);
  const paint = PAINTS[useComputedColorScheme('light', { getInitialValueInEffect: false })];

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'svg' });
    setChart(made);
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width)));
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      setChart(null);
    };
  }, []);

  useEffect(() => {
    if (!chart || width === 0) return;
    chart.resize({ width, height });
    chart.setOption(option({ width, paint }), { notMerge: true });
  }, [chart, option, width, height, paint]);

  // Runs after a redraw too, which throws the overlay away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `option`, `width` and `height` cause that redraw
  useEffect(() => {
    if (chart && overlay && width > 0) chart.setOption(overlay(paint));
  }, [chart, overlay, option, width, height, paint]);

  useEffect(() => {
    if (!chart || !onClick) return;
    chart.on('click', onClick);
    return () => {
      chart.off('click', onClick);
    };
  }, [chart, onClick]);

  return <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
