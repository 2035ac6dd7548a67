/** Errors as `application/problem+json` (RFC 9457); pages of the dashboard where a browser asked for a page. */
import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { messageOf } from '../role';

export interface ProblemDetails {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
}

export function problemOf({
  status,
  detail,
  path,
}: {
  status: number;
  detail?: string;
  path?: string;
}): ProblemDetails {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(path === undefined ? {} : { instance: path }),
  };
}

/** Status and words for the asker; nothing of an error that was not meant for them. */
export function statusOf(error: unknown): { readonly status: number; readonly detail?: string } {
  if (error instanceof HttpException) return { status: error.getStatus(), detail: error.message };
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return { status, detail: messageOf(error) };
  return { status: 500 };
}

export const pathOf = (url: string) => url.split('?', 1)[0] ?? '/';

/** A path that the dashboard's own router knows: no file, no API. */
const isPage = (request: FastifyRequest) => {
  const path = pathOf(request.url);
  return request.method === 'GET' && !/^\/(api|healthz|readyz|metrics)(\/|$)/.test(path) && !/\.\w+$/.test(path);
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    /** The dashboard's index page, which takes what no file answers; null without a dashboard. */
    private readonly index: string | null,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, detail } = statusOf(error);
    if (status >= 500) this.logger.error({ error: messageOf(error), url: request.url }, 'A request failed.');
    if (reply.sent || reply.raw.headersSent) return;
    if (status === 404 && this.index !== null && isPage(request)) {
      await reply.status(200).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(this.index);
      return;
    }
    const problem = problemOf({ status, detail, path: pathOf(request.url) });
    await reply.status(status).type('application/problem+json').send(problem);
  }
}
