/** The swim lanes as an ECharts option: phases as bars, faults as marks, host events across all lanes. */
import type { CustomSeriesOption, CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import type { Handoff } from '../api/client';
import type { Paint } from '../chart/paint';
import { LOOKS } from '../verdict/verdict';
import {
  type Bar,
  fittingTicks,
  type HostEvent,
  type Lane,
  type Lanes,
  type Mark,
  type Place,
  secondsText,
} from './lane-model';

/** What a click on the picture means: a line of the log, a device, or both. */
export interface LaneTarget {
  readonly place: Place | null;
  readonly bdf: string | null;
}

const LANE = 26;
const BAR = 17;
const HEAD = 20;
const EVENT_ROW = 17;
/** Room for the axis labels between the events and the first lane: on top, so that they stay in view above many lanes. */
const AXIS = 24;
const BOTTOM = 6;
const CHAR = 6.6;

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const rectOf = (params: CustomSeriesRenderItemParams): Rect => params.coordSys as unknown as Rect;

/** Events stand in rows so that their words do not lie on each other. */
function eventRows(events: readonly HostEvent[], pixels: number): readonly number[] {
  const ends: number[] = [];
  return events.map(({ what, at }) => {
    const from = (at / 100) * pixels;
    const width = what.length * CHAR + 14;
    const start = from + width > pixels ? from - width : from;
    const free = ends.findIndex((end) => end <= start);
    const row = free === -1 ? ends.length : free;
    ends[row] = start + width;
    return row;
  });
}

/** Room for a lane's name, driver and verdict; on a narrow screen for the shortest name and the verdict. */
const LEFT = { wide: 246, narrow: 146 };
const NARROW = 640;

/** ECharts takes letters only in the name of a text style. */
const styleName = (verdict: string): string => verdict.replace('-', '');

function layoutOf(lanes: Lanes, width: number) {
  const isNarrow = width < NARROW;
  const left = LEFT[isNarrow ? 'narrow' : 'wide'];
  const pixels = width - left - 14;
  const rows = eventRows(lanes.allEvents, pixels);
  const top = HEAD + EVENT_ROW * (rows.length === 0 ? 0 : Math.max(...rows) + 1) + AXIS;
  return { left, pixels, rows, top, isNarrow };
}

export const lanesHeight = (lanes: Lanes, width: number): number =>
  layoutOf(lanes, width).top + LANE * Math.max(1, lanes.lanes.length) + BOTTOM;

const barWords = ({ phase, seconds }: Bar): string => (seconds === null ? phase : `${phase} ${secondsText(seconds)}`);

interface BarBox {
  readonly bar: Bar;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Pixels up to the first mark on the bar. */
  readonly room: number;
  readonly paint: Paint;
}

function barShape({ bar, x, y, width, room, paint }: BarBox) {
  const words = [barWords(bar), bar.phase].find((text) => text.length * CHAR + 10 <= room);
  const isJump = bar.phase === 'jump';
  return {
    type: 'group' as const,
    children: [
      {
        type: 'rect' as const,
        shape: { x, y: y - BAR / 2, width: Math.max(1.5, width), height: BAR, r: 2 },
        style: {
          fill: isJump ? 'none' : paint.phase[bar.phase],
          stroke: isJump || bar.openStart || bar.openEnd ? paint.faint : paint.ground,
          lineDash: isJump || bar.openStart || bar.openEnd ? [3, 3] : undefined,
          lineWidth: isJump ? 1 : 0.75,
        },
      },
      ...(words
        ? [
            {
              type: 'text' as const,
              silent: true,
              style: {
                text: isJump ? 'no log' : words,
                x: isJump ? x + width / 2 : x + 6,
                y,
                fill: isJump ? paint.faint : paint.phaseText,
                font: '11px system-ui, sans-serif',
                textAlign: isJump ? ('center' as const) : ('left' as const),
                textVerticalAlign: 'middle' as const,
              },
            },
          ]
        : []),
    ],
  };
}

function barSeries(lanes: readonly Lane[], paint: Paint): CustomSeriesOption {
  const bars = lanes.flatMap(({ bars, marks, bdf }, row) =>
    bars.map((bar) => {
      const on = marks.map(({ at }) => at).filter((at) => at >= bar.from && at <= bar.to);
      return { bar, row, bdf, mark: on.length > 0 ? Math.min(...on) : null };
    }),
  );
  return {
    id: 'bars',
    type: 'custom',
    z: 2,
    data: bars.map(({ bar, row, bdf }) => ({ value: [bar.from, row, bar.to], target: { place: bar.place, bdf }, bar })),
    renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const { bar, mark } = bars[params.dataIndex]!;
      const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
      const [end = 0] = api.coord([api.value(2), api.value(1)]);
      const free = mark === null ? end : (api.coord([mark, 0])[0] ?? end) - 9;
      return barShape({ bar, x, y, width: end - x, room: free - x, paint });
    },
  };
}

