/** ClickHouse's HTTP interface over the engine in this process, for tests: as much of it as the client speaks. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What the server does with a request: `well` answers; `refuse` says that it has too many; `stall` answers when it is well again;
 * `slow` waits a moment; `forget` does the work and breaks the connection before it says so.
 */
export type Health = 'well' | 'refuse' | 'stall' | 'slow' | 'forget';
export interface TestServer {
  readonly url: string;
  become(health: Health): void;
  /** Breaks every connection and takes none for so long; what it holds stays. */
  restart(downMs: number): Promise<void>;
  /** The rows of a statement, as tab-separated text. */
  query(sql: string): Promise<string>;
  /** Requests so far, as `METHOD /path`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}
/** What is used of chdb, which is optional. */
interface Engine {
  readonly Session: new (
    path: string,
  ) => {
    queryAsync(sql: string, options: { format: string }): Promise<{ text(): string }>;
    close(): void;
  };
  readonly drainPending: () => Promise<void>;
}

const SLOW_MS = 300;
/** Parameters of the URL that are not settings of the engine. */
const OF_HTTP = new Set(['query', 'query_id', 'database', 'session_id', 'role', 'default_format', 'wait_end_of_query']);
const quote = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The statement with what the URL says of its database, settings and parameters; their text is the same in SET. */
const statementOf = (url: URL, body: string): string => {
  const { searchParams } = url;
  const database = searchParams.get('database');
  const sets = [...searchParams]
    .filter(([name]) => !OF_HTTP.has(name) && !name.startsWith('send_progress') && !name.startsWith('http_'))
    .map(([name, value]) => `SET ${name} = ${quote(value)}`);
  const query = searchParams.get('query');
  const use = database === null ? [] : [`USE \`${database}\``];
  return [...use, ...sets, query === null ? body : `${query}\n${body}`].join('; ');
};

const STATUS = new Map([
  ['AUTHENTICATION_FAILED', 403],
  ['UNKNOWN_DATABASE', 404],
  ['UNKNOWN_TABLE', 404],
]);
const refuse = (response: ServerResponse, message: string): void => {
  const type = /\(([A-Z_]{3,})\)/.exec(message)?.[1] ?? '';
  const code = /Code: (\d+)/.exec(message)?.[1] ?? '1';
  response.writeHead(STATUS.get(type) ?? 500, { 'content-type': 'text/plain', 'x-clickhouse-exception-code': code });
  response.end(`${message} (version 0.0)\n`);
};

/**
 * Serves the engine in `path` on a free port of 127.0.0.1, to one user with one password. One statement at a time, because a
 * session's settings and parameters are the engine's.
 */
export const serveClickHouse = async (options: {
  readonly path: string;
  readonly username: string;
  readonly password: string;
}): Promise<TestServer> => {
  const engine = require('chdb') as Engine;
  const session = new engine.Session(options.path);
  const expected = `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`;
  const requests: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let health: Health = 'well';
  const waiting = new Set<() => void>();
  const recovered = () => new Promise<void>((resolve) => waiting.add(resolve));

  const run = (sql: string): Promise<string> => {
    const result = last.then(async () => (await session.queryAsync(sql, { format: 'TabSeparated' })).text());
    last = result.catch(() => {});
    return result;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://server');
    requests.push(`${request.method} ${url.pathname}`);
    if (request.headers.authorization !== expected) {
      const name = options.username;
      return refuse(response, `Code: 516. DB::Exception: ${name}: Authentication failed. (AUTHENTICATION_FAILED)`);
    }
    if (health === 'refuse') {
      return refuse(response, 'Code: 202. DB::Exception: Too many queries. (TOO_MANY_SIMULTANEOUS_QUERIES)');
    }
    if (health === 'slow') await sleep(SLOW_MS);
    if (health === 'stall') await recovered();
    if (response.destroyed) return;
    const forgets = health === 'forget';
    try {
      const result = await run(statementOf(url, await text(request)));
      if (forgets) return void response.destroy();
      response.writeHead(200, { 'x-clickhouse-query-id': url.searchParams.get('query_id') ?? '' });
      response.end(result);
    } catch (error) {
      refuse(response, error instanceof Error ? error.message : String(error));
    }
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  const listen = (port: number) =>
    new Promise<void>((listening, failed) => server.once('error', failed).listen(port, '127.0.0.1', listening));
  const goDown = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  const become = (next: Health) => {
    health = next;
    if (next === 'stall') return;
    for (const go of waiting) go();
    waiting.clear();
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    become,
    restart: async (downMs) => {
      await goDown();
      await sleep(downMs);
      await listen(port);
    },
    query: run,
    close: async () => {
      become('well');
      await goDown();
      await last;
      session.close();
      await engine.drainPending();
    },
  };
};
