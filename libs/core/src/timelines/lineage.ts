/** The boots of one host in order, and which of them hand over to which. */
import { entry } from '../entry';
import type { Fact } from '../facts/fact';
import { identify } from '../identity';
import { advanceOpen } from './advance';
import { type BootState, newBoot, type OpenBoot, open } from './boot';
import { type FoldMemory, newMemory } from './fold-memory';
import { momentOf, text } from './handler';
import { handoffKind } from './handoff-kind';
import { HANDOFF_TIMEOUT_SECONDS, type Lineage, type Origin, type Transition } from './lineage-state';
import { mergeBoot } from './merge-boot';
import { tearingDown } from './phase';
import { digestOf, stampsOf } from './same-boot';
import { groupsOf, unite } from './unite';

/** Boots kept of a source: the incoming one and the outgoing one before it. */
const BOOTS_PER_SOURCE = 2;
const BOOTS_MAX = 8;
/** Accounts kept of all of them, and boots that are known again after they were let go. */
const ACCOUNTS_MAX = 24;
const GONE_MAX = 8;
const isOf = (boot: BootState, fact: Fact): boolean =>
  boot.source === fact.source && boot.index === fact.boot && boot.lineHost === fact.host;

/** One fact further: into the boot it belongs to, or into a new one. */
export function advanceLineage(lineage: Lineage, fact: Fact): Lineage {
  if (spokeFirmware(fact)) {
    return {
      ...lineage,
      firmware: { ...lineage.firmware, [fact.source]: entry(lineage.firmware, fact.source) ?? momentOf(fact) },
    };
  }
  const at = lineage.boots.findLastIndex((boot) => isOf(boot, fact));
  const started = at < 0 ? startBoot(lineage, fact) : settleFirmware(lineage, fact);
  const index = at < 0 ? started.boots.length - 1 : at;
  const boot = open(started.boots[index] as BootState);
  advance(boot, fact, newMemory());
  return withBoot(started, index, boot);
}

const withBoot = (lineage: Lineage, index: number, changed: BootState): Lineage => ({
  ...lineage,
  boots: lineage.boots.map((boot, i) => (i === index ? changed : boot)),
});

/** How many of the facts from `from` on go on with the boot that the lineage holds of the first: one lineage is made of all of them. */
export function advanceRun(
  lineage: Lineage,
  facts: readonly Fact[],
  from: number,
): { readonly lineage: Lineage; readonly to: number } {
  const first = facts[from] as Fact;
  const at = lineage.boots.findLastIndex((boot) => isOf(boot, first));
  if (at < 0 || spokeFirmware(first)) return { lineage: advanceLineage(lineage, first), to: from + 1 };
  const boot = open(lineage.boots[at] as BootState);
  const memory = newMemory();
  let to = from;
  for (let fact = facts[to]; fact && isOf(boot, fact) && !spokeFirmware(fact); fact = facts[++to])
    advance(boot, fact, memory);
  return { lineage: withBoot(settleFirmware(lineage, first), at, boot), to };
}

/** Firmware has no clock: a line that looks like its words and has a time is the kernel's. */
const spokeFirmware = (fact: Fact): boolean => fact.kind === 'firmware-spoke' && fact.time === null;

/** A banner tells the release whenever it comes, and that the boot begins here; every other fact has its handler. */
function advance(boot: OpenBoot, fact: Fact, memory: FoldMemory): void {
  if (fact.kind === 'boot-started' && fact.fields.reason === 'banner') fromItsStart(boot, fact);
  advanceOpen(boot, fact, memory);
  if (fact.kind === 'boot-started') boot.release ??= text(fact.fields.release);
}

/** Words before the banner, at 0 seconds, were the boot's first. */
function fromItsStart(boot: OpenBoot, fact: Fact): void {
  if (boot.fromStart || (boot.lastTime ?? 0) > 0) return;
  const start = { file: fact.source, line: boot.firstLine, time: fact.time };
  boot.fromStart = true;
  boot.marks = { ...boot.marks, 'first-line': start };
}

/** Kernel lines that go on after firmware-like text show that it was none. */
function settleFirmware(lineage: Lineage, fact: Fact): Lineage {
  if (!Object.hasOwn(lineage.firmware, fact.source)) return lineage;
  const { [fact.source]: _, ...firmware } = lineage.firmware;
  return { ...lineage, firmware };
}

