/** Each row of domain.md §4's table and each of its rules, on a log that a kernel could print. */

import { createReader, endOfSource, readBlock } from '../facts/read-facts';
import { reportOf } from '../pipeline';
import type { Finding } from '../report';
import {
  type BootText,
  bootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  fault,
  groups,
  kexeced,
  NIC,
  onlyHandoff,
  outputsOf,
  panicked,
  reportOn,
  translating,
} from '../testing/log';

type Lines = BootText['lines'];
const runs: Lines = [...enumerated, ...translating, ...driven];
const crashed = { lines: [...enumerated, ...driven, ...panicked] };
const shifted = (lines: Lines): Lines =>
  lines.map((line) => (typeof line === 'string' ? line : ([line[0] + 0.07, line[1]] as const)));
const kexecs = (...more: Lines) => ({ lines: [...runs, ...more, ...kexeced] });
const nicOf = async (...boots: readonly (BootText | string)[]) => deviceOf(await reportOn(...boots));
const kdumpNic = (...lines: Lines) => nicOf(crashed, { commandLine: CRASH, lines });
const AER = 'e1000e 0000:01:00.0: PCIe Bus Error: severity=Uncorrected (Fatal), type=Transaction Layer, (Receiver ID)';

describe('§4 the table', () => {
  test('§4 lost: the incoming kernel never appeared, within the handoff timeout of event time', async () => {
    const lines = { type: 'lines', host: 'h', source: 'console', firstLine: 1, text: bootText(kexecs()) } as const;
    const tickAt = (seconds: number) =>
      ({ type: 'tick', host: 'h', at: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString() }) as const;
    const soon = reportOf(await outputsOf([lines, tickAt(0), tickAt(599)]));
    expect(deviceOf(soon).verdict).toBe('unobserved');
    const late = reportOf(await outputsOf([lines, tickAt(0), tickAt(601)]));
    expect([onlyHandoff(late).outcome, deviceOf(late).verdict]).toEqual(['lost', 'lost']);
  });
  test('§4 missing: present before, not enumerated after', async () => {
    const without = { lines: [...enumerated.slice(1), ...translating.slice(1), ...driven.slice(3)] };
    expect((await nicOf(kexecs(), without)).verdict).toBe('missing');
  });
  test('§4 frozen: fatal AER that was not recovered', async () => {
    const device = await kdumpNic(...runs, [4, AER], [5, 'e1000e 0000:01:00.0: AER: device recovery failed']);
    expect(device.verdict).toBe('frozen');
    expect(device.findings[0]).toMatchObject({ reason: 'fatal-failed', confidence: 'certain' });
  });
  test('§4 probe-failed: its driver’s probe failed in the incoming kernel', async () => {
    const failed = 'e1000e: probe of 0000:01:00.0 failed with error -5';
    expect((await nicOf(kexecs(), { lines: [...runs.slice(0, 7), [2.6, failed]] })).verdict).toBe('probe-failed');
  });
  test('§4 dma-leak: a fault in the incoming kernel before the driver claimed the device', async () => {
    expect((await kdumpNic(...enumerated, ...translating, [1.1, fault()], ...driven)).verdict).toBe('dma-leak');
  });
  test('§4 recovered: errored, then recovered', async () => {
    const device = await kdumpNic(...runs, [4, AER], [5, 'e1000e 0000:01:00.0: AER: device recovery successful']);
    expect(device.verdict).toBe('recovered');
  });
  test('§4 faulted: faults only after its new driver claimed it', async () => {
    expect((await kdumpNic(...runs, [5, fault()])).verdict).toBe('faulted');
  });
  test('§4 unobserved: no fault seen, but none could have been', async () => {
    expect((await kdumpNic(...enumerated, ...driven)).verdict).toBe('unobserved');
  });
  test('§4 clean: observable, and quiet', async () => {
    const device = await nicOf(kexecs(), { lines: runs });
    expect(device.verdict).toBe('clean');
    expect(device.findings[0]?.why).toBe('faults would have been seen (vtd-translated) from 1.01 s on, and none was');
  });
});

describe('§4 a device handoff may have several findings', () => {
  test('§4 the verdict is the worst, findings keep their own', async () => {
    const device = await kdumpNic(...enumerated, ...translating, [1.1, fault()], ...driven, [5, AER]);
    expect(device.findings.map(({ verdict }) => verdict)).toEqual(['frozen', 'dma-leak']);
    expect(device.verdict).toBe('frozen');
  });
});

