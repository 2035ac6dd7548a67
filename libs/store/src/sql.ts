/** Finds the SQL that ships as text: migrations in schemas/clickhouse, questions beside this file's source. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MIGRATIONS = join('schemas', 'clickhouse');
const QUERIES = join('libs', 'store', 'src', 'queries');

export interface Migration {
  /** From the file's name, 1 upwards without holes. */
  readonly number: number;
  readonly name: string;
  /** SHA-256 of the text, hex. */
  readonly checksum: string;
  readonly statements: readonly string[];
}

/** The package's root: the same from libs/ (tests) and from dist/libs/ (built, in a checkout or installed). */
const rootAbove = (folder: string): string => {
  if (existsSync(join(folder, MIGRATIONS))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no ${MIGRATIONS} above ${__dirname}: the package lacks its SQL files`);
  return rootAbove(parent);
};

/** Statements end with a semicolon at the end of a line. */
export const splitStatements = (text: string): readonly string[] =>
  text
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== '');

/** All migrations, ascending; throws where a number is missing or taken twice: that is a bug of ours. */
export const readMigrations = (folder = join(rootAbove(__dirname), MIGRATIONS)): readonly Migration[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name, index) => {
      const number = Number(/^(\d{4})-/.exec(name)?.[1]);
      if (number !== index + 1) throw new Error(`migration ${name} should have number ${index + 1}`);
      const text = readFileSync(join(folder, name), 'utf8');
      const checksum = createHash('sha256').update(text).digest('hex');
      return { number, name, checksum, statements: splitStatements(text) };
    });

const QUERY_NAMES = [
  'cohort-days',
  'cohort-kernels',
  'facts',
  'handoff',
  'handoff-boots',
  'handoffs',
  'lines',
  'matrix',
  'overview',
  'signature-days',
  'signature-mutes',
  'signature-samples',
  'signature-transitions',
  'signatures',
  'unknown-lines',
  'verdicts',
] as const;
export type QueryName = (typeof QUERY_NAMES)[number];
export type QueryParameters = Readonly<Record<string, string | number | readonly string[]>>;
/** Runs the SQL of that name. `Row` is what its columns are: the SQL and its caller are written together. */
export type Run = <Row>(query: QueryName, parameters: QueryParameters) => Promise<readonly Row[]>;

/** The text of every question, read once when a store is opened. */
export const readQueries = (): ReadonlyMap<QueryName, string> => {
  const folder = join(rootAbove(__dirname), QUERIES);
  return new Map(QUERY_NAMES.map((name) => [name, readFileSync(join(folder, `${name}.sql`), 'utf8')]));
};
