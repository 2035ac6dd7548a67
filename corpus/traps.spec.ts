/** The traps of kernel messages, one test each: what looks alike and is not, what looks different and is the same. */
import { createReader, endOfSource, type Fact, readBlock } from '#core';
import {
  bootText,
  CRASH,
  deviceOf,
  enumerated,
  kexeced,
  onlyHandoff,
  reportOn,
  translating,
} from '../libs/core/src/testing/log';

const factsIn = (...lines: readonly string[]): Fact[] => {
  const reader = createReader('log');
  const text = `${lines.join('\n')}\n`;
  return [...readBlock(reader, { source: 'log', firstLine: 1, text }), ...endOfSource(reader)].filter(
    ({ kind }) => kind !== 'driver-spoke' && kind !== 'line-unknown',
  );
};
const at = (seconds: number, text: string) => `[${seconds.toFixed(6).padStart(12)}] ${text}`;
const kinds = (...lines: readonly string[]) => factsIn(...lines).map(({ kind }) => kind);
const one = (...lines: readonly string[]): Fact => {
  const facts = factsIn(...lines);
  expect(facts).toHaveLength(1);
  return facts[0] as Fact;
};

test('trap 1: a kexec begins with a bare line to 3.12 and with kexec_core since', () => {
  expect(kinds('Starting new kernel')).toEqual(['kexec-started']);
  expect(kinds(at(9, 'kexec: Starting new kernel'))).toEqual(['kexec-started']);
  expect(kinds(at(9, 'kexec_core: Starting new kernel'))).toEqual(['kexec-started']);
});

test('trap 2: what the old kernel says last differs by architecture', async () => {
  for (const last of ['Bye!', 'kexec: Starting switchover sequence.', 'kexec_core: Starting new kernel']) {
    const report = await reportOn({ lines: [...enumerated, [12.5, last]] }, { release: '6.12.0', lines: enumerated });
    expect(onlyHandoff(report).kind).toBe('kexec');
  }
});

test('trap 3: a boot may begin before its banner', () => {
  const facts = factsIn(
    at(20, 'last words'),
    at(0, 'Booting Linux on physical CPU 0x0'),
    at(0, 'Linux version 6.1.0 (x@y) #1'),
  );
  expect(new Set(facts.map(({ boot }) => boot)).size).toBe(1);
  expect(facts.at(-1)).toMatchObject({
    kind: 'boot-started',
    lines: [2, 3],
    fields: { firstLine: 2, release: '6.1.0' },
  });
});

test('trap 4: without elfcorehdr= other signs tell a kdump kernel', async () => {
  const crashed = {
    lines: [...enumerated, [12.5, 'Kernel panic - not syncing: x'], [12.6, 'Starting crashdump kernel...']],
  } as const;
  const arm = { lines: [[0, 'Reserving 4KB of memory at 0xff7fe000 for elfcorehdr'], ...enumerated] } as const;
  expect(onlyHandoff(await reportOn(crashed, arm)).kind).toBe('kdump');
  expect(onlyHandoff(await reportOn(crashed, { commandLine: CRASH, lines: enumerated })).kind).toBe('kdump');
});

test('trap 5: a command line that goes on in the next record is one', () => {
  const facts = factsIn(
    at(0.08, 'Kernel command line: root=/dev/sda1 ro \\'),
    at(0.08, 'Kernel command line: elfcorehdr=0x5df5d000'),
  );
  expect(facts).toMatchObject([
    { lines: [1, 2], fields: { commandLine: 'root=/dev/sda1 ro elfcorehdr=0x5df5d000', elfcorehdr: true } },
  ]);
});

