/** Exposures by day as an ECharts option: hosts that showed it at the foot, those that could have and did not on top. */
import type { EChartsCoreOption } from 'echarts/core';
import type { SignatureDetail } from '../api/client';
import type { Paint } from '../chart/paint';

export function trendOption(days: SignatureDetail['days'], { paint }: { readonly paint: Paint }): EChartsCoreOption {
  const bars = (name: string, color: string, hostsOf: (day: SignatureDetail['days'][number]) => number) => ({
    name,
    type: 'bar',
    stack: 'hosts',
    barMaxWidth: 14,
    itemStyle: { color },
    data: days.map(({ day, ...hosts }) => [day, hostsOf({ day, ...hosts })]),
  });
  return {
    animation: false,
    grid: { left: 4, right: 12, top: 8, bottom: 2, containLabel: true },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: {
      type: 'category',
      axisLine: { lineStyle: { color: paint.line } },
      axisTick: { show: false },
      axisLabel: { color: paint.faint, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: paint.faint },
      splitLine: { lineStyle: { color: paint.line } },
    },
    series: [
      bars('showed it', paint.alarm, ({ showed }) => showed),
      bars('were quiet', paint.phase.claimed, ({ exposed, showed }) => Math.max(0, exposed - showed)),
    ],
  };
}
