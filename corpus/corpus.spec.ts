import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORPUS, goldenLogs, reportOfLog, snapshotOf, wrongIn } from './golden';

const golden = goldenLogs();

test('there are golden logs', () => {
  expect(golden.length).toBeGreaterThan(30);
});

describe.each(golden.map((log) => [log.name, log] as const))('%s', (_, log) => {
  const report = () => reportOfLog(log);

  test('boots, handoff, verdicts and evidence are what happened', async () => {
    expect(wrongIn(await report(), log.expected)).toEqual([]);
  });

  test('every piece of evidence is a line of the log', async () => {
    const last = log.text.trimEnd().split('\n').length;
    const findings = (await report()).handoffs.flatMap(({ devices }) => devices.flatMap((device) => device.findings));
    const places = findings.flatMap(({ evidence }) => evidence);
    expect(places.filter(({ file, line }) => file !== log.expected.log || line < 1 || line > last)).toEqual([]);
  });

  test('the report is the one that was reviewed (`npm run corpus -- -u` rewrites it)', async () => {
    expect(snapshotOf(await report())).toBe(readFileSync(join(CORPUS, `${log.name}.report.json`), 'utf8'));
  });
});