test('trap 6: one DMAR fault in five shapes is one fact', () => {
  const shapes = [
    [
      'DMAR: [DMA Write NO_PASID] Request device [3b:00.0] fault addr 0x7f3a2000 [fault reason 0x0c] non-zero reserved fields in PTE',
    ],
    [
      'DMAR: [DMA Write PASID 0xffffffff] Request device [3b:00.0] fault addr 0x7f3a2000 [fault reason 0x0c] non-zero reserved fields in PTE',
    ],
    [
      'DMAR: [DMA Write] Request device [3b:00.0] PASID ffffffff fault addr 7f3a2000 [fault reason 12] non-zero reserved fields in PTE',
    ],
    [
      'DMAR: [DMA Write] Request device [3b:00.0] fault addr 7f3a2000 [fault reason 12] non-zero reserved fields in PTE',
    ],
    [
      'dmar: DMAR:[DMA Write] Request device [3b:00.0] fault addr 7f3a2000 ',
      'DMAR:[fault reason 12] non-zero reserved fields in PTE',
    ],
  ];
  const facts = shapes.map((lines) => one(...lines.map((line) => at(9, line))));
  const [first, ...others] = facts.map(({ kind, bdf, fields }) => JSON.stringify({ kind, bdf, fields }));
  expect(others).toEqual(Array(4).fill(first));
  expect(facts[0]).toMatchObject({ bdf: '0000:3b:00.0', fields: { reason: 12, pasid: null } });
});

test('trap 7: only a page fault’s prefix names the culprit; an event may take two records; UNKNOWN has no bracket', () => {
  const event = (prefix: string, text: string) => one(at(9, `${prefix}AMD-Vi: Event logged [${text}`));
  expect(event('nvme 0000:3b:00.0: ', 'IO_PAGE_FAULT domain=0x000e address=0xfefd2000 flags=0x0020]').bdf).toBe(
    '0000:3b:00.0',
  );
  expect(event('', 'IO_PAGE_FAULT device=0000:3b:00.0 domain=0x000e address=0xfefd2000 flags=0x0020]').bdf).toBe(
    '0000:3b:00.0',
  );
  expect(event('pci 0000:00:00.2: ', 'ILLEGAL_COMMAND_ERROR address=0x1000]').bdf).toBeNull();
  expect(
    event('iommu ivhd0: ', 'UNKNOWN event[0]=0x00000001 event[1]=0x00000002 event[2]=0x00000003 event[3]=0x00000004')
      .corrupted,
  ).toBeNull();
  const two = one(
    at(9, 'AMD-Vi: Event logged ['),
    at(9, 'IO_PAGE_FAULT device=3b:00.0 domain=0x0015 address=0x00000000bd8a2000 flags=0x0030]'),
  );
  expect(two).toMatchObject({ bdf: '0000:3b:00.0', lines: [1, 2], corrupted: null });
});

test('trap 8: five raw records are one SMMUv3 event; an event queue that is off makes silence mean nothing', () => {
  const words = ['0x00003b0000000010', '0x0000020800000000', '0x00000000fdf80000', '0x0000000000000000'];
  const smmu = (text: string) => at(9, `arm-smmu-v3 arm-smmu-v3.3.auto: ${text}`);
  const fact = one(smmu('event 0x10 received:'), ...words.map((word) => smmu(`\t${word}`)));
  expect(fact).toMatchObject({ lines: [1, 2, 3, 4, 5], fields: { streamId: '0x3b00', address: '0xfdf80000' } });
  expect(kinds(smmu('no evtq irq - events will not be reported!'))).toEqual(['events-off']);
});

test('trap 9: a PHB is decimal in PHB4’s diagnostics and in old tags, hex elsewhere', () => {
  expect(one(at(9, 'PHB4 PHB#33 Diag-data (Version: 1)')).fields.phb).toBe('21');
  expect(one(at(9, 'EEH: Frozen PHB#21-PE#fd detected')).fields).toMatchObject({ phb: '21', pe: 'fd' });
  expect(one(at(9, 'pci 0001:01:00.0: [PE# 003] Associated device to PE')).fields.pe).toBe('3');
  expect(one(at(9, 'pci 0001:01:00.0: [PE# 253] Associated device to PE')).fields.pe).toBe('fd');
});

