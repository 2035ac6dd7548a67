/** The engine: forms, boots, gaps, damage; what tables.spec.ts does not see. */
import fc from 'fast-check';
import type { Fact } from './fact';
import { createReader, endOfSource, fileReport, type ReaderState, readBlock } from './read-facts';

const FAULT =
  'DMAR: [DMA Read NO_PASID] Request device [02:00.0] fault addr 0x5778000 [fault reason 0x06] PTE Read access is not set';
const BANNER = 'Linux version 6.1.0-56-amd64 (builder@host) (gcc-12 12.2.0) #1 SMP';

function read(text: string): { facts: Fact[]; state: ReaderState } {
  const state = createReader('x');
  return { facts: [...readBlock(state, { source: 'x', firstLine: 1, text }), ...endOfSource(state)], state };
}

function readByLine(text: string): Fact[] {
  const state = createReader('x');
  const lines = text.trimEnd().split('\n');
  const facts = lines.flatMap((line, at) => readBlock(state, { source: 'x', firstLine: at + 1, text: `${line}\n` }));
  return [...facts, ...endOfSource(state)];
}

const faults = (text: string) => read(text).facts.filter((fact) => fact.kind === 'iommu-fault');

const troubles = (facts: readonly Fact[]) => facts.filter(({ fault }) => fault);

