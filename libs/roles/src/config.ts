/** What a process is told to do: flag > environment > file > default, checked as a whole before anything opens. */
import { isIP } from 'node:net';
import { parseDocument } from 'yaml';
import type { Retention } from '#store';

export const ROLES = ['collector', 'correlator', 'projector', 'watcher', 'notifier', 'query'] as const;
export type RoleName = (typeof ROLES)[number];

export interface Problem {
  /** Where the value came from: `--http-port`, `QUIESCE_HTTP_PORT`, `quiesce.yaml: http.port`. */
  readonly where: string;
  readonly message: string;
}
export interface FileSource {
  /** Host that the lines belong to. */
  readonly host: string;
  readonly path: string;
  /** What the lines' source is called where it is not the path. */
  readonly name?: string;
}
export interface Sasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}
/** Paths of PEM files; a null `ca` trusts what the system trusts. */
export interface Tls {
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
}
export type LogConfig =
  | { readonly type: 'embedded'; readonly path: string; readonly retentionMs: number | null }
  | {
      readonly type: 'kafka';
      readonly brokers: readonly string[];
      readonly clientId: string;
      /** Put before every topic name. */
      readonly prefix: string;
      readonly tls: Tls | null;
      readonly sasl: Sasl | null;
      /** Of topics that are made here; null takes what the brokers are set to. */
      readonly partitions: number;
      readonly replicas: number | null;
      readonly retentionMs: number | null;
      /** A member that is silent for so long loses its partitions. */
      readonly sessionTimeoutMs: number;
    };
export type StoreConfig = { readonly retention: Retention } & (
  | { readonly type: 'embedded'; readonly path: string }
  | {
      readonly type: 'clickhouse';
      readonly url: string;
      readonly username: string;
      readonly password: string;
      readonly database: string;
      /** Name of a ClickHouse cluster to lay the tables over; null for one server. */
      readonly cluster: string | null;
    }
);
export interface HttpConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Bearer token that every request under /api must show; null where only this machine can connect. */
  readonly token: string | null;
  /** Folder of the built dashboard, or null for none. */
  readonly dashboard: string | null;
}
export interface CollectorConfig {
  readonly host: string | null;
  /** Files that grow, followed for ever. */
  readonly files: readonly FileSource[];
  /** Files read once to their end. */
  readonly once: readonly FileSource[];
  readonly stdin: boolean;
  readonly kmsg: boolean;
  /** `/dev/kmsg`, or what stands in for it. */
  readonly kmsgPath: string;
  /** Base URL of another Quiesce that takes the lines, instead of an event log. */
  readonly to: string | null;
  readonly toToken: string | null;
  /** Folder of the checkpoints. */
  readonly path: string;
  /** Raw bytes in one event, and the most that is kept of one line: six times that, as JSON, must fit Kafka's 1 MB. */
  readonly batchBytes: number;
  readonly pollMs: number;
  readonly tickMs: number;
  /** Does the HTTP door take lines? */
  readonly ingest: boolean;
  readonly bodyBytes: number;
}
export interface Webhook {
  readonly name: string;
  readonly url: string;
}
export interface Config {
  readonly roles: readonly RoleName[];
  readonly data: string;
  readonly log: LogConfig;
  readonly store: StoreConfig;
  /** Null: nothing listens. */
  readonly http: HttpConfig | null;
  readonly collector: CollectorConfig;
  readonly correlator: {
    readonly tickAfterMs: number;
    /** Least time between two checkpoints of a partition. */
    readonly checkpointAfterMs: number;
    /** Fold again, under the rules of this release, what a newer one folded. */
    readonly takeBack: boolean;
  };
  readonly watcher: { readonly epoch: string };
  readonly notifier: {
    readonly webhooks: readonly Webhook[];
    readonly timeoutMs: number;
    readonly retryMs: number;
    readonly giveUpAfterMs: number;
  };
  readonly level: (typeof LEVELS)[number];
}

export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

type Read<T> = { readonly ok: T } | { readonly bad: string };
type Reader<T> = (raw: unknown) => Read<T>;

const text: Reader<string> = (raw) =>
  typeof raw === 'string' && raw !== '' ? { ok: raw } : { bad: 'must be a text that is not empty' };

const flag: Reader<boolean> = (raw) => {
  if (raw === true || raw === 'true' || raw === '1') return { ok: true };
  if (raw === false || raw === 'false' || raw === '0') return { ok: false };
  return { bad: 'must be true or false' };
};

