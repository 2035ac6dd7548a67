/** The phases of a device handoff (domain.md §2), as faults and spans show them. */
import type { Finding } from '../report';
import {
  type BootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  fault,
  NIC,
  panicked,
  reportOn,
  translating,
} from '../testing/log';
import { at, bootWith, deviceWith, runWith } from '../testing/state';
import { isClaimed, phaseNow } from './phase';

type Lines = BootText['lines'];
const crashed = { lines: [...enumerated, ...driven, ...panicked] };
/** Findings of the NIC in a crash kernel that prints these lines. */
const inCrashKernel = async (...lines: Lines): Promise<readonly Finding[]> => {
  const report = await reportOn(crashed, { commandLine: CRASH, lines });
  return deviceOf(report).findings;
};
const incoming = (findings: readonly Finding[]) =>
  findings
    .filter(({ side, kind }) => side === 'incoming' && kind === 'iommu-fault')
    .map(({ verdict, phase, confidence }) => [verdict, phase, confidence]);
const PROBES = driven.slice(0, 2);
const CLAIMS = driven.slice(2);

describe('§2 phases of the outgoing side', () => {
  const spansOf = async (...before: Lines) => {
    const report = await reportOn(
      { lines: [...enumerated, ...translating, ...driven, ...before, [12.5, 'kexec_core: Starting new kernel']] },
      { lines: [...enumerated, ...translating, ...driven] },
    );
    return Object.fromEntries(
      deviceOf(report).phases.map(({ phase, from, to }) => [phase, [from?.line ?? null, to?.line ?? null]]),
    );
  };
  const shutdown = [12.3, 'systemd-shutdown[1]: Sending SIGTERM to remaining processes...'] as const;
  test('§2 running: from its driver’s claim to the first sign that the system goes down', async () => {
    expect((await spansOf(shutdown)).running).toEqual([11, 14]);
  });
  test('§2 teardown: from that sign to the jump', async () => {
    expect((await spansOf(shutdown)).teardown).toEqual([14, 15]);
  });
  test('§2 teardown: a device that is unbound before the system goes down begins with its own', async () => {
    const own = [12.2, 'e1000e 0000:01:00.0 eth0: removed PHC'] as const;
    expect((await spansOf(own, shutdown)).teardown).toEqual([14, 16]);
  });
  test('§2 teardown: a fault from the first sign on is the teardown’s, however long that takes', async () => {
    const at = async (...lines: Lines) => {
      const outgoing = {
        lines: [...enumerated, ...translating, ...driven, ...lines, [200, 'kexec_core: Starting new kernel'] as const],
      };
      const report = await reportOn(outgoing, { lines: [...enumerated, ...translating, ...driven] });
      return deviceOf(report).findings.find(({ side }) => side === 'outgoing')?.phase;
    };
    expect(await at([100, shutdown[1]], [110, fault()])).toBe('teardown');
    expect(await at([110, fault()])).toBe('running');
  });
  test('§2 jump: no log at all, between the last line of the one and the first of the other', async () => {
    expect((await spansOf(shutdown)).jump).toEqual([15, 16]);
  });
});

describe('§2 phases', () => {
  test('§2 early: before the device is enumerated', async () => {
    const findings = await inCrashKernel([0.5, fault()], ...enumerated, ...translating, ...driven);
    expect(incoming(findings)).toEqual([['dma-leak', 'early', 'certain']]);
  });
  test('§2 dormant: enumerated, no driver', async () => {
    const findings = await inCrashKernel(...enumerated, ...translating, [1.1, fault()], ...driven);
    expect(incoming(findings)).toEqual([['dma-leak', 'dormant', 'certain']]);
  });
  test('§2 probing: its driver’s probe began', async () => {
    const findings = await inCrashKernel(...enumerated, ...translating, ...PROBES, [2.6, fault()], ...CLAIMS);
    expect(incoming(findings)).toEqual([['dma-leak', 'probing', 'likely']]);
  });
  test('§2 claimed: its driver took it', async () => {
    const findings = await inCrashKernel(...enumerated, ...translating, ...driven, [5, fault()]);
    expect(incoming(findings)).toEqual([['faulted', 'claimed', 'certain']]);
  });
  test('§2 settled: quiet for the settle time after the claim', async () => {
    const findings = await inCrashKernel(...enumerated, ...translating, ...driven, [50, fault()]);
    expect(incoming(findings)).toEqual([['faulted', 'settled', 'certain']]);
    const spans = deviceOf(
      await reportOn(crashed, { commandLine: CRASH, lines: [...enumerated, ...translating, ...driven, [50, fault()]] }),
    ).phases.map(({ phase }) => phase);
    expect(spans).toEqual(['running', 'teardown', 'jump', 'early', 'dormant', 'probing', 'claimed', 'settled']);
  });
  test('§2 a storm that goes on past the settle time is one finding', async () => {
    const storm = Array.from({ length: 9 }, (_, index) => [3 + index * 20, fault()] as const);
    const findings = await inCrashKernel(...enumerated, ...translating, ...driven, ...storm);
    expect(findings.filter(({ kind }) => kind === 'iommu-fault')).toMatchObject([{ count: 9 }]);
  });
});

