/** What one line says: by the tables' rows, and by the driver that speaks. */

import { isKernel } from '../lines/frame';
import type { Line } from '../lines/line';
import { ofItsBoot } from './apei-source';
import { addressOf } from './device-name';
import type { Fact } from './fact';
import { DEVICES_MAX, factOf, type ReaderState } from './reader-state';
import type { Reading, Row } from './row';
import { ROWS } from './tables';

const OPENING_ROWS = ROWS.filter((row) => row.opening);

const NOT_DRIVERS = new Set([
  'pci',
  'pci_bus',
  'PCI',
  'iommu',
  'device',
  'acpi',
  'pnp',
  'usb',
  'ACPI',
  'AER',
  'EEH',
  'DMAR',
  'for',
  'of',
  'device:',
  'at',
]);

/** The word before a device changes when a driver takes it (drivers/base/core.c dev_driver_string()). */
export function driverSpoke(state: ReaderState, line: Line): Fact | null {
  const { subject } = line;
  if (
    !subject ||
    line.broken ||
    !isKernel(line) ||
    NOT_DRIVERS.has(subject.word) ||
    state.drivers[subject.bdf] === subject.word
  )
    return null;
  if (state.drivers[subject.bdf] === undefined && state.driverCount++ >= DEVICES_MAX) return null;
  state.drivers[subject.bdf] = subject.word;
  const fields = { driver: subject.word };
  return factOf(state, line, { family: 'driver', kind: 'driver-spoke', bdf: subject.bdf, fields });
}

/** A driver that prints under a registered interface owns the device (net/core/dev.c __netdev_printk()). */
export function netdevRegistered(state: ReaderState, line: Line): Fact[] {
  const { subject } = line;
  if (!subject?.netdev || !isKernel(line) || addressOf(state, subject.netdev) === subject.bdf) return [];
  const { word: driver, netdev: name, bdf } = subject;
  const how = `interface ${name}`;
  return [
    factOf(state, line, { family: 'driver', kind: 'device-named', bdf, fields: { name, driver } }),
    factOf(state, line, { family: 'driver', kind: 'driver-claimed', bdf, fields: { driver, how } }),
  ];
}

export interface Made {
  readonly fact: Fact;
  /** Index of the row that made it. */
  readonly row: number;
}

export function rowFacts(state: ReaderState, line: Line, rows: readonly number[]): Made[] {
  const made: Made[] = [];
  for (const row of rows) {
    const fact = tryRow(state, ROWS[row] as Row, line);
    if (fact) made.push({ fact: ofItsBoot(state, fact), row });
  }
  return made;
}

/** Platform devices have colons in their names too (`1.00015000:floppy`). */
const ADDRESS = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/;

export function tryRow(state: ReaderState, row: Row, line: Line): Fact | null {
  const trusted = row.userspace === true || isKernel(line);
  if ((!trusted && !row.fault) || (row.on === 'device' && line.subject === null)) return null;
  const reading = readingOf(row, line);
  if (!reading) return null;
  const named = reading.bdf === undefined ? (line.subject?.bdf ?? null) : reading.bdf;
  if (!trusted) return imitation({ state, row, line, device: named });
  const isAddress = named === null || named === line.subject?.bdf || ADDRESS.test(named);
  return factOf(state, line, {
    family: row.family,
    kind: row.kind,
    bdf: isAddress ? named : (addressOf(state, named) ?? null),
    fields: reading.fields,
    fault: row.fault,
    count: reading.count,
    corrupted: reading.corrupted ?? missingIn(line, reading, (longer) => readingOf(row, longer)),
  });
}

/** Rows of several kinds ask for the same of the same text, one behind the other. */
const latest: { pattern: RegExp | null; text: string; match: RegExpExecArray | null } = {
  pattern: null,
  text: '',
  match: null,
};

function matchOf(pattern: RegExp, text: string): RegExpExecArray | null {
  if (latest.pattern === pattern && latest.text === text) return latest.match;
  latest.pattern = pattern;
  latest.text = text;
  latest.match = pattern.exec(text);
  return latest.match;
}

function readingOf(row: Row, line: Line): Reading | null {
  const match = matchOf(row.pattern, row.on === 'device' ? line.body : line.message);
  return match && row.read(match, line);
}

/** What a number, a name, a text or a power state (`D3`) may go on with. */
const MORE = ['0', 'a', 'A', 'hot'];

/**
 * Why a reading is damaged where part of its line may be missing: its beginning is, or a line one character longer would say something else, so
 * that nothing tells whether this was all of it.
 */
export function missingIn(line: Line, reading: Reading, read: (longer: Line) => Reading | null): string | null {
  if (line.broken) return line.broken;
  if (line.cutShort === undefined) return null;
  const says = ({ bdf, fields }: Reading) => JSON.stringify([bdf ?? null, fields]);
  const before = line.cutAtWord ? ' ' : '';
  const longer = MORE.map((more) => `${before}${more}`);
  const open = longer
    .map((more) => read({ ...line, message: line.message + more, body: line.body + more }))
    .some((other) => other && !other.corrupted && says(other) !== says(reading));
  return open ? line.cutShort : null;
}

/** User space that writes what the kernel would write of a fault: said to be that, and evidence of no device's doing. */
function imitation({
  state,
  row,
  line,
  device,
}: {
  state: ReaderState;
  row: Row;
  line: Line;
  device: string | null;
}): Fact {
  const fields = { imitates: row.kind, device, facility: line.facility };
  return factOf(state, line, { family: row.family, kind: 'fault-imitated', fields });
}

/** All openings at once: most lines that say nothing open as none of them. */
const OPENS = new RegExp(OPENING_ROWS.map(({ opening }) => `(?:${opening?.source})`).join('|'));

/** The row that a message opens as, though it does not go on as it must. */
export function openingOf(line: Line): Row | undefined {
  return OPENS.test(line.message) ? OPENING_ROWS.find((row) => row.opening?.test(line.message)) : undefined;
}
