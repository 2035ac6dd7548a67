/** What came of conservation runs, in one file that several processes add to and that a run which was broken off goes on from. For tests only. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Conserved } from './conservation';

/** Of a seed, on a commit (`-dirty` where the tree was another). */
export type Kept = { readonly commit: string } & (Conserved | { readonly seed: string; readonly failed: string });

const LOCK_MS = 2_000;
/** What a run depends on; the file that keeps it does not count. */
const RUN_OF = ['apps', 'bin', 'corpus', 'libs', 'schemas', 'package.json'];

const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();

export const commitNow = (): string => {
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', ...RUN_OF);
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed === '' ? '' : '-dirty'}`;
  } catch {
    return 'unknown';
  }
};

export const readKept = (file: string): readonly Kept[] =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Kept[]) : [];

/** Those that this commit has already passed. */
export const passedOn = (kept: readonly Kept[], commit: string): ReadonlySet<string> =>
  new Set(kept.filter((one) => one.commit === commit && !('failed' in one)).map(({ seed }) => seed));

/** The newest of each seed, by seed. */
export const merged = (kept: readonly Kept[], one: Kept): readonly Kept[] =>
  [...kept.filter(({ seed }) => seed !== one.seed), one].sort((a, b) => Number(a.seed) - Number(b.seed));

/** Adds one to the file, whoever else does so at the same time. */
export async function keep(file: string, one: Kept): Promise<void> {
  const lock = `${file}.lock`;
  for (const end = Date.now() + LOCK_MS; ; await sleep(20)) {
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // Nobody holds it for longer than a moment: its holder died.
      if (Date.now() > end) break;
    }
  }
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(merged(readKept(file), one), null, 2)}\n`);
    renameSync(`${file}.new`, file);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The seeds from `first` on, `count` of them; of these every `shards`th from the `shard`th on: `CONSERVE_SHARD=2/3`. */
export function seedsOf(count: number, first: number, shard = '1/1'): readonly string[] {
  const [mine, shards] = shard.split('/').map(Number);
  if (!(mine! >= 1 && mine! <= shards!)) throw new Error(`CONSERVE_SHARD is ${shard}, and not like 1/2`);
  return Array.from({ length: count }, (_, n) => n)
    .filter((n) => n % shards! === mine! - 1)
    .map((n) => String(first + n));
}