describe('§4 probing is ambiguous', () => {
  const master = 'e1000e 0000:01:00.0: enabling bus mastering';
  test('§4 a fault before the new driver enables bus mastering is the old kernel’s', async () => {
    const findings = await inCrashKernel(
      ...enumerated,
      ...translating,
      ...PROBES,
      [2.58, fault()],
      [2.6, master],
      ...CLAIMS,
    );
    expect(incoming(findings)).toEqual([['dma-leak', 'probing', 'certain']]);
  });
  test('§4 a fault after it is the new driver’s', async () => {
    const findings = await inCrashKernel(
      ...enumerated,
      ...translating,
      ...PROBES,
      [2.58, master],
      [2.6, fault()],
      ...CLAIMS,
    );
    expect(incoming(findings).map(([verdict, phase]) => [verdict, phase])).toEqual([['faulted', 'probing']]);
  });
  test('§4 to 3.12 setting the latency timer is that moment', async () => {
    const timer = 'e1000e 0000:01:00.0: setting latency timer to 64';
    const findings = await inCrashKernel(
      ...enumerated,
      ...translating,
      ...PROBES,
      [2.58, timer],
      [2.6, fault()],
      ...CLAIMS,
    );
    expect(incoming(findings).map(([verdict]) => verdict)).toEqual(['faulted']);
  });
  test('§4 after a probe that failed, the DMA may be the new driver’s', async () => {
    const failed = 'e1000e: probe of 0000:01:00.0 failed with error -5';
    const findings = await inCrashKernel(...enumerated, ...translating, ...PROBES, [2.6, failed], [2.7, fault()]);
    expect(incoming(findings)).toEqual([['dma-leak', 'dormant', 'possible']]);
  });
});

describe('§2 a driver that lets go and takes again', () => {
  test('§2 a re-probe after a claim is not the outgoing kernel’s time', async () => {
    const taken = 'xhci_hcd 0000:01:00.0: xHCI Host Controller';
    const again: Lines = [
      [3, taken],
      [6, 'xhci_hcd 0000:01:00.0: remove, state 4'],
      [7, taken],
      [7.1, fault()],
    ];
    const findings = await inCrashKernel(...enumerated, ...translating, ...again);
    expect(incoming(findings).map(([verdict]) => verdict)).toEqual(['faulted']);
  });
  test('§2 nor is what vfio-pci sees of a device that another driver had', async () => {
    const rebound: Lines = [
      [6, 'e1000e 0000:01:00.0 eth0: removed PHC'],
      [7, 'vfio-pci 0000:01:00.0: vgaarb: deactivate vga console'],
      [7.1, fault()],
    ];
    const findings = await inCrashKernel(...enumerated, ...translating, ...driven, ...rebound);
    expect(incoming(findings).map(([verdict]) => verdict)).toEqual(['faulted']);
  });
});

describe('§4 drivers that never name their device', () => {
  const silent: Lines = [[0.9, 'pci 0000:05:01.0: [1011:0019] type 00 class 0x020000']];
  const faultOn = async (before: Lines, at: number) => {
    const report = await reportOn(
      { lines: [...enumerated, ...silent, ...before, ...driven, ...panicked] },
      {
        commandLine: CRASH,
        lines: [
          ...enumerated,
          ...silent,
          ...translating,
          ...[...driven, [at, fault('05:01.0')] as const].sort((left, right) => Number(left[0]) - Number(right[0])),
        ],
      },
    );
    return deviceOf(report, '0000:05:01.0').findings[0];
  };
  test('§4 once drivers are at work, a leak of a device that no kernel names a driver of is only possible, and says why', async () => {
    const finding = await faultOn([], 2.7);
    expect(finding).toMatchObject({ verdict: 'dma-leak', confidence: 'possible' });
    expect(finding?.why).toMatch(/one that never names its device may have taken it/);
  });
  test('§4 before any driver has spoken nobody can have taken it', async () => {
    expect(await faultOn([], 1.2)).toMatchObject({ confidence: 'certain' });
  });
  test('§4 a device whose driver named it before the jump would be named again', async () => {
    const named: Lines = [[2.5, 'r8169 0000:05:01.0: can’t read MAC address, setting random one']];
    expect(await faultOn(named, 2.7)).toMatchObject({ confidence: 'certain' });
  });
});

