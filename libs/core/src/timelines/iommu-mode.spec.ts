/** What stood over a device, and whether it could have told (domain.md §4), from what a boot said of its IOMMU. */
import type { HandoffKind } from '../report';
import { NIC } from '../testing/log';
import { at, bootOf, bootWith, deviceWith } from '../testing/state';
import type { BootState, Mark } from './boot';
import { blindness, consoleLevel, iommuMode, iommuSpans } from './iommu-mode';

const on = (vendor: string, of: Partial<BootState> = {}, ...marks: readonly Mark[]): BootState =>
  bootWith({
    iommuVendor: vendor,
    marks: Object.fromEntries([...marks, 'iommu-enabled' as const].map((mark) => [mark, at(1)])),
    ...of,
  });
const mode = (boot: BootState | null, kind: HandoffKind = 'kexec', bdf: string | null = NIC) =>
  iommuMode({ boot, bdf, kind });
const line = (commandLine: string) => ({ commandLine });

describe('§4 which mode', () => {
  test('translated: it said that it was on, or a refused DMA shows it', () => {
    expect(mode(on('vtd'))).toBe('vtd-translated');
    expect(mode(bootWith({ iommuVendor: 'vtd', marks: { 'iommu-reported': at(1) } }))).toBe('vtd-translated');
    expect(mode(bootWith({ iommuVendor: 'vtd', marks: { 'tables-copied': at(1) } }))).toBe('vtd-inherited');
    expect(mode(on('vtd', {}, 'tables-copied'))).toBe('vtd-inherited');
  });
  test('off: it said so, or nothing was said and the kernel came up', () => {
    expect(mode(bootWith({ marks: { 'iommu-disabled': at(1) } }))).toBe('off');
    expect(mode(bootWith({ marks: { 'init-started': at(1) } }))).toBe('off');
  });
  test('not known: a log that lacks its beginning, or what is of level info', () => {
    const up = { marks: { 'init-started': at(1) } };
    const seen = { devices: { [NIC]: deviceWith({ bdf: NIC, enumerated: at(0.9) }) } };
    expect(mode(bootWith({ ...up, fromStart: false }))).toBe('unknown');
    expect(mode(bootWith({ ...up, commandLine: 'ro quiet' }))).toBe('unknown');
    expect(mode(bootWith({ ...up, commandLine: 'ro loglevel=6' }))).toBe('unknown');
    expect(mode(bootWith({ ...up, commandLine: 'ro loglevel=7' }))).toBe('off');
    expect(mode(bootWith({ ...up, commandLine: 'ro quiet', ...seen }))).toBe('off');
    expect(mode(bootWith({ ...up, fromStart: false, ...seen }))).toBe('off');
    expect([mode(bootWith()), mode(null)]).toEqual(['unknown', 'unknown']);
    expect(mode(bootWith({ iommuVendor: 'vtd', marks: { 'iommu-detected': at(1) } }))).toBe('unknown');
  });
  test('passed through: as said, or as the command line asks where the kernel says nothing', () => {
    expect(mode(on('vtd', {}, 'passthrough'))).toBe('vtd-passthrough');
    for (const option of ['iommu=pt', 'ro iommu=pt quiet', 'iommu.passthrough=1', 'iommu.passthrough=on'])
      expect(mode(on('vtd', line(option)))).toBe('vtd-passthrough');
    for (const option of ['intel_iommu=pt', 'iommu=pt2', 'iommu.passthrough=0', 'iommuxpassthrough=1'])
      expect(mode(on('vtd', line(option)))).toBe('vtd-translated');
    expect(mode(on('vtd', line('iommu=pt'), 'translated'))).toBe('vtd-translated');
  });
  test('passed through for one device that is mapped one to one', () => {
    const boot = on('vtd', { identityMapped: [NIC] });
    expect([mode(boot), mode(boot, 'kexec', '0000:02:00.0'), mode(boot, 'kexec', null)]).toEqual([
      ...['vtd-passthrough', 'vtd-translated', 'vtd-translated'],
    ]);
  });
  test('off for the graphics alone, where its unit is left off', () => {
    const GPU = '0000:00:02.0';
    const boot = (option: string, pciClass: string | null = '030000', bdf = GPU) =>
      mode({ ...on('vtd', line(option)), devices: { [bdf]: deviceWith({ bdf, pciClass }) } }, 'kexec', bdf);
    expect(boot('intel_iommu=igfx_off')).toBe('off');
    expect(boot('intel_iommu=on,igfx_off')).toBe('off');
    expect(boot('intel_iommu=igfx_off,sp_off')).toBe('off');
    expect(boot('intel_iommu=on')).toBe('vtd-translated');
    expect(boot('intel_iommu=igfx_off', '020000')).toBe('vtd-translated');
    expect(boot('intel_iommu=igfx_off', null)).toBe('vtd-translated');
    expect(boot('intel_iommu=igfx_off', '030000', NIC)).toBe('vtd-translated');
  });
  test('inherited: a partition’s crash kernel keeps the entries that it finds, bare metal’s does not', () => {
    const partition = on('tce', {}, 'partition');
    expect([mode(partition, 'kdump'), mode(partition, 'kexec')]).toEqual(['tce-inherited', 'tce-translated']);
    expect(mode(on('tce'), 'kdump')).toBe('tce-translated');
    expect(mode(on('vtd', {}, 'partition'), 'kdump')).toBe('vtd-translated');
  });
  test('silent: it said so, or SMMUv3 in a crash kernel', () => {
    expect(mode(on('vtd', {}, 'events-off'))).toBe('vtd-silent');
    expect([mode(on('smmuv3', { release: '6.1.0' }), 'kdump'), mode(on('smmuv3', { release: '6.1.0' }))]).toEqual([
      ...['smmuv3-silent', 'smmuv3-translated'],
    ]);
    expect(mode(on('smmu', { release: '6.1.0' }), 'kdump')).toBe('smmu-translated');
  });
  test.each<[string, string | null, string, string]>([
    ['smmu', '5.1.9', '', 'smmu-bypass'],
    ['smmu', '5.2.0', '', 'smmu-translated'],
    ['smmu', '4.18.0-553.el8', '', 'smmu-translated'],
    ['smmu', null, '', 'smmu-translated'],
    ['smmuv3', '4.19.0', '', 'smmuv3-bypass'],
    ['smmuv3', '4.20.0', '', 'smmuv3-translated'],
    ['smmu', '6.1.0', 'arm-smmu.disable_bypass=0', 'smmu-bypass'],
    ['smmuv3', '6.1.0', 'arm-smmu-v3.disable_bypass=n', 'smmuv3-bypass'],
    ['smmu', '4.9.0', 'arm-smmu.disable_bypass=1', 'smmu-translated'],
    ['smmu', '4.9.0', 'arm-smmu.disable_bypass=y', 'smmu-translated'],
    ['vtd', '4.9.0', '', 'vtd-translated'],
  ])('strangers pass: %s of %s with “%s” is %s', (vendor, release, commandLine, expected) => {
    expect(mode(on(vendor, { release, commandLine }))).toBe(expected);
  });
});

