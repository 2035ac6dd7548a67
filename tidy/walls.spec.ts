/** The walls of style.md: what dependency-cruiser can say is configuration, the rest is here. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

const walk = (dir: string): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    if (name === 'node_modules' || name === 'dist') return [];
    return statSync(path).isDirectory() ? walk(path) : /\.tsx?$/.test(path) ? [path] : [];
  });

const everything = ['apps', 'libs', 'bench', 'tidy', 'schemas', 'fuzz']
  .flatMap((top) => walk(join(ROOT, top)))
  .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
const product = everything.filter(
  ({ path }) => /^(apps|libs)\//.test(path) && !/\.(spec|contract)\.tsx?$|\/(testing|e2e)\//.test(path),
);
const core = product.filter(({ path }) => path.startsWith('libs/core/'));
const simulator = product.filter(({ path }) => path.startsWith('libs/simulator/'));
const offenders = (files: typeof product, bad: (file: (typeof product)[number]) => boolean) =>
  files.filter(bad).map(({ path }) => path);

test('imports go one way (dependency-cruiser)', () => {
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = () =>
    execFileSync(
      process.execPath,
      [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'apps', 'libs'],
      { cwd: ROOT, encoding: 'utf8' },
    );
  expect(run()).toMatch(/no dependency violations found/);
}, 120_000);

test('there is a core to look at', () => {
  expect(core.length).toBeGreaterThan(15);
});

test('the core and the simulator have no clock, no chance but a seed, and no I/O', () => {
  const impure =
    /\b(Date\.now|new Date\(\)|Math\.random|randomUUID|performance\.|process\.|setTimeout|setInterval|console\.)/;
  expect(simulator.length).toBeGreaterThan(15);
  expect(offenders([...core, ...simulator], ({ text }) => impure.test(text))).toEqual([]);
});

test('the core lets no rxjs operator keep time', () => {
  const timed = /\b(timer|interval|delay\w*|timeout\w*|\w+Time|observeOn|subscribeOn|\w+Scheduler)\b/;
  expect(offenders(core, ({ text }) => timed.test(/import \{([^}]*)\} from 'rxjs'/.exec(text)?.[1] ?? ''))).toEqual([]);
});

test('the core has no classes', () => {
  expect(offenders(core, ({ text }) => /^\s*(export )?(abstract )?class /m.test(text))).toEqual([]);
});

test('the environment is read in config.ts only', () => {
  const reads = ({ path, text }: (typeof product)[number]) =>
    text.includes('process.env') && !path.endsWith('/config.ts');
  expect(offenders(product, reads)).toEqual([]);
});

test('nothing is named after nothing', () => {
  const vague = /(^|\/)(common|shared|utils?|types|helpers?|managers?)(\/|\.tsx?$)/;
  expect(offenders(everything, ({ path }) => vague.test(path))).toEqual([]);
});

test('files are kebab-case, but for components', () => {
  const odd = /(^|\/)[^/]*[A-Z_][^/]*\.ts$/;
  expect(offenders(everything, ({ path }) => odd.test(path) && !path.includes('generated'))).toEqual([]);
});

test('no escape from the type checker', () => {
  const escapes = new RegExp(['@ts-', 'ignore|@ts-', 'nocheck|\\bas ', 'any\\b|: ', 'any\\b'].join(''));
  expect(offenders(everything, ({ path, text }) => escapes.test(text) && !path.includes('generated'))).toEqual([]);
});

test('no default exports but in configuration files', () => {
  expect(
    offenders(everything, ({ path, text }) => /^export default/m.test(text) && !/\.config\.ts$/.test(path)),
  ).toEqual([]);
});

test('every file says in one sentence what it is for', () => {
  const silent = ({ path, text }: (typeof product)[number]) =>
    !/^(#!.*\n)?\/\*\*/.test(text) &&
    !path.endsWith('/index.ts') &&
    !path.includes('generated') &&
    !path.endsWith('.d.ts');
  expect(
    offenders(
      product.filter(({ path }) => !path.startsWith('apps/dashboard/')),
      silent,
    ),
  ).toEqual([]);
});
