/** What fuzzing found: lines that are cut, mixed, coloured or oddly named say nothing that was not printed. */
import type { Fact } from './fact';
import { afterSilence, createReader, endOfSource, readBlock } from './read-facts';

function factsOf(...blocks: readonly string[]): Fact[] {
  const state = createReader('x');
  let firstLine = 1;
  const facts = blocks.flatMap((text) => {
    const read = readBlock(state, { source: 'x', firstLine, text });
    firstLine += text.split('\n').length - 1;
    return read;
  });
  return [...facts, ...endOfSource(state)];
}
const faultsOf = (...blocks: readonly string[]) => factsOf(...blocks).filter(({ fault }) => fault);

const RECOVERING = '[   11.883554] EEH: Recovering PHB#0-PE#1fd';
const OTHER = '[   12.345678] usb 1-1: new device';

describe('a last line that nothing ends', () => {
  test.each([
    ['a number may go on', RECOVERING],
    ['a number may go on, though it is short', RECOVERING.slice(0, -2)],
    ['a text may go on', '[    3.400000] KHO: Failed to s'],
    ['a known longer message begins so', "[   10.273539] pci 0000:03:00.0: AER: can't recover"],
    ['a power state may go on', '[    3.812000] mlx5_core 0000:3b:00.0: Refused to change power state from D0 to D3'],
    ['SysRq had a crash dump, too', '[  107.207000] SysRq : Trigger a crash'],
    ['a source id is not padded', '[   19.200000] DMAR: VT-d detected Invalidation Time-out Error: SID 3b'],
  ])('%s: damaged', (_, line) => {
    expect(faultsOf(line)).toMatchObject([{ corrupted: 'truncated' }]);
    expect(faultsOf(`${line}\n`)).toMatchObject([{ corrupted: null }]);
  });

  test('is whole where nothing can follow', () => {
    expect(faultsOf('[   11.885154] EEH: Frozen PHB#0-PE#1fd detected')).toMatchObject([{ corrupted: null }]);
  });

  test('that completes a report may be cut too', () => {
    const head = '[    9.215121] dmar: DMAR:[DMA Write] Request device [3b:00.0] fault addr 7f3a2000 \n';
    const cut = faultsOf(`${head}[    9.215121] DMAR:[fault reason 13`);
    expect(cut).toMatchObject([{ corrupted: 'truncated' }]);
  });

  test('a cut record of the journal is damaged whatever it says', () => {
    const record = (said: string) =>
      JSON.stringify({ MESSAGE: `igb 0000:09:00.1: AER: ${said}`, _TRANSPORT: 'kernel', _HOSTNAME: 'web-17' });
    const [status, bits] = [
      record('aer_status: 0x00004000, aer_mask: 0x00000000'),
      record('   [14] CmpltTO                (First)'),
    ];
    expect(faultsOf(`${status}\n${bits}\n`)).toMatchObject([{ fields: { bits: ['CmpltTO'] }, corrupted: null }]);
    expect(faultsOf(`${status}\n${bits.slice(0, 62)}`)).toMatchObject([{ corrupted: 'truncated' }]);
  });
});

test('a line that begins as the one before it is no rest of that, wherever a block ends', () => {
  const head = '[Hardware Error]:  fru_text: Slot 4\n';
  const rest = '[Hardware Error]:   section_type: PCIe error\n[Hardware Error]:   device_id: 0000:c0:01.4\n';
  for (const blocks of [[head + rest], [head, rest]])
    expect(faultsOf(...blocks)).toMatchObject([{ bdf: '0000:c0:01.4', kind: 'hardware-error', corrupted: null }]);
});

describe('two records on one line of a console', () => {
  test('the first one is cut, the second one is read, the rest of the first is no line of its own', () => {
    const facts = faultsOf(`[   11.883554] EEH: Recovering PHB#0-PE#1${OTHER}\nfd\n`);
    expect(facts).toMatchObject([{ line: 1, fields: { pe: '1' }, corrupted: 'interleaved' }]);
    expect(faultsOf(`[   11.800000] e1000e 0000:01:00.0: Inte${RECOVERING}\nrrupt\n`)).toMatchObject([
      { line: 1, fields: { pe: '1fd' }, corrupted: null, time: 11.883554 },
    ]);
  });

  test('what lost its beginning is damaged, and names no driver', () => {
    const [head, rest] = [`[    3.400000] ixg${OTHER}\n`, 'be 0000:3b:00.0 eth0: Hardware Error: -15\n'];
    for (const blocks of [[head + rest], [head, rest]]) {
      const facts = factsOf(...blocks);
      expect(facts.filter(({ fault }) => fault)).toMatchObject([{ bdf: '0000:3b:00.0', corrupted: 'interleaved' }]);
      expect(facts.filter(({ kind }) => kind === 'driver-spoke')).toEqual([]);
    }
  });

  test('a kernel that died in mid-line is followed by the next one on that line', () => {
    const banner = '[    0.000000] Linux version 6.1.0-56-amd64 (builder@host) #1 SMP';
    const facts = factsOf(`${OTHER}\n[   12.400000] usb 1-1: new hi${banner}\n`);
    expect(facts).toMatchObject([{ kind: 'boot-started', line: 2, fields: { release: '6.1.0-56-amd64' } }]);
  });
});