describe('one fault in every form', () => {
  test.each([
    ['dmesg', `[    1.018540] ${FAULT}`],
    ['caller id, as the console pads it', `[    1.018540][    T1] ${FAULT}`],
    ['caller id, as dmesg(1) pads it', `[    1.018540] [   C10] ${FAULT}`],
    ['dmesg -r', `<3>[    1.018540] ${FAULT}`],
    ['dmesg -x', `kern  :err   : [    1.018540] ${FAULT}`],
    ['dmesg -T', `[Sun Nov 22 19:04:00 2026] ${FAULT}`],
    ['/dev/kmsg', `3,1103,1018540,-;${FAULT}`],
    ['/dev/kmsg with caller', `3,1103,1018540,-,caller=T812;${FAULT}`],
    ['netconsole extended with release', `6.12.9-amd64,3,1103,1018540,-;${FAULT}`],
    ['journalctl short', `Nov 22 19:04:00 web-17 kernel: ${FAULT}`],
    ['journalctl short-iso', `2026-11-22T19:04:00+0000 web-17 kernel: ${FAULT}`],
    ['journalctl short-monotonic', `[    1.018540] web-17 kernel: ${FAULT}`],
    [
      'journalctl json',
      JSON.stringify({ _TRANSPORT: 'kernel', MESSAGE: FAULT, PRIORITY: '3', _SOURCE_MONOTONIC_TIMESTAMP: '1018540' }),
    ],
    ['journalctl short-unix', `1795374240.123456 web-17 kernel: ${FAULT}`],
    ['dmesg --time-format iso', `2026-11-22T19:04:00,123456+00:00 ${FAULT}`],
    ['syslog file with stamp', `Nov 22 19:04:00 web-17 kernel: [    1.018540] ${FAULT}`],
    ['RFC 3164', `<3>Nov 22 19:04:00 web-17 kernel: ${FAULT}`],
    ['RFC 5424', `<3>1 2026-11-22T19:04:00.123456+00:00 web-17 kernel - - - ${FAULT}`],
    ['serial console', `[    1.018540] ${FAULT}\r`],
    ['behind escape codes', `\u001b[0m[    1.018540] ${FAULT}`],
    ['behind a login prompt', `web-17 login: [    1.018540] ${FAULT}`],
    ['conserver', `[Sat Mar  2 10:11:12 2024][    1.018540] ${FAULT}`],
    ['dmesg --json', `         "pri": 3,\n         "time":     1.018540,\n         "msg": "${FAULT}"`],
    ['docker', JSON.stringify({ log: `[    1.018540] ${FAULT}\n`, stream: 'stdout', time: '2026-11-22T19:04:00Z' })],
    ['rsyslog json', JSON.stringify({ host: 'web-17', severity: 'err', facility: 'kern', message: FAULT })],
    ['rsyslog json by tag', JSON.stringify({ tag: 'kernel:', msg: `[    1.018540] ${FAULT}` })],
    ['Vector', JSON.stringify({ host: 'web-17', message: FAULT, _TRANSPORT: 'kernel' })],
    ['Loki', JSON.stringify({ line: `[    1.018540] ${FAULT}`, timestamp: '2026-11-22T19:04:00Z' })],
    ['quoted in a mail', `> > [    1.018540] ${FAULT}`],
    ['indented', `\t[    1.018540] ${FAULT}`],
    ['no time stamps', FAULT],
  ])('%s', (_, line) => {
    expect(faults(line)).toMatchObject([
      { bdf: '0000:02:00.0', fields: { access: 'read', reason: 6, address: '0x5778000' } },
    ]);
  });

  test.each([
    ['/dev/kmsg', (head: string, tail: string) => `3,100,9215121,-;dmar: ${head}\\x0a${tail}`],
    [
      'journalctl json',
      (head: string, tail: string) => JSON.stringify({ _TRANSPORT: 'kernel', MESSAGE: `${head}\n${tail}` }),
    ],
    ['dmesg(1), which indents', (head: string, tail: string) => `[    9.215121] dmar: ${head}\n               ${tail}`],
    ['the console', (head: string, tail: string) => `[    9.215121] dmar: ${head}\n[    9.215121] ${tail}`],
  ])('a record of two text lines, as kernels to 3.17 print it: %s', (_, write) => {
    const text = write(
      'DMAR:[DMA Write] Request device [3b:00.0] fault addr 7f3a2000 ',
      'DMAR:[fault reason 05] PTE Write access is not set',
    );
    expect(faults(text)).toMatchObject([
      {
        bdf: '0000:3b:00.0',
        corrupted: null,
        lines: text.split('\n').map((_line, at) => at + 1),
        fields: { reason: 5 },
      },
    ]);
  });

  test('torn by a mailer', () => {
    const [fact, ...rest] = faults(
      `[    1.018540] DMAR: [DMA Read NO_PASID]\nRequest device [02:00.0] fault addr 0x5778000\n[fault reason 0x06] PTE Read access is not set`,
    );
    expect(fact).toMatchObject({ bdf: '0000:02:00.0', line: 1, lines: [1, 2, 3], corrupted: null });
    expect(rest).toEqual([]);
  });

  test('torn in many pieces, the first at a soft line break behind what reads like a value', () => {
    const text =
      '[ 1414.206081] DMAR: [DMA Write] Request device [02:00.0] fault ad=\ndr\n7f3a2000 [fault reason 05]\nPTE Write access is not set';
    expect(faults(text)).toMatchObject([
      { bdf: '0000:02:00.0', lines: [1, 2, 3, 4], fields: { address: '0x7f3a2000', reason: 5 }, corrupted: null },
    ]);
  });

  test.each([
    ['a line that says nothing', 'pcieport 0000:97:02.0: Intel SPT PCH root port ACS'],
    ['a torn one whose rest is lost', 'AMD-Vi: Event logged [IO_PAGE_FAULT device=02:00.0'],
  ])('torn by a mailer, behind %s', (_, before) => {
    const text = `${before}\nDMAR: [DMA Write] Request device [c9:05.0] fault addr\n7f3a2000 [fault reason 05] PTE Write access is not set`;
    expect(faults(text).at(-1)).toMatchObject({ bdf: '0000:c9:05.0', lines: [2, 3], corrupted: null });
  });

  test.each([
    ['with a report behind it', 'pcieport 0000:02:00.0:', 'DPC: containment event, status:0x1f11 source:0x0000'],
    ['of a platform device', 'arm-smmu-v3 arm-smmu-v3.0.auto:', 'event 0x10 received:'],
  ])('torn by a mailer behind a prefix %s, which says nothing', (_, prefix, rest) => {
    const text = `random: crng init done\nJul  2 00:36:54 gaia kernel: [    1.770310] ${prefix}\n${rest}\n`;
    for (const facts of [read(text).facts, readByLine(text)])
      expect(troubles(facts)).toMatchObject([{ lines: [2, 3], time: 1.77031 }]);
  });

  test.each([
    [
      'before the words that a row looks for',
      'pcieport',
      '0000:02:00.0: DPC: containment event, status:0x1f11 source:0x0000',
    ],
    [
      'in the midst of them',
      'DMAR: [DMA Write]',
      'Request device [02:00.0] fault addr ffe13000 [fault reason 05] PTE Write access is not set',
    ],
  ])('torn by a mailer %s', (_, head, rest) => {
    const stamp = 'Jul  2 00:36:54 gaia kernel: [    1.770310]';
    const text = `random: crng init done\n${stamp} ${head}\n${rest}\n`;
    for (const facts of [read(text).facts, readByLine(text)])
      expect(troubles(facts)).toMatchObject([{ bdf: '0000:02:00.0', lines: [2, 3], time: 1.77031, corrupted: null }]);
  });

  test('prose before a rest is no head of it', () => {
    const text = 'He said of pcieport\n0000:02:00.0: DPC: containment event, status:0x1f11 source:0x0000\n';
    expect(troubles(read(text).facts)).toEqual([]);
  });

  test('torn by a mailer behind the device: what the rest alone does not tell is in its head', () => {
    const text =
      'Jul  2 00:36:54 gaia kernel: [    1.770310] nvme 0000:02:00.0:\nAMD-Vi: Event logged [IO_PAGE_FAULT domain=0x000e address=0xfefd2000 flags=0x0020]\n';
    expect(troubles(read(text).facts)).toMatchObject([{ bdf: '0000:02:00.0', lines: [1, 2], corrupted: null }]);
  });

  test('a root port’s notice gives way to the report of the function that it named, and to nothing else', () => {
    const notice = 'pcieport 0000:00:1c.0: AER: Corrected error received: 0000:02:00.0\n';
    const reportOf = (device: string) =>
      `nvme ${device}: PCIe Bus Error: severity=Corrected, type=Physical Layer, (Receiver ID)\n`;
    const told = (text: string) => troubles(read(text).facts).map(({ line, bdf }) => [line, bdf]);
    expect(told(`${notice}${reportOf('0000:02:00.0')}`)).toEqual([[2, '0000:02:00.0']]);
    expect(told(`${notice}${reportOf('0000:03:00.0')}`)).toEqual([
      [1, '0000:02:00.0'],
      [2, '0000:03:00.0'],
    ]);
    expect(told(`${notice}${notice}`)).toEqual([
      [1, '0000:02:00.0'],
      [2, '0000:02:00.0'],
    ]);
  });

  test('a heading before a line is no prefix of it', () => {
    expect(faults(`This is what it says:\n${FAULT}`)).toMatchObject([{ lines: [2], bdf: '0000:02:00.0' }]);
  });

  test('torn by a mailer, as 5.10 prints it', () => {
    const text =
      '[    0.155758] DMAR: [DMA Write] Request device [39:00.0] PASID ffffffff fault\naddr 7a891000 [fault reason 05] PTE Write access is not set';
    expect(faults(text)).toMatchObject([
      { bdf: '0000:39:00.0', lines: [1, 2], fields: { reason: 5, pasid: null }, corrupted: null },
    ]);
  });

  test.each([
    [
      'in AMD-Vi’s event',
      'nvme 0000:02:00.0: AMD-Vi: Event logged [IO_PAGE_FAULT',
      'domain=0x0037 address=0x7b657064 flags=0x0000]',
    ],
    [
      'in DPC’s reason',
      'pcieport 0000:02:00.0: DPC: containment event, status:0x1f05,',
      'ERR_FATAL received from 0000:03:00.0',
    ],
    ['in a needle', 'pcieport 0000:02:00.0: AER: Uncorrected (Non-Fatal) error', 'received: 0000:02:00.0'],
    [
      'in the report’s head',
      'pcieport 0000:02:00.0: PCIe Bus Error: severity=Corrected,',
      'type=Physical Layer, (Receiver ID)',
    ],
    ['in a failed probe', 'nvme 0000:02:00.0: probe with driver nvme failed with', 'error -110'],
    ['where a terminal ends', 'nvme 0000:02:00.0: probe with driver nvme failed with err', 'or -110'],
    [
      'in a device of SMMU’s',
      'arm-smmu-v3 arm-smmu-v3.3.auto: event: F_TRANSLATION client:',
      '0000:02:00.0 sid: 0x200 ssid: 0x0 iova: 0x9000 ipa: 0x0',
    ],
  ])('torn by a mailer %s', (_, head, rest) => {
    for (const [before, quote] of [
      ['[    1.018540] ', ''],
      ['> [    1.018540] ', '> '],
      ['> > > > ', '> > > > '],
      ['', '  '],
      ['Nov 22 19:04:00 web-17 kernel: ', ''],
    ]) {
      const text = `${before}${head}\n${quote}${rest}\n${before}usb 1-1: new device\n`;
      const expected = [{ bdf: '0000:02:00.0', line: 1, lines: [1, 2], corrupted: null }];
      expect(troubles(read(text).facts)).toMatchObject(expected);
      expect(readByLine(text)).toEqual(read(text).facts);
      if (head.endsWith('err')) continue;
      const [coded, codedRest] = [head, rest].map((part) => part.replaceAll('=', '=3D'));
      const raw = `${before}${coded}=20\n${quote}${codedRest}\n${before}usb 1-1: new device\n`;
      expect(troubles(read(raw).facts)).toMatchObject(expected);
    }
  });

  test.each([
    ['a program', { tag: 'app:', message: FAULT }],
    ['nobody', { message: FAULT }],
    ['another facility', { facility: 'user', programname: 'logger', message: `[    1.018540] ${FAULT}` }],
  ])('JSON of %s is no word of the kernel', (_, entry) => {
    const { facts } = read(`${JSON.stringify(entry)}\n`);
    expect(facts.map(({ kind }) => kind)).toEqual(['fault-imitated']);
  });

  test('a second status is of another report, whose head was lost', () => {
    const at = '[   66.152000] nvme 0000:3b:00.0:';
    const { facts } = read(
      `${at} PCIe Bus Error: severity=Correctable, type=Physical Layer, (Receiver ID)\n${at}   device [144d:a808] error status/mask=00000001/0000e000\n${at}   device [144d:a808] error status/mask=00040000/00000000\n`,
    );
    expect(troubles(facts)).toMatchObject([{ lines: [1, 2], fields: { status: '0x1' } }]);
  });

  test.each([
    ['Uncorrected (Non-Fatal), type=Tra)', 'nonfatal', 'Tra'],
    ['Uncorrected (Non-Fata)', 'nonfatal', null],
    ['Uncorrected (Fat', 'fatal', null],
    ['Corrected, type=Physical L)', 'corrected', 'Physical L'],
  ])(
    'a report whose lines a terminal’s edge cut, its last character in the last column: %s',
    (cut, severity, layer) => {
      const at = '[   66.152000] nvme 0000:3b:00.0:';
      const details = `${at}   device [144d:a808] error status/mask=00100000\n${at}    [20] UnsupReq               (First)\n`;
      expect(troubles(read(`${at} PCIe Bus Error: severity=${cut}\n${details}`).facts)).toMatchObject([
        {
          ...{ kind: 'pcie-error', bdf: '0000:3b:00.0', lines: [1, 2, 3], corrupted: 'truncated' },
          fields: { severity, layer, status: '0x100000', mask: null, bits: ['UnsupReq'], vendorDevice: '144d:a808' },
        },
      ]);
    },
  );

  test('a severity that a report tells is not told otherwise by the register behind it', () => {
    const at = '[   66.152000] nvme 0000:3b:00.0:';
    const { facts } = read(
      `${at} PCIe Bus Error: severity=Uncorrected (Fatal), type=Inaccessible, (Unregistered Agent ID)\n${at} aer_uncor_severity: 0x00062030\n`,
    );
    expect(troubles(facts)).toMatchObject([{ lines: [1, 2], fields: { severity: 'fatal' } }]);
  });

  test.each([
    ['whole', '', [1]],
    ['with soft line breaks', '=\n', [1, 2, 3, 4]],
  ])('in quoted-printable, %s', (_, soft, lines) => {
    const event = `AMD-Vi: Event logged${soft} [IO_PAGE_FAULT device=3D0000:02:00.0${soft} domain=3D0x000d address=3D0x24${soft}5a0c0 flags=3D0x0070]`;
    const { facts } = read(`May 27 14:24:22 web-17 kernel: ${event}\nMay 27 14:24:22 web-17 kernel: usb 1-1: new\n`);
    expect(troubles(facts)).toMatchObject([
      { bdf: '0000:02:00.0', lines, corrupted: null, fields: { address: '0x245a0c0', flags: '0x70', domain: '0xd' } },
    ]);
  });

  test('a `=3D` in other text is what it is', () => {
    const line = '[    0.000000] Kernel command line: ro id=3D panic=10';
    expect(read(`${line}\n`).facts.at(-1)).toMatchObject({ fields: { commandLine: 'ro id=3D panic=10' } });
  });

  test('filled by a mailer with records of one after another: each is read, the last word of one is whole', () => {
    const records = [
      'EEH: Detected PCI bus error on PHB#384-PE#800000',
      'EEH: Notify device drivers to shutdown',
      ...['PE#800000 (PCI 0384:80:00.0)', 'PE#800000 (PCI 0384:80:00.1)'].map(
        (of) => `EEH: ${of}: Invoking bnx2x->error_detected(IO frozen)`,
      ),
      'EEH: Collect temporary log',
      'EEH: of node=0384:80:00.0',
    ];
    const apart = records.map((record, at) => `[ 3222.53751${at}] ${record}`);
    const [whole, filled] = [read(apart.join('\n')).facts, read(apart.join(' ')).facts];
    expect(whole).toHaveLength(records.length);
    expect(filled).toEqual(whole.map((fact) => ({ ...fact, line: 1, lines: [1] })));
  });

  test('a program’s words that a row knows are mended too', () => {
    const at = 'May 01 09:46:45 web-17';
    const { facts } = read(
      `${at} dracut-cmdline[154]: Using kernel command line\nparameters:  rd.lvm.lv=r/root\nelfcorehdr=0xfff000000 ro\n${at} systemd[1]: Started foo\n`,
    );
    expect(facts).toMatchObject([{ kind: 'kdump-sign', lines: [1, 2, 3], corrupted: null }]);
  });

  test('a command line goes on over the lines that a mailer made of it, and no further', () => {
    const head = '[    0.000000] Kernel command line: BOOT_IMAGE=/vmlinuz root=/dev/sda1';
    for (const [after, lines] of [
      ['[    0.000000] Dentry cache', [1, 2, 3]],
      ['This is what we see with pci=nomsi', [1, 2, 3]],
      ['', [1, 2, 3]],
    ] as const) {
      const text = `${head}\nelfcorehdr=0xfff000000 ro quiet\nreset_devices nr_cpus=1\n${after}\n`;
      const [fact] = read(text).facts.filter(({ kind }) => kind === 'command-line');
      expect(fact?.fields.commandLine).toMatch(
        /^BOOT_IMAGE=\/vmlinuz root=\/dev\/sda1 elfcorehdr=0xfff000000 ro quiet reset_devices nr_cpus=1/,
      );
      expect(fact?.fields.elfcorehdr).toBe(true);
      expect(fact?.lines.slice(0, 3)).toEqual(lines);
      expect(readByLine(text)).toEqual(read(text).facts);
    }
  });

  test('a command line goes on over soft line breaks, in a name and in a value', () => {
    const text =
      '[    0.000000] Kernel command line: root=3D/dev/sda1 irqpoll nr_cpus=\n' +
      '=3D1 reset_devices resume=3DUUID=3D64db-=\n8399-b3f3 ro=\n elfcorehdr=3D0xfff000000\n[    0.000000] Dentry cache\n';
    const [fact] = read(text).facts.filter(({ kind }) => kind === 'command-line');
    expect(fact?.fields).toEqual({
      commandLine:
        'root=/dev/sda1 irqpoll nr_cpus=1 reset_devices resume=UUID=64db-8399-b3f3 ro elfcorehdr=0xfff000000',
      elfcorehdr: true,
    });
    expect(readByLine(text)).toEqual(read(text).facts);
  });

  test.each([
    ['a rest that a mailer broke off', 'memmap=exactmap memmap=640K@0K elfcorehdr=30380K', [1, 2]],
    ['what a kernel says next', 'SLUB: HWalign=64, Order=0-3, MinObjects=0, CPUs=1, Nodes=1', [1]],
    ['a sentence with a value', 'memblock_of_the_image starts with size=4096 elfcorehdr=1 (kept)', [1]],
    ['what has no value', 'Misrouted-IRQ-fixup-and-polling-support was switched on', [1]],
  ])('a command line without stamps, and %s', (_, next, lines) => {
    const text = `Kernel command line: root=/dev/md1 init 1 irqpoll console=ttyS1,57600 \n${next}\nPID hash table entries: 512\n`;
    for (const facts of [read(text).facts, readByLine(text)])
      expect(facts.filter(({ kind }) => kind === 'command-line')).toMatchObject([
        { lines, fields: { elfcorehdr: lines.length > 1 } },
      ]);
  });

  test('a command line without stamps that is shorter than mailers leave one is whole; each of its rests is measured by itself', () => {
    const short = 'Kernel command line: root=/dev/md1 ro\nmemmap=640K@0K elfcorehdr=30380K\n';
    expect(read(short).facts).toMatchObject([{ lines: [1], fields: { elfcorehdr: false } }]);
    const long = 'Kernel command line: root=/dev/md1 init 1 irqpoll console=ttyS1,57600';
    const text = `${long}\nmemmap=640K@0K\nmemmap=3356K@16384K elfcorehdr=30380K\n`;
    expect(read(text).facts).toMatchObject([{ lines: [1, 2], fields: { elfcorehdr: false } }]);
  });

  test('torn in a report: its lines stay one fact’s', () => {
    const at = '[    1.018540] pcieport 0000:02:00.0:';
    const [fact, ...rest] = troubles(
      read(
        `${at} PCIe Bus Error: severity=Corrected, type=Physical\nLayer, (Receiver ID)\n${at}   device [8086:a115] error\nstatus/mask=00000001/00002000\n${at}    [ 0] RxErr\n`,
      ).facts,
    );
    expect(rest).toEqual([]);
    expect(fact).toMatchObject({
      lines: [1, 2, 3, 4, 5],
      corrupted: null,
      fields: { status: '0x1', bits: ['RxErr'], layer: 'Physical Layer' },
    });
  });

  test('what follows a line that says nothing is read for itself', () => {
    const text =
      'arm-smmu 64000000.iommu: Unhandled context fault: fsr=0x402,\nEEH: dead IOC detected\nEEH: dead IOC detected';
    expect(troubles(read(text).facts).map(({ line }) => line)).toEqual([2, 3]);
  });

  test('torn for good is corrupted, not another fault', () => {
    const facts = faults(
      `[    1.018540] DMAR: [DMA Read NO_PASID] Request device [02:\n[    1.019000] usb 1-1: new device`,
    );
    expect(facts).toMatchObject([{ bdf: null, corrupted: 'truncated' }]);
  });
});

