/** Nobody is named any more, everybody is told apart, and every verdict stays. */
import { goldenLogs, reportOfLog } from '../../../corpus/golden';
import { anonymiser, hostFor, hostsIn } from './anonymise';

const anonymous = (text: string, hosts: readonly string[] = [], key = 'k') =>
  anonymiser({ key, hosts: new Set(hosts) })(text);

describe('what tells whose machine it is', () => {
  test.each([
    ['a MAC', 'e1000e 0000:01:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 3c:fd:fe:9e:01:a2', '3c:fd:fe:9e:01:a2'],
    [
      'a UUID',
      'Command line: root=UUID=2f1c9c30-4f7e-4c5b-9a51-d3c7b1c5c0aa ro',
      '2f1c9c30-4f7e-4c5b-9a51-d3c7b1c5c0aa',
    ],
    ['an address', 'nfs: server 10.31.4.7 not responding, still trying', '10.31.4.7'],
    ['a serial number', 'usb 1-1: SerialNumber: 4C530001230519', '4C530001230519'],
    ['a world wide name', 'scsi 0:0:0:0: SSP: handle(0x0009), sas_addr(0x5000c50087a1b2c3)', '5000c50087a1b2c3'],
    ['a host name that systemd sets', 'systemd[1]: Set hostname to <db-master-3.example>.', 'db-master-3.example'],
  ])('%s', (_, line, secret) => {
    const made = anonymous(line);
    expect(made).not.toContain(secret);
    expect(made).toBe(anonymous(line));
    expect(made).not.toBe(anonymous(line, [], 'another key'));
    expect(made.split(' ').length).toBe(line.split(' ').length);
  });

  test('a host name that a form carries, wherever it stands alone', () => {
    const text = 'Nov 22 19:04:00 web-17 kernel: pci 0000:01:00.0: enabling device (0006 -> 0002)\n';
    expect(hostsIn({ source: 'x', firstLine: 1, text })).toEqual(new Set(['web-17']));
    const name = hostFor('k', 'web-17');
    expect(anonymous(`${text}web-17 login: web-170 my-web-17`, ['web-17'])).toBe(
      `${text.replace('web-17', name)}${name} login: web-170 my-web-17`,
    );
  });
});

test('what is nobody’s stays: versions, BDFs, addresses of memory, broadcast', () => {
  for (const line of [
    'Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0)',
    'ixgbe: Intel(R) 10 Gigabit PCI Express Network Driver - version 5.1.0.4',
    'DMAR: [DMA Read NO_PASID] Request device [01:00.0] fault addr 0x5000c5008000 [fault reason 0x06] PTE Read access is not set',
    'pci 0000:01:00.0: reg 0x10: [mem 0xfe200000-0xfe21ffff]',
    'br0: received packet on eth0 with own address as source address (addr:ff:ff:ff:ff:ff:ff, vlan:0)',
  ])
    expect(anonymous(line)).toBe(line);
});

test('devices that shared an address share its stand-in, others do not', () => {
  const [one, two, other] = anonymous('a 3c:fd:fe:9e:01:a2\nb 3C:FD:FE:9E:01:A2\nc 3c:fd:fe:9e:01:a3')
    .split('\n')
    .map((line) => line.slice(2));
  expect(one).toBe(two);
  expect(one).not.toBe(other);
  expect(one).toMatch(/^02(:[0-9a-f]{2}){5}$/);
});

test.each(goldenLogs().map((log) => [log.name, log] as const))('%s is judged the same', async (_, log) => {
  const hosts = hostsIn({ source: 'x', firstLine: 1, text: log.text });
  const text = anonymiser({ key: 'k', hosts })(log.text);
  const said = async (of: string) =>
    (await reportOfLog({ ...log, text: of })).handoffs.map(({ devices }) =>
      devices.map(({ bdf, verdict, signature }) => [bdf, verdict, signature?.id]),
    );
  expect(await said(text)).toEqual(await said(log.text));
});
