/** The engine: one pass over a block's text, work only on lines that hold a needle of some row. */
import { frame, isKernel, LINE_LENGTH_MAX } from '../lines/frame';
import type { Line, LineBlock } from '../lines/line';
import type { FileReport } from '../report';
import type { Fact } from './fact';
import { createPrefilter, eachHit } from './prefilter';
import type { Reading, Row } from './row';
import { ROWS } from './tables';

/** What is carried from line to line of one host's kernel: plain JSON. */
interface Lane {
  /** 1-based number of the boot that the last line belongs to. */
  boot: number;
  /** Has this boot's banner been seen? */
  banner: string | null;
  /** Did this boot say that it was going down, or firmware speak after it? */
  closing: boolean;
  /** Did this boot print through an early console, whose lines the real one prints again? */
  bootconsole: boolean;
  /** Where a boot that was announced (`Booting Linux on …`) began. */
  announced: { line: number; before: number | null } | null;
  lastTime: number | null;
  /** Sequence number and line of the latest framed record that had one. */
  lastSequence: { sequence: number; line: number } | null;
  bootMark: string | null;
  /** Driver that last spoke for each device of this boot. */
  drivers: Record<string, string>;
  /** `nvme0` → BDF, in this boot. */
  names: Record<string, string>;
  /** A fact whose report may go on; `caller` is its printk context. */
  pending: { fact: Fact; row: number; caller: string | null } | null;
  /** The latest facts, to know again what a second console repeats. */
  recent: Fact[];
}

/** What is carried from line to line of one source: plain JSON. The lane is the host's that spoke last. */
export interface ReaderState extends Lane {
  readonly source: string;
  /** Host that the lane belongs to; null where lines name none. */
  host: string | null;
  /** Lanes of the other hosts that the source's lines name: a syslog server writes many into one file. */
  readonly lanes: Record<string, Lane>;
  lastLine: number;
  forms: Record<string, number>;
  unparsed: number;
  gaps: number;
  /** How often the clock went back though no boot began. */
  backwards: number;
  problems: string[];
  /** A message that opens as a fault does and was broken by a mailer: it waits for its other half. */
  torn: { line: Line; lines: number[] } | null;
}

const RECENT_MAX = 24;
/** Lines within which a second console repeats a record. */
const ECHO_LINES = 6;

/** Text that the engine itself must see: where boots begin, and messages that a mailer may have broken. */
const BOOKKEEPING = [
  'DMAR: [DMA ',
  'DMAR:[DMA ',
  '[INTR-REMAP]',
  'Linux version ',
  'Booting Linux on ',
  'bootconsole [',
  '_BOOT_ID',
  '-- Boot ',
  '-- Reboot --',
];
/** A function's number ends an address: who names a device tells its driver. */
const FUNCTIONS = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((fn) => [`.${fn}: `, `.${fn} `]);
const DEVICE = / [0-9a-f]{4,8}:[0-9a-f]{2}:[0-1][0-9a-f]\.[0-7](?:: | [^\s:]+(?: \([a-z]+\))?: )/;
const TEXTS = [
  ...new Set([
    ...ROWS.flatMap((row) => [row.needle, ...(row.continues ? [row.continues.needle] : [])]),
    ...BOOKKEEPING,
  ]),
];
const PREFILTER = createPrefilter([...TEXTS, ...FUNCTIONS]);
/** Rows that a needle may lead to, by its number; none for those that only complete or keep the books. */
const ROWS_OF = PREFILTER.needles.map((needle) => ROWS.flatMap((row, index) => (row.needle === needle ? [index] : [])));
const OPENING_ROWS = ROWS.filter((row) => row.opening);
/** Lines that a mailer makes of one, at most. */
const TORN_LINES = 4;

const newLane = (): Lane => ({
  boot: 1,
  banner: null,
  closing: false,
  bootconsole: false,
  announced: null,
  lastTime: null,
  lastSequence: null,
  bootMark: null,
  drivers: {},
  names: {},
  pending: null,
  recent: [],
});

export function createReader(source: string): ReaderState {
  return {
    source,
    host: null,
    lanes: {},
    ...newLane(),
    lastLine: 0,
    forms: {},
    unparsed: 0,
    gaps: 0,
    backwards: 0,
    problems: [],
    torn: null,
  };
}

