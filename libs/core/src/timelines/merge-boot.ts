/** Several sources' accounts of one boot as one: what either saw, each thing once. */
import type { Moment } from '../report';
import type { BootState, Declared, DeviceReset, DeviceState, ErrorEpisode, FaultRun, Mark } from './boot';
import { sameRun } from './fault-run';
import { HANDOFF_WINDOW_SECONDS, phaseNow } from './phase';
import { mergeUnknown } from './unknown-count';

/** Places kept of a storm that several sources saw. */
const PLACES_MAX = 16;

/** Where one of them has no kernel time, neither is. */
const isLater = (left: Moment, right: Moment): boolean =>
  left.time !== null && right.time !== null && left.time > right.time;

/** The earliest that the kernel stamped; where it stamped none, the first account's. */
function earliest(moments: readonly (Moment | null | undefined)[]): Moment | null {
  const seen = moments.filter((moment) => moment != null);
  const stamped = seen.filter((moment) => moment.time !== null);
  return (stamped.length > 0 ? stamped : seen).reduce<Moment | null>(
    (best, moment) => (best === null || isLater(best, moment) ? moment : best),
    null,
  );
}

const firstOf = <T>(values: readonly (T | null | undefined)[]): T | null =>
  values.find((value) => value != null) ?? null;
const unionOf = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

function byKey<T>(records: readonly Readonly<Record<string, T>>[]): readonly (readonly [string, readonly T[]])[] {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return keys.map((key) => [key, records.flatMap((record) => (Object.hasOwn(record, key) ? [record[key] as T] : []))]);
}

/** One event with both positions. */
function places(moments: readonly Moment[]): readonly Moment[] {
  const once = new Map(moments.map((moment) => [`${moment.line} ${moment.file}`, moment]));
  const byFile = (left: Moment, right: Moment) => (left.file === right.file ? 0 : left.file < right.file ? -1 : 1);
  return [...once.values()].sort(
    (left, right) => (left.time ?? 0) - (right.time ?? 0) || byFile(left, right) || left.line - right.line,
  );
}

const apart = (run: FaultRun, other: FaultRun): boolean =>
  isLater(run.first, other.last) || isLater(other.first, run.last);

/** Runs of one thing that two sources saw: the larger count, for both saw the same lines; the sum where one fills the other's gap. */
function joinRuns(run: FaultRun, other: FaultRun): FaultRun {
  const [early, late] = isLater(run.first, other.first) ? [other, run] : [run, other];
  const seen = places([...run.places, ...other.places]);
  return {
    ...early,
    last: isLater(early.last, late.last) ? early.last : late.last,
    count: apart(run, other) ? run.count + other.count : Math.max(run.count, other.count),
    places: seen.slice(0, PLACES_MAX),
    corrupted: run.corrupted === null || other.corrupted === null ? null : run.corrupted,
  };
}

function mergeRuns(runs: readonly FaultRun[]): readonly FaultRun[] {
  const merged: FaultRun[] = [];
  for (const run of runs) {
    const at = merged.findIndex((other) => sameRun(run, other));
    if (at < 0) merged.push(run);
    else merged[at] = joinRuns(merged[at] as FaultRun, run);
  }
  return merged;
}

function mergeUnblamed(found: BootState['unblamed']): BootState['unblamed'] {
  return [...new Map(found.map((sign) => [`${sign.how} ${sign.at.time ?? sign.at.line}`, sign])).values()];
}

function mergeErrors(errors: readonly ErrorEpisode[]): readonly ErrorEpisode[] {
  const merged: ErrorEpisode[] = [];
  for (const error of errors) {
    const at = merged.findIndex((other) => other.family === error.family && other.first.time === error.first.time);
    const known = merged[at];
    if (!known) merged.push(error);
    else if (known.outcome === 'open') merged[at] = { ...known, outcome: error.outcome, outcomeAt: error.outcomeAt };
  }
  return merged;
}

function mergeResets(resets: readonly DeviceReset[]): readonly DeviceReset[] {
  const once = new Map(resets.map((reset) => [`${reset.method} ${reset.ok} ${reset.at.time ?? reset.at.line}`, reset]));
  return [...once.values()].sort((left, right) => (left.at.time ?? 0) - (right.at.time ?? 0));
}

/** How much an account tells of a device. */
const weight = (device: DeviceState): number =>
  [device.enumerated, device.spoke, device.claimed, device.vendorDevice, device.driver, device.failed].filter(
    (known) => known != null,
  ).length;

