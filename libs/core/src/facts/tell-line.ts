/** Tells all that one line says, in the order in which it says it. */
import type { Line } from '../lines/line';
import type { Fact } from './fact';
import { closePending, setAside } from './open-report';
import type { ReaderState } from './reader-state';
import type { Row } from './row';
import { driverSpoke, type Made, netdevRegistered, openingOf } from './row-fact';
import { ROWS } from './tables';
import { damagedFact, emit } from './tell';
import { unknownLine } from './unknown-line';

export function tellLine(
  state: ReaderState,
  line: Line,
  { made, trouble }: { readonly made: readonly Made[]; readonly trouble: boolean },
  facts: Fact[],
): void {
  const damaged = made.length === 0 ? damagedFact(state, line, openingOf(line)) : null;
  const unknown = made.length === 0 && damaged === null ? unknownLine(state, line, trouble) : null;
  const spoke = driverSpoke(state, line);
  const registered = netdevRegistered(state, line);
  if (made.length > 0 || spoke || damaged) setAside(state, line, facts, made[0]?.fact);
  if (spoke) emit(state, spoke, facts);
  for (const fact of registered) emit(state, fact, facts);
  if (unknown) emit(state, unknown, facts);
  if (damaged) emit(state, damaged, facts);
  for (const { fact, row } of made) {
    closePending(state, facts, fact);
    if ((ROWS[row] as Row).continues && fact.kind !== 'fault-imitated')
      state.pending = { fact, row, caller: line.caller, completes: false, asides: 0, echoes: [] };
    else emit(state, fact, facts);
  }
}