/** Lines that name no host go on with the one that spoke last. */
function switchTo(state: ReaderState, host: string | null): void {
  if (host === null || host === state.host) return;
  if (state.host !== null) {
    const { boot, banner, closing, bootconsole, announced, lastTime } = state;
    const { lastSequence, bootMark, drivers, names, pending, recent } = state;
    const lane = { boot, banner, closing, bootconsole, announced, lastTime };
    state.lanes[state.host] = { ...lane, lastSequence, bootMark, drivers, names, pending, recent };
    Object.assign(state, state.lanes[host] ?? newLane());
    delete state.lanes[host];
  }
  state.host = host;
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  /** Rows worth trying, in table order. */
  readonly rows: readonly number[];
}

/** The lines of a block that hold a needle, each once, with their numbers. */
function needleLines(text: string, firstLine: number): readonly Cut[] {
  const cuts: Cut[] = [];
  let counted = 0;
  let number = firstLine;
  eachHit(PREFILTER, text, ({ start, end, needles }) => {
    const named = needles.some((needle) => needle < TEXTS.length);
    if (!named && !DEVICE.test(text.slice(start, Math.min(end, start + LINE_LENGTH_MAX)))) return;
    number += countNewlines(text, counted, start);
    counted = start;
    cuts.push({ start, end, number, rows: rowsOf(needles) });
  });
  return cuts;
}

function rowsOf(needles: readonly number[]): readonly number[] {
  const rows = needles.flatMap((needle) => ROWS_OF[needle] ?? []);
  return rows.length < 2 ? rows : rows.sort((left, right) => left - right);
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function linesIn(text: string): number {
  const newlines = countNewlines(text, 0, text.length);
  return text.length === 0 ? 0 : text.endsWith('\n') ? newlines : newlines + 1;
}

/** Facts of a block of whole lines; the state is changed in place. Lines already read are passed over. */
export function readBlock(state: ReaderState, block: LineBlock): Fact[] {
  const fresh = unread(state, block);
  if (fresh.text.length === 0) return [];
  const facts: Fact[] = [];
  if (fresh.firstLine > state.lastLine + 1 && state.lastLine > 0) facts.push(lost(state, fresh.firstLine));
  noteDamage(state, fresh, facts);
  let read = 0;
  for (const cut of needleLines(fresh.text, fresh.firstLine)) {
    if (state.torn)
      read = mend(state, { text: fresh.text, from: read, to: cut.start, firstLine: fresh.firstLine }, facts);
    if (cut.start < read) continue;
    const line = frame(fresh.text.slice(cut.start, Math.min(cut.end, cut.start + LINE_LENGTH_MAX)), {
      source: state.source,
      number: cut.number,
    });
    switchTo(state, line.host);
    noteSkipped(state, fresh.text, read, cut);
    read = cut.end;
    readLine(state, line, cut.rows, facts);
  }
  if (state.torn)
    mend(state, { text: fresh.text, from: read, to: fresh.text.length, firstLine: fresh.firstLine }, facts);
  state.lastLine = fresh.firstLine + linesIn(fresh.text) - 1;
  if (isOverdue(state, state.lastLine + 1)) closePending(state, facts);
  noteLast(state, fresh.text.slice(read));
  return facts;
}

function unread(state: ReaderState, block: LineBlock): LineBlock {
  const known = state.lastLine - block.firstLine + 1;
  if (known <= 0) return block;
  let at = 0;
  for (let line = 0; line < known; line++) {
    const next = block.text.indexOf('\n', at);
    if (next < 0) return { ...block, text: '' };
    at = next + 1;
  }
  return { ...block, firstLine: state.lastLine + 1, text: block.text.slice(at) };
}

function lost(state: ReaderState, firstLine: number): Fact {
  state.gaps++;
  return {
    ...blank(state, firstLine),
    family: 'boundary',
    kind: 'lines-lost',
    fields: { lost: firstLine - state.lastLine - 1 },
  };
}

function blank(state: ReaderState, line: number): Omit<Fact, 'family' | 'kind' | 'fields'> {
  return {
    source: state.source,
    line,
    lines: [line],
    boot: state.boot,
    host: null,
    bdf: null,
    time: null,
    at: null,
    fault: false,
    count: 1,
    corrupted: null,
  };
}

function noteDamage(state: ReaderState, block: LineBlock, facts: Fact[]): void {
  if (block.text.includes('\0')) damaged(state, block.firstLine, 'binary', facts);
  if (block.text.length > LINE_LENGTH_MAX && hasHugeLine(block.text))
    damaged(state, block.firstLine, 'huge-line', facts);
}

function hasHugeLine(text: string): boolean {
  let start = 0;
  while (text.length - start > LINE_LENGTH_MAX) {
    const end = text.lastIndexOf('\n', start + LINE_LENGTH_MAX);
    if (end < start) return true;
    start = end + 1;
  }
  return false;
}

function damaged(state: ReaderState, line: number, reason: string, facts: Fact[]): void {
  if (state.problems.includes(reason)) return;
  state.problems.push(reason);
  state.unparsed++;
  facts.push({ ...blank(state, line), family: 'boundary', kind: 'source-damaged', fields: { reason } });
}

/** Kernel time of the last stamped line of `text`; lines that the reader never framed count too. */
function lastStamp(text: string, source: string): { time: number; form: string } | null {
  let end = text.endsWith('\n') ? text.length - 1 : text.length;
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = frame(text.slice(start, Math.min(end, start + LINE_LENGTH_MAX)), { source, number: 0 });
    if (line.time !== null) return { time: line.time, form: line.form };
    end = start - 1;
  }
  return null;
}

