/** How far a back-test came, in a file: one line a piece, so that a killed one goes on where it was. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  createReadStream,
  existsSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import { systemSays } from '../source-error';
import type { Piece } from './history';
import type { Verdicts } from './judge-piece';
import { type RuleSet, RulesError } from './rules-file';

export interface Progress {
  /** By the mark of their piece. */
  readonly done: ReadonlyMap<string, Verdicts>;
  note(piece: Piece, verdicts: Verdicts): void;
}

const SCHEMA = 'quiesce.backtest/1';

/** Rules that are the same: of another checkout the compiled text counts, not the path alone. */
const marked = ({ core, change }: RuleSet) => [
  core,
  core === null ? null : createHash('sha256').update(readFileSync(core)).digest('hex'),
  change,
];

interface Known {
  readonly done: Map<string, Verdicts>;
  /** Bytes of whole lines: what a kill cut off is judged again. */
  readonly whole: number;
}

const notOurs = (file: string): RulesError =>
  new RulesError(`${file}: is of other rules, or no file of a back-test; name another one`);

async function knownIn(file: string, head: string): Promise<Known> {
  const { size } = statSync(file);
  const done = new Map<string, Verdicts>();
  let whole = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const isHead = whole === 0;
    if (isHead && text !== head) throw notOurs(file);
    const end = whole + Buffer.byteLength(text) + 1;
    const said = isHead ? null : lineSaid(text);
    if (end > size || (!isHead && said === null)) break;
    if (said && !('unread' in said.verdicts)) done.set(said.mark, said.verdicts);
    whole = end;
  }
  if (whole === 0) throw notOurs(file);
  return { done, whole };
}

function lineSaid(text: string): { readonly mark: string; readonly verdicts: Verdicts } | null {
  try {
    return JSON.parse(text) as { mark: string; verdicts: Verdicts };
  } catch {
    return null;
  }
}

/** A reader of lines takes U+2028 and U+2029 for ends, which JSON leaves as they are. */
const onOneLine = (value: unknown): string =>
  JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

const NOTHING: Progress = { done: new Map(), note: () => {} };

/** Of a file that is there already, if it is of the same rules; `null` keeps nothing. @throws RulesError where it is of others */
export async function progressIn(
  file: string | null,
  { rules, version }: { readonly rules: readonly RuleSet[]; readonly version: number },
): Promise<Progress> {
  if (file === null) return NOTHING;
  const head = JSON.stringify({ schema: SCHEMA, version, rules: rules.map(marked) });
  const note: Progress['note'] = ({ mark }, verdicts) => appendFileSync(file, `${onOneLine({ mark, verdicts })}\n`);
  try {
    if (!existsSync(file)) {
      writeFileSync(file, `${head}\n`);
      return { done: new Map(), note };
    }
    const { done, whole } = await knownIn(file, head);
    truncateSync(file, whole);
    return { done, note };
  } catch (error) {
    if (error instanceof RulesError) throw error;
    throw new RulesError(`${file}: ${systemSays(error).replace('; skipped', '')}`);
  }
}
