/** Writes marker records where the kernel log is fed. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { isDevicePolicy, isPolicyLabel, type MarkerKind, markerRecords } from '#core';

/** As commander hands them over. */
export interface MarkOptions {
  readonly policy: string;
  readonly kind: string;
  readonly device: readonly string[];
  readonly to: string;
}

interface Streams {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
}

/** user.warning: consoles that show no more than warnings show it too. */
const PRIORITY = '<12>';

const problemsOf = ({ policy, device }: MarkOptions): readonly string[] => {
  const bdfs = device.map((text) => text.slice(0, text.indexOf('=')));
  return [
    ...(isPolicyLabel(policy) ? [] : [`--policy ${policy}: not a policy`]),
    ...device.filter((text) => !isDevicePolicy(text)).map((text) => `--device ${text}: not dddd:bb:dd.f=POLICY`),
    ...bdfs.filter((bdf, index) => bdfs.indexOf(bdf) < index).map((bdf) => `--device ${bdf}: named twice`),
  ];
};

/** One write(2) a record: that is what makes it one (kernel/printk/printk.c devkmsg_write()). */
const append = (path: string, records: readonly string[]): void => {
  const file = openSync(path, 'a');
  try {
    for (const record of records) writeSync(file, path === '/dev/kmsg' ? `${PRIORITY}${record}` : `${record}\n`);
  } finally {
    closeSync(file);
  }
};

/** Exit code. */
export const mark = (options: MarkOptions, { out, err }: Streams): number => {
  const problems = problemsOf(options);
  for (const problem of problems) err.write(`quiesce mark: ${problem}\n`);
  if (problems.length > 0) return 2;
  const { policy, device: devices, to } = options;
  const records = markerRecords({ policy, kind: options.kind as MarkerKind, devices });
  if (to === '-') {
    out.write(records.map((record) => `${record}\n`).join(''));
    return 0;
  }
  try {
    append(to, records);
    return 0;
  } catch (error) {
    err.write(`quiesce mark: ${to}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
};
