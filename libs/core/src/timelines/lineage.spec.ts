/** The rules of lineage (domain.md §1): how boots are told apart, and how one follows another. */
import fc from 'fast-check';
import type { Input } from '../input';
import { reportOf } from '../pipeline';
import type { Report } from '../report';
import {
  type BootText,
  bootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  fault,
  kexeced,
  onlyHandoff,
  outputsOf,
  panicked,
  reportOn,
  translating,
} from '../testing/log';

const runs = [...enumerated, ...translating, ...driven] as readonly (readonly [number, string])[];
const requested: readonly (readonly [number, string])[] = [
  [12.1, 'systemd-shutdown[1]: Syncing filesystems and block devices.'],
  [12.2, 'systemd-shutdown[1]: Rebooting with kexec.'],
];
const restarts: readonly (readonly [number, string])[] = [[12.5, 'reboot: Restarting system']];
const kinds = (report: Report) => report.handoffs.map(({ kind }) => kind);

describe('§1 nouns and their identity', () => {
  const said = (host: string, source: string, text: string): readonly Input[] => [
    { type: 'lines', host, source, firstLine: 1, text },
    { type: 'end', host, source },
  ];
  const text = [bootText({ lines: [...runs, ...kexeced] }), bootText({ lines: runs })].join('\n');
  const idsOf = async (host: string, source = 's') => {
    const { boots, handoffs } = reportOf(await outputsOf(said(host, source, text)));
    return { boots: boots.map(({ id }) => id), handoffs: handoffs.map(({ id }) => id) };
  };
  test('§1 boot: its id is of its host, its source and its first line, the same in every run', async () => {
    const { boots } = await idsOf('web-17');
    expect(new Set(boots).size).toBe(2);
    expect((await idsOf('web-17')).boots).toEqual(boots);
    const others = [...(await idsOf('web-18')).boots, ...(await idsOf('web-17', 't')).boots];
    expect(others.filter((id) => boots.includes(id))).toEqual([]);
  });
  test('§1 handoff: its id is of its host and its boots', async () => {
    const { handoffs } = await idsOf('web-17');
    expect(handoffs).toHaveLength(1);
    expect((await idsOf('web-17')).handoffs).toEqual(handoffs);
    expect((await idsOf('web-18')).handoffs).not.toEqual(handoffs);
  });
  test('§1 boot: the kernel’s own boot_id joins what two sources tell of it, though they tell of different moments', async () => {
    const journal = (bootId: string, seconds: number) =>
      ['Run /init as init process', 'e1000e 0000:01:00.0: Interrupt Throttling Rate (ints/sec) set to dynamic mode']
        .map((MESSAGE, at) =>
          JSON.stringify({
            _BOOT_ID: bootId,
            _TRANSPORT: 'kernel',
            _SOURCE_MONOTONIC_TIMESTAMP: String(1e6 * seconds + at),
            MESSAGE,
          }),
        )
        .join('\n');
    const bootsOf = async (one: string, other: string) =>
      reportOf(await outputsOf([...said('h', 'a', journal(one, 9)), ...said('h', 'b', journal(other, 2))])).boots
        .length;
    const [first, second] = ['f6b7c2a41a0b4f1f9ef0a4e1d6a2f3b1', '0b51c7d23d3e4c0a8d8fb1d1b8d1a9c2'];
    expect(await bootsOf(first, first)).toBe(1);
    expect(await bootsOf(first, second)).toBe(2);
  });
  test('§1 device: one PCI function, written dddd:bb:dd.f however the line names it', async () => {
    const lines = [...enumerated, ...translating, [1.1, fault('01:00.0')], ...driven] as const;
    const report = await reportOn({ lines: [...runs, ...kexeced] }, { lines });
    expect(onlyHandoff(report).devices.map(({ bdf }) => bdf)).toEqual(['0000:01:00.0', '0000:02:00.0']);
    expect(deviceOf(report).findings[0]?.kind).toBe('iommu-fault');
  });
});

