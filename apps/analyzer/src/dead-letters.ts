/** What `quiesce dead-letters` does. */
import {
  type Config,
  configOf,
  createLogger,
  type DeadLetter,
  isStream,
  messageOf,
  readDeadLetters,
  readEnvironment,
  replayDeadLetters,
  sayProblems,
} from '#roles';
import { flagsOfPairs } from './start';

/** As commander hands them over. */
export interface DeadLettersOptions {
  readonly data?: string;
  readonly config?: string;
  readonly set: readonly string[];
  readonly id: readonly string[];
  readonly stream?: string;
  readonly replay?: boolean;
  readonly format: string;
}

/** What was asked for and cannot be. */
const problemsOf = ({ format, stream }: DeadLettersOptions) => [
  ...(Object.hasOwn(FORMATS, format) ? [] : [{ where: '--format', message: 'must be text or ndjson' }]),
  ...(stream === undefined || isStream(stream) ? [] : [{ where: '--stream', message: `${stream} is no stream` }]),
];

/** Says which of the letters that were named are not there. */
function sayAbsent({ id }: DeadLettersOptions, there: readonly DeadLetter[]): void {
  for (const one of id)
    if (!there.some((letter) => letter.id === one))
      process.stderr.write(`${one}: no such letter, or it is answered.\n`);
}

const chosenBy =
  ({ id, stream }: DeadLettersOptions) =>
  (letter: DeadLetter): boolean =>
    (id.length === 0 || id.includes(letter.id)) && (stream === undefined || stream === letter.origin.stream);

const FORMATS: Readonly<Record<string, (letter: DeadLetter) => string>> = {
  ndjson: (letter) => JSON.stringify(letter),
  text: ({ id, by, time, reason, origin: { stream, partition, position } }) =>
    `${id}  ${time}  ${stream}/${partition}/${position}  by ${by}\n  ${reason}`,
};

async function list(config: Config, options: DeadLettersOptions): Promise<number> {
  const letters = (await readDeadLetters(config, createLogger('silent'))).filter(chosenBy(options));
  for (const letter of letters) process.stdout.write(`${FORMATS[options.format]!(letter)}\n`);
  sayAbsent(options, letters);
  process.stderr.write(`${letters.length} dead ${letters.length === 1 ? 'letter' : 'letters'}.\n`);
  return letters.length > 0 ? 1 : 0;
}

async function replay(config: Config, options: DeadLettersOptions): Promise<number> {
  const { replayed, left } = await replayDeadLetters(config, createLogger('silent'), chosenBy(options));
  for (const { id, carried } of left)
    process.stderr.write(`${id} still cannot be read: ${'problem' in carried ? carried.problem : ''}\n`);
  sayAbsent(options, [...replayed, ...left]);
  process.stderr.write(`${replayed.length} appended to their streams once more, ${left.length} left.\n`);
  return left.length > 0 ? 1 : 0;
}

/** Exit code. */
export async function deadLetters(options: DeadLettersOptions): Promise<number> {
  const parsed = configOf({
    environment: readEnvironment(),
    flags: { ...flagsOfPairs(options.set), data: options.data },
    configPath: options.config,
  });
  const problems = [...('problems' in parsed ? parsed.problems : []), ...problemsOf(options)];
  if ('problems' in parsed || problems.length > 0) {
    sayProblems(problems);
    return 2;
  }
  try {
    return await (options.replay ? replay : list)(parsed.ok, options);
  } catch (error) {
    process.stderr.write(`quiesce dead-letters: ${messageOf(error)}\n`);
    return 2;
  }
}