test('user space that imitates a fault is none, in every form that names the facility', () => {
  const imitations = [
    `11,1103,1018540,-;${FAULT}`,
    `<11>[    1.018540] ${FAULT}`,
    `Nov 22 19:04:00 web-17 app[12]: ${FAULT}`,
    `user  :err   : [    1.018540] ${FAULT}`,
    JSON.stringify({ _TRANSPORT: 'stdout', MESSAGE: FAULT }),
  ];
  expect(imitations.flatMap(faults)).toEqual([]);
});

describe('boots', () => {
  test('in a journal each boot has an id: another one is another boot, though no first line is there', () => {
    const record = (id: string, seconds: number, text: string) =>
      JSON.stringify({
        ...{ MESSAGE: text, _TRANSPORT: 'kernel', _BOOT_ID: id, _SOURCE_MONOTONIC_TIMESTAMP: `${seconds}000000` },
      });
    const [old, young] = ['f6b7c2a41a0b4f1f9ef0a4e1d6a2f3b1', '0b51c7d23d3e4c0a8d8fb1d1b8d1a9c2'];
    const text = [record(old, 90, FAULT), record(old, 91, FAULT), record(young, 3, FAULT), record(young, 4, 'x')].join(
      '\n',
    );
    for (const facts of [read(`${text}\n`).facts, readByLine(text)])
      expect(facts.map(({ kind, boot, fields }) => [kind, boot, fields.bootId ?? null])).toEqual([
        ['iommu-fault', 1, null],
        ['boot-named', 1, old],
        ['iommu-fault', 1, null],
        ['iommu-fault', 2, null],
        ['boot-named', 2, young],
      ]);
  });
  test('a second banner is a second boot; lines before the first are the end of another', () => {
    const { facts } = read(
      `[   12.000000] kexec_core: Starting new kernel\n[    0.000000] ${BANNER}\n[    1.0]\n[    0.000000] ${BANNER}`,
    );
    expect(facts.filter((fact) => fact.kind === 'boot-started').map(({ boot, line }) => [boot, line])).toEqual([
      [2, 2],
      [3, 4],
    ]);
  });

  test.each([
    ['its banner', [BANNER]],
    ['its announcement', ['Booting Linux on physical CPU 0x0000000000 [0x411fd070]', BANNER]],
  ])('stamps stripped: %s behind a line that says nothing is no rest of that line', (_, start) => {
    const text = [BANNER, 'pci 0000:00:05.0: enabling Extended Tags', ...start, FAULT].join('\n');
    for (const facts of [read(text).facts, readByLine(text)])
      expect(facts.find(({ kind }) => kind === 'iommu-fault')?.boot).toBe(2);
  });
  test('arm64 announces itself before its banner', () => {
    const { facts } = read(
      `[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x411fd070]\n[    0.000000] ${BANNER}`,
    );
    expect(facts).toMatchObject([
      { kind: 'boot-started', boot: 1, lines: [1], fields: { firstLine: 1, release: null } },
      { kind: 'boot-started', boot: 1, lines: [1, 2], fields: { firstLine: 1, release: '6.1.0-56-amd64' } },
    ]);
  });

  test('an early console’s buffer printed again is the same boot, and what both print counts once', () => {
    const early = [
      `[    0.000000] ${BANNER}`,
      '[    0.000000] printk: bootconsole [earlyser0] enabled',
      `[    1.000000] ${FAULT}`,
    ];
    const { facts } = read([...early.slice(0, 2), ...early.slice(0, 2), early[2], early[2]].join('\n'));
    expect(facts.filter((fact) => fact.kind === 'boot-started')).toHaveLength(1);
    expect(facts.filter((fact) => fact.kind === 'iommu-fault')).toMatchObject([{ line: 5, lines: [5, 6], count: 1 }]);
  });

  test.each([
    'Apr 11 09:01:28 lab3 kdump-tools[512]:  * running makedumpfile -F -c -d 31 /proc/vmcore | compress > /var/crash/x',
    'Apr 11 09:01:28 lab3 kdump-tools[514]: The dumpfile is saved to STDOUT.',
    'Apr 11 09:01:28 lab3 kdump.sh[261]: kdump: saving to /sysroot/var/crash/127.0.0.1-2022-04-11/',
    'Apr 11 09:01:28 lab3 systemd[1]: Starting Kdump Vmcore Save Service...',
    '{"_TRANSPORT":"stdout","SYSLOG_IDENTIFIER":"kdump-tools","_PID":"514","MESSAGE":"The dumpfile is saved to STDOUT."}',
  ])('a crash kernel’s service at work, in its own log: %s', (line) => {
    expect(read(`${line}\n`).facts.map(({ kind }) => kind)).toEqual(['kdump-sign']);
  });

  test.each([
    'The dumpfile is saved to vmcore.short.',
    'kdump: saving to the disk of another machine takes long',
    'Apr 11 09:01:28 lab3 kdumpctl[514]: kdump: saved to nowhere',
    'Starting Kdump Vmcore Save Service failed',
  ])('no crash kernel’s service at work: %s', (line) => {
    expect(read(`${line}\n`).facts).toEqual([]);
  });

  describe('an early console whose buffer may be printed again', () => {
    const ANNOUNCED = '[    0.000000] Booting Linux on physical CPU 0x0000000100 [0x411fd0c1]';
    const EARLY = '[    0.000000] printk: legacy bootconsole [pl11] enabled';
    const start = (banner: string) => [ANNOUNCED, `[    0.000000] ${banner}`, EARLY];
    const boots = (lines: readonly string[]) => {
      const text = [...lines, ''].join('\n');
      expect(readByLine(text)).toEqual(read(text).facts);
      return read(text)
        .facts.filter(({ kind, fields }) => kind === 'boot-started' && fields.reason !== 'first-line')
        .map(({ boot, line, fields }) => [boot, line, fields.firstLine, fields.reason]);
    };
    const seen = `[    1.000000] ${FAULT}`;

    test('shows one boot, announced twice, whatever firmware said before it', () => {
      expect(boots([...start(BANNER), seen, ...start(BANNER), seen])).toEqual([[1, 2, 1, 'banner']]);
      expect(boots(['Starting kernel ...', '', ...start(BANNER), seen, ...start(BANNER), seen])).toEqual([
        [1, 4, 3, 'banner'],
      ]);
    });

    test('shows two where the banner is another kernel’s, from its announcement on', () => {
      const other = BANNER.replace('6.1.0', '6.2.0');
      expect(boots([...start(BANNER), seen, ...start(other), seen])).toEqual([
        [1, 2, 1, 'banner'],
        [2, 6, 5, 'banner'],
      ]);
    });

    test('prints nothing again of a kernel that is dead: a clock that goes back is the next one’s', () => {
      const dead = '[   12.500000] Kernel panic - not syncing: gone';
      expect(boots([...start(BANNER), dead, seen])).toEqual([
        [1, 2, 1, 'banner'],
        [2, 5, 5, 'time-reset'],
      ]);
      expect(boots([...start(BANNER), '[   12.500000] EEH: dead IOC detected', seen])).toHaveLength(1);
    });
  });

  test('the same banner after init has started is another boot, early console or not', () => {
    const boot = [
      `[    0.000000] ${BANNER}`,
      '[    0.000000] printk: bootconsole [udbg0] enabled',
      '[    4.000000] Run /init as init process',
    ];
    const { facts } = read([...boot, ...boot, `[    5.000000] ${FAULT}`, ''].join('\n'));
    expect(facts.filter((fact) => fact.kind === 'boot-started')).toMatchObject([
      { boot: 1, line: 1 },
      { boot: 2, line: 4 },
    ]);
    expect(facts.find((fact) => fact.kind === 'iommu-fault')?.boot).toBe(2);
  });

  test('two consoles that print in turn make one fact of both lines; a later equal event is another', () => {
    const once = (seconds: string) => [`[    ${seconds}] ${FAULT}`, `[    ${seconds}] ${FAULT}`];
    const between = Array.from({ length: 8 }, (_, at) => `[    1.10000${at}] usb 1-1: new device`);
    const text = [
      `[    0.000000] ${BANNER}`,
      '[    0.000000] printk: bootconsole [earlyser0] enabled',
      ...once('1.000000'),
      ...once('1.000001'),
      ...between,
      ...once('2.000000'),
      '',
    ].join('\n');
    const found = read(text).facts.filter((fact) => fact.kind === 'iommu-fault');
    expect(found.map(({ lines }) => lines)).toEqual([
      [3, 4],
      [5, 6],
      [15, 16],
    ]);
    expect(readByLine(text)).toEqual(read(text).facts);
  });
});

