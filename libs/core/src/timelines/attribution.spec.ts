/** Attribution (domain.md §4): by which rule a device is blamed, who else it may be, and how sure that can be. */
import type { Finding, Report } from '../report';
import {
  type BootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  onlyHandoff,
  panicked,
  reportOn,
  translating,
} from '../testing/log';

type Lines = BootText['lines'];
const crashed = (...more: Lines) => ({ lines: [...enumerated, ...more, ...driven, ...panicked] });
const refused = (id: string) =>
  `DMAR: [DMA Read NO_PASID] Request device [${id}] fault addr 0x293e000 [fault reason 0x06] PTE Read access is not set`;
/** A crash kernel that enumerates `devices` and then sees the fault. */
const kdump = (devices: Lines, faults: Lines, before: Lines = devices): Promise<Report> =>
  reportOn(crashed(...before), {
    commandLine: CRASH,
    lines: [...enumerated, ...devices, ...translating, ...faults, ...driven],
  });
const leaksOf = (report: Report): Record<string, Finding> =>
  Object.fromEntries(
    onlyHandoff(report).devices.flatMap(({ bdf, findings }) =>
      findings.filter(({ verdict }) => verdict === 'dma-leak').map((finding) => [bdf, finding] as const),
    ),
  );
const blamed = (report: Report) =>
  Object.entries(leaksOf(report)).map(([bdf, { confidence, attribution }]) => [
    bdf,
    confidence,
    attribution.candidates.join(' '),
  ]);

