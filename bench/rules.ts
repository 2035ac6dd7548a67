/**
 * Does every rule of domain.md §1-§6 have a test named after it that fails without it? `npm run rules` takes each rule out of the code in turn,
 * and writes docs/rules.md; `npm run rules -- '§6 fleet'` tries those whose tests are named so, and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES, type Rule } from './mutation/rule';
import { CORE, prepareWhole } from './mutation/sandbox';
import { failureOf, forgetModules, load, type Test } from './mutation/spec-run';

const ROOT = process.cwd();
const DOCUMENT = join(ROOT, 'docs', 'rules.md');

interface Tried {
  readonly rule: Rule;
  /** Name of the test that fails without the rule. */
  readonly failing: string | null;
  readonly trouble: string | null;
}

const nameOf = ({ id }: Test): string => id.split(' › ').at(-2) ?? '';
const isNamed = (test: Test, { test: name }: Rule): boolean => nameOf(test).startsWith(name);

async function firstFailing(tests: readonly Test[]): Promise<Test | null> {
  for (const test of tests) if ((await failureOf(test)) !== null) return test;
  return null;
}

function loadNamed(files: readonly string[], rule: Rule): readonly Test[] {
  forgetModules();
  return files.flatMap(load).filter((test) => isNamed(test, rule));
}

async function tryRule(
  rule: Rule,
  { whole, put }: { whole: readonly Test[]; put: (name: string, content: string) => void },
): Promise<Tried> {
  const text = readFileSync(join(ROOT, CORE, rule.file), 'utf8');
  const named = whole.filter((test) => isNamed(test, rule));
  if (named.length === 0) return { rule, failing: null, trouble: 'no test is named so' };
  if (text.split(rule.is).length !== 2) return { rule, failing: null, trouble: 'the rule is not where it was' };
  const broken = await firstFailing(named);
  if (broken) return { rule, failing: null, trouble: 'its test fails with the rule' };
  put(
    rule.file,
    text.replace(rule.is, () => rule.without),
  );
  const failing = await firstFailing(loadNamed([...new Set(named.map(({ file }) => file))], rule));
  put(rule.file, text);
  return { rule, failing: failing && nameOf(failing), trouble: failing ? null : 'its test passes without the rule' };
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function written(tried: readonly Tried[]): string {
  const section = ({ test }: Rule) => /^§\d/.exec(test)?.[0] ?? '§6';
  const rows = [...tried]
    .sort((left, right) => (section(left.rule) < section(right.rule) ? -1 : 1))
    .map(
      ({ rule, failing, trouble }) =>
        `| ${section(rule)} | ${cell(rule.rule)} | ${cell(failing ?? trouble ?? '')} | \`${rule.file}\` |`,
    );
  return `# Rules and their tests

Each rule of the domain that the core holds, the test that is named after it and fails when the rule is taken out of the code, and where the rule stands.
Written by \`npm run rules\`, which takes each rule out in turn (\`bench/mutation/rule.ts\` says what it takes) and refuses a test that passes without it.

| | rule | fails without it | code |
| --- | --- | --- | --- |
${rows.join('\n')}

Not of the core, and held by tests beside their code: a signature is new once, however many correlators and restarts (\`libs/roles/src/watcher\`); damaged
evidence confirms a signature and creates none (the same); a person mutes a signature, with who, why and until when (\`libs/roles/src/notifier\`, \`libs/roles/src/query\`); every line can be followed forward and every verdict back (\`corpus/corpus.spec.ts\`).
`;
}

async function main(): Promise<void> {
  const { specs, put } = prepareWhole();
  const asked = process.argv[2] ?? '';
  forgetModules();
  const whole = specs.flatMap(load);
  const tried: Tried[] = [];
  for (const rule of RULES) if (rule.test.startsWith(asked)) tried.push(await tryRule(rule, { whole, put }));
  const wrong = tried.filter(({ trouble }) => trouble !== null);
  for (const { rule, trouble } of wrong) console.error(`${rule.test} (${rule.rule}): ${trouble}`);
  console.log(`${tried.length - wrong.length} of ${tried.length} rules have a test that fails without them`);
  if (wrong.length > 0) process.exit(1);
  if (asked === '') writeFileSync(DOCUMENT, written(tried));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
