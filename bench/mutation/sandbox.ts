/** A copy of the core and its tests in JavaScript, in which every mutant of some folders sleeps behind a switch (StrykerJS's instrumenter). */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = process.cwd();
export const CORE = 'libs/core/src';
/** What the core's tests need: its own specs, the golden logs and the messages of the corpus. */
const COPIED = [CORE, 'libs/simulator/src', 'corpus'];
const COPIED_FILES = ['apps/replay/src/report-of.ts'];
/** Where the sandbox is told from the outside, since a child is started before it is filled. */
export const SANDBOX = join(ROOT, '.cache', 'mutation');
/** The files that lie in no folder of the core. */
export const TOP = 'top';

export interface Mutant {
  readonly id: string;
  /** Place, kind and replacement: the same in every run over the same source. */
  readonly key: string;
  readonly fileName: string;
  /** A literal of two or more words: mostly what people read. */
  readonly isText: boolean;
}
export interface Sandbox {
  readonly mutants: readonly Mutant[];
  readonly specs: readonly string[];
  /** Digest of each file with mutants. */
  readonly digests: Readonly<Record<string, string>>;
  /** Digest of each spec. */
  readonly specDigests: Readonly<Record<string, string>>;
}
interface Source {
  readonly name: string;
  readonly content: string;
}
interface Made {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}
interface Place {
  readonly line: number;
  readonly column: number;
}

const isSpec = (name: string): boolean => name.endsWith('.spec.ts');
const isTestHelp = (name: string): boolean => name.startsWith(`${CORE}/testing/`);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}

const sources = (): readonly Source[] =>
  [...COPIED.flatMap(filesBelow), ...COPIED_FILES]
    .sort()
    .map((name) => ({ name, content: readFileSync(join(ROOT, name), 'utf8') }));

/** The folders of the core that hold code, and `top`. */
export const foldersOfCore = (): readonly string[] => [
  ...readdirSync(join(ROOT, CORE), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map(({ name }) => name),
  TOP,
];

/** What is generated is another source's text. */
const isCode = (name: string): boolean =>
  name.startsWith(`${CORE}/`) && !isSpec(name) && !isTestHelp(name) && !name.includes('/generated/');

/** swc keeps the order of evaluation and takes the types off. */
function write({ name, content }: Source): void {
  const { code } = transformSync(content, {
    filename: name,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const path = compiled(name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
}

const compiled = (name: string): string => join(SANDBOX, name.replace(/\.ts$/, '.js'));

/** Logs, lists and sources that specs read beside themselves. */
function linkBeside(): void {
  symlinkSync(join(ROOT, 'libs/core/scan'), join(SANDBOX, 'libs/core/scan'));
  for (const name of readdirSync(join(ROOT, 'corpus')).filter((entry) => !entry.endsWith('.ts')))
    symlinkSync(join(ROOT, 'corpus', name), join(SANDBOX, 'corpus', name));
}

const IMPORTS = {
  '#core': `./${CORE}/index.js`,
  '#core/read': `./${CORE}/read.js`,
  '#simulator': './libs/simulator/src/index.js',
};

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

/** Lines as in an editor: the first is 1. */
function named({ id, fileName, mutatorName, replacement, location: { start, end } }: Made, content: string): Mutant {
  const place = `${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1}`;
  const isText = mutatorName === 'StringLiteral' && /\S\s+\S/.test(textBetween(content, start, end));
  return { id, fileName, key: `${fileName}:${place} ${mutatorName} -> ${replacement}`, isText };
}

function textBetween(content: string, start: Place, end: Place): string {
  const lines = content.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column : 0, index === last ? end.column : undefined))
    .join('\n');
}

function fill(files: readonly Source[]): void {
  rmSync(SANDBOX, { recursive: true, force: true });
  for (const file of files) write(file);
  writeFileSync(join(SANDBOX, 'package.json'), JSON.stringify({ type: 'commonjs', imports: IMPORTS }));
  linkBeside();
}

/** A sandbox in which nothing is mutated, and a way to put another text in the place of a file of the core. */
export function prepareWhole(): {
  readonly specs: readonly string[];
  readonly put: (name: string, content: string) => void;
} {
  const files = sources();
  fill(files);
  return {
    specs: files.filter(({ name }) => isSpec(name)).map(({ name }) => compiled(name)),
    put: (name, content) => write({ name: `${CORE}/${name}`, content }),
  };
}

/** The folder of the core that a file is of. */
export const folderOf = (name: string): string =>
  dirname(name) === CORE ? TOP : (name.slice(CORE.length + 1).split('/')[0] ?? TOP);

/** Fills the sandbox with the mutants of some folders. */
export async function prepare(folders: readonly string[]): Promise<Sandbox> {
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const files = sources();
  const unknown = folders.find((folder) => !foldersOfCore().includes(folder));
  if (unknown !== undefined) throw new Error(`the core has no folder ${unknown}, only ${foldersOfCore().join(', ')}`);
  const mutated = files.filter(({ name }) => isCode(name) && folders.includes(folderOf(name)));
  const { mutants, files: switched } = await new Instrumenter(LOGGER).instrument(
    mutated.map((file) => ({ ...file, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  fill([...files.filter((file) => !mutated.includes(file)), ...switched]);
  const contents = new Map(files.map(({ name, content }) => [name, content]));
  const specs = files.filter(({ name }) => isSpec(name));
  return {
    mutants: (mutants as readonly Made[]).map((mutant) => named(mutant, contents.get(mutant.fileName) ?? '')),
    specs: specs.map(({ name }) => compiled(name)),
    digests: Object.fromEntries(mutated.map(({ name, content }) => [name, digest(content)])),
    specDigests: Object.fromEntries(specs.map(({ name, content }) => [compiled(name), digest(content)])),
  };
}
