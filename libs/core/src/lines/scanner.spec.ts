/** What the scanner runs is what its source compiles to, and says of bytes what plain loops say. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { createScanner, newlinesBetween, reserve, surveyTo, VECTOR } from './scanner';

test('the WebAssembly is what scan.ts compiles to', () => {
  execFileSync(process.execPath, [join(__dirname, '../../scan/compile.mjs'), '--check'], { stdio: 'pipe' });
}, 60_000);

test('counts LFs and sees what asks for care between any two places, in texts of any size', () => {
  const byte = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(0x0a, 0x20, 0x7f) },
    fc.constantFrom(0, 0x1b, 0x80, 0xff),
  );
  const runs = fc.array(fc.tuple(byte, fc.nat(5000)), { maxLength: 8 });
  fc.assert(
    fc.property(runs, fc.nat(), fc.nat(), (all, one, other) => {
      const bytes = Uint8Array.from(all.flatMap(([value, size]) => Array<number>(size).fill(value)));
      const scanner = createScanner();
      reserve(scanner, bytes.length + VECTOR);
      scanner.bytes.fill(0x20, 0, bytes.length + VECTOR);
      scanner.bytes.set(bytes);
      const [from, to] = [one % (bytes.length + 1), other % (bytes.length + 1)].sort((left, right) => left - right);
      const between = bytes.subarray(from, to).filter((value) => value === 0x0a).length;
      expect(newlinesBetween(scanner, from as number, to as number)).toBe(between);
      expect(surveyTo(scanner, bytes.length)).toEqual({
        ascii: bytes.every((value) => value < 0x80),
        escapes: bytes.includes(0x1b),
        nuls: bytes.includes(0),
      });
    }),
    { numRuns: 300 },
  );
});

test('a text that needs more room gets it, and what lay there stays', () => {
  const scanner = createScanner();
  scanner.bytes.set([1, 2, 3]);
  const size = 3 * scanner.bytes.length;
  reserve(scanner, size);
  expect(scanner.bytes.length).toBeGreaterThanOrEqual(size);
  expect([...scanner.bytes.subarray(0, 3)]).toEqual([1, 2, 3]);
});
