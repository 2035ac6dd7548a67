/** What the lab saw of a handoff from outside: the truth that a log is held against. It comes of the tap, the emulator's trace and registers. */
import type { PciFunction, TrueVerdict } from '#simulator';
import type { Observed, TimedLine } from './emulator';
import { moduleName } from './kernel-image';
import { LAB_DEVICES } from './lab-device';
import type { Refusal } from './lab-machine';
import type { LabBoot, LabPlan } from './plan';

export interface LabDeviceTruth {
  readonly bdf: string;
  /** `vendor:device`; null where it was never seen. */
  readonly id: string | null;
  readonly driver: string | null;
  readonly driverAfter: string | null;
  /** Its bus-master bit when the incoming kernel began; null where it could not be read. */
  readonly master: boolean | null;
  /** Requests that the IOMMU refused: on the way down, before its driver was loaded, while it probed, and after. */
  readonly refused: {
    readonly between: number;
    readonly early: number;
    readonly probing: number;
    readonly after: number;
  };
  /** How many of those before its driver the IOMMU recorded for the kernel to read. */
  readonly recorded: number;
  /** May the kernel's limit have kept a report back? Then a quiet log is no certain one. */
  readonly limited: boolean;
  /** The worst that happened, whoever could see it. */
  readonly happened: TrueVerdict;
  /** The worst that the log can show. */
  readonly expect: TrueVerdict;
  /** What the same lines would support as well. */
  readonly ambiguous: readonly TrueVerdict[];
  /** Why nothing could be seen of it; null where something could. */
  readonly blind: string | null;
  /** Steps of the policy that user space took on it, and how they ended. */
  readonly steps: readonly { readonly step: string; readonly result: string }[];
}

export interface LabHandoffTruth {
  readonly host: string;
  /** From 1. */
  readonly handoff: number;
  readonly kind: 'kexec' | 'kdump';
  readonly policy: string;
  readonly from: string;
  readonly to: string;
  /** `unknown`: the emulator was ended, or gave up, on the way. */
  readonly outcome: 'back' | 'died' | 'lost' | 'unknown';
  readonly devices: readonly LabDeviceTruth[];
}

export interface Evidence {
  readonly plan: LabPlan;
  readonly observed: Pick<Observed, 'console' | 'tap' | 'masters' | 'end'>;
  readonly refusals: readonly Refusal[];
  /** Releases of the kernels that ran, in order. */
  readonly releases: readonly string[];
}

/** What the tap said while one kernel ran. */
interface Chapter {
  readonly lines: readonly TimedLine[];
  /** When its first line came to the console; null where it never spoke. */
  readonly spokeAt: number | null;
}

const SPEAKS = /\bLinux version \d/;

export function chaptersOf({
  plan,
  observed,
}: {
  readonly plan: LabPlan;
  readonly observed: Pick<Observed, 'console' | 'tap'>;
}): readonly Chapter[] {
  const begins = observed.tap.flatMap(({ text }, at) => (/^boot \d+$/.test(text) ? [at] : []));
  const spoke = observed.console.filter(({ text }) => SPEAKS.test(text)).map(({ at }) => at);
  return plan.boots.map((_, at) => ({
    lines: begins[at] === undefined ? [] : observed.tap.slice(begins[at], begins[at + 1]),
    spokeAt: spoke[at] ?? null,
  }));
}

const timeOf = ({ lines }: Chapter, text: string): number | null =>
  lines.find((line) => line.text === text)?.at ?? null;

interface Sight {
  readonly id: string;
  readonly driver: string | null;
}

/** A device as the guest saw it: `fn found 0000:01:00.0 8086:10d3 -`. */
function sightOf({ lines }: Chapter, when: 'found' | 'bound' | 'left', bdf: string): Sight | null {
  const start = `fn ${when} ${bdf} `;
  const [id = '', driver = '-'] =
    lines
      .find(({ text }) => text.startsWith(start))
      ?.text.slice(start.length)
      .split(' ') ?? [];
  return id === '' ? null : { id, driver: driver === '-' ? null : driver };
}

