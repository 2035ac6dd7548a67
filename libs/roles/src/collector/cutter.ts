/** Bytes as they arrive, cut into blocks of whole lines. */

export interface Block {
  /** 1-based number of the first line within the source. */
  readonly firstLine: number;
  readonly lines: number;
  /** Whole lines, each ended by LF; only what the source itself broke off has none. */
  readonly text: string;
  /** Raw bytes that the block stands for: what a position in a file advances by. */
  readonly bytes: number;
}
export interface Cutter {
  /** Blocks that are complete now; what follows the last LF waits. */
  push(bytes: Buffer): readonly Block[];
  /** The begun line, without LF: nothing more will come, and nothing tells that it is whole. */
  flush(): readonly Block[];
  /** Number of the line that is begun or comes next. */
  nextLine(): number;
}

const LF = 0x0a;
const EMPTY = Buffer.alloc(0);
const ENDED = Buffer.from('\n');
/** Bytes that are no UTF-8 become U+FFFD, and a byte order mark stays: the same text as offline, wherever a block begins. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const countLines = (bytes: Buffer) => {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++;
  return lines + (bytes.length === 0 || bytes.at(-1) === LF ? 0 : 1);
};

/** A line longer than `maxBytes` keeps its number and loses its end: memory is bounded whatever arrives. */
export function createCutter({ firstLine, maxBytes }: { firstLine: number; maxBytes: number }): Cutter {
  let nextLine = firstLine;
  let begun: Buffer = EMPTY;
  let lost = 0;

  const blockOf = (bytes: Buffer, rawBytes: number): Block => {
    const lines = countLines(bytes);
    const block = { firstLine: nextLine, lines, text: decoder.decode(bytes), bytes: rawBytes };
    nextLine += lines;
    return block;
  };
  const hold = (bytes: Buffer) => {
    const kept = bytes.subarray(0, Math.max(0, maxBytes - begun.length));
    begun = Buffer.concat([begun, kept]);
    lost += bytes.length - kept.length;
  };
  const endBegun = (ending: Buffer): Block => {
    const block = blockOf(Buffer.concat([begun, ending]), begun.length + lost + ending.length);
    begun = EMPTY;
    lost = 0;
    return block;
  };
  const push = (arrived: Buffer): readonly Block[] => {
    const blocks: Block[] = [];
    let bytes = arrived;
    if (lost > 0 || begun.length === maxBytes) {
      const end = bytes.indexOf(LF);
      hold(end < 0 ? bytes : bytes.subarray(0, end));
      if (end < 0) return blocks;
      blocks.push(endBegun(ENDED));
      bytes = bytes.subarray(end + 1);
    } else if (begun.length > 0) {
      bytes = Buffer.concat([begun, bytes]);
      begun = EMPTY;
    }
    for (let at = 0; at < bytes.length; ) {
      const stop = bytes.subarray(at, at + maxBytes + 1).lastIndexOf(LF);
      if (stop >= 0) {
        blocks.push(blockOf(bytes.subarray(at, at + stop + 1), stop + 1));
        at += stop + 1;
        continue;
      }
      const end = bytes.indexOf(LF, at);
      hold(bytes.subarray(at, end < 0 ? bytes.length : end));
      if (end >= 0) blocks.push(endBegun(ENDED));
      at = end < 0 ? bytes.length : end + 1;
    }
    return blocks;
  };
  return {
    push,
    flush: () => (begun.length + lost > 0 ? [endBegun(EMPTY)] : []),
    nextLine: () => nextLine,
  };
}
