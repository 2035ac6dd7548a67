import { type ConfigFile, type Environment, type Flags, parseConfig, variableOf } from './config';

const parse = (given: { environment?: Environment; flags?: Flags; yaml?: string }) => {
  const file: ConfigFile | null = given.yaml === undefined ? null : { name: 'quiesce.yaml', text: given.yaml };
  return parseConfig({ environment: given.environment ?? {}, flags: given.flags ?? {}, file });
};
const config = (given: Parameters<typeof parse>[0]) => {
  const result = parse(given);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.ok;
};
const problems = (given: Parameters<typeof parse>[0]) => {
  const result = parse(given);
  return 'problems' in result ? result.problems.map(({ where, message }) => `${where} ${message}`) : [];
};

test('with nothing said, every role runs on embedded parts and listens on this machine only', () => {
  const all = config({});
  expect(all.roles).toEqual(['collector', 'correlator', 'projector', 'watcher', 'notifier', 'query']);
  expect(all.log).toEqual({ type: 'embedded', path: './quiesce-data/log', retentionMs: null });
  expect(all.http).toMatchObject({ host: '127.0.0.1', token: null });
});

test('a flag beats the environment, which beats the file, which beats the default', () => {
  const yaml = 'http:\n  port: 1\ncollector:\n  pollMs: 11\n  batchBytes: 12\n';
  const environment = { QUIESCE_HTTP_PORT: '2', QUIESCE_COLLECTOR_POLL_MS: '21' };
  const all = config({ yaml, environment, flags: { 'http.port': '3' } });
  expect(all.http?.port).toBe(3);
  expect(all.collector.pollMs).toBe(21);
  expect(all.collector.batchBytes).toBe(12);
  expect(all.collector.tickMs).toBe(30_000);
});

test('all problems come at once, each with the place it came from', () => {
  const found = problems({
    yaml: 'http:\n  port: seven\nstores:\n  type: clickhouse\n',
    environment: { QUIESCE_ROLES: 'query,cook', QUIESCE_HTP_PORT: '1' },
    flags: { 'log.type': 'kafka' },
  });
  expect(found).toEqual([
    'QUIESCE_HTP_PORT is not a setting; did you mean QUIESCE_HTTP_PORT?',
    'quiesce.yaml: stores.type is not a setting; did you mean store.type?',
    'QUIESCE_ROLES item 2 must be one of collector, correlator, projector, watcher, notifier, query',
    'quiesce.yaml: http.port must be a whole number from 0 to 65535',
    'log.brokers is needed with log.type kafka',
  ]);
});

test('certificates are for TLS, a key goes with its certificate, and what is kept is told in days', () => {
  const kafka = { 'log.type': 'kafka', 'log.brokers': 'k:9093' };
  expect(problems({ flags: { ...kafka, 'log.tlsCa': '/ca.pem' } })).toEqual([
    'log.tls must be true where a certificate is named',
  ]);
  expect(problems({ flags: { ...kafka, 'log.tls': true, 'log.tlsKey': '/key.pem' } })).toEqual([
    'log.tlsCert is needed: certificate and key go together',
  ]);
  const flags = { ...kafka, 'log.tls': true, 'log.tlsCa': '/ca.pem', 'log.retentionDays': '2' };
  expect(config({ flags }).log).toMatchObject({
    tls: { ca: '/ca.pem', cert: null, key: null },
    retentionMs: 172_800_000,
  });
});

test('raw lines and facts are let go of in their time, and never where that is 0 days', () => {
  expect(config({}).store.retention).toEqual({ lines: 90, facts: 400 });
  const yaml = 'store:\n  linesDays: 7\n  factsDays: 0\n';
  expect(config({ yaml }).store.retention).toEqual({ lines: 7, facts: null });
});

test.each(['0.0.0.0', '::', '10.1.2.3', 'quiesce.example'])('listening on %s is refused without a token', (host) => {
  const refused = [`http.token is needed to listen on ${host}: others than this machine could connect`];
  expect(problems({ flags: { 'http.host': host } })).toEqual(refused);
  expect(problems({ flags: { 'http.host': host, 'http.token': 's' } })).toEqual([]);
});

test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('listening on %s needs no token', (host) => {
  expect(problems({ flags: { 'http.host': host } })).toEqual([]);
});

test('a file that is not YAML says the line', () => {
  expect(problems({ yaml: 'http: {port: 1\n' })[0]).toMatch(/^quiesce\.yaml .*line \d/s);
});

test('files name their hosts, or take the one of the collector', () => {
  const yaml = 'collector:\n  host: web-1\n  files: [/var/log/kern.log, db-1=/srv/db-1.log]\n';
  expect(config({ yaml }).collector.files).toEqual([
    { host: 'web-1', path: '/var/log/kern.log' },
    { host: 'db-1', path: '/srv/db-1.log' },
  ]);
  expect(problems({ flags: { 'collector.files': ['/var/log/kern.log'] } })).toEqual([
    'collector.host is needed: a source does not say which host it belongs to',
  ]);
});

test('a webhook is a URL, with or without a name', () => {
  expect(config({ flags: { 'notifier.webhooks': ['pager=http://h/x', 'http://h/y?a=b'] } }).notifier.webhooks).toEqual([
    { name: 'pager', url: 'http://h/x' },
    { name: 'http://h/y?a=b', url: 'http://h/y?a=b' },
  ]);
  expect(problems({ flags: { 'notifier.webhooks': ['ftp://h/x'] } })).toHaveLength(1);
});

test('variables are the keys in capitals', () => {
  expect(variableOf('notifier.giveUpAfterMs')).toBe('QUIESCE_NOTIFIER_GIVE_UP_AFTER_MS');
});
