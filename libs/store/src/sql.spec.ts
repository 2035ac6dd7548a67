import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations, readQueries, splitStatements } from './sql';

test('statements end with a semicolon at the end of a line, and comments are none', () => {
  const text = "-- first; of all\nCREATE TABLE a (b String);\n\n-- then\nSELECT ';' ;  \n-- the end\n";
  expect(splitStatements(text)).toEqual(['-- first; of all\nCREATE TABLE a (b String)', "-- then\nSELECT ';'"]);
});

/** Every table replaces or takes least and greatest, so what is inserted may be inserted again. */
const TWICE = /\bIF (NOT )?EXISTS\b|^ALTER TABLE \w+ (?:MODIFY SETTING|MODIFY COLUMN|MATERIALIZE COLUMN)|^INSERT INTO/m;

test('the migrations are numbered from 1 and each can run twice', () => {
  const migrations = readMigrations();
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  for (const { statements } of migrations) {
    for (const statement of statements) expect(statement).toMatch(TWICE);
  }
});

test('a hole in the numbers is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-migrations-'));
  writeFileSync(join(folder, '0001-a.sql'), 'SELECT 1;');
  writeFileSync(join(folder, '0003-c.sql'), 'SELECT 3;');
  expect(() => readMigrations(folder)).toThrow('migration 0003-c.sql should have number 2');
  rmSync(folder, { recursive: true });
});

test('every question says in its head what it asks, and takes what people type as parameters only', () => {
  for (const [name, text] of readQueries()) {
    expect(`${name}: ${text}`).toMatch(/^[a-z-]+: -- [A-Z]/);
    expect(text).not.toMatch(/\$\{|%s/);
  }
});