test('parts of a crash log in one file, newest first, are read in the order of printing, each fact on its own line', () => {
  const text = [
    ...['Panic#1 Part1', '<6>[  103.000000] kexec_core: Starting new kernel'],
    ...['Panic#1 Part2', '<3>[  101.000000] EEH: Frozen PHB#1-PE#fd detected'],
    ...['<0>[  102.000000] Kernel panic - not syncing: gone'],
    ...['Panic#1 Part3', '<6>[  100.000000] e1000e 0000:01:00.0: one', ''],
  ].join('\n');
  expect(read(text).facts.map(({ kind, line }) => [kind, line])).toEqual([
    ['driver-spoke', 7],
    ['pe-frozen', 4],
    ['panicked', 5],
    ['kexec-started', 2],
  ]);
  expect(readByLine(text)).toEqual(read(text).facts);
});

describe('gaps and damage', () => {
  test('record numbers that jump are lines lost', () => {
    const { facts, state } = read(`3,10,1018540,-;${FAULT}\n7,11,1018540,-;x\n3,41,1018541,-;${FAULT}`);
    expect(facts.find((fact) => fact.kind === 'lines-lost')?.fields).toEqual({ lost: 29 });
    expect(fileReport(state).gaps).toBe(1);
  });
  test('a console that shows none of level debug may have kept what is missing', () => {
    const [first, debug, second] = [`3,10,1018540,-;${FAULT}`, '7,41,1018541,-;x', `3,40,1018541,-;${FAULT}`];
    const gapOf = (...blocks: readonly string[]) => {
      const state = createReader('x');
      let firstLine = 1;
      const facts = blocks.flatMap((text) => {
        const made = readBlock(state, { source: 'x', firstLine, text });
        firstLine += text.split('\n').length;
        return made;
      });
      return facts.find((fact) => fact.kind === 'lines-lost')?.fields;
    };
    expect(gapOf(`${first}\n${second}`)).toEqual({ lost: 29, hidden: true });
    expect(gapOf(`${first}\n${second}\n${debug}`)).toEqual({ lost: 29, hidden: true });
    expect(gapOf(first, second, debug)).toEqual({ lost: 29, hidden: true });
    const shown = '7,11,1018540,-;x';
    expect(gapOf(`${first}\n${shown}`, second)).toEqual({ lost: 28 });
    expect(gapOf(first, shown, second)).toEqual({ lost: 28 });
  });

  test('a hole in the line numbers is a gap; lines read before are passed over', () => {
    const state = createReader('x');
    readBlock(state, { source: 'x', firstLine: 1, text: 'a\nb' });
    expect(readBlock(state, { source: 'x', firstLine: 1, text: `a\n[    1.0] ${FAULT}` })).toEqual([]);
    expect(readBlock(state, { source: 'x', firstLine: 10, text: 'c' })).toMatchObject([
      { kind: 'lines-lost', fields: { lost: 7 } },
    ]);
  });

  test('binary is said once, and read on; a stray NUL is none', () => {
    const { facts } = read(`${'\0'.repeat(100)}\n[    1.018540] ${FAULT}\n${'\0'.repeat(100)}`);
    expect(facts.map(({ kind }) => kind)).toEqual(['source-damaged', 'iommu-fault']);
    expect(read(`\0[    1.018540] ${FAULT}\n\0`).facts.map(({ kind }) => kind)).not.toContain('source-damaged');
  });

  test('a ten-megabyte line is cut and said, and what follows is read', () => {
    const { facts } = read(`${'DMAR: [DMA '.repeat(900_000)}\n[    1.018540] ${FAULT}`);
    expect(facts.find((fact) => fact.kind === 'source-damaged')?.fields.reason).toBe('huge-line');
    expect(facts.filter((fact) => fact.kind === 'iommu-fault' && fact.corrupted === null)).toHaveLength(1);
  });

  test('damage is said of its own line and boot, however the source is cut', () => {
    const boot = `[    0.000000] ${BANNER}\n[    1.018540] ${FAULT}\n`;
    const text = `${boot}${boot}[    2.000000] ${'z'.repeat(70_000)}\n${boot}`;
    const damage = { kind: 'source-damaged', line: 5, boot: 2, fields: { reason: 'huge-line' } };
    expect(read(text).facts.filter(({ kind }) => kind === 'source-damaged')).toMatchObject([damage]);
    expect(readByLine(text).filter(({ kind }) => kind === 'source-damaged')).toMatchObject([damage]);
  });

  test('two hosts that take turns are damage, the same however the source is cut', () => {
    const turns = Array.from({ length: 40 }, (_, turn) => [
      `[   ${10 + turn}.000000] ${FAULT}`,
      `[  ${500 + turn}.000000] br0: port 1`,
      `[   ${10 + turn}.100000] ${FAULT}`,
      `[  ${500 + turn}.500000] ${FAULT}`,
    ]).flat();
    const text = `${turns.join('\n')}\n`;
    const { facts } = read(text);
    expect(facts.filter(({ kind }) => kind === 'source-damaged')).toHaveLength(1);
    expect(readByLine(text)).toEqual(facts);
  });

  test.each([
    ['an AER detail', 'pcieport 0000:00:02.0: [8] .', '('],
    ['a DPC detail', 'pcieport 0000:00:02.0: DPC: [8] .', '8'],
    ['a wait for a reset', 'pcieport 0000:00:02.0: not ready 0ms after n', ';w'],
  ])('%s with blanks without end is read like any other line', (_, head, tail) => {
    const reports =
      '[    1.000000] pcieport 0000:00:02.0: PCIe Bus Error: severity=Uncorrected (Non-Fatal), type=Transaction Layer, (Requester ID)\n' +
      `[    1.000001] ${head}${' \t'.repeat(32_000)}${tail}\n` +
      '[    1.100000] pcieport 0000:00:02.0: DPC: containment event, status:0x1f01 source:0x0000\n' +
      `[    1.100001] ${head}${' \t'.repeat(32_000)}${tail}\n`;
    expect(read(reports).facts.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['pcie-error', 'port-contained']),
    );
  });

  test('no bytes whatever make it throw, and no block cut changes what it reads', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        `[    1.018540] ${FAULT}`,
        `3,7,1018540,-;${FAULT}`,
        `[    0.000000] ${BANNER}`,
        'DMAR: [DMA Read',
        `[    0.500000] ${FAULT}`,
        `${'\0'.repeat(40)}DMAR: [DMA `,
        'z'.repeat(70_000),
        '{"MESSAGE":',
        ' SUBSYSTEM=pci',
      ),
    );
    const lines = fc.array(
      piece.map((text) => text.replace(/\n/g, ' ')),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 11 }), (all, cut) => {
        const whole = read(`${all.join('\n')}\n`).facts;
        const state = createReader('x');
        const parts = [all.slice(0, cut), all.slice(cut)].filter((part) => part.length > 0);
        let firstLine = 1;
        const facts = parts.flatMap((part) => {
          const read = readBlock(state, { source: 'x', firstLine, text: `${part.join('\n')}\n` });
          firstLine += part.length;
          return read;
        });
        expect([...facts, ...endOfSource(state)]).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });
});

