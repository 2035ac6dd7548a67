/** One piece of history under two sets of rules. */
import { CaptureError } from '#capture';
import { EventLogError } from '#event-log';
import { SourceError } from '../source-error';
import { type Account, accountant, type Sight } from './account';
import { type Change, changesOf } from './compare';
import { inputsOfPiece, type Piece } from './history';
import type { RuleSet } from './rules-file';

/** A handoff that may raise an alert. */
export interface SightedHandoff {
  readonly handoff: string;
  readonly host: string;
  readonly sights: readonly Sight[];
}
/** Under the first rules, under the second. */
export type Sides<Value> = readonly [Value, Value];
export interface Judged {
  readonly handoffs: Sides<number>;
  readonly changes: readonly Change[];
  readonly sighted: Sides<readonly SightedHandoff[]>;
}
export type Verdicts = Judged | { readonly unread: string };

const sightedIn = (account: Account): readonly SightedHandoff[] =>
  account.filter(({ sights }) => sights.length > 0).map(({ id: handoff, host, sights }) => ({ handoff, host, sights }));

async function judge(piece: Piece, rules: Sides<RuleSet>): Promise<Judged> {
  const [first, second] = [accountant(rules[0]), accountant(rules[1])];
  for await (const input of inputsOfPiece(piece)) {
    first.take(input);
    second.take(input);
  }
  const [before, after] = [first.done(), second.done()];
  return {
    handoffs: [before.length, after.length],
    changes: changesOf({ before, after }),
    sighted: [sightedIn(before), sightedIn(after)],
  };
}

/** What cannot be read is said; our own bugs, and another checkout's, are thrown. */
export async function judgePiece(piece: Piece, rules: Sides<RuleSet>): Promise<Verdicts> {
  try {
    return await judge(piece, rules);
  } catch (error) {
    const expected = [SourceError, CaptureError, EventLogError].some((kind) => error instanceof kind);
    if (!expected || !(error instanceof Error)) throw error;
    return { unread: error.message };
  }
}
