/** What a program needs in order to be started: its loader and its libraries, as its ELF file names them (elf(5)). */

export interface Needs {
  /** ELF's number of the machine that it is for: 62 is x86-64, 183 AArch64. */
  readonly machine: number;
  /** Path of the loader; null for a static program. */
  readonly loader: string | null;
  /** Names of shared libraries, e.g. `libz.so.1`. */
  readonly libraries: readonly string[];
}

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const ELF64_LITTLE = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

const at8 = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64LE(at));

function segmentsOf(bytes: Buffer): readonly Segment[] {
  const [first, size, count] = [at8(bytes, 32), bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * size;
    return {
      type: bytes.readUInt32LE(at),
      offset: at8(bytes, at + 8),
      address: at8(bytes, at + 16),
      size: at8(bytes, at + 32),
    };
  });
}

const textAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, bytes.indexOf(0, at));

function dynamicOf(bytes: Buffer, segments: readonly Segment[]): readonly (readonly [number, number])[] {
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  if (!dynamic) return [];
  return Array.from({ length: Math.floor(dynamic.size / 16) }, (_, index) => {
    const at = dynamic.offset + index * 16;
    return [at8(bytes, at), at8(bytes, at + 8)] as const;
  });
}

function librariesOf(bytes: Buffer, segments: readonly Segment[]): readonly string[] {
  const dynamic = dynamicOf(bytes, segments);
  const names = dynamic.find(([tag]) => tag === DT_STRTAB)?.[1];
  const holds = ({ type, address, size }: Segment) =>
    type === PT_LOAD && names !== undefined && address <= names && names < address + size;
  const segment = segments.find(holds);
  if (names === undefined || segment === undefined) return [];
  const from = names - segment.address + segment.offset;
  return dynamic.filter(([tag]) => tag === DT_NEEDED).map(([, at]) => textAt(bytes, from + at));
}

/** Null where the bytes are no 64-bit little-endian ELF file, or one that is cut short. */
export function needsOf(bytes: Buffer): Needs | null {
  if (!bytes.subarray(0, ELF64_LITTLE.length).equals(ELF64_LITTLE)) return null;
  try {
    const segments = segmentsOf(bytes);
    const loader = segments.find(({ type }) => type === PT_INTERP);
    return {
      machine: bytes.readUInt16LE(18),
      loader: loader ? textAt(bytes, loader.offset) : null,
      libraries: librariesOf(bytes, segments),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_OUT_OF_RANGE') return null;
    throw error;
  }
}