/** The clock of the block's last line is the source's. */
function noteLast(state: ReaderState, rest: string): void {
  if (Object.keys(state.lanes).length > 0) return;
  const last = lastStamp(rest, state.source);
  if (last === null) return;
  state.forms[last.form] = (state.forms[last.form] ?? 0) + 1;
  state.lastTime = last.time;
}

/** Before a boot begins, the clock of the one before must be right: the lines between were passed over. */
function noteSkipped(state: ReaderState, text: string, from: number, cut: Cut): void {
  if (/Linux version |Booting Linux on |Boot|Reboot/.test(text.slice(cut.start, Math.min(cut.end, cut.start + 400)))) {
    noteLast(state, text.slice(from, cut.start));
  }
}

function readLine(
  state: ReaderState,
  line: Line & { bootMark?: string },
  rows: readonly number[],
  facts: Fact[],
): void {
  state.forms[line.form] = (state.forms[line.form] ?? 0) + 1;
  if (beginsBoot(state, line)) closePending(state, facts);
  noteBoot(state, line, facts);
  noteSequence(state, line, facts);
  noteClock(state, line, facts);
  if (continuePending(state, line, facts)) return;
  const made = rowFacts(state, line, rows);
  const spoke = driverSpoke(state, line);
  const registered = netdevRegistered(state, line);
  if (made.length > 0 || spoke) closePending(state, facts, made[0]?.fact);
  for (const fact of [...(spoke ? [spoke] : []), ...registered]) emit(state, fact, facts);
  for (const { fact, row } of made) {
    closePending(state, facts, fact);
    if ((ROWS[row] as Row).continues) state.pending = { fact, row, caller: line.caller };
    else emit(state, fact, facts);
  }
}

/** Seconds that a clock goes back where two kernels speak in turn; printk on several CPUs is off by far less. */
const BACKWARDS_SECONDS = 0.05;
const BACKWARDS_MAX = 16;

/** A clock that goes back time and again, with no boot to explain it, is two clocks: hosts whose lines name none. */
function noteClock(state: ReaderState, line: Line, facts: Fact[]): void {
  if (line.time === null) return;
  const back = state.lastTime !== null && state.lastTime - line.time > BACKWARDS_SECONDS;
  if (back && !beginsBoot(state, line) && ++state.backwards === BACKWARDS_MAX) {
    damaged(state, line.number, 'interleaved', facts);
  }
  state.lastTime = line.time;
}

