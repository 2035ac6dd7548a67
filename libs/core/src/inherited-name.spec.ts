/** Names that every JavaScript object has, as hosts, drivers and interfaces of a handoff: judged like any other. */
import { entry, setEntry } from './entry';
import type { Input } from './input';
import { reportOf } from './pipeline';
import { bootText, CRASH, outputsOf } from './testing/log';

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const DEVICE = '0000:01:00.0';

const boots = (driver: string) => [
  bootText({
    lines: [
      [0.9, `pci ${DEVICE}: [8086:10d3] type 00 class 0x020000`],
      [2.2, `${driver} ${DEVICE} ${driver}: registered`],
      [12.5, 'Kernel panic - not syncing: sysrq triggered crash'],
    ],
  }),
  bootText({
    commandLine: CRASH,
    lines: [
      [0.9, `pci ${DEVICE}: [8086:10d3] type 00 class 0x020000`],
      [2.2, `${driver}: probe of ${DEVICE} failed with error -5`],
    ],
  }),
];

const reportFor = async ({ host, source, text }: { host: string; source: string; text: string }) => {
  const inputs: Input[] = [
    { type: 'lines', host, source, firstLine: 1, text },
    { type: 'end', host, source },
  ];
  return reportOf(await outputsOf(inputs));
};

test.each(NAMES)('a driver and its interface called %s', async (name) => {
  const report = await reportFor({ host: 'h', source: 'console', text: `${boots(name).join('\n')}\n` });
  expect(report.boots).toHaveLength(2);
  const [device] = report.handoffs[0]?.devices ?? [];
  expect(device).toMatchObject({ bdf: DEVICE, verdict: 'probe-failed', driverBefore: name });
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test.each(NAMES)('a host, its source and the host of its lines called %s', async (name) => {
  const lines = boots('e1000e').flatMap((boot) => boot.split('\n'));
  const text = lines.map((line) => `Nov 22 19:04:00 ${name} kernel: ${line}\n`).join('');
  const report = await reportFor({ host: name, source: name, text });
  expect(report.boots.map((boot) => [boot.host, boot.file])).toEqual([
    [name, name],
    [name, name],
  ]);
  expect(report.handoffs[0]).toMatchObject({ host: name, devices: [{ bdf: DEVICE, verdict: 'probe-failed' }] });
});

test.each(NAMES)('what a record holds under %s is read, listed, replaced and taken out like any other', (name) => {
  const record: Record<string, number> = {};
  expect(entry(record, name)).toBeUndefined();
  expect(setEntry(record, name, 1)).toBe(1);
  expect([entry(record, name), JSON.stringify(record)]).toEqual([1, `{"${name}":1}`]);
  setEntry(record, name, 2);
  record[name] = 3;
  expect(entry(record, name)).toBe(3);
  delete record[name];
  expect(entry(record, name)).toBeUndefined();
});