test('trap 10: PE and PHB come in either order; from 5.10 on an episode begins with Recovering', () => {
  const frozen = { kind: 'pe-frozen', fields: { phb: '1', pe: 'fd' } };
  expect(one(at(9, 'EEH: Frozen PE#fd on PHB#1 detected'))).toMatchObject(frozen);
  expect(one(at(9, 'EEH: Frozen PHB#1-PE#fd detected'))).toMatchObject(frozen);
  expect(one(at(9, 'EEH: Recovering PHB#1-PE#fd'))).toMatchObject({ kind: 'eeh-recovering', fault: true });
  expect(one(at(9, 'EEH: Notify device driver to resume'))).toMatchObject({ kind: 'eeh-recovered', fault: false });
});

test('trap 11: a failure handled at the parent is the parent’s', () => {
  const fact = one(at(9, 'EEH: Failure of PHB#1-PE#fb will be handled at parent PHB#1-PE#fb.'));
  expect(fact).toMatchObject({ kind: 'pe-frozen', fields: { phb: '1', pe: 'fb' } });
});

test('trap 12: EEH names devices in ways of its own', () => {
  const reports = "nvme driver reports: 'need reset'";
  expect(one(at(9, `PCI 0001:01:00.0#00fd: EEH: ${reports}`)).bdf).toBe('0001:01:00.0');
  expect(one(at(9, `EEH: PE#fd (PCI 0001:01:00.0): ${reports}`)).bdf).toBe('0001:01:00.0');
});

test('trap 13: registers behind a diagnostic header are no facts of their own', () => {
  expect(
    kinds(at(9, 'PHB3 PHB#1 Diag-data (Version: 1)'), at(9, 'PhbSts:      0000001c00000000 0000001c00000000')),
  ).toEqual(['eeh-step']);
});

test('trap 14: AER in old and new words, with and without its prefix, is one report', () => {
  const report = (head: string, bits: string) => [
    at(9, `nvme 0000:3b:00.0: ${head}`),
    at(9, 'nvme 0000:3b:00.0:   device [144d:a808] error status/mask=00100000/00000000'),
    at(9, `nvme 0000:3b:00.0:    ${bits}    (First)`),
  ];
  const old = one(
    ...report(
      'PCIe Bus Error: severity=Uncorrected (Non-Fatal), type=Transaction Layer, id=3b00(Requester ID)',
      '[20] Unsupported Request',
    ),
  );
  const now = one(
    ...report(
      'AER: PCIe Bus Error: severity=Uncorrectable (Non-Fatal), type=Transaction Layer, (Requester ID)',
      '[20] UnsupReq',
    ),
  );
  expect(old.fields).toMatchObject({ severity: 'nonfatal', status: '0x100000', bits: ['Unsupported Request'] });
  expect(now.fields).toMatchObject({ severity: 'nonfatal', status: '0x100000', bits: ['UnsupReq'] });
  expect(now.lines).toEqual([1, 2, 3]);
});

test('trap 15: AER’s recovery writes the function after a colon', () => {
  expect(one(at(9, 'AER recover: Can not find pci_dev for 0000:09:00:0')).bdf).toBe('0000:09:00.0');
});

test('trap 16: `(no details found` may lack its other half', () => {
  for (const end of ['(no details found', '(no details found)']) {
    const fact = one(at(9, `pcieport 0000:3a:00.0: AER: Correctable error message received from 0000:3b:00.0 ${end}`));
    expect(fact).toMatchObject({ kind: 'pcie-error', bdf: '0000:3b:00.0', corrupted: null });
  }
});

test('trap 17: waiting for a reset and waiting at enumeration are two events', () => {
  expect(one(at(9, 'pci 0000:3b:00.0: not ready 1023ms after FLR; waiting')).fields).toEqual({
    ms: 1023,
    method: 'FLR',
  });
  expect(one(at(9, 'pci 0000:3b:00.0: not ready after 1023ms; waiting')).fields).toEqual({
    ms: 1023,
    method: 'enumeration',
  });
});

