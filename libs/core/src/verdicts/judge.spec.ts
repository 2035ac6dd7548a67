/** What a handoff says of itself beside its devices' findings. */
import {
  type BootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  fault,
  kexeced,
  NIC,
  onlyHandoff,
  panicked,
  reportOn,
  translating,
} from '../testing/log';

type Lines = BootText['lines'];
const NVME = '0000:02:00.0';
const up: Lines = [...enumerated, ...translating];
const runs: Lines = [...up, ...driven];
const crashed = { lines: [...enumerated, ...driven, ...panicked] };
const handoffOf = async (...boots: readonly (BootText | string)[]) => onlyHandoff(await reportOn(...boots));

describe('the events of a handoff, in the order of both logs', () => {
  const events = async (...boots: readonly (BootText | string)[]) =>
    (await reportOn(...boots)).handoffs[0]?.events.map(({ what, at }) => `${what} ${at.time}`);
  test('a planned kexec', async () => {
    const going: Lines = [
      [12.2, 'systemd-shutdown[1]: Sending SIGTERM to remaining processes...'],
      [12.3, 'systemd-shutdown[1]: Rebooting with kexec.'],
      [12.4, 'kexec_core: Starting new kernel'],
    ];
    expect(await events({ lines: [...runs, ...going] }, { lines: runs })).toEqual([
      'shutdown 12.2',
      'kexec requested 12.3',
      'jump 12.4',
      'first line 0',
      'IOMMU on 1.01',
      'init 2.2',
    ]);
  });
  test('a crash with copied tables, and the crash kernel’s own end', async () => {
    const copied = [1, 'DMAR: Copied translation tables from previous kernel for dmar0'] as const;
    const lines: Lines = [...enumerated, copied, ...translating, ...driven, [30, 'Kernel panic - not syncing: x']];
    expect(await events(crashed, { commandLine: CRASH, lines })).toEqual([
      'panic 12.5',
      'first line 0',
      'tables copied 1',
      'IOMMU on 1.01',
      'init 2.2',
      'panic 30',
    ]);
  });
  test('a crash kexec and a restart', async () => {
    const crash: Lines = [...panicked, [12.6, 'Starting crashdump kernel...']];
    expect(await events({ lines: [...runs, ...crash] }, { commandLine: CRASH, lines: runs })).toContain(
      'crash kexec 12.6',
    );
    const restart = await events({ lines: [...runs, [12.5, 'reboot: Restarting system']] }, { lines: runs });
    expect(restart).toContain('restart 12.5');
    const off = await events({ lines: [...runs, [12.5, 'reboot: Power down']] }, { lines: runs });
    expect(off).toContain('power down 12.5');
  });
});

describe('its devices', () => {
  test('the worst first, equal ones by their address', async () => {
    const nvmeLeaks = await handoffOf(crashed, {
      commandLine: CRASH,
      lines: [...up, [1.1, fault('02:00.0')], ...driven],
    });
    expect(nvmeLeaks.devices.map(({ bdf, verdict }) => `${bdf} ${verdict}`)).toEqual([
      `${NVME} dma-leak`,
      `${NIC} clean`,
    ]);
    const reversed: Lines = [...[...enumerated].reverse(), ...translating, ...driven];
    const quiet = await handoffOf({ lines: [...reversed, ...kexeced] }, { lines: reversed });
    expect(quiet.devices.map(({ bdf }) => bdf)).toEqual([NIC, NVME]);
  });
  test('one that only an error names is one of them', async () => {
    const aer =
      'pcieport 0000:00:1c.0: PCIe Bus Error: severity=Uncorrected (Non-Fatal), type=Transaction Layer, (Requester ID)';
    const handoff = await handoffOf({ lines: [...runs, ...kexeced] }, { lines: [...runs, [5, aer]] });
    expect(handoff.devices.map(({ bdf }) => bdf)).toContain('0000:00:1c.0');
  });
});

describe('its policy is the one that most of its driven devices share', () => {
  const removed = (bdf: string, driver: string): Lines[0] => [11, `${driver} ${bdf} eth0: removed PHC`];
  const third: Lines = [[0.92, 'pci 0000:03:00.0: [8086:10d3] type 00 class 0x020000']];
  const drives = [2.9, 'e1000e 0000:03:00.0 eth1: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:57'] as const;
  const labelOf = async (...outgoing: Lines) =>
    (await handoffOf({ lines: [...outgoing, ...kexeced] }, { lines: runs })).policy.label;
  test('two of three', async () => {
    const had: Lines = [...third, ...runs, drives];
    expect(await labelOf(...had, removed(NIC, 'e1000e'), removed('0000:03:00.0', 'e1000e'))).toBe(
      'remove+bus-master-off',
    );
    expect(await labelOf(...had, removed(NIC, 'e1000e'))).toBe('shutdown+bus-master-off');
  });
  test('ports and devices without a driver have no say', async () => {
    const ports: Lines = [1, 2, 3].flatMap(
      (at): Lines => [
        [0.8, `pci 0000:00:1c.${at}: [8086:a110] type 01 class 0x060400 PCIe Root Port`],
        [1.6, `pcieport 0000:00:1c.${at}: PME: Signaling with IRQ 2${at}`],
      ],
    );
    const had: Lines = [...ports, ...third, ...up, ...driven.slice(0, 3)];
    expect(await labelOf(...had, removed(NIC, 'e1000e'))).toBe('remove+bus-master-off');
  });
});