describe('§4 a fault names a requester id, not always the culprit', () => {
  test('§4 attribution: an id that a function carries is that function, for certain', async () => {
    const report = await kdump([], [[1.2, refused('01:00.0')]]);
    expect(blamed(report)).toEqual([['0000:01:00.0', 'certain', '']]);
    expect(leaksOf(report)['0000:01:00.0']?.attribution.rule).toBe('requester id');
  });

  const PCI: Lines = [
    [0.92, 'pci 0000:00:1e.0: [8086:244e] type 01 class 0x060401 conventional PCI bridge'],
    [0.93, 'pci 0000:05:01.0: [10ec:8139] type 00 class 0x020000 conventional PCI endpoint'],
    [0.93, 'pci 0000:05:02.0: [1011:0019] type 00 class 0x020000 conventional PCI endpoint'],
    [0.94, 'pci 0000:00:1e.0: PCI bridge to [bus 05] (subtractive decode)'],
  ];
  test('§4 attribution: a bridge to PCI sends under its own id for the devices behind it', async () => {
    expect(blamed(await kdump(PCI, [[1.2, refused('00:1e.0')]]))).toEqual([
      ['0000:05:01.0', 'possible', '0000:05:02.0'],
      ['0000:05:02.0', 'possible', '0000:05:01.0'],
    ]);
  });
  test('§4 attribution: a fault before the bridge to PCI is enumerated is of those behind it, too', async () => {
    const report = await reportOn(crashed(...PCI), {
      commandLine: CRASH,
      lines: [[0.5, refused('00:1e.0')], ...enumerated, ...PCI, ...translating, ...driven],
    });
    expect(blamed(report).map(([bdf]) => bdf)).toEqual(['0000:05:01.0', '0000:05:02.0']);
  });
  test('§4 attribution: behind a bridge, a device that no outgoing driver had is not meant where another had one', async () => {
    const nic: Lines = [[3, '8139cp 0000:05:01.0 eth1: RTL-8139C+ at 0x00000000fc0d16a7, 52:54:00:12:34:56, IRQ 21']];
    const report = await kdump(PCI, [[1.2, refused('05:00.0')]], [...PCI, ...nic]);
    expect(blamed(report)).toEqual([['0000:05:01.0', 'likely', '']]);
    expect(leaksOf(report)['0000:05:01.0']?.attribution.rule).toMatch(/of which the others had no driver$/);
  });
  test('§4 attribution: an id in a log that enumerates nothing can be an alias', async () => {
    const report = await reportOn(
      { lines: [...driven, ...panicked] },
      { commandLine: CRASH, lines: [[1.2, refused('09:00.0')]] },
    );
    expect(blamed(report)).toEqual([['0000:09:00.0', 'likely', '']]);
  });
  test('§4 attribution: a PCIe port sends for itself', async () => {
    const port: Lines = [
      [0.92, 'pci 0000:00:02.0: [8086:2f04] type 01 class 0x060400 PCIe Root Port'],
      [0.94, 'pci 0000:00:02.0: PCI bridge to [bus 01]'],
    ];
    expect(blamed(await kdump(port, [[1.2, refused('00:02.0')]]))).toEqual([['0000:00:02.0', 'certain', '']]);
  });
  test('§4 attribution: secondary bus:00.0 that nobody carries is the functions of that bus', async () => {
    expect(blamed(await kdump(PCI, [[1.2, refused('05:00.0')]])).map(([bdf]) => bdf)).toEqual([
      '0000:05:01.0',
      '0000:05:02.0',
    ]);
  });
  test('§4 attribution: an alias that faults before its bus is enumerated is blamed on the bus all the same', async () => {
    const report = await reportOn(crashed(...PCI), {
      commandLine: CRASH,
      lines: [[0.5, refused('05:00.0')], ...enumerated, ...PCI, ...translating, ...driven],
    });
    expect(blamed(report).map(([bdf]) => bdf)).toEqual(['0000:05:01.0', '0000:05:02.0']);
  });

  test('§4 attribution: 88SE9230 sends under function 1', async () => {
    const marvell: Lines = [[0.92, 'pci 0000:03:00.0: [1b4b:9230] type 00 class 0x010601']];
    const report = await kdump(marvell, [[1.2, refused('03:00.1')]]);
    expect(blamed(report)).toEqual([['0000:03:00.0', 'likely', '']]);
    expect(leaksOf(report)['0000:03:00.0']?.attribution.rule).toMatch(/quirks\.c/);
  });
  test('§4 attribution: an alias that the kernel made is of the function that it made it for, and of no other on the bus', async () => {
    const two: Lines = [
      [0.92, 'pci 0000:05:01.0: [168c:0013] type 00 class 0x028000'],
      [0.92, 'pci 0000:05:03.0: [10ec:8139] type 00 class 0x020000'],
      [0.93, 'pci 0000:05:03.0: Enabling fixed DMA alias to 00.0'],
    ];
    const report = await kdump(two, [[1.2, refused('05:00.0')]]);
    expect(blamed(report)).toEqual([['0000:05:03.0', 'likely', '']]);
    expect(leaksOf(report)['0000:05:03.0']?.attribution.rule).toMatch(/alias that the kernel made/);
  });

  const CARD: Lines = [
    [0.92, 'pci 0000:0d:00.0: [1180:e822] type 00 class 0x080501'],
    [0.92, 'pci 0000:0d:00.3: [1180:e832] type 00 class 0x0c0010'],
    [0.93, 'pci 0000:0d:00.3: Enabling fixed DMA alias to 00.0'],
  ];
  test('§4 attribution: an id that a function carries and another one sends under, too, is only possible', async () => {
    expect(blamed(await kdump(CARD, [[1.2, refused('0d:00.0')]]))).toEqual([
      ['0000:0d:00.0', 'possible', '0000:0d:00.3'],
    ]);
    expect(blamed(await kdump(CARD, [[1.2, refused('0d:00.3')]]))).toEqual([['0000:0d:00.3', 'certain', '']]);
  });
  test('§4 attribution: where only the other one had a driver, it is that one’s: no fault is lost', async () => {
    const owned: Lines = [
      ...CARD,
      [2, 'firewire_ohci 0000:0d:00.3: added OHCI v1.10 device as card 0, 4 IR + 4 IT contexts, quirks 0x11'],
    ];
    expect(blamed(await kdump(CARD, [[1.2, refused('0d:00.0')]], owned))).toEqual([['0000:0d:00.3', 'likely', '']]);
  });
  test('§4 attribution: aliases of a whole range of functions', async () => {
    const bridge: Lines = [
      [0.92, 'pci 0000:81:00.0: [11f8:8536] type 00 class 0x068000'],
      [0.93, 'pci 0000:81:00.0: Enabling fixed DMA alias for devfn range from 00.0 to 1f.7'],
    ];
    expect(blamed(await kdump(bridge, [[1.2, refused('81:1c.4')]]))).toEqual([['0000:81:00.0', 'likely', '']]);
    expect(blamed(await kdump(bridge, [[1.2, refused('82:1c.4')]]))).toEqual([['0000:82:1c.4', 'certain', '']]);
  });

  test('§4 attribution: a phantom function of a device that is not known for it is only possible', async () => {
    const other: Lines = [[0.92, 'pci 0000:03:00.0: [ffff:0001] type 00 class 0x010601']];
    expect(blamed(await kdump(other, [[1.2, refused('03:00.4')]]))).toEqual([['0000:03:00.0', 'possible', '']]);
  });
  test('§4 attribution: the functions of one device are told apart', async () => {
    const two: Lines = [
      [0.92, 'pci 0000:03:00.0: [8086:1521] type 00 class 0x020000'],
      [0.92, 'pci 0000:03:00.1: [8086:1521] type 00 class 0x020000'],
    ];
    expect(blamed(await kdump(two, [[1.2, refused('03:00.1')]]))).toEqual([['0000:03:00.1', 'certain', '']]);
  });

  test('§4 attribution: VT-d names no segment, so an id that two segments have is only possible', async () => {
    const twice: Lines = [
      [0.92, 'pci 0000:03:00.0: [15b3:1017] type 00 class 0x020000'],
      [0.92, 'pci 0001:03:00.0: [15b3:1017] type 00 class 0x020000'],
    ];
    const report = await kdump(twice, [[1.2, refused('03:00.0')]]);
    expect(blamed(report)).toEqual([['0000:03:00.0', 'possible', '0001:03:00.0']]);
    expect(leaksOf(report)['0000:03:00.0']?.attribution.rule).toBe(
      'requester id; the line names no segment, 0000 is taken',
    );
  });
  test('§4 attribution: of two segments that have the id, the one whose device had a driver is meant', async () => {
    const twice: Lines = [
      [0.92, 'pci 0000:03:00.0: [15b3:1017] type 00 class 0x020000'],
      [0.92, 'pci 0001:03:00.0: [15b3:1017] type 00 class 0x020000'],
    ];
    const owned: Lines = [...twice, [2, 'mlx5_core 0001:03:00.0: firmware version: 16.35.2000']];
    expect(blamed(await kdump(twice, [[1.2, refused('03:00.0')]], owned))).toEqual([['0001:03:00.0', 'likely', '']]);
  });
  test('§4 attribution: a VT-d line that names the segment means that one, from 7.2 on', async () => {
    const twice: Lines = [
      [0.92, 'pci 0000:03:00.0: [15b3:1017] type 00 class 0x020000'],
      [0.92, 'pci 0001:03:00.0: [15b3:1017] type 00 class 0x020000'],
    ];
    expect(blamed(await kdump(twice, [[1.2, refused('0001:03:00.0')]]))).toEqual([['0001:03:00.0', 'certain', '']]);
    expect(blamed(await kdump(twice, [[1.2, refused('0000:03:00.0')]]))).toEqual([['0000:03:00.0', 'certain', '']]);
  });
  test('§4 attribution: the only segment that has the id is likely', async () => {
    const elsewhere: Lines = [[0.92, 'pci 0001:03:00.0: [15b3:1017] type 00 class 0x020000']];
    expect(blamed(await kdump(elsewhere, [[1.2, refused('03:00.0')]]))).toEqual([['0001:03:00.0', 'likely', '']]);
  });

  const VF: Lines = [[4, 'pci 0000:01:10.0: [8086:10ed] type 00 class 0x020000']];
  test('§4 attribution: a virtual function that only the outgoing kernel had is known by it', async () => {
    const outgoing = { lines: [...enumerated, ...driven, ...VF, ...panicked] };
    const report = await reportOn(outgoing, {
      commandLine: CRASH,
      lines: [...enumerated, ...translating, [1.2, refused('01:10.0')], ...driven],
    });
    expect(blamed(report)).toEqual([['0000:01:10.0', 'certain', '']]);
    expect(leaksOf(report)['0000:01:10.0']?.attribution.rule).toBe('requester id, enumerated before the jump');
  });
  test('§4 attribution: an id that neither kernel enumerated may be a virtual function of a device on its bus', async () => {
    expect(blamed(await kdump([], [[1.2, refused('01:10.0')]]))).toEqual([
      ['0000:01:10.0', 'possible', '0000:01:00.0'],
    ]);
  });

  test('§4 attribution: nor is its fault lost where the bus has several such devices', async () => {
    const second: Lines = [[0.92, 'pci 0000:01:00.1: [8086:10fb] type 00 class 0x020000']];
    expect(blamed(await kdump(second, [[1.2, refused('01:10.0')]]))).toEqual([
      ['0000:01:10.0', 'possible', '0000:01:00.0 0000:01:00.1'],
    ]);
  });

  test('§4 attribution: what a VMD sends is of the devices behind it', async () => {
    const vmd: Lines = [
      [0.92, 'pci 0000:64:05.5: [8086:201d] type 00 class 0x010400'],
      [0.95, 'vmd 0000:64:05.5: PCI host bridge to bus 10000:00'],
      [0.96, 'pci 10000:01:00.0: [144d:a808] type 00 class 0x010802'],
    ];
    const named: Lines = [...vmd, [3, 'nvme nvme1: pci function 10000:01:00.0']];
    expect(blamed(await kdump(vmd, [[1.2, refused('64:05.5')]], named))).toEqual([['10000:01:00.0', 'likely', '']]);
  });
});

