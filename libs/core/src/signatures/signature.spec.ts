/** Fingerprints (domain.md §6): what goes in and what does not, what stays apart, and how one version follows another. */
import type { DeviceHandoff, Finding } from '../report';
import { bootText, CRASH, deviceOf, driven, enumerated, fault, panicked, reportOn, translating } from '../testing/log';
import { nameOf, SIGNATURE_VERSIONS, sign, signatureOf } from './signature';

type Lines = readonly (readonly [number, string] | string)[];
const crashed = { lines: [...enumerated, ...driven, ...panicked] };
const leakOf = async (line: string, before: Lines = []) =>
  deviceOf(
    await reportOn(crashed, {
      commandLine: CRASH,
      lines: [...enumerated, ...translating, ...before, [1.1, line], ...driven],
    }),
  );
const finding: Finding = {
  verdict: 'dma-leak',
  confidence: 'certain',
  side: 'incoming',
  phase: 'dormant',
  family: 'dmar',
  kind: 'iommu-fault',
  reason: 'page',
  access: 'write',
  what: 'DMA write 0x293e000, PTE Write access is not set',
  why: 'no driver had claimed it',
  count: 1,
  first: { file: 'console', line: 9, time: 1.1 },
  corrupted: null,
  attribution: { rule: 'requester id', candidates: [] },
  evidence: [{ file: 'console', line: 9 }],
};
const device: DeviceHandoff = {
  bdf: '0000:01:00.0',
  id: '8086:10d3',
  driverBefore: 'e1000e',
  driverAfter: 'e1000e',
  verdict: 'dma-leak',
  policy: 'none',
  declared: null,
  teardown: { shutdownRan: false, secondsAtMost: null, failed: null, leftIn: null, resets: [] },
  iommu: 'vtd-translated',
  iommuGroup: 5,
  findings: [finding],
  signature: null,
  phases: [],
};
const idOf = (change: Partial<Finding>, of: Partial<DeviceHandoff> = {}, kind: 'kdump' | 'kexec' = 'kdump') =>
  signatureOf({ ...device, ...of, findings: [{ ...finding, ...change }] }, kind)?.id;
/** What only a finding of absence says. */
const ABSENT: Partial<Finding> = {
  ...{ verdict: 'missing', family: null, kind: null, reason: null, access: null },
  what: 'not enumerated after the jump',
};
const sameOf = () => signatureOf(device, 'kdump')!;

describe('§6 the fingerprint', () => {
  test('§6 the parts are family, reason, access, phase, driver, device, policy, IOMMU mode and kind of handoff', () => {
    expect(sameOf().parts).toEqual({
      family: 'dmar',
      reason: 'page',
      access: 'write',
      phase: 'dormant',
      driver: 'e1000e',
      device: '8086:10d3',
      policy: 'none',
      iommu: 'vtd-translated',
      handoff: 'kdump',
    });
  });

  test.each<[string, Partial<Finding>, Partial<DeviceHandoff>]>([
    ['family', { family: 'amdvi' }, {}],
    ['reason', { reason: 'context' }, {}],
    ['access', { access: 'read' }, {}],
    ['phase', { phase: 'probing' }, {}],
    ['driver', {}, { driverBefore: 'igb' }],
    ['device', {}, { id: '8086:10d4' }],
    ['policy', {}, { policy: 'none+iommu-inherit' }],
    ['IOMMU mode', {}, { iommu: 'vtd-inherited' }],
  ])('§6 another %s is another signature', (_, change, of) => {
    expect(idOf(change, of)).not.toBe(sameOf().id);
  });

  test('§6 another kind of handoff is another signature', () => {
    expect(idOf({}, {}, 'kexec')).not.toBe(sameOf().id);
  });

  test('§6 BDF, address, count, time and confidence are not in it', () => {
    const elsewhere: Partial<Finding> = {
      what: 'DMA write 0xdead000, PTE Write access is not set',
      count: 99,
      confidence: 'likely',
      first: { file: 'journal', line: 700, time: 31 },
      evidence: [{ file: 'journal', line: 700 }],
    };
    expect(idOf(elsewhere, { bdf: '0000:81:00.1', iommuGroup: 77 })).toBe(sameOf().id);
  });

  test('§6 host and kernel release are not in it', async () => {
    const on = (release: string) =>
      reportOn(
        { ...crashed, release },
        { release, commandLine: CRASH, lines: [...enumerated, ...translating, [1.1, fault()], ...driven] },
      );
    const [old, young] = [deviceOf(await on('5.10.0-8-amd64')), deviceOf(await on('6.12.9'))];
    expect(old.signature?.id).toBe(young.signature?.id);
  });
});