/** Marks of one lane that would lie on each other are set side by side. */
const nudged = (marks: readonly Mark[]): readonly { readonly mark: Mark; readonly step: number }[] =>
  marks.map((mark, index) => ({
    mark,
    step: marks.slice(0, index).filter((other) => Math.abs(other.at - mark.at) < 0.7).length,
  }));

function markSeries(lanes: readonly Lane[], { paint, dark }: { paint: Paint; dark: boolean }): CustomSeriesOption {
  const marks = lanes.flatMap((lane, row) => nudged(lane.marks).map(({ mark, step }) => ({ mark, step, row })));
  return {
    id: 'marks',
    type: 'custom',
    z: 10,
    data: marks.map(({ mark, row }) => ({ value: [mark.at, row], target: { place: mark.place, bdf: mark.bdf }, mark })),
    renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const { mark, step } = marks[params.dataIndex]!;
      const look = LOOKS[mark.finding.verdict];
      const color = look.paint[dark ? 'dark' : 'light'];
      const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
      const center = x + Math.min(step, 6) * 7;
      // What happened before the jump explains and does not judge: it stands back.
      const opacity = mark.finding.side === 'outgoing' ? 0.55 : 1;
      return {
        type: 'group',
        children: [
          {
            type: 'circle',
            shape: { cx: center, cy: y, r: 9 },
            style: { fill: paint.ground, stroke: color, lineWidth: 1.5, opacity },
          },
          {
            type: 'path',
            // Moved by its transform: ECharts keeps a path of the same outline, whatever its shape's x and y become.
            x: center,
            y,
            shape: { pathData: look.shape, x: -5.5, y: -5.5, width: 11, height: 11 },
            style: { fill: look.hollow ? 'none' : color, stroke: color, lineWidth: look.hollow ? 2 : 0.5, opacity },
          },
        ],
      };
    },
  };
}

function eventSeries(lanes: Lanes, { paint, rows }: { paint: Paint; rows: readonly number[] }): CustomSeriesOption {
  return {
    id: 'events',
    type: 'custom',
    z: 6,
    clip: false,
    data: lanes.events.map(({ at, place, what }) => ({ value: [at, 0], target: { place, bdf: null }, what })),
    renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const event = lanes.events[params.dataIndex]!;
      const box = rectOf(params);
      const [x = 0] = api.coord([api.value(0), 0]);
      const y = HEAD + EVENT_ROW * (rows[params.dataIndex] ?? 0) + EVENT_ROW / 2;
      const isRight = x + event.what.length * CHAR + 14 > box.x + box.width;
      const color = /panic|died|lost|hung/i.test(event.what) ? paint.alarm : paint.text;
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: x, y1: box.y, x2: x, y2: box.y + box.height },
            style: { stroke: color, lineWidth: 1, opacity: 0.55 },
          },
          { type: 'circle', shape: { cx: x, cy: y, r: 3 }, style: { fill: color } },
          {
            type: 'text',
            style: {
              text: event.what,
              x: isRight ? x - 6 : x + 6,
              y,
              fill: color,
              font: '600 11px system-ui, sans-serif',
              textAlign: isRight ? 'right' : 'left',
              textVerticalAlign: 'middle',
            },
          },
        ],
      };
    },
  };
}

