/** Sets of rules to run history through: the built ones, a file that changes them, or another checkout's. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, YAMLError } from 'yaml';
import type * as Core from '#core';
import type { RuleChange } from '#core';
import { validate } from '#schemas';
import { systemSays } from '../source-error';

export interface RuleSet {
  /** As it was named. */
  readonly name: string;
  /** The compiled core to call; null for this program's own. */
  readonly core: string | null;
  readonly change: RuleChange;
}
export class RulesError extends Error {
  override readonly name = 'RulesError';
}

/** The rules as they are built into this program. */
export const BUILT = 'built';
const CORE = 'dist/libs/core/src/index.js';

type RulesFile = RuleChange & { readonly schema: string; readonly checkout?: string };

/** The core that a set of rules is judged by. */
export const coreIn = (path: string | null): typeof Core =>
  path === null ? (require('#core') as typeof Core) : (require(path) as typeof Core);

function coreOf(name: string, checkout: string): string {
  const core = join(checkout, CORE);
  if (!existsSync(core))
    throw new RulesError(`${name}: ${checkout} holds no built core (${CORE}); run \`npm run build\` there`);
  try {
    if (typeof coreIn(core).analyze === 'function') return core;
  } catch (error) {
    throw new RulesError(`${name}: ${core} cannot be loaded (${(error as Error).message.split('\n')[0]})`);
  }
  throw new RulesError(`${name}: ${core} is no core of Quiesce: it has no \`analyze\``);
}

function isFacts(name: string, { FAMILIES, FACT_KINDS }: typeof Core): boolean {
  const [family, kind, ...more] = name.split('/');
  const known = FAMILIES.some((one) => one === family);
  return known && more.length === 0 && (kind === undefined || FACT_KINDS.some((one) => one === kind));
}

/** What a file names that the rules which it changes do not have. */
function strangers(
  { withoutFacts = [], signatureVersions = [], withoutKnownFailures = [] }: RuleChange,
  core: typeof Core,
): readonly string[] {
  if (!core.KNOWN_FAILURES || !core.SIGNATURE_VERSIONS)
    return ['the core of its checkout is too old to be changed by a file; name the directory instead'];
  const failures = new Set(core.KNOWN_FAILURES.map(({ id }) => id));
  const live = core.SIGNATURE_VERSIONS;
  return [
    ...withoutFacts
      .filter((name) => !isFacts(name, core))
      .map((name) => `${name} is no family of facts and no kind in one`),
    ...signatureVersions
      .filter((one) => !live.includes(one))
      .map((one) => `signature version ${one} is not live; these are: ${live.join(', ')}`),
    ...withoutKnownFailures.filter((id) => !failures.has(id)).map((id) => `${id} is no known failure`),
  ];
}

const SETTINGS: ReadonlySet<string> = new Set([
  'schema',
  'checkout',
  'withoutFacts',
  'signatureVersions',
  'withoutKnownFailures',
  'handoffTimeoutSeconds',
]);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function read(name: string): unknown {
  try {
    return parse(readFileSync(name, 'utf8'));
  } catch (error) {
    const why = error instanceof YAMLError ? `is no YAML: ${error.message}` : systemSays(error);
    throw new RulesError(`${name}: ${why.split('\n')[0]!.replace('; skipped', '')}`);
  }
}

function parsed(name: string): RulesFile {
  const value = read(name);
  const unknown = isObject(value) ? Object.keys(value).filter((key) => !SETTINGS.has(key)) : [];
  const problems = [...validate('rules.v1', value), ...unknown.map((key) => `${key} is no setting of rules`)];
  if (problems.length > 0) throw new RulesError(`${name}: ${problems.join('; ')}`);
  return value as RulesFile;
}

function changedRules(name: string): RuleSet {
  const { schema: _, checkout, ...change } = parsed(name);
  const core = checkout === undefined ? null : coreOf(name, resolve(dirname(name), checkout));
  const problems = Object.keys(change).length > 0 ? strangers(change, coreIn(core)) : [];
  if (problems.length > 0) throw new RulesError(`${name}: ${problems.join('; ')}`);
  return { name, core, change };
}

/** `built`, a directory (a built checkout) or a file (schemas/rules.v1.json, as JSON or YAML). @throws RulesError */
export function rulesOf(name: string): RuleSet {
  if (name === BUILT) return { name, core: null, change: {} };
  const isFolder = statSync(name, { throwIfNoEntry: false })?.isDirectory();
  return isFolder ? { name, core: coreOf(name, resolve(name)), change: {} } : changedRules(name);
}