test('trap 18: a failed probe in both shapes is one fact', () => {
  const [old, now] = [
    one(at(9, 'mlx5_core: probe of 0000:3b:00.0 failed with error -110')),
    one(at(9, 'mlx5_core 0000:3b:00.0: probe with driver mlx5_core failed with error -110')),
  ];
  expect({ ...old, source: '' }).toEqual({ ...now, source: '' });
});

test('trap 19: what a kexec switches off is silent; what it left on is read from the incoming kernel', async () => {
  const report = await reportOn(
    { lines: [...enumerated, ...translating, ...kexeced] },
    { lines: [...enumerated, ...translating, [2.1, 'e1000e 0000:01:00.0: enabling device (0006 -> 0007)']] },
  );
  expect(deviceOf(report).policy).toBe('shutdown');
  expect(deviceOf(report, '0000:02:00.0').policy).toBe('shutdown+bus-master-off');
  expect(one(at(9, 'e1000e 0000:01:00.0: enabling device (0006 -> 0007)')).fields).toEqual({
    from: '0006',
    to: '0007',
  });
});

test('trap 20: prefixes that are no addresses lead to one', () => {
  const bdfs = factsIn(
    at(1, 'pci 0000:02:00.0: reg 0x14: [mem 0xc7340000-0xc734ffff 64bit]'),
    at(1, 'pci 0000:00:1f.2: BAR 5 [mem 0xf7c36000-0xf7c367ff]'),
    at(1.7, 'mpt3sas_cm0: iomem(0x00000000c7340000), mapped(0x00000000a1b2c3d4), size(65536)'),
    at(1.8, 'nvme nvme0: pci function 0000:03:00.0'),
    at(1.9, 'ata1: SATA max UDMA/133 abar m2048@0xf7c36000 port 0xf7c36100 irq 27'),
    at(5, 'mpt3sas_cm0: SAS host is non-operational !!!!'),
    at(5, 'nvme nvme0: Removing after probe failure status: -5'),
    at(5, 'ata1.00: failed to IDENTIFY (I/O error, err_mask=0x4)'),
    at(5, 'qla2xxx [0000:af:00.0]-00d6:1: Failed to initialize adapter - Adapter flags 2.'),
    at(5, 'lpfc 0000:5e:00.0: 0:1408 Port Failed POST - portsmphr=0xffffffff, perr=x1'),
    at(5, 'mlx5_core 0000:3b:00.0: mlx5_health_check_fatal_sensors:400:(pid 7): Fatal error 1 detected'),
  )
    .filter(({ fault }) => fault)
    .map(({ bdf }) => bdf);
  expect(bdfs).toEqual([
    '0000:02:00.0',
    '0000:03:00.0',
    '0000:00:1f.2',
    '0000:af:00.0',
    '0000:5e:00.0',
    '0000:3b:00.0',
  ]);
});

test('trap 20: a name is its device’s for one boot only', () => {
  const facts = factsIn(
    at(1.8, 'nvme nvme0: pci function 0000:03:00.0'),
    at(0, 'Linux version 6.1.0 (x@y) #1 SMP'),
    at(5, 'nvme nvme0: Removing after probe failure status: -5'),
  );
  expect(facts.at(-1)).toMatchObject({ kind: 'device-failed', bdf: null });
});

test('trap 21: a device is known by its address, whatever word stands before it', async () => {
  const fault = (word: string) =>
    one(at(9, `${word} 0000:01:00.0: AMD-Vi: Event logged [IO_PAGE_FAULT domain=0x0 address=0x1000 flags=0x0020]`));
  expect(fault('pci').bdf).toBe(fault('e1000e').bdf);
});

test('trap 22: a record of several lines is one, however its lines are written', () => {
  const failed = 'EEH: PHB#1-PE#fd has failed 6 times in the';
  const rest = ['last hour and has been permanently disabled.', 'Please try reseating or replacing it.'];
  expect(kinds(at(9, failed), ...rest.map((line) => at(9, line)))).toEqual(['eeh-failed']);
  expect(kinds(at(9, failed), ...rest.map((line) => `               ${line}`))).toEqual(['eeh-failed']);
  expect(kinds(`3,900,9000000,-;${[failed, ...rest].join('\\x0a')}`)).toEqual(['eeh-failed']);
});

