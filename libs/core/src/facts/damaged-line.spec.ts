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