interface Passage {
  readonly evidence: Evidence;
  readonly from: LabBoot;
  readonly to: LabBoot;
  readonly before: Chapter;
  readonly after: Chapter;
  readonly outcome: LabHandoffTruth['outcome'];
}

const ridOf = (bdf: string): number => {
  const [, bus = '0', device = '0', fn = '0'] = bdf.split(/[:.]/);
  return (Number.parseInt(bus, 16) << 8) | (Number.parseInt(device, 16) << 3) | Number(fn);
};

const NEVER = Number.POSITIVE_INFINITY;

/** Ends of the windows: it was told to go, the next kernel spoke, the driver was loaded, all were. */
function windowsOf({ before, after }: Passage, fn: PciFunction): readonly [number, number, number, number] {
  const own = moduleName(LAB_DEVICES[fn.model ?? '']?.modules[0] ?? '');
  const bound = timeOf(after, 'seen bound') ?? NEVER;
  return [timeOf(before, 'go') ?? NEVER, after.spokeAt ?? NEVER, timeOf(after, `load ${own}`) ?? bound, bound];
}

interface Refused {
  readonly refused: LabDeviceTruth['refused'];
  readonly recorded: number;
}

function refusedOf(passage: Passage, fn: PciFunction): Refused {
  const [left, spoke, loaded, bound] = windowsOf(passage, fn);
  const ids = [ridOf(fn.bdf), ridOf(fn.requester)];
  const own = passage.evidence.refusals.filter(({ requester }) => ids.includes(requester));
  const within = (from: number, to: number) => own.filter(({ at }) => at >= from && at < to);
  const early = within(spoke, loaded);
  const refused = {
    between: within(left, spoke).length,
    early: early.length,
    probing: within(loaded, bound).length,
    after: within(bound, NEVER).length,
  };
  return { refused, recorded: early.filter(({ recorded }) => recorded).length };
}

const LIMIT_SECONDS = 5;

/** May the kernel's limit, which all devices share, have been full before its driver had it? */
function isLimited(passage: Passage, fn: PciFunction): boolean {
  const { recordsInLimit } = passage.evidence.plan.lab;
  const [, spoke, , bound] = windowsOf(passage, fn);
  const recorded = passage.evidence.refusals.filter((one) => one.recorded && one.at >= spoke && one.at < bound);
  return recorded.some(({ at }, index) => at - (recorded[index - recordsInLimit + 1]?.at ?? -NEVER) < LIMIT_SECONDS);
}

/** An Intel crash kernel takes the tables over that it finds in use (drivers/iommu/intel/iommu.c copy_translation_tables()). */
function blindOf({ from, to, evidence }: Passage): string | null {
  const { iommu } = to.kernel;
  if (iommu !== 'translated') return `the incoming kernel’s IOMMU is ${iommu === 'off' ? 'off' : 'passed through'}`;
  if (!to.isCrashKernel) return null;
  if (evidence.plan.lab.crashIsBlind !== null) return evidence.plan.lab.crashIsBlind;
  return from.kernel.iommu === 'off' ? null : 'the tables of the outgoing kernel are taken over';
}

interface Judged {
  readonly happened: TrueVerdict;
  readonly expect: TrueVerdict;
  readonly ambiguous: readonly TrueVerdict[];
}

const isDriven = ({ to }: Passage, fn: PciFunction): boolean =>
  (LAB_DEVICES[fn.model ?? '']?.modules ?? []).every((name) => to.modules.includes(name));

const isUnclaimed = (passage: Passage, fn: PciFunction): boolean =>
  isDriven(passage, fn) && sightOf(passage.after, 'bound', fn.bdf)?.driver == null;

