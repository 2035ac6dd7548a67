/** /dev/kmsg: one record a read, without blocking, numbered by the kernel's own sequence. */
import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { KmsgPosition } from './checkpoint';
import type { Block } from './cutter';

export interface KmsgBlock extends Block {
  readonly position: KmsgPosition;
}
export interface KmsgReading {
  readonly path: string;
  readonly bootId: string;
  readonly from: KmsgPosition | null;
  /** Line number of sequence 0 of a boot that was not read before. */
  readonly base: number;
  readonly maxBytes: number;
  readonly pollMs: number;
  readonly signal: AbortSignal;
  /** The kernel overwrote records before they were read. */
  readonly onLost: (records: number) => void;
}
export interface KmsgRecord {
  readonly sequence: number;
  readonly text: string;
}

/** Larger than any record (PRINTKRB_RECORD_MAX, CONSOLE_EXT_LOG_MAX): a smaller buffer makes devkmsg_read() say EINVAL. */
const RECORD_BYTES = 16 * 1024;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The random id of the running kernel's boot. */
export const readBootId = async () => (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();

/**
 * `priority,sequence,stamp,flags;text`. The ` KEY=value` lines after it repeat what dev_printk() put in front of the text,
 * and without them a record is a line.
 */
export function parseRecord(bytes: Buffer): KmsgRecord | null {
  const text = decoder.decode(bytes).split('\n', 1)[0] ?? '';
  const head = /^\d+,(\d+),/.exec(text);
  return head ? { sequence: Number(head[1]), text } : null;
}

/** What the device holds now, up to `maxBytes`. EAGAIN ends it; after EPIPE the next read is at the oldest record left. */
async function readRecords(file: FileHandle, maxBytes: number): Promise<readonly KmsgRecord[]> {
  const buffer = Buffer.alloc(RECORD_BYTES);
  const records: KmsgRecord[] = [];
  for (let bytes = 0; bytes < maxBytes; ) {
    const read = await file.read(buffer, 0, buffer.length, null).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EAGAIN') return { bytesRead: 0 };
      if (error.code === 'EPIPE') return null;
      throw error;
    });
    if (read === null) continue;
    if (read.bytesRead === 0) break;
    bytes += read.bytesRead;
    const record = parseRecord(buffer.subarray(0, read.bytesRead));
    if (record !== null) records.push(record);
  }
  return records;
}

/** Runs of records without a hole between them: a block's lines count up by one. */
export function runsOf(records: readonly KmsgRecord[]): readonly (readonly KmsgRecord[])[] {
  const runs: KmsgRecord[][] = [];
  for (const record of records) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)!.sequence + 1 === record.sequence) run.push(record);
    else runs.push([record]);
  }
  return runs;
}

/** Ends when `signal` aborts. Records of the boot that were read before are skipped. */
export async function* readKmsg(reading: KmsgReading): AsyncGenerator<KmsgBlock> {
  const { bootId, maxBytes, pollMs, signal } = reading;
  const known = reading.from?.bootId === bootId ? reading.from : null;
  const base = known?.base ?? reading.base;
  let wanted = known?.sequence ?? 0;
  const file = await open(reading.path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    while (!signal.aborted) {
      const records = (await readRecords(file, maxBytes)).filter(({ sequence }) => sequence >= wanted);
      for (const run of runsOf(records)) {
        const first = run[0]!.sequence;
        if (first > wanted && wanted > 0) reading.onLost(first - wanted);
        wanted = run.at(-1)!.sequence + 1;
        const text = run.map((record) => `${record.text}\n`).join('');
        const position = { bootId, base, sequence: wanted };
        yield { firstLine: base + first, lines: run.length, text, bytes: Buffer.byteLength(text), position };
      }
      if (records.length === 0) await pause(pollMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await file.close();
  }
}
