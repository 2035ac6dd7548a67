/** The same boots as other tools told of them: /dev/kmsg of either kernel, `dmesg -r`, netconsole, pstore. One answer, whoever is read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, Report } from '#core';
import { reportOfInputs } from '../apps/replay/src/report-of';
import { CORPUS, type Golden, goldenLogs } from './golden';

const OTHERS = readdirSync(CORPUS);
/** The outgoing kernel's before the incoming one's. */
const formsOf = ({ name }: Golden): readonly string[] =>
  OTHERS.filter((file) => file.startsWith(`${name}.`) && !/\.(?:log|json)$/.test(file)).sort(
    (left, right) => Number(left.endsWith('-new')) - Number(right.endsWith('-new')) || (left < right ? -1 : 1),
  );

const read = (sources: readonly string[]): Promise<Report> =>
  reportOfInputs(
    sources.flatMap((source): Input[] => [
      { type: 'lines', host: 'h', source, firstLine: 1, text: readFileSync(join(CORPUS, source), 'utf8') },
      { type: 'end', host: 'h', source },
    ]),
  );

const verdictsOf = ({ handoffs }: Report, { expected }: Golden): Readonly<Record<string, string | undefined>> => {
  const devices = handoffs.filter(({ kind }) => kind === expected.handoff.kind).flatMap((handoff) => handoff.devices);
  return Object.fromEntries(
    Object.keys(expected.devices).map((bdf) => [bdf, devices.find((device) => device.bdf === bdf)?.verdict]),
  );
};

const expectedOf = ({ expected }: Golden) =>
  Object.fromEntries(Object.entries(expected.devices).map(([bdf, { verdicts }]) => [bdf, verdicts[0]]));

const golden = goldenLogs().filter((log) => formsOf(log).length > 0);
/** A file of both boots, or the two of them. */
const setsOf = (log: Golden): readonly (readonly string[])[] => {
  const forms = formsOf(log);
  const kernels = forms.filter((file) => /\.kmsg-(?:old|new)$/.test(file));
  return [kernels, forms.filter((file) => file.endsWith('.netconsole')), [log.expected.log, ...forms]].filter(
    (files) => files.length > 0,
  );
};

test('there are logs in several forms', () => {
  expect(golden.map((log) => formsOf(log).length).sort()).toEqual([1, 1, 3, 4]);
});

describe.each(golden.map((log) => [log.name, log] as const))('%s', (_, log) => {
  test.each(setsOf(log).map((files) => [files.map((file) => file.slice(log.name.length)).join(' '), files] as const))(
    'as %s',
    async (_names, files) => {
      const report = await read(files);
      expect(verdictsOf(report, log)).toEqual(expectedOf(log));
      expect(report.handoffs).toHaveLength(1);
      expect(report.boots).toHaveLength(2);
    },
  );
});

test.each(
  golden.flatMap((log) =>
    formsOf(log)
      .filter((file) => file.endsWith('-new'))
      .map((file) => [file, log] as const),
  ),
)('%s: the incoming kernel alone', async (file, log) => {
  expect(verdictsOf(await read([file]), log)).toEqual(expectedOf(log));
});
