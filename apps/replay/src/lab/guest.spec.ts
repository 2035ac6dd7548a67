import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type FleetSpec, fleetScenarios } from '#simulator';
import { commandLineOf } from './command-line';
import { needsOf } from './elf';
import { GuestError, packGuest, programFiles, toolFiles } from './guest';
import { LAB_MACHINES } from './lab-machine';
import { type LabPlan, planOf } from './plan';
import type { Wanted } from './supplies';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quiesce-guest-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string, content: string | Buffer): string => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const lab = LAB_MACHINES.vtd!;
const wanted = (): Wanted => ({
  root,
  kernel: null,
  nextKernel: null,
  modules: null,
  nextModules: null,
  emulator: null,
  path: '',
});

const moduleOf = (name: string, depends: string): Buffer =>
  Buffer.from(`ELF ${name}\0license=GPL\0depends=${depends}\0`, 'latin1');
function kernel() {
  const modules = join(root, 'lib/modules/6.1');
  put('lib/modules/6.1/kernel/drivers/nvme/nvme.ko', moduleOf('nvme', 'nvme-core,crc64'));
  put('lib/modules/6.1/kernel/drivers/nvme/nvme-core.ko.gz', gzipSync(moduleOf('nvme-core', 't10-pi')));
  put('lib/modules/6.1/kernel/block/t10-pi.ko', moduleOf('t10-pi', ''));
  put('lib/modules/6.1/modules.builtin', 'kernel/lib/crc64.ko\n');
  return { image: put('boot/vmlinuz-6.1', 'the kernel'), release: '6.1', modules };
}
function planned(): LabPlan {
  const fleet = [
    {
      name: 'h',
      platform: 'vtd',
      devices: [{ model: 'nvme' }],
      first: { release: '6.1' },
      handoffs: [{ policy: 'none', kernel: { release: '6.1' } }],
    },
  ] as const;
  const plan = planOf([...fleetScenarios({ schema: 'quiesce.simulation/1', fleet } satisfies FleetSpec, 1)][0]!);
  if ('problems' in plan) throw new Error(plan.problems.join('; '));
  return plan.plan;
}
const guestOf = (plan: LabPlan, files = kernel()) => ({
  plan,
  tools: [{ path: 'bin/busybox', bytes: Buffer.from('shell') }],
  boots: plan.boots.map((boot) => ({ boot, kernel: files, commandLine: commandLineOf(boot, plan.lab, '6.1') })),
});

/** Names and contents of an archive that is not packed, and the bytes behind it. */
function unpack(bytes: Buffer) {
  const files = new Map<string, Buffer>();
  const field = (at: number, index: number) =>
    Number.parseInt(bytes.toString('latin1', at + 6 + index * 8, at + 14 + index * 8), 16);
  let at = 0;
  for (;;) {
    const name = bytes.toString('latin1', at + 110, at + 109 + field(at, 11));
    const from = (at + 110 + field(at, 11) + 3) & ~3;
    const to = from + field(at, 6);
    at = (to + 3) & ~3;
    if (name === 'TRAILER!!!') return { files, rest: bytes.subarray(at) };
    if (to > from) files.set(name, bytes.subarray(from, to));
  }
}

test('the first kernel gets the next one with its archive in front of its own; the last has nothing in front', async () => {
  const { files: carried, rest } = unpack(await packGuest(guestOf(planned())));
  expect([...carried.keys()]).toEqual(['next/kernel', 'next/initrd']);
  expect(carried.get('next/kernel')?.toString()).toBe('the kernel');
  const [first, last] = [gunzipSync(rest), gunzipSync(carried.get('next/initrd')!)].map((bytes) => unpack(bytes).files);
  expect(first?.get('init')?.toString()).toContain('kexec -p /next/kernel');
  expect(last?.get('init')?.toString()).toContain('tap done');
});

test('modules are unpacked, with what they need, and loaded after it; what is built in is left out', async () => {
  const { rest } = unpack(await packGuest(guestOf(planned())));
  const { files } = unpack(gunzipSync(rest));
  expect([...files.keys()]).toEqual([
    'init',
    'bin/busybox',
    'modules/t10_pi.ko',
    'modules/nvme_core.ko',
    'modules/nvme.ko',
  ]);
  expect(files.get('modules/nvme_core.ko')?.toString('latin1')).toMatch(/^ELF nvme-core/);
  expect(
    files
      .get('init')
      ?.toString()
      .match(/^load \w+$/gm),
  ).toEqual(['load t10_pi', 'load nvme_core', 'load nvme']);
});

test('a driver that a kernel has not is said, and no handoff is tried', async () => {
  const files = kernel();
  rmSync(join(files.modules, 'kernel/block/t10-pi.ko'));
  const packed = packGuest(guestOf(planned(), files));
  await expect(packed).rejects.toThrow(GuestError);
  await expect(packed).rejects.toThrow('kernel 6.1 has no module t10_pi, and it is not built in');
  const absent = packGuest(guestOf(planned(), { ...files, modules: '/absent' }));
  await expect(absent).rejects.toThrow('/absent: expected a folder of modules');
});

test('a program comes with its loader and all its libraries, each at its place', async () => {
  const files = await programFiles(process.execPath, 'sbin/node', { wanted: { ...wanted(), root: '/' }, lab });
  const paths = files.map(({ path }) => path);
  const needs = needsOf(readFileSync(process.execPath))!;
  expect(paths[0]).toBe('sbin/node');
  expect(paths).toContain(needs.loader!.slice(1));
  for (const library of needs.libraries)
    expect(paths.some((path) => path.endsWith(`/${library}`) || path === needs.loader?.slice(1))).toBe(true);
  expect(new Set(paths).size).toBe(paths.length);
});

test('a script or a static program needs nothing else', async () => {
  const tools = { busybox: put('bin/busybox', 'static'), kexec: put('sbin/kexec', 'static') };
  expect((await toolFiles(tools, { wanted: wanted(), lab })).map(({ path }) => path)).toEqual([
    'bin/busybox',
    'sbin/kexec',
  ]);
});

test('a program for another machine is refused', async () => {
  const arm = { wanted: { ...wanted(), root: '/' }, lab: LAB_MACHINES.smmuv3! };
  const other = needsOf(readFileSync(process.execPath))!.machine === 183 ? { ...arm, lab } : arm;
  await expect(programFiles(process.execPath, 'sbin/node', other)).rejects.toThrow('is a program for another machine');
});