describe('§1 kinds of handoff', () => {
  test('§1 kexec: the outgoing kernel says that it starts a new one', async () => {
    expect(kinds(await reportOn({ lines: [...runs, ...kexeced] }, { lines: runs }))).toEqual(['kexec']);
  });

  test('§1 firmware: a dump that firmware assists came through firmware, though the kernel saves a core', async () => {
    const active = '[    0.000000] rtas fadump: Firmware-assisted dump is active.';
    const saves = [6, 'kdump[635]: saving to /sysroot/var/crash/127.0.0.1-2026-11-26/'] as const;
    const report = await reportOn({ lines: [...runs, ...panicked] }, active, { lines: [...runs, saves] });
    expect(kinds(report)).toEqual(['firmware']);
    expect(report.boots.map(({ firstLine }) => firstLine)).toEqual([1, runs.length + panicked.length + 4]);
  });

  test('§1 kdump: elfcorehdr= on the command line', async () => {
    expect(kinds(await reportOn({ lines: [...runs, ...panicked] }, { commandLine: CRASH, lines: runs }))).toEqual([
      'kdump',
    ]);
  });

  test.each([
    [
      'arm64 before 5.15',
      [0, 'Reserving 4KB of memory at 0xff7fe000 for elfcorehdr'],
      'console=ttyAMA0 root=/dev/sda1',
    ],
    ['arm64 and riscv', [0, 'OF: fdt: Reserving 4 KiB of memory at 0xff7fe000 for elfcorehdr'], 'console=ttyS0'],
    ['what kdump adds on every architecture', [0, 'x'], 'console=ttyAMA0 maxcpus=1 reset_devices'],
    ['its service', [5, 'systemd[1]: Starting Kdump Vmcore Save Service...'], 'console=ttyAMA0'],
  ] as const)('§1 kdump without elfcorehdr= on the command line: %s', async (_, sign, commandLine) => {
    const report = await reportOn({ lines: runs }, { commandLine, lines: [sign, ...runs] });
    expect(kinds(report)).toEqual(['kdump']);
  });

  describe('§1 kdump without a panic: an oops jumps before it comes to that', () => {
    const oops = [12.6, 'Oops: 0002 [#1] SMP PTI'] as const;
    const whose = (loaded: string) =>
      [12.6, `CPU: 1 PID: 412 Comm: bash ${loaded}Tainted: G           O    4.19.0 #1`] as const;
    const after = { lines: runs.map(([at, text]) => [at + 0.2, text] as const) };
    test.each<[string, BootText['lines'], string]>([
      ['SysRq', [[12.5, 'sysrq: SysRq : Trigger a crash'], oops, whose('')], 'kdump'],
      [
        'a panic told',
        [[12.5, 'SysRq : Trigger a crash'], oops, [12.7, 'Kernel panic - not syncing: Fatal exception']],
        'unknown',
      ],
      ['loaded', [oops, whose('Kdump: loaded ')], 'kdump'],
      ['survived', [oops, whose('Kdump: loaded '), [20, 'e1000e 0000:01:00.0 eth0: NIC Link is Down']], 'unknown'],
      ['none loaded', [oops, whose('')], 'unknown'],
      ['jumped', [oops, whose(''), "I'm in purgatory"], 'kdump'],
    ])('%s', async (_, lines, kind) => {
      expect(onlyHandoff(await reportOn({ lines: [...runs, ...lines] }, after)).kind).toBe(kind);
    });
  });
  test('§4 lost: an oops behind the last words of a jump', async () => {
    const lines = [
      'Will call new kernel at 00300000 from hart id 0',
      'Bye...',
      'Oops [#1]',
      'Modules linked in:',
      'CPU: 0 PID: 53 Comm: kexec Not tainted 6.4.0 #15',
    ];
    expect(onlyHandoff(await reportOn(['kexec_core: Starting new kernel', ...lines].join('\n'))).outcome).toBe('lost');
  });
  test('§4 died: an oops of the idle task, whose panic is cut off', async () => {
    const lines = [
      [0.1, 'Oops: Kernel access of bad area, sig: 11 [#1]'],
      [0.1, 'Modules linked in:'],
      [0.1, 'CPU: 2 PID: 0 Comm: swapper Not tainted 6.6.0 #3'],
    ] as const;
    const report = await reportOn({ lines: [...runs, ...panicked] }, { commandLine: CRASH, lines });
    expect(onlyHandoff(report)).toMatchObject({ kind: 'kdump', outcome: 'died' });
  });

  test('§1 kdump: a quiet console shows a crash kernel that waits, and then another clock', async () => {
    const oops =
      '[   12.883783] CPU: 0 UID: 0 PID: 1 Comm: init Kdump: loaded Tainted: G        W   E      6.12.9-amd64 #1  Debian';
    const report = await reportOn(
      ['[   12.500000] Kernel panic - not syncing: Fatal exception', oops].join('\n'),
      ['[    0.233547] No irq handler for 0.43', `[    1.642741] ${fault()}`].join('\n'),
    );
    const handoff = onlyHandoff(report);
    expect([handoff.kind, handoff.kernels.from]).toEqual(['kdump', '6.12.9-amd64']);
    expect(deviceOf(report)).toMatchObject({ verdict: 'dma-leak' });
    expect(deviceOf(report).findings[0]?.confidence).toBe('likely');
  });
  test.each([
    ["I'm in purgatory", 'dma-leak'],
    ['[  102.887120] kexec: Starting switchover sequence.', 'dma-leak'],
    ['[   32.460412] Bye!', 'dma-leak'],
    ['Bye!', 'faulted'],
  ])('§1 kexec: all that is left of the outgoing kernel is its jump: %s', async (jump, verdict) => {
    const lines = [...enumerated, ...translating, [1.1, fault()], ...driven] as const;
    const report = await reportOn(jump, { lines });
    expect(kinds(report)).toEqual(verdict === 'dma-leak' ? ['kexec'] : []);
    if (verdict === 'dma-leak') expect(deviceOf(report).verdict).toBe(verdict);
  });
  test('§1 kexec: interrupt remapping that was on, and no crash kernel', async () => {
    const left = [0.4, 'DMAR-IR: IRQ remapping was enabled on dmar6 but we are not in kdump mode'] as const;
    expect(kinds(await reportOn({ lines: [left, ...runs] }))).toEqual(['kexec']);
  });

  test.each([
    ['kexec', 'systemd[1]: Reached target kexec.target - Reboot via kexec.'],
    ['firmware', 'systemd[1]: Reached target System Reboot.'],
  ])('§1 asked for %s: the last words that reach the journal', async (asked, words) => {
    const report = await reportOn({ lines: [...runs, [12, words]] }, { lines: runs });
    expect(onlyHandoff(report)).toMatchObject({ asked, kind: asked });
  });

  test('§1 liveupdate: the incoming kernel retrieved what LUO handed over', async () => {
    const luo = [0.01, 'luo: Retrieved live update data, liveupdate number: 3'] as const;
    const report = await reportOn({ lines: [...runs, ...kexeced] }, { lines: [luo, ...runs] });
    expect(kinds(report)).toEqual(['liveupdate']);
  });
  test('§1 liveupdate: the host said so, and the incoming kernel found something handed over', async () => {
    const says = [12, 'quiesce: handoff v=1 policy=preserve kind=liveupdate'] as const;
    const found = [0, 'KHO: found kexec handover data.'] as const;
    const kindOf = async (outgoing: BootText['lines'], incoming: BootText) =>
      kinds(await reportOn({ lines: [...runs, ...outgoing] }, incoming))[0];
    expect(await kindOf([says, ...kexeced], { lines: [found, ...runs] })).toBe('liveupdate');
    expect(await kindOf([says, ...kexeced], { lines: runs })).toBe('kexec');
    expect(await kindOf(kexeced, { lines: [found, ...runs] })).toBe('kexec');
    expect(await kindOf([says, ...panicked], { commandLine: CRASH, lines: [found, ...runs] })).toBe('kdump');
  });
  test('§1 kexec: that something was handed over makes no live update', async () => {
    const report = await reportOn(
      { lines: [...runs, ...kexeced] },
      { lines: [[0, 'KHO: exec from: 6.1.0-56-amd64 (count 1)'], ...runs] },
    );
    expect(kinds(report)).toEqual(['kexec']);
    expect(report.boots.map(({ kexecCount }) => kexecCount)).toEqual([null, 1]);
  });

  test('§1 firmware: a reboot through firmware is the baseline, and asks for nothing else', async () => {
    const report = await reportOn({ lines: [...runs, ...restarts] }, 'SeaBIOS (version 1.16.2)', { lines: runs });
    expect(onlyHandoff(report)).toMatchObject({ kind: 'firmware', outcome: 'firmware', asked: 'firmware' });
  });

  test('§1 a kexec that was asked for and became a cold boot is firmware, and says what was asked', async () => {
    const report = await reportOn(
      { lines: [...runs, ...requested, [12.3, 'systemd-shutdown[1]: Rebooting.'], ...restarts] },
      'SeaBIOS (version 1.16.2)',
      { lines: runs },
    );
    expect(onlyHandoff(report)).toMatchObject({ kind: 'firmware', outcome: 'firmware', asked: 'kexec' });
  });

  test.each([
    ['EFI stub: Booting Linux Kernel...'],
    ['OF stdout device is: /vdevice/vty@71000000'],
    ['CFE version 1.0.37 for BCM947XX (32bit,SP,LE)'],
  ])(
    '§1 a kernel that firmware started says so before its first line, whatever the one before began: %s',
    async (line) => {
      const jumped = await reportOn({ lines: [...runs, ...kexeced] }, line, { lines: runs });
      expect(onlyHandoff(jumped)).toMatchObject({ kind: 'firmware', outcome: 'firmware', asked: 'kexec' });
      const reserved = [0, 'crashkernel reserved: 0x00000000b7000000 - 0x00000000c7000000 (256 MB)'] as const;
      const crashed = await reportOn({ lines: [reserved, ...runs, ...panicked] }, line, {
        lines: [...enumerated, ...translating, [1.03, fault()], ...driven],
      });
      expect(onlyHandoff(crashed)).toMatchObject({ kind: 'firmware', outcome: 'firmware' });
      expect(deviceOf(crashed).verdict).toBe('faulted');
      const whys = deviceOf(crashed).findings.map(({ why }) => why);
      expect(whys).toEqual([expect.stringMatching(/^the machine came through firmware/)]);
    },
  );

  test.each([
    ['kdump', 'root=/dev/sda1 ro console=ttyS0'],
    ['unknown', 'root=/dev/sda1 ro crashkernel=256M console=ttyS0'],
  ])('§1 %s behind a panic: a crash kernel keeps no memory for another', async (kind, commandLine) => {
    const reserved = [0, 'crashkernel reserved: 0x00000000b7000000 - 0x00000000c7000000 (256 MB)'] as const;
    const report = await reportOn({ lines: [reserved, ...runs, ...panicked] }, { commandLine, lines: runs });
    expect(kinds(report)).toEqual([kind]);
  });

  test('§1 unknown: two boots with nothing said between them', async () => {
    expect(kinds(await reportOn({ lines: runs }, { release: '6.12.0', lines: runs }))).toEqual(['unknown']);
  });
});

