/** The read side of the HTTP API, as schemas/openapi.yaml says. */
import { createHash } from 'node:crypto';
import {
  BadRequestException,
  Controller,
  Get,
  Headers,
  Inject,
  NotFoundException,
  Param,
  Query as QueryString,
  Res,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { gather, packed, type Wanted, writtenCapture } from '#capture';
import { VERDICTS } from '#core';
import { EventLog } from '#event-log';
import { type Cursor, type Questions, readCursor, Store, StoreError } from '#store';
import { type Config, ROLES } from '../config';
import { groupsOf } from '../group';
import { CONFIG } from '../role';
import { createLive } from './live';
import { choiceIn, type Query, refuseUnknown, textIn, wholeIn } from './parameter';
import { type AskLines, oneByOne, replayOf } from './replay';

export const LIVE = Symbol('live');
export const OPENAPI = Symbol('openapi');

const KINDS = ['kexec', 'kdump', 'liveupdate', 'firmware', 'unknown'] as const;
const PAGE = { max: 500, preset: 100 };
const LINES = { max: 5000, preset: 500 };

function cursorIn(query: Query): Cursor | null {
  const text = textIn(query, 'cursor');
  if (text === undefined) return null;
  const cursor = readCursor(text);
  if (cursor === null) throw new BadRequestException('cursor is none that this API gave');
  return cursor;
}

/** What was not found is an answer of its own. */
function found<T>(answer: T | null, what: string): T {
  if (answer === null) throw new NotFoundException(`no ${what} of this id is known`);
  return answer;
}

function timeIn(query: Query, name: string): string | null {
  const time = textIn(query, name) ?? null;
  if (time !== null && Number.isNaN(Date.parse(time)))
    throw new BadRequestException(`${name} must be a time (RFC 3339)`);
  return time;
}

function wantedIn(query: Query): Wanted {
  const [handoff, alert, host] = [textIn(query, 'handoff'), textIn(query, 'alert'), textIn(query, 'host')];
  if ([handoff, alert, host].filter((way) => way !== undefined).length !== 1)
    throw new BadRequestException('one of handoff, alert and host must be given');
  if (handoff !== undefined) return { handoff };
  if (alert !== undefined) return { alert };
  return { host: host!, since: timeIn(query, 'since'), until: timeIn(query, 'until') };
}

/** Strong, over the very bytes: the same judgement is the same tag in every process. */
const tagOf = (body: string) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
const matches = (header: string | undefined, tag: string) =>
  (header ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);

@Controller('api/v1')
export class QueryController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LIVE) private readonly live: ReturnType<typeof createLive>,
    @Inject(OPENAPI) private readonly openapi: object,
  ) {}

  private readonly inTurn = oneByOne();

  private async ask<Name extends keyof Questions>(question: Name, parameters: Questions[Name]['parameters']) {
    try {
      return await this.store.ask(question, parameters);
    } catch (cause) {
      if (cause instanceof StoreError && cause.retriable) {
        throw new ServiceUnavailableException('the store does not answer now; ask again', { cause });
      }
      throw cause;
    }
  }

  @Get('handoffs')
  handoffs(@QueryString() query: Query) {
    const names = ['host', 'policy', 'driver', 'signature', 'kernel'] as const;
    refuseUnknown(query, [...names, 'kind', 'verdict', 'cursor', 'limit']);
    const texts = Object.fromEntries(names.map((name) => [name, textIn(query, name)] as const));
    return this.ask('handoffs', {
      ...texts,
      kind: choiceIn(query, 'kind', KINDS),
      verdict: choiceIn(query, 'verdict', VERDICTS),
      after: cursorIn(query),
      limit: wholeIn(query, 'limit', PAGE),
    });
  }

  @Get('handoffs/:id')
  async handoff(
    @Param('id') id: string,
    @QueryString() query: Query,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseUnknown(query, []);
    const body = JSON.stringify(found(await this.ask('handoff', { id }), 'handoff'));
    const tag = tagOf(body);
    reply.header('etag', tag).header('cache-control', 'no-cache');
    if (matches(known, tag)) await reply.status(304).send();
    else await reply.type('application/json; charset=utf-8').send(body);
  }

  @Get('handoffs/:id/lines')
  async lines(@Param('id') id: string, @QueryString() query: Query) {
    refuseUnknown(query, ['source', 'from', 'limit']);
    const answer = await this.ask('handoff-lines', {
      id,
      source: textIn(query, 'source'),
      from: wholeIn(query, 'from', { max: Number.MAX_SAFE_INTEGER, preset: 1 }),
      limit: wholeIn(query, 'limit', LINES),
    });
    return found(answer, 'handoff');
  }

  @Get('handoffs/:id/facts')
  async facts(@Param('id') id: string, @QueryString() query: Query) {
    refuseUnknown(query, []);
    return found(await this.ask('handoff-facts', { id }), 'handoff');
  }

  /** Judged again by the rules of this process. */
  @Get('handoffs/:id/replay')
  async replay(@Param('id') id: string, @QueryString() query: Query) {
    refuseUnknown(query, []);
    const detail = found(await this.ask('handoff', { id }), 'handoff');
    const askLines: AskLines = async ({ source, from, to }) => {
      const page = await this.ask('handoff-lines', { id, source, from, limit: to - from + 1 });
      return page?.items.filter(({ line }) => line <= to) ?? [];
    };
    return this.inTurn(() => replayOf(detail, askLines));
  }

  /** Reads the log, not the store: what it gives is what happened. */
  @Get('capture')
  async capture(@QueryString() query: Query, @Res() reply: FastifyReply): Promise<void> {
    refuseUnknown(query, ['handoff', 'alert', 'host', 'since', 'until']);
    const gathered = await gather(this.log, wantedIn(query));
    if ('missing' in gathered) throw new NotFoundException(gathered.missing);
    const bytes = await packed(writtenCapture(gathered.capture));
    const name = (textIn(query, 'handoff') ?? textIn(query, 'alert') ?? textIn(query, 'host') ?? '').replace(
      /[^\w.-]/g,
      '_',
    );
    await reply
      .type('application/zstd')
      .header('content-disposition', `attachment; filename="${name}.capture.zst"`)
      .header('cache-control', 'no-cache')
      .send(Buffer.from(bytes));
  }

  @Get('matrix')
  matrix(@QueryString() query: Query) {
    refuseUnknown(query, ['kind']);
    return this.ask('matrix', { kind: choiceIn(query, 'kind', KINDS) ?? 'kexec' });
  }

  @Get('signatures')
  signatures(@QueryString() query: Query) {
    refuseUnknown(query, ['cursor', 'limit']);
    return this.ask('signatures', { after: cursorIn(query), limit: wholeIn(query, 'limit', PAGE) });
  }

  @Get('signatures/:id')
  async signature(@Param('id') id: string, @QueryString() query: Query) {
    refuseUnknown(query, []);
    return found(await this.ask('signature', { id }), 'signature');
  }

  @Get('unknown-lines')
  unknownLines(@QueryString() query: Query) {
    refuseUnknown(query, ['cursor', 'limit']);
    return this.ask('unknown-lines', { after: cursorIn(query), limit: wholeIn(query, 'limit', PAGE) });
  }

  @Get('overview')
  async overview(@QueryString() query: Query) {
    refuseUnknown(query, []);
    const { lastEventAt, ...counts } = await this.ask('overview', {});
    return { ...counts, lag: await this.lag(), lastEventAt };
  }

  /** Positions are not dense: where they are far apart the lag is an upper bound. */
  private async lag() {
    const readers = groupsOf(this.config, ROLES).flatMap(({ group, streams }) =>
      streams.map((stream) => ({ group, stream })),
    );
    return Promise.all(
      readers.map(async ({ group, stream }) => {
        const partitions = await this.log.progress(group, stream);
        return { group, stream, lag: partitions.reduce((sum, { end, committed }) => sum + end - committed, 0) };
      }),
    );
  }

  @Get('events')
  events(@QueryString() query: Query, @Res() reply: FastifyReply): void {
    refuseUnknown(query, []);
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.live.add(reply.raw);
  }

  @Get('openapi.json')
  document() {
    return this.openapi;
  }
}
