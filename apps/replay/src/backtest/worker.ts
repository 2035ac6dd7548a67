/** A thread that judges the pieces it is given, one after another. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Piece } from './history';
import { judgePiece, type Sides } from './judge-piece';
import type { RuleSet } from './rules-file';

const rules = workerData as Sides<RuleSet>;
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (piece: Piece) => {
  last = last.then(async () => parentPort?.postMessage(await judgePiece(piece, rules)));
});