describe('§1 chains', () => {
  test('§1 firmware, petitboot, OS: each link is a handoff of its own, and the kexecs since the cold boot are counted', async () => {
    const report = await reportOn(
      { lines: [...runs, ...restarts] },
      'SKIBOOT v6.5',
      { release: '5.5.0-openpower1', lines: [...runs, ...kexeced] },
      { release: '6.1.0-56-amd64', lines: [...runs, ...kexeced] },
      { release: '6.12.0', lines: runs },
    );
    expect(kinds(report)).toEqual(['firmware', 'kexec', 'kexec']);
    expect(report.boots.map(({ kexecCount }) => kexecCount)).toEqual([null, 0, 1, 2]);
    expect(report.handoffs.map(({ kernels }) => kernels.to)).toEqual(['5.5.0-openpower1', '6.1.0-56-amd64', '6.12.0']);
    expect(report.handoffs[2]?.from).toBe(report.handoffs[1]?.to);
  });

  test('§1 a crash kernel that reboots through firmware: kdump, then firmware', async () => {
    const report = await reportOn(
      { lines: [...runs, ...panicked] },
      { commandLine: CRASH, lines: [...runs, [30, 'reboot: Restarting system']] },
      'SeaBIOS (version 1.16.2)',
      { lines: runs },
    );
    expect(kinds(report)).toEqual(['kdump', 'firmware']);
    expect(report.boots.map(({ kind, kexecCount }) => [kind, kexecCount])).toEqual([
      ['unknown', null],
      ['kdump', null],
      ['firmware', 0],
    ]);
  });

  test('§1 transition: `KHO: exec from` of another release shows a boot that the log does not hold', async () => {
    const report = await reportOn(
      { release: '6.1.0', lines: [...runs, ...kexeced] },
      { release: '6.12.0', lines: [[0, 'KHO: exec from: 6.6.1 (count 4)'], ...runs] },
    );
    expect(report.handoffs).toHaveLength(2);
    expect(report.handoffs[0]).toMatchObject({ kernels: { from: '6.1.0', to: null }, complete: false });
    expect(report.handoffs[1]).toMatchObject({ from: null, kernels: { from: '6.6.1', to: '6.12.0' }, complete: false });
    expect(report.boots[1]?.kexecCount).toBe(4);
  });

  test('§1 transition: a count that leaps shows the same', async () => {
    const told = (count: number) => [0, `KHO: exec from: 6.12.0 (count ${count})`] as const;
    const report = await reportOn(
      { release: '6.12.0', lines: [told(1), ...runs, ...kexeced] },
      { release: '6.12.0', lines: [told(3), ...runs] },
    );
    expect(report.handoffs.map(({ from, to }) => from !== null && to !== null)).toEqual([false, false, false]);
  });
});

