/** Small logs in the kernel's own words, and the whole core run over them. For tests only. */
import { from, lastValueFrom, toArray } from 'rxjs';
import type { Input } from '../input';
import { analyze, type Output, reportOf } from '../pipeline';
import type { DeviceHandoff, Handoff, Report } from '../report';

const BANNER =
  'Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0) #1 SMP PREEMPT_DYNAMIC';

export interface BootText {
  readonly release?: string;
  readonly commandLine?: string;
  /** Lines with `seconds: text`, or plain text for lines without a stamp. */
  readonly lines: readonly (readonly [number, string] | string)[];
}

const stamp = (seconds: number) => `[${seconds.toFixed(6).padStart(12)}] `;

/** One boot as a serial console shows it. */
export function bootText({ release, commandLine = 'root=/dev/sda1 ro', lines }: BootText): string {
  const banner = release ? BANNER.replace('6.1.0-56-amd64', release) : BANNER;
  const head = [
    `${stamp(0)}${banner}`,
    `${stamp(0)}Command line: ${commandLine}`,
    `${stamp(0.08)}Kernel command line: ${commandLine}`,
  ];
  return [...head, ...lines.map((line) => (typeof line === 'string' ? line : stamp(line[0]) + line[1]))].join('\n');
}

export const CRASH = 'root=/dev/sda1 ro elfcorehdr=0x5df5d000 irqpoll nr_cpus=1 reset_devices';
export const NIC = '0000:01:00.0';
/** A NIC and a disk, enumerated and, with `driven`, taken by their drivers. */
export const enumerated: BootText['lines'] = [
  [0.9, 'pci 0000:01:00.0: [8086:10d3] type 00 class 0x020000'],
  [0.91, 'pci 0000:02:00.0: [1b36:0010] type 00 class 0x010802'],
];
export const groups: BootText['lines'] = [
  [0.99, 'pci 0000:01:00.0: Adding to iommu group 5'],
  [0.99, 'pci 0000:02:00.0: Adding to iommu group 6'],
];
export const translating: BootText['lines'] = [
  ...groups,
  [1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
];
export const driven: BootText['lines'] = [
  [2.2, 'Run /init as init process'],
  [2.577, 'e1000e 0000:01:00.0: Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode'],
  [2.683, 'e1000e 0000:01:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:56'],
  [2.858, 'nvme nvme0: pci function 0000:02:00.0'],
  [2.876, 'nvme nvme0: 1/0/0 default/read/poll queues'],
];
export const panicked: BootText['lines'] = [[12.5, 'Kernel panic - not syncing: sysrq triggered crash']];
export const kexeced: BootText['lines'] = [[12.5, 'kexec_core: Starting new kernel']];
export const fault = (bdf = '01:00.0'): string =>
  `DMAR: [DMA Read NO_PASID] Request device [${bdf}] fault addr 0x293e000 [fault reason 0x06] PTE Read access is not set`;

export async function outputsOf(inputs: readonly Input[]): Promise<readonly Output[]> {
  return lastValueFrom(analyze(from(inputs)).pipe(toArray()));
}

/** Boots printed one after another on one console, read as one file. */
export async function reportOn(...boots: readonly (BootText | string)[]): Promise<Report> {
  const text = boots.map((boot) => (typeof boot === 'string' ? boot : bootText(boot))).join('\n');
  return reportOf(
    await outputsOf([
      { type: 'lines', host: 'h', source: 'console', firstLine: 1, text },
      { type: 'end', host: 'h', source: 'console' },
    ]),
  );
}

export function onlyHandoff(report: Report): Handoff {
  expect(report.handoffs).toHaveLength(1);
  return report.handoffs[0] as Handoff;
}

export function deviceOf(report: Report, bdf = NIC): DeviceHandoff {
  const device = onlyHandoff(report).devices.find((other) => other.bdf === bdf);
  if (!device)
    throw new Error(
      `no ${bdf} among ${onlyHandoff(report)
        .devices.map((other) => other.bdf)
        .join(', ')}`,
    );
  return device;
}
