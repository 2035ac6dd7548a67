/** Functions that are not there any more: which of them are missing, which were virtual, and when nobody can tell. */
import {
  type BootText,
  deviceOf,
  driven,
  enumerated,
  kexeced,
  onlyHandoff,
  reportOn,
  translating,
} from '../testing/log';

type Lines = BootText['lines'];
const runs: Lines = [...enumerated, ...translating, ...driven];
const found = (bdf: string, id: string, seconds = 0.92): Lines[0] => [
  seconds,
  `pci ${bdf}: [${id}] type 00 class 0x020000`,
];
/** The outgoing kernel has one function more, which its driver (or none) had. */
const without = async (bdf: string, had: Lines, incoming: BootText | string = { lines: runs }) => {
  const report = await reportOn({ lines: [...runs, ...had, ...kexeced] }, incoming);
  return deviceOf(report, bdf);
};

describe('§4 missing: only where the incoming kernel’s list of devices can be trusted', () => {
  const ADDED = '0000:04:00.0';
  const had: Lines = [found(ADDED, '15b3:1017'), [3, `mlx5_core ${ADDED}: firmware version: 16.35.2000`]];
  test('it was up, and listed others', async () => {
    expect((await without(ADDED, had)).findings[0]).toMatchObject({ verdict: 'missing', confidence: 'likely' });
  });
  test('lines of its start were lost: unobserved', async () => {
    const lines: Lines = [...runs.slice(0, 3), '** 12 printk messages dropped **', ...runs.slice(3)];
    expect((await without(ADDED, had, { lines })).verdict).toBe('unobserved');
  });
  test('the log ends before it was up: unobserved', async () => {
    expect((await without(ADDED, had, { lines: runs.slice(0, 5) })).verdict).toBe('unobserved');
  });
  test('the log begins in the midst of it: unobserved', async () => {
    const text =
      '[    0.700000] No irq handler for 0.43\n[    0.910000] pci 0000:02:00.0: [1b36:0010] type 00 class 0x010802\n[    2.200000] Run /init as init process';
    expect((await without(ADDED, had, text)).verdict).toBe('unobserved');
  });
  test('a console that lists no device at all: unobserved', async () => {
    expect((await without(ADDED, had, { lines: driven })).verdict).toBe('unobserved');
  });
  test('none is there at all, as where a Hyper-V bridge did not come back (drivers/pci/controller/pci-hyperv.c)', async () => {
    const bridge = 'hv_pci 47505500-0001-0000-3130-444531303244';
    const probed: Lines = [[1.1, `${bridge}: PCI VMBus probing: Using version 0x10004`]];
    const failed: Lines = [
      ...probed,
      [1.12, `${bridge}: PCI Pass-through VSP failed D0 Entry with status c0370048`],
      [2.2, 'Run /init as init process'],
    ];
    const report = (incoming: BootText) =>
      reportOn({ lines: [...probed, found(ADDED, '15b3:101a'), ...kexeced] }, incoming);
    expect(deviceOf(await report({ lines: failed }), ADDED).findings[0]).toMatchObject({
      verdict: 'missing',
      why: 'the incoming kernel enumerated none, and would have said so as the outgoing one did',
    });
    expect(deviceOf(await report({ lines: failed, release: '6.12.0' }), ADDED).verdict).toBe('unobserved');
    expect(deviceOf(await report({ lines: failed, commandLine: 'ro quiet' }), ADDED).verdict).toBe('unobserved');
  });
  test('its driver speaks of it: it is there, though its enumeration is not in the log', async () => {
    const lines: Lines = [...runs, [3, `mlx5_core ${ADDED}: firmware version: 16.35.2000`]];
    expect((await without(ADDED, had, { lines })).verdict).not.toBe('missing');
  });
  test('after a reboot through firmware nothing is missing of the handoff', async () => {
    const report = await reportOn(
      { lines: [...runs, ...had, [12.5, 'reboot: Restarting system']] },
      'SeaBIOS (version 1.16.2-debian-1.16.2-1)',
      { lines: runs },
    );
    expect(onlyHandoff(report).kind).toBe('firmware');
    expect(deviceOf(report, ADDED).verdict).not.toBe('missing');
  });
});

