/** Rates with their intervals as an ECharts option: a dot and a line per driver × policy. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { MatrixCell } from '../api/client';
import type { Paint } from '../chart/paint';

const ROW = 24;
const AXIS = 34;

interface RatedCell extends MatrixCell {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

const isRated = (cell: MatrixCell): cell is RatedCell => cell.rate !== null && cell.low !== null && cell.high !== null;

/** Cells in which something could be seen, worst lower bound first. */
export const byLowerBound = (cells: readonly MatrixCell[]): readonly RatedCell[] =>
  cells.filter(isRated).sort((a, b) => b.low - a.low || b.rate - a.rate);

/** Small rates keep a decimal, since 0.4 % and 0 % are not the same. */
export function percentText(rate: number | null): string {
  if (rate === null) return 'unknown';
  const percent = rate * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

export const cellText = ({ driver, policy, rate, low, high }: RatedCell): string =>
  `${driver || 'no driver'}, ${policy}: ${percentText(rate)}, between ${percentText(low)} and ${percentText(high)}`;

export const intervalsHeight = (cells: readonly RatedCell[]): number => AXIS + ROW * cells.length;

export function intervalsOption(
  cells: readonly RatedCell[],
  { width, paint }: { readonly width: number; readonly paint: Paint },
): EChartsCoreOption {
  return {
    animation: false,
    grid: { left: Math.min(280, width * 0.4), right: 24, top: 4, height: ROW * cells.length, containLabel: false },
    tooltip: { show: false },
    xAxis: {
      type: 'value',
      min: 0,
      max: 1,
      axisLabel: { color: paint.faint, formatter: (value: number) => `${Math.round(value * 100)} %` },
      splitLine: { lineStyle: { color: paint.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: cells.map(({ driver, policy }) => `${driver || 'no driver'} · ${policy}`),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: paint.text, interval: 0, width: Math.min(270, width * 0.4 - 10), overflow: 'truncate' },
    },
    series: [
      {
        id: 'intervals',
        type: 'custom',
        data: cells.map(({ low, high, rate }, row) => [low, row, high, rate]),
        renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
          const [from = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
          const [to = 0] = api.coord([api.value(2), api.value(1)]);
          const [at = 0] = api.coord([api.value(3), api.value(1)]);
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: { x: from, y: y - 9, width: to - from, height: 18 },
                style: { fill: 'transparent' },
              },
              {
                type: 'line',
                shape: { x1: from, y1: y, x2: to, y2: y },
                style: { stroke: paint.cursor, lineWidth: 2 },
              },
              {
                type: 'line',
                shape: { x1: from, y1: y - 4, x2: from, y2: y + 4 },
                style: { stroke: paint.cursor, lineWidth: 2 },
              },
              {
                type: 'line',
                shape: { x1: to, y1: y - 4, x2: to, y2: y + 4 },
                style: { stroke: paint.cursor, lineWidth: 2 },
              },
              { type: 'circle', shape: { cx: at, cy: y, r: 4.5 }, style: { fill: paint.alarm } },
            ],
          };
        },
      },
    ],
  };
}
