import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { release as runningRelease, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LAB_MACHINES } from './lab-machine';
import {
  emulatorSupply,
  findEmulator,
  findLibrary,
  findProgram,
  isNewEnough,
  kernelFor,
  type Wanted,
} from './supplies';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quiesce-root-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string, content: string | Buffer = ''): string => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o755);
  return file;
};
const wanted = (change: Partial<Wanted> = {}): Wanted => ({
  root,
  kernel: null,
  nextKernel: null,
  modules: null,
  nextModules: null,
  emulator: null,
  path: '',
  ...change,
});
function image(release: string): Buffer {
  const bytes = Buffer.alloc(0x1000);
  bytes.write('HdrS', 0x202, 'latin1');
  bytes.writeUInt16LE(0x400, 0x20e);
  bytes.write(`${release} (somebody)\0`, 0x600, 'latin1');
  return bytes;
}

test('what is under the root is found before what is on the path', async () => {
  const file = put('usr/sbin/quiesce-no-such-program');
  const other = put('other/quiesce-no-such-program');
  expect(await findProgram(wanted(), 'quiesce-no-such-program')).toBe(file);
  expect(await findProgram(wanted({ root: '/', path: `/nowhere:${dirname(other)}` }), 'quiesce-no-such-program')).toBe(
    other,
  );
  expect(await findProgram(wanted({ root: '/' }), 'quiesce-no-such-program')).toBeNull();
});

test('a library is told with its place in a root', async () => {
  const file = put('usr/lib/x86_64-linux-gnu/libquiesce.so.1');
  expect(await findLibrary(wanted(), LAB_MACHINES.vtd!, 'libquiesce.so.1')).toEqual({
    file,
    place: 'usr/lib/x86_64-linux-gnu/libquiesce.so.1',
  });
  expect(await findLibrary(wanted(), LAB_MACHINES.vtd!, 'libabsent.so.1')).toBeNull();
});

describe('a kernel', () => {
  test.each(['boot/vmlinuz-6.1-a', 'lib/modules/6.1-a/vmlinuz', 'usr/lib/modules/6.1-a/vmlinuz'])(
    'that the scenario names: %s',
    async (path) => {
      const file = put(path, image('6.1-a'));
      put('usr/lib/modules/6.1-a/modules.builtin');
      const { kernel, supply } = await kernelFor(1, '6.1-a', wanted());
      expect(kernel).toEqual({
        image: file,
        release: '6.1-a',
        modules: expect.stringMatching(/lib\/modules\/6\.1-a$/),
      });
      expect(supply.found).toContain('6.1-a');
    },
  );

  test('that was asked for is taken for all boots, unless another was for the later ones', async () => {
    const [kernel, nextKernel] = [put('a/bzImage', image('6.1-own')), put('b/bzImage', image('6.2-own'))];
    put('lib/modules/6.1-own/modules.builtin');
    const releases = async (asked: Partial<Wanted>) =>
      Promise.all([1, 2].map(async (boot) => (await kernelFor(boot, '5.10', wanted(asked))).kernel));
    expect(await releases({ kernel })).toMatchObject([{ release: '6.1-own' }, { release: '6.1-own' }]);
    expect(await releases({ kernel, nextKernel })).toEqual([
      { image: kernel, release: '6.1-own', modules: join(root, 'lib/modules/6.1-own') },
      { image: nextKernel, release: '6.2-own', modules: null },
    ]);
  });

  test('modules that were asked for are those of their kernel', async () => {
    const kernel = put('bzImage', image('6.1-own'));
    const modules = put('mine/lib/modules/x/modules.builtin');
    const asked = wanted({ kernel, modules: dirname(modules) });
    expect((await kernelFor(1, '5.10', asked)).kernel?.modules).toBe(dirname(modules));
    expect((await kernelFor(2, '5.10', asked)).kernel?.modules).toBe(dirname(modules));
    expect((await kernelFor(2, '5.10', { ...asked, nextKernel: kernel })).kernel?.modules).toBeNull();
  });

  test('an image of another kind is called by its file', async () => {
    const kernel = put('boot/vmlinux-6.1-arm', 'MZ');
    expect((await kernelFor(1, '5.10', wanted({ kernel }))).kernel?.release).toBe('6.1-arm');
  });

  test('that cannot be read is told of, with those that are there', async () => {
    put('lib/modules/6.1-a/modules.builtin');
    const { kernel, supply } = await kernelFor(1, '5.10-absent', wanted());
    /** On a machine that has its own kernel at hand, that one takes its place. */
    if (kernel !== null) expect(kernel.release).toBe(runningRelease());
    expect(supply.mend).toMatch(
      /^no kernel 5\.10-absent that can be read \(Debian: .*there are 6\.1-a; or --kernel FILE$/,
    );
    const asked = await kernelFor(1, '5.10', wanted({ kernel: '/absent' }));
    expect(asked).toEqual({ kernel: null, supply: { what: 'kernel', found: null, mend: '/absent cannot be read' } });
  });
});

describe('the emulator', () => {
  const lab = LAB_MACHINES.vtd!;
  const emulator = (says: string) => put('bin/qemu-system-x86_64', `#!/bin/sh\necho '${says}'\n`);

  test('with its version', async () => {
    const program = emulator('QEMU emulator version 8.2.1 (Debian 1:8.2.1+dfsg-1)');
    expect(await findEmulator(wanted(), lab)).toEqual({ program, version: '8.2.1' });
    expect(await findEmulator(wanted({ emulator: program, root: '/' }), lab)).toEqual({ program, version: '8.2.1' });
  });

  test('what says no version is none', async () => {
    emulator('no emulator');
    expect(await findEmulator(wanted(), lab)).toBeNull();
    expect(await findEmulator(wanted({ emulator: '/absent' }), lab)).toBeNull();
  });

  test.each([
    ['7.1.9', false],
    ['7.2', true],
    ['7.10.0', true],
    ['10.0.2', true],
    ['6.2.0', false],
  ])('%s is new enough: %s', (version, right) => {
    expect(isNewEnough(version)).toBe(right);
    const { found, mend } = emulatorSupply({ program: '/q', version }, lab);
    expect(found).toBe(right ? `QEMU ${version}, /q` : null);
    expect(mend.startsWith(`/q is ${version}; `)).toBe(!right);
  });

  test('where there is none, packages are named', () => {
    expect(emulatorSupply(null, lab)).toEqual({
      what: 'emulator',
      found: null,
      mend: 'qemu-system-x86_64 7.2 or newer (Debian: qemu-system-x86, Fedora: qemu-system-x86-core)',
    });
  });
});
