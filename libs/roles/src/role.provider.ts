/** A role as Nest starts and stops it. */
import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import type { Role } from './role';

/** Made from what `inject` names; started when the application is up, stopped before it goes. */
export const roleProvider = (
  token: InjectionToken,
  { inject, make }: { readonly inject: InjectionToken[]; readonly make: (...parts: never[]) => Role | Promise<Role> },
): FactoryProvider => ({
  provide: token,
  inject,
  useFactory: async (...parts: never[]) => {
    const role = await make(...parts);
    return Object.assign(role, {
      onApplicationBootstrap: () => role.start(),
      beforeApplicationShutdown: () => role.stop(),
    });
  },
});
