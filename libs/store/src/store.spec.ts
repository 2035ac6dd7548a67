import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from './clickhouse';
import { storeContract } from './store.contract';
import { hasChdb } from './testing/chdb';

const present = hasChdb();

(present ? describe : describe.skip)('a store in this process (chDB)', () => {
  const path = mkdtempSync(join(tmpdir(), 'quiesce-store-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  storeContract(() => openStore({ kind: 'embedded', path }));
});
