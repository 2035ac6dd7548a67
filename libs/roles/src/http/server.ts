/** The one HTTP server of a process: who may ask, what every answer carries, and the dashboard's files. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { HttpConfig } from '../config';
import { access, COOKIE, isToken } from './access';
import { pathOf, problemOf } from './problem.filter';

/** The dashboard is one page of own scripts; Mantine and ECharts put styles into it at run time. */
const CONTENT_SECURITY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
  "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const SECURITY = {
  'content-security-policy': CONTENT_SECURITY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export const createAdapter = ({ bodyBytes }: { bodyBytes: number }) =>
  new FastifyAdapter({ bodyLimit: bodyBytes, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } });

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

async function guard(request: FastifyRequest, reply: FastifyReply, token: string | null): Promise<void> {
  reply.headers(SECURITY);
  const { headers, method, url } = request;
  const path = pathOf(url);
  const asking = {
    method,
    path,
    authorization: headers.authorization,
    cookie: headers.cookie,
    host: headers.host,
    origin: one(headers.origin),
    fetchSite: one(headers['sec-fetch-site']),
  };
  const result = access(asking, token);
  if ('ok' in result) return;
  if (result.status === 401) reply.header('www-authenticate', 'Bearer');
  const problem = problemOf({ status: result.status, detail: result.why, path });
  await reply.status(result.status).type('application/problem+json').send(problem);
}

/** `/?token=…`, once: the token becomes a cookie, which scripts cannot read and other sites cannot use. */
async function signIn(request: FastifyRequest, reply: FastifyReply, token: string | null): Promise<void> {
  const given = (request.query as Record<string, unknown>).token;
  if (token === null || typeof given !== 'string' || pathOf(request.url) !== '/' || !isToken(given, token)) return;
  const cookie = `${COOKIE}=${encodeURIComponent(token)}; Path=/; HttpOnly; SameSite=Strict`;
  await reply.header('set-cookie', cookie).redirect('/', 303);
}

/** The folder of the dashboard, if it was built. */
export const dashboardOf = ({ dashboard }: HttpConfig): string | null =>
  dashboard !== null && existsSync(join(dashboard, 'index.html')) ? resolve(dashboard) : null;

/** Before `init()`: hooks come before routes. */
export async function prepareServer(
  app: NestFastifyApplication,
  { http, logger }: { readonly http: HttpConfig; readonly logger: Logger },
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    await guard(request, reply, http.token);
    if (!reply.sent) await signIn(request, reply, http.token);
  });
  // Lines are bytes: what is no UTF-8 in them is for the collector to say.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('text/plain', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    fastify.getDefaultJsonParser('error', 'error'),
  );
  const root = dashboardOf(http);
  if (root === null) logger.info({ dashboard: http.dashboard }, 'There is no dashboard to serve.');
  else {
    await app.register(fastifyStatic, {
      root,
      // Built files carry their hash in their name; the page that names them does not.
      setHeaders: (response, path) => {
        const value = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
        response.header('cache-control', value);
      },
    });
  }
}
