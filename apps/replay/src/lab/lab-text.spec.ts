import type { DeviceHandoff, Handoff } from '#core';
import type { HandoffTruth } from '#simulator';
import { agrees, type Compared, disagreements, handoffLines, supplyLines } from './lab-text';
import type { LabDeviceTruth } from './witness';

const SCREEN = { columns: 80, colour: false };
const DEVICE: LabDeviceTruth = {
  bdf: '0000:01:00.0',
  id: '1b36:0010',
  driver: 'nvme',
  driverAfter: 'nvme',
  master: true,
  refused: { between: 0, early: 6, probing: 0, after: 1 },
  recorded: 0,
  limited: false,
  happened: 'dma-leak',
  expect: 'dma-leak',
  ambiguous: [],
  blind: null,
  steps: [
    { step: 'remove', result: 'ok' },
    { step: 'hot-reset', result: 'failed' },
  ],
};
const said = (verdict: DeviceHandoff['verdict'], confidence: 'certain' | 'likely' | 'possible' = 'certain') =>
  ({
    bdf: DEVICE.bdf,
    verdict,
    findings: [{ confidence }],
  }) as unknown as DeviceHandoff;
const compared = (device: DeviceHandoff | null, change: Partial<LabDeviceTruth> = {}): Compared => ({
  truth: {
    host: 'crash',
    handoff: 1,
    kind: 'kdump',
    policy: 'none',
    from: '6.1.0-56-amd64',
    to: '6.12.43+deb13-amd64',
    outcome: 'back',
    devices: [{ ...DEVICE, ...change }],
  },
  judged: device === null ? undefined : ({ devices: [device] } as unknown as Handoff),
  model: {
    devices: [{ bdf: DEVICE.bdf, expect: 'clean' }],
  } as unknown as HandoffTruth,
});

test.each<[boolean, string, Partial<LabDeviceTruth>, DeviceHandoff | undefined]>([
  [true, 'what was seen', {}, said('dma-leak')],
  [false, 'another', {}, said('clean')],
  [true, 'what the same lines support, and not for certain', { ambiguous: ['clean'] }, said('clean', 'possible')],
  [false, 'that, for certain', { ambiguous: ['clean'] }, said('clean')],
  [true, 'that nothing could be seen', { ambiguous: ['unobserved'] }, said('unobserved')],
  [true, 'quiet behind a full limit, as possible', { expect: 'clean', limited: true }, said('clean', 'possible')],
  [false, 'quiet behind a full limit, as likely', { expect: 'clean', limited: true }, said('clean', 'likely')],
  [false, 'nothing', {}, undefined],
  [true, 'nothing, where the log merely ends', { expect: 'lost' }, undefined],
])('agrees: %s, if it says %s', (right, _, truth, judged) => {
  expect(agrees({ ...DEVICE, ...truth }, judged)).toBe(right);
});

test('a handoff at 80 columns: what was seen, what the log says, what the model says, and what does not agree', () => {
  const wrong = compared(said('clean'));
  expect(handoffLines(wrong, SCREEN).join('\n')).toMatchInlineSnapshot(`
   "crash  1  kdump  6.1.0-56-amd64 → 6.12.43+deb13-amd64  policy none  back
     device       driver       truth        analyze                  model
   ✖ 0000:01:00.0 nvme         dma-leak     clean (certain)          clean
       bus master on at the new kernel, 6 refused before its driver (0 recorded for
       the kernel), 1 refused after its claim, hot-reset failed"
  `);
  expect(disagreements(wrong).map(({ bdf }) => bdf)).toEqual([DEVICE.bdf]);
  expect(disagreements(compared(said('dma-leak')))).toEqual([]);
  expect(
    handoffLines(compared(null, { limited: true, blind: 'nobody looks' }), SCREEN).join('\n'),
  ).toMatchInlineSnapshot(`
   "crash  1  kdump  6.1.0-56-amd64 → 6.12.43+deb13-amd64  policy none  back
     device       driver       truth        analyze                  model
   ✖ 0000:01:00.0 nvme         dma-leak     not told                 clean
       bus master on at the new kernel, 6 refused before its driver (0 recorded for
       the kernel), 1 refused after its claim, its limit of reports was reached,
       hot-reset failed, nobody looks"
  `);
});

test('a head that does not fit goes on under itself', () => {
  const { truth, ...rest } = compared(said('dma-leak'));
  const long = { ...rest, truth: { ...truth, policy: 'remove-or-shutdown+bus-master-off' } };
  expect(handoffLines(long, SCREEN).slice(0, 2)).toEqual([
    'crash  1  kdump  6.1.0-56-amd64 → 6.12.43+deb13-amd64  policy',
    ' remove-or-shutdown+bus-master-off  back',
  ]);
});

test('no line is wider than the screen', () => {
  const wide = compared(said('dma-leak', 'possible'), {
    driver: 'a-driver-with-a-long-name',
    blind: 'x '.repeat(60),
  });
  for (const columns of [60, 80, 120])
    for (const line of handoffLines(wide, { columns, colour: false }).filter((one) => !one.includes('0000:')))
      expect(line.length).toBeLessThanOrEqual(Math.max(columns, 80));
});

test('what is there and what is lacking', () => {
  const supplies = [
    {
      what: 'emulator',
      found: 'QEMU 7.2.22, /usr/bin/qemu-system-x86_64',
      mend: '',
    },
    {
      what: 'kexec',
      found: null,
      mend: 'kexec (Debian and Fedora: kexec-tools)',
    },
  ];
  expect(supplyLines(supplies, SCREEN)).toEqual([
    'ok    emulator  QEMU 7.2.22, /usr/bin/qemu-system-x86_64',
    'lacks kexec     kexec (Debian and Fedora: kexec-tools)',
  ]);
});
