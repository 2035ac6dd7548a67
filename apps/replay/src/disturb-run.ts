/** What `quiesce disturb` does once its command line is read. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { CHANGES } from './disturb/degrade';
import { type Chance, DISTURBANCES, type Recorded, undisturbed } from './disturb/disturbance';
import { added, type Counts, countsOf, type Flip, type Sweep, sweep } from './disturb/sweep';
import { stemOf } from './read-hosts';
import { readSource } from './read-source';
import { reportOfInputs } from './report-of';
import { SourceError } from './source-error';
import { standardTerminal, type Terminal } from './terminal';

export interface DisturbOptions {
  readonly runs: number;
  readonly seed: string;
  readonly format: 'text' | 'json';
}

/** A stream of numbers for each seed and name: SHA-256 of both and a counter, the same everywhere. */
const chanceOf =
  (seed: string) =>
  (name: string): Chance => {
    let drawn = 0;
    return {
      below: (end) => {
        const digest = createHash('sha256').update(`${seed}\n${name}\n${drawn++}`).digest();
        return Math.floor((digest.readUIntBE(0, 6) / 2 ** 48) * end);
      },
    };
  };

/** The file whole, and where the incoming kernel begins; null where no kernel hands over in it. */
async function recordedIn(file: string, terminal: Terminal): Promise<Recorded | null> {
  let text = '';
  const onProblem = (problem: { readonly text: string }) => terminal.err(`quiesce: ${file}: ${problem.text}\n`);
  for await (const block of readSource(file, onProblem)) text += block.text;
  const whole = { host: stemOf(file), source: basename(file), text };
  const { boots, handoffs } = await reportOfInputs(undisturbed({ ...whole, jump: 1 }));
  const jump = boots.find(({ id }) => handoffs.some(({ from, to }) => from !== null && to === id))?.firstLine;
  if (jump !== undefined) return { ...whole, jump };
  terminal.err(`quiesce: ${file}: no kernel hands over to another in it; left out\n`);
  return null;
}

const together = (sweeps: readonly Sweep[]): ReadonlyMap<string, Counts> => {
  const sums = new Map<string, Counts>(DISTURBANCES.map(({ name }) => [name, countsOf([])]));
  for (const { disturbance, counts } of sweeps) sums.set(disturbance.name, added(sums.get(disturbance.name)!, counts));
  return sums;
};

const judged = (one: Flip['before'] | undefined): string =>
  one ? `${one.verdict}${one.confidence ? ` (${one.confidence})` : ''}` : 'not told of';

const tableOf = (sweeps: readonly Sweep[]): string => {
  const width = Math.max(...DISTURBANCES.map(({ name }) => name.length));
  const costs = new Map(DISTURBANCES.map(({ name, costs: what }) => [name, what]));
  const cells = (values: readonly (string | number)[]) =>
    values.map((value, at) => String(value).padStart(Math.max(4, CHANGES[at]!.length))).join(' ');
  const rows = [...together(sweeps)].map(
    ([name, counts]) =>
      `${name.padEnd(width)}  ${costs.get(name)!.padEnd(7)}  ${cells(CHANGES.map((change) => counts[change]))}`,
  );
  return `${['disturbance'.padEnd(width), 'costs  ', cells(CHANGES)].join('  ')}\n${rows.join('\n')}\n`;
};

const flipsSaid = (flips: readonly Flip[]): string =>
  flips
    .map(
      ({ log, disturbance, run, before, after }) =>
        `${log}  ${disturbance} run ${run}  ${before.bdf}  ${judged(before)} became ${judged(after)}\n`,
    )
    .join('');

/** Exit code: 0 no flip, 1 a verdict flipped though the log shows that it was disturbed, 2 nothing could be read. */
const run = async (files: readonly string[], options: DisturbOptions, terminal: Terminal): Promise<number> => {
  const sweeps: Sweep[] = [];
  for (const file of files) {
    const recorded = await recordedIn(file, terminal);
    if (recorded) sweeps.push(...(await sweep({ recorded, runs: options.runs, chanceOf: chanceOf(options.seed) })));
  }
  if (sweeps.length === 0) return 2;
  const flips = sweeps.flatMap((one) => one.flips);
  if (options.format === 'json')
    await terminal.out(
      `${JSON.stringify({ seed: options.seed, runs: options.runs, counts: Object.fromEntries(together(sweeps)), flips }, null, 2)}\n`,
    );
  else await terminal.out(`${tableOf(sweeps)}${flips.length > 0 ? `\n${flipsSaid(flips)}` : ''}`);
  return sweeps.some((one) => one.disturbance.costs !== 'unseen' && one.flips.length > 0) ? 1 : 0;
};

export const disturbCommand = async (files: readonly string[], options: DisturbOptions): Promise<void> => {
  const terminal = standardTerminal();
  try {
    process.exitCode = await run(files, options, terminal);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    terminal.err(`quiesce disturb: ${error.message}\n`);
    process.exitCode = 2;
  }
};
