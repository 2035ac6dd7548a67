/** What `quiesce up` does. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, type Flags, packageRoot, ROLES, readEnvironment, runRoles } from '#roles';

/** As commander hands them over. */
export interface UpOptions {
  readonly data?: string;
  readonly sample?: boolean;
  readonly port?: string;
  readonly bind?: string;
  readonly token?: string;
  readonly webhook: readonly string[];
  readonly file: readonly string[];
  readonly once: readonly string[];
  readonly config?: string;
}

const orUntold = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined);

const flagsOf = (options: UpOptions): Flags => ({
  roles: ROLES,
  data: options.data,
  'http.port': options.port,
  'http.host': options.bind,
  'http.token': options.token,
  'collector.files': orUntold(options.file),
  'collector.once': orUntold(options.once),
  'notifier.webhooks': orUntold(options.webhook),
});

/** The logs that come with the program, each a host of its own; named alike wherever it is installed and started. */
export function samples(root: string): Config['collector']['once'] {
  const folder = join(root, 'corpus');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => ({ host: name.replace(/\.log$/, ''), path: join(folder, name), name: `corpus/${name}` }));
}

const withSamples = (config: Config): Config => ({
  ...config,
  collector: { ...config.collector, once: [...config.collector.once, ...samples(packageRoot())] },
});

/** Exit code. */
export function up(options: UpOptions): Promise<number> {
  return runRoles({
    environment: readEnvironment(),
    flags: flagsOf(options),
    configPath: options.config,
    adjust: options.sample ? withSamples : undefined,
    onStarted: ({ url }, { http }) => {
      const query = http?.token ? `/?token=${encodeURIComponent(http.token)}` : '/';
      process.stdout.write(`Quiesce is at ${url}${query}\n`);
    },
  });
}
