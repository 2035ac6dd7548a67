/** What `quiesce rebuild` does. */
import { configOf, createLogger, messageOf, readEnvironment, rebuild, sayProblems } from '#roles';
import { flagsOfPairs } from './start';

/** As commander hands them over. */
export interface RebuildOptions {
  readonly data?: string;
  readonly config?: string;
  readonly set: readonly string[];
}

/** Exit code. */
export async function rebuildStore(options: RebuildOptions): Promise<number> {
  const parsed = configOf({
    environment: readEnvironment(),
    flags: { ...flagsOfPairs(options.set), roles: ['projector'], data: options.data },
    configPath: options.config,
  });
  if ('problems' in parsed) {
    sayProblems(parsed.problems);
    return 2;
  }
  const { isTTY } = process.stderr;
  try {
    const { events, seconds } = await rebuild(parsed.ok, createLogger(parsed.ok.level), (sofar) => {
      if (isTTY) process.stderr.write(`\r${sofar} events`);
    });
    process.stderr.write(`${isTTY ? '\r' : ''}${events} events stored again in ${seconds.toFixed(1)} s.\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`quiesce rebuild: ${messageOf(error)}\n`);
    return 2;
  }
}
