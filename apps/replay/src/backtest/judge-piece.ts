/** One piece of history under two sets of rules. */
import { CaptureError } from '#capture';
import type { Input } from '#core';
import { EventLogError } from '#event-log';
import { SourceError } from '../source-error';
import { type Account, type Arisen, accountant, type Sight } from './account';
import { type Change, changesOf } from './compare';
import { type Difference, differenceOf, watchFor } from './differ';
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

const accountsOf = (some: readonly Arisen[]): Account => some.map(({ account }) => account);

/** Each input under both sets of rules. */
export async function judgedTwice(piece: Piece, rules: Sides<RuleSet>): Promise<Sides<Account>> {
  const [first, second] = [accountant(rules[0]), accountant(rules[1])];
  let at = 0;
  for await (const input of inputsOfPiece(piece)) {
    first.take(input, at);
    second.take(input, at++);
  }
  return [accountsOf(first.done()), accountsOf(second.done())];
}

/** Text that a piece may hold for its second reading, bytes of UTF-16; a longer one is read from its file again. */
const HELD_MAX = 64 << 20;

function rereadable(piece: Piece): () => AsyncIterable<Input> | Iterable<Input> {
  let held: Input[] | null = null;
  async function* firstTime(): AsyncGenerator<Input> {
    let [some, size]: [Input[] | null, number] = [[], 0];
    for await (const input of inputsOfPiece(piece)) {
      size += input.type === 'lines' ? 2 * input.text.length : 0;
      if (size > HELD_MAX) some = null;
      some?.push(input);
      yield input;
    }
    held = some;
  }
  let isFirst = true;
  return () => {
    if (!isFirst) return held ?? inputsOfPiece(piece);
    isFirst = false;
    return firstTime();
  };
}

/** All under the first set; under the second the hosts alone that it can judge otherwise. The same as twice, for less. */
async function judgedWhereTheyDiffer(
  piece: Piece,
  rules: Sides<RuleSet>,
  difference: Difference,
): Promise<Sides<Account>> {
  const watch = watchFor(difference);
  const first = accountant(rules[0], watch);
  const inputs = rereadable(piece);
  let at = 0;
  for await (const input of inputs()) first.take(input, at++);
  const before = first.done();
  const mayDiffer = watch.mayDiffer();
  if (mayDiffer === null) return [accountsOf(before), accountsOf(before)];
  const second = accountant(rules[1]);
  at = 0;
  for await (const input of inputs()) {
    if (mayDiffer(input.host)) second.take(input, at);
    at++;
  }
  const kept = before.filter(({ account }) => !mayDiffer(account.host));
  const after = [...kept, ...second.done()].sort((left, right) => left.at - right.at);
  return [accountsOf(before), accountsOf(after)];
}

/** The set that reads more goes first, since only what is read shows where the other can differ. */
export async function judgedBoth(piece: Piece, [before, after]: Sides<RuleSet>): Promise<Sides<Account>> {
  const there = differenceOf(before, after);
  if (there) return judgedWhereTheyDiffer(piece, [before, after], there);
  const back = differenceOf(after, before);
  if (back === null) return judgedTwice(piece, [before, after]);
  const [second, first] = await judgedWhereTheyDiffer(piece, [after, before], back);
  return [first, second];
}

async function judge(piece: Piece, rules: Sides<RuleSet>): Promise<Judged> {
  const [before, after] = await judgedBoth(piece, rules);
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
