import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forCluster } from './cluster';
import { RETAINED, retentionChange } from './retention';
import { TABLES } from './rows';
import { readMigrations } from './sql';
import { hasChdb } from './testing/chdb';

const all = readMigrations().flatMap(({ statements }) => statements.flatMap((one) => forCluster(one, "fleet's")));

test('each table becomes a replicated one a shard and a distributed one over all of them', () => {
  for (const table of ['lines', ...TABLES.slice(1), 'hosts', 'unknown_lines']) {
    const [local, over, ...more] = all.filter((sql) => new RegExp(`TABLE IF NOT EXISTS ${table}(_local)? `).test(sql));
    expect(local).toContain(`CREATE TABLE IF NOT EXISTS ${table}_local ON CLUSTER 'fleet\\'s'`);
    expect(local).toMatch(
      /ENGINE = Replicated(?:Replacing|Aggregating)MergeTree\('[^']*\{shard\}[^']*', '\{replica\}'/,
    );
    expect(over).toContain(`Distributed('fleet\\'s', currentDatabase(), ${table}_local, cityHash64(`);
    expect(more).toEqual([]);
  }
});

test('versions stay: what replaces what is the same on a cluster', () => {
  const [lines] = forCluster(
    'CREATE TABLE IF NOT EXISTS lines\n(a UInt8)\nENGINE = ReplacingMergeTree(precedence)\nORDER BY a',
    'c',
  );
  expect(lines).toContain("'{replica}', precedence)\nORDER BY a");
  const [signatures] = forCluster(
    'CREATE TABLE IF NOT EXISTS signatures\n(id String)\nENGINE = ReplacingMergeTree\nORDER BY id',
    'c',
  );
  expect(signatures).toContain("'{replica}')\nORDER BY id");
});

test('changes go to the tables of the shards, columns and drops to both, and what it does not know is refused', () => {
  expect(forCluster('ALTER TABLE lines ADD COLUMN b UInt8', 'c')).toEqual([
    "ALTER TABLE lines_local ON CLUSTER 'c' ADD COLUMN b UInt8",
    "ALTER TABLE lines ON CLUSTER 'c' ADD COLUMN b UInt8",
  ]);
  expect(forCluster('ALTER TABLE lines MODIFY SETTING a = 1', 'c')).toEqual([
    "ALTER TABLE lines_local ON CLUSTER 'c' MODIFY SETTING a = 1",
  ]);
  expect(forCluster('DROP TABLE IF EXISTS lines SYNC', 'c')).toEqual([
    "DROP TABLE IF EXISTS lines ON CLUSTER 'c' SYNC",
    "DROP TABLE IF EXISTS lines_local ON CLUSTER 'c' SYNC",
  ]);
  expect(forCluster('DROP TABLE IF EXISTS device_handoffs SYNC', 'c')).toHaveLength(1);
  expect(
    forCluster('CREATE MATERIALIZED VIEW IF NOT EXISTS sums TO hosts AS\nSELECT host FROM facts GROUP BY host', 'c'),
  ).toEqual([
    "CREATE MATERIALIZED VIEW IF NOT EXISTS sums ON CLUSTER 'c' TO hosts_local AS\nSELECT host FROM facts_local GROUP BY host",
  ]);
  expect(forCluster('INSERT INTO hosts (host) SELECT host FROM facts', 'c')).toEqual([
    'INSERT INTO hosts (host) SELECT host FROM facts',
  ]);
  expect(forCluster('CREATE TABLE IF NOT EXISTS line_blocks\n(a String)\nENGINE = Null', 'c')).toEqual([
    "CREATE TABLE IF NOT EXISTS line_blocks ON CLUSTER 'c'\n(a String)\nENGINE = Null",
  ]);
  const passedOn = forCluster('CREATE MATERIALIZED VIEW IF NOT EXISTS v TO lines AS\nSELECT a FROM line_blocks', 'c');
  expect(passedOn).toEqual([
    "CREATE MATERIALIZED VIEW IF NOT EXISTS v ON CLUSTER 'c' TO lines AS\nSELECT a FROM line_blocks",
  ]);
  expect(() => forCluster('OPTIMIZE TABLE lines', 'c')).toThrow(/no form of this/);
  expect(() => forCluster('CREATE TABLE IF NOT EXISTS odd (a UInt8) ENGINE = MergeTree', 'c')).toThrow(
    /odd is sharded by/,
  );
});

(hasChdb() ? test : test.skip)('the engine reads every statement', async () => {
  const path = mkdtempSync(join(tmpdir(), 'quiesce-cluster-'));
  const { Session } = require('chdb') as {
    Session: new (path: string) => { query(sql: string, format: string): string; close(): void };
  };
  const session = new Session(path);
  try {
    const retained = RETAINED.map((table) => retentionChange(table, 90, '')!).flatMap((one) => forCluster(one, 'c'));
    for (const sql of [...all, ...retained])
      expect(session.query(`EXPLAIN AST ${sql}`, 'TSV')).toMatch(/^(?:CreateQuery|AlterQuery|InsertQuery)/);
    expect(() => session.query('EXPLAIN AST CREATE TABLE a ON CLUSTER', 'TSV')).toThrow();
  } finally {
    session.close();
    rmSync(path, { recursive: true, force: true });
  }
});
