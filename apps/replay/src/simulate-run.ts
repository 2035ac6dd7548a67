/** What `quiesce simulate SPEC.yaml` does: logs of every host, and the truth beside them. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FleetSpec,
  fleetScenarios,
  type HandoffTruth,
  type PrintedForm,
  printHost,
  type SimulatedHost,
  simulateHost,
  TRUE_VERDICTS,
} from '#simulator';
import { isForm, readSpec } from './simulate-spec';
import { refuse, standardTerminal, type Terminal } from './terminal';

/** As commander hands them over. */
export interface SimulateOptions {
  readonly seed: number;
  readonly out?: string;
  readonly form?: string;
  readonly perBoot: boolean;
  readonly from: readonly string[];
  readonly policy?: string;
  readonly device?: string;
  readonly format: 'text' | 'json';
  readonly width?: number;
}

const FORM_USUAL: PrintedForm = 'serial console';

/** One line of truth.ndjson: one device in one handoff. */
export function* truthLines({ truth }: Pick<SimulatedHost, 'truth'>): Generator<object> {
  for (const { devices, ...handoff } of truth) for (const device of devices) yield { ...handoff, ...device };
}

interface Told {
  hosts: number;
  handoffs: number;
  readonly expected: Map<string, number>;
  readonly outcomes: Map<string, number>;
}

const countUp = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

function count(told: Told, truth: readonly HandoffTruth[]): void {
  told.hosts += 1;
  told.handoffs += truth.length;
  for (const { outcome, devices } of truth) {
    countUp(told.outcomes, outcome);
    for (const { expect } of devices) countUp(told.expected, expect);
  }
}

interface Writing {
  readonly spec: FleetSpec;
  readonly seed: number;
  readonly out: string;
  readonly form: PrintedForm;
  readonly perBoot: boolean;
}

async function write({ spec, seed, out, form, perBoot }: Writing): Promise<Told> {
  await mkdir(out, { recursive: true });
  const truth = createWriteStream(join(out, 'truth.ndjson'));
  const told: Told = { hosts: 0, handoffs: 0, expected: new Map(), outcomes: new Map() };
  for (const scenario of fleetScenarios(spec, seed)) {
    const host = simulateHost(scenario, seed);
    for (const { name, text } of printHost(host, form, !perBoot).logs) await writeFile(join(out, name), text, 'latin1');
    for (const line of truthLines(host)) if (!truth.write(`${JSON.stringify(line)}\n`)) await once(truth, 'drain');
    count(told, host.truth);
  }
  truth.end();
  await once(truth, 'finish');
  return told;
}

const list = (counts: ReadonlyMap<string, number>, order: readonly string[]): string =>
  order.flatMap((name) => (counts.has(name) ? [`${counts.get(name)} ${name}`] : [])).join(', ');

async function report(told: Told, { spec, out, seed }: Writing, terminal: Terminal): Promise<void> {
  const title = spec.title === undefined ? '' : `${spec.title}\n`;
  await terminal.out(
    `${title}${told.hosts} hosts, ${told.handoffs} handoffs (${list(told.outcomes, ['back', 'died', 'lost', 'firmware'])}), seed ${seed}\n` +
      `what their logs support: ${list(told.expected, TRUE_VERDICTS)}\n` +
      `${out}: logs, and truth.ndjson with what every device really did\n`,
  );
}

async function runSpec(file: string, options: SimulateOptions): Promise<void> {
  const read = await readSpec(file);
  if ('problems' in read)
    return refuse(
      'simulate',
      read.problems.map((problem) => `${file}: ${problem}`),
    );
  const { spec } = read;
  const form = options.form ?? spec.form ?? FORM_USUAL;
  if (!isForm(form)) return refuse('simulate', [`--form ${form}: no such form; --help lists them`]);
  const lossy = spec.fleet.some(({ handoffs }) => handoffs.some(({ loss }) => loss === 'ring-overrun'));
  const writing = {
    spec,
    seed: options.seed,
    out: options.out ?? 'simulated',
    form,
    perBoot: options.perBoot || lossy,
  };
  await report(await write(writing), writing, standardTerminal());
}

export const simulateCommand = async (file: string | undefined, options: SimulateOptions): Promise<void> => {
  if (file === undefined) return refuse('simulate', ['expected SPEC.yaml, or --from FILE']);
  return runSpec(file, options);
};
