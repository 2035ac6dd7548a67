/** What `quiesce lab SPEC.yaml` does: plays hosts of a scenario with real kernels, and holds the log against what was seen from outside. */
import { release as runningRelease } from 'node:os';
import { type FleetSpec, fleetScenarios, type Scenario } from '#simulator';
import { searchPath, standardScreen } from './config';
import { GuestError, toolFiles } from './lab/guest';
import { initScript } from './lab/init-script';
import { USUAL_MACHINE } from './lab/lab-machine';
import { disagreements, handoffLines, supplyLines } from './lab/lab-text';
import { type LabPlan, planOf } from './lab/plan';
import { bootsOf, emulatorCommand, type HostRequest, type HostResult, runHost } from './lab/run-host';
import {
  type Emulator,
  emulatorSupply,
  findEmulator,
  findProgram,
  type KernelFiles,
  kernelFor,
  type Supply,
  type Wanted,
} from './lab/supplies';
import { readSpec } from './simulate-spec';
import { refuse, standardTerminal, type Terminal } from './terminal';

/** As commander hands them over. */
export interface LabOptions {
  readonly host: readonly string[];
  readonly seed: number;
  readonly root: string;
  readonly kernel?: string;
  readonly nextKernel?: string;
  readonly modules?: string;
  readonly nextModules?: string;
  readonly qemu?: string;
  readonly memory: number;
  readonly timeout: number;
  readonly out: string;
  readonly keep: boolean;
  readonly check: boolean;
  readonly dryRun: boolean;
  readonly width?: number;
}

const wantedOf = ({ root, kernel, nextKernel, modules, nextModules, qemu }: LabOptions): Wanted => ({
  root,
  kernel: kernel ?? null,
  nextKernel: nextKernel ?? null,
  modules: modules ?? null,
  nextModules: nextModules ?? null,
  emulator: qemu ?? null,
  path: searchPath(),
});

/** The hosts that were asked for, else the first of each group. */
function hostsOf(spec: FleetSpec, { host, seed }: LabOptions): readonly Scenario[] | { readonly problem: string } {
  const all = [...fleetScenarios(spec, seed)];
  const names = new Set(all.map((scenario) => scenario.host));
  const strange = host.find((name) => !names.has(name));
  if (strange !== undefined) return { problem: `--host ${strange}: no such host` };
  if (host.length > 0) return all.filter((scenario) => host.includes(scenario.host));
  const first = new Set(spec.fleet.map(({ name, hosts = 1 }) => (hosts === 1 ? name : `${name}-1`)));
  return all.filter((scenario) => first.has(scenario.host));
}

interface Supplied {
  readonly supplies: readonly Supply[];
  readonly emulator: Emulator | null;
  readonly busybox: string | null;
  readonly kexec: string | null;
  /** Kernels of each plan, a boot each. */
  readonly kernels: ReadonlyMap<LabPlan, readonly (KernelFiles | null)[]>;
}

async function kernelsOf(plans: readonly LabPlan[], wanted: Wanted) {
  const kernels = new Map<LabPlan, readonly (KernelFiles | null)[]>();
  const supplies = new Map<string, Supply>();
  for (const plan of plans) {
    const found = [];
    for (const { number, kernel } of plan.boots) found.push(await kernelFor(number, kernel.release, wanted));
    kernels.set(
      plan,
      found.map((one) => one.kernel),
    );
    for (const { supply } of found) supplies.set(supply.found ?? supply.mend, supply);
  }
  return { kernels, supplies: [...supplies.values()] };
}