/** Records are numbered: when the numbers grow faster than the lines, some never reached us. Dictionary lines make it a lower bound. */
function noteSequence(state: ReaderState, line: Line, facts: Fact[]): void {
  if (line.sequence === null) return;
  const before = state.lastSequence;
  state.lastSequence = { sequence: line.sequence, line: line.number };
  if (before === null || line.sequence < before.sequence) return;
  const missing = line.sequence - before.sequence - (line.number - before.line);
  if (missing <= 0) return;
  state.gaps++;
  emit(state, { ...factBase(state, line), family: 'boundary', kind: 'lines-lost', fields: { lost: missing } }, facts);
}

/** What is said before the banner: arm64, riscv (`Booting Linux on …`), and powerpc's prom_init (arch/powerpc/kernel/prom_init.c). */
const ANNOUNCEMENT = /^(?:Booting Linux on |Preparing to boot Linux version )/;
/** An early console that says nothing of itself: its command line tells (arch/x86/kernel/early_printk.c). */
const EARLY_CONSOLE = /^(?:Kernel c|C)ommand line: .*\bearly(?:printk|con)\b/;

const beginsBoot = (state: ReaderState, line: Line & { bootMark?: string }): boolean =>
  (line.bootMark !== undefined && line.bootMark !== state.bootMark) ||
  ANNOUNCEMENT.test(line.message) ||
  line.message.startsWith('Linux version ');

/** A boot begins at its announcement, at its banner, or where the form says so. */
function noteBoot(state: ReaderState, line: Line & { bootMark?: string }, facts: Fact[]): void {
  if (line.bootMark !== undefined && line.bootMark !== state.bootMark) {
    if (state.bootMark !== null) begin(state);
    state.bootMark = line.bootMark;
  }
  if (!isKernel(line)) return;
  const { message } = line;
  if (message.includes('bootconsole [') || EARLY_CONSOLE.test(message)) state.bootconsole = true;
  if (ANNOUNCEMENT.test(message)) {
    if (state.banner !== null || hasSpoken(state)) begin(state);
    state.announced = { line: line.number, before: state.lastTime };
    emit(state, bootStarted(state, line, null), facts);
    return;
  }
  if (!message.startsWith('Linux version ')) return;
  if (state.banner === message && state.bootconsole && !state.closing) return;
  if (state.banner !== null || (state.announced === null && hasSpoken(state))) begin(state);
  state.banner = message;
  emit(state, bootStarted(state, line, /^Linux version (\S+)/.exec(message)?.[1] ?? null), facts);
  state.announced = null;
}

/** Told by the announcement, where there is one, and by the banner that follows it: both of one boot, which began at the first. */
function bootStarted(state: ReaderState, line: Line, release: string | null): Fact {
  const { announced } = state;
  return {
    ...factBase(state, line),
    family: 'boundary',
    kind: 'boot-started',
    lines: [...(announced && announced.line !== line.number ? [announced.line] : []), line.number],
    fields: {
      release,
      reason: release === null ? 'first-line' : 'banner',
      firstLine: announced?.line ?? line.number,
      timeBefore: (announced ? announced.before : state.lastTime) ?? null,
    },
  };
}

const hasSpoken = (state: ReaderState): boolean =>
  state.recent.some(
    (fact) => fact.kind !== 'firmware-spoke' && fact.kind !== 'boot-started' && fact.boot === state.boot,
  );

function begin(state: ReaderState): void {
  state.boot++;
  state.banner = null;
  state.closing = false;
  state.bootconsole = false;
  state.announced = null;
  state.drivers = {};
  state.names = {};
  state.pending = null;
}

const NOT_DRIVERS = new Set([
  'pci',
  'pci_bus',
  'PCI',
  'iommu',
  'device',
  'acpi',
  'pnp',
  'usb',
  'ACPI',
  'AER',
  'EEH',
  'DMAR',
  'for',
  'of',
  'device:',
  'at',
]);

/** The word before a device changes when a driver takes it (drivers/base/core.c dev_driver_string()). */
function driverSpoke(state: ReaderState, line: Line): Fact | null {
  const { subject } = line;
  if (!subject || !isKernel(line) || NOT_DRIVERS.has(subject.word) || state.drivers[subject.bdf] === subject.word)
    return null;
  state.drivers[subject.bdf] = subject.word;
  return {
    ...factBase(state, line),
    family: 'driver',
    kind: 'driver-spoke',
    bdf: subject.bdf,
    fields: { driver: subject.word },
  };
}