describe('§1 outcomes', () => {
  test('§1 back, died, firmware and unknown', async () => {
    const outgoing = { lines: [...runs, ...kexeced] };
    const outcomes = await Promise.all([
      reportOn(outgoing, { lines: runs }),
      reportOn(outgoing, { lines: [...enumerated, [1.2, 'Kernel panic - not syncing: VFS: Unable to mount root fs']] }),
      reportOn(outgoing, 'SeaBIOS (version 1.16.2)', { lines: runs }),
      reportOn(outgoing),
    ]);
    expect(outcomes.map(({ handoffs }) => handoffs[0]?.outcome)).toEqual(['back', 'died', 'firmware', 'unknown']);
  });

  test('§1 died: not a kernel that was up and then told to crash', async () => {
    const up = [...enumerated, ...translating, ...driven];
    const outcome = async (...end: BootText['lines']) =>
      (await reportOn({ lines: [...up, ...kexeced] }, { lines: [...up, ...end] })).handoffs[0]?.outcome;
    expect(await outcome(...panicked)).toBe('back');
    expect(await outcome([12.5, 'Kernel panic - not syncing: Fatal exception in interrupt'])).toBe('died');
  });
  test('§1 lost: a panic that no reboot ends says so', async () => {
    const hung: BootText['lines'] = [[12.6, '---[ end Kernel panic - not syncing: sysrq triggered crash ]---']];
    const report = await reportOn({ lines: [...enumerated, ...driven, ...panicked, ...hung] });
    expect(deviceOf(report).findings[0]?.why).toBe(
      'it hung in its panic: no crash kernel took over and no reboot was armed',
    );
  });
  test('§1 lost: decided by ticks of event time, and undone by a kernel that comes after all', async () => {
    const said = (firstLine: number, text: string): Input => ({
      type: 'lines',
      host: 'h',
      source: 's',
      firstLine,
      text,
    });
    const tick = (at: string): Input => ({ type: 'tick', host: 'h', at });
    const outgoing = bootText({ lines: [...runs, ...kexeced] });
    const silence = [said(1, outgoing), tick('2026-01-01T00:00:00Z'), tick('2026-01-01T00:10:00Z')];
    expect(onlyHandoff(reportOf(await outputsOf(silence))).outcome).toBe('lost');
    const late = said(outgoing.split('\n').length + 1, bootText({ lines: runs }));
    expect(onlyHandoff(reportOf(await outputsOf([...silence, late]))).outcome).toBe('back');
  });
});

