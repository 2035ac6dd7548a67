/** Does a kernel hold a fix, as far as its release tells? */

type Version = readonly [major: number, minor: number, patch: number];

function versionOf(release: string | null): Version | null {
  const match = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,5}))?/.exec(String(release));
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : null;
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Distributions keep a version for years and carry fixes to it: `4.18.0-394.el8`, `5.15.0-91-generic`, `6.1.0-18-amd64`. */
const CARRIES_MORE = /\.el\d|\.fc\d|\.amzn|-generic|-aws|-azure|-gcp|-default|-amd64|-arm64|-cloud|\.x86_64|\.mx64/;

/** 6.6.y after 6.12.y is not later: a fix is in a release of its own branch, or in every branch that began with it. */
export function holdsFix(
  release: string | null,
  fix: { readonly since: string | null; readonly stable?: readonly string[] },
): 'no' | 'yes' | 'unknown' {
  const [kernel, since] = [versionOf(release), versionOf(fix.since)];
  if (kernel === null || since === null) return 'unknown';
  if (compare(kernel, since) >= 0) return 'yes';
  const branch = (fix.stable ?? []).map(versionOf).find((other) => other?.[0] === kernel[0] && other[1] === kernel[1]);
  if (branch && compare(kernel, branch) >= 0) return 'yes';
  return CARRIES_MORE.test(String(release)) ? 'unknown' : 'no';
}

/** Numbers of a release in their order of weight: version, candidate (a release comes after all of its own), what a distribution counts on. */
function numbersOf(release: string): readonly number[] | null {
  const version = versionOf(release);
  if (version === null) return null;
  const [, candidate, own = ''] = /^[\d.]{1,20}(?:-rc(\d{1,3}))?(.{0,80})/.exec(release) ?? [];
  const rank = candidate === undefined ? Number.POSITIVE_INFINITY : Number(candidate);
  return [...version, rank, ...[...own.matchAll(/\d{1,9}/g)].map(Number)];
}

function compareNumbers(left: readonly number[], right: readonly number[]): number {
  const differing = left.findIndex((number, place) => number !== right[place]);
  return differing === -1 ? left.length - right.length : left[differing]! - (right[differing] ?? -1);
}

const branchOf = ([major = 0, minor = 0]: readonly number[]): readonly number[] => [major, minor];

/**
 * Is a kernel known to be older than all of these? On a branch of theirs by its number there, elsewhere by its branch: 6.6.y is older than 6.12.y,
 * whenever it was made. What tells no version is not known to be older.
 */
export function isEarlier(release: string, than: readonly string[]): boolean {
  const own = numbersOf(release);
  const others = than.map(numbersOf);
  if (own === null || others.length === 0) return false;
  const onBranch = others.filter((other) => other !== null && compareNumbers(branchOf(other), branchOf(own)) === 0);
  const against = onBranch.length > 0 ? onBranch : others;
  return against.every((other) => other !== null && compareNumbers(own, other) < 0);
}
