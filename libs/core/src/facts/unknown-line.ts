/** Lines of level warning or worse that no row took: kept with what varies masked, so that equal ones can be counted exactly. */
import { isKernel } from '../lines/frame';
import type { Line } from '../lines/line';
import { carriesNothing } from './carries-nothing';
import type { Fact } from './fact';
import { factOf, type ReaderState } from './reader-state';

/** Seconds of an incoming kernel's life, and after a claim, in which what goes wrong is counted as the handoff's. */
export const HANDOFF_WINDOW_SECONDS = 300;
/** The same for kernels that print no time: lines since the boot's first. */
const HANDOFF_WINDOW_LINES = 3_000;
/** Level 4 is KERN_WARNING (include/linux/kern_levels.h). */
const WARNING = 4;
const MASKED_LENGTH_MAX = 240;

/** Words that tell trouble in forms that print no level (dmesg, the console). */
const TROUBLE_WORDS = [
  ...[
    'faile',
    'failu',
    'faili',
    ' fail ',
    'Faile',
    'Failu',
    'FAILE',
    'FAILU',
    'error',
    'Error',
    'ERROR',
    'imeout',
    'imed out',
    'WARNING: ',
    'BUG: ',
    'nable to ',
    'annot ',
    "an't ",
  ],
  ...['nvalid ', 'orrupt', 'nexpected', 'not respond', 'abort', 'Abort', 'hung ', 'stuck', 'fatal', 'FATAL', 'ockup'],
];
/** Searched word by word: as one alternation the engine never compiles it, and it took half of the reader's time. */
const tellsTrouble = (message: string): boolean => TROUBLE_WORDS.some((word) => message.includes(word));
export const isTroubleWord = (needle: string): boolean => TROUBLE_WORDS.includes(needle);
/**
 * What a raw line holds that may be of level warning or worse. `,-;` is in every /dev/kmsg record: its level is one digit at the line's
 * start, where no needle can tell it.
 */
export const SUSPECT_NEEDLES: readonly string[] = [
  ...['0', '1', '2', '3', '4'].flatMap((level) => [`\n<${level}>[`, ` <${level}>[`]),
  ...[':emerg ', ':alert ', ':crit  ', ':err   ', ':warn  '],
  ...[...'0123456789'].flatMap((tens) => [...'0123456789'].map((digit) => `${tens}${digit},-;`)),
  ...[',-,caller=', '"PRIORITY":"0"', '"PRIORITY":"1"', '"PRIORITY":"2"', '"PRIORITY":"3"', '"PRIORITY":"4"'],
  ...TROUBLE_WORDS,
];

/**
 * What says nothing by itself: what a splat prints below its first line: registers, stack, code (lib/dump_stack.c
 * show_regs_print_info()); the source and the details of a report of firmware's, whose severity is a fact (drivers/acpi/apei/ghes.c).
 */
const SPLAT =
  /^(?:\s|\{\d{1,9}\}\[Hardware Error\]: (?: |Hardware error from APEI )|Call [Tt]race|Modules linked in|Unloaded tainted modules|CPU[: ]|Hardware name|Workqueue: |Tainted: |Code: |---\[|---\+|===|EEH: \[[0-9a-f<]|R[A-DSI0-9][A-Z0-9]{0,2}: |E[A-DFSI][A-Z]{0,2}: |[C-GS]S: |[CD]R\d: |PKRU: |x\d{1,2}\s?:|pc : |lr : |sp : |pstate: |NIP|LR |MSR: |GPR\d|CFAR|REGS: |<\/?[A-Z]{3,8}>|\? |\[<|\(\w{1,40}\)\+0x)/;

/** Is the boot in the span of its life that a handoff's verdicts look at? True while that is not known. */
export function inHandoffWindow(state: ReaderState): boolean {
  return state.closing || state.clock === null || state.clock <= HANDOFF_WINDOW_SECONDS;
}

function isWithin(state: ReaderState, line: Line): boolean {
  if (state.closing) return true;
  if (line.time !== null) return line.time <= HANDOFF_WINDOW_SECONDS;
  return state.bootLine !== null && line.number - state.bootLine <= HANDOFF_WINDOW_LINES;
}

/** The fact of a line that no row took, or null where it is none of the kernel's trouble. `trouble`: it may hold one of the words. */
export function unknownLine(state: ReaderState, line: Line, trouble: boolean): Fact | null {
  const { message, level } = line;
  if (!isKernel(line) || !isWithin(state, line)) return null;
  if (level === null ? !trouble || !tellsTrouble(message) : level > WARNING) return null;
  if (line.form === 'plain' || SPLAT.test(message)) return null;
  const text = masked(message);
  if (isSilent(text, message)) return null;
  return factOf(state, line, {
    family: line.subject ? 'driver' : 'boundary',
    kind: 'line-unknown',
    bdf: line.subject?.bdf ?? null,
    fields: { masked: text, level },
  });
}

/** What was found of texts that are the same when masked: a storm repeats itself. */
const silence = new Map<string, boolean>();
const SILENCE_KNOWN_MAX = 4_096;

function isSilent(text: string, message: string): boolean {
  if (message.length > MASKED_LENGTH_MAX) return carriesNothing(message);
  const known = silence.get(text);
  if (known !== undefined) return known;
  if (silence.size >= SILENCE_KNOWN_MAX) silence.clear();
  const found = carriesNothing(message);
  silence.set(text, found);
  return found;
}

/** What is taken out, what holds its place, and a character that every such text has: most messages have no address to look for. */
const MASKS: readonly (readonly [RegExp, string, string])[] = [
  [/\b[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b/g, '<bdf>', ':'],
  [/\b[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}\b/g, '<mac>', ':'],
  [/\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b/g, '<uuid>', '-'],
  [/\b0[xX][0-9a-fA-F]{1,32}\b/g, '<hex>', '0'],
  [/\b(?=[a-f]{0,31}\d)[0-9a-f]{8,32}\b/g, '<hex>', ''],
  [/\d+/g, '<n>', ''],
];

/** Text with addresses, numbers and names that differ from host to host taken out; cut at 240 characters. */
export function masked(message: string): string {
  const short = message.length > MASKED_LENGTH_MAX ? message.slice(0, MASKED_LENGTH_MAX) : message;
  let text = short.trim();
  for (const [pattern, mask, mark] of MASKS) if (text.includes(mark)) text = text.replace(pattern, mask);
  return text;
}
