/** What `quiesce collect` does. */
import { type Flags, readEnvironment, runRoles, sayProblems } from '#roles';

/** As commander hands them over. */
export interface CollectOptions {
  readonly host?: string;
  readonly file: readonly string[];
  readonly once?: boolean;
  readonly stdin?: boolean;
  readonly kmsg?: boolean;
  readonly toLog?: string;
  readonly kafka?: string;
  readonly to?: string;
  readonly token?: string;
  readonly state?: string;
  readonly listen?: string;
  readonly config?: string;
}

const orUntold = (list: readonly string[]) => (list.length > 0 ? list : undefined);

/** `127.0.0.1:4081`, `[::1]:4081`, `:4081`. */
function listenOf(listen: string | undefined): Flags {
  if (listen === undefined) return { 'http.listen': false };
  const [, host, port] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(listen) ?? [undefined, listen, ''];
  return { 'http.listen': true, 'http.host': host === '' ? undefined : host, 'http.port': port };
}

function targetOf({ kafka, toLog, to, token }: CollectOptions): Flags {
  if (kafka !== undefined) return { 'log.type': 'kafka', 'log.brokers': kafka };
  if (toLog !== undefined) return { 'log.type': 'embedded', data: toLog };
  return { 'collector.to': to, 'collector.toToken': token };
}

const flagsOf = (options: CollectOptions): Flags => ({
  roles: ['collector'],
  'collector.host': options.host,
  [options.once ? 'collector.once' : 'collector.files']: orUntold(options.file),
  'collector.stdin': options.stdin,
  'collector.kmsg': options.kmsg,
  'collector.path': options.state,
  ...listenOf(options.listen),
  ...targetOf(options),
});

/** Exit code. */
export async function collect(options: CollectOptions): Promise<number> {
  const targets = [options.kafka, options.toLog, options.to].filter((target) => target !== undefined);
  if (targets.length > 1) {
    sayProblems([{ where: 'quiesce collect', message: 'needs one of --kafka, --to-log and --to, not several' }]);
    return 2;
  }
  if (options.file.length === 0 && !options.stdin && !options.kmsg && !options.listen && !options.config) {
    sayProblems([
      { where: 'quiesce collect', message: 'needs something to read: --file, --stdin, --kmsg or --listen' },
    ]);
    return 2;
  }
  return runRoles({
    environment: readEnvironment(),
    flags: flagsOf(options),
    configPath: options.config,
    // A gateway goes on though its own sources have ended.
    untilCollected: options.listen === undefined,
    onStarted: ({ url }) => {
      if (url !== null) process.stderr.write(`Lines are taken at ${url}/api/v1/lines\n`);
    },
  });
}
