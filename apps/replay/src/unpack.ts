/** Compressed logs, told by their first bytes and unpacked as a stream in bounded memory. */
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';

export type Bytes = AsyncIterable<Uint8Array>;
type Unpack = (packed: Bytes) => Bytes;

async function* gunzip(packed: Bytes): Bytes {
  const gunzipper = createGunzip({ chunkSize: 256 * 1024 });
  Readable.from(packed, { objectMode: false })
    .on('error', (error) => gunzipper.destroy(error))
    .pipe(gunzipper);
  yield* gunzipper;
}

/** Loaded for the few files that need them. */
const zstd = () => require('fzstd') as typeof import('fzstd');
const xz = () => require('xz-decompress') as typeof import('xz-decompress');

async function* unzstd(packed: Bytes): Bytes {
  const { Decompress } = zstd();
  let ready: Uint8Array[] = [];
  const decompress = new Decompress((bytes) => ready.push(bytes));
  for await (const bytes of packed) {
    decompress.push(bytes);
    yield* ready;
    ready = [];
  }
  decompress.push(new Uint8Array(0), true);
  yield* ready;
}

async function* unxz(packed: Bytes): Bytes {
  const { XzReadableStream } = xz();
  const web = ReadableStream.from(packed) as ConstructorParameters<typeof XzReadableStream>[0];
  yield* new XzReadableStream(web) as unknown as Bytes;
}

interface Packing {
  readonly name: string;
  readonly magic: readonly number[];
  readonly unpack: Unpack;
}
export const PACKINGS: readonly Packing[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], unpack: gunzip },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], unpack: unzstd },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], unpack: unxz },
];

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte);

/** How the bytes are packed, or null where they are not. */
export const packingOf = (head: Uint8Array): Packing | null =>
  PACKINGS.find(({ magic }) => startsWith(head, magic)) ?? null;

/** Files that people hand over by mistake, and what to do instead. Read as text they would only waste time. */
const OTHER_FILES: readonly { readonly magic: string; readonly at: number; readonly says: string }[] = [
  {
    magic: 'LPKSHHRH',
    at: 0,
    says: 'a systemd journal file; export it with `journalctl -k -o short-monotonic --file FILE`',
  },
  { magic: '\x7fELF', at: 0, says: 'an ELF file (a vmcore?); extract the log with `vmcore-dmesg FILE`' },
  { magic: 'KDUMP   ', at: 0, says: 'a compressed vmcore; extract the log with `makedumpfile --dump-dmesg FILE OUT`' },
  { magic: 'ustar', at: 257, says: 'a tar archive; unpack it and name the logs in it' },
  { magic: 'PK\x03\x04', at: 0, says: 'a zip archive; unpack it and name the logs in it' },
  { magic: 'BZh', at: 0, says: 'packed with bzip2; unpack it first (gzip, zstd and xz are read as they are)' },
  {
    magic: '\x04\x22\x4d\x18',
    at: 0,
    says: 'packed with lz4; unpack it first (gzip, zstd and xz are read as they are)',
  },
  { magic: '\x89PNG', at: 0, says: 'a picture' },
];

/** Bytes that no log line holds: control characters other than tab, LF, FF, CR, ESC and backspace. */
const isControl = (byte: number) => byte < 32 && ![8, 9, 10, 12, 13, 27].includes(byte);
const ODD_SHARE_MAX = 0.3;

/** Why these first bytes are no log, or null. A console log with a few torn bytes is one. */
export const notALog = (head: Uint8Array): string | null => {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 65536));
  const other = OTHER_FILES.find(({ magic, at }) => bytes.toString('latin1', at, at + magic.length) === magic);
  if (other) return other.says;
  const text = isUtf8(bytes.subarray(0, bytes.lastIndexOf(10) + 1)) && bytes.includes(10);
  let odd = 0;
  for (const byte of bytes) if (isControl(byte) || (byte >= 0x80 && !text)) odd++;
  return odd > bytes.length * ODD_SHARE_MAX ? 'binary' : null;
};
