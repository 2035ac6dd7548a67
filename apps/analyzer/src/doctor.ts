/** What `quiesce doctor` does. */
import pc from 'picocolors';
import { configOf, createLogger, examine, readEnvironment, sayProblems } from '#roles';
import { flagsOfPairs } from './start';

/** As commander hands them over. */
export interface DoctorOptions {
  readonly data?: string;
  readonly config?: string;
  readonly set: readonly string[];
}

/** Exit code. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const parsed = configOf({
    environment: readEnvironment(),
    flags: { ...flagsOfPairs(options.set), data: options.data },
    configPath: options.config,
  });
  if ('problems' in parsed) {
    sayProblems(parsed.problems);
    return 2;
  }
  const findings = await examine(parsed.ok, createLogger('silent'));
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, ok, detail, mend } of findings) {
    process.stdout.write(`${ok ? pc.green('ok   ') : pc.red('wrong')} ${what.padEnd(width)}  ${detail}\n`);
    if (mend !== null) process.stdout.write(`${' '.repeat(width + 8)}${mend}\n`);
  }
  return findings.every(({ ok }) => ok) ? 0 : 1;
}
