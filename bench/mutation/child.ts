/** A child process that answers one question at a time, and can be ended in the middle of one. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Asked, FirstRun, Outcome, Trial } from './worker';

/** Where modules are loaded anew, Node does not give all of their memory back. */
const TRIALS_MAX = 300;
const FIRST_RUN_MS_MAX = 3_600_000;

const start = (): ChildProcess =>
  fork(join(__dirname, 'worker.js'), { execArgv: ['--max-old-space-size=3072'], serialization: 'advanced' });

/** The child's answer, or null where it gave none in time or died. */
async function ask<T>(child: ChildProcess, asked: Asked, msMax: number): Promise<T | null> {
  const done = new AbortController();
  const { signal } = done;
  /** Not AbortSignal.timeout(): behind AbortSignal.any() it may be collected as garbage, and then never comes. */
  const late = setTimeout(() => done.abort(), msMax);
  child.send(asked);
  const told = once(child, 'message', { signal }).then(([answer]) => answer as T);
  const died = once(child, 'exit', { signal }).then(() => null);
  const answer = await Promise.race([told, died]).catch(() => null);
  clearTimeout(late);
  done.abort();
  await Promise.allSettled([told, died]);
  return answer;
}

/** All tests but the slow ones with nothing mutated: which pass, how long they take, which mutants they reach. */
export async function runFirst(specs: readonly string[], slow: readonly string[] = []): Promise<FirstRun> {
  const child = start();
  const told = await ask<FirstRun>(child, { first: specs, slow }, FIRST_RUN_MS_MAX);
  child.kill('SIGKILL');
  if (told === null) throw new Error('the first run did not end');
  if (told.failed.length > 0) throw new Error(`tests that fail with nothing mutated:\n${told.failed.join('\n')}`);
  return told;
}

export interface Trier {
  /** Null where the mutant did not come to an end. */
  readonly attempt: (trial: Trial, msMax: number) => Promise<Outcome | null>;
  readonly close: () => Promise<void>;
}

/** Tries mutants in a child that is started again when one hung in it; `sound` is a trial of no mutant. */
export function startTrier({ snapshots }: FirstRun, sound: Trial): Trier {
  let child: ChildProcess | null = null;
  let trials = 0;
  const end = () => {
    child?.kill('SIGKILL');
    child = null;
  };
  process.on('exit', end);
  const ready = async (): Promise<ChildProcess> => {
    if (child !== null) return child;
    child = start();
    await ask(child, { snapshots }, FIRST_RUN_MS_MAX);
    return child;
  };
  /** Had a mutant left something behind in the modules, what was tried after it would be worth nothing. */
  const close = async () => {
    const outcome = child && (await ask<Outcome>(child, { trial: sound }, FIRST_RUN_MS_MAX));
    if (outcome?.killedBy) throw new Error(`a mutant left something behind: ${outcome.killedBy} fails with none`);
    end();
  };
  const attempt = async (trial: Trial, msMax: number) => {
    const outcome = await ask<Outcome>(await ready(), { trial }, msMax);
    if (outcome === null) end();
    else if (++trials % TRIALS_MAX === 0) await close();
    return outcome;
  };
  return { attempt, close };
}
