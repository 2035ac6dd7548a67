/** Reads a fleet to simulate: YAML or JSON, held to its schema, every problem at once and by its place. */
import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { validate } from '#schemas';
import { type FleetSpec, fleetProblems, PRINTED_FORMS, type PrintedForm } from '#simulator';

export type ReadSpec = { readonly spec: FleetSpec } | { readonly problems: readonly string[] };

export const isForm = (form: string): form is PrintedForm => Object.hasOwn(PRINTED_FORMS, form);

/** `/fleet/0/devices/1/model must be …` with the line on which that stands. */
function placed(problem: string, lineOf: (path: readonly (string | number)[]) => number | null): string {
  const [path = ''] = problem.split(/[ :]/, 1);
  const parts = path.split('/').slice(1).filter(Boolean);
  const line = lineOf(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)));
  return line === null ? problem : `line ${line}: ${problem}`;
}

export function parseSpec(text: string): ReadSpec {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  if (document.errors.length > 0)
    return { problems: document.errors.map(({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message}`) };
  const data: unknown = document.toJS({ maxAliasCount: 100 });
  const lineOf = (path: readonly (string | number)[]): number | null => {
    const node = document.getIn(path, true) as { range?: readonly number[] } | undefined;
    const from = node?.range?.[0];
    return from === undefined ? null : lines.linePos(from).line;
  };
  const wrong = validate('simulation.v1', data);
  if (wrong.length > 0) return { problems: wrong.map((problem) => placed(problem, lineOf)) };
  const spec = data as FleetSpec;
  const problems = [...fleetProblems(spec), ...formProblems(spec)];
  return problems.length > 0 ? { problems: problems.map((problem) => placed(problem, lineOf)) } : { spec };
}

const formProblems = ({ form }: FleetSpec): readonly string[] =>
  form === undefined || isForm(form)
    ? []
    : [`/form: no form is called \`${form}\`; expected one of ${Object.keys(PRINTED_FORMS).join(', ')}`];

export async function readSpec(file: string): Promise<ReadSpec> {
  try {
    return parseSpec(await readFile(file, 'utf8'));
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}