describe('a report that ends with its source', () => {
  const report =
    '[   54.383034] igb 0000:09:00.1: AER: aer_status: 0x00004000, aer_mask: 0x00000000\n' +
    '[   54.390144] igb 0000:09:00.1: AER:    [14] CorrIntErr             (First)\n' +
    '[   54.397144] igb 0000:09:00.1: AER: aer_layer=Transaction Layer, aer_agent=Requester ID\n';

  test('firmware-first, without a severity: corrected once nothing more came, unsure where the log ends', () => {
    const corrected = { severity: 'corrected', layer: 'Transaction Layer' };
    expect(faultsOf(report)).toMatchObject([{ fields: corrected, corrupted: 'truncated' }]);
    expect(faultsOf(`${report}${'x\n'.repeat(20)}`)).toMatchObject([{ fields: corrected, corrupted: null }]);
    const state = createReader('x');
    readBlock(state, { source: 'x', firstLine: 1, text: report });
    expect(afterSilence(state)).toMatchObject([{ fields: corrected, corrupted: null }]);
  });

  test.each([
    ['a bit that only the uncorrectable register has', report.replace('0x00004000', '0x00104000')],
    ['the name that a bit has there', report.replace('CorrIntErr', 'CmpltTO   ')],
  ])('firmware-first, and its last line is lost: %s', (_, text) => {
    expect(faultsOf(`${text}${'x\n'.repeat(20)}`)).toMatchObject([
      { fields: { severity: null, layer: 'Transaction Layer' } },
    ]);
  });

  test('its severity is not forgotten for a line out of order', () => {
    const [status, , layer] = report.split('\n');
    const text = `${status}\n[   54.410000] igb 0000:09:00.1: AER: aer_uncor_severity: 0x00062011\n${layer}\n\n`;
    expect(faultsOf(text)).toMatchObject([{ fields: { severity: 'nonfatal' } }]);
  });
});

describe('an SMMUv3 record with lost words', () => {
  const line = (text: string) => `[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: ${text}\n`;
  const words = ['\t0x0000010000000010', '\t0x0000020000000000', '\t0x000000090000f040', '\t0x0000000000000000'];
  const record = (some: readonly string[]) => faultsOf([line('event 0x10 received:'), ...some.map(line)].join(''));

  test('tells no stream that another word holds, and no address', () => {
    expect(record(words)).toMatchObject([{ fields: { streamId: '0x100', address: '0x90000f040' }, corrupted: null }]);
    expect(record(words.slice(1))).toMatchObject([{ fields: { streamId: null }, corrupted: 'truncated' }]);
    expect(record(words.toSpliced(1, 1))).toMatchObject([{ fields: { streamId: '0x100', address: null } }]);
  });
});

test('colours and no-break spaces within a message hide nothing', () => {
  const coloured = '\x1b[32m[   11.883554] \x1b[0m\x1b[33mEEH: \x1b[0m\x1b[31mRecovering PHB#0-PE#1fd\x1b[0m\n';
  expect(faultsOf(coloured)).toMatchObject([{ kind: 'eeh-recovering', fields: { pe: '1fd' } }]);
  expect(faultsOf(`${RECOVERING.replaceAll(' ', '\u00a0')}\n`)).toMatchObject([{ kind: 'eeh-recovering' }]);
});

test.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])('a host may be called %s', (host) => {
  const of = (name: string, message: string) => `Nov 22 19:04:00 ${name} kernel: ${message}\n`;
  const status = 'igb 0000:09:00.1: AER: aer_status: 0x00004000, aer_mask: 0x00000000';
  const facts = faultsOf(of(host, status), of('web-17', status), of(host, RECOVERING));
  expect(facts.map((fact) => [fact.host, fact.kind, fact.boot])).toEqual([
    [host, 'pcie-error', 1],
    [host, 'eeh-recovering', 1],
    ['web-17', 'pcie-error', 1],
  ]);
});

test.each(['__proto__', 'constructor', 'toString'])('a device may be called %s', (name) => {
  const stalled = `[   62.100000] nvme ${name}: I/O 12 QID 0 timeout, completion polled\n`;
  expect(faultsOf(stalled).map(({ bdf }) => bdf)).not.toContainEqual(expect.any(Function));
  const facts = factsOf(`[    2.858046] nvme 0000:03:00.0 ${name}: Link is Down\n`);
  expect(facts.find(({ kind }) => kind === 'device-named')).toMatchObject({ bdf: '0000:03:00.0', fields: { name } });
});

test('the clock of the boot before is right behind a line without one, however the log is cut', () => {
  const lines = ['[    3.020095] x\n', 'SeaBIOS (version 1.16.2)\n', 'Linux version 6.1.0 (b@h) #1 SMP\n'];
  const before = (facts: readonly Fact[]) => facts.find(({ kind }) => kind === 'boot-started')?.fields.timeBefore;
  expect(before(factsOf(lines.join('')))).toBe(3.020095);
  expect(before(factsOf(...lines))).toBe(3.020095);
});

test('what a kernel says before its banner and its clock is none of the boot before, however the log is cut', () => {
  const before = (lines: readonly string[]) =>
    [factsOf(lines.join('')), factsOf(...lines)].map(
      (facts) => facts.findLast(({ kind }) => kind === 'boot-started')?.fields.timeBefore,
    );
  const [words, banner] = [
    '[    0.000000] Initializing cgroup subsys cpuset\n',
    '[    0.000000] Linux version 3.10.0 (b@h) #1 SMP\n',
  ];
  expect(before(['[   74.783447] x\n', words, banner])).toEqual([74.783447, 74.783447]);
  const dead = banner.replace('3.10.0', '3.10.1');
  expect(before(['[   74.783447] x\n', dead, words, words, banner])).toEqual([null, null]);
  const announced = '[    0.000000] Booting Linux on physical CPU 0x0\n';
  expect(before(['[   74.783447] x\n', announced, banner, words, banner.replace('#1', '#2')])).toEqual([null, null]);
});

