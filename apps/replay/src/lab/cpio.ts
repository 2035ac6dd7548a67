/** Archives that a kernel unpacks as its first root: cpio, format "newc" (Documentation/driver-api/early-userspace/buffer-format.rst). */

export interface ArchivedFile {
  /** Where it is unpacked to, without a leading slash; folders on the way are made. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const FOLDER = 0o040755;
const PROGRAM = 0o100755;
const LAST = 'TRAILER!!!';

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');
const aligned = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

/** Fields in order: inode, mode, uid, gid, links, mtime, size, device twice (major, minor), length of the name, checksum. */
function record({ name, mode, bytes }: Entry, inode: number): Buffer {
  const links = mode === FOLDER ? 2 : 1;
  const fields = [inode, mode, 0, 0, links, 0, bytes.length, 0, 0, 0, 0, name.length + 1, 0];
  const head = Buffer.from(`070701${fields.map(hex8).join('')}${name}\0`, 'latin1');
  return Buffer.concat([aligned(head), aligned(Buffer.from(bytes))]);
}

const foldersOf = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
};

/** The same files give the same bytes: no times, no owners. Names are ASCII. */
export function archive(files: readonly ArchivedFile[], emptyFolders: readonly string[] = []): Buffer {
  const nothing = new Uint8Array(0);
  const paths = [...emptyFolders.map((folder) => `${folder}/`), ...files.map(({ path }) => path)];
  const folders = [...new Set(paths.flatMap(foldersOf))];
  const entries: readonly Entry[] = [
    ...folders.map((name) => ({ name, mode: FOLDER, bytes: nothing })),
    ...files.map(({ path, bytes }) => ({ name: path, mode: PROGRAM, bytes })),
    { name: LAST, mode: 0, bytes: nothing },
  ];
  return Buffer.concat(entries.map((entry, at) => record(entry, at + 1)));
}