describe('§6 similarity never decides identity: the three merges stay apart', () => {
  test('§6 DMA Write and DMA Read', async () => {
    const write = fault().replace('Read', 'Write').replace('0x06', '0x05').replace('PTE Read', 'PTE Write');
    expect((await leakOf(fault())).signature?.id).not.toBe((await leakOf(write)).signature?.id);
  });

  test('§6 IO_PAGE_FAULT and ILLEGAL_DEV_TABLE_ENTRY', async () => {
    const event = (name: string) =>
      `AMD-Vi: Event logged [${name} device=0000:01:00.0 ${name.startsWith('IO') ? 'domain=0x000e' : 'pasid=0x00000'} address=0xfefd2000 flags=0x0020]`;
    const [page, entry] = [await leakOf(event('IO_PAGE_FAULT')), await leakOf(event('ILLEGAL_DEV_TABLE_ENTRY'))];
    expect([page.verdict, entry.verdict]).toEqual(['dma-leak', 'dma-leak']);
    expect(page.signature?.id).not.toBe(entry.signature?.id);
  });

  test('§6 severity Corrected and Uncorrected: the one makes a signature, the other none', async () => {
    const aer = (severity: string) =>
      `e1000e 0000:01:00.0: PCIe Bus Error: severity=${severity}, type=Transaction Layer, (Receiver ID)`;
    expect((await leakOf(aer('Corrected'))).signature).toBeNull();
    expect((await leakOf(aer('Uncorrected (Non-Fatal)'))).signature?.parts.reason).toBe('nonfatal-open');
  });
});

describe('§6 versions', () => {
  test('§6 all live versions are computed, oldest first, and the newest names it', () => {
    expect(sameOf().ids?.map(({ version }) => version)).toEqual([1, 2]);
    expect(sameOf().ids?.map(({ version, id }) => id.startsWith(`s${version}-`))).toEqual([true, true]);
    expect(sameOf()).toMatchObject({ version: 2, id: sameOf().ids?.[1]?.id });
    expect(SIGNATURE_VERSIONS).toEqual([1, 2]);
  });

  test('§6 version 1 names a failure as it did when it was the only one', async () => {
    const { signature } = await leakOf(fault());
    expect(signature?.ids?.[0]?.id).toBe('s1-a2b65929d8fe554a');
  });

  test('§6 the oldest that a fleet knows wins, so that a new version is no storm of new signatures', () => {
    const [old, young] = sameOf().ids!.map(({ id }) => id);
    expect(nameOf(sameOf(), (id) => id === old || id === young)).toBe(old);
    expect(nameOf(sameOf(), (id) => id === young)).toBe(young);
    expect(nameOf(sameOf(), () => false)).toBe(young);
  });

  test('§6 one that was kept before there were versions is known by its id', () => {
    expect(nameOf({ id: 's1-a2b65929d8fe554a' }, () => true)).toBe('s1-a2b65929d8fe554a');
  });

  /** Kept in every fleet's store: by another name each would be new again. */
  test.each<[string, Partial<Finding>, Partial<DeviceHandoff>, readonly string[]]>([
    ['a leak', {}, {}, ['s1-c9699b6ec6f25cfa', 's2-8f1d225edd31ad72', 'f2-6fe1e46f8d2e698a']],
    [
      'a missing device that nobody had identified',
      ABSENT,
      { verdict: 'missing', id: null, driverBefore: null },
      ['s1-be1e05eae5ffe35c', 's2-b4d474be66fad4c9', 'f2-c9defd902f795d4d'],
    ],
    [
      'a device that another driver took',
      {},
      { driverBefore: null, driverAfter: 'vfio-pci' },
      ['s1-8e8126bf01ff4786', 's2-253d22e084a14ff3', 'f2-6fe1e46f8d2e698a'],
    ],
    [
      'a lost host',
      { ...ABSENT, verdict: 'lost' },
      { verdict: 'lost' },
      ['s1-49f349ca2493b241', 's2-d8e11c28dc0f5c21', 'f2-e37144ccdcd1d132'],
    ],
  ])('§6 %s keeps its names', (_, change, of, names) => {
    const signature = signatureOf({ ...device, ...of, findings: [{ ...finding, ...change }] }, 'kdump');
    expect([...(signature?.ids ?? []).map(({ id }) => id), signature?.family?.id]).toEqual(names);
  });
});