test('a report is told at its own place, whichever host speaks next', () => {
  const lines = [
    'Nov 22 19:04:00 w kernel: DMAR:[DMA Write] Request device [3b:00.0] fault addr 7f3a2000\n',
    ...['x\n', 'x\n', 'x\n'],
    'Nov 22 19:04:00 v kernel: e1000e 0000:01:00.0: up\n',
  ];
  const kinds = (facts: readonly Fact[]) => facts.map(({ kind }) => kind);
  expect(kinds(factsOf(...lines))).toEqual(['iommu-fault', 'driver-spoke']);
  expect(kinds(factsOf(lines.join('')))).toEqual(['iommu-fault', 'driver-spoke']);
});

test('the second record of an AMD-Vi event is read once, as the event that it names', () => {
  const line =
    '[   11.400000] iommu ivhd0: ILLEGAL_DEV_TABLE_ENTRY device=c1:00.0 address=0xfdf80000 INVALID_DEVICE_REQUEST device]\n';
  expect(faultsOf(line).map(({ fields }) => fields.reason)).toEqual(['ILLEGAL_DEV_TABLE_ENTRY']);
});

test.each(['', 'x', '1 0', '-1', '1e99', '99999999999999999999', 'NaN'])(
  'a journal may give %j for its numbers',
  (wrong) => {
    const entry = { MESSAGE: 'EEH: dead IOC detected', _TRANSPORT: 'kernel', PRIORITY: wrong };
    const record = { ...entry, __REALTIME_TIMESTAMP: wrong, _SOURCE_MONOTONIC_TIMESTAMP: wrong };
    expect(faultsOf(`${JSON.stringify(record)}\n`)).toMatchObject([{ kind: 'phb-frozen', time: null, at: null }]);
  },
);

test('an error that is no decimal number is none', () => {
  const line = '[   52.224000] bnxt_en 0000:3b:00.0: hwrm query capability failure rc: a1\n';
  expect(faultsOf(line)).toMatchObject([{ fields: { error: null } }]);
  expect(faultsOf(line.replace('a1', '1e999'))).toMatchObject([{ fields: { error: null } }]);
  expect(faultsOf(line.replace('a1', '-1'))).toMatchObject([{ fields: { error: -1 } }]);
});

test('where a clock goes back, the boot before ended at its own last time, however the log is cut', () => {
  const lines = [
    '[  127.992782] Kernel panic - not syncing: Fatal exception\n',
    '[    1.846150] x\n',
    '[    2.000000] EEH: dead IOC detected\n',
  ];
  const before = (facts: readonly Fact[]) => facts.find(({ kind }) => kind === 'boot-started')?.fields.timeBefore;
  expect(before(factsOf(lines.join('')))).toBe(127.992782);
  expect(before(factsOf(...lines))).toBe(127.992782);
});

test('a record of many lines that end in CR and LF is one, however the log is cut', () => {
  const fields = [
    '{',
    '\t"__REALTIME_TIMESTAMP" : "1",',
    '\t"_TRANSPORT" : "kernel",',
    '\t"MESSAGE" : "EEH: dead IOC detected"',
    '}',
  ];
  const lines = fields.map((field) => `${field}\r\n`);
  expect(faultsOf(lines.join(''))).toMatchObject([{ kind: 'phb-frozen', line: 4 }]);
  expect(faultsOf(...lines)).toEqual(faultsOf(lines.join('')));
});

test.each([
  [
    'a panic',
    '[  207.405680] Kernel panic - not syncing: sysrq triggered crash',
    'BUG kmalloc-512 (',
    'Not tainted): Poison overwritten',
  ],
  [
    'a message without an end',
    '[  207.405680] KHO: setup: handover FDT (0xa1) is invalid: 7',
    'EEH: Device location=',
    'U78D2.001-P1-C2 driver=nvme',
  ],
])('what is left of the line that %s ran into is none of its words', (_, whole, before, after) => {
  const [alone] = faultsOf(`${whole}\n`);
  const mixed = faultsOf(`[  332.290000] ${before}${whole}\n${after}\n`);
  expect(mixed.filter(({ kind }) => kind === alone?.kind).map(({ fields }) => fields)).toEqual([alone?.fields]);
});

test('an event of AMD-Vi that was cut behind its name is completed by no other event', () => {
  const [cut, other] = [
    '[   60.811000] AMD-Vi: Event logged [IO_PAGE_FAULT',
    '[   60.812000] iommu ivhd0: DEV_TAB_HARDWARE_ERROR device=c1:00.0 address=0x00000000fdf80000 flags=0x0a00]',
  ];
  expect(faultsOf(`${cut}\n${other}\n`)).toMatchObject([
    { bdf: null, corrupted: 'truncated', fields: { reason: 'IO_PAGE_FAULT' } },
    { bdf: '0000:c1:00.0', corrupted: null, fields: { reason: 'DEV_TAB_HARDWARE_ERROR' } },
  ]);
});

test('an empty line behind one that may go on is counted alike wherever a block ends', () => {
  const lines = ['[8.508000]Kernel command line: a=1 \\\n', '\n', '[8.518000]Kernel command line: b=2\n'];
  const told = (...blocks: readonly string[]) =>
    factsOf(...blocks).map(({ lines: on, fields }) => [on, fields.commandLine]);
  expect(told(lines.join(''))).toEqual([[[1, 3], 'a=1 b=2']]);
  expect(told(lines[0]!, `${lines[1]}${lines[2]}`)).toEqual(told(lines.join('')));
});

test.each([
  [
    'with a long field before its time',
    [`\t"_CMDLINE" : "${'z'.repeat(6_000)}",`, '\t"__REALTIME_TIMESTAMP" : "1",'],
    1,
  ],
  ['without its time', ['\t"PRIORITY" : "3",'], 0],
])('a pretty record of the journal %s is read alike, however the log is cut', (_, fields, count) => {
  const words = ['\t"_TRANSPORT" : "kernel",', '\t"MESSAGE" : "EEH: dead IOC detected"'];
  const lines = ['{', ...fields, ...words, '}'].map((line) => `${line}\n`);
  const whole = faultsOf(lines.join(''));
  expect(whole.filter(({ corrupted }) => corrupted === null)).toHaveLength(count);
  for (let at = 1; at < lines.length; at++)
    expect(faultsOf(lines.slice(0, at).join(''), lines.slice(at).join(''))).toEqual(whole);
});

