/** The fold of a partition: recorded lines and ticks in, what the core says of them out, each with the input it came from. */
import { Subject } from 'rxjs';
import { countLines, type Placed, unseen } from '#capture';
import { analyze, type HostState, type Input, type Output } from '#core';

/** What is kept of a host beside the core's state of it: plain JSON. */
export interface Kept {
  /** Last line known of each source: what comes again is dropped. */
  readonly lines: Readonly<Record<string, number>>;
  /** Position of the last input folded, in its partition of `lines`. */
  readonly position: number;
  /** Its collector told ticks: silence of it is time passing, not the end of a file. */
  readonly live: boolean;
  /** Handoffs whose incoming kernel is awaited. */
  readonly awaited: readonly string[];
}
export type Said = Exclude<Output, { readonly type: 'state' }>;
export interface Told {
  readonly output: Said;
  /** The input that made it say so. */
  readonly by: Placed;
}
/** Hosts by name. */
export interface Hosts {
  readonly kept: ReadonlyMap<string, Kept>;
  readonly states: Pick<ReadonlyMap<string, HostState>, 'get'>;
}
/** The hosts that a batch touched, as they are after it, and what it told. */
export interface Folded extends Hosts {
  readonly states: ReadonlyMap<string, HostState>;
  readonly told: readonly Told[];
}
/** The core failed on one input: its bug, and the input's bad luck. */
export class InputFailed extends Error {
  constructor(
    readonly placed: Placed,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'InputFailed';
  }
}

const NOTHING: Kept = { lines: {}, position: -1, live: false, awaited: [] };

/** The input as far as it is new to its host, and what is kept after it. */
function admit(kept: Kept, { input, position }: Placed): { readonly input: Input | null; readonly kept: Kept } {
  if (position <= kept.position) return { input: null, kept };
  const after = { ...kept, position };
  if (input.type === 'tick') return { input, kept: { ...after, live: true } };
  if (input.type === 'end') return { input, kept: after };
  const known = Object.hasOwn(kept.lines, input.source) ? (kept.lines[input.source] ?? 0) : 0;
  const fresh = input.text === '' ? null : unseen(input, known);
  if (fresh === null) return { input: null, kept: after };
  const last = fresh.firstLine + countLines(fresh.text) - 1;
  return { input: fresh, kept: { ...after, lines: { ...kept.lines, [input.source]: last } } };
}

function awaitedAfter(awaited: readonly string[], output: Said): readonly string[] {
  if (output.type === 'retired') return awaited.filter((id) => !output.handoffs.includes(id));
  if (output.type !== 'handoff') return awaited;
  const { id, to, outcome } = output.handoff;
  const others = awaited.filter((other) => other !== id);
  return to === null && outcome === 'unknown' ? [...others, id] : others;
}

/**
 * Folds a batch. The same inputs after the same states tell the same, wherever a batch begins; `hosts` stay untouched, so
 * that a batch whose outputs could not be appended is folded again.
 * @throws InputFailed
 */
export function foldBatch(hosts: Hosts, batch: readonly Placed[]): Folded {
  const kept = new Map<string, Kept>();
  const states = new Map<string, HostState>();
  const told: Told[] = [];
  const keptOf = (host: string) => kept.get(host) ?? hosts.kept.get(host) ?? NOTHING;
  let by: Placed | null = null;
  let failure: { readonly cause: unknown } | null = null;
  const hear = (output: Output) => {
    if (output.type === 'state') {
      states.set(output.host, output.state);
    } else if (by !== null) {
      told.push({ output, by });
      const before = keptOf(output.host);
      // A line may speak of another host than its source's: that one's state is as of this input too.
      const position = Math.max(before.position, by.position);
      kept.set(output.host, { ...before, position, awaited: awaitedAfter(before.awaited, output) });
    }
  };
  const inputs = new Subject<Input>();
  analyze(inputs, hosts.states).subscribe({
    next: hear,
    error: (cause: unknown) => {
      failure = { cause };
    },
  });
  for (const placed of batch) {
    const admitted = admit(keptOf(placed.input.host), placed);
    kept.set(placed.input.host, admitted.kept);
    if (admitted.input === null) continue;
    by = placed;
    inputs.next(admitted.input);
    if (failure !== null) throw new InputFailed(placed, (failure as { cause: unknown }).cause);
  }
  inputs.complete();
  return { kept, states, told };
}
