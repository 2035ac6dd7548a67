/** The query API over a fleet in memory, and the built dashboard beside it: what the browser tests talk to. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { replayOf } from '#roles/query/replay';
import {
  type FleetHandoff,
  type MuteWord,
  matrixOf,
  overviewOf,
  passes,
  type Query,
  signaturesOf,
  summaryOf,
  unknownLinesOf,
} from './fleet';

const PAGE = 10;
const MEDIA: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface FixtureServer {
  readonly url: string;
  /** The fleet that it answers from; put another in, then tell the pages by `push`. */
  fleet: readonly FleetHandoff[];
  /** Which raw lines a replay still finds. */
  keeps: (line: number) => boolean;
  /** What people said of signatures, latest first. */
  said: MuteWord[];
  /** While set, every question of the API is answered with this status. */
  broken: number | null;
  /** Sends a server-sent event to every page. */
  readonly push: (event: 'handoff' | 'alert', data: object) => void;
  readonly stop: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
const found = (body: unknown): Answer => ({ status: 200, body });
const missing: Answer = { status: 404, body: { type: 'about:blank', title: 'No such thing is known', status: 404 } };

function pageOf(fleet: readonly FleetHandoff[], query: Query): Answer {
  const passing = fleet.filter((at) => passes(at, query)).sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
  const from = Number(query.cursor ?? 0);
  const to = from + Math.min(PAGE, Number(query.limit ?? PAGE));
  return found({ items: passing.slice(from, to).map(summaryOf), next: to < passing.length ? String(to) : null });
}

function linesOf(at: FleetHandoff, query: Query): Answer {
  const source = query.source ?? at.boots[0]?.file ?? '';
  const lines = at.logs[source] ?? [];
  const from = Number(query.from ?? 1);
  const to = Math.min(lines.length + 1, from + Number(query.limit ?? 500));
  const items = lines.slice(from - 1, to - 1).map((text, index) => ({ source, line: from + index, text }));
  return found({ items, next: to <= lines.length ? to : null });
}

type Keeps = FixtureServer['keeps'];

/** As the query role replays it, from what is kept of the logs. */
async function replayAnswer({ handoff, boots, logs, receivedAt }: FleetHandoff, keeps: Keeps): Promise<Answer> {
  const lines = Object.entries(logs).flatMap(([source, texts]) =>
    texts.map((text, index) => ({ source, line: index + 1, text })),
  );
  return found(
    await replayOf({ handoff, boots, version: 1, receivedAt }, async ({ source, from, to }) =>
      lines.filter((one) => one.source === source && one.line >= from && one.line <= to && keeps(one.line)),
    ),
  );
}

function handoffAnswer(at: FleetHandoff, part: string | undefined, query: Query): Answer {
  const { handoff, boots, facts, receivedAt } = at;
  if (part === 'lines') return linesOf(at, query);
  if (part === 'facts') return found({ items: facts, next: null });
  return found({ handoff, boots, version: 1, receivedAt });
}

/** Keeps what a person says of a signature, latest first. */
async function hear(said: MuteWord[], request: IncomingMessage, signature: string): Promise<Answer> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const word = JSON.parse(body) as Pick<MuteWord, 'by' | 'why'> & { readonly until?: string };
  said.unshift({ signature, at: new Date().toISOString(), until: null, ...word });
  return { status: 202, body: { signature, ...word } };
}

function answerOf(
  { fleet, keeps, said }: Pick<FixtureServer, 'fleet' | 'keeps' | 'said'>,
  url: URL,
): Answer | Promise<Answer> {
  const [thing, id, part] = url.pathname.replace('/api/v1/', '').split('/').map(decodeURIComponent);
  const query: Query = Object.fromEntries(url.searchParams);
  if (thing === 'overview') return found(overviewOf(fleet));
  if (thing === 'matrix') return found(matrixOf(fleet, query.kind ?? 'kexec'));
  if (thing === 'handoffs' && id === undefined) return pageOf(fleet, query);
  if (thing === 'handoffs') {
    const at = fleet.find(({ handoff }) => handoff.id === id);
    if (at && part === 'replay') return replayAnswer(at, keeps);
    return at ? handoffAnswer(at, part, query) : missing;
  }
  if (thing === 'signatures') {
    const all = signaturesOf(fleet, said);
    if (id === undefined) return found({ items: all.map(({ samples: _, ...signature }) => signature), next: null });
    const signature = all.find((known) => known.id === id);
    return signature ? found(signature) : missing;
  }
  if (thing === 'unknown-lines') return found({ items: unknownLinesOf(fleet), next: null });
  return missing;
}

function sendJson(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(JSON.stringify(body));
}

function sendFile(response: ServerResponse, { root, path }: { root: string; path: string }): void {
  const wanted = join(root, normalize(path));
  const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(root, 'index.html');
  response.writeHead(200, { 'content-type': MEDIA[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** Serves `root` (the built dashboard) and the fleet's API on a free port of 127.0.0.1. */
export async function startFixtureServer(root: string, fleet: readonly FleetHandoff[]): Promise<FixtureServer> {
  const streams = new Set<ServerResponse>();
  const state = { fleet, keeps: (() => true) as Keeps, said: [] as MuteWord[], broken: null as number | null };
  const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    if (!url.pathname.startsWith('/api/')) return sendFile(response, { root, path: url.pathname });
    if (state.broken !== null) {
      const body = { type: 'about:blank', title: 'The store does not answer', status: state.broken };
      return sendJson(response, { status: state.broken, body });
    }
    const [, spokenOf] = /^\/api\/v1\/signatures\/([^/]+)\/(?:un)?mute$/.exec(url.pathname) ?? [];
    if (request.method === 'POST' && spokenOf !== undefined)
      return sendJson(response, await hear(state.said, request, spokenOf));
    if (url.pathname !== '/api/v1/events') return sendJson(response, await answerOf(state, url));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': open\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  };
  const server = createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    push: (event: string, data: object) => {
      for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}