describe('§4 an EEH freeze names a PE with several devices', () => {
  const ports: Lines = [
    [0.9, 'pci 0001:01:00.0: [15b3:1017] type 00 class 0x020000'],
    [0.9, 'pci 0001:01:00.1: [15b3:1017] type 00 class 0x020000'],
    [0.9, 'pci 0002:01:00.0: [144d:a821] type 00 class 0x010802'],
  ];
  const powernv = (faults: Lines) =>
    reportOn(
      { lines: [...ports, [12, 'kexec: Starting switchover sequence.']] },
      {
        lines: [
          ...ports,
          [0.3, 'IOMMU table initialized, virtual merging enabled'],
          ...faults,
          [4, 'Run /init as init process'],
        ],
      },
    );
  test('§4 attribution: each member of the PE, the others as candidates', async () => {
    const report = await powernv([
      [3, 'EEH: Recovering PHB#1-PE#fd'],
      [3.1, 'PCI 0001:01:00.0#00fd: EEH: Invoking mlx5_core->error_detected(IO frozen)'],
      [3.2, 'PCI 0001:01:00.1#00fd: EEH: Invoking mlx5_core->error_detected(IO frozen)'],
    ]);
    const frozen = onlyHandoff(report).devices.filter(({ verdict }) => verdict === 'frozen');
    expect(frozen.map(({ bdf }) => bdf)).toEqual(['0001:01:00.0', '0001:01:00.1']);
    expect(frozen[1]?.findings[0]?.attribution).toEqual({
      rule: 'one of the functions of PE#fd, which freeze together',
      candidates: ['0001:01:00.0'],
    });
  });
  test('§4 attribution: a PHB freezes with all that is behind it, and with nothing else', async () => {
    const report = await powernv([[3, 'EEH: PHB#1 failure detected, location: U78D3.ND1']]);
    const verdicts = onlyHandoff(report).devices.map(({ bdf, verdict }) => [bdf, verdict]);
    expect(verdicts.filter(([, verdict]) => verdict === 'frozen').map(([bdf]) => bdf)).toEqual([
      '0001:01:00.0',
      '0001:01:00.1',
    ]);
  });
});

