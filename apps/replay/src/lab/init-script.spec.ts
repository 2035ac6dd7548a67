import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STEPS } from '#simulator';
import { initScript, type Script } from './init-script';
import type { Departure, LabBoot } from './plan';

const BOOT: LabBoot = {
  number: 1,
  kernel: { release: '6.1', iommu: 'off', consoleLevel: 7 },
  isCrashKernel: false,
  reserves: false,
  modules: ['nvme'],
  dies: false,
  departure: null,
};
const leaving = (change: Partial<Departure>): LabBoot => ({
  ...BOOT,
  departure: { into: 'kexec', policy: 'remove', steps: ['remove'], declares: false, inFlight: false, ...change },
});
const scriptOf = (boot: LabBoot, change: Partial<Script> = {}): string =>
  initScript({
    boot,
    tap: { modules: ['virtio_mmio'], open: 'exec 3> /dev/ttyS1' },
    modules: ['nvme_core', 'nvme'],
    bdfs: ['0000:01:00.0'],
    next: "ro x='1'",
    ...change,
  });
const stepsIn = (script: string): readonly string[] => script.split('\n').filter((line) => /^step \d/.test(line));

test.each([
  ['the last kernel', scriptOf(BOOT, { next: null })],
  ['every step', scriptOf(leaving({ steps: STEPS, declares: true, inFlight: true }))],
  ['one that dies', scriptOf({ ...BOOT, dies: true })],
])('a shell takes the script of %s', (_, script) => {
  expect(execFileSync('sh', ['-n'], { input: script, encoding: 'utf8' })).toBe('');
});

test('drivers are loaded in order, what is found is told before, what is bound after', () => {
  const script = scriptOf(BOOT, { next: null });
  const told = script.split('\n').filter((line) => /^(load|functions) [a-z]/.test(line));
  expect(told).toEqual(['functions found', 'load nvme_core', 'load nvme', 'functions bound', 'functions left']);
  expect(script.trimEnd().endsWith('tap done\npoweroff -f')).toBe(true);
});

test('what the tap takes is loaded before it is opened, and nothing is told before', () => {
  const script = scriptOf(BOOT);
  const [insmod, open, tap] = ['insmod /modules/virtio_mmio.ko', 'exec 3> /dev/ttyS1', '\ntap boot 1'].map((line) =>
    script.indexOf(line),
  );
  expect(insmod).toBeGreaterThan(0);
  expect(open).toBeGreaterThan(insmod!);
  expect(tap).toBeGreaterThan(open!);
});

test('a planned kexec leaves links alone; a crash is one of the kernel', () => {
  const planned = scriptOf(leaving({}));
  expect(planned).toContain("kexec -l /next/kernel --initrd=/next/initrd --command-line='ro x='\\''1'\\'''");
  expect(planned).toMatch(/\ntap go\nsleep 1\nkexec -e -x\n/);
  const crash = scriptOf(leaving({ into: 'kdump', policy: 'none', steps: ['none'] }));
  expect(crash).toContain('kexec -p /next/kernel');
  expect(crash).toMatch(/\ntap go\nsleep 1\necho c > \/proc\/sysrq-trigger\n/);
});

test('steps are taken in order; those of shutdown and after it are the kernel’s', () => {
  const steps = ['remove', 'flr', 'hot-reset', 'bus-master-off'] as const;
  expect(stepsIn(scriptOf(leaving({ steps })))).toEqual([
    'step 0000:01:00.0 remove unbind /sys/bus/pci/devices/0000:01:00.0',
    'step 0000:01:00.0 flr reset_by /sys/bus/pci/devices/0000:01:00.0 flr',
    'step 0000:01:00.0 hot-reset reset_by /sys/bus/pci/devices/0000:01:00.0 bus',
    'step 0000:01:00.0 bus-master-off bus_master_off /sys/bus/pci/devices/0000:01:00.0',
  ]);
  expect(stepsIn(scriptOf(leaving({ steps: ['shutdown', 'bus-master-off'] })))).toEqual([]);
  expect(stepsIn(scriptOf(leaving({ steps: ['none'] })))).toEqual([]);
});

test('the policy is declared where the scenario says so, as docs/marker.md has it', () => {
  const crash = { into: 'kdump', policy: 'none+iommu-inherit', steps: ['none', 'iommu-inherit'] } as const;
  expect(scriptOf(leaving({ ...crash, declares: true }))).toContain(
    "echo '<12>quiesce: handoff v=1 policy=none+iommu-inherit kind=kdump part=1/1' > /dev/kmsg",
  );
  expect(scriptOf(leaving(crash))).not.toContain('quiesce: handoff');
});

test('requests are queued only where some are to be left behind', () => {
  expect(scriptOf(leaving({ inFlight: true }))).toMatch(/\nqueue_reads\n/);
  expect(scriptOf(leaving({}))).not.toMatch(/\nqueue_reads\n/);
});

describe('functions of the script, in a shell of this machine', () => {
  const functions = scriptOf(BOOT).slice(scriptOf(BOOT).indexOf('tap() {'), scriptOf(BOOT).indexOf('tap boot'));
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'quiesce-script-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const run = (line: string): string =>
    execFileSync('sh', ['-c', `exec 3>&1\n${functions}\n${line}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  test.each([
    [0x0107, 0x0103],
    [0x0006, 0x0002],
    [0x0003, 0x0003],
  ])('bus mastering off: command %i becomes %i, and nothing else changes', (before, after) => {
    const config = Buffer.from(Array.from({ length: 64 }, (_, at) => at));
    config.writeUInt16LE(before, 4);
    writeFileSync(join(folder, 'config'), config);
    run(`bus_master_off ${folder}`);
    config.writeUInt16LE(after, 4);
    expect(readFileSync(join(folder, 'config'))).toEqual(config);
  });

  test('a step tells how it ended', () => {
    expect(run('step 0000:01:00.0 remove true; step 0000:01:00.0 flr false')).toBe(
      'step 0000:01:00.0 remove ok\nstep 0000:01:00.0 flr failed\n',
    );
  });

  test('a reset is asked for by its method, and fails where the kernel knows no methods', () => {
    writeFileSync(join(folder, 'reset_method'), '');
    run(`step d hot-reset reset_by ${folder} bus`);
    expect(readFileSync(join(folder, 'reset_method'), 'utf8')).toBe('bus\n');
    expect(readFileSync(join(folder, 'reset'), 'utf8')).toBe('1\n');
    expect(run(`step d flr reset_by ${folder}/absent flr`)).toBe('step d flr failed\n');
  });
});