describe('§4 the worst finding comes first, whatever was found first', () => {
  const AMD = 'AMD-Vi: Event logged [IO_PAGE_FAULT device=0000:01:00.0 domain=0x000e address=0xfefd2000 fl';
  const told = async (...lines: Lines) =>
    (await kdumpNic(...enumerated, ...translating, ...lines)).findings.map(({ verdict, confidence, side, evidence }) =>
      [verdict, confidence, side, evidence[0]?.time].join(' '),
    );
  test('§4 findings: by verdict', async () => {
    const nonfatal = AER.replace('Fatal', 'Non-Fatal');
    const recovered = [6, 'e1000e 0000:01:00.0: AER: device recovery successful'] as const;
    expect(await told([1.01, nonfatal], [1.02, recovered[1]], [1.1, fault()], ...driven)).toEqual([
      'dma-leak likely incoming 1.1',
      'recovered certain incoming 1.01',
    ]);
  });
  test('§4 findings: of one verdict the surest, then the earliest', async () => {
    const write = fault().replace('Read NO_PASID', 'Write NO_PASID');
    expect(await told([1.05, AMD], [1.1, fault()], [1.2, write], ...driven)).toEqual([
      'dma-leak certain incoming 1.1',
      'dma-leak certain incoming 1.2',
      'dma-leak possible incoming 1.05',
    ]);
    const nonfatal = AER.replace('Fatal', 'Non-Fatal');
    const late = fault().replace('Read NO_PASID', 'Write NO_PASID');
    expect(await told(...driven.slice(0, 2), [30, late], [31, nonfatal])).toEqual([
      'faulted likely incoming 30',
      'faulted likely incoming 31',
    ]);
  });
  test('§4 findings: those of the outgoing side last, however bad', async () => {
    const device = await nicOf(kexecs([8, AER], [9, 'e1000e 0000:01:00.0: AER: device recovery failed']), {
      lines: [...runs, [5, fault()]],
    });
    expect(device.findings.map(({ verdict, side }) => `${verdict} ${side}`)).toEqual([
      'faulted incoming',
      'frozen outgoing',
    ]);
    expect(device.verdict).toBe('faulted');
  });
});

