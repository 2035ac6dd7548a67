/** The rules of teardown policies (domain.md §3): inferred, declared, and what speaks against a declaration. */
import fc from 'fast-check';
import { markerRecords, parseMarker } from '../facts/marker';
import { POLICY_STEPS, type Report } from '../report';
import {
  type BootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  kexeced,
  NIC,
  onlyHandoff,
  panicked,
  reportOn,
  translating,
} from '../testing/log';

type Lines = BootText['lines'];
const runs: Lines = [...enumerated, ...translating, ...driven];
const says = (text: string, at = 12): Lines => [[at, `quiesce: handoff v=1 ${text}`]];
const kexecs = (...lines: Lines): BootText => ({ lines: [...runs, ...lines, ...kexeced] });
const policyOf = (report: Report) => onlyHandoff(report).policy;
const DISK = '0000:02:00.0';

describe('§3 inferred', () => {
  test('§3 policy: a planned kexec runs device_shutdown(), which clears bus mastering', async () => {
    expect(policyOf(await reportOn(kexecs(), { lines: runs }))).toEqual({
      label: 'shutdown+bus-master-off',
      declared: null,
      inferred: ['shutdown', 'bus-master-off'],
      contradictions: [],
    });
  });

  test('§3 policy is per device: one was unbound, the other only had shutdown called', async () => {
    const report = await reportOn(kexecs([11, 'e1000e 0000:01:00.0 eth0: removed PHC']), { lines: runs });
    expect(deviceOf(report).policy).toBe('remove+bus-master-off');
    expect(deviceOf(report, DISK).policy).toBe('shutdown+bus-master-off');
  });

  test('§3 policy: given to vfio, and reset there', async () => {
    const report = await reportOn(
      kexecs([11, 'e1000e 0000:01:00.0 eth0: removed PHC'], [11.1, 'vfio-pci 0000:01:00.0: reset done']),
      { lines: runs },
    );
    expect(deviceOf(report).policy).toBe('vfio-rebind+flr+bus-master-off');
  });

  test('§3 policy: a secondary bus reset is hot-reset', async () => {
    const report = await reportOn(kexecs([11, 'e1000e 0000:01:00.0: ready 1023ms after bus reset']), { lines: runs });
    expect(deviceOf(report).policy).toBe('shutdown+hot-reset+bus-master-off');
  });

  test('§3 policy: a crash tears nothing down, and copied tables are inherited', async () => {
    const copied: Lines = [[1, 'DMAR: Copied translation tables from previous kernel for dmar0 (base: 0x1000)']];
    const report = await reportOn(
      { lines: [...runs, ...panicked] },
      { commandLine: CRASH, lines: [...enumerated, ...copied, ...translating, ...driven] },
    );
    expect(policyOf(report).label).toBe('none+iommu-inherit');
  });

  test('§3 policy: a panic that ends in a reboot through firmware tore nothing down either', async () => {
    const rebooting: Lines = [...panicked, [12.6, 'Rebooting in 10 seconds..']];
    const report = await reportOn({ lines: [...runs, ...rebooting] }, 'SeaBIOS (version 1.16.2)', { lines: runs });
    expect(onlyHandoff(report)).toMatchObject({ kind: 'firmware', policy: { label: 'none' } });
  });
});

describe('§3 also known per device, where told', () => {
  const shutsDown: Lines = [
    [12, 'nvme 0000:02:00.0: shutdown'],
    [13.5, 'e1000e 0000:01:00.0: shutdown'],
    [13.6, 'kexec_core: Starting new kernel'],
  ];
  const torn = { lines: [...runs, ...shutsDown] };

  test('§3 teardown: was the callback seen to run, and how long did it take', async () => {
    const report = await reportOn(torn, { lines: runs });
    expect(deviceOf(report, DISK).teardown).toMatchObject({ shutdownRan: true, secondsAtMost: 1.5, failed: null });
    expect(deviceOf(report).teardown).toMatchObject({ shutdownRan: true, secondsAtMost: 0.1 });
    const silent = deviceOf(await reportOn(kexecs(), { lines: runs })).teardown;
    expect(silent).toEqual({ shutdownRan: false, secondsAtMost: null, failed: null, leftIn: null, resets: [] });
  });

  test('§3 teardown: a shutdown under the bus’s name shows that no driver was bound any more', async () => {
    const unbound: Lines = [
      [12, 'pci 0000:01:00.0: shutdown'],
      [13.6, 'kexec_core: Starting new kernel'],
    ];
    const device = deviceOf(await reportOn({ lines: [...runs, ...unbound] }, { lines: runs }));
    expect(device).toMatchObject({ policy: 'remove+bus-master-off', teardown: { shutdownRan: false } });
  });

  test('§3 teardown: the callback failed, a reset was done, and it was left in D3', async () => {
    const failing: Lines = [
      [12, 'i40e 0000:01:00.0: shutdown_lan_hmc failed: -53'],
      [12.1, 'e1000e 0000:01:00.0: ready 1023ms after bus reset'],
    ];
    const off: Lines = [
      [2.1, 'e1000e 0000:01:00.0: Unable to change power state from D3cold to D0, device inaccessible'],
    ];
    const report = await reportOn(kexecs(...failing), { lines: [...enumerated, ...translating, ...off] });
    expect(deviceOf(report).teardown).toEqual({
      shutdownRan: false,
      secondsAtMost: null,
      failed: 'shutdown_lan_hmc failed',
      leftIn: 'D3cold',
      resets: [{ method: 'bus reset', ok: true }],
    });
  });
});