const latestOf = (device: DeviceState): Moment | null =>
  [device.spoke, device.claimed, device.enumerated].reduce(
    (late, moment) => (late === null || (moment !== null && isLater(moment, late)) ? moment : late),
    null,
  );

/** The account that tells most of the device leads; the others fill in what it did not see, and what came after it. */
function mergeDevice(boot: BootState, accounts: readonly DeviceState[]): DeviceState {
  const [best] = [...accounts].sort((left, right) => weight(right) - weight(left));
  if (accounts.length === 1 || !best) return accounts[0] as DeviceState;
  const device = fillIn(best, accounts);
  const faults = accounts.flatMap((account) =>
    account.faults.map((fault) => (account === best ? fault : { ...fault, phase: phaseThen(boot, device, fault) })),
  );
  return { ...device, faults: mergeRuns(faults) };
}

function fillIn(best: DeviceState, accounts: readonly DeviceState[]): DeviceState {
  const alike = accounts.filter((device) => device.driver === best.driver);
  const latest = latestOf(best);
  const isAfter = (moment: Moment | null | undefined) => moment != null && (latest === null || isLater(moment, latest));
  const late = (pick: (device: DeviceState) => Moment | null | undefined) =>
    pick(best) ?? earliest(accounts.map(pick).filter(isAfter));
  return {
    ...best,
    vendorDevice: firstOf(accounts.map((device) => device.vendorDevice)),
    pciClass: firstOf(accounts.map((device) => device.pciClass)),
    deviceKind: firstOf(accounts.map((device) => device.deviceKind)),
    group: firstOf(accounts.map((device) => device.group)),
    driver: best.driver ?? firstOf(accounts.map((device) => device.driver)),
    drivers: unionOf([best.drivers, ...accounts.map((device) => device.drivers)]),
    enumerated: earliest(accounts.map((device) => device.enumerated)),
    spoke: earliest(alike.map((device) => device.spoke)),
    claimed: best.unbound ? best.claimed : earliest(alike.map((device) => device.claimed)),
    owned: earliest(accounts.map((device) => device.owned)),
    masterOn: earliest(accounts.map((device) => device.masterOn)),
    failed: best.failed ?? (best.claimed ? null : firstOf(accounts.map((device) => device.failed))),
    stalled: earliest(accounts.map((device) => device.stalled)),
    unbound: late((device) => device.unbound),
    removed: late((device) => device.removed),
    shutdown: earliest(accounts.map((device) => device.shutdown)),
    shutdownUntil: firstOf(accounts.map((device) => device.shutdownUntil)),
    shutdownFailed: firstOf(accounts.map((device) => device.shutdownFailed)),
    resets: mergeResets(accounts.flatMap((device) => device.resets)),
    commandBefore: firstOf(accounts.map((device) => device.commandBefore)),
    commandAt: earliest(accounts.map((device) => device.commandAt)),
    powerRefused: earliest(accounts.map((device) => device.powerRefused)),
    powerState: firstOf(accounts.map((device) => device.powerState)),
    errors: mergeErrors(accounts.flatMap((device) => device.errors)),
  };
}

/**
 * Where a fault stood that an account saw which does not lead: a source that began late did not see the device enumerated. Without kernel
 * times, and after a second driver, the account's own word stands.
 */
function phaseThen(boot: BootState, device: DeviceState, fault: FaultRun): FaultRun['phase'] {
  const { time } = fault.first;
  if (time === null || device.drivers.length > 1) return fault.phase;
  const past = (moment: Moment | null | undefined) => (moment && (moment.time ?? 0) <= time ? moment : null);
  const marks = Object.fromEntries(Object.entries(boot.marks).filter(([, moment]) => past(moment) !== null));
  const then: DeviceState = {
    ...device,
    enumerated: past(device.enumerated),
    spoke: past(device.spoke),
    claimed: past(device.claimed),
    owned: past(device.owned),
    failed: device.failed && past(device.failed.at) ? device.failed : null,
    unbound: past(device.unbound),
  };
  return phaseNow({ boot: { ...boot, marks }, device: then, time });
}

function mergeMarks(accounts: readonly BootState[]): BootState['marks'] {
  const merged = byKey(accounts.map(({ marks }) => marks as Readonly<Record<string, Moment>>));
  return Object.fromEntries(merged.map(([name, moments]) => [name as Mark, earliest(moments)])) as BootState['marks'];
}