describe('§4 absence of faults is not cleanliness', () => {
  const blindly = async (lines: Lines, more: Partial<BootText> = {}) => {
    const device = await nicOf(kexecs(), { lines, ...more });
    return [device.verdict, device.iommu, device.findings[0]?.why ?? ''] as const;
  };
  test.each<[string, string, RegExp]>([
    ['iommu=pt', 'vtd-passthrough', /untranslated/],
    ['iommu.passthrough=1', 'vtd-passthrough', /untranslated/],
  ])('§4 observability: %s where the kernel prints no default domain', async (option, mode, why) => {
    const [verdict, iommu, reason] = await blindly(runs, { commandLine: `root=/dev/sda1 ${option} ro` });
    expect([verdict, iommu]).toEqual(['unobserved', mode]);
    expect(reason).toMatch(why);
  });
  test('§4 observability: igfx_off leaves the integrated graphics without translation, and only them', async () => {
    const lines: Lines = [[0.9, 'pci 0000:00:02.0: [8086:5917] type 00 class 0x030000'], ...runs];
    const commandLine = 'root=/dev/sda1 intel_iommu=on,igfx_off ro';
    const report = await reportOn({ lines: [...lines, ...kexeced] }, { commandLine, lines });
    expect(deviceOf(report, '0000:00:02.0')).toMatchObject({ verdict: 'unobserved', iommu: 'off' });
    expect(deviceOf(report).verdict).toBe('clean');
  });
  test('§4 observability: an SMMU that lets strangers pass sees nothing before the claim', async () => {
    const smmu: Lines = [[0.8, 'arm-smmu-v3 arm-smmu-v3.0.auto: allocated 32768 entries for evtq']];
    const lines: Lines = [...smmu, ...enumerated, ...groups, ...driven];
    const commandLine = 'root=/dev/sda1 arm-smmu-v3.disable_bypass=0';
    const device = await nicOf({ lines: [...lines, ...kexeced] }, { commandLine, lines });
    expect(device).toMatchObject({ verdict: 'unobserved', iommu: 'smmuv3-bypass' });
    expect(device.iommuSpans?.map(({ mode }) => mode)).toEqual(['unknown', 'smmuv3-bypass', 'smmuv3-translated']);
  });
  test('§4 observability: under inherited tables a device is its own domain’s from the claim on', async () => {
    const copied: Lines = [[1, 'DMAR: Copied translation tables from previous kernel for dmar0']];
    const device = await kdumpNic(...enumerated, ...groups, ...copied, ...driven);
    expect(device.iommuSpans?.map(({ mode, to }) => [mode, to?.time])).toEqual([
      ['unknown', 1],
      ['vtd-inherited', 2.683],
      ['vtd-translated', undefined],
    ]);
  });
  test('§4 observability: a rate limit that hid fault reports leaves quiet no more than possible', async () => {
    const device = await nicOf(kexecs(), { lines: [...runs, [3, 'dmar_fault: 23 callbacks suppressed']] });
    expect(device.findings[0]).toMatchObject({
      verdict: 'clean',
      confidence: 'possible',
      why: 'faults would have been seen (vtd-translated) from 1.01 s on, and none was; the kernel kept 23 fault reports to itself, and the device’s may be among them',
    });
  });
  test('§4 observability: records that a console may have kept leave quiet likely', async () => {
    const numbered = (lines: Lines) =>
      lines.map(([at, text], index) => `6,${2 * index},${Math.round(Number(at) * 1e6)},-;${text}`);
    const head: Lines = [[0, 'Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP']];
    const report = await reportOn(
      [
        ...numbered([...head, ...runs, [12.5, 'kexec_core: Starting new kernel']]),
        ...numbered([...head, ...shifted(runs)]),
      ].join('\n'),
    );
    expect(onlyHandoff(report).observability).toMatchObject({ linesLost: 0, linesHidden: 10 });
    expect(deviceOf(report).findings[0]).toMatchObject({ verdict: 'clean', confidence: 'likely' });
    expect(deviceOf(report).findings[0]?.why).toMatch(
      /; 10 records are not in the log, as where a console shows none of level debug$/,
    );
  });
  test('§4 observability: rate limits of others are of no matter', async () => {
    const device = await nicOf(kexecs(), {
      lines: [...runs, [3, 'scsi_io_completion_action: 73 callbacks suppressed']],
    });
    expect(device.findings[0]).toMatchObject({ verdict: 'clean', confidence: 'certain' });
  });
  test('§4 observability: a quiet console hides nothing that the log shows all the same', async () => {
    const commandLine = 'root=/dev/sda1 quiet loglevel=3';
    const report = await reportOn(kexecs(), { commandLine, lines: runs });
    expect(deviceOf(report).verdict).toBe('clean');
    expect(onlyHandoff(report).observability).toMatchObject({ consoleLevel: 3, suppressed: 0 });
  });
  test('§4 observability: where it hides the IOMMU coming up, the reason says so', async () => {
    const up: Lines = [[0, 'Booting paravirtualized kernel on bare hardware']];
    const device = await nicOf(kexecs(), { commandLine: 'root=/dev/sda1 loglevel=3', lines: up });
    expect(device.verdict).toBe('unobserved');
    expect(device.findings[0]?.why).toMatch(/worse than level 3/);
  });
  test.each([
    ['quiet', 4],
    ['quiet loglevel=7', 7],
    ['debug', 10],
    ['quiet ignore_loglevel', null],
    ['ro', 7],
  ])('§4 observability: console level of `%s`', async (options, level) => {
    const report = await reportOn(kexecs(), { commandLine: `root=/dev/sda1 ${options}`, lines: runs });
    expect(onlyHandoff(report).observability.consoleLevel).toBe(level);
  });
});