/** A driver that prints under a registered interface owns the device (net/core/dev.c __netdev_printk()). */
function netdevRegistered(state: ReaderState, line: Line): Fact[] {
  const { subject } = line;
  if (!subject?.netdev || !isKernel(line) || state.names[subject.netdev] === subject.bdf) return [];
  const base = { ...factBase(state, line), family: 'driver' as const, bdf: subject.bdf };
  return [
    { ...base, kind: 'device-named', fields: { name: subject.netdev, driver: subject.word } },
    { ...base, kind: 'driver-claimed', fields: { driver: subject.word, how: `interface ${subject.netdev}` } },
  ];
}

function factBase(state: ReaderState, line: Line): Omit<Fact, 'family' | 'kind' | 'fields'> {
  return { ...blank(state, line.number), host: line.host, time: line.time, at: line.at };
}

interface Made {
  readonly fact: Fact;
  /** Index of the row that made it. */
  readonly row: number;
}

function rowFacts(state: ReaderState, line: Line, rows: readonly number[]): Made[] {
  const made: Made[] = [];
  for (const row of rows) {
    const fact = tryRow(state, ROWS[row] as Row, line);
    if (fact) made.push({ fact, row });
  }
  if (made.length === 0 && state.torn === null && isKernel(line) && openingOf(line)) {
    state.torn = { line, lines: [line.number] };
  }
  return made;
}

/** Platform devices have colons in their names too (`1.00015000:floppy`). */
const ADDRESS = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/;

function tryRow(state: ReaderState, row: Row, line: Line): Fact | null {
  if (!isKernel(line) && row.userspace !== true) return null;
  if (row.on === 'device' && line.subject === null) return null;
  const match = row.pattern.exec(row.on === 'device' ? line.body : line.message);
  const reading = match && row.read(match, line);
  if (!reading) return null;
  const named = reading.bdf === undefined ? (line.subject?.bdf ?? null) : reading.bdf;
  return {
    source: state.source,
    line: line.number,
    lines: [line.number],
    boot: state.boot,
    host: line.host,
    family: row.family,
    kind: row.kind,
    bdf: named === null ? null : (state.names[named] ?? (ADDRESS.test(named) ? named : null)),
    time: line.time,
    at: line.at,
    fields: reading.fields,
    fault: row.fault,
    count: reading.count ?? 1,
    corrupted: reading.corrupted ?? null,
  };
}

/** The row that a message opens as, though it does not go on as it must. */
function openingOf(line: Line): Row | undefined {
  return OPENING_ROWS.find((row) => row.opening?.test(row.on === 'device' ? line.body : line.message));
}

/**
 * Raw lines after a torn message, one by one: the other half has no stamp of its own. Returns where in the text it stopped. What stays torn
 * is damaged evidence.
 */
function mend(
  state: ReaderState,
  { text, from, to, firstLine }: { text: string; from: number; to: number; firstLine: number },
  facts: Fact[],
): number {
  let at = from > 0 && text[from] === '\n' ? from + 1 : from;
  while (state.torn && at < text.length && at <= to) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const number = firstLine + countNewlines(text, 0, at);
    const half = frame(text.slice(at, Math.min(end, at + LINE_LENGTH_MAX)), { source: state.source, number });
    if (half.form !== 'plain' || state.torn.lines.length >= TORN_LINES) {
      giveUp(state, facts);
      return at;
    }
    const { line, lines } = state.torn;
    const joined = joinHalves(line, half.message);
    const whole = ROWS.map((row) => row.opening && tryRow(state, row, joined)).find((fact) => fact);
    state.torn = whole ? null : { line: joined, lines: [...lines, number] };
    if (whole) emit(state, { ...whole, lines: [...lines, number] }, facts);
    at = end + 1;
  }
  return at;
}

function joinHalves(line: Line, half: string): Line {
  const message = `${line.message.trimEnd()} ${half.trim()}`;
  return { ...line, message, body: line.subject ? message.slice(line.message.length - line.body.length) : message };
}

function giveUp(state: ReaderState, facts: Fact[]): void {
  const { torn } = state;
  state.torn = null;
  const row = torn && openingOf(torn.line);
  if (torn && row) {
    emit(
      state,
      {
        ...factBase(state, torn.line),
        family: row.family,
        kind: row.kind,
        fields: {},
        fault: row.fault,
        corrupted: 'truncated',
      },
      facts,
    );
  }
}

