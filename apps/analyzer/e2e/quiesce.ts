/** Quiesce as its users run it: built, in processes that a test can kill. For tests only. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Boot, Handoff, Report } from '#core';

export const ROOT = join(__dirname, '../../..');
const EXECUTABLE = join(ROOT, 'bin/quiesce.js');
const BUILT = join(ROOT, 'dist/apps/quiesce.js');

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      if (entry.name === 'node_modules' || entry.name === 'dashboard') return 0;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return newest(path);
      return /(?<!\.spec|\.contract)\.ts$/.test(entry.name) ? statSync(path).mtimeMs : 0;
    }),
  );

/** Builds, unless what is built is newer than every source. */
export function build(): void {
  const sources = Math.max(newest(join(ROOT, 'apps')), newest(join(ROOT, 'libs')));
  const stamp = join(ROOT, 'dist/.tsbuildinfo');
  if (existsSync(BUILT) && existsSync(stamp) && statSync(stamp).mtimeMs > sources) return;
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
const environment = { ...process.env, NO_COLOR: '1' };

/** Runs a command to its end. */
export function run(args: readonly string[], input = ''): Ran {
  const options = { cwd: ROOT, input, encoding: 'utf8', env: environment, maxBuffer: 1 << 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [EXECUTABLE, ...args], options);
  return { code: status, out: stdout, err: stderr };
}

export const offline = (...hostFiles: string[]): Report => {
  const hosts = hostFiles.flatMap((hostFile) => ['--host', hostFile]);
  return JSON.parse(run(['analyze', '--format', 'json', ...hosts]).out) as Report;
};

export interface Running {
  readonly child: ChildProcess;
  /** What it said so far on both its outputs. */
  said(): string;
  /** Resolves to the URL when it listens. */
  readonly listening: Promise<string>;
  /** Resolves when every source, all of which end, is in the event log. */
  collected(): Promise<void>;
  readonly exited: Promise<number | null>;
  kill(): Promise<void>;
  /** Exit code after SIGTERM. */
  stop(): Promise<number | null>;
}

/** Starts a command that goes on; `within` are words that it is begun by, which must end in its own process. */
export function begin(args: readonly string[], within: readonly string[] = []): Running {
  const [command, ...words] = [...within, process.execPath, EXECUTABLE, ...args];
  const child = spawn(command!, words, { cwd: ROOT, env: environment, stdio: 'pipe' });
  let text = '';
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const collected = () => (text.includes('Every source was read to its end.') ? true : null);
  const listening = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      text += chunk.toString();
      const found = /(?:Quiesce is|Lines are taken) at (http:\/\/[^/\s]+)/.exec(text);
      if (found) resolve(found[1]!);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    exited.then((code) => reject(new Error(`it ended with ${code} before it listened:\n${text}`)));
  });
  listening.catch(() => undefined);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return exited;
  };
  return {
    child,
    said: () => text,
    listening,
    collected: async () => void (await until(async () => collected(), 'every source to be read')),
    exited,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

/** Asks until the answer is there; says what it last was where that takes too long. */
export async function until<T>(ask: () => Promise<T | null | false>, what: string, timeoutMs = 30_000): Promise<T> {
  let last: unknown = null;
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(50)) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`Waited ${timeoutMs} ms for ${what}; last: ${String(last)}`);
}

export async function get<T>(url: string, path: string): Promise<T> {
  const response = await fetch(`${url}/api/v1${path}`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

export interface Overview {
  readonly lag: readonly { readonly group: string; readonly lag: number }[];
  readonly hosts: number;
  readonly signatures: number;
  readonly alerts: number;
}
interface RawLine {
  readonly line: number;
  readonly text: string;
}
/** All that the API says of one host's handoffs. */
export interface Told {
  readonly handoffs: readonly { readonly handoff: Handoff; readonly boots: readonly Boot[] }[];
  readonly lines: readonly (readonly RawLine[])[];
  readonly facts: readonly (readonly object[])[];
}

async function allLines(url: string, id: string): Promise<readonly RawLine[]> {
  const lines: RawLine[] = [];
  for (let from: number | null = 1; from !== null; ) {
    const page: { items: RawLine[]; next: number | null } = await get(
      url,
      `/handoffs/${id}/lines?limit=5000&from=${from}`,
    );
    lines.push(...page.items);
    from = page.next;
  }
  return lines;
}

export async function told(url: string, host: string): Promise<Told> {
  const { items } = await get<{ items: { id: string }[] }>(url, `/handoffs?host=${host}&limit=500`);
  const ids = items.map(({ id }) => id).sort();
  return {
    handoffs: await Promise.all(ids.map((id) => get<Told['handoffs'][number]>(url, `/handoffs/${id}`))),
    lines: await Promise.all(ids.map((id) => allLines(url, id))),
    facts: await Promise.all(
      ids.map(async (id) => (await get<{ items: object[] }>(url, `/handoffs/${id}/facts`)).items),
    ),
  };
}

/** Nothing is under way any more: no group is behind, and a host of this name has been seen. */
export const settled = (url: string, hosts: number, timeoutMs?: number) =>
  until(
    async () => {
      const overview = await get<Overview>(url, '/overview');
      return overview.hosts >= hosts && overview.lag.every(({ lag }) => lag === 0) ? overview : null;
    },
    'the pipeline to be through',
    timeoutMs,
  );

/** The handoffs as text in which the order of names does not matter. */
export const canonical = (value: unknown): string => {
  const sorted = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(sorted);
    if (inner === null || typeof inner !== 'object') return inner;
    const entries = Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]));
  };
  return JSON.stringify(sorted(value));
};

/** A report's handoffs in the shape and order of `told`. */
export const handoffsOf = ({ handoffs, boots }: Report) =>
  [...handoffs]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((handoff) => ({ handoff, boots: boots.filter(({ id }) => id === handoff.from || id === handoff.to) }));
export const toldHandoffs = ({ handoffs }: Told) => handoffs.map(({ handoff, boots }) => ({ handoff, boots }));

export interface Webhook {
  readonly url: string;
  /** Bodies of the requests that were answered with 2xx, in order. */
  readonly taken: { readonly alert: string; readonly signature: string }[];
  readonly keys: string[];
  /** Status of the coming answers. */
  answer(status: number): void;
  close(): Promise<void>;
}

export async function webhook(): Promise<Webhook> {
  let status = 200;
  const taken: Webhook['taken'] = [];
  const keys: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (status < 300) {
      taken.push(JSON.parse(body));
      keys.push(String(request.headers['idempotency-key']));
    }
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    taken,
    keys,
    answer: (next) => {
      status = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Numbers in [0, 1) that the same seed always gives. */
export function chance(seed: string): () => number {
  let count = 0;
  return () => createHash('sha256').update(`${seed}/${count++}`).digest().readUInt32BE(0) / 2 ** 32;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Equal, whatever the order of names; says where they part, not all of both. */
export function expectSame(found: unknown, wanted: unknown): void {
  const [a, b] = [canonical(found), canonical(wanted)];
  if (a === b) return;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  const around = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
  throw new Error(
    `They part at ${at} of ${a.length} and ${b.length}:\n  found  …${around(a)}…\n  wanted …${around(b)}…`,
  );
}
