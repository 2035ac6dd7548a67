/** A shrunk log says the same in as few lines as can be, and is a golden case that holds. */
import { goldenLogs, reportOfLog, wrongIn } from '../../../corpus/golden';
import { caseOf, type Finding, findingsIn, shrink } from './shrink';
import { linesOf } from './virtual-time';

const golden = new Map(goldenLogs().map((log) => [log.name, log]));

const shrunk = async (name: string, bdf: string) => {
  const log = golden.get(name)!;
  const finding = findingsIn(await reportOfLog(log)).find((one) => one.bdf === bdf)!;
  const request = { host: name, source: log.expected.log, text: log.text, finding };
  return { finding, request, ...(await shrink(request)) };
};

describe.each([
  ['vtd-leak-crash-2nics', '0000:01:00.0', 'dma-leak'],
  ['aer-new-fatal', '0000:00:02.0', 'frozen'],
  ['arm-smmu-shutdown-e1000e-nvme', '0000:00:02.0', 'clean'],
] as const)('%s %s', (name, bdf, verdict) => {
  test('keeps its finding in a fiftieth of the lines, none of which can be left out', async () => {
    const { finding, text, report, request } = await shrunk(name, bdf);
    expect(finding.verdict).toBe(verdict);
    expect(findingsIn(report)).toContainEqual(finding);
    const lines = linesOf(text);
    expect(lines.length * 50).toBeLessThan(linesOf(request.text).length);
    const original = linesOf(request.text);
    expect(lines.every((line) => original.includes(line))).toBe(true);
    const again = await shrink({ ...request, text });
    expect(again.text).toBe(text);
  });

  test('is a case for the corpus that holds, and that notices when the finding is gone', async () => {
    const { finding, text, report } = await shrunk(name, bdf);
    const log = `${name}.log`;
    const expected = caseOf(log, report, finding) as Parameters<typeof wrongIn>[1];
    const read = (of: string) => reportOfLog({ name, text: of, expected });
    expect(wrongIn(await read(text), expected)).toEqual([]);
    const shown = expected.devices[bdf]?.evidence?.[0] ?? linesOf(text).length;
    const without = linesOf(text)
      .slice(0, shown - 1)
      .join('');
    expect(wrongIn(await read(without), expected)).not.toEqual([]);
  });
});

test('what cannot be said by less stays whole', async () => {
  const { text, finding } = await shrunk('aer-new-fatal', '0000:00:02.0');
  const fewer = await shrink({
    host: 'h',
    source: 'x',
    text,
    finding: { ...finding, kind: 'kdump' } satisfies Finding,
  });
  expect(fewer.text).toBe(text);
});
