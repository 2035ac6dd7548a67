/** History as pieces that can be judged apart: a capture, a log, a partition of an event log. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inputOf, inputsOfEvents, onceOnly } from '#capture';
import type { Input } from '#core';
import { EmbeddedEventLog } from '#event-log/embedded';
import { captureIn } from '../read-capture';
import { inputsOf, stemOf } from '../read-hosts';
import { SourceError, systemSays } from '../source-error';

export interface Piece {
  readonly path: string;
  /** Of an event log; null for a file. */
  readonly partition: number | null;
  /** Changes when the piece does. */
  readonly mark: string;
}

/** LMDB's own file. */
const LMDB = 'data.mdb';

async function markOf(path: string, partition: number | null): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const text = JSON.stringify([path, partition, size, mtimeMs]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function withLog<Value>(dir: string, use: (log: EmbeddedEventLog) => Promise<Value>): Promise<Value> {
  const log = await EmbeddedEventLog.open({ dir, readOnly: true });
  try {
    return await use(log);
  } finally {
    await log.close();
  }
}

async function partitionsOf(path: string): Promise<readonly Piece[]> {
  const count = await withLog(path, (log) => log.partitions('lines'));
  const partitions = Array.from({ length: count }, (_, partition) => partition);
  const piece = async (partition: number) => ({ path, partition, mark: await markOf(join(path, LMDB), partition) });
  return Promise.all(partitions.map(piece));
}

/** Files and folders of a folder in the order of their names; hidden ones and links to folders, which may lead in a circle, are left out. */
async function within(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const wanted: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const isLinkToFile = entry.isSymbolicLink() && (await stat(path).catch(() => null))?.isFile();
    if (!entry.name.startsWith('.') && (entry.isFile() || entry.isDirectory() || isLinkToFile)) wanted.push(path);
  }
  return wanted.sort();
}

/** Every piece under the paths. @throws SourceError, EventLogError */
export async function piecesOf(paths: readonly string[]): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => {
      throw new SourceError(path, systemSays(error).replace('; skipped', ''));
    });
    if (!found.isDirectory()) pieces.push({ path, partition: null, mark: await markOf(path, null) });
    else if (existsSync(join(path, LMDB))) pieces.push(...(await partitionsOf(path)));
    else for (const inner of await within(path)) pieces.push(...(await piecesOf([inner])));
  }
  return pieces;
}

/** Inputs held at once: one that another of its host follows need not be judged by itself. */
const WINDOW = 4096;

function judgedAtLast(inputs: readonly Input[]): readonly Input[] {
  const last = new Map(inputs.map((input, at) => [input.host, at]));
  return inputs.map((input, at) => (last.get(input.host) === at ? input : { ...input, more: true }));
}

/** The same inputs, judged once a window: only the last word is wanted. */
export async function* atOnce(inputs: AsyncIterable<Input> | Iterable<Input>, window = WINDOW): AsyncGenerator<Input> {
  let held: Input[] = [];
  for await (const input of inputs) {
    held.push(input);
    if (held.length < window) continue;
    yield* judgedAtLast(held);
    held = [];
  }
  yield* judgedAtLast(held);
}

async function* recordedIn({ path, partition }: Piece): AsyncGenerator<Input> {
  const log = await EmbeddedEventLog.open({ dir: path, readOnly: true });
  const once = onceOnly();
  try {
    for await (const event of log.scan('lines', partition ?? 0)) {
      const input = inputOf(event);
      const fresh = input && once(input);
      if (fresh) yield fresh;
    }
  } finally {
    await log.close();
  }
}

function linesIn({ path }: Piece): AsyncGenerator<Input> {
  const onError = (error: SourceError) => {
    throw error;
  };
  return inputsOf({ sources: [{ host: stemOf(path), file: path }], onProblem: () => {}, onError });
}

/** @throws SourceError, CaptureError, EventLogError */
export async function* inputsOfPiece(piece: Piece): AsyncGenerator<Input> {
  if (piece.partition !== null) return yield* atOnce(recordedIn(piece));
  const capture = await captureIn(piece.path);
  yield* atOnce(capture ? inputsOfEvents(capture.events) : linesIn(piece));
}
