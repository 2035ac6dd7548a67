/**
 * The loops that touch every byte of a text, in AssemblyScript: V8 runs them twice to seven times as fast as the same in JavaScript.
 * All state is the caller's, in one imported memory (libs/core/src/lines/scanner.ts lays it out); addresses are bytes, offsets are bytes from
 * a page's beginning. Nothing here may need memory of its own (a string, an array, a function as a value). `npm run scan` compiles it into libs/core/src/lines/generated/.
 */

const LF: u8 = 0x0a;
const ESC: u8 = 0x1b;
/** Bytes of a vector. */
const VECTOR: usize = 16;
/** Vectors after which a count of one byte a lane would run over. */
const COUNTED: usize = 255 * VECTOR;

function sumOfLanes(bytes: v128): i32 {
  const words = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
  return (
    i32x4.extract_lane(words, 0) +
    i32x4.extract_lane(words, 1) +
    i32x4.extract_lane(words, 2) +
    i32x4.extract_lane(words, 3)
  );
}

/** LFs from one address to before another. */
export function newlines(from: usize, to: usize): i32 {
  let count: i32 = 0;
  let at = from;
  while (at + VECTOR <= to) {
    const until = min(to - VECTOR, at + COUNTED - VECTOR);
    let lanes = i8x16.splat(0);
    for (; at <= until; at += VECTOR) lanes = i8x16.sub(lanes, i8x16.eq(v128.load(at), i8x16.splat(LF)));
    count += sumOfLanes(lanes);
  }
  for (; at < to; at++) count += i32(load<u8>(at) == LF);
  return count;
}

/** What there is from one address to before another, which lies on whole vectors: bit 0 a byte above 0x7f, bit 1 an ESC, bit 2 a NUL. */
export function survey(from: usize, to: usize): i32 {
  let high = i8x16.splat(0);
  let escapes = i8x16.splat(0);
  let nuls = i8x16.splat(0);
  for (let at = from; at < to; at += VECTOR) {
    const bytes = v128.load(at);
    high = v128.or(high, bytes);
    escapes = v128.or(escapes, i8x16.eq(bytes, i8x16.splat(ESC)));
    nuls = v128.or(nuls, i8x16.eq(bytes, i8x16.splat(0)));
  }
  return i32(i8x16.bitmask(high) != 0) | (i32(v128.any_true(escapes)) << 1) | (i32(v128.any_true(nuls)) << 2);
}

// A prefilter as libs/core/src/facts/prefilter.ts writes it: a bit a hash, the first candidate of a hash's upper bits, candidates, letters.
const FACTOR: u32 = 0x9e3779b1;
const HASH_DROP: u32 = 14;
const HEAD_DROP: u32 = 5;
const HEADS: usize = 1 << 15;
const CANDIDATES: usize = HEADS + (1 << 14);
const CANDIDATE: usize = 16;

/** Blocks that may be some needle's, and end at every second offset from `from` to before `to`, both odd: the offsets of their last bytes. */
function findBlocks(filter: usize, page: usize, from: usize, to: usize, places: usize): usize {
  let end = places;
  for (let at = from; at < to; at += 2) {
    const hash = (load<u32>(page + at - 3) * FACTOR) >>> HASH_DROP;
    // Written at any rate, and kept where the bit is set: a branch that nobody can foretell would cost more.
    store<u32>(end, <u32>at);
    end += ((load<u8>(filter + (hash >>> 3)) >>> (hash & 7)) & 1) << 2;
  }
  return end;
}

function begins(letters: usize, size: usize, at: usize): bool {
  for (let index: usize = 0; index < size; index++) if (load<u8>(at + index) != load<u8>(letters + index)) return false;
  return true;
}

/**
 * Needles whose window's block ends at an offset from `from` to before `to`: how many. Where each begins, and its number, are left in
 * `hits`, two words each; `places` is room for a word a block.
 */
export function find(filter: usize, page: usize, end: usize, from: usize, to: usize, places: usize, hits: usize): i32 {
  const until = findBlocks(filter, page, from, to, places);
  let hit = hits;
  for (let place = places; place < until; place += 4) {
    const last = <usize>load<u32>(place);
    const block = load<u32>(page + last - 3);
    const head = (block * FACTOR) >>> (HASH_DROP + HEAD_DROP);
    let number = load<u16>(filter + HEADS + (head << 1));
    while (number != 0) {
      const candidate = filter + CANDIDATES + <usize>number * CANDIDATE;
      const back = <usize>load<u16>(candidate + 14);
      const size = <usize>load<u16>(candidate + 12);
      if (load<u32>(candidate) == block && last >= back && last - back + size <= end)
        if (begins(filter + load<u32>(candidate + 4), size, page + last - back)) {
          store<u32>(hit, <u32>(last - back));
          store<u32>(hit + 4, load<u16>(candidate + 8));
          hit += 8;
        }
      number = load<u16>(candidate + 10);
    }
  }
  return <i32>((hit - hits) >>> 3);
}