describe('damaged memory: those who could have', () => {
  const BAD = [9, 'BUG: Bad page state in process kworker/0:1  pfn:1f3a2'] as const;
  const candidates = async (outgoing: Lines, incoming: Lines) =>
    (await handoffOf({ lines: [...outgoing, ...panicked] }, { commandLine: CRASH, lines: incoming })).symptoms?.[0]
      ?.candidates;
  test('a device that leaked, and none that was seen to be quiet', async () => {
    expect(await candidates(runs, [...up, [1.1, fault()], ...driven, BAD])).toEqual([NIC]);
  });
  test('a device that nobody could see, if a driver had it', async () => {
    expect(
      await candidates([...enumerated, ...driven.slice(0, 3)], [...enumerated, ...driven.slice(0, 3), BAD]),
    ).toEqual([NIC]);
  });
});

describe('what it is named after, and whether it is whole', () => {
  test('from, to and complete', async () => {
    const report = await reportOn({ lines: [...runs, ...kexeced] }, { lines: runs });
    expect(onlyHandoff(report)).toMatchObject({ from: report.boots[0]?.id, to: report.boots[1]?.id, complete: true });
    const half = onlyHandoff(await reportOn({ commandLine: CRASH, lines: runs }));
    expect(half).toMatchObject({ from: null, complete: false, kernels: { from: null, to: '6.1.0-56-amd64' } });
    expect(onlyHandoff(await reportOn({ commandLine: CRASH, lines: [...up, [1.1, fault()]] })).id).not.toBe('');
  });
  test('trouble that nobody knows is told of the side that it was on', async () => {
    const odd = (at: number, name: string) =>
      `[${at.toFixed(6).padStart(12)}] ${name}: catastrophic failure of the flux unit`;
    const going = {
      lines: [
        ...runs,
        [12.3, 'systemd-shutdown[1]: Sending SIGTERM to remaining processes...'] as const,
        odd(12.35, 'foo'),
        ...kexeced,
      ],
    };
    const { unknownLines } = await handoffOf(going, { lines: [...runs, odd(3, 'bar')] });
    expect((unknownLines ?? []).map(({ side, masked }) => [side, masked.slice(0, 3)])).toEqual([
      ['teardown', 'foo'],
      ['start', 'bar'],
    ]);
  });
});

describe('§4 how sure a leak is', () => {
  const confidence = async (outgoing: BootText, incoming: BootText) => {
    const [first] = deviceOf(await reportOn(outgoing, incoming)).findings;
    return [first?.verdict, first?.confidence, first?.why ?? ''] as const;
  };
  test('a display controller may go on with what a console had put on the screen: likely', async () => {
    const display: Lines = [[0.9, 'pci 0000:01:00.0: [10de:1b80] type 00 class 0x030000'], enumerated[1] as Lines[0]];
    const [verdict, sure, why] = await confidence(
      { lines: [...display, ...translating, ...driven.slice(3), ...kexeced] },
      { lines: [...display, ...translating, [1.1, fault()], ...driven.slice(3)] },
    );
    expect([verdict, sure]).toEqual(['dma-leak', 'likely']);
    expect(why).toMatch(/a display controller goes on/);
  });
  test('nothing says how this kernel was started: possible', async () => {
    const lines: Lines = [...up, [1.1, fault()], ...driven];
    const later = lines.map((line): Lines[0] => (typeof line === 'string' ? line : [line[0] + 0.07, line[1]]));
    const [verdict, sure, why] = await confidence({ lines: runs }, { lines: later });
    expect([verdict, sure]).toEqual(['dma-leak', 'possible']);
    expect(why).toMatch(/nothing says how this kernel was started/);
  });
  test('the evidence is damaged: possible, and says how', async () => {
    const torn = 'AMD-Vi: Event logged [IO_PAGE_FAULT device=0000:01:00.0 domain=0x000e address=0xfefd2000 fl';
    const [, sure, why] = await confidence(crashed, { commandLine: CRASH, lines: [...up, [1.1, torn], ...driven] });
    expect(sure).toBe('possible');
    expect(why).toMatch(/the evidence is damaged \(truncated\)/);
  });
  test('a console at level info shows claims; one below it does not', async () => {
    const on = (level: number) => ({ commandLine: `${CRASH} loglevel=${level}`, lines: [[9, fault()]] as Lines });
    expect((await confidence(crashed, on(7)))[1]).toBe('certain');
    expect((await confidence(crashed, on(6)))[1]).toBe('likely');
  });
});
