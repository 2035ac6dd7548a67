/** What happens to logs on their way: cut, repeated, mixed, damaged, written in another encoding. */
import type { Chance } from './chance';

type Mutation = (text: string, chance: Chance) => string;

const onLines =
  (change: (lines: string[], chance: Chance) => readonly string[]): Mutation =>
  (text, chance) =>
    change(text.split('\n'), chance).join('\n');

const inserted = (text: string, at: number, what: string): string => text.slice(0, at) + what + text.slice(at);

/** Bytes as the adapters decode them: what is no UTF-8 becomes U+FFFD. */
const inBytes =
  (change: (bytes: Buffer, chance: Chance) => Buffer): Mutation =>
  (text, chance) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(change(Buffer.from(text), chance));

function flipped(bytes: Buffer, chance: Chance): Buffer {
  for (let flips = 1 + chance.below(4); flips > 0 && bytes.length > 0; flips--) {
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << chance.below(8));
  }
  return bytes;
}

/** Two CPUs on one serial line: the second prints its whole record in the midst of the first one's. */
export function interleaved(first: string, second: string, at: number): string {
  return `${first.slice(0, at)}${second}\n${first.slice(at)}`;
}

/** Whole records go missing, come twice, or out of order. */
const SHUFFLES: readonly Mutation[] = [
  onLines((lines, chance) => lines.toSpliced(chance.below(lines.length), 1 + chance.below(3))),
  onLines((lines, chance) => lines.toSpliced(chance.below(lines.length), 0, chance.pick(lines))),
  onLines((lines, chance) => {
    const at = chance.below(lines.length);
    return lines.with(at, chance.pick(lines)).with(chance.below(lines.length), lines[at]!);
  }),
];

const NUMBERS = ['', 'x', '-1', '9007199254740993', '99999999999999999999', '1e999', 'ffffffffffffffffffff'];

/** Records are damaged. */
const DAMAGES: readonly Mutation[] = [
  (text, chance) => text.slice(0, chance.below(text.length + 1)),
  (text, chance) => text.slice(chance.below(text.length + 1)),
  onLines((lines, chance) => {
    const at = chance.below(lines.length);
    const line = lines[at]!;
    return lines.with(at, interleaved(line, chance.pick(lines), chance.below(line.length + 1)));
  }),
  onLines((lines, chance) => {
    const at = chance.below(lines.length);
    return lines.with(at, lines[at]!.slice(0, chance.below(lines[at]!.length + 1)));
  }),
  inBytes(flipped),
  inBytes((bytes) => Buffer.from(bytes.toString('latin1'), 'utf16le')),
  inBytes((bytes, chance) => Buffer.concat([bytes, Buffer.from([0xff, 0xfe, 0xc0, chance.below(256)])])),
  (text, chance) => inserted(text, chance.below(text.length + 1), '\0'.repeat(1 + chance.below(100))),
  (text, chance) => inserted(text, chance.below(text.length + 1), chance.pick(['\x1b[0m', '\x1b[32m', '\x1b(B', '\b'])),
  (text, chance) =>
    inserted(text, chance.below(text.length + 1), chance.pick(['\u00a0', '\ufeff', '\u2028', '\ufffd'])),
  (text, chance) => inserted(text, chance.below(text.length + 1), chance.pick([' ', 'f', '0', ']', '['])),
  (text, chance) =>
    inserted(text, chance.below(text.length + 1), chance.pick([' ', 'f', '\t']).repeat(1 << chance.below(12))),
  (text, chance) => (chance.oneIn(20) ? inserted(text, chance.below(text.length + 1), 'z'.repeat(70_000)) : text),
  (text, chance) => text.replace(/\d+/g, (number) => (chance.oneIn(40) ? chance.pick(NUMBERS) : number)),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\n> '),
  (text) => text.replaceAll('[', '\x1b[32m['),
];

const some =
  (mutations: readonly Mutation[]): Mutation =>
  (text, chance) => {
    let result = text;
    for (let times = chance.below(5); times > 0; times--) result = chance.pick(mutations)(result, chance);
    return result;
  };

export const shuffled = some(SHUFFLES);
export const damaged = some(DAMAGES);
