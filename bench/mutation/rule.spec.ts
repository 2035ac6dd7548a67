/** The table of rules does not lag behind the code; `npm run rules` says whether their tests fail without them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from './rule';
import { CORE } from './sandbox';

test.each(RULES.map((rule) => [rule.rule, rule] as const))(
  '%s: the rule stands where the table says, once',
  (_, rule) => {
    const text = readFileSync(join(process.cwd(), CORE, rule.file), 'utf8');
    expect(text.split(rule.is)).toHaveLength(2);
    expect(text.replace(rule.is, () => rule.without)).not.toBe(text);
  },
);