describe('§1 logs that begin in the middle or end early', () => {
  test('§1 a log that ends at the jump: `to` is null, complete is false', async () => {
    expect(onlyHandoff(await reportOn({ lines: [...runs, ...kexeced] }))).toMatchObject({ to: null, complete: false });
  });

  test('§1 a log that begins with a crash kernel: `from` is null, complete is false', async () => {
    const handoff = onlyHandoff(await reportOn({ commandLine: CRASH, lines: runs }));
    expect(handoff).toMatchObject({ from: null, kind: 'kdump', complete: false });
  });

  test('§1 a clock that goes back to 0 after the jump is a boot whose first lines were lost', async () => {
    const head = [
      { lines: [...runs, ...kexeced] },
      '[    0.912000] pci 0000:01:00.0: [8086:10d3] type 00 class 0x020000',
    ];
    const report = await reportOn(...head, '[    1.010000] DMAR: Intel(R) Virtualization Technology for Directed I/O');
    expect(onlyHandoff(report)).toMatchObject({ kind: 'kexec', complete: false, observability: { fromStart: false } });
    expect(report.boots).toHaveLength(2);
  });

  test('§1 a clock that goes back while its kernel lives is somebody who reads old lines again', async () => {
    const late = '[  912.000000] e1000e 0000:01:00.0: Refused to change power state, currently in D3';
    const early = '[    0.912000] pci 0000:01:00.0: [8086:10d3] type 00 class 0x020000';
    const report = await reportOn(late, early);
    expect(report.boots).toHaveLength(1);
  });

  test('§1 `dmesg` on the console of a living kernel begins no boot, and counts no fault twice', async () => {
    const leaks = [...enumerated, ...translating, [1.1, fault()], [3.2, fault()], ...driven] as const;
    const printed = bootText({ lines: leaks });
    const report = await reportOn({ lines: [...runs, ...kexeced] }, printed, 'root@h:~# dmesg', printed);
    expect(onlyHandoff(report).devices[0]?.findings[0]).toMatchObject({ verdict: 'dma-leak', count: 2 });
    expect(report.boots).toHaveLength(2);
    const grepped = printed.split('\n').filter((line) => line.includes('DMAR'));
    const again = await reportOn({ lines: [...runs, ...kexeced] }, printed, 'root@h:~# dmesg | grep DMAR', ...grepped);
    expect(onlyHandoff(again).devices[0]?.findings[0]).toMatchObject({ verdict: 'dma-leak', count: 2 });
  });

  test('§1 powerpc speaks before its banner: that is the boot’s first line', async () => {
    const before = '[    0.000000] Reserving 512MB of memory at 128MB for crashkernel (System RAM: 65536MB)';
    const report = await reportOn({ lines: [...runs, ...kexeced] }, before, { lines: runs });
    expect(onlyHandoff(report)).toMatchObject({ kind: 'kexec', complete: true, observability: { fromStart: true } });
    expect(report.boots[1]?.firstLine).toBe(15);
  });

  test('§1 lines of no device and no end hand nothing over to the boot behind them', async () => {
    const pasted = '[    4.984148] DMAR: Interrupt remapping is disabled';
    const report = await reportOn('I can reproduce this:', pasted, { lines: runs });
    expect(report.boots.length).toBeGreaterThan(0);
    expect(report.handoffs).toEqual([]);
  });

  test('§1 CPUs that print out of order begin no boot', async () => {
    const report = await reportOn({
      lines: [...runs, ...panicked, [12.4, 'pci 0000:03:00.0: [8086:10d3] type 00 class 0x020000']],
    });
    expect(report.boots).toHaveLength(1);
  });
});

