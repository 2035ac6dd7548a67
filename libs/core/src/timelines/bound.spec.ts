/** A boot that names devices, drivers and faults without end is kept within bounds, and said to be beyond them. */
import type { Fact } from '../facts/fact';
import { advanceBoot } from './advance';
import { type BootState, DEVICES_MAX, newBoot } from './boot';

const boot = newBoot({ id: 'b', source: 'x', index: 1, lineHost: null, firstLine: 1, fromStart: true });
const fact = (of: Pick<Fact, 'kind' | 'bdf' | 'fields'> & Partial<Fact>): Fact => ({
  ...{ family: 'driver', source: 'x', line: 1, lines: [1], boot: 1, host: null, time: 1, at: null },
  ...{ fault: false, count: 1, corrupted: null },
  ...of,
});
const bdf = (at: number): string => `${at.toString(16).padStart(4, '0')}:00:00.0`;
const after = (facts: readonly Fact[], from: BootState = boot): BootState => facts.reduce(advanceBoot, from);
const many = <Item>(length: number, item: (at: number) => Item): Item[] => Array.from({ length }, (_, at) => item(at));

test('devices beyond the bound are not followed, and the boot says so', () => {
  const devices = Object.fromEntries(many(DEVICES_MAX, (at) => [bdf(at), { ...NAMED, bdf: bdf(at) }] as const));
  const full = { ...boot, devices };
  const spoke = (at: number) => fact({ kind: 'driver-spoke', bdf: bdf(at), fields: { driver: 'nvme' } });
  const known = advanceBoot(full, spoke(1));
  expect(known.devices[bdf(1)]?.driver).toBe('nvme');
  expect(known.damaged).toEqual([]);
  const beyond = after([spoke(DEVICES_MAX), spoke(DEVICES_MAX + 1)], full);
  expect(Object.keys(beyond.devices)).toHaveLength(DEVICES_MAX);
  expect(beyond.damaged).toEqual(['too-many-devices']);
  expect(beyond.lastLine).toBe(1);
});
const NAMED = after([fact({ kind: 'driver-spoke', bdf: bdf(0), fields: { driver: 'pci' } })]).devices[bdf(0)]!;

test('drivers and faults of one device have a bound, and every fault counts', () => {
  const drivers = after(many(100, (at) => fact({ kind: 'driver-spoke', bdf: bdf(1), fields: { driver: `d${at}` } })))
    .devices[bdf(1)];
  expect(drivers).toMatchObject({ driver: 'd99' });
  expect(drivers?.drivers).toHaveLength(16);
  const texts = many(200, (at) => [...String(at)].map((digit) => 'abcdefghij'[Number(digit)]).join(''));
  const faults = after(
    texts.map((reasonText) =>
      fact({ kind: 'iommu-fault', family: 'amdvi', bdf: bdf(1), fault: true, fields: { reasonText } }),
    ),
  ).devices[bdf(1)]?.faults;
  expect(faults).toHaveLength(64);
  expect(faults?.reduce((sum, { count }) => sum + count, 0)).toBe(200);
});

test('identity-mapped devices count once, partitionable endpoints and modules have a bound', () => {
  const mapped = many(3, () => fact({ kind: 'identity-mapped', family: 'iommu', bdf: bdf(1), fields: { how: 'hw' } }));
  expect(after(mapped).identityMapped).toEqual([bdf(1)]);
  const modules = Object.fromEntries(many(DEVICES_MAX, (at) => [`m${at}`, { file: 'x', line: 1, time: 1 }] as const));
  const failed = (driver: string) => fact({ kind: 'module-failed', bdf: null, fields: { driver } });
  expect(Object.keys(advanceBoot({ ...boot, modulesFailed: modules }, failed('one')).modulesFailed)).toHaveLength(
    DEVICES_MAX,
  );
  expect(Object.keys(after([failed('__proto__'), failed('constructor')]).modulesFailed)).toEqual([
    '__proto__',
    'constructor',
  ]);
});
