/** The boots of a host out of what its sources tell of them: one boot each, however many sources saw it, in order. */
import type { BootState } from './boot';
import type { Lineage } from './lineage-state';
import { mergeBoot } from './merge-boot';
import { tearingDown } from './phase';
import { type Account, compatible, contradict, isOfDigest, sameness, stampsOf } from './same-boot';

/** Accounts of one boot, in the order in which they began to come. */
type Group = readonly Account[];

const groupOf = (groups: readonly Group[], id: string | null): Group | undefined =>
  id === null ? undefined : groups.find((group) => group.some(({ boot }) => boot.id === id));

const isOneSource = ({ boot: one }: Account, { boot: other }: Account): boolean =>
  one.source === other.source && one.lineHost === other.lineHost;

/** A living kernel's log printed again (`dmesg` on a console) says the same at the same times. A kernel that ended says nothing again. */
function isReplay(one: Account, other: Account): boolean {
  const [earlier] = one.boot.index < other.boot.index ? [one] : [other];
  return isOneSource(one, other) && !tearingDown(earlier.boot) && sameness(one, other) > 0;
}

/** Otherwise no source tells of one boot twice. */
const canJoin = (left: Group, right: Group, alike: (one: Account, other: Account) => boolean): boolean =>
  left.every((one) => right.every((other) => (isOneSource(one, other) ? isReplay(one, other) : alike(one, other))));

function join(groups: readonly Group[], left: Group, right: Group): readonly Group[] {
  return groups.flatMap((group) => (group === left ? [[...left, ...right]] : group === right ? [] : [group]));
}

/** Pairs that say the same at the same kernel times, the surest first; equal ones by name, not by when they came. */
function bySameness(accounts: readonly Account[]): readonly Group[] {
  const named = [...accounts].sort((left, right) => (left.boot.id < right.boot.id ? -1 : 1));
  const pairs = named.flatMap((left, at) =>
    named.slice(at + 1).map((right) => ({
      left,
      right,
      score: !isOneSource(left, right) || isReplay(left, right) ? sameness(left, right) : 0,
    })),
  );
  const sure = pairs.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
  return sure.reduce<readonly Group[]>(
    (groups, { left, right }) => {
      const [one, other] = [groupOf(groups, left.boot.id), groupOf(groups, right.boot.id)];
      if (!one || !other || one === other || !canJoin(one, other, compatible)) return groups;
      return join(groups, one, other);
    },
    accounts.map((account) => [account]),
  );
}

/** The groups that a group's own sources put right before it. */
function ownBefore(lineage: Lineage, groups: readonly Group[], group: Group): readonly Group[] {
  return group.flatMap(({ boot }) => {
    const before = lineage.boots.find((other) => other.id === lineage.before[boot.id]);
    const found = before?.source === boot.source ? groupOf(groups, before.id) : undefined;
    return found && found !== group ? [found] : [];
  });
}

/** Two sources that saw the same boot last see the same one next, unless what they print of it differs. */
function bySuccession(lineage: Lineage, groups: readonly Group[]): readonly Group[] {
  for (const left of groups) {
    for (const right of groups) {
      if (left === right || !canJoin(left, right, compatible)) continue;
      const before = ownBefore(lineage, groups, right);
      if (ownBefore(lineage, groups, left).some((group) => before.includes(group)))
        return bySuccession(lineage, join(groups, left, right));
    }
  }
  return groups;
}

/** Last words that nobody put before or after anything: what pstore kept of a kernel that died. */
const isTail = (lineage: Lineage, groups: readonly Group[], group: Group): boolean =>
  group.every(({ boot }) => !boot.fromStart && tearingDown(boot)) &&
  ownBefore(lineage, groups, group).length === 0 &&
  !groups.some((other) => ownBefore(lineage, groups, other).includes(group));

/** A boot that is over, though none of its sources told how: another followed it, or they will say no more. */
function hasNoEnd(lineage: Lineage, groups: readonly Group[], group: Group): boolean {
  const followed = groups.some((other) => ownBefore(lineage, groups, other).includes(group));
  const over = followed || group.every(({ boot }) => lineage.ended.includes(boot.source));
  return over && group.some(({ boot }) => boot.fromStart) && group.every(({ boot }) => !tearingDown(boot));
}

const lastTimeOf = (group: Group): number => Math.max(...group.map(({ boot }) => boot.lastTime ?? 0));

/** Last words are of the one boot that ended without any, before them. */
function byLastWords(lineage: Lineage, groups: readonly Group[]): readonly Group[] {
  return groups
    .filter((group) => isTail(lineage, groups, group))
    .reduce((joined, tail) => {
      const open = joined.filter(
        (group) =>
          group !== tail &&
          hasNoEnd(lineage, joined, group) &&
          lastTimeOf(group) <= lastTimeOf(tail) &&
          canJoin(group, tail, compatible),
      );
      return open.length === 1 && open[0] ? join(joined, open[0], tail) : joined;
    }, groups);
}

/** A file that goes on where the one before it ended is of the same boot. */
function byContinuation(lineage: Lineage, groups: readonly Group[]): readonly Group[] {
  return Object.entries(lineage.continues).reduce((joined, [next, before]) => {
    const [left, right] = [groupOf(joined, before), groupOf(joined, next)];
    if (!left || !right || left === right) return joined;
    return canJoin(left, right, (one, other) => !contradict(one.boot, other.boot)) ? join(joined, left, right) : joined;
  }, groups);
}