function continuePending(state: ReaderState, line: Line, facts: Fact[]): boolean {
  const { pending } = state;
  const continues = pending ? (ROWS[pending.row] as Row).continues : undefined;
  if (!pending || !continues) return false;
  if (isOverdue(state, line.number)) closePending(state, facts);
  else if (isKernel(line) && (line.caller === pending.caller || line.caller === null)) {
    const match = continues.pattern.exec(line.message);
    const reading = match ? continues.read(match, pending.fact) : null;
    if (!reading) return false;
    state.pending = { ...pending, fact: completed(pending.fact, reading, line) };
    if (!continues.repeats) closePending(state, facts);
    return true;
  }
  return false;
}

/** Has the open report had no line for longer than its row allows? */
function isOverdue({ pending }: ReaderState, line: number): boolean {
  const within = pending ? (ROWS[pending.row] as Row).continues?.within : undefined;
  return within !== undefined && line - (pending?.fact.lines.at(-1) ?? 0) > within;
}

/** A line that names the device is the fact's own line; the others are of it. */
function completed(fact: Fact, reading: Reading, line: Line): Fact {
  const names = typeof reading.bdf === 'string' && fact.bdf === null;
  return {
    ...fact,
    line: names ? line.number : fact.line,
    bdf: names ? (reading.bdf ?? null) : fact.bdf,
    lines: [...fact.lines, line.number],
    fields: { ...fact.fields, ...reading.fields },
    corrupted: fact.corrupted ?? reading.corrupted ?? null,
  };
}

/** The open report is over; `next` is the fact that begins after it, if one does. */
function closePending(state: ReaderState, facts: Fact[], next?: Fact): void {
  const { pending } = state;
  state.pending = null;
  const continues = pending ? (ROWS[pending.row] as Row).continues : undefined;
  if (!pending || !continues) return;
  const { fact } = pending;
  const completes = fact.lines.length > 1;
  const replaced = continues.alone === 'yields' && next?.family === fact.family && next.kind === fact.kind;
  if (!completes && (continues.alone === 'dropped' || replaced)) return;
  emit(state, completes || !continues.required ? fact : { ...fact, corrupted: 'truncated' }, facts);
}

const CLOSING: ReadonlySet<string> = new Set([
  'panicked',
  'kexec-started',
  'kexec-jumped',
  'crash-kexec-started',
  'restarting',
  'powered-down',
  'firmware-spoke',
  'kexec-requested',
]);

/** Out with it, unless a second console says again what was just said. */
function emit(state: ReaderState, fact: Fact, facts: Fact[]): void {
  if (CLOSING.has(fact.kind)) state.closing = true;
  if (fact.kind === 'device-named' && fact.bdf !== null) state.names[String(fact.fields.name)] = fact.bdf;
  const echo = state.bootconsole && state.recent.some((other) => isEcho(other, fact));
  state.recent.push(fact);
  if (state.recent.length > 2 * RECENT_MAX) state.recent.splice(0, RECENT_MAX);
  if (!echo) facts.push(fact);
}

function isEcho(other: Fact, fact: Fact): boolean {
  return (
    other.kind === fact.kind &&
    other.bdf === fact.bdf &&
    other.time === fact.time &&
    fact.time !== null &&
    fact.line - other.line <= ECHO_LINES &&
    fact.line !== other.line &&
    JSON.stringify(other.fields) === JSON.stringify(fact.fields)
  );
}

/** A fact that still waited for more is told as it stands. */
export function endOfSource(state: ReaderState): Fact[] {
  const facts: Fact[] = [];
  closePending(state, facts);
  for (const host of Object.keys(state.lanes)) {
    switchTo(state, host);
    closePending(state, facts);
  }
  return facts;
}

export function fileReport(state: ReaderState): FileReport {
  const form =
    Object.entries(state.forms).sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))[0]?.[0] ??
    'empty';
  return {
    file: state.source,
    lines: state.lastLine,
    form,
    unparsed: state.unparsed,
    gaps: state.gaps,
    problems: state.problems,
  };
}
