/** Where one boot ends and the next begins, within a source. */
import { frame, isKernel, LINE_LENGTH_MAX } from '../lines/frame';
import type { Line } from '../lines/line';
import { recordsOf } from '../lines/mixed';
import { lineStart, type Page, textAt } from '../lines/page';
import type { Fact } from './fact';
import { type Cut, rowsIn } from './needle-line';
import { factOf, type ReaderState } from './reader-state';
import type { Row } from './row';
import { ROWS } from './tables';
import { emit } from './tell';

const LF = 0x0a;

/** A stretch of a page. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Kernel time of the last stamped line that ends within the stretch; lines that the reader never framed count too. Not those of before the clock
 * runs: microcode, cgroups and powerpc's memory speak before the banner (init/main.c start_kernel()), and are of the kernel to come.
 */
function lastStamp(page: Page, { from, to }: Stretch, source: string): { time: number; form: string } | null {
  let end = to > from && page.bytes[to - 1] === LF ? to - 1 : to;
  while (end > from) {
    const start = Math.max(from, lineStart(page, end));
    const line = frame(textAt(page, start, Math.min(end, start + LINE_LENGTH_MAX)), { source, number: 0 });
    const time = recordsOf(line).findLast((record) => record.time)?.time;
    if (time) return { time, form: line.form };
    end = start - 1;
  }
  return null;
}

/** The clock of the block's last line is the source's. */
export function noteLast(state: ReaderState, page: Page, rest: Stretch): void {
  if (Object.keys(state.lanes).length > 0) return;
  const last = lastStamp(page, rest, state.source);
  if (last === null) return;
  state.forms[last.form] = (state.forms[last.form] ?? 0) + 1;
  state.lastTime = last.time;
}

/** Before a boot begins, the clock of the one before must be right: the lines between were passed over. True where it looked. */
export function noteSkipped(state: ReaderState, page: Page, from: number, cut: Cut): boolean {
  if (cut.begins) noteLast(state, page, { from, to: cut.start });
  return cut.begins;
}

/** What is said before the banner: arm64, riscv (`Booting Linux on …`), and powerpc's prom_init (arch/powerpc/kernel/prom_init.c). */
const announces = (message: string): boolean =>
  message.startsWith('Booting Linux on ') || message.startsWith('Preparing to boot Linux version ');
/** An early console that says nothing of itself: its command line tells (arch/x86/kernel/early_printk.c). */
const EARLY_CONSOLE = /^(?:Kernel c|C)ommand line: .*\bearly(?:printk|con)\b/;
const namesEarlyConsole = (message: string): boolean =>
  message.includes('ommand line: ') && EARLY_CONSOLE.test(message);

/** Lines from an exception's first to the banner that xmon prints of the kernel that it stopped (arch/powerpc/xmon/xmon.c excprint()). */
const EXCEPTION_LINES = 16;

/** xmon prints past printk, so that its banner has no stamp. */
function isBanner({ debuggerLine }: ReaderState, { message, number, time }: Line): boolean {
  const ofDebugger = time === null && debuggerLine !== null && number - debuggerLine <= EXCEPTION_LINES;
  return message.startsWith('Linux version ') && !ofDebugger;
}

export const beginsBoot = (state: ReaderState, line: Line & { bootMark?: string }): boolean =>
  (line.bootMark !== undefined && line.bootMark !== state.bootMark) || announces(line.message) || isBanner(state, line);

/** A boot begins at its announcement, at its banner, or where the form says so. */
export function noteBoot(state: ReaderState, line: Line & { bootMark?: string }, facts: Fact[]): void {
  if (line.bootMark !== undefined && line.bootMark !== state.bootMark) {
    if (state.bootMark !== null) begin(state);
    state.bootMark = line.bootMark;
  }
  nameBoot(state, line, facts);
  if (!isKernel(line)) return;
  const { message } = line;
  if (message.includes('bootconsole [') || namesEarlyConsole(message)) state.bootconsole = true;
  if (announces(message)) noteAnnouncement(state, line, facts);
  else if (isBanner(state, line)) noteBanner(state, line, facts);
}

/** Every kernel on that CPU is announced alike: where an early console's buffer may be printed again, the banner tells whose it is. */
function noteAnnouncement(state: ReaderState, line: Line, facts: Fact[]): void {
  const again = state.banner !== null && mayPrintAgain(state);
  if (!again && (state.banner !== null || hasSpoken(state))) begin(state);
  state.announced = { line: line.number, before: clockOf(state) };
  if (!again) tellStart(state, bootStarted(state, line, null), facts);
}