const integer =
  (min: number, max: number): Reader<number> =>
  (raw) => {
    const value = typeof raw === 'string' && /^-?\d+$/.test(raw) ? Number(raw) : raw;
    return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? { ok: value }
      : { bad: `must be a whole number from ${min} to ${max}` };
  };

const oneOf =
  <T extends string>(allowed: readonly T[]): Reader<T> =>
  (raw) => {
    const found = allowed.find((name) => name === raw);
    return found === undefined ? { bad: `must be one of ${allowed.join(', ')}` } : { ok: found };
  };

const listOf =
  <T>(item: Reader<T>): Reader<readonly T[]> =>
  (raw) => {
    const items = typeof raw === 'string' ? raw.split(',').map((part) => part.trim()) : raw;
    if (!Array.isArray(items)) return { bad: 'must be a list' };
    const read = items.map(item);
    const bad = read.flatMap((one, index) => ('bad' in one ? [`item ${index + 1} ${one.bad}`] : []));
    return bad.length > 0 ? { bad: bad.join('; ') } : { ok: read.flatMap((one) => ('ok' in one ? [one.ok] : [])) };
  };

const httpUrl: Reader<string> = (raw) => {
  const url = typeof raw === 'string' && URL.canParse(raw) ? new URL(raw) : null;
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:')
    ? { ok: String(raw) }
    : { bad: 'must be an http or https URL' };
};

const broker: Reader<string> = (raw) =>
  typeof raw === 'string' && /^(\[[0-9a-fA-F:]+\]|[^\s:]+):\d{1,5}$/.test(raw)
    ? { ok: raw }
    : { bad: 'must be HOST:PORT' };

/** `HOST=PATH`, or a path alone whose host `collector.host` names. */
const hostFile: Reader<{ readonly host: string | null; readonly path: string }> = (raw) => {
  if (typeof raw !== 'string' || raw === '') return { bad: 'must be HOST=PATH or PATH' };
  const named = /^([^=/]+)=(.+)$/.exec(raw);
  return { ok: named ? { host: named[1]!, path: named[2]! } : { host: null, path: raw } };
};

/** `NAME=URL`, or a URL alone, which is then its own name. */
const webhook: Reader<Webhook> = (raw) => {
  if (typeof raw !== 'string') return { bad: 'must be URL or NAME=URL' };
  const named = /^([\w.-]+)=(https?:.+)$/.exec(raw);
  const url = httpUrl(named ? named[2] : raw);
  return 'bad' in url ? url : { ok: { name: named ? named[1]! : url.ok, url: url.ok } };
};

interface Setting<T> {
  readonly read: Reader<T>;
  readonly preset: T;
}
const setting = <T>(read: Reader<T>, preset: T): Setting<T> => ({ read, preset });
const optional = <T>(read: Reader<T>): Setting<T | null> => ({ read, preset: null });

