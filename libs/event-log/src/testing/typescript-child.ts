/** Runs a TypeScript file of this checkout in a process of its own, so that a test can kill it. For tests only. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');

/** Compiles each file as it is required, and finds `#name` in the sources as jest does. */
const BOOT = `
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');
const jsc = { parser: { syntax: 'typescript', decorators: true }, target: 'es2022',
  transform: { legacyDecorator: true, decoratorMetadata: true } };
Module._extensions['.ts'] = (module, file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), { filename: file, swcrc: false, jsc, module: { type: 'commonjs' } });
  module._compile(code, file);
};
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => {
  const [, lib, file = 'index'] = /^#([^/]+)(?:\\/(.*))?$/.exec(request) ?? [];
  return resolve(lib ? ${JSON.stringify(ROOT)} + '/libs/' + lib + '/src/' + file + '.ts' : request, ...rest);
};
process.argv.splice(1, 0, 'node');
require(process.argv[2]);
`;

/** `file` relative to the project's root; it finds its `args` from `process.argv[3]` on. `within` runs the command. */
export function spawnTypescript(
  file: string,
  args: readonly string[],
  { within = [], ...options }: SpawnOptions & { readonly within?: readonly string[] } = {},
): ChildProcess {
  const [command, ...rest] = [...within, process.execPath, '-e', BOOT, join(ROOT, file), ...args];
  return spawn(command!, rest, { cwd: ROOT, ...options });
}
