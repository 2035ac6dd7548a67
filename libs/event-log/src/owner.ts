/** One process at a time owns a directory: it listens on a socket there, which the kernel closes whatever kills it. */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** Where the name of the owner's socket is kept: changes from `was` to `now` if it still is `was`, atomically. */
export interface OwnerCell {
  get(): string | null;
  swap(was: string | null, now: string): boolean;
}
export interface Ownership {
  release(): Promise<void>;
}

/** Longest path that sockaddr_un takes everywhere (104 with its NUL on macOS, 108 on Linux). */
const SOCKET_PATH_MAX = 100;

/** Takes the directory, or says that a living process has it: null. */
export async function own(dir: string, cell: OwnerCell): Promise<Ownership | null> {
  const name = `owner-${randomBytes(4).toString('hex')}.sock`;
  const server = await withSocketPath(dir, name, listen);
  for (;;) {
    const owner = cell.get();
    if (owner !== null && (await withSocketPath(dir, owner, answers))) {
      await close(server, join(dir, name));
      return null;
    }
    if (cell.swap(owner, name)) {
      if (owner !== null) remove(join(dir, owner));
      return { release: () => close(server, join(dir, name)) };
    }
  }
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => resolve(server));
    server.unref();
  });
}

/** A dead owner's socket file refuses; a living one's accepts, even while its event loop is busy. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EAGAIN'));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** A directory too deep for a socket's path is reached through its descriptor. */
async function withSocketPath<T>(dir: string, name: string, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(dir, name);
  if (Buffer.byteLength(path) <= SOCKET_PATH_MAX || process.platform !== 'linux') return use(path);
  const descriptor = openSync(dir, 'r');
  try {
    return await use(`/proc/self/fd/${descriptor}/${name}`);
  } finally {
    closeSync(descriptor);
  }
}

const close = (server: Server, path: string): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      remove(path);
      resolve();
    });
  });

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Gone already: Node unlinks a closing server's socket itself.
  }
}
