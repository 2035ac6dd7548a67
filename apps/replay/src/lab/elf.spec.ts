import { readFileSync } from 'node:fs';
import { needsOf } from './elf';

/** A program with one segment of each kind that is read, laid out by hand (elf(5)). */
function program(libraries: readonly string[]): Buffer {
  const bytes = Buffer.alloc(0x400);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(bytes);
  bytes.writeUInt16LE(183, 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(3, 56);
  const segment = (at: number, type: number, place: { offset: number; address: number; size: number }) => {
    bytes.writeUInt32LE(type, at);
    bytes.writeBigUInt64LE(BigInt(place.offset), at + 8);
    bytes.writeBigUInt64LE(BigInt(place.address), at + 16);
    bytes.writeBigUInt64LE(BigInt(place.size), at + 32);
  };
  segment(64, 3, { offset: 0x140, address: 0x1140, size: 16 });
  segment(120, 1, { offset: 0x200, address: 0x5200, size: 0x100 });
  segment(176, 2, { offset: 0x300, address: 0x6300, size: 16 * (libraries.length + 2) });
  bytes.write('/lib64/ld.so\0', 0x140, 'latin1');
  let name = 1;
  const entries: [number, number][] = libraries.map((library) => {
    bytes.write(`${library}\0`, 0x200 + name, 'latin1');
    name += library.length + 1;
    return [1, name - library.length - 1];
  });
  for (const [at, [tag, value]] of [...entries, [5, 0x5200], [0, 0]].entries()) {
    bytes.writeBigUInt64LE(BigInt(tag ?? 0), 0x300 + at * 16);
    bytes.writeBigUInt64LE(BigInt(value ?? 0), 0x308 + at * 16);
  }
  return bytes;
}

test('loader and libraries, by their names in the file', () => {
  expect(needsOf(program(['libz.so.1', 'libc.so.6']))).toEqual({
    machine: 183,
    loader: '/lib64/ld.so',
    libraries: ['libz.so.1', 'libc.so.6'],
  });
});

test('the program that runs this test needs a loader and the C library', () => {
  const needs = needsOf(readFileSync(process.execPath));
  expect(needs?.loader).toMatch(/^\/.*ld/);
  expect(needs?.libraries.join(' ')).toMatch(/libc\.(so|musl)/);
});

test.each([
  ['empty', Buffer.alloc(0)],
  ['text', Buffer.from('#!/bin/sh\n')],
  ['32 bits', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 1])],
  ['cut in its list of segments', program([]).subarray(0, 100)],
  ['cut in its list of libraries', program(['libc.so.6']).subarray(0, 0x308)],
])('%s: no program that can be read', (_, bytes) => {
  expect(needsOf(bytes)).toBeNull();
});
