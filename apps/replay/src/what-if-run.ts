/** What `quiesce simulate --from FILE` does: the traits that explain a failure, and a table of what other policies would have done. */
import { basename } from 'node:path';
import { CaptureError, inputsOfEvents } from '#capture';
import type { DeviceHandoff, Handoff, Input, Report } from '#core';
import { type Hypothesis, STEPS, stepsOf } from '#simulator';
import { captureIn } from './read-capture';
import { stemOf } from './read-hosts';
import { readSource } from './read-source';
import { reportOfInputs } from './report-of';
import type { SimulateOptions } from './simulate-run';
import { SourceError } from './source-error';
import { refuse, standardTerminal, type Terminal } from './terminal';
import { explanations, type Outcome, outcomeOf, policiesFor, type Situation, situationOf } from './what-if';

async function inputsOf(files: readonly string[], terminal: Terminal): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  const host = stemOf(files[0] ?? '');
  for (const file of files) {
    const capture = await captureIn(file);
    if (capture !== null) {
      inputs.push(...inputsOfEvents(capture.events));
      continue;
    }
    let text = '';
    const onProblem = (problem: { readonly text: string }) => terminal.err(`quiesce: ${file}: ${problem.text}\n`);
    for await (const block of readSource(file, onProblem)) text += block.text;
    const source = basename(file);
    inputs.push({ type: 'lines', host, source, firstLine: 1, text }, { type: 'end', host, source });
  }
  return inputs;
}

interface Chosen {
  readonly handoff: Handoff;
  readonly device: DeviceHandoff;
}

/** The device that was asked for, or the first with a signature: devices stand worst first. */
export function chosenOf({ handoffs }: Report, bdf: string | undefined): Chosen | null {
  const all = handoffs.flatMap((handoff) => handoff.devices.map((device) => ({ handoff, device })));
  const wanted = all.filter(({ device }) => bdf === undefined || device.bdf === bdf);
  return wanted.find(({ device }) => device.signature !== null) ?? wanted[0] ?? null;
}

const NAMES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Explanations that a table has room for. */
const COLUMNS_SHOWN = 3;

export const assumptionsOf = (hypothesis: Hypothesis): string =>
  hypothesis.length === 0
    ? 'nothing: the model’s device does this as it is'
    : hypothesis.map(({ trait, value }) => `${trait} ${value}`).join(', ');

export interface WhatIf {
  readonly bdf: string;
  readonly driver: string | null;
  readonly id: string;
  readonly verdict: string;
  readonly signature: { readonly id: string; readonly title: string };
  readonly policy: string;
  readonly explanations: readonly { readonly name: string; readonly assumes: string; readonly traits: Hypothesis }[];
  readonly policies: readonly { readonly policy: string; readonly outcomes: readonly Outcome[] }[];
}

export async function whatIf(situation: Situation, { device }: Chosen, only: string | undefined): Promise<WhatIf> {
  const found = await explanations(situation);
  const policies = only === undefined ? policiesFor(situation) : [...new Set([situation.policy, only])];
  const signature = device.signature as NonNullable<DeviceHandoff['signature']>;
  return {
    bdf: device.bdf,
    driver: device.driverBefore ?? device.driverAfter,
    id: situation.id,
    verdict: device.verdict,
    signature: { id: signature.id, title: signature.title },
    policy: situation.policy,
    explanations: found.map((traits, at) => ({
      name: NAMES[at] ?? `${at + 1}`,
      assumes: assumptionsOf(traits),
      traits,
    })),
    policies: policies.map((policy) => ({
      policy,
      outcomes: found.map((traits) => outcomeOf(situation, traits, policy)),
    })),
  };
}

const said = ({ happened, seen }: Outcome): string => (happened === seen ? happened : `${happened}*`);

function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width - indent.length) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${indent}`);
}

export function renderWhatIf(of: WhatIf, width: number): string {
  const shown = of.explanations.slice(0, COLUMNS_SHOWN);
  const more = of.explanations.length - shown.length;
  const label = Math.max(6, ...of.policies.map(({ policy }) => policy.length)) + 2;
  const head = `${'policy'.padEnd(label)}${shown.map(({ name }) => name.padEnd(14)).join('')}`.trimEnd();
  const rows = of.policies.map(({ policy, outcomes }) =>
    `${policy.padEnd(label)}${outcomes
      .slice(0, COLUMNS_SHOWN)
      .map((one) => said(one).padEnd(14))
      .join('')}`.trimEnd(),
  );
  const starred = rows.some((row) => row.includes('*')) ? ['', '* what happened; a log of it would show less'] : [];
  return [
    `${of.bdf}  ${of.driver ?? '-'}  ${of.id}  ${of.verdict}  ${of.signature.id}`,
    wrapped(of.signature.title, width, ''),
    '',
    `The model shows the same failure under ${of.policy} if it is assumed:`,
    ...shown.map(({ name, assumes }) => `  ${name}  ${wrapped(assumes, width, '     ')}`),
    ...(more > 0 ? [`  and ${more} more; --format json has all`] : []),
    '',
    head,
    ...rows,
    ...starred,
    '',
    wrapped(
      'Besides: one device on its machine, the kernels of the capture, and the model of docs/simulator.md.',
      width,
      '',
    ),
    '',
  ].join('\n');
}

const UNEXPLAINED = 1;

export const whatIfCommand = async (options: SimulateOptions): Promise<void> => {
  const terminal = standardTerminal();
  if (options.policy !== undefined && stepsOf(options.policy) === null)
    return refuse('simulate', [
      `--policy ${options.policy}: no such policy; expected steps joined by +, of ${STEPS.join(', ')}`,
    ]);
  try {
    const chosen = chosenOf(await reportOfInputs(await inputsOf(options.from, terminal)), options.device);
    if (chosen === null) return refuse('simulate', [`${options.from.join(', ')}: expected a handoff, found none`]);
    const situation = situationOf(chosen.handoff, chosen.device);
    if ('cannot' in situation) return refuse('simulate', [`${options.from.join(', ')}: ${situation.cannot}`]);
    const answer = await whatIf(situation, chosen, options.policy);
    const width = options.width ?? Math.min(100, process.stdout.columns ?? 80);
    await terminal.out(
      options.format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : renderWhatIf(answer, width),
    );
    if (answer.explanations.length > 0) return;
    terminal.err('quiesce simulate: no traits with two deviations or fewer explain it\n');
    process.exitCode = UNEXPLAINED;
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof CaptureError)) throw error;
    refuse('simulate', [error.message]);
  }
};
