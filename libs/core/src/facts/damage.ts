/** What is wrong with a source: binary, torn, lost, two clocks. */
import { LINE_LENGTH_MAX } from '../lines/frame';
import type { Line } from '../lines/line';
import { lineStart, PAGE_START, type Page } from '../lines/page';
import { beginsBoot } from './boot-start';
import type { Fact, Fields } from './fact';
import { factAt, factOf, type ReaderState } from './reader-state';
import { emit } from './tell';

export function lost(state: ReaderState, firstLine: number): Fact {
  state.gaps++;
  return factAt(state, firstLine, {
    family: 'boundary',
    kind: 'lines-lost',
    fields: { lost: firstLine - state.lastLine - 1 },
  });
}

/** Where in a block's text something is wrong with its bytes. */
export interface Damage {
  readonly at: number;
  readonly reason: string;
}

/** In the order of the text. What was said of the source before is not said again. */
export function damageOf(state: ReaderState, page: Page): readonly Damage[] {
  const binary = { at: binaryAt(state, page), reason: 'binary' };
  const huge = { at: hugeLineAt(page), reason: 'huge-line' };
  return [binary, huge]
    .filter(({ at, reason }) => at >= 0 && !state.problems.includes(reason))
    .sort((left, right) => left.at - right.at);
}

/** Serial lines and ramoops strew a NUL here and there (fs/pstore/ram.c); text does not hold them by the hundred. */
const NULS_MAX = 64;

/** Position of the NUL that is one too many for the source, or -1. */
function binaryAt(state: ReaderState, page: Page): number {
  if (!page.holds.nuls) return -1;
  for (let at = PAGE_START; at < page.end && state.nuls <= NULS_MAX; at++) {
    if (page.bytes[at] === 0 && ++state.nuls > NULS_MAX) return at;
  }
  return -1;
}

/** Position of the first line that is too long, or -1. */
function hugeLineAt(page: Page): number {
  let start = PAGE_START;
  while (page.end - start > LINE_LENGTH_MAX) {
    const next = lineStart(page, start + LINE_LENGTH_MAX + 1);
    if (next <= start) return start;
    start = next;
  }
  return -1;
}

export function damaged(state: ReaderState, line: number, reason: string, facts: Fact[]): void {
  if (state.problems.includes(reason)) return;
  state.problems.push(reason);
  state.unparsed++;
  const fact = factAt(state, line, { family: 'boundary', kind: 'source-damaged', fields: { reason } });
  if (state.held.length > 0) state.held.push({ told: fact });
  else facts.push(fact);
}

/** Seconds that a clock goes back where two kernels speak in turn; printk on several CPUs is off by far less. */
const BACKWARDS_SECONDS = 0.05;
const BACKWARDS_MAX = 16;

/** A clock that goes back time and again, with no boot to explain it, is two clocks: hosts whose lines name none. */
export function noteClock(state: ReaderState, line: Line, facts: Fact[]): void {
  if (line.time === null) return;
  const back = state.clock !== null && state.clock - line.time > BACKWARDS_SECONDS;
  if (back && !beginsBoot(state, line) && ++state.backwards === BACKWARDS_MAX) {
    damaged(state, line.number, 'interleaved', facts);
  }
  state.gapped = false;
  state.clock = line.time;
  if (line.time > 0) state.lastTime = line.time;
}

/** Records are numbered: when the numbers grow faster than the lines, some never reached us. Dictionary lines make it a lower bound. */
export function missingBefore({ lastSequence }: ReaderState, { sequence, number }: Line): number {
  if (sequence === null || lastSequence === null || sequence < lastSequence.sequence) return 0;
  return Math.max(0, sequence - lastSequence.sequence - (number - lastSequence.line));
}

/**
 * A console keeps to itself what is of its level or less urgent (kernel/printk/printk.c suppress_message_printing()): level debug, by default. Gaps in a
 * source that shows none of that level may be no more than this (extended netconsole).
 */
export function noteSequence(state: ReaderState, line: Line, facts: Fact[]): void {
  if (line.sequence === null) return;
  const lost = missingBefore(state, line);
  state.lastSequence = { sequence: line.sequence, line: line.number };
  if (lost === 0) return;
  state.gaps++;
  const fields: Fields = { lost, ...(state.showsDebug ? {} : { hidden: true }) };
  emit(state, factOf(state, line, { family: 'boundary', kind: 'lines-lost', fields }), facts);
}