test('a record of the export format that lacks its end tells what it says as damaged', () => {
  const record =
    '__REALTIME_TIMESTAMP=1795420896081000\n_TRANSPORT=kernel\nMESSAGE=mlx5_core: probe of 0000:3b:00.0 failed with error -110\n';
  const told = { kind: 'probe-failed', fields: { driver: 'mlx5_core', error: -110 } };
  expect(faultsOf(`${record}\n`)).toMatchObject([{ ...told, corrupted: null }]);
  expect(faultsOf(record)).toMatchObject([{ ...told, corrupted: 'truncated' }]);
});

test('what a field of the export format holds is looked for behind its name', () => {
  expect(factsOf('MESSAGE=Bye!\n')).toMatchObject([{ kind: 'kexec-jumped', corrupted: 'truncated' }]);
});

test('why mlx5 gave up its recovery is told in the words of its kernel, and no cut of them is whole', () => {
  const of = (why: string) =>
    faultsOf(`[  174.576000] mlx5_core 0000:3b:00.0: health recovery flow aborted${why}\n`).filter(
      ({ kind, corrupted }) => kind === 'device-failed' && corrupted === null,
    );
  for (const why of [', PCI reads still not working', ', PCI channel offline', ' since the nic state is invalid'])
    expect(of(why)).toMatchObject([{ fields: { how: `health recovery flow aborted${why}` } }]);
  expect(of('')).toEqual([]);
});

describe('what a second console prints again and something cut off', () => {
  const early = '[    0.000000] printk: bootconsole [uart8250] enabled\n';
  const whole = [
    ['a number', 'ixgbe 0000:41:00.1: Hardware Error: 3', ': 3'],
    [
      'a unit’s device',
      'mtk-iommu 14016000.iommu: fault type=0x5 iova=0xfe23000 pa=0x0 larb=2 port=1 read',
      ' larb=2 port=1 read',
    ],
    ['a reason', 'xhci_hcd 0000:41:00.0: Error while assigning device slot ID: Command Aborted', ': Command Aborted'],
    ['half a number', 'EEH: Recovering PHB#2-PE#1fd', 'fd'],
  ] as const;

  test.each(whole)('%s: is the same event still', (_, message, tail) => {
    const line = `[    3.250000] ${message}`;
    const cut = line.slice(0, -tail.length);
    const [alone] = faultsOf(`${line}\n`);
    const same = { fields: alone?.fields, bdf: alone?.bdf, corrupted: null };
    expect(faultsOf(`${early}${line}\n${cut}`)).toMatchObject([{ ...same, lines: [2, 3] }]);
    expect(faultsOf(`${early}${cut}${OTHER}\n${tail}\n${line}\n`)).toMatchObject([{ ...same, lines: [2, 4] }]);
    expect(faultsOf(`${early}${cut}${OTHER}\n${tail}\n`, `${line}\n`)).toMatchObject([{ ...same, lines: [2, 4] }]);
  });

  test.each(whole.slice(0, 3))('%s: a line that has its end is another event', (_, message, tail) => {
    const line = `[    3.250000] ${message}`;
    expect(faultsOf(`${early}${line}\n${line.slice(0, -tail.length)}\n`)).toMatchObject([
      { lines: [2] },
      { lines: [3] },
    ]);
  });
});