function noteBanner(state: ReaderState, line: Line, facts: Fact[]): void {
  const { message } = line;
  const { announced } = state;
  const again = state.banner === message && mayPrintAgain(state);
  if (!again && (state.banner !== null || (announced === null && state.said === 'more'))) {
    begin(state);
    state.announced = announced;
  }
  if (!again) {
    state.banner = message;
    tellStart(state, bootStarted(state, line, /^Linux version (\S+)/.exec(message)?.[1] ?? null), facts);
  }
  state.announced = null;
}

/** What ended before it, firmware's words too, is over. */
function tellStart(state: ReaderState, started: Fact, facts: Fact[]): void {
  emit(state, started, facts);
  state.closing = false;
  state.lastTime = null;
}

/** An early console's buffer is printed again once, by the real console when it comes. */
const mayPrintAgain = (state: ReaderState): boolean => state.bootconsole && !state.closing && !state.initStarted;

/** Told behind the boot's first fact: that one tells whether the source holds its beginning. */
function nameBoot(state: ReaderState, line: Line, facts: Fact[]): void {
  if (state.named || state.bootMark === null || state.said === 'nothing') return;
  state.named = true;
  const fields = { bootId: state.bootMark };
  emit(state, factOf(state, line, { family: 'boundary', kind: 'boot-named', fields }), facts);
}

/** Where several hosts share a source, only lines that were framed tell whose they are. */
const clockOf = (state: ReaderState): number | null =>
  Object.keys(state.lanes).length > 0 ? state.clock : state.lastTime;

/** Seconds that a clock goes back at least, and comes down to at most, where a boot's first lines were lost. */
const TORN_BACK = 1;
const TORN_TO = 60;

/** Does the clock go back by more than CPUs differ that print in turn? What was said before is over, whoever speaks now. */
export const goesBack = ({ clock }: ReaderState, line: Line): boolean =>
  line.time !== null && clock !== null && clock - line.time >= TORN_BACK && isKernel(line);

/** A clock that goes on is the same kernel's. */
const goesOn = ({ clock }: ReaderState, { time }: Line): boolean => time !== null && clock !== null && time >= clock;

/** What only a crash kernel prints, or its services: on a quiet console all that tells it from the kernel that died before it. */
const isOfCrashKernel = (message: string): boolean =>
  rowsIn(message)
    .map((row) => ROWS[row] as Row)
    .some(({ kind, pattern }) => kind === 'kdump-sign' && pattern.test(message));

/**
 * The kernel's clock begins at 0 with each boot: one that goes back after its kernel ended, or over a gap, shows a boot whose first lines were lost. While a
 * kernel lives it is somebody who reads old lines again (`dmesg | grep` on a console), or excerpts in any order.
 */
export function beginsTorn(state: ReaderState, line: Line): boolean {
  if (state.closing && !goesOn(state, line) && isOfCrashKernel(line.message)) return true;
  if (!(state.closing || state.gapped) || mayPrintAgain(state)) return false;
  return goesBack(state, line) && Number(line.time) <= TORN_TO && !beginsBoot(state, line);
}

export function noteTornStart(state: ReaderState, line: Line, facts: Fact[]): void {
  const timeBefore = state.clock;
  begin(state);
  state.bootLine = line.number;
  const fields = { release: null, reason: 'time-reset', firstLine: line.number, timeBefore };
  emit(state, factOf(state, line, { family: 'boundary', kind: 'boot-started', fields }), facts);
  state.clock = line.time;
}

/** Told by the announcement, where there is one, and by the banner that follows it: both of one boot, which began at the first. */
function bootStarted(state: ReaderState, line: Line, release: string | null): Fact {
  const { announced } = state;
  state.bootLine = announced?.line ?? line.number;
  return factOf(state, line, {
    family: 'boundary',
    kind: 'boot-started',
    lines: [...(announced && announced.line !== line.number ? [announced.line] : []), line.number],
    fields: {
      release,
      reason: release === null ? 'first-line' : 'banner',
      firstLine: announced?.line ?? line.number,
      timeBefore: (announced ? announced.before : clockOf(state)) ?? null,
    },
  });
}

const hasSpoken = (state: ReaderState): boolean => state.said === 'first-words' || state.said === 'more';

function begin(state: ReaderState): void {
  state.boot++;
  state.banner = null;
  state.said = 'nothing';
  state.named = false;
  state.bootLine = null;
  state.closing = false;
  state.bootconsole = false;
  state.initStarted = false;
  state.debuggerLine = null;
  state.announced = null;
  state.drivers = {};
  state.driverCount = 0;
  state.names = {};
  state.nameCount = 0;
  state.pending = null;
  state.heard = [];
}
