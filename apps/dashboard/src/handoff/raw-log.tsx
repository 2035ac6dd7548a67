/** The raw log of both boots: only the rows on screen exist, and only their blocks are fetched. */
import { Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { Evidence, Verdict } from '../api/client';
import { LINE_BLOCK, linesQuery } from '../api/query';
import { LOOKS } from '../verdict/verdict';
import { VerdictShape } from '../verdict/verdict-chip';
import type { BootPair, Place } from './lane-model';
import { type LogRow, type LogRows, logRowsOf, stampOf } from './log-rows';

const ROW = 19;

/** What the log says about one of its lines. */
export interface Note {
  readonly verdict: Verdict;
  readonly what: string;
}

interface RawLogProps {
  readonly id: string;
  readonly boots: BootPair;
  /** Evidence by `file:line`, worst finding first. */
  readonly notes: ReadonlyMap<string, Note>;
  readonly chosen: Evidence | null;
  /** Lines behind this one are not read yet at the moment that is shown; null shows all. */
  readonly until: Evidence | null;
  readonly onChoose: (place: Place) => void;
  readonly onView: (view: { readonly first: Evidence; readonly last: Evidence }) => void;
}

const keyOf = ({ file, line }: Evidence): string => `${file}:${line}`;

/** Text of the lines on screen; undefined while it is fetched, null where the line was never received. */
function useTexts({ id, rows, visible }: { id: string; rows: LogRows; visible: readonly number[] }) {
  const blocks = new Map<string, { readonly source: string; readonly from: number }>();
  for (const index of visible) {
    const row = rows.rowAt(index);
    if (row.type !== 'line') continue;
    const from = Math.floor((row.line - 1) / LINE_BLOCK) * LINE_BLOCK + 1;
    blocks.set(`${row.source}:${from}`, { source: row.source, from });
  }
  const wanted = [...blocks.values()];
  const answers = useQueries({ queries: wanted.map((block) => linesQuery({ id, ...block })) });
  const texts = new Map<string, string>();
  for (const { data } of answers) for (const { source, line, text } of data ?? []) texts.set(`${source}:${line}`, text);
  const pending = new Set(wanted.filter((_, i) => !answers[i]?.data).map(({ source, from }) => `${source}:${from}`));
  const failed = answers.find(({ error }) => error)?.error ?? null;
  return {
    failed,
    textOf: (source: string, line: number): string | null | undefined => {
      const from = Math.floor((line - 1) / LINE_BLOCK) * LINE_BLOCK + 1;
      return texts.get(`${source}:${line}`) ?? (pending.has(`${source}:${from}`) ? undefined : null);
    },
  };
}

function Heading({ row }: { readonly row: Extract<LogRow, { type: 'heading' }> }) {
  const { boot, side } = row;
  return (
    <div className="log-heading">
      {side} kernel {boot.kernel ?? 'of unknown release'} · {boot.file} · lines {boot.firstLine} to {boot.lastLine}
      {side === 'outgoing' ? ` · ended by ${boot.end}` : ''}
    </div>
  );
}

function textClass(text: string | null | undefined): string {
  return text === null || text === undefined ? 'log-text log-absent' : 'log-text';
}

interface LineProps {
  readonly row: Extract<LogRow, { type: 'line' }>;
  readonly text: string | null | undefined;
  readonly note: Note | undefined;
  readonly isChosen: boolean;
  readonly isAhead: boolean;
  readonly onChoose: (place: Place) => void;
}

function Line({ row, text, note, isChosen, isAhead, onChoose }: LineProps) {
  const choose = () => onChoose({ file: row.source, line: row.line, time: text ? stampOf(text) : null });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys and moves the choice
    <div
      role="option"
      tabIndex={-1}
      className="log-line"
      data-line={row.line}
      data-evidence={note?.verdict}
      data-ahead={isAhead || undefined}
      aria-selected={isChosen}
      title={note && `${LOOKS[note.verdict].word}: ${note.what}`}
      onClick={choose}
    >
      <span className="log-number">{row.line}</span>
      <span className="log-shape">{note ? <VerdictShape verdict={note.verdict} size={10} /> : null}</span>
      <span className={textClass(text)}>{text === undefined ? '…' : (text ?? 'this line was not received')}</span>
    </div>
  );
}

