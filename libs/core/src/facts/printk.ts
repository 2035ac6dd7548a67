/** printk formats read backwards: was a text printed with this format? (lib/vsprintf.c, Documentation/core-api/printk-formats.rst) */

/** What one conversion can have printed: a run of characters of a class, or anything. */
type Piece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'run'; readonly of: RegExp }
  | { readonly kind: 'any' };

export interface Printk {
  readonly format: string;
  readonly pieces: readonly Piece[];
  /** Length of all literal text: how much a match tells. */
  readonly weight: number;
}

/** `%`, flags, width, precision, length, conversion; %p takes letters that say what it points to. */
const CONVERSION =
  /%(?<flags>[-+ #0]{0,5})(?<width>\d{1,3}|\*)?(?:\.(?:\d{1,3}|\*)?)?(?:hh|h|ll|l|L|z|t|j)?(?<verb>p[A-Za-z0-9]{0,8}|[%diouxXcsm])/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\"': '"', '\\\\': '\\' };

/** Sticky, each with the blanks that a width puts in front. */
const DECIMAL = / {0,20}[-+]?\d+/y;
const HEX = / {0,20}(?:0[xX])?[0-9a-fA-F]+/y;
const CHARACTER = /[^\n]/y;

/** `%02x%02x`: numbers that touch have the width that they are padded to. */
const touching = (width: string): RegExp => new RegExp(`[0-9a-fA-F]{${width}}`, 'y');

function pieceOf(verb: string): Piece {
  if (verb === '%') return { kind: 'literal', text: '%' };
  if (verb === 'c') return { kind: 'run', of: CHARACTER };
  if (/^[diu]$/.test(verb)) return { kind: 'run', of: DECIMAL };
  if (/^[oxX]$/.test(verb)) return { kind: 'run', of: HEX };
  return { kind: 'any' };
}

const literal = (text: string): Piece[] => (text === '' ? [] : [{ kind: 'literal', text }]);

/** Neighbouring literals are one; of neighbouring wildcards one is enough. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last?.kind === 'literal' && piece.kind === 'literal')
      out[out.length - 1] = { ...last, text: last.text + piece.text };
    else if (last?.kind !== 'any' || piece.kind !== 'any') out.push(piece);
  }
  return out;
}

/** A format as the kernel's source has it, `\n` and `\t` written as in C. A trailing newline is dropped, as printk drops it. */
export function printk(format: string): Printk {
  const text = format.replace(/\\[nt"\\]/g, (written) => ESCAPES[written] ?? written).replace(/\n$/, '');
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(CONVERSION)) {
    const { flags = '', width = '', verb = 's' } = match.groups ?? {};
    pieces.push(...literal(text.slice(from, match.index)));
    from = match.index + match[0].length;
    const touches = flags.includes('0') && /^\d{1,2}$/.test(width) && text[from] === '%';
    pieces.push(touches && /[xX]/.test(verb) ? { kind: 'run', of: touching(width) } : pieceOf(verb));
  }
  const all = joined([...pieces, ...literal(text.slice(from))]);
  const weight = all.reduce((sum, piece) => sum + (piece.kind === 'literal' ? piece.text.trim().length : 0), 0);
  return { format, pieces: all, weight };
}

/** Where the text goes on behind the piece, or -1 where it is not there. */
function behind(piece: Piece, text: string, at: number): number {
  if (piece.kind === 'any') return at;
  if (piece.kind === 'literal') return text.startsWith(piece.text, at) ? at + piece.text.length : -1;
  piece.of.lastIndex = at;
  return piece.of.test(text) ? piece.of.lastIndex : -1;
}

/** The next place where the piece behind a wildcard can be, or -1. */
const further = (piece: Piece | undefined, text: string, from: number): number =>
  piece?.kind === 'literal' ? text.indexOf(piece.text, from) : from;

/**
 * Was the whole text printed with this format? Only the last wildcard is ever moved, as in shell globbing, so that the time is at most
 * the product of both lengths. A number takes all digits that are there: `%d%d` is never told apart.
 */
export function isPrintedBy({ pieces }: Printk, text: string): boolean {
  const last = pieces.at(-1);
  if (last?.kind === 'literal' && !text.endsWith(last.text)) return false;
  let at = 0;
  let next = 0;
  let star = -1;
  let starAt = 0;
  for (;;) {
    const piece = pieces[next];
    if (piece === undefined && at === text.length) return true;
    if (piece?.kind === 'any') {
      next += 1;
      star = next;
      starAt = at;
      if (star === pieces.length) return true;
      continue;
    }
    const end = piece === undefined ? -1 : behind(piece, text, at);
    if (end >= 0) {
      at = end;
      next += 1;
    } else if (star >= 0 && starAt < text.length) {
      starAt = further(pieces[star], text, starAt + 1);
      if (starAt < 0) return false;
      at = starAt;
      next = star;
    } else return false;
  }
}
