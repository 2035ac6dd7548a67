/** `POST /api/v1/signatures/{id}/mute` and `…/unmute`: what a person says of a signature, as an event on the log. */
import {
  BadRequestException,
  Body,
  Controller,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  ServiceUnavailableException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { EventLog } from '#event-log';
import { type EventShapes, eventId, isOf, type NewEvent, newEvent, validate } from '#schemas';
import { Store } from '#store';
import { messageOf } from '../role';

const BY = '/query';
/** Who mutes for longer does not mean a mute. */
const DAYS_MAX = 366;

type MuteType = 'io.quiesce.signature-muted.v1' | 'io.quiesce.signature-unmuted.v1';

/** The body's own fields beside the signature, trimmed where they are text. */
export function wordOf(signature: string, body: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (Buffer.isBuffer(body)) throw new UnsupportedMediaTypeException('it comes as application/json');
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequestException('the body must be a JSON object');
  const stray = Object.keys(body).find((name) => !known.includes(name));
  if (stray !== undefined) throw new BadRequestException(`${stray} is not known; known are ${known.join(', ')}`);
  const trimmed = Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]);
  return { ...Object.fromEntries(trimmed), signature };
}

/** An end that is to come, and not too far. */
export function checkEnd(until: string, now: Date): void {
  const days = (Date.parse(until) - now.getTime()) / 86_400_000;
  if (!(days > 0 && days <= DAYS_MAX))
    throw new BadRequestException(`until must be a time to come, at most ${DAYS_MAX} days from now`);
}

function eventOf<Type extends MuteType>(type: Type, word: Readonly<Record<string, unknown>>, now: Date) {
  if (!isOf(type, word)) throw new BadRequestException(validate(type, word).join('; '));
  const data: EventShapes[Type] = word;
  const { signature, by } = data;
  const time = now.toISOString();
  return newEvent({
    id: eventId(type, signature, by, time),
    type,
    source: BY,
    time,
    key: signature,
    data,
  });
}

@Controller('api/v1/signatures')
export class MuteController {
  constructor(
    @Inject(Store) private readonly store: Store,
    @Inject(EventLog) private readonly log: EventLog,
  ) {}

  @Post(':id/mute')
  @HttpCode(202)
  async mute(@Param('id') id: string, @Body() body: unknown): Promise<object> {
    const now = new Date();
    const event = eventOf('io.quiesce.signature-muted.v1', wordOf(id, body, ['by', 'why', 'until']), now);
    checkEnd(event.data.until, now);
    return this.tell(event);
  }

  @Post(':id/unmute')
  @HttpCode(202)
  unmute(@Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.tell(eventOf('io.quiesce.signature-unmuted.v1', wordOf(id, body, ['by', 'why']), new Date()));
  }

  /** Answered when it is in the log: pages see it when the projector has it. */
  private async tell(event: NewEvent<MuteType>): Promise<object> {
    try {
      if ((await this.store.ask('signature', { id: event.key })) === null)
        throw new NotFoundException('no signature of this id is known');
      await this.log.append('mutes', [event]);
    } catch (cause) {
      if (cause instanceof NotFoundException) throw cause;
      throw new ServiceUnavailableException(`it cannot be kept now: ${messageOf(cause)}`, { cause });
    }
    return event.data;
  }
}
