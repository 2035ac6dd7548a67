/** One host in the lab, from what is planned to a case: its log, its records, the truth, and what `analyze()` and the model say. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '#core';
import { simulateHost } from '#simulator';
import { reportOfInputs } from '../report-of';
import { commandLineOf } from './command-line';
import type { ArchivedFile } from './cpio';
import { type Observed, runEmulator } from './emulator';
import { emulatorArguments, FILES } from './emulator-arguments';
import { type GuestBoot, packGuest } from './guest';
import { caseOf } from './lab-case';
import { refusalsIn } from './lab-machine';
import type { Compared } from './lab-text';
import type { LabPlan } from './plan';
import type { Emulator, KernelFiles } from './supplies';
import { kmsgOf, type LabHandoffTruth, truthOf } from './witness';

export interface HostRequest {
  readonly plan: LabPlan;
  /** A kernel a boot. */
  readonly kernels: readonly KernelFiles[];
  readonly tools: readonly ArchivedFile[];
  readonly emulator: Emulator;
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
  readonly seed: number;
  readonly out: string;
  /** Leave the archives and the emulator's trace behind. */
  readonly keep: boolean;
  readonly onLine: (line: string) => void;
}

export interface HostResult {
  readonly compared: readonly Compared[];
  readonly seconds: number;
  readonly observed: Observed;
  /** Where the archives and the trace were left; null where they were removed. */
  readonly kept: string | null;
}

export const bootsOf = (plan: LabPlan, kernels: readonly KernelFiles[]): readonly GuestBoot[] =>
  plan.boots.map((boot, at) => {
    const kernel = kernels[at];
    if (!kernel) throw new Error(`no kernel was found for boot ${boot.number}`);
    return { boot, kernel, commandLine: commandLineOf(boot, plan.lab, kernel.release) };
  });

export function emulatorCommand({ plan, kernels, emulator, memoryMiB }: HostRequest): readonly string[] {
  const commandLine = bootsOf(plan, kernels)[0]?.commandLine ?? '';
  return [emulator.program, ...emulatorArguments({ plan, commandLine, memoryMiB })];
}

async function play(request: HostRequest, folder: string): Promise<Observed> {
  const { plan, kernels, tools, timeoutSeconds, onLine } = request;
  const boots = bootsOf(plan, kernels);
  await writeFile(join(folder, FILES.initrd), await packGuest({ plan, boots, tools }));
  await writeFile(join(folder, FILES.kernel), await readFile(boots[0]?.kernel.image ?? ''));
  const [program = '', ...args] = emulatorCommand(request);
  return runEmulator({ program, args, folder, plan, timeoutSeconds, onLine });
}

const reportOfText = (host: string, source: string, text: string): Promise<Report> =>
  reportOfInputs([
    { type: 'lines', host, source, firstLine: 1, text },
    { type: 'end', host, source },
  ]);

const traceIn = (folder: string): Promise<string> => readFile(join(folder, FILES.trace), 'latin1').catch(() => '');

interface Kept {
  readonly request: HostRequest;
  readonly observed: Observed;
  readonly truth: readonly LabHandoffTruth[];
  readonly log: string;
}

/** `NAME.log`, `NAME.boot-N.kmsg`, `NAME.truth.json`, and `NAME.expected.json` where one handoff makes a case. */
async function write({ request, observed, truth, log }: Kept): Promise<void> {
  const { plan, out, kernels, emulator } = request;
  const path = (ending: string) => join(out, `${plan.host}.${ending}`);
  await mkdir(out, { recursive: true });
  await writeFile(path('log'), log, 'latin1');
  for (const [at, text] of kmsgOf({ plan, observed }).entries())
    if (text !== '') await writeFile(path(`boot-${at + 1}.kmsg`), text, 'latin1');
  const { end, exitCode, interventions, stderr } = observed;
  const told = {
    schema: 'quiesce.lab/1',
    host: plan.host,
    emulator: `QEMU ${emulator.version}`,
    command: emulatorCommand(request).slice(1),
    kernels: bootsOf(plan, kernels).map(({ kernel, commandLine }) => ({ release: kernel.release, commandLine })),
    handoffs: truth,
    interventions: interventions.map(({ afterLine, what }) => ({ afterLine, what })),
    notMade: plan.notes,
    exit: { end, code: exitCode, stderr },
  };
  await writeFile(path('truth.json'), `${JSON.stringify(told, null, 2)}\n`);
  const expected = caseOf({ name: plan.host, plan, truth, console: observed.console.map(({ text }) => text) });
  if (expected !== null) await writeFile(path('expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
}

export async function runHost(request: HostRequest): Promise<HostResult> {
  const { plan, kernels, seed, keep } = request;
  const began = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-lab-'));
  try {
    const observed = await play(request, folder);
    const evidence = {
      plan,
      observed,
      refusals: refusalsIn(await traceIn(folder)),
      releases: kernels.map(({ release }) => release),
    };
    const truth = truthOf(evidence);
    const log = observed.console.map(({ text }) => `${text}\n`).join('');
    await write({ request, observed, truth, log });
    const { handoffs } = await reportOfText(plan.host, `${plan.host}.log`, log);
    const model = simulateHost(plan.scenario, seed).truth;
    const compared = truth.map((one, at) => ({ truth: one, judged: handoffs[at], model: model[at] }));
    return { compared, observed, seconds: (Date.now() - began) / 1000, kept: keep ? folder : null };
  } finally {
    if (!keep) await rm(folder, { recursive: true, force: true });
  }
}