/** Without a scenario: the machine that most have, and the kernel that runs here. */
async function supplied(plans: readonly LabPlan[], wanted: Wanted): Promise<Supplied> {
  const lab = plans[0]?.lab ?? USUAL_MACHINE;
  const emulator = await findEmulator(wanted, lab);
  const [busybox, kexec] = [await findProgram(wanted, 'busybox'), await findProgram(wanted, 'kexec')];
  const { kernels, supplies } = await kernelsOf(plans, wanted);
  const alone = plans.length > 0 ? [] : [(await kernelFor(1, runningRelease(), wanted)).supply];
  const tool = (what: string, found: string | null, mend: string): Supply => ({ what, found, mend });
  return {
    supplies: [
      emulatorSupply(emulator, lab),
      tool('busybox', busybox, 'a static busybox (Debian: busybox-static, Fedora: busybox)'),
      tool('kexec', kexec, 'kexec (Debian and Fedora: kexec-tools)'),
      ...supplies,
      ...alone,
    ],
    emulator,
    busybox,
    kexec,
    kernels,
  };
}

const lacks = ({ supplies }: Supplied): readonly string[] =>
  supplies.flatMap(({ what, found, mend }) => (found === null ? [`${what}: ${mend}`] : []));

interface Session {
  readonly plans: readonly LabPlan[];
  readonly options: LabOptions;
  readonly wanted: Wanted;
  readonly terminal: Terminal;
}

async function requestsOf({ plans, options, wanted }: Session, found: Supplied): Promise<readonly HostRequest[]> {
  const { emulator, busybox, kexec, kernels } = found;
  const [first] = plans;
  if (!first || !emulator || busybox === null || kexec === null) throw new Error('what is lacking was not refused');
  const tools = await toolFiles({ busybox, kexec }, { wanted, lab: first.lab });
  const { memory: memoryMiB, timeout: timeoutSeconds, seed, out, keep } = options;
  return plans.map((plan) => ({
    plan,
    kernels: (kernels.get(plan) ?? []).flatMap((kernel) => kernel ?? []),
    tools,
    emulator,
    memoryMiB,
    timeoutSeconds,
    seed,
    out,
    keep,
    onLine: progressOf(plan.host),
  }));
}

/** On a terminal, the line that the console shows just now. */
function progressOf(host: string): (line: string) => void {
  if (!process.stderr.isTTY) return () => undefined;
  const columns = process.stderr.columns - 1;
  return (line) => process.stderr.write(`\r\x1b[K${`${host}  ${line.replace(/[^\x20-\x7e]/g, '')}`.slice(0, columns)}`);
}

const shellWord = (word: string): string =>
  /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

async function describe(requests: readonly HostRequest[], { terminal }: Session): Promise<void> {
  for (const request of requests) {
    const { plan, kernels } = request;
    await terminal.out(`${plan.host}\n${emulatorCommand(request).map(shellWord).join(' ')}\n`);
    const boots = bootsOf(plan, kernels);
    for (const [at, { boot }] of boots.entries()) {
      const bdfs = plan.devices.map(({ bdf }) => bdf);
      const next = boots[at + 1]?.commandLine ?? null;
      const script = initScript({ boot, tap: plan.lab.tap, modules: boot.modules, bdfs, next });
      await terminal.out(`\n/init of kernel ${boot.number}\n${script}`);
    }
  }
}

const isShort = ({ compared }: HostResult, { plan }: HostRequest): boolean => compared.length < plan.boots.length - 1;

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

/** What went wrong with the run itself: it says nothing of a device. */
function troubleOf(result: HostResult, request: HostRequest): readonly string[] {
  const { observed, kept } = result;
  const said = observed.tap
    .filter(({ text }) => /^(cannot load|the jump never came)/.test(text))
    .map(({ text }) => text);
  const short = isShort(result, request) ? ['a handoff was never begun'] : [];
  const failed = observed.interventions.filter(({ what }) => what.startsWith('failed: ')).map(({ what }) => what);
  const ended = observed.end === 'timeout' ? [`ended after ${request.timeoutSeconds} s (--timeout)`] : [];
  const emulator = observed.end === 'crashed' ? [`QEMU gave up: ${lastLine(observed.stderr)}`] : [];
  const place = kept === null ? [] : [`its archives and trace: ${kept}`];
  return [...emulator, ...said, ...short, ...failed, ...ended, ...place];
}

interface Told {
  readonly devices: number;
  readonly wrong: number;
  readonly incomplete: boolean;
}

