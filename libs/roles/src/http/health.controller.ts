/** `/healthz`: the process turns. `/readyz`: every role of it can do its work. `/metrics`: Prometheus. */
import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import { REGISTRY, type Role } from '../role';

export const ROLES_HERE = Symbol('roles here');

@Controller()
export class HealthController {
  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(ROLES_HERE) private readonly roles: () => readonly Role[],
  ) {}

  @Get('healthz')
  @Header('cache-control', 'no-store')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Header('cache-control', 'no-store')
  readyz(@Res({ passthrough: true }) reply: FastifyReply) {
    const roles = Object.fromEntries(this.roles().map((role) => [role.name, role.trouble() ?? 'ok']));
    const ready = Object.values(roles).every((state) => state === 'ok');
    reply.status(ready ? 200 : 503);
    return { status: ready ? 'ok' : 'not ready', roles };
  }

  @Get('metrics')
  @Header('cache-control', 'no-store')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.registry.contentType).send(await this.registry.metrics());
  }
}