function startBoot(lineage: Lineage, fact: Fact): Lineage {
  const begun = fact.kind === 'boot-started';
  const fromStart = begun && fact.fields.reason !== 'time-reset';
  const firstLine =
    typeof fact.fields.firstLine === 'number' && begun ? fact.fields.firstLine : fact.boot === 1 ? 1 : fact.line;
  const { host } = lineage;
  const fresh = newBoot({
    id: identify('b', [host, fact.source, fact.host, firstLine]),
    source: fact.source,
    index: fact.boot,
    lineHost: fact.host,
    firstLine,
    fromStart,
  });
  const firmware = entry(lineage.firmware, fact.source);
  const marks = {
    ...(fromStart ? { 'first-line': { file: fact.source, line: firstLine, time: fact.time } } : {}),
    ...(firmware ? { 'firmware-before': firmware } : {}),
  };
  const before = predecessorOf(lineage, fact);
  const continued = before !== null && !begun && goesOn(lineage, before, fact) ? { [fresh.id]: before.id } : {};
  const settled = settleFirmware(lineage, fact);
  return {
    ...settled,
    boots: [
      ...settled.boots.map((boot) => (boot === before ? endBoot(boot, fact, firstLine) : boot)),
      { ...fresh, marks },
    ],
    before: { ...lineage.before, [fresh.id]: before?.id ?? null },
    continues: { ...lineage.continues, ...continued },
    silent: null,
  };
}

/** A log that was rotated, or stored in parts: the next file's clock goes on where the one before ended, and no kernel began between. */
function goesOn(lineage: Lineage, before: BootState, fact: Fact): boolean {
  const ended = before.source !== fact.source && lineage.ended.includes(before.source);
  return ended && fact.boot === 1 && fact.time !== null && before.lastTime !== null && fact.time >= before.lastTime;
}

/** The line before a boot's first was the last of the one before, in the same source. */
function endBoot(boot: BootState, fact: Fact, firstLine: number): BootState {
  if (boot.source !== fact.source) return boot;
  const time = fact.fields.timeBefore;
  return {
    ...boot,
    lastLine: firstLine - 1,
    lastTime: typeof time === 'number' ? Math.max(boot.lastTime ?? 0, time) : boot.lastTime,
  };
}

/**
 * The boot that the first line of a new one follows: the last of the same source, else the last of a source that has ended or whose
 * kernel was going down. Two live sources of one machine do not follow each other.
 */
function predecessorOf(lineage: Lineage, fact: Fact): BootState | null {
  const same = lineage.boots.findLast((boot) => boot.source === fact.source && boot.lineHost === fact.host);
  if (same) return same;
  return (
    lineage.boots.findLast(
      (boot) =>
        (lineage.ended.includes(boot.source) || tearingDown(boot)) && !Object.values(lineage.before).includes(boot.id),
    ) ?? null
  );
}

const ofSource = (lineage: Lineage, boot: BootState): readonly BootState[] =>
  lineage.boots.filter((other) => other.source === boot.source && other.lineHost === boot.lineHost);

/** No source told of more boots than are kept of one, nor all of them of more than are kept. */
function isSmall(lineage: Lineage): boolean {
  const { boots } = lineage;
  return (
    boots.length <= BOOTS_PER_SOURCE ||
    (boots.length <= BOOTS_MAX && boots.every((boot) => ofSource(lineage, boot).length <= BOOTS_PER_SOURCE))
  );
}

const isFollowedTwice = (lineage: Lineage, boot: BootState): boolean =>
  !ofSource(lineage, boot).slice(-BOOTS_PER_SOURCE).includes(boot);

/** Ids of the boots that these accounts are of, and of all that came before them: whom another followed is over with that one. */
function overIn(whole: Lineage, accounts: readonly BootState[]): ReadonlySet<string> {
  const over = new Set(accounts.map((account) => holderOf(whole, account).id));
  for (const id of over) {
    const before = whole.before[id];
    if (before != null) over.add(before);
  }
  return over;
}

/** Lets go of the boots that no handoff to come needs: what they show has been told. A boot goes with all the accounts of it. */
export function prune(lineage: Lineage): Lineage {
  if (isSmall(lineage)) return lineage;
  const whole = unite(lineage);
  const groups = groupsOf(lineage);
  const over = overIn(whole, groups.filter((group) => group.every((boot) => isFollowedTwice(lineage, boot))).flat());
  const fresh = groups.filter((group) => !group.some((boot) => over.has(holderOf(whole, boot).id))).slice(-BOOTS_MAX);
  const kept = new Set(fresh.flat().slice(-ACCOUNTS_MAX));
  if (kept.size === lineage.boots.length) return lineage;
  const boots = lineage.boots.filter((boot) => kept.has(boot));
  const ids = new Set(boots.map((boot) => boot.id));
  const before = Object.fromEntries(
    boots.map((boot) => [boot.id, lineage.before[boot.id] ?? whole.before[holderOf(whole, boot).id] ?? null]),
  );
  const origins = boots
    .filter(({ id }) => before[id] != null && !ids.has(before[id]))
    .map((boot) => [boot.id, lineage.origins[boot.id] ?? originOf(whole, holderOf(whole, boot))] as const);
  const gone = groups
    .filter((group) => group.every((boot) => !kept.has(boot)))
    .map((group) => digestOf({ boot: mergeBoot(group), stamps: stampsOf(mergeBoot(group)) }));
  return {
    ...lineage,
    boots,
    before,
    continues: Object.fromEntries(Object.entries(lineage.continues).filter(([id]) => ids.has(id))),
    origins: Object.fromEntries(origins),
    gone: [...lineage.gone, ...gone].slice(-GONE_MAX),
  };
}

