/** The query role as a Nest module. */
import { hostname } from 'node:os';
import { Module } from '@nestjs/common';
import { EventLog } from '#event-log';
import type { Config } from '../config';
import { CONFIG, type Role } from '../role';
import { roleProvider } from '../role.provider';
import { createLive, type Live } from './live';
import { MuteController } from './mute.controller';
import { readOpenApi } from './openapi';
import { LIVE, OPENAPI, QueryController } from './query.controller';

export const QUERY_ROLE = Symbol('query');

/** Every process tells its own listeners everything, hence a group of its own. */
const liveOf = (config: Config, log: EventLog): Live =>
  createLive({ log, group: config.log.type === 'kafka' ? `query-${hostname()}-${config.http?.port ?? 0}` : 'query' });

const make = (live: Live): Role => ({
  name: 'query',
  start: () => live.start(),
  stop: () => live.stop(),
  trouble: () => null,
});

@Module({
  controllers: [QueryController, MuteController],
  providers: [
    { provide: LIVE, inject: [CONFIG, EventLog], useFactory: liveOf },
    { provide: OPENAPI, useFactory: readOpenApi },
    roleProvider(QUERY_ROLE, { inject: [LIVE], make }),
  ],
})
export class QueryModule {}
