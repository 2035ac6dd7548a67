/** Reads what a serial port of the emulator writes, line by line as it comes. */
import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Lines of a file that grows. A serial port of QEMU's drops what its other end does not take at once (hw/char/serial.c MAX_XMIT_RETRY), and a
 * socket takes few single bytes; a file takes all.
 */
export interface Tail {
  read(): void;
  close(): void;
}

export function tailOf(path: string, onLine: (line: string) => void): Tail {
  const file = openSync(path, 'w+');
  const piece = Buffer.alloc(65_536);
  let at = 0;
  let rest = '';
  const read = () => {
    for (let size = readSync(file, piece, 0, piece.length, at); size > 0; ) {
      at += size;
      const lines = (rest + piece.toString('latin1', 0, size)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
      size = readSync(file, piece, 0, piece.length, at);
    }
  };
  return { read, close: () => closeSync(file) };
}