/** An account of a boot that was let go. */
const isGone = (lineage: Lineage, group: Group): boolean =>
  group.some((account) => lineage.gone.some((digest) => isOfDigest(account, digest)));

/** In the order that each source tells; between sources that share no boot, in the order in which they came. What was let go was before. */
function inOrder(lineage: Lineage, groups: readonly Group[]): readonly Group[] {
  const index = new Map(lineage.boots.map(({ id }, at) => [id, at]));
  const came = (group: Group) => Math.min(...group.map(({ boot }) => index.get(boot.id) ?? 0));
  const [before, after] = [
    groups.filter((group) => isGone(lineage, group)),
    groups.filter((group) => !isGone(lineage, group)),
  ];
  const byTurn = (left: Group, right: Group) => came(left) - came(right);
  const waiting = [...before.sort(byTurn), ...after.sort(byTurn)];
  const ordered: Group[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex((group) =>
      ownBefore(lineage, groups, group).every((other) => ordered.includes(other)),
    );
    ordered.push(...waiting.splice(Math.max(free, 0), 1));
  }
  return ordered;
}

/** Id of the boot that a group follows: the last that any of its own sources puts before it, else what was said when it first came. */
function toldBefore(lineage: Lineage, ordered: readonly Group[], group: Group): string | null {
  const own = ownBefore(lineage, ordered, group);
  const last = own.reduce<Group | null>(
    (late, other) => (late === null || ordered.indexOf(other) > ordered.indexOf(late) ? other : late),
    null,
  );
  if (last) return last[0]?.boot.id ?? null;
  const links = group.map(({ boot }) => lineage.before[boot.id] ?? null);
  const link = links.find((id) => id !== null && groupOf([group], id) === undefined) ?? null;
  const known = groupOf(ordered, link);
  return known && ordered.indexOf(known) > ordered.indexOf(group) ? null : link;
}

/** A boot that is over: its kernel went down, or nobody will say more of it. */
const isOver = (lineage: Lineage, group: Group): boolean =>
  group.some(({ boot }) => tearingDown(boot)) || group.every(({ boot }) => lineage.ended.includes(boot.source));

/**
 * For each group the id of the boot that it follows. Where another source's first words of a kernel came before the last ones of the
 * kernel that it follows, nothing was said of it then: it follows the last boot before it that is over, is another for sure, and that
 * nothing else follows.
 */
function beforeOf(lineage: Lineage, ordered: readonly Group[]): ReadonlyMap<Group, string | null> {
  const before = new Map(ordered.map((group) => [group, toldBefore(lineage, ordered, group)] as const));
  const followed = new Set([...before.values()].map((id) => groupOf(ordered, id)));
  for (const [at, group] of ordered.entries()) {
    if (before.get(group) != null || !group.some(({ boot }) => boot.fromStart)) continue;
    const late = ordered
      .slice(0, at)
      .findLast((other) => !followed.has(other) && isOver(lineage, other) && !canJoin(other, group, compatible));
    if (!late) continue;
    before.set(group, late[0]?.boot.id ?? null);
    followed.add(late);
  }
  return before;
}

/** Every group, in order, with the account that was first of it. */
export function groupsOf(lineage: Lineage): readonly (readonly BootState[])[] {
  if (!isShared(lineage)) return lineage.boots.map((boot) => [boot]);
  return grouped(lineage).map((group) => group.map(({ boot }) => boot));
}

function grouped(lineage: Lineage): readonly Group[] {
  const accounts = lineage.boots.map((boot) => ({ boot, stamps: stampsOf(boot) }));
  const joined = byContinuation(lineage, bySuccession(lineage, bySameness(accounts)));
  return inOrder(lineage, byLastWords(lineage, joined));
}

/** May two accounts be of one boot? Not where a single source told of each kernel's end. */
const isShared = ({ boots }: Lineage): boolean =>
  boots.some((boot) => boot.source !== boots[0]?.source || boot.lineHost !== boots[0]?.lineHost) ||
  boots.slice(0, -1).some((boot) => !tearingDown(boot));

/**
 * The lineage with one boot for all the accounts of it. An account of a boot that was let go came too late to be judged again: what
 * follows it was judged, too.
 */
export function unite(lineage: Lineage): Lineage {
  if (!isShared(lineage)) return lineage;
  const groups = grouped(lineage);
  const before = beforeOf(lineage, groups);
  const kept = groups.filter((group) => !isGone(lineage, group));
  const merged = kept.map((group) => mergeBoot(group.map(({ boot }) => boot)));
  const idOf = (id: string | null): string | null => {
    const at = kept.findIndex((group) => groupOf([group], id) !== undefined);
    return at < 0 ? id : (merged[at]?.id ?? id);
  };
  const entries = kept.map((group, at) => ({ group, id: (merged[at] as BootState).id }));
  const origin = (group: Group) =>
    group.map(({ boot }) => lineage.origins[boot.id]).find((known) => known !== undefined);
  return {
    ...lineage,
    boots: merged,
    before: Object.fromEntries(entries.map(({ group, id }) => [id, idOf(before.get(group) ?? null)])),
    origins: Object.fromEntries(
      entries.flatMap(({ group, id }) => {
        const known = origin(group);
        return known ? [[id, known] as const] : [];
      }),
    ),
    silent: lineage.silent && { ...lineage.silent, boot: idOf(lineage.silent.boot) ?? lineage.silent.boot },
  };
}
