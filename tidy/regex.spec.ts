/** No regular expression may backtrack badly: the ledger says what recheck found, and what it does not know is checked now. */
import { join } from 'node:path';
import { checkSync } from 'recheck';
import { isSafe, readLedger, verdictsOf } from './linear';
import { allExpressions, composedWhile, expressionsIn, keyOf } from './regex';

process.env.RECHECK_BACKEND = 'pure';
/** Seconds each: more than these are for `npm run regex`. */
const NEW_MAX = 60;

const expressions = allExpressions(join(__dirname, '..'));
const ledger = readLedger();

test('all of them are found: written in the source, or composed when the core is loaded', () => {
  expect(expressions.length).toBeGreaterThan(400);
  expect(expressionsIn("const a = /x+/g; new RegExp('y*', 'i'); RegExp(z)", 'f')).toEqual([
    { source: 'x+', flags: 'g', where: 'f' },
    { source: 'y*', flags: 'i', where: 'f' },
  ]);
  expect(composedWhile(() => new RegExp(['z', '+'].join('')), 'f')).toEqual([{ source: 'z+', flags: '', where: 'f' }]);
  expect(/a/).toBeInstanceOf(RegExp);
});

test('the checker knows a bad one', () => {
  expect(checkSync('^(a+)+$', '').status).toBe('vulnerable');
}, 60_000);

test('every expression of the product is linear', () => {
  const known = new Set(Object.keys(ledger));
  const fresh = expressions.filter((expression) => !known.has(keyOf(expression)));
  if (fresh.length > NEW_MAX) throw new Error(`${fresh.length} expressions are new: npm run regex`);
  const verdicts = verdictsOf(expressions, ledger);
  const bad = expressions
    .map((expression) => ({ ...expression, verdict: verdicts[keyOf(expression)] ?? '' }))
    .filter(({ verdict }) => !isSafe(verdict));
  expect(bad).toEqual([]);
}, 600_000);
