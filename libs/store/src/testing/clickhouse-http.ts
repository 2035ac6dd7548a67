/** ClickHouse's HTTP interface over the engine in this process, for tests: as much of it as the client speaks. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface TestServer {
  readonly url: string;
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
    try {
      const result = await run(statementOf(url, await text(request)));
      response.writeHead(200, { 'x-clickhouse-query-id': url.searchParams.get('query_id') ?? '' });
      response.end(result);
    } catch (error) {
      refuse(response, error instanceof Error ? error.message : String(error));
    }
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await last;
      session.close();
      await engine.drainPending();
    },
  };
};