test.each<[string, RegExp | null]>([
  ['vtd-translated', null],
  ['off', /no IOMMU translated/],
  ['unknown', /does not show/],
  ['vtd-passthrough', /untranslated/],
  ['smmu-bypass', /bypass/],
  ['smmuv3-silent', /no events/],
  ['vtd-inherited', /translation tables/],
])('§4 who is blind under %s', (mode_, why) => {
  const blind = blindness(mode_);
  expect(why === null ? blind : why.test(blind ?? '')).toBe(why === null ? null : true);
});

describe('§4 what a console shows', () => {
  test.each<[string | null, number | null]>([
    [null, null],
    ['ro', 7],
    ['ro quiet', 4],
    ['debug ro', 10],
    ['loglevel=3', 3],
    ['loglevel=3 quiet', 4],
    ['quiet loglevel=8', 8],
    ['ignore_loglevel quiet', null],
    ['quiet=1 nodebug', 7],
    ['xloglevel=3', 7],
  ])('%p: below %p (kernel/printk/printk.c)', (commandLine, level) => {
    expect(consoleLevel(bootWith({ commandLine }))).toBe(level);
  });
});

describe('§4 what covered the device when', () => {
  const spans = (
    mode_: string,
    owned: number | null,
    marks: BootState['marks'] = { 'first-line': at(0), 'iommu-enabled': at(1) },
  ) =>
    iommuSpans(bootOf([deviceWith({ owned: owned === null ? null : at(owned) })], { marks }), NIC, mode_).map(
      (span) => [...[span.mode, span.from?.time ?? null, span.to?.time ?? null]],
    );
  test('nothing until the IOMMU is on', () => {
    expect(spans('vtd-translated', 3)).toEqual([
      ['unknown', 0, 1],
      ['vtd-translated', 1, null],
    ]);
    expect(spans('off', 3, { 'first-line': at(0) })).toEqual([['off', 0, null]]);
    expect(spans('off', 3, {})).toEqual([['off', null, null]]);
  });
  test.each(['inherited', 'bypass'])('under %s its own domain from the claim on', (how) => {
    expect(spans(`smmu-${how}`, 3)).toEqual([
      ['unknown', 0, 1],
      [`smmu-${how}`, 1, 3],
      ['smmu-translated', 3, null],
    ]);
    expect(spans(`smmu-${how}`, null)).toHaveLength(2);
  });
});
