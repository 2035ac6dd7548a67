import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from './clickhouse';
import { type HandoffRow, joinRows, rowsOf } from './rows';
import { type Migration, readMigrations } from './sql';
import { StoreError } from './store';
import { hasChdb } from './testing/chdb';
import { collected, device, fact, judged, read, SIGNATURE } from './testing/sample-event';

const refusalOf = async (work: Promise<unknown>): Promise<StoreError> => {
  const refusal = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(StoreError);
  return refusal as StoreError;
};

test('without chdb the embedded store says what to do', async () => {
  jest.resetModules();
  jest.doMock('chdb/connection', () => {
    throw new Error("Cannot find module 'chdb/connection'");
  });
  const { openStore: openWithout } = require('./clickhouse') as { openStore: typeof openStore };
  const refusal = await openWithout({ kind: 'embedded', path: '/nowhere' }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    name: 'StoreError',
    retriable: false,
    message: expect.stringMatching(/npm install chdb/),
  });
  jest.dontMock('chdb/connection');
  jest.resetModules();
});

(hasChdb() ? describe : describe.skip)('the embedded store', () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'quiesce-embedded-'));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  const open = (migrations?: readonly Migration[]) => openStore({ kind: 'embedded', path }, migrations);
  const next: Migration = {
    number: readMigrations().length + 1,
    name: 'next.sql',
    checksum: 'c0ffee',
    statements: ['CREATE TABLE IF NOT EXISTS extra (a UInt8) ENGINE = MergeTree ORDER BY a'],
  };

  test('keeps what it was told when it is closed and opened', async () => {
    const first = await open();
    await first.migrate();
    await first.insert(
      joinRows([
        rowsOf(judged({ id: 'h-1', devices: [device({ bdf: '0000:00:01.0', verdict: 'clean' })] })),
        rowsOf(collected({ firstLine: 1, lines: ['a', 'b'] })),
      ]),
    );
    const before = await first.ask('handoff', { id: 'h-1' });
    await first.close();
    const second = await open();
    await second.migrate();
    expect(await second.ask('handoff', { id: 'h-1' })).toEqual(before);
    expect((await second.ask('handoff-lines', { id: 'h-1', limit: 9 }))?.items).toHaveLength(2);
    await second.close();
  });

  test('a newer program adds its migrations, and an older one then refuses', async () => {
    const older = await open();
    await older.migrate();
    await older.close();
    const newer = await open([...readMigrations(), next]);
    await newer.migrate();
    await newer.migrate();
    await newer.close();
    const again = await open();
    const refusal = await refusalOf(again.migrate());
    expect(refusal).toMatchObject({ retriable: false, message: expect.stringMatching(/next\.sql.*newer program/) });
    await again.close();
  });

  test('what was stored before a table that sums it up is in it', async () => {
    const unknown = fact({ kind: 'line-unknown', line: 3, lines: [3], bdf: null, fields: { masked: 'fan <n> stuck' } });
    const older = await open(readMigrations().slice(0, 1));
    await older.migrate();
    const leak = device({ bdf: '0000:00:01.0', verdict: 'dma-leak', signature: SIGNATURE });
    const { handoffs = [], ...rows } = joinRows([
      rowsOf(read({ facts: [unknown] })),
      rowsOf(judged({ id: 'h-1', host: 'b', devices: [leak] })),
    ]);
    const asOlder = handoffs.map(({ 'device.confidence': _, ...row }) => row as HandoffRow);
    await older.insert({ ...rows, handoffs: asOlder });
    await older.close();
    const newer = await open();
    await newer.migrate();
    expect(await newer.ask('overview', {})).toMatchObject({ hosts: 2, handoffs: 1 });
    expect((await newer.ask('unknown-lines', { limit: 9 })).items).toMatchObject([
      { masked: 'fan <n> stuck', count: 1 },
    ]);
    const days = [{ exposed: 1, showed: 1 }];
    expect(await newer.ask('signature', { id: SIGNATURE.id })).toMatchObject({ state: 'new', days });
    await newer.close();
  });

  test('a migration whose text changed after it was applied is refused', async () => {
    const first = await open();
    await first.migrate();
    await first.close();
    const changed = readMigrations().map((migration) => ({ ...migration, checksum: 'another' }));
    const second = await open(changed);
    const refusal = await refusalOf(second.migrate());
    expect(refusal).toMatchObject({ retriable: false, message: expect.stringMatching(/0001-.*other text/) });
    await second.close();
  });

  test('a migration that broke half way runs whole the next time', async () => {
    const broken = { ...next, statements: [...next.statements, 'CREATE NONSENSE'] };
    const first = await open([...readMigrations(), broken]);
    await refusalOf(first.migrate());
    await first.close();
    const second = await open([...readMigrations(), next]);
    await second.migrate();
    await second.close();
  });

  test('every migration of ours may break at its end, and runs whole the next time', async () => {
    const all = readMigrations();
    for (const [index, { statements }] of all.entries()) {
      const broken = { ...all[index]!, statements: [...statements, 'CREATE NONSENSE'] };
      const store = await open([...all.slice(0, index), broken]);
      await refusalOf(store.migrate());
      if (index > 0) await store.insert(rowsOf(read({ facts: [fact({})] })));
      await store.close();
    }
    const store = await open();
    await store.migrate();
    expect(await store.ask('overview', {})).toMatchObject({ hosts: 1 });
    await store.close();
  });

  test('a directory that another process has open is refused, and free once that one is killed', async () => {
    const holder = await holdIn(path);
    const refusal = await refusalOf(open());
    expect(refusal).toMatchObject({
      retriable: false,
      message: expect.stringContaining(`process ${holder.pid} has it open`),
    });
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    const store = await open();
    await store.migrate();
    await store.close();
  });

  test('what was inserted outlives a SIGKILL', async () => {
    const rows = joinRows([rowsOf(judged({ id: 'h-1', devices: [] }))]);
    const store = await open();
    await store.migrate();
    await store.close();
    const sql = `INSERT INTO handoffs FORMAT JSONEachRow ${JSON.stringify(rows.handoffs?.[0])}`;
    const holder = await holdIn(path, sql);
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    const after = await open();
    expect(await after.ask('handoff', { id: 'h-1' })).toMatchObject({ version: 1 });
    await after.close();
  });

  test('a path that cannot be a directory is refused', async () => {
    const file = join(path, 'file');
    writeFileSync(file, '');
    const refusal = await refusalOf(openStore({ kind: 'embedded', path: file }));
    expect(refusal.message).toContain(file);
  });
});

/** Another process that has the directory open, and ran the statement, once this resolves. */
const holdIn = async (path: string, sql = 'SELECT 1'): Promise<ChildProcess> => {
  const script = `
    const { Session } = require('chdb');
    const session = new Session(process.argv[1]);
    session.query(process.argv[2]);
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['-e', script, path, sql], {
    cwd: __dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout!, 'data');
  return holder;
};