/** Names both kernels above their part of the axis, and hatches the jump. */
function headSeries(
  lanes: Lanes,
  { paint, kernels }: { paint: Paint; kernels: Handoff['kernels'] },
): CustomSeriesOption {
  const { jump, unit } = lanes.scale;
  const heads = [
    { from: 0, to: jump.from, words: unit.outgoing && [`outgoing ${kernels.from ?? 'kernel'}`, 'outgoing', 'out'] },
    { from: jump.to, to: 100, words: unit.incoming && [`incoming ${kernels.to ?? 'kernel'}`, 'incoming', 'in'] },
  ];
  return {
    id: 'heads',
    type: 'custom',
    z: 1,
    clip: false,
    silent: true,
    data: heads.map(({ from, to }) => [from, 0, to]),
    renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const box = rectOf(params);
      const [x = 0] = api.coord([api.value(0), 0]);
      const [end = 0] = api.coord([api.value(2), 0]);
      const { words } = heads[params.dataIndex]!;
      if (!words || end - x < 4) return { type: 'group', children: [] };
      const text = words.find((one) => one.length * CHAR <= end - x) ?? '';
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: x, y1: HEAD - 4, x2: end, y2: HEAD - 4 },
            style: { stroke: paint.faint, lineWidth: 1 },
          },
          {
            type: 'line',
            shape: { x1: x, y1: HEAD - 4, x2: x, y2: box.y + box.height },
            style: { stroke: paint.line },
          },
          {
            type: 'line',
            shape: { x1: end, y1: HEAD - 4, x2: end, y2: box.y + box.height },
            style: { stroke: paint.line },
          },
          {
            type: 'text',
            style: {
              text,
              x,
              y: 7,
              fill: paint.faint,
              font: '11px system-ui, sans-serif',
              textVerticalAlign: 'middle',
            },
          },
        ],
      };
    },
  };
}

const placeWords = ({ line, time }: Place): string => `line ${line}${time === null ? '' : `, ${secondsText(time)}`}`;

/** A tooltip as an element, never as markup: its words come from logs. */
function tipOf(words: readonly (string | null)[]): HTMLElement {
  const tip = document.createElement('div');
  tip.className = 'lane-tip';
  words
    .filter((word) => word !== null)
    .forEach((word, index) => {
      const row = document.createElement(index === 0 ? 'strong' : 'div');
      row.textContent = word;
      tip.append(row);
    });
  return tip;
}

function tipWords(item: {
  readonly bar?: Bar;
  readonly mark?: Mark;
  readonly what?: string;
  readonly target?: LaneTarget;
}) {
  const place = item.target?.place;
  const where = place ? placeWords(place) : null;
  const more = item.mark && item.mark.lines > 1 ? `${item.mark.lines} lines of evidence` : null;
  if (item.mark)
    return [
      item.mark.finding.what,
      `${LOOKS[item.mark.finding.verdict].word}, ${item.mark.finding.confidence}`,
      where,
      more,
    ];
  if (item.bar) {
    const open = [item.bar.openStart && 'beginning', item.bar.openEnd && 'end'].filter(Boolean).join(' and ');
    return [barWords(item.bar), open ? `its ${open} is not in the log` : null, where && `from ${where}`];
  }
  return [item.what ?? '', where];
}

/** Without its segment, where that is the first: `01:00.0`. */
const shortBdf = (bdf: string): string => bdf.replace(/^0000:/, '');

const shortened = (text: string, width: number): string =>
  text.length * CHAR > width ? `${text.slice(0, 12)}…` : text;