/** Every key there is. `http.port` is `--http-port`-like in flags, QUIESCE_HTTP_PORT in the environment, `http: {port}` in a file. */
const SETTINGS = {
  roles: setting<readonly RoleName[]>(listOf(oneOf(ROLES)), ROLES),
  data: setting(text, './quiesce-data'),
  'log.type': setting<'embedded' | 'kafka'>(oneOf(['embedded', 'kafka']), 'embedded'),
  'log.path': optional(text),
  'log.brokers': setting<readonly string[]>(listOf(broker), []),
  'log.clientId': setting(text, 'quiesce'),
  'log.prefix': setting(text, 'quiesce.'),
  'log.tls': setting(flag, false),
  'log.tlsCa': optional(text),
  'log.tlsCert': optional(text),
  'log.tlsKey': optional(text),
  'log.retentionDays': optional(integer(1, 36_500)),
  'log.partitions': setting(integer(1, 10_000), 12),
  'log.replicas': optional(integer(1, 100)),
  'log.sessionTimeoutMs': setting(integer(1_000, 600_000), 30_000),
  'log.mechanism': setting<Sasl['mechanism']>(oneOf(['plain', 'scram-sha-256', 'scram-sha-512']), 'scram-sha-512'),
  'log.username': optional(text),
  'log.password': optional(text),
  'store.type': setting<'embedded' | 'clickhouse'>(oneOf(['embedded', 'clickhouse']), 'embedded'),
  'store.path': optional(text),
  'store.url': optional(httpUrl),
  'store.username': setting(text, 'default'),
  'store.password': optional(text),
  'store.database': setting(text, 'quiesce'),
  'store.cluster': optional(text),
  // 0 keeps for ever.
  'store.linesDays': setting(integer(0, 36_500), 90),
  'store.factsDays': setting(integer(0, 36_500), 400),
  'http.listen': setting(flag, true),
  'http.host': setting(text, '127.0.0.1'),
  'http.port': setting(integer(0, 65535), 4080),
  'http.token': optional(text),
  'http.dashboard': optional(text),
  'collector.host': optional(text),
  'collector.files': setting<readonly { host: string | null; path: string }[]>(listOf(hostFile), []),
  'collector.once': setting<readonly { host: string | null; path: string }[]>(listOf(hostFile), []),
  'collector.stdin': setting(flag, false),
  'collector.kmsg': setting(flag, false),
  'collector.kmsgPath': setting(text, '/dev/kmsg'),
  'collector.to': optional(httpUrl),
  'collector.toToken': optional(text),
  'collector.path': optional(text),
  'collector.batchBytes': setting(integer(1, 160 * 1024), 128 * 1024),
  'collector.pollMs': setting(integer(1, 60_000), 200),
  'collector.tickMs': setting(integer(10, 86_400_000), 30_000),
  'collector.ingest': setting(flag, true),
  'collector.bodyBytes': setting(integer(1, 1 << 30), 16 * 1024 * 1024),
  'correlator.tickAfterMs': setting(integer(10, 86_400_000), 60_000),
  'correlator.checkpointAfterMs': setting(integer(0, 600_000), 1_000),
  'correlator.takeBack': setting(flag, false),
  'watcher.epoch': setting(text, '1'),
  'notifier.webhooks': setting<readonly Webhook[]>(listOf(webhook), []),
  'notifier.timeoutMs': setting(integer(1, 600_000), 10_000),
  'notifier.retryMs': setting(integer(1, 600_000), 1_000),
  'notifier.giveUpAfterMs': setting(integer(0, 30 * 86_400_000), 86_400_000),
  level: setting<(typeof LEVELS)[number]>(oneOf(LEVELS), 'info'),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export type Values = { readonly [K in SettingKey]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never };
/** Settings that came as flags, by key; undefined is "not given". */
export type Flags = { readonly [K in SettingKey]?: unknown };
export type Environment = Readonly<Record<string, string | undefined>>;
export interface ConfigFile {
  readonly name: string;
  /** YAML. */
  readonly text: string;
}

const KEYS = Object.keys(SETTINGS) as SettingKey[];
const snake = (key: string) =>
  key
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('.', '_')
    .toUpperCase();
/** Name of the variable that sets a key. */
export const variableOf = (key: SettingKey): string => `QUIESCE_${snake(key)}`;
const dashed = (key: string) => `--${snake(key).replaceAll('_', '-').toLowerCase()}`;
/** Names a file, hence no setting of its own. */
export const CONFIG_VARIABLE = 'QUIESCE_CONFIG';

/** The one place that reads the process's environment. */
export function readEnvironment(): Environment {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('QUIESCE_')));
}

interface Given {
  readonly where: string;
  readonly raw: unknown;
}
type Layer = ReadonlyMap<SettingKey, Given>;

function environmentLayer(env: Environment, problems: Problem[]): Layer {
  const keyOf = new Map(KEYS.map((key) => [variableOf(key), key]));
  const layer = new Map<SettingKey, Given>();
  for (const [where, raw] of Object.entries(env)) {
    if (!where.startsWith('QUIESCE_') || where === CONFIG_VARIABLE || raw === undefined) continue;
    const key = keyOf.get(where);
    if (key === undefined) problems.push({ where, message: `is not a setting${nearest(where, [...keyOf.keys()])}` });
    else layer.set(key, { where, raw });
  }
  return layer;
}

function flagLayer(flags: Flags, problems: Problem[]): Layer {
  const layer = new Map<SettingKey, Given>();
  for (const [key, raw] of Object.entries(flags)) {
    if (raw === undefined) continue;
    const known = KEYS.find((one) => one === key);
    if (known === undefined) problems.push({ where: dashed(key), message: 'is not a setting' });
    else layer.set(known, { where: dashed(key), raw });
  }
  return layer;
}

