/** What `quiesce start` does. */
import { type Flags, readEnvironment, runRoles } from '#roles';

/** As commander hands them over. */
export interface StartOptions {
  readonly roles?: string;
  readonly config?: string;
  readonly check?: boolean;
  readonly set: readonly string[];
}

/** `key=value` pairs as flags; a pair without `=` is left for the check to refuse. */
export const flagsOfPairs = (pairs: readonly string[]): Flags =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  ) as Flags;

/** Exit code. */
export function startRoles(options: StartOptions): Promise<number> {
  return runRoles({
    environment: readEnvironment(),
    flags: { ...flagsOfPairs(options.set), ...(options.roles === undefined ? {} : { roles: options.roles }) },
    configPath: options.config,
    check: options.check,
    onStarted: ({ url }) => {
      if (url !== null) process.stdout.write(`Quiesce is at ${url}/\n`);
    },
  });
}
