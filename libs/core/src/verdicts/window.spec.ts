/** How long after the jump what happens to a device is still the handoff's. */
import {
  type BootText,
  CRASH,
  deviceOf,
  driven,
  enumerated,
  fault,
  groups,
  kexeced,
  NIC,
  panicked,
  reportOn,
  translating,
} from '../testing/log';
import { HANDOFF_WINDOW_SECONDS } from '../timelines/phase';

type Lines = BootText['lines'];
const NVME = '0000:02:00.0';
const up: Lines = [...enumerated, ...translating];
const runs: Lines = [...up, ...driven];
const crashed = { lines: [...enumerated, ...driven, ...panicked] };
const kexecs = { lines: [...runs, ...kexeced] };
const init = [2, 'Run /init as init process'] as const;
const claimed = [2.5, 'e1000e 0000:01:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 52:54:00:12:34:56'] as const;
const later = [2.5 + HANDOFF_WINDOW_SECONDS, 'rfkill: input handler disabled'] as const;

describe('§4 faulted: in the first minutes of its new driver', () => {
  const faultsAt = async (seconds: number, ...more: Lines) => {
    const lines: Lines = [
      ...up,
      init,
      claimed,
      ...more,
      [seconds, fault()],
      [seconds + 1, 'rfkill: input handler disabled'],
    ];
    return deviceOf(await reportOn(crashed, { commandLine: CRASH, lines })).verdict;
  };
  test('as long as the window is open, from the claim on', async () => {
    expect(await faultsAt(2.5 + HANDOFF_WINDOW_SECONDS)).toBe('faulted');
    expect(await faultsAt(2.6 + HANDOFF_WINDOW_SECONDS)).toBe('clean');
  });
  test('the first claim opens it: a driver that takes its device again opens no other', async () => {
    const rebound: Lines = [
      [200, 'vfio-pci 0000:01:00.0: enabling device (0000 -> 0002)'],
      [250, 'e1000e 0000:01:00.0: Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode'],
      [251, claimed[1]],
    ];
    expect(await faultsAt(HANDOFF_WINDOW_SECONDS, ...rebound)).toBe('faulted');
    expect(await faultsAt(HANDOFF_WINDOW_SECONDS + 100, ...rebound)).toBe('clean');
  });
  test('what faults in the incoming kernel’s own teardown is of the handoff to come', async () => {
    const lines: Lines = [
      ...runs,
      [40, 'systemd-shutdown[1]: Sending SIGTERM to remaining processes...'],
      [41, fault()],
    ];
    const report = await reportOn(crashed, { commandLine: CRASH, lines });
    const [into] = report.handoffs.filter(({ to }) => to !== null);
    expect(into?.devices.find(({ bdf }) => bdf === NIC)).toMatchObject({ verdict: 'clean', findings: [{}] });
  });
});

describe('§4 probe-failed: of its start, not of its life', () => {
  const gaveUp = (seconds: number): Lines => [
    ...up,
    ...driven,
    [seconds, 'nvme nvme0: Disabling device after reset failure: -19'],
    later,
    [seconds + 1, 'rfkill: input handler enabled'],
  ];
  test('a driver that gives up soon after its claim', async () => {
    expect(deviceOf(await reportOn(kexecs, { lines: gaveUp(100) }), NVME).verdict).toBe('probe-failed');
  });
  test('one that gives up long after', async () => {
    expect(deviceOf(await reportOn(kexecs, { lines: gaveUp(HANDOFF_WINDOW_SECONDS + 100) }), NVME).verdict).not.toBe(
      'probe-failed',
    );
  });
});

describe('§4 missing: removed after the jump', () => {
  const removed = async (seconds: number, ...before: Lines) => {
    const lines: Lines = [...runs, ...before, [seconds, 'pci 0000:02:00.0: Removing from iommu group 6']];
    return deviceOf(await reportOn(kexecs, { lines }), NVME).verdict;
  };
  test('while the handoff is young', async () => {
    expect(await removed(HANDOFF_WINDOW_SECONDS)).toBe('missing');
  });
  test('not long after', async () => {
    expect(await removed(HANDOFF_WINDOW_SECONDS + 1)).toBe('clean');
  });
});

describe('§4 unobserved: a log that ends while drivers load', () => {
  const until = async (seconds: number, ...more: Lines) =>
    deviceOf(
      await reportOn(kexecs, { lines: [...up, init, claimed, ...more, [seconds, 'rfkill: input handler disabled']] }),
      NVME,
    ).verdict;
  test('ten seconds after user space began they have loaded', async () => {
    expect(await until(11.9)).toBe('unobserved');
    expect(await until(12)).toBe('clean');
  });
  test('a kernel that goes down again got all that it was to get', async () => {
    expect(await until(9, [8, 'systemd-shutdown[1]: Sending SIGTERM to remaining processes...'])).toBe('clean');
  });
  test('where the kernel never said that user space began, its drivers are all that tell', async () => {
    const lines: Lines = [...up, claimed, [9, 'rfkill: input handler disabled']];
    expect(deviceOf(await reportOn(kexecs, { lines }), NVME).verdict).toBe('clean');
  });
});

describe('§4 observability: groups', () => {
  test('where no device is in a group, being in none says nothing', async () => {
    const lines: Lines = [
      ...enumerated,
      [1.01, 'DMAR: Intel(R) Virtualization Technology for Directed I/O'],
      ...driven,
    ];
    expect(deviceOf(await reportOn(kexecs, { lines })).verdict).toBe('clean');
  });
  test('where others are in one, it is not translated', async () => {
    const lines: Lines = [...enumerated, groups[1] as Lines[0], translating[2] as Lines[0], ...driven];
    expect(deviceOf(await reportOn(kexecs, { lines })).findings[0]).toMatchObject({
      verdict: 'unobserved',
      why: 'other devices are in IOMMU groups and this one is in none',
    });
  });
});