function judge(passage: Passage, fn: PciFunction, { refused, recorded }: Refused): Judged {
  const { after, outcome } = passage;
  const quiet = blindOf(passage) === null ? 'clean' : 'unobserved';
  const leaks = refused.early > 0;
  const isHidden = recorded === 0 || isLimited(passage, fn) || quiet === 'unobserved';
  if (outcome === 'lost') return { happened: 'lost', expect: 'lost', ambiguous: ['unobserved'] };
  if (outcome !== 'back' && !leaks) return { happened: 'unobserved', expect: 'unobserved', ambiguous: ['clean'] };
  if (outcome === 'back' && sightOf(after, 'found', fn.bdf) === null) return always('missing');
  if (outcome === 'back' && isUnclaimed(passage, fn)) return always('probe-failed');
  if (leaks) return { happened: 'dma-leak', expect: 'dma-leak', ambiguous: isHidden ? [quiet] : [] };
  /** On the way from one kernel to the next, or while a driver probes, a request may be told of by either side. */
  const perhaps: readonly TrueVerdict[] = refused.between > 0 || refused.probing > 0 ? ['dma-leak'] : [];
  if (refused.probing + refused.after > 0) return { happened: 'faulted', expect: 'faulted', ambiguous: perhaps };
  return { happened: quiet, expect: quiet, ambiguous: perhaps };
}

const always = (verdict: TrueVerdict): Judged => ({ happened: verdict, expect: verdict, ambiguous: [] });

function stepsOf({ before }: Passage, bdf: string): LabDeviceTruth['steps'] {
  const start = `step ${bdf} `;
  return before.lines
    .filter(({ text }) => text.startsWith(start))
    .map(({ text }) => {
      const [step = '', result = ''] = text.slice(start.length).split(' ');
      return { step, result };
    });
}

function deviceTruth(passage: Passage, fn: PciFunction): LabDeviceTruth {
  const { evidence, before, after, to } = passage;
  const { bdf } = fn;
  const refused = refusedOf(passage, fn);
  const master = evidence.observed.masters.find((seen) => seen.boot === to.number && seen.bdf === bdf)?.on ?? null;
  return {
    bdf,
    id: (sightOf(before, 'bound', bdf) ?? sightOf(after, 'found', bdf))?.id ?? null,
    driver: sightOf(before, 'bound', bdf)?.driver ?? null,
    driverAfter: sightOf(after, 'bound', bdf)?.driver ?? null,
    master,
    ...refused,
    limited: isLimited(passage, fn),
    ...judge(passage, fn, refused),
    blind: blindOf(passage),
    steps: stepsOf(passage, bdf),
  };
}

function outcomeOf(after: Chapter, end: Observed['end']): LabHandoffTruth['outcome'] {
  if (timeOf(after, 'seen bound') !== null) return 'back';
  if (end === 'crashed' || end === 'timeout' || end === 'stopped') return 'unknown';
  return after.spokeAt === null ? 'lost' : 'died';
}

/** One for each handoff that was begun. */
export function truthOf(evidence: Evidence): readonly LabHandoffTruth[] {
  const { plan, releases } = evidence;
  const chapters = chaptersOf(evidence);
  return plan.boots.slice(1).flatMap((to, at): LabHandoffTruth[] => {
    const [from, before, after] = [plan.boots[at], chapters[at], chapters[at + 1]];
    if (!from?.departure || !before || !after || timeOf(before, 'go') === null) return [];
    const outcome = outcomeOf(after, evidence.observed.end);
    const passage: Passage = { evidence, from, to, before, after, outcome };
    const { into: kind, policy } = from.departure;
    const devices = plan.devices.map((fn) => deviceTruth(passage, fn));
    const [old = from.kernel.release, next = to.kernel.release] = [releases[at], releases[at + 1]];
    return [{ host: plan.host, handoff: at + 1, kind, policy, from: old, to: next, outcome, devices }];
  });
}

/** Records of /dev/kmsg that each kernel told on the tap. */
export function kmsgOf(evidence: Parameters<typeof chaptersOf>[0]): readonly string[] {
  const start = 'kmsg ';
  return chaptersOf(evidence).map(({ lines }) =>
    lines
      .filter(({ text }) => text.startsWith(start))
      .map(({ text }) => `${text.slice(start.length)}\n`)
      .join(''),
  );
}