/** Evidence before or after a row, around the ends. */
function evidenceFrom({
  rows,
  notes,
  from,
  step,
}: {
  rows: LogRows;
  notes: ReadonlyMap<string, Note>;
  from: number;
  step: 1 | -1;
}): Place | null {
  const places = [...notes.keys()].flatMap((key) => {
    const cut = key.lastIndexOf(':');
    const place = { file: key.slice(0, cut), line: Number(key.slice(cut + 1)), time: null };
    const index = rows.indexOf(place);
    return index === null ? [] : [{ place, index }];
  });
  const sorted = places.sort((a, b) => (a.index - b.index) * step);
  return (sorted.find(({ index }) => (index - from) * step > 0) ?? sorted[0])?.place ?? null;
}

export function RawLog({ id, boots, notes, chosen, until, onChoose, onView }: RawLogProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => logRowsOf(boots), [boots]);
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 20,
  });
  const items = virtual.getVirtualItems();
  const { textOf, failed } = useTexts({ id, rows, visible: items.map(({ index }) => index) });
  const reached = until === null ? null : rows.indexOf(until);
  const chosenIndex = chosen ? rows.indexOf(chosen) : null;

  useEffect(() => {
    if (chosenIndex !== null) virtual.scrollToIndex(chosenIndex, { align: isOnScreen() ? 'auto' : 'center' });
    function isOnScreen() {
      const range = virtual.range;
      return range !== null && chosenIndex !== null && chosenIndex >= range.startIndex && chosenIndex <= range.endIndex;
    }
  }, [chosenIndex, virtual]);

  const [start, end] = [virtual.range?.startIndex, virtual.range?.endIndex];
  useEffect(() => {
    if (start === undefined || end === undefined || rows.count === 0) return;
    const lineAt = (index: number, step: 1 | -1): Evidence | null => {
      const row = rows.rowAt(Math.max(0, Math.min(rows.count - 1, index)));
      if (row.type === 'line') return { file: row.source, line: row.line };
      const next = index + step;
      return next >= 0 && next < rows.count ? lineAt(next, step) : null;
    };
    const [first, last] = [lineAt(start, 1), lineAt(end, -1)];
    if (first && last) onView({ first, last });
  }, [start, end, rows, onView]);

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = chosenIndex ?? start ?? 0;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      let index = here + step;
      if (index >= 0 && index < rows.count && rows.rowAt(index).type === 'heading') index += step;
      const row = index >= 0 && index < rows.count ? rows.rowAt(index) : null;
      const text = row?.type === 'line' ? textOf(row.source, row.line) : null;
      if (row?.type === 'line') onChoose({ file: row.source, line: row.line, time: text ? stampOf(text) : null });
    } else if (event.key === 'n' || event.key === 'p') {
      const place = evidenceFrom({ rows, notes, from: here, step: event.key === 'n' ? 1 : -1 });
      if (place) onChoose(place);
    }
  };

  if (rows.count === 0) return <Text c="dimmed">No lines of either boot are known.</Text>;
  return (
    <>
      {failed ? (
        <Text size="sm" c="red" role="alert">
          Some lines could not be fetched: {failed.message}
        </Text>
      ) : null}
      <div ref={scroller} className="log" role="listbox" aria-label="Raw log" tabIndex={0} onKeyDown={onKey}>
        <div className="log-sheet" style={{ height: virtual.getTotalSize() }}>
          <div style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map(({ index, key }) => {
              const row = rows.rowAt(index);
              if (row.type === 'heading') return <Heading key={key} row={row} />;
              return (
                <Line
                  key={key}
                  row={row}
                  text={textOf(row.source, row.line)}
                  note={notes.get(keyOf({ file: row.source, line: row.line }))}
                  isChosen={index === chosenIndex}
                  isAhead={reached !== null && index > reached}
                  onChoose={onChoose}
                />
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}
