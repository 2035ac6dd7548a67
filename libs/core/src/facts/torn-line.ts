/** Messages that a mailer broke: mended with the lines that follow, or told as damaged evidence. */
import { frame, LINE_LENGTH_MAX } from '../lines/frame';
import type { Line } from '../lines/line';
import { lineEnd, newlinesIn, PAGE_START, type Page, textAt } from '../lines/page';
import type { Fact } from './fact';
import { factBase, type ReaderState } from './reader-state';
import type { Row } from './row';
import { openingOf, tryRow } from './row-fact';
import { ROWS } from './tables';
import { emit } from './tell';

/** Lines that a mailer makes of one, at most. */
const TORN_LINES = 4;
const LF = 0x0a;

/**
 * Raw lines after a torn message, one by one: the other half has no stamp of its own. Returns where in the text it stopped. What stays torn
 * is damaged evidence.
 */
export function mend(
  state: ReaderState,
  { page, from, to, firstLine }: { page: Page; from: number; to: number; firstLine: number },
  facts: Fact[],
): number {
  let at = from > PAGE_START && page.bytes[from] === LF ? from + 1 : from;
  while (state.torn && at < page.end && at <= to) {
    const end = lineEnd(page, at);
    const number = firstLine + newlinesIn(page, PAGE_START, at);
    const half = frame(textAt(page, at, Math.min(end, at + LINE_LENGTH_MAX)), { source: state.source, number });
    if (half.form !== 'plain' || state.torn.lines.length >= TORN_LINES) {
      giveUp(state, facts);
      return at;
    }
    const { line, lines } = state.torn;
    const joined = {
      ...joinHalves(line, half.message),
      cutShort: end === page.end ? ('truncated' as const) : undefined,
    };
    const whole = rowsLike(openingOf(line))
      .map((row) => tryRow(state, row, joined))
      .find((fact) => fact !== null);
    state.torn = whole ? null : { line: joined, lines: [...lines, number] };
    if (whole) emit(state, { ...whole, lines: [...lines, number] }, facts);
    at = end + 1;
  }
  return at;
}

/** The shapes of one event over the years: which of them it was shows only when it is whole. */
function rowsLike(opening: Row | undefined): readonly Row[] {
  return ROWS.filter((row) => row.kind === opening?.kind && row.family === opening.family && !row.continues);
}

function joinHalves(line: Line, half: string): Line {
  const message = `${line.message.trimEnd()} ${half.trim()}`;
  return { ...line, message, body: line.subject ? message.slice(line.message.length - line.body.length) : message };
}

export function giveUp(state: ReaderState, facts: Fact[]): void {
  const { torn } = state;
  state.torn = null;
  const row = torn && openingOf(torn.line);
  if (torn && row) {
    emit(
      state,
      {
        ...factBase(state, torn.line),
        family: row.family,
        kind: row.kind,
        fields: {},
        fault: row.fault,
        corrupted: 'truncated',
      },
      facts,
    );
  }
}