describe('§4 a host that dies without a panic', () => {
  const eventsOf = async (...lines: Lines) => {
    const { outcome, events, devices } = onlyHandoff(await reportOn(crashed, { commandLine: CRASH, lines }));
    return { outcome, said: events.filter(({ at }) => at.line > 12).map(({ what }) => what), devices };
  };
  test('§4 it hangs: its reports are events, and its devices were not seen to be quiet', async () => {
    const { outcome, said, devices } = await eventsOf(
      ...enumerated,
      ...translating,
      [26.1, 'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]'],
      [54.1, 'watchdog: BUG: soft lockup - CPU#0 stuck for 48s! [swapper/0:1]'],
    );
    expect(outcome).toBe('died');
    expect(said.slice(-2)).toEqual(['hang', 'still hung']);
    expect(devices.map(({ verdict }) => verdict)).toEqual(['unobserved', 'unobserved']);
  });
  test('§4 it runs out of memory', async () => {
    const oom = [9, 'Out of memory: Killed process 312 (makedumpfile) total-vm:81234kB, anon-rss:51234kB'] as const;
    const { outcome, said } = await eventsOf(...enumerated, ...driven, oom);
    expect([outcome, said.at(-1)]).toEqual(['died', 'out of memory']);
  });
  test('§4 hours later it is this kernel’s own', async () => {
    const task = [9000, 'INFO: task nfsd:412 blocked for more than 122 seconds.'] as const;
    const { outcome, said } = await eventsOf(...enumerated, ...driven, task);
    expect([outcome, said.includes('hang')]).toEqual(['back', false]);
  });
});

describe('§4 silent corruption leaves no line of a device', () => {
  const BAD = 'BUG: Bad page state in process kworker/0:1  pfn:1f3a2';
  test('§4 damaged memory early after a handoff is a possible sign of it, with those that could have', async () => {
    const report = await reportOn(crashed, { commandLine: CRASH, lines: [...enumerated, ...driven, [9, BAD]] });
    expect(onlyHandoff(report).symptoms).toEqual([
      {
        of: 'memory',
        what: 'bad page state',
        confidence: 'possible',
        why: 'memory was damaged soon after the jump: DMA that nobody saw may have done it, or a bug of this kernel',
        at: { file: 'console', line: 22, time: 9 },
        candidates: [NIC, '0000:02:00.0'],
      },
    ]);
    expect(deviceOf(report).verdict).toBe('unobserved');
  });
  test('§4 damaged memory long after, or after firmware, is no sign of a handoff', async () => {
    const late = await reportOn(crashed, { commandLine: CRASH, lines: [...enumerated, ...driven, [900, BAD]] });
    expect(onlyHandoff(late).symptoms).toEqual([]);
    const cold = await reportOn(
      { lines: [...runs, [12.5, 'reboot: Restarting system']] },
      { lines: [...runs, [9, BAD]] },
    );
    expect(onlyHandoff(cold).symptoms).toEqual([]);
  });

  const signs = async (...said: Lines) =>
    onlyHandoff(await reportOn(kexecs(), { lines: [...enumerated, ...translating, ...driven, ...said] })).symptoms;
  test('§4 a bus error that arrives as NMI is a possible sign, with those that could have', async () => {
    const SERR = 'NMI: PCI system error (SERR) for reason b1 on CPU 0.';
    const report = await reportOn(crashed, { commandLine: CRASH, lines: [...enumerated, ...driven, [9, SERR]] });
    expect(onlyHandoff(report).symptoms).toMatchObject([
      { of: 'bus', what: 'PCI system error (SERR)', confidence: 'possible', candidates: [NIC, '0000:02:00.0'] },
    ]);
  });
  test('§4 an interrupt that nobody expected is told with those that no driver had taken yet', async () => {
    const lines: Lines = [
      ...enumerated,
      ...translating,
      ...driven.slice(0, 3),
      [2.7, '__common_interrupt: 3.34 No irq handler for vector'],
      [2.75, '__common_interrupt: 3.35 No irq handler for vector'],
      [2.8, 'irq 16: nobody cared (try booting with the "irqpoll" option)'],
      [2.81, 'Disabling IRQ #16'],
      ...driven.slice(3),
    ];
    const { symptoms } = onlyHandoff(await reportOn(kexecs(), { lines }));
    expect(symptoms?.map(({ of, what, candidates }) => [of, what, candidates])).toEqual([
      ['interrupt-vector', 'No irq handler', ['0000:02:00.0']],
      ['interrupt-line', 'irq 16: nobody cared', ['0000:02:00.0']],
    ]);
  });
  test.each([
    'Unexpected interrupt (irqnr 8209)',
    'GICv5: Could not handle, hwirq = 0x2011',
    "plic: can't find mapping for hwirq 33",
    'riscv-imsic: vector not found for local ID 0x21',
    'Interrupt 0x1005 (real) is invalid, disabling it.',
  ])('§4 an interrupt that nobody expected, as other controllers tell it: %s', async (said) => {
    expect(await signs([0.8, said])).toMatchObject([{ of: 'interrupt-vector' }]);
  });
  test('§4 an interrupt controller that does not come to rest is nobody’s', async () => {
    expect(await signs([5, 'ITS queue timeout (64 1)'])).toMatchObject([
      { of: 'interrupt-controller', candidates: [] },
    ]);
  });
  test('§4 a crash always leaves a vector pending: expected, and not told', async () => {
    const lines: Lines = [[0.2, '__common_interrupt: 0.43 No irq handler for vector'], ...enumerated, ...driven];
    expect(onlyHandoff(await reportOn(crashed, { commandLine: CRASH, lines })).symptoms).toEqual([]);
  });
  test('§4 interrupts that this kernel’s drivers share badly are no sign of a handoff', async () => {
    const flags = 'genirq: Flags mismatch irq 16. 00000080 (i801_smbus) vs. 00000000 (i2c_hid)';
    expect(await signs([5, flags])).toEqual([]);
  });
});

