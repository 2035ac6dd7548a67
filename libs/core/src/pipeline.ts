/** analyze(): the one function that live, replay, tests and back-tests call; the only file that knows rxjs. */
import { concatMap, defer, from, type Observable, of } from 'rxjs';
import { adoptFacts, advanceHost, copyHost, type HostOutput, type HostState, newHost } from './host';
import type { AnyInput } from './input';
import type { Boot, FileReport, Handoff, Report } from './report';
import type { RuleChange } from './rule-change';

export type Output = HostOutput | { readonly type: 'state'; readonly host: string; readonly state: HostState };

/**
 * Folds inputs, host by host, from the states they begin with (which stay untouched). Emits facts as they are read, a handoff
 * whenever its judgement changed, a file's report at its end, and the states when the inputs complete. What is emitted last for a
 * handoff does not depend on how the inputs were cut. `change` holds for hosts that have no state yet.
 */
export function analyze(
  inputs: Observable<AnyInput>,
  states: Pick<ReadonlyMap<string, HostState>, 'get'> = new Map(),
  change?: RuleChange,
): Observable<Output> {
  return defer(() => {
    const touched = new Map<string, HostState>();
    const stateOf = (host: string): HostState => {
      const mine = touched.get(host);
      if (mine) return mine;
      const given = states.get(host);
      const state = given ? copyHost(given) : newHost(host, change);
      touched.set(host, state);
      return state;
    };
    const step = (input: AnyInput): readonly Output[] => advance(stateOf, input);
    return concatAll(inputs.pipe(concatMap((input) => from(step(input)))), () =>
      [...touched].map(([host, state]) => ({ type: 'state', host, state }) as const),
    );
  });
}

function advance(stateOf: (host: string) => HostState, input: AnyInput): readonly Output[] {
  const { outputs, elsewhere } = advanceHost(stateOf(input.host), input);
  const names = [...new Set(elsewhere.map((fact) => fact.host ?? input.host))];
  const adopted = names.flatMap((name) =>
    adoptFacts(
      stateOf(name),
      elsewhere.filter((fact) => fact.host === name),
    ),
  );
  return [...outputs, ...adopted];
}

/** The outputs, and after them what is left when they are through. */
function concatAll(outputs: Observable<Output>, rest: () => readonly Output[]): Observable<Output> {
  return of(
    outputs,
    defer(() => from(rest())),
  ).pipe(concatMap((part) => part));
}

/** Folds outputs into the report: the last word on each file, boot and handoff; host by host, each in the order of its boots. */
export function reportOf(outputs: Iterable<Output>): Report {
  const files: FileReport[] = [];
  const boots = new Map<string, Boot>();
  const handoffs = new Map<string, Handoff>();
  const order = new Map<string, readonly string[]>();
  for (const output of outputs) {
    if (output.type === 'file') files.push(output.file);
    if (output.type === 'retired') {
      for (const id of output.handoffs) handoffs.delete(id);
      order.set(output.host, without(order.get(output.host) ?? [], output.boots));
    }
    if (output.type === 'handoff') handoffs.set(output.handoff.id, output.handoff);
    if (output.type === 'boots') order.set(output.host, follow(order.get(output.host) ?? [], output.boots));
    if (output.type === 'handoff' || output.type === 'boots') for (const boot of output.boots) boots.set(boot.id, boot);
  }
  const ids = [...order.keys()].sort().flatMap((host) => order.get(host) ?? []);
  const rankOf = ({ from, to }: Handoff) => (to === null ? ids.indexOf(from ?? '') + 0.5 : ids.indexOf(to));
  return {
    schema: 'quiesce.report/1',
    files,
    boots: ids.flatMap((id) => boots.get(id) ?? []),
    handoffs: [...handoffs.values()].sort((left, right) => rankOf(left) - rankOf(right)),
  };
}

const without = (ids: readonly string[], dropped: readonly string[]): readonly string[] =>
  ids.filter((id) => !dropped.includes(id));

/** The boots that a host has now, behind those that it had and let go. */
function follow(before: readonly string[], now: readonly Boot[]): readonly string[] {
  const ids = now.map(({ id }) => id);
  return [...before.filter((id) => !ids.includes(id)), ...ids];
}
