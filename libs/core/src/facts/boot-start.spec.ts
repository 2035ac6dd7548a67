/** Where a boot begins on consoles that show little of it, or something that only looks like it. */
import { createReader, endOfSource, readBlock } from './read-facts';

function factsOf(text: string) {
  const reader = createReader('console');
  return [...readBlock(reader, { source: 'console', firstLine: 1, text }), ...endOfSource(reader)];
}
const boots = (lines: readonly string[]) =>
  factsOf(lines.join('\n'))
    .filter(({ kind }) => kind === 'boot-started')
    .map(({ line, fields: { reason, release } }) => [line, reason, release]);

const FAULT =
  '[    0.512345] DMAR: [DMA Write NO_PASID] Request device [3b:00.0] fault addr 0xffe00000 [fault reason 0x05] PTE Write access is not set';
const BANNER = 'Linux version 4.15.14-openpower1 (a@b) (gcc version 6.4.0) #2 SMP';
const XMON = [
  'cpu 0x14: Vector: 300 (Data Access) at [c000001feb4a3780]',
  '    pc: c0000000001ca910: internal_create_group+0x30/0x304',
  '    pid   = 2763, comm = kexec',
  BANNER,
  'enter ? for help',
];

/** systemd shows its state on the console whatever the kernel's console level is (src/core/manager.c). */
test.each([
  ['kexec', '[  OK  ] Reached target kexec.target - Reboot via kexec.'],
  ['reboot', '[  OK  ] Reached target reboot.target - System Reboot.'],
  ['reboot, before 247', '[  OK  ] Reached target Reboot.'],
  ['power off', '[  OK  ] Reached target Power-Off.'],
  ['sysvinit', 'INIT: Switching to runlevel: 6'],
  ['busybox', 'The system is going down NOW!'],
])('a quiet kernel’s first line begins a boot once the one before was said to go down: %s', (_, last) => {
  const before = ['[  315.345678] mlx5_core 0000:3b:00.0: Skipping wait for vf pages stage'];
  expect(boots([...before, last, FAULT])).toEqual([[3, 'time-reset', null]]);
  expect(boots([...before, FAULT])).toEqual([]);
});

test.each([
  ['[ 1290.013642] Kernel panic - not syncing: Fatal exception', '         Starting Kdump Vmcore Save Service...'],
  ["I'm in purgatory", 'kdump: saving to /sysroot//var/crash/127.0.0.1-2026-11-26/'],
])('what only a crash kernel prints is not of the kernel that ended before: %s', (last, sign) => {
  const more = ['[    7.200189] e1000e 0000:3b:00.0: x', 'kdump: saving to /sysroot/var/crash/127.0.0.1-2026-11-26/'];
  expect(boots([last, '', sign, ...more])).toEqual([[3, 'time-reset', null]]);
  expect(boots(['[ 1290.013642] e1000e 0000:3b:00.0: x', sign, ...more])).toEqual([]);
  expect(boots([last, `[ 1300.000000] ${sign.trim()}`])).toHaveLength(last.startsWith('[') ? 0 : 1);
});

describe('the banner that xmon prints of the kernel that it stopped (arch/powerpc/xmon/xmon.c excprint())', () => {
  test('begins no boot', () => {
    expect(boots(['[  205.848067] kexec_core: Starting new kernel', ...XMON])).toEqual([]);
    expect(boots([`[    0.000000] ${BANNER}`, ...XMON])).toEqual([[1, 'banner', '4.15.14-openpower1']]);
  });
  test('but a banner with a stamp does, and one long after', () => {
    expect(boots([...XMON, `[    0.000000] ${BANNER}`])).toHaveLength(1);
    expect(boots([...XMON, ...Array.from({ length: 20 }, () => '14:mon>'), BANNER])).toHaveLength(1);
    expect(boots([...XMON, `[    0.000000] ${BANNER}`, `[    0.000001] ${BANNER}x`, BANNER])).toHaveLength(3);
  });
});

test.each([
  '[    1.900000] Freeing unused kernel memory: 1284k freed',
  '[    2.900000] systemd[1]: systemd 219 running in system mode. (+PAM +AUDIT)',
  'Welcome to Fedora Linux 38 (Server Edition)!',
  'INIT: version 2.88 booting',
])('user space began, where no kernel says so: %s', (line) => {
  expect(factsOf(line)).toMatchObject([{ kind: 'init-started', fields: { path: null } }]);
});
test('GRUB’s welcome is firmware’s', () => {
  expect(factsOf('Welcome to GRUB!')).toMatchObject([{ kind: 'firmware-spoke', fields: { who: 'GRUB' } }]);
});
test('a welcome with a stamp is some program’s', () => {
  expect(factsOf('[    2.900000] Welcome to the machine!')).toEqual([]);
});
