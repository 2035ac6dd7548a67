/** Cuts inputs at the steps of the kernel's own clock, so that a replay says things when the kernel did. */
import type { Input } from '#core';
import type { BreakOn } from './session/break-on';

/** Lines closer together than this are one step. */
const STEP_SECONDS = 0.1;

const KMSG = /^\d+,\d+,(\d+),/;
const STAMP = /\[ *(\d+\.\d{3,9})[\]@,]/;
/** The kernel seconds at the head of a line in any form, or null. */
export const stampOf = (line: string): number | null => {
  const head = line.slice(0, 120);
  const kmsg = KMSG.exec(head);
  if (kmsg) return Number(kmsg[1]) / 1e6;
  const stamp = STAMP.exec(head);
  return stamp ? Number(stamp[1]) : null;
};

/** An input and the seconds since the replay began at which it happens. */
export interface Timed {
  readonly input: Input;
  readonly seconds: number;
}

/** A clock that runs on where a new boot starts at zero again: how long a jump took is in no log. */
const runningClock = () => {
  let elapsed = 0;
  let last: number | null = null;
  return (stamp: number | null): number => {
    if (stamp !== null) {
      elapsed += last === null || stamp < last ? 0 : stamp - last;
      last = stamp;
    }
    return elapsed;
  };
};

/** Whole lines of a text, each with its newline. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Each input cut into steps; `finest` cuts at every line. */
export async function* inVirtualTime(
  inputs: AsyncIterable<Input> | Iterable<Input>,
  finest: boolean,
): AsyncGenerator<Timed> {
  const clock = runningClock();
  for await (const input of inputs) {
    if (input.type !== 'lines') {
      yield { input, seconds: clock(null) };
      continue;
    }
    let firstLine = input.firstLine;
    let pending: string[] = [];
    let began = clock(null);
    const step = (): Timed => {
      const made = { input: { ...input, firstLine, text: pending.join('') }, seconds: began };
      firstLine += pending.length;
      pending = [];
      return made;
    };
    for (const line of linesOf(input.text)) {
      const now = clock(stampOf(line));
      if (pending.length > 0 && (finest || now - began >= STEP_SECONDS)) yield step();
      if (pending.length === 0) began = now;
      pending.push(line);
    }
    if (pending.length > 0) yield step();
  }
}

/** Where to stop: after a line number, at a time since the replay began, or where something is told (which steps alone do not show). */
export type Until = { readonly line: number } | { readonly seconds: number } | { readonly on: BreakOn } | null;

/** The inputs up to there; a step that reaches past the line is cut at it. */
export async function* until(steps: AsyncIterable<Timed>, end: Until): AsyncGenerator<Timed> {
  for await (const step of steps) {
    if (end !== null && 'seconds' in end && step.seconds > end.seconds) return;
    if (end === null || !('line' in end) || step.input.type !== 'lines') {
      yield step;
      continue;
    }
    const { input, seconds } = step;
    const kept = linesOf(input.text).slice(0, Math.max(0, end.line - input.firstLine + 1));
    if (kept.length > 0) yield { input: { ...input, text: kept.join('') }, seconds };
    if (input.firstLine + linesOf(input.text).length > end.line) return;
  }
}