describe('a report that two consoles print', () => {
  const early = '[    0.000000] printk: bootconsole [uart8250] enabled\n';
  const reports = [
    [
      'of many records',
      '[    2.450000] pcieport 0000:20:01.0: PCIe Bus Error: severity=Corrected, type=Physical Layer, (Receiver ID)\n' +
        '[    2.450000] pcieport 0000:20:01.0:   device [8086:a338] error status/mask=00000041/00002000\n' +
        '[    2.450000] pcieport 0000:20:01.0:    [ 0] RxErr                  (First)\n' +
        '[    2.450000] pcieport 0000:20:01.0:    [ 6] BadTLP\n',
    ],
    [
      'of words',
      '[    2.450000] arm-smmu-v3 arm-smmu-v3.0.auto: event 0x10 received:\n' +
        '[    2.450001] arm-smmu-v3 arm-smmu-v3.0.auto: \t0x0000020800000010\n' +
        '[    2.450002] arm-smmu-v3 arm-smmu-v3.0.auto: \t0x0000020800000000\n' +
        '[    2.450003] arm-smmu-v3 arm-smmu-v3.0.auto: \t0x00000000fe001000\n' +
        '[    2.450004] arm-smmu-v3 arm-smmu-v3.0.auto: \t0x0000000000000000\n' +
        '[    2.450005] arm-smmu-v3 arm-smmu-v3.0.auto: event: F_TRANSLATION client: 0000:02:01.0 sid: 0x208 ssid: 0x0 iova: 0xfe001000 ipa: 0x0\n',
    ],
    [
      'of two lines',
      '[    2.450000] pcieport 0000:20:01.0: DPC: containment event, status:0x1f01 source:0x0000\n' +
        '[    2.450100] pcieport 0000:20:01.0: DPC: unmasked uncorrectable error detected\n',
    ],
    [
      'wrapped',
      '[    2.450000] Kernel command line: root=/dev/sdb1 ro \\\n[    2.450000] Kernel command line: quiet\n',
    ],
  ] as const;
  const others = '[    3.000000] x\n'.repeat(16);
  const said = (text: string) =>
    factsOf(text + others)
      .filter(({ kind }) => kind !== 'driver-spoke')
      .map(({ kind, fields, corrupted }) => ({ kind, fields, corrupted }));

  test.each(reports)('%s: line by line is told once, on all its lines', (_, report) => {
    const lines = report.split(/(?<=\n)/);
    const twice = early + lines.map((line) => line + line).join('');
    expect(said(twice)).toEqual(said(report));
    const on = factsOf(twice + others).flatMap(({ kind, lines: all }) => (kind === 'driver-spoke' ? [] : all));
    expect(on).toEqual(lines.flatMap((_line, at) => [2 * at + 2, 2 * at + 3]));
    const blocks = twice.split(/(?<=\n)/);
    expect(factsOf(...blocks, others)).toEqual(factsOf(twice + others));
  });

  test.each(reports)('%s: one after the other is told once, wherever the second ends', (_, report) => {
    if (report.split('\n').length > 6) return;
    const once = said(report);
    for (let end = 0; end <= report.length; end++)
      expect(factsOf(early + report + report.slice(0, end)).filter(({ kind }) => kind === once[0]?.kind)).toHaveLength(
        1,
      );
  });

  test('in the words of another driver, and broken off by the end of the source, it is told once still', () => {
    const [, report] = reports[2];
    const [head, detail] = report.replaceAll('DPC: ', 'DPC ').split(/(?<=\n)/);
    const contained = (text: string) => factsOf(early + report + text).filter(({ fault }) => fault);
    expect(contained(`${head}${detail}`)).toMatchObject([{ lines: [2, 3, 4, 5], corrupted: null }]);
    expect(contained(head!)).toMatchObject([{ lines: [2, 3, 4], corrupted: null }]);
  });

  test('a record in other words, or with another stamp, is another', () => {
    const [, report] = reports[2];
    expect(said(early + report + report.replaceAll('2.45', '2.46'))).toHaveLength(2);
    expect(said(early + report + report.replaceAll('20:01', '21:01'))).toHaveLength(2);
    expect(said(report + report)).toHaveLength(2);
  });

  test('the next boot may say all of it again', () => {
    const boot =
      '[    0.000000] Linux version 6.1.0 (b@h) #1 SMP\n' +
      early +
      '[    0.500000] Run /init as init process\n[    0.600000] EEH: dead IOC detected\n';
    expect(faultsOf(boot + boot).map(({ boot: of }) => of)).toEqual([1, 2]);
  });
});

describe('a line that says again what its report has once is of a report whose first lines are lost', () => {
  test('the port of a CPER section', () => {
    const of = (text: string, at: number) => `[  412.00000${at}] {7}[Hardware Error]: ${text}\n`;
    const section = of(' Error 1, type: corrected', 1) + of('  port_type: 4, root port', 2);
    const device = of('  device_id: 0000:40:01.0', 3);
    const other = of('  port_type: 6, downstream switch port', 4) + of('  device_id: 0000:43:02.0', 5);
    expect(faultsOf(section + device + other)).toMatchObject([
      { bdf: '0000:40:01.0', lines: [1, 2, 3], fields: { portType: 'root port' } },
    ]);
  });

  test('the reason of a containment', () => {
    const port = (text: string) => `[   10.200000] pcieport 0000:5a:00.0: ${text}\n`;
    const contained = port('DPC: containment event, status:0x1f05, ERR_FATAL received from 0000:5b:00.0');
    expect(faultsOf(contained + port('DPC: reserved error detected'))).toMatchObject([
      { lines: [1], fields: { reason: 'ERR_FATAL' } },
    ]);
  });

  test('the layer of an error', () => {
    const of = (text: string) => `[   54.383034] ice 0000:09:00.1: AER: ${text}\n`;
    const report =
      of('aer_status: 0x00004000, aer_mask: 0x00000000') + of('aer_layer=Transaction Layer, aer_agent=Requester ID');
    expect(faultsOf(`${report}${of('aer_layer=Physical Layer, aer_agent=Receiver ID')}`)).toMatchObject([
      { lines: [1, 2], fields: { layer: 'Transaction Layer', agent: 'Requester ID' } },
    ]);
  });

  test('the stream of a context fault', () => {
    const of = (text: string) => `[   15.300000] arm-smmu 64000000.iommu: ${text}\n`;
    const fault = of('Unhandled context fault: fsr=0x402, iova=0x40000000, fsynr=0x11, cbfrsynra=0x100, cb=3');
    const registers = (sid: string) => of(`FSR    = 00000402 [Format=2 TF], SID=0x${sid}`);
    expect(faultsOf(fault + registers('100'))).toMatchObject([{ lines: [1, 2], fields: { streamId: '0x100' } }]);
    expect(faultsOf(fault + registers('208'))).toMatchObject([{ lines: [1], fields: { streamId: '0x100' } }]);
  });

  test('the decoded line of an SMMUv3 record, and its access', () => {
    const of = (text: string) => `[   15.300000] arm-smmu-v3 arm-smmu-v3.3.auto: ${text}\n`;
    const decoded = (sid: string) =>
      of(`event: F_TRANSLATION client: (unassigned sid) sid: 0x${sid} ssid: 0x0 iova: 0x9000000 ipa: 0x0`);
    const access = (direction: string) => of(`unpriv data ${direction} s1 "Input address caused fault" stag: 0x0`);
    const first = of('event 0x10 received:') + of('\t0x0000010000000010') + decoded('100') + access('read');
    expect(faultsOf(first + access('write'))).toMatchObject([{ lines: [1, 2, 3, 4], fields: { access: 'read' } }]);
    expect(faultsOf(first + decoded('208') + access('write'))).toMatchObject([
      { lines: [1, 2, 3, 4], fields: { streamId: '0x100', access: 'read' } },
      { lines: [5, 6], fields: { streamId: '0x208', access: 'write' } },
    ]);
  });
});