async function tell(result: HostResult, request: HostRequest, session: Session): Promise<Told> {
  const screen = standardScreen(session.options.width);
  const { compared, seconds, observed } = result;
  if (process.stderr.isTTY) session.terminal.err('\r\x1b[K');
  for (const one of compared) await session.terminal.out(`${handoffLines(one, screen).join('\n')}\n`);
  for (const text of troubleOf(result, request)) session.terminal.err(`quiesce lab: ${request.plan.host}: ${text}\n`);
  await session.terminal.out(`  ${observed.console.length} lines in ${seconds.toFixed(0)} s\n\n`);
  return {
    devices: compared.reduce((sum, { truth }) => sum + truth.devices.length, 0),
    wrong: compared.reduce((sum, one) => sum + disagreements(one).length, 0),
    incomplete: isShort(result, request) || compared.some(({ truth }) => truth.outcome === 'unknown'),
  };
}

async function sayNotes({ plans, terminal }: Session): Promise<void> {
  const notes = new Set(plans.flatMap(({ notes }) => notes));
  for (const text of notes) await terminal.out(`  ${text}\n`);
}

/** As shells say of what SIGINT ended. */
const STOPPED = 130;

async function runAll(session: Session, requests: readonly HostRequest[]): Promise<number> {
  const told: Told[] = [];
  for (const request of requests) {
    const result = await runHost(request);
    told.push(await tell(result, request, session));
    if (result.observed.end === 'stopped') return STOPPED;
  }
  await sayNotes(session);
  const devices = told.reduce((sum, one) => sum + one.devices, 0);
  const wrong = told.reduce((sum, one) => sum + one.wrong, 0);
  await session.terminal.out(
    `${devices - wrong} of ${devices} verdicts agree with what was seen from outside\n` +
      `${session.options.out}: logs, /dev/kmsg of each kernel, and the truth\n`,
  );
  return wrong > 0 || told.some(({ incomplete }) => incomplete) ? 1 : 0;
}

async function plansOf(
  file: string,
  options: LabOptions,
): Promise<readonly LabPlan[] | { problems: readonly string[] }> {
  const read = await readSpec(file);
  if ('problems' in read) return { problems: read.problems.map((problem) => `${file}: ${problem}`) };
  const hosts = hostsOf(read.spec, options);
  if ('problem' in hosts) return { problems: [hosts.problem] };
  const planned = hosts.map(planOf);
  const platforms = [...new Set(hosts.map(({ platform }) => platform))];
  const problems = [
    ...planned.flatMap((one) => ('problems' in one ? one.problems : [])),
    ...(platforms.length > 1 ? [`one machine at a time, of ${platforms.join(', ')}: choose hosts with --host`] : []),
  ];
  return problems.length > 0 ? { problems } : planned.flatMap((one) => ('plan' in one ? [one.plan] : []));
}

async function check({ supplies }: Supplied, { terminal, options }: Session): Promise<number> {
  await terminal.out(`${supplyLines(supplies, standardScreen(options.width)).join('\n')}\n`);
  return supplies.every(({ found }) => found !== null) ? 0 : 1;
}

async function act(session: Session, found: Supplied): Promise<number> {
  try {
    const requests = await requestsOf(session, found);
    if (!session.options.dryRun) return await runAll(session, requests);
    await describe(requests, session);
    return 0;
  } catch (error) {
    if (!(error instanceof GuestError)) throw error;
    session.terminal.err(`quiesce lab: ${error.message}\n`);
    return 2;
  }
}

export const labCommand = async (file: string | undefined, options: LabOptions): Promise<void> => {
  if (file === undefined && !options.check) return refuse('lab', ['expected SPEC.yaml, or --check']);
  const plans = file === undefined ? [] : await plansOf(file, options);
  if ('problems' in plans) return refuse('lab', plans.problems);
  const session: Session = { plans, options, wanted: wantedOf(options), terminal: standardTerminal() };
  const found = await supplied(plans, session.wanted);
  const missing = lacks(found);
  if (missing.length > 0 && !options.check) return refuse('lab', missing);
  process.exitCode = options.check ? await check(found, session) : await act(session, found);
};
