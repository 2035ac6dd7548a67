/** Are two sources' accounts of one boot? The kernel stamps each record once, to the microsecond, whoever writes it down. */
import type { Moment } from '../report';
import { accountsOf, type BootState, type DeviceState } from './boot';

/** Stamps that recognise a boot which was let go. */
const DIGEST_STAMPS = 6;
const DIGEST_AGREE = 3;
/** From here on a microsecond that two boots share by chance is out of the question. */
const UNLIKELY_SECONDS = 1;

/** Kernel time by what was seen then; moments at 0 are every boot's. */
export type Stamps = ReadonlyMap<string, number>;

function* momentsOf(device: DeviceState): Generator<readonly [string, Moment | null | undefined]> {
  yield ['enumerated', device.enumerated];
  yield ['spoke', device.spoke];
  yield ['claimed', device.claimed];
  yield ['failed', device.failed?.at ?? null];
  yield ['unbound', device.unbound];
  yield ['removed', device.removed];
  yield ['shutdown', device.shutdown];
  for (const reset of device.resets) yield ['reset', reset.at];
  for (const fault of device.faults) for (const place of [...fault.places, fault.last]) yield [fault.kind, place];
  for (const error of device.errors) yield [error.kind, error.first];
}

export function stampsOf(boot: BootState): Stamps {
  const stamps = new Map<string, number>();
  const add = (what: string, moment: Moment | null | undefined): void => {
    if (moment?.time) stamps.set(`${what} ${moment.time}`, moment.time);
  };
  for (const [name, moment] of Object.entries(boot.marks)) add(name, moment);
  for (const device of Object.values(boot.devices)) {
    for (const [what, moment] of momentsOf(device)) add(`${what} ${device.bdf}`, moment);
  }
  return stamps;
}

interface Likeness {
  /** Different times at which both saw the same. */
  readonly agree: number;
  /** Latest of them. */
  readonly latest: number;
  /** What the one that saw less saw while both were watching. */
  readonly smaller: number;
}

function likeness(left: Stamps, right: Stamps): Likeness {
  const shared = new Set([...left].flatMap(([key, time]) => (right.has(key) ? [time] : [])));
  const [from, to] = [Math.max(first(left), first(right)), Math.min(last(left), last(right))];
  const within = (stamps: Stamps) => new Set([...stamps.values()].filter((time) => time >= from && time <= to)).size;
  return { agree: shared.size, latest: Math.max(0, ...shared), smaller: Math.min(within(left), within(right)) };
}

const first = (stamps: Stamps): number => Math.min(...stamps.values());
const last = (stamps: Stamps): number => Math.max(...stamps.values());

const isSame = (one: string, other: string): boolean => one === other;
/** One of them lacks its end. */
const isCut = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

function differ(one: string | null, other: string | null, alike = isSame): boolean {
  return one !== null && other !== null && !alike(one, other);
}

/** What a boot has once and cannot have otherwise in another account. */
export function contradict(left: BootState, right: BootState): boolean {
  return (
    differ(left.bootId, right.bootId) ||
    differ(left.release, right.release) ||
    differ(left.commandLine, right.commandLine, isCut)
  );
}

const isKnown = (left: BootState, right: BootState): boolean => left.bootId !== null && left.bootId === right.bootId;

export interface Account {
  readonly boot: BootState;
  readonly stamps: Stamps;
}

/** How much says that they are of one boot; 0 where too little does. */
export function sameness(left: Account, right: Account): number {
  if (contradict(left.boot, right.boot)) return 0;
  if (isKnown(left.boot, right.boot)) return Number.MAX_SAFE_INTEGER;
  const { agree, latest, smaller } = likeness(left.stamps, right.stamps);
  const few = agree * 2 >= smaller && (agree >= 2 || (agree === 1 && latest >= UNLIKELY_SECONDS));
  return few || (agree >= 4 && agree * 4 >= smaller) ? agree : 0;
}

/** Does nothing speak against it? Enough where both are said to follow the same boot. */
export function compatible(left: Account, right: Account): boolean {
  if (contradict(left.boot, right.boot)) return false;
  const { agree, smaller } = likeness(left.stamps, right.stamps);
  return isKnown(left.boot, right.boot) || agree > 0 || smaller < 3;
}

/** What is kept of a boot that was let go. */
export interface Digest {
  readonly id: string;
  /** Sources that told of it: they tell of others now. */
  readonly sources: readonly string[];
  readonly bootId: string | null;
  readonly stamps: readonly number[];
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The smallest hashes of its stamps: another account of the same boot has them too, as far as it saw what they are of. */
export function digestOf({ boot, stamps }: Account): Digest {
  const hashes = [...stamps.keys()].map(hashOf).sort((left, right) => left - right);
  const sources = accountsOf(boot).map(({ source }) => source);
  return { id: boot.id, sources, bootId: boot.bootId, stamps: hashes.slice(0, DIGEST_STAMPS) };
}

export function isOfDigest({ boot, stamps }: Account, digest: Digest): boolean {
  if (digest.sources.includes(boot.source)) return false;
  if (digest.bootId !== null && boot.bootId !== null) return digest.bootId === boot.bootId;
  const hashes = new Set([...stamps.keys()].map(hashOf));
  return digest.stamps.filter((stamp) => hashes.has(stamp)).length >= DIGEST_AGREE;
}