describe('§4 an SMMU names a stream id', () => {
  const event = (words: readonly string[]): Lines =>
    ['event 0x10 received:', ...words.map((word) => `\t${word}`)].map(
      (text, index) => [1.4 + index / 100_000, `arm-smmu-v3 arm-smmu-v3.0.auto: ${text}`] as const,
    );
  const arm = (devices: Lines, sid: string) =>
    reportOn(
      { lines: [...devices, [12, 'kexec_core: Starting new kernel'], [12.1, 'Bye!']] },
      {
        lines: [
          ...devices,
          [1.1, 'arm-smmu-v3 arm-smmu-v3.0.auto: allocated 32768 entries for evtq'],
          ...event([`0x${sid}00000010`, '0x0000020000000000', '0x00000000fefd2000', '0x0000000000000000']),
          [4, 'Run /init as init process'],
        ],
      },
    );
  const nic = (bdf: string) => [0.9, `pci ${bdf}: [15b3:1017] type 00 class 0x020000`] as const;
  test('§4 attribution: its low half is the address, where one segment has it', async () => {
    const report = await arm([nic('0000:01:00.0')], '00000100');
    expect(blamed(report)).toEqual([['0000:01:00.0', 'likely', '']]);
    expect(deviceOf(report).findings[0]?.attribution.rule).toBe('stream id, taken as the requester id');
  });
  test('§4 attribution: its high half tells the segment', async () => {
    const both = [nic('0000:01:00.0'), nic('0003:01:00.0')];
    expect(blamed(await arm(both, '00030100')).map(([bdf, sure]) => [bdf, sure])).toEqual([['0003:01:00.0', 'likely']]);
  });
  test('§4 attribution: a stream that no function has is a fault of nobody’s, and is said', async () => {
    const report = await arm([nic('0000:01:00.0')], '0000ff08');
    expect(blamed(report)).toEqual([]);
    expect(onlyHandoff(report).strays).toMatchObject([{ verdict: 'dma-leak', confidence: 'possible', count: 1 }]);
  });
});

