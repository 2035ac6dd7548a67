import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kept, keep, merged, passedOn, readKept, seedsOf } from './kept';

const failed = (seed: string, commit = 'a'): Kept => ({ commit, seed, failed: 'lost' });
const passed = (seed: string, commit = 'a'): Kept => ({
  commit,
  seed,
  world: 'embedded',
  faults: [],
  lines: 1,
  handoffs: 1,
  alerts: 0,
  repeatedPosts: 0,
  deadLetters: 0,
  seconds: 1,
});

test('shards share the seeds among them', () => {
  expect(seedsOf(3, 5)).toEqual(['5', '6', '7']);
  expect([...seedsOf(7, 1, '1/2'), ...seedsOf(7, 1, '2/2')].sort()).toEqual([...seedsOf(7, 1)]);
  expect(() => seedsOf(3, 1, '3/2')).toThrow('3/2');
});

test('what a commit passed is not run again; what failed, or another commit passed, is', () => {
  expect(passedOn([passed('1'), failed('2'), passed('3', 'b')], 'a')).toEqual(new Set(['1']));
  expect(merged([failed('2'), passed('10')], passed('2'))).toEqual([passed('2'), passed('10')]);
});

test('several processes keep all that they say, also after one that died with the lock', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-kept-'));
  const file = join(folder, 'kept.json');
  const seeds = Array.from({ length: 8 }, (_, n) => String(n + 1));
  await Promise.all(seeds.map((seed) => keep(file, passed(seed))));
  expect(readKept(file).map(({ seed }) => seed)).toEqual(seeds);
  writeFileSync(`${file}.lock`, '');
  await keep(file, failed('3'));
  expect(readKept(file)).toHaveLength(8);
  rmSync(folder, { recursive: true });
});
