/** What a finding says of itself: its words, how sure it is, whose side it is on. */
import {
  type BootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  fault,
  groups,
  kexeced,
  NIC,
  onlyHandoff,
  panicked,
  reportOn,
  translating,
} from '../testing/log';

type Lines = BootText['lines'];
const up: Lines = [...enumerated, ...translating];
const runs: Lines = [...up, ...driven];
const crashed = { lines: [...enumerated, ...driven, ...panicked] };
const kexecs = (...more: Lines) => ({ lines: [...runs, ...more, ...kexeced] });
const init = driven.slice(0, 1);
const probing = driven.slice(0, 2);

describe('§6 the reason of a failed probe is its words, without what is one machine’s', () => {
  test.each([
    ['probe with driver e1000e failed with error -5', 'probe-failed-with-error'],
    [
      "can't enable device: BAR 7 [mem 0xfe000000-0xfe00ffff 64bit pref] not claimed",
      'can-t-enable-device-bar-mem-bit-pref-not-claimed',
    ],
    ['PCI link not ready (0x00a1) after 7 ms', 'pci-link-not-ready-after-ms'],
    ['The NVM Checksum Is Not Valid', 'the-nvm-checksum-is-not-valid'],
    ['PF reset failed, -15', 'pf-reset-failed'],
    ['init 0000:01:00.0 fail, -110', 'init-fail'],
  ])('%s', async (words, reason) => {
    const lines: Lines = [...up, ...probing, [2.7, `e1000e 0000:01:00.0: ${words}`]];
    expect(deviceOf(await reportOn(kexecs(), { lines })).findings[0]).toMatchObject({
      verdict: 'probe-failed',
      reason,
    });
  });
});

describe('§4 a module that does not load fails the devices that it had', () => {
  const invalid = [2.5, "e1000e: `abc' invalid for parameter `debug'"] as const;
  const verdictOf = async (outgoing: BootText, ...lines: Lines) =>
    deviceOf(await reportOn(outgoing, { lines: [...up, ...lines] })).verdict;
  test('one that no driver took', async () => {
    expect(await verdictOf(kexecs(), ...init, invalid, ...driven.slice(3))).toBe('probe-failed');
  });
  test('not one that a driver took all the same', async () => {
    expect(await verdictOf(kexecs(), ...init, invalid, ...driven.slice(1))).toBe('clean');
  });
  test('not one that had another driver, or none', async () => {
    const other = [2.5, "igb: `abc' invalid for parameter `debug'"] as const;
    const late = [20, 'rfkill: input handler disabled'] as const;
    expect(await verdictOf(kexecs(), ...init, other, ...driven.slice(3), late)).toBe('clean');
    expect(await verdictOf({ lines: [...up, ...kexeced] }, ...init, invalid, ...driven.slice(3), late)).toBe('clean');
  });
});

describe('§4 every finding says how sure it is', () => {
  const nic = async (outgoing: BootText, incoming: BootText | string) =>
    deviceOf(await reportOn(outgoing, incoming)).findings[0];
  const torn = 'AMD-Vi: Event logged [IO_PAGE_FAULT device=0000:01:00.0 domain=0x000e address=0xfefd2000 fl';
  test('a fault of the new driver’s is certain where its claim was seen', async () => {
    expect(await nic(crashed, { commandLine: CRASH, lines: [...runs, [5, fault()]] })).toMatchObject({
      verdict: 'faulted',
      confidence: 'certain',
    });
  });
  test('likely where its driver only spoke long before', async () => {
    const lines: Lines = [...up, ...probing, [30, fault()]];
    expect(await nic(crashed, { commandLine: CRASH, lines })).toMatchObject({
      verdict: 'faulted',
      confidence: 'likely',
    });
  });
  test('possible where its evidence is damaged', async () => {
    const text = await nic(crashed, { commandLine: CRASH, lines: [...runs, [5, torn]] });
    expect(text).toMatchObject({ verdict: 'faulted', confidence: 'possible' });
    expect(text?.corrupted).not.toBeNull();
  });
  test('possible where the id may be another’s', async () => {
    const twin = [0.92, 'pci 0001:01:00.0: [8086:10d3] type 00 class 0x020000'] as const;
    const lines: Lines = [...enumerated, twin, ...translating, ...driven, [5, fault()]];
    expect(await nic(crashed, { commandLine: CRASH, lines })).toMatchObject({
      verdict: 'faulted',
      confidence: 'possible',
    });
  });
  test('a damaged fault of the outgoing kernel is possible, a whole one certain', async () => {
    const outgoing = async (line: string) =>
      deviceOf(await reportOn(kexecs([8, line]), { lines: runs })).findings.find(({ side }) => side === 'outgoing');
    expect(await outgoing(fault())).toMatchObject({ confidence: 'certain', phase: 'teardown' });
    expect(await outgoing(torn)).toMatchObject({ confidence: 'possible' });
  });
});

