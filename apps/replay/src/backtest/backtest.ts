/** History under two sets of rules: what would be gained, lost or told otherwise, before the second is deployed. */
import { alertChanges, CHANGES, type Change, newLedger } from './compare';
import type { Piece } from './history';
import type { Judged, Verdicts } from './judge-piece';
import { judged, type Work } from './pool';
import type { Progress } from './resume';

export type Counts = Readonly<Record<Change['what'], Record<Change['how'], number>>>;
export interface Outcome {
  readonly pieces: number;
  /** Pieces that could not be read, and why. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
  /** Under the first rules, under the second. */
  readonly handoffs: readonly [number, number];
  readonly counts: Counts;
}

export interface Request extends Work {
  readonly pieces: readonly Piece[];
  readonly progress: Progress;
  readonly onPiece?: (told: { readonly pieces: number; readonly handoffs: number }) => void;
  /** Changes in the order of history; alerts, which only its end can tell, come last. */
  readonly onChange: (change: Change) => Promise<void>;
}

/** Verdicts piece by piece, in the order of history: those that are known already, the others judged now. */
async function* verdictsOf({
  pieces,
  progress,
  ...work
}: Request): AsyncGenerator<{ piece: Piece; verdicts: Verdicts }> {
  const fresh = judged(
    pieces.filter(({ mark }) => !progress.done.has(mark)),
    work,
  );
  try {
    for (const piece of pieces) {
      const known = progress.done.get(piece.mark);
      if (known) {
        yield { piece, verdicts: known };
        continue;
      }
      const next = await fresh.next();
      if (next.done) return;
      progress.note(piece, next.value.verdicts);
      yield next.value;
    }
  } finally {
    await fresh.return(undefined);
  }
}

const noCounts = (): Counts =>
  Object.fromEntries(CHANGES.map((what) => [what, { gained: 0, lost: 0, changed: 0 }])) as Counts;

export async function backtest(request: Request): Promise<Outcome> {
  const ledgers = [newLedger(), newLedger()] as const;
  const unread: { path: string; why: string }[] = [];
  const handoffs: [number, number] = [0, 0];
  const counts = noCounts();
  const tell = async (changes: readonly Change[]) => {
    for (const change of changes) {
      counts[change.what][change.how]++;
      await request.onChange(change);
    }
  };
  const take = ({ handoffs: [first, second], sighted }: Judged) => {
    handoffs[0] += first;
    handoffs[1] += second;
    for (const [side, ledger] of ledgers.entries()) sighted[side as 0 | 1].forEach(ledger.note);
  };
  let pieces = 0;
  for await (const { piece, verdicts } of verdictsOf(request)) {
    pieces++;
    if ('unread' in verdicts) unread.push({ path: piece.path, why: verdicts.unread });
    else {
      take(verdicts);
      await tell(verdicts.changes);
    }
    request.onPiece?.({ pieces, handoffs: handoffs[0] });
  }
  await tell(alertChanges(ledgers[0].alerts, ledgers[1].alerts));
  return { pieces, unread, handoffs, counts };
}
