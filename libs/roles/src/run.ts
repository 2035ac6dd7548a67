/** A process of roles, from its settings to its exit code: 0 stopped in good order, 2 could not start or go on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CONFIG_VARIABLE,
  type Config,
  type ConfigFile,
  type Environment,
  type Flags,
  type Problem,
  parseConfig,
} from './config';
import { createLogger } from './diagnostics';
import { packageRoot } from './package-root';
import { messageOf } from './role';
import type { Running } from './start';

export interface Run {
  readonly environment: Environment;
  readonly flags: Flags;
  /** YAML file of settings; without it the one that QUIESCE_CONFIG names. */
  readonly configPath?: string;
  /** Stop after the settings were checked. */
  readonly check?: boolean;
  /** The last word on the settings, once they were found to be sound. */
  readonly adjust?: (config: Config) => Config;
  readonly onStarted?: (running: Running, config: Config) => void;
  /** Stop when every source of the collector has ended. */
  readonly untilCollected?: boolean;
}

const say = (text: string) => process.stderr.write(`${text}\n`);
export const sayProblems = (problems: readonly Problem[]): void => {
  for (const { where, message } of problems) say(`${where} ${message}`);
};

export function readConfigFile(path: string): ConfigFile | Problem {
  try {
    return { name: path, text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { where: path, message: `cannot be read: ${messageOf(error)}` };
  }
}

/** Settings of a run, or what is wrong with them. */
export function configOf(run: Pick<Run, 'environment' | 'flags' | 'configPath'>): ReturnType<typeof parseConfig> {
  const path = run.configPath ?? run.environment[CONFIG_VARIABLE];
  const file = path === undefined ? null : readConfigFile(path);
  if (file !== null && 'message' in file) return { problems: [file] };
  return parseConfig({ environment: run.environment, flags: run.flags, file });
}

/** Where no dashboard is named, the one that was built with this program. */
function withDashboard(config: Config): Config {
  const { http } = config;
  if (http === null || http.dashboard !== null) return config;
  const built = join(packageRoot(), 'dist', 'dashboard');
  return existsSync(built) ? { ...config, http: { ...http, dashboard: built } } : config;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Resolves at the first signal; a second one ends the process at once. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    let signals = 0;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        signals++;
        if (signals > 1) process.exit(130);
        resolve();
      });
    }
  });
}

/** Runs until a signal, or until everything is collected where asked; gives the exit code. */
export async function runRoles(run: Run): Promise<number> {
  const parsed = configOf(run);
  if ('problems' in parsed) {
    sayProblems(parsed.problems);
    return 2;
  }
  const config = withDashboard((run.adjust ?? ((same: Config) => same))(parsed.ok));
  if (run.check) {
    say(`The settings are sound: ${config.roles.join(', ')} on ${config.log.type} log.`);
    return 0;
  }
  const stopped = nextSignal();
  const { start } = require('./start') as typeof import('./start');
  const running = await start(config, createLogger(config.level)).catch((error: unknown) => {
    say(`quiesce cannot start: ${wordsOf(error, config)}`);
    return null;
  });
  if (running === null) return 2;
  run.onStarted?.(running, config);
  const collected = running.collected.then(
    () => (run.untilCollected ? 0 : stopped.then(() => 0)),
    (error: unknown) => {
      if (!run.untilCollected) return stopped.then(() => 0);
      say(`quiesce cannot go on: ${messageOf(error)}`);
      return 2;
    },
  );
  const code = await Promise.race([stopped.then(() => 0), collected]);
  await running.stop();
  return code;
}

function wordsOf(error: unknown, { http }: Config): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'EADDRINUSE' && http !== null) {
    return `port ${http.port} of ${http.host} is taken; choose another with --port, or stop what has it`;
  }
  return messageOf(error);
}