test('trap 23: callers are padded, with and without a blank between the brackets', () => {
  for (const caller of ['[   12.345678][  T123] ', '[   12.345678] [  T123] ', '[   12.345678][    C0] '])
    expect(one(`${caller}EEH: dead IOC detected`)).toMatchObject({ kind: 'phb-frozen', time: 12.345678 });
});

test('trap 24: suppressed callbacks are said, and counts are lower bounds', () => {
  expect(one(at(9, 'dmar_fault: 120 callbacks suppressed'))).toMatchObject({
    kind: 'callbacks-suppressed',
    fields: { count: 120 },
  });
});

test('trap 25: console-ramoops is read as the console', () => {
  const text = bootText({ lines: [...enumerated, ...kexeced] });
  expect(factsIn(...text.split('\n').map((line) => `<6>${line}`)).map(({ kind }) => kind)).toEqual(
    factsIn(...text.split('\n')).map(({ kind }) => kind),
  );
});

test('trap 26: a kexec that failed is followed by a plain reboot', async () => {
  const asked = [
    [12, 'systemd-shutdown[1]: Rebooting with kexec.'],
    [12.1, 'systemd-shutdown[1]: Rebooting.'],
    [12.2, 'reboot: Restarting system'],
  ] as const;
  const report = await reportOn({ lines: [...enumerated, ...asked] }, 'SeaBIOS (version 1.16.2)', {
    lines: enumerated,
  });
  expect(onlyHandoff(report).kind).toBe('firmware');
});

test('trap 27: tables found and not copied are a kexec’s, tables copied a crash kernel’s', () => {
  expect(kinds(at(0.8, 'DMAR: Translation was enabled for dmar0 but we are not in kdump mode'))).toEqual([
    'tables-discarded',
  ]);
  expect(kinds(at(0.8, 'AMD-Vi: Translation was enabled for IOMMU:0 but we are not in kdump mode'))).toEqual([
    'tables-discarded',
  ]);
  expect(kinds(at(0.8, 'DMAR: Copied translation tables from previous kernel for dmar0'))).toEqual(['tables-copied']);
});

describe('what template miners merge stays apart', () => {
  const apart = (a: string, b: string) => {
    const [left, right] = [one(at(9, a)), one(at(9, b))];
    expect(left.fields).not.toEqual(right.fields);
    return [left, right] as const;
  };

  test('IO_PAGE_FAULT and ILLEGAL_DEV_TABLE_ENTRY', () => {
    const event = (name: string) => `AMD-Vi: Event logged [${name} device=0000:3b:00.0 address=0x1000 flags=0x0020]`;
    const [page, entry] = apart(event('IO_PAGE_FAULT'), event('ILLEGAL_DEV_TABLE_ENTRY'));
    expect([page.fields.reason, entry.fields.reason]).toEqual(['IO_PAGE_FAULT', 'ILLEGAL_DEV_TABLE_ENTRY']);
  });

  test('corrected and uncorrected', () => {
    const error = (severity: string) =>
      `nvme 0000:3b:00.0: PCIe Bus Error: severity=${severity}, type=Physical Layer, (Receiver ID)`;
    const [mended, fatal] = apart(error('Corrected'), error('Uncorrected (Fatal)'));
    expect([mended.fields.severity, fatal.fields.severity]).toEqual(['corrected', 'fatal']);
  });

  test('DMA write and DMA read', () => {
    const fault = (access: string, reason: string) =>
      `DMAR: [DMA ${access}] Request device [3b:00.0] fault addr 1000 [fault reason ${reason}] x`;
    const [write, read] = apart(fault('Write', '05'), fault('Read', '06'));
    expect([write.fields.access, read.fields.access]).toEqual(['write', 'read']);
  });
});
