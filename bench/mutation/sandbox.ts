/** A copy of the core in JavaScript, in which every mutant of the chosen folders sleeps behind a switch (StrykerJS's instrumenter). */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = process.cwd();
const CORE = 'libs/core/src';
export const SANDBOX = join(ROOT, '.cache', 'mutation');

export interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)
    .sort();
}

const isSpec = (name: string): boolean => name.endsWith('.spec.ts');
const isTestHelp = (name: string): boolean => name.startsWith(`${CORE}/testing/`);

/** swc keeps the order of evaluation and takes the types off. */
function write(name: string, content: string): void {
  const { code } = transformSync(content, {
    filename: name,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const path = join(SANDBOX, name.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
}

const silent = () => {};
const LOGGER = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => true,
  isErrorEnabled: () => true,
  isFatalEnabled: () => true,
  trace: silent,
  debug: silent,
  info: silent,
  warn: console.warn,
  error: console.error,
  fatal: console.error,
};

/** Fills the sandbox; the specs are those of the core. */
export async function prepare(
  folders: readonly string[],
): Promise<{ readonly mutants: readonly Mutant[]; readonly specs: readonly string[] }> {
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const names = filesBelow(CORE);
  const isMutated = (name: string) =>
    !isSpec(name) && !isTestHelp(name) && folders.some((folder) => name.startsWith(`${CORE}/${folder}/`));
  const files = names.map((name) => ({
    name,
    mutate: isMutated(name),
    content: readFileSync(join(ROOT, name), 'utf8'),
  }));
  const instrumented = await new Instrumenter(LOGGER).instrument(
    files.filter(({ mutate }) => mutate),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  rmSync(SANDBOX, { recursive: true, force: true });
  for (const { name, content } of [...files.filter(({ mutate }) => !mutate), ...instrumented.files])
    write(name, content);
  writeFileSync(join(SANDBOX, 'package.json'), '{ "type": "commonjs" }\n');
  symlinkSync(relative(SANDBOX, join(ROOT, 'corpus')), join(SANDBOX, 'corpus'));
  const specs = names.filter(isSpec).map((name) => join(SANDBOX, name.replace(/\.ts$/, '.js')));
  return { mutants: instrumented.mutants as readonly Mutant[], specs };
}