test('of both status registers that a CPER section shows, the one of its severity tells', () => {
  const of = (text: string) => `[  412.000001] {7}[Hardware Error]: ${text}\n`;
  const section = (severity: string, correctable: string, uncorrectable: string) =>
    of(` Error 0, type: ${severity}`) +
    of('  section_type: PCIe error') +
    of('  device_id: 0000:40:01.0') +
    of(`  aer_cor_status: 0x${correctable}, aer_cor_mask: 0x0000e000`) +
    of(`  aer_uncor_status: 0x${uncorrectable}, aer_uncor_mask: 0x00310000`) +
    of('  aer_uncor_severity: 0x000e7030');
  const status = (text: string) => faultsOf(text).map(({ fields }) => fields.status);
  expect(status(section('corrected', '00000001', '00000000'))).toEqual(['0x1']);
  expect(status(section('corrected', '00000001', '00004000'))).toEqual(['0x1']);
  expect(status(section('fatal', '00002000', '00040000'))).toEqual(['0x40000']);
  const headless = (text: string) => text.slice(text.indexOf('\n') + 1);
  expect(status(headless(section('corrected', '00000001', '00000000')))).toEqual(['0x1']);
  expect(status(headless(section('fatal', '00000000', '00040000')))).toEqual(['0x40000']);
});

test('an event of AMD-Vi into which another record ran is not the event of that record', () => {
  const other =
    '[  172.725000] iommu ivhd0: ILLEGAL_DEV_TABLE_ENTRY device=c4:00.0 address=0x00000000fdf80000 flags=0x0a00]';
  const mixed = `[  172.725000] nvme 0000:3c:00.0: AMD-Vi: Event logged${other}\n [RMP_HW_ERROR spa=0xfefd2000, flags=0x0020]\n`;
  expect(faultsOf(mixed).filter(({ corrupted }) => corrupted === null)).toEqual([]);
});

test('a VT-d fault that was cut before its reason takes none from the record that ran into it', () => {
  const [head, other] = [
    '[    9.290000] DMAR: [DMA Read] Request device [3c:00.0] fault addr 7f3a4000 ',
    '[    9.290000] DMAR:[fault reason 05] PTE Write access is not set',
  ];
  const mixed = faultsOf(`${head}${other}\n[fault reason 12] non-zero reserved fields in PTE\n`);
  expect(mixed.filter(({ corrupted }) => corrupted === null)).toEqual([]);
  const old = head.replace('DMAR: [', 'dmar: DMAR:[');
  expect(faultsOf(`> ${old}${other}\n`)).toMatchObject([{ fields: { reason: 5 }, corrupted: null }]);
});

test('a driver whose name has blanks reports as others do', () => {
  const of = (text: string) => `[  412.000001] HDA Intel 0000:00:1b.0: ${text}\n`;
  const report =
    of('PCIe Bus Error: severity=Corrected, type=Physical Layer, id=00d8(Receiver ID)') +
    of('  device [8086:1c20] error status/mask=00000001/00002000') +
    of('   [ 0] Receiver Error         (First)');
  expect(faultsOf(report)).toMatchObject([{ lines: [1, 2, 3], fields: { status: '0x1', bits: ['Receiver Error'] } }]);
});

test('blanks that quoted-printable codes behind a bit are no part of its name', () => {
  const port = '[  412.000001] pcieport 0000:3a:00.0: ';
  const report =
    `${port}PCIe Bus Error: severity=3DCorrected, type=3DPhysical Layer, (Receiver ID)\n` +
    `${port}  device [8086:2030] error status/mask=3D00000001/00002000\n` +
    `${port}   [ 0] RxErr=20=20=20=20=20=20=20=\n=20=20=20=20=20\n(First)\n`;
  expect(faultsOf(report)).toMatchObject([{ fields: { status: '0x1', bits: ['RxErr'] }, corrupted: null }]);
});

describe('reports into which lines of other devices run', () => {
  const of = (device: string, text: string) => `[  412.000001] ${device}: ${text}\n`;
  const [one, other] = ['pcieport 0000:3a:00.0', 'nvme 0000:5b:00.0'];
  const head = (device: string) => of(device, 'PCIe Bus Error: severity=Corrected, type=Physical Layer, (Receiver ID)');
  const status = (device: string, value: string) =>
    of(device, `  device [8086:2030] error status/mask=${value}/00002000`);
  const bit = (device: string, name: string) => of(device, `   ${name}`);
  const told = (...blocks: readonly string[]) =>
    faultsOf(...blocks).map(({ line, lines, fields }) => [line, lines, fields.status ?? null, fields.bits ?? null]);
  const blocksOf = (text: string) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => `${line}\n`);

  test.each([
    [
      'two functions report at once',
      head(one) +
        head(other) +
        status(one, '00000041') +
        status(other, '00001000') +
        bit(one, '[ 0] RxErr') +
        bit(other, '[12] Timeout') +
        bit(one, '[ 6] BadTLP'),
      [
        [1, [1, 3, 5, 7], '0x41', ['RxErr', 'BadTLP']],
        [2, [2, 4, 6], '0x1000', ['Timeout']],
      ],
    ],
    [
      'another device fails meanwhile',
      head(one) +
        status(one, '00000001') +
        of('xhci_hcd 0000:00:14.0', 'HC died; cleaning up') +
        bit(one, '[ 0] RxErr'),
      [
        [1, [1, 2, 4], '0x1', ['RxErr']],
        [3, [3], null, null],
      ],
    ],
    [
      'the same function reports again',
      head(one) + head(other) + status(one, '00000001') + head(one) + status(one, '00000040') + bit(one, '[ 6] BadTLP'),
      [
        [1, [1, 3], '0x1', []],
        [2, [2], null, []],
        [4, [4, 5, 6], '0x40', ['BadTLP']],
      ],
    ],
    [
      'a line that comes too late is of none',
      `${head(one)}${head(other)}${'[  412.000002] usb 1-1: new device\n'.repeat(14)}${bit(one, '[ 0] RxErr')}`,
      [
        [1, [1], null, []],
        [2, [2], null, []],
      ],
    ],
  ])('%s', (_, text, facts) => {
    expect(told(text)).toEqual(facts);
    expect(told(...blocksOf(text))).toEqual(facts);
  });

  test('a boot that begins ends them all', () => {
    const boot = '[    0.000000] Linux version 6.12.30 (q@q) #1 SMP\n';
    const facts = factsOf(head(one) + head(other) + boot + status(one, '00000001'));
    expect(facts.filter(({ fault }) => fault)).toMatchObject([{ lines: [1] }, { lines: [2] }]);
    expect(facts.findIndex(({ kind }) => kind === 'boot-started')).toBeGreaterThan(
      facts.findLastIndex(({ kind }) => kind === 'pcie-error'),
    );
  });
});

