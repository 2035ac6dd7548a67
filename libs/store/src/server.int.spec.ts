/** The store over HTTP: against the server of CLICKHOUSE_URL where there is one, else one that speaks for chDB. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type StoreTarget } from './clickhouse';
import { StoreError } from './store';
import { storeContract } from './store.contract';
import { hasChdb } from './testing/chdb';
import { serveClickHouse, type TestServer } from './testing/clickhouse-http';

const { CLICKHOUSE_URL, CLICKHOUSE_USER = 'default', CLICKHOUSE_PASSWORD = '' } = process.env;
const present = CLICKHOUSE_URL !== undefined || hasChdb();
const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

(present ? describe : describe.skip)(`a store on a server (${CLICKHOUSE_URL ?? 'chDB behind HTTP'})`, () => {
  const database = `quiesce_test_${randomUUID().replaceAll('-', '')}`;
  const path = mkdtempSync(join(tmpdir(), 'quiesce-server-'));
  let server: TestServer | null = null;
  let target: StoreTarget & { kind: 'server' };

  beforeAll(async () => {
    const user = { username: CLICKHOUSE_USER, password: CLICKHOUSE_PASSWORD };
    if (CLICKHOUSE_URL !== undefined) {
      target = { kind: 'server', url: CLICKHOUSE_URL, ...user, database };
    } else {
      const own = { username: 'quiesce', password: 'it’s "secret"' };
      server = await serveClickHouse({ path, ...own });
      target = { kind: 'server', url: server.url, ...own, database };
    }
  });
  const ask = async (body: string) => {
    const authorization = `Basic ${Buffer.from(`${target.username}:${target.password}`).toString('base64')}`;
    return (await fetch(target.url, { method: 'POST', headers: { authorization }, body })).text();
  };
  afterAll(async () => {
    await ask(`DROP DATABASE IF EXISTS ${database}`);
    await server?.close();
    rmSync(path, { recursive: true, force: true });
  });

  storeContract(() => openStore(target));

  test('two stores of one server see the same', async () => {
    const [one, other] = [await openStore(target), await openStore(target)];
    await Promise.all([one.migrate(), other.migrate()]);
    expect(await one.ask('overview', {})).toEqual(await other.ask('overview', {}));
    await Promise.all([one.close(), other.close()]);
  });

  test('how long to keep, told again, changes nothing in the store', async () => {
    const store = await openStore(target);
    await store.migrate();
    const changes = () =>
      ask(`SELECT count(), max(create_time) FROM system.mutations WHERE database = '${database}' FORMAT TSV`);
    await store.retain({ lines: 30, facts: 60 });
    const once = await changes();
    await store.retain({ lines: 30, facts: 60 });
    expect(await changes()).toBe(once);
    await store.retain({ lines: 31, facts: 60 });
    expect(await changes()).not.toBe(once);
    await store.close();
  });

  test('a wrong password is an error that waiting does not mend', async () => {
    const store = await openStore({ ...target, password: 'wrong' });
    const refusal = await refusalOf(store.migrate());
    expect(refusal).toBeInstanceOf(StoreError);
    expect(refusal).toMatchObject({ retriable: false, message: expect.stringMatching(/authentication/i) });
    await store.close();
  });

  test('a server that is not there may come back', async () => {
    const store = await openStore({ ...target, url: 'http://127.0.0.1:1' });
    for (const work of [store.migrate(), store.insert({ alerts: [] }).then(() => store.ask('overview', {}))]) {
      const refusal = await refusalOf(work);
      expect(refusal).toBeInstanceOf(StoreError);
      expect(refusal).toMatchObject({ retriable: true, cause: expect.anything() });
    }
    await store.close();
  });
});
