/** Looks at what a set-up needs, and says what is wrong and how to mend it. */
import { access, constants, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config';
import { needsStore, openEventLog } from './open';
import { packageRoot } from './package-root';
import { messageOf } from './role';

export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was seen. */
  readonly detail: string;
  /** What to do about it; null where nothing is wrong. */
  readonly mend: string | null;
}
interface Check {
  readonly what: string;
  readonly look: () => Promise<string>;
  readonly mend: string;
}

const NODE = [20, 19] as const;

async function nodeVersion(): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) throw new Error(`Node ${process.versions.node}`);
  return `Node ${process.versions.node}`;
}

async function writable(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const probe = join(folder, `.doctor-${process.pid}`);
  await writeFile(probe, '');
  await rm(probe);
  return folder;
}

const portFree = (host: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve(`${host}:${port} is free`)));
  });

async function logOpens(config: Config, logger: Logger): Promise<string> {
  const log = await openEventLog(config.log, logger);
  try {
    return `${config.log.type}, ${await log.partitions('lines')} partitions of lines`;
  } finally {
    await log.close();
  }
}

/** Asks a server for its version, and loads chDB without opening a store: a running Quiesce keeps its own. */
async function storeAnswers({ store }: Config): Promise<string> {
  if (store.type === 'embedded') {
    require('chdb/connection');
    return 'chDB loads';
  }
  const url = new URL(store.url);
  url.searchParams.set('query', 'SELECT version()');
  const headers = { 'x-clickhouse-user': store.username, 'x-clickhouse-key': store.password };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(5_000) });
  const text = (await response.text()).trim();
  if (!response.ok) throw new Error(`it answered ${response.status}: ${text.slice(0, 200)}`);
  return `ClickHouse ${text}`;
}

async function dashboardBuilt(config: Config): Promise<string> {
  const folder = config.http?.dashboard ?? join(packageRoot(), 'dist', 'dashboard');
  await access(join(folder, 'index.html'));
  return folder;
}

async function filesReadable({ collector }: Config): Promise<string> {
  const paths = [...collector.files, ...collector.once].map(({ path }) => path);
  if (collector.kmsg) paths.push(collector.kmsgPath);
  for (const path of paths) await access(path, constants.R_OK);
  return paths.length === 0 ? 'none asked for' : `${paths.length} readable`;
}

function checksOf(config: Config, logger: Logger): readonly Check[] {
  const { http, log, store } = config;
  const data = log.type === 'embedded' || store.type === 'embedded';
  const checks: (Check | null)[] = [
    { what: 'Node.js', look: nodeVersion, mend: `install Node ${NODE.join('.')} or newer` },
    data
      ? {
          what: 'data directory',
          look: () => writable(config.data),
          mend: 'name one with --data that this user may write to',
        }
      : null,
    {
      what: 'event log',
      look: () => logOpens(config, logger),
      mend:
        log.type === 'embedded'
          ? 'stop the Quiesce that has it, or take another directory'
          : 'check log.brokers, log.tls and log.username, and that the brokers can be reached from here',
    },
    needsStore(config)
      ? {
          what: 'store',
          look: () => storeAnswers(config),
          mend:
            store.type === 'embedded'
              ? 'npm install chdb (Linux and macOS only), or set store.type clickhouse and store.url'
              : 'check store.url, store.username and store.password, and that the server can be reached from here',
        }
      : null,
    http === null || http.port === 0
      ? null
      : {
          what: 'port',
          look: () => portFree(http.host, http.port),
          mend: 'stop what has it, or choose another with --port',
        },
    config.roles.includes('query')
      ? { what: 'dashboard', look: () => dashboardBuilt(config), mend: 'npm run build:dashboard' }
      : null,
    config.roles.includes('collector')
      ? {
          what: 'sources',
          look: () => filesReadable(config),
          mend: 'check the paths, and that this user may read them',
        }
      : null,
  ];
  return checks.filter((check) => check !== null);
}

/** The first line of what went wrong, with what lay beneath where that says more (`fetch failed` says nothing). */
function detailOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${messageOf(error.cause)}` : '';
  return `${messageOf(error)}${cause}`.split('\n', 1)[0] ?? '';
}

/** Every check, in order, whatever the ones before said. */
export async function examine(config: Config, logger: Logger): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { what, look, mend } of checksOf(config, logger)) {
    try {
      findings.push({ what, ok: true, detail: await look(), mend: null });
    } catch (error) {
      findings.push({ what, ok: false, detail: detailOf(error), mend });
    }
  }
  return findings;
}