describe('below VMD a message has the id of VMD', () => {
  const of = (text: string) => `[  412.000001] pcieport 10003:00:00.0: ${text}\n`;
  const report =
    of('PCIe Bus Error: severity=Corrected, type=Data Link Layer, id=0000(Receiver ID)') +
    of('  device [8086:2030] error status/mask=00000040/00002000');

  test.each(['AER: Corrected error received: id=ae00', 'AER: Corrected error message received from 10003:ae:00.0'])(
    '%s: the port is told, and its report says what it was',
    (notice) => {
      expect(faultsOf(of(notice))).toMatchObject([{ bdf: '10003:00:00.0', fields: { requester: null } }]);
      expect(faultsOf(of(notice) + report)).toMatchObject([
        { bdf: '10003:00:00.0', fields: { status: '0x40', requester: '10003:00:00.0' } },
      ]);
    },
  );
});

describe('a report of firmware that has no number', () => {
  const of = (text: string) => `[    1.210199] [Hardware Error]: ${text}\n`;
  const source = of('Hardware error from APEI Generic Hardware Error Source: 5');
  const section = of(' Error 0, type: fatal') + of('  section_type: PCIe error') + of('  device_id: 0000:40:01.0');
  const others = '[    1.210200] usb 1-1: new device\n'.repeat(20);

  test('is of this boot where its source is named, else of the one before', () => {
    expect(faultsOf(source + of('event severity: fatal') + section)).toMatchObject([
      { kind: 'hardware-error', lines: [1, 2], fields: { previousBoot: false } },
      { kind: 'pcie-error', lines: [1, 3, 4, 5], bdf: '0000:40:01.0', fields: { severity: 'fatal' } },
    ]);
    expect(faultsOf(section)).toMatchObject([{ kind: 'hardware-error', fields: { previousBoot: true } }]);
  });

  test('its source is that of no later one, wherever a block ends', () => {
    for (const blocks of [[source + others + section], [source, others, section]])
      expect(faultsOf(...blocks)).toMatchObject([{ kind: 'hardware-error', fields: { previousBoot: true } }]);
  });
});

test('a severity that was cut is none, and no section begins with it', () => {
  const [head, device] = [
    '[  412.000001] {7}[Hardware Error]: section: 0, severity: 2, corr',
    '[  412.000002] {7}[Hardware Error]:   device_id: 0000:40:01.0',
  ];
  expect(faultsOf(`${head}ected\n${device}\n`)).toMatchObject([{ bdf: '0000:40:01.0' }]);
  expect(faultsOf(`${head}${device}\nected\n`)).toEqual([]);
});

test('a report that is open when a crash kernel begins is told', () => {
  const panic = '[  842.770001] Kernel panic - not syncing: Fatal exception\n';
  const event =
    '[  842.780001] arm-smmu-v3 arm-smmu-v3.3.auto: event: F_STE_FETCH client: 0000:3b:00.0 sid: 0x3b00 ssid: 0x0 fetch_addr: 0xfdf80000\n';
  expect(faultsOf(`${panic}${event}         Starting Kdump Vmcore Save Service...\n`)).toMatchObject([
    { kind: 'panicked' },
    { kind: 'iommu-fault', bdf: '0000:3b:00.0', boot: 1 },
  ]);
});