describe('§4 on a planned kexec a leak needs a reason', () => {
  const reasons = async (outgoing: BootText, ...incoming: Lines): Promise<Finding['openReasons']> => {
    const lines: Lines = [...enumerated, ...translating, [1.1, fault()], ...incoming, ...driven];
    return (await nicOf(outgoing, { lines })).findings[0]?.openReasons;
  };
  test('§4 reasons: what is left where the outgoing kernel clears bus mastering', async () => {
    expect(await reasons(kexecs())).toEqual([
      'the PCI core clears bus mastering at kexec, so the device or firmware ignored or undid it, or a bridge was exempt',
      'nothing shows that its driver has a shutdown callback that stops it',
    ]);
  });
  test('§4 reasons: a kernel that does not clear it', async () => {
    expect((await reasons({ ...kexecs(), release: '3.10.0-1160.el7.x86_64' }))?.[0]).toMatch(/older than the clearing/);
  });
  test('§4 reasons: a command register that shows it was left on', async () => {
    const enabling = [1.5, 'e1000e 0000:01:00.0: enabling device (0006 -> 0002)'] as const;
    expect((await reasons(kexecs(), enabling))?.[0]).toMatch(/left bus mastering on \(command register\)/);
  });
  test('§4 reasons: a shutdown that ran is not one that is missing', async () => {
    const ran = [12.4, 'e1000e 0000:01:00.0: shutdown'] as const;
    expect((await reasons(kexecs(ran)))?.join()).not.toMatch(/shutdown callback/);
  });
  test('§4 reasons: a reset that failed', async () => {
    const reset = [12.4, 'e1000e 0000:01:00.0: not ready 65535ms after FLR; giving up'] as const;
    expect(await reasons(kexecs(reset))).toContain('its reset failed');
  });
});

describe('§4 in a log that merely ends, nobody knows whether time passed', () => {
  test('§4 lost: not without ticks or a panic that nothing ends, else its devices are unobserved', async () => {
    const report = await reportOn(kexecs());
    expect(onlyHandoff(report)).toMatchObject({ to: null, outcome: 'unknown' });
    expect(deviceOf(report).verdict).toBe('unobserved');
    const hung = [12.6, '---[ end Kernel panic - not syncing: x ]---'] as const;
    const dead = await reportOn({ lines: [...runs, ...panicked, hung] });
    expect([onlyHandoff(dead).outcome, deviceOf(dead).verdict]).toEqual(['lost', 'lost']);
  });
  test('§4 lost: a kexec that hangs, unless it went on after all', async () => {
    const asked = [12, 'systemd-shutdown[1]: Rebooting with kexec.'] as const;
    const hangs = [140, 'INFO: task kexec:412 blocked for more than 122 seconds.'] as const;
    const report = await reportOn({ lines: [...runs, asked, hangs] });
    expect([onlyHandoff(report).outcome, onlyHandoff(report).kind]).toEqual(['lost', 'kexec']);
    expect(deviceOf(report).findings[0]).toMatchObject({ verdict: 'lost', reason: 'hung-in-kexec' });
    const went = await reportOn({ lines: [...runs, asked, hangs, [150, 'kexec_core: Starting new kernel']] });
    expect(onlyHandoff(went).outcome).toBe('unknown');
    const came = await reportOn({ lines: [...runs, asked, hangs] }, { lines: runs });
    expect(onlyHandoff(came).outcome).toBe('back');
  });
});

