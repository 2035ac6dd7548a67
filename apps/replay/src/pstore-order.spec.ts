/** Crash logs in parts, and rotated logs: several files of one host are one log. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input } from '#core';
import { inPrintedOrder } from './pstore-order';
import { inputsOf } from './read-hosts';
import { reportOfInputs } from './report-of';

const LOG = readFileSync(join(__dirname, '../../../corpus/vtd-on-shutdown-many.log'), 'utf8').split('\n');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-parts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Files of the log cut at these lines, with a head before each. */
function filesOf(cuts: readonly number[], head: (index: number) => string): string[] {
  const from = [0, ...cuts];
  return from.map((start, index) => {
    const file = join(folder, `part-${index}-${cuts.length}-${head(index).length}`);
    writeFileSync(file, `${head(index)}${LOG.slice(start, from[index + 1]).join('\n')}\n`);
    return file;
  });
}

async function verdictsOf(files: readonly string[]): Promise<unknown> {
  const inputs: Input[] = [];
  const fail = (error: unknown) => {
    throw error;
  };
  const sources = files.map((file) => ({ host: 'web-17', file }));
  for await (const input of inputsOf({ sources, onProblem: fail, onError: fail })) inputs.push(input);
  const { handoffs } = await reportOfInputs(inputs);
  return handoffs.map(({ kind, policy, iommu, devices }) => ({
    kind,
    policy,
    iommu,
    devices: devices.map(({ bdf, driverBefore, driverAfter, verdict }) => ({
      bdf,
      driverBefore,
      driverAfter,
      verdict,
    })),
  }));
}

test('a rotated log, each file going on in the midst of a boot, says what the whole says', async () => {
  const whole = await verdictsOf(filesOf([], () => ''));
  expect(await verdictsOf(filesOf([300], () => ''))).toEqual(whole);
  expect(await verdictsOf(filesOf([200, 700, 1_200], () => ''))).toEqual(whole);
});

test('parts of a dump, the newest given first, are read in the order in which they were printed', async () => {
  const files = filesOf([200, 400], (index) => `Panic#1 Part${3 - index}\n`);
  expect(await verdictsOf(files.toReversed())).toEqual(await verdictsOf(filesOf([], () => '')));
});

test('only parts change places, and only among their host’s', async () => {
  const [old, late] = filesOf([400], (index) => `Oops#2 Part${2 - index}\n`) as [string, string];
  const plain = join(folder, 'plain');
  writeFileSync(plain, 'Linux version 6.1.0\n');
  const sources = [
    { host: 'a', file: late },
    { host: 'b', file: plain },
    { host: 'a', file: old },
    { host: 'b', file: join(folder, 'missing') },
  ];
  expect((await inPrintedOrder(sources)).map(({ file }) => file)).toEqual([old, plain, late, join(folder, 'missing')]);
});