test('a clock that goes back over lost lines shows a boot whose first lines were among them; without a gap it does not', () => {
  const old =
    '[    0.000000] Linux version 6.1.0\n[   93.000000] pci 0000:01:00.0: [8086:10d3] type 00 class 0x020000\n';
  const after = '[    0.400000] pci 0000:02:00.0: [8086:10d3] type 00 class 0x020000\n';
  const bootsOver = (gap: number) => {
    const state = createReader('x');
    readBlock(state, { source: 'x', firstLine: 1, text: old });
    const facts = readBlock(state, { source: 'x', firstLine: 3 + gap, text: after });
    return facts.filter(({ kind }) => kind === 'boot-started').map(({ fields }) => fields.reason);
  };
  expect(bootsOver(20)).toEqual(['time-reset']);
  expect(bootsOver(0)).toEqual([]);
});

test.each([
  ['SeaBIOS (version rel-1.16.2)', 'SeaBIOS'],
  ['iPXE (http://ipxe.org) 00:03.0 CA00 PCI2.10', 'iPXE'],
  ['Welcome to GNU GRUB 2.06', 'GRUB'],
  ['SKIBOOT-v6.5 starting', 'skiboot'],
  ['[ 5322.601021][   29] OPAL: Shutdown request type 0x1', null],
  ['OPAL: Shutdown request type 0x1', 'OPAL'],
  ['[   12.042518008,5] SkiBoot skiboot-5.1.13 starting...', 'skiboot'],
  ['[    0.042518008,5] OPAL v7.1-106-g785a5e30 starting...', 'skiboot'],
  ['[    0.300000] OPAL V3 detected !', null],
  ['  5.12345|Welcome to Hostboot v2.1', 'Hostboot'],
  ['SLOF **********************************************************************', 'SLOF'],
  ['U-Boot 2024.01 (Jan 08 2024)', 'U-Boot'],
  ['U-Boot SPL 2021.01 (Jan 01 2022 - 00:00:00 +0000)', 'U-Boot'],
  ['U-Boot TPL 2021.01 (Jan 01 2022 - 00:00:00 +0000)', 'U-Boot'],
  ['BdsDxe: loading Boot0001', 'UEFI'],
  ['iPXE initialising devices...', 'iPXE'],
  ['iPXE 1.0.0+ -- Open Source Network Boot Firmware -- http://ipxe.org', 'iPXE'],
  ['we boot it with iPXE, an Open Source Network Boot Firmware', null],
  ['>>Start PXE over IPv6 on MAC: 52-54-00-12-34-56.', 'UEFI'],
  ['then it should Start PXE over IPv4', null],
  ['CLIENT MAC ADDR: 00 0D B9 1B AA 4C', 'PXE'],
  ['CLIENT MAC ADDR: <removed> GUID: <removed>', null],
  ['Jetson UEFI firmware (version 36.3.0-gcid-36106755 built on 2024-04-24T14:09:00+00:00)', 'UEFI'],
  ['[ 16:23:27 ] --== Welcome to Hostboot hostboot-9865ef9/hbicore.bin ==--', 'Hostboot'],
  ['  5.12345|Welcome to Hostboot v2.1', 'Hostboot'],
  ['It says Welcome to Hostboot and hangs', null],
  ['[ 16:23:30 ]   8.21815|ISTEP  6. 6 - host_set_ipl_parms', 'Hostboot'],
  ['[   41.123456789,5] INIT: Starting kernel at 0x20010000, fdt at 0x305e9ad8 112870 bytes', 'skiboot'],
  ['RPi: BOOTSYS release VERSION:86b83e3a DATE: 2026/05/26 TIME: 16:01:25', 'Raspberry Pi'],
  ['[0000.068] I> MB1 (version: 1.0.1.17-t234-54845784-9b0d5809)', 'Tegra MB1'],
  ['Starting kernel ...', 'U-Boot'],
  ['Starting kernel ... took long', null],
  ['* boot: U-Boot 2020.01 and later read this', null],
  ['then GNU GRUB shows its menu', null],
  ['UEFI firmware (version 2025.02 built at 10:00:00 on Mar  1 2025)', 'UEFI'],
  ['NOTICE:  BL1: v2.6(release):1.0', 'TF-A'],
  ['NOTICE:  BL2: v2.6(release):1.0', 'TF-A'],
  ['NOTICE:  BL31: v2.6(release):1.0', 'TF-A'],
  ['OpenSBI v1.2', 'OpenSBI'],
  ['EFI stub: Exiting boot services...', 'UEFI'],
  ['\u001b[2J\u001b[01;01HEFI stub: UEFI Secure Boot is enabled.', 'UEFI'],
  ['[    0.010000] efi: EFI stub: of this kernel', null],
  ['OF stdout device is: /vdevice/vty@30000000', 'Open Firmware'],
  ['[    1.069989] OF stdout device is: /pci@1e,600000/isa@7/serial@0,3f8', null],
  ["  Booting `GNU/Linux'", 'GRUB'],
  ['Loading Linux 4.15.10 ...', 'GRUB'],
  ['Loading Linux, as ever ...', null],
  ['SYSLINUX 6.04 EDD 20200816 Copyright (C) 1994-2015 H. Peter Anvin et al', 'SYSLINUX'],
  ['coreboot-4.12-311-g44 Wed Aug 26 08:52:53 UTC 2020 bootblock starting (log level: 7)...', 'coreboot'],
  ['[NOTE ]  coreboot-24.02 Mon Feb 19 10:00:00 UTC 2024 x86_64 ramstage starting (log level: 7)...', 'coreboot'],
  ['coreboot-4.12 is what starts here', null],
  ['Version 2.17.1249. Copyright (C) 2017 American Megatrends, Inc.', 'AMI'],
  ['PROGRESS CODE: V03040003 I0', 'UEFI'],
  ['UEFI Interactive Shell v2.2', 'UEFI'],
  ['CFE version 1.0.37-3.1 P12 for BCM96348 (32bit,SP,BE)', 'CFE'],
  ['CFE version used on this board', null],
  [' UEFI:START PEI          ', 'UEFI'],
  ['KEY MAPPING FOR CONSOLE REDIRECTION:', 'BIOS'],
  ['Early system initialization, please wait...', 'BIOS'],
  ['barebox 2022.05.0 #1 Tue May 10 10:00:00 UTC 2022', 'barebox'],
  ['GXL:BL1:9ac50e:1a2b3c;FEAT:BDFC31BC:0;POC:3;RCY:0;', 'Amlogic'],
  ['Format: Log Type - Time(microsec) - Message - Optional Info', 'XBL'],
  ['S - QC_IMAGE_VERSION_STRING=BOOT.MXF.1.0-00637.1-LAHAINA-1', 'XBL'],
  ['UEFI Start     [ 1173] SEC', 'XBL'],
  ['UEFI Start Menu', null],
])('firmware speaks without the kernel’s stamp: %s', (line, who) => {
  const spoke = read(`${line}\n`).facts.find(({ kind }) => kind === 'firmware-spoke');
  expect(spoke?.fields.who ?? null).toBe(who);
});

