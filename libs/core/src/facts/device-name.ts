/** Names that stand for an address within one boot: `nvme0`, `eth0`, and the windows by which drivers know their own devices. */

import { entry, setEntry } from '../entry';
import { isKernel } from '../lines/frame';
import type { Line } from '../lines/line';
import { bareHex } from './digits';
import type { ReaderState } from './reader-state';

/** More than any machine has; what a hostile log names beyond is not known again. */
const NAMES_MAX = 16_384;

export function noteName(state: ReaderState, name: string, bdf: string): void {
  if (entry(state.names, name) === undefined) {
    if (state.nameCount >= NAMES_MAX) return;
    state.nameCount++;
  }
  setEntry(state.names, name, bdf);
}

/** The address that a name stands for in this boot, if it was told. */
export const addressOf = (state: ReaderState, name: string): string | undefined => entry(state.names, name);

/** A memory window as a name: no two devices of a boot have one that begins at the same address. */
export const windowName = (start: string): string => `window ${bareHex(start)}`;

/** `reg 0x14: [mem 0x…` to 6.5, `BAR 1 [mem 0x…` since (drivers/pci/probe.c __pci_read_base()), `BAR 1: assigned [mem 0x…`. */
const WINDOW = /^(?:reg |BAR \d).{0,40}\[mem 0x([0-9a-f]{5,16})-/;

/** A window of I/O ports as a name. */
export const portName = (start: string): string => `port ${bareHex(start)}`;

/** `reg 0x10: [io  0x…` and its like: what %pR prints of ports has two blanks (lib/vsprintf.c resource_string()). */
const PORTS = /^(?:reg |BAR \d).{0,40}\[io {1,2}0x([0-9a-f]{3,8})-/;

/** Where the device's registers lie: mpt3sas, libata, tulip and pcnet32 name no address, but say which registers are theirs. */
export function noteWindow(state: ReaderState, line: Line): void {
  if (line.subject === null || !isKernel(line)) return;
  if (!line.body.startsWith('reg ') && !line.body.startsWith('BAR ')) return;
  const start = WINDOW.exec(line.body)?.[1];
  const port = start === undefined ? PORTS.exec(line.body)?.[1] : undefined;
  if (start !== undefined) noteName(state, windowName(start), line.subject.bdf);
  if (port !== undefined) noteName(state, portName(port), line.subject.bdf);
}