describe('§3 declared', () => {
  test('§3 policy: what was declared is the label, for silent steps too, per device where it says so', async () => {
    const report = await reportOn(kexecs(...says(`policy=shutdown+bus-master-off device=${NIC}=remove+hot-reset`)), {
      lines: runs,
    });
    expect(deviceOf(report)).toMatchObject({ policy: 'remove+hot-reset', declared: 'remove+hot-reset' });
    expect(deviceOf(report, DISK)).toMatchObject({ declared: 'shutdown+bus-master-off' });
    expect(policyOf(report)).toMatchObject({ declared: 'shutdown+bus-master-off', contradictions: [] });
  });

  test('§3 policy: a declaration in several records is one', async () => {
    const devices = Array.from({ length: 40 }, (_, index) => `0000:${index.toString(16).padStart(2, '0')}:00.0=flr`);
    const records = markerRecords({ policy: 'shutdown', kind: 'kexec', devices });
    expect(records.length).toBeGreaterThan(1);
    expect(Math.max(...records.map((record) => record.length))).toBeLessThan(976);
    const lines = records.map((record) => [12, record] as const);
    const report = await reportOn(kexecs(...lines), { lines: runs });
    expect([deviceOf(report).declared, deviceOf(report, DISK).declared]).toEqual(['flr', 'flr']);
  });

  test('§3 policy: the latest declaration holds, and one of an attempt long ago does not', async () => {
    const twice = await reportOn(kexecs(...says('policy=remove', 11), ...says('policy=shutdown', 12)), { lines: runs });
    expect(policyOf(twice).declared).toBe('shutdown');
    const late: Lines = [...says('policy=remove', 11), [700, 'kexec_core: Starting new kernel']];
    expect(policyOf(await reportOn({ lines: [...runs, ...late] }, { lines: runs })).declared).toBeNull();
  });

  test('§3 policy: a declaration for a crash stands until the crash, and is not a planned kexec’s', async () => {
    const standing = says('policy=none kind=kdump', 3);
    const crash: Lines = [[9000, 'Kernel panic - not syncing: sysrq triggered crash']];
    const crashed = await reportOn({ lines: [...runs, ...standing, ...crash] }, { commandLine: CRASH, lines: runs });
    expect(policyOf(crashed).declared).toBe('none');
    expect(policyOf(await reportOn(kexecs(...standing), { lines: runs })).declared).toBeNull();
  });

  test('§3 policy: a kexec that became a cold boot keeps the policy that was asked for', async () => {
    const asked: Lines = [...says('policy=remove+hot-reset'), [12.2, 'systemd-shutdown[1]: Rebooting with kexec.']];
    const report = await reportOn(
      { lines: [...runs, ...asked, [12.5, 'reboot: Restarting system']] },
      'SeaBIOS (version 1.16.2)',
      { lines: runs },
    );
    expect(onlyHandoff(report)).toMatchObject({
      kind: 'firmware',
      asked: 'kexec',
      policy: { label: 'remove+hot-reset' },
    });
  });
});