test('whoever names a function by its address tells its driver, whatever slot and function it is', () => {
  const slots = Array.from({ length: 32 }, (_, slot) => slot.toString(16).padStart(2, '0'));
  const bdfs = slots.flatMap((slot) => [0, 1, 2, 3, 4, 5, 6, 7].map((fn) => `0000:3a:${slot}.${fn}`));
  const drivers = (line: (bdf: string) => string) =>
    read(bdfs.map((bdf) => `[    3.000000] ${line(bdf)}\n`).join(''))
      .facts.filter(({ kind }) => kind === 'driver-spoke')
      .map(({ bdf }) => bdf);
  expect(drivers((bdf) => `frobnic ${bdf}: hello`)).toEqual(bdfs);
  expect(drivers((bdf) => `frobnic ${bdf} eth0: hello`)).toEqual(bdfs);
  for (const word of [
    'pci',
    'pci_bus',
    'PCI',
    'iommu',
    'device',
    'acpi',
    'pnp',
    'usb',
    'ACPI',
    'AER',
    'EEH',
    'DMAR',
    'for',
    'of',
    'at',
  ])
    expect(drivers((bdf) => `${word} ${bdf}: hello`)).toEqual([]);
});

test('a hostile log cannot name functions without end: so many are followed, not one more', () => {
  const state = createReader('x');
  state.driverCount = 4_095;
  const text = [1, 2, 1].map((bus) => `[    3.000000] frobnic 0000:0${bus}:00.0: hello\n`).join('');
  const facts = readBlock(state, { source: 'x', firstLine: 1, text });
  expect(facts.map(({ kind, bdf }) => [kind, bdf])).toEqual([['driver-spoke', '0000:01:00.0']]);
});

test('the kdump service of a journal in JSON is told as on a console, where its name is no part of the text', () => {
  const entry = {
    SYSLOG_IDENTIFIER: 'kdump',
    _PID: '635',
    _TRANSPORT: 'syslog',
    MESSAGE: 'saving to /sysroot/var/crash/',
  };
  const reader = createReader('journal');
  const text = `${JSON.stringify(entry)}\n`;
  const facts = [...readBlock(reader, { source: 'journal', firstLine: 1, text }), ...endOfSource(reader)];
  expect(facts.map(({ kind }) => kind)).toEqual(['kdump-sign']);
});