describe('§4 lines and facts', () => {
  const AER_LINES: Lines = [
    [
      8,
      'e1000e 0000:01:00.0: PCIe Bus Error: severity=Uncorrected (Non-Fatal), type=Transaction Layer, (Requester ID)',
    ],
    [8, 'e1000e 0000:01:00.0:   device [8086:10d3] error status/mask=00004000/00000000'],
    [8, 'e1000e 0000:01:00.0:    [14] CmpltTO                (First)'],
  ];
  const factsOf = (lines: Lines) => {
    const reader = createReader('console');
    return [
      ...readBlock(reader, { source: 'console', firstLine: 1, text: bootText({ lines }) }),
      ...endOfSource(reader),
    ];
  };
  test('§4 several lines can be one fact', async () => {
    const report = await reportOn(kexecs(), { lines: [...runs, ...AER_LINES] });
    const errors = factsOf([...runs, ...AER_LINES]).filter(({ kind }) => kind === 'pcie-error');
    expect(errors).toMatchObject([{ lines: [14, 15, 16], fields: { bits: ['CmpltTO'] } }]);
    expect(deviceOf(report).findings.filter(({ kind }) => kind === 'pcie-error')).toHaveLength(1);
  });
  test('§4 a single line can be several facts', () => {
    const claim = factsOf(runs).filter(({ line }) => line === 11);
    expect(claim.map(({ kind, bdf }) => [kind, bdf])).toEqual([
      ['device-named', NIC],
      ['driver-claimed', NIC],
    ]);
  });
});

describe('§4 storms', () => {
  const storm = (count: number): Lines => Array.from({ length: count }, (_, at) => [1.1 + at / 100, fault()] as const);
  test('§4 a storm is one finding with first, last and count, and its evidence carries time', async () => {
    const [finding] = (await kdumpNic(...enumerated, ...translating, ...storm(40), ...driven)).findings;
    expect(finding).toMatchObject({ count: 40, atLeast: false, first: { time: 1.1 }, last: { time: 1.49 } });
    expect(finding?.evidence[0]).toMatchObject({ time: 1.1 });
  });
  test('§4 its count is a lower bound where the kernel suppressed lines', async () => {
    const limited = [1.6, 'dmar_fault: 412 callbacks suppressed'] as const;
    const [finding] = (await kdumpNic(...enumerated, ...translating, ...storm(10), limited, ...driven)).findings;
    expect(finding).toMatchObject({ count: 10, atLeast: true });
  });
});

describe('§4 verdicts are about the time from the jump on', () => {
  test('§4 a teardown fault belongs to the outgoing side and does not make the handoff bad', async () => {
    const shutdown: Lines = [
      [12.3, 'systemd-shutdown[1]: Sending SIGTERM to remaining processes...'],
      [12.4, fault()],
    ];
    const device = await nicOf(kexecs(...shutdown), { lines: runs });
    expect(device.verdict).toBe('clean');
    expect(device.findings[1]).toMatchObject({ side: 'outgoing', phase: 'teardown', verdict: 'faulted' });
  });
  test('§4 an AER error that the outgoing kernel recovered explains, and does not judge', async () => {
    const recovered: Lines = [
      [8, AER],
      [9, 'e1000e 0000:01:00.0: AER: device recovery successful'],
    ];
    const device = await nicOf(kexecs(...recovered), { lines: runs });
    expect([device.verdict, device.signature]).toEqual(['clean', null]);
    expect(device.findings[1]).toMatchObject({ side: 'outgoing', verdict: 'recovered' });
  });
});

test('§4 a line that user space wrote is never evidence of a device fault', async () => {
  const forged = `12,700,1100000,-;${fault()}`;
  const report = await reportOn(crashed, {
    commandLine: CRASH,
    lines: [...enumerated, ...translating, forged, ...driven],
  });
  expect(deviceOf(report).findings.some(({ kind }) => kind === 'iommu-fault')).toBe(false);
});

test('§4 a virtual function that nobody made again is not missing', async () => {
  const made: Lines = [[4, 'pci 0000:01:10.0: [8086:10ed] type 00 class 0x020000']];
  const report = await reportOn(kexecs(...made), { lines: runs });
  expect(deviceOf(report, '0000:01:10.0')).toMatchObject({ verdict: 'unobserved', signature: null });
});