describe('§3 a contradiction between declared and inferred is itself a finding', () => {
  const against = async (...boots: readonly (BootText | string)[]) =>
    policyOf(await reportOn(...boots)).contradictions.map(({ bdf, step, what }) => [bdf, step, what]);

  test('§3 contract: bus-master-off, and the incoming kernel found it on', async () => {
    const on: Lines = [[1.5, 'e1000e 0000:01:00.0: enabling device (0006 -> 0002)']];
    const report = await reportOn(kexecs(...says('policy=shutdown+bus-master-off')), {
      lines: [...enumerated, ...translating, ...on, ...driven],
    });
    expect(policyOf(report).contradictions).toEqual([
      {
        bdf: NIC,
        declared: 'shutdown+bus-master-off',
        step: 'bus-master-off',
        what: 'the incoming kernel found bus mastering on',
        evidence: [
          { file: 'console', line: 14 },
          { file: 'console', line: 24 },
        ],
      },
    ]);
    expect(deviceOf(report).policy).toBe('shutdown');
    expect(deviceOf(report, DISK).policy).toBe('shutdown+bus-master-off');
  });

  test('§3 contract: none+iommu-inherit must say "Copied translation tables"', async () => {
    const crashed = { lines: [...runs, ...says('policy=none+iommu-inherit kind=kdump'), ...panicked] };
    expect(await against(crashed, { commandLine: CRASH, lines: runs })).toEqual([
      [null, 'iommu-inherit', 'the incoming kernel did not say that it copied translation tables'],
    ]);
    const torn: Lines = ['** 12 printk messages dropped **', ...runs];
    expect(await against(crashed, { commandLine: CRASH, lines: torn })).toEqual([]);
  });

  test('§3 contract: none must not show copied tables', async () => {
    const crashed = { lines: [...runs, ...says('policy=none kind=kdump'), ...panicked] };
    const copied: Lines = [[1, 'DMAR: Copied translation tables from previous kernel for dmar0 (base: 0x1000)']];
    const incoming = { commandLine: CRASH, lines: [...enumerated, ...copied, ...translating, ...driven] };
    expect(await against(crashed, incoming)).toEqual([
      [null, 'iommu-inherit', 'the incoming kernel copied the translation tables'],
    ]);
  });

  test('§3 contract: remove, and only its shutdown callback ran', async () => {
    const ran: Lines = [...says(`policy=shutdown device=${NIC}=remove`), [12.2, 'e1000e 0000:01:00.0: shutdown']];
    expect(await against(kexecs(...ran), { lines: runs })).toEqual([
      [NIC, 'remove', 'its shutdown callback ran, and nothing shows an unbind'],
    ]);
  });

  test('§3 contract: shutdown, and its driver was unbound', async () => {
    const ran: Lines = [...says('policy=shutdown'), [12.2, 'e1000e 0000:01:00.0 eth0: removed PHC']];
    expect(await against(kexecs(...ran), { lines: runs })).toEqual([[NIC, 'shutdown', 'its driver was unbound']]);
  });

  test('§3 contract: hot-reset, and it failed', async () => {
    const ran: Lines = [
      ...says(`policy=shutdown device=${NIC}=remove+hot-reset`),
      [12.2, 'e1000e 0000:01:00.0: not ready 65535ms after bus reset; giving up'],
    ];
    expect(await against(kexecs(...ran), { lines: runs })).toEqual([
      [NIC, 'hot-reset', 'its reset failed (not ready after bus reset)'],
    ]);
  });

  test('§3 contract: preserve needs something handed over', async () => {
    const preserves = kexecs(...says(`policy=preserve kind=liveupdate`));
    expect(await against(preserves, { lines: runs })).toEqual([
      [null, 'preserve', 'the incoming kernel found nothing handed over'],
    ]);
    const found: Lines = [[0, 'KHO: found kexec handover data.']];
    const kept = await reportOn(preserves, { lines: [...found, ...runs] });
    expect(policyOf(kept).contradictions).toEqual([]);
    expect(deviceOf(kept).policy).toBe('preserve');
  });

  test('§3 contract: none, and the system went down in order', async () => {
    expect(await against(kexecs(...says('policy=none')), { lines: runs })).toEqual([
      [null, 'none', 'the system went down in order'],
    ]);
  });

  test.each([
    ['its shutdown callback ran', 'e1000e 0000:01:00.0: shutdown'],
    ['its driver was unbound', 'e1000e 0000:01:00.0 eth0: removed PHC'],
  ])('§3 contract: none, and %s', async (what, line) => {
    const ran: Lines = [...says(`policy=shutdown device=${NIC}=none`), [12.2, line]];
    expect(await against(kexecs(...ran), { lines: runs })).toEqual([[NIC, 'none', what]]);
  });

  test('§3 contract: vfio-rebind, and only its shutdown callback ran', async () => {
    const ran: Lines = [...says(`policy=shutdown device=${NIC}=vfio-rebind`), [12.2, 'e1000e 0000:01:00.0: shutdown']];
    expect(await against(kexecs(...ran), { lines: runs })).toEqual([
      [NIC, 'vfio-rebind', 'its shutdown callback ran, and nothing shows an unbind'],
    ]);
  });

  test('§3 contract: flr, and it failed', async () => {
    const ran: Lines = [
      ...says(`policy=shutdown device=${NIC}=remove+flr`),
      [12.2, 'e1000e 0000:01:00.0: not ready 65535ms after FLR; giving up'],
    ];
    expect(await against(kexecs(...ran), { lines: runs })).toEqual([
      [NIC, 'flr', 'its reset failed (not ready after FLR)'],
    ]);
  });

  test.each(['shutdown', 'remove', 'remove-or-shutdown', 'flr', 'hot-reset', 'vfio-rebind', 'preserve'])(
    '§3 contract: %s, and a crash instead tore nothing down',
    async (step) => {
      const crashed = { lines: [...runs, ...says(`policy=${step}`), ...panicked] };
      expect(await against(crashed, { commandLine: CRASH, lines: runs })).toContainEqual([
        null,
        step,
        'the kernel crashed: nothing was torn down',
      ]);
    },
  );

  test('§3 contract: iommu-inherit, and the tables were discarded', async () => {
    const discarded: Lines = [[1, 'DMAR: Translation was enabled for dmar0 but we are not in kdump mode']];
    expect(
      await against(kexecs(...says('policy=shutdown+iommu-inherit')), {
        lines: [...enumerated, ...discarded, ...translating, ...driven],
      }),
    ).toEqual([[null, 'iommu-inherit', 'the incoming kernel discarded the translation tables']]);
  });

  test('§3 contract: preserve, and the incoming kernel reset it', async () => {
    const preserves = kexecs(...says(`policy=preserve kind=liveupdate`));
    const incoming: Lines = [
      [0, 'KHO: found kexec handover data.'],
      ...runs,
      [14, 'e1000e 0000:01:00.0: ready 1023ms after FLR'],
    ];
    expect(await against(preserves, { lines: incoming })).toEqual([
      [NIC, 'preserve', expect.stringMatching(/^the incoming kernel reset it \(/)],
    ]);
  });

  test('§3 contract: a teardown that was declared, and a crash instead', async () => {
    const crashed = { lines: [...runs, ...says('policy=shutdown+bus-master-off'), ...panicked] };
    expect(await against(crashed, { commandLine: CRASH, lines: runs })).toEqual([
      [null, 'shutdown', 'the kernel crashed: nothing was torn down'],
      [null, 'bus-master-off', 'the kernel crashed: nothing was torn down'],
    ]);
  });
});

describe('§3 marker records', () => {
  const label = fc
    .uniqueArray(fc.constantFrom(...POLICY_STEPS.filter((step) => step !== 'none')), { minLength: 1 })
    .map((steps) => steps.join('+'));
  const bdf = fc
    .tuple(fc.integer({ max: 0xff, min: 0 }), fc.integer({ max: 0x1f, min: 0 }), fc.integer({ max: 7, min: 0 }))
    .map(([bus, slot, fn]) => {
      const hex = (value: number) => value.toString(16).padStart(2, '0');
      return `0000:${hex(bus)}:${hex(slot)}.${fn}`;
    });

  test('§3 marker: what is written is what is read', () => {
    fc.assert(
      fc.property(label, fc.uniqueArray(bdf, { maxLength: 60 }), label, (policy, bdfs, other) => {
        const devices = bdfs.map((name) => `${name}=${other}`);
        const read = markerRecords({ policy, kind: 'kexec', devices }).map((record) =>
          parseMarker(record.replace('quiesce: ', '')),
        );
        expect(read.every((marker) => !('problem' in marker) && marker.policy === policy)).toBe(true);
        expect(read.flatMap((marker) => ('problem' in marker ? [] : marker.devices))).toEqual(devices);
      }),
    );
  });

  test.each([
    'handoff v=2 policy=shutdown',
    'handoff v=1',
    'handoff v=1 policy=',
    'handoff v=1 policy=shutdown+shutdown',
    'handoff v=1 policy=none+shutdown',
    'handoff v=1 policy=reboot',
    'handoff v=1 policy=shutdown policy=remove',
    'handoff v=1 policy=shutdown extra=1',
    'handoff v=1 policy=shutdown  kind=kexec',
    'handoff v=1 policy=shutdown kind=reboot',
    'handoff v=1 policy=shutdown part=2/1',
    'handoff v=1 policy=shutdown device=0000:01:00.0',
    'handoff v=1 policy=shutdown device=0000:01:00.9=flr',
    'handoff v=1 policy=shutdown device=0000:01:00.0=flr device=0000:01:00.0=remove',
    'handoff v=1 policy=shutdown __proto__=1',
    `handoff v=1 policy=${'shutdown+'.repeat(5000)}remove`,
  ])('§3 marker: %.70s declares nothing, and is said to be damaged', async (text) => {
    expect(parseMarker(text)).toHaveProperty('problem');
    expect(policyOf(await reportOn(kexecs([12, `quiesce: ${text}`]), { lines: runs })).declared).toBeNull();
  });

  test('§3 marker: user space declares, and makes no device fault', async () => {
    const forged = '12,900,12000000,-;quiesce: handoff v=1 policy=remove device=0000:01:00.0=flr fault addr 0x1000';
    const report = await reportOn(kexecs(), { lines: [...runs, forged] });
    expect(onlyHandoff(report).devices.flatMap(({ findings }) => findings.map(({ kind }) => kind))).toEqual([
      null,
      null,
    ]);
  });
});
