/** `npm run regex`: checks the regular expressions that the ledger does not know, and drops what is no more. */
import { isSafe, readLedger, verdictsOf, writeLedger } from './linear';
import { allExpressions, keyOf } from './regex';

const expressions = allExpressions(process.cwd());
const verdicts = verdictsOf(expressions, readLedger());
writeLedger(verdicts);
const bad = expressions.filter((expression) => !isSafe(verdicts[keyOf(expression)] as string));
for (const { source, flags, where } of bad)
  process.stdout.write(`${where}: /${source}/${flags}: ${verdicts[keyOf({ source, flags, where })]}\n`);
process.stdout.write(`${expressions.length} expressions, ${bad.length} not linear\n`);
process.exitCode = bad.length === 0 ? 0 : 1;