describe('an open report is not gone on with', () => {
  const port = (time: string, text: string) => `[${time}] pcieport 0000:3a:00.0: AER: ${text}\n`;
  const notice = port('    8.332000', 'Corrected error received: 0000:3b:00.0');
  const end = (time: string) => port(time, "can't find device of ID3b00");
  const linesOf = (text: string) => faultsOf(text).map(({ lines }) => lines);

  test('by the next kernel, whose clock went back, whether or not the log shows the end of the one before', () => {
    const down = '[    7.621000] reboot: Power down\n';
    expect(linesOf(notice + end('    8.332100'))).toEqual([[1, 2]]);
    expect(linesOf(notice + end('    1.130814'))).toEqual([[1]]);
    expect(linesOf(down + notice + end('    1.130814'))).toEqual([[2]]);
    const early = '[    1.130814] EEH: PCI Enhanced I/O Error Handling Enabled\n[    1.130900] Command line: ro\n';
    expect(linesOf(notice + early + end('    8.342000'))).toEqual([[1]]);
  });

  test('by a line that is stamped where its first was not', () => {
    const [head, rest] = [
      'AMD-Vi: Event logged [Device not attached to domain properly]\n',
      'AMD-Vi:   device=0000:0b:00.0 domain=0x000e\n',
    ];
    expect(faultsOf(head + rest)).toMatchObject([{ bdf: '0000:0b:00.0' }]);
    expect(faultsOf(`${head}[    2.000000] ${rest}`)).toMatchObject([{ bdf: null, corrupted: 'truncated' }]);
  });

  test('by a line that names a host where its first named none, whichever host spoke before', () => {
    const [head, rest] = ['[    8.079000] Kernel command line: a=1 \\\n', '[    8.089000] Kernel command line: b=2\n'];
    const of = (host: string, text: string) => `2026-11-23T08:02:28+0000 ${host} kernel: ${text}`;
    const told = (text: string) =>
      factsOf(text)
        .filter(({ kind }) => kind === 'command-line')
        .map(({ fields }) => fields.commandLine)
        .toSorted();
    expect(told(head + rest)).toEqual(['a=1 b=2']);
    expect(told(of('v', head) + rest)).toEqual(['a=1 b=2']);
    for (const before of ['', of('v', '[    8.000000] EEH: dead IOC detected\n'), of('w', '[    8.000000] x\n')])
      for (const host of ['v', 'w']) expect(told(before + head + of(host, rest))).toEqual(['a=1 \\', 'b=2']);
    const between = of('w', '[    8.080000] Command line: c=3\n');
    for (const before of ['', of('v', '[    8.000000] EEH: dead IOC detected\n')])
      expect(told(before + head + between + rest)).toEqual(['a=1 \\', 'b=2', 'c=3']);
  });
});

test('what is said before a damaged line is told before it, however the log is cut', () => {
  const lines = ['[    0.000000] Command line: ro\n', '\n', `${'\0'.repeat(70)}\n`, '[    0.100000] x\n'];
  const kinds = (...blocks: readonly string[]) => factsOf(...blocks).map(({ kind, line }) => [kind, line]);
  expect(kinds(lines.slice(0, 2).join(''), lines.slice(2).join(''))).toEqual(kinds(lines.join('')));
  expect(kinds(...lines)).toEqual(kinds(lines.join('')));
});

test('the clock of the boot before is that of the last record on its line, however the log is cut', () => {
  const lines = [
    '[    9.035574] x\n',
    '[    9.100000] bootconsole [earl[    9.267708] EEH: dead IOC detected\n',
    '[    0.000000] Linux version 6.1.0 (b@h) #1 SMP\n',
  ];
  const before = (facts: readonly Fact[]) => facts.find(({ kind }) => kind === 'boot-started')?.fields.timeBefore;
  expect(before(factsOf(lines.join('')))).toBe(9.267708);
  expect(before(factsOf(...lines))).toBe(9.267708);
});

test('a line that begins as the stamp of the one before it is no rest of that, wherever a block ends', () => {
  const [line, next] = ['2026-11-23T08:05:07,250000+00:00 Kernel command line: root=/dev/sdb1\n', '2026=1 quiet\n'];
  const told = (...blocks: readonly string[]) => factsOf(...blocks).map(({ fields }) => fields.commandLine);
  expect(told(line + next)).toEqual(['root=/dev/sdb1']);
  expect(told(line, next)).toEqual(['root=/dev/sdb1']);
  expect(told(line, next.replace('2026', 'x'))).toEqual(['root=/dev/sdb1 x=1 quiet']);
});

test('a mailer broke a line where it compares', () => {
  const text = 'pci 0000:c1:00.0: BAR 2: error updating (high 0x00000000 !=\n0xffffffff)\npci 0000:c1:00.0: x\n';
  expect(faultsOf(text)).toMatchObject([
    { kind: 'config-ignored', bdf: '0000:c1:00.0', fields: { read: '0xffffffff' }, lines: [1, 2] },
  ]);
});

test('a mailer broke a line behind its device, and once more', () => {
  const lines = [
    'Jan  5 06:18:52 web-17 kernel: [ 5306.524979] pcieport 0000:00:06.1:',
    'PCIe Bus Error: severity=Corrected, type=Data Link Layer, (Receiver',
    'ID)',
    'Jan  5 06:18:52 web-17 kernel: [ 5306.625979] usb 1-1: new device',
    '',
  ];
  const error = { kind: 'pcie-error', bdf: '0000:00:06.1', fields: { agent: 'Receiver ID' }, lines: [1, 2, 3] };
  for (let at = 1; at < lines.length; at++)
    expect(faultsOf(`${lines.slice(0, at).join('\n')}\n`, lines.slice(at).join('\n'))).toMatchObject([error]);
});

describe('a remark of whoever pasted the log', () => {
  test.each([
    ['behind a line', '[    7.200000] bnx2x: probe of 0000:86:00.1 failed with error -22   <--- here'],
    [
      'broken by a mailer',
      '[    7.200000] bnx2x: probe of 0000:86:00.1 failed with error -22  [<<<=\n=== what I mean]',
    ],
    ['behind the rest of a line', '[    7.200000] bnx2x: probe of 0000:86:00.1\nfailed with error -22 <=== here'],
  ])('%s', (_, text) => {
    expect(faultsOf(`${text}\n${OTHER}\n`)).toMatchObject([
      { kind: 'probe-failed', bdf: '0000:86:00.1', fields: { error: -22 }, corrupted: null },
    ]);
  });

  test('inside a report', () => {
    const report = [
      '[   54.383034] igb 0000:a9:00.1: AER: aer_status: 0x00004000, aer_mask: 0x00000000',
      '[   54.390000] igb 0000:a9:00.1: AER:    [14] CmpltTO                (First)   <--- this',
    ];
    expect(faultsOf(`${report.join('\n')}\n${OTHER}\n`)).toMatchObject([{ fields: { bits: ['CmpltTO'] } }]);
  });
});