describe('§1 two hosts in one file', () => {
  const named = (host: string, text: string) =>
    text.split('\n').map((line) => `2026-01-01T00:00:00+00:00 ${host} kernel: ${line}`);
  const boots = (host: string) =>
    named(host, [bootText({ lines: [...runs, ...kexeced] }), bootText({ lines: [...runs, [99, 'x']] })].join('\n'));

  test('§1 in any interleaving and any batches the same report, to the letter', async () => {
    const [a, b] = [boots('alpha'), boots('beta')];
    const reported = async (lines: readonly string[], sizes: readonly number[]) => {
      const inputs: Input[] = [];
      for (let at = 0, turn = 0; at < lines.length; turn++) {
        const size = sizes[turn % sizes.length] as number;
        const text = lines.slice(at, at + size).join('\n');
        inputs.push({ type: 'lines', host: 'relay', source: 'syslog', firstLine: at + 1, text });
        at += size;
      }
      return JSON.stringify(reportOf(await outputsOf(inputs)));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: a.length + b.length, maxLength: a.length + b.length }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }),
        async (turns, sizes) => {
          const [left, right] = [[...a], [...b]];
          const mixed = turns.map((turn) => (turn ? (left.shift() ?? right.shift()) : (right.shift() ?? left.shift())));
          const lines = mixed.filter((line) => line !== undefined);
          expect(await reported(lines, sizes)).toBe(await reported(lines, [lines.length]));
        },
      ),
      { numRuns: 60 },
    );
    const report = JSON.parse(await reported([...a, ...b], [7])) as Report;
    expect(report.boots.map(({ host }) => host)).toEqual(['beta', 'beta', 'relay', 'relay']);
    expect(kinds(report)).toEqual(['kexec', 'kexec']);
  });
});