/** Does the account reach from the first line over the time that judges a handoff, or to the boot's end? */
const covers = (account: BootState, lastTime: number | null): boolean =>
  account.fromStart && (account.lastTime ?? 0) >= Math.min(HANDOFF_WINDOW_SECONDS, lastTime ?? 0);

type Losses = Pick<BootState, 'linesLost' | 'linesHidden' | 'damaged' | 'gapAt'>;

/** A line that one source lost is not lost where another has it. */
function losses(accounts: readonly BootState[], lastTime: number | null): Losses {
  const whole = accounts.filter((account) => covers(account, lastTime));
  const judged = whole.length > 0 ? whole : accounts;
  const linesLost = Math.min(...judged.map((account) => account.linesLost));
  const linesHidden = Math.min(...judged.map((account) => account.linesHidden));
  const sound = judged.some(({ damaged }) => damaged.length === 0);
  const gapAt = linesLost === 0 ? null : earliest(judged.map((account) => account.gapAt));
  return { linesLost, linesHidden, gapAt, damaged: sound ? [] : unionOf(judged.map(({ damaged }) => damaged)) };
}

const latestDeclared = (told: readonly Declared[]): Declared | null =>
  told.reduce<Declared | null>(
    (latest, next) => (latest === null || isLater(next.at, latest.at) ? next : latest),
    null,
  );

const rank = (left: BootState, right: BootState): number =>
  Number(right.fromStart) - Number(left.fromStart) ||
  (left.source === right.source ? left.index - right.index : left.source < right.source ? -1 : 1);

/** The same for any order of the accounts: the first that begins with the boot names it. */
export function mergeBoot(unordered: readonly BootState[]): BootState {
  const accounts = [...unordered].sort(rank);
  const [leading] = accounts;
  if (accounts.length === 1 || !leading) return leading as BootState;
  const times = accounts.flatMap(({ lastTime }) => (lastTime === null ? [] : [lastTime]));
  const lastTime = times.length > 0 ? Math.max(...times) : null;
  const lists = byKey(accounts.map(({ peMembers }) => peMembers));
  const boot: BootState = {
    ...leading,
    lastTime,
    bootId: firstOf(accounts.map(({ bootId }) => bootId)),
    release: firstOf(accounts.map(({ release }) => release)),
    commandLine: firstOf(accounts.map(({ commandLine }) => commandLine)),
    crashCommandLine: accounts.some(({ crashCommandLine }) => crashCommandLine),
    kho: firstOf(accounts.map(({ kho }) => kho)),
    marks: mergeMarks(accounts),
    panicReason: firstOf(accounts.map(({ panicReason }) => panicReason)),
    declared: latestDeclared(accounts.flatMap(({ declared }) => declared ?? [])),
    iommuVendor: firstOf(accounts.map(({ iommuVendor }) => iommuVendor)),
    suppressed: Math.max(...accounts.map(({ suppressed }) => suppressed)),
    suppressedBy: Object.fromEntries(
      byKey(accounts.map(({ suppressedBy }) => suppressedBy)).map(([by, counts]) => [by, Math.max(...counts)]),
    ),
    bridges: Object.assign({}, ...accounts.map(({ bridges }) => bridges)),
    aliases: Object.assign({}, ...accounts.map(({ aliases }) => aliases)),
    strays: mergeRuns(accounts.flatMap(({ strays }) => strays)),
    unblamed: mergeUnblamed(accounts.flatMap(({ unblamed }) => unblamed)),
    ...losses(accounts, lastTime),
    modulesFailed: Object.fromEntries(
      byKey(accounts.map(({ modulesFailed }) => modulesFailed)).map(([name, moments]) => [
        name,
        earliest(moments) as Moment,
      ]),
    ),
    identityMapped: unionOf(accounts.map(({ identityMapped }) => identityMapped)),
    peMembers: Object.fromEntries(lists.map(([pe, members]) => [pe, unionOf(members)])),
    unknown: {
      start: mergeUnknown(accounts.map(({ unknown }) => unknown.start)),
      teardown: mergeUnknown(accounts.map(({ unknown }) => unknown.teardown)),
    },
    accounts,
  };
  const devices = byKey(accounts.map((account) => account.devices));
  return { ...boot, devices: Object.fromEntries(devices.map(([bdf, seen]) => [bdf, mergeDevice(boot, seen)])) };
}
