/** `npm run scan`: writes what scan.ts compiles to; with `--check`, fails where that is not what lies there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileString } from 'assemblyscript/asc';

const SOURCE = join(import.meta.dirname, 'scan.ts');
const GENERATED = join(import.meta.dirname, '../src/lines/generated/scan-wasm.ts');

const { error, stderr, binary } = await compileString(readFileSync(SOURCE, 'utf8'), {
  // The smallest that AssemblyScript has: nothing is allocated.
  runtime: 'stub',
  optimizeLevel: 3,
  noAssert: true,
  enable: ['simd'],
  importMemory: true,
  noExportMemory: true,
});
if (error || !binary) throw new Error(`${error?.message}\n${stderr}`);

const text = `/** Generated from libs/core/scan/scan.ts by \`npm run scan\`; a test fails when it is stale. Base64. */
export const SCAN_WASM =
  '${Buffer.from(binary).toString('base64')}';
`;
if (!process.argv.includes('--check')) writeFileSync(GENERATED, text);
else if (readFileSync(GENERATED, 'utf8') !== text) {
  process.stderr.write('libs/core/src/lines/generated/scan-wasm.ts is stale: run `npm run scan`\n');
  process.exitCode = 1;
}