function fileLayer(file: ConfigFile | null, problems: Problem[]): Layer {
  if (file === null) return new Map();
  const document = parseDocument(file.text, { prettyErrors: true });
  for (const error of document.errors) problems.push({ where: file.name, message: error.message });
  if (document.errors.length > 0) return new Map();
  const layer = new Map<SettingKey, Given>();
  for (const [key, raw] of flatten(document.toJS(), '')) {
    if (raw === null) continue;
    const where = `${file.name}: ${key}`;
    const known = KEYS.find((one) => one === key);
    if (known === undefined) problems.push({ where, message: `is not a setting${nearest(key, KEYS)}` });
    else layer.set(known, { where, raw });
  }
  return layer;
}

/** `{http: {port: 1}}` as `[['http.port', 1]]`. */
function flatten(value: unknown, prefix: string): (readonly [string, unknown])[] {
  if (value === null || value === undefined) return prefix === '' ? [] : [[prefix, value]];
  if (typeof value !== 'object' || Array.isArray(value)) return [[prefix, value]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, prefix === '' ? name : `${prefix}.${name}`));
}

/** A hint for a slip of the pen: the known name with the smallest edit distance, if it is small. */
function nearest(name: string, known: readonly string[]): string {
  const ranked = known
    .map((one) => ({ one, distance: editDistance(name, one) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= 3 ? `; did you mean ${best.one}?` : '';
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

function valuesOf(layers: readonly Layer[], problems: Problem[]): { values: Values; given: Layer } {
  const given = new Map<SettingKey, Given>();
  const values: Record<string, unknown> = {};
  for (const key of KEYS) {
    const { read, preset } = SETTINGS[key] as Setting<unknown>;
    values[key] = preset;
    const found = layers.map((layer) => layer.get(key)).find((one) => one !== undefined);
    if (found === undefined) continue;
    given.set(key, found);
    const result = read(found.raw);
    if ('bad' in result) problems.push({ where: found.where, message: result.bad });
    else values[key] = result.ok;
  }
  return { values: values as Values, given };
}

/** Can only this machine connect to an address? */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const version = isIP(host);
  return version === 4 ? host.startsWith('127.') : version === 6 && (host === '::1' || /^::ffff:127\./i.test(host));
}

/** What no single value shows: settings that need each other. */
function conflicts(values: Values): readonly { key: SettingKey; message: string }[] {
  const has = (role: RoleName) => values.roles.includes(role);
  const unnamed = [...values['collector.files'], ...values['collector.once']].some(({ host }) => host === null);
  const live = values['collector.stdin'] || values['collector.kmsg'];
  const checks: readonly (readonly [boolean, SettingKey, string])[] = [
    [values.roles.length === 0, 'roles', 'names no role'],
    [
      values['http.listen'] && !isLoopback(values['http.host']) && values['http.token'] === null,
      'http.token',
      `is needed to listen on ${values['http.host']}: others than this machine could connect`,
    ],
    [
      values['log.type'] === 'kafka' && values['log.brokers'].length === 0,
      'log.brokers',
      'is needed with log.type kafka',
    ],
    [
      values['log.type'] === 'embedded' && values['log.brokers'].length > 0,
      'log.brokers',
      'is only for log.type kafka',
    ],
    [
      (values['log.username'] === null) !== (values['log.password'] === null),
      values['log.username'] === null ? 'log.username' : 'log.password',
      'is needed: name and password go together',
    ],
    [
      !values['log.tls'] && (values['log.tlsCa'] ?? values['log.tlsCert'] ?? values['log.tlsKey']) !== null,
      'log.tls',
      'must be true where a certificate is named',
    ],
    [
      (values['log.tlsCert'] === null) !== (values['log.tlsKey'] === null),
      values['log.tlsCert'] === null ? 'log.tlsCert' : 'log.tlsKey',
      'is needed: certificate and key go together',
    ],
    [
      values['store.type'] === 'clickhouse' && values['store.url'] === null,
      'store.url',
      'is needed with store.type clickhouse',
    ],
    [
      values['store.type'] === 'embedded' && values['store.url'] !== null,
      'store.url',
      'is only for store.type clickhouse',
    ],
    [
      has('collector') && values['collector.host'] === null && (unnamed || live),
      'collector.host',
      'is needed: a source does not say which host it belongs to',
    ],
    [has('query') && !values['http.listen'], 'http.listen', 'is needed by the role query'],
    [
      values['collector.to'] !== null && values.roles.some((role) => role !== 'collector'),
      'collector.to',
      'is only for a process that runs nothing but the collector',
    ],
  ];
  return checks.filter(([wrong]) => wrong).map(([, key, message]) => ({ key, message }));
}

const under = (values: Values, key: 'log.path' | 'store.path' | 'collector.path', folder: string) =>
  values[key] ?? `${values.data}/${folder}`;

const DAY_MS = 86_400_000;
function logOf(values: Values): LogConfig {
  const retentionMs = values['log.retentionDays'] === null ? null : values['log.retentionDays'] * DAY_MS;
  if (values['log.type'] === 'embedded')
    return { type: 'embedded', path: under(values, 'log.path', 'log'), retentionMs };
  const { 'log.username': username, 'log.password': password } = values;
  return {
    type: 'kafka',
    brokers: values['log.brokers'],
    clientId: values['log.clientId'],
    prefix: values['log.prefix'],
    tls: values['log.tls'] ? { ca: values['log.tlsCa'], cert: values['log.tlsCert'], key: values['log.tlsKey'] } : null,
    partitions: values['log.partitions'],
    replicas: values['log.replicas'],
    retentionMs,
    sessionTimeoutMs: values['log.sessionTimeoutMs'],
    sasl: username === null || password === null ? null : { mechanism: values['log.mechanism'], username, password },
  };
}

function storeOf(values: Values): StoreConfig {
  const retention = { lines: values['store.linesDays'] || null, facts: values['store.factsDays'] || null };
  if (values['store.type'] === 'embedded')
    return { type: 'embedded', path: under(values, 'store.path', 'store'), retention };
  return {
    type: 'clickhouse',
    retention,
    url: values['store.url'] ?? '',
    username: values['store.username'],
    password: values['store.password'] ?? '',
    database: values['store.database'],
    cluster: values['store.cluster'],
  };
}

function collectorOf(values: Values): CollectorConfig {
  const host = values['collector.host'];
  const named = (files: Values['collector.files']) =>
    files.map((file) => ({ host: file.host ?? host ?? '', path: file.path }));
  return {
    host,
    files: named(values['collector.files']),
    once: named(values['collector.once']),
    stdin: values['collector.stdin'],
    kmsg: values['collector.kmsg'],
    kmsgPath: values['collector.kmsgPath'],
    to: values['collector.to'],
    toToken: values['collector.toToken'],
    path: under(values, 'collector.path', 'collector'),
    batchBytes: values['collector.batchBytes'],
    pollMs: values['collector.pollMs'],
    tickMs: values['collector.tickMs'],
    ingest: values['collector.ingest'],
    bodyBytes: values['collector.bodyBytes'],
  };
}

function configOf(values: Values): Config {
  return {
    roles: ROLES.filter((role) => values.roles.includes(role)),
    data: values.data,
    log: logOf(values),
    store: storeOf(values),
    http: values['http.listen']
      ? {
          host: values['http.host'],
          port: values['http.port'],
          token: values['http.token'],
          dashboard: values['http.dashboard'],
        }
      : null,
    collector: collectorOf(values),
    correlator: {
      tickAfterMs: values['correlator.tickAfterMs'],
      checkpointAfterMs: values['correlator.checkpointAfterMs'],
      takeBack: values['correlator.takeBack'],
    },
    watcher: { epoch: values['watcher.epoch'] },
    notifier: {
      webhooks: values['notifier.webhooks'],
      timeoutMs: values['notifier.timeoutMs'],
      retryMs: values['notifier.retryMs'],
      giveUpAfterMs: values['notifier.giveUpAfterMs'],
    },
    level: values.level,
  };
}

/** Pure: opens nothing, reports every problem at once, refuses keys it does not know. */
export function parseConfig(given: {
  readonly environment: Environment;
  readonly flags: Flags;
  readonly file: ConfigFile | null;
}): { readonly ok: Config } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const layers = [
    flagLayer(given.flags, problems),
    environmentLayer(given.environment, problems),
    fileLayer(given.file, problems),
  ];
  const { values, given: found } = valuesOf(layers, problems);
  for (const { key, message } of conflicts(values)) {
    problems.push({ where: found.get(key)?.where ?? key, message });
  }
  return problems.length > 0 ? { problems } : { ok: configOf(values) };
}