describe('§6 tiers', () => {
  test('§6 the family is the same failure of another driver and device', () => {
    const other = signatureOf({ ...device, driverBefore: 'igb', id: '8086:10c9' }, 'kdump')!;
    expect(other.id).not.toBe(sameOf().id);
    expect(other.family).toEqual(sameOf().family);
    expect(signatureOf({ ...device, findings: [{ ...finding, access: 'read' }] }, 'kdump')?.family?.id).not.toBe(
      sameOf().family?.id,
    );
  });
});

describe('§6 quality gate', () => {
  test('§6 a torn report says so, in the signature that it may confirm', async () => {
    const torn = 'AMD-Vi: Event logged [IO_PAGE_FAULT device=0000:01:00.0 domain=0x000e address=0xfefd2000 fl';
    const whole = `${torn}ags=0x0020]`;
    expect((await leakOf(torn)).signature?.corrupted).toBe('truncated');
    expect((await leakOf(whole)).signature?.corrupted).toBeNull();
  });

  test('§6 what comes after lost lines is corrupted, what came before is not', async () => {
    const lost = '** 31 printk messages dropped **';
    expect((await leakOf(fault(), [lost])).signature?.corrupted).toBe('after lost lines');
    const before = await leakOf(fault());
    expect(before.signature?.corrupted).toBeNull();
  });
});

describe('§6 titles', () => {
  test('§6 a title says verdict, device, what, when and under which policy', () => {
    expect(sameOf().title).toBe(
      'DMA leak: e1000e (8086:10d3), VT-d page fault on write, before any driver, after kdump with policy none, IOMMU vtd-translated',
    );
    expect(sameOf().family?.title).toBe(
      'DMA leak, VT-d page fault on write, before any driver, after kdump with policy none, IOMMU vtd-translated',
    );
  });

  test('§6 a lost host is one failure, whatever its devices', async () => {
    const report = await reportOn(
      crashed,
      '[   12.600000] ---[ end Kernel panic - not syncing: sysrq triggered crash ]---',
    );
    const ids = new Set(report.handoffs.flatMap(({ devices }) => devices.map(({ signature }) => signature?.id)));
    expect(ids.size).toBe(1);
    expect(report.handoffs[0]?.devices[0]?.signature?.title).toBe('host lost: it hung in its panic');
  });

  test('§6 a clean or unobserved device has none', async () => {
    const report = await reportOn(bootText(crashed), {
      commandLine: CRASH,
      lines: [...enumerated, ...translating, ...driven],
    });
    expect(sign(report.handoffs[0]!).devices.map(({ signature }) => signature)).toEqual([null, null]);
  });
});

describe('§6 version 1 reads words, without what is one machine’s', () => {
  const oldIdOf = (what: string) =>
    signatureOf({ ...device, findings: [{ ...finding, family: 'driver', what }] }, 'kdump')?.ids?.[0]?.id;
  test.each([
    ['its address', 'gave up on 0000:01:00.0 again', 'gave up on 10000:e1:1f.7 again'],
    ['an address of memory', 'at 0x293e000', 'at 0xfefd2000'],
    ['a number', 'after 7 ms', 'after 1200 ms'],
    ['a name’s index', 'nvme0 is dead', 'nvme12 is dead'],
    ['a terminal’s index', 'ttyusb0 is dead', 'ttyusb31 is dead'],
    ['a number at the end', 'gave up', 'gave up 7'],
  ])('%s', (_, one, other) => {
    expect(oldIdOf(one)).toBe(oldIdOf(other));
  });
  test.each([
    ['nvme0 is dead', 'eth0 is dead'],
    ['nvme0 is dead', '0 is dead'],
    ['ttys0 is dead', 'ttyusb0 is dead'],
    ['gave up on it', 'gave up'],
    ['lane a1 is dead', 'lane is dead'],
  ])('but %s is not %s', (one, other) => {
    expect(oldIdOf(one)).not.toBe(oldIdOf(other));
  });
});

