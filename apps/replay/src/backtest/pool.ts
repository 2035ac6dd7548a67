/** Pieces judged on several cores, told in their order, never more than a few ahead. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Piece } from './history';
import { judgePiece, type Sides, type Verdicts } from './judge-piece';
import type { RuleSet } from './rules-file';

/** Compiled beside this file; without it (sources run as they are) this thread judges all. */
const PROGRAM = join(__dirname, 'worker.js');
/** Pieces a thread that may be judged or waiting to be told. */
const AHEAD = 8;

interface Hand {
  judge(piece: Piece): Promise<Verdicts>;
  end(): Promise<unknown>;
}

/** A thread answers in the order in which it is asked. */
function thread(rules: Sides<RuleSet>): Hand {
  const worker = new Worker(PROGRAM, { workerData: rules });
  const waiting: { readonly done: (verdicts: Verdicts) => void; readonly failed: (error: Error) => void }[] = [];
  worker.on('message', (verdicts: Verdicts) => waiting.shift()?.done(verdicts));
  worker.on('error', (error) => {
    for (const { failed } of waiting.splice(0)) failed(error);
  });
  return {
    judge: (piece) =>
      new Promise((done, failed) => {
        waiting.push({ done, failed });
        worker.postMessage(piece);
      }),
    end: () => worker.terminate(),
  };
}

const here = (rules: Sides<RuleSet>): Hand => ({
  judge: (piece) => judgePiece(piece, rules),
  end: async () => {},
});

export interface Work {
  readonly rules: Sides<RuleSet>;
  readonly jobs: number;
}

export async function* judged(
  pieces: readonly Piece[],
  { rules, jobs }: Work,
): AsyncGenerator<{ readonly piece: Piece; readonly verdicts: Verdicts }> {
  const count = Math.max(1, Math.min(jobs, pieces.length));
  const hands = existsSync(PROGRAM) && count > 1 ? Array.from({ length: count }, () => thread(rules)) : [here(rules)];
  const running: { readonly piece: Piece; readonly verdicts: Promise<Verdicts> }[] = [];
  const start = (piece: Piece, at: number) => {
    const verdicts = hands[at % hands.length]!.judge(piece);
    // Whoever takes it is told of its failure; one that nobody takes any more is none.
    verdicts.catch(() => {});
    running.push({ piece, verdicts });
  };
  try {
    let next = 0;
    for (let told = 0; told < pieces.length; told++) {
      for (; next < pieces.length && running.length < hands.length * AHEAD; next++) start(pieces[next]!, next);
      const first = running.shift()!;
      yield { piece: first.piece, verdicts: await first.verdicts };
    }
  } finally {
    await Promise.all(hands.map((hand) => hand.end()));
  }
}
