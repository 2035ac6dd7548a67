/** A replay that can be stopped, gone back in and looked at: pure, over steps that are all at hand. */
import { Subject } from 'rxjs';
import { analyze, type Fact, type Handoff, type HostState, type Input, type Output } from '#core';
import type { Timed } from '../virtual-time';
import type { BreakOn } from './break-on';

/** All that is known after so many steps. */
export interface Point {
  /** Steps taken. */
  readonly at: number;
  readonly states: ReadonlyMap<string, HostState>;
  /** As they were last told, in the order in which they arose. */
  readonly handoffs: ReadonlyMap<string, Handoff>;
}
export interface Session {
  readonly steps: readonly Timed[];
  readonly now: Point;
  /** Points to go back to, by steps taken; the first is the beginning. */
  readonly kept: readonly Point[];
  /** Facts by the step that told them: what a step tells never changes. */
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
  readonly breaks: readonly BreakOn[];
  /** What it stopped at, or null where nothing did. */
  readonly hit: string | null;
}

/** Steps between two points that are kept; a state is kept as it is, so that going back costs so many steps at most. */
const KEEP_EVERY = 25;
const KEPT_MAX = 400;

export const begin = (steps: readonly Timed[], breaks: readonly BreakOn[]): Session => {
  const now: Point = { at: 0, states: new Map(), handoffs: new Map() };
  return { steps, now, kept: [now], facts: new Map(), breaks, hit: null };
};

interface Ran {
  readonly point: Point;
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
  readonly hit: string | null;
}

/** Takes steps from a point up to `to` at most, or to the end of the first step that a break is at. */
function run(steps: readonly Timed[], from: Point, { to, breaks }: { to: number; breaks: readonly BreakOn[] }): Ran {
  const states = new Map(from.states);
  const handoffs = new Map(from.handoffs);
  const facts = new Map<number, Fact[]>();
  const inputs = new Subject<Input>();
  let at = from.at;
  let hit: string | null = null;
  let failure: { readonly cause: unknown } | null = null;
  const hear = (output: Output) => {
    if (output.type === 'state') states.set(output.host, output.state);
    const before = output.type === 'handoff' ? handoffs.get(output.handoff.id) : undefined;
    hit ??= breaks.find((one) => one.at(output, before))?.text ?? null;
    if (output.type === 'facts') facts.set(at, [...(facts.get(at) ?? []), ...output.facts]);
    if (output.type === 'handoff') handoffs.set(output.handoff.id, output.handoff);
    if (output.type === 'retired') for (const id of output.handoffs) handoffs.delete(id);
  };
  analyze(inputs, from.states).subscribe({ next: hear, error: (cause: unknown) => (failure = { cause }) });
  for (; at < to && hit === null && failure === null; at++) inputs.next(steps[at]!.input);
  inputs.complete();
  if (failure !== null) throw (failure as { cause: unknown }).cause;
  return { point: { at, states, handoffs }, facts, hit };
}

/** Half of the points, where there are too many. */
const thinned = (kept: readonly Point[]): readonly Point[] =>
  kept.length <= KEPT_MAX ? kept : kept.filter((_, index) => index % 2 === 0);

const keep = (kept: readonly Point[], point: Point): readonly Point[] => {
  const last = kept.at(-1)!;
  return point.at >= last.at + KEEP_EVERY ? thinned([...kept, point]) : kept;
};

/** Goes on in stretches, so that there is a point to go back to after each. */
function goOn(session: Session, to: number, breaks: readonly BreakOn[]): Session {
  const { steps } = session;
  const end = Math.min(to, steps.length);
  let current: Session = { ...session, hit: null };
  while (current.now.at < end && current.hit === null) {
    const stretch = Math.min(end, current.now.at + KEEP_EVERY);
    const { point, facts, hit } = run(steps, current.now, { to: stretch, breaks });
    const known = new Map([...current.facts, ...facts]);
    current = { ...current, now: point, kept: keep(current.kept, point), facts: known, hit };
  }
  return current;
}

/** To where so many steps are taken, forward or back; no break stops it. */
export function seek(session: Session, to: number): Session {
  const wanted = Math.max(0, Math.min(to, session.steps.length));
  if (wanted >= session.now.at) return goOn(session, wanted, []);
  const from = session.kept.findLast(({ at }) => at <= wanted)!;
  return goOn({ ...session, now: from }, wanted, []);
}

export const step = (session: Session): Session => goOn(session, session.now.at + 1, session.breaks);
export const back = (session: Session): Session => seek(session, session.now.at - 1);
/** To the next break, or to the end. */
export const resume = (session: Session): Session => goOn(session, session.steps.length, session.breaks);

/** The last break in a stretch of steps, or null. */
function lastBreak(session: Session, from: Point, to: number): Session | null {
  let found: Session | null = null;
  let current: Session = { ...session, now: from };
  while (current.now.at < to) {
    current = goOn(current, to, session.breaks);
    if (current.hit !== null) found = current;
  }
  return found;
}

/** To the last break before now, or to the beginning. */
export function resumeBack(session: Session): Session {
  let to = session.now.at - 1;
  for (const from of session.kept.filter(({ at }) => at < to).reverse()) {
    const found = lastBreak(session, from, to);
    if (found) return found;
    to = from.at;
  }
  return seek(session, 0);
}

/** To the first step that holds the line, of whichever source; where none does, it stays. */
export function seekLine(session: Session, line: number): Session {
  const at = session.steps.findIndex(({ input }) => input.type === 'lines' && input.firstLine === line);
  return at === -1 ? session : seek(session, at + 1);
}

/** The step taken last; null at the beginning. */
export const lastStep = ({ steps, now }: Session): Timed | null => steps[now.at - 1] ?? null;

/** Facts told so far, in order. */
export const factsSoFar = ({ facts, now }: Session): readonly Fact[] =>
  [...facts].filter(([at]) => at < now.at).flatMap(([, some]) => some);
