/** Every regular expression of the product: as the source writes it, and as modules compose it when they are loaded. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** File that holds it, or the library whose modules compose it. */
  readonly where: string;
}

/** What the ledger files a result under. */
export const keyOf = ({ source, flags }: Expression): string =>
  createHash('sha256').update(`/${source}/${flags}`).digest('hex').slice(0, 16);

const walk = (dir: string): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });

const isProduct = (path: string): boolean =>
  /\.tsx?$/.test(path) && !/\.(?:spec|contract|d)\.tsx?$|\/(?:testing|e2e)\//.test(path);

/** `new RegExp('…', '…')` of plain texts is as good as a literal. */
function composed(node: ts.NewExpression | ts.CallExpression, where: string): Expression | null {
  const [source, flags] = node.arguments ?? [];
  if (node.expression.getText() !== 'RegExp' || !source || !ts.isStringLiteralLike(source)) return null;
  return { source: source.text, flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '', where };
}

function literal(node: ts.RegularExpressionLiteral, where: string): Expression {
  const end = node.text.lastIndexOf('/');
  return { source: node.text.slice(1, end), flags: node.text.slice(end + 1), where };
}

export function expressionsIn(text: string, where: string): readonly Expression[] {
  const found: Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(literal(node, where));
    const made = ts.isNewExpression(node) || ts.isCallExpression(node) ? composed(node, where) : null;
    if (made) found.push(made);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(where, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TSX));
  return found;
}

/** What `load` composes while it runs: the core's tables are made of parts. */
export function composedWhile(load: () => unknown, where: string): readonly Expression[] {
  const found: Expression[] = [];
  const plain = globalThis.RegExp;
  globalThis.RegExp = new Proxy(plain, {
    construct(target, [pattern, flags]: [string | RegExp, string?]) {
      const made = new target(pattern, flags);
      found.push({ source: made.source, flags: made.flags, where });
      return made;
    },
  });
  try {
    load();
  } finally {
    globalThis.RegExp = plain;
  }
  return found;
}

/** Of everything in apps/ and libs/, each once. `root` is the project's folder. */
export function allExpressions(root: string): readonly Expression[] {
  const written = ['apps', 'libs']
    .flatMap((top) => walk(join(root, top)).filter(isProduct))
    .flatMap((path) => expressionsIn(readFileSync(path, 'utf8'), path.slice(root.length + 1)));
  const made = composedWhile(() => require('../libs/core/src/index'), 'libs/core');
  return [...new Map([...written, ...made].map((expression) => [keyOf(expression), expression])).values()];
}
