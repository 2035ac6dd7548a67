/** What is told between facts is told in time: when time alone changes a judgement, the first line after says so. */
import { from } from 'rxjs';
import { analyze, type Output } from './pipeline';
import type { Handoff } from './report';

const BOOT = [
  '[    0.000000] Linux version 6.12.9 (a@b) #1 SMP',
  '[    0.000000] Command line: root=/dev/sda1 intel_iommu=on',
  '[    0.100000] DMAR: IOMMU enabled',
  '[    0.200000] pci 0000:01:00.0: [8086:10d3] type 00 class 0x020000 PCIe Endpoint',
  '[    0.210000] pci 0000:01:00.0: Adding to iommu group 1',
  '[    0.300000] DMAR: Intel(R) Virtualization Technology for Directed I/O',
  '[    1.000000] Run /init as init process',
  '[    2.000000] e1000e 0000:01:00.0: Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode',
  '[    2.500000] e1000e 0000:01:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 00:11:22:33:44:55',
];
const EVERYDAY = (second: number) => `[${String(second).padStart(5)}.000000] everyday: all is well`;

async function toldAfter(lines: readonly string[]): Promise<{ readonly at: number; readonly handoff: Handoff }[]> {
  let at = 0;
  const told: { at: number; handoff: Handoff }[] = [];
  const inputs = lines.map((line, index) => ({
    type: 'lines' as const,
    host: 'h',
    source: 'console',
    firstLine: index + 1,
    text: `${line}\n`,
  }));
  function* counted() {
    for (const [index, input] of inputs.entries()) {
      at = index;
      yield input;
    }
  }
  await analyze(from(counted())).forEach((output: Output) => {
    if (output.type === 'handoff') told.push({ at, handoff: output.handoff });
  });
  return told;
}

test('while a host goes down, lines that say nothing of it are not told', async () => {
  const everyday = [101, 102, 103].map(EVERYDAY);
  const told = await toldAfter([...BOOT, '[  100.000000] systemd-shutdown[1]: Rebooting with kexec.', ...everyday]);
  expect(told.filter(({ at }) => at > BOOT.length + 1)).toEqual([]);
});

test('a device has settled with the first line that is long enough after its claim, and nothing is told between', async () => {
  const everyday = [3, 4, 10, 20, 32, 33, 34, 60, 61].map(EVERYDAY);
  const before = BOOT.map((line) => line.replace('6.12.9', '6.12.8'));
  const told = await toldAfter([...before, '[  100.000000] kexec_core: Starting new kernel', ...BOOT, ...everyday]);
  const first = BOOT.length * 2 + 1;
  const settledAt = told.find(({ handoff }) =>
    handoff.devices.some(({ phases }) => phases.some(({ phase }) => phase === 'settled')),
  )?.at;
  expect(everyday[(settledAt ?? 0) - first]).toBe(EVERYDAY(33));
  // The last line of the boot is told with the one behind it, which shows that it is whole.
  expect(told.filter(({ at }) => at > first).map(({ at }) => everyday[at - first])).toEqual([EVERYDAY(33)]);
});

/** The verdicts told of the one device behind the boots, each with the everyday line that it was told at. */
async function turnsAt(before: readonly string[], after: readonly string[], everyday: readonly string[]) {
  const all = [...before, '[  100.000000] kexec_core: Starting new kernel', ...after];
  const told = (await toldAfter([...all, ...everyday])).filter(({ at }) => at >= all.length);
  return told.map(({ at, handoff }) => [everyday[at - all.length], handoff.devices[0]?.verdict]);
}

test('a driver that never says so owns its device with the first line that is long enough after it spoke', async () => {
  const isUnsure = (line: string) => /Run |eth0/.test(line);
  const incoming = BOOT.filter((line) => !isUnsure(line));
  const everyday = [5, 11, 12, 13, 14].map(EVERYDAY);
  const told = await turnsAt(BOOT, incoming, everyday);
  expect(told.find(([, verdict]) => verdict === 'clean')?.[0]).toBe(EVERYDAY(13));
});

test('a device without a driver is clean with the first line behind the time that modules have', async () => {
  const incoming = BOOT.filter((line) => !line.includes('e1000e'));
  const everyday = [5, 9, 12, 13].map(EVERYDAY);
  const told = await turnsAt(BOOT, incoming, everyday);
  expect(told.find(([, verdict]) => verdict !== 'unobserved')?.[0]).toBe(EVERYDAY(12));
});