test('§4 attribution: DPC takes the link away from all below the port, and names who caused it', async () => {
  const below: Lines = [
    [0.9, 'pci 0000:3a:00.0: [8086:2030] type 01 class 0x060400 PCIe Root Port'],
    [0.9, 'pci 0000:3b:00.0: [15b3:1017] type 00 class 0x020000 PCIe Endpoint'],
    [0.9, 'pci 0000:3b:00.1: [15b3:1017] type 00 class 0x020000 PCIe Endpoint'],
    [0.91, 'pci 0000:3a:00.0: PCI bridge to [bus 3b]'],
  ];
  const contained =
    'pcieport 0000:3a:00.0: DPC: containment event, status:0x1f05, ERR_FATAL received from 0000:3b:00.0';
  const report = await kdump(below, [[1.2, contained]]);
  const frozen = onlyHandoff(report).devices.filter(({ verdict }) => verdict === 'frozen');
  expect(frozen.map(({ bdf }) => bdf)).toEqual(['0000:3a:00.0', '0000:3b:00.0', '0000:3b:00.1']);
  expect(frozen[2]?.findings[0]?.attribution).toEqual({
    rule: 'below the contained port 0000:3a:00.0',
    candidates: ['0000:3b:00.0'],
  });
});

test('§4 attribution: a bus reset is a step of every device on the bus', async () => {
  const shared: Lines = [[0.92, 'pci 0000:01:00.1: [8086:10d3] type 00 class 0x020000']];
  const ready = 'vfio-pci 0000:01:00.0: ready 1023ms after bus reset';
  const report = await reportOn(
    { lines: [...enumerated, ...shared, ...driven, [11, ready], [12.5, 'kexec_core: Starting new kernel']] },
    { lines: [...enumerated, ...shared, ...translating, ...driven] },
  );
  const policies = onlyHandoff(report).devices.map(({ bdf, policy }) => [bdf, policy.includes('hot-reset')]);
  expect(Object.fromEntries(policies)).toEqual({
    '0000:01:00.0': true,
    '0000:01:00.1': true,
    '0000:02:00.0': false,
  });
});
