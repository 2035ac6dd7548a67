/** `POST /api/v1/lines`: the HTTP door of the collector. */
import {
  BadRequestException,
  Body,
  Controller,
  Headers,
  HttpCode,
  Inject,
  Post,
  Query,
  ServiceUnavailableException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { messageOf } from '../role';
import { type Ingest, type Posted } from './ingest';

export const INGEST = Symbol('ingest');

const KNOWN = new Set(['host', 'source', 'firstLine']);

const textOf = (query: Record<string, unknown>, name: string, maxLength: number): string => {
  const value = query[name];
  if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value;
  throw new BadRequestException(`${name} must be given once, with 1 to ${maxLength} characters`);
};

function firstLineOf({ firstLine }: Record<string, unknown>): number | null {
  if (firstLine === undefined) return null;
  const value = typeof firstLine === 'string' && /^[1-9]\d{0,14}$/.test(firstLine) ? Number(firstLine) : null;
  if (value === null) throw new BadRequestException('firstLine must be a whole number from 1');
  return value;
}

export function postedOf(query: Record<string, unknown>, body: unknown): Posted {
  const unknown = Object.keys(query).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new BadRequestException(`${unknown} is not a parameter`);
  const host = textOf(query, 'host', 253);
  const source = textOf(query, 'source', 1024);
  // States are plain objects by source, hence not by the names that every object has.
  if (source in {}) throw new BadRequestException(`no source may be called ${source}`);
  const firstLine = firstLineOf(query);
  if (body !== undefined && body !== null && !Buffer.isBuffer(body))
    throw new UnsupportedMediaTypeException('lines come as text/plain');
  if (!Buffer.isBuffer(body) || body.length === 0) throw new BadRequestException('the body must hold lines of text');
  return { host, source, firstLine, body };
}

@Controller('api/v1/lines')
export class IngestController {
  constructor(@Inject(INGEST) private readonly ingest: Ingest) {}

  @Post()
  @HttpCode(202)
  async post(
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @Headers('content-encoding') encoding: string | undefined,
  ): Promise<{ lines: number }> {
    if (encoding !== undefined && encoding !== 'identity') {
      throw new UnsupportedMediaTypeException(`content-encoding ${encoding} is not read here`);
    }
    const posted = postedOf(query, body);
    try {
      return { lines: await this.ingest.take(posted) };
    } catch (cause) {
      throw new ServiceUnavailableException(`the event log does not take lines: ${messageOf(cause)}`, { cause });
    }
  }
}
