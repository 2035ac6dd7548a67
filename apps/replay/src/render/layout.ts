/** Lays text out in columns: wraps, hangs, and lets nothing of a log drive the terminal. */

/** Control characters of a log (escape sequences too) as pictures of themselves; a tab as a space. */
export const visible = (text: string): string =>
  text
    .replaceAll('\t', ' ')
    .replace(/[\0-\x1f]/g, (odd) => String.fromCharCode(0x2400 + odd.charCodeAt(0)))
    .replace(/[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');

const NARROW = /^[\x20-\x7e]*$/;
/** Characters, not UTF-16 units; most text has one unit each. */
export const widthOf = (text: string): number => (NARROW.test(text) ? text.length : [...text].length);
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
export const shortened = (text: string, width: number): string =>
  widthOf(text) <= width ? text : `${[...text].slice(0, Math.max(1, width - 1)).join('')}…`;

export interface Paragraph {
  readonly text: string;
  readonly columns: number;
  /** Put before the first line and before the others, e.g. `line 867  ` and spaces. */
  readonly first: string;
  readonly rest: string;
}
/** Breaks at spaces, and within a word that is longer than a line. */
export const wrap = ({ text, columns, first, rest }: Paragraph): string[] => {
  const lines: string[] = [];
  let indent = first;
  let line = '';
  const room = () => Math.max(8, columns - widthOf(indent));
  const flush = () => {
    lines.push(indent + line);
    indent = rest;
    line = '';
  };
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (widthOf(joined) <= room()) {
      line = joined;
      continue;
    }
    if (line !== '') flush();
    let left = [...word];
    for (; left.length > room(); left = left.slice(room())) {
      line = left.slice(0, room()).join('');
      flush();
    }
    line = left.join('');
  }
  if (line !== '' || lines.length === 0) flush();
  return lines;
};

export type Paint = (text: string) => string;
const unpainted: Paint = (text) => text;
export interface Piece {
  readonly text: string;
  readonly paint?: Paint;
}
export interface Row {
  readonly pieces: readonly Piece[];
  readonly columns: number;
  readonly gap: string;
  /** Before every line but the first. */
  readonly hang: string;
}
/** Pieces side by side; one that does not fit goes to the next line, and one longer than a line is wrapped. */
export const flow = ({ pieces, columns, gap, hang }: Row): string[] => {
  const lines: string[] = [];
  let width = 0;
  for (const { text, paint = unpainted } of pieces.filter((piece) => piece.text !== '')) {
    const fits = lines.length > 0 && width + widthOf(gap) + widthOf(text) <= columns;
    if (fits) {
      lines[lines.length - 1] += gap + paint(text);
      width += widthOf(gap) + widthOf(text);
      continue;
    }
    const indent = lines.length === 0 ? '' : hang;
    const wrapped = wrap({ text, columns: columns - widthOf(indent), first: '', rest: '' });
    lines.push(...wrapped.map((line, at) => (at === 0 ? indent : hang) + paint(line)));
    width = widthOf(hang) + widthOf(wrapped.at(-1)!);
  }
  return lines;
};