/** The boot that an account is of. */
const holderOf = (lineage: Lineage, account: BootState): BootState =>
  lineage.boots.find(({ id, accounts }) => id === account.id || accounts.some((other) => other.id === account.id)) ??
  account;

export function originOf(lineage: Lineage, to: BootState): Origin {
  const known = lineage.origins[to.id];
  if (known) return known;
  const before = lineage.boots.find((boot) => boot.id === lineage.before[to.id]) ?? null;
  const from = isNext(before, to) ? before : null;
  const kind = handoffKind({ from, to });
  if (to.kho?.count != null) return { kind, kexecCount: to.kho.count };
  if (kind === 'firmware' || kind === 'unknown') return { kind, kexecCount: kind === 'firmware' ? 0 : null };
  const earlier = from === null ? null : originOf(lineage, from).kexecCount;
  return { kind, kexecCount: earlier === null ? null : earlier + 1 };
}

/** `KHO: exec from: <release> (count N)`: another release, or a count that leaps, shows a boot between that the log does not hold. */
function isNext(from: BootState | null, to: BootState): boolean {
  if (from === null || to.kho === null) return true;
  const { release, count } = to.kho;
  if (release !== null && from.release !== null && release !== from.release) return false;
  return count === null || from.kho?.count == null || count === from.kho.count + 1;
}

/** Time passed and nothing was said. */
export function tickLineage(lineage: Lineage, at: string): Lineage {
  const last = unite(lineage).boots.at(-1);
  if (!last || !tearingDown(last)) return lineage;
  const since = lineage.silent?.boot === last.id ? lineage.silent.since : at;
  return { ...lineage, silent: { boot: last.id, since, until: at } };
}

/** Did ticks go on for the timeout after the boot's end, with no other boot? */
export function neverCameBack(lineage: Lineage, boot: BootState): boolean {
  if (lineage.silent?.boot !== boot.id) return false;
  return (
    (Date.parse(lineage.silent.until) - Date.parse(lineage.silent.since)) / 1000 >=
    (lineage.timeoutSeconds ?? HANDOFF_TIMEOUT_SECONDS)
  );
}

export function endSource(lineage: Lineage, source: string): Lineage {
  const known = new Set(lineage.boots.map((boot) => boot.source));
  const ended = [...lineage.ended.filter((other) => other !== source), source].filter((other) => known.has(other));
  return { ...lineage, ended };
}

/** The handoffs that the kept boots show; the last boot's when it is on its way to another kernel, or dead. */
export function transitionsOf(lineage: Lineage): readonly Transition[] {
  const byId = new Map(lineage.boots.map((boot) => [boot.id, boot]));
  const arrivals = lineage.boots
    .filter((boot) => !isForgotten(lineage, byId, boot))
    .map((to) => ({ from: byId.get(lineage.before[to.id] ?? '') ?? null, to }))
    .map(({ from, to }) => ({ from: from && isNext(from, to) && !isExcerpt(from) ? from : null, to }));
  const followed = new Set(arrivals.map(({ from }) => from?.id));
  const departures = lineage.boots
    .filter((boot) => !followed.has(boot.id) && isDeparting(boot))
    .map((from) => ({ from, to: null }));
  return [...arrivals, ...departures];
}

/** Some lines out of a running kernel, of no device and no end: nothing that could be handed over. */
function isExcerpt(boot: BootState): boolean {
  return !boot.fromStart && !tearingDown(boot) && Object.keys(boot.devices).length === 0;
}

/** A boot whose outgoing one was let go was judged while both were here: never again, and never as a lone boot. */
function isForgotten(lineage: Lineage, byId: ReadonlyMap<string, BootState>, boot: BootState): boolean {
  const before = lineage.before[boot.id] ?? null;
  return before !== null && !byId.has(before);
}

/** On its way to another kernel, or dead. A boot that showed no device has none to hand over, but its jump is one. */
function isDeparting(boot: BootState): boolean {
  const { marks } = boot;
  const { panicked } = marks;
  const going = [
    marks['kexec-requested'],
    marks['kexec-started'],
    marks['kexec-jumped'],
    panicked,
    marks['crash-kexec'],
  ];
  const jumps = [marks['kexec-started'], marks['crash-kexec'], marks['kexec-stuck']].some((mark) => mark !== undefined);
  return going.some((mark) => mark !== undefined) && (jumps || Object.keys(boot.devices).length > 0);
}
