/** The store on ClickHouse, in this process (chDB) or on a server: one client, one SQL. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client';
import { forCluster, localName } from './cluster';
import { isPassing, messageOf } from './passing';
import { ANSWERS, type Questions } from './questions';
import { RETAINED, type Retention, retentionChange } from './retention';
import { type StoreRows, TABLES } from './rows';
import { type Migration, type QueryName, type QueryParameters, readMigrations, readQueries } from './sql';
import { Store, StoreError } from './store';

/** Where the store is: a directory of this process alone, or a server. */
export type StoreTarget =
  | { readonly kind: 'embedded'; readonly path: string }
  | {
      readonly kind: 'server';
      /** `http://host:8123`. */
      readonly url: string;
      readonly username?: string;
      readonly password?: string;
      /** Made by `migrate()` where it is missing; `default` unless told. */
      readonly database?: string;
      /** Name of a cluster: tables are replicated and distributed over it, sharded by host. */
      readonly cluster?: string | null;
    };

/** Rows of one INSERT: large enough for few parts, small enough for one string. */
const ROWS_PER_INSERT: Readonly<Record<(typeof TABLES)[number], number>> = {
  // A block is up to 128 KiB.
  line_blocks: 500,
  facts: 50_000,
  signatures: 50_000,
  handoffs: 5_000,
  sightings: 50_000,
  alerts: 50_000,
  mutes: 50_000,
};
/**
 * Rows as columns: of facts half the bytes of JSONEachRow, which says every name in every row, and made and read in half the time of
 * both sides. The client's own `insert` does not know the format.
 */
const COLUMNS = 'JSONCompactColumns';
const columnsOf = (rows: readonly object[]): { readonly names: readonly string[]; readonly body: string } => {
  const names = Object.keys(rows[0]!);
  const body = JSON.stringify(names.map((name) => rows.map((row) => (row as Record<string, unknown>)[name])));
  return { names, body };
};
/** Whatever breaks is thrown: the client need not log it too. */
const OPTIONS: ClickHouseClientConfigOptions = {
  application: 'quiesce',
  clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
  log: { level: ClickHouseLogLevel.OFF },
};

/** Does the work; whatever breaks becomes a StoreError that says while doing what. */
const during = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(`${what}: ${messageOf(cause)}`, { retriable: isPassing(cause), cause });
  }
};

/** An insert is done when its shard has it; a question that joins distributed tables gathers one side first. */
const CLUSTER_SETTINGS = {
  distributed_foreground_insert: 1,
  distributed_product_mode: 'global',
} as const;

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>;
/** What is used of chdb. Its own types are not imported: it is optional, and a build must not need it. */
interface Chdb {
  readonly createChdbConnection: (options: { path: string }) => Connection;
  readonly drainPending: () => Promise<void>;
}

const loadChdb = (): Chdb => {
  const load = createRequire(__filename);
  try {
    return { ...load('chdb/connection'), drainPending: load('chdb').drainPending };
  } catch (cause) {
    throw new StoreError(
      `the embedded store needs the optional package chdb, which does not load here (${messageOf(cause).split('\n')[0]}); ` +
        'install it (npm install chdb), or use a ClickHouse server',
      { retriable: false, cause },
    );
  }
};