describe('§6 corrupted: evidence of the side that it is on', () => {
  const AER =
    'e1000e 0000:01:00.0: PCIe Bus Error: severity=Uncorrected (Non-Fatal), type=Transaction Layer, (Requester ID)';
  const lost = '** 12 printk messages dropped **';
  const findings = async (outgoing: Lines, incoming: Lines) =>
    deviceOf(await reportOn({ lines: [...outgoing, ...kexeced] }, { lines: incoming })).findings;
  test('lines that the outgoing kernel lost corrupt what it says after', async () => {
    const [, error] = await findings([...runs, lost, [8, AER]], runs);
    expect(error).toMatchObject({ side: 'outgoing', corrupted: 'after lost lines' });
  });
  test('and nothing that the incoming one says', async () => {
    const [error] = await findings([...runs, lost], [...runs, [8, AER]]);
    expect(error).toMatchObject({ side: 'incoming', corrupted: null });
  });
  test('lines that the incoming kernel lost corrupt nothing of the outgoing one', async () => {
    const found = await findings([...runs, [8, AER]], [...runs, lost]);
    expect(found.find(({ side }) => side === 'outgoing')).toMatchObject({ corrupted: null });
  });
  test('an error without an end is likely, one with an end certain', async () => {
    const ended = [9, 'e1000e 0000:01:00.0: AER: device recovery successful'] as const;
    expect((await findings(runs, [...runs, [8, AER]]))[0]).toMatchObject({ verdict: 'faulted', confidence: 'likely' });
    expect((await findings(runs, [...runs, [8, AER], ended]))[0]).toMatchObject({
      verdict: 'recovered',
      confidence: 'certain',
    });
  });
  test('an error long after the claim is the running kernel’s', async () => {
    const [first] = await findings(runs, [...runs, [700, AER], [701, 'rfkill: input handler disabled']]);
    expect(first).toMatchObject({ verdict: 'clean' });
  });
});

describe('§4 faults of nobody’s', () => {
  const irq = (bdf: string) =>
    `DMAR: [INTR-REMAP] Request device [${bdf}] fault index 0x23 [fault reason 0x22] Present field in the IRTE entry is clear`;
  const devices = async (outgoing: Lines, incoming: Lines) =>
    onlyHandoff(await reportOn({ lines: [...outgoing, ...kexeced] }, { lines: incoming })).devices;
  test('an interrupt request under an id that neither kernel enumerated is no device’s', async () => {
    const found = await devices(runs, [...up, [1.1, irq('f0:1f.0')], ...driven]);
    expect(found.map(({ bdf }) => bdf)).toEqual([NIC, '0000:02:00.0']);
  });
  test('one of a function that only the outgoing kernel enumerated is its', async () => {
    const lines: Lines = [enumerated[1] as Lines[0], ...translating, [1.1, irq('01:00.0')], ...driven.slice(3)];
    const found = await devices(runs, lines);
    expect(found.find(({ bdf }) => bdf === NIC)?.findings.map(({ kind }) => kind)).toContain('interrupt-fault');
  });
});