describe('§4 claims that name registers instead of a device', () => {
  const registersOf = async (resource: string, claim: string) => {
    const device: Lines = [
      [0.9, 'pci 0000:05:01.0: [1011:0019] type 00 class 0x020000'],
      [0.9, `pci 0000:05:01.0: ${resource}`],
    ];
    const report = await reportOn(
      { lines: [...enumerated, ...device, ...driven, ...panicked] },
      {
        commandLine: CRASH,
        lines: [...enumerated, ...device, ...translating, ...driven, [3, claim], [20, fault('05:01.0')]],
      },
    );
    return deviceOf(report, '0000:05:01.0');
  };
  test.each([
    [
      'tulip by its memory window',
      'reg 0x14: [mem 0xf4008000-0xf40083ff]',
      'net eth1: Digital DS21142/43 Tulip rev 65 at MMIO 0xf4008000, 00:30:6e:08:7d:21, IRQ 17',
    ],
    [
      'tulip by its ports',
      'BAR 0 [io  0x1000-0x107f]',
      'net eth1: Digital DS21142/43 Tulip rev 65 at Port 0x1000, 00:30:6e:08:7d:21, IRQ 17',
    ],
    [
      'pcnet32 by its ports',
      'reg 0x10: [io  0x1060-0x107f]',
      'pcnet32: PCnet/FAST III 79C973 at 0x1060, 00:d0:a0:00:06:72 assigned IRQ 10',
    ],
    [
      'a PATA controller by its bus-master ports',
      'reg 0x20: [io  0xc0a0-0xc0af]',
      'ata1: PATA max UDMA/33 cmd 0x1f0 ctl 0x3f6 bmdma 0xc0a0 irq 14',
    ],
  ])('§4 %s', async (_, resource, claim) => {
    expect((await registersOf(resource, claim)).verdict).toBe('faulted');
    expect((await registersOf(resource, claim.replace(/0x(?:f4008000|1000|1060|c0a0)/, '0x7770'))).verdict).toBe(
      'dma-leak',
    );
  });
});

test('§2 DMA of a device whose driver never loads is a leak however late', async () => {
  const report = await reportOn(crashed, {
    commandLine: CRASH,
    lines: [...enumerated, ...translating, [2.2, 'Run /init as init process'], [900, fault()]],
  });
  expect(deviceOf(report, NIC)).toMatchObject({ verdict: 'dma-leak' });
});

describe('§2 settled: thirty seconds of quiet after the claim', () => {
  const phase = (time: number | null, faults: readonly number[] = []) => {
    const runs = faults.map((last) => runWith({ first: at(2.5), last: at(last) }));
    const device = deviceWith({ enumerated: at(1), spoke: at(2), claimed: at(2), owned: at(2), faults: runs });
    return phaseNow({ boot: bootWith(), device, time });
  };
  test('from the claim, or from the last of its faults', () => {
    expect([phase(31.9), phase(32)]).toEqual(['claimed', 'settled']);
    expect([phase(49.9, [20, 3]), phase(50, [20, 3])]).toEqual(['claimed', 'settled']);
  });
  test('never where no kernel time tells', () => {
    expect(phase(null)).toBe('claimed');
  });
});

test.each<[string, Parameters<typeof deviceWith>[0], number | null, boolean]>([
  ['one that its driver claimed', { spoke: at(2), claimed: at(3) }, 3, true],
  ['one whose driver spoke long ago', { spoke: at(2) }, 12.1, true],
  ['one whose driver spoke just now', { spoke: at(2) }, 12, false],
  ['one whose driver spoke, nobody knows when', { spoke: at(null) }, 60, false],
  [
    'one whose driver gave up',
    { spoke: at(2), claimed: at(3), failed: { how: 'x', at: at(4), places: [] } },
    60,
    false,
  ],
  ['one that was unbound', { spoke: at(2), unbound: at(4) }, 60, false],
  ['one without a driver', {}, 60, false],
])('is %s claimed?', (_, device, time, is) => {
  expect(isClaimed(deviceWith(device), time)).toBe(is);
});