describe('§6 titles, of every family', () => {
  const titleOf = (change: Partial<Finding>, of: Partial<DeviceHandoff> = {}) =>
    signatureOf({ ...device, ...of, findings: [{ ...finding, ...change }] }, 'kexec')?.title;
  const NIC_SAID = 'e1000e (8086:10d3)';
  const END = 'after kexec with policy none, IOMMU vtd-translated';
  test.each<[Partial<Finding>, string]>([
    [
      { family: 'amdvi', reason: 'io-page-fault' },
      `DMA leak: ${NIC_SAID}, AMD-Vi io page fault on write, before any driver, ${END}`,
    ],
    [
      { family: 'smmu', reason: 'f-translation', phase: 'probing' },
      `DMA leak: ${NIC_SAID}, SMMU f translation on write, while its driver probed, ${END}`,
    ],
    [
      { family: 'eeh', verdict: 'frozen', reason: 'frozen-failed', access: null },
      `frozen: ${NIC_SAID}, EEH frozen error, recovery failed, before any driver, ${END}`,
    ],
    [
      { family: 'aer', verdict: 'recovered', reason: 'nonfatal-recovered', access: null, phase: 'claimed' },
      `recovered: ${NIC_SAID}, AER nonfatal error, recovered, after its driver claimed it, ${END}`,
    ],
    [
      { family: 'dpc', verdict: 'frozen', reason: 'fatal-open', access: null, phase: 'early' },
      `frozen: ${NIC_SAID}, DPC fatal error, no end of a recovery seen, before it was enumerated, ${END}`,
    ],
    [
      { family: 'ghes', verdict: 'frozen', reason: 'fatal-open', access: null, phase: 'settled' },
      `frozen: ${NIC_SAID}, firmware-first error fatal error, no end of a recovery seen, long after its driver claimed it, ${END}`,
    ],
    [
      { family: 'driver', verdict: 'probe-failed', reason: 'probe-failed', access: null },
      `probe failed: ${NIC_SAID}, probe failed, ${END}`,
    ],
    [{ family: null, verdict: 'missing', reason: null, access: null }, `missing: ${NIC_SAID}, ${END}`],
  ])('%j', (change, title) => {
    expect(titleOf(change, { verdict: change.verdict ?? 'dma-leak' })).toBe(title);
  });
  test('a device that no driver had is named by what it is', () => {
    expect(titleOf({}, { driverBefore: null, driverAfter: null })).toMatch(/^DMA leak: device 8086:10d3, /);
  });
  test('a host that is lost, by what it was lost after', () => {
    const lostAfter = (kind: 'kexec' | 'kdump' | 'firmware' | 'liveupdate' | 'unknown', reason: string | null = null) =>
      signatureOf(
        { ...device, verdict: 'lost', findings: [{ ...finding, verdict: 'lost', family: null, reason }] },
        kind,
      );
    expect(lostAfter('kexec')?.title).toBe('host lost: no kernel came back after kexec');
    expect(lostAfter('liveupdate')?.title).toBe('host lost: no kernel came back after live update');
    expect(lostAfter('firmware')?.title).toBe('host lost: no kernel came back after a reboot through firmware');
    expect(lostAfter('unknown', 'hung-in-panic')?.title).toBe('host lost: it hung in its panic');
    expect(lostAfter('kexec', 'hung-in-kexec')?.title).toBe('host lost: its kexec failed');
    expect(lostAfter('unknown', 'hung-in-panic')?.id).not.toBe(lostAfter('unknown')?.id);
    expect(lostAfter('unknown')?.title).toBe('host lost: no kernel came back after a handoff of unknown kind');
    expect(lostAfter('kexec')?.family?.title).toBe('host lost: no kernel came back after kexec');
    expect(lostAfter('kexec')?.parts).toMatchObject({ driver: 'host', device: 'host', policy: 'kexec' });
  });
});

describe('§6 what makes no signature, and what makes another family', () => {
  test('what the outgoing kernel did', () => {
    expect(signatureOf({ ...device, findings: [{ ...finding, side: 'outgoing' }] }, 'kdump')).toBeNull();
  });
  test('a finding that is not bad', () => {
    expect(signatureOf({ ...device, findings: [{ ...finding, verdict: 'clean' }] }, 'kdump')).toBeNull();
  });
  test('a device whose verdict is clean or unobserved, whatever else was found', () => {
    expect(signatureOf({ ...device, verdict: 'clean' }, 'kdump')).toBeNull();
    expect(signatureOf({ ...device, verdict: 'unobserved' }, 'kdump')).toBeNull();
  });
  test('another phase, reason or policy is another family', () => {
    const family = (change: Partial<Finding>, of: Partial<DeviceHandoff> = {}) =>
      signatureOf({ ...device, ...of, findings: [{ ...finding, ...change }] }, 'kdump')?.family?.id;
    const all = [
      family({}),
      family({ phase: 'probing' }),
      family({ reason: 'context' }),
      family({}, { policy: 'shutdown' }),
    ];
    expect(new Set(all).size).toBe(4);
  });
});