describe('§4 missing: a virtual function is its physical function’s to make again', () => {
  test('by its driver: one that ends in vf', async () => {
    const device = await without('0000:04:10.0', [
      found('0000:04:10.0', '15b3:1018', 4),
      [4.1, 'ixgbevf 0000:04:10.0: enabling device (0000 -> 0002)'],
    ]);
    expect(device).toMatchObject({ verdict: 'unobserved', findings: [{ confidence: 'likely' }] });
    expect(device.findings[0]?.evidence).toMatchObject([{ time: 4 }]);
  });
  test('one that was made again is there, also without a driver', async () => {
    const vf = found('0000:04:10.0', '15b3:1018', 4);
    const driver = [4.1, 'ixgbevf 0000:04:10.0: enabling device (0000 -> 0002)'] as const;
    const device = await without('0000:04:10.0', [vf, driver], { lines: [...runs, vf] });
    expect(device.findings[0]?.what).not.toBe('not enumerated after the jump');
  });
  test('vfio-pci drives any function: what it had is missing', async () => {
    const device = await without('0000:04:00.0', [
      found('0000:04:00.0', '15b3:1017'),
      [4.1, 'vfio-pci 0000:04:00.0: enabling device (0000 -> 0002)'],
    ]);
    expect(device.verdict).toBe('missing');
  });
  test('by its place: it came after a driver had a function of its vendor on its bus', async () => {
    expect((await without('0000:01:10.0', [found('0000:01:10.0', '8086:10ed', 4)])).verdict).toBe('unobserved');
  });
  test.each([
    ['of another vendor', '0000:01:10.0', found('0000:01:10.0', '15b3:1018', 4)],
    ['on another bus', '0000:11:10.0', found('0000:11:10.0', '8086:10ed', 4)],
    ['there before that driver was', '0000:01:10.0', found('0000:01:10.0', '8086:10ed', 1)],
  ])('%s it is missing', async (_, bdf, line) => {
    const sorted: Lines = [...enumerated, ...translating, ...(Number(line[0]) < 2 ? [line] : []), ...driven];
    const had: Lines = Number(line[0]) < 2 ? [] : [line];
    const report = await reportOn({ lines: [...sorted, ...had, ...kexeced] }, { lines: runs });
    expect(deviceOf(report, bdf).verdict).toBe('missing');
  });
});

describe('§4 missing: where it may have gone', () => {
  const AT = '0000:04:00.0';
  const had: Lines = [found(AT, '15b3:1017')];
  const why = async (...more: Lines) =>
    (await without(AT, had, { lines: [...enumerated, ...more, ...translating, ...driven] })).findings[0];
  test('one of its kind where there was none: buses may have been numbered anew', async () => {
    expect(await why(found('0000:05:00.0', '15b3:1017'))).toMatchObject({ verdict: 'missing', confidence: 'possible' });
  });
  test('another kind there says nothing', async () => {
    expect(await why(found('0000:05:00.0', '15b3:1019'))).toMatchObject({ verdict: 'missing', confidence: 'likely' });
  });
  test('one of its kind that was there before as well is no other place of it', async () => {
    const twin = found('0000:05:00.0', '15b3:1017');
    const report = await reportOn(
      { lines: [...enumerated, ...had, twin, ...translating, ...driven, ...kexeced] },
      { lines: [...enumerated, twin, ...translating, ...driven] },
    );
    expect(deviceOf(report, AT).findings[0]).toMatchObject({ verdict: 'missing', confidence: 'likely' });
  });
  test('the uppermost bridge that went with it is named, and one that is still there is not', async () => {
    const bridge = (bdf: string, bus: string): Lines => [
      [0.8, `pci ${bdf}: [8086:a110] type 01 class 0x060400 PCIe Root Port`],
      [0.81, `pci ${bdf}: PCI bridge to [bus ${bus}]`],
    ];
    const tree: Lines = [
      ...bridge('0000:00:1c.0', '03-06'),
      ...bridge('0000:03:00.0', '04-05'),
      ...bridge('0000:00:1d.0', '08'),
    ];
    const gone = async (...still: Lines) => {
      const report = await reportOn(
        { lines: [...tree, ...enumerated, ...had, ...translating, ...driven, ...kexeced] },
        { lines: [...still, ...runs] },
      );
      return deviceOf(report, AT).findings[0]?.why;
    };
    expect(await gone()).toMatch(/nor the bridge above it \(0000:00:1c\.0\)$/);
    expect(await gone(...tree.slice(0, 2))).toMatch(/nor the bridge above it \(0000:03:00\.0\)$/);
    expect(await gone(...tree.slice(0, 4))).toMatch(/not this one$/);
  });
});