export function laneOption({
  lanes,
  kernels,
  width,
  paint,
  dark,
}: {
  readonly lanes: Lanes;
  readonly kernels: Handoff['kernels'];
  readonly width: number;
  readonly paint: Paint;
  readonly dark: boolean;
}): EChartsCoreOption {
  const { left, pixels, rows, top, isNarrow } = layoutOf(lanes, width);
  const ticks = fittingTicks(lanes.ticks, (62 / pixels) * 100);
  const labelOf = ({ bdf, driver, verdict }: Lane) => {
    if (verdict === null) return `{unknown|${isNarrow ? shortBdf(bdf) : bdf}  not judged yet}`;
    const { word } = LOOKS[verdict];
    if (isNarrow) return `{bdf|${shortBdf(bdf)}} {${styleName(verdict)}|${word}}`;
    const words = shortened(driver ?? 'no driver', left - bdf.length * 7.3 - word.length * CHAR - 26);
    return `{bdf|${bdf}} {driver|${words}} {${styleName(verdict)}|${word}}`;
  };
  const verdictStyles = Object.fromEntries(
    Object.entries(LOOKS).map(([verdict, { paint: colors }]) => [
      styleName(verdict),
      { fontSize: 11, fontWeight: 600, color: colors[dark ? 'dark' : 'light'] },
    ]),
  );
  return {
    animation: false,
    grid: { left, right: 14, top, height: LANE * Math.max(1, lanes.lanes.length), containLabel: false },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: paint.ground,
      borderColor: paint.line,
      textStyle: { color: paint.text, fontSize: 12 },
      formatter: (params: { data?: object }) => tipOf(tipWords(params.data ?? {})),
    },
    xAxis: {
      type: 'value',
      position: 'top',
      min: 0,
      max: 100,
      axisLine: { lineStyle: { color: paint.faint } },
      splitLine: { show: false },
      axisTick: { show: true, customValues: ticks.map(({ at }) => at) },
      axisLabel: {
        color: paint.faint,
        fontSize: 11,
        showMinLabel: true,
        showMaxLabel: true,
        customValues: ticks.map(({ at }) => at),
        formatter: (value: number) => ticks.find(({ at }) => Math.abs(at - value) < 1e-6)?.label ?? '',
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      triggerEvent: true,
      data: lanes.lanes.map(({ bdf }) => bdf),
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: paint.line, type: 'dotted' } },
      axisLabel: {
        align: 'left',
        margin: left - 4,
        interval: 0,
        color: paint.text,
        formatter: (_: string, index: number) => (lanes.lanes[index] ? labelOf(lanes.lanes[index]) : ''),
        rich: {
          ...verdictStyles,
          bdf: {
            fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
            fontSize: 12,

            color: paint.text,
          },
          driver: { fontSize: 12, color: paint.faint },
          unknown: { fontSize: 12, color: paint.faint },
        },
      },
    },
    series: [
      headSeries(lanes, { paint, kernels }),
      barSeries(lanes.lanes, paint),
      eventSeries(lanes, { paint, rows }),
      markSeries(lanes.lanes, { paint, dark }),
      { id: 'view', type: 'custom', data: [], renderItem: () => ({ type: 'group', children: [] }) },
    ],
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly is: 'view' | 'cursor' | 'future';
}

/** The part of the log that is on screen as a band, the chosen line as a cursor, and a veil over what is not known yet. */
export function cursorOption({
  view,
  cursor,
  now,
  paint,
}: {
  readonly view: { readonly from: number; readonly to: number } | null;
  readonly cursor: number | null;
  readonly now: number;
  readonly paint: Paint;
}): EChartsCoreOption {
  const spans: readonly Span[] = [
    ...(now < 100 ? [{ from: now, to: 100, is: 'future' } as const] : []),
    ...(view ? [{ ...view, is: 'view' } as const] : []),
    ...(cursor === null ? [] : [{ from: cursor, to: cursor, is: 'cursor' } as const]),
  ];
  const fills = { future: paint.veil, view: paint.band, cursor: paint.cursor };
  return {
    series: [
      {
        id: 'view',
        type: 'custom',
        z: 8,
        silent: true,
        clip: false,
        data: spans.map(({ from, to }) => [from, 0, to]),
        renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
          const box = rectOf(params);
          const [x = 0] = api.coord([api.value(0), 0]);
          const [end = 0] = api.coord([api.value(2), 0]);
          const { is } = spans[params.dataIndex]!;
          const width = is === 'cursor' ? 2 : Math.max(3, end - x);
          return {
            type: 'rect',
            shape: { x: is === 'cursor' ? x - 1 : x, y: box.y, width, height: box.height },
            style: { fill: fills[is] },
          };
        },
      },
    ],
  };
}