describe('§4 dma-leak plus frozen, on POWER', () => {
  const bdf = '0001:01:00.0';
  const power: Lines = [
    [0.31, `pci ${bdf}: [15b3:1017] type 00 class 0x020000`],
    [0.32, 'IOMMU table initialized, virtual merging enabled'],
    [0.33, `pci ${bdf}: Adding to iommu group 1`],
    [0.34, 'EEH: Capable adapter found: recovery enabled.'],
    [4, 'Run /init as init process'],
  ];
  const spoke = [5, `mlx5_core ${bdf}: firmware version: 16.35.2000`] as const;
  const claim = [6, `mlx5_core ${bdf} eth0: Link up`] as const;
  const freezes = (seconds: number): Lines => [
    [seconds, 'EEH: Recovering PHB#1-PE#fd'],
    [seconds + 0.01, `PCI ${bdf}#00fd: EEH: Invoking mlx5_core->error_detected(IO frozen)`],
  ];
  const findings = async (kind: 'kdump' | 'firmware', ...lines: Lines) => {
    const old: Lines = [
      ...power,
      spoke,
      claim,
      kind === 'kdump' ? [12.5, 'Kernel panic - not syncing: x'] : [12.5, 'reboot: Restarting system'],
    ];
    const report = await reportOn({ lines: old }, { ...(kind === 'kdump' ? { commandLine: CRASH } : {}), lines });
    return deviceOf(report, bdf).findings.filter(({ side }) => side === 'incoming');
  };
  const leakOf = async (...lines: Lines) =>
    (await findings('kdump', ...lines)).find(({ verdict }) => verdict === 'dma-leak');
  test('frozen before its driver: likely', async () => {
    const leak = await leakOf(...power.slice(0, 4), ...freezes(1), ...power.slice(4), spoke, claim);
    expect(leak).toMatchObject({ confidence: 'likely', phase: 'dormant', reason: 'freeze-before-claim' });
    expect(leak?.why).toMatch(/^before its driver claimed it: /);
  });
  test('frozen while its driver probes: possible, for it may be that driver’s own', async () => {
    const leak = await leakOf(...power, spoke, ...freezes(5.1), claim);
    expect(leak).toMatchObject({ confidence: 'possible', phase: 'probing' });
    expect(leak?.why).toMatch(/^while its driver was probing it: /);
  });
  test('frozen before it was enumerated: a leak as well', async () => {
    const leak = await leakOf(
      [0.2, 'EEH: Recovering PHB#1-PE#fd'],
      [0.21, `PCI ${bdf}#00fd: EEH: Invoking mlx5_core->error_detected(IO frozen)`],
      ...power,
      spoke,
      claim,
    );
    expect(leak).toMatchObject({ phase: 'early' });
  });
  test('frozen after its claim: no leak', async () => {
    const found = await findings('kdump', ...power, spoke, claim, ...freezes(7));
    expect(found.map(({ verdict }) => verdict)).toEqual(['frozen']);
  });
  test('frozen after a reboot through firmware: no leak', async () => {
    const found = await findings('firmware', ...power.slice(0, 4), ...freezes(1), ...power.slice(4), spoke, claim);
    expect(found.map(({ verdict }) => verdict)).toEqual(['frozen']);
  });
});

describe('§4 observability: what the reports that were kept back may hide', () => {
  const kept = async (...lines: Lines) => {
    const report = await reportOn(kexecs(), { lines: [...runs, ...lines] });
    return [onlyHandoff(report).observability.faultsSuppressed, deviceOf(report).findings[0]?.confidence] as const;
  };
  test.each([
    'dmar_fault',
    'iommu_print_event',
    'amd_iommu_report_page_fault',
    'arm_smmu_evtq_thread',
    'arm_smmu_global_fault',
  ])('%s prints faults', async (printer) => {
    expect((await kept([3, `${printer}: 23 callbacks suppressed`]))[0]).toBe(23);
  });
  test.each(['net_ratelimit', 'x_dmar_fault', 'amd_iommu', 'arm_smmu'])('%s prints none', async (printer) => {
    expect(await kept([3, `${printer}: 23 callbacks suppressed`])).toEqual([0, 'certain']);
  });
  test('AMD-Vi’s limit is a device’s own where the device has a group, and everybody’s where none has', async () => {
    const amd = [1.01, 'pci 0000:00:00.2: AMD-Vi: Found IOMMU cap 0x40'] as const;
    const suppressed = [7, 'amd_iommu_report_page_fault: 7 callbacks suppressed'] as const;
    const confidence = async (...lines: Lines) =>
      deviceOf(await reportOn(kexecs(), { lines: [...lines, ...driven, suppressed] })).findings[0]?.confidence;
    expect(await confidence(...enumerated, ...groups, amd)).toBe('certain');
    expect(await confidence(...enumerated, amd)).toBe('possible');
  });
  test('a console that shows everything hides nothing: the reason says nothing of it', async () => {
    const commandLine = 'root=/dev/sda1 ignore_loglevel';
    const report = await reportOn(kexecs(), { commandLine, lines: [...enumerated, ...driven] });
    expect(deviceOf(report).findings[0]?.why).toBe('no IOMMU translated in the incoming kernel');
  });
  test('a damaged log shows nothing', async () => {
    const report = await reportOn(kexecs(), { lines: [...up, `[    2.000000] ${'x'.repeat(300_000)}`, ...driven] });
    expect(deviceOf(report).findings[0]).toMatchObject({
      verdict: 'unobserved',
      why: 'the incoming kernel’s log is damaged (huge-line)',
    });
  });
});
