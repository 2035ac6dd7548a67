import { loadOrder, moduleName, moduleNeeds, releaseOf } from './kernel-image';

function image(version: string): Buffer {
  const bytes = Buffer.alloc(0x1000);
  bytes.write('HdrS', 0x202, 'latin1');
  bytes.writeUInt16LE(0x3c00 - 0x3800, 0x20e);
  bytes.write(version, 0x600, 'latin1');
  return bytes;
}

test('an x86 image says its release', () => {
  expect(releaseOf(image('6.1.0-56-amd64 (debian-kernel@lists.debian.org) #1 SMP\0'))).toBe('6.1.0-56-amd64');
  expect(releaseOf(image('6.19.0-rc1\0'))).toBe('6.19.0-rc1');
});

test.each([
  ['short', Buffer.alloc(100)],
  ['of another architecture', Buffer.alloc(0x1000, 'x')],
  ['without a name', image('')],
])('an image that is %s says none', (_, bytes) => {
  expect(releaseOf(bytes)).toBeNull();
});

test.each([
  ['license=GPL\0depends=nvme-core,crc64\0retpoline=Y\0', ['nvme_core', 'crc64']],
  ['license=GPL\0depends=\0', []],
  ['license=GPL\0', []],
])('what a module needs: %j', (modinfo, needs) => {
  expect(moduleNeeds(Buffer.from(`\x7fELF\0${modinfo}`, 'latin1'))).toEqual(needs);
});

test.each([
  ['kernel/drivers/nvme/host/nvme-core.ko', 'nvme_core'],
  ['kernel/drivers/net/ethernet/realtek/8139cp.ko.xz', '8139cp'],
  ['snd-hda-intel', 'snd_hda_intel'],
])('%s is the module %s', (path, name) => {
  expect(moduleName(path)).toBe(name);
});

test('each module is loaded once, after what it needs, and a circle ends', () => {
  const needs: Readonly<Record<string, readonly string[]>> = {
    nvme: ['nvme_core', 't10_pi'],
    t10_pi: ['crc64'],
    sd_mod: ['t10_pi'],
    crc64: ['nvme'],
  };
  expect(loadOrder(['nvme', 'sd-mod'], (name) => needs[name] ?? [])).toEqual([
    'nvme_core',
    'crc64',
    't10_pi',
    'nvme',
    'sd_mod',
  ]);
});