/** Who holds the directory, as ClickHouse itself notes it in its lock file. */
const ownerOf = (path: string): string => {
  const status = join(path, 'status');
  const pid = existsSync(status) ? /^PID: (\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return pid === undefined ? 'another process' : `process ${pid}`;
};

const connectEmbedded = (path: string, chdb: Chdb): Connection => {
  try {
    mkdirSync(path, { recursive: true });
    return chdb.createChdbConnection({ path });
  } catch (cause) {
    throw new StoreError(
      `the embedded store in ${path} does not open: either ${ownerOf(path)} has it open (one process at a time may), ` +
        `or this process has another one open, or the directory cannot be written (${messageOf(cause)})`,
      { retriable: false, cause },
    );
  }
};

interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** What keeps the applied migrations from being the first of ours; null where nothing does. */
const contradictionOf = (applied: readonly AppliedMigration[], ours: readonly Migration[]): string | null => {
  for (const { number, name, checksum } of applied) {
    const mine = ours[number - 1];
    if (mine === undefined) return `migration ${name} is of a newer program than this one`;
    if (mine.checksum !== checksum)
      return `migration ${mine.name} was applied with other text: migrations only go forward`;
  }
  return null;
};

const CREATE_MIGRATIONS = `
CREATE TABLE IF NOT EXISTS migrations
(number UInt32, name String, checksum String, applied_at DateTime('UTC') DEFAULT now())
ENGINE = ReplacingMergeTree ORDER BY number`;
/** Views before what they read and write. */
const DROPPED = [
  'device_handoffs',
  'lines_of_blocks',
  'hosts_of_facts',
  'hosts_of_handoffs',
  'unknown_lines_of_facts',
  'hosts',
  'unknown_lines',
  'lines',
  ...TABLES,
  'migrations',
] as const;
/** A migration that copies may take long: a server that says so every few seconds keeps the client's patience. */
const TELLING = { send_progress_in_http_headers: 1, http_headers_progress_interval_ms: '5000' } as const;

class ClickHouseStore extends Store {
  readonly #client: ClickHouseClient;
  readonly #prepare: () => Promise<void>;
  readonly #release: () => Promise<void>;
  readonly #migrations: readonly Migration[];
  /** A statement that makes or drops tables, as it is said where the tables are. */
  readonly #ddl: (statement: string) => readonly string[];
  /** The table that holds the rows, which on a cluster is not the one that is asked. */
  readonly #holderOf: (table: string) => string;
  readonly #queries = readQueries();

  constructor(parts: {
    client: ClickHouseClient;
    prepare: () => Promise<void>;
    release: () => Promise<void>;
    migrations: readonly Migration[];
    cluster?: string | null;
  }) {
    super();
    this.#client = parts.client;
    this.#prepare = parts.prepare;
    this.#release = parts.release;
    this.#migrations = parts.migrations;
    const { cluster = null } = parts;
    this.#ddl = cluster === null ? (statement) => [statement] : (statement) => forCluster(statement, cluster);
    this.#holderOf = cluster === null ? (table) => table : localName;
  }

  migrate(): Promise<void> {
    return during('migrating the store', async () => {
      await this.#prepare();
      await this.#define(CREATE_MIGRATIONS);
      const applied = await this.#select<AppliedMigration>(
        'SELECT number, name, checksum FROM migrations FINAL ORDER BY number',
        {},
      );
      const contradiction = contradictionOf(applied, this.#migrations);
      if (contradiction !== null) throw new StoreError(`migrating the store: ${contradiction}`, { retriable: false });
      for (const migration of this.#migrations.slice(applied.length)) await this.#apply(migration);
    });
  }

  async #apply({ number, name, checksum, statements }: Migration): Promise<void> {
    for (const statement of statements) await this.#define(statement);
    await this.#client.insert({ table: 'migrations', values: [{ number, name, checksum }], format: 'JSONEachRow' });
  }

  async #define(statement: string): Promise<void> {
    for (const query of this.#ddl(statement)) await this.#client.command({ query, clickhouse_settings: TELLING });
  }

  retain(retention: Retention): Promise<void> {
    return during('telling the store how long to keep', async () => {
      for (const table of RETAINED) {
        const change = retentionChange(table, retention[table], await this.#definitionOf(table));
        if (change !== null) await this.#define(change);
      }
    });
  }

  async #definitionOf(table: string): Promise<string> {
    const [row] = await this.#select<{ definition: string }>(
      'SELECT create_table_query AS definition FROM system.tables WHERE database = currentDatabase() AND name = {name:String}',
      { name: this.#holderOf(table) },
    );
    return row?.definition ?? '';
  }

  insert(rows: StoreRows): Promise<void> {
    return during('inserting into the store', async () => {
      for (const table of TABLES) await this.#insertInto(table, rows[table] ?? []);
    });
  }

  async #insertInto(table: (typeof TABLES)[number], rows: readonly object[]): Promise<void> {
    const most = ROWS_PER_INSERT[table];
    for (let from = 0; from < rows.length; from += most) {
      const { names, body } = columnsOf(rows.slice(from, from + most));
      const query = `INSERT INTO ${table} (${names.map((name) => `\`${name}\``).join(', ')}) FORMAT ${COLUMNS}`;
      const { stream } = await this.#client.exec({ query, values: Readable.from([body]) });
      for await (const _nothing of stream);
    }
  }

  ask<Name extends keyof Questions>(
    question: Name,
    parameters: Questions[Name]['parameters'],
  ): Promise<Questions[Name]['answer']> {
    const run = <Row>(name: QueryName, values: QueryParameters): Promise<readonly Row[]> =>
      this.#select<Row>(this.#queries.get(name) ?? '', values);
    return during(`asking the store for ${question}`, () => ANSWERS[question](run, parameters));
  }

  async #select<Row>(query: string, parameters: QueryParameters): Promise<readonly Row[]> {
    const result = await this.#client.query({ query, query_params: { ...parameters }, format: 'JSONEachRow' });
    return result.json<Row>();
  }

  drop(): Promise<void> {
    return during('dropping the store', async () => {
      for (const name of DROPPED) await this.#define(`DROP TABLE IF EXISTS ${name} SYNC`);
    });
  }

  async close(): Promise<void> {
    await this.#client.close();
    await this.#release();
  }
}

const openEmbedded = (path: string, migrations: readonly Migration[]): Store => {
  const chdb = loadChdb();
  const client = createClient({ ...OPTIONS, connection: connectEmbedded(path, chdb) });
  return new ClickHouseStore({ client, prepare: async () => {}, release: chdb.drainPending, migrations });
};

const openServer = (target: StoreTarget & { kind: 'server' }, migrations: readonly Migration[]): Store => {
  const { url, username, password, database = 'default', cluster = null } = target;
  const options = { ...OPTIONS, url, username, password };
  const onCluster = cluster === null ? '' : ' ON CLUSTER {cluster:String}';
  /** A client of a database that is not there cannot make it; and where it is there, the right to make one is not needed. */
  const prepare = async () => {
    const outside = createClient(options);
    try {
      const found = await outside.query({
        query: 'SELECT 1 FROM system.databases WHERE name = {database:String}',
        query_params: { database },
        format: 'JSONEachRow',
      });
      if ((await found.json()).length > 0) return;
      await outside.command({
        query: `CREATE DATABASE IF NOT EXISTS {database:Identifier}${onCluster}`,
        query_params: { database, ...(cluster === null ? {} : { cluster }) },
      });
    } finally {
      await outside.close();
    }
  };
  const settings = { ...OPTIONS.clickhouse_settings, ...(cluster === null ? {} : CLUSTER_SETTINGS) };
  return new ClickHouseStore({
    client: createClient({ ...options, database, clickhouse_settings: settings }),
    cluster,
    prepare,
    release: async () => {},
    migrations,
  });
};

/**
 * Opens a store; `migrate()` before the first question. An embedded one is this process's alone. Rejects with a StoreError
 * where chdb is not installed or the directory is somebody else's; a server is first spoken to by `migrate()`.
 * `migrations` are those of schemas/clickhouse unless told.
 */
export const openStore = async (target: StoreTarget, migrations = readMigrations()): Promise<Store> =>
  target.kind === 'embedded' ? openEmbedded(target.path, migrations) : openServer(target, migrations);
