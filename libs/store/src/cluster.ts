/**
 * The tables of one node as those of a cluster, from the same text: each becomes a replicated one a shard, under its name with `_local`, and
 * a distributed one under its own name, which every question and every insert goes to.
 */

/** What rows of a table are sharded by: a host's rows lie together, so that FINAL and every join by host stay within a shard. */
const SHARDED_BY: Readonly<Record<string, string>> = {
  lines: 'host',
  facts: 'host',
  handoffs: 'host',
  signatures: 'id',
  sightings: 'signature',
  alerts: 'id',
  mutes: 'signature',
  hosts: 'host',
  unknown_lines: 'host',
  migrations: 'number',
};

const CREATE_TABLE = /CREATE TABLE IF NOT EXISTS (\w+)\s/;
/** Keeps nothing: one a node, and its views tell whatever lies over the shards. */
const NULL_ENGINE = /ENGINE = Null\s*$/;
const PASSED_ON = new Set(['line_blocks']);
const ENGINE = /ENGINE = (\w*MergeTree)(\(\w*\))?/;
const ALTER_TABLE = /ALTER TABLE (\w+)\s/;
const OF_COLUMNS = / (?:ADD|MODIFY) COLUMN /;
const CREATE_VIEW = /CREATE VIEW IF NOT EXISTS (\w+)\s/;
const CREATE_MATERIALIZED = /CREATE MATERIALIZED VIEW IF NOT EXISTS (\w+) TO (\w+)\s/;
const FROM = /\bFROM (\w+)/g;
const INSERT = /INSERT INTO (\w+)\s/;
const DROP_TABLE = /DROP TABLE IF EXISTS (\w+)/;

/** The table of a shard that holds the rows of a table. */
export const localName = (table: string): string => `${table}_local`;

const quoted = (name: string): string => `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function tablesOf(statement: string, table: string, cluster: string): readonly string[] {
  if (NULL_ENGINE.test(statement))
    return [statement.replace(CREATE_TABLE, (head) => `${head.trimEnd()} ON CLUSTER ${quoted(cluster)}\n`)];
  const key = SHARDED_BY[table];
  if (key === undefined) throw new Error(`nothing says what ${table} is sharded by`);
  const on = `ON CLUSTER ${quoted(cluster)}`;
  const replicated = (_: string, engine: string, args = '()') => {
    const path = `'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'`;
    const own = args.slice(1, -1);
    return `ENGINE = Replicated${engine}(${path}${own === '' ? '' : `, ${own}`})`;
  };
  const local = statement
    .replace(CREATE_TABLE, `CREATE TABLE IF NOT EXISTS ${table}_local ${on}\n`)
    .replace(ENGINE, replicated);
  const hash = `cityHash64(${key})`;
  const engine = `Distributed(${quoted(cluster)}, currentDatabase(), ${table}_local, ${hash})`;
  return [local, `CREATE TABLE IF NOT EXISTS ${table} ${on} AS ${table}_local ENGINE = ${engine}`];
}

/**
 * What an insert tells is told where its rows come to lie, on their shard: rows of a host lie on one shard in every table. Blocks that keep
 * nothing lie nowhere, and their rows go over the shards.
 */
function tellingView(statement: string, on: string): string {
  const from = [...statement.matchAll(FROM)].map(([, table]) => table!);
  const there = from.some((table) => PASSED_ON.has(table)) ? (table: string) => table : localName;
  return statement
    .replace(FROM, (_, table: string) => `FROM ${there(table)}`)
    .replace(
      CREATE_MATERIALIZED,
      (_, view: string, to: string) => `CREATE MATERIALIZED VIEW IF NOT EXISTS ${view} ${on} TO ${there(to)} `,
    );
}

/** A migration's statement as those of a cluster. @throws Error for a statement that it does not know, which is a bug of ours. */
export function forCluster(statement: string, cluster: string): readonly string[] {
  const on = `ON CLUSTER ${quoted(cluster)}`;
  const made = CREATE_TABLE.exec(statement)?.[1];
  if (made !== undefined) return tablesOf(statement, made, cluster);
  const altered = ALTER_TABLE.exec(statement)?.[1];
  if (altered !== undefined) {
    const alter = (name: string) => statement.replace(ALTER_TABLE, `ALTER TABLE ${name} ${on} `);
    // A distributed table has columns, and neither settings nor a TTL.
    return OF_COLUMNS.test(statement) ? [alter(localName(altered)), alter(altered)] : [alter(localName(altered))];
  }
  if (CREATE_MATERIALIZED.test(statement)) return [tellingView(statement, on)];
  if (INSERT.test(statement)) return [statement];
  const view = CREATE_VIEW.exec(statement)?.[1];
  if (view !== undefined) return [statement.replace(CREATE_VIEW, (head) => `${head.trimEnd()} ${on} `)];
  const dropped = DROP_TABLE.exec(statement)?.[1];
  if (dropped !== undefined) {
    const drop = (name: string) => statement.replace(DROP_TABLE, `DROP TABLE IF EXISTS ${name} ${on}`);
    return dropped in SHARDED_BY ? [drop(dropped), drop(localName(dropped))] : [drop(dropped)];
  }
  throw new Error(`no form of this is known for a cluster: ${statement}`);
}
