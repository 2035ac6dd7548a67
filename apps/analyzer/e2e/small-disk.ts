/** A disk of its own in a namespace of its own, that a test can fill. For tests only. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = '48m';
const CHUNK = Buffer.alloc(64 * 1024);

export interface SmallDisk {
  /** As the processes within see it. */
  readonly path: string;
  /** A path within as this process sees it. */
  outside(path: string): string;
  /** Words that a command within begins with. */
  readonly within: readonly string[];
  fill(): void;
  free(): void;
  close(): void;
}

/** Null, with a line that says so, where no namespace with a disk can be made. */
export function smallDisk(path: string): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  const mount = `mount -t tmpfs -o size=${SIZE} none "$0"`;
  if (spawnSync('unshare', ['-Urm', 'sh', '-c', mount, path]).status !== 0) {
    process.stderr.write('The disk is not filled: no namespace with a disk of its own can be made here\n');
    return null;
  }
  const keeper = spawn('unshare', ['-Urm', 'sh', '-c', `${mount} && exec sleep 100000`, path], { stdio: 'ignore' });
  const { pid } = keeper;
  const within = ['nsenter', '--preserve-credentials', '-U', '-m', '-t', String(pid)];
  const mounted = () => spawnSync('nsenter', [...within.slice(1), 'mountpoint', '-q', path]).status === 0;
  for (let tries = 0; !mounted(); tries++) {
    if (tries > 100) throw new Error('the small disk does not come');
    execFileSync('sleep', ['0.05']);
  }
  const outside = (inner: string) => `/proc/${pid}/root${inner}`;
  const ballast = outside(join(path, 'ballast'));
  return {
    path,
    outside,
    within,
    fill() {
      const file = openSync(ballast, 'w');
      try {
        for (;;) writeSync(file, CHUNK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    close: () => void keeper.kill('SIGKILL'),
  };
}
